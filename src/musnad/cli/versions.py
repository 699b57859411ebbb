"""`musnad versions`: a report as it was published, and what changed when it was published again."""

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.console import Console
from rich.text import Text

from musnad.cli._asked import DAY, days_of
from musnad.cli._labels import LangOption, label
from musnad.cli.desk import DeskArgument
from musnad.errors import DeskError
from musnad.knowledge.ontology import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from musnad.desk import StoredReceipt, Stretch, Version

_AROUND = 6
_GONE, _NEW = "red", "green"


def versions(
    desk: DeskArgument,
    report_id: Annotated[
        str | None, typer.Argument(metavar="[REPORT]", help="The report's id; without it, all that have changed.")
    ] = None,
    since: Annotated[str | None, typer.Option(metavar=DAY, help="Without REPORT: changed this day or later.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    lang: LangOption = "en",
) -> None:
    """Show how a report was published again: [-words that went-] and {+words that came+}; or list those that were."""
    console = Console()
    if report_id is None:
        _list(desk, days_of(None, since, None, lang)[0], console, as_json, lang)
        return
    found, received = _read(desk, report_id, lang)
    before: Version | None = None
    for version in found:
        receipt = next((one for one in received if one.id == version.receipt_id), None)
        if as_json:
            sys.stdout.buffer.write(_json(before, version, receipt) + b"\n")
        else:
            _print_head(version, receipt, console, lang)
            for line in _lines(before, version) if before else ():
                _print_line(line, console)
        before = version


def _list(desk: Path, since: dt.date | None, console: Console, as_json: bool, lang: Language) -> None:
    """The reports that were published again, the latest change first."""
    from musnad.cli._events_table import plain
    from musnad.desk import Desk

    first = None if since is None else dt.datetime.combine(since, dt.time(), dt.UTC)
    with Desk.open(desk, create=False) as opened:
        found = opened.changed(first)
    if not found:
        sys.stderr.write(label("no_changes", lang) + "\n")
    for one in found:
        if as_json:
            sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
            continue
        many = label("times_published", lang).format(count=one.versions)
        parts = [f"{one.changed_at:%Y-%m-%d %H:%M} UTC", many, one.report_id, one.outlet or "", one.title or ""]
        console.print(Text(" · ".join(plain(part) for part in parts if part)), soft_wrap=True, highlight=False)


def _read(desk: Path, report_id: str, lang: Language) -> tuple["Sequence[Version]", "Sequence[StoredReceipt]"]:
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened:
        found = opened.versions(report_id)
        if not found:
            raise DeskError(f"{desk}: " + label("no_such_id", lang).format(id=report_id))
        return found, opened.receipts(report_id)


def _json(before: "Version | None", version: "Version", receipt: "StoredReceipt | None") -> bytes:
    changes = _changes(before, version) if before else ()
    return msgspec.json.encode({**msgspec.structs.asdict(version), "receipt": receipt, "changes": changes})


def _changes(before: "Version", after: "Version") -> "Sequence[Stretch]":
    """What changed in the text, or in the title where it stands apart from the text."""
    from musnad.desk import word_changes

    if before.text.split() == after.text.split():
        return word_changes(before.title or "", after.title or "")
    return word_changes(before.text, after.text)


def _lines(before: "Version", after: "Version") -> "Sequence[Sequence[Stretch]]":
    from musnad.desk import changed_lines

    return changed_lines(_changes(before, after), _AROUND)


def _print_head(version: "Version", receipt: "StoredReceipt | None", console: Console, lang: Language) -> None:
    from musnad.cli._events_table import plain

    parts = [label("version", lang).format(number=version.number), f"{version.seen_at:%Y-%m-%d %H:%M} UTC"]
    if receipt:
        parts += [label("receipt", lang).format(number=receipt.id), plain(receipt.address)]
    console.print(Text(" · ".join(parts), "bold"), soft_wrap=True, highlight=False)


def _print_line(line: "Sequence[Stretch]", console: Console) -> None:
    """One place where words changed; on a terminal set from the right, as the report's text is."""
    from musnad.cli._events_table import plain

    said: list[Text] = []
    for stretch in line:
        old, new = plain(stretch.before), plain(stretch.after)
        if stretch.same:
            said.append(Text(new))
            continue
        if old:
            said.append(Text(f"[-{old}-]", _GONE))
        if new:
            said.append(Text("{+" + new + "+}", _NEW))
    on_terminal = console.is_terminal
    console.print(
        Text(" ").join(part for part in said if part),
        justify="right" if on_terminal else None,
        soft_wrap=not on_terminal,
        highlight=False,
    )
