"""`musnad add`, `musnad events`, `musnad show`, `musnad bench`, as processes."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Run, environment
from tests.cli.corpus import HEADLINE, TEXT, line, write_reports

from musnad.desk import Desk
from musnad.errors import DeskError


def counts(path: Path) -> tuple[int, int]:
    with Desk.open(path, create=False) as desk:
        return desk.counts()


def test_adding_twice_does_not_double(musnad: Run, tmp_path: Path) -> None:
    write_reports(tmp_path / "in.jsonl", 5)
    first = musnad("add", "war.desk", "in.jsonl")
    assert (first.returncode, first.stderr) == (0, "stored 5 reports, 0 failed\n")
    before = counts(tmp_path / "war.desk")
    again = musnad("add", "war.desk", "in.jsonl")
    assert (again.returncode, again.stderr) == (0, "stored 0 reports, 5 already there, 0 failed\n")
    assert counts(tmp_path / "war.desk") == before
    assert before[0] == 5
    write_reports(tmp_path / "more.jsonl", 6)
    more = musnad("add", "war.desk", "more.jsonl")
    assert more.stderr == "stored 1 report, 5 already there, 0 failed\n"
    arabic = musnad("add", "war.desk", "in.jsonl", "--lang", "ar")
    assert "محفوظ من قبل: 5 تقارير" in arabic.stderr


def test_a_bad_report_is_told_and_the_rest_is_kept(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(line("a") + "\n{\n" + line("b") + "\n")
    done = musnad("add", "war.desk", "in.jsonl")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("in.jsonl:2: ")
    assert counts(tmp_path / "war.desk")[0] == 2


def test_a_page_keeps_its_bytes(musnad: Run, tmp_path: Path) -> None:
    page = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1><p>{TEXT}</p></body></html>"
    (tmp_path / "page.html").write_text(page)
    assert musnad("add", "war.desk", "page.html").returncode == 0
    report_id = json.loads(musnad("read", "page.html").stdout)["id"]
    with Desk.open(tmp_path / "war.desk") as desk:
        stored = desk.report(report_id)
    assert stored is not None
    assert stored.raw == page.encode()


def test_a_killed_run_is_finished_by_running_it_again(musnad: Run, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "in.jsonl", 400)
    whole, killed = tmp_path / "whole.desk", tmp_path / "killed.desk"
    assert musnad("add", whole, reports).returncode == 0
    kills = 0
    for wanted in (5, 60, 150):
        with subprocess.Popen(
            [sys.executable, "-m", "musnad", "add", str(killed), str(reports), "--jobs", "2"],
            env=environment(tmp_path),
            stderr=subprocess.DEVNULL,
        ) as run:
            while run.poll() is None and _stored(killed) < wanted:
                time.sleep(0.01)
            kills += run.poll() is None
            run.send_signal(signal.SIGKILL)
        assert _stored(killed) >= wanted
    assert kills > 0, "every run ended before it could be killed"
    assert musnad("add", killed, reports).returncode == 0
    assert _content(killed) == _content(whole)
    with Desk.open(killed) as desk:
        assert desk.verify().faults == ()


def _stored(path: Path) -> int:
    try:
        return counts(path)[0]
    except DeskError:
        return 0


def _content(path: Path) -> list[tuple[str, int, str]]:
    with Desk.open(path, create=False) as desk:
        return [(stored.report_id, stored.index, repr(stored.event)) for stored in desk.events()]


def test_events_are_listed_and_filtered(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(line("a") + "\n" + line("b", published_at="2024-05-01") + "\n")
    musnad("add", "war.desk", "in.jsonl")
    listed = musnad("events", "war.desk", "--place", "إدلب", "--type", "strike")
    assert listed.returncode == 0
    assert "Air strike" in listed.stdout
    assert "غارة جوية" in musnad("events", "war.desk", "--lang", "ar").stdout
    lines = musnad("events", "war.desk", "--place", "Idlib", "--json").stdout.splitlines()
    as_json = [json.loads(one) for one in lines]
    assert {one["report_id"] for one in as_json} == {"a", "b"}
    march = musnad("events", "war.desk", "--since", "2024-03-01", "--until", "2024-03-31", "--json").stdout
    assert {json.loads(one)["report_id"] for one in march.splitlines()} == {"a"}
    day = as_json[0]["event"]["time"]["start"]
    assert musnad("events", "war.desk", "--day", day, "--limit", "1", "--json").stdout.count("\n") == 1
    (tmp_path / "hosts.jsonl").write_text(
        line("c", url="https://madarat.example/1") + "\n" + line("d", url="http://[broken") + "\n"
    )
    musnad("add", "hosts.desk", "hosts.jsonl")
    hosts = musnad("events", "hosts.desk").stdout
    assert "madarat.example" in hosts
    assert "│ d " in hosts
    assert not {"\u2068", "\u2069"} & set(hosts)
    assert "no such events" in musnad("events", "war.desk", "--place", "باريس").stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("events", "none.desk"), "no such desk"),
        (("events", "letter.txt"), "not an SQLite file"),
        (("add", "letter.txt", "in.jsonl"), "not an SQLite file"),
        (("add", "no/folder/war.desk", "in.jsonl"), "cannot be opened"),
        (("events", "none.desk", "--type", "football"), "no such type"),
        (("events", "none.desk", "--day", "yesterday"), "yesterday is no day; write year-month-day"),
        (("events", "none.desk", "--since", "2031-13-01"), "such as 2031-05-16"),
        (("events", "none.desk", "--day", "2031-13-01", "--lang", "ar"), "2031-13-01 ليس يوم"),
        (("events", "none.desk", "--type", "football", "--lang", "ar"), "لا نوع بهذا الاسم"),
        (("add", "none.desk", "none.jsonl", "--lang", "ar"), "لا ملف ولا مجلد"),
        (("events", "none.desk", "--day", "2024-01-01", "--since", "2024-01-01"), "--since"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    musnad: Run, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    (tmp_path / "letter.txt").write_text("سلام" * 500)
    write_reports(tmp_path / "in.jsonl", 1)
    done = musnad(*arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert "Value error" not in done.stderr


def test_help_says_what_the_days_are_for(musnad: Run) -> None:
    said = musnad("events", "--help").stdout
    for words in ("Events of this day.", "this day or later", "this day or earlier"):
        assert words in said


def test_one_report_is_shown(musnad: Run, tmp_path: Path) -> None:
    write_reports(tmp_path / "in.jsonl", 3)
    assert "إدلب" in musnad("show", "in.jsonl").stdout
    assert "رقم 2" in musnad("show", "in.jsonl", "--id", "r2", "--lang", "ar").stdout
    written = musnad("show", "in.jsonl", "--html", "page.html")
    assert (written.returncode, written.stdout, written.stderr) == (0, "", "wrote page.html\n")
    piped = musnad("show", "in.jsonl", "--html", "-")
    assert (piped.stdout, piped.stderr) == ((tmp_path / "page.html").read_text(), "")
    assert HEADLINE in (tmp_path / "page.html").read_text()
    missing = musnad("show", "in.jsonl", "--id", "r9")
    assert (missing.returncode, missing.stderr) == (2, "in.jsonl: no report r9; there are r0, r1, r2\n")
    assert "الموجود: r0, r1, r2" in musnad("show", "in.jsonl", "--id", "r9", "--lang", "ar").stderr
    write_reports(tmp_path / "in.jsonl", 14)
    assert musnad("show", "in.jsonl", "--id", "zz").stderr.endswith("r8, r9 and 4 more\n")


def test_events_coded_before_are_shown_as_they_are(musnad: Run, tmp_path: Path) -> None:
    write_reports(tmp_path / "in.jsonl", 1)
    (tmp_path / "coded.jsonl").write_text('{"id": "r0", "events": []}\n')
    assert musnad("show", "in.jsonl", "--events", "coded.jsonl").returncode == 0
    (tmp_path / "coded.jsonl").write_text("{\n")
    done = musnad("show", "in.jsonl", "--events", "coded.jsonl")
    assert done.returncode == 2
    assert done.stderr.startswith("coded.jsonl:1: ")


def test_bench_reads_any_collection_leniently(musnad: Run, tmp_path: Path) -> None:
    strange = json.dumps({"headline": HEADLINE, "body": TEXT, "date": "2024-03-12"})
    (tmp_path / "news.jsonl").write_text(f"{strange}\nbroken\n{line('a')}\n")
    done = musnad("bench", "news.jsonl", "--jobs", "1")
    assert done.returncode == 0
    assert "2 reports" in done.stdout
    assert "peak memory" in done.stdout
