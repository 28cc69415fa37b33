"""Whole explanations, recorded: what a reader sees, word for word."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.answers.dossier import Dossier
from builder.answers.explain_filing import explain_filing
from builder.answers.explain_person import explain_person
from builder.answers.explain_row import explain_row
from builder.answers.steps import steps_text
from tests.answers.test_answers import BOTH, STORY, key
from tests.conftest import Golden

RECORDED = Path(__file__).parent / "explained"


@pytest.mark.parametrize("number", [2, 3, 4, 5])
def test_a_row_is_explained_as_recorded(number: int, golden: Golden) -> None:
    text = list(steps_text(*explain_row(Dossier.of(STORY), key(number))))
    golden(RECORDED / f"row-{number}.json", text)


def test_an_amendment_is_explained_as_recorded(golden: Golden) -> None:
    text = list(steps_text(*explain_filing(Dossier.of(STORY), STORY[3].accession)))
    golden(RECORDED / "amendment.json", text)


def test_a_person_is_explained_as_recorded(golden: Golden) -> None:
    text = list(steps_text(*explain_person(Dossier.of(STORY), BOTH)))
    golden(RECORDED / "person.json", text)
