"""Counts told by a verb or masdar: «قتل ثلاثة أشخاص», «مقتل وإصابة 5», «أربعة مدنيين أصيبوا»."""

from typing import NamedTuple

from musnad.coding.counts_company import company, leads
from musnad.coding.counts_people import VAGUE_MINIMA, Need, Part, People, Scan, is_unreal, people_at
from musnad.knowledge.casualties import Cue, What

_AHEAD = 7
_AHEAD_OF_VERB = 14
_FILLED = 5
_AHEAD_OF_MASDAR = 4
_BEHIND = 9
_BEHIND_PARTS = 18
_COMPLEMENT = 14
_PLURALS = ("ين", "ون", "ها", "هم")


class Found(NamedTuple):
    """A count over words `first` to `last`; `people` are its noun phrases, where there are any."""

    what: What
    first: int
    last: int
    min: int
    max: int | None
    people: People | None = None


def from_cue(look: Scan, index: int, cue: Cue) -> list[Found]:
    """What the verb or masdar at word `index` counts. Empty where it counts nobody."""
    return _with_company(look, index, _from_cue(look, index, cue))


def _from_cue(look: Scan, index: int, cue: Cue) -> list[Found]:
    if cue.then and (index + 1 >= len(look.forms) or look.forms[index + 1] != cue.then):
        return []
    if is_unreal(look, index):
        return []
    if cue.kind == "light":
        return _light(look, index)
    start = index + 2 if cue.then else index + 1
    joint = None if cue.pronoun else _joint(look, start, cue.what)
    if joint is not None:
        return _two_verbs(look, index, joint, cue)
    if cue.pronoun:
        people = people_at(look, start, "noun") if cue.pronoun == 1 else None
        if people is not None and people.parts[0].counted and not look.pauses(start):
            return [_found(cue, index, people)]  # «بعد قتله 3 أشخاص»: the pronoun is the doer
        if cue.what == "injured" and _form(look, start) in look.lexicon.hits_after:
            return []
        return [Found(cue.what, index, index, cue.pronoun, 1 if cue.pronoun == 1 else None)]
    people = _after_verb(look, index, start, cue.what) if cue.kind == "after" else _its_people(look, start, cue)
    if people is None and cue.named:
        named = _named(look, index, start, cue)
        if named is not None or cue.kind != "verb":
            return named or []
    if people is None and cue.kind == "verb":
        return _of_verb_alone(look, index, cue)
    return [] if people is None else [_found(cue, index, people)]


def _named(look: Scan, index: int, start: int, cue: Cue) -> list[Found] | None:
    """«مقتل سالم»: one by name. «مقتل أغلب المتسللين»: some. None where neither follows."""
    many = _many(look, start)
    if many is not None:
        return [] if look.forms[index] in look.lexicon.general else [Found(cue.what, index, many, 2, None)]
    name = None if _form(look, start).startswith("ال") and cue.what == "captured" else _name(look, start)
    return None if name is None else [Found(cue.what, index, name, 1, 1)]


def _of_verb_alone(look: Scan, index: int, cue: Cue) -> list[Found]:
    """What a verb counts that no people follow."""
    if _stands_for_one(look, index):
        return [Found(cue.what, index, index, 1, 1)]
    people = _just_before(look, index)
    if people is not None:
        return [_found(cue, index, people)]
    return [Found(cue.what, index, index, 1, 1)] if _is_alone(look, index, cue.what) else []


def _its_people(look: Scan, start: int, cue: Cue) -> People | None:
    """The people that follow a masdar or a verb in the singular."""
    if cue.kind in {"weak", "counted"} or cue.what == "displaced":
        need: Need = "noun"
    else:
        need = "anything" if cue.what == "killed" else "number"
    people = _directly(look, start, need)
    if people is None or (_is_doer(people) and (cue.kind == "verb" or _is_subject(look, people))):
        doer = people if cue.what == "captured" else None
        after = people.last + 1 if people else start
        people = _later(look, after, cue) or (None if doer else people)
    if people is None:
        return None
    if cue.kind == "counted" and not people.parts[0].counted:
        return None
    if cue.kind == "weak" and _between_follows(look, people.last + 1):
        return None  # «سقوط 20 عنصراً بين قتيل وجريح» is told by its nouns
    if (cue.kind != "masdar" or look.forms[start - 1] in look.lexicon.general) and _is_general(people):
        return None
    return people


