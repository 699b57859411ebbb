"""Phrases of people, counted or not: «ثلاثة من عناصر الشرطة», «طفلتين ورجل», «آخرين»."""

from typing import Literal, NamedTuple

from musnad.arabic.numbers import Number, find_numbers
from musnad.coding.document import Document
from musnad.knowledge.casualties import Casualties, Person, Shape, casualties
from musnad.records import GroupKind

_SHAPES: dict[Shape, tuple[int, int | None]] = {
    "one": (1, 1),
    "dual": (2, 2),
    "many": (2, None),
    "dual_or_many": (2, None),
}
_HARD = frozenset(".!?؟;؛\n")
_DETACHED = frozenset({"ال", "ب", "ل", "و"})
_AT_LEAST = ("علي", "الاقل")
_AT_LEAST_REACH = 3
_ONE = frozenset({"واحد", "واحده", "واحدا"})
VAGUE_MINIMA = frozenset({2, 24, 200, 2000, 20_000, 200_000})
"""The least of open figures that no number gives: «عدد من», «عشرات», «مئات», «آلاف» …"""
_YEARS = range(1900, 2100)
_QUALIFIERS = 5
_THEIRS = ("ه", "ها", "هم", "هما")
Need = Literal["noun", "number", "anything"]
_FATHA = "\u064e"


class Scan(NamedTuple):
    """A document with what finding counts looks at again and again."""

    document: Document
    forms: tuple[str, ...]
    numbers: dict[int, Number]
    lexicon: Casualties

    def gap(self, index: int) -> str:
        """The text between word `index` and the word before it."""
        return self.document.between(index - 1, index) if index else "\n"

    def breaks(self, index: int) -> bool:
        """Whether a sentence ends before word `index`."""
        if index >= len(self.forms):
            return True
        gap = self.gap(index)
        return gap != " " and not _HARD.isdisjoint(gap)

    def pauses(self, index: int) -> bool:
        """Whether a comma, dash or sentence end stands before word `index`."""
        if index >= len(self.forms):
            return True
        gap = self.gap(index)
        return gap != " " and any(mark in gap for mark in "،,:-–—.!?؟;؛\n")


class Part(NamedTuple):
    """One noun phrase of people, words `first` to `last`."""

    first: int
    last: int
    min: int
    max: int | None
    who: GroupKind | None
    shape: Shape
    definite: bool
    counted: bool
    accusative: bool = False


class People(NamedTuple):
    """Noun phrases joined by «و»: their sum, and the parts."""

    parts: tuple[Part, ...]

    @property
    def first(self) -> int:
        """Index of the first word."""
        return self.parts[0].first

    @property
    def last(self) -> int:
        """Index of the last word."""
        return self.parts[-1].last

    @property
    def min(self) -> int:
        """The least number of people."""
        if any(part.counted or part.max is not None for part in self.parts):
            return sum(part.min for part in self.parts)
        return self.parts[0].min  # «نساء وأطفال»: no more is said than «some»

    @property
    def max(self) -> int | None:
        """The greatest number of people, None where the text sets none."""
        total = 0
        for part in self.parts:
            if part.max is None:
                return None
            total += part.max
        return total

    @property
    def who(self) -> GroupKind | None:
        """The group of them all: civilians where women, children and civilians are joined."""
        groups = {part.who for part in self.parts}
        if len(groups) == 1:
            return self.parts[0].who
        return "civilians" if groups <= {"civilians", "children", "women", "unknown"} else None


def scan(document: Document, first: int = 0, last: int | None = None) -> Scan:
    """Look up numbers once for all that follows, in words `first` to `last` (excluded)."""
    words = document.words
    numbers = {}
    for number in find_numbers(words[first:last] if first or last else words):
        at = number.first + first
        numbers[at] = Number(at, number.last + first, number.min, number.max) if first else number
    return Scan(document, tuple([word.form for word in words]), numbers, casualties())


def people_at(look: Scan, index: int, need: Need = "anything") -> People | None:
    """The people named from word `index` on, or None.

    `need` says how sure it must be: "noun" asks for a word for people, "number" lets a number stand alone,
    "anything" also lets it count a noun unknown to the lexicon, as is safe right after «قتل».
    """
    first = _part(look, index, need)
    if first is None:
        return None
    parts = [first]
    while (at := _conjunct(look, parts[-1].last)) is not None:
        part = _part(look, at, "noun")
        if part is not None and _same_number(look, parts[0], part):
            parts[0] = parts[0]._replace(last=part.last)  # «24 ضابطاً وجندياً»: one number for both
            break
        if part is None or not _goes_with(parts[0], part, look.lexicon.people.get(look.forms[part.first])):
            break
        parts.append(part)
    return People(tuple(parts))


