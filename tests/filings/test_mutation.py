"""The law of mutation: a damaged filing ends as a record with warnings or a clear rejection.

Damage that leaves the XML well-formed and typed is never rejected; nothing crashes, hangs or
bloats. What is promised of each outcome stands in ``tests/mutation/promises.py``.
"""

from __future__ import annotations

import pytest

from builder.errors import OtherInput, ReadError
from builder.filings.reader import read_filing, read_statement
from tests.filings.documents import document_xml
from tests.filings.test_nothing_lost import Verdict
from tests.filings.test_nothing_lost import law as loss_of
from tests.mutation import text, tree
from tests.mutation.guarded import Guarded, Reading
from tests.mutation.originals import Original, own_originals, real_originals
from tests.mutation.promises import hold_filing, hold_rejection, is_typed, outcome_of
from tests.mutation.run import Tally, fault_of, run, table
from tests.mutation.variants import Variant, variants_of

SEED = 16
FEW, MANY = 400, 20_000


def told(tally: Tally) -> str:
    """A failure as it is printed."""
    return "\n".join([f"{len(tally.faults)} faults", *tally.faults[:20]])


def test_a_few_damaged_filings_are_read_or_clearly_rejected() -> None:
    tally = run(variants_of(own_originals(), SEED, FEW))
    assert not tally.faults, told(tally)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_20_000_damaged_filings_are_read_or_clearly_rejected() -> None:
    tally = run(variants_of(real_originals() or own_originals(), SEED, MANY))
    print(table(tally))  # noqa: T201 -- shown by pytest -s and beside a failure
    assert not tally.faults, told(tally)
    ends = {outcome for _, outcome in tally.kinds}
    assert ends == {"read", "warned", "unstructured", "rejected", "other"}
    done = {damage for damage, _ in tally.outcomes}
    named = {damage.__name__ for damage in text.PLAIN + text.HUGE}
    named |= {f"tree.{damage.__name__}" for damage in tree.PLAIN + tree.HUGE}
    assert done == named | {"concatenated"}
    assert tally.must_be_read > MANY / 4


# Nothing is lost of what is damaged and still read: the law of test_nothing_lost.py.

# Their unread elements are counted under a name that stands for many.
ABRIDGED = {"tree.nested", "tree.many_new_names", "tree.long_names"}
SMALL = 200_000  # bytes that the walker takes no more than a moment for


def lost_of(originals: list[Original], count: int) -> dict[str, Verdict]:
    """What is lost or invented, by variant, of so many that are well-formed and typed."""
    documents = [original for original in originals if original.name.endswith(".xml")]
    variants = (
        variant
        for variant in variants_of(documents, SEED, count)
        if variant.must_be_read
        and variant.damages[0].startswith("tree.")  # others may take a repair
        and len(variant.data) < SMALL
    )
    return {
        variant.label: verdict
        for variant in variants
        if not ABRIDGED & set(variant.damages)
        if (verdict := loss_of(variant.data)) != ([], [])
    }


def test_nothing_of_a_damaged_document_is_lost() -> None:
    assert lost_of(own_originals(), 200) == {}


@pytest.mark.long
def test_nothing_of_a_damaged_real_document_is_lost() -> None:
    assert lost_of(real_originals() or own_originals(), 5_000) == {}


# The law itself: it repeats, and it would notice.


def test_a_seed_always_makes_the_same_variants() -> None:
    originals = own_originals()
    assert list(variants_of(originals, 7, 50)) == list(variants_of(originals, 7, 50))


def test_another_seed_makes_other_variants() -> None:
    originals = own_originals()
    first, second = ({v.data for v in variants_of(originals, seed, 50)} for seed in (7, 8))
    assert len(first & second) < 5


DOCUMENT = document_xml()


@pytest.mark.parametrize(
    "xml",
    [
        DOCUMENT,
        "<ownershipDocument/>",
        '<a:ownershipDocument xmlns:a="u"/>',
        "<ownershipDocument><x>1</x>text<issuer><issuer/></issuer></ownershipDocument>",
        DOCUMENT.replace("2024-05-01", "soon"),
    ],
)
def test_a_well_formed_ownership_document_is_typed(xml: str) -> None:
    assert is_typed(xml.encode())


