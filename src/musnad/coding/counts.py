"""How many were killed, injured, captured or displaced: every place in the text that says so."""

from musnad.coding.counts_cues import Found, from_cue
from musnad.coding.counts_groups import groups_of
from musnad.coding.counts_people import Scan, people_at, scan
from musnad.coding.counts_victims import from_harm, from_total, from_victim
from musnad.coding.document import Document
from musnad.coding.mentions import CountMention
from musnad.records import Group

_GROUPS_REACH = 40
"""Words after a count in which its groups may be told."""
_OTHERS_REACH = 12
_PROCLITICS = ("و", "ف", "ب", "ل")


def find_counts(document: Document) -> tuple[CountMention, ...]:
    """The counts told in a report, in order. Parts of a count («بينهم طفل») are left to `find_groups`.

    A count that the text denies («دون وقوع إصابات») is 0 to 0. Counts of earlier events and totals over
    long stretches are given too: which event they belong to is decided later.
    """
    look = scan(document)
    heads = look.lexicon.heads
    found: list[Found] = []
    for index, form in enumerate(look.forms):
        if form in heads and document.sentences[document.sentence_of[index]].kind != "noise":
            for one in _at(look, index):
                if not _is_illness(look, one):
                    _keep(found, one)
    found.sort(key=lambda one: (one.first, one.last))
    mentions: list[CountMention] = []
    for one in found:
        mentions.append(_mention(look, one, mentions[-1] if mentions else None))
    return tuple(mentions)


def find_groups(document: Document, count: CountMention) -> tuple[Group, ...]:
    """Who the people of a count are, as far as the text tells: «بينهم 3 أطفال», «طفلتين ورجل».

    Groups may overlap: the count as a whole comes first (children and women are civilians), its parts after.
    """
    look = scan(document, count.first, count.last + _GROUPS_REACH)
    named = [people for index in range(count.first, count.last + 1) if (people := people_at(look, index))]
    just = (people for people in named if (people.min, people.max) == (count.min, count.max))
    enough = (people for people in named if people.min >= count.min)
    return groups_of(look, count, next(just, None) or next(enough, None) or (named[-1] if named else None))


def _at(look: Scan, index: int) -> list[Found]:
    form, lexicon = look.forms[index], look.lexicon
    for cue in lexicon.cues.get(form, ()):
        found = from_cue(look, index, cue)
        if found:
            return found
    victim = lexicon.victims.get(form)
    if victim is not None:
        return from_victim(look, index, victim)
    if form in lexicon.totals:
        return from_total(look, index)
    if form in lexicon.harm_nouns:
        return from_harm(look, index)
    return []


def _is_illness(look: Scan, one: Found) -> bool:
    """«إصابة 40 شخصاً بفيروس»."""
    return (
        one.what == "injured"
        and look.forms[one.last + 1 : one.last + 2] != ()
        and (look.forms[one.last + 1] in look.lexicon.illness)
    )


def _keep(found: list[Found], one: Found) -> None:
    """Add a count unless its words already count the same; a number beats a bare noun."""
    state = one.what in {"captured", "displaced"}
    for place, other in enumerate(found[-6:], start=max(len(found) - 6, 0)):
        if (other.what == one.what or state) and other.first <= one.last and one.first <= other.last:
            if not state and one.max is not None and other.max is None and other.min == 2 and one.last > other.last:
                found[place] = one
            return
    found.append(one)


def _mention(look: Scan, one: Found, before: CountMention | None) -> CountMention:
    span = look.document.span(one.first, one.last, _skip(look, one.first))
    who = one.people.who if one.people is not None else None
    if who is None and before is not None and look.forms[one.last] in look.lexicon.others:
        # «5 مدنيين وإصابة 4 آخرين»: others of the same kind
        who = before.who if one.first - before.last <= _OTHERS_REACH else None
    return CountMention(one.first, one.last, span, one.what, one.min, one.max, who)


def _skip(look: Scan, index: int) -> int:
    """The letters of attached particles before the first word of a count."""
    form, skip = look.forms[index], 0
    known = look.lexicon
    while skip < 2 and form[skip:].startswith(_PROCLITICS):
        rest = form[skip + 1 :]
        if rest not in known.heads and rest not in known.people and index not in look.numbers:
            break
        if index in look.numbers and not form.startswith("و"):
            break
        skip += 1
        if index in look.numbers:
            break
    return skip
