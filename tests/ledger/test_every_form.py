"""Every form of a filing in one content folder: who counts, what completes what, what is listed."""

from __future__ import annotations

import random
import shutil
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from builder.filings.reader import read_filing
from builder.ledger.refresh import Account, refresh
from builder.ledger.store import Ledger
from builder.model import Filing
from tests.filings.data_set_text import tables_of, zip_of
from tests.filings.documents import document_xml, nest
from tests.filings.notices import notice_xml
from tests.filings.printing.page import page_of
from tests.filings.submissions import HEAD, ISSUER, OWNER, TAGGED_HEAD, submission_text
from tests.forms import form_xml
from tests.ledger.test_refresh import Place, place, write

__all__ = ["place"]

ACCESSION = "9000000101-24-000007"
HEADER = f"{HEAD}{OWNER}{ISSUER}</SEC-HEADER>\n"
TYPED = HEADER.replace("20240503", "20000314") + (
    "<DOCUMENT>\n<TYPE>4\n<TEXT>\nJane Doe bought 100 shares.\n</TEXT>\n</DOCUMENT>\n"
)
XML = form_xml()
READ = read_filing(XML, f"{ACCESSION}.xml")
PAGE = page_of(READ, "X05")
QUARTER = zip_of(tables_of([READ._replace(filed=date(2024, 5, 3))]))
TEXT = submission_text(XML.decode().partition("\n")[2])
NOTICE = notice_xml()


def filing(where: Place) -> Filing:
    with Ledger(where.path) as ledger:
        (found,) = ledger.newest(9)
    return found


def put(where: Place, files: Mapping[str, str | bytes]) -> Account:
    for name, content in files.items():
        write(where.content, name, content)
    return where.refresh()


def ended(account: Account) -> dict[str, str]:
    """What became of every input that is not read, by path."""
    return {item.path: item.status for item in account.listed}


# Which form counts

BY_RANK: dict[str, str | bytes] = {
    "a.txt": TEXT, f"{ACCESSION}.xml": XML, f"{ACCESSION}.html": PAGE, "q.zip": QUARTER,
}  # fmt: skip


@pytest.mark.parametrize("number", range(len(BY_RANK)))
def test_the_richest_form_counts_and_the_others_are_duplicates(place: Place, number: int) -> None:
    files = dict(list(BY_RANK.items())[number:])
    for name, content in files.items():
        write(place.content, name, content)
    account = place.refresh()
    tables = 8 if "q.zip" in files else 0
    assert (account.read, account.duplicate) == (1, len(files) - 1)
    assert filing(place).source.path.startswith(next(iter(files)))
    assert account.seen == len(files), tables
    assert not [item for item in account.listed if "conflict" in item.reason]


def test_a_data_set_gives_way_to_the_filing_itself_and_takes_over_again(place: Place) -> None:
    put(place, {"q.zip": QUARTER})
    first = place.dump()
    put(place, {"a.txt": TEXT})
    assert filing(place).source.kind == "submission"
    (place.content / "a.txt").unlink()
    place.refresh()
    assert place.dump() == first


def test_another_statement_in_a_data_set_is_a_conflict(place: Place) -> None:
    other = read_filing(XML.replace(b"12.50", b"12.75"), f"{ACCESSION}.xml")
    account = put(place, {"q.zip": zip_of(tables_of([other])), "a.txt": TEXT})
    (item,) = account.of("duplicate")
    assert item.reason.startswith("a conflict:")


# Data sets


def test_every_filing_of_a_data_set_is_an_input(place: Place) -> None:
    more = [READ, READ._replace(accession="9000000101-24-000008")]
    account = put(place, {"q.zip": zip_of(tables_of(more))})
    assert (account.seen, account.read) == (2, 2)


