"""By what an event is known again after its report was coded anew: its position may be another then."""

from collections.abc import Sequence
from typing import Self

import msgspec

from musnad.linking import Telling

# of the words of the sentences that tell it, half at least must be the same
_SAME_WORDS = 0.5


class Mark(msgspec.Struct, frozen=True):
    """What of an event stays when its report is coded or published anew: kind, place, the words that tell it."""

    type: str
    named: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, telling: Telling) -> Self:
        """The mark of a telling."""
        return cls(telling.event.type, telling.named, tuple(sorted(telling.words)))

    def found_in(self, tellings: Sequence[Telling]) -> Telling | None:
        """The telling that is most likely the marked one, None where none is."""
        fits = [(self._fit(one), -one.key[1], one) for one in tellings]
        best = max(fits, key=lambda fit: fit[:2], default=None)
        return best[2] if best is not None and best[0] > 0 else None

    def _fit(self, telling: Telling) -> float:
        own, other = set(self.words), telling.words
        shared = 2 * len(own & other) / (len(own) + len(other)) if own or other else 1.0
        if shared < _SAME_WORDS:
            return 0.0
        same_family = self.type.partition(".")[0] == telling.family
        return shared + 2 * (self.type == telling.event.type) + same_family + (self.named == telling.named)


def moved(before: Sequence[Telling], after: Sequence[Telling]) -> dict[int, int]:
    """The position after of each event before that is found again; no two are found in one."""
    found: dict[int, int] = {}
    left = list(after)
    for telling in before:
        same = Mark.of(telling).found_in(left)
        if same is not None:
            found[telling.key[1]] = same.key[1]
            left.remove(same)
    return found
