"""Who signed a report, as its page prints it: a person, an agency, «خاص»; never the outlet, never an account."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

import msgspec

from musnad.arabic.folding import fold_text
from musnad.arabic.words import words
from musnad.knowledge.bylines import byline_in
from musnad.knowledge.outlets import outlet_of
from musnad.knowledge.place_names import is_place_name
from musnad.knowledge.sources import source_words
from musnad.knowledge.tables import data_text, read_yaml
from musnad.reading.datelines import agency_in, dateline_of
from musnad.reading.markers import markers, words_of
from musnad.reading.titles import key_of, tidy
from musnad.reading.tree import LinkedData

_LONGEST = 90
_NAME_WORDS = 6
_PERSON_WORDS = 4
_AT_MOST = 4
_LOOKED_AT = 200
_SIGNED_WITHIN = 3
_CUT = re.compile(r"\s*[|•·\n]\s*|\s+[-–—ـ]+\s*|\s*[-–—ـ]+\s+|^[-–—]+|[-–—]+$")
_BETWEEN = re.compile(r"\s*[،,؛;/]\s*")
_NO_NAME = re.compile(r"[\d@.!؟?#=_]{2,}|\d|@|https?:|www\.|[!؟?#=_«»\"]")
_BRACKETS = " \u200e\u200f()[]:*.،,-–—|/"
_AT_END = re.compile(r"\(([^()\d\n]{2,40})\)\s*[.]?\s*$")
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:authors?|bylines?|writers?|writeby|written-?by|kateb|reporters?|creator)(?:$|[\s_-])"
)
_OTHERS = re.compile(
    r"(?:^|[\s_-])(?:comments?|respond|related|sidebar|recommend\w*|popular|teaser|playlist)(?:$|[\s_-])"
)
_COUNT = re.compile(r"\s+\d+\s+[^\W\d]+$")
_ADDRESS = re.compile(r"\S*(?:https?://|www\.|@)\S+")
_META = ("author", "article:author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author")
_AGENCY = ("{agency}", "({agency})", "المصدر: {agency}", "المصدر - {agency}", "نقلا عن: {agency}", "عن: {agency}")


class Signs(msgspec.Struct, frozen=True):
    """Where a page may say who signed it. `near` are the lines about the headline, `below` those under the article.

    `sites` are names of the outlet itself, `host` is that of the page.
    """

    near: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    host: str = ""


class _File(msgspec.Struct, forbid_unknown_fields=True):
    labels: list[str]
    signatures: list[str]
    nobody: list[str]


class _Words(msgspec.Struct, frozen=True):
    labels: tuple[str, ...]
    signatures: frozenset[str]
    nobody: tuple[str, ...]
    given: frozenset[str]


def byline_of_page(tree: Any, meta: dict[str, list[str]], data: LinkedData, signs: Signs) -> str | None:
    """Who signed the report on a page, or None: what it prints, then what it says of itself."""
    printed = f" {key_of(' '.join((*signs.near, *signs.below)))} "
    said = [author for author in data.authors if author.person or not signs.sites]
    named = [author.name for author in said]
    shown = [name for name in named if key_of(name) and f" {key_of(name)} " in printed]
    ways: tuple[Iterable[str], ...] = (
        _by_outlet(signs),
        shown and _names("،".join(named), signs),
        _labelled(signs.near, signs),
        _in_elements(tree, signs),
        _names("،".join(author.name for author in data.authors), signs),
        *(_names(value, signs) for name in _META for value in meta.get(name, ())),
        _unlabelled(signs.near, signs),
    )
    return next(filter(None, map(joined, ways)), None) or _by_agency(signs)


def byline_of_lines(signs: Signs) -> str | None:
    """Who signed a report of which there are only lines of text."""
    ways = (_by_outlet(signs), _labelled(signs.near, signs), _unlabelled(signs.near, signs))
    return next(filter(None, map(joined, ways)), None) or _by_agency(signs)


def tidy_byline(text: str | None, sites: Sequence[str] = (), host: str = "") -> str | None:
    """A byline as others write it, without «كتب:», dates and accounts; None where nobody is left.

    >>> tidy_byline("كتب: سامر الخزام - admin")
    'سامر الخزام'
    """
    return joined(_names(text or "", Signs(sites=tuple(sites), host=host)))


def are_initials(line: str) -> bool:
    """Whether a line is the initials of editors («ق.م/ ر.ع»), not those of an agency («أ ف ب»)."""
    letters = words_of(fold_text(line))
    return len(letters) > 1 and all(len(letter) == 1 for letter in letters) and not _is_agency(line)


def joined(names: Iterable[str]) -> str | None:
    """Names as one byline."""
    return "، ".join(dict.fromkeys(names)) or None


def _by_outlet(signs: Signs) -> list[str]:
    """What the outlet's own forms read: at the headline, and where the text begins."""
    outlet = outlet_of(signs.host)
    if outlet is None or not outlet.bylines:
        return []
    for line in (*signs.near, *signs.body[:1]):
        found = byline_in(line, outlet.bylines)
        if found is not None and (found.name or found.agency):
            return _names(found.name or found.agency or "", signs)
    return []


