"""Names as a newspaper prints them: section 7 of the forms reference, line by line."""

from __future__ import annotations

import pytest

from builder.ledger.display_names import UNNAMED, display


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


@pytest.mark.parametrize("nothing", [None, "", "  ", "/", "-"])
def test_who_has_no_name_is_called_unnamed(nothing: str | None) -> None:
    assert person(nothing) == entity(nothing) == UNNAMED
