"""`musnad bench`: how fast, and in how much memory."""

import gzip
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, BinaryIO, NamedTuple, TypeVar, cast

import msgspec
import typer
from rich.console import Console
from rich.table import Table

from musnad.cli._inputs import check_paths
from musnad.cli._places import user_places
from musnad.cli.code import JobsOption, ModelOption, processors
from musnad.coding.document import prepare
from musnad.coding.parallel import Input, code_stream
from musnad.coding.pipeline import Knowledge, code_report, load_knowledge
from musnad.errors import ReportError
from musnad.records import CodedReport, Report

Made = TypeVar("Made")


class Spent(NamedTuple):
    """Seconds that passed, and seconds of processor. On a busy machine the second are the honest ones."""

    wall: float
    cpu: float


SAMPLE_REPORTS = 400


# Under which names collections of news keep what a report holds; the first that is there counts.
_ALIASES = {
    "id": ("id", "_id", "url"),
    "title": ("title", "headline"),
    "text": ("text", "body", "content", "article"),
    "published_at": ("published_at", "published", "date", "datetime"),
    "outlet": ("outlet", "source", "publisher"),
    "url": ("url", "link"),
}


def bench(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="JSON lines (.gz or plain) with text, title, date; else a packaged sample."),
    ] = None,
    jobs: JobsOption = None,
    model: ModelOption = True,
    limit: Annotated[int, typer.Option(min=1, help="Code at most so many reports.")] = 2000,
) -> None:
    """Measure reports a second, stage by stage and as a whole, and the most memory used."""
    check_paths(files or [])
    jobs = jobs or processors()
    loaded, loading = _timed(lambda: load_knowledge(user_places(), model=model))
    reports, reading = _timed(lambda: _take(_read(files) if files else _sample(), limit))
    if not reports:
        raise typer.BadParameter("no record with a text in these files")
    coded: list[CodedReport] = []
    table = Table("stage", "seconds", "reports/s", "ms/report", "CPU ms/report")

    def row(stage: str, spent: Spent) -> None:
        each, cpu = (seconds / len(reports) * 1000 for seconds in spent)
        table.add_row(stage, f"{spent.wall:.2f}", f"{1000 / each:,.0f}", f"{each:.3f}", f"{cpu:.3f}")

    row("read the records", reading)
    row("fold and cut into words", _timed(lambda: [prepare(report) for report in reports])[1])
    row("code, in all, on one core", _timed(lambda: coded.extend(_code(reports, loaded)))[1])
    row("write the events", _timed(lambda: [msgspec.json.encode(one) for one in coded])[1])
    row("keep on a desk", _timed(lambda: _keep(reports, coded))[1])
    row(f"musnad code, {jobs} processes", _timed(lambda: _code_all(reports, jobs, model=model))[1])
    _print(table, reports, coded, loading.wall, jobs)


def _print(table: Table, reports: list[Report], coded: list[CodedReport], load: float, jobs: int) -> None:
    console = Console()
    words = sum(len(report.text.split()) for report in reports)
    python = f"Python {platform.python_version()}"
    console.print(f"{platform.platform()}, {_processor()}, {processors()} processors, {python}")
    console.print(
        f"{len(reports):,} reports, {words / len(reports):.0f} words each, "
        f"{sum(len(one.events) for one in coded):,} events; knowledge loaded in {load:.2f} s"
    )
    console.print(table)
    own, worker = (
        resource.getrusage(who).ru_maxrss * _MAXRSS_UNIT / 2**20
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    console.print(f"peak memory: {own:.0f} MB here, {worker:.0f} MB in each of {jobs} workers")


# bytes on macOS, KiB elsewhere
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _timed(work: Callable[[], Made]) -> tuple[Made, Spent]:
    wall, cpu = time.perf_counter(), _cpu()
    made = work()
    return made, Spent(time.perf_counter() - wall, _cpu() - cpu)


def _cpu() -> float:
    """Seconds of processor used by this process and by its workers that have ended."""
    return sum(os.times()[:4])


def _code(reports: Iterable[Report], knowledge: Knowledge) -> Iterator[CodedReport]:
    for report in reports:
        try:
            yield code_report(report, knowledge)
        except ReportError:
            continue


def _code_all(reports: list[Report], jobs: int, *, model: bool) -> None:
    inputs = (Input(report, "bench") for report in reports)
    for result in code_stream(inputs, jobs, user_places(), model=model):
        if not isinstance(result, ReportError):
            msgspec.json.encode(result.coded)


def _keep(reports: list[Report], coded: list[CodedReport]) -> None:
    from musnad.desk import Desk

    by_id = {report.id: report for report in reports}
    with tempfile.TemporaryDirectory() as folder, Desk.open(Path(folder) / "bench.desk") as desk:
        for one in coded:
            desk.add(by_id[one.id], one)


def _take(reports: Iterable[Report], limit: int) -> list[Report]:
    """The first `limit` reports; what has the same id as one before is the same report."""
    taken: dict[str, Report] = {}
    for report in reports:
        if len(taken) == limit:
            break
        taken.setdefault(report.id, report)
    return list(taken.values())


def _sample() -> Iterator[Report]:
    """The packaged reports, over and over, each time under new ids."""
    data = resources.files("musnad.cli").joinpath("data", "sample.jsonl").read_bytes()
    sample = [msgspec.json.decode(line, type=Report) for line in data.splitlines()]
    for number in range(SAMPLE_REPORTS):
        report = sample[number % len(sample)]
        yield msgspec.structs.replace(report, id=f"{report.id}-{number}")


def _read(files: Iterable[Path]) -> Iterator[Report]:
    """Every record with a text in JSON lines of any collection of news; other lines are passed over."""
    for file in files:
        with ExitStack() as opened:
            lines: BinaryIO = opened.enter_context(file.open("rb"))
            if file.suffix == ".gz":
                lines = cast("BinaryIO", opened.enter_context(gzip.GzipFile(fileobj=lines)))
            for number, line in enumerate(lines, start=1):
                report = lenient(line, f"{file.name}:{number}")
                if report is not None:
                    yield report


def lenient(line: bytes, fallback_id: str) -> Report | None:
    """A report from a record that names its fields in its own way, or None where it holds no text."""
    try:
        record = msgspec.json.decode(line, type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    fields = {
        field: str(value)
        for field, names in _ALIASES.items()
        if (value := next((record[name] for name in names if record.get(name)), None)) is not None
    }
    title, text = fields.get("title"), fields.get("text")
    if text is None:
        return None
    if title is not None and not text.startswith(title):
        text = f"{title}\n\n{text}"
    return Report(**{"id": fallback_id, **fields, "text": text})
