"""Parties by a noun and whose it is: «مواقع لجنود الاحتلال», «ميليشيا محلية», «طفل فلسطيني»."""

from collections.abc import Iterator

from musnad.coding.entities_lexicon import Adjective, Country, Mark, Reading
from musnad.coding.entities_names import absorb, meant, past_name, person_at
from musnad.coding.entities_parties import Who, who_is_backed_by, who_of_nation, who_of_state
from musnad.coding.entities_text import Match, Phrase, Text, exact_match, loose_match
from musnad.knowledge.actors import Anaphor, Bystander, Head

_DEEP = 3
_FAR = 7
_NOT_STATES = ("rebel", "militia", "jihadist")
_ARMED = (*_NOT_STATES, "state", "coalition", "foreign_state")

Owner = tuple[int, Who]
"""The last word of the phrase and the party it names."""


def from_noun(text: Text, at: int, match: Match) -> Phrase | None:
    """The party that a noun of the phrase grammar makes with the words after it."""
    if _is_adjective_here(text, at, match):
        return None
    if isinstance(match.meaning, Bystander):
        return _bystanders(text, at, match, match.meaning)
    if isinstance(match.meaning, Head):
        return _of_party(text, at, match, match.meaning)
    return None


def _is_adjective_here(text: Text, at: int, match: Match) -> bool:
    """«العنف المسلح», «المركز الصحافي»: with article, after a noun with article, no noun itself."""
    if match.last > at or not match.reading.definite or match.reading.skip or not text.joined(at):
        return False
    form = text.forms[at]
    if not text.views[at].marks & Mark.BESIDE or form.endswith(("ين", "ون")):
        return False
    return text.forms[at - 1].startswith(("ال", "لل", "وال", "بال"))


def _of_party(text: Text, at: int, match: Match, head: Head) -> Phrase | None:
    skip = match.reading.skip
    owner = _owner(text, match, head, 0)
    if owner is None:
        named = person_at(text, match.last + 1, None) if head.role == "title" else None
        return named or _alone(text, at, match, head)
    last, who = owner
    if head.flies and not who.flies:
        who = who._replace(flies=True)
    if head.role == "title":
        person = person_at(text, last + 1, who)
        if person is not None and (who.kind in ("state", "coalition") or who.key.startswith("person:")):
            return person
        # «الناطق باسم كتائب القسام أبو عبيدة» speaks for all of them
        if person is not None:
            text.surnames[text.forms[person.last]] = who
        return Phrase(at, person.last if person else last, skip, who)
    if head.role == "person":
        last = past_name(text, last, comma=True)
    return Phrase(at, last, skip, who)


def _alone(text: Text, at: int, match: Match, head: Head) -> Phrase | None:
    """What a noun names with nobody told."""
    last, marks = match.last, 0
    for word in range(at, match.last + 1):
        marks |= text.views[word].marks & Mark.MILITARY
    beside = Mark.QUALIFIER | Mark.UNNAMED | Mark.CIVIL | Mark.MILITARY
    while text.joined(last + 1) and text.views[last + 1].marks & beside:
        last += 1
        marks |= text.views[last].marks
    skip = match.reading.skip
    if marks & Mark.UNNAMED:
        return Phrase(at, last, skip, Who("unknown_gunmen", "", "unknown"))
    if (
        match.reading.pronoun
        and head.role not in ("title", "organ")
        and head.key != "object:soft"
        and not text.forms[match.last].endswith("نا")
    ):
        who = _antecedent(text, head)
        if who is not None:
            return Phrase(at, last, skip, who)
    if head.role == "object":
        if match.reading.governs == "ب" and head.key == "object:armour":
            # «بالدبابات» tells the means, not a target
            return None
        return _thing(at, last, skip, head, marks)
    if match.reading.pronoun and head.role == "organ":
        return None
    if head.role == "title" and match.last > at and text.forms[match.last] != "باسم":
        return Phrase(at, last, skip, _own_state(text, "", head.key))
    definite = match.reading.definite or match.last > at
    if head.alone == "never" or (head.alone == "definite" and not definite):
        return None
    if head.kind == "state":
        return Phrase(at, last, skip, _own_state(text, head.suffix, head.key))
    return Phrase(at, last, skip, Who(head.key, "", head.kind))


def _thing(at: int, last: int, skip: int, head: Head, marks: int) -> Phrase | None:
    if marks & Mark.CIVIL:
        return Phrase(at, last, skip, Who("civilians:objects", "", "civilians"))
    if marks & Mark.MILITARY or head.alone == "always":
        return Phrase(at, last, skip, Who(head.key, "", head.kind))
    return None


def _antecedent(text: Text, head: Head) -> Who | None:
    """The armed party that «ـها» or «ـه» points back to: the last one named that can have such people."""
    kinds = _NOT_STATES if head.kind == "rebel" and head.role == "person" else _ARMED
    who = next((who for who in reversed(text.named) if who.kind in kinds), None)
    return who_is_backed_by(who) if who and head.role == "irregular" else who


def _own_state(text: Text, suffix: str, key: str) -> Who:
    land = (text.theatre or "").lower()
    if not text.theatre:
        return Who(key, "", "state")
    return who_of_state(f"{land}:{suffix}" if suffix else land, text.theatre)


