import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.reading.made import PARAGRAPHS, address, page, pages, titled, zipped

from musnad.errors import ReportError
from musnad.reading import Document, parallel, read_document, read_paths, report_from_any
from musnad.reading.documents import Unrepeated
from musnad.reading.parallel import Found, read_pieces
from musnad.reading.pieces import Piece, pieces_in_stream
from musnad.reading.sniffing import kind_of
from musnad.records import Report

# few Arabic words, so that the bytes do not show what they are
UNSURE = "<html><title>{0}</title><body><h1>{0}</h1><p>{0}. {0}. {0}.</p></body></html>".format(
    "Přehled žalostných zpráv"
)


def test_a_server_that_names_the_encoding_is_believed_where_bytes_do_not_decide() -> None:
    data = UNSURE.encode("cp1250")
    [report] = read_document(Document(data=data, source="x", charset="windows-1250", content_type="text/html"))
    assert report.title == "Přehled žalostných zpráv"
    for charset in ("iso-8859-1", "no-such", "utf-8", "base64"):
        arabic = Document(data=page(titled(1)).encode("cp1256"), source="x", charset=charset)
        assert read_document(arabic)[0].title == titled(1)


def test_what_the_server_calls_it_counts_where_the_bytes_do_not_show_it() -> None:
    data = f"{titled(1)}\n\n{PARAGRAPHS[0]}".encode()
    [report] = read_document(Document(data=data, source="x", content_type="text/plain", url=address(1)))
    assert (report.id, report.url, report.outlet) == (address(1), address(1), "nakhil.example")
    with pytest.raises(ReportError, match="no RSS"):
        read_document(Document(data=data, source="x", content_type="application/rss+xml"))


def test_a_document_that_is_an_archive_is_refused_plainly() -> None:
    for data in (zipped(*pages(1)), b"PK\x03\x04" + bytes(99)):
        with pytest.raises(ReportError, match="an archive where a page should be"):
            read_document(Document(data=data, source="x"))


def test_kinds_are_told_by_their_beginning() -> None:
    assert kind_of(b"WARC/1.1\r\n") == "warc"
    assert kind_of(b"PK\x03\x04") == "zip"
    assert kind_of(b"Received: from a\r\nSubject: x\r\n\r\n") == "mail"
    assert kind_of(b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n") == "mhtml"
    assert kind_of(b"Subject: x\r\n\r\n", ".eml") == "mail"
    assert kind_of(b"Subject: x\r\n\r\n", ".txt") == "text"
    assert kind_of(b"Subject: x\r\n\r\nMIME-Version: 1.0") == "text"


def test_a_saved_page_is_read_without_the_folder_beside_it(tmp_path: Path) -> None:
    for name in ("page.html", "page_files/frame.html", "page_files/more/x.html", "other_files/own.html"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(name), encoding="utf-8")
    (tmp_path / "page_files" / "script.js").write_text("x")
    found = [report.title for report in read_paths([tmp_path]) if isinstance(report, Report)]
    assert found == ["other_files/own.html", "page.html"]
    assert len(list(read_paths([tmp_path / "page_files"]))) == 2


def test_an_archive_on_standard_input_is_read_as_it_comes() -> None:
    class Pipe(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.data = data

        def read(self, count: int = -1) -> bytes:
            piece, self.data = self.data[:1000], self.data[1000:]
            return piece

    pieces = list(pieces_in_stream(Pipe(zipped(*pages(3))), "<stdin>"))  # type: ignore[arg-type]
    assert [piece.source for piece in pieces] == [f"<stdin>:record {number}" for number in (1, 2, 3)]
    assert [report.id for report in report_from_any(zipped(*pages(2)), "-")] == [address(1), address(2)]


def test_a_zipped_page_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(page().encode()))
    [report] = read_paths([tmp_path / "page.html.gz"])
    assert isinstance(report, Report)


def test_repeats_are_left_out_and_versions_kept_apart() -> None:
    fresh = Unrepeated()
    first, other = Report(id="a", text="أ"), Report(id="a", text="ب")
    assert fresh(first) == first
    assert fresh(first) is None
    second = fresh(other)
    assert second is not None
    assert second.id.startswith("a#")
    assert fresh(other) is None
    assert Unrepeated()(other) == other


def given_pieces(count: int) -> list[Piece]:
    pieces = [
        Piece(Document(data=page(titled(n)).encode(), source=f"{n}.html", url=address(n)), f"{n}.html")
        for n in range(count)
    ]
    pieces[3] = Piece(ReportError("gone", "3.html"), "3.html")
    pieces[count - 2] = Piece(Report(id="ready", text="x"), "in.jsonl", 0, 7)
    pieces[count - 5] = Piece(Document(data=b"<p>", source="broken"), "broken")
    return pieces


def told(results: list[Found | ReportError]) -> list[str]:
    return [str(one) if isinstance(one, ReportError) else one.report.id for one in results]


def test_any_number_of_processes_gives_the_same_in_the_same_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "SMALL", 4)
    pieces = given_pieces(60)
    alone, together = (list(read_pieces(pieces, jobs, keep_pages=True)) for jobs in (1, 2))
    assert told(alone) == told(together)
    assert alone[9] == together[9]
    assert told(alone)[3] == "3.html: gone"
    assert told(alone)[58] == "ready"
    assert told(alone)[55].startswith("broken: ")
    first = alone[0]
    assert isinstance(first, Found)
    assert first.page is not None
    assert first.page.data == page(titled(0)).encode()


def test_a_few_documents_need_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.processes.start_pool", lambda _: pytest.fail("started a worker"))
    assert len(list(read_pieces(given_pieces(20), 8))) == 20


def test_a_fault_costs_the_document_it_happens_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(document: Document) -> list[Report | ReportError]:
        if document.source == "1.html":
            raise IndexError
        while document.source == "2.html":
            pass
        return [Report(id=document.source, text="x")]

    monkeypatch.setattr(parallel, "_reports_in", failing)
    monkeypatch.setattr(parallel, "SECONDS", 0.2)
    results = told(list(read_pieces(given_pieces(10))))
    assert results[0] == "0.html"
    assert "1.html: Musnad failed on it (IndexError" in results[1]
    assert "2.html: given up after 0.2 seconds" in results[2]
    assert results[4] == "4.html"


def test_documents_are_not_taken_far_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "SMALL", 4)
    taken = 0

    def endless() -> Iterator[Piece]:
        nonlocal taken
        while True:
            taken += 1
            yield Piece(Document(data=b"<p>", source="x"), "x")

    stream = read_pieces(endless(), 2)
    for _ in range(20):
        next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert taken < 20 + 8 * parallel.CHUNK_DOCUMENTS
