"""Where rules and model meet over the words that tell of events.

The lexicon's triggers stand, with the kinds that their words leave open. What the network alone takes for the
telling of an event is added: wordings that no list foresaw.
"""

from collections.abc import Container, Iterator

from musnad.coding.document import Document, Sentence
from musnad.coding.mentions import TriggerMention
from musnad.coding.scene import family_of
from musnad.model.encoded import Encoded, likeliest

# how likely the network must hold words to tell of an event for them to be weighed at all
_LEAST = 0.4
_LONGEST = 3
_ARTICLES = ("ال", "لل", "بال", "وال", "كال", "فال")


def with_model(doc: Document, triggers: tuple[TriggerMention, ...], encoded: Encoded) -> tuple[TriggerMention, ...]:
    """The triggers of the lexicon and those that the network finds elsewhere, in order, not overlapping.

    Words beside a trigger that tell of its own family («متبادل» after «قصف») are part of it, not another.
    """
    taken = {at: trigger for trigger in triggers for at in range(trigger.first, trigger.last + 1)}
    found = list(triggers)
    for sentence in doc.sentences:
        if sentence.kind == "noise":
            continue
        for run, kind in _runs(doc, sentence, taken, encoded):
            beside = [taken[at] for at in (run[0] - 1, run[-1] + 1) if at in taken]
            if family_of(kind) not in {family_of(likeliest(encoded.types(t.span))) for t in beside}:
                found.append(_mention(doc, run, kind))
    return tuple(sorted(found, key=lambda t: t.first))


def _runs(
    doc: Document, sentence: Sentence, taken: Container[int], encoded: Encoded
) -> Iterator[tuple[list[int], str]]:
    """Words side by side that tell of one family, with the kind that the first of them tells."""
    run: list[int] = []
    kind = ""
    for word in range(sentence.first, sentence.last):
        span = doc.span(word, word)
        if word in taken or encoded.telling(span) < _LEAST:
            continue
        told = likeliest(encoded.types(span))
        if run and (word != run[-1] + 1 or family_of(told) != family_of(kind) or len(run) == _LONGEST):
            yield run, kind
            run = []
        kind = kind if run else told
        run = [*run, word]
    if run:
        yield run, kind


def _mention(doc: Document, run: list[int], kind: str) -> TriggerMention:
    definite = doc.words[run[0]].form.startswith(_ARTICLES)
    return TriggerMention(run[0], run[-1], doc.span(run[0], run[-1]), kind, definite=definite)
