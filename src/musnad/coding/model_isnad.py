"""Where rules and model meet over whose words an event is known through."""

from collections.abc import Sequence

from musnad.coding.mentions import Attribution, TriggerMention
from musnad.model.encoded import Encoded

_ADDED = 0.8
_DROPPED = 0.1


def settle_attributions(
    encoded: Encoded | None, triggers: Sequence[TriggerMention], told: list[Attribution], others: Sequence[Attribution]
) -> list[Attribution]:
    """The attributions that the rules give an event, less those that the network rules out, and those it is sure of.

    It chooses among sources that the rules found; it makes none.
    """
    if encoded is None:
        return told
    kept = [a for a in told if _odds(encoded, triggers, a) >= _DROPPED]
    added = [a for a in others if a not in told and _odds(encoded, triggers, a) >= _ADDED]
    return kept + added


def _odds(encoded: Encoded, triggers: Sequence[TriggerMention], attribution: Attribution) -> float:
    origin = attribution.chain[-1].span if attribution.chain else None
    if origin is None:
        return 0.5
    return encoded.related_to_any("origin", [trigger.span for trigger in triggers], origin)
