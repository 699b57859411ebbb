"""The trigger lexicon: words and phrases that tell of an event (`data/triggers.yaml`)."""

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec

from musnad.arabic.folding import fold_text
from musnad.arabic.inflection import noun_forms, verb_forms
from musnad.errors import KnowledgeError
from musnad.knowledge.tables import data_text

_FILE = "triggers.yaml"
Need = Literal["armed", "place", "hurt", "party", "speaker"]
WordClass = Literal["verb", "noun", "word"]


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
    needs: Need | None = msgspec.field(default=None, name="with")
    weak: bool = False


class Element(msgspec.Struct, frozen=True):
    """One element of a pattern: any of `forms`, after at most `gap` other words."""

    forms: frozenset[str]
    gap: int


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


Lexicon = dict[str, tuple[Pattern, ...]]
"""Folded form of a head word → the patterns that start with it, longest first."""


@cache
def trigger_lexicon() -> Lexicon:
    """The compiled lexicon that ships with the package.

    Raises:
        KnowledgeError: the data file does not follow its schema.
    """
    return compile_lexicon(data_text(_FILE), _FILE)


def compile_lexicon(text: str, name: str) -> Lexicon:
    """Compile the YAML text of a trigger file; `name` is for error messages."""
    try:
        entries = msgspec.yaml.decode(text, type=tuple[TriggerEntry, ...])
    except msgspec.MsgspecError as error:
        raise KnowledgeError(str(error), name) from error
    heads: dict[str, list[Pattern]] = {}
    for order, entry in enumerate(entries):
        for forms, word_class, plurals, rest in _patterns(entry, name):
            pattern = Pattern(
                entry,
                order,
                word_class,
                plurals,
                rest,
                _folded(entry.after),
                _folded(entry.before),
                _folded(entry.not_after),
                _folded(entry.not_before),
            )
            for form in forms:
                heads.setdefault(form, []).append(pattern)
    return {form: tuple(sorted(found, key=lambda p: -len(p.rest))) for form, found in heads.items()}


def _patterns(
    entry: TriggerEntry, name: str
) -> Iterable[tuple[frozenset[str], WordClass, frozenset[str], tuple[Element, ...]]]:
    for verb in entry.verbs:
        yield _verb(verb, name), "verb", frozenset(), ()
    for noun in entry.nouns:
        singular, *plurals = noun.split("|")
        yield noun_forms(singular, *plurals), "noun", _folded(plurals), ()
    for phrase in entry.phrases:
        head, *rest = phrase
        plural = _folded(form for form in head.split("|") if form.endswith("ات"))
        yield _forms(head, name), "word", plural, tuple(_elements(rest, name))


def _elements(parts: list[str], name: str) -> Iterable[Element]:
    gap = 0
    for part in parts:
        if part.startswith("~"):
            gap = int(part[1:])
        else:
            yield Element(_forms(part, name), gap)
            gap = 0


def _forms(part: str, name: str) -> frozenset[str]:
    if part.startswith("v:"):
        return _verb(part[2:], name)
    if part.startswith("n:"):
        return noun_forms(*part[2:].split("|"))
    return _folded(part.split("|"))


def _verb(pair: str, name: str) -> frozenset[str]:
    parts = pair.split()
    if len(parts) != 2:
        raise KnowledgeError(f"a verb is written 'past present', not '{pair}'", name)
    return verb_forms(*parts)


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_text(word) for word in words)
