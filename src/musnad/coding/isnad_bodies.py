"""Reading bodies and media as sources, by the head of their name."""

import msgspec

from musnad.coding.isnad_phrases import (
    OFFICIAL,
    QUOTES,
    Phrase,
    Surroundings,
    breaks,
    is_adjective,
    is_quoted,
    leans,
    make_phrase,
    match_known,
    name_again,
    sounds_own,
    step_nationality,
    step_words,
    stops,
)
from musnad.knowledge.sources import Head
from musnad.records import SourceKind

_GLUED: tuple[tuple[str, SourceKind], ...] = (
    ("مراسلال", "own_correspondent"),
    ("مراسلهال", "own_correspondent"),
    ("مصادرال", "local_anonymous"),
    ("مصادرلل", "local_anonymous"),
)


def read_body(around: Surroundings, i: int, end: int, skip: int, head: Head, definite: bool) -> Phrase | None:
    """«وزارة الصحة», «كتائب كذا»: the head, words up to a definite one, adjectives."""
    doc, last = around.doc, i
    while not definite and last < i + 4 and not stops(around, last + 1, end):
        form = doc.words[last + 1].form
        if leans(around, form):
            break
        last += 1
        definite = form.startswith("ال") or is_quoted(doc, last)
    if last == i and not definite:
        return None
    while not stops(around, last + 1, end):
        form = doc.words[last + 1].form
        if not (form.startswith("ال") and is_adjective(form)) and form not in around.lists.body_adjectives:
            break
        last += 1
    return make_phrase(around, i, last, skip, head.kind)


def read_government(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    """A government by its country or capital."""
    for name in around.lists.governments.get(form, ()):
        if i + len(name) <= end and all(around.doc.words[i + k].form == name[k] for k in range(1, len(name))):
            phrase = make_phrase(around, i, i + len(name) - 1, skip, "official_body")
            return msgspec.structs.replace(phrase, state=True)
    return None


def read_medium(around: Surroundings, i: int, end: int, form: str, skip: int, head: Head) -> Phrase | None:
    """«وكالة …», «صحيفة "…"»: a medium by name, in quotes or not; «الصحيفة» is the one met last."""
    doc, j = around.doc, i + 1
    definite = form.startswith("ال")
    if j >= end or breaks(doc, j) or (definite and not is_quoted(doc, j)):
        if not definite:
            return None
        return _medium_again(around, i, skip) or make_phrase(around, i, i, skip, head.kind)
    match = match_known(around, j, end, doc.words[j].form, headed=True)
    if match is not None:
        size, source = match
        own = source.name in around.publishers or sounds_own(around, source.arabic, source.kind)
        last = step_nationality(around, j + size - 1, end)
        return make_phrase(around, i, last, skip, source.kind, name=source.name, own=own)
    last = _unknown_name(around, i, end, form)
    if last == i:
        return None
    kind = head.kind
    forms = {doc.words[k].form for k in range(i, last + 1)}
    if forms & OFFICIAL or (kind == "agency" and doc.words[j].form == "الانباء"):
        kind = "state_media"
    members = around.heads.get(doc.words[j].form)
    if members is not None and members.kind == "medical" and not is_quoted(doc, j):
        kind = "medical"  # «شبكة أطباء كذا» treats, it does not broadcast
    text = doc.text[doc.words[j].start : doc.words[last].end]
    return make_phrase(around, i, last, skip, kind, own=sounds_own(around, text, kind))


def _unknown_name(around: Surroundings, i: int, end: int, form: str) -> int:
    """The last word of a medium's name in no list, after its head at `i`; `i` where there is none."""
    doc, last = around.doc, i + 1
    if is_quoted(doc, last):
        while last + 1 < end and last < i + 7 and not any(q in doc.between(last, last + 1) for q in QUOTES):
            last += 1
        return step_nationality(around, last, end)
    if form == "موقع" and not is_adjective(doc.words[last].form):
        # a site may be any place; only «موقع إخباري» is a medium
        return i
    last = step_words(around, i, end, 2)
    return step_nationality(around, last, end) if last > i else i


def _medium_again(around: Surroundings, i: int, skip: int) -> Phrase | None:
    """«الصحيفة», «الوكالة»: the medium met last, whatever it was called."""
    for phrase in reversed(around.met):
        if phrase.medium:
            return name_again(around, i, skip, phrase)
    return None


def read_glued(around: Surroundings, i: int, form: str, skip: int) -> Phrase | None:
    """A correspondent or sources run together with the outlet's name by a lost blank: «مراسلالجزيرة»."""
    for start, kind in _GLUED:
        if form.startswith(start) and len(form) > len(start) + 4:
            return make_phrase(around, i, i, skip, kind, own=kind == "own_correspondent")
    return None
