"""Which incident each group is, when groups have grown, met or parted: an incident keeps its id as long as it can."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import msgspec

from musnad.records import Key


class Change(msgspec.Struct, frozen=True):
    """What became of an incident.

    `merged` into the other, `split` from the other, `moved` (one of its tellings, to the other), or `ended`, since no
    report tells it any more. `founder` is that of its group of before, for one that is gone.
    """

    what: Literal["merged", "split", "moved", "ended"]
    incident_id: str
    other_id: str | None = None
    founder: Key | None = None


def renamed(
    groups: Sequence[Key],
    before: Mapping[Key, str],
    flows: Mapping[tuple[Key, Key], int],
    new_id: Callable[[Key], str],
    kept: tuple[Key, str] | None = None,
) -> tuple[dict[Key, str], list[Change]]:
    """The id of each group, and what changed.

    The group whose founder is that of an incident of before goes on with it; where the founder is gone, the new group
    to which most of its tellings went.

    Args:
        groups: the groups that stand, by the keys of their founders.
        before: the ids of groups of before, some of which may stand no longer.
        flows: how many tellings went from one group to another.
        new_id: makes an id for a group that is new.
        kept: the group that goes under this id, whatever its founder says: so it was decided.
    """
    ids = dict([kept]) if kept else {}
    for group in groups:
        if group in before and group not in ids and before[group] not in ids.values():
            ids[group] = before[group]
    # of those that went, the one of which most went to a new group goes on in it
    heirs = sorted(
        (-count, before[one], other)
        for (one, other), count in flows.items()
        if one in before and before[one] not in ids.values() and other in groups and other not in ids
    )
    for _, incident, other in heirs:
        if incident not in ids.values() and other not in ids:
            ids[other] = incident
    changes: list[Change] = []
    for group in groups:
        if group not in ids:
            origin = _most(flows, before, to=group) or before.get(group)
            ids[group] = new_id(group)
            if origin:
                changes.append(Change("split", ids[group], origin))
    for one in sorted(before, key=lambda group: before[group]):
        if before[one] not in ids.values():
            into = _most(flows, ids, of=one) or ids.get(one)
            changes.append(Change("merged" if into else "ended", before[one], into, one))
    told = {(change.incident_id, change.other_id) for change in changes}
    for one, other in sorted(flows):
        was, now = before.get(one), ids.get(other)
        if was and now and was != now and {(was, now), (now, was)}.isdisjoint(told) and was in ids.values():
            changes.append(Change("moved", was, now))
            told.add((was, now))
    return ids, changes


def _most(
    flows: Mapping[tuple[Key, Key], int], ids: Mapping[Key, str], *, of: Key | None = None, to: Key | None = None
) -> str | None:
    """The id of the group that most came from, or went to."""
    found = {
        (one if to else other): count
        for (one, other), count in flows.items()
        if of in (None, one) and to in (None, other) and (one if to else other) in ids
    }
    best = max(found, key=lambda group: (found[group], ids[group]), default=None)
    return ids[best] if best else None
