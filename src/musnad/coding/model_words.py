"""Words that the network takes to stand in a relation to an event, and which of them make one name."""

from collections.abc import Iterable, Sequence

from musnad.coding.document import Document, Sentence
from musnad.coding.mentions import TriggerMention
from musnad.model.encoded import Encoded

SHORTEST = 3
"""Letters of the shortest word of a name that only the network has read."""
_LONGEST = 6


def likely(
    doc: Document, sentence: Sentence, triggers: Sequence[TriggerMention], encoded: Encoded, relation: str
) -> list[float]:
    """For each word of a sentence, how likely it stands in a relation to any of the sentence's triggers."""
    words = [doc.span(word, word) for word in range(sentence.first, sentence.last)]
    return [max(odds) for odds in zip(*(encoded.answers(relation, t.span, words) for t in triggers), strict=True)]


def side_by_side(doc: Document, words: Iterable[int]) -> list[tuple[int, int]]:
    """The first and last of words that follow each other with no mark between, six at most; `words` in order."""
    found: list[tuple[int, int]] = []
    for word in words:
        joined = found and found[-1][1] == word - 1 and doc.between(word - 1, word).isspace()
        if joined and word - found[-1][0] < _LONGEST:
            found[-1] = (found[-1][0], word)
        else:
            found.append((word, word))
    return found
