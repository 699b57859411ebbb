"""`musnad code` and `musnad read`, as processes."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Run, environment
from tests.cli.corpus import BODY, HEADLINE, TEXT, ids, line, write_reports

PAGE = f"""<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{HEADLINE}</title>
<meta property="article:published_time" content="2024-03-12T10:00:00+03:00"></head>
<body><nav>الرئيسية</nav><article><h1>{HEADLINE}</h1><p>{BODY}</p><p>{BODY}</p></article></body></html>"""


def test_every_report_is_coded_in_order_the_same_for_any_jobs(musnad: Run, tmp_path: Path) -> None:
    reports = write_reports(tmp_path / "in.jsonl", 130)
    one = musnad("code", reports, "-o", "one.jsonl", "--jobs", "1")
    two = musnad("code", reports, "-o", "two.jsonl", "--jobs", "2")
    assert (one.returncode, one.stdout, one.stderr) == (0, "", "coded 130 reports, 0 failed\n")
    assert two.returncode == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert ids((tmp_path / "one.jsonl").read_text()) == [f"r{number}" for number in range(130)]


def test_the_record_has_the_contract_s_shape(musnad: Run) -> None:
    done = musnad("code", "-", given=line("a"))
    record = json.loads(done.stdout)
    event = record["events"][0]
    assert event["type"] == "strike.air"
    fields = "mentions actors targets weapon place time killed injured modality background isnad stance"
    assert set(fields.split()) <= event.keys()
    start, end = event["place"]["span"]
    assert "دلب" in TEXT[start:end]


BAD_LINES = {
    "broken JSON": '{"id": "x", "text": ',
    "not an object": '"text"',
    "missing fields": '{"id": "x"}',
    "wrong kinds": '{"id": 5, "text": ["a"]}',
    "not UTF-8": b'{"id": "x", "text": "\xc7\xe1"}',
    "half a surrogate": '{"id": "x", "text": "\\ud800"}',
}


@pytest.mark.parametrize("bad", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_bad_line_is_one_error_with_its_place(musnad: Run, tmp_path: Path, bad: str | bytes) -> None:
    raw = bad.encode() if isinstance(bad, str) else bad
    lines = [line("a").encode(), b"", raw, line("b").encode()]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    done = musnad("code", "in.jsonl", "-o", "out.jsonl")
    error, summary = done.stderr.splitlines()
    assert error.startswith("in.jsonl:3: ")
    assert (done.returncode, summary) == (1, "coded 2 reports, 1 failed")
    assert ids((tmp_path / "out.jsonl").read_text()) == ["a", "b"]


ODD_TEXTS = {
    "a line of 100,000 characters": f"{HEADLINE}\n\n{BODY.replace('.', ' ') * 1000}"[:100_000],
    "one word of 100,000 letters": f"{HEADLINE}\n\n{'ق' * 100_000}",
    "bidi and zero-width characters": "\u202b" + "\u200d".join(TEXT) + "\u202c\u2069\ufeff",
    "control characters": TEXT + "\u0000\u0007\u001b[31m",
    "emoji and combining marks": "🚨" + TEXT + "\u0301" * 500,
    "a huge number": f"{HEADLINE}\n\nقُتل {'9' * 5000} شخصاً في غارة على إدلب، و{'٩' * 400} جريحاً.",
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS.keys())
def test_odd_texts_are_coded(musnad: Run, text: str) -> None:
    done = musnad("code", "-", given=line("odd", text) + "\n" + line("after"))
    assert (done.returncode, ids(done.stdout)) == (0, ["odd", "after"])
    for event in json.loads(done.stdout.splitlines()[0])["events"]:
        for start, end in event["mentions"]:
            assert 0 <= start < end <= len(text)


@pytest.mark.parametrize("day", ["0000-01-01", "2024-13-45", "أمس", "", "9999-12-31", "0001-01-01"])
def test_odd_dates_are_no_reason_to_stop(musnad: Run, day: str) -> None:
    done = musnad("code", "-", given=line("odd", published_at=day) + "\n" + line("after"))
    assert done.returncode in {0, 1}
    assert ids(done.stdout)[-1] == "after"
    assert f"coded {'1 report' if done.returncode else '2 reports'}, {done.returncode} failed" in done.stderr


BAD_FILES = {
    "empty.html": b"",
    "blank.html": b" \n\n ",
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "zeros.txt": bytes(5000),
}


@pytest.mark.parametrize(("name", "data"), BAD_FILES.items(), ids=BAD_FILES.keys())
def test_a_file_that_is_no_report_fails_alone(musnad: Run, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    write_reports(tmp_path / "good.jsonl", 2)
    done = musnad("code", name, "good.jsonl")
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith(f"{name}: ")
    assert done.stderr.splitlines()[-1] == "coded 2 reports, 1 failed"
    assert ids(done.stdout) == ["r0", "r1"]


@pytest.mark.parametrize("cut", [300, 500, 600])
def test_a_truncated_page_does_not_end_the_run(musnad: Run, tmp_path: Path, cut: int) -> None:
    (tmp_path / "cut.html").write_bytes(PAGE.encode()[:cut])
    write_reports(tmp_path / "good.jsonl", 1)
    assert ids(musnad("code", "cut.html", "good.jsonl").stdout)[-1] == "r0"


def test_a_page_of_50_mb_is_read_or_refused_in_bounded_memory_and_time(musnad: Run, tmp_path: Path) -> None:
    paragraph = f"<p>{BODY}</p>\n".encode()
    page = PAGE.encode().replace(b"</article>", paragraph * (50 * 2**20 // len(paragraph)) + b"</article>")
    (tmp_path / "big.html").write_bytes(page)
    write_reports(tmp_path / "good.jsonl", 1)
    done = musnad("code", "big.html", "good.jsonl")
    assert done.returncode in {0, 1}
    assert ids(done.stdout)[-1] == "r0"


def test_a_page_is_read_and_coded(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    read = musnad("read", "page.html")
    (report,) = map(json.loads, read.stdout.splitlines())
    assert report["text"].startswith(HEADLINE + "\n\n")
    assert report["published_at"].startswith("2024-03-12")
    assert "الرئيسية" not in report["text"]
    coded = musnad("code", "page.html")
    assert ids(coded.stdout) == [report["id"]]
    assert musnad("code", "-", given=read.stdout).stdout == coded.stdout
    assert musnad("code", "-", given=PAGE).returncode == 0


def test_packed_lines_are_unpacked_and_a_cut_archive_says_so(musnad: Run, tmp_path: Path) -> None:
    plain = write_reports(tmp_path / "in.jsonl", 40).read_bytes()
    packed = gzip.compress(plain)
    (tmp_path / "in.jsonl.gz").write_bytes(packed)
    assert ids(musnad("code", "in.jsonl.gz").stdout) == [f"r{number}" for number in range(40)]
    assert len(ids(musnad("code", "-", given=packed).stdout)) == 40
    (tmp_path / "cut.jsonl.gz").write_bytes(packed[:-12])
    cut = musnad("code", "cut.jsonl.gz")
    assert cut.returncode == 1
    assert "cut.jsonl.gz:" in cut.stderr


def test_usage_errors_end_with_2_and_write_nothing(musnad: Run, tmp_path: Path) -> None:
    write_reports(tmp_path / "in.jsonl", 1)
    for arguments in (
        ("code", "none.jsonl", "-o", "out.jsonl"),
        ("code", "in.jsonl", "-o", "out.jsonl", "--jobs", "0"),
        ("code", "-o", "out.jsonl"),
        ("code", "in.jsonl", "-o", "no/folder/out.jsonl"),
        ("code", "in.jsonl", "--lang", "xx"),
        ("none",),
    ):
        done = musnad(*arguments)
        assert done.returncode == 2, arguments
        assert done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl"]


def test_what_was_written_before_stays_until_all_is_done(musnad: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    out.chmod(0o640)
    assert musnad("code", "none.jsonl", "-o", out).returncode == 2
    assert out.read_text() == "before"
    write_reports(tmp_path / "in.jsonl", 1)
    assert musnad("code", "in.jsonl", "-o", out).returncode == 0
    assert ids(out.read_text()) == ["r0"]
    assert musnad("code", "in.jsonl", "-o", "/dev/null").returncode == 0


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_leaves_no_half_file(tmp_path: Path, ended_by: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "musnad", "code", "-", "-o", "out.jsonl", "--jobs", "2"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as run:
        assert run.stdin is not None
        assert run.stderr is not None
        run.stdin.write("".join(line(f"r{number}") + "\n" for number in range(300)).encode())
        run.stdin.flush()
        deadline = time.monotonic() + 30
        while not any(path.stat().st_size for path in tmp_path.glob(".out.jsonl.*")):
            assert time.monotonic() < deadline, "nothing was written"
            time.sleep(0.05)
        os.killpg(run.pid, ended_by)
        assert run.wait(30) not in {0, 1}
        assert b"Traceback" not in run.stderr.read()
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_stops_early_is_no_error_of_ours(musnad: Run, tmp_path: Path) -> None:
    write_reports(tmp_path / "in.jsonl", 400)
    shell = f"{sys.executable} -m musnad code in.jsonl --jobs 1 | head -n 1"
    done = subprocess.run(
        ["bash", "-c", shell],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ids(done.stdout) == ["r0"]
    assert "Traceback" not in done.stderr


def test_labels_in_arabic(musnad: Run, tmp_path: Path) -> None:
    write_reports(tmp_path / "in.jsonl", 2)
    assert musnad("code", "in.jsonl", "--lang", "ar").stderr == "رُمِّز تقريران، ولم يفشل شيء\n"
    write_reports(tmp_path / "in.jsonl", 11)
    assert musnad("read", "in.jsonl", "--lang", "ar").stderr.startswith("قُرئ 11 تقريراً، ")


def test_version_and_help(musnad: Run) -> None:
    assert musnad("--version").stdout.startswith("musnad ")
    assert "gazetteer" in musnad("--help").stdout