def _same_number(look: Scan, first: Part, part: Part) -> bool:
    """Whether both nouns specify the number of `first`: each a singular («طفلاً وطفلة»)."""
    noun = look.lexicon.people.get(look.forms[first.last])
    if not first.counted or part.counted or part.shape != "one" or noun is None or not noun.accusative:
        return False
    return part.accusative or part.who == first.who


def _goes_with(first: Part, part: Part, person: Person | None) -> bool:
    """Whether `part`, joined by «و», adds to the count that `first` began."""
    if part.counted or (person is not None and person.kin):
        return True
    if part.definite and not first.definite:
        return False
    if person is not None and person.adjective:
        return False
    return part.shape in {"one", "dual"} or (not first.counted and first.shape not in {"one", "dual"})


def _conjunct(look: Scan, last: int) -> int | None:
    """The next word that «و» joins to the phrase ending at `last`, over a few words that qualify it."""
    lexicon, forms = look.lexicon, look.forms
    for at in range(last + 1, min(last + 2 + _QUALIFIERS, len(forms))):
        if look.breaks(at):
            return None
        form = forms[at]
        if form == "و" and at + 1 < len(forms):
            return at + 1
        person = lexicon.people.get(form)
        if form.startswith("و") and form in lexicon.one_of and not _is_one(look, at):
            return at  # «3 مسلحين وأحد عناصر الأمن»
        if form == "مع" and at + 1 in look.numbers:
            return at + 1  # «مع ثلاثة من مرافقيه»
        if form.startswith("و") and (at in look.numbers or person is not None or form in lexicon.others):
            return at if person is None or person.waw else None
        if look.pauses(at) or at in look.numbers:
            return None
        if person is not None and person.shape in {"one", "dual"} and not person.adjective:
            return None  # «3 مدنيين طفلان وامرأة»: the three by name, not more of them
        if form in lexicon.stops or form in lexicon.among or form in lexicon.heads or form.startswith(("ب", "و")):
            return None
    return None


def _part(look: Scan, index: int, need: Need) -> Part | None:
    forms, lexicon = look.forms, look.lexicon
    if index < len(forms) and forms[index] in _DETACHED and index + 1 in look.numbers:
        index += 1
    if index >= len(forms):
        return None
    number = look.numbers.get(index)
    if number is not None:
        return _counted(look, number, need)
    form = forms[index]
    person = lexicon.people.get(form)
    if person is not None:
        return None if form in lexicon.only_counted else _uncounted(look, index, person)
    shape = lexicon.others.get(form)
    if shape is not None:
        low, high = _SHAPES[shape]
        return Part(index, index, low, high, None, shape, form.startswith("ال"), counted=False)
    if form in lexicon.one_of or form in lexicon.all_of:
        return _all_or_one(look, index)
    return None


def _uncounted(look: Scan, index: int, person: Person) -> Part:
    low, high = _SHAPES[person.shape]
    last, counted = index, False
    after = look.numbers.get(index + 1)
    if after is not None and after.min == after.max and not look.pauses(index + 1) and _agrees(person, after):
        # «شخص واحد», «مدنيين اثنين», «الجنود الثلاثة»
        low, high, last, counted = after.min, after.max, after.last, True
    elif person.shape == "one" and _is_one(look, index + 1):
        last, counted = index + 1, True
    elif person.shape == "dual_or_many" and _spelled_dual(look, index):
        low = high = 2
    if look.forms[last + 1 : last + 3] == _AT_LEAST:
        high, last = None, last + 2
    elif low == high and _at_least_after(look, last):
        high = None
    last, who = _noun_end(look, last, person)
    return Part(index, last, low, high, who, person.shape, person.definite, counted, person.accusative)


def _is_one(look: Scan, at: int) -> bool:
    """«مدني واحد», which folds to the same as «وأحد»."""
    if at >= len(look.forms) or look.pauses(at) or look.forms[at] not in _ONE:
        return False
    start, _ = look.document.span(at, at)
    return look.document.report.text.startswith("واحد", start)


def _at_least_after(look: Scan, last: int) -> bool:
    """Whether «على الأقل» follows the words that qualify the noun at `last`: «ضابط أمن على الأقل»."""
    for at in range(last + 1, min(last + 2 + _AT_LEAST_REACH, len(look.forms))):
        if look.pauses(at) or (look.forms[at].startswith("و") and not _is_one(look, at)):
            return False
        if look.forms[at : at + 2] == _AT_LEAST:
            return True
    return False


def _agrees(person: Person, number: Number) -> bool:
    if person.shape == "one":
        return number.min == 1
    if person.shape in {"dual", "dual_or_many"}:
        return number.min == 2 or (person.definite and person.shape != "dual")
    return person.definite


def _spelled_dual(look: Scan, index: int) -> bool:
    """Whether the vowels tell the dual from the plural («مدنيَين»)."""
    start, end = look.document.span(index, index)
    written = look.document.report.text[start:end].rstrip("\u0650\u0652")
    return written.endswith((_FATHA + "ين", _FATHA + "ي\u0652ن"))


