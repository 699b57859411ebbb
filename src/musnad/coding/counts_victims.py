"""Counts told by a noun for the hurt: «5 قتلى», «عشرات الشهداء والجرحى», «دون وقوع إصابات», «الحصيلة 12»."""

from musnad.arabic.numbers import Number
from musnad.coding.counts_cues import Found, joint_range
from musnad.coding.counts_people import People, Scan, is_unreal, joins, people_at
from musnad.knowledge.casualties import Victim, What

_NEGATION_REACH = 7
_TOTAL_REACH = 20
_VICTIM_REACH = 3
_BETWEEN_REACH = 7
_RELEASE_REACH = 6
_LIVES = "الارواح"


def from_victim(look: Scan, index: int, victim: Victim) -> list[Found]:
    """What the noun at word `index` counts. Empty for a definite noun that only points back."""
    number = None if joins(look, index) else _number_before(look, index)
    if number is None and (denied := _denied_from(look, index, victim)) is not None:
        both: tuple[What, ...] = ("killed", "injured") if look.forms[index].endswith("ضحايا") else (victim.what,)
        return [Found(what, denied, index, 0, 0) for what in both]
    if victim.what == "captured" and _released(look, index):
        return []
    if victim.what == "injured" and _is_hit(look, index):
        return []
    if number is not None and _is_standing(victim, number):
        return []
    second = _second(look, index, victim)
    if number is not None:
        first, low, high = number
        if second is not None:
            low, high = joint_range(low, high)
            return [
                Found(victim.what, first, second[0], low, high),
                Found(second[1].what, first, second[0], low, high),
            ]
        return [Found(victim.what, first, index, low, high)]
    if look.forms[index - 1] in {"بين", "ما بين", "مابين"} and index and second is not None:
        return _between(look, index, victim, second)
    if victim.definite or not victim.lone or _points_back(look, index, victim):
        return []
    if victim.shape == "one":
        return _single(look, index, victim)
    counted = index + 1 in look.numbers and not look.pauses(index + 1)
    people = people_at(look, index + 1, "noun") if counted else None
    if people is not None:  # «جثث ثمانية أشخاص»
        return [Found(victim.what, index, people.last, people.min, people.max, people)]
    return [Found(victim.what, index, index, 2, 2 if victim.shape == "dual" else None)]


def _points_back(look: Scan, index: int, victim: Victim) -> bool:
    """«قتلى الجيش», «عدد ضحايا القصف»: made definite by what follows, or counted elsewhere."""
    if victim.shape != "many":
        return False
    if index and look.forms[index - 1] in look.lexicon.totals:
        return True
    after = look.forms[index + 1] if index + 1 < len(look.forms) else ""
    return after.startswith("ال") and not look.pauses(index + 1) and len(after) > 3


def from_total(look: Scan, index: int) -> list[Found]:
    """«ارتفع عدد القتلى إلى 125», «الحصيلة بلغت 12»: the figure that the total has reached."""
    lexicon, forms = look.lexicon, look.forms
    what: What = "killed"
    at = index + 1
    victim = None
    while at < len(forms) and at <= index + _VICTIM_REACH and not look.breaks(at):
        victim = lexicon.victims.get(forms[at])
        at += 1
        if victim is not None:
            break
    if victim is not None:
        what = victim.what
    elif "حصيل" not in forms[index]:
        return []
    reached = bool(index) and forms[index - 1] in lexicon.reached
    past = forms[index - 1] if reached else ""
    for place in range(at if victim else index + 1, min(at + _TOTAL_REACH, len(forms))):
        if look.breaks(place):
            return []
        if forms[place] in lexicon.reached:
            reached = True
        number = look.numbers.get(place)
        if number is None or forms[place - 1] == "من" or _is_aside(look, number):  # «من 5 إلى 12»
            continue
        after = forms[number.last + 1] if number.last + 1 < len(forms) else ""
        if after in lexicon.things:
            return []
        counted = None if joins(look, number.last + 1) else lexicon.victims.get(after)
        if counted is not None and counted.what != what:
            return []
        if not reached:
            continue  # a date may stand between: «حصيلة القتلى منذ 7 تشرين الأول إلى 600»
        high = None if "تجاوز" in past else number.max
        people = people_at(look, place, "noun")
        return [Found(what, index, people.last if people else number.last, number.min, high, people)]
    return []


def _is_aside(look: Scan, number: Number) -> bool:
    """«خلال 24 ساعة إلى 9»: a number of hours or the like on the way to the figure."""
    before, lexicon = look.forms[number.first - 1], look.lexicon
    after = look.forms[number.last + 1 : number.last + 2]
    return before in lexicon.stops and before not in lexicon.reached and not lexicon.things.isdisjoint(after)


