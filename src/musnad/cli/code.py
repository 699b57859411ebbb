"""`musnad code`: reports into events."""

import os
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from musnad.cli._console import Tally, progress
from musnad.cli._inputs import PATHS_HELP, check_paths, open_inputs, total_bytes
from musnad.cli._labels import LangOption
from musnad.cli._output import whole_file
from musnad.cli._places import user_places
from musnad.coding.parallel import code_stream
from musnad.errors import ReportError

JobsOption = Annotated[
    int | None, typer.Option("--jobs", "-j", min=1, help="Processes to code with; all processors without it.")
]

ModelOption = Annotated[
    bool, typer.Option("--model/--no-model", help="Read with the encoder beside the rules; slower, and finds more.")
]


def code(
    reports: Annotated[list[Path], typer.Argument(help=PATHS_HELP)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; standard output without it.")
    ] = None,
    jobs: JobsOption = None,
    model: ModelOption = True,
    lang: LangOption = "en",
) -> None:
    """Code reports into events, one JSON object a report, in the order they came."""
    check_paths(reports, lang)
    tally = Tally(lang)
    with whole_file(output) as lines, progress(total_bytes(reports), lang) as advance:
        jobs = jobs or processors()
        for item in code_stream(open_inputs(reports, jobs=jobs), jobs, user_places(), model=model):
            if isinstance(item, ReportError):
                tally.fail(item)
                continue
            lines.write(msgspec.json.encode(item.coded) + b"\n")
            tally.good += 1
            advance(item.input.offset, tally.good)
    raise typer.Exit(tally.finish("coded"))


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
