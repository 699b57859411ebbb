"""The trigger lexicon: words and phrases that tell of an event (`data/triggers.yaml`)."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from musnad.arabic.folding import fold_text
from musnad.arabic.inflection import noun_forms, verb_forms
from musnad.errors import KnowledgeError
from musnad.knowledge.tables import data_text, read_yaml

_FILE = "triggers.yaml"
_WORD = re.compile(r"[^\W\d_]{2,}")
Need = Literal["armed", "place", "hurt", "party", "speaker"]
WordClass = Literal["verb", "noun", "word", "bare"]


class TriggerEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of the data file; see its head for what each key means."""

    type: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    around: tuple[str, ...] = msgspec.field(default=(), name="in")
    not_around: tuple[str, ...] = msgspec.field(default=(), name="not_in")
    needs: Need | None = msgspec.field(default=None, name="with")
    weak: bool = False


class Element(msgspec.Struct, frozen=True):
    """One element of a pattern: any of `forms`, after at most `gap` other words; `exact`: as they stand."""

    forms: frozenset[str]
    gap: int
    exact: bool = False


class Pattern(msgspec.Struct, frozen=True):
    """A compiled pattern: the word class of its head, which of its forms are plural, and what follows."""

    entry: TriggerEntry
    order: int
    word_class: WordClass
    plurals: frozenset[str]
    rest: tuple[Element, ...]
    after: frozenset[str]
    before: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str]
    around: frozenset[str]
    not_around: frozenset[str]


class Lexicon(msgspec.Struct, frozen=True, eq=False):
    """`heads`: folded form of a head word → the patterns that start with it, longest first.

    Equal to itself only, so that what is worked out from a lexicon may be remembered by it.
    """

    heads: dict[str, tuple[Pattern, ...]]


@cache
def trigger_lexicon() -> Lexicon:
    """The compiled lexicon that ships with the package.

    Raises:
        KnowledgeError: the data file does not follow its schema.
    """
    return compile_lexicon(data_text(_FILE), _FILE)


def compile_lexicon(text: str, name: str) -> Lexicon:
    """Compile the YAML text of a trigger file; `name` is for error messages.

    Raises:
        KnowledgeError: the text does not follow the schema, a verb is no pair, or a word is no single word.
    """
    entries = read_yaml(text, name, tuple[TriggerEntry, ...])
    heads: dict[str, list[Pattern]] = {}
    for order, entry in enumerate(entries):
        for forms, word_class, plurals, rest in _patterns(entry, name):
            pattern = Pattern(
                entry,
                order,
                word_class,
                plurals,
                rest,
                _context(entry.after, name),
                _context(entry.before, name),
                _context(entry.not_after, name),
                _context(entry.not_before, name),
                _context(entry.around, name),
                _context(entry.not_around, name),
            )
            for form in forms:
                heads.setdefault(form, []).append(pattern)
    return Lexicon({form: tuple(sorted(found, key=lambda p: -len(p.rest))) for form, found in heads.items()})


def _patterns(
    entry: TriggerEntry, name: str
) -> Iterable[tuple[frozenset[str], WordClass, frozenset[str], tuple[Element, ...]]]:
    for verb in entry.verbs:
        yield _verb(verb, name), "verb", frozenset(), ()
    for noun in entry.nouns:
        singular, *plurals = _words(noun, name)
        yield noun_forms(singular, *plurals), "noun", _folded(plurals), ()
    for phrase in entry.phrases:
        if not phrase or phrase[0].startswith("~"):
            raise KnowledgeError(f"a phrase starts with a word, not with {phrase[:1]}", name)
        head, *rest = phrase
        plural = _folded(form for form in head.split("|") if form.endswith("ات"))
        yield _forms(head.removeprefix("="), name), _head_class(head), plural, tuple(_elements(rest, name))


def _head_class(head: str) -> WordClass:
    if head.startswith("v:"):
        return "verb"
    if head.startswith("n:"):
        return "noun"
    return "bare" if head.startswith("=") else "word"


def _elements(parts: list[str], name: str) -> Iterable[Element]:
    gap = 0
    for part in parts:
        if part.startswith("~"):
            if not part[1:].isdigit():
                raise KnowledgeError(f"a gap is written '~3', not '{part}'", name)
            gap = int(part[1:])
        else:
            yield Element(_forms(part.removeprefix("="), name), gap, part.startswith("="))
            gap = 0


def _forms(part: str, name: str) -> frozenset[str]:
    if part.startswith("v:"):
        return _verb(part[2:], name)
    if part.startswith("n:"):
        return noun_forms(*_words(part[2:], name))
    return _folded(_words(part, name))


def _verb(pair: str, name: str) -> frozenset[str]:
    parts = pair.split()
    if len(parts) != 2:
        raise KnowledgeError(f"a verb is written 'past present', not '{pair}'", name)
    return verb_forms(*_words("|".join(parts), name))


def _context(words: Iterable[str], name: str) -> frozenset[str]:
    return _folded(word for listed in words for word in _words(listed, name))


def _words(part: str, name: str) -> list[str]:
    """The words of "a|b|c". Each must be one word as the text is cut, or it would never be met."""
    words = part.split("|")
    for word in words:
        if not _WORD.fullmatch(fold_text(word)):
            raise KnowledgeError(f"'{word}' is not one word", name)
    return words


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_text(word) for word in words)
