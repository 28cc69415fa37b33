"""What is put right in the frame that the theme prints around an article.

The theme's own template is used as it is; four things in it are not as this site wants them:

- It writes ``autocomplete`` on the two checkboxes that open its menu and its search box. HTML knows
  that attribute only on fields that a reader fills in (HTML Standard, 4.10.5, table of attributes
  by type), so a validator rejects every page.
- It names on every page that a colour is ``custom``: the style sheet's own, which no rule asks for.
- It has a cover for the page behind its menu, and no menu is here.
- It indents, on every page of a few hundred thousand. Blanks at the start of a line mean nothing
  outside ``<pre>``, and only the article has that.
"""

from __future__ import annotations

import re

_CHECKBOX = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off">')
_BLANKS = re.compile(r"[ \t]*\n\s*|(?<=>)[ \t]{2,}(?=<)")
_OWN_COLOUR = re.compile(r' data-md-color-(?:primary|accent)="custom"')
_OVERLAY = '<label class="md-overlay" for="__drawer"></label>'
_ARTICLE, _ARTICLE_END = "<article", "</article>"


def in_frame(page: str) -> str:
    """Give a whole page with its frame put right and its article untouched."""
    start, end = page.find(_ARTICLE), page.rfind(_ARTICLE_END)
    if start < 0 or end < start:
        return put_right(page)
    return put_right(page[:start]) + page[start:end] + put_right(page[end:])


def put_right(frame: str) -> str:
    """Put a piece of the frame right."""
    shorter = _OWN_COLOUR.sub("", _BLANKS.sub("\n", frame.replace(_OVERLAY, "")))
    return _CHECKBOX.sub(r"\1>", shorter)
