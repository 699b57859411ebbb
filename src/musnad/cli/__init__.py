"""The `musnad` command. One module for each command; this one puts them together."""

import signal
import sys
from importlib.metadata import version
from types import FrameType
from typing import Annotated

import typer

from musnad.cli import (
    bench,
    code,
    decide,
    desk,
    evidence,
    fetch,
    gazetteer,
    incidents,
    link,
    read,
    show,
    sources,
    status,
    verify,
    versions,
    watch,
)
from musnad.cli._console import Exit, print_error
from musnad.errors import MusnadError

app = typer.Typer(
    name="musnad",
    help="Read Arabic news of conflict: who did what to whom, where, when, and through whom we know it.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(read.read)
app.command("code")(code.code)
app.command("link")(link.link_files)
app.command("show")(show.show)
app.command("add")(desk.add)
app.command("fetch")(fetch.fetch)
app.command("watch")(watch.watch)
app.command("status")(status.status)
app.command("events")(desk.events)
app.command("evidence")(evidence.evidence)
app.command("backup")(evidence.backup)
app.command("versions")(versions.versions)
app.command("verify")(verify.verify)
app.command("incidents")(incidents.incidents)
app.command("incident")(incidents.incident)
app.command("related")(incidents.related)
app.command("sources")(sources.sources)
app.command("bench")(bench.bench)
app.add_typer(decide.app, name="decide")
app.add_typer(gazetteer.app, name="gazetteer")


def main() -> None:
    """Run the command line. What is wrong with the user's files is told in one line, never a traceback."""
    signal.signal(signal.SIGTERM, _end)
    try:
        app()
    except MusnadError as error:
        print_error(str(error))
        sys.exit(Exit.UNUSABLE)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"musnad {version('musnad')}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Show the version and stop.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    """Options before the command."""


def _end(_signal: int, _frame: FrameType | None) -> None:
    # as Ctrl-C: unfinished files are taken away on the way out
    sys.exit(128 + signal.SIGTERM)
