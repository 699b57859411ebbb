"""Headlines without the site's name: «… - It's Over 9000!», «… | قناة كذا», «وكالة كذا - …»."""

import re
from collections.abc import Callable, Sequence

from musnad.arabic.folding import fold_text
from musnad.reading.markers import markers, words_of

_SEPARATOR = re.compile(r"\s+[-–—ـ:]{1,2}\s+|\s*(?:\||::|»|•|·)\s*")
_SITE_SEPARATOR = re.compile(rf"{_SEPARATOR.pattern}|\s+«\s+")
_INVISIBLE = " \u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_LATIN = re.compile(r"[A-Za-z]")
_SITE_UP_TO = 8
_CUTS = 4
_NAME_LETTERS = 3
_HEADLINE_WORDS = 3
_PIPE = re.compile(r"\||::|»|•|·")


def tidy(text: str) -> str:
    """The text on one line, with single spaces and none at its ends; empty if nothing can be seen."""
    line = " ".join(text.split())
    return line if line.strip(_INVISIBLE) else ""


def key_of(text: str) -> str:
    """Folded words alone: equal for two prints of one headline."""
    return " ".join(words_of(fold_text(text)))


def clean_title(title: str, others: Sequence[str] = (), site_names: Sequence[str] = ()) -> str:
    """The headline in a page title.

    Parts at either end are cut while what is left is among `others` (other prints of the headline on the
    page), or the part is one of `site_names`, or it reads like the name of an outlet.
    """
    title = tidy(title)
    sites = {key_of(name) for name in site_names if name}
    own = key_of(title)
    known = {key_of(other) for other in others if other} - {own}
    repeated = [key_of(other) for other in others].count(own) > 1
    for _ in range(_CUTS):
        shorter = _cut(title, lambda rest, part, _: _printed_alone(rest, known) or key_of(part) in sites)
        if shorter is None and not (repeated or key_of(title) in known):
            shorter = _cut(title, _reads_as_site)
        if shorter is None:
            break
        title, repeated = shorter, False
    return title


def headline(candidates: Sequence[str], site_names: Sequence[str] = ()) -> str | None:
    """The headline of a page from its candidates, the most trusted first.

    One that is printed twice on the page, or begins another (with the site's name after it), wins.
    """
    cleaned = [clean_title(c, candidates, site_names) for c in candidates if c and c.strip()]
    cleaned = [c for c in cleaned if c and key_of(c) not in {key_of(name) for name in site_names}]
    keys = [key_of(c) for c in cleaned]
    for index, key in enumerate(keys):
        if len(key.split()) >= 2 and keys.count(key) > 1:
            return cleaned[index]
    for index, key in enumerate(keys):
        if len(key.split()) >= 3 and any(key in other for at, other in enumerate(keys) if at != index):
            return cleaned[index]
    return cleaned[0] if cleaned else None


def site_in_title(page_title: str, headline: str) -> str | None:
    """The outlet's name beside the headline in the title of a page, or None: «… | قناة كذا»."""
    title, own = tidy(page_title), key_of(headline)
    cuts = list(_SITE_SEPARATOR.finditer(title))
    part: str | None = None
    if own and any(key_of(title[: cut.start()]) == own for cut in cuts):
        part = title[cuts[-1].end() :]
    elif own and any(key_of(title[cut.end() :]) == own for cut in cuts):
        part = title[: cuts[0].start()]
    return outlet_name(part or "")


def outlet_name(text: str) -> str | None:
    """The text if it can be an outlet's name: a few words with letters, and no section or menu line."""
    name = tidy(text)
    words = words_of(fold_text(name))
    if _SEPARATOR.search(name):
        return None  # «واج - ثقافة» is a section
    if not words or len(words) > _SITE_UP_TO or " ".join(words) in markers().lines:
        return None
    return name if max(map(len, words)) >= _NAME_LETTERS else None


def _cut(title: str, fits: Callable[[str, str, str], bool]) -> str | None:
    """The title less its last part, or its first, if `fits(rest, part, sign between)`."""
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return None
    last, first = cuts[-1], cuts[0]
    for rest, part, sign in (
        (title[: last.start()].strip(), title[last.end() :].strip(), last.group()),
        (title[first.end() :].strip(), title[: first.start()].strip(), first.group()),
    ):
        if rest and part and fits(rest, part, sign):
            return rest
    return None


def _printed_alone(rest: str, known: set[str]) -> bool:
    key = key_of(rest)
    return key in known and len(key.split()) >= _HEADLINE_WORDS


def _reads_as_site(rest: str, part: str, sign: str) -> bool:
    """Whether a part of a title is an outlet's name: short, beside a longer headline, and worded so."""
    words = words_of(fold_text(part))
    if not words or len(words) > _SITE_UP_TO or len(words_of(fold_text(rest))) < max(3, len(words)):
        return False
    if any(word in markers().site_words for word in words) or not _has_arabic(part):
        return True
    return _PIPE.search(sign) is not None and len(words) <= 4


def _has_arabic(part: str) -> bool:
    return not _LATIN.search(part) or any("ء" <= sign <= "ي" for sign in part)
