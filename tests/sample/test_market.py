"""A market year: both of its forms say the same, and nothing depends on how it was made."""

from __future__ import annotations

import json
import zipfile
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from builder.sample.market import write_market
from builder.sample.market_issuers import plan_market
from builder.sample.market_play import play_issuer
from builder.sample.sinks import SampleError
from tests.sample.market_reading import (
    ELEMENTS,
    PATHS,
    Market,
    by_filing,
    iso,
    notes_in_xml,
    read_market,
    rows_of,
    said,
    said_in_xml,
)
from tests.sample.reading import root_of, text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lxml import etree

SIZE = 1_200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small market, written once."""
    folder = tmp_path_factory.mktemp("market")
    write_market(folder, filings=SIZE)
    return folder


@pytest.fixture(scope="module")
def market(folder: Path) -> Market:
    """The same, read."""
    return read_market(folder)


@pytest.fixture(scope="module")
def roots(market: Market) -> dict[str, etree._Element]:
    """The ownership document of each filing."""
    return {accession: root_of(data) for accession, data in market.texts.items()}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# ---- what there is -------------------------------------------------------------------


def test_there_are_as_many_filings_issuers_and_insiders_as_asked(tmp_path: Path) -> None:
    made = write_market(tmp_path, filings=300, issuers=12, insiders=90)
    market = read_market(tmp_path)
    issuers = {line["ISSUERCIK"] for line in market.tables["SUBMISSION"]}
    owners = {line["RPTOWNERCIK"] for line in market.tables["REPORTINGOWNER"]}
    assert (made.filings, made.issuers, made.insiders) == (300, 12, 90)
    assert (len(market.tables["SUBMISSION"]), len(issuers), len(owners)) == (300, 12, 90)
    assert made.rows == sum(len(market.tables[table]) for table in ELEMENTS)


@pytest.mark.parametrize(
    ("filings", "issuers", "insiders"), [(60, 60, 60), (80, 20, 80), (90, 5, 60), (120, 3, 12)]
)
def test_every_insider_is_seen_however_few_forms_there_are(
    filings: int, issuers: int, insiders: int
) -> None:
    plan = plan_market(3, issuers, insiders, filings)
    made = [document for index in range(issuers) for document in play_issuer(plan, index)]
    assert len(made) == filings
    assert len({document.issuer.cik for document in made}) == issuers
    assert len({party.cik for document in made for party in document.parties}) == insiders


def test_both_forms_hold_the_same_filings_each_once(market: Market) -> None:
    accessions = [line["ACCESSION_NUMBER"] for line in market.tables["SUBMISSION"]]
    assert len(set(accessions)) == len(accessions) == SIZE
    assert set(market.texts) == set(accessions)


def test_a_data_set_has_the_members_of_the_sec_and_their_columns(folder: Path) -> None:
    with zipfile.ZipFile(folder / "data-sets" / "2025q1_form345.zip") as opened:
        names = opened.namelist()
        heads = {
            name[:-4]: opened.read(name).split(b"\n", 1)[0].decode().split("\t")
            for name in names
            if name.endswith(".tsv")
        }
        described = json.loads(opened.read("FORM_345_metadata.json"))
    assert names[:8] == [
        "SUBMISSION.tsv", "REPORTINGOWNER.tsv", "NONDERIV_TRANS.tsv", "NONDERIV_HOLDING.tsv",
        "DERIV_TRANS.tsv", "DERIV_HOLDING.tsv", "FOOTNOTES.tsv", "OWNER_SIGNATURE.tsv",
    ]  # fmt: skip
    assert names[8:] == ["FORM_345_metadata.json", "FORM_345_readme.htm"]
    assert heads["SUBMISSION"][-1] == "AFF10B5ONE"
    assert [table for table, head in heads.items() if "EXCERCISE_DATE" in head] == ["DERIV_TRANS"]
    assert [table for table, head in heads.items() if "EXERCISE_DATE" in head] == ["DERIV_HOLDING"]
    assert [table["url"][:-4] for table in described["tables"]] == list(heads)


def test_the_columns_are_those_of_the_real_tables(folder: Path, real_filings: Path) -> None:
    with zipfile.ZipFile(folder / "data-sets" / "2025q1_form345.zip") as opened:
        for path in sorted(real_filings.glob("tsv/2024q3-*.tsv")):
            table = path.stem[7:].replace("-", "_").upper()
            real = path.read_text(encoding="utf-8").split("\n", 1)[0].split("\t")
            ours = opened.read(f"{table}.tsv").split(b"\n", 1)[0].decode().split("\t")
            assert [name for name in ours if name != "AFF10B5ONE"] == real


def test_every_filing_lies_in_the_quarter_of_its_filing_date(market: Market) -> None:
    for name, tables in market.quarters.items():
        months = {int(iso(line["FILING_DATE"])[5:7]) for line in tables["SUBMISSION"]}
        assert {f"2025q{(month + 2) // 3}" for month in months} == {name}


def test_the_archives_are_in_the_order_of_acceptance(market: Market) -> None:
    for names in market.archives:
        accepted = [
            market.texts[name[:-4]].split(b"<ACCEPTANCE-DATETIME>")[1][:14] for name in names
        ]
        assert accepted == sorted(accepted)


def test_all_numbers_are_given_to_nobody(market: Market) -> None:
    for line in market.tables["SUBMISSION"]:
        assert line["ISSUERCIK"] > "9000000000"
        assert line["ACCESSION_NUMBER"] > "9000000000"
    assert all(line["RPTOWNERCIK"] > "9000000000" for line in market.tables["REPORTINGOWNER"])


# ---- both forms say the same ---------------------------------------------------------


def test_the_rows_of_both_forms_say_the_same_in_the_order_of_their_numbers(market: Market) -> None:
    tables = {table: by_filing(market.tables[table]) for table in ELEMENTS}
    for accession, data in market.texts.items():
        for table, rows in rows_of(data):
            lines = sorted(tables[table][accession], key=lambda line: int(line[f"{table}_SK"]))
            assert len(lines) == len(rows), (accession, table)
            for line, row in zip(lines, rows, strict=True):
                for column in PATHS.keys() & line.keys():
                    assert said(column, line[column]) == said_in_xml(column, row), (line, column)
                noted = [name[:-3] for name in line if name.endswith("_FN")]
                for column in noted:
                    if column != "TRANS_FORM_TYPE":
                        assert line[f"{column}_FN"] == notes_in_xml(column, row), (line, column)


def test_the_heads_of_both_forms_say_the_same(
    market: Market, roots: dict[str, etree._Element]
) -> None:
    same = {
        "DOCUMENT_TYPE": "documentType",
        "NO_SECURITIES_OWNED": "noSecuritiesOwned",
        "NOT_SUBJECT_SEC16": "notSubjectToSection16",
        "FORM3_HOLDINGS_REPORTED": "form3HoldingsReported",
        "FORM4_TRANS_REPORTED": "form4TransactionsReported",
        "ISSUERCIK": "issuer/issuerCik",
        "ISSUERNAME": "issuer/issuerName",
        "ISSUERTRADINGSYMBOL": "issuer/issuerTradingSymbol",
        "REMARKS": "remarks",
        "AFF10B5ONE": "aff10b5One",
    }
    for line in market.tables["SUBMISSION"]:
        root = roots[line["ACCESSION_NUMBER"]]
        head = market.texts[line["ACCESSION_NUMBER"]].decode()
        filed = head.split("FILED AS OF DATE:", 1)[1].split()[0]
        assert iso(line["FILING_DATE"]).replace("-", "") == filed
        assert iso(line["PERIOD_OF_REPORT"]) == text(root, "periodOfReport")
        assert iso(line["DATE_OF_ORIG_SUB"]) == text(root, "dateOfOriginalSubmission")
        for column, path in same.items():
            assert line[column] == text(root, path), column


def test_owners_notes_and_signatures_of_both_forms_are_the_same(
    market: Market, roots: dict[str, etree._Element]
) -> None:
    owners, notes, signatures = (
        by_filing(market.tables[table])
        for table in ("REPORTINGOWNER", "FOOTNOTES", "OWNER_SIGNATURE")
    )
    flags = {
        "isDirector": "Director", "isOfficer": "Officer",
        "isTenPercentOwner": "TenPercentOwner", "isOther": "Other",
    }  # fmt: skip
    for accession, root in roots.items():
        found = [
            (
                text(one, "reportingOwnerId/rptOwnerCik"),
                text(one, "reportingOwnerId/rptOwnerName"),
                ",".join(
                    name
                    for flag, name in flags.items()
                    if text(one, f"reportingOwnerRelationship/{flag}") in {"1", "true"}
                ),
                text(one, "reportingOwnerRelationship/officerTitle"),
                text(one, "reportingOwnerAddress/rptOwnerCity"),
            )
            for one in root.findall("reportingOwner")
        ]
        columns = (
            "RPTOWNERCIK", "RPTOWNERNAME", "RPTOWNER_RELATIONSHIP", "RPTOWNER_TITLE",
            "RPTOWNER_CITY",
        )  # fmt: skip
        told = [tuple(line[column] for column in columns) for line in owners[accession]]
        assert sorted(told) == sorted(found)
        in_tables = {line["FOOTNOTE_ID"]: line["FOOTNOTE_TXT"] for line in notes[accession]}
        assert in_tables == {one.get("id"): one.text for one in root.iter("footnote")}
        signed = [
            (line["OWNERSIGNATURENAME"], iso(line["OWNERSIGNATUREDATE"]))
            for line in signatures[accession]
        ]
        assert sorted(signed) == sorted(
            (text(one, "signatureName"), text(one, "signatureDate"))
            for one in root.findall("ownerSignature")
        )


# ---- as the SEC's files are ----------------------------------------------------------


def test_the_newest_day_stands_first_in_a_table_but_by_its_text_in_submission(
    market: Market,
) -> None:
    for tables in market.quarters.values():
        filed = {line["ACCESSION_NUMBER"]: line["FILING_DATE"] for line in tables["SUBMISSION"]}
        texts = list(filed.values())
        assert texts == sorted(texts, reverse=True)
        for table, lines in tables.items():
            days = [iso(filed[line["ACCESSION_NUMBER"]]) for line in lines]
            assert table == "SUBMISSION" or days == sorted(days, reverse=True)


def test_lines_are_numbered_once_and_do_not_follow_the_form(market: Market) -> None:
    for table in ELEMENTS:
        numbers = [int(line[f"{table}_SK"]) for line in market.tables[table]]
        assert len(set(numbers)) == len(numbers)
        filings = by_filing(market.tables[table]).values()
        several = [
            [int(line[f"{table}_SK"]) for line in lines] for lines in filings if len(lines) > 2
        ]
        assert any(numbers != sorted(numbers) for numbers in several)
        assert all(max(one) - min(one) == len(one) - 1 for one in several)


def test_cells_with_a_quotation_mark_are_quoted_and_no_others(folder: Path) -> None:
    with zipfile.ZipFile(folder / "data-sets" / "2025q1_form345.zip") as opened:
        cells = [
            cell
            for name in opened.namelist()[:8]
            for line in opened.read(name).decode("ascii").splitlines()
            for cell in line.split("\t")
            if '"' in cell
        ]
    assert cells
    assert all(cell[0] == cell[-1] == '"' for cell in cells)
    assert all('"' not in cell[1:-1].replace('""', "") for cell in cells)


def test_forms_keep_the_limits_of_edgar(market: Market) -> None:
    for pair in (("NONDERIV_TRANS", "NONDERIV_HOLDING"), ("DERIV_TRANS", "DERIV_HOLDING")):
        rows = Counter(line["ACCESSION_NUMBER"] for name in pair for line in market.tables[name])
        assert max(rows.values()) <= 30
    assert max(len(line["FOOTNOTE_TXT"]) for line in market.tables["FOOTNOTES"]) <= 1000
    assert max(len(line["OWNERSIGNATURENAME"]) for line in market.tables["OWNER_SIGNATURE"]) <= 255


def test_nobody_reports_a_trade_before_it_is_made(market: Market) -> None:
    filed = {
        line["ACCESSION_NUMBER"]: iso(line["FILING_DATE"]) for line in market.tables["SUBMISSION"]
    }
    for table in ("NONDERIV_TRANS", "DERIV_TRANS"):
        for line in market.tables[table]:
            assert iso(line["TRANS_DATE"]) <= filed[line["ACCESSION_NUMBER"]]


def test_balances_add_up_from_filing_to_filing_but_for_mistakes(market: Market) -> None:
    """Table I of originals: the balance before and the trades give the balance after."""
    form = {line["ACCESSION_NUMBER"]: line for line in market.tables["SUBMISSION"]}
    owner = {
        accession: min(line["RPTOWNERCIK"] for line in lines)
        for accession, lines in by_filing(market.tables["REPORTINGOWNER"]).items()
    }
    piles: dict[tuple[str, ...], dict[str, list[tuple[str, int, Decimal, Decimal]]]] = {}
    for line in market.tables["NONDERIV_TRANS"]:
        accession = line["ACCESSION_NUMBER"]
        if form[accession]["DOCUMENT_TYPE"].endswith("/A"):
            continue
        key = (
            form[accession]["ISSUERCIK"], owner[accession], line["SECURITY_TITLE"],
            line["NATURE_OF_OWNERSHIP"],
        )  # fmt: skip
        sign = 1 if line["TRANS_ACQUIRED_DISP_CD"] == "A" else -1
        piles.setdefault(key, {}).setdefault(accession, []).append(
            (
                iso(line["TRANS_DATE"]),
                int(line["NONDERIV_TRANS_SK"]),
                sign * Decimal(line["TRANS_SHARES"]),
                Decimal(line["SHRS_OWND_FOLWNG_TRANS"]),
            )
        )
    good = steps = 0
    for filings in piles.values():
        balance: Decimal | None = None
        for rows in sorted(sorted(rows) for rows in filings.values()):
            after = rows[-1][3]
            if balance is not None:
                steps += 1
                good += balance + sum(change for _, _, change, _ in rows) == after
            balance = after
    assert steps > SIZE // 4
    assert good > steps * 95 // 100


# ---- how it is made ------------------------------------------------------------------


def test_the_same_seed_gives_the_same_bytes_with_any_number_of_processes(
    folder: Path, tmp_path: Path
) -> None:
    write_market(tmp_path, filings=SIZE, jobs=2)
    assert bytes_of(tmp_path) == bytes_of(folder)


def test_another_seed_gives_another_market(folder: Path, tmp_path: Path) -> None:
    write_market(tmp_path, filings=SIZE, seed=17)
    ours, others = read_market(tmp_path), read_market(folder)
    assert set(ours.texts.values()).isdisjoint(others.texts.values())


@pytest.mark.parametrize("only", ["data-sets", "submissions"])
def test_one_form_alone_has_the_same_bytes_as_beside_the_other(
    folder: Path, tmp_path: Path, only: str
) -> None:
    write_market(tmp_path, filings=SIZE, only=only)
    found = {name: data for name, data in bytes_of(tmp_path).items() if name != "README.md"}
    assert {name.split("/")[0] for name in found} == {only}
    assert found.items() <= bytes_of(folder).items()


def test_an_older_market_is_replaced(folder: Path, tmp_path: Path) -> None:
    write_market(tmp_path, filings=150, seed=3)
    write_market(tmp_path, filings=SIZE)
    assert bytes_of(tmp_path) == bytes_of(folder)


def test_a_folder_with_anything_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "data-sets").mkdir()
    mine = tmp_path / "data-sets" / "2025q1_form345.zip"
    mine.write_bytes(b"")
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(SampleError, match=r"notes\.txt"):
        write_market(tmp_path, filings=20)
    assert sorted(bytes_of(tmp_path)) == ["data-sets/2025q1_form345.zip", "notes.txt"]


@pytest.mark.parametrize(
    ("filings", "issuers", "insiders"),
    [(0, 1, 1), (10, 20, 20), (10, 5, 4), (10, 5, 11), (9000, 6701, 8000)],
)
def test_a_market_that_cannot_be_is_refused(
    tmp_path: Path, filings: int, issuers: int, insiders: int
) -> None:
    with pytest.raises(SampleError):
        write_market(tmp_path / "new", filings=filings, issuers=issuers, insiders=insiders)
    assert not (tmp_path / "new").exists()


def test_the_smallest_market_is_one_filing(tmp_path: Path) -> None:
    made = write_market(tmp_path, filings=1)
    assert (made.filings, made.issuers, made.insiders, made.files) == (1, 1, 1, 3)


def test_an_interrupted_market_leaves_nothing_half_made(tmp_path: Path) -> None:
    def stop(made: int) -> None:
        if made:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_market(tmp_path, filings=400, progress=stop)
    assert bytes_of(tmp_path) == {}


def test_a_market_that_was_killed_in_the_making_is_replaced(folder: Path, tmp_path: Path) -> None:
    left = tmp_path / "market-in-the-making" / "data-sets"
    left.mkdir(parents=True)
    (left / "2025q1_form345.zip").write_bytes(b"half")
    (left.parent / "2025-01-02.day").write_bytes(b"half")
    write_market(tmp_path, filings=SIZE)
    assert bytes_of(tmp_path) == bytes_of(folder)


def test_a_market_says_that_it_is_fictional_and_how_it_was_made(tmp_path: Path) -> None:
    write_market(tmp_path, filings=40, seed=5, insiders=20, only="submissions")
    text = (tmp_path / "README.md").read_text()
    assert "invented" in text
    assert "sample --market --seed 5 --filings 40 --insiders 20 --only submissions\n" in text


def test_progress_counts_up_to_all_filings(tmp_path: Path) -> None:
    told: list[int] = []
    write_market(tmp_path, filings=400, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 400


_MEASURED = """
import tempfile
from pathlib import Path
from builder.sample.market import write_market
from builder.sample.market_issuers import plan_market
from builder.sample.market_play import play_issuer
with tempfile.TemporaryDirectory() as folder:
    write_market(Path(folder), filings={filings})
"""


def test_memory_does_not_grow_with_the_market(peak_megabytes: Callable[[str], int]) -> None:
    small = peak_megabytes(_MEASURED.format(filings=600))
    assert peak_megabytes(_MEASURED.format(filings=4_800)) < small + 40
