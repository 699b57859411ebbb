"""How outlets print who wrote: forms such as «{place} - سانا» or «كتب: {name}», and reading lines by them.

A form is written as it is printed, with placeholders in braces:

- `{place}`: one to four words, where it was written;
- `{name}`: one to five words, who wrote;
- `{agency}`: the name of a source that `sources.tsv` knows, or several («رويترز، أ ف ب»);
- `{date}`: a few words with a figure in them.

Spaces around signs, the kind of dash (a bar is one), quotes, diacritics, case, and the spellings of alef, ya and
ta marbuta do not count. A form that ends in a sign («:», «-», «)») may be followed by the report; any other is a
line of its own.
"""

import re
from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.arabic.words import words
from musnad.knowledge.sources import source_index

_PLACEHOLDER = re.compile(r"\{(\w*)\}")
_DASHES, _QUOTES = "-|\u2013\u2014\u0640", "«»\"“”‘’'"
_MARKS = r"\u064b-\u065f\u0670"
_WORD = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*"
_PATTERNS = {
    "place": rf"(?P<place>{_WORD}(?:[ -]{_WORD}){{0,3}}?)",
    "name": rf"(?P<name>{_WORD}(?:[ .-]+{_WORD}){{0,4}}?)",
    "agency": r"(?P<agency>[^\W\d_][^\d\n:()«»]{0,60}?)",
    "date": r"(?P<date>[^\n():]{0,24}?\d[^\n():]{0,24}?)",
}
_ANY_MARKS = rf"[{_MARKS}\u0640]*"
_ALIKE = {letter: f"[{group}]" for group in ("اأإآٱ", "يىئ", "ةه", "ؤو", "كک") for letter in group}
_BETWEEN_AGENCIES = re.compile(rf"\s*[{_DASHES}،,/+]+\s*|\s+و\s*")


class Byline(msgspec.Struct, frozen=True):
    """What a byline says, and what of its line comes after it (empty where nothing does)."""

    place: str | None
    name: str | None
    agency: str | None
    date: str | None
    rest: str


def byline_in(line: str, forms: tuple[str, ...]) -> Byline | None:
    """The byline with which a line begins, by the first of the forms that fits; None where none does.

    >>> byline_in("دمشق – سانا", ("{place}-سانا",)).place
    'دمشق'
    """
    for form in forms:
        match = _pattern(form).match(line.strip())
        if match is None:
            continue
        said = {key: match.groupdict().get(key) for key in _PATTERNS}
        if said["agency"] is None or _are_sources(said["agency"]):
            return Byline(**said, rest=line.strip()[match.end() :].strip())
    return None


def check_form(form: str) -> None:
    """Refuse what is no form.

    Raises:
        ValueError: a placeholder that there is not, one twice, or a form that any line would fit.
    """
    used = _PLACEHOLDER.findall(form)
    own = _PLACEHOLDER.sub("", form)
    if not set(used) <= _PATTERNS.keys() or "{" in own or "}" in own:
        raise ValueError(f"«{form}» has a placeholder other than {', '.join(map('{{{}}}'.format, _PATTERNS))}")
    if len(set(used)) != len(used):
        raise ValueError(f"«{form}» has a placeholder twice")
    if "agency" not in used and not any(map(str.isalpha, own)):
        raise ValueError(f"«{form}» would fit any line; give it a word of its own")


@cache
def _pattern(form: str) -> re.Pattern[str]:
    parts = _PLACEHOLDER.split(form.strip())
    pattern = "".join(_PATTERNS[part] if at % 2 else _literal(part) for at, part in enumerate(parts))
    open_ended = not (form.rstrip()[-1].isalnum() or form.rstrip()[-1] in "}»")
    return re.compile(pattern if open_ended else rf"{pattern}\s*[.:]?$", re.IGNORECASE)


def _literal(text: str) -> str:
    return "".join(_sign(sign) for sign in re.sub(rf"\s*([{_DASHES}:،,/|()]|[{_QUOTES}])\s*", r"\1", text))


def _sign(sign: str) -> str:
    if sign.isspace():
        return r"\s+"
    if sign in _DASHES:
        return rf"\s*[{_DASHES}]+\s*"
    if sign in _QUOTES:
        return rf"\s*[{_QUOTES}]*\s*"
    if sign.isalnum():
        return _ALIKE.get(sign, re.escape(sign)) + _ANY_MARKS
    return rf"\s*{re.escape(sign)}\s*"


def _are_sources(said: str) -> bool:
    return all(_is_source(name) for name in _BETWEEN_AGENCIES.split(said) if name)


@cache
def _is_source(name: str) -> bool:
    forms = tuple(word.form for word in words(fold_text(name)))
    named = source_index().get(forms[0], ()) if forms else ()
    return forms in _ALL_OF_THEM or any(alias == forms for alias, _, _ in named)


_ALL_OF_THEM = (("وكالات",), ("الوكالات",))
