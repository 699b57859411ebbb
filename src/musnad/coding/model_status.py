"""Where rules and model meet over the sense in which an event is told, and whether it is news."""

from musnad.coding.mentions import TriggerMention
from musnad.model.encoded import Encoded, likeliest
from musnad.records import Modality, Stance

_SEEN = 0.3
_MARGIN = 0.3
_RECALLED, _NEWS = 0.7, 0.3


def settle_modality(encoded: Encoded | None, trigger: TriggerMention, told: Modality) -> Modality:
    """The sense that the rules give, or another of which the network is much surer."""
    if encoded is None or encoded.telling(trigger.span) < _SEEN:
        return told
    odds = encoded.modality(trigger.span)
    best = likeliest(odds)
    return best if odds[best] >= odds[told] + _MARGIN else told


def settle_background(encoded: Encoded | None, trigger: TriggerMention, told: bool) -> bool:
    """Whether a telling recalls something earlier: as the rules say, unless the network is sure of the contrary."""
    if encoded is None or encoded.telling(trigger.span) < _SEEN:
        return told
    recalled = encoded.background(trigger.span)
    return recalled >= _NEWS if told else recalled >= _RECALLED


def settle_stance(encoded: Encoded | None, triggers: list[TriggerMention], told: Stance) -> Stance:
    """How the nearest source puts it: as the rules say, or another way of which the network is much surer."""
    if encoded is None:
        return told
    all_odds = [encoded.stance(t.span) for t in triggers if encoded.telling(t.span) >= _SEEN]
    if not all_odds:
        return told
    odds = {name: sum(one[name] for one in all_odds) / len(all_odds) for name in all_odds[0]}
    best = likeliest(odds)
    return best if odds[best] >= odds[told] + _MARGIN else told
