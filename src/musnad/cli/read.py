"""`musnad read`: pages, feeds and files into reports."""

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from musnad.cli._console import Tally, progress
from musnad.cli._inputs import check_paths, open_inputs, total_bytes
from musnad.cli._labels import LangOption
from musnad.cli._output import whole_file
from musnad.errors import ReportError


def read(
    paths: Annotated[list[Path], typer.Argument(help="Pages, feeds, text files, JSON lines, folders, or -.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; standard output without it.")
    ] = None,
    lang: LangOption = "en",
) -> None:
    """Read pages, feeds and text files into reports, one JSON object a line."""
    check_paths(paths, lang)
    tally = Tally(lang)
    with whole_file(output) as lines, progress(total_bytes(paths), lang) as advance:
        for item in open_inputs(paths):
            if isinstance(item, ReportError):
                tally.fail(item)
                continue
            lines.write(msgspec.json.encode(item.report) + b"\n")
            tally.good += 1
            advance(item.offset, tally.good)
    raise typer.Exit(tally.finish("read"))
