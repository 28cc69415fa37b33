"""What is suppressed leaves a filing, and what still speaks of it is listed."""

from __future__ import annotations

import pytest

from builder.corrections import Suppressed, Suppression
from builder.ledger.suppression import mentions, without
from builder.model import Filing, FormerName, Signature, Warn
from tests.forms import SALE, filing_of, form_xml, owner_xml

JANE, JOHN = 9_000_000_101, 9_000_000_102
NOBODY = Suppressed()
GONE = Suppressed(people={JANE: Suppression("asked for", 1)})


def joint(**form: object) -> Filing:
    """A filing by Jane O'Brien and John Roe."""
    owners = [owner_xml(str(JANE), "O BRIEN JANE"), owner_xml(str(JOHN), "ROE JOHN")]
    return filing_of(form_xml(owners=owners, **form))  # type: ignore[arg-type]  # passed on


def signed(*names: str) -> Filing:
    return joint()._replace(signatures=tuple(Signature(name, None) for name in names))


def alone() -> Filing:
    return filing_of(form_xml(owners=[owner_xml(str(JANE), "O BRIEN JANE")]))


def left(filing: Filing) -> Filing:
    rest = without(filing, GONE)
    assert rest is not None
    return rest


def test_nothing_suppressed_leaves_the_same_filing() -> None:
    filing = joint()
    assert without(filing, NOBODY) is filing


def test_a_filing_without_anybody_suppressed_stays_the_same() -> None:
    filing = filing_of(form_xml(owners=[owner_xml(str(JOHN), "ROE JOHN")]))
    assert without(filing, GONE) is filing


def test_a_filing_whose_only_owner_is_suppressed_goes_whole() -> None:
    assert without(alone(), GONE) is None


def test_a_filing_named_by_its_number_goes_whole() -> None:
    filing = joint()
    assert without(filing, Suppressed(filings={filing.accession: Suppression("x", 1)})) is None


def test_the_owner_goes_from_a_joint_filing_and_the_rows_stay() -> None:
    filing = joint()
    rest = left(filing)
    assert [owner.cik for owner in rest.owners] == [JOHN]
    assert (rest.rows, rest.footnotes, rest.issuer) == (
        filing.rows, filing.footnotes, filing.issuer,
    )  # fmt: skip


@pytest.mark.parametrize(
    "name", ["/s/ Jane O'Brien", "JANE OBRIEN", "A. Roe for Jane O’Brien", "Jane O Brien, CFO"]
)
def test_a_signature_with_the_surname_goes_however_it_is_written(name: str) -> None:
    rest = left(signed(name, "/s/ John Roe"))
    assert [signature.name for signature in rest.signatures] == ["/s/ John Roe"]


@pytest.mark.parametrize("name", ["/s/ John Roe", "Brien Roe", "Jane O'Briena", ""])
def test_any_other_signature_stays(name: str) -> None:
    assert len(left(signed(name)).signatures) == 1


def test_a_signature_under_a_former_surname_goes() -> None:
    filing = signed("/s/ Jane Hollbeck")
    jane = filing.owners[0]._replace(former_names=(FormerName("HOLLBECK JANE", None),))
    assert left(filing._replace(owners=(jane, filing.owners[1]))).signatures == ()


@pytest.mark.parametrize("found", ["O BRIEN JANE", f"000{JANE}"[-10:], "CIK 9000000101"])
def test_a_warning_about_the_owner_goes(found: str) -> None:
    filing = joint()._replace(warnings=(Warn("owner", 1, "x", found), Warn("row", 2, "x", "y")))
    assert [warn.where for warn in left(filing).warnings] == ["row"]


def test_taking_out_twice_takes_out_no_more() -> None:
    once = left(joint())
    assert without(once, GONE) is once


SEEN = [
    ("footnote F1", {"footnotes": {"F1": "Held by the O'Brien family trust."}}),
    ("remarks", {"remarks": "Jane O'BRIEN resigned."}),
    (
        "Table I, row 1: nature_of_ownership",
        {"rows": [("nonDerivativeTransaction", SALE | {"natureOfOwnership": "By J. O'Brien"})]},
    ),
]


@pytest.mark.parametrize(("where", "form"), SEEN, ids=[where for where, _ in SEEN])
def test_a_surname_that_still_stands_is_listed(where: str, form: dict[str, object]) -> None:
    assert [mention.where for mention in mentions(joint(**form), GONE)] == [where]


def test_a_surname_in_another_owners_name_is_listed() -> None:
    owners = [owner_xml(str(JANE), "DOE JANE"), owner_xml(str(JOHN), "Doe Family Trust")]
    (mention,) = mentions(filing_of(form_xml(owners=owners, signature=("x", ""))), GONE)
    assert (mention.where, mention.words) == ("reporting owner 1", "Doe Family Trust")


def test_a_surname_that_is_a_word_is_looked_for_with_a_capital() -> None:
    owners = [owner_xml(str(JANE), "LONG JANE"), owner_xml(str(JOHN), "ROE JOHN")]
    filing = filing_of(form_xml(owners=owners, remarks="So long as he serves."))
    assert mentions(filing, GONE) == ()


def test_names_from_elsewhere_are_looked_for_too() -> None:
    filing = filing_of(
        form_xml(owners=[owner_xml(str(JOHN), "ROE JOHN")], remarks="Wife of Ms. Hollbeck.")
    )
    (mention,) = mentions(filing, GONE, names=["HOLLBECK JANE"])
    assert str(mention) == f"{filing.accession}: remarks: 'Wife of Ms. Hollbeck.'"


def test_what_goes_whole_mentions_nobody() -> None:
    assert mentions(alone(), GONE, names=["DOE JANE"]) == ()
