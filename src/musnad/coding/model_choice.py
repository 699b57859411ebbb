"""Where rules and model meet over which place, time or number belongs to a trigger.

The rules choose by nearness and order. The network overrules them only where it is much surer of another candidate.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from musnad.coding.mentions import CountMention, TriggerMention
from musnad.model.encoded import Encoded
from musnad.records import Span

_MARGIN = 0.3
_ENOUGH = 0.5


class _Spanned(Protocol):
    @property
    def span(self) -> Span: ...


Mention = TypeVar("Mention", bound=_Spanned)


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
    held = 0.0 if chosen is None else encoded.related(relation, trigger.span, chosen.span)
    least = _ENOUGH if chosen is None else held + _MARGIN
    best, most = chosen, least
    for candidate in among:
        odds = encoded.related(relation, trigger.span, candidate.span)
        if odds >= most and candidate is not chosen:
            best, most = candidate, odds
    return best


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
    best, most = chosen, _ENOUGH
    for candidate in among:
        odds = max(encoded.related(relation, trigger.span, candidate.span) for trigger in triggers)
        if odds >= most:
            best, most = candidate, odds
    return best


def likelier_owner(
    encoded: Encoded | None, count: CountMention, rivals: Iterable[TriggerMention], nearest: TriggerMention
) -> TriggerMention:
    """The trigger whose dead or injured a number counts: the nearest, or one of which the network is much surer."""
    if encoded is None:
        return nearest
    best, most = nearest, encoded.related(count.what, nearest.span, count.span) + _MARGIN
    for trigger in rivals:
        odds = encoded.related(count.what, trigger.span, count.span)
        if odds >= most and trigger is not nearest:
            best, most = trigger, odds
    return best
