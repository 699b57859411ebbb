"""`musnad read`: pages, feeds and files into reports."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from musnad.cli._console import Tally, progress
from musnad.cli._inputs import PATHS_HELP, check_paths, open_inputs, total_bytes
from musnad.cli._labels import LangOption
from musnad.cli._output import whole_file
from musnad.cli.code import processors
from musnad.errors import ReportError


def read(
    paths: Annotated[list[Path], typer.Argument(help=PATHS_HELP)],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; standard output without it.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", "-j", min=1, help="Processes to read with; all processors without it.")
    ] = None,
    lang: LangOption = "en",
) -> None:
    """Read pages, feeds, messages and archives of them into reports, one JSON object a line."""
    check_paths(paths, lang)
    tally = Tally(lang)
    with whole_file(output) as lines, progress(total_bytes(paths), lang) as advance:
        for item in open_inputs(paths, jobs=jobs or processors()):
            if isinstance(item, ReportError):
                tally.fail(item)
                continue
            lines.write(msgspec.json.encode(item.report) + b"\n")
            tally.good += 1
            advance(item.offset, tally.good)
    raise typer.Exit(tally.finish("read"))
