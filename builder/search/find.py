"""Answers a query from an index folder.

Names first, best tier first (``matching.TIERS``), as in the browser; then issuers and insiders
with the words beside their names (a title, an issuer); then filings by BM25F over everything
they say. Of equals the newest comes first. Only if nothing has every word are beginnings of words
in texts tried, and at last the answers that have most of the words.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from builder.search import SearchError
from builder.search.among_entities import NUMBER, AmongEntities
from builder.search.among_filings import AmongFilings
from builder.search.asked import Asked, Hit, asked_for
from builder.search.engine import Shelf
from builder.search.parts import code_digest
from builder.search.state import State, parts_folder, read_state


def search(folder: Path, query: str, *, kind: str | None = None, limit: int = 10) -> list[Hit]:
    """The best answers from an index folder, best first; of one ``kind`` if asked."""
    asked = asked_for(query, kind)
    state = _state(folder)
    try:
        return _answer(folder, state, asked, limit)
    except SearchError:
        if (now := _state(folder)) == state:
            raise
        return _answer(folder, now, asked, limit)  # a build replaced the index meanwhile


def _state(folder: Path) -> State:
    state = read_state(folder)
    if state is None:
        raise SearchError(str(folder), "there is no search index; build one first")
    if not state.stamp.endswith(code_digest()):
        raise SearchError(str(folder), "the search index is of another version; build it again")
    return state


def _answer(folder: Path, state: State, asked: Asked, limit: int) -> list[Hit]:
    if not asked.words or limit < 1:
        return []
    place = parts_folder(folder)
    with (
        Shelf([place / part for part in state.entities]) as entities,
        Shelf([place / part for part in state.filings]) as filings,
    ):
        return _staged(AmongEntities(entities), AmongFilings(filings), asked, limit)[:limit]


def _staged(entities: AmongEntities, filings: AmongFilings, asked: Asked, limit: int) -> list[Hit]:
    """Stage after stage; a looser one only if those before found nothing."""
    names = asked.kind != "filing"
    texts = asked.kind in {None, "filing"}
    hits = filings.numbered(asked) if texts else []
    seen = {hit.accession for hit in hits}
    if names:
        hits += entities.named(asked, limit, every=asked.kind is not None)
    if names and len(hits) < limit:
        known = {hit.url for hit in hits}
        hits += [hit for hit in entities.beside(asked, limit) if hit.url not in known]
    if texts and len(hits) < limit:
        more = filings.all_words(asked, limit + len(seen))
        hits += [hit for hit in more if hit.accession not in seen]
    if not hits:
        hits += filings.beginnings(asked, limit) if texts else []
    if not hits:
        partial = entities.some_words(asked, limit) if names else []
        partial += filings.some_words(asked, limit) if texts else []
        hits = [
            replace(hit, score=count + hit.score / NUMBER)
            for count, hit in sorted(partial, key=lambda found: -found[0])
        ]
    return hits
