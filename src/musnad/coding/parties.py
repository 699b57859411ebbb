"""Who did it to whom: the parties of one trigger, and of all the tellings of one event.

Each party near a trigger is weighed by its signs (`parties_signs`): how likely it is to act, to be acted upon, or
to play no part. The likeliest are kept; nobody acts upon itself.
"""

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.parties_signs import Candidate, candidates
from musnad.coding.scene import Scene
from musnad.knowledge.roles import RoleWords, role_weights

Parties = tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]

_LIKELY_ACTOR = 0.45
_LIKELY_TARGET = 0.45
_SECOND = 0.6
_MOST = 3


class Part(NamedTuple):
    """A party with the probabilities that it acts and that it is acted upon."""

    party: ActorMention
    acts: float
    suffers: float


def find_parties(scene: Scene, trigger: TriggerMention, words: RoleWords) -> Parties:
    """The actors and targets that the sentence gives a trigger; each may be empty."""
    return choose(weigh(scene, trigger))


def event_parties(scene: Scene, triggers: Sequence[TriggerMention]) -> Parties:
    """The actors and targets of an event told by several triggers."""
    return choose([part for trigger in triggers for part in weigh(scene, trigger)])


def weigh(scene: Scene, trigger: TriggerMention) -> tuple[Part, ...]:
    """Every party that may play a part in a trigger's event, with how likely it is to."""
    return tuple(_part(candidate) for candidate in candidates(scene, trigger))


def choose(parts: Sequence[Part]) -> Parties:
    """The likeliest actors and targets, best first."""
    actors = _likeliest(((p.party, p.acts) for p in parts), _LIKELY_ACTOR, frozenset())
    acting = frozenset(a.key for a in actors)
    targets = _likeliest(((p.party, p.suffers) for p in parts), _LIKELY_TARGET, acting)
    return actors, targets


def _likeliest(
    weighed: Iterable[tuple[ActorMention, float]], likely: float, barred: frozenset[str]
) -> tuple[ActorMention, ...]:
    best: dict[str, tuple[float, ActorMention]] = {}
    for party, odds in weighed:
        if odds < likely or party.key in barred:
            continue
        held = best.get(party.key)
        if held is None or odds > held[0]:
            best[party.key] = (odds, party)
    ranking = sorted(best.values(), key=lambda found: (-found[0], found[1].first))
    named = {party.country for _, party in ranking if not party.adjective and party.country}
    kept = [
        party
        for place, (odds, party) in enumerate(ranking)
        if (place == 0 or odds >= _SECOND) and not (party.adjective and party.country in named)
    ]
    return tuple(kept[:_MOST])


def _part(candidate: Candidate) -> Part:
    weights = role_weights()
    actor = target = 0.0
    for sign in candidate.signs:
        weight = weights.get(sign)
        if weight is not None:
            actor += weight.actor
            target += weight.target
    top = max(actor, target, 0.0)
    acts, suffers, none = math.exp(actor - top), math.exp(target - top), math.exp(-top)
    whole = acts + suffers + none
    return Part(candidate.party, acts / whole, suffers / whole)
