"""`musnad watch`: follow sources, for as long as it is let."""

import datetime as dt
import random
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from musnad.cli._console import Exit
from musnad.cli._labels import LangOption, label
from musnad.cli.code import JobsOption, ModelOption, processors
from musnad.cli.desk import DeskArgument
from musnad.errors import DeskError

if TYPE_CHECKING:
    from musnad.watching import Figures, Intake, Watch
    from musnad.watching.log import Log

_LONGEST_PAUSE = 1.0
_INTAKE_PAUSE = 3.0


def watch(
    desk: DeskArgument,
    sources: Annotated[
        Path | None, typer.Option(help="sources.yaml or OPML; sources.yaml beside the desk without it.")
    ] = None,
    once: Annotated[
        bool, typer.Option("--once", help="Look at each source that is due, fetch what is new, and end.")
    ] = False,
    code: Annotated[bool, typer.Option("--code/--no-code", help="Code what was read.")] = True,
    jobs: JobsOption = None,
    model: ModelOption = True,
    metrics_port: Annotated[int | None, typer.Option(min=1, max=65535, help="Serve Prometheus figures here.")] = None,
    lang: LangOption = "en",
) -> None:
    """Follow feeds, sitemaps and pages of links: fetch what is new, keep it as it came, read and code it."""
    from musnad.desk import Desk
    from musnad.fetching import Fetcher
    from musnad.watching import Coding, Figures, Intake, Watch, read_watch_list
    from musnad.watching.logging import make_log

    listed = read_watch_list(sources or desk.with_name("sources.yaml"))
    if listed.contact is None:
        sys.stderr.write(label("no_contact", lang) + "\n")
    log, figures = make_log(), Figures()
    with _alone_on(desk), Desk.open(desk) as opened:
        _serve(figures, metrics_port)
        fetcher = Fetcher(listed.limits, listed.contact)
        watching = Watch(listed.sources, opened.ledger, fetcher, _now, log, figures, random.SystemRandom())
        coding = Coding(jobs or processors(), model) if code else None
        intake = Intake(opened, coding, listed.limits.page_bytes, log, figures)
        if once:
            raise typer.Exit(_run_once(watching, intake, log))
        _run(watching, intake, log)


@contextmanager
def _alone_on(desk: Path) -> Iterator[None]:
    """Hold the place of the one watch that a desk may have; the system lets go of it, however this program ends."""
    from filelock import FileLock, Timeout

    lock = FileLock(f"{desk}.watch")
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise DeskError(f"{desk}: another `musnad watch` is at work on it") from error
    except OSError as error:
        raise DeskError(f"{desk}: {error.strerror or error}") from error
    with lock:
        yield


def _serve(figures: "Figures", port: int | None) -> None:
    if port is None:
        return
    try:
        figures.serve(port)
    except OSError as error:
        raise typer.BadParameter(f"{port}: {error.strerror or error}", param_hint="--metrics-port") from error


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _run_once(watching: "Watch", intake: "Intake", log: "Log") -> Exit:
    """Until nothing is left that was due when it began, or that came of it; whether all sources answered."""
    began = _now()
    while watching.has_news(began):
        due = watching.turn()
        pause = _LONGEST_PAUSE if due is None else min((due - _now()).total_seconds(), _LONGEST_PAUSE)
        if watching.is_busy():
            watching.wait(max(pause, 0.01))
        else:
            time.sleep(max(pause, 0.0))
    while intake.turn():
        pass
    summary = watching.summary(began)
    log.info("done", **summary)
    return Exit.SOME_FAILED if summary["failed"] else Exit.ALL_GOOD


def _run(watching: "Watch", intake: "Intake", log: "Log") -> None:
    """Until the program is ended: the watch every second, and here, where a page can be given up, the intake."""
    from apscheduler.schedulers.background import BackgroundScheduler

    clock = BackgroundScheduler(timezone=dt.UTC)
    clock.add_job(
        _guarded(watching.turn, log), "interval", seconds=1, coalesce=True, max_instances=1, misfire_grace_time=None
    )
    read = _guarded(intake.turn, log)
    log.info("watching")
    clock.start()
    try:
        while True:
            read()
            time.sleep(_INTAKE_PAUSE)
    finally:
        clock.shutdown(wait=True)


def _guarded(turn: Callable[[], object], log: "Log") -> Callable[[], None]:
    """A turn after which the next one comes, whatever the desk says: a full disk may be emptied."""

    def run() -> None:
        try:
            turn()
        except DeskError as error:
            log.warning("desk", reason=str(error))

    return run
