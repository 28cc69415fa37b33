"""What every table and column of the ledger holds, for whoever opens it with Datasette.

``metadata.yml`` beside the ledger gives titles and descriptions to
``datasette ledger.sqlite --metadata metadata.yml``. One dictionary a kind of thing; a test holds
that nothing in the ledger is left undescribed.
"""

from __future__ import annotations

from functools import cache

import yaml

from builder.files import write_if_changed
from builder.ledger.schema import ROW_TABLES
from builder.ledger.store import Ledger
from builder.ledger.tables import columns_of

TITLE = "Insider filings: SEC Forms 3, 4 and 5"
ABOUT = (
    "Filed tables follow the SEC's Insider Transactions Data Sets and hold what filers wrote."
    " Derived tables (line, balance, trade and the others marked so) can be dropped and made"
    " again with 'section16 derive'; each names the rule it rests on. Numbers are text, so that no"
    " digit is lost; days are ISO dates; times are US Eastern. Not affiliated with the SEC."
)

# Title and description of each table.
TABLES: dict[str, tuple[str, str]] = {
    "submission": ("Filings", "One row a Form 3, 4 or 5 or amendment, as filed."),
    "reportingowner": ("Reporting owners", "Who filed, with the roles stated in that filing."),
    "former_name": ("Former names", "Names that EDGAR's headers call former, as filed."),
    "nonderiv_trans": ("Table I transactions", "Transactions in stock and the like, as filed."),
    "nonderiv_holding": ("Table I holdings", "Holdings of stock and the like, as filed."),
    "deriv_trans": ("Table II transactions", "Transactions in derivatives, as filed."),
    "deriv_holding": ("Table II holdings", "Holdings of derivatives, as filed."),
    "odd_cell": ("Odd cells", "Cells whose text no plain column gives back: no number, no date."),
    "footnotes": ("Footnotes", "The filers' own notes; cells name them in their _fn columns."),
    "owner_signature": ("Signatures", "Who signed a filing, and when."),
    "warning": ("Notes on reading", "What the reader noticed in a filing; nothing is corrected."),
    "notice": ("Notices of proposed sales", "Form 144: what somebody meant to sell."),
    "notice_relationship": ("Notices: relationships", "Of the seller to the issuer."),
    "notice_security": ("Notices: securities", "What is to be sold, and through whom."),
    "notice_to_be_sold": ("Notices: how acquired", "How the securities to be sold were acquired."),
    "notice_sold": ("Notices: sold before", "Sales during the three months before."),
    "notice_plan_date": ("Notices: plan dates", "Days on which trading plans were adopted."),
    "notice_warning": ("Notices: notes on reading", "What the reader noticed in a notice."),
    "unjoined": ("Filings before joining", "A filing as it was before a header completed it."),
    "file": ("Files", "Every file below the content folder, as last seen."),
    "input": ("Inputs", "Every input in those files, and where it ended."),
    "unstructured": ("Unstructured filings", "Filings known by their header only."),
    "stale_people": ("To be derived", "People whose filings changed since they were derived."),
    "correction": ("Corrections", "The texts of people.yml and suppress.yml."),
    "suppression_used": ("Suppressions used", "Lines of suppress.yml that leave something out."),
    "still_named": ("Still named", "Where filed words name somebody who is suppressed."),
    "meta": ("About the ledger", "Its version, and how it was filled."),
    "line": (
        "Lines (derived)",
        "What is held: one row a pile of securities, with its newest reported balance.",
    ),
    "line_owner": ("Owners of lines (derived)", "Whose lines they are."),
    "balance": (
        "Balances (derived)",
        "Every balance reported for a line, oldest first, checked against the one before.",
    ),
    "trade": (
        "Rows that count (derived)",
        "Every row, transaction or holding, that no amendment replaces, in words that compare.",
    ),
    "amendment": ("Amendments (derived)", "Which filing each amendment amends."),
    "amended_row": ("Amended rows (derived)", "What an amendment does to each row, cell by cell."),
    "superseded_row": ("Superseded rows (derived)", "Rows that do not count any more, and why."),
    "deadline": ("Deadlines (derived)", "When each report was due, and how late it came."),
    "plan": ("Trading plans (derived)", "Transactions of whose Rule 10b5-1 plan words speak."),
    "odd_date": ("Odd dates (derived)", "Dates that cannot be what they say."),
    "odd_price": ("Odd prices (derived)", "Prices of Table I far from the issuer's others."),
    "twin": ("Twin rows (derived)", "Rows that another filing reports too: counted once."),
    "split_group": ("Split groups (derived)", "Filings with the same rows for other members."),
    "party": ("Names (derived)", "The name to show for each issuer and reporting owner."),
}

