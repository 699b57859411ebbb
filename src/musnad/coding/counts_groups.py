"""Who is among the people of a count."""

from musnad.coding.counts_people import Part, People, Scan, people_at
from musnad.coding.mentions import CountMention
from musnad.records import Group, GroupKind

_REACH = 5
_PARTS = 5
_CIVILIAN = frozenset({"children", "women", "civilians"})


def groups_of(look: Scan, count: CountMention, people: People | None) -> tuple[Group, ...]:
    """The groups of a count whose noun phrases are `people`."""
    whole = count.who
    parts = [] if people is None else list(people.parts)
    named = [p for p in parts if p.who is not None and p.who != "unknown"]
    inner = _among(look, max(count.last, people.last if people else count.last))
    if whole is None and count.what in {"killed", "injured"}:
        whole = _beside(look, count.last)
    groups: list[Group] = []
    if whole in _CIVILIAN:
        groups.append(Group("civilians", count.min, count.max))
        named = [p for p in named if p.who != "civilians"]
    elif whole is not None and whole != "unknown":
        groups.append(Group(whole, count.min, count.max))
        named = []
    elif not named:
        groups.append(Group("unknown", count.min, count.max))
    groups += _summed(named)
    for group in _summed(inner):
        if all(group.who != other.who for other in groups):
            groups.append(group)
    return tuple(groups)


def _summed(parts: list[Part]) -> list[Group]:
    """One group for each kind of people, in the order of the text."""
    sums: dict[GroupKind, tuple[int, int | None]] = {}
    for part in parts:
        who = part.who
        if who is None or who == "unknown":
            continue
        low, high = sums.get(who, (0, 0))
        more = 0 if high is None and part.max is None and not part.counted else part.min
        sums[who] = (low + more, None if high is None or part.max is None else high + part.max)
    return [Group(who, low, high) for who, (low, high) in sums.items()]


def _among(look: Scan, last: int) -> list[Part]:
    """The people after «بينهم» or in a bracket that follows the count."""
    forms, lexicon = look.forms, look.lexicon
    for at in range(last + 1, min(last + 1 + _REACH, len(forms))):
        if look.breaks(at):
            return []
        if forms[at] in lexicon.mostly:
            return []
        if forms[at] in lexicon.each_one:
            people = people_at(look, at + 1, "noun")
            return [] if people is None else [people.parts[0]._replace(min=1, max=1)]
        if forms[at] in lexicon.among:
            return _listed(look, at + 1)
        if "(" in look.gap(at) or ":" in look.gap(at):
            return _listed(look, at)
        if forms[at] in lexicon.heads or at in look.numbers:
            return []
    return []


def _listed(look: Scan, at: int) -> list[Part]:
    """People in a list joined by commas and «و»."""
    parts: list[Part] = []
    for _ in range(_PARTS):
        people = people_at(look, at, "noun")
        if people is None:
            break
        parts += people.parts
        at = people.last + 1
        if at >= len(look.forms) or look.breaks(at):
            break
        if look.forms[at] == "و":
            at += 1
    return parts


def _beside(look: Scan, last: int) -> GroupKind | None:
    """Who they are by what follows the noun: «قتلى مدنيين», «إصابات في صفوف المدنيين»."""
    for at in range(last + 1, min(last + 6, len(look.forms))):
        form = look.forms[at]
        if look.pauses(at) or form in look.lexicon.heads or form in look.lexicon.among or at in look.numbers:
            return None
        if form in look.lexicon.armed or form.removeprefix("ل") in look.lexicon.armed:
            return "combatants"
        person = look.lexicon.people.get(form)
        if person is not None:
            return None if person.who == "unknown" or person.waw else person.who
        if form not in look.lexicon.amidst:
            return None
    return None