@pytest.mark.parametrize(
    "xml",
    [
        DOCUMENT[:-1],
        DOCUMENT + "x",
        "<html/>",
        DOCUMENT.replace("Works", "& Works"),
        f"<!DOCTYPE ownershipDocument>{DOCUMENT}",
        DOCUMENT.replace("<issuer>", "<rptOwnerCcc>x</rptOwnerCcc><issuer>"),
        "<ownershipDocument>" + "<a>" * 300 + "</a>" * 300 + "</ownershipDocument>",
        f"<ownershipDocument>{' ' * 8_388_608}</ownershipDocument>",
        f"<ownershipDocument>{'<a/>' * 100_000}</ownershipDocument>",
    ],
    ids=["cut", "joined", "a page", "ampersand", "doctype", "draft", "deep", "large", "full"],
)
def test_anything_else_is_not_typed(xml: str) -> None:
    assert not is_typed(xml.encode())


VARIANT = Variant(SEED, 3, "cases/filing.xml", "filing.xml", ("truncated",), b"<a/>", True)


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (Reading("broken", 0, 0, "KeyError"), "broken: KeyError"),
        (Reading("died", 0, 0, "exit code -11"), "died: exit code -11"),
        (Reading("hangs", 60, 0, "nothing for 60 s"), "hangs: nothing for 60 s"),
        (Reading("rejected", 0, 0, "why"), "well-formed and typed, but rejected: why"),
        (Reading("other", 0, 0, "why"), "well-formed and typed, but other: why"),
        (Reading("read", 1.01, 0, ""), "took 1.01 s and 0 MB"),
        (Reading("warned", 0, 201, ""), "took 0.00 s and 201 MB"),
    ],
)
def test_a_broken_law_is_told_with_the_command_that_shows_it(reading: Reading, said: str) -> None:
    told = fault_of(VARIANT, reading)
    assert told is not None
    assert said in told
    assert told.endswith("python -m tests.mutation --again 16 3 cases/filing.xml")


@pytest.mark.parametrize("outcome", ["read", "warned"])
def test_a_record_within_the_guards_is_no_fault(outcome: str) -> None:
    assert fault_of(VARIANT, Reading(outcome, 0.99, 199, "")) is None


def test_a_rejection_of_what_need_not_be_read_is_no_fault() -> None:
    unread = VARIANT._replace(must_be_read=False)
    assert fault_of(unread, Reading("rejected", 0, 0, "why")) is None


def test_the_damaged_bytes_are_kept() -> None:
    told = fault_of(VARIANT, Reading("broken", 0, 0, "KeyError")) or ""
    file = told.partition("bytes: ")[2].partition(" (read")[0]
    with open(file, "rb") as kept:  # noqa: PTH123 -- as whoever copies the line would
        assert kept.read() == VARIANT.data


@pytest.mark.parametrize(
    "error",
    [
        OtherInput(""),
        OtherInput("a" * 501),
        OtherInput("one\ntwo"),
        OtherInput("\x1b[31m"),
        ReadError("document", None, "", "x"),
        ReadError("document", 9, "a", "b"),
    ],
)
def test_a_rejection_that_says_nothing_or_too_much_is_noticed(
    error: OtherInput | ReadError,
) -> None:
    with pytest.raises(AssertionError):
        hold_rejection(error, b"one line")


def test_a_record_that_cannot_be_printed_is_noticed() -> None:
    filing = read_filing(DOCUMENT.encode(), "a.xml")._replace(remarks="\udcff")
    with pytest.raises(UnicodeEncodeError):
        hold_filing(filing)


def test_a_record_that_the_ledger_would_change_is_noticed() -> None:
    filing = read_filing(DOCUMENT.encode(), "a.xml")
    row_owners = tuple(owner._replace(is_director=None) for owner in filing.owners)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(AssertionError):
        hold_filing(filing._replace(owners=row_owners))


@pytest.mark.parametrize(
    ("xml", "outcome"),
    [(DOCUMENT, "read"), ("<ownershipDocument/>", "warned"), (DOCUMENT[:-1], "rejected")],
)
def test_a_guarded_reading_names_its_outcome(xml: str, outcome: str) -> None:
    with Guarded() as guarded:
        assert guarded.read(xml.encode(), "a.xml").outcome == outcome


def test_the_memory_of_a_reading_is_its_own() -> None:
    large = b"<ownershipDocument>" + b"<a/>" * 90_000 + b"</ownershipDocument>"
    with Guarded() as guarded:
        small, most = (guarded.read(data, "a.xml").megabytes for data in (b"x", large))
    assert small < 5
    assert most > 10


def test_outcomes_are_named() -> None:
    assert outcome_of(read_statement(DOCUMENT.encode(), "a.xml"), DOCUMENT.encode()) == "read"
