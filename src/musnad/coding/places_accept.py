"""Whether a candidate names a place at all: many names are ordinary words, persons or organisations too."""

from musnad.coding.document import Document
from musnad.coding.places_scan import BARE, INTRODUCED, LISTED, PREPOSED, Candidate, bare_form, joined
from musnad.knowledge.gazetteer import RANK_CHOSEN, RANK_FAMOUS, RANK_KNOWN
from musnad.knowledge.gazetteer_words import PlaceWords

_SURE_KINDS = frozenset(("settlement", "camp", "province", "district"))
_SYRIA = "سوريه"


def accepted(doc: Document, candidates: list[Candidate], words: PlaceWords) -> list[Candidate]:
    """The candidates that name a place, in order.

    A little-known bare name counts where the same name stands as a place elsewhere in the report.
    """
    verdicts = [_verdict(doc, c, words) for c in candidates]
    sure = {c.key for c, verdict in zip(candidates, verdicts, strict=True) if verdict and c.evidence >= PREPOSED}
    kept: list[Candidate] = []
    for candidate, verdict in zip(candidates, verdicts, strict=True):
        if verdict is None:
            verdict = candidate.key in sure or _continues(candidate, kept)
        if verdict:
            kept.append(candidate)
    return kept


def _continues(candidate: Candidate, kept: list[Candidate]) -> bool:
    """Whether it goes on a list of places: «قرى كذا وكذا»."""
    return bool(
        candidate.evidence == LISTED
        and kept
        and kept[-1].last == candidate.head - 1
        and (kept[-1].evidence >= PREPOSED or max((o.rank for o in kept[-1].options), default=0) >= RANK_KNOWN)
    )


def _verdict(doc: Document, candidate: Candidate, words: PlaceWords) -> bool | None:
    """True, False, or None where the rest of the report decides."""
    key, evidence = candidate.key, candidate.evidence
    if not candidate.options:
        return evidence == INTRODUCED
    if key in words.never or (key in words.adjectives and key != _SYRIA):
        return False
    if key in words.strict and not _introduced_as_place(candidate):
        return False
    rank = max(place.rank for place in candidate.options)
    if key in words.common and rank <= RANK_KNOWN and not _introduced_as_place(candidate):
        return False
    if (key in words.weak or key == _SYRIA) and evidence < PREPOSED:
        return False
    if evidence < INTRODUCED and _belongs_to_other(doc, candidate, rank, words):
        return False
    if rank >= RANK_FAMOUS or evidence == INTRODUCED:
        return True
    return _little_known(candidate, rank)


def _little_known(candidate: Candidate, rank: int) -> bool | None:
    several = " " in candidate.key
    if candidate.evidence == PREPOSED:
        if rank >= RANK_KNOWN or several or candidate.quoted:
            return True
        return None if len(candidate.key.removeprefix("ال")) <= 3 else True
    return True if several and rank >= RANK_KNOWN and candidate.evidence > BARE else None


def _introduced_as_place(candidate: Candidate) -> bool:
    lead = candidate.lead
    return lead.evidence == INTRODUCED and (lead.kind is not None or lead.relation == "countryside")


def _belongs_to_other(doc: Document, candidate: Candidate, rank: int, words: PlaceWords) -> bool:
    """Whether the word before makes it part of a person's or an organisation's name."""
    before = candidate.lead.first - 1
    if before < 0 or doc.sentence_of[before] != candidate.sentence or not joined(doc, before):
        return False
    form = doc.words[before].form
    if candidate.lead.skip:
        return False
    if form in words.organisations or bare_form(form, words.organisations):
        return True
    if form in words.titles:
        return True
    if bare_form(form, words.first_names):
        return rank < RANK_CHOSEN and candidate.evidence < PREPOSED
    return False
