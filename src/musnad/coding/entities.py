"""The parties and weapons of a report: who is named, by name, noun or adjective, and with what means."""

import re

from musnad.arabic.clitics import restore_article
from musnad.coding.document import Document
from musnad.coding.entities_adjectives import from_adjective
from musnad.coding.entities_lexicon import Silent, view
from musnad.coding.entities_names import from_name, remember, surname_at
from musnad.coding.entities_nouns import from_noun
from musnad.coding.entities_parties import theatre_of
from musnad.coding.entities_text import Phrase, Text, exact_match, loose_match
from musnad.coding.entities_weapons import WeaponMention, find_weapons
from musnad.coding.mentions import ActorMention

__all__ = ["WeaponMention", "find_actors", "find_weapons"]

_LATIN = re.compile("[A-Z]")


def find_actors(doc: Document) -> tuple[ActorMention, ...]:
    """The parties that a report names, in order and without overlap, armed or not.

    A mention is the longest phrase that names one party: «مواقع لجنود الاحتلال» is one mention of the army,
    and shares its key. Keys: those of the table of parties; `xx` and `xx:forces` for a country's state and
    army; `person:…`; `proxy:…` for the forces a party backs; `civilians`, `civilians:homes` and the like for
    people and things of no side; `object` for posts and vehicles of a side not told. A state is given as
    `state` on any ground: only an event's place makes it foreign. Whoever has no name of their own (people,
    homes, posts, gunmen) is named by the words of the text.
    Lines of noise are not read.
    """
    forms = tuple([w.form for w in doc.words])
    if _LATIN.search(doc.text):
        forms = tuple([form.lower() for form in forms])
    views = tuple(map(view, forms))
    text = Text(doc, forms, views, theatre_of(views), [], {}, set())
    found: list[ActorMention] = []
    for sentence in doc.sentences:
        if sentence.kind == "noise":
            continue
        at = sentence.first
        while at < sentence.last:
            if not views[at].starts and not text.surnames:
                at += 1
                continue
            phrase = _phrase(text, at)
            if phrase is None:
                at += 1
                continue
            if phrase.who is not None:
                found.append(_mention(doc, phrase))
                remember(text, phrase)
            at = phrase.last + 1
    return tuple(found)


def _phrase(text: Text, at: int) -> Phrase | None:
    """The longest phrase that names a party from a word on, or one to be read over, or None."""
    view_here = text.views[at]
    if not view_here.starts:
        return surname_at(text, at)
    name = exact_match(text, at) if view_here.exact else None
    if name and isinstance(name.meaning, Silent):
        return Phrase(at, name.last, 0, None)
    noun = loose_match(text, at) if view_here.loose else None
    by_name = from_name(text, at, name) if name else None
    by_noun = from_noun(text, at, noun) if noun else None
    if by_name and by_noun:
        # a known name before what the grammar makes of the same words
        return by_noun if by_noun.last > by_name.last else by_name
    return by_name or by_noun or from_adjective(text, at)


def _mention(doc: Document, phrase: Phrase) -> ActorMention:
    who = phrase.who
    if who is None:
        raise ValueError("a phrase that is read over names no party")
    span = doc.span(phrase.first, phrase.last, _letters_left_out(doc, phrase))
    return ActorMention(
        first=phrase.first,
        last=phrase.last,
        span=span,
        name=who.name or restore_article(" ".join(doc.report.text[slice(*span)].replace("_", " ").split())),
        kind=who.kind,
        key=who.key,
        country=who.country,
        flies=who.flies,
        adjective=phrase.adjective,
    )


def _letters_left_out(doc: Document, phrase: Phrase) -> int:
    """The letters of a preposition before a party's name; «لل» stays, as half of it is the name's article."""
    form = doc.words[phrase.first].form
    if not phrase.skip or form[phrase.skip - 1 : phrase.skip + 1] != "لل":
        return phrase.skip
    here = view(form)
    readings = [reading for reading, _ in (*here.exact, *here.loose)]
    readings += [here.adjective.reading] if here.adjective else []
    return phrase.skip - any(reading.definite for reading in readings if reading.skip == phrase.skip)
