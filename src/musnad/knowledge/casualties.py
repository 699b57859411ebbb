"""Words of casualties: how reports say that people were killed, hurt, taken or driven out, and who they are.

The words stand in `data/casualties.yaml`; here they are folded and spelled out with their attached
particles, duals, sound plurals and pronouns, so that finding one is a single lookup.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge.tables import data_text
from musnad.records import GroupKind

_FILE = "casualties.yaml"
_LINE = re.compile(r"line (\d+)")
_NOUN_PREFIXES = ("", "و", "ف", "ب", "ل", "ال", "وال", "فال", "بال", "لل", "ولل", "وب", "ول")
_CUE_PREFIXES = ("", "و", "ف", "ب", "ل", "وب", "ول", "فب")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا")
_ANTECEDENTS = (("ه", 1), ("ها", 1), ("هم", 2), ("هما", 2), ("هن", 2))

What = Literal["killed", "injured", "captured", "displaced"]
Shape = Literal["one", "dual", "many", "dual_or_many"]
CueKind = Literal["masdar", "verb", "after", "counted", "weak", "light"]
Forms = tuple[str, ...]


class Cue(NamedTuple):
    """A verb or masdar of harm. `pronoun` is how many its pronoun stands for («مقتلهم»), 0 without one."""

    what: What
    kind: CueKind
    named: bool = False
    pronoun: int = 0
    then: str = ""


class Victim(NamedTuple):
    """A noun for people by what was done to them («قتلى»). `lone` may count without a number."""

    what: What
    shape: Shape
    definite: bool
    lone: bool


class Person(NamedTuple):
    """A noun for people. `adjective`: a nationality or the like, which mostly qualifies another noun."""

    who: GroupKind
    shape: Shape
    definite: bool
    waw: bool
    kin: bool = False
    adjective: bool = False
    accusative: bool = False


class _CueRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    what: What
    masdars: Forms
    named: Forms
    verbs: Forms
    after: Forms
    counted: Forms
    weak: Forms


class _Light(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: Forms
    complements: Forms


class _Hits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    after: Forms
    before: Forms


class _VictimRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    what: What
    one: Forms
    many: Forms


class _PeopleRow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    who: GroupKind
    one: Forms = ()
    many: Forms = ()
    sound: Forms = ()
    adjective: bool = False


class _Others(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    one: Forms
    dual: Forms
    many: Forms
    same: Forms


class _Data(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `casualties.yaml`."""

    cues: tuple[_CueRow, ...]
    light: _Light
    victims: tuple[_VictimRow, ...]
    numbered_only: tuple[What, ...]
    numbered_forms: Forms
    hits: _Hits
    illness: Forms
    general: Forms
    harm: Forms
    killed_alone: Forms
    injured_alone: Forms
    unnamed: Forms
    beside: Forms
    besides: Forms
    harm_nouns: Forms
    negations: Forms
    going_on: Forms
    unreal: Forms
    release: Forms
    totals: Forms
    reached: Forms
    people: tuple[_PeopleRow, ...]
    only_counted: Forms
    armed: Forms
    kin: tuple[_PeopleRow, ...]
    fillers: Forms
    year_words: Forms
    members: Forms
    whoever: Forms
    about_one: Forms
    relative: Forms
    maybe: Forms
    others: _Others
    links: Forms
    all_of: Forms
    one_of: Forms
    among: Forms
    mostly: Forms
    amidst: Forms
    each_one: Forms
    things: Forms
    stops: Forms
    not_names: Forms


class Casualties(NamedTuple):
    """All casualty words, folded."""

    cues: dict[str, tuple[Cue, ...]]
    complements: frozenset[str]
    victims: dict[str, Victim]
    people: dict[str, Person]
    only_counted: frozenset[str]
    armed: frozenset[str]
    fillers: frozenset[str]
    year_words: frozenset[str]
    members: frozenset[str]
    whoever: frozenset[str]
    about_one: frozenset[str]
    relative: frozenset[str]
    maybe: frozenset[str]
    others: dict[str, Shape]
    same: frozenset[str]
    hits_after: frozenset[str]
    hits_before: frozenset[str]
    illness: frozenset[str]
    general: frozenset[str]
    harm: frozenset[str]
    alone: dict[What, frozenset[str]]
    unnamed: frozenset[str]
    beside: frozenset[str]
    besides: frozenset[str]
    harm_nouns: frozenset[str]
    negations: frozenset[str]
    going_on: frozenset[str]
    unreal: frozenset[str]
    release: frozenset[str]
    totals: frozenset[str]
    reached: frozenset[str]
    links: frozenset[str]
    all_of: frozenset[str]
    one_of: frozenset[str]
    among: frozenset[str]
    mostly: frozenset[str]
    amidst: frozenset[str]
    each_one: frozenset[str]
    things: frozenset[str]
    stops: frozenset[str]
    not_names: frozenset[str]
    heads: frozenset[str]


