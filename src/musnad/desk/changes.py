"""What changed between two texts, word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import msgspec

# a word with the space after it, the first with that before it too
_WORDS = re.compile(r"\s*\S+\s*|\s+")
# over so many words those that are everywhere are not looked for: time grows with the square of their number
_LONG = 3000


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of two texts. Where it is `same`, the words are, and only the space between them may differ.

    All `before` in a row are the one text, all `after` the other.
    """

    before: str
    after: str
    same: bool


def word_changes(before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches of two texts, in order: those that are the same, and those where words went, came or changed."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(
        None, [word.strip() for word in old], [word.strip() for word in new], autojunk=max(len(old), len(new)) > _LONG
    )
    pairs = (("".join(old[a:b]), "".join(new[c:d])) for _, a, b, c, d in matcher.get_opcodes())
    return tuple(Stretch(gone, came, gone.split() == came.split()) for gone, came in pairs)


def changed_lines(stretches: Sequence[Stretch], around: int) -> list[tuple[Stretch, ...]]:
    """What changed, each place with `around` words that did not on both sides; near places are one.

    Where words are left out, `…` stands.
    """
    lines: list[tuple[Stretch, ...]] = []
    line: list[Stretch] = []
    last = len(stretches) - 1
    for at, stretch in enumerate(stretches):
        words = stretch.after.split()
        if not stretch.same:
            line.append(stretch)
        elif at == 0:
            line.append(_end(words, around))
        elif at == last:
            line.append(_start(words, around))
        elif len(words) > 2 * around:
            lines.append((*line, _start(words, around)))
            line = [_end(words, around)]
        else:
            line.append(stretch)
    if any(not stretch.same for stretch in line):
        lines.append(tuple(line))
    return lines


def _start(words: list[str], around: int) -> Stretch:
    return _unchanged([*words[:around], "…"] if len(words) > around else words)


def _end(words: list[str], around: int) -> Stretch:
    return _unchanged(["…", *words[-around:]] if len(words) > around else words)


def _unchanged(words: list[str]) -> Stretch:
    text = " ".join(words)
    return Stretch(text, text, same=True)
