"""Where rules and model meet over who is named.

The rules name whom their tables and grammar know. Words that the network takes for who acts in an event, or is
acted upon, and that no rule has read are named too: a person, a body, a people that no list foresaw. Of what kind
they are stays unknown. Such words right beside a party that the rules named, and in the same part, are more of its
name («شخص ثان», «قاعدة "عوبدا"»), not another party.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from musnad.coding.document import Document, Sentence
from musnad.coding.mentions import ActorMention, PlaceMention, TriggerMention
from musnad.coding.model_words import SHORTEST, likely, side_by_side
from musnad.coding.parties_words import cue_of
from musnad.model.encoded import Encoded

_LIKELY = 0.3
_JOINERS = frozenset(" \t\u00a0\"'«»“”„‘’()[]#_")
_OF = "من"


class _Run(NamedTuple):
    """Words side by side that the network takes for one that acts (`acts`), or is acted upon."""

    first: int
    last: int
    acts: bool


class _Odds(NamedTuple):
    """For each word of a sentence from `first` on, how likely it acts, and is acted upon, in any of its events."""

    first: int
    acts: Sequence[float]
    suffers: Sequence[float]

    def acting(self, first: int, last: int) -> bool:
        """Whether words are likelier to act than to be acted upon."""
        words = slice(first - self.first, last + 1 - self.first)
        return max(self.acts[words]) >= max(self.suffers[words])


def with_named(
    doc: Document,
    actors: tuple[ActorMention, ...],
    triggers: Sequence[TriggerMention],
    places: Sequence[PlaceMention],
    encoded: Encoded | None,
) -> tuple[ActorMention, ...]:
    """The parties of the rules, and those that the network alone sees, in order, not overlapping."""
    if encoded is None:
        return actors
    read = {at for found in (actors, triggers, places) for one in found for at in range(one.first, one.last + 1)}
    in_sentence: dict[int, list[TriggerMention]] = {}
    for trigger in triggers:
        in_sentence.setdefault(doc.sentence_of[trigger.first], []).append(trigger)
    found = {a.first: a for a in actors}
    ends = {a.last: a.first for a in actors}
    for index, here in in_sentence.items():
        sentence = doc.sentences[index]
        odds = _odds(doc, sentence, here, encoded)
        for run in _runs(doc, sentence, odds, read):
            before = ends.get(run.first - 1)
            if before is not None and _goes_on(doc, odds, found[before], run):
                found[before] = _widened(doc, found[before], run.last)
                ends[run.last] = before
            elif not _opens(doc, odds, found, run):
                found[run.first] = _mention(doc, run.first, run.last)
    return tuple(sorted(found.values(), key=lambda a: a.first))


def _odds(doc: Document, sentence: Sentence, triggers: Sequence[TriggerMention], encoded: Encoded) -> _Odds:
    acts, suffers = (likely(doc, sentence, triggers, encoded, part) for part in ("actor", "target"))
    return _Odds(sentence.first, acts, suffers)


def _runs(doc: Document, sentence: Sentence, odds: _Odds, read: set[int]) -> list[_Run]:
    """Likely words side by side, in one part and with no mark between."""
    named = (
        word
        for word, most in enumerate(map(max, odds.acts, odds.suffers), start=sentence.first)
        if most >= _LIKELY and word not in read and not _is_particle(doc.words[word].form)
    )
    return [_Run(first, last, odds.acting(first, last)) for first, last in side_by_side(doc, named)]


def _is_particle(form: str) -> bool:
    """«في», «من», «ضد»: words that join names and are none."""
    return len(form) < SHORTEST or cue_of(form) is not None


def _goes_on(doc: Document, odds: _Odds, party: ActorMention, run: _Run) -> bool:
    """Whether a run goes on with the words of the party right before it."""
    if doc.words[run.first].form.startswith("و") or not _JOINERS.issuperset(doc.between(party.last, run.first)):
        return False
    return odds.acting(party.first, party.last) == run.acts


def _opens(doc: Document, odds: _Odds, found: dict[int, ActorMention], run: _Run) -> bool:
    """Whether a run only counts or introduces the party after it: «700 ألف شخص», «العشرات من المحال»."""
    after = run.last + 1
    if after < len(doc.words) and doc.words[after].form == _OF:
        after += 1
    party = found.get(after)
    if party is None or not all(_JOINERS.issuperset(doc.between(w, w + 1)) for w in range(run.last, after)):
        return False
    if doc.sentence_of[party.first] != doc.sentence_of[run.first] or doc.words[after].form.startswith("و"):
        return False
    return odds.acting(party.first, party.last) == run.acts


def _widened(doc: Document, party: ActorMention, last: int) -> ActorMention:
    text = doc.report.text
    span = (party.span[0], doc.span(last, last)[1])
    # who has a name of their own keeps it; the others are named by the words of the text
    name = text[slice(*span)] if party.name == text[slice(*party.span)] else party.name
    return msgspec.structs.replace(party, last=last, span=span, name=name)


def _mention(doc: Document, first: int, last: int) -> ActorMention:
    span = doc.span(first, last)
    key = " ".join(word.form for word in doc.words[first : last + 1])
    return ActorMention(first, last, span, doc.report.text[slice(*span)], "unknown", f"named:{key}")
