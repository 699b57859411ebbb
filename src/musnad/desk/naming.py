"""Which incident each group is, when groups have grown, met or parted: an incident keeps its id as long as it can."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Literal

import msgspec

from musnad.records import Key


class Change(msgspec.Struct, frozen=True):
    """What became of an incident: `merged` into the other, `split` from the other, `moved` (one of its tellings, to
    the other), or `ended`, since no report tells it any more."""

    what: Literal["merged", "split", "moved", "ended"]
    incident_id: str
    other_id: str | None = None


def renamed(
    groups: Iterable[Key],
    before: Mapping[Key, str],
    flows: Counter[tuple[Key, Key]],
    new_id: Callable[[Key], str],
) -> tuple[dict[Key, str], list[Change]]:
    """The id of each group, and what changed.

    Args:
        groups: the groups that stand, in order, by the keys of their founders.
        before: the ids of groups of before, some of which may stand no longer.
        flows: how many tellings went from one group to another.
        new_id: makes an id for a group that is new.
    """
    ids = {group: before[group] for group in groups if group in before}
    changes: list[Change] = []
    gone = sorted((group for group in before if group not in ids), key=lambda group: before[group])
    # of those that went, the one of which most went to a new group goes on in it
    heirs = sorted(
        ((count, one, other) for (one, other), count in flows.items() if one in gone and other not in ids),
        key=lambda flow: (-flow[0], before[flow[1]], flow[2]),
    )
    inherited: set[Key] = set()
    for _, one, other in heirs:
        if one not in inherited and other not in ids:
            ids[other] = before[one]
            inherited.add(one)
    for group in groups:
        if group not in ids:
            ids[group] = new_id(group)
            origin = _most(flows, before, to=group)
            if origin:
                changes.append(Change("split", ids[group], origin))
    for one in gone:
        if one not in inherited:
            into = _most(flows, ids, of=one)
            changes.append(Change("merged" if into else "ended", before[one], into))
    split = {change.incident_id for change in changes}
    for one, other in sorted(flows):
        if one in ids and other in ids and one in before and ids[other] not in split and other in before:
            changes.append(Change("moved", before[one], ids[other]))
    return ids, changes


def _most(
    flows: Counter[tuple[Key, Key]], ids: Mapping[Key, str], *, of: Key | None = None, to: Key | None = None
) -> str | None:
    """The id of the group that most came from, or went to."""
    found = {
        (one if to else other): count
        for (one, other), count in flows.items()
        if (of in (None, one)) and (to in (None, other)) and (one if to else other) in ids
    }
    best = max(found, key=lambda group: (found[group], ids[group]), default=None)
    return ids[best] if best else None
