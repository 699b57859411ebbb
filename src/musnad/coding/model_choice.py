"""Where rules and model meet over which place, time or number belongs to a trigger.

The rules choose by nearness and order. The network overrules them only where it is much surer of another candidate.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from musnad.coding.mentions import CountMention, TriggerMention
from musnad.model.encoded import Encoded
from musnad.records import Span

_MARGIN = 0.3
# nearness says less of whose a number is: several events of a sentence may have dead
_MARGIN_OF_COUNT = 0.05
_ENOUGH = 0.35
# a report names few times, each of which may date several events; of places it names many
_DOUBTFUL: Mapping[str, float] = {"place": 0.06, "time": 0.25}


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


Mention = TypeVar("Mention", bound=_Spanned)
One = TypeVar("One")
Chosen = TypeVar("Chosen")


def likelier(
    encoded: Encoded | None,
    relation: str,
    trigger: TriggerMention,
    among: Iterable[Mention],
    chosen: Mention | None,
) -> Mention | None:
    """What the rules chose, or another candidate where the network is much surer of it."""
    if encoded is None:
        return chosen

    def odds(candidate: Mention) -> float:
        return encoded.related(relation, trigger.span, candidate.span)

    return _surest(among, odds, chosen, _ENOUGH if chosen is None else odds(chosen) + _MARGIN)


def is_doubtful(encoded: Encoded | None, relation: str, trigger: TriggerMention, chosen: Mention) -> bool:
    """Whether the network thinks it unlikely that what was chosen for a trigger belongs to it."""
    return encoded is not None and encoded.related(relation, trigger.span, chosen.span) < _DOUBTFUL[relation]


def likelier_of_report(
    encoded: Encoded | None,
    relation: str,
    triggers: Sequence[TriggerMention],
    among: Iterable[Mention],
    chosen: Mention | None,
) -> Mention | None:
    """As `likelier`, for all the triggers of an event and mentions anywhere in the report."""
    if encoded is None:
        return chosen

    def odds(candidate: Mention) -> float:
        return encoded.related_to_any(relation, [trigger.span for trigger in triggers], candidate.span)

    return _surest(among, odds, chosen, _ENOUGH)


def likelier_owner(
    encoded: Encoded | None, count: CountMention, rivals: Iterable[TriggerMention], nearest: TriggerMention
) -> TriggerMention:
    """The trigger whose dead or injured a number counts: the nearest, or one of which the network is much surer."""
    if encoded is None:
        return nearest

    def odds(trigger: TriggerMention) -> float:
        return encoded.related(count.what, trigger.span, count.span)

    return _surest(rivals, odds, nearest, odds(nearest) + _MARGIN_OF_COUNT)


def _surest(among: Iterable[One], odds: Callable[[One], float], chosen: Chosen, least: float) -> One | Chosen:
    """The candidate of which the network is surest, at least as sure as `least`; else what was chosen."""
    best: One | Chosen = chosen
    for candidate in among:
        likely = odds(candidate)
        if likely >= least:
            best, least = candidate, likely
    return best
