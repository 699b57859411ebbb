"""The dateline of a wire report: «بيروت 6 أيار/مايو 2031 (الوكالة) - …»."""

import re
from collections.abc import Sequence

import msgspec

from musnad.arabic.folding import fold_text
from musnad.reading.dates import published_date
from musnad.reading.markers import markers, words_of

_DATELINE = re.compile(
    r"(?P<place>[^\W\d][^\d()\n.:«\"]{1,40}?)[\s،,/-]*(?P<day>\d[^()\n]{4,40}?)?"
    r"\s*\((?P<agency>[^()\d\n]{2,30})\)\s*[-–—:ـ]+\s"
)
_PLACE_WORDS = 4
_NAME_WORDS = 6


class Dateline(msgspec.Struct, frozen=True):
    """The agency of a wire report and the day it gives, where it gives one with its year."""

    agency: str
    published: str | None


def dateline_of(paragraphs: Sequence[str]) -> Dateline | None:
    """The dateline with which the first paragraph opens."""
    match = _DATELINE.match(paragraphs[0]) if paragraphs else None
    if match is None or len(match["place"].split()) > _PLACE_WORDS:
        return None
    return Dateline(match["agency"].strip(), published_date(match["day"] or ""))


def agency_in(dateline: Dateline, lines: Sequence[str]) -> str | None:
    """The full name of the dateline's agency in the lines of its page, as a line of its own or else as there.

    Brackets after a place may as well hold its province: without a day beside them, they name an agency only
    if some line calls it one («وكالة …»).
    """
    name = words_of(fold_text(dateline.agency))
    called = False
    for line in lines:
        words = words_of(fold_text(line))
        at = next((i for i in range(len(words)) if name and words[i : i + len(name)] == name), None)
        if at is None:
            continue
        heads = {words[at - 1], words[at - 1].removeprefix("ل")} if at else set()
        if at and not heads.isdisjoint(markers().site_words):
            called = True
            if len(words) <= _NAME_WORDS:
                return line
    return dateline.agency if called or dateline.published else None