def test_tables_in_a_folder_are_a_data_set_like_those_of_a_zip(
    place: Place, tmp_path: Path
) -> None:
    other = Place(tmp_path / "other")
    put(place, {"q.zip": QUARTER})
    for name, lines in tables_of([READ._replace(filed=date(2024, 5, 3))]).items():
        write(other.content, f"2024q2-{name.lower()}.tsv", b"\n".join(lines) + b"\n")
    account = other.refresh()
    assert (account.read, account.other) == (1, 7)
    assert filing(other)._replace(source=filing(place).source) == filing(place)


def test_a_table_that_changes_is_read_again(place: Place) -> None:
    tables = tables_of([READ])
    for name, lines in tables.items():
        write(place.content, f"{name}.tsv", b"\n".join(lines) + b"\n")
    place.refresh()
    lines = tables["NONDERIV_TRANS"]
    changed = [line.replace(b"\t1000\t", b"\t2000\t") for line in lines]
    write(place.content, "NONDERIV_TRANS.tsv", b"\n".join(changed) + b"\n")
    place.refresh()
    cell = filing(place).rows[0].transaction_shares
    assert cell is not None
    assert cell.value == 2000


PARTIAL = zip_of({name: lines for name, lines in tables_of([READ]).items() if name != "FOOTNOTES"})


def refreshed(where: Place, *, partial: bool | None) -> Account:
    with Ledger(where.path) as ledger:
        return refresh(ledger, where.content, partial=partial)


def test_a_missing_table_is_rejected_by_name_and_the_rest_goes_on(place: Place) -> None:
    account = put(place, {"q.zip": PARTIAL, "b.xml": document_xml()})
    (item,) = account.of("rejected")
    assert (account.read, item.path, item.found) == (
        1, "q.zip", "no FOOTNOTES (--partial reads what there is)",
    )  # fmt: skip


def test_partial_reads_what_there_is_and_is_remembered(place: Place) -> None:
    write(place.content, "q.zip", PARTIAL)
    accounts = [refreshed(place, partial=given) for given in (False, True, None, False, None)]
    assert [account.read for account in accounts] == [0, 1, 1, 0, 0]


def test_a_data_set_whose_tables_are_damaged_is_rejected(place: Place) -> None:
    tables = tables_of([READ])
    tables["SUBMISSION"][0] = b"nothing"
    account = put(place, {"q.zip": zip_of(tables), "b.xml": document_xml()})
    assert (account.read, account.rejected) == (1, 1)


def test_other_members_of_a_data_set_are_named(place: Place) -> None:
    tables = {**tables_of([READ]), "FORM_345_metadata.json": [b"{}"]}
    account = put(place, {"q.zip": zip_of(tables)})
    assert ended(account) == {"q.zip/FORM_345_metadata.json.tsv": "other"}


def test_two_data_sets_in_one_zip_are_two(place: Place) -> None:
    later = READ._replace(accession="9000000101-24-000009")
    tables = {f"a/{name}": lines for name, lines in tables_of([READ]).items()}
    tables |= {f"b/{name}": lines for name, lines in tables_of([later]).items()}
    assert put(place, {"q.zip": zip_of(tables)}).read == 2


# Headers alone


def test_a_header_alone_is_listed_as_unstructured(place: Place) -> None:
    account = put(place, {"a.hdr.sgml": HEADER})
    (item,) = account.of("unstructured")
    assert (account.read, item.reason) == (0, "a header without its document")


@pytest.mark.parametrize("name", [f"{ACCESSION}.xml", f"{ACCESSION}.html", "q.zip"])
def test_a_header_alone_completes_a_document_without_one(place: Place, name: str) -> None:
    account = put(place, {"a.hdr.sgml": HEADER, name: BY_RANK[name]})
    found = filing(place)
    assert (found.accepted, found.filed, found.issuer.sic) == (
        datetime.fromisoformat("2024-05-03T16:15:02"), date(2024, 5, 3), "3720",
    )  # fmt: skip
    assert ended(account)["a.hdr.sgml"] == "other"


