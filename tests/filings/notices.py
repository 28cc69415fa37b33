"""Form 144 notices for tests, as text; every name, number and company in them is invented."""

from __future__ import annotations

from datetime import date, datetime
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from builder.filings.form144 import parse_notice
from builder.filings.notice import Notice, NoticeDocument
from builder.filings.noticed import UNREAD
from builder.model import Source, SourceKind
from tests.filings.documents import nest
from tests.filings.generated import NUMBERS, ODD, TEXTS

NAMESPACES = (
    'xmlns="http://www.sec.gov/edgar/ownership" xmlns:com="http://www.sec.gov/edgar/common"'
)
HEADER = (
    "<headerData><submissionType>144</submissionType><filerInfo><filer><filerCredentials>"
    "<cik>9000000101</cik><ccc>XXXXXXXX</ccc></filerCredentials></filer>"
    "<liveTestFlag>LIVE</liveTestFlag></filerInfo></headerData>"
)
AMENDS = "<previousAccessionNumber>9000000101-24-000007</previousAccessionNumber>"
AMENDED = HEADER.replace("144</submissionType>", f"144/A</submissionType>{AMENDS}")
ADDRESS = (
    "<com:street1>1 Sample Road</com:street1><com:city>Exampleton</com:city>"
    "<com:stateOrCountry>DE</com:stateOrCountry><com:zipCode>00001</com:zipCode>"
)
PERSON = "nameOfPersonForWhoseAccountTheSecuritiesAreToBeSold"
ISSUER = (
    "<issuerInfo><issuerCik>9000000001</issuerCik><issuerName>Example Works Inc</issuerName>"
    f"<secFileNumber>001-99999</secFileNumber><issuerAddress>{ADDRESS}</issuerAddress>"
    f"<issuerContactPhone>000-000-0000</issuerContactPhone><{PERSON}>Jane Q. Doe</{PERSON}>"
    "<relationshipsToIssuer><relationshipToIssuer>Officer</relationshipToIssuer>"
    "</relationshipsToIssuer></issuerInfo>"
)
INFORMATION = (
    "<securitiesInformation><securitiesClassTitle>Common</securitiesClassTitle>"
    "<brokerOrMarketmakerDetails><name>Invented Brokers LLC</name>"
    f"<address>{ADDRESS}</address></brokerOrMarketmakerDetails>"
    "<noOfUnitsSold>1200</noOfUnitsSold><aggregateMarketValue>37248.50</aggregateMarketValue>"
    "<noOfUnitsOutstanding>88000000</noOfUnitsOutstanding>"
    "<approxSaleDate>05/02/2024</approxSaleDate>"
    "<securitiesExchangeName>NYSE</securitiesExchangeName></securitiesInformation>"
)
TO_BE_SOLD = (
    "<securitiesToBeSold><securitiesClassTitle>Common</securitiesClassTitle>"
    "<acquiredDate>03/01/2023</acquiredDate>"
    "<natureOfAcquisitionTransaction>Vesting of units</natureOfAcquisitionTransaction>"
    "<nameOfPersonfromWhomAcquired>Issuer</nameOfPersonfromWhomAcquired>"
    "<isGiftTransaction>N</isGiftTransaction>"
    "<amountOfSecuritiesAcquired>1200</amountOfSecuritiesAcquired>"
    "<paymentDate>03/01/2023</paymentDate><natureOfPayment>None</natureOfPayment>"
    "</securitiesToBeSold>"
)
FLAG = "nothingToReportFlagOnSecuritiesSoldInPast3Months"
NOTHING_SOLD = f"<{FLAG}>Y</{FLAG}>"
SALE = (
    f"<securitiesSoldInPast3Months><sellerDetails><name>Jane Q. Doe</name><address>{ADDRESS}"
    "</address></sellerDetails><securitiesClassTitle>Common</securitiesClassTitle>"
    "<saleDate>04/02/2024</saleDate><amountOfSecuritiesSold>300</amountOfSecuritiesSold>"
    "<grossProceeds>9310.00</grossProceeds></securitiesSoldInPast3Months>"
)
SOLD = f"<{FLAG}>N</{FLAG}>{SALE}"
PLANS = "<planAdoptionDates><planAdoptionDate>11/15/2023</planAdoptionDate></planAdoptionDates>"
SIGNATURE = (
    f"<noticeSignature><noticeDate>05/01/2024</noticeDate>{PLANS}"
    "<signature>/s/ Jane Q. Doe</signature></noticeSignature>"
)


def notice_xml(
    *,
    header: str = HEADER,
    issuer: str = ISSUER,
    securities: str = INFORMATION + TO_BE_SOLD,
    sold: str = SOLD,
    after: str = f"<remarks>A plan.</remarks>{SIGNATURE}",
    namespaces: str = NAMESPACES,
) -> str:
    """A whole notice."""
    form = f"<formData>{issuer}{securities}{sold}{after}</formData>"
    return f"<edgarSubmission {namespaces}>{header}{form}</edgarSubmission>"


def read_notice(text: str | bytes) -> NoticeDocument:
    """What the notice says."""
    return parse_notice(text.encode() if isinstance(text, str) else text)


def notice(text: str, *, kind: SourceKind = "submission") -> Notice:
    """The notice in a submission."""
    return Notice(
        document=read_notice(text),
        accession="9000000101-24-000009",
        filed=date(2024, 5, 1),
        accepted=datetime.fromisoformat("2024-05-01T16:15:02"),
        source=Source("a.txt", "0" * 64, kind),
    )


