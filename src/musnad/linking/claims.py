"""Words about an incident: who claims it, denies it, accuses another of it."""

from collections.abc import Iterable

from musnad.knowledge.linking import LinkingRules
from musnad.linking.likeness import kilometres, out_of_reach
from musnad.linking.origins import Origins
from musnad.linking.shelf import Shelf
from musnad.linking.tellings import Telling
from musnad.records import Claim, Key, Place, Stance

_CLAIMING: frozenset[Stance] = frozenset(("claims_responsibility", "accuses", "denies"))


def claims_of(tellings: Iterable[Telling], origins: Origins) -> tuple[Claim, ...]:
    """The claims among the tellings of an incident and the statements that speak of it, in order of their keys."""
    found = [
        Claim(telling.event.stance, telling.event.type, origin, telling.key)
        for telling in tellings
        if telling.event.stance in _CLAIMING or telling.part == "speaks"
        for origin in origins.of(telling)
    ]
    return tuple(sorted(found, key=lambda claim: claim.event))


def statements_on(founder: Key, shelf: Shelf, rules: LinkingRules) -> list[Telling]:
    """The statements that speak of the incident of this group.

    A statement speaks of an incident that its own report tells, and of these of the one that shares most with it
    there: the place, who did it or whom it befell.
    """
    reports = dict.fromkeys(one.key[0] for one in shelf.group(founder))
    return [
        one
        for one in shelf.statements_of(reports)
        if one.event.stance in _CLAIMING and _spoken_of(one, shelf, rules) == founder
    ]


def _spoken_of(statement: Telling, shelf: Shelf, rules: LinkingRules) -> Key | None:
    shares: dict[Key, int] = {}
    for told in shelf.tellings_of(statement.key[0]):
        founder = shelf.founder_of(told.key)
        if founder is not None:
            shares[founder] = max(shares.get(founder, 0), _shared(statement, told, rules))
    # the first in the report of those that share as much
    best = max(shares, key=lambda founder: shares[founder], default=None)
    if best is not None and shares[best]:
        return best
    return _told_before(statement, shelf) if statement.event.stance == "denies" else None


def _told_before(denial: Telling, shelf: Shelf) -> Key | None:
    """What a denial that names neither place nor party denies: what the report told last before it."""
    at = denial.event.mentions[0][0]
    last: tuple[int, Key] | None = None
    for told in shelf.tellings_of(denial.key[0]):
        founder = shelf.founder_of(told.key)
        if founder is None or told.event.background:
            continue
        before = max((start for start, _ in told.event.mentions if start < at), default=None)
        if before is not None and (last is None or before > last[0]):
            last = before, founder
    return last[1] if last else None


def _shared(statement: Telling, told: Telling, rules: LinkingRules) -> int:
    parties = {party.name for party in (*statement.event.actors, *statement.event.targets)}
    both = parties & {party.name for party in (*told.event.actors, *told.event.targets)}
    return 2 * _same_place(statement.event.place, told.event.place, rules) + len(both)


def _same_place(a: Place | None, b: Place | None, rules: LinkingRules) -> bool:
    if a is None or b is None or a.precision not in rules.precise:
        return False
    return a.name == b.name if kilometres(a, b) is None else not out_of_reach(a, b, rules)
