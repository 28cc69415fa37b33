"""Sharing work: same results in the same order, whatever the number of processes."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.answers import AnswerError
from builder.errors import (
    BuildError,
    CorrectionError,
    LedgerError,
    OtherInput,
    ReadError,
    Section16Error,
)
from builder.filings.write_xml import Unwritable
from builder.publish import PublishError
from builder.sample import SampleError
from builder.search import SearchError
from builder.work import LOOK_AHEAD, batched, default_jobs, map_in_order


def double(number: int) -> int:
    return number * 2


def process(_: int) -> int:
    return os.getpid()


def fail_at_three(number: int) -> int:
    if number == 3:
        raise ValueError(number)
    return number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(map_in_order(double, range(40), jobs)) == [number * 2 for number in range(40)]


def test_one_job_needs_no_other_process() -> None:
    assert set(map_in_order(process, range(3), 1)) == {os.getpid()}


def test_more_jobs_leave_this_process_alone() -> None:
    assert os.getpid() not in set(map_in_order(process, range(8), 2))


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_arrives_where_its_result_would(jobs: int) -> None:
    results = map_in_order(fail_at_three, range(10), jobs)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="3"):
        next(results)


ERRORS: list[Section16Error] = [
    AnswerError("there is no such filing", "Look it up."),
    ReadError("a/b", 3, "a number", "'x'"),
    ReadError("file", None, "a file", "none"),
    OtherInput("a .md file"),
    CorrectionError("people.yml", 3, "a CIK", "'x'"),
    LedgerError("ledger.sqlite", "locked"),
    BuildError("No such folder.", "Name another."),
    PublishError("site", "is a file", "Name a folder."),
    Unwritable("remarks", "\x0b"),
    SampleError("the folder holds something else"),
    SearchError("index", "is missing"),
]


def raise_error(number: int) -> None:
    raise ERRORS[number]


@pytest.mark.parametrize("number", range(len(ERRORS)))
def test_an_error_of_ours_comes_back_from_a_process_with_all_it_says(number: int) -> None:
    known = ERRORS[number]
    with pytest.raises(type(known)) as raised:
        list(map_in_order(raise_error, [number], 2))
    assert (vars(raised.value), str(raised.value)) == (vars(known), str(known))


def test_every_error_of_ours_was_sent_through_a_process() -> None:
    ours = {
        each for each in Section16Error.__subclasses__() if each.__module__.startswith("builder")
    }
    assert {type(error) for error in ERRORS} == ours


@pytest.mark.parametrize("jobs", [1, 2])
def test_nothing_is_nothing(jobs: int) -> None:
    assert list(map_in_order(double, [], jobs)) == []


def test_items_are_taken_only_a_little_ahead() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = map_in_order(double, items(), 2)
    next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator
    assert taken <= 2 * LOOK_AHEAD + 1


def test_there_is_a_processor() -> None:
    assert default_jobs() >= 1


@given(st.lists(st.integers()), st.integers(1, 10))
def test_batches_lose_and_reorder_nothing(items: list[int], size: int) -> None:
    assert [item for batch in batched(items, size) for item in batch] == items


@given(st.lists(st.integers(), min_size=1), st.integers(1, 10))
def test_all_batches_but_the_last_are_full(items: list[int], size: int) -> None:
    *full, last = batched(items, size)
    assert all(len(batch) == size for batch in full)
    assert 1 <= len(last) <= size