def from_harm(look: Scan, index: int) -> list[Found]:
    """«دون خسائر بشرية»: nobody killed, nobody injured."""
    if index + 1 >= len(look.forms) or look.breaks(index + 1):
        return []
    near = look.forms[index + 1 : index + 4]
    if not any(form in look.lexicon.harm for form in near):
        return []
    start = _negation(look, index)
    if start is None:
        lives = index + 1 + near.index(_LIVES) if _LIVES in near else None
        return [] if lives is None or is_unreal(look, index) else [Found("killed", index, lives, 2, None)]
    return [Found(what, start, index + 1, 0, 0) for what in ("killed", "injured")]


def _number_before(look: Scan, index: int) -> tuple[int, int, int | None] | None:
    """The number that counts the noun at `index`: its first word and range."""
    at = index - 1
    if at < 0 or look.breaks(index):
        return None
    if look.forms[at] == "حالات" or look.forms[at] == "حاله":
        at -= 1
    if look.forms[at] == "من" and at:
        at -= 1
    elif at and look.forms[at] in look.lexicon.people and not look.pauses(at):
        at -= 1  # «12 طالباً جريحاً»
    for first in range(at, max(at - 8, -1), -1):
        number = look.numbers.get(first)
        if number is not None:
            if number.last >= at and not look.pauses(number.last + 1):
                return number.first, number.min, number.max
            return None
    return None


def _single(look: Scan, index: int, victim: Victim) -> list[Found]:
    """A lone «قتيل», with the person after it («جثة رجل», «شهيد طفل»)."""
    people: People | None = None
    if index + 1 < len(look.forms) and not look.pauses(index + 1):
        people = people_at(look, index + 1, "noun")
    if people is not None and not people.parts[0].definite:
        return [Found(victim.what, index, people.last, people.min, people.max, people)]
    return [Found(victim.what, index, index, 1, 1)]


def _second(look: Scan, index: int, victim: Victim) -> tuple[int, Victim] | None:
    """The other noun of «قتلى وجرحى», «قتيل وجريح»."""
    at = index + 1
    if at >= len(look.forms) or look.pauses(at):
        return None
    form = look.forms[at]
    if form in {"و", "او"} and at + 1 < len(look.forms):
        at += 1
    elif not form.startswith("و"):
        return None
    other = look.lexicon.victims.get(look.forms[at])
    if other is None or other.what == victim.what or other.shape != victim.shape:
        return None
    if at + 1 in look.numbers and not look.pauses(at + 1):
        return None  # «20 شهيداً وإصابة 150»: the second has its own figure
    return at, other


def _between(look: Scan, index: int, victim: Victim, second: tuple[int, Victim]) -> list[Found]:
    """«20 عنصراً بين قتيل وجريح»: a joint figure, or each one and more without a figure."""
    last, other = second
    low, high = (1, None) if victim.shape == "one" else (2, None)
    first = index
    people: People | None = None
    for place in range(index - 2, max(index - 2 - _BETWEEN_REACH, -1), -1):
        if look.breaks(place + 1):
            break
        if place in look.numbers:
            people = people_at(look, place, "noun")
            if people is None:
                continue
            number = look.numbers[place]
            first = place
            low, high = joint_range(number.min, number.max)
            break
    return [
        Found(victim.what, first, last, low, high, people),
        Found(other.what, first, last, low, high, people),
    ]


def _denied_from(look: Scan, index: int, victim: Victim) -> int | None:
    """Where a negation begins that makes the noun say «nobody»: «دون وقوع إصابات»."""
    if victim.shape == "dual" or victim.what not in {"killed", "injured"} or victim.definite:
        return None
    if _points_back(look, index, victim):
        return None
    return _negation(look, index)


def _negation(look: Scan, index: int) -> int | None:
    lexicon, forms = look.lexicon, look.forms
    for place in range(index - 1, max(index - 1 - _NEGATION_REACH, -1), -1):
        if look.breaks(place + 1) or place in look.numbers:
            return None
        form = forms[place]
        if form in lexicon.negations:
            return None if forms[place + 1] in lexicon.going_on else place
        if form in lexicon.cues and form not in lexicon.victims and forms[place] not in {"سقوط", "سقط"}:
            return None
    return None


def _is_standing(victim: Victim, number: tuple[int, int, int | None]) -> bool:
    """«عدد من النازحين», «عشرات الأسرى»: people in that state already."""
    if number[2] is not None or victim.what not in {"captured", "displaced"}:
        return False
    return number[1] == 2 or (victim.definite and victim.what == "captured")


def _is_hit(look: Scan, index: int) -> bool:
    """«إصابات مباشرة» on a target, or «بإصابات خطيرة» for the wounds."""
    form, lexicon = look.forms[index], look.lexicon
    after = look.forms[index + 1] if index + 1 < len(look.forms) else ""
    before = look.forms[index - 1] if index else ""
    return "اصاب" in form and (form.startswith("ب") or after in lexicon.hits_after or before in lexicon.hits_before)


def _released(look: Scan, index: int) -> bool:
    start = max(index - _RELEASE_REACH, 0)
    return any(form in look.lexicon.release for form in look.forms[start:index])
