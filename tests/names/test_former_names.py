"""Former names with the days on which they were borne."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from builder.corrections import NamedBefore
from builder.model import Filing, FormerName
from builder.names.former_names import Former, former_names
from tests.forms import filing_of, form_xml, owner_xml

JANE, ISSUER = 9_000_000_101, 9_000_000_001
_FORM = filing_of(form_xml(owners=[owner_xml(str(JANE), "DOE JANE")]))


def filing(
    day: date | None, name: str, *former: tuple[str, date | None], number: int = 1
) -> Filing:
    """Jane's filing of a day under a name, its header with former names."""
    before = tuple(FormerName(*one) for one in former)
    owner = _FORM.owners[0]._replace(name=name, former_names=before)
    return _FORM._replace(
        accession=f"9000000001-24-{number:06}", filed=day, owners=(owner,), signatures=(),
        period=None,
    )  # fmt: skip


D1, D2, D3, D4 = (date(2020 + year, 5, 1) for year in range(4))


def test_who_never_changed_the_name_has_no_former_one() -> None:
    assert former_names([filing(D1, "DOE JANE"), filing(D2, "Doe Jane")], JANE) == ()


def test_an_older_name_has_the_first_and_last_day_of_its_filings() -> None:
    filings = [filing(day, name) for day, name in
               [(D1, "ROE JANE"), (D2, "ROE JANE"), (D3, "DOE JANE")]]  # fmt: skip
    assert former_names(filings, JANE) == (Former("ROE JANE", D1, D2, "filed"),)


def test_the_day_of_a_header_is_the_one_on_which_the_former_name_began() -> None:
    filings = [filing(D4, "DOE JANE", ("ROE JANE", D2))]
    assert former_names(filings, JANE) == (Former("ROE JANE", D2, None, "header"),)


def test_a_former_name_ends_where_the_next_one_begins() -> None:
    filings = [filing(D4, "DOE JANE", ("POE JANE", D2), ("ROE JANE", D1))]
    assert former_names(filings, JANE) == (
        Former("POE JANE", D2, None, "header"),
        Former("ROE JANE", D1, D2, "header"),
    )


def test_a_filing_under_a_former_name_tells_how_long_it_lasted() -> None:
    filings = [filing(D3, "ROE JANE"), filing(D4, "DOE JANE", ("ROE JANE", D1))]
    assert former_names(filings, JANE) == (Former("ROE JANE", D1, D3, "header"),)


def test_the_present_name_is_not_a_former_one_even_if_a_header_says_so() -> None:
    assert former_names([filing(D4, "Doe Jane", ("DOE JANE", D1))], JANE) == ()


def test_names_of_a_merged_cik_are_former_names_too() -> None:
    other = filing(D1, "ROE JANE")
    other = other._replace(owners=(other.owners[0]._replace(cik=JANE + 1),))
    found = former_names([other, filing(D2, "DOE JANE")], JANE, merged=[JANE + 1])
    assert found == (Former("ROE JANE", D1, D1, "filed"),)


def test_what_the_site_owner_states_takes_the_place_of_what_filings_say() -> None:
    stated = [NamedBefore("Roe Jane", None, D3)]
    filings = [filing(D1, "ROE JANE"), filing(D4, "DOE JANE")]
    assert former_names(filings, JANE, stated=stated) == (Former("Roe Jane", None, D3, "manual"),)


def test_an_issuer_has_former_names_as_well() -> None:
    old = _FORM._replace(issuer=_FORM.issuer._replace(name="Old Works Inc"), filed=D1)
    assert former_names([old, _FORM._replace(filed=D2)], ISSUER) == (
        Former("Old Works Inc", D1, D1, "filed"),
    )


def test_a_filing_without_any_day_still_gives_its_name() -> None:
    filings = [filing(None, "ROE JANE"), filing(D1, "DOE JANE")]
    assert former_names(filings, JANE) == (Former("ROE JANE", None, None, "filed"),)


def test_nobody_has_no_names() -> None:
    assert former_names([], JANE) == ()


_SETS = st.lists(
    st.builds(
        filing,
        st.sampled_from([None, D1, D2, D3]),
        st.sampled_from(["ROE JANE", "Roe Jane", "DOE JANE", "POE J."]),
        st.tuples(
            st.sampled_from(["ROE JANE", "POE J", "POE J."]), st.sampled_from([None, D1, D2])
        ),
        number=st.integers(1, 99),
    ),
    max_size=6,
    unique_by=lambda each: each.accession,
).flatmap(lambda filings: st.tuples(st.just(filings), st.permutations(filings)))


@given(_SETS)
def test_the_order_of_filings_changes_nothing(sets: tuple[list[Filing], list[Filing]]) -> None:
    assert former_names(sets[0], JANE) == former_names(sets[1], JANE)