def test_a_completed_filing_says_what_its_submission_text_says(
    place: Place, tmp_path: Path
) -> None:
    other = Place(tmp_path / "other")
    put(place, {"a.hdr.sgml": HEADER, f"{ACCESSION}.xml": XML})
    put(other, {"a.txt": TEXT})
    whole = filing(other)
    assert filing(place)._replace(source=whole.source) == whole


def test_the_file_of_a_header_says_what_it_completes(place: Place) -> None:
    account = put(place, {"a.hdr.sgml": HEADER, f"{ACCESSION}.xml": XML})
    (item,) = account.of("other")
    assert item.reason == f"the header of {ACCESSION}.xml, read with it"


def test_a_header_beside_its_submission_text_is_a_duplicate(place: Place) -> None:
    account = put(place, {"a.hdr.sgml": HEADER, "a.txt": TEXT})
    assert ended(account) == {"a.hdr.sgml": "duplicate"}


def test_a_tagged_header_completes_as_well(place: Place) -> None:
    put(place, {"a.hdr.sgml": TAGGED_HEAD, f"{ACCESSION}.xml": XML})
    assert filing(place).filed == date(2024, 5, 3)


# Typed text


def test_typed_text_is_listed_and_never_half_read(place: Place) -> None:
    account = put(place, {"old.txt": TYPED})
    (item,) = account.of("unstructured")
    assert (account.read, item.reason) == (
        0, "Form 4 as typed text, from before ownership XML (2003)",
    )  # fmt: skip


def test_what_is_listed_says_whose_it_is(place: Place) -> None:
    put(place, {"old.txt": TYPED})
    with Ledger(place.path) as ledger:
        (found,) = ledger.unstructured()
    assert (found.issuer.cik, [owner.name for owner in found.owners], found.filed) == (
        9000000001, ["Doe Jane"], date(2000, 3, 14),
    )  # fmt: skip


def test_typed_text_gives_way_to_xml_of_its_number(place: Place) -> None:
    account = put(place, {"old.txt": TYPED, f"{ACCESSION}.xml": XML})
    (item,) = account.of("duplicate")
    assert (item.path, item.reason) == ("old.txt", f"the same filing as {ACCESSION}.xml")


# Notices


def test_a_notice_is_read_into_tables_of_its_own(place: Place) -> None:
    account = put(place, {"n.xml": NOTICE})
    with Ledger(place.path) as ledger:
        (notice,) = ledger.notices()
        assert ledger.newest(9) == []
    assert (account.read, account.notices, notice.document.filer_cik) == (1, 1, 9000000101)


def test_a_notice_that_vanishes_is_gone(place: Place) -> None:
    put(place, {"n.xml": NOTICE})
    (place.content / "n.xml").unlink()
    assert place.refresh().notices == 0


def test_the_same_notice_twice_is_one(place: Place) -> None:
    account = put(place, {"n.xml": NOTICE, "m.xml": NOTICE})
    assert (account.notices, account.duplicate) == (1, 1)


# Any order

FILES: dict[str, str | bytes] = {
    "a.hdr.sgml": HEADER, "b.hdr.sgml": TAGGED_HEAD, f"{ACCESSION}.xml": XML, "a.txt": TEXT,
    f"{ACCESSION}.html": PAGE, "q.zip": QUARTER, "old.txt": TYPED, "n.xml": NOTICE,
    "local.xml": XML, "page.html": PAGE,
}  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_files_may_come_and_go_in_any_order(place: Place, tmp_path: Path, seed: int) -> None:
    """After each step the ledger is what a new one would be."""
    dice = random.Random(seed)
    for step in range(6):
        name = dice.choice(sorted(FILES))
        path = place.content / name
        if path.exists():
            path.unlink()
        else:
            write(place.content, name, FILES[name])
        place.refresh()
        clean = Place(tmp_path / f"clean {step}")
        shutil.copytree(place.content, clean.content, dirs_exist_ok=True)
        clean.refresh()
        assert place.dump() == clean.dump(), (seed, step, name)