@cache
def casualties() -> Casualties:
    """The casualty words that ship with the package. Raises KnowledgeError on a malformed file."""
    data = _load()
    cues = _cues(data)
    victims = _victims(data)
    totals = _spelled(data.totals, ("", "و", "ف", "ب", "ل"))
    harm_nouns = _spelled(data.harm_nouns, ("", "و"))
    return Casualties(
        cues=cues,
        complements=_spelled(data.light.complements, ("", "و", "ل")),
        victims=victims,
        people=_people(data),
        armed=_spelled(data.armed, ("",)),
        only_counted=_spelled(data.only_counted, _NOUN_PREFIXES),
        fillers=_spelled(data.fillers, ("",)),
        year_words=_spelled(data.year_words, ("", "و")),
        members=_spelled(data.members, ("",)),
        whoever=_spelled(data.whoever, ("",)),
        about_one=_spelled(data.about_one, ("",)),
        relative=_spelled(data.relative, ("",)),
        maybe=_spelled(data.maybe, ("", "و")),
        others=_others(data.others),
        same=_spelled(data.others.same, ("", "و")),
        hits_after=_spelled(data.hits.after, ("",)),
        illness=_spelled(data.illness, ("",)),
        general=_spelled(data.general, _CUE_PREFIXES),
        hits_before=_spelled(data.hits.before, ("", "و")),
        harm=_spelled(data.harm, ("", "ال")),
        harm_nouns=harm_nouns,
        alone={"killed": _spelled(data.killed_alone, ("",)), "injured": _spelled(data.injured_alone, ("",))},
        unnamed=_spelled(data.unnamed, ("",)),
        beside=_spelled(data.beside, ("",)),
        besides=_spelled(data.besides, ("", "و")),
        negations=_spelled(data.negations, ("", "و", "ف")),
        going_on=_spelled(data.going_on, ("",)),
        unreal=_spelled(data.unreal, ("", "و", "ب", "ل")),
        release=_spelled(data.release, ("", "و", "ب", "ل")),
        totals=totals,
        reached=_spelled(data.reached, ("", "و", "ف", "ل")),
        links=_spelled(data.links, ("",)),
        all_of=_spelled(data.all_of, ("", "و", "ب", "ل")),
        one_of=_spelled(data.one_of, ("", "و")),
        among=_spelled(data.among, ("", "و")),
        mostly=_spelled(data.mostly, ("", "و")),
        amidst=_spelled(data.amidst, ("",)),
        each_one=_spelled(data.each_one, ("", "و")),
        things=_spelled(data.things, ("", "ال")) | _spelled([t + "ا" for t in data.things], ("",)),
        stops=_spelled(data.stops, ("", "و", "ف", "ل")),
        not_names=_spelled(data.not_names, ("",)),
        heads=frozenset(cues) | frozenset(victims) | totals | harm_nouns,
    )


def _load() -> _Data:
    try:
        return msgspec.yaml.decode(data_text(_FILE), type=_Data)
    except msgspec.DecodeError as error:
        line = _LINE.search(str(error))
        raise KnowledgeError(" ".join(str(error).split()), _FILE, int(line.group(1)) if line else None) from error


def _cues(data: _Data) -> dict[str, tuple[Cue, ...]]:
    table: dict[str, tuple[Cue, ...]] = {}

    def add(form: str, cue: Cue) -> None:
        if cue not in table.get(form, ()):
            table[form] = (*table.get(form, ()), cue)

    for row in data.cues:
        named = _spelled(row.named, ("",))
        rows: tuple[tuple[CueKind, Forms], ...] = (
            ("masdar", row.masdars),
            ("verb", row.verbs),
            ("after", row.after),
            ("counted", row.counted),
            ("weak", row.weak),
        )
        for kind, forms in rows:
            for written in forms:
                form, _, then = fold_text(written).partition(" ")
                for prefix in _CUE_PREFIXES:
                    add(prefix + form, Cue(row.what, kind, form in named, 0, then))
                    if kind == "masdar" and row.what != "displaced":
                        for pronoun, number in _ANTECEDENTS:
                            add(prefix + _joined(form) + pronoun, Cue(row.what, kind, False, number))
    for verb in data.light.verbs:
        for prefix in _CUE_PREFIXES:
            add(prefix + fold_text(verb), Cue("killed", "light"))
    for complement in data.light.complements:  # «مصرعه» is no masdar of its own after «لقي»
        table.pop(fold_text(complement), None)
    return table


