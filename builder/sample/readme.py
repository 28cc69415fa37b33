"""The page that explains a sample to whoever finds it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.sample.oddities import ODDITIES
from builder.sample.sinks import README_MARK

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from builder.sample import SampleSummary


def render_readme(
    seed: int, options: str, counts: SampleSummary, examples: Mapping[str, Sequence[str]]
) -> str:
    """The text of the README: what it is, how it was made, and what to find where."""
    held = (
        f"It holds {counts.filings:,} filings by {counts.insiders:,} insiders of "
        f"{counts.issuers:,} issuers in {counts.files:,} files."
    )
    lines = [
        README_MARK,
        "",
        "Every company, person, address, price and filing in this folder is invented. Numbers",
        "(CIKs) above 9,000,000,000 and accession numbers that begin with them are given to",
        "nobody. Any likeness to a real company, person or filing is chance.",
        "",
        "It was made by",
        "",
        f"    section16 sample --seed {seed}{options}",
        "",
        "and the same command makes the same bytes again. Do not edit it by hand.",
        "",
        held,
        "",
    ]
    return "\n".join(lines + (_oddities(examples) if examples else []))


def _oddities(examples: Mapping[str, Sequence[str]]) -> list[str]:
    """A table of what is strange, and the first files in which it is."""
    lines = [
        "## Oddities planted on purpose",
        "",
        "What real filings have and naive readers stumble over. The other filings are regular:",
        "they fit the SEC's schemas and their balances add up.",
        "",
        "| oddity | what it is | where |",
        "|---|---|---|",
    ]
    for name, oddity in ODDITIES.items():
        if name in examples:
            where = "<br>".join(f"`{path}`" for path in examples[name])
            lines.append(f"| {name} | {oddity.what} | {where} |")
    return [*lines, ""]
