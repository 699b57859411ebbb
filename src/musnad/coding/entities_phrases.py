"""The phrases that name a party: a name, or a noun with whose it is («مواقع لجنود الاحتلال», «طفل فلسطيني»)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from musnad.coding.document import Document
from musnad.coding.entities_lexicon import (
    Adjective,
    Country,
    Entry,
    Mark,
    Meaning,
    Reading,
    Silent,
    View,
    bare,
)
from musnad.coding.entities_parties import (
    Who,
    who_governs,
    who_is,
    who_is_backed_by,
    who_is_meant,
    who_of_nation,
)
from musnad.knowledge.actors import Anaphor, Bystander, Head, KnownParty, actor_words

_JOINERS = frozenset(" \t\u00a0\"'«»“”„‘’()[]{}#_-–—*")
_DEEP = 3
_FAR = 7


class Text(NamedTuple):
    """A report as the phrase grammar reads it: forms, what each may be, the country, parties so far."""

    doc: Document
    forms: tuple[str, ...]
    views: tuple[View, ...]
    theatre: str | None
    named: list[Who]

    def joined(self, word: int) -> bool:
        """True where nothing but blanks, quotes and brackets stands between a word and the one before."""
        if word >= len(self.forms) or word == 0:
            return False
        gap = self.doc.between(word - 1, word)
        return gap == " " or _JOINERS.issuperset(gap)

    def follows(self, word: int) -> bool:
        """As `joined`, or after a comma («وزير الخارجية، سيرغي لافروف»)."""
        return self.joined(word) or (
            0 < word < len(self.forms) and self.doc.between(word - 1, word).strip() in ("،", ",")
        )


class Match(NamedTuple):
    """A name or noun met at a word: up to `last`, cut as `reading`."""

    last: int
    reading: Reading
    meaning: Meaning


class Phrase(NamedTuple):
    """Words `first` to `last` that name a party, less `skip` letters. `who` None: read over, no party."""

    first: int
    last: int
    skip: int
    who: Who | None
    adjective: bool = False


def exact_match(text: Text, at: int) -> Match | None:
    """The longest name that begins at a word."""
    best: Match | None = None
    for reading, entries in text.views[at].exact:
        found = _longest(text, at, entries, loose=False)
        if found and (best is None or found[0] > best.last):
            best = Match(found[0], reading, found[1])
    return best


def loose_match(text: Text, at: int) -> Match | None:
    """The longest noun of the phrase grammar that begins at a word."""
    best: Match | None = None
    for reading, entries in text.views[at].loose:
        found = _longest(text, at, entries, loose=True)
        if found and (best is None or found[0] > best.last):
            best = Match(found[0], reading, found[1])
    return best


def _longest(text: Text, at: int, entries: Sequence[Entry], loose: bool) -> tuple[int, Meaning] | None:
    forms, end = text.forms, len(text.forms)
    for rest, meaning in entries:
        last = at + len(rest)
        if last >= end:
            continue
        for offset, word in enumerate(rest, start=at + 1):
            form = forms[offset]
            if (bare(form) if loose else form) != word or not text.joined(offset):
                break
        else:
            return last, meaning
    return None


def phrase_at(text: Text, at: int) -> Phrase | None:
    """The longest phrase that names a party from a word on, or one to be read over, or None."""
    name, noun = exact_match(text, at), loose_match(text, at)
    if name and isinstance(name.meaning, Silent):
        return Phrase(at, name.last, 0, None)
    phrases = [p for p in (_from_name(text, at, name), _from_noun(text, at, noun)) if p]
    if not phrases:
        return None
    # a known name before what the grammar makes of the same words
    return max(phrases, key=lambda phrase: phrase.last)


def _from_name(text: Text, at: int, match: Match | None) -> Phrase | None:
    if match is None:
        return None
    if isinstance(match.meaning, Country) and not _country_acts(text, at, match):
        return None
    who = _meant(text, match.meaning)
    if who is None:
        return None
    return Phrase(at, _absorb(text, match.last, who), match.reading.skip, who)


def _meant(text: Text, meaning: Meaning) -> Who | None:
    if isinstance(meaning, KnownParty):
        return who_is(meaning)
    if isinstance(meaning, Country):
        return who_governs(meaning)
    if isinstance(meaning, Anaphor):
        return who_is_meant(meaning, text.named, text.theatre)
    return None


def _country_acts(text: Text, at: int, match: Match) -> bool:
    """A country or capital names a state unless the words before make a place of it."""
    country = match.meaning
    if not isinstance(country, Country) or match.reading.governs in ("ب", "ك"):
        return False
    if at == 0 or not text.follows(at):
        return not _strict(country) or _verb_follows(text, match.last)
    before = text.views[at - 1].marks
    if text.forms[at - 1] == "من":
        return at > 1 and bool(text.views[at - 2].marks & (Mark.FROM | Mark.PROXY))
    if before & Mark.PLACE and not (before & Mark.AIMED and not country.seat):
        return False
    if not _strict(country):
        return True
    return bool(before & Mark.PARTY) or _looks_like_verb(text.forms[at - 1])


def _strict(country: Country) -> bool:
    # the capital of a country at war is a place far more often than a government
    return country.seat and (country.nation.country or "") in actor_words().theatres


def _verb_follows(text: Text, last: int) -> bool:
    return text.joined(last + 1) and text.forms[last + 1].startswith("ت") and len(text.forms[last + 1]) > 3


def _looks_like_verb(form: str) -> bool:
    core = form[1:] if form.startswith(("و", "ف")) else form
    if len(core) < 4:
        return False
    return core.startswith(("ت", "ست")) or (core.endswith("ت") and not core.endswith("ات"))


def _absorb(text: Text, last: int, who: Who) -> int:
    """Take in what follows a name and belongs to it: «الإرهابي», «(قسد)», «اليمنية»."""
    for _ in range(_FAR):
        after = last + 1
        if not text.joined(after):
            return last
        view = text.views[after]
        adjective = view.adjective
        if view.marks & Mark.EPITHET and not view.exact:
            last = after
            continue
        if adjective and not adjective.reading.skip and who.kind not in ("state", "civilians"):
            last = after
            continue
        again = exact_match(text, after) if view.exact else None
        if (
            again
            and not again.reading.skip
            and isinstance(again.meaning, KnownParty)
            and _root(again.meaning.key) == _root(who.key)
        ):
            last = again.last
            continue
        return last
    return last


def _root(key: str) -> str:
    return key.split(":")[0]


def _from_noun(text: Text, at: int, match: Match | None) -> Phrase | None:
    if match is None:
        return None
    if isinstance(match.meaning, Bystander):
        return _bystanders(text, at, match, match.meaning)
    if isinstance(match.meaning, Head):
        return _of_party(text, at, match, match.meaning)
    return None


def _of_party(text: Text, at: int, match: Match, head: Head) -> Phrase | None:
    owner = _owner(text, match.last + 1, head, 0)
    if owner is not None:
        last, who = owner
        if head.flies and not who.flies:
            who = who._replace(flies=True)
        if head.role == "title":
            person = _person(text, last + 1, who)
            if person is not None:
                return person
        return Phrase(at, last, match.reading.skip, who)
    return _alone(text, at, match, head)


def _alone(text: Text, at: int, match: Match, head: Head) -> Phrase | None:
    last, marks = match.last, Mark(0)
    for word in range(at, match.last + 1):
        marks |= text.views[word].marks & Mark.MILITARY
    while text.joined(last + 1) and text.views[last + 1].marks & (
        Mark.QUALIFIER | Mark.UNNAMED | Mark.CIVIL | Mark.MILITARY
    ):
        last += 1
        marks |= text.views[last].marks
    skip = match.reading.skip
    if marks & Mark.UNNAMED:
        return Phrase(at, last, skip, Who("unknown_gunmen", "Unknown party", "unknown"))
    if head.role == "object":
        if marks & Mark.CIVIL:
            return Phrase(at, last, skip, Who("civilians:objects", "Civilian objects", "civilians"))
        if marks & Mark.MILITARY:
            return Phrase(at, last, skip, Who("object", "Military object", "unknown"))
    if head.role == "title" and match.last > at:
        return Phrase(at, last, skip, _own_state(text, "", head.key))
    if head.alone == "never" or (head.alone == "definite" and not _definite(text, at, match)):
        return None
    if head.kind == "state":
        return Phrase(at, last, skip, _own_state(text, head.suffix, head.key))
    return Phrase(at, last, skip, Who(head.key, head.key.replace("_", " ").capitalize(), head.kind))


def _own_state(text: Text, suffix: str, key: str) -> Who:
    land = (text.theatre or "").lower()
    own = f"{land}:{suffix}" if suffix else land
    return Who(own if land else key, key.capitalize(), "state", text.theatre)


def _definite(text: Text, at: int, match: Match) -> bool:
    return match.reading.definite or match.last > at


def _owner(text: Text, at: int, head: Head, depth: int) -> tuple[int, Who] | None:
    """Whose the noun before word `at` is: `(last word, party)`."""
    tied, backed = "", False
    for step in range(_FAR):
        word = at + step
        if not text.joined(word):
            return None
        view = text.views[word]
        if view.marks & (Mark.TIE | Mark.PROXY) and not (tied and view.marks & Mark.TIE and step > 3):
            if not _may_tie(text.forms[word], head):
                return None
            tied, backed = text.forms[word], backed or bool(view.marks & Mark.PROXY)
            continue
        found = _named_owner(text, word, head, tied) or _owner_by_noun(text, word, head, depth, step == 0)
        if found is not None:
            last, who = found
            return (last, who_is_backed_by(who)) if backed and head.role != "organ" else found
        if not view.marks & (Mark.QUALIFIER | Mark.EPITHET | Mark.FROM) or view.marks & Mark.UNNAMED:
            return None
    return None


def _may_tie(form: str, head: Head) -> bool:
    # «مواقع في …» tells where, «قيادي في …» tells whose
    return form not in ("في", "لدي", "باسم", "ضمن") or head.role in ("person", "title")


def _named_owner(text: Text, word: int, head: Head, tied: str) -> tuple[int, Who] | None:
    view = text.views[word]
    match = exact_match(text, word) if view.exact else None
    if match and not _owns(match.reading, head):
        match = None
    adjective = view.adjective if view.adjective and not view.adjective.reading.skip else None
    if match and isinstance(match.meaning, Country):
        if not _country_owns(match.meaning, head, tied, adjective):
            match = None
    if match and isinstance(match.meaning, Anaphor):
        # «الاحتلال الروسي»: whoever the adjective says
        longer = loose_match(text, word)
        inner = _owner_adjective(text, match.last + 1)
        if longer and inner and isinstance(longer.meaning, Head):
            return inner[0], who_of_nation(inner[1].nation, longer.meaning)
    if match:
        who = _meant(text, match.meaning)
        return (_absorb(text, match.last, who), who) if who else None
    if adjective:
        who = who_of_nation(adjective.nation, head)
        return _trail(text, word), who
    return None


def _owns(reading: Reading, head: Head) -> bool:
    return not reading.joins and (reading.governs in ("", "ل") or head.role in ("person", "title"))


def _country_owns(country: Country, head: Head, tied: str, adjective: Adjective | None) -> bool:
    if adjective is not None and not tied:
        return False
    if country.seat and head.role in ("object", "person"):
        return False
    return tied not in ("من", "في", "ضمن") or head.role == "organ"


def _owner_adjective(text: Text, word: int) -> tuple[int, Adjective] | None:
    if not text.joined(word):
        return None
    adjective = text.views[word].adjective
    return (_trail(text, word), adjective) if adjective and not adjective.reading.skip else None


def _owner_by_noun(text: Text, word: int, head: Head, depth: int, near: bool) -> tuple[int, Who] | None:
    """«مقاتلي قوات …», «جنود وآليات …»: a further noun whose party is the noun's own."""
    if depth >= _DEEP:
        return None
    match = loose_match(text, word)
    if match is None or not isinstance(match.meaning, Head):
        return None
    if match.reading.joins:
        if not near:
            return None
    elif not _owns(match.reading, head):
        return None
    found = _owner(text, match.last + 1, match.meaning, depth + 1)
    if found is not None or match.reading.joins:
        return found
    alone = _alone(text, word, match, match.meaning)
    return (alone.last, alone.who) if alone and alone.who else None


