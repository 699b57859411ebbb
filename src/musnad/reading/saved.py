"""Which files of a folder or archive are read, and which belong to a page that was saved with all it shows."""

from collections.abc import Container, Iterable
from pathlib import PurePath
from typing import TypeVar

from musnad.reading.sniffing import SUFFIXES

AnyPath = TypeVar("AnyPath", bound=PurePath)

# What browsers, in the languages that name it otherwise, put behind a page's name for the folder of its
# pictures, scripts and frames.
_ENDINGS = ("_files", ".files", "-files", "_file", "-Dateien", "_fichiers", "_archivos", "_soubory", "_ملفات")
_PAGES = (".html", ".htm", ".xhtml", ".mhtml")
_GZIPPED = (".jsonl", ".ndjson", ".warc")


def is_readable_name(name: str) -> bool:
    """Whether a file in a folder is read, by its name: of a known kind, or without any suffix."""
    path = PurePath(name)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [".gz"]:
        return suffixes[-2:-1] != [] and suffixes[-2] in _GZIPPED
    return not suffixes or suffixes[-1] in SUFFIXES


def assets_among(files: Iterable[AnyPath]) -> set[AnyPath]:
    """The files that stand in the folder of a saved page: `page_files/` beside `page.html`."""
    every = list(files)
    pages = {path.with_suffix("") for path in every if path.suffix.lower() in _PAGES}
    of_pages = {folder for path in every for folder in path.parents if _is_of_page(folder, pages)}
    return {path for path in every if not of_pages.isdisjoint(path.parents)}


def _is_of_page(folder: PurePath, pages: Container[PurePath]) -> bool:
    return any(
        folder.name.endswith(ending) and folder.with_name(folder.name.removesuffix(ending)) in pages
        for ending in _ENDINGS
        if folder.name != ending
    )
