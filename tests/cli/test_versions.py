"""`musnad versions`, as a process and on a terminal."""

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from tests.cli.conftest import Run
from tests.cli.corpus import TEXT

from musnad.cli.versions import _print_line
from musnad.desk import Desk, Stretch
from musnad.records import CodedReport, Report

LONG = f"{TEXT} " + "وتواصل فرق الإنقاذ عملها بين الأنقاض منذ ساعات الصباح الأولى في الحي. " * 3


NEWER = LONG.replace("قُتل خمسة", "قُتل سبعة") + "ثم هدأ القصف."


@pytest.fixture
def again(musnad: Run, tmp_path: Path) -> Run:
    """A desk with a report that was published again: more dead, and a sentence at its end."""
    with Desk.open(tmp_path / "war.desk") as desk:
        for text in (LONG, NEWER):
            desk.add(Report(id="r1", text=text), CodedReport("r1", ()), text.encode(), "page.html")
    return musnad


def test_words_that_went_and_came_are_shown_with_some_around(again: Run) -> None:
    done = again("versions", "war.desk", "r1")
    first, second, changed, added = done.stdout.splitlines()
    assert done.returncode == 0
    assert first.startswith("version 1 · 20")
    assert first.endswith(" UTC · receipt 1 · page.html")
    assert second.startswith("version 2 · 20")
    assert "قُتل [-خمسة-] {+سبعة+} مدنيين، أمس" in changed
    assert changed.startswith("… ")
    assert changed.endswith(" …")
    assert added.endswith("في الحي. {+ثم هدأ القصف.+}")
    assert again("versions", "war.desk", "r1", "--lang", "ar").stdout.startswith("النسخة 1 · ")


def test_versions_go_to_json_whole_with_their_receipts(again: Run) -> None:
    first, second = map(json.loads, again("versions", "war.desk", "r1", "--json").stdout.splitlines())
    assert (first["number"], first["text"], first["changes"]) == (1, LONG, [])
    assert (second["number"], second["text"]) == (2, NEWER)
    assert "".join(one["before"] for one in second["changes"]) == LONG
    assert "".join(one["after"] for one in second["changes"]) == NEWER
    assert [one["receipt"]["address"] for one in (first, second)] == ["page.html"] * 2


def test_a_report_that_is_not_there_is_told_of(again: Run) -> None:
    done = again("versions", "war.desk", "r9")
    assert (done.returncode, done.stderr) == (2, "war.desk: no report of the id r9\n")


def test_on_a_terminal_words_have_colours_and_cannot_steer_it() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=60)
    _print_line([Stretch("", "قبل ", same=True), Stretch("a\x1b]0;x\x07 ", "b\n", same=False)], console)
    said = console.file.getvalue()  # type: ignore[attr-defined]
    assert "\x1b]" not in said
    assert "\x1b[31m[-a" in said
    assert "\x1b[32m{+b+}" in said
    assert said.startswith("    ")


def test_all_that_changed_are_listed_and_an_archive_read_late_is_an_earlier_version(
    musnad: Run, tmp_path: Path
) -> None:
    for day, killed in (("2031-05-03", "ثلاثة"), ("2031-05-05", "تسعة"), ("2031-05-01", "رجل واحد")):
        text = f"<html><head><title>قصف على بلدة سرمين</title></head><body><h1>قصف على بلدة سرمين</h1><p>قُتل {killed} "
        text += "وأصيب آخرون بقصف مدفعي على بلدة سرمين في ريف إدلب مساء أمس، بحسب الدفاع المدني.</p></body></html>"
        page = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + text.encode()
        head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://rayhan.example/news/1\r\n"
        head += f"WARC-Date: {day}T06:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\n"
        record = head.encode() + b"Content-Length: %d\r\n\r\n" % len(page) + page + b"\r\n\r\n"
        (tmp_path / "crawl.warc").write_bytes(record)
        assert musnad("add", "war.desk", "crawl.warc", "--no-model").returncode == 0
    told = musnad("versions", "war.desk", "https://rayhan.example/news/1", "--json").stdout
    seen = [json.loads(line) for line in told.splitlines()]
    assert [one["seen_at"][:10] for one in seen] == ["2031-05-01", "2031-05-03", "2031-05-05"]
    assert "تسعة" in seen[-1]["text"]
    [changed] = musnad("versions", "war.desk").stdout.splitlines()
    assert changed.startswith("2031-05-05 06:00 UTC · 3 versions · https://rayhan.example/news/1 · ")
    assert musnad("versions", "war.desk", "--since", "2031-05-06").stdout == ""
    assert musnad("verify", "war.desk").returncode == 0
    done = musnad("evidence", "war.desk", "https://rayhan.example/news/1", "-o", "kept")
    assert done.returncode == 0
    receipts = [json.loads(path.read_text()) for path in sorted((tmp_path / "kept").glob("*.json"))]
    assert {receipt["at"][:10] for receipt in receipts} == {"2031-05-01", "2031-05-03", "2031-05-05"}
    assert sum("تسعة".encode() in path.read_bytes() for path in (tmp_path / "kept").glob("*.bin")) == 1
    assert musnad("backup", "war.desk", "copy.desk").returncode == 0
    assert musnad("verify", "copy.desk").stdout == musnad("verify", "war.desk").stdout
    again = musnad("backup", "war.desk", "copy.desk")
    assert (again.returncode, "there is a file of that name" in again.stderr) == (2, True)
