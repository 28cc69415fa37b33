"""The filing that the project began with, compared with its record line by line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from builder.filings.document import Document
from builder.filings.reader import read_filing
from builder.filings.rendered_text import LOCAL, UNCARRIED, is_rendered_text, parse_text
from builder.model import Address, Cell, Issuer, Owner, Row, Signature

SEED = Path(__file__).parents[3] / "shared" / "seed" / "form4-allied-motion-2019.txt"


@pytest.fixture(scope="module")
def seed() -> bytes:
    """Its bytes; they are no part of the project."""
    if not SEED.is_file():
        pytest.skip("the seed is not on this machine")
    return SEED.read_bytes()


@pytest.fixture(scope="module")
def document(seed: bytes) -> Document:
    return parse_text(seed)


def test_it_is_rendered_text(seed: bytes) -> None:
    assert is_rendered_text(seed)


def test_form_and_dates(document: Document) -> None:
    assert document.form == "4"
    assert document.period == date(2019, 10, 29)
    assert document.original_filed is None


def test_the_reporting_person_his_address_and_role(document: Document) -> None:
    address = Address(
        street1="C/O ALLIED MOTION TECHNOLOGIES INC.",
        street2="495 COMMERCE DRIVE, SUITE 3",
        city="AMHERST",
        state="NY",
        zip="14228",
    )
    richard = Owner(None, "SMITH RICHARD D /CO/", is_director=True, address=address)
    assert document.owners == (richard,)


def test_issuer_and_ticker(document: Document) -> None:
    assert document.issuer == Issuer(None, "ALLIED MOTION TECHNOLOGIES INC", "AMOT")


def test_table_i_line_by_line(document: Document) -> None:
    stock = Cell("Common Stock")
    held = Row(
        "I", 1, "holding", stock,
        shares_owned_following_transaction=Cell(Decimal(1887)),
        direct_or_indirect_ownership=Cell("D"),
    )  # fmt: skip
    sold = Row(
        "I", 2, "transaction", stock,
        transaction_date=Cell(date(2019, 10, 29)),
        transaction_form_type=Cell("4"),
        transaction_code=Cell("S", ("F1",), "s"),
        equity_swap_involved=Cell(value=False),
        transaction_shares=Cell(Decimal(5000)),
        transaction_price_per_share=Cell(Decimal(38)),
        transaction_acquired_disposed_code=Cell("D"),
        shares_owned_following_transaction=Cell(Decimal(460022)),
        direct_or_indirect_ownership=Cell("I"),
        nature_of_ownership=Cell("By Family Trust"),
    )  # fmt: skip
    grandchildren = Row(
        "I", 3, "holding", stock,
        shares_owned_following_transaction=Cell(Decimal(28200)),
        direct_or_indirect_ownership=Cell("I"),
        nature_of_ownership=Cell("By UGMA Accounts", ("F2",)),
    )  # fmt: skip
    assert document.rows == (held, sold, grandchildren)


def test_both_notes(document: Document) -> None:
    assert document.footnotes.keys() == {"F1", "F2"}
    assert document.footnotes["F1"].endswith(
        "adopted by the reporting person on September 9, 2019."
    )
    assert document.footnotes["F2"].startswith("Represents UGMA accounts")
    assert document.footnotes["F2"].endswith("reach the age of 21.")


def test_the_signature_is_every_word_of_its_lines_and_its_date(document: Document) -> None:
    name = "Susan M. Chiarmonte, attorney-in fact for Richard D. Smith Smith"
    assert document.signatures == (Signature(name, date(2019, 10, 31)),)
    assert document.remarks is None


def test_boxes_that_are_not_checked(document: Document) -> None:
    assert document.not_subject_to_section16 is False
    assert document.aff10b5_one is None  # its form had no such box yet


def test_the_record_says_what_is_odd_and_what_text_cannot_say(document: Document) -> None:
    said = [(warning.line, warning.expected, warning.found) for warning in document.warnings]
    assert said == [
        (None, UNCARRIED, LOCAL),
        (None, "the issuer's CIK", "none"),
        (None, "a CIK for every reporting owner", "none"),
        (22, "a capital letter", "'s'"),
        (37, "the date 10/31/2019 at the end of a signature", "'Smith' after it"),
    ]


def test_its_identity_is_local_and_of_its_bytes(seed: bytes) -> None:
    filing = read_filing(seed, "seed.txt")
    assert filing.is_local
    assert filing.accession == read_filing(seed, "elsewhere/form4.md").accession
    assert filing.source.kind == "text"


# What the form prints whatever is filed. All else in the seed is the filer's.
CAPTIONS = (
    "OMB APPROVAL",
    "OMB Number: 3235-0287",
    "Estimated average burden hours per response: 0.5",
    "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP",
    "Check this box if no longer subject to Section 16.",
    "Form 4 or Form 5 obligations may continue. See Instruction 1(b).",
    (
        "Filed pursuant to Section 16(a) of the Securities Exchange Act of 1934 "
        "or Section 30(h) of the Investment Company Act of 1940"
    ),
    "1. Name and Address of Reporting Person*",
    "(Last) (First) (Middle)",
    "(Street)",
    "(City) (State) (Zip)",
    "2. Issuer Name and Ticker or Trading Symbol",
    "5. Relationship of Reporting Person(s) to Issuer (Check all applicable)",
    "10% Owner Officer (give title below) Other (specify below)",
    "3. Date of Earliest Transaction (Month/Day/Year)",
    "4. If Amendment, Date of Original Filed (Month/Day/Year)",
    "6. Individual or Joint/Group Filing (Check Applicable Line)",
    "Form filed by More than One Reporting Person",
    "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
    "1. Title of Security (Instr. 3)",
    "2. Transaction Date (Month/Day/Year)",
    "2A. Deemed Execution Date, if any (Month/Day/Year)",
    "3. Transaction Code (Instr. 8)",
    "4. Securities Acquired (A) or Disposed Of (D) (Instr. 3, 4 and 5)",
    "5. Amount of Securities Beneficially Owned Following Reported Transaction(s) (Instr. 3 and 4)",
    "6. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)",
    "7. Nature of Beneficial Ownership (Instr. 4)",
    "Code V Amount (A) or (D) Price",
    (
        "Table II - Derivative Securities Acquired, Disposed of, or Beneficially Owned "
        "(e.g., puts, calls, warrants, options, convertible securities)"
    ),
    "1. Title of Derivative Security (Instr. 3)",
    "2. Conversion or Exercise Price of Derivative Security",
    "3. Transaction Date (Month/Day/Year)",
    "3A. Deemed Execution Date, if any (Month/Day/Year)",
    "4. Transaction Code (Instr. 8)",
    "5. Number of Derivative Securities Acquired (A) or Disposed of (D) (Instr. 3, 4 and 5)",
    "6. Date Exercisable and Expiration Date (Month/Day/Year)",
    "7. Title and Amount of Securities Underlying Derivative Security (Instr. 3 and 4)",
    "8. Price of Derivative Security (Instr. 5)",
    (
        "9. Number of derivative Securities Beneficially Owned Following Reported Transaction(s) "
        "(Instr. 4)"
    ),
    "10. Ownership Form: Direct (D) or Indirect (I) (Instr. 4)",
    "11. Nature of Indirect Beneficial Ownership (Instr. 4)",
    "Code V (A) (D) Date Exercisable Expiration Date",
    "Explanation of Responses:",
    "Remarks:",
    "** Signature of Reporting Person Date",
    (
        "Reminder: Report on a separate line for each class of securities beneficially owned "
        "directly or indirectly."
    ),
    "* If the form is filed by more than one reporting person, see Instruction 4 (b)(v).",
    (
        "** Intentional misstatements or omissions of facts constitute Federal Criminal Violations "
        "See 18 U.S.C. 1001 and 15 U.S.C. 78ff(a)."
    ),
    (
        "Note: File three copies of this Form, one of which must be manually signed. If space is "
        "insufficient, see Instruction 6 for procedure."
    ),
    (
        "Persons who respond to the collection of information contained in this form are not "
        "required to respond unless the form displays a currently valid OMB Number."
    ),
)
_RAISED = str.maketrans("⁽⁾¹²", "  12")


def filled_in(seed: bytes) -> Counter[str]:
    """Every word of the seed that is no caption: marks of boxes and notes count as words."""
    text = seed.decode()
    text = re.sub(r"⁽([¹²])⁾", lambda match: f" F{match[1].translate(_RAISED)} ", text)
    text = text.replace('<input checked="" type="checkbox"/>', " [checked] ")
    text = re.sub(r"</?u>", " ", text).replace("\\", "")
    text = re.sub(r"^- ", "", text, flags=re.MULTILINE)
    text = " ".join(text.replace("[ AMOT ]", "AMOT").split())
    for caption in sorted(CAPTIONS, key=len, reverse=True):
        text = text.replace(caption, " ")
    return Counter(text.split())


def recorded(document: Document) -> Iterator[str]:
    """Every word of the record, as the form prints it."""
    for owner in document.owners:
        yield from (part for part in (owner.name, *(owner.address or ())) if isinstance(part, str))
        yield "[checked] Director" if owner.is_director else ""
    yield "[checked] Form filed by One Reporting Person" if len(document.owners) == 1 else ""
    yield f"{document.issuer.name} {document.issuer.symbol} {document.period:%m/%d/%Y}"
    for row in document.rows:
        for name, cell in zip(row._fields[3:], row[3:], strict=True):
            if cell is not None and name not in {"transaction_form_type", "equity_swap_involved"}:
                dollar = "$" if name == "transaction_price_per_share" else ""
                yield f"{dollar}{printed(cell.raw or cell.value)} {' '.join(cell.footnotes)}"
    yield from document.footnotes.values()
    for signature in document.signatures:
        yield f"{signature.name} {signature.date:%m/%d/%Y}"


def printed(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%m/%d/%Y}"
    return f"{value:,}" if isinstance(value, Decimal) else str(value)


def test_nothing_of_the_seed_is_left_over_and_nothing_is_added(
    seed: bytes, document: Document
) -> None:
    words = Counter(" ".join(filter(None, recorded(document))).split())
    filer = filled_in(seed)
    assert filer - words == Counter()
    assert words - filer == Counter()


def test_the_words_compared_are_many(seed: bytes) -> None:
    assert filled_in(seed).total() > 100
