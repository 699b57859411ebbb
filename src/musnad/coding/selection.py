"""Which groups of tellings are events of their own, and which only harm or hints told without a cause."""

from musnad.coding.merging import Group


def select(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups that make an event record."""
    return tuple(group for group in groups if _is_event(group))


def _is_event(group: Group) -> bool:
    if group.type == "operation":
        return False
    if group.type == "hurt":
        return _is_killing(group)
    return not _is_vague(group)


def _is_vague(group: Group) -> bool:
    """Standing campaigns and habits («الهجمات», «المعارك»), told without place, day or number, are not coded."""
    if group.type.startswith("statement"):
        return False
    return all(
        (t.trigger.plural or t.trigger.definite)
        and t.place is None
        and t.time is None
        and not t.counts
        and not t.headline
        for t in group.tellings
    )


def _is_killing(group: Group) -> bool:
    """Deaths without a cause event count where the headline tells them and people were killed, not died."""
    first = group.tellings[0]
    killed = any(c.what == "killed" and c.min > 0 for t in group.tellings for c in t.counts)
    return killed and first.headline
