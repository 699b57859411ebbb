"""Writing files whole or not at all."""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from musnad.errors import MusnadError


class OutputError(MusnadError):
    """The output cannot be written."""


@contextmanager
def whole_file(path: Path | None) -> Iterator[BinaryIO]:
    """A file to write to that appears at `path` only when all was written; standard output for None.

    Until then it stands beside its place under another name, and is taken away if anything goes wrong. What
    stood at `path` before stays until it is replaced. Devices and pipes are written to as they are.

    Raises:
        OutputError: no such folder, no permission, disk full.
    """
    if path is None or path == Path("-"):
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as device:
                yield device
            return
        with _replacing(path.resolve()) as handle:
            yield handle
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}") from error


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    handle = unfinished.open("xb")
    try:
        with handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
