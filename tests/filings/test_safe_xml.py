"""Hostile XML: refused, quickly, in bounded memory."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.errors import ReadError
from builder.filings.reader import read_filing
from builder.filings.safe_xml import MAX_DOCUMENT, parse_root
from tests.filings.documents import HEAD, document_xml, read


def refusal(data: bytes, path: str = "doc.xml") -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_filing(data, path)
    return caught.value


LAUGHS = "<!DOCTYPE ownershipDocument [" + "".join(
    f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' if n else '<!ENTITY l1 "ha">' for n in range(20)
)
DOCTYPES = {
    "billion laughs": f"{LAUGHS}]>",
    "external entity": '<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "external subset": '<!DOCTYPE o SYSTEM "http://127.0.0.1:9/x.dtd">',
    "parameter entity": '<!DOCTYPE o [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]>',
    "harmless": "<!DOCTYPE ownershipDocument>",
}


@pytest.mark.parametrize("doctype", DOCTYPES.values(), ids=DOCTYPES)
def test_a_document_type_is_refused(doctype: str) -> None:
    text = doctype + document_xml(head=f"{HEAD}<remarks>&l20;</remarks>")
    assert refusal(text.encode()).expected == "no DOCTYPE (a filing has none)"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_document_type_is_refused_in_any_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE o [<!ENTITY x "y">]>{document_xml()}'
    assert refusal(text.encode(encoding)).expected == "no DOCTYPE (a filing has none)"


def test_a_billion_laughs_are_refused_in_another_encoding() -> None:
    laughs = document_xml(head=f"{HEAD}<remarks>&l20;</remarks>")
    text = f'<?xml version="1.0" encoding="utf-16"?>{LAUGHS}]>{laughs}'
    assert refusal(text.encode("utf-16")).where == "document"


def test_a_document_type_behind_a_comment_is_refused() -> None:
    text = f"<!-- <ownershipDocument --><!DOCTYPE a>{document_xml()}"
    assert refusal(text.encode()).expected == "no DOCTYPE (a filing has none)"


def test_a_document_type_in_a_submission_names_its_line() -> None:
    text = f"<SEC-DOCUMENT>x\n<XML>\n\n<!DOCTYPE a>{document_xml()}</XML>"
    assert refusal(text.encode(), "a.txt").line == 4


def test_a_mention_of_a_document_type_in_a_footnote_is_text() -> None:
    note = '<footnotes><footnote id="F1"><![CDATA[<!DOCTYPE a>]]></footnote></footnotes>'
    assert read(document_xml(notes=note)).footnotes == {"F1": "<!DOCTYPE a>"}


def test_deep_nesting_is_refused() -> None:
    assert refusal(document_xml("<a>" * 10_000).encode()).expected == "well-formed XML"


def test_a_text_of_ten_megabytes_is_refused_by_its_size() -> None:
    data = document_xml(head=f"{HEAD}<remarks>{'x' * 10_000_000}</remarks>").encode()
    assert refusal(data).found == f"{len(data):,} bytes"


def test_a_large_document_in_a_submission_is_refused_by_its_own_size() -> None:
    text = f"<SEC-DOCUMENT>x\n<XML>{document_xml('x' * MAX_DOCUMENT)}</XML>"
    assert (
        refusal(text.encode(), "a.txt").expected == f"a document of at most {MAX_DOCUMENT:,} bytes"
    )


def test_a_long_tag_name_does_not_fill_the_message() -> None:
    assert len(refusal(f"<ownershipDocument><{'a' * 40_000}>".encode()).found) <= 200


def test_processing_instructions_and_stylesheets_are_not_followed() -> None:
    text = '<?xml-stylesheet href="http://127.0.0.1:9/x.xsl"?>' + document_xml()
    assert read(text) == read(document_xml())


def test_xinclude_is_not_followed() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'
    assert "root:" not in repr(read(document_xml(include)))


def test_an_undefined_entity_is_not_well_formed() -> None:
    with pytest.raises(ReadError):
        parse_root(b"<a>&secret;</a>")


MANY = {
    "elements nobody knows": "'<x/>' * 500_000",
    "rows": "nest('nonDerivativeTable', '<nonDerivativeHolding/>' * 200_000)",
    "rows with warnings": "nest('nonDerivativeTable', "
    "nest('nonDerivativeHolding/exerciseDate/value', 'x') * 60_000)",
    "different names": "''.join(f'<n{i}/>' for i in range(300_000))",
    "attributes": "'<x ' + ' '.join(f'a{i}=\"1\"' for i in range(100_000)) + '/>'",
    "stray text": "'x<issuer/>' * 300_000",
}


@pytest.mark.parametrize("body", MANY.values(), ids=MANY)
def test_memory_and_time_are_bounded_by_the_size_of_the_document(
    body: str, peak_megabytes: Callable[[str], int]
) -> None:
    code = f"""
    from builder.errors import ReadError
    from builder.filings.reader import read_filing
    from tests.filings.documents import document_xml, nest
    data = document_xml({body}).encode()
    try:
        read_filing(data, "doc.xml")
    except ReadError:
        pass
    """
    assert peak_megabytes(code) < 1000