def _after_verb(look: Scan, index: int, start: int, what: What) -> People | None:
    """The people of a verb in the plural: mostly before it, but «فقتلوا 11 شخصاً» has its victims after."""
    behind = _behind(look, index, harm=what in {"killed", "injured"})
    if behind is not None and behind.parts[0].counted:
        return behind
    ahead = _directly(look, start, "noun")
    if ahead is not None and ahead.parts[0].counted:
        return ahead
    if behind is None:
        return _ahead(look, start, _AHEAD)
    part = behind.parts[0]
    if len(behind.parts) == 1 and part.shape == "dual_or_many" and not look.forms[index].endswith("وا"):
        return People((part._replace(min=2, max=2),))  # the verb is in the dual
    return behind


def _before_verb(look: Scan, index: int, cue: Cue) -> People | None:
    return _behind(look, index) if cue.kind == "after" else _just_before(look, index)


def _between_follows(look: Scan, at: int) -> bool:
    for place in range(at, min(at + _AHEAD, len(look.forms) - 1)):
        if look.breaks(place):
            return False
        if look.forms[place] == "بين" and look.forms[place + 1] in look.lexicon.victims:
            return True
    return False


def _is_general(people: People) -> bool:
    """«تقتل السجناء», «حياة المدنيين»: people at large, not a count."""
    part = people.parts[0]
    return part.definite and not part.counted and part.shape in {"many", "dual_or_many"}


def _stands_for_one(look: Scan, index: int) -> bool:
    """«أنه قُتل», «المراهق الذي قُتل»: the verb's pronoun stands for one person named before."""
    if index < 2 or look.breaks(index):
        return False
    before = look.forms[index - 1]
    if before in look.lexicon.about_one:
        return True
    person = look.lexicon.people.get(look.forms[index - 2])
    return before in look.lexicon.relative and person is not None and person.definite and person.shape == "one"


def _is_alone(look: Scan, index: int, what: What) -> bool:
    """«فلان قُتل برصاص قناص», «وتوفي تحت التعذيب»: no people but one, whom the verb's pronoun stands for."""
    if look.pauses(index + 1) or look.forms[index + 1] not in look.lexicon.alone.get(what, ()):
        return False
    return index == 0 or look.breaks(index) or look.forms[index - 1] not in look.lexicon.unnamed


def _two_verbs(look: Scan, index: int, joint: tuple[int, Cue], cue: Cue) -> list[Found]:
    """«مقتل وإصابة 5» shares one figure; «3 قتلوا وأصيب 5» does not."""
    alone = _before_verb(look, index, cue) if cue.kind != "masdar" else None
    if alone is not None:
        return [_found(cue, index, alone)]
    if cue.kind == "after" and joint[1].kind != "after":
        return []  # the figure is of the second verb alone
    return _jointly(look, index, joint, cue)


def _form(look: Scan, at: int) -> str:
    return look.forms[at] if at < len(look.forms) else ""


def _found(cue: Cue, index: int, people: People) -> Found:
    first, last = min(index, people.first), max(index, people.last)
    return Found(cue.what, first, last, people.min, people.max, people)


def _with_company(look: Scan, index: int, found: list[Found]) -> list[Found]:
    """Those told, and who was killed or hurt with them."""
    if len(found) != 1 or found[0].what not in {"killed", "injured"} or not found[0].min:
        return found
    one = found[0]
    if one.people is not None and leads(look, index, one.people.first):
        return [one._replace(min=one.min + 1, max=None if one.max is None else one.max + 1)]
    more = company(look, one.last)
    if more is None:
        return found
    high = None if one.max is None or more.max is None else one.max + more.max
    return [one._replace(last=more.last, min=one.min + more.min, max=high)]


