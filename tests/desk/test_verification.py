"""Verifying a desk: whatever is altered, taken away or put in behind its back is found and named."""

import resource
import signal
import sqlite3
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import environment
from tests.desk.handmade import TEXT, coded, report
from tests.desk.test_evidence import receipt

from musnad.desk import Desk, Fault
from musnad.errors import DeskError

ADDRESSES = [f"https://madarat.example/{number}" for number in range(1, 6)]
COLUMNS = "at, address, final_address, source, status, headers, redirects, sha256"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A desk of five receipts and reports, of which the first was published again."""
    path = tmp_path / "war.desk"
    with Desk.open(path) as desk:
        for number, address in enumerate(ADDRESSES, start=1):
            kept = desk.keep(receipt(f"<html>{number}".encode(), address=address))
            desk.add(report(f"r{number}"), coded(f"r{number}"), receipt=kept)
        desk.add(report("r1", text=TEXT + " تحديث."), coded("r1"))
    return path


def sha256(number: int, path: Path) -> str:
    with sqlite3.connect(path) as raw:
        (found,) = raw.execute("select sha256 from receipts where id = ?", (number,)).fetchone()
    raw.close()
    return str(found)


def tamper(path: Path, *statements: str, **values: object) -> tuple[Fault, ...]:
    """Alter the file behind the desk's back; what verifying it finds then."""
    raw = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        raw.execute(statement, values)
    raw.close()
    return verified(path)


def verified(path: Path) -> tuple[Fault, ...]:
    with Desk.open(path, create=False) as desk:
        return desk.verify().faults


def places(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.kind, fault.id) for fault in faults]


def test_a_desk_that_nobody_altered_is_whole(path: Path) -> None:
    told: list[tuple[int, int]] = []
    with Desk.open(path) as desk:
        checked = desk.verify(lambda done, total: told.append((done, total)))
    assert (checked.bodies, checked.receipts, checked.reports, checked.faults) == (5, 5, 5, ())
    assert told == [(done, 15) for done in range(1, 16)]


def test_an_empty_desk_is_whole_and_has_no_seal(desk: Desk) -> None:
    checked = desk.verify()
    assert (checked.receipts, checked.seal, checked.faults) == (0, None, ())


@pytest.mark.parametrize("at", [0, 1, 5, -1])
def test_one_byte_of_a_packed_body_is_found_and_its_receipt_named(path: Path, at: int) -> None:
    name = sha256(3, path)
    packed = bytearray(zlib.compress(b"<html>3"))
    packed[at] ^= 1
    (fault,) = tamper(path, "update bodies set packed = :packed where sha256 = :name", packed=packed, name=name)
    assert (fault.kind, fault.id, fault.address) == ("body", name, ADDRESSES[2])
    assert "receipt 3" in fault.reason


@pytest.mark.parametrize(
    ("packed", "why"),
    [
        (zlib.compress(b"<html>!"), "SHA-256 is another"),
        (zlib.compress(b"<html>3 and much more"), "SHA-256 is another"),
        (zlib.compress(b"<html>3")[:-3], "cannot be unpacked"),
        ("<html>3", "cannot be unpacked"),
        (b"", "cannot be unpacked"),
    ],
)
def test_other_bytes_are_found(path: Path, packed: object, why: str) -> None:
    name = sha256(3, path)
    (fault,) = tamper(path, "update bodies set packed = :packed where sha256 = :name", packed=packed, name=name)
    assert why in fault.reason


def test_a_body_that_is_gone_is_found(path: Path) -> None:
    faults = tamper(path, "delete from bodies where sha256 = :name", name=sha256(2, path))
    assert faults == (Fault("receipt", "2", "its bytes are not there", ADDRESSES[1]),)


def test_a_body_that_was_put_in_is_found(path: Path) -> None:
    (fault,) = tamper(path, "insert into bodies values ('ab', 1, x'00')")[1:]
    assert (fault.id, fault.reason) == ("ab", "no receipt says where it came from")


@pytest.mark.parametrize(
    "altered",
    [
        "headers = replace(headers, 'text/html', 'text/htmm')",
        "headers = cast(x'ff' as text)",
        "at = '2031-05-06 04:08:10.000012'",
        "at = 'yesterday'",
        "address = address || '?'",
        "final_address = ''",
        "source = null",
        "status = 404",
        "redirects = '[]'",
        "seal = 'x'",
    ],
)
def test_any_altered_column_of_a_receipt_is_found(path: Path, altered: str) -> None:
    faults = tamper(path, f"update receipts set {altered} where id = 3")  # noqa: S608
    assert ("receipt", "3") in places(faults)
    assert {fault.kind for fault in faults} == {"receipt"}
    assert len(faults) == (2 if altered.startswith("seal") else 1)


def test_a_receipt_that_points_at_other_bytes_is_found(path: Path) -> None:
    faults = tamper(path, "update receipts set sha256 = :other where id = 3", other=sha256(4, path))
    assert ("receipt", "3") in places(faults)
    assert ("body", sha256(5, path)) not in places(faults)


def test_a_receipt_that_was_taken_away_is_found(path: Path) -> None:
    faults = tamper(path, "delete from receipts where id = 3")
    assert {("receipt", "3"), ("receipt", "4"), ("report", "r3")} <= set(places(faults))
    assert "r3" in {fault.id for fault in faults if "receipt 3 is not there" in fault.reason}


def test_the_last_receipts_that_were_taken_away_are_found(path: Path) -> None:
    faults = tamper(path, "delete from receipts where id > 3")
    assert ("receipt", "4-5") in places(faults)


