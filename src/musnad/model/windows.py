"""A report cut into windows that the encoder reads one at a time."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

# pieces of text in a window, and of the headline before every window but the first
ROOM = 320
_HEADLINE = 40


class Window(NamedTuple):
    """Pieces `first` to `last` (end excluded), after the first `headline` pieces of the report."""

    first: int
    last: int
    headline: int


def windows_of(
    offsets: Sequence[tuple[int, int]], sentences: Sequence[tuple[int, int]], headline: int
) -> tuple[Window, ...]:
    """Whole sentences, in as few windows of like length as have room; a sentence longer than a window is cut.

    `offsets`: where each piece stands in the text. `sentences`: bounds in the same text. `headline`: the number
    of characters of the headline at the start of the text; it stands before every window, for context.
    """
    starts = [start for start, _ in offsets]
    size = len(offsets)
    titled = min(bisect_left(starts, headline), _HEADLINE)
    ends = sorted({bisect_left(starts, end) for _, end in sentences} | {size})
    found: list[Window] = []
    first = 0
    while first < size:
        last = _end(ends, first, size)
        found.append(Window(first, last, titled if first else 0))
        first = last
    return tuple(found)


def _end(ends: Sequence[int], first: int, size: int) -> int:
    """Where a window ends: at the sentence end nearest to an even share of what is left."""
    left = size - first
    share = left / math.ceil(left / ROOM)
    fitting = [end for end in ends if first < end <= first + ROOM]
    return min(fitting, key=lambda end: abs(end - first - share), default=first + ROOM)
