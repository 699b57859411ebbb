"""Parties by an adjective alone: «القصف الإسرائيلي», «الأتراك», «ثلاثة حوثيين», «استشهاد فلسطيني»."""

from musnad.coding.entities_lexicon import Adjective, Mark
from musnad.coding.entities_parties import Who, who_of_nation
from musnad.coding.entities_text import Phrase, Text
from musnad.knowledge.actors import actor_words

_BACK = 5


def from_adjective(text: Text, at: int) -> Phrase | None:
    """The doer that an adjective names after a noun of deeds, or the people it names («الأتراك»)."""
    adjective = text.views[at].adjective
    if adjective is None:
        return None
    names_doer = not adjective.reading.governs and not text.views[at].marks & Mark.WEAK
    if names_doer and _qualifies_deed(text, at):
        who = who_of_nation(adjective.nation, None)
        return Phrase(at, at, adjective.reading.skip, who, adjective=True)
    return _people(text, at, adjective)


def _qualifies_deed(text: Text, at: int) -> bool:
    for word in range(at - 1, max(at - _BACK, -1), -1):
        if not text.joined(word + 1):
            return False
        view = text.views[word]
        if view.marks & Mark.DEED:
            return True
        if view.adjective is None and not view.loose and not view.marks & (Mark.QUALIFIER | Mark.EPITHET):
            return False
    return False


def _people(text: Text, at: int, adjective: Adjective) -> Phrase | None:
    """A people as a party: its state where that is far from the war, else civilians."""
    nation, skip = adjective.nation, adjective.reading.skip
    before = text.forms[at - 1] if at and text.joined(at) else ""
    if not adjective.people:
        if not _is_person(text, at, before) or (skip or adjective.reading.definite):
            return None
        who = Who("civilians", "", "civilians", nation.country) if nation.is_country else who_of_nation(nation, None)
        return Phrase(at, at, skip, who)
    if before.endswith(("ين", "ون", "اء")) and not text.views[at - 1].marks & Mark.DEED:
        return None
    if not nation.is_country:
        return Phrase(at, at, skip, who_of_nation(nation, None))
    far = (nation.country or "") not in actor_words().theatres
    if adjective.reading.definite and nation.flies and far:
        return Phrase(at, at, skip, who_of_nation(nation, None))
    return Phrase(at, at, skip, Who("civilians", "", "civilians", nation.country))


def _is_person(text: Text, at: int, before: str) -> bool:
    """«نحو 55 حوثيا», «مئة فلسطيني»: the singular after a number; «استشهاد فلسطيني»: after what befell one."""
    if not before or text.views[at].marks & Mark.WEAK:
        return False
    marks = text.views[at - 1].marks
    if text.forms[at].endswith("يا"):
        return before.isdigit() or bool(marks & (Mark.COUNTING | Mark.BEFALLING))
    return bool(marks & (Mark.COUNTING | Mark.BEFALLING))