def _counted(look: Scan, number: Number, need: Need) -> Part | None:
    """A number and the people it counts; None where it counts something else."""
    forms, lexicon = look.forms, look.lexicon
    at = number.last + 1
    low, high = number.min, number.max
    if number.first and low in _YEARS and forms[number.first - 1] in lexicon.year_words:
        return None

    def made(last: int, who: GroupKind | None, *, definite: bool = False) -> Part:
        return Part(number.first, last, low, high, who, "many", definite, counted=True)

    linked = forms[number.last] == "من"
    # «العشرات», «المئات» are people unless a noun says otherwise
    vague = high is None and forms[number.last].startswith(("ال", "وال"))
    alone = made(number.last, None) if need != "noun" or vague else None
    while at < min(len(forms), number.last + 4) and not look.pauses(at):
        if forms[at] == "منهم":
            return made(at, None)
        if forms[at] not in lexicon.links and forms[at] not in lexicon.one_of:
            break
        linked = linked or forms[at] == "من"
        at += 1
    if at >= len(forms) or look.pauses(at) or joins(look, at):  # «مقتل المئات واعتقال الآلاف»
        return alone
    form = forms[at]
    person = lexicon.people.get(form)
    if person is not None and not person.waw:
        last, who = _noun_end(look, at, person)
        return made(last, who, definite=person.definite and not linked)
    known_people = form in lexicon.others or forms[at - 1] in lexicon.members
    if known_people and not form.startswith("و"):
        return made(at, None)
    if form in lexicon.things or form in lexicon.victims or at in look.numbers:
        return None
    if forms[at - 1] == "من" and form.endswith(_THEIRS):
        return made(at, None)  # «ثلاثة من أبنائه»
    if form in lexicon.stops or form in lexicon.heads or form in lexicon.among or form.startswith("و"):
        return alone
    return made(at, None) if need == "anything" else (alone if vague else None)


def joins(look: Scan, at: int) -> bool:
    """Whether «و» joins the noun for the hurt at word `at` to what stands before it: «12 والجرحى»."""
    form, victims = look.forms[at] if at < len(look.forms) else "", look.lexicon.victims
    return form.startswith("و") and form in victims and form[1:] in victims


def _noun_end(look: Scan, at: int, person: Person) -> tuple[int, GroupKind]:
    """The last word of the noun at `at` with «آخرين» and «على الأقل», and who they are."""
    last = at
    if last + 1 < len(look.forms) and look.forms[last + 1] in look.lexicon.others and not look.pauses(last + 1):
        last += 1
    who = person.who
    if who in {"unknown", "civilians"} and not look.pauses(last + 1) and look.forms[last + 1] in look.lexicon.armed:
        who = "combatants"
    elif who == "unknown":
        who = _qualified(look, last) or "unknown"
    if look.forms[last + 1 : last + 3] == _AT_LEAST:
        last += 2
    return last, who


def _qualified(look: Scan, last: int) -> GroupKind | None:
    """Who they are by the word after the noun («أشخاص مدنيين», «أشخاص من الأطفال»)."""
    for at in range(last + 1, min(last + 3, len(look.forms))):
        if look.pauses(at):
            return None
        person = look.lexicon.people.get(look.forms[at])
        if person is not None:
            return None if person.waw or person.who == "unknown" else person.who
        if look.forms[at] != "من":
            return None
    return None


def _all_or_one(look: Scan, index: int) -> Part | None:
    """«جميع المهاجمين»: two and more. «أحد الحراس»: one."""
    lexicon = look.lexicon
    at = index + 1
    if at < len(look.forms) and look.forms[at] == "من":
        at += 1
    person = lexicon.people.get(look.forms[at]) if at < len(look.forms) else None
    victim = lexicon.victims.get(look.forms[at]) if at < len(look.forms) else None
    if person is None and victim is None and look.forms[at - 1] != "من":
        return None
    one = look.forms[index] in lexicon.one_of
    who = None if person is None else person.who
    if one:
        return Part(index, at, 1, 1, who, "one", definite=False, counted=True)
    return Part(index, at, 2, None, who, "many", definite=False, counted=False)


def is_unreal(look: Scan, index: int) -> bool:
    """Whether the harm is only tried, threatened or feared."""
    lexicon, forms = look.lexicon, look.forms
    if index and not look.breaks(index):
        if forms[index - 1] in lexicon.unreal or forms[index - 1] in lexicon.negations:
            return True
        if forms[index - 1] in lexicon.maybe and forms[index][:1] in {"ي", "ت"}:
            return True
    for place in range(index - 1, max(index - 5, 0), -1):
        if look.pauses(place + 1) or place in look.numbers:
            break
        if forms[place] in lexicon.unreal and place >= index - 2:
            return True
        if forms[place] in {"لم", "لن", "ولم"} and forms[index - 1] == "من":
            return True  # «لم تتمكن السلطات من اعتقال»
    return False
