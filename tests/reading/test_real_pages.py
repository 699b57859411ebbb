"""Saved pages and feeds of real outlets, where they lie beside the repository. They are not ours to ship."""

from pathlib import Path

import pytest

from musnad.reading import read_paths
from musnad.records import Report

DATA = Path(__file__).parents[2].parent / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="no saved pages here (../shared/data)")


def test_every_saved_page_is_read() -> None:
    found = [item for item in read_paths([DATA / "pages"]) if not item_is_note(item)]
    assert found
    assert [str(item) for item in found if not isinstance(item, Report)] == []
    reports = [item for item in found if isinstance(item, Report)]
    articles = [report for report in reports if report.outlet != "Twitter"]  # a post has no headline
    assert all(report.title and "\n" not in report.title for report in articles)
    assert all(len(report.text) > 200 for report in articles)
    assert sum(report.published_at is not None for report in reports) >= 0.7 * len(reports)


def test_every_feed_is_read() -> None:
    found = [item for item in read_paths([DATA / "feeds"]) if not item_is_note(item)]
    assert len(found) > 300
    assert all(isinstance(item, Report) for item in found)


def test_the_page_the_project_began_with() -> None:
    [report] = read_paths([next(DATA.glob("seed-*.txt"))])
    assert isinstance(report, Report)
    lines = report.text.split("\n\n")
    assert report.title == lines[0]
    assert "Over 9000" not in report.text
    assert len(lines) == 10
    assert report.published_at is None


def item_is_note(item: object) -> bool:
    """The folders hold a SOURCE.txt, which says where their files come from."""
    return "SOURCE" in (item.id if isinstance(item, Report) else str(item))
