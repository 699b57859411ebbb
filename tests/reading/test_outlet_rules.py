"""Pages in the layouts of real outlets, all text invented, each with what must be read from it beside it."""

import re
from pathlib import Path

import msgspec
import pytest

from musnad.errors import ReportError
from musnad.knowledge.outlet_pages import layouts_of
from musnad.reading import read_html
from musnad.records import Report

PAGES = Path(__file__).parent / "outlets"
RULES = Path(__file__).parents[2] / "src" / "musnad" / "knowledge" / "data" / "outlet_pages"


class Expected(msgspec.Struct):
    title: str | None
    published_at: str | None
    byline: str | None
    paragraphs: list[str]


def pages() -> list[Path]:
    return sorted(PAGES.glob("*.html"))


def expected_of(page: Path) -> Expected:
    return msgspec.json.decode(page.with_suffix(".json").read_bytes(), type=Expected)


def said_by(report: Report) -> Expected:
    parts = report.text.split("\n\n")
    return Expected(report.title, report.published_at, report.byline, parts[1:] if report.title else parts)


@pytest.mark.parametrize("page", pages(), ids=lambda path: path.stem)
def test_page_of_an_outlet_is_read_as_expected(page: Path) -> None:
    assert said_by(read_html(page.read_bytes(), page.name)) == expected_of(page)


def read_elsewhere(data: bytes) -> Expected | None:
    """What the general reader makes of a page, as one of an outlet that has no rules; None where it finds nothing."""
    try:
        return said_by(read_html(re.sub(rb'(rel="canonical" href="https?://)[^/"]+', rb"\1outlet.example", data), "x"))
    except ReportError:
        return None


@pytest.mark.parametrize("page", pages(), ids=lambda path: path.stem)
def test_the_general_reader_would_not_do(page: Path) -> None:
    # where it would, the outlet needs no rules
    assert read_elsewhere(page.read_bytes()) != expected_of(page)


@pytest.mark.parametrize("page", pages(), ids=lambda path: path.stem)
def test_a_page_built_anew_is_left_to_the_general_reader(page: Path) -> None:
    anew = re.sub(rb' (class|id|data-type)="[^"]*"', b"", page.read_bytes())
    expected = read_elsewhere(anew)
    if expected is None:
        with pytest.raises(ReportError):
            read_html(anew, "x")
    else:
        assert said_by(read_html(anew, "x")) == expected


def test_every_version_has_its_page() -> None:
    versions = {
        f"{file.stem}-{layout.since or 'null'}" for file in RULES.glob("*.yaml") for layout in layouts_of(file.stem)
    }
    assert versions == {page.stem for page in pages()}


def test_a_layout_is_not_tried_on_older_pages() -> None:
    page = PAGES / "france24.com-2018-10-01.html"
    old = page.read_bytes().replace(b"</head>", b'<meta name="date" content="2017-03-02"></head>')
    assert read_html(old, "x.html").published_at == "2017-03-02"