def _owner(text: Text, match: Match, head: Head, depth: int) -> Owner | None:
    """Whose the matched noun is."""
    tied = "باسم" if text.forms[match.last] == "باسم" else ""
    backed = False
    # a noun with article or pronoun takes adjectives and ties («التابع لـ»), no further noun
    closed = not tied and (match.reading.pronoun or _is_definite(text, match))
    for step in range(_FAR):
        word = match.last + 1 + step
        if not text.joined(word):
            return None
        view = text.views[word]
        ties = bool(view.marks & (Mark.TIE | Mark.PROXY))
        if ties:
            if not _may_tie(text.forms[word], head):
                return None
            tied, backed = text.forms[word], backed or bool(view.marks & Mark.PROXY)
            continue
        if tied and text.forms[word] in ("له", "لها", "لهم"):
            who = _antecedent(text, head)
            return (word, who_is_backed_by(who) if backed else who) if who else None
        open_here = not closed or bool(tied)
        found = _named_owner(text, word, head, tied, open_here) or _owner_by_noun(
            text, word, head, depth, step == 0, open_here
        )
        if found is not None:
            last, who = found
            return (last, who_is_backed_by(who)) if backed and head.role != "organ" else found
        if not view.marks & (Mark.QUALIFIER | Mark.EPITHET | Mark.FROM) or view.marks & Mark.UNNAMED:
            return None
    return None


def _may_tie(form: str, head: Head) -> bool:
    # «مواقع في …» tells where, «قيادي في …» tells whose
    return form not in ("في", "لدي", "باسم", "ضمن") or head.role in ("person", "title")


def _named_owner(text: Text, word: int, head: Head, tied: str, open_here: bool) -> Owner | None:
    view = text.views[word]
    adjective = view.adjective if view.adjective and not view.adjective.reading.skip else None
    match = exact_match(text, word) if view.exact else None
    if match and not _owns(match.reading, head, open_here):
        match = None
    if match and isinstance(match.meaning, Country) and not _country_owns(match.meaning, head, tied, adjective):
        match = None
    if match and isinstance(match.meaning, Anaphor):
        # «الاحتلال الروسي»: whoever the adjective says
        longer = loose_match(text, word)
        inner = _owner_adjective(text, match.last + 1, _is_definite(text, match))
        if longer and inner and isinstance(longer.meaning, Head):
            return inner[0], who_of_nation(inner[1].nation, longer.meaning)
    if match:
        who = meant(text, match.meaning)
        return (absorb(text, match.last, who), who) if who else None
    return (_trail(text, word), who_of_nation(adjective.nation, head)) if adjective else None


def _is_definite(text: Text, match: Match) -> bool:
    return match.reading.definite or text.forms[match.last].startswith("ال")


def _owns(reading: Reading, head: Head, open_here: bool) -> bool:
    if reading.joins:
        return False
    if reading.governs == "":
        return open_here
    return reading.governs == "ل" or (reading.governs == "ب" and head.role in ("person", "title") and open_here)


def _country_owns(country: Country, head: Head, tied: str, adjective: Adjective | None) -> bool:
    if adjective is not None and not tied:
        return False
    if country.seat and head.role in ("object", "person"):
        return False
    return tied not in ("من", "في", "ضمن") or head.role == "organ"


def _owner_adjective(text: Text, word: int, definite: bool) -> tuple[int, Adjective] | None:
    if not text.joined(word):
        return None
    adjective = text.views[word].adjective
    # «قوات التحالف تركي المالكي»: no article, so no adjective of the noun before
    if adjective is None or adjective.reading.skip or (definite and not adjective.reading.definite):
        return None
    return _trail(text, word), adjective


def _owner_by_noun(text: Text, word: int, head: Head, depth: int, near: bool, open_here: bool) -> Owner | None:
    """«مقاتلي قوات …», «جنود وآليات …»: a further noun whose party is the noun's own."""
    if depth >= _DEEP:
        return None
    match = loose_match(text, word)
    if match is None or not isinstance(match.meaning, Head):
        return None
    if match.reading.joins:
        return _owner(text, match, match.meaning, depth + 1) if near and open_here else None
    if not _owns(match.reading, head, open_here):
        return None
    if match.reading.governs and head.role not in ("object", "person", "title"):
        return None
    if match.meaning.role == "object" and head.role != "object":
        return None
    found = _owner(text, match, match.meaning, depth + 1)
    if found is not None:
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


def _bystanders(text: Text, at: int, match: Match, noun: Bystander) -> Phrase | None:
    if match.reading.pronoun and noun.kind == "unknown":
        return None
    if noun.kind == "journalists" and at and text.views[at - 1].marks & Mark.SAYING:
        return None
    last, country = match.last, None
    for word in _following(text, match.last):
        view = text.views[word]
        if word <= last:
            continue
        if view.adjective and not view.adjective.reading.joins:
            if not view.adjective.nation.is_country:
                break
            country = view.adjective.nation.country
        elif not view.marks & (Mark.CIVIL | Mark.UNNAMED):
            further = loose_match(text, word) if view.loose else None
            if further is None or not isinstance(further.meaning, Bystander) or further.reading.governs:
                break
            last = further.last
            continue
        last = word
    last = past_name(text, last, comma=False)
    return Phrase(at, last, match.reading.skip, Who(noun.key, "", noun.kind, country))


def _following(text: Text, last: int) -> Iterator[int]:
    for word in range(last + 1, min(last + 1 + _FAR, len(text.forms))):
        if not text.joined(word):
            return
        yield word
