import contextlib
import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import ReportError
from musnad.reading import pages, pieces, read_html, read_paths, read_text, report_from_any
from musnad.records import Report

PARAGRAPH = "قصفت طائرات مجهولة بلدة النخيل فجر اليوم، ما أدى إلى سقوط ضحايا من المدنيين ودمار في السوق."
TITLE = "قصف على بلدة النخيل"
PAGE = f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}2.</p>"


def reports(*paths: Path) -> list[Report]:
    return [found for found in read_paths(paths) if isinstance(found, Report)]


def errors(*paths: Path) -> list[ReportError]:
    return [found for found in read_paths(paths) if isinstance(found, ReportError)]


def test_folder_gives_every_kind_sorted_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "page.htm").write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.jsonl").write_bytes(b'{"id": "1", "text": "t"}\n{"id": "2", "text": "t"}\n')
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b'{"id": "3", "text": "t"}'))
    (tmp_path / "d.txt").write_text(f"قصف على بلدة النخيل\n\n{PARAGRAPH}", encoding="utf-8")
    (tmp_path / "saved").write_text(PAGE, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.html").write_text(PAGE, encoding="utf-8")
    names = [getattr(item, "id", "error").split("-")[0] for item in read_paths([tmp_path])]
    assert names == ["1", "2", "page", "3", "d", "saved"]


def test_what_a_file_holds_counts_more_than_its_name(tmp_path: Path) -> None:
    named_text = tmp_path / "page.txt"
    named_text.write_text(PAGE, encoding="utf-8")
    named_page = tmp_path / "feed.html"
    other = "خبر عاجل من البلدة"
    feed = f'<rss version="2.0"><channel><item><title>{other}</title></item></channel></rss>'
    named_page.write_text(feed, encoding="utf-8")
    assert [report.title for report in reports(named_text, named_page)] == [TITLE, other]


def test_bad_files_are_errors_and_the_rest_goes_on(tmp_path: Path) -> None:
    cases = {
        "a_empty.html": b"",
        "b_binary.html": bytes(range(256)) * 9,
        "c_empty.txt": b"\n \n",
        "d_other.xml": b"<?xml version='1.0'?><note/>",
        "e_damaged.jsonl.gz": gzip.compress(b'{"id": "x", "text": "t"}\n' + b" " * 90_000)[:-15],
        "f_menu.html": b"<html><body><nav>x</nav></body></html>",
    }
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "z_good.html").write_text(PAGE, encoding="utf-8")
    found = list(read_paths([tmp_path]))
    bad = {Path(item.source).name for item in found if isinstance(item, ReportError)}
    assert sorted(bad) == sorted(cases)
    assert isinstance(found[-1], Report)
    assert found[-1].title == TITLE


def test_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    [error] = errors(tmp_path / "nowhere.html")
    assert "nowhere.html" in str(error)


def test_page_over_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    big = tmp_path / "big.html"
    with big.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
        file.write(b"<p>")
    [error] = errors(big)
    assert "50 MB" in error.reason
    assert "20 MB" in error.reason
    with pytest.raises(ReportError, match="20 MB"):
        read_text(b"x" * (pages.PAGE_LIMIT + 1), "big.txt")
    monkeypatch.setattr(pages, "LINES_LIMIT", 10)
    with pytest.raises(ReportError, match="more than the 10"):
        read_html(b"<p>x</p>" * 11, "many.html")


def test_line_over_the_limit_does_not_hide_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "LINE_LIMIT", 1000)
    monkeypatch.setattr("musnad.reading.jsonl.LINE_LIMIT", 1000)
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"id": "long", "text": "' + b"x" * 5000 + b'"}\n{"id": "next", "text": "t"}\n')
    first, second = read_paths([file])
    assert isinstance(first, ReportError)
    assert isinstance(second, Report)
    assert second.id == "next"


def test_one_endless_line_is_read() -> None:
    report = read_text((PARAGRAPH * 1200).encode(), "long.txt")
    assert len(report.text) > 100_000
    assert report.title is None


def test_deep_nesting_does_not_end_the_run() -> None:
    with contextlib.suppress(ReportError):
        read_html(b"<div>" * 5000 + PARAGRAPH.encode() + b"</div>" * 5000, "deep.html")


def test_thousands_of_headings_within_one_another_take_no_minutes() -> None:
    page = f"<html><body>{'<h1>قصف <b>' * 3000}{PARAGRAPH}"
    start = time.process_time()
    with contextlib.suppress(ReportError):
        read_html(page.encode(), "headings.html")
    assert time.process_time() - start < 5


def test_json_need_not_be_one_a_line(tmp_path: Path) -> None:
    one, more = tmp_path / "one.json", tmp_path / "two.json"
    one.write_text('{\n "id": "1",\n "text": "t"\n}\n')
    more.write_text('[\n {"id": "2", "text": "t"},\n {"id": "3", "text": "t"}]\n')
    assert [report.id for report in reports(one, more)] == ["1", "2", "3"]
    assert [report.id for report in report_from_any(more.read_bytes(), "-")] == ["2", "3"]


@pytest.mark.parametrize("name", ["-", "x.unknown"])
def test_any_kind_is_told_by_its_content(name: str) -> None:
    lines = b'{"id": "1", "text": "t"}\n{"id": "2", "text": "t"}'
    assert [report.id for report in report_from_any(lines, name)] == ["1", "2"]
    assert [report.id for report in report_from_any(gzip.compress(lines), name)] == ["1", "2"]
    assert report_from_any(PAGE.encode("utf-16"), name)[0].title == "قصف على بلدة النخيل"
    assert report_from_any(f"خبر من البلدة اليوم\n\n{PARAGRAPH}".encode(), name)[0].text.endswith(PARAGRAPH)
    with pytest.raises(ReportError):
        report_from_any(lines + b"\n{", name)


@given(st.binary(max_size=300), st.sampled_from([b"", b"<html>", b"<rss version='2.0'>", b"{", b"\x1f\x8b"]))
def test_any_bytes_are_reports_or_a_report_error(data: bytes, start: bytes) -> None:
    try:
        found = report_from_any(start + data, "x")
    except ReportError:
        return
    assert all(report.text.strip() for report in found)


@given(st.text(alphabet="<>/\"'=& abhpdivtr1\u200fقصف\n", max_size=300))
def test_any_markup_is_a_report_or_a_report_error(markup: str) -> None:
    try:
        report = read_html(f"<html><body>{markup}".encode(), "x.html")
    except ReportError:
        return
    assert report.text.strip()
