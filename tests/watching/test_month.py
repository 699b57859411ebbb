"""A simulated month over sixty outlets with the faults of real ones."""

import os
from pathlib import Path

import pytest
from tests.watching.simulated_month import Outcome, play

DAYS = int(os.environ.get("MUSNAD_WATCHED_DAYS", "30"))


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    shared = Path("/dev/shm")  # noqa: S108  a month of commits to a slow disk takes longer than all the rest
    folder = tmp_path_factory.mktemp("month")
    if os.access(shared, os.W_OK):
        folder = shared / f"musnad-{os.getpid()}"
        folder.mkdir()
    try:
        return play(folder, DAYS)
    finally:
        if folder.parent == shared:
            for file in folder.iterdir():
                file.unlink()
            folder.rmdir()


def test_every_report_is_held_exactly_once(month: Outcome) -> None:
    assert month.stories > 150 * (DAYS - 2)
    assert month.missing == ()
    assert month.twice == ()
    assert month.strange == ()


def test_no_host_is_asked_faster_than_it_wants(month: Outcome) -> None:
    assert month.soonest >= 1.0
    assert month.early == 0


def test_nothing_forbidden_and_nothing_inside_is_fetched(month: Outcome) -> None:
    assert month.forbidden == ()
    assert month.inside == ()


def test_status_tells_who_fails_and_who_has_gone_quiet(month: Outcome) -> None:
    if DAYS < 14:
        pytest.skip("the outlets go quiet on the tenth day and die on the twelfth")
    assert sorted(month.quiet) == list(month.truly_quiet)
    assert sorted(month.failing) == list(month.truly_failing)


def test_memory_is_flat(month: Outcome) -> None:
    # what the servers remember of twenty thousand requests is in it
    assert month.memory_at_the_end - month.memory_after_a_third < 30.0


def test_the_desk_verifies(month: Outcome) -> None:
    assert month.faults == ()
