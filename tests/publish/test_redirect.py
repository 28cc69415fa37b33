"""Pages that lead on share one shell, and each leads to its own place."""

from __future__ import annotations

import json

from builder.publish.render import RenderedPage
from builder.publish.shell import REDIRECT, Shell, cut, fill, shell_key


def page(redirect: str) -> RenderedPage:
    meta = json.dumps({"kind": "ticker", "redirect": redirect} if redirect else {"kind": "ticker"})
    return RenderedPage("EXWK", "", meta, "<h1>EXWK</h1>", (), ())


def test_where_a_page_leads_on_to_makes_no_shell_of_its_own() -> None:
    one, two = page("../../issuers/1/"), page("../../issuers/2/")
    assert shell_key(one, "t/EXWK", frozenset()) == shell_key(two, "t/EXWK", frozenset())


def test_a_page_that_leads_nowhere_has_another_shell() -> None:
    one, two = page("../../issuers/1/"), page("")
    assert shell_key(one, "t/EXWK", frozenset()) != shell_key(two, "t/EXWK", frozenset())


def test_each_page_leads_to_its_own_place() -> None:
    shell = Shell(cut(f'<meta content="0; url={REDIRECT}">'), (), (), "", "")
    assert fill(shell, page('../"2"/'), "") == '<meta content="0; url=../&#34;2&#34;/">'
