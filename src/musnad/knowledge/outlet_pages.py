"""How the pages of single outlets are built, where reading them needs to know: one file an outlet, dated versions.

The files stand in `data/outlet_pages/`, named by the outlet's host; selectors are CSS. A layout holds from a day on,
until another version begins, and is tried only on pages that are not older.
"""

import datetime as dt
from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec
from lxml.cssselect import CSSSelector, SelectorError

from musnad.errors import KnowledgeError
from musnad.knowledge.outlets import host_of
from musnad.knowledge.tables import read_yaml

_FOLDER = "outlet_pages"


class PageLayout(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A version of an outlet's pages, in CSS selectors; of several for one thing, the first that matches counts.

    `since` is the first day of which a page was seen so, or None. `body` are the elements that hold the article: all
    that match, in the order of the page. `drop` are taken out of them. `date` may hold the day in an attribute
    (`datetime`, `content`, `title`). `untitled`: what the outlet publishes has no headline, as posts have none.
    """

    since: dt.date | None = msgspec.field(name="from")
    body: tuple[str, ...]
    drop: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    untitled: bool = False


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hosts: tuple[str, ...]
    versions: tuple[PageLayout, ...]


def layouts_of(address: str | None) -> tuple[PageLayout, ...]:
    """The layouts of the outlet at an address, the newest first; none where it needs no rules of its own."""
    labels = host_of(address or "").split(".")
    known = _by_host()
    for at in range(len(labels) - 1):
        found = known.get(".".join(labels[at:]))
        if found is not None:
            return found
    return ()


def read_layouts(files: Iterable[tuple[str, str]]) -> dict[str, tuple[PageLayout, ...]]:
    """Host → layouts, the newest first, of files given as name and text.

    Raises:
        KnowledgeError: a file is malformed, is not named by its first host, has a host that another has, two versions
            of one day, or a selector that is none; names the file.
    """
    found: dict[str, tuple[PageLayout, ...]] = {}
    for name, text in files:
        file = read_yaml(text, name, _File)
        _check(file, name)
        for host in file.hosts:
            if host in found:
                raise KnowledgeError(f"another file has rules for {host}", name)
            found[host] = tuple(sorted(file.versions, key=_age, reverse=True))
    return found


def _check(file: _File, name: str) -> None:
    if not file.hosts or name.rpartition("/")[2] != f"{file.hosts[0]}.yaml":
        raise KnowledgeError("the file must be named by the first of its hosts: «host.example.yaml»", name)
    if not file.versions or len({version.since for version in file.versions}) < len(file.versions):
        raise KnowledgeError("there must be versions, each with a day of its own after «from:» (or null)", name)
    for version in file.versions:
        if not version.body:
            raise KnowledgeError("a version must say with «body:» where the text stands", name)
        for selector in (*version.body, *version.drop, *version.title, *version.date, *version.byline):
            try:
                CSSSelector(selector)
            except SelectorError as error:
                raise KnowledgeError(f"«{selector}» is no CSS selector: {error}", name) from error


def _age(layout: PageLayout) -> dt.date:
    return layout.since or dt.date.min


@cache
def _by_host() -> dict[str, tuple[PageLayout, ...]]:
    folder = resources.files("musnad.knowledge").joinpath("data", _FOLDER)
    files = sorted(file.name for file in folder.iterdir() if file.name.endswith(".yaml"))
    return read_layouts((f"{_FOLDER}/{name}", folder.joinpath(name).read_text(encoding="utf-8")) for name in files)