def _directly(look: Scan, at: int, need: Need) -> People | None:
    """The people right after the cue, over a word or two such as «فيه», «كل من»."""
    for place in range(at, min(at + _FILLED, len(look.forms))):
        if look.breaks(place) or ("،" in look.gap(place)):
            return None
        if look.forms[place] == "من" and _form(look, place + 1) in look.lexicon.whoever:
            return People((Part(place, place + 1, 2, None, None, "many", False, counted=False),))
        people = people_at(look, place, need)
        if people is not None:
            return people
        if look.forms[place] not in look.lexicon.fillers:
            return None
    return None


def _later(look: Scan, at: int, cue: Cue) -> People | None:
    """People further on: «قتل في القصف 4 مدنيين», «قتلت قوات الاحتلال شاباً»."""
    if cue.kind in {"weak", "counted"}:
        return None
    people = _ahead(look, at, _AHEAD_OF_VERB if cue.kind == "verb" else _AHEAD_OF_MASDAR)
    if people is None:
        return None
    part = people.parts[0]
    if part.counted and not part.definite:
        return people
    object_of_verb = cue.kind == "verb" and part.accusative and part.shape != "dual_or_many"
    subject = cue.kind == "verb" and _is_dual_subject(look, part)
    near = part.first - at < _AHEAD
    return people if (object_of_verb or subject) and near and not part.definite else None


def _is_dual_subject(look: Scan, part: Part) -> bool:
    """«توفي في المستشفى طفلان»: the dual of a subject."""
    return part.shape == "dual" and look.forms[part.first].endswith("ان")


def _ahead(look: Scan, at: int, reach: int) -> People | None:
    """The first counted or accusative phrase of people within `reach` words of the same clause."""
    lexicon = look.lexicon
    for place in range(at, min(at + reach, len(look.forms))):
        form = look.forms[place]
        if look.breaks(place) or form in lexicon.heads or form in lexicon.among:
            return None
        if form in look.lexicon.people or place in look.numbers:
            people = people_at(look, place, "noun")
            if people is not None and not people.parts[0].definite:
                part = people.parts[0]
                person = lexicon.people.get(form)
                if part.counted or _is_dual_subject(look, part):
                    return people
                if part.accusative and not (person and (person.adjective or person.waw)):
                    return people
    return None


def _behind(look: Scan, index: int, *, harm: bool = True) -> People | None:
    """The people before a verb that agrees with them: «سبعة مدنيين بينهم طفل قتلوا»."""
    lexicon = look.lexicon
    best: People | None = None
    parted = False
    for place in range(index - 1, max(index - 1 - _BEHIND_PARTS, -1), -1):
        form = look.forms[place]
        if look.breaks(place + 1) or (place < index - _BEHIND and not parted):
            break
        if form in lexicon.among:
            best = None
            continue
        if form in lexicon.cues or form in lexicon.victims:
            break
        if place in look.numbers or form in lexicon.people:
            people = people_at(look, place, "noun")
            if people is None or people.last >= index:
                continue
            if people.parts[0].counted:
                if look.forms[people.first - 1] not in lexicon.among:
                    return people
                best, parted = None, True  # «35 مقاتلاً بينهم تسعة أجانب قتلوا»: only a part of them
                continue
            if harm and not people.parts[0].definite and people.min > 1:
                best = people
    return best


def _just_before(look: Scan, index: int) -> People | None:
    """«طالب قتل طعناً», «مدنياً قُتل»: an indefinite person right before the verb."""
    for place in range(index - 1, max(index - 4, -1), -1):
        if look.breaks(place + 1):
            return None
        person = look.lexicon.people.get(look.forms[place])
        if place in look.numbers or (person is not None and not person.adjective):
            people = people_at(look, place, "noun")
            if people is None or people.last >= index or people.parts[0].definite:
                return None
            if people.last < index - 1 and not people.parts[0].counted:
                return None
            return people if people.parts[0].counted or people.max is not None else None
    return None


def _is_doer(people: People) -> bool:
    """«قتل مسلحون …»: a bare plural that more likely did it, if somebody else follows."""
    part = people.parts[0]
    return not part.counted and part.shape in {"many", "dual_or_many"} and part.who == "combatants"


