"""Which tellings tell of one event: headline, lead and later detail.

Tellings are taken in the order of the text; each joins the event that it most likely belongs to, or starts one.
What speaks for and against is in `merging_signs.py`; what each sign is worth was learned from reports coded by
hand (`tools/train_merging.py`).
"""

import msgspec

from musnad.coding.groups import Group
from musnad.coding.merging_signs import nothing_tells_apart, signs_of
from musnad.coding.scene import Telling
from musnad.knowledge.weights import Weights, log_odds
from musnad.model.encoded import Encoded

# a word that makes no event of its own («العملية», «مقتل») joins on less
_LOOSE = frozenset(("hurt", "operation"))
_JOIN, _JOIN_LOOSE = -0.25, -1.2


def merge(tellings: tuple[Telling, ...], weights: Weights, encoded: Encoded | None = None) -> tuple[Group, ...]:
    """The tellings grouped into events, in the order of their first telling."""
    groups: list[Group] = []
    latest = -1
    for telling in tellings:
        best, best_odds = -1, _JOIN_LOOSE if telling.trigger.type in _LOOSE else _JOIN
        fitting = -1
        for index, group in enumerate(groups):
            signs = signs_of(group, telling, index == latest, encoded)
            if signs is None:
                continue
            fitting = index
            odds = log_odds(weights, signs)
            if odds >= best_odds:
                best, best_odds = index, odds
        if best >= 0:
            groups[best] = Group((*groups[best].tellings, telling))
            latest = best
        elif fitting >= 0 and _points_back(telling):
            bare = msgspec.structs.replace(telling, place=None, firmly_placed=False, time=None)
            groups[fitting] = Group((*groups[fitting].tellings, bare))
        elif not telling.passing:
            groups.append(Group((telling,)))
            latest = len(groups) - 1
    return _united(groups)


def _united(groups: list[Group]) -> tuple[Group, ...]:
    """Two events of one kind that nothing tells apart are one: no other place, day, number or sense."""
    kept: list[Group] = []
    for group in groups:
        for index, other in enumerate(kept):
            if nothing_tells_apart(other, group):
                tellings = sorted((*other.tellings, *group.tellings), key=lambda t: t.trigger.first)
                kept[index] = Group(tuple(tellings))
                break
        else:
            kept.append(group)
    return tuple(kept)


def _points_back(telling: Telling) -> bool:
    """«الهجوم»: an event told before, though what stands around the word fits none; the latest of its kind."""
    trigger = telling.trigger
    return trigger.definite and not trigger.verb and not trigger.plural
