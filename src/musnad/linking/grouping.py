"""Which tellings are of one happening.

Those that say exactly where begin the groups; those that say it vaguely, and those that recall, join the group they
fit best. A group grows by the likeness of all its members, not of two, so that no chain of small steps makes one
group of what is far apart. The outcome depends on the tellings alone, not on the order in which they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from musnad.knowledge.linking import LinkingRules
from musnad.linking.candidates import Candidates
from musnad.linking.likeness import likeness
from musnad.linking.tellings import Telling

Group = tuple[int, ...]
Pair = tuple[int, int]
# of a group's members only so many are asked whether another belongs to them: the likest
_ASKED = 3
_FAR = -6.0


def groups_of(tellings: Sequence[Telling], rules: LinkingRules) -> list[Group]:
    """The numbers of the tellings of each happening, in order; those that belong to none are in no group."""
    order = sorted(range(len(tellings)), key=lambda at: (tellings[at].published_at or "", tellings[at].key))
    found = _groups([tellings[at] for at in order], rules)
    return sorted(tuple(sorted(order[at] for at in group)) for group in found)


def _groups(tellings: Sequence[Telling], rules: LinkingRules) -> list[Group]:
    """The same of tellings in the order of their publication."""
    exact = [at for at, one in enumerate(tellings) if begins(one, rules) and is_exact(one, rules)]
    index = Candidates(rules)
    likes: dict[Pair, float] = {}
    for at in exact:
        for other in index.near(tellings[at]):
            likes[other, at] = likeness(tellings[other], tellings[at], rules)
        index.put(at, tellings[at])
    groups = [group for part in _components(exact, likes, rules) for group in _grown(part, likes, rules)]
    vague = [at for at, one in enumerate(tellings) if begins(one, rules) and not is_exact(one, rules)]
    groups = _joined(tellings, groups, vague, index, rules, alone=True)
    later = [at for at, one in enumerate(tellings) if not begins(one, rules) and one.family != "statement"]
    return _joined(tellings, groups, later, index, rules, alone=False)


def begins(telling: Telling, rules: LinkingRules) -> bool:
    """Whether an incident may begin with this telling: it tells as news something that is held to have happened."""
    beginning = rules.beginning
    event = telling.event
    told = event.modality in beginning.modalities and not event.background
    return told and telling.family not in beginning.not_families


def is_exact(telling: Telling, rules: LinkingRules) -> bool:
    """Whether it says where within some kilometres, and on which day or two."""
    place, days = telling.event.place, telling.days
    if place is None or days is None or place.precision not in rules.precise or place.lat is None:
        return False
    return (days[1] - days[0]).days <= 1


def _components(numbers: Iterable[int], likes: dict[Pair, float], rules: LinkingRules) -> list[list[int]]:
    """The numbers in parts between which nothing is alike enough."""
    part = {at: at for at in numbers}

    def first(at: int) -> int:
        while part[at] != at:
            part[at] = part[part[at]]
            at = part[at]
        return at

    for (a, b), like in likes.items():
        if like >= rules.together:
            low, high = sorted((first(a), first(b)))
            part[high] = low
    found: defaultdict[int, list[int]] = defaultdict(list)
    for at in part:
        found[first(at)].append(at)
    return list(found.values())


def _grown(part: Sequence[int], likes: dict[Pair, float], rules: LinkingRules) -> list[Group]:
    """The groups of one part: the two likest groups become one, as long as their members are alike in the mean."""
    order = sorted(part)
    groups: list[list[int]] = [[at] for at in order]
    # sums of likeness between groups; those that were never compared lie far apart
    sums = np.array([[likes.get((min(a, b), max(a, b)), _FAR) for b in order] for a in order])
    sizes = np.ones(len(order))
    np.fill_diagonal(sums, -np.inf)
    while True:
        means = sums / np.outer(sizes, sizes)
        a, b = divmod(int(means.argmax()), len(order))
        if means[a, b] < rules.together:
            return [tuple(sorted(group)) for group in groups if group]
        groups[a] += groups[b]
        groups[b] = []
        sizes[a] += sizes[b]
        sums[a] += sums[b]
        sums[:, a] = sums[a]
        sums[a, a] = -np.inf
        sums[b, :] = sums[:, b] = -np.inf


def _joined(
    tellings: Sequence[Telling],
    groups: Iterable[Group],
    more: Sequence[int],
    index: Candidates,
    rules: LinkingRules,
    *,
    alone: bool,
) -> list[Group]:
    """The groups with each of `more` in the one it fits best; what fits none stands alone, or is left out."""
    made = [list(group) for group in groups]
    of = {at: number for number, group in enumerate(made) for at in group}
    for at in more:
        likes: defaultdict[int, list[float]] = defaultdict(list)
        for other in index.near(tellings[at]):
            likes[of[other]].append(likeness(tellings[other], tellings[at], rules))
        fits = {number: _likest(found) for number, found in likes.items()}
        best = max(fits, key=lambda number: (fits[number], -number), default=None)
        if best is not None and fits[best] >= rules.together:
            made[best].append(at)
        elif alone:
            of[at] = len(made)
            made.append([at])
            index.put(at, tellings[at])
    return [tuple(sorted(group)) for group in made]


def _likest(found: Sequence[float]) -> float:
    likest = sorted(found, reverse=True)[:_ASKED]
    return sum(likest) / len(likest)
