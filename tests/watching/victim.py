"""Watches by a clock that runs fast, in a process that is there to be killed."""

import datetime as dt
import resource
import signal
import socket
import time
from pathlib import Path

import httpcore2
from tests.watching.simulated import BEGINS, Play

from musnad.coding.parallel import Input, code_stream
from musnad.desk import Desk
from musnad.errors import DeskError
from musnad.records import Report
from musnad.watching import Coding

HOURS_A_SECOND = 0.5


class FastClock:
    """The hours since a real moment, some of them each second."""

    def __init__(self, began: float) -> None:
        self._began = began

    def __call__(self) -> dt.datetime:
        return BEGINS + dt.timedelta(hours=(time.time() - self._began) * HOURS_A_SECOND)


class Elsewhere:
    """The network of another process: every outlet of it is on loopback."""

    def resolve(self, host: str, port: int) -> list[str]:
        if not host.endswith(".example") or host.startswith(("inside.", "meta.")):
            raise socket.gaierror(socket.EAI_NONAME, host)
        return ["93.184.215.14"]

    def connect(self, address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", port, timeout=seconds, socket_options=())


def warm() -> None:
    """Load what coding knows, once for all processes that are forked from this one."""
    for _ in code_stream([Input(Report(id="r", text="قصف على البلدة."), "r")], 1, model=False):
        pass


def watch(folder: str, began: float, seconds: float) -> None:
    """Watch for so long in real time, reading and coding along."""
    with Desk.open(Path(folder) / "watched.desk") as desk:
        play = Play(desk, Elsewhere(), Path(folder) / "sources.yaml", FastClock(began), Coding(1, model=False))
        _turn(play, seconds)


def finish(folder: str, began: float, seconds: float) -> None:
    """Watch until nothing waits but what was tried in vain again and again, or so long at most."""
    with Desk.open(Path(folder) / "watched.desk") as desk:
        play = Play(desk, Elsewhere(), Path(folder) / "sources.yaml", FastClock(began), Coding(1, model=False))
        until = time.monotonic() + seconds
        _turn(play, 5.0)
        while time.monotonic() < until and _is_fresh(desk):
            _turn(play, 0.5)
        while play.intake.turn():
            pass


def _is_fresh(desk: Desk) -> bool:
    """Whether anything is still to be tried for the first few times: a page, or a source."""
    pages = any(item.tries < 4 for item in desk.ledger.waiting())
    return pages or any(one.answered_at is None and one.failures < 4 for one in desk.ledger.history(1))


def watch_on_a_full_disk(folder: str, began: float, seconds: float, room: int) -> None:
    """Watch while no file may grow by more than `room` bytes, then in full; ends with 3 if it was never full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    path = Path(folder) / "watched.desk"
    with Desk.open(path) as desk:
        play = Play(desk, Elsewhere(), Path(folder) / "sources.yaml", FastClock(began), Coding(1, model=False))
        _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + room, hard))
        was_full = _turn(play, seconds)
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        _turn(play, seconds)
    if not was_full:
        raise SystemExit(3)


def _turn(play: Play, seconds: float) -> bool:
    """Take turns for so long; whether the desk ever refused."""
    until = time.monotonic() + seconds
    refused = False
    while time.monotonic() < until:
        try:
            play.watch.turn()
            play.intake.turn()
        except DeskError:
            refused = True
        if play.watch.is_busy():
            play.watch.wait(0.01)
        else:
            time.sleep(0.002)
    return refused or play.log.counts["not stored"] > 0
