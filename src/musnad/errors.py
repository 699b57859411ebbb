"""Every error that Musnad raises on purpose, as one tree.

    MusnadError
    ├── ReportError       one report could not be read or coded; the run goes on
    ├── FetchError        one address could not be fetched; the run goes on
    │   ├── RefusedError      it may not be: a limit, or its host, forbids it
    │   └── UnreachableError  there was no whole answer; another time there may be one
    ├── KnowledgeError    a data file of the package or of the user is malformed
    ├── ListError         the list of what is watched cannot be read
    └── DeskError         a desk file cannot be opened, migrated or written

The message is for the user: what was wrong, in which file and line, and what to do.
"""


class MusnadError(Exception):
    """Base of all errors raised on purpose. `str(error)` is one line fit for a terminal."""


class ReportError(MusnadError):
    """One report could not be read or coded. Names its file and, where there is one, its line.

    Args:
        reason: what was wrong and what to do, one line.
        source: the file, address or report id.
        line: line in that file, counted from 1, or None.
    """

    def __init__(self, reason: str, source: str, line: int | None = None) -> None:
        self.reason = reason
        self.source = source
        self.line = line
        where = source if line is None else f"{source}:{line}"
        super().__init__(f"{where}: {reason}")

    def __reduce__(self) -> tuple[type["ReportError"], tuple[str, str, int | None]]:
        """Errors cross from a worker process to the one that prints them."""
        return type(self), (self.reason, self.source, self.line)


class FetchError(MusnadError):
    """One address could not be fetched.

    Args:
        reason: why, one line.
        address: what was asked for.
    """

    def __init__(self, reason: str, address: str) -> None:
        self.reason = reason
        self.address = address
        super().__init__(f"{address}: {reason}")

    def __reduce__(self) -> tuple[type["FetchError"], tuple[str, str]]:
        """Errors cross from a worker process to the one that prints them."""
        return type(self), (self.reason, self.address)


class RefusedError(FetchError):
    """It may not be fetched: a limit of ours forbids it, or the host. Asking again changes nothing."""


class UnreachableError(FetchError):
    """There was no whole answer. Another time there may be one."""


class KnowledgeError(MusnadError):
    """A knowledge or language data file does not follow its schema. Names file and line."""

    def __init__(self, reason: str, file: str, line: int | None = None) -> None:
        self.reason = reason
        self.file = file
        self.line = line
        where = file if line is None else f"{file}:{line}"
        super().__init__(f"{where}: {reason}")

    def __reduce__(self) -> tuple[type["KnowledgeError"], tuple[str, str, int | None]]:
        """Errors cross from a worker process to the one that prints them."""
        return type(self), (self.reason, self.file, self.line)


class ListError(MusnadError):
    """The list of what is watched cannot be read. Names the file, and the source or line."""


class DeskError(MusnadError):
    """A desk cannot be opened, migrated or written."""
