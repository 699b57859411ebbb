"""Reading of pages, beside trafilatura alone and newspaper4k: saved pages of real outlets, and sixty made-up ones.

    pages.py [--each]        --each: a line for each page and reader

The made-up pages come from `page_layouts.py`. The saved ones stand beside the repository in `../shared/data/pages` and
are passed over where they are not; what must be read from them stands in `pages_truth.yaml`, by a person, without a
sentence of theirs: title and byline as SHA-256 of their words, the body as numbers of paragraphs as the library justext
breaks the page (`justext.justext(page, frozenset())`, from 0).

Word F1 of the body is of words with their counts; titles and bylines are right if their words are. The day counts 1 if
it is right (also where there is none, and none is read), 0 if it is missed, and -1 if it is wrong or invented.
"""

import argparse
import datetime as dt
import hashlib
import logging
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import justext
import msgspec
from page_layouts import pages as made_up_pages
from trafilatura import bare_extraction

from musnad.errors import ReportError
from musnad.reading import read_html

HERE = Path(__file__).parent
SHARED = HERE.resolve().parents[1] / "shared"
_WORD = re.compile(r"\w+")
_NOTHING = ""


class Read(msgspec.Struct, frozen=True):
    """What a reader makes of a page."""

    title: str
    body: str
    day: dt.date | None
    byline: str


class Saved(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The truth of a saved page. A page without headline (a post) has none to be scored."""

    title: str | None
    days: list[dt.date]
    bylines: list[str | None]
    body: list[int]


class Wanted(msgspec.Struct, frozen=True):
    """What must be read. Of `days` and `bylines` each is right; no day is an empty list, no byline an empty hash."""

    page: str
    group: str
    data: bytes
    url: str | None
    title: str | None
    days: tuple[dt.date, ...]
    bylines: tuple[str, ...]
    body: Counter[str]


class Score(msgspec.Struct, frozen=True):
    """How well a page was read."""

    page: str
    group: str
    reader: str
    body: float
    title: float | None
    day: int
    byline: float


def words(text: str) -> list[str]:
    """The words of a text, without figures' separators and punctuation."""
    return _WORD.findall(text.lower())


def digest(text: str) -> str:
    """The SHA-256 of a text's words; of no words, the empty string."""
    found = " ".join(words(text))
    return hashlib.sha256(found.encode()).hexdigest() if found else _NOTHING


def musnad(data: bytes, url: str | None) -> Read:
    """Musnad's own reading."""
    try:
        report = read_html(data, "page.html", url)
    except ReportError:
        return Read("", "", None, "")
    title = report.title or ""
    return Read(title, report.text.removeprefix(title), report.published_on(), report.byline or "")


def trafilatura(data: bytes, url: str | None) -> Read:
    """What trafilatura reads, asked for metadata as its documentation does."""
    found: Any = bare_extraction(data, url=url, with_metadata=True)
    if found is None:
        return Read("", "", None, "")
    title = found.title or ""
    day = dt.date.fromisoformat(found.date[:10]) if found.date else None
    return Read(title, without_headline(found.text or "", title), day, found.author or "")


def newspaper(data: bytes, url: str | None) -> Read:
    """What newspaper4k reads, told that the page is in Arabic."""
    # of the bench group alone: what is tested of this module must be read without it
    from newspaper import Article

    article = Article(url or "https://page.example/", language="ar")
    article.download(input_html=decoded(data))
    article.parse()
    when = article.publish_date
    title = article.title or ""
    day = when.date() if isinstance(when, dt.datetime) else None
    return Read(title, without_headline(article.text or "", title), day, "، ".join(article.authors))


READERS: dict[str, Callable[[bytes, str | None], Read]] = {
    "musnad": musnad,
    "trafilatura": trafilatura,
    "newspaper4k": newspaper,
}


def decoded(data: bytes) -> str:
    """The page as text: newspaper4k leaves that to whoever fetched it."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1256", "replace")


def without_headline(text: str, title: str) -> str:
    """The text without a first line that repeats the headline: that is no fault of a reader."""
    first, _, rest = text.strip().partition("\n")
    return rest if words(first) == words(title) else text


def made_up() -> Iterator[Wanted]:
    """The made-up pages. Where only an agency in the dateline or at the end signs, no byline is right as well."""
    for page in made_up_pages():
        truth = page.truth
        signed = [digest(truth.byline or "")]
        yield Wanted(
            page=page.name,
            group="kept" if page.layout.kept else "tuned",
            data=page.data,
            url=page.url,
            title=digest(truth.title),
            days=(truth.day,) if truth.day else (),
            bylines=(*signed, _NOTHING) if page.agency_only else tuple(signed),
            body=Counter(words("\n".join(truth.body))),
        )


def saved() -> Iterator[Wanted]:
    """The saved pages, where they are."""
    truths = msgspec.yaml.decode((HERE / "pages_truth.yaml").read_bytes(), type=dict[str, Saved])
    for name, truth in truths.items():
        file = SHARED / "data" / "pages" / f"{name}.html"
        if not file.is_file():
            continue
        data = file.read_bytes()
        lines = justext.justext(data, frozenset(), default_encoding="utf-8")
        yield Wanted(
            page=name,
            group="saved",
            data=data,
            url=None,
            title=truth.title,
            days=tuple(truth.days),
            bylines=tuple(one or _NOTHING for one in truth.bylines),
            body=Counter(words("\n".join(lines[i].text for i in truth.body))),
        )


def score(wanted: Wanted, reader: str, read: Read) -> Score:
    """A reading held against what was wanted."""
    found = Counter(words(read.body))
    shared = (found & wanted.body).total()
    right_day = read.day in wanted.days if wanted.days else read.day is None
    return Score(
        page=wanted.page,
        group=wanted.group,
        reader=reader,
        body=2 * shared / (found.total() + wanted.body.total()),
        title=None if wanted.title is None else float(digest(read.title) == wanted.title),
        day=1 if right_day else 0 if read.day is None else -1,
        byline=float(digest(read.byline) in wanted.bylines),
    )


def table(scores: Sequence[Score]) -> str:
    """The means by group and reader, as a table of the README."""
    rows = ["| pages | reader | body F1 | title | date | invented dates | byline |", "|---|---|---|---|---|---|---|"]
    for group in ("saved", "tuned", "kept"):
        for reader in READERS:
            own = [one for one in scores if (one.group, one.reader) == (group, reader)]
            if own:
                titles = [one.title for one in own if one.title is not None]
                rows.append(
                    f"| {group} ({len(own)}) | {reader} | {fmean(one.body for one in own):.3f} | {fmean(titles):.3f} "
                    f"| {fmean(one.day for one in own):.3f} | {sum(one.day < 0 for one in own)} "
                    f"| {fmean(one.byline for one in own):.3f} |"
                )
    return "\n".join(rows)


def main() -> int:
    """Read, score, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--each", action="store_true")
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    scores = [
        score(wanted, name, read(wanted.data, wanted.url))
        for wanted in (*saved(), *made_up())
        for name, read in READERS.items()
    ]
    if args.each:
        for one in scores:
            title = "-" if one.title is None else int(one.title)
            print(f"{one.page:45} {one.reader:12} {one.body:.3f} title {title} day {one.day:2} byline {one.byline:.0f}")
    print(table(scores))
    if not any(one.group == "saved" for one in scores):
        print(f"pages: the saved pages are not at {SHARED / 'data/pages'}; only the made-up ones were read")
    return 0


if __name__ == "__main__":
    sys.exit(main())
