"""The words before a place name that belong to it: «شمال غرب مدينة», «ريف», «محيط بلدة»."""

from typing import Literal

import msgspec

from musnad.coding.document import Document
from musnad.knowledge.gazetteer_words import PlaceWords

Relation = Literal["at", "near", "direction", "countryside", "coast"]

BARE, LISTED, PREPOSED, INTRODUCED = 0, 1, 2, 3
"""How plainly the text says that a name is a place: not at all, in a list, after «في», after «مدينة»."""

_PLACE_PROCLITICS = frozenset(("ب", "ل", "وب", "ول", "فب", "فل"))
_JOINTS = frozenset(" \u00a0\t\"'“”«»‘’„_#-ـ‹›*")
_PLAIN_AREAS = frozenset(("منطقه", "مناطق", "منطقتي", "منطقتا", "اراضي"))


class Lead(msgspec.Struct, frozen=True):
    """The words before a name that belong to it.

    `first` is the leftmost of them (or the name's first word), `skip` the letters of its proclitic; `kind`
    what a generic tells, or None; `bearing` letters of "nsew".
    """

    first: int
    skip: int
    kind: str | None = None
    relation: Relation = "at"
    bearing: str = ""
    evidence: int = BARE


def joined(doc: Document, at: int) -> bool:
    """Whether word `at` and the next are parted by blanks and quotes only."""
    return _JOINTS.issuperset(doc.between(at, at + 1))


def lead_of(doc: Document, words: PlaceWords, head: int, skip: int, floor: int) -> Lead:
    """The lead of the name that starts at word `head`, reaching back to word `floor` at most."""
    proclitic = doc.words[head].form[:skip]
    if skip and proclitic != "و":
        return Lead(head, skip, evidence=PREPOSED if proclitic in _PLACE_PROCLITICS else BARE)
    lead, at = Lead(head, skip), head - 1
    while not lead.skip and at >= floor and joined(doc, at):
        form = doc.words[at].form
        if form == "من" and at > floor and doc.words[at - 1].form in words.near_of:
            lead, at = _away(lead, doc.words[at - 1].form, at - 1, words), at - 2
            continue
        hit = words.forms.leading.get(form)
        if hit is None:
            break
        lead = _with(lead, at, hit[0], hit[1], words)
        if form.startswith("و") and hit[0] == 1 and _goes_on(doc, words, at, floor, hit[1]):
            # «شمال وشرق سوريا»
            lead = msgspec.structs.replace(lead, skip=0)
        at -= 1
    return lead


def _goes_on(doc: Document, words: PlaceWords, at: int, floor: int, word: str) -> bool:
    return word in words.directions and at > floor and doc.words[at - 1].form in words.forms.directions


def _away(lead: Lead, word: str, first: int, words: PlaceWords) -> Lead:
    """«بالقرب من X», «إلى الشمال من X»."""
    bearing = words.directions.get(word, "") + lead.bearing
    return Lead(first, 0, lead.kind, "near", bearing, INTRODUCED)


def _with(lead: Lead, first: int, skip: int, word: str, words: PlaceWords) -> Lead:
    """The lead with one more word at its left."""
    kind, relation, bearing = lead.kind, lead.relation, lead.bearing
    evidence = INTRODUCED
    if word in words.generics:
        told = words.generics[word]
        kind = kind or told
        if relation == "at" and (told == "front" or (told == "area" and word not in _PLAIN_AREAS)):
            relation = "near"
    elif word in words.countryside:
        relation = "countryside"
    elif word in words.directions:
        bearing = words.directions[word] + bearing
        relation = "direction" if relation in ("at", "direction", "coast") else relation
    elif word in words.coast:
        relation = "coast"
    elif word in words.near:
        relation = "near" if relation != "countryside" else relation
    else:
        evidence = max(lead.evidence, PREPOSED)
    return Lead(first, skip, kind, relation, bearing, evidence)
