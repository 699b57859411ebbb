"""Of what the origins say what cannot all be right, and whose each value is."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from musnad.knowledge.linking import LinkingRules
from musnad.linking.consolidation import locality
from musnad.linking.figures import FIELDS, Field, Range, incompatible, last_figures
from musnad.linking.likeness import out_of_reach
from musnad.linking.origins import Origins
from musnad.linking.tellings import Telling
from musnad.records import Disagreement, Figure, Key, Value


def disagreements(
    tellings: Sequence[Telling],
    statements: Sequence[Telling],
    figures: Sequence[Figure],
    origins: Origins,
    rules: LinkingRules,
) -> tuple[Disagreement, ...]:
    """What the origins disagree on, field by field; empty where all may be right.

    Of the statements on an incident those that deny it count too.
    """
    found = [_by_figures(field, last_figures(figures, field)) for field in FIELDS]
    found += [
        _kinds(tellings, origins, rules),
        _actors(tellings, origins),
        _places(tellings, origins, rules),
        _happened([*tellings, *(one for one in statements if one.denies)], origins),
    ]
    return tuple(one for one in found if one)


def _by_figures(field: Field, last: Sequence[Figure]) -> Disagreement | None:
    if not any(incompatible(a, b) for a, b in combinations(last, 2)):
        return None
    return _disagreement(field, ((str(Range(one.min, one.max)), one.origin, one.event) for one in last))


def _kinds(tellings: Sequence[Telling], origins: Origins, rules: LinkingRules) -> Disagreement | None:
    kinds = {telling.event.type for telling in tellings}
    contrary = {kind for pair in rules.contrary for kind in pair if pair <= kinds}
    return (
        _disagreement("type", _said(tellings, origins, lambda telling: telling.event.type, contrary))
        if contrary
        else None
    )


def _actors(tellings: Sequence[Telling], origins: Origins) -> Disagreement | None:
    named = [telling for telling in tellings if _doers(telling) and not telling.denies]
    sets = {frozenset(_doers(telling)) for telling in named}
    if all(a & b for a, b in combinations(sets, 2)):
        return None
    return _disagreement(
        "actors", ((name, source, one.key) for one in named for name in _doers(one) for source in origins.of(one))
    )


def _places(tellings: Sequence[Telling], origins: Origins, rules: LinkingRules) -> Disagreement | None:
    far = set()
    # of homonyms the texts say no different thing: it is we who cannot tell which is meant
    placed = {(one.named, locality(one)) for one in tellings if one.event.place}
    for (called, a), (other, b) in combinations(placed, 2):
        if a.name != b.name and called != other and out_of_reach(a, b, rules):
            far |= {a.name, b.name}
    if not far:
        return None
    return _disagreement(
        "place", _said(tellings, origins, lambda telling: telling.event.place.name if telling.event.place else "", far)
    )


def _happened(tellings: Sequence[Telling], origins: Origins) -> Disagreement | None:
    denying = [one for one in tellings if one.denies]
    if not denying or len(denying) == len(tellings):
        return None
    said = (
        ("denied" if one.denies else one.event.modality, source, one.key)
        for one in tellings
        for source in origins.of(one)
    )
    return _disagreement("modality", said)


def _doers(telling: Telling) -> dict[str, None]:
    """Who did it, in the order of the record, so that each run writes the same."""
    return {party.name: None for party in telling.event.actors if party.kind != "unknown"}


def _said(
    tellings: Iterable[Telling], origins: Origins, value: Callable[[Telling], str], wanted: set[str]
) -> Iterator[tuple[str, str, Key]]:
    for one in tellings:
        if value(one) in wanted:
            for source in origins.of(one):
                yield value(one), source, one.key


def _disagreement(field: str, said: Iterable[tuple[str, str, Key]]) -> Disagreement:
    origins: defaultdict[str, dict[str, None]] = defaultdict(dict)
    told_by: defaultdict[str, dict[Key, None]] = defaultdict(dict)
    for value, origin, key in said:
        origins[value][origin] = None
        told_by[value][key] = None
    return Disagreement(field, tuple(Value(value, tuple(origins[value]), tuple(told_by[value])) for value in origins))