def test_two_receipts_that_changed_places_are_found(path: Path) -> None:
    faults = tamper(
        path,
        "update receipts set id = -1 where id = 2",
        "update receipts set id = 2 where id = 4",
        "update receipts set id = 4 where id = -1",
    )
    assert places(faults) == [("receipt", name) for name in "2345"]


def test_a_receipt_that_was_put_in_between_is_found(path: Path) -> None:
    faults = tamper(
        path,
        "update receipts set id = 6 where id = 5",
        f"insert into receipts (id, {COLUMNS}, seal) select 5, {COLUMNS}, seal from receipts where id = 4",  # noqa: S608
    )
    assert ("receipt", "5") in places(faults)


def test_a_chain_that_was_written_anew_lacks_the_seal_that_was_written_down(path: Path, tmp_path: Path) -> None:
    with Desk.open(path) as desk:
        sealed = desk.verify().seal
        desk.keep(receipt(b"later"))
        assert desk.verify(sealed=sealed).faults == ()
    other = tmp_path / "forged.desk"
    with Desk.open(other) as desk:
        desk.keep(receipt(b"forged"))
        assert desk.verify().faults == ()
        (fault,) = desk.verify(sealed=sealed).faults
    assert f"seal {sealed} is not in the chain" in fault.reason


@pytest.mark.parametrize(
    ("altered", "why"),
    [
        ("update reports set text = text || '!' where id = 'r2'", "its text was altered"),
        ("update reports set text = cast(x'ff' as text) where id = 'r2'", "its text was altered"),
        ("update reports set receipt_id = 77 where id = 'r2'", "its receipt 77 is not there"),
        ("update spans set span_end = 9000 where id in (select max(id) from spans)", "outside its text"),
        ("update spans set span_start = span_end + 1 where id = 7", "outside its text"),
        ("update versions set text = 'غارة'", "version 1: its text was altered"),
        ("update versions set report_id = 'nobody'", "version 1: the report is not there"),
        ("delete from reports where id = 'r4'", "belongs to a row of reports that is not there"),
    ],
)
def test_what_was_done_to_a_report_is_found(path: Path, altered: str, why: str) -> None:
    faults = tamper(path, altered)
    assert faults
    assert any(why in fault.reason for fault in faults)
    assert {fault.kind for fault in faults} <= {"report", "file"}


def test_a_damaged_file_is_told_of_and_the_rest_is_checked(path: Path) -> None:
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("pragma wal_checkpoint(truncate)")
    (page,) = raw.execute("select rootpage from sqlite_master where name = 'ix_receipts_address'").fetchone()
    (size,) = raw.execute("pragma page_size").fetchone()
    raw.close()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : (page - 1) * size + 100] = b"\xff" * 100
    path.write_bytes(content)
    with Desk.open(path) as desk:
        checked = desk.verify()
    assert checked.faults
    assert {fault.kind for fault in checked.faults} == {"file"}
    assert checked.receipts == 5


def test_memory_does_not_grow_with_the_desk(tmp_path: Path) -> None:
    peaks = []
    for count in (40, 160):
        with Desk.open(tmp_path / f"{count}.desk") as desk:
            for number in range(count):
                desk.keep(receipt(number.to_bytes(2) * 50_000))
                desk.add(report(f"r{number}", text="ا" * 20_000), coded(f"r{number}"))
            tracemalloc.start()
            desk.verify()
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 + 500_000


FILL = """
import itertools, sys
from pathlib import Path
from tests.desk.handmade import coded, report
from musnad.desk import Desk
from musnad.errors import DeskError
with Desk.open(Path(sys.argv[1])) as desk:
    for number in itertools.count(int(sys.argv[2])):
        name = f"r{number}"
        page = (name * 3000).encode()
        try:
            desk.add(report(name), coded(name), page, name + ".html")
        except DeskError as error:
            print(error, flush=True)
            break
        print(number, flush=True)
"""


def filling(path: Path, **options: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", FILL, str(path), "0"]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, env=environment(path.parent), stdout=pipe, text=True, **options)  # type: ignore[call-overload,no-any-return]


def lines(run: "subprocess.Popen[str]") -> Iterator[str]:
    assert run.stdout is not None
    return iter(run.stdout.readline, "")


def test_killed_at_any_moment_nothing_that_was_stored_is_lost_or_doubled(tmp_path: Path) -> None:
    path = tmp_path / "war.desk"
    reached = 0
    for wanted in (3, 40, 41, 170):
        with filling(path) as run:
            for line in lines(run):
                if int(line) >= wanted:
                    run.send_signal(signal.SIGKILL)
                    break
            reached = max([wanted, *(int(line) for line in lines(run) if line.strip().isdigit())])
        with Desk.open(path, create=False) as desk:
            checked = desk.verify()
            assert checked.faults == ()
            assert checked.reports >= reached + 1
            assert checked.reports == checked.receipts == checked.bodies
            assert desk.counts() == (checked.reports, checked.reports)


def small_files() -> None:
    """A disk that is full after so many bytes."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))


def test_a_full_disk_is_told_of_and_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "war.desk"
    with filling(path, preexec_fn=small_files) as run:
        *stored, said = lines(run)
    assert f"{path}: the disk" in said
    assert "full" in said
    assert len(stored) > 3
    with Desk.open(path, create=False) as desk:
        checked = desk.verify()
        assert checked.faults == ()
        assert checked.reports == checked.receipts == len(stored)
        assert desk.add(report("next"), coded("next"), b"<html>", "next.html") == "added"


def test_a_body_that_is_damaged_is_told_of_where_it_is_asked_for(path: Path) -> None:
    tamper(path, "update bodies set packed = x'00'")
    with Desk.open(path) as desk, pytest.raises(DeskError, match=r"receipt 2 .*damaged"):
        desk.report("r2")