# Columns by name; what differs from table to table stands below.
COLUMNS: dict[str, str] = {
    "accession_number": "EDGAR's number of the filing, or a local identity",
    "row": "Number of the row in its table, from 1",
    "tbl": "Table I or II of the form",
    "position": "Place in its list, from 1",
    "issuer_key": "CIK of the issuer; below zero a number of our own, 0 if it is not named",
    "owner_key": "CIK under which the person or company stands; below zero one of our own",
    "line_id": "Name of the line, made from what it is",
    "owners": "Keys of the owners who filed together",
    "title": "Title of the security without case, plural and par value",
    "held": "D direct or I indirect",
    "nature": "Nature of ownership without case and punctuation",
    "rule": "Key of the rule: see the page of rules",
    "kind": "transaction or holding",
    "issuercik": "CIK of the issuer, as filed",
    "issuername": "Name of the issuer, as filed",
    "filing_date": "Day of filing by EDGAR's header",
    "acceptance_datetime": "When EDGAR accepted it, US Eastern",
    "document_type": "Form: 3, 4, 5, with /A for an amendment; or 144",
    "period_of_report": "Day of the event or earliest transaction; on Form 5 the fiscal year's end",
    "date_of_orig_sub": "Day of the filing that an amendment amends, as typed",
    "issuertradingsymbol": "Ticker, as typed by the filer",
    "issuerforeigntradingsymbol": "Foreign ticker, as typed",
    "issuer_sic": "Standard Industrial Classification, from the header",
    "issuer_sic_title": "The classification in words",
    "issuer_state": "State of incorporation, EDGAR's code",
    "issuer_fiscal_year_end": "End of the fiscal year, MMDD",
    "no_securities_owned": "Box of Form 3: nothing is owned",
    "not_subject_sec16": "Box: no longer subject to Section 16",
    "form3_holdings_reported": "Box of Form 5: holdings that Form 3 left out",
    "form4_trans_reported": "Box of Form 5: transactions that Form 4 left out",
    "aff10b5one": "Box: made under a Rule 10b5-1 plan; empty if not stated",
    "remarks": "Remarks, as filed",
    "schema_version": "Version of the SEC's schema",
    "source_path": "File below the content folder that it was read from",
    "source_sha256": "Digest of that file's bytes",
    "source_kind": "Form in which the filing came",
    "content_key": "Digest of what it states, to find copies",
    "known_day": "Day of filing, else the latest signature, else the period",
    "rptownercik": "CIK of the reporting owner, as filed",
    "rptownername": "Conformed name of the reporting owner, as filed",
    "is_director": "Box: director",
    "is_officer": "Box: officer",
    "is_ten_percent_owner": "Box: ten percent owner",
    "is_other": "Box: other",
    "rptowner_title": "Title of the officer, as filed",
    "rptowner_txt": "What other means, as filed",
    "rptowner_street1": "Address as filed; not published by default",
    "rptowner_street2": "Address as filed; not published by default",
    "rptowner_city": "Address as filed; not published by default",
    "rptowner_state": "Address as filed, EDGAR's code of state or country",
    "rptowner_zipcode": "Address as filed; not published by default",
    "rptowner_state_desc": "State or country in words",
    "rptowner_non_us_address": "Flag: the address is outside the United States",
    "rptowner_non_us_state_territory": "State or territory of such an address",
    "rptowner_country": "Country of such an address",
    "rptowner_good_address": "Flag: EDGAR knows the address",
    "owner_position": "Place of the owner in the filing; 0 for the issuer",
    "name": "Name",
    "until": "Day of the name change in EDGAR's header, as filed",
    "cell": "Name of the cell",
    "value": "Its value",
    "footnotes": "Footnote ids on it",
    "raw": "Filed text where no value says the same",
    "footnote_id": "Id of the note in the filing, such as F1",
    "footnote_txt": "The note, as filed",
    "ownersignaturename": "Signature, as filed",
    "ownersignaturedate": "Day of the signature",
    "raw_date": "Filed text of a date that is none",
    "place": "Where it was noticed",
    "line": "Line of the file",
    "expected": "What should stand there",
    "found": "What stands there",
    "path": "Path of the input below the content folder",
    "file": "File that holds it",
    "size": "Bytes",
    "mtime_ns": "Time of change, nanoseconds",
    "left_out": "Why the file is not read, if it is not",
    "partial": "1: an incomplete data set is read all the same",
    "status": "read, duplicate, unstructured, suppressed, other or rejected",
    "duplicate_of": "Accession number of the filing that it states again",
    "rank": "How rich the form of the source is; 0 is the richest",
    "reason": "Why it ended so",
    "is_header": "1: nothing but a header",
    "record": "The record as JSON",
    "tables": "The rows as JSON",
    "text": "Text of the file",
    "exercise_price": "Exercise price of Table II, empty where none is stated",
    "expiration": "Expiration of Table II, empty where none is stated",
    "number": "Number among the lines of the same people",
    "is_value": "1: the balance is an amount of money (principal), never added to shares",
    "is_open": "0: closed by a balance of zero",
    "as_of": "Day the balance speaks of",
    "balance": "Balance after the row, as filed",
    "stale": "Why the line may no longer be what it was",
    "stale_since": "Day of what shows it",
    "stale_filing": "Filing that shows it",
    "gaps": "How many balances of the line do not follow from the one before",
    "change": "What the row adds, or takes below zero",
    "previous": "Balance before",
    "since": "What all rows since that balance add",
    "gap": "What is missing between the sum and the balance",
    "verdict": "first, closes, part, gap, unchecked or unstated",
    "style": "holding, single, running, final or unclear",
    "proofs": "Filings, rows and notes that prove the reason, as JSON",
    "form": "Form of the filing",
    "filed": "Day of filing, or what stands for it",
    "accepted": "When EDGAR accepted it, US Eastern",
    "period": "Period of report",
    "part": "Remarks that call the filing one of several",
    "day": "Day the row speaks of",
    "code": "Transaction code",
    "direction": "A acquired or D disposed of",
    "holders": "Whom an indirect row names as holder",
    "shares": "Number of securities",
    "price": "Price per share, as filed",
    "terms": "Terms of a derivative, to compare rows",
    "original": "Filing that is amended",
    "root": "First filing of the chain",
    "rivals": "Other filings that fitted as well",
    "row_filing": "Filing of the row",
    "fate": "repeated, changed, added, withdrawn or untouched",
    "other_filing": "Filing of the row that it is held against",
    "other_row": "That row",
    "changes": "Cells before and after, as JSON",
    "by_filing": "Filing whose row stands in its place, or that withdraws it",
    "why": "repeated, changed or withdrawn",
    "proof": "What proves it, as JSON",
    "start": "Day that is counted from",
    "due": "Day on which the report was due",
    "days_late": "Calendar days after that day",
    "state": "What came of it",
    "adopted": "Day of adoption that a note names",
    "doubt": "Why no day of adoption is taken",
    "note": "Footnote that says it",
    "used": "Day that the ledger goes by instead",
    "usual": "Median of the issuer's other prices",
    "others": "How many others there are",
    "of_filing": "Filing of the row that counts",
    "of_row": "The row that counts",
    "words": "The holder that both name",
    "first_filing": "The filing of the group that counts",
    "party_key": "CIK, or a number of our own",
    "previous_accession_number": "Accession number of the notice before",
    "filercik": "CIK of the filer",
    "live_test_flag": "LIVE or TEST",
    "sec_file_number": "The issuer's file number at the SEC",
    "issuer_street1": "Address of the issuer",
    "issuer_street2": "Address of the issuer",
    "issuer_city": "Address of the issuer",
    "issuer_state_or_country": "Address of the issuer, EDGAR's code",
    "issuer_zip_code": "Address of the issuer",
    "issuer_contact_phone": "Telephone of the issuer",
    "person_for_whose_account": "For whose account is sold",
    "nothing_to_report": "Flag: nothing was sold in the three months before",
    "notice_date": "Day of the notice",
    "signature": "Signature, as filed",
    "relationship": "Relationship to the issuer",
    "securities_class_title": "Title of the class",
    "broker_name": "Broker or market maker",
    "broker_street1": "Address of the broker",
    "broker_street2": "Address of the broker",
    "broker_city": "Address of the broker",
    "broker_state_or_country": "Address of the broker, EDGAR's code",
    "broker_zip_code": "Address of the broker",
    "units_to_be_sold": "Number to be sold",
    "aggregate_market_value": "Market value, dollars",
    "units_outstanding": "Number outstanding",
    "approx_sale_date": "Approximate day of sale",
    "securities_exchange_name": "Exchange",
    "acquired_date": "Day of acquisition",
    "nature_of_acquisition_transaction": "How acquired",
    "name_of_person_from_whom_acquired": "From whom acquired",
    "is_gift_transaction": "Flag: a gift",
    "donor_acquired_date": "Day on which the donor acquired it",
    "amount_of_securities_acquired": "Number acquired",
    "payment_date": "Day of payment",
    "nature_of_payment": "How it was paid",
    "seller_name": "Name of the seller",
    "seller_street1": "Address of the seller",
    "seller_street2": "Address of the seller",
    "seller_city": "Address of the seller",
    "seller_state_or_country": "Address of the seller, EDGAR's code",
    "seller_zip_code": "Address of the seller",
    "sale_date": "Day of sale",
    "amount_of_securities_sold": "Number sold",
    "gross_proceeds": "Gross proceeds, dollars",
    "plan_adoption_date": "Day on which the plan was adopted, or instruction given",
}
IN_TABLE: dict[tuple[str, str], str] = {
    ("trade", "value"): "Total value, where it stands in place of a number",
    ("balance", "reason"): "Why the balance does not follow: see the page of rules",
    ("deadline", "row"): "Number of the row; 0 for the filing as a whole",
    ("deadline", "tbl"): "Table I or II; empty for the filing as a whole",
    ("odd_date", "filed"): "The date as filed",
    ("former_name", "name"): "The former name, as filed",
    ("party", "name"): "The name to show",
    ("party", "kind"): "person or entity",
    ("meta", "name"): "What is said",
    ("correction", "name"): "Name of the file",
    ("suppression_used", "line"): "Line of suppress.yml",
}
# Cells of the four row tables, as the schema names them.
CELLS: dict[str, str] = {
    "security_title": "Title of the security, as filed",
    "conv_exercise_price": "Conversion or exercise price",
    "trans_date": "Transaction date",
    "deemed_execution_date": "Deemed execution date",
    "trans_form_type": "Form on which the row is due: 3, 4 or 5",
    "trans_code": "Transaction code",
    "equity_swap_involved": "Flag: an equity swap is involved",
    "trans_timeliness": "E early, L late, or empty",
    "trans_shares": "Number of securities acquired or disposed of",
    "trans_total_value": "Total value, in place of a number",
    "trans_pricepershare": "Price per share",
    "trans_acquired_disp_cd": "A acquired or D disposed of",
    "exercise_date": "Day from which it can be exercised",
    "expiration_date": "Expiration date",
    "undlyng_sec_title": "Title of the underlying security",
    "undlyng_sec_shares": "Number of underlying securities",
    "undlyng_sec_value": "Value of the underlying securities",
    "shrs_ownd_folwng_trans": "Number owned after the reported transactions",
    "valu_ownd_folwng_trans": "Value owned after the reported transactions",
    "direct_indirect_ownership": "D direct or I indirect",
    "nature_of_ownership": "Nature of indirect ownership, as filed",
}
_OF_ROWS = frozenset(spec.name for spec in ROW_TABLES)


def description(table: str, column: str) -> str:
    """What a column holds; KeyError if nobody has said so."""
    if (table, column) in IN_TABLE:
        return IN_TABLE[table, column]
    if table in _OF_ROWS and column not in COLUMNS:
        cell = column.removesuffix("_fn")
        return f"Footnote ids on: {CELLS[cell]}" if column.endswith("_fn") else CELLS[cell]
    return COLUMNS[column]


@cache
def metadata(database: str = "ledger") -> str:
    """The text of ``metadata.yml`` for a ledger file of that name."""
    tables = {
        name: {
            "title": title,
            "description": about,
            "columns": {column: description(name, column) for column in columns_of(name)},
        }
        for name, (title, about) in TABLES.items()
    }
    said = {"title": TITLE, "description": ABOUT, "databases": {database: {"tables": tables}}}
    return yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)


def describe(ledger: Ledger) -> None:
    """Write ``metadata.yml`` beside a ledger, if it does not say the same already."""
    text = metadata(ledger.path.stem)
    write_if_changed(ledger.path.with_name("metadata.yml"), text.encode())
