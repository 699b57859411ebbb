"""The lexicon of number words, read from `data/numbers.yaml`."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from musnad.arabic.files import data_text
from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError

_FILE = "numbers.yaml"
_LINE = re.compile(r"line (\d+)")
_PREFIXES = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "فال", "بال", "لل", "ول", "وب", "ولل", "وبال")

Forms = tuple[str, ...]
Bound = Literal["at_least", "about", "at_most"]
LexemeKind = Literal["unit", "ten", "tens", "hundred", "scale", "dual", "plural", "fraction", "vague", "few"]


class _Vague(msgspec.Struct, frozen=True):
    words: tuple[str, ...]
    min: int
    factor: int


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `numbers.yaml`."""

    units: dict[int, Forms]
    part_only: tuple[str, ...]
    ten: tuple[str, ...]
    tens: dict[int, tuple[str, ...]]
    hundreds: dict[int, tuple[str, ...]]
    scales: dict[int, tuple[str, ...]]
    scale_duals: dict[int, tuple[str, ...]]
    scale_plurals: dict[int, tuple[str, ...]]
    fractions: dict[float, tuple[str, ...]]
    vague: tuple[_Vague, ...]
    few: dict[int, tuple[str, ...]]
    quantity_nouns: tuple[str, ...]
    quantity_adjectives: tuple[str, ...]
    quantity_links: tuple[str, ...]
    quantity_min: int
    before: dict[Bound, tuple[str, ...]]
    after: dict[Bound, tuple[str, ...]]
    range_links: tuple[str, ...]
    between: tuple[str, ...]
    percent: tuple[str, ...]
    not_numbers: tuple[str, ...]


class Lexeme(NamedTuple):
    """A number word. `value` is its amount, `factor` what a vague word multiplies a plural by."""

    kind: LexemeKind
    value: float
    waw: bool
    factor: int = 0
    part_only: bool = False


class Lexicon(NamedTuple):
    """All that `find_numbers` looks up. Every form is folded."""

    lexemes: dict[str, Lexeme]
    quantity_nouns: frozenset[str]
    quantity_adjectives: frozenset[str]
    quantity_links: frozenset[str]
    quantity_min: int
    before: dict[tuple[str, ...], Bound]
    before_ends: frozenset[str]
    after: dict[tuple[str, ...], Bound]
    after_starts: frozenset[str]
    range_links: frozenset[str]
    between: frozenset[str]
    percent: frozenset[tuple[str, ...]]


@cache
def lexicon_of_numbers() -> Lexicon:
    """The number words, folded and with their attached particles. Raises KnowledgeError on a bad file."""
    data = _load()
    lexemes = _lexemes(data)
    before = _phrases(data.before, _PREFIXES)
    after = _phrases(data.after, ("",))
    return Lexicon(
        lexemes=lexemes,
        quantity_nouns=_with_prefixes(data.quantity_nouns, ("", "و", "ل", "ب", "ف")),
        quantity_adjectives=_with_prefixes(data.quantity_adjectives, ("", "و")),
        quantity_links=_with_prefixes(data.quantity_links, ("",)),
        quantity_min=data.quantity_min,
        before=before,
        before_ends=frozenset(phrase[-1] for phrase in before),
        after=after,
        after_starts=frozenset(phrase[0] for phrase in after),
        range_links=_with_prefixes(data.range_links, ("",)),
        between=_with_prefixes(data.between, ("", "و")),
        percent=frozenset(tuple(fold_text(p).split()) for p in data.percent),
    )


def _load() -> _Data:
    text = data_text(_FILE)
    try:
        return msgspec.yaml.decode(text, type=_Data, strict=False)
    except msgspec.DecodeError as error:
        line = _LINE.search(str(error))
        raise KnowledgeError(" ".join(str(error).split()), _FILE, int(line.group(1)) if line else None) from error


def _lexemes(data: _Data) -> dict[str, Lexeme]:
    table: dict[str, Lexeme] = {}
    part_only = {fold_text(form) for form in data.part_only}
    plain: list[tuple[str, Lexeme]] = [(form, Lexeme("ten", 10, False)) for form in data.ten]
    kinds: tuple[tuple[LexemeKind, Mapping[int, Forms] | Mapping[float, Forms]], ...] = (
        ("unit", data.units),
        ("tens", data.tens),
        ("hundred", data.hundreds),
        ("scale", data.scales),
        ("dual", data.scale_duals),
        ("plural", data.scale_plurals),
        ("fraction", data.fractions),
        ("few", data.few),
    )
    for kind, values in kinds:
        plain += [(form, Lexeme(kind, value, False)) for value, forms in values.items() for form in forms]
    plain += [(form, Lexeme("vague", v.min, False, v.factor)) for v in data.vague for form in v.words]
    for form, lexeme in plain:
        folded = fold_text(form)
        for prefix in _PREFIXES:
            table[prefix + folded] = lexeme._replace(waw=prefix.startswith("و"), part_only=folded in part_only)
    for form in data.not_numbers:
        table.pop(fold_text(form), None)
    return table


def _phrases(bounds: dict[Bound, tuple[str, ...]], prefixes: tuple[str, ...]) -> dict[tuple[str, ...], Bound]:
    table: dict[tuple[str, ...], Bound] = {}
    for bound, phrases in bounds.items():
        for phrase in phrases:
            head, *rest = fold_text(phrase).split()
            for prefix in prefixes:
                table[prefix + head, *rest] = bound
    return table


def _with_prefixes(forms: Iterable[str], prefixes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(prefix + fold_text(form) for form in forms for prefix in prefixes)
