"""Files and folders → reports, whatever kind they are; bad input never ends a run."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from musnad.errors import ReportError
from musnad.reading.documents import Document, read_document
from musnad.reading.parallel import read_pieces
from musnad.reading.pieces import pieces_in, pieces_in_stream
from musnad.reading.sniffing import kind_of_start
from musnad.records import Report


def read_paths(paths: Sequence[Path], jobs: int = 1) -> Iterator[Report | ReportError]:
    """The reports in files and folders, in order; folders are read with all below, sorted by path.

    A folder gives its `.html`, `.txt`, `.jsonl`, `.jsonl.gz`, `.xml`, `.mhtml`, `.eml`, `.warc`, `.warc.gz`,
    `.zip` and like files, but not the folders that browsers save beside a page (`page_files/`); a file that is
    named is read whatever it is called. What cannot be read yields a `ReportError` in its place.

    With `jobs` more than 1, pages are read on so many processes, which import the program that calls this: its
    own work must stand under `if __name__ == "__main__":`.
    """
    for found in read_pieces(pieces_in(paths), jobs):
        yield found if isinstance(found, ReportError) else found.report


def report_from_any(data: bytes, source: str) -> list[Report]:
    """The reports in some bytes, of a kind that they show themselves: a page, a feed, JSON lines, an archive.

    Raises:
        ReportError: the first thing that cannot be read.
    """
    kind = kind_of_start(data)
    if kind not in {"warc", "zip"}:
        return read_document(Document(data=data, source=source))
    reports: list[Report] = []
    for found in read_pieces(pieces_in_stream(BytesIO(data), source)):
        if isinstance(found, ReportError):
            raise found
        reports.append(found.report)
    return reports
