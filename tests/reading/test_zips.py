import json
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reading.made import address, page, pages, titled, zipped

from musnad.errors import ReportError
from musnad.reading import Document, read_paths
from musnad.reading.limits import ArchiveLimits
from musnad.reading.zips import documents_in_zip
from musnad.records import Report


def archive(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", compression) as writing:
        for name, data in files.items():
            writing.writestr(name, data)
    return made.getvalue()


def found(data: bytes, limits: ArchiveLimits | None = None) -> list[Document | ReportError]:
    return list(documents_in_zip(BytesIO(data), "a.zip", limits or ArchiveLimits()))


def sources(data: bytes) -> list[str]:
    return [one.source for one in found(data)]


def errors(data: bytes, limits: ArchiveLimits | None = None) -> list[str]:
    return [str(one) for one in found(data, limits) if isinstance(one, ReportError)]


HTML = page().encode()


def test_every_kind_in_a_zip_is_read(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": name, "text": "نص"}) + "\n" for name in ("x", "y"))
    (tmp_path / "all.zip").write_bytes(
        archive(
            {
                "b/page.html": page(titled(1)).encode("cp1256"),
                "a.jsonl": lines.encode(),
                "c.warc.gz": zipped(*pages(2)),
                "d.zip": archive({"inner.htm": page(titled(4)).encode()}),
                "picture.png": b"\x89PNG",
                "__MACOSX/._page.html": b"x",
                ".hidden.html": HTML,
                "saved.html": page(titled(5)).encode(),
                "saved_files/frame.html": page(titled(6)).encode(),
            }
        )
    )
    reports = list(read_paths([tmp_path]))
    assert all(isinstance(one, Report) for one in reports), reports
    names = [one.id for one in reports if isinstance(one, Report)]
    assert names[:2] == ["x", "y"]
    titles = [one.title for one in reports[2:] if isinstance(one, Report)]
    assert titles == [titled(1), titled(1), titled(2), titled(4), titled(5)]
    assert names[3:5] == [address(1), address(2)]


def test_a_folder_of_pages_in_a_zip_is_one_folder() -> None:
    assert sources(archive({"b.html": HTML, "a/c.html": HTML, "a/": b""})) == ["a.zip/a/c.html", "a.zip/b.html"]


def test_names_that_lead_elsewhere_are_only_names(tmp_path: Path) -> None:
    data = archive({"../../escape.html": HTML, "/etc/page.html": HTML})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.zip").write_bytes(data)
    assert len(list(read_paths([tmp_path / "in"]))) <= 2
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "a.zip"]


def test_a_trap_is_refused_and_the_rest_is_read() -> None:
    data = archive({"a.html": HTML, "b.html": b"<p>" + b" " * 9_000_000, "c.html": HTML})
    first, error, last = found(data)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert str(error) == "a.zip/b.html: it grows more than 250 times when unpacked, as only traps do; it was not read"


def test_what_an_archive_unpacks_to_is_bounded() -> None:
    pieces = {f"{name}.html": f"<p>{name}</p>".encode() + bytes(range(256)) * 2000 for name in "abcdef"}
    *read, error = found(archive(pieces), ArchiveLimits(unpacked=2 << 20, ratio=10_000))
    assert all(isinstance(one, Document) for one in read)
    assert 0 < len(read) < 6
    assert "more than 2 MB" in str(error)
    assert errors(archive(pieces), ArchiveLimits(entries=5)) == [
        "a.zip: it holds more than 5 files; unpack it and name the folder"
    ]


def test_a_zip_in_a_zip_in_a_zip_is_refused() -> None:
    inner = archive({"inner.zip": archive({"page.html": HTML})})
    assert sources(inner) == ["a.zip/inner.zip/page.html"]
    assert errors(archive({"middle.zip": inner, "z.html": HTML})) == [
        "a.zip/middle.zip/inner.zip: an archive in an archive in an archive; unpack it first"
    ]


def test_entries_of_inner_archives_count_too() -> None:
    inner = archive({f"{number}.html": HTML for number in range(4)})
    data = archive({f"{number}.zip": inner for number in range(3)})
    assert "more than 10 files" in errors(data, ArchiveLimits(entries=10))[0]


def encrypted(data: bytes, name: str) -> bytes:
    """The archive with one of its entries marked as encrypted."""
    marked = bytearray(data)
    with zipfile.ZipFile(BytesIO(data)) as reading:
        offset = reading.getinfo(name).header_offset
    marked[offset + 6] |= 1
    at = data.index(b"PK\x01\x02")
    while not data.startswith(name.encode(), at + 46):
        at = data.index(b"PK\x01\x02", at + 1)
    marked[at + 8] |= 1
    return bytes(marked)


def test_an_encrypted_entry_is_an_error_that_says_what_to_do() -> None:
    data = encrypted(archive({"a.html": HTML, "b.html": HTML}), "a.html")
    error, document = found(data)
    assert "a.zip/a.html: it is encrypted" in str(error)
    assert isinstance(document, Document)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packing_that_cannot_be_bounded_is_not_opened(compression: int) -> None:
    [error] = errors(archive({"a.html": HTML}, compression))
    assert "packed in a way" in error


def test_a_damaged_entry_costs_only_itself() -> None:
    data = bytearray(archive({"a.html": HTML, "b.html": HTML}))
    data[60:90] = bytes(30)
    error, document = found(bytes(data))
    assert "damaged" in str(error)
    assert isinstance(document, Document)


@pytest.mark.parametrize(
    "data", [archive({"a.html": HTML})[:-30], b"PK\x03\x04", b"", struct.pack("<4s18x", b"PK\5\6")]
)
def test_a_file_that_is_no_archive_or_empty_is_one_error(data: bytes) -> None:
    assert len(errors(data)) == 1


def test_the_file_of_an_office_program_is_no_archive_of_pages() -> None:
    assert "save it as HTML" in errors(archive({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}))[0]


def test_a_page_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.reading.documents.PAGE_LIMIT", 100_000)
    [error] = errors(archive({"a.html": b"<p>" + bytes(range(1, 256)) * 2000}))
    assert "one page may have" in error


@given(st.binary(max_size=60), st.integers(0, 2500), st.integers(0, 30))
def test_any_bytes_are_documents_or_errors(data: bytes, at: int, lost: int) -> None:
    whole = archive({"a.html": HTML, "b.zip": archive({"c.txt": b"x"}), "d.warc": b"".join(pages(1))})
    for one in (data, b"PK\x03\x04" + data, whole[:at] + data + whole[at + lost :]):
        assert all(isinstance(each, Document | ReportError) for each in found(one))
