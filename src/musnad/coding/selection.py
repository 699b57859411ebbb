"""Which groups of tellings are events of their own, and which only harm or hints told without a cause."""

from musnad.coding.groups import Group
from musnad.coding.scene import Telling
from musnad.knowledge.weights import Weights, log_odds

# An event is kept where it is likelier than this to be one: at even odds too much would be lost.
_KEEP = -0.8
_LEAD = 3


def select(groups: tuple[Group, ...], weights: Weights) -> tuple[Group, ...]:
    """The groups that make an event record."""
    return tuple(
        group for group in groups if _may_be(group) and log_odds(weights, selection_signs(group)) >= _KEEP
    )


def _may_be(group: Group) -> bool:
    """Harm alone is an event only where the headline tells it; an operation alone is none."""
    if group.type == "operation":
        return False
    if group.type == "hurt":
        killed = any(c.what == "killed" and c.min > 0 for t in group.tellings for c in t.counts)
        return killed and group.tellings[0].headline
    return True


def selection_signs(group: Group) -> tuple[str, ...]:
    """What speaks for and against a group being an event, as named signs."""
    tellings = group.tellings
    first = tellings[0]
    family = group.type.partition(".")[0]
    single = len(tellings) == 1
    placed = _place(tellings)
    timed = any(t.time is not None for t in tellings)
    counted = any(t.counts for t in tellings)
    acted = any(t.actors for t in tellings)
    aimed = any(t.targets for t in tellings)
    word = _word(first)
    return (
        f"type={group.type}",
        f"family={family}&single={single}",
        f"family={family}&background={group.background}",
        f"single={single}&background={group.background}",
        f"single={single}&word={word}",
        f"family={family}&word={word}",
        f"place={placed}",
        f"family={family}&place={placed}",
        f"time={timed}&single={single}",
        f"count={counted}&single={single}",
        f"actor={acted}&target={aimed}",
        f"family={family}&actor={acted}",
        f"specific={sum((placed != 'no', timed, counted, acted))}&single={single}",
        f"modality={first.modality}",
        f"position={_position(first)}",
        f"sense={first.trigger.type}",
        f"certainty={first.certainty}&single={single}",
    )


def _place(tellings: tuple[Telling, ...]) -> str:
    precisions = [t.place.precision for t in tellings if t.place is not None]
    if not precisions:
        return "no"
    fine = any(p in ("site", "settlement", "near", "district") for p in precisions)
    return "fine" if fine else "coarse"


def _word(telling: Telling) -> str:
    trigger = telling.trigger
    if trigger.verb:
        return "verb"
    number = "plural" if trigger.plural else "noun"
    return f"the-{number}" if trigger.definite else number


def _position(telling: Telling) -> str:
    if telling.headline:
        return "headline"
    return "lead" if telling.sentence <= _LEAD else "body"
