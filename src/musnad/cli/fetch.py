"""`musnad fetch`: single pages from the web."""

from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from musnad.cli._console import Tally
from musnad.cli._labels import LangOption
from musnad.cli._output import whole_file
from musnad.cli.code import ModelOption, processors
from musnad.errors import FetchError, ReportError


def fetch(
    addresses: Annotated[list[str], typer.Argument(help="Addresses of pages, http:// or https://.", metavar="URL…")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File of reports to write; standard output without it.")
    ] = None,
    desk: Annotated[Path | None, typer.Option(help="Keep the pages on this desk, and code them there.")] = None,
    contact: Annotated[str | None, typer.Option(help="A mail address or page of yours, told to the server.")] = None,
    inside: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A host that may lie in a private network; no other may. Can be repeated."),
    ] = None,
    model: ModelOption = True,
    lang: LangOption = "en",
) -> None:
    """Fetch pages, where their robots.txt lets us, and read them into reports, one JSON object a line."""
    from musnad.desk import Desk
    from musnad.fetching import Fetcher, Limits
    from musnad.watching import Coding, Figures, Intake, Single
    from musnad.watching.logging import make_log

    fetcher = Fetcher(Limits(inside=tuple(inside or ())), contact)
    single = Single(fetcher)
    tally = Tally(lang)
    with ExitStack() as opened:
        on = opened.enter_context(Desk.open(desk)) if desk is not None else None
        lines = opened.enter_context(whole_file(output)) if output is not None or on is None else None
        for address in addresses:
            try:
                report = single.page(address, on)
            except (FetchError, ReportError) as error:
                tally.fail(error)
                continue
            tally.good += 1
            if lines is not None:
                lines.write(msgspec.json.encode(report) + b"\n")
        if on is not None:
            Intake(on, Coding(processors(), model), fetcher.limits.page_bytes, make_log(), Figures()).turn()
    raise typer.Exit(tally.finish("read"))
