"""`musnad watch`, `musnad status`, and what they leave behind, as processes against a server on this machine."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.cli.conftest import Run, environment

from musnad.desk import Desk

TEXT = "قُتل ثلاثة مدنيين وأصيب خمسة آخرون بقصف مدفعي على بلدة سرمين في ريف إدلب مساء أمس الأربعاء، بحسب الدفاع المدني."
MORE = "وقال شهود من أهالي البلدة إن القصف استهدف السوق الشعبي، وإن فرق الإسعاف نقلت الجرحى إلى مستشفى قريب منها."


class Outlet(BaseHTTPRequestHandler):
    """An outlet with a feed of as many items as its server has by now."""

    def do_GET(self) -> None:
        host = f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined]
        count: int = self.server.items  # type: ignore[attr-defined]
        if self.path == "/feed.xml":
            items = "".join(
                f"<item><title>قصف على بلدة سرمين {n}</title><link>{host}/news/{n}</link></item>" for n in range(count)
            )
            self._answer("application/rss+xml", f"<rss version='2.0'><channel><title>x</title>{items}</channel></rss>")
        elif self.path.startswith("/news/"):
            title = f"قصف على بلدة سرمين {self.path[6:]}"
            head = f"<head><title>{title}</title><meta property='article:published_time' content='2031-05-08'></head>"
            self._answer("text/html", f"<html>{head}<body><h1>{title}</h1><p>{TEXT}</p><p>{MORE}</p></body></html>")
        else:
            self.send_error(404)

    def _answer(self, kind: str, text: str) -> None:
        data = text.encode()
        self.send_response(200)
        self.send_header("content-type", f"{kind}; charset=utf-8")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def outlet(tmp_path: Path) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Outlet)
    server.items = 2  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "sources.yaml").write_text(
        "contact: desk@tests.example\n"
        "limits: {inside: [127.0.0.1], delay_seconds: 0.05}\n"
        "sources:\n"
        f"  - {{name: وكالة سرمين, feed: 'http://127.0.0.1:{server.server_port}/feed.xml', every: 30s}}\n"
    )
    yield server
    server.shutdown()
    server.server_close()


def test_once_fetches_reads_and_codes_what_is_new(musnad: Run, tmp_path: Path, outlet: ThreadingHTTPServer) -> None:
    done = musnad("watch", "war.desk", "--once", "--no-model")
    assert done.returncode == 0, done.stderr
    assert [json.loads(line)["event"] for line in done.stderr.splitlines()].count("fetched") == 2
    with Desk.open(tmp_path / "war.desk") as desk:
        reports = list(desk.reports())
        assert {report.outlet for report in reports} == {"وكالة سرمين"}
        assert desk.counts() == (2, 2)
        [receipt] = desk.receipts(reports[0].id)
        assert (receipt.source, receipt.status) == ("وكالة سرمين", 200)
        assert len(list(desk.incidents.find())) == 1
    assert musnad("verify", "war.desk").returncode == 0
    said = json.loads(musnad("status", "war.desk", "--json").stdout)
    assert (said["name"], said["today"], said["failures"], said["health"]) == ("وكالة سرمين", 2, 0, "new")
    assert "وكالة سرمين" in musnad("status", "war.desk", "--lang", "ar").stdout


def test_it_watches_until_it_is_told_to_end(tmp_path: Path, outlet: ThreadingHTTPServer) -> None:
    port = free_port()
    command = [sys.executable, "-m", "musnad", "watch", "war.desk", "--no-model", "--metrics-port", str(port)]
    env = environment(tmp_path)
    with subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE, text=True) as watching:
        try:
            coded = until(lambda: counts(tmp_path / "war.desk") == (2, 2), 90)
            figures = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read().decode()
            assert 'musnad_reports_total{change="added"} 2.0' in figures
            second = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
            assert second.returncode == 2
            assert "another `musnad watch` is at work" in second.stderr
        finally:
            watching.send_signal(signal.SIGTERM)
            _, said = watching.communicate(timeout=30)
    assert coded, said
    assert watching.returncode == 128 + signal.SIGTERM
    assert "Traceback" not in said


def test_a_list_that_is_wrong_is_told_in_one_line(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "sources.yaml").write_text("sources:\n  - name: وكالة سرمين\n")
    done = musnad("watch", "war.desk")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "وكالة سرمين: give one of feed, sitemap and listing" in done.stderr
    assert musnad("watch", "war.desk", "--sources", "none.yaml").returncode == 2


def counts(path: Path) -> tuple[int, int]:
    if not path.exists():
        return 0, 0
    with Desk.open(path) as desk:
        return desk.counts()


def until(holds: object, seconds: float) -> bool:
    """Whether something comes to hold in so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():  # type: ignore[operator]
            return True
        time.sleep(0.2)
    return False


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