def _is_subject(look: Scan, people: People) -> bool:
    """«خطف مسلحون», «خطف مسلحو طالبان»: a masdar would have «مسلحي» after it, so the word before is a verb."""
    return look.forms[people.first].endswith(("ون", "و"))


def _many(look: Scan, at: int) -> int | None:
    """The last word of a plural that no number counts and that is no name: «أغلب المتسللين», «أفراد الدورية»."""
    forms, lexicon = look.forms, look.lexicon
    if look.pauses(at):
        return None
    if forms[at] in lexicon.all_of and not look.pauses(at + 1) and forms[at + 1].endswith(_PLURALS):
        return at + 1
    person = lexicon.people.get(forms[at])
    return at if person is not None and person.shape in {"many", "dual_or_many"} else None


def _name(look: Scan, at: int) -> int | None:
    """The last word of a bare name after «مقتل»; None where no name follows."""
    lexicon = look.lexicon
    if at >= len(look.forms) or look.breaks(at) or look.pauses(at):
        return None
    form = look.forms[at]
    words = (lexicon.stops, lexicon.not_names, lexicon.things, lexicon.heads, lexicon.among)
    if any(form in known for known in words) or at in look.numbers:
        return None
    if len(form) < 3 or form[0].isdigit() or form.startswith("وا"):
        return None
    following = _form(look, at + 1)
    more = following and not look.pauses(at + 1) and not any(following in known for known in words)
    return at + 1 if more and not following.startswith(("و", "ب", "ل")) else at


def _joint(look: Scan, at: int, what: What) -> tuple[int, Cue] | None:
    """The second verb or masdar of «مقتل وإصابة», «قتل أو أصيب»."""
    if at >= len(look.forms) or look.breaks(at):
        return None
    place = at + 1 if look.forms[at] in {"و", "او"} else at
    if place >= len(look.forms) or (place == at and not look.forms[at].startswith("و")):
        return None
    for cue in look.lexicon.cues.get(look.forms[place], ()):
        if cue.pronoun or look.pauses(place) or {cue.what, what} != {"killed", "injured"}:
            continue
        if cue.kind in {"masdar", "verb", "after"}:
            return place, cue
    return None


def _jointly(look: Scan, index: int, second: tuple[int, Cue], cue: Cue) -> list[Found]:
    """One figure for two kinds of harm: each at least one and at most all of them."""
    place, other = second
    people = _directly(look, place + 1, "number") or _ahead(look, place + 1, _AHEAD)
    if people is None and place + 1 in look.numbers:
        people = people_at(look, place + 1)
    if people is None:
        return []
    low, high = joint_range(people.min, people.max)
    return [
        Found(cue.what, index, people.last, low, high, people),
        Found(other.what, index, people.last, low, high, people),
    ]


def joint_range(low: int, high: int | None) -> tuple[int, int | None]:
    """The range of each kind where `low` to `high` people are killed or injured together.

    Vague figures («العشرات») are taken for each kind, as their readers do.
    """
    if high is None and low in VAGUE_MINIMA:
        return low, None
    return (0 if high == 0 else 1), high


def _light(look: Scan, index: int) -> list[Found]:
    """«لقي ثلاثة أشخاص مصرعهم», «فقد مدني حياته», «33 شخصاً لقوا مصرعهم»."""
    lexicon, forms = look.lexicon, look.forms
    end = None
    for place in range(index + 1, min(index + _COMPLEMENT, len(forms))):
        if look.breaks(place):
            break
        if forms[place] in lexicon.complements:
            end = place
            break
    if end is None:
        return []
    people = None
    if end > index + 1:
        people = _directly(look, index + 1, "noun") or _ahead(look, index + 1, end - index - 1)
        number = look.numbers.get(index + 1)
        if people is None and number is not None and number.last + 1 == end:  # «لقي نحو خمسة حتفهم»
            return [Found("killed", index, end, number.min, number.max)]
    if people is None:
        people = _directly(look, end + 1, "number") or _behind(look, index)
    if people is None and end == index + 1:
        people = _ahead(look, end + 1, _AHEAD) or _just_before(look, index)
    if people is None:
        return []
    first, last = min(index, people.first), max(end, people.last)
    return [Found("killed", first, last, people.min, people.max, people)]
