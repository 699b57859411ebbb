"""`musnad sources`: the outlets that Musnad knows, and a first list of feeds for `musnad watch`."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated
from xml.etree import ElementTree

import msgspec
import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from musnad.cli._asked import check_country
from musnad.cli._labels import LangOption, label
from musnad.cli._output import whole_file
from musnad.knowledge.ontology import Language
from musnad.knowledge.outlets import outlets
from musnad.knowledge.sources import known_sources
from musnad.records import SourceKind

_CONTACT = b"# contact: you@your-desk.example    so that outlets can reach you\n"
_COLUMNS = ("name", "kind", "country", "hosts", "feeds")
_EVERY = "15m"
_WIDE = 10_000


class ListedOutlet(msgspec.Struct, frozen=True):
    """What is known of an outlet, as `--json` gives it: the row of `sources.tsv` and that of `outlets.tsv`."""

    name: str
    name_ar: str
    kind: SourceKind
    country: str | None
    languages: tuple[str, ...]
    hosts: tuple[str, ...]
    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    titles: tuple[str, ...]
    bylines: tuple[str, ...]
    related: tuple[str, ...]

    def called(self, lang: Language) -> str:
        """Its name in a language."""
        return self.name_ar if lang == "ar" else self.name


class _Feed(msgspec.Struct, frozen=True):
    name: str
    feed: str
    every: str = _EVERY


def sources(
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Two letters: SY, PS.")] = None,
    with_feed: Annotated[bool, typer.Option("--with-feed", help="Only those whose feed is known.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, with all that is known.")] = False,
    as_opml: Annotated[bool, typer.Option("--opml", help="Their feeds as OPML, for `musnad watch`.")] = False,
    as_yaml: Annotated[bool, typer.Option("--yaml", help="Their feeds as YAML, for `musnad watch`.")] = False,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; standard output without it.")
    ] = None,
    lang: LangOption = "en",
) -> None:
    """List the outlets and agencies that Musnad knows: their hosts and, where known, the addresses of their feeds."""
    if as_json + as_opml + as_yaml > 1:
        raise typer.BadParameter(label("one_form", lang))
    check_country(country, lang)
    found = [
        outlet
        for outlet in _listed()
        if (country is None or outlet.country == country.upper())
        and (outlet.feeds or not (with_feed or as_opml or as_yaml))
    ]
    if not found:
        sys.stderr.write(label("no_outlets", lang) + "\n")
        return
    if as_json:
        _write(output, b"".join(msgspec.json.encode(outlet) + b"\n" for outlet in found))
    elif as_opml:
        _write(output, _opml(found))
    elif as_yaml:
        _write(output, _CONTACT + msgspec.yaml.encode({"sources": list(_feeds(found))}))
    else:
        _print(found, output, lang)


def _listed() -> Iterator[ListedOutlet]:
    known = {source.name: source for source in known_sources()}
    for outlet in outlets():
        source = known[outlet.source]
        yield ListedOutlet(
            name=source.name,
            name_ar=source.arabic,
            kind=source.kind,
            country=source.country,
            languages=outlet.languages,
            hosts=outlet.hosts,
            feeds=outlet.feeds,
            sitemaps=outlet.sitemaps,
            titles=outlet.titles,
            bylines=outlet.bylines,
            related=outlet.related,
        )


def _feeds(found: Iterable[ListedOutlet]) -> Iterator[_Feed]:
    """Each feed under a name of its own, the Arabic one: reports are read under it."""
    for outlet in found:
        for number, feed in enumerate(outlet.feeds, start=1):
            yield _Feed(outlet.name_ar if number == 1 else f"{outlet.name_ar} {number}", feed)


def _opml(found: Iterable[ListedOutlet]) -> bytes:
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "Musnad"
    body = ElementTree.SubElement(root, "body")
    for outlet in found:
        for feed in _feeds([outlet]):
            home = f"https://{outlet.hosts[0]}/"
            ElementTree.SubElement(body, "outline", type="rss", text=feed.name, xmlUrl=feed.feed, htmlUrl=home)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _print(found: Iterable[ListedOutlet], output: Path | None, lang: Language) -> None:
    # the export room is wanted only here, and every worker process imports the commands
    from musnad.export.labels import labels

    words = labels(lang)
    columns = _COLUMNS if lang == "en" else _COLUMNS[::-1]
    table = Table()
    for column in columns:
        table.add_column(label(column, lang), justify="right" if lang == "ar" else "left", overflow="fold")
    for outlet in found:
        cells = {
            "name": outlet.called(lang),
            "kind": words.of("source", outlet.kind),
            "country": f"{words.country(outlet.country)} ({outlet.country})" if outlet.country else "",
            "hosts": "\n".join(outlet.hosts),
            "feeds": "\n".join(outlet.feeds),
        }
        table.add_row(*(Text(cells[column]) for column in columns))
    console = Console()
    if output is None and console.is_terminal:
        console.print(table)
        return
    plain = Console(width=_WIDE, color_system=None, force_terminal=False)
    with plain.capture() as captured:
        plain.print(table)
    _write(output, captured.get().encode())


def _write(output: Path | None, content: bytes) -> None:
    with whole_file(output) as file:
        file.write(content)
