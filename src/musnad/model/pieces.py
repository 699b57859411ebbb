"""Texts cut into the pieces that the network knows, each with its place in the text as published."""

import re
from typing import NamedTuple

from tokenizers import Tokenizer

# vowel marks and the stretching stroke: news of the day has none, and the network learned from such news
_MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")


class Pieces(NamedTuple):
    """The numbers of the pieces, and for each its `[start, end)` in the text, without the blank before it."""

    numbers: list[int]
    offsets: list[tuple[int, int]]


def cut(tokenizer: Tokenizer, text: str) -> Pieces:
    """Cut a text into pieces; its vowel marks are read over."""
    kept = [at for at, letter in enumerate(text) if not _MARKS.match(letter)] if _MARKS.search(text) else None
    bare = text if kept is None else "".join(text[at] for at in kept)
    encoded = tokenizer.encode(bare, add_special_tokens=False)
    offsets = []
    for start, end in encoded.offsets:
        while start < end - 1 and bare[start].isspace():
            start += 1
        offsets.append((start, end) if kept is None else (kept[start], kept[end - 1] + 1))
    return Pieces(encoded.ids, offsets)
