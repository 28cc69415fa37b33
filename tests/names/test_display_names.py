"""Names as a newspaper prints them: section 7 of the forms reference, line by line."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from builder.names.display_names import RULES, UNNAMED, PartyKind, display, kind_of, show
from builder.names.name_marks import without_marks

KINDS: tuple[PartyKind, ...] = ("person", "entity")


def person(name: str | None) -> str:
    return display(name, kind="person")


def entity(name: str | None) -> str:
    return display(name, kind="entity")


@pytest.mark.parametrize(
    ("filed", "shown"),
    [
        ("FENWICK RICHARD D", "Richard D. Fenwick"),
        ("FENWICK RICHARD D JR", "Richard D. Fenwick Jr."),
        ("ROTHMERE III CHRIS", "Chris Rothmere III"),
        ("VAN DER BERG J", "J. Van Der Berg"),
        ("DE LA CRUZ MARIA ELENA", "Maria Elena De La Cruz"),
        ("O BRIEN SEAN", "Sean O'Brien"),
        ("OBRIEN SEAN", "Sean O'Brien"),
        ("O'BRIEN SEAN", "Sean O'Brien"),
        ("MCDONALD ANN", "Ann McDonald"),
        ("FENWICK-JONES AMY", "Amy Fenwick-Jones"),
        ("BENNETT C FRANK", "C. Frank Bennett"),
        ("DOE JANE MD", "Jane Doe, MD"),
        ("DOE JANE PH.D", "Jane Doe, PhD"),
        ("DOE JANE ESQ", "Jane Doe, Esq."),
        ("DOE JANE CPA", "Jane Doe, CPA"),
        ("FENWICK RICHARD D /CO/", "Richard D. Fenwick"),
        ("Newbold Jennifer", "Jennifer Newbold"),
        ("Garrick Jessica A.", "Jessica A. Garrick"),
        ("DOE, JANE", "Jane Doe"),
    ],
)
def test_a_person_is_shown_first_name_first(filed: str, shown: str) -> None:
    assert person(filed) == shown


@pytest.mark.parametrize(
    ("filed", "shown"),
    [
        ("Rothmere III Chris", "Chris Rothmere III"),
        ("Aldane Edward K JR", "Edward K. Aldane Jr."),
        ("Fairbrook, Jr. Fred W.", "Fred W. Fairbrook Jr."),
        ("Doe Jr., Jane A., MD", "Jane A. Doe Jr., MD"),
        ("DOE JOHN A V", "John A. Doe V"),
        ("DOE JOHN V", "John V. Doe"),
        ("DOE JANE MD ET AL", "Jane Doe, MD, et al."),
        ("DOE JANE ET AL", "Jane Doe et al."),
        ("DOE MARY LAKE PH D", "Mary Lake Doe, PhD"),
        ("DOE KLAUS R DR", "Dr. Klaus R. Doe"),
        ("DOE SIR JONATHON", "Sir Jonathon Doe"),
        ("RAHMAN MD ABDUL", "Md Abdul Rahman"),
        ("DOE JR", "Doe Jr."),
    ],
)
def test_suffixes_and_titles_are_found_wherever_filers_put_them(filed: str, shown: str) -> None:
    assert person(filed) == shown


@pytest.mark.parametrize(
    ("filed", "shown"),
    [
        ("DE LEON RUDY F", "Rudy F. De Leon"),
        ("van Elsen Andrea", "Andrea van Elsen"),
        ("LE MINH T", "Minh T. Le"),
        ("LE ANH", "Anh Le"),
        ("DAS RAJ KUMAR", "Raj Kumar Das"),
        ("DAS NEVES MARIA", "Maria Das Neves"),
        ("ST JOHN MARK", "Mark St. John"),
        ("MC DONALD ANN", "Ann McDonald"),
        ("D ANGELO PETER", "Peter D'Angelo"),
        ("D SOUZA PETER", "Peter D'Souza"),
        ("L HEUREUX ANNE", "Anne L'Heureux"),
        ("Benitez Garcia Ximena", "Ximena Benitez Garcia"),
        ("RAMIREZ FERNANDEZ LUZ", "Luz Ramirez Fernandez"),
        ("DOE (ROE) ANN", "Ann Doe (Roe)"),
        ("Doe Rangan (Raghu)", "Rangan (Raghu) Doe"),
        ("MACDONALD ANN", "Ann Macdonald"),
        ("ODELL ANN", "Ann Odell"),
    ],
)
def test_a_surname_keeps_what_belongs_to_it(filed: str, shown: str) -> None:
    assert person(filed) == shown


@pytest.mark.parametrize(
    ("filed", "shown"),
    [
        ("DOE AJ", "A.J. Doe"),
        ("DOE TJ", "T.J. Doe"),
        ("DOE C D", "C. D. Doe"),
        ("NG WAI", "Wai Ng"),
        ("LI NA", "Na Li"),
        ("DOE WM H", "Wm. H. Doe"),
        ("Doe Willie CW", "Willie CW Doe"),
        ("DOE Jane", "Jane Doe"),
        ("doe jane ann", "Jane Ann Doe"),
        ("DeWald Adam", "Adam DeWald"),
        ("MÜLLER JÖRG", "Jörg Müller"),
        ("DOE   JANE", "Jane Doe"),
        ("MONONYM", "Mononym"),
        ("DOE,JANE", "Jane Doe"),
    ],
)
def test_letters_are_cased_as_names_are(filed: str, shown: str) -> None:
    assert person(filed) == shown


@pytest.mark.parametrize(
    ("filed", "shown"),
    [
        ("VAN DYKE", "Van Dyke"),
        ("J DOE ROE", "J. Doe Roe"),
        ("MR & MRS DOE", "Mr & Mrs Doe"),
        ("DOE JOHN & DOE JANE", "Doe John & Doe Jane"),
        ("张伟", "张伟"),
        ("Доу Джейн", "Доу Джейн"),
        ("Jane Doe, Trustee", "Jane Doe, Trustee"),
        ("Aa, Bb, Cc", "Aa, Bb, Cc"),
    ],
)
def test_what_can_be_read_in_two_ways_keeps_its_order(filed: str, shown: str) -> None:
    assert person(filed) == shown


@pytest.mark.parametrize(
    ("filed", "shown"),
    [
        ("TARNFELD MOTION INC", "Tarnfeld Motion Inc"),
        ("Tarnfeld Motion Inc", "Tarnfeld Motion Inc"),
        ("Tarnfeld MOTION Corp /ON/", "Tarnfeld MOTION Corp"),
        ("BANK OF TARNFELD /DE/", "Bank of Tarnfeld"),
        ("TARNFELD INC/WV", "Tarnfeld Inc"),
        ("TARNFELD CORP \\PA\\", "Tarnfeld Corp"),
        ("TARNFELD INC / DELAWARE /NEW", "Tarnfeld Inc"),
        ("TARNFELD INC/", "Tarnfeld Inc"),
        ("TARNFELD A/S", "Tarnfeld A/S"),
        ("TARNFELD PARTNERS II LP", "Tarnfeld Partners II LP"),
        ("TARNFELD GMBH", "Tarnfeld GmbH"),
        ("TARNFELD S.A.", "Tarnfeld S.A."),
        ("QRX 2012 TRUST", "QRX 2012 Trust"),
        ("DE SHORE & CO LP", "DE Shore & Co LP"),
        ("ST ORVAN COS INC", "St Orvan Cos Inc"),
        ("TARNFELD COM INC", "Tarnfeld.com Inc"),
        ("T&Q INC", "T&Q Inc"),
        ("1ST TARNFELD CORP", "1st Tarnfeld Corp"),
        ("O REGAN MOTION INC", "O'Regan Motion Inc"),
        ("TARNFELD (DE) LLC", "Tarnfeld (DE) LLC"),
        ("TARNFELD'S INC", "Tarnfeld's Inc"),
        ("TARNFELD-YORE INC ET AL", "Tarnfeld-Yore Inc et al."),
        ("MCTARN INC", "McTarn Inc"),
    ],
)
def test_an_entity_keeps_its_order_and_its_acronyms(filed: str, shown: str) -> None:
    assert entity(filed) == shown


@pytest.mark.parametrize("nothing", [None, "", "  ", "/", "-"])
def test_who_has_no_name_is_called_unnamed(nothing: str | None) -> None:
    assert person(nothing) == entity(nothing) == UNNAMED


@pytest.mark.parametrize(
    ("filed", "kind", "rule"),
    [
        ("TARNFELD MOTION INC", "entity", "form"),
        ("TARNFELD L P", "entity", "form"),
        ("TARNFELD L.L.C.", "entity", "form"),
        ("TARNFELD INC /DE/", "entity", "form"),
        ("TARNFELD TRUST II", "entity", "word"),
        ("TARNFELD S.A. DE C.V.", "entity", "word"),
        ("TARNFELD & CO", "entity", "word"),
        ("TARNFELD 2012", "entity", "digits"),
        ("TARNFELD & HOLLBECK", "entity", "ampersand"),
        ("MR & MRS DOE", "person", "couple"),
        ("DOE JOHN & DOE JANE", "person", "couple"),
        ("LINCOLN ANN", "person", "person"),
        ("SCOTT ANN", "person", "person"),
        ("ALPINE JANE", "person", "person"),
        ("CHASE ANN", "person", "person"),
        ("FUND ANN", "person", "person"),
        ("CO ANN", "person", "person"),
        ("KIM SE HOON", "person", "person"),
        ("DOE JOHN 3RD", "person", "person"),
        (None, "person", "unnamed"),
    ],
)
def test_whole_words_tell_a_person_from_an_entity(filed: str | None, kind: str, rule: str) -> None:
    assert kind_of(filed, is_issuer=False, has_role=False) == (kind, rule)


def test_the_site_owner_decides_before_everything_else() -> None:
    assert kind_of("T INC", is_issuer=True, has_role=True, override="person") == (
        "person",
        "manual",
    )


def test_who_occurs_as_an_issuer_is_an_entity() -> None:
    assert kind_of("DOE JANE", is_issuer=True, has_role=True) == ("entity", "issuer")


def test_a_director_is_a_person_whatever_the_words() -> None:
    assert kind_of("BANKER CAPITAL ANN", is_issuer=False, has_role=True) == ("person", "role")


def test_a_fund_that_is_a_director_by_deputization_is_an_entity() -> None:
    assert kind_of("TARNFELD FUND LP", is_issuer=False, has_role=True) == ("entity", "form")


def test_words_of_an_entity_keep_their_order_even_for_a_person() -> None:
    assert person("TARNFELD PARTNERS LP") == "Tarnfeld Partners LP"


def test_the_name_of_the_site_owner_is_shown_as_written() -> None:
    assert show("DOE JANE", name="jane DOE") == ("jane DOE", "person", "manual")


def test_a_name_is_shown_with_the_rule_that_told_its_kind() -> None:
    assert show("DOE JANE", has_role=True) == ("Jane Doe", "person", "role")


_PIECES = (
    "DOE JANE O D L MC ST VAN DER DE LA LE DU JR SR III IV V VI MD PH D PH.D. M.D. DR SIR ET AL"
    " & AND (BOB) (RED CAP) , / /DE/ \\PA\\ INC LLC L P L.P. CO TRUST O'BRIEN OBRIEN DOE-ROE Doe"
    " roe J. J.V. AJ TJ WM 2ND 3M COM DAS GARCIA MR MRS Müller ß İ ŉ 张 伟 ' - . (, ) “X”"
)
_NAMES = st.one_of(
    st.lists(st.sampled_from(_PIECES.split(" ")), max_size=7).map(" ".join), st.text(max_size=20)
)


def _letters(text: str) -> Counter[str]:
    apart = unicodedata.normalize("NFD", text.casefold())
    return Counter(letter for letter in apart if letter.isalnum())


@given(_NAMES, st.sampled_from(KINDS))
def test_no_letter_is_lost_or_added(name: str, kind: PartyKind) -> None:
    assume(any(map(str.isalnum, name)))
    assert _letters(display(name, kind=kind)) == _letters(without_marks(" ".join(name.split())))


@given(_NAMES)
def test_an_entity_shown_is_shown_the_same_again(name: str) -> None:
    assert entity(entity(name)) == entity(name)


@given(_NAMES.filter(lambda name: not name.isupper()))
def test_an_entity_in_mixed_case_is_shown_as_filed(name: str) -> None:
    assume(any(map(str.isalnum, name)))
    assert entity(name) == without_marks(" ".join(name.split()))


@given(_NAMES, st.booleans(), st.booleans())
def test_every_kind_has_a_rule_that_is_explained(name: str, issuer: bool, role: bool) -> None:
    assert kind_of(name, is_issuer=issuer, has_role=role)[1] in RULES


def test_real_names_keep_every_letter(real_filings: Path) -> None:
    paths = sorted([*(real_filings / "xml").iterdir(), *(real_filings / "txt").iterdir()])
    names = {
        re.sub(r"&amp;", "&", name)
        for path in paths
        for name in re.findall(
            r"<rptOwnerName>([^<]+)<", path.read_text(encoding="utf-8", errors="replace")
        )
    }
    assert len(names) > 100
    for name in names:
        kind, _ = kind_of(name, is_issuer=False, has_role=False)
        shown = display(name, kind=kind)
        assert _letters(shown) == _letters(without_marks(" ".join(name.split())))