def _trail(text: Text, last: int) -> int:
    """Adjectives after an adjective of nation belong to the same noun."""
    while text.joined(last + 1):
        view = text.views[last + 1]
        if view.exact or view.loose or not view.marks & (Mark.EPITHET | Mark.QUALIFIER):
            break
        last += 1
    return last


def _person(text: Text, at: int, who: Who) -> Phrase | None:
    """The name after a title and whose it is, as the party that speaks or acts."""
    if not text.follows(at):
        return None
    match = exact_match(text, at)
    if match and isinstance(match.meaning, KnownParty) and match.meaning.key.startswith("person:"):
        return Phrase(at, match.last, match.reading.skip, who_is(match.meaning))
    if not text.views[at].marks & Mark.GIVEN:
        return None
    last = at
    while last < at + 2 and text.joined(last + 1) and _may_be_name(text, last + 1):
        last += 1
    if last == at:
        return None
    name = " ".join(text.forms[at : last + 1])
    return Phrase(at, last, 0, who._replace(key=f"person:{name}", name=name))


def _may_be_name(text: Text, word: int) -> bool:
    form, view = text.forms[word], text.views[word]
    if len(form) < 3 or form[0].isdigit() or view.loose:
        return False
    return not view.marks & ~(Mark.GIVEN | Mark.QUALIFIER) and not form.startswith(
        ("ان", "في", "عن", "علي ", "خلال")
    )


