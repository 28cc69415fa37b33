"""One page of each kind: the largest, for it has the most that could go wrong."""

from __future__ import annotations

import re
from pathlib import Path

# Below these, a part of an address names an issuer, an insider, a ticker, a letter or a time.
_LEADS_ON = b'http-equiv="refresh"'
_FAMILIES = frozenset({"issuers", "insiders", "filings", "t"})


def kind_of(address: str) -> str:
    """`issuers/9100000016/2024/` is of the kind `issuers/#/#/`; `insiders/b/` of `insiders/*/`."""
    top, _, rest = address.partition("/")
    if top not in _FAMILIES:
        return address
    parts = [re.sub(r"\d+", "#", part) for part in rest.split("/")]
    return "/".join([top, *(part if not part or "#" in part else "*" for part in parts)])


def leads_on(path: Path) -> bool:
    """Whether a page leads on at once: a browser is gone before it can be looked at."""
    return _LEADS_ON in path.read_bytes()[:2000]


def one_of_each(site: Path) -> dict[str, str]:
    """The address of the largest page of each kind; of pages of one size the first."""
    found: dict[str, tuple[int, str]] = {}
    for path in sorted(site.rglob("*.html")):
        if leads_on(path):
            continue
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        size = path.stat().st_size
        kind = kind_of(address)
        if size > found.get(kind, (0, ""))[0]:
            found[kind] = (size, address)
    return {kind: address for kind, (_, address) in sorted(found.items())}


def frame_bytes(site: Path, address: str) -> int:
    """What a page holds beside its article."""
    text = (site / address / "index.html").read_bytes()
    return len(text) - (text.rindex(b"</article>") - text.index(b"<article"))
