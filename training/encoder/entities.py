"""Named entities as ANERcorp marks them, as pieces with the tag of each word at its first piece."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tokenizers import Tokenizer

from musnad.model.labels import ENTITY_TAGS
from musnad.model.pieces import cut

Words = Sequence[tuple[str, str]]
_ROOM = 250
_MOST_SENTENCES = 8
_LONGEST = 150


class Passage(NamedTuple):
    """Some sentences that follow each other: pieces, each word's first piece (None for one without), and its tag."""

    pieces: list[int]
    firsts: list[int | None]
    tags: list[int]


def read_conll(path: Path) -> list[Words]:
    """Sentences of words with tags, one word a line, a tab before its tag, an empty line after a sentence."""
    blocks = path.read_text(encoding="utf-8").split("\n\n")
    pairs = ([line.split("\t") for line in block.splitlines() if line.strip()] for block in blocks)
    return [[(word, tag) for word, tag in block] for block in pairs if block]


def passage(sentences: Iterable[Words], tokenizer: Tokenizer) -> Passage:
    """Sentences as one text, words parted by blanks."""
    words = [pair for sentence in sentences for pair in sentence]
    pieces, offsets = cut(tokenizer, " ".join(word for word, _ in words))
    firsts: list[int | None] = []
    start = at = 0
    for word, _ in words:
        while at < len(offsets) and offsets[at][0] < start:
            at += 1
        firsts.append(at if at < len(offsets) and offsets[at][0] < start + len(word) else None)
        start += len(word) + 1
    return Passage(pieces, firsts, [ENTITY_TAGS.index(tag) for _, tag in words])


def passages(sentences: Sequence[Words], tokenizer: Tokenizer, epoch: int) -> Iterator[Passage]:
    """The sentences in order, now few and now many together, elsewhere parted in every epoch."""
    chance = random.Random(epoch)  # noqa: S311 - how texts are parted, not a secret
    held: list[Words] = []
    most = chance.randint(1, _MOST_SENTENCES)
    for sentence in (part for whole in sentences for part in _parts(whole)):
        # a word of ANERcorp is a piece and a half in the mean
        if held and (len(held) >= most or 1.6 * sum(map(len, [*held, sentence])) > _ROOM):
            yield passage(held, tokenizer)
            held, most = [], chance.randint(1, _MOST_SENTENCES)
        held.append(sentence)
    if held:
        yield passage(held, tokenizer)


def _parts(sentence: Words) -> Iterator[Words]:
    """A sentence, or what a window holds of one that has no end."""
    for at in range(0, len(sentence), _LONGEST):
        yield sentence[at : at + _LONGEST]


class Respelling:
    """ANERcorp writes every final alif maqsura as a yaa; news of today does not.

    Which words end in which is counted in `texts`.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._counts = Counter(word for text in texts for word in text.split() if word[-1] in "ىي")

    def __call__(self, sentence: Words) -> Words:
        """The sentence as news of today writes it."""
        return [(self._word(word), tag) for word, tag in sentence]

    def _word(self, word: str) -> str:
        respelt = word[:-1] + "ى"
        if word.endswith("ي") and self._counts[respelt] > self._counts[word]:
            return respelt
        return word
