"""Opening desk files: new, old, newer, foreign, broken."""

import datetime as dt
import hashlib
import sqlite3
import threading
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from tests.desk.handmade import coded, report

import musnad.desk
from musnad.desk import Desk, EventFilter
from musnad.desk.database import connect, reason, writing
from musnad.desk.rows import event_row
from musnad.desk.tables import REVISION, metadata
from musnad.errors import DeskError
from musnad.records import CodedReport, Report


def test_migrations_from_empty_make_the_tables_of_the_code(tmp_path: Path) -> None:
    path = tmp_path / "new.desk"
    Desk.open(path).close()
    engine = connect(path)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("pragma foreign_keys").scalar() == 1
    engine.dispose()


def test_the_code_names_the_newest_step() -> None:
    folder = Path(musnad.desk.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == REVISION


def test_the_tables_are_plain_enough_for_postgresql() -> None:
    from sqlalchemy.dialects import postgresql

    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(sa.schema.CreateTable(table).compile(dialect=postgresql.dialect()))


def test_a_desk_opens_again_with_what_it_held(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "a.desk") as desk:
        desk.add(report(), coded())
    with Desk.open(tmp_path / "a.desk", create=False) as desk:
        assert desk.counts() == (1, 1)


def old_desk(path: Path, revision: str, *held: tuple[Report, CodedReport, bytes | None]) -> None:
    """A desk as an earlier Musnad made it, of the schema of a revision, with what it held."""
    config = Config()
    config.set_main_option("script_location", str(Path(musnad.desk.__file__).parent / "migrations"))
    engine = connect(path)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        reports, events = (sa.Table(name, sa.MetaData(), autoload_with=connection) for name in ("reports", "events"))
        for one, told, raw in held:
            fields = {name: value for name, value in msgspec.structs.asdict(one).items() if name != "byline"}
            of = one.text.encode() if raw is None else raw
            kept = {**fields, "raw": raw, "sha256": hashlib.sha256(of).hexdigest(), "fingerprint": "", "notes": "[]"}
            connection.execute(sa.insert(reports), {**kept, "added_at": dt.datetime(2031, 5, 6, 7, 8, 9)})
            for position, event in enumerate(told.events):
                row = event_row(one, position, event)
                connection.execute(sa.insert(events), {name: row[name] for name in row if name in events.c})
    engine.dispose()


def test_a_desk_of_the_first_schema_is_brought_up_to_date_with_what_it_held(tmp_path: Path) -> None:
    path = tmp_path / "first.desk"
    old_desk(path, "0001", (report(), coded(), None))
    with Desk.open(path) as desk:
        (kept,) = desk.events(EventFilter(order="doubt"))
        assert kept.event == coded().events[0]
        assert desk.incidents.waiting() == 1


def test_the_pages_of_an_older_desk_become_evidence(tmp_path: Path) -> None:
    path = tmp_path / "old.desk"
    pages = {f"r{number:02}": b"<html>" + str(number % 40).encode() * 3000 for number in range(45)}
    held = [(report(name), coded(name), page) for name, page in pages.items()]
    old_desk(path, "0003", *held, (report("bare"), coded("bare"), None), (report(""), coded(""), b""))
    with Desk.open(path) as desk:
        for name, page in {**pages, "": b"", "bare": None}.items():
            stored = desk.report(name)
            assert stored is not None
            assert (stored.report, stored.coded, stored.raw) == (report(name), coded(name), page)
        assert desk.receipts("bare") == ()
        (receipt,) = desk.receipts("r07")
        assert receipt.at == dt.datetime(2031, 5, 6, 7, 8, 9, tzinfo=dt.UTC)
        assert receipt.address == "report:r07"
        assert desk.add(report("r07"), coded("r07")) == "unchanged"
        checked = desk.verify()
        assert checked.faults == ()
        # five pages are the same as others, byte for byte
        assert (checked.bodies, checked.receipts, checked.reports) == (41, 46, 47)
    with sqlite3.connect(path) as raw:
        columns = {name for _, name, *_ in raw.execute("pragma table_info(reports)")}
    raw.close()
    assert not {"raw", "fingerprint"} & columns


def test_a_newer_desk_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "newer.desk"
    Desk.open(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("update alembic_version set version_num = '9999'")
    raw.close()
    with pytest.raises(DeskError, match=r"newer Musnad \(schema 9999\)"):
        Desk.open(path)
    with sqlite3.connect(path) as raw:
        assert raw.execute("select version_num from alembic_version").fetchone() == ("9999",)
    raw.close()


def test_no_desk_is_made_where_one_is_only_read(tmp_path: Path) -> None:
    with pytest.raises(DeskError, match="no such desk"):
        Desk.open(tmp_path / "none.desk", create=False)
    assert list(tmp_path.iterdir()) == []


def test_files_that_are_no_desk(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("سلام" * 2000)
    with pytest.raises(DeskError, match="not an SQLite file"):
        Desk.open(letter)
    assert letter.read_text() == "سلام" * 2000
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as raw:
        raw.execute("create table letters (id integer)")
    raw.close()
    with pytest.raises(DeskError, match="another program"):
        Desk.open(other)
    with pytest.raises(DeskError, match="cannot be opened"):
        Desk.open(tmp_path / "no" / "folder" / "a.desk")
    with pytest.raises(DeskError):
        Desk.open(tmp_path)


def test_a_migration_is_done_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "half.desk"
    with monkeypatch.context() as broken:
        broken.setattr("alembic.op.create_index", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            Desk.open(path)
    with sqlite3.connect(path) as raw:
        assert raw.execute("select name from sqlite_master").fetchall() == []
    raw.close()
    Desk.open(path).close()


def test_many_open_a_new_desk_at_once(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            with Desk.open(tmp_path / "busy.desk") as desk:
                desk.add(report(f"r{number}"), coded(f"r{number}"))
        except DeskError as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Desk.open(tmp_path / "busy.desk") as desk:
        assert desk.counts() == (6, 6)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("database or disk is full", "the disk is full"),
        ("attempt to write a readonly database", "read-only"),
        ("database disk image is malformed", "damaged"),
        ("something else", "something else"),
    ],
)
def test_what_sqlite_says_is_told_plainly(said: str, told: str) -> None:
    assert told in reason(said)
