import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.errors import ReportError
from musnad.reading import jsonl, read_report_lines
from musnad.records import Report


def read(*lines: bytes) -> list[Report | ReportError]:
    return list(read_report_lines(lines, "in.jsonl"))


def one_error(line: bytes) -> ReportError:
    good = b'{"id": "good", "text": "t"}'
    found = read(line, good)
    assert isinstance(found[0], ReportError)
    assert isinstance(found[1], Report), "the rest goes on"
    return found[0]


def test_report_is_read_as_it_is() -> None:
    text = "عنوان\n\nنص \u200fفيه \u202bعلامات\u202c خفية  ومسافتان\r\n"
    day = "2024-01-02T03:04:05+02:00"
    [report] = read(json.dumps({"id": "a", "text": text, "published_at": day, "ref": 1}).encode())
    assert report == Report(id="a", text=text, published_at=day)


def test_blank_lines_and_byte_order_mark_are_passed_over() -> None:
    found = read(b'\xef\xbb\xbf{"id": 7, "text": "t"}\r\n', b"  \n", b'{"id": "8", "text": "t", "url": null}')
    assert [report.id for report in found if isinstance(report, Report)] == ["7", "8"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{broken", "broken JSON"),
        (b'["id"]', "shape"),
        (b"\xff\xfe\x00", "NUL|JSON"),
        (b'{"text": "t"}', '"id"'),
        (b'{"id": " ", "text": "t"}', '"id"'),
        (b'{"id": "a"}', '"text"'),
        (b'{"id": "a", "text": " \\n"}', '"text"'),
        (b'{"id": "a", "text": 5}', "shape"),
        (b'{"id": "a", "text": "t", "published_at": "0000-01-01"}', "published_at"),
        (b'{"id": "a", "text": "t", "published_at": "2024-02-30"}', "published_at"),
        (b'{"id": "a", "text": "t", "published_at": "yesterday"}', "published_at"),
        (b'{"id": "a", "text": ' + b"[" * 100_000, "shape|JSON"),
    ],
)
def test_bad_line_is_one_error_with_its_place(line: bytes, reason: str) -> None:
    error = one_error(line)
    assert (error.source, error.line) == ("in.jsonl", 1)
    assert re.search(reason, error.reason)


def test_second_report_of_an_id_is_an_error() -> None:
    first, second = read(b'{"id": "a", "text": "1"}', b'{"id": "a", "text": "2"}')
    assert isinstance(first, Report)
    assert isinstance(second, ReportError)
    assert "unique" in second.reason


def test_line_over_the_limit_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LINE_LIMIT", 100)
    assert "longer than" in one_error(b'{"id": "a", "text": "' + b"t" * 200 + b'"}').reason


def test_lines_are_read_one_at_a_time() -> None:
    taken = 0

    def lines() -> Iterator[bytes]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield b'{"id": %d, "text": "t"}' % number

    next(iter(read_report_lines(lines(), "x")))
    assert taken == 1


@given(st.lists(st.binary(max_size=80), max_size=8))
def test_any_lines_give_reports_or_errors(lines: list[bytes]) -> None:
    found = read(*lines)
    assert len(found) <= len(lines)
