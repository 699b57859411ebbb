"""Whether a candidate names a place at all: many names are ordinary words, persons or organisations too."""

import msgspec

from musnad.coding.document import Document
from musnad.coding.places_lead import BARE, INTRODUCED, LISTED, PREPOSED, joined
from musnad.coding.places_scan import Candidate
from musnad.knowledge.gazetteer import RANK_CHOSEN, RANK_FAMOUS, RANK_KNOWN
from musnad.knowledge.gazetteer_words import NAMES_LIKE_ADJECTIVES, PlaceWords

_SURE_KINDS = frozenset(("settlement", "neighbourhood", "camp", "province", "district"))


def accepted(doc: Document, candidates: list[Candidate], words: PlaceWords) -> list[Candidate]:
    """The candidates that name a place, in order.

    A little-known bare name counts where the same name stands as a place elsewhere in the report.
    """
    candidates = [_nameless(doc, c, words) for c in candidates]
    verdicts = [_verdict(doc, c, words) for c in candidates]
    judged = zip(candidates, verdicts, strict=True)
    sure = {c.key for c, verdict in judged if verdict and c.evidence >= PREPOSED}
    kept: list[Candidate] = []
    for candidate, verdict in zip(candidates, verdicts, strict=True):
        if verdict is None:
            verdict = candidate.key in sure or _continues(candidate, kept)
        if verdict:
            kept.append(candidate)
    return kept


def _nameless(doc: Document, candidate: Candidate, words: PlaceWords) -> Candidate:
    """«شارع البحر», «مستشفى الأمل»: a place, but not the village of that name."""
    lead = candidate.lead
    if lead.kind not in ("site", "front", "area") or lead.first == candidate.head:
        return candidate
    before = words.forms.leading.get(doc.words[candidate.head - 1].form, (0, ""))[1]
    if before not in words.streets:
        ordinary = candidate.key in words.strict or candidate.key in words.common
        if not ordinary or before not in words.unlisted_after or not candidate.key.startswith("ال"):
            return candidate
    return msgspec.structs.replace(candidate, options=())


def _continues(candidate: Candidate, kept: list[Candidate]) -> bool:
    """Whether it goes on a list of places: «قرى كذا وكذا»."""
    return bool(
        candidate.evidence == LISTED
        and kept
        and kept[-1].last == candidate.head - 1
        and (kept[-1].evidence >= PREPOSED or any(o.rank >= RANK_KNOWN for o in kept[-1].options))
    )


def _verdict(doc: Document, candidate: Candidate, words: PlaceWords) -> bool | None:
    """True, False, or None where the rest of the report decides."""
    key, evidence = candidate.key, candidate.evidence
    if not candidate.options:
        return evidence == INTRODUCED
    if key in words.preceded_by and doc.words[candidate.head - 1].form in words.preceded_by[key]:
        return False
    if key in words.followed_by and _next_form(doc, candidate.last) in words.followed_by[key]:
        return False
    if key in words.never or (key in words.adjectives and _describes(doc, candidate)):
        return False
    if key in words.strict and not _introduced_as_place(candidate):
        return False
    rank = max(place.rank for place in candidate.options)
    if key in words.common and rank <= RANK_KNOWN and not _introduced_as_place(candidate):
        return False
    if key in words.weak and evidence < PREPOSED:
        return False
    if evidence < INTRODUCED and rank < RANK_CHOSEN and _is_person(doc, candidate):
        return False
    if evidence < INTRODUCED and (
        _belongs_to_other(doc, candidate, rank, words) or _is_affiliation(doc, candidate, words)
    ):
        return False
    if rank >= RANK_FAMOUS or evidence == INTRODUCED:
        return True
    if key.partition(" ")[0] in words.sure_heads and " " in key:
        return True
    return _little_known(candidate, rank)


def _little_known(candidate: Candidate, rank: int) -> bool | None:
    several = " " in candidate.key
    if candidate.evidence == PREPOSED:
        if rank >= RANK_KNOWN or several or candidate.quoted:
            return True
        return None if len(candidate.key.removeprefix("ال")) <= 3 else True
    return True if several and rank >= RANK_KNOWN and candidate.evidence > BARE else None


def _is_person(doc: Document, candidate: Candidate) -> bool:
    """«عبد العزيز», «منصور بن …»."""
    after = _next_form(doc, candidate.last)
    return candidate.key.startswith(("عبد ", "ابو ", "ام ")) or after in ("بن", "ابن")


def _introduced_as_place(candidate: Candidate) -> bool:
    lead = candidate.lead
    return lead.evidence == INTRODUCED and (lead.kind in _SURE_KINDS or lead.relation == "countryside")


def _describes(doc: Document, candidate: Candidate) -> bool:
    """Whether a country's name that is also its adjective stands as one: «القوات السعودية», «قوات سورية»."""
    if candidate.key not in NAMES_LIKE_ADJECTIVES:
        return True
    before = candidate.lead.first - 1
    if candidate.evidence == INTRODUCED or candidate.lead.skip or before < 0 or not joined(doc, before):
        return False
    if candidate.key == "سوريه":
        return candidate.evidence < PREPOSED
    return doc.words[before].form.startswith(("ال", "وال", "بال", "لل", "فال", "ولل"))


def _is_affiliation(doc: Document, candidate: Candidate, words: PlaceWords) -> bool:
    """«الموالية لإيران», «وزير خارجية روسيا», «نصرة لغزة»: whose or for whom, not where it happened."""
    before = candidate.lead.first - 1
    form = doc.words[before].form if before >= 0 else ""
    if candidate.lead.skip and form in words.for_sake:
        return True
    if all(place.kind != "country" for place in candidate.options):
        return False
    if form in words.offices and not candidate.lead.skip:
        return True
    if form in words.prepositions and before > 0:
        form = doc.words[before - 1].form
    return form in words.affiliated


def _next_form(doc: Document, last: int) -> str:
    return doc.words[last + 1].form if last + 1 < len(doc.words) else ""


def _belongs_to_other(doc: Document, candidate: Candidate, rank: int, words: PlaceWords) -> bool:
    """Whether the word before makes it part of a person's or an organisation's name."""
    before = candidate.lead.first - 1
    if before < 0 or doc.sentence_of[before] != candidate.sentence or not joined(doc, before):
        return False
    form = doc.words[before].form
    if candidate.lead.skip:
        return False
    if form in words.forms.organisations:
        return True
    if form in words.titles:
        return True
    if form in words.forms.first_names:
        return rank < RANK_CHOSEN and candidate.evidence < PREPOSED
    return False
