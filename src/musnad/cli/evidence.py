"""`musnad evidence` and `musnad backup`: what was collected, out of the desk."""

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from musnad.cli._labels import LangOption, label
from musnad.cli._output import whole_file
from musnad.cli.desk import DeskArgument
from musnad.errors import DeskError

if TYPE_CHECKING:
    from musnad.desk import StoredReceipt

_NAME_LETTERS = 60


def evidence(
    desk: DeskArgument,
    report_id: Annotated[str, typer.Argument(metavar="REPORT", help="The report's id.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder to write to.")] = Path(),
    lang: LangOption = "en",
) -> None:
    """Write the pages of a report as they were received, each with its receipt: when, whence, with which headers."""
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened:
        if opened.report(report_id) is None:
            raise DeskError(f"{desk}: " + label("no_such_id", lang).format(id=report_id))
        count = 0
        for receipt, body in opened.evidence(report_id):
            _write(output, receipt, body)
            count += 1
    told = label("kept_pages", lang).format(count=count, path=output) if count else label("no_page", lang)
    typer.echo(told, err=True)


def backup(
    desk: DeskArgument,
    copy: Annotated[Path, typer.Argument(help="The file to write; there must be none of its name.")],
    lang: LangOption = "en",
) -> None:
    """Write a whole copy of a desk, even while a watch writes to it; a plain copy of the file would lack the latest."""
    from musnad.desk import Desk

    with Desk.open(desk, create=False) as opened:
        opened.backup(copy)
    typer.echo(label("wrote", lang).format(path=copy), err=True)


def _write(folder: Path, receipt: "StoredReceipt", body: bytes) -> None:
    """The bytes under a name of receipt and address, and the receipt beside them as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    spoken = re.sub(r"[^\w.-]+", "-", receipt.final_address.partition("://")[2] or receipt.final_address).strip("-.")
    stem = f"{receipt.id}-{spoken[:_NAME_LETTERS] or hashlib.sha256(body).hexdigest()[:10]}"
    with whole_file(folder / f"{stem}.bin") as page:
        page.write(body)
    with whole_file(folder / f"{stem}.receipt.json") as told:
        told.write(msgspec.json.format(msgspec.json.encode(receipt), indent=2) + b"\n")
