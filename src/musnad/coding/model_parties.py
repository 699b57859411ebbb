"""Where rules and model meet over who is named.

The rules name whom their tables and grammar know. Words that the network takes for who acts in an event, or is
acted upon, and that no rule has read are named too: a person, a body, a people that no list foresaw. Of what kind
they are stays unknown.
"""

from collections.abc import Container, Sequence

from musnad.coding.document import Document, Sentence
from musnad.coding.mentions import ActorMention, PlaceMention, TriggerMention
from musnad.coding.parties_words import cue_of
from musnad.model.encoded import Encoded

_LIKELY = 0.3
_LONGEST = 6
_SHORTEST = 3


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
    found = list(actors)
    for index, here in in_sentence.items():
        for first, last in _runs(doc, doc.sentences[index], _likely(doc, doc.sentences[index], here, encoded), read):
            found.append(_mention(doc, first, last))
    return tuple(sorted(found, key=lambda a: a.first))


def _likely(doc: Document, sentence: Sentence, triggers: Sequence[TriggerMention], encoded: Encoded) -> list[float]:
    """For each word of a sentence, how likely it names a party of any of its triggers."""
    words = [doc.span(word, word) for word in range(sentence.first, sentence.last)]
    said = [encoded.answers(part, t.span, words) for t in triggers for part in ("actor", "target")]
    return [max(odds) for odds in zip(*said, strict=True)]


def _runs(doc: Document, sentence: Sentence, likely: Sequence[float], read: Container[int]) -> list[tuple[int, int]]:
    """Likely words side by side, with no mark between."""
    found: list[tuple[int, int]] = []
    for word, odds in enumerate(likely, start=sentence.first):
        if odds < _LIKELY or word in read or _is_particle(doc.words[word].form):
            continue
        if found and found[-1][1] == word - 1 and doc.between(word - 1, word).isspace() and _fits(found[-1], word):
            found[-1] = (found[-1][0], word)
        else:
            found.append((word, word))
    return found


def _is_particle(form: str) -> bool:
    """«في», «من», «ضد»: words that join names and are none."""
    return len(form) < _SHORTEST or cue_of(form) is not None


def _fits(run: tuple[int, int], word: int) -> bool:
    return word - run[0] < _LONGEST


def _mention(doc: Document, first: int, last: int) -> ActorMention:
    span = doc.span(first, last)
    key = " ".join(word.form for word in doc.words[first : last + 1])
    return ActorMention(first, last, span, doc.report.text[slice(*span)], "unknown", f"named:{key}")