def _victims(data: _Data) -> dict[str, Victim]:
    numbered = _spelled(data.numbered_forms, ("",))
    table: dict[str, Victim] = {}
    for row in data.victims:
        shapes: list[tuple[str, Shape]] = [(fold_text(many), "many") for many in row.many]
        shapes += [pair for one in row.one for pair in _singular_forms(fold_text(one))]
        for form, shape in shapes:
            lone = row.what not in data.numbered_only and form not in numbered
            for prefix in _NOUN_PREFIXES:
                definite = _is_definite(prefix)
                table.setdefault(prefix + form, Victim(row.what, shape, definite, lone))
            if shape == "many":
                for pronoun in _PRONOUNS:
                    table.setdefault(form.removesuffix("ن") + pronoun, Victim(row.what, shape, True, False))
    return table


def _people(data: _Data) -> dict[str, Person]:
    table: dict[str, Person] = {}
    plain: list[tuple[str, Person]] = []
    for row in data.people:
        plain += _people_forms(row)
    for row in data.kin:
        for one in row.one:
            plain += [(_joined(fold_text(one)) + p, Person(row.who, "one", True, False, True)) for p in _PRONOUNS]
            plain += [(form, Person(row.who, "dual", True, False, True)) for form in _two_of_kin(one)]
        for many in row.many:
            plain += [(fold_text(many) + p, Person(row.who, "many", True, False, True)) for p in _PRONOUNS]
    for prefix in _NOUN_PREFIXES:
        article, waw = _is_definite(prefix), prefix.startswith("و")
        for form, person in plain:
            if article and person.definite:  # a noun with a pronoun takes no article
                continue
            table.setdefault(prefix + form, person._replace(definite=person.definite or article, waw=waw))
    return table


def _two_of_kin(one: str) -> Iterator[str]:
    """«طفلاه», «طفلتيها»: the dual loses its nun before a pronoun."""
    stem = _joined(fold_text(one))
    if len(stem) > 2:  # «أخاه» and «أبيه» are one brother and one father
        for pronoun in _PRONOUNS:
            yield stem + "ا" + pronoun
            yield stem + "ي" + pronoun


def _people_forms(row: _PeopleRow) -> Iterator[tuple[str, Person]]:
    base = Person(row.who, "one", False, False, adjective=row.adjective)
    plurals = {fold_text(many) for many in row.many} | {fold_text(stem) + "ين" for stem in row.sound}
    for one in (*row.one, *row.sound):
        for form, shape in _singular_forms(fold_text(one)):
            if form in plurals:
                continue
            accusative = (shape == "one" and form.endswith("ا")) or (shape == "dual" and form.endswith("ين"))
            yield form, base._replace(shape=shape, accusative=accusative)
        if fold_text(one).endswith("ه"):
            yield fold_text(one)[:-1] + "ات", base._replace(shape="many")
    for form in map(fold_text, row.many):
        ambiguous = form.endswith("ين") and form[:-2] in map(fold_text, row.one)
        yield form, base._replace(shape="dual_or_many" if ambiguous else "many")
        for pronoun in _PRONOUNS:
            yield _joined(form) + pronoun, base._replace(shape="many", definite=True)
    for stem in map(fold_text, row.sound):
        yield stem + "ون", base._replace(shape="many")
        yield stem + "ين", base._replace(shape="dual_or_many", accusative=True)
        yield stem + "ه", base._replace(who="women" if row.who == "civilians" else row.who)
        yield stem + "ات", base._replace(shape="many")
        for ending in ("و", "ي"):
            yield stem + ending, base._replace(shape="many")
            for pronoun in _PRONOUNS:
                yield stem + ending + pronoun, base._replace(shape="many", definite=True)


def _singular_forms(form: str) -> list[tuple[str, Shape]]:
    stem = _joined(form)
    forms: list[tuple[str, Shape]] = [
        (form, "one"),
        (stem + "ان", "dual"),
        (stem + "ين", "dual"),
        (stem + "ي", "dual"),
    ]
    if not form.endswith(("ه", "ا")):
        forms = [*forms[:3], (form + "ا", "one")]
    return forms


def _others(others: _Others) -> dict[str, Shape]:
    table: dict[str, Shape] = {}
    rows: tuple[tuple[Shape, Forms], ...] = (("one", others.one), ("dual", others.dual), ("many", others.many))
    for shape, forms in rows:
        for form in _spelled(forms, ("", "و", "ال", "وال", "ل", "ب")):
            table[form] = shape
    return table


def _joined(form: str) -> str:
    """The form before an ending: a ta marbuta opens."""
    return form[:-1] + "ت" if form.endswith("ه") else form


def _is_definite(prefix: str) -> bool:
    return prefix.endswith(("ال", "لل"))


def _spelled(forms: Iterable[str], prefixes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(prefix + fold_text(form) for form in forms for prefix in prefixes)
