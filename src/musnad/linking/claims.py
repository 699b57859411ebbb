"""Words about an incident: who claims it, denies it, accuses another of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from musnad.knowledge.linking import LinkingRules
from musnad.linking.grouping import Group
from musnad.linking.likeness import kilometres, out_of_reach
from musnad.linking.origins import Origins
from musnad.linking.tellings import Telling
from musnad.records import Claim, Place, Stance

_CLAIMING: frozenset[Stance] = frozenset(("claims_responsibility", "accuses", "denies"))


def claims_of(tellings: Iterable[Telling], origins: Origins) -> tuple[Claim, ...]:
    """The claims among the tellings of an incident and the statements that speak of it, in order of their keys."""
    found = [
        Claim(telling.event.stance, telling.event.type, origin, telling.key)
        for telling in tellings
        if telling.event.stance in _CLAIMING or telling.family == "statement"
        for origin in origins.of(telling)
    ]
    return tuple(sorted(found, key=lambda claim: claim.event))


def statements_on(tellings: Sequence[Telling], groups: Sequence[Group], rules: LinkingRules) -> Mapping[int, list[int]]:
    """For each group, by its number, the statements that speak of it.

    A statement speaks of an incident that its own report tells, on a near day, and of these of the one that shares
    most with it: the place, who did it or whom it befell.
    """
    of_report: defaultdict[str, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for at in group:
            of_report[tellings[at].key[0]].add(number)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for at, telling in enumerate(tellings):
        if telling.family != "statement" or telling.event.stance not in _CLAIMING:
            continue
        shares = {
            number: max(_shared(telling, tellings[other], rules) for other in groups[number])
            for number in sorted(of_report[telling.key[0]])
        }
        best = max(shares, key=lambda number: shares[number], default=None)
        if best is not None and shares[best] > 0:
            found[best].append(at)
    return found


def _shared(statement: Telling, told: Telling, rules: LinkingRules) -> int:
    parties = {party.name for party in (*statement.event.actors, *statement.event.targets)}
    both = parties & {party.name for party in (*told.event.actors, *told.event.targets)}
    return 2 * _same_place(statement.event.place, told.event.place, rules) + len(both)


def _same_place(a: Place | None, b: Place | None, rules: LinkingRules) -> bool:
    if a is None or b is None or a.precision not in rules.precise:
        return False
    return a.name == b.name if kilometres(a, b) is None else not out_of_reach(a, b, rules)
