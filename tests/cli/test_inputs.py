"""What the commands take: archives and messages beside lines and pages."""

import zipfile
from pathlib import Path

import msgspec
from tests.cli.conftest import Run
from tests.reading.made import address, page, pages, titled, zipped

from musnad.cli._inputs import open_inputs
from musnad.coding.parallel import Input
from musnad.desk import Desk
from musnad.records import Report


def inputs(*paths: Path, keep_pages: bool = False) -> list[Input]:
    found = list(open_inputs(paths, keep_pages=keep_pages))
    assert all(isinstance(one, Input) for one in found), found
    return [one for one in found if isinstance(one, Input)]


def test_each_report_of_an_archive_keeps_its_own_page(tmp_path: Path) -> None:
    warc, zip_ = tmp_path / "a.warc.gz", tmp_path / "b.zip"
    warc.write_bytes(zipped(*pages(2)))
    with zipfile.ZipFile(zip_, "w") as archive:
        archive.writestr("c.html", page(titled(3)))
    found = inputs(warc, zip_, keep_pages=True)
    assert [one.page and one.page.data for one in found] == [page(titled(number)).encode() for number in (1, 2, 3)]
    assert [one.source for one in found] == [f"{warc}:record 1", f"{warc}:record 2", f"{zip_}/c.html"]
    assert found[-1].offset > found[0].offset > 0
    assert [one.page for one in inputs(warc)] == [None, None]


def test_lines_keep_their_number_beside_archives(tmp_path: Path) -> None:
    lines, warc = tmp_path / "a.jsonl", tmp_path / "b.warc"
    lines.write_bytes(b'{"id": "1", "text": "t"}\n\n{"id": "2", "text": "t"}\n')
    warc.write_bytes(b"".join(pages(1)))
    assert [(one.report.id, one.line) for one in inputs(lines, warc)] == [("1", 1), ("2", 3), (address(1), None)]


def test_a_web_archive_may_come_on_standard_input(musnad: Run) -> None:
    done = musnad("read", "-", given=zipped(*pages(2)))
    assert done.returncode == 0, done.stderr
    read = [msgspec.json.decode(line, type=Report) for line in done.stdout.splitlines()]
    assert [report.id for report in read] == [address(1), address(2)]


def test_a_page_of_a_web_archive_keeps_when_and_how_it_came(musnad: Run, tmp_path: Path) -> None:
    (tmp_path / "crawl.warc").write_bytes(b"".join(pages(1)))
    assert musnad("add", "war.desk", "crawl.warc", "--no-model").returncode == 0
    with Desk.open(tmp_path / "war.desk") as desk:
        [report] = desk.reports()
        [receipt] = desk.receipts(report.id)
    assert receipt.address == report.url
    assert receipt.source is not None
    assert receipt.source.startswith("crawl.warc:")
    assert receipt.status == 200
