"""Tellings of one event."""

import msgspec

from musnad.coding.scene import Telling, family_of

_CERTAINTY = {"stated": 0, "implied": 1, "open": 2}


class Group(msgspec.Struct, frozen=True):
    """Tellings of one event, in the order of the text. `odds`: log-odds that it is an event, once that is weighed."""

    tellings: tuple[Telling, ...]
    odds: float = 0.0

    @property
    def surest(self) -> Telling:
        """The telling whose kind is decided most surely, the earliest of equals."""
        return min(self.tellings, key=lambda t: (_CERTAINTY[t.certainty], t.type == "hurt"))

    @property
    def type(self) -> str:
        """The kind as decided by the surest telling."""
        return self.surest.type

    @property
    def family(self) -> str:
        """The part of the type before the point."""
        return family_of(self.type)

    @property
    def background(self) -> bool:
        """True where no telling tells it as news; where some give its time, they alone say."""
        dated = [t for t in self.tellings if t.time is not None]
        return all(t.background for t in dated or self.tellings)
