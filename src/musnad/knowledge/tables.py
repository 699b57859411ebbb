"""Reading the TSV tables in which knowledge is kept, with errors that name file and line."""

from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import TypeVar

import msgspec

from musnad.errors import KnowledgeError

Row = TypeVar("Row")
_T = TypeVar("_T")


def data_text(name: str, package: str = "musnad.knowledge") -> str:
    """The text of a data file that ships in the package's `data` folder."""
    return resources.files(package).joinpath("data", name).read_text(encoding="utf-8")


def read_yaml(text: str, name: str, kind: type[_T]) -> _T:
    """What a YAML text holds, as this type has it; `name` is for error messages.

    Raises:
        KnowledgeError: it is no YAML, or does not follow the type.
    """
    try:
        return msgspec.yaml.decode(text, type=kind)
    except msgspec.MsgspecError as error:
        raise KnowledgeError(str(error), name) from error


def read_table(text: str, name: str, columns: tuple[str, ...], make: Callable[[dict[str, str]], Row]) -> Iterator[Row]:
    """The rows of a TSV text, each made by `make` from a dict of its cells.

    The first line that is neither blank nor a comment (`#`) names the columns and must be `columns`.
    A cell may be empty; lists are written `a|b|c` (see `split_list`).

    Raises:
        KnowledgeError: wrong header, wrong number of cells, or whatever `make` reports as ValueError,
            always with the line.
    """
    header: tuple[str, ...] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = tuple(cells)
            if header != columns:
                raise KnowledgeError(f"columns must be {', '.join(columns)}", name, number)
            continue
        if len(cells) != len(columns):
            raise KnowledgeError(f"{len(cells)} cells where {len(columns)} are expected", name, number)
        try:
            yield make(dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
        except ValueError as error:
            raise KnowledgeError(str(error), name, number) from error
    if header is None:
        raise KnowledgeError("the table is empty", name)


def read_table_file(path: Path, columns: tuple[str, ...], make: Callable[[dict[str, str]], Row]) -> Iterator[Row]:
    """As `read_table`, from a file of the user."""
    return read_table(path.read_text(encoding="utf-8"), str(path), columns, make)


def split_list(cell: str) -> tuple[str, ...]:
    """The parts of a cell `a|b|c`, without empty ones."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
