"""What the encoder says, as named signs beside those of the rules; the learned tables weigh both.

A sign names the step on a scale of probabilities that a number reaches, not the number: what a step is worth was
learned from reports that the network had not been trained on, so the tables know how far to trust it.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

from musnad.coding.groups import Group
from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.scene import Telling, family_of
from musnad.model.encoded import Encoded, likeliest

Told = TypeVar("Told")
_SURE = 0.5
_MOST = 30
_STEPS = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.96)


def step(probability: float) -> int:
    """The step on a scale of eleven that a probability reaches."""
    return bisect_right(_STEPS, probability)


def same_event(encoded: Encoded, group: Group, telling: Telling) -> tuple[str, ...]:
    """Whether the network takes a telling for the event that a group tells."""
    odds = [encoded.same(t.trigger.span, telling.trigger.span) for t in _some(group.tellings)]
    most, latest = step(max(odds)), step(odds[-1])
    seen = step(encoded.telling(telling.trigger.span))
    return (
        f"~same={most}",
        f"~latest={latest}",
        f"~same={most}&family={telling.family}",
        f"~same={most}&of={min(len(odds), 3)}",
        f"~same={most}&seen={seen // 3}",
        f"~seen={seen}",
    )


def tells_event(encoded: Encoded, group: Group, before: Sequence[Group]) -> tuple[str, ...]:
    """Whether the network takes a group for an event, for one of its family, and for one not told before."""
    family = group.family
    single = len(group.tellings) == 1
    seen = [encoded.telling(t.trigger.span) for t in group.tellings]
    fits = [_of_family(encoded, t.trigger, family) * p for t, p in zip(group.tellings, seen, strict=True)]
    most, fit, first = step(max(seen)), step(max(fits)), step(seen[0])
    again = step(_told_before(encoded, group, before))
    kin = step(_told_before(encoded, group, [other for other in before if other.family == family]))
    recalled = step(max(encoded.background(t.trigger.span) for t in group.tellings))
    types = encoded.types(group.tellings[0].trigger.span)
    best = likeliest(types) if types else "none"
    sure = min(sum(p > _SURE for p in seen), 4)
    headed = any(t.headline and p > _SURE for t, p in zip(group.tellings, seen, strict=True))
    return (
        f"~seen={most}",
        f"~seen={most}&single={single}",
        f"~seen={most}&family={family}",
        f"~fit={fit}",
        f"~fit={fit}&family={family}",
        f"~fit={fit}&single={single}",
        f"~first={first}&single={single}",
        f"~fit={fit}&sense={group.tellings[0].trigger.type}",
        f"~odds={_odds(max(seen))}",
        f"~sure={sure}",
        f"~sure={sure}&family={family}",
        f"~headed={headed}",
        f"~recalled={recalled}",
        f"~recalled={recalled}&family={family}",
        f"~again={again}",
        f"~kin={kin}",
        f"~kin={kin}&single={single}",
        f"~seen={most}&background={group.background}",
        f"~seen={most}&kin={kin // 3}",
        f"~type={best}",
        f"~type={best == group.type}&seen={most // 2}",
        f"~clear={step(types.get(best, 0.0))}",
    )


def plays_part(encoded: Encoded, trigger: TriggerMention, party: ActorMention, side: str, sort: str) -> tuple[str, ...]:
    """Whether the network takes a party for one that acts, or that is acted upon, in a trigger's event."""
    acts = step(encoded.related("actor", trigger.span, party.span))
    suffers = step(encoded.related("target", trigger.span, party.span))
    family = family_of(trigger.type)
    return (
        f"~acts={acts}",
        f"~suffers={suffers}",
        f"~acts={acts}|{suffers}",
        f"~acts={acts}|{side}",
        f"~suffers={suffers}|{side}",
        f"~acts={acts}|{sort}",
        f"~suffers={suffers}|{sort}",
        f"~acts={acts}|{family}",
        f"~suffers={suffers}|{family}",
    )


def _told_before(encoded: Encoded, group: Group, before: Sequence[Group]) -> float:
    """How likely the network takes the group's first words for an event told before."""
    first = group.tellings[0].trigger.span
    told = (t for other in _some(before) for t in _some(other.tellings))
    return max((encoded.same(first, t.trigger.span) for t in told), default=0.0)


def _some(told: Sequence[Told]) -> Sequence[Told]:
    """All of what a report of news tells; of a page that tells one thing a thousand times, the beginning and end."""
    return told if len(told) <= 2 * _MOST else (*told[:_MOST], *told[-_MOST:])


def _odds(probability: float) -> int:
    """Log-odds in steps of two thirds."""
    bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return round(max(-6.0, min(6.0, math.log(bounded / (1 - bounded)))) * 1.5)


def _of_family(encoded: Encoded, trigger: TriggerMention, family: str) -> float:
    return sum(p for kind, p in encoded.types(trigger.span).items() if family_of(kind) == family)
