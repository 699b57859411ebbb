"""Where rules and model meet over whose words an event is known through."""

from collections.abc import Sequence

from musnad.coding.document import Document, Sentence
from musnad.coding.isnad_cues import cue_table
from musnad.coding.mentions import ActorMention, Attribution, TriggerMention
from musnad.coding.model_words import SHORTEST, likely, side_by_side
from musnad.coding.speakers import as_source, names
from musnad.model.encoded import Encoded
from musnad.records import Chain, Source, Span

_ADDED = 0.8
_DROPPED = 0.1
_HEARD = 0.8


def settle_attributions(
    encoded: Encoded | None, triggers: Sequence[TriggerMention], told: list[Attribution], others: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions that the rules give an event, less those that the network rules out, and those it is sure of.

    It chooses among sources that the rules found.
    """
    if encoded is None:
        return told
    kept = [a for a in told if _odds(encoded, triggers, a) >= _DROPPED]
    added = [a for a in others if a not in told and _odds(encoded, triggers, a) >= _ADDED]
    return kept + added


def heard_sources(
    doc: Document,
    encoded: Encoded | None,
    triggers: Sequence[TriggerMention],
    chains: Sequence[Chain],
    actors: Sequence[ActorMention],
) -> list[Chain]:
    """Whom the network alone hears tell an event, in the sentences that tell it: a name that no rule has read."""
    if encoded is None:
        return []
    taken = [node.span for chain in chains for node in chain if node.span is not None]
    found: list[Chain] = []
    for index in sorted({doc.sentence_of[t.first] for t in triggers}):
        here = [t for t in triggers if doc.sentence_of[t.first] == index]
        for first, last in _runs(doc, doc.sentences[index], here, encoded):
            span = doc.span(first, last)
            if any(_meet(span, other) for other in taken):
                continue
            taken.append(span)
            found.append((_source(doc, span, actors),))
    return found


def _runs(
    doc: Document, sentence: Sentence, triggers: Sequence[TriggerMention], encoded: Encoded
) -> list[tuple[int, int]]:
    """The words of a sentence, side by side, that likely name the origin of what any of its triggers tells."""
    told = {at for t in triggers for at in range(t.first, t.last + 1)}
    cues = cue_table()

    def names_one(word: int, odds: float) -> bool:
        form = doc.words[word].form
        stops = len(form) < SHORTEST or form in cues.stop or form in cues.verbs
        return odds >= _HEARD and word not in told and not stops

    odds = enumerate(likely(doc, sentence, triggers, encoded, "origin"), start=sentence.first)
    return side_by_side(doc, (word for word, likelihood in odds if names_one(word, likelihood)))


def _source(doc: Document, span: Span, actors: Sequence[ActorMention]) -> Source:
    """The words of a span as a source: of the kind of the party they name, else of a person who speaks."""
    told = Source(span, doc.report.text[slice(*span)], "official_person")
    party = next((actor for actor in actors if names(told, actor.span)), None)
    kind = as_source(party) if party is not None else None
    return told if kind is None else Source(span, told.name, kind)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _odds(encoded: Encoded, triggers: Sequence[TriggerMention], attribution: Attribution) -> float:
    origin = attribution.chain[-1].span if attribution.chain else None
    if origin is None:
        return 0.5
    return encoded.related_to_any("origin", [trigger.span for trigger in triggers], origin)