# Conflicts that are none


def test_what_a_data_set_rounds_is_no_conflict(place: Place) -> None:
    exact = XML.replace(b"12.50", b"12.5059").replace(b"9000<", b"9000.559<")
    lines = read_filing(
        XML.replace(b"12.50", b"12.51").replace(b"9000<", b"9000.56<"), f"{ACCESSION}.xml"
    )
    account = put(place, {f"{ACCESSION}.xml": exact, "q.zip": zip_of(tables_of([lines]))})
    (item,) = account.of("duplicate")
    assert item.reason == f"the same filing as {ACCESSION}.xml"


def test_letters_that_a_data_set_does_not_have_are_no_conflict(place: Place) -> None:
    named = form_xml(signature=("/s/ José Núñez", "2024-05-02"))
    lines = read_filing(form_xml(signature=("/s/ Jos? N??ez", "2024-05-02")), f"{ACCESSION}.xml")
    account = put(place, {f"{ACCESSION}.xml": named, "q.zip": zip_of(tables_of([lines]))})
    (item,) = account.of("duplicate")
    assert item.reason == f"the same filing as {ACCESSION}.xml"


def test_a_data_set_that_lacks_tables_contradicts_nothing(place: Place) -> None:
    write(place.content, "q.zip", PARTIAL)
    write(place.content, f"{ACCESSION}.xml", XML.replace(b"12.50", b"99"))
    (item,) = refreshed(place, partial=True).of("duplicate")
    assert item.reason.startswith("the same filing as")


def test_two_partial_filings_are_never_taken_for_one(place: Place) -> None:
    two = [READ, READ._replace(accession="9000000101-24-000008")]
    tables = {name: lines for name, lines in tables_of(two).items() if name != "FOOTNOTES"}
    write(place.content, "q.zip", zip_of(tables))
    assert refreshed(place, partial=True).read == 2


@pytest.mark.parametrize("damage", ["cut", "locked"])
def test_a_damaged_zip_of_tables_is_rejected_and_the_rest_goes_on(
    place: Place, damage: str
) -> None:
    data = bytearray(QUARTER)
    if damage == "cut":
        del data[200:400]
    else:
        for at in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
            data[at] |= 1  # the flag of an encrypted member
    account = put(place, {"q.zip": bytes(data), "b.xml": document_xml()})
    assert (account.read, account.rejected > 0) == (1, True)


def test_a_notice_is_no_position_and_no_transaction(place: Place) -> None:
    put(place, {"n.xml": NOTICE})
    tables = place.dump()
    assert [name for name in tables if tables[name] and "notice" not in name] == [
        "file", "input", "meta",
    ]  # fmt: skip


def test_two_notices_of_one_number_that_say_different_things_are_a_conflict(place: Place) -> None:
    other = NOTICE.replace("1200", "1300")
    account = put(place, {f"{ACCESSION}.xml": NOTICE, f"b/{ACCESSION}.xml": other})
    (item,) = account.of("duplicate")
    assert (account.notices, item.reason.startswith("a conflict:")) == (1, True)


def test_two_filings_of_parties_without_a_cik_share_their_pages(place: Place) -> None:
    owner = nest("reportingOwner/reportingOwnerId/rptOwnerName", "{}")
    for name, spelt in (("a.xml", "DOE  JANE"), ("b.xml", "Doe Jane")):
        form = form_xml(owners=[owner.format(spelt)], issuer=("", "Numberless", ""), remarks=name)
        write(place.content, name, form)
    place.refresh()
    with Ledger(place.path) as ledger:
        assert ([each.filings for each in ledger.insiders()],
                [each.filings for each in ledger.issuers()]) == ([2], [2])  # fmt: skip
