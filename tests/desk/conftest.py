"""A desk in a folder of its own, and a way to fill it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.desk.handmade import coded, report

from musnad.desk import Desk
from musnad.records import Event


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(tmp_path / "war.desk") as opened:
        yield opened


@pytest.fixture
def fill(desk: Desk) -> Callable[..., None]:
    """Put events on the desk, one report for each."""

    def put(*events: Event) -> None:
        for number, event in enumerate(events):
            desk.add(report(f"r{number}"), coded(f"r{number}", event))

    return put
