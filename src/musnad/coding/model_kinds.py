"""Where rules and model meet over the kind of event that a trigger tells."""

from musnad.coding.mentions import TriggerMention
from musnad.coding.scene import Certainty
from musnad.model.encoded import Encoded, likeliest

# the network settles what words leave open where it is as sure as this, and overrules them where surer
_LIKELY = 0.5
_SURE = 0.6
_DOUBT = 0.08
_SEEN = 0.5


def settle_kind(
    encoded: Encoded | None, trigger: TriggerMention, kind: str, certainty: Certainty
) -> tuple[str, Certainty]:
    """The kind that the words and the network give together, and how sure it is."""
    if encoded is None or encoded.telling(trigger.span) < _SEEN:
        return kind, certainty
    types = encoded.types(trigger.span)
    best = likeliest(types)
    if certainty != "stated":
        return (best, "implied") if types[best] >= _LIKELY else (kind, certainty)
    if types[best] >= _SURE and types.get(kind, 0.0) <= _DOUBT:
        return best, "stated"
    return kind, certainty
