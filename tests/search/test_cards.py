"""Cards: what search keeps of a name says everything that it needs, whatever was filed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.search.analysis import GENERIC, SUFFIXES, name_words, plain_words
from builder.search.cards import LEADS, SEPARATOR, Card, card_of
from builder.search.entities import ROLES, Entity
from builder.search.passage import one_line
from tests.search.people import card, insider, issuer

hostile = st.sampled_from(
    [
        SEPARATOR,
        f"A{SEPARATOR}B{SEPARATOR}Z0000",
        "<script>alert(1)</script>",
        '"],"lines":[',
        "\u202eesrever\u2066",
        "\x00\x1b[31m",
        "line\nline\r\n",
        "\ud800 half",
        "O'BRIEN /DE/",
        "山田太郎",
        "---",
        "",
    ]
)
texts = hostile | st.text(max_size=40)
entities = st.builds(
    Entity,
    kind=st.just("insider"),
    cik=st.integers(-(2**50), 2**40),
    name=texts,
    names=st.lists(texts, max_size=4).map(tuple),
    symbols=st.just(()),
    detail=texts,
    beside=st.just(()),
    filed=st.just("") | st.dates(min_value=date(1, 1, 1)).map(date.isoformat),
    roles=st.lists(st.sampled_from(ROLES), unique=True).map(tuple),
) | st.builds(
    Entity,
    kind=st.just("issuer"),
    cik=st.integers(0, 2**40),
    name=texts,
    names=st.lists(texts, max_size=4).map(tuple),
    symbols=st.lists(texts, max_size=3).map(tuple),
    detail=texts,
    beside=st.just(()),
    filed=st.dates(min_value=date(1970, 1, 1), max_value=date(2090, 1, 1)).map(date.isoformat),
)


@given(entities)
def test_a_card_read_from_its_text_is_the_card(entity: Entity) -> None:
    made = card_of(entity)
    read = Card(made.text)
    assert (read.names, read.words, read.leads, read.seconds) == (
        made.names, made.words, made.leads, made.seconds,
    )  # fmt: skip


@given(entities)
def test_a_card_says_who_it_is(entity: Entity) -> None:
    made = card_of(entity)
    assert (made.kind, made.number, made.url) == (entity.kind, entity.cik, entity.url)


@given(entities)
def test_a_card_shows_the_name_and_detail_on_one_line(entity: Entity) -> None:
    made = card_of(entity)
    assert (made.name, made.detail) == (one_line(entity.name), one_line(entity.detail))


@given(entities)
def test_roles_are_kept_in_the_order_of_the_form(entity: Entity) -> None:
    assert card_of(entity).roles == tuple(role for role in ROLES if role in entity.roles)


@given(entities)
def test_every_word_of_every_name_but_suffixes_is_a_word_of_the_card(entity: Entity) -> None:
    plain = {word for name in entity.names for word in plain_words(one_line(name))}
    assert plain - SUFFIXES <= {*card_of(entity).words}


@given(entities)
def test_a_card_is_one_printable_line_but_for_its_separators(entity: Entity) -> None:
    assert card_of(entity).text.replace(SEPARATOR, "").isprintable()


@given(entities)
def test_the_order_of_names_is_no_matter_for_what_is_found(entity: Entity) -> None:
    turned = replace(entity, names=entity.names[::-1])
    assert {*card_of(turned).words} == {*card_of(entity).words}


def test_a_card_has_the_words_of_a_former_name() -> None:
    assert card("Hale Jane", 1, "SMITH JANE").words == ("hale", "jane", "smith")


def test_a_former_name_that_says_no_more_is_left_out() -> None:
    assert card("Jane M. Hale", 1, "HALE JANE M JR", "HALE JANE").names == ("Jane M. Hale",)


def test_both_spellings_of_an_apostrophe_are_words() -> None:
    assert card("Deirdre O'Brien").words == ("deirdre", "obrien", "brien")


def test_a_card_has_the_tickers_of_an_issuer() -> None:
    assert card_of(issuer("Turnmill Inc", "NYSE: TRN.A", "TRNM")).tickers == ("trna", "trnm")


def test_a_day_beyond_a_card_is_the_last_that_it_can_hold() -> None:
    made = card_of(insider("Hale Jane", filed="9999-12-31"))
    assert made.day == 36**3 - 1


@pytest.mark.parametrize("filed", ["", "1969-12-31", "0001-01-01"])
def test_a_day_before_1970_is_unknown(filed: str) -> None:
    assert card_of(insider("Hale Jane", filed=filed)).day == 0


def test_the_line_of_an_insider_says_roles_company_and_day() -> None:
    made = card_of(insider("Hale Jane", roles=("director", "owner")))
    said = "Director, 10 % owner · Example Works Inc · newest filing 2024-05-02"
    assert made.line == said


def test_the_line_of_an_issuer_without_ticker_and_day_is_empty() -> None:
    assert card_of(issuer("Turnmill Inc", filed="")).line == ""


def test_a_party_without_a_cik_has_a_page_of_its_own() -> None:
    assert card("Hale Jane", -5).url.startswith("insiders/local-")


def test_words_that_tell_one_from_another_lead_and_some_that_many_share_are_second() -> None:
    made = card("Marlow Tarn Capital Partners Growth Fund LP")
    assert made.leads == ("marlow", "tarn")
    assert made.seconds == ("marlow", "tarn", "capital", "partners", "growth")


def test_a_name_of_general_words_is_paired_by_them() -> None:
    made = card("First Capital Holdings Inc")
    assert made.leads == made.seconds == ("first", "capital", "holdings")
    assert GENERIC.issuperset(made.leads)


def test_initials_are_in_no_pair() -> None:
    assert card("Hale J M").seconds == ("hale",)


def test_no_more_than_five_words_lead() -> None:
    assert len(card("abel baker charlie dora eva fritz").leads) == LEADS


def test_an_initial_before_a_surname_is_no_particle_of_it() -> None:
    entity = replace(insider("SMITH RICHARD D"), name="Richard D. Smith")
    assert "dsmith" not in card_of(entity).words


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_newest_filing_comes_first_then_the_lower_number(order: tuple[int, ...]) -> None:
    cards = [
        card("A", 5, filed="2024-05-02"), card("B", 1, filed="2023-01-01"), card("C", 9, filed=""),
    ]  # fmt: skip
    found = sorted((cards[at] for at in order), key=lambda each: each.order)
    assert [each.number for each in found] == [5, 1, 9]


def test_of_a_company_that_is_both_the_insider_comes_before_the_issuer() -> None:
    both = [card_of(issuer("Turnmill", cik=7)), card("Turnmill", 7)]
    assert [each.kind for each in sorted(both, key=lambda each: each.order)] == [
        "insider", "issuer",
    ]  # fmt: skip


@given(texts)
def test_every_word_by_which_a_name_is_found_is_on_its_card(name: str) -> None:
    assert set(name_words(one_line(name))) <= set(card(name).words)
