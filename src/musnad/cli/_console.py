"""What all commands say to the user: errors, progress, the count at the end."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from typing import Protocol

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from musnad.cli._labels import label, reports_label
from musnad.knowledge.ontology import Language


class Exit(IntEnum):
    """The exit codes."""

    ALL_GOOD = 0
    SOME_FAILED = 1
    UNUSABLE = 2


class Tally:
    """Counts reports that went well, that were there already and that failed; tells failures as they come."""

    def __init__(self, lang: Language) -> None:
        self.good = 0
        self.there = 0
        self.failed = 0
        self._lang = lang

    def fail(self, error: Exception) -> None:
        """Tell of a report that failed, in one line on stderr."""
        self.failed += 1
        print_error(str(error))

    def finish(self, done: str) -> Exit:
        """Say how it went («coded 120 reports, 3 failed»); the exit code to end with."""
        parts = [(done, self.good), ("failed" if self.failed else "none_failed", self.failed)]
        if self.there:
            parts.insert(1, ("there", self.there))
        said = (
            label(key, self._lang).format(count=count, reports=reports_label(count, self._lang)) for key, count in parts
        )
        sys.stderr.write("".join(said) + "\n")
        return Exit.SOME_FAILED if self.failed else Exit.ALL_GOOD


class Advance(Protocol):
    """Tells the progress bar how far the work is."""

    def __call__(self, done: int, count: int) -> None:
        """`done` bytes of the input have led to `count` results."""


def print_error(message: str) -> None:
    """One line on stderr, whatever line ends and control characters the message holds."""
    line = " ".join(message.split())
    sys.stderr.write("".join(c if c.isprintable() or c in _MARKS else "\ufffd" for c in line) + "\n")


# invisible, but part of honest Arabic text: zero-width joiners
_MARKS = "\u200c\u200d"


@contextmanager
def progress(total: int | None, lang: Language) -> Iterator[Advance]:
    """A progress bar on stderr over `total` bytes of input; silent where stderr is no terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _silent
        return
    bar = Progress(
        SpinnerColumn(),
        BarColumn(),
        TaskProgressColumn(show_speed=False),
        TextColumn("{task.fields[reports]}"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )
    with bar:
        task = bar.add_task("", total=total, reports=reports_label(0, lang))

        def advance(done: int, count: int) -> None:
            bar.update(task, completed=done, reports=reports_label(count, lang))

        yield advance


def _silent(done: int, count: int) -> None:
    """Say nothing."""
