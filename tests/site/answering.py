"""Answers of the test's own making in place of names.js, so that the reader's side is tested alone.

``window.asked`` lists the queries and their options. A query is answered at once with all of
``window.hits``, cut as the options say; after :func:`hold` it waits until :func:`answer` says what,
or :func:`refuse` that its file could not be loaded.
"""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

Hit = dict[str, Any]

BOX = "#s16-query"
SAID = ".s16-search [role=status]"

_NAMES = """
window.asked = []; window.waiting = []; window.warmed = 0;
window.fit = (hits, { limit, kind = "", role = "" }) => {
  const found = hits.filter((hit) => !kind || hit.kind === kind)
    .filter((hit) => !role || hit.roles.some((each) => each.toLowerCase() === role));
  return { hits: found.slice(0, limit), total: found.length, more: false };
};
export class Names {
  warm() { window.warmed += 1; }
  find(query, options) {
    window.asked.push({ query, ...options });
    if (!window.held) return Promise.resolve(window.fit(window.hits, options));
    return new Promise((tell, fail) => window.waiting.push({ query, options, tell, fail }));
  }
}
"""


def hit(number: int = 1, /, **given: object) -> Hit:
    """An insider as names.js gives them, with what the test says otherwise."""
    return {
        "kind": "insider",
        "cik": number,
        "name": f"Ann {number} Alder",
        "detail": "Tarnfeld Motion Inc",
        "roles": ["Director"],
        "filed": "2024-05-01",
        "url": f"insiders/{number}/",
        "tier": 2,
        "why": "",
        **given,
    }


def issuer(number: int = 9, /, **given: object) -> Hit:
    """An issuer as names.js gives them."""
    own = {"kind": "issuer", "name": "Tarnfeld Motion Inc", "detail": "TRNM", "roles": []}
    return hit(number, **{**own, "url": f"issuers/{number}/", **given})


def answering(page: Page, *hits: Hit, held: bool = False) -> None:
    """Let every page that is opened from now on find these."""
    page.route(
        "**/assets/names.js",
        lambda route: route.fulfill(body=_NAMES, content_type="text/javascript"),
    )
    page.add_init_script(f"window.hits = {json.dumps(hits)}; window.held = {json.dumps(held)};")


def asked(page: Page) -> list[str]:
    """The queries so far."""
    return [str(each) for each in page.evaluate("asked.map((each) => each.query)")]


def answer(page: Page, query: str, *hits: Hit, some: bool = False, **given: object) -> None:
    """Answer a query that waits; ``some``: only what is certain, the rest comes later."""
    said = {"hits": hits, "total": len(hits), "more": False, **given}
    how = "options.onSome" if some else "tell"
    page.evaluate(
        "([query, said]) => { const { options, tell } = waiting.findLast((w) => w.query === query);"
        f" {how}(said); }}",
        [query, said],
    )


def refuse(page: Page, query: str) -> None:
    """Let a query that waits fail as one whose file could not be loaded."""
    page.evaluate(
        "query => waiting.findLast((w) => w.query === query).fail(new Error('no such file'))", query
    )


_ONCE_ASKED = """
() => new Promise((done) => {
  const look = () => (window.waiting?.length ? done() : requestAnimationFrame(look));
  look();
})
"""


def once_asked(page: Page) -> None:
    """Wait until the page has asked for names. (Playwright's own waiting needs what the page's
    policy forbids.)
    """
    page.evaluate(_ONCE_ASKED)