def _labelled(lines: Sequence[str], signs: Signs) -> list[str]:
    """The names in lines such as «كتب: فلان»."""
    found: list[str] = []
    for line in lines:
        # a page may print label and name in two columns of one line, with the day
        for piece in _CUT.split(line) if len(line) <= _LONGEST else ():
            if _without_label(piece) != piece:
                found += _names(piece if found else line, signs)
    return found


def _unlabelled(lines: Sequence[str], signs: Signs) -> list[str]:
    """A person or «خاص» on a line with the day or the outlet's name, or «خاص» alone."""
    for line in lines:
        if len(line) > _LONGEST:
            continue
        pieces = [_COUNT.sub("", piece) for piece in _CUT.split(line) if piece.strip()]
        own = [piece for piece in pieces if not _is_day(piece) and not _is_site(piece, signs)]
        if len(own) != 1 or (len(pieces) == 1 and not _is_signature(own[0])):
            continue
        if _is_signature(own[0]) or _is_person(own[0]):
            return _names(own[0], signs)
    return []


def _in_elements(tree: Any, signs: Signs) -> list[str]:
    """The names in elements that call themselves the author's, the first with those beside it."""
    for element in islice(filter(_is_authors, tree.iter()), _LOOKED_AT):
        if _of_others(element):
            continue
        found = _names(_text_of(element), signs)
        if not found:
            continue
        around = element.getparent() if element.getparent() is not None else element
        around = around.getparent() if around.getparent() is not None else around
        twins = [one for one in around.iterdescendants(element.tag) if one.attrib == element.attrib]
        beside = [name for one in twins for name in _names(_text_of(one), signs)]
        return beside if found[0] in beside and len(beside) <= _AT_MOST else found
    return []


