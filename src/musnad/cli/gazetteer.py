"""`musnad gazetteer`: the user's own places."""

from pathlib import Path
from typing import Annotated

import typer

from musnad.cli._inputs import check_paths
from musnad.cli._places import places_file
from musnad.knowledge.gazetteer import add_places

app = typer.Typer(help="Your own places, beside those of the package.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Your own places, beside those of the package."""


@app.command("add")
def add(file: Annotated[Path, typer.Argument(help="TSV table of places.")]) -> None:
    """Add the places of a table to your own gazetteer; all later runs know them."""
    check_paths([file])
    database = places_file()
    database.parent.mkdir(parents=True, exist_ok=True)
    count = add_places(database, file)
    typer.echo(f"places added to {database}: {count}")
