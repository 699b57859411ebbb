"""The file under a desk: opening it, bringing its tables up to date, and saying plainly what went wrong."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path

import sqlalchemy as sa

from musnad.desk.tables import REVISION
from musnad.errors import DeskError

BUSY_MS = 15_000
"""How long a desk that another program writes to is waited for."""

_PAUSE = 0.02

# By what SQLite says (lower case), what the user is told.
_REASONS = (
    ("locked", "another program is writing to it; try again when it has finished"),
    ("readonly", "it cannot be written to: file or folder are read-only"),
    ("disk is full", "the disk is full; what was added before is safe"),
    ("disk i/o error", "the disk failed or is full; what was added before is safe"),
    ("not a database", "it is not a desk (not an SQLite file)"),
    ("malformed", "the file is damaged; restore it from a copy"),
    ("unable to open", "it cannot be opened: no such folder, or no permission"),
    ("too big", "a report in it is too large to be stored"),
)


def connect(path: Path) -> sa.Engine:
    """An engine on the file at `path`. Every transaction is explicit, tables included.

    A connection with the execution option `writes=True` takes the write lock when its transaction begins,
    so that it cannot fail half way for want of it.
    """
    engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))

    @sa.event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        # sqlite3's own transactions leave out CREATE TABLE: a migration that is killed would stay half done
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS:d}")
        connection.execute("PRAGMA foreign_keys = ON")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: all of it or nothing."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


@contextmanager
def desk_errors(path: Path) -> Iterator[None]:
    """Turn what the database says into a `DeskError` of one line."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise DeskError(f"{path}: {reason(str(error.orig))}") from error
    except sqlite3.Error as error:
        raise DeskError(f"{path}: {reason(str(error))}") from error
    except OSError as error:
        raise DeskError(f"{path}: {error.strerror or error}") from error


def reason(said: str) -> str:
    """For a message of SQLite, what the user is told."""
    return next((told for part, told in _REASONS if part in said.lower()), said.strip())


def migrate(engine: sa.Engine, path: Path) -> None:
    """Make the tables, or bring older ones up to date, in one transaction: all steps or none.

    Raises:
        DeskError: the file belongs to another program, or to a newer Musnad.
    """
    at = _stands_at(engine, path)
    if at != REVISION:
        _run_steps(engine, path, at)


def _stands_at(engine: sa.Engine, path: Path) -> str | None:
    """The step at which the file stands, or None for an empty file."""
    with engine.connect() as connection:
        tables = sa.inspect(connection).get_table_names()
        if "alembic_version" in tables:
            version = sa.table("alembic_version", sa.column("version_num", sa.String))
            return connection.scalar(sa.select(version.c.version_num))
    if tables:
        raise DeskError(f"{path}: it is not a desk (an SQLite file of another program)")
    return None


def _let_others_read(engine: sa.Engine) -> None:
    """Set the write-ahead log: others read while a desk is written. It stays with the file.

    It is set outside transactions, and SQLite does not wait its turn for it: where another program opens the
    same new desk, this one does.
    """
    until = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            with closing(engine.raw_connection()) as raw:
                raw.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _run_steps(engine: sa.Engine, path: Path, at: str | None) -> None:
    # Alembic takes a quarter of a second to import, and most desks are up to date
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(resources.files("musnad.desk") / "migrations"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if at is not None and at not in known:
        raise DeskError(f"{path}: it was made by a newer Musnad (schema {at}); upgrade Musnad to open it")
    _let_others_read(engine)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, REVISION)