def _is_authors(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in {"meta", "script", "link", "body", "html"}:
        return False
    marks = (element.get("class"), element.get("id"), element.get("itemprop"), element.get("rel"))
    said = " ".join(mark for mark in marks if mark).lower()
    return _CLASS.search(said) is not None and _OTHERS.search(said) is None


def _of_others(element: Any) -> bool:
    """Whether the element stands among comments, related news or the like."""
    inside_article = False
    for above in element.iterancestors():
        inside_article = inside_article or above.tag == "article"
        if above.tag in {"aside", "nav"} or (above.tag == "footer" and not inside_article and _outside(above)):
            return True
        if _OTHERS.search(f"{above.get('class') or ''} {above.get('id') or ''}".lower()):
            return above.tag not in {"body", "html"}
    return False


def _outside(footer: Any) -> bool:
    return not any(above.tag == "article" for above in footer.iterancestors())


def _text_of(element: Any) -> str:
    """The text of an element, or of one that is too long for a byline its beginning."""
    pieces: list[str] = []
    for text in element.itertext():
        pieces += [] if _in_script(text) else [tidy(text)]
        if sum(map(len, pieces)) > _LONGEST:
            break
    return tidy(" ".join(pieces))


def _in_script(text: Any) -> bool:
    parent = text.getparent() if hasattr(text, "getparent") else None
    return parent is not None and parent.tag in {"script", "style"} and not text.is_tail


def _by_agency(signs: Signs) -> str | None:
    """The agency that signs: in the dateline, or after the text."""
    wire = dateline_of(signs.body)
    if wire is not None and agency_in(wire, [*signs.near, *signs.body, *signs.below, *signs.sites]):
        return wire.agency
    at_end = _AT_END.search(signs.body[-1]) if signs.body else None
    last = [*signs.body[-2:], *signs.below[:_SIGNED_WITHIN], *([at_end.group(1)] if at_end else [])]
    for line in last:
        found = byline_in(line, _AGENCY) if len(line) <= _LONGEST else None
        if found is not None and found.agency and not found.rest:
            return joined(_names(found.agency, signs))
    return None


def _names(text: str, signs: Signs) -> list[str]:
    """The names in a byline, without what is no name: days, accounts, the outlet's own, where it was written."""
    if len(text) > _LONGEST:
        return []
    cuts = _CUT.split(_without_label(tidy(_ADDRESS.sub(" ", text))))
    pieces = [piece.strip(_BRACKETS) for cut in cuts for piece in _BETWEEN.split(cut)]
    named = [name for name in (_without_label(piece).strip(_BRACKETS) for piece in pieces) if _can_sign(name)]
    found = [name for name in named if not all(_is_beside(part, signs) for part in (name, *name.split("-")[1:]))]
    sure = [name for name in found if _is_person(name) or _is_signature(name) or _is_agency(name)]
    if sure:
        return [name for name in found if name in sure or " " in name]
    # a word alone may be anything, and beside the outlet's own name all is where it was written
    return found if len(found) == len(named) and all(" " in name or name.isascii() for name in found) else []


def _is_beside(name: str, signs: Signs) -> bool:
    """Whether a name only says where a report was written, or whose page it is on."""
    first = name.split("-")[0]
    return any(_is_site(one, signs) or _is_place(one) for one in dict.fromkeys((name, first)))


def _can_sign(name: str) -> bool:
    said = words_of(fold_text(name))
    if not said or len(said) > _NAME_WORDS or _NO_NAME.search(name):
        return False
    if all(len(word) < 2 for word in said) and not _is_agency(name):
        return False
    if all(word in markers().date_words for word in said) or _is_account(name):
        return False
    key = f" {' '.join(said)} "
    if key.strip() in markers().lines and not _is_signature(name):
        return False  # a section
    return not any(f" {nobody} " in key for nobody in _words().nobody)


def _is_account(name: str) -> bool:
    """«doha», «sy2»: the name by which a system knows its user."""
    return name.isascii() and " " not in name and name == name.lower()


def _is_site(name: str, signs: Signs) -> bool:
    """Whether a name is the outlet's: one of its names, or a part of one, or its host."""
    own = set(words_of(fold_text(name)))
    letters = "".join(words_of(fold_text(name)))
    if letters.isascii() and len(letters) > 2 and letters in signs.host.replace("-", ""):
        return True
    for site in signs.sites:
        known = set(words_of(fold_text(site)))
        if known and (own <= known or (len(known) > 1 and known <= own)):
            return True
    return False


def _is_person(name: str) -> bool:
    said = words_of(fold_text(name))
    return 2 <= len(said) <= _PERSON_WORDS and said[0] in _words().given and not _NO_NAME.search(name)


def _is_place(name: str) -> bool:
    if _is_person(name) or _is_signature(name) or _is_agency(name):
        return False
    return is_place_name(" ".join(word.form for word in words(fold_text(name))))


def _is_agency(name: str) -> bool:
    return byline_in(name, _AGENCY[:1]) is not None


def _is_signature(text: str) -> bool:
    return " ".join(words_of(fold_text(text))) in _words().signatures


def _is_day(piece: str) -> bool:
    said = words_of(fold_text(piece))
    return any(map(str.isdecimal, piece)) or (bool(said) and all(word in markers().date_words for word in said))


def _without_label(text: str) -> str:
    """The text without «كتب:» and the like before it."""
    folded = fold_text(text).lower()
    if len(folded) != len(text):
        return text  # nothing may be cut by the places of another text
    for label in _words().labels:
        start = len(folded) - len(folded.lstrip(_BRACKETS))
        if folded.startswith(label, start):
            rest = text[start + len(label) :]
            if label[-1] in ":,/" or not rest[:1].isalpha():
                return rest.lstrip(" :/-–—،,")
    return text


@cache
def _words() -> _Words:
    """The words of `data/bylines.yaml`.

    Raises:
        KnowledgeError: the file does not have its shape.
    """
    file = read_yaml(data_text("bylines.yaml", "musnad.reading"), "bylines.yaml", _File)
    return _Words(
        labels=tuple(sorted((fold_text(label).lower() for label in file.labels), key=len, reverse=True)),
        signatures=frozenset(_keys(file.signatures)),
        nobody=tuple(_keys(file.nobody)),
        given=frozenset(word for name in source_words().given_names for word in words_of(fold_text(name))),
    )


def _keys(entries: Iterable[str]) -> Iterator[str]:
    return (" ".join(words_of(fold_text(entry))) for entry in entries)
