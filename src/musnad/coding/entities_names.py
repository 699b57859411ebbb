"""Parties by their names: known parties, countries where they act, short names, persons."""

from functools import cache

from musnad.arabic.folding import fold_text
from musnad.coding.entities_lexicon import Country, Mark, Meaning
from musnad.coding.entities_parties import Who, who_governs, who_is, who_is_meant
from musnad.coding.entities_text import Match, Phrase, Text, exact_match
from musnad.knowledge.actors import Anaphor, KnownParty, actor_words

_FAR = 6
_NAME_WORDS = 3
_PERSON = "person:"
_ALA = "على"


def from_name(text: Text, at: int, match: Match) -> Phrase | None:
    """The party whose name was met at a word, or None where the name is a place there."""
    if isinstance(match.meaning, Country) and not _country_acts(text, at, match, match.meaning):
        text.refused.add(match.last)
        return None
    if isinstance(match.meaning, Anaphor) and _goes_on_to_another_name(text, match.last + 1):
        return None
    who = meant(text, match.meaning)
    if who is None:
        return None
    return Phrase(at, absorb(text, match.last, who), match.reading.skip, who)


def _goes_on_to_another_name(text: Text, word: int) -> bool:
    """«الحزب الجمهوري», «النظام البيئي»: an adjective that the tables do not know makes it something else."""
    if not text.joined(word):
        return False
    form, view = text.forms[word], text.views[word]
    strange = len(form) > 5 and not view.starts and not view.marks & (Mark.QUALIFIER | Mark.EPITHET)
    return strange and form.startswith("ال") and form.endswith(("ي", "يه", "يين", "يون"))


def meant(text: Text, meaning: Meaning) -> Who | None:
    """The party that a name stands for in this report, if any."""
    if isinstance(meaning, KnownParty):
        return who_is(meaning)
    if isinstance(meaning, Country):
        return who_governs(meaning)
    if isinstance(meaning, Anaphor):
        return who_is_meant(meaning, text.named, text.theatre)
    return None


def _country_acts(text: Text, at: int, match: Match, country: Country) -> bool:
    """A country or capital names a state unless the words before make a place of it."""
    strict = country.seat and _is_at_war(text, country)
    if match.reading.governs:
        return match.reading.governs == "ل"
    if at == 0 or not text.follows(at):
        return not strict or _verb_follows(text, match.last)
    if match.reading.joins and at - 1 in text.refused:
        return False
    twin = text.views[at].adjective and text.forms[at].endswith("ه")
    if twin and text.joined(at) and _looks_like_noun(text.forms[at - 1]):
        # «الأنباء السعودية»: here the adjective, not the country of the same form
        return False
    before = text.views[at - 1].marks
    if text.forms[at - 1] == "من":
        return at > 1 and bool(text.views[at - 2].marks & (Mark.FROM | Mark.PROXY))
    if before & Mark.PLACE and not (before & Mark.AIMED and not country.seat):
        return False
    return not strict or bool(before & Mark.PARTY) or _looks_like_verb(text.forms[at - 1])


def _looks_like_noun(form: str) -> bool:
    return form.startswith("ال") or form.endswith(("ه", "ات"))


def _is_at_war(text: Text, country: Country) -> bool:
    code = country.nation.country
    return code == text.theatre or code in actor_words().war_capitals


def _verb_follows(text: Text, last: int) -> bool:
    return text.joined(last + 1) and text.forms[last + 1].startswith("ت") and len(text.forms[last + 1]) > 3


def _looks_like_verb(form: str) -> bool:
    core = form[1:] if form.startswith(("و", "ف")) else form
    if len(core) < 4:
        return False
    return core.startswith(("ت", "ست")) or (core.endswith("ت") and not core.endswith("ات"))