def _bystanders(text: Text, at: int, match: Match, noun: Bystander) -> Phrase | None:
    if noun.kind == "journalists" and at and text.views[at - 1].marks & Mark.SAYING:
        return None
    last, country = match.last, None
    for word in _following(text, match.last):
        view = text.views[word]
        if view.adjective and not view.adjective.reading.joins:
            country = view.adjective.nation.country
            if not view.adjective.nation.is_country:
                break
        elif not view.marks & (Mark.CIVIL | Mark.UNNAMED):
            further = loose_match(text, word) if view.loose else None
            if further is None or not isinstance(further.meaning, Bystander) or further.reading.governs:
                break
            last = further.last
            continue
        last = max(last, word)
    return Phrase(at, last, match.reading.skip, Who(noun.key, noun.key.split(":")[0], noun.kind, country))


def _following(text: Text, last: int) -> Iterator[int]:
    for word in range(last + 1, min(last + 1 + _FAR, len(text.forms))):
        if not text.joined(word):
            return
        yield word


def adjective_at(text: Text, at: int) -> Phrase | None:
    """An adjective that alone names the doer after a noun of deeds, or a people («الأتراك»)."""
    adjective = text.views[at].adjective
    if adjective is None:
        return None
    reading, nation, people = adjective
    if reading.governs:
        return _people(text, at, adjective) if people else None
    weak = bool(text.views[at].marks & Mark.WEAK)
    if not weak and _qualifies_deed(text, at):
        return Phrase(at, at, reading.skip, who_of_nation(nation, None), adjective=True)
    return _people(text, at, adjective) if people else None


def _qualifies_deed(text: Text, at: int) -> bool:
    for word in range(at - 1, max(at - 5, -1), -1):
        if not text.joined(word + 1):
            return False
        view = text.views[word]
        if view.marks & Mark.DEED:
            return True
        if view.adjective is None and not view.marks & (Mark.QUALIFIER | Mark.EPITHET) and not view.loose:
            return False
    return False


def _people(text: Text, at: int, adjective: Adjective) -> Phrase | None:
    """A people as a party: its state where that is far from the war, else civilians."""
    before = text.forms[at - 1] if at and text.joined(at) else ""
    if before.endswith(("ين", "ون", "اء")) and not text.views[at - 1].marks & Mark.DEED:
        return None
    nation, skip = adjective.nation, adjective.reading.skip
    if not nation.is_country:
        return Phrase(at, at, skip, who_of_nation(nation, None))
    if adjective.reading.definite and nation.flies and (nation.country or "") not in actor_words().theatres:
        return Phrase(at, at, skip, who_of_nation(nation, None))
    return Phrase(at, at, skip, Who("civilians", "civilians", "civilians", nation.country))
