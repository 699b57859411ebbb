"""Which tellings are of one happening.

Every telling, in the order of their ranks, joins the group it fits best, or founds one of its own. So those that say
exactly where found the groups, the vague ones and those that recall come after, and the outcome hangs on the tellings
alone, not on the order in which they were put in: where one comes late, those of a higher rank that hang on it choose
again, and no others.

A group is asked through its founders, the first of its tellings, so that no chain of small steps leads away from what
it is about.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile
from math import inf

from musnad.knowledge.linking import LinkingRules
from musnad.linking.candidates import looked_for_in, looks_in
from musnad.linking.likeness import likeness
from musnad.linking.shelf import Shelf
from musnad.linking.tellings import Telling
from musnad.records import Key

_FOUNDERS = 24
# A telling fits a group as well as the mean of its likeness to the likest of the founders: so many at least, and so
# large a part of them. The others may have been told otherwise.
_LIKEST, _LIKEST_PART = 3, 0.3
# ... unless more than this part of them cannot be the same at all
_APART_PART = 0.5


def place_all(tellings: Iterable[Telling], shelf: Shelf, rules: LinkingRules) -> None:
    """Put tellings on an empty shelf, each in its group: the same as `settle`, in one go."""
    for telling in sorted(tellings, key=lambda one: one.rank):
        shelf.put(telling)
        shelf.assign(telling, chosen(telling, shelf, rules))


def settle(unsettled: Iterable[Telling], shelf: Shelf, rules: LinkingRules) -> tuple[set[Key], set[str]]:
    """Let these tellings of the shelf, and all that hang on them, choose their groups.

    Returns the groups that changed, of which some may be gone, and the ids of the reports whose tellings chose.
    """
    waiting = [one.rank for one in unsettled]
    heapq.heapify(waiting)
    new = {rank[2] for rank in waiting}
    queued = set(new)
    changed: set[Key] = set()
    moved: set[str] = set()
    while waiting:
        key = heapq.heappop(waiting)[2]
        queued.discard(key)
        telling = shelf.telling(key)
        before, now = shelf.founder_of(key), chosen(telling, shelf, rules)
        if before == now and key not in new:
            continue
        new.discard(key)
        # what hangs on it in its new group holds all that hangs on it alone
        hanging = [] if before in (None, now) else list(hanging_on(telling, before, shelf, rules))
        shelf.assign(telling, now)
        moved.add(key[0])
        changed.update(founder for founder in (before, now) if founder)
        for other in [*hanging, *hanging_on(telling, now, shelf, rules)]:
            if other.key not in queued:
                queued.add(other.key)
                heapq.heappush(waiting, other.rank)
    return changed, moved


def chosen(telling: Telling, shelf: Shelf, rules: LinkingRules) -> Key | None:
    """The founder of the group that a telling joins, itself where it founds one, None where it belongs to none."""
    if not telling.is_linked:
        return None
    same, apart = _decided(telling, shelf)
    if same is not None:
        return same
    best, found = rules.together, None
    for founder in _near(telling, shelf, rules):
        members = list(takewhile(lambda one: one.rank < telling.rank, shelf.group(founder)))
        if apart and any(one.key in apart for one in members):
            continue
        fit = _fit(telling, _founders(members), rules)
        if fit > best or (found is None and fit == best):
            best, found = fit, founder
    return telling.key if found is None and telling.part == "begins" else found


def hanging_on(telling: Telling, group: Key | None, shelf: Shelf, rules: LinkingRules) -> Iterator[Telling]:
    """Those of a higher rank that may choose otherwise when `telling` joins or leaves a group.

    They may stand more than once.
    """
    for key in shelf.decisions_on(telling.key):
        if shelf.has(key) and shelf.telling(key).rank > telling.rank:
            yield shelf.telling(key)
    if telling.part != "begins":
        return
    about = [telling]
    if group is not None:
        members = shelf.group(group)
        if sum(one.rank < telling.rank for one in members[:_FOUNDERS]) < _FOUNDERS:
            about += members
    # most of a group say the same of place and days
    alike = {(one.named, one.days, _spot(one)): one for one in about}
    cells = {cell for one in alike.values() for cell in looked_for_in(one, rules)}
    for other in chain(about, shelf.kept_in(cells)):
        if other.rank > telling.rank:
            yield other


def _spot(telling: Telling) -> tuple[object, ...] | None:
    place = telling.event.place
    return (place.country, place.admin1, place.lat, place.lon, place.precision) if place else None


def _near(telling: Telling, shelf: Shelf, rules: LinkingRules) -> list[Key]:
    """The groups of those near that came before, in the order of their founders."""
    founders = {
        shelf.founder_of(other.key)
        for other in shelf.kept_in(looks_in(telling, rules))
        if other.part == "begins" and other.rank < telling.rank
    }
    return sorted((key for key in founders if key), key=lambda key: shelf.telling(key).rank)


def _founders(members: Iterable[Telling]) -> list[Telling]:
    return list(islice((one for one in members if one.part == "begins"), _FOUNDERS))


def _fit(telling: Telling, founders: Sequence[Telling], rules: LinkingRules) -> float:
    found = [likeness(one, telling, rules) for one in founders]
    if sum(apart for _, apart in found) > _APART_PART * len(found):
        return -inf
    likest = sorted((like for like, _ in found), reverse=True)[: max(_LIKEST, int(_LIKEST_PART * len(found)))]
    return sum(likest) / len(likest) if likest else -inf


def _decided(telling: Telling, shelf: Shelf) -> tuple[Key | None, set[Key]]:
    """By hand: the group to join, or None, and the tellings not to be put together with."""
    same, apart = None, set()
    for other, kind in shelf.decisions_on(telling.key).items():
        if kind == "apart":
            apart.add(other)
        elif shelf.has(other) and shelf.telling(other).rank < telling.rank:
            same = shelf.founder_of(other) or same
    return same, apart
