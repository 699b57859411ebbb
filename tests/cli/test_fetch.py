"""`musnad fetch`, as a process, against servers on loopback."""

import gzip
import json
from contextlib import ExitStack
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.cli.corpus import HEADLINE, TEXT
from tests.fetching.servers import Page, at, bomb, pages

from musnad.desk import Desk

SENTENCE = TEXT.rpartition("\n")[2]
INSIDE = ("--inside", "127.0.0.1", "--no-model")
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def page(more: str = "", head: str = "") -> Page:
    text = (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><h1>{HEADLINE}</h1>"
        f"<p>{TEXT}</p><p>{more}</p></body></html>"
    )
    return Page(text.encode(), headers=HTML)


def moved(place: str) -> Page:
    return Page(b"", 302, (("Location", place),))


def test_a_page_is_fetched_and_read(musnad: Run) -> None:
    with at(pages({"/news/1": page()})) as server:
        done = musnad("fetch", server.url("/news/1"), *INSIDE, "--contact", "desk@nakhil.example")
        assert server.paths == ["/robots.txt", "/news/1"]
    assert (done.returncode, done.stderr) == (0, "read 1 report, 0 failed\n")
    report = json.loads(done.stdout)
    assert (report["title"], report["url"]) == (HEADLINE, server.url("/news/1"))
    assert SENTENCE in report["text"]
    assert all(b"(+desk@nakhil.example)" in head for head in server.asked)


def test_reports_are_written_to_a_file(musnad: Run, tmp_path: Path) -> None:
    packed = Page(gzip.compress(page().body), headers=(*HTML, ("Content-Encoding", "gzip")))
    with at(pages({"/news/1": packed})) as server:
        done = musnad("fetch", server.url("/news/1"), *INSIDE, "-o", "r.jsonl")
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads((tmp_path / "r.jsonl").read_text())["title"] == HEADLINE


def test_what_is_inside_is_refused_unless_it_is_named(musnad: Run) -> None:
    with at(pages({}, page())) as server:
        done = musnad("fetch", server.url("/1"), "--inside", "localhost", "--no-model")
        assert server.asked == []
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{server.url('/1')}: its robots.txt: 127.0.0.1 is not a public address\nread 0 reports, 1 failed\n"
    )


def test_each_failure_is_a_line_and_the_others_are_read(musnad: Run) -> None:
    answers = [
        {"/1": page()},
        {"/robots.txt": Page(b"User-agent: Musnad\nDisallow: /"), "/1": page()},
        {"/1": Page(b"", 404)},
        {"/1": Page(bomb(1 << 30), headers=HTML)},
        {"/1": moved("file:///etc/passwd")},
        {"/1": moved("http://[::1]:8000/")},
        {"/1": Page(b"", headers=HTML)},
    ]
    with ExitStack() as opened:
        # hosts of their own, as the ports of one host are asked one after another
        hosts = [f"127.0.0.{number}" for number in range(1, len(answers) + 1)]
        servers = [opened.enter_context(at(pages(of), host=host)) for of, host in zip(answers, hosts, strict=True)]
        urls = [server.url("/1") for server in servers]
        named = [part for host in hosts for part in ("--inside", host)]
        done = musnad("fetch", *urls, "file:///etc/passwd", "nakhil", "--no-model", *named)
    lines = done.stderr.splitlines()
    expected = [
        f"{urls[1]}: the robots.txt of the host forbids it",
        f"{urls[2]}: status 404",
        f"{urls[3]}: it unpacks to more than 20 MB",
        "file:///etc/passwd: only http:// and https:// are fetched",
        "http://[::1]:8000/: its robots.txt: ::1 is not a public address",
        f"{urls[6]}: the file is empty",
        "file:///etc/passwd: only http:// and https:// are fetched",
        "nakhil: only http:// and https:// are fetched",
        "read 1 report, 8 failed",
    ]
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert lines == expected


def test_pages_are_kept_on_a_desk_as_evidence_once(musnad: Run, tmp_path: Path) -> None:
    named = page(head='<link rel="canonical" href="/news/1">')
    with at(pages({"/news/1": named, "/news/1?from=mail": named})) as server:
        first = musnad("fetch", server.url("/news/1"), "--desk", "war.desk", *INSIDE)
        again = musnad("fetch", server.url("/news/1?from=mail"), "--desk", "war.desk", *INSIDE)
    for done in (first, again):
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        assert done.stderr.splitlines()[-1] == "read 1 report, 0 failed"
    checked = musnad("verify", "war.desk")
    assert checked.returncode == 0
    assert "receipts: 2 · reports: 1 · faults: 0" in checked.stdout
    with Desk.open(tmp_path / "war.desk") as desk:
        names = {event.report_id for event in desk.events()}
        assert len(names) == 1
        receipts = desk.receipts(names.pop())
    # both answers are kept; the report was read from the first
    assert [receipt.address for receipt in receipts] == [server.url("/news/1")]
    assert all(receipt.status == 200 for receipt in receipts)


def test_a_desk_and_a_file_may_both_be_asked_for(musnad: Run, tmp_path: Path) -> None:
    with at(pages({"/news/1": page()})) as server:
        done = musnad("fetch", server.url("/news/1"), "--desk", "war.desk", "-o", "r.jsonl", *INSIDE)
    assert done.returncode == 0
    report = json.loads((tmp_path / "r.jsonl").read_text())
    with Desk.open(tmp_path / "war.desk") as desk:
        assert {event.report_id for event in desk.events()} == {report["id"]}


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((), "Missing argument"),
        (("http://127.0.0.1:1/", "--desk", "letter.txt"), "not an SQLite file"),
        (("http://127.0.0.1:1/", "-o", "none/r.jsonl"), "No such file or directory"),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_is_fetched(
    musnad: Run, tmp_path: Path, arguments: tuple[str, ...], why: str
) -> None:
    (tmp_path / "letter.txt").write_text("سلام" * 500)
    done = musnad("fetch", *arguments)
    assert done.returncode == 2
    assert why in done.stderr
    assert "not a public address" not in done.stderr