def absorb(text: Text, last: int, who: Who) -> int:
    """Take in what follows a name and belongs to it: «الإرهابي», «(قسد)», «اليمنية»."""
    for _ in range(_FAR):
        after = last + 1
        if not text.joined(after):
            return last
        view = text.views[after]
        again = exact_match(text, after) if view.exact else None
        if again is None:
            adjective = view.adjective
            of_nation = adjective and adjective.reading.definite and not adjective.reading.skip
            if view.marks & (Mark.EPITHET | Mark.UNNAMED) or (of_nation and who.kind not in ("state", "civilians")):
                last = after
                continue
            return last
        if again.reading.skip or not _same_party(again.meaning, who):
            return last
        last = again.last
    return last


def _same_party(meaning: Meaning, who: Who) -> bool:
    return isinstance(meaning, KnownParty) and meaning.key.split(":")[0] == who.key.split(":")[0] != "person"


def person_at(text: Text, at: int, who: Who | None) -> Phrase | None:
    """The name of a person after a title, as the party that speaks or acts for `who`; None where none is.

    With `who` None, only a person whom the tables know.
    """
    at = _past_ranks(text, at)
    if not text.follows(at):
        return None
    match = exact_match(text, at) if text.views[at].exact else None
    if match and isinstance(match.meaning, KnownParty) and match.meaning.key.startswith(_PERSON):
        return Phrase(at, match.last, match.reading.skip, who_is(match.meaning))
    last = _given_name(text, at) or _set_off_name(text, at)
    if last is None or who is None:
        return None
    name = " ".join(text.forms[at : last + 1])
    return Phrase(at, last, 0, who._replace(key=f"{_PERSON}{name}", name=name))


def past_name(text: Text, last: int, comma: bool) -> int:
    """The last word of the name of a person that follows word `last`, or `last` itself."""
    at = _past_ranks(text, last + 1)
    if not (text.follows(at) if comma else text.joined(at)):
        return last
    return _given_name(text, at) or last


def _past_ranks(text: Text, at: int) -> int:
    for word in range(at, min(at + 3, len(text.forms))):
        if not text.views[word].marks & Mark.RANK or not text.follows(word):
            return word
    return at


def _given_name(text: Text, at: int) -> int | None:
    """The last word of a name that begins with a given name at a word."""
    if not text.views[at].marks & Mark.GIVEN or _is_preposition(text, at):
        return None
    last = at
    while last < at + _NAME_WORDS and text.joined(last + 1) and _may_be_name(text, last + 1):
        last += 1
    return last if last > at else None


def _set_off_name(text: Text, at: int) -> int | None:
    """The last word of two or three strange words between commas: «الوزير، فلان الفلاني، إن»."""
    if text.joined(at):
        return None
    last = at
    while last < at + _NAME_WORDS and _may_be_name(text, last) and text.joined(last + 1):
        last += 1
    ends = text.follows(last + 1) and not text.joined(last + 1)
    return last if ends and last > at and _may_be_name(text, last) else None


def _may_be_name(text: Text, word: int) -> bool:
    form, view = text.forms[word], text.views[word]
    if len(form) < 3 or form[0].isdigit() or view.loose or _is_preposition(text, word) or form in _times():
        return False
    if view.marks & Mark.GIVEN:
        return True
    return not view.marks and not form.startswith(("في", "عن", "ان", "خلال", "الي", "الذي", "التي", "بعد", "قبل"))


@cache
def _times() -> frozenset[str]:
    return frozenset(fold_text(word) for word in actor_words().times)


def _is_preposition(text: Text, word: int) -> bool:
    # «على» and «علي» fold to one form
    start, end = text.doc.span(word, word)
    return text.doc.report.text[start:end].endswith(_ALA)


def surname_at(text: Text, at: int) -> Phrase | None:
    """A person named in full before, now by the last word of the name."""
    form = text.forms[at]
    for skip in (0, 1):
        who = text.surnames.get(form[skip:])
        if who is not None and (skip == 0 or form.startswith(("و", "ف", "ل"))):
            return Phrase(at, at, skip, who)
    return None


def remember(text: Text, phrase: Phrase) -> None:
    """Keep the party of a phrase for the short names that come after it."""
    if phrase.who is None:
        return
    text.named.append(phrase.who)
    if phrase.who.key.startswith(_PERSON) and phrase.last > phrase.first:
        text.surnames[text.forms[phrase.last]] = phrase.who
