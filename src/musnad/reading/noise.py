"""Which lines of a page's text are headline, body and noise."""

from collections.abc import Sequence
from typing import Literal

LineKind = Literal["headline", "body", "noise"]


def line_kinds(lines: Sequence[str]) -> list[LineKind]:
    """The kind of each line of a report's folded text (headline, blank line, body)."""
    kinds: list[LineKind] = []
    headline_seen = False
    for line in lines:
        if not headline_seen and line.strip():
            headline_seen = True
            kinds.append("headline")
        else:
            kinds.append("body")
    return kinds
