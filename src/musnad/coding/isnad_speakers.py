"""Who speaks beside a verb of attribution: its subject, whom it spoke to, whom it quotes."""

from musnad.coding.document import Sentence
from musnad.coding.isnad_phrases import Phrase, Surroundings, breaks, head_of, is_apposed, leans, make_phrase, stops
from musnad.coding.isnad_sources import read_source

REACH = 7
"""How many words may stand between a verb and its speaker."""
NOT_COMMA = frozenset(".:;؛!؟?\n|…")
"""Punctuation that parts a verb from its speaker; a comma does not."""
_ABOUT = frozenset({"عن", "علي"})
_NAME_WORDS = 4
_OFFICES = frozenset({"title", "spokesman", "commander", "journalist"})


def speaker_after(around: Surroundings, sentence: Sentence, i: int) -> tuple[Phrase | None, int | None]:
    """The speaker that follows verb `i`, or None; and the word at which what is said begins, if in reach."""
    doc, cues = around.doc, around.cues
    stepping = True
    for j in range(i + 1, min(i + 1 + REACH, sentence.last)):
        form = doc.words[j].form
        between = doc.between(j - 1, j)
        if ":" in between or (any(q in between for q in '"“«') and j == i + 1 and form in cues.stop):
            return None, j
        if not NOT_COMMA.isdisjoint(between):
            return None, None
        if form in cues.complementizers or (j == i + 1 and (form in cues.news_nouns or form in _ABOUT)):
            return None, j
        if not stepping:
            continue
        phrase = read_source(around, j, sentence.last)
        if phrase is not None and not (phrase.first == j and form in cues.skip and form != "بيان"):
            return phrase, None
        named = named_before_office(around, j, sentence.last)
        if named is not None:
            return named, None
        stepping = form in cues.skip or form[0].isdigit()
    return None, None


def named_before_office(around: Surroundings, i: int, end: int) -> Phrase | None:
    """A person in no list, told by the office after the name: «قال هانس كذا، قائد الشرطة، إن».

    Without a comma between them the office must be definite or a correspondent's, and the name of two words.
    """
    doc = around.doc
    for j in range(i, min(i + _NAME_WORDS + 1, end)):
        form = doc.words[j].form
        if j > i and is_apposed(doc, j):
            office = _office_at(around, j, end, after_comma=breaks(doc, j), name_words=j - i)
            if office is not None:
                return make_phrase(around, i, office.last, 0, office.node.kind, node=(i, j - 1), person=True)
        if stops(around, j, end) and not (j == i and breaks(doc, j)):
            return None
        if leans(around, form) or form in around.heads or (form.startswith("ال") and j == i):
            return None
    return None


def _office_at(around: Surroundings, j: int, end: int, *, after_comma: bool, name_words: int) -> Phrase | None:
    head, definite = head_of(around, around.doc.words[j].form)
    if head is None or (head.cls not in _OFFICES and head.kind != "witness"):
        return None
    if not after_comma and (name_words < 2 or not (definite or head.cls == "journalist")):
        return None
    return read_source(around, j, end)


def stranger_after(around: Surroundings, i: int, complement: int, *, feminine: bool) -> Phrase | None:
    """A speaker that no list and no head knows: «قال جان-إيف لودريان إن».

    Taken for a person, or for a body where a feminine verb has a definite subject («أعلنت العمل …»).
    """
    doc = around.doc
    first = i + 1
    while first < complement and doc.words[first].form in around.cues.skip:
        first += 1
    last = first - 1
    while last + 1 < complement and doc.words[last + 1].form not in around.cues.stop:
        if doc.words[last + 1].form.startswith("بان"):
            break
        if last >= first and (breaks(doc, last + 1) or _is_told(around, doc.words[last + 1].form)):
            break
        last += 1
    form = doc.words[first].form
    if last < first or last - first > 4 or form in around.cues.settings:
        return None
    if last == first and (leans(around, form) or form.endswith("ا") or form.startswith("ل")):
        return None
    if around.cues.verbs.get(form) or form in around.cues.stop:
        return None
    if feminine and form.startswith("ال"):
        return make_phrase(around, first, last, 0, "official_body")
    return make_phrase(around, first, last, 0, "official_person", person=last - first < 4)


def _is_told(around: Surroundings, form: str) -> bool:
    """Whether a word names whom a source speaks to: «لوكالة», «لرويترز»."""
    return form[0] == "ل" and leans(around, form)


def with_relays(around: Surroundings, sentence: Sentence, last: int, subject: Phrase) -> tuple[tuple[Phrase, ...], int]:
    """The subject with whom it spoke to («لوكالة …») before it, or whom it quotes («عن …») after it."""
    doc, cues = around.doc, around.cues
    hearing = False
    for j in range(last + 1, min(last + 13, sentence.last)):
        form = doc.words[j].form
        between = doc.between(j - 1, j)
        if (form in cues.complementizers and form != "الي") or not NOT_COMMA.isdisjoint(between):
            break
        if form == "لسان" or (form == "عن" and (subject.medium or subject.own)):
            origin = read_source(around, j + 1, sentence.last)
            if origin is not None:
                return (subject, origin), origin.last
        if form in cues.settings:
            hearing = True
        told = form.startswith("ل") or (hearing and doc.words[j - 1].form == "مع")
        told = told or (j == last + 1 and form in around.heads and around.heads[form].cls == "agency")
        # «في بيان نشرته وكالة كذا»
        told = told or doc.words[j - 1].form in cues.resumed
        if told and not subject.medium:
            hearer = read_source(around, j + (form == "ل"), sentence.last)
            if hearer is not None and (hearer.medium or hearer.own):
                return ((subject,) if hearer.own else (hearer, subject)), hearer.last
    return (subject,), last
