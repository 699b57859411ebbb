"""`musnad verify`: whether all on a desk is as it was stored."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.progress import Progress

from musnad.cli._console import Exit
from musnad.cli._labels import LangOption, label
from musnad.cli.desk import DeskArgument
from musnad.knowledge.ontology import Language

if TYPE_CHECKING:
    from musnad.desk import Fault


def verify(
    desk: DeskArgument,
    sealed: Annotated[
        str | None, typer.Option("--seal", metavar="SEAL", help="A seal that you wrote down: it must be in the chain.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    lang: LangOption = "en",
) -> None:
    """Hash all that is kept again and check every seal; write down the last seal it prints, elsewhere."""
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened, _progress() as advance:
        found = opened.verify(advance, sealed)
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(found) + b"\n")
    else:
        for fault in found.faults:
            typer.echo(_line(fault, lang))
        counts = {"bodies": found.bodies, "receipts": found.receipts, "reports": found.reports}
        typer.echo(label("verified", lang).format(**counts, faults=len(found.faults)))
        if found.seal:
            typer.echo(label("seal", lang).format(seal=found.seal))
    raise typer.Exit(Exit.SOME_FAILED if found.faults else Exit.ALL_GOOD)


def _line(fault: "Fault", lang: Language) -> str:
    from musnad.cli._events_table import plain

    named = " ".join(plain(part) for part in (label(f"fault_{fault.kind}", lang), fault.id) if part)
    where = f" ({plain(fault.address)})" if fault.address else ""
    return f"{named}{where}: {plain(fault.reason)}"


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on stderr, where that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Progress(console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
