"""Whoosh, and all that is known of it: writes a part of the index, reads several as one.

Nothing outside this module names Whoosh, so that the index can be replaced in a day.
Words come analysed and counted; Whoosh's own analysers and query parser are not used,
because a query is words and never a language. Whoosh has no types: what it returns
is given its type here.

A shelf reads parts in the order given; documents are numbered through all of them,
and of two documents with equal scores the lower number comes first.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from whoosh import columns, fields, formats, query
from whoosh import index as whoosh_index
from whoosh.reading import MultiReader
from whoosh.searching import Searcher

from builder.search import SearchError

WORD_FIELDS = (
    "ids", "kind", "whole", "name", "turned", "lead", "second", "beside", "about", "text",
)  # fmt: skip
_SCORED = ("about", "text")
_MEMORY = 128  # MB of postings that a writer holds before it sorts them to disk


class Document(NamedTuple):
    """What is indexed and kept of one issuer, insider or filing."""

    words: Mapping[str, Mapping[str, int]]  # field -> word -> times
    day: int  # ordinal of the newest filing, 0 if unknown
    number: int  # CIK of an issuer or insider
    kept: Any  # JSON; comes back with a hit


class Wanted(NamedTuple):
    """One way for a document to have a word: in a field, in full or by its beginning."""

    field: str
    word: str
    weight: float = 1.0
    begins: bool = False


class _Words(fields.FieldType):  # type: ignore[misc]
    """A field whose value is words already counted."""

    def __init__(self, *, scored: bool) -> None:
        super().__init__(formats.Frequency(), None, scorable=scored)

    def index(
        self, value: Mapping[str, int], **_: object
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, times in value.items():
            yield word.encode(), times, float(times), formats.pack_uint(times)

    def to_bytes(self, value: str | bytes) -> bytes:
        return value.encode() if isinstance(value, str) else value


def _schema() -> Any:
    return fields.Schema(
        **{name: _Words(scored=name in _SCORED) for name in WORD_FIELDS},
        day=fields.COLUMN(columns.NumericColumn("i")),
        number=fields.COLUMN(columns.NumericColumn("q")),
        kept=fields.STORED(),
    )


def write_part(folder: Path, documents: Iterable[Document]) -> int:
    """Write documents into an empty folder, in their order; return how many."""
    folder.mkdir(parents=True)
    index = whoosh_index.create_in(str(folder), _schema())
    writer = index.writer(limitmb=_MEMORY)
    written = 0
    try:
        for document in documents:
            kept = json.dumps(document.kept, ensure_ascii=False, separators=(",", ":"))
            writer.add_document(
                **document.words,
                day=document.day,
                number=document.number,
                kept=zlib.compress(kept.encode("utf-8", "surrogatepass")),
            )
            written += 1
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    return written


class Shelf:
    """Parts opened for reading. Use as a context manager."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._leaves: list[Any] = []
        for folder in folders:
            try:
                self._leaves.append(whoosh_index.open_dir(str(folder)).reader())
            except Exception as error:  # a damaged file can make Whoosh raise anything
                self.close()
                raise SearchError(str(folder), f"cannot be read as an index: {error!r}") from error
        self._reader = MultiReader(self._leaves)
        self._columns: dict[str, array[int]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        for leaf in self._leaves:
            leaf.close()
        self._leaves = []

    def all_kept(self) -> Iterator[Any]:
        """What was kept of every document, in order."""
        for leaf, offset in self._reader.leaf_readers():
            for number in range(leaf.doc_count_all()):
                yield self.kept(offset + number)

    def frequency(self, field: str, word: str) -> int:
        """How many documents have a word in a field."""
        return sum(leaf.doc_frequency(field, word) for leaf in self._leaves)

    def having(self, field: str, word: str) -> set[int]:
        """The documents that have a word in a field."""
        found: set[int] = set()
        for leaf, offset in self._reader.leaf_readers():
            if (field, word.encode()) in leaf:
                found.update(offset + n for n in leaf.postings(field, word).all_ids())
        return found

    def beginning(self, field: str, prefix: str) -> set[int]:
        """The documents that have a word with this beginning in a field."""
        found: set[int] = set()
        for leaf, offset in self._reader.leaf_readers():
            for word in leaf.expand_prefix(field, prefix):
                found.update(offset + n for n in leaf.postings(field, word).all_ids())
        return found

    def has_more(self, field: str, prefix: str, count: int) -> bool:
        """Whether more than so many documents have a word with this beginning in a field."""
        found: set[int] = set()
        for leaf, offset in self._reader.leaf_readers():
            for word in leaf.expand_prefix(field, prefix):
                found.update(offset + n for n in leaf.postings(field, word).all_ids())
                if len(found) > count:
                    return True
        return False

    def words(self, field: str, prefix: str) -> set[str]:
        """The words of a field with this beginning."""
        return {
            word.decode() for leaf in self._leaves for word in leaf.expand_prefix(field, prefix)
        }

    def best(
        self, words: Sequence[Sequence[Wanted]], limit: int, *, every: bool
    ) -> list[tuple[float, int]]:
        """The documents with every word (or any) in one of its ways: (BM25F score, document)."""
        if not self._leaves:
            return []
        ways = [query.Or([_query(way) for way in word]) for word in words]
        asked = query.And(ways) if every else query.Or(ways)
        found = Searcher(self._reader, closereader=False).search(asked, limit=limit)
        return [(float(score), int(document)) for score, document in found.top_n]

    def day(self, document: int) -> int:
        """Ordinal of a document's day."""
        return self._values("day")[document]

    def number(self, document: int) -> int:
        """A document's CIK."""
        return self._values("number")[document]

    def kept(self, document: int) -> Any:
        """What was kept of a document."""
        data = zlib.decompress(self._reader.stored_fields(document)["kept"])
        return json.loads(data.decode("utf-8", "surrogatepass"))

    def _values(self, name: str) -> array[int]:
        """A column of all documents, read once: one by one Whoosh takes ten times as long."""
        if name not in self._columns:
            self._columns[name] = array("q")
            for leaf, _ in self._reader.leaf_readers():
                column = leaf.column_reader(name)
                self._columns[name].extend(column[n] for n in range(leaf.doc_count_all()))
        return self._columns[name]


def _query(way: Wanted) -> Any:
    kind = query.Prefix if way.begins else query.Term
    return kind(way.field, way.word, boost=way.weight)