def warned(text: str) -> list[tuple[str, str, str]]:
    """The warnings of a notice: where, what was expected, what was found."""
    return [(w.where, w.expected, w.found) for w in read_notice(text).warnings]


def unread(text: str) -> dict[str, str]:
    """What nobody reads in a notice, by name."""
    return {where: found for where, expected, found in warned(text) if expected == UNREAD}


# Hypothesis strategies: notices of any content.

_DAYS = st.dates().map(lambda day: f"{day.month:02}/{day.day:02}/{day.year:04}")
DATES = _DAYS | st.dates().map(date.isoformat) | st.sampled_from(["4/3/2024", "01/01/1933"]) | ODD
FLAGS = st.sampled_from(["Y", "N", "y", "n", "maybe"])
ACCESSIONS = st.sampled_from(["9000000101-24-000007", "101-24-7", "n/a"])
_TEXT_OF = {
    "noOfUnitsSold": NUMBERS | ODD,
    "aggregateMarketValue": NUMBERS | ODD,
    "noOfUnitsOutstanding": NUMBERS | ODD,
    "approxSaleDate": DATES,
    "acquiredDate": DATES,
    "isGiftTransaction": FLAGS,
    "donarAcquiredDate": DATES,
    "amountOfSecuritiesAcquired": NUMBERS | ODD,
    "paymentDate": DATES,
    "saleDate": DATES,
    "amountOfSecuritiesSold": NUMBERS | ODD,
    "grossProceeds": NUMBERS | ODD,
    "noticeDate": DATES,
    "planAdoptionDate": DATES,
    "issuerCik": st.integers(0, 10**10).map(str),
    "cik": st.integers(0, 10**10).map(str),
    "previousAccessionNumber": ACCESSIONS,
    FLAG: FLAGS,
}
_ADDRESS_NAMES = ["street1", "street2", "city", "stateOrCountry", "zipCode"]
_INFORMATION_NAMES = [
    "securitiesClassTitle", "noOfUnitsSold", "aggregateMarketValue", "noOfUnitsOutstanding",
    "approxSaleDate", "securitiesExchangeName",
]  # fmt: skip
_TO_BE_SOLD_NAMES = [
    "securitiesClassTitle", "acquiredDate", "natureOfAcquisitionTransaction",
    "nameOfPersonfromWhomAcquired", "isGiftTransaction", "donarAcquiredDate",
    "amountOfSecuritiesAcquired", "paymentDate", "natureOfPayment",
]  # fmt: skip
_SOLD_NAMES = ["securitiesClassTitle", "saleDate", "amountOfSecuritiesSold", "grossProceeds"]
_ISSUER_NAMES = ["issuerCik", "issuerName", "secFileNumber", "issuerContactPhone", PERSON]


@st.composite
def _some(draw: st.DrawFn, names: list[str], more: str = "") -> str:
    """Some of these elements, in any order, each with a text of its kind."""
    chosen = draw(st.lists(st.sampled_from(names), unique=True))
    texts = [f"<{name}>{escape(draw(_TEXT_OF.get(name, TEXTS)))}</{name}>" for name in chosen]
    return "".join(draw(st.permutations([*texts, more])))


@st.composite
def _party(draw: st.DrawFn, element: str) -> str:
    address = nest("address", draw(_some(_ADDRESS_NAMES)))
    return draw(st.just("") | st.just(nest(element, draw(_some(["name"], address)))))


@st.composite
def _lines(draw: st.DrawFn, element: str, names: list[str], party: str = "") -> str:
    lines = [
        nest(element, draw(_some(names, draw(_party(party)) if party else "")))
        for _ in range(draw(st.integers(0, 3)))
    ]
    return "".join(lines)


@st.composite
def notices(draw: st.DrawFn) -> str:
    """A whole notice in which anything may be missing and nothing stands where it should."""
    form = draw(st.sampled_from(["144", "144/A"]))
    filer = nest("filerInfo/filer/filerCredentials", draw(_some(["cik"])))
    header = nest("submissionType", form) + draw(_some(["previousAccessionNumber"], filer))
    relations = "".join(
        nest("relationshipsToIssuer/relationshipToIssuer", escape(text))
        for text in draw(st.lists(TEXTS, max_size=3))
    )
    address = nest("issuerAddress", draw(_some(_ADDRESS_NAMES)))
    plans = draw(st.lists(DATES, max_size=3))
    planned = nest("planAdoptionDates", "".join(nest("planAdoptionDate", day) for day in plans))
    parts = [
        nest("issuerInfo", draw(_some(_ISSUER_NAMES, relations + address))),
        draw(_lines("securitiesInformation", _INFORMATION_NAMES, "brokerOrMarketmakerDetails")),
        draw(_lines("securitiesToBeSold", _TO_BE_SOLD_NAMES)),
        draw(_some([FLAG, "remarks"])),
        draw(_lines("securitiesSoldInPast3Months", _SOLD_NAMES, "sellerDetails")),
        nest("noticeSignature", draw(_some(["noticeDate", "signature"], planned))),
    ]
    body = nest("formData", "".join(draw(st.permutations(parts))))
    return nest("edgarSubmission", nest("headerData", header) + body)
