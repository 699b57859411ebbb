"""Reading persons as sources: by title, by rank, by given name, by the surname of one already met."""

import msgspec

from musnad.coding.isnad_phrases import (
    MEDIA,
    PEOPLE_OF,
    Phrase,
    Surroundings,
    breaks,
    head_of,
    is_adjective,
    is_apposed,
    is_quoted,
    leans,
    make_phrase,
    match_known,
    name_again,
    stops,
    variants,
)
from musnad.knowledge.sources import Head
from musnad.records import SourceKind

_NAME_WORDS = 4
_TITLE_WORDS = 14
_INTO_TITLE = frozenset({"في", "من", "باسم", "لشؤون", "لدي"})
_ACROSS_TITLE = _INTO_TITLE | {"الي", "علي"}
_LAST_OF_TITLE = 6
_OFFICES = frozenset({"title", "spokesman", "commander"})
_HELPERS: frozenset[SourceKind] = frozenset({"rescue_service", "medical", "monitor_ngo"})
_UNCHANGED: frozenset[SourceKind] = frozenset({"expert", "security_anonymous", "local_anonymous"})


def read_person(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    """A person by given name («خالد عمر، مدير …»), or by the surname of one already met."""
    lists = around.lists
    if form in around.cues.stop or (skip and form not in lists.given_names):
        return None
    for phrase in reversed(around.met):
        if phrase.person and form in phrase.words:
            again = name_again(around, i, skip, phrase)
            return msgspec.structs.replace(again, last=name_end(around, i, end))
    kind: SourceKind = "official_person"
    for name, whose in () if skip else around.persons.get(form, ()):
        if i + len(name) <= end and all(around.doc.words[i + k].form == name[k] for k in range(1, len(name))):
            return make_phrase(around, i, i + len(name) - 1, skip, kind, name=whose, person=True)
    if i + 1 >= end:
        return None
    if form in lists.honorifics and around.doc.words[i + 1].form in lists.given_names:
        kind = "military" if _is_rank(around, form) else kind
        return make_phrase(around, i, name_end(around, i, end), skip, kind, person=True)
    if form not in lists.given_names or stops(around, i + 1, end):
        return None
    last = whole = name_end(around, i, end)
    office = _office_after(around, last, end)
    if office is not None:
        kind, whole = office.node.kind, office.last
    return make_phrase(around, i, whole, skip, kind, node=(i, last), person=True)


def name_end(around: Surroundings, i: int, end: int) -> int:
    """The last word of a person's name that begins at `i`, honorifics before it included."""
    doc, last = around.doc, i
    while doc.words[last].form in around.lists.honorifics and not stops(around, last + 1, end):
        last += 1
    for j in range(last + 1, last + _NAME_WORDS):
        if stops(around, j, end):
            break
        form = doc.words[j].form
        if leans(around, form) or form in around.heads or (j > i + 1 and is_quoted(doc, j)):
            break
        last = j
        if form.startswith("ال") and doc.words[j - 1].form != "عبد":
            break
    return last


def read_titled(around: Surroundings, i: int, end: int, skip: int, head: Head, definite: bool) -> Phrase | None:
    """«وزير الخارجية التركي مولود …», «المتحدث باسم الجيش»: a title, then perhaps a name."""
    doc, lists = around.doc, around.lists
    parent: SourceKind | None = None
    name: int | None = None
    j = i + 1
    while j < min(end, i + _TITLE_WORDS):
        form = doc.words[j].form
        if _begins_name(around, j, end, definite, told=j > i + 1):
            name = j
            break
        if breaks(doc, j) or form in around.cues.complementizers or _opens_medium(around, j, definite):
            break
        known = match_known(around, j, end, form) or (
            match_known(around, j, end, variants(form)[-1][0]) if form[0] in "لب" else None
        )
        if known is not None and form[0] == "ل" and known[1].kind in MEDIA:
            # «قال مسؤول لرويترز»: to whom he speaks
            break
        if known is not None:
            parent, definite, j = parent or known[1].kind, True, j + known[0]
            continue
        if form == "في" and j + 1 < end and doc.words[j + 1].form in around.cues.settings:
            break
        if form.startswith("بان") or (stops(around, j, end) and form not in _INTO_TITLE):
            break
        if definite and form.startswith("ال") and form[2:] in around.cues.news_nouns:
            # «دان رئيس الحكومة الغارة»: whose title it is has been told
            break
        parent = parent or lists.signs.get(form) or lists.signs.get(form[1:])
        if form in _INTO_TITLE or leans(around, form):
            definite = form.startswith(("بال", "لل", "وال"))
        else:
            definite = definite or form.startswith("ال")
        j += 1
    if name is None and j > i + 1:
        name = _name_across(around, j, end)
    return _office(around, (i, j, end), skip, head, parent, name)


def _name_across(around: Surroundings, j: int, end: int) -> int | None:
    """Where a name begins between commas after the rest of a long title: «المبعوث إلى بلاد كذا، سامر كذا، إن»."""
    doc, cues = around.doc, around.cues
    for k in range(j, min(j + _LAST_OF_TITLE, end)):
        form = doc.words[k].form
        if breaks(doc, k):
            return k if _begins_name(around, k, end, definite=True, told=True) else None
        ended = form in cues.complementizers or form in cues.stop or form in cues.verbs or form in cues.opening
        if form not in _ACROSS_TITLE and ended:
            return None
    return None


def _begins_name(around: Surroundings, j: int, end: int, definite: bool, told: bool) -> bool:
    """Whether the name that a title introduces begins at word `j`; `told`: words of the title went before."""
    doc, lists = around.doc, around.lists
    form = doc.words[j].form
    if "(" in doc.between(j - 1, j):
        return False
    if form in lists.honorifics:
        parted = j + 1 < end and breaks(doc, j + 1) and doc.words[j + 1].form in lists.given_names
        # «الناطق الإعلامي باسم …»: what he is, not what he is called
        parted = parted or (j + 1 < end and doc.words[j + 1].form in _INTO_TITLE)
        return not parted and not stops(around, j + 1, end)
    if form in lists.given_names and form not in around.cues.stop and is_apposed(doc, j):
        # «مسؤول أمني تركي» is of a country, not called so
        return definite or not is_adjective(form) or not stops(around, j + 1, end)
    if (definite or told) and breaks(doc, j):
        return _is_bracketed_name(around, j, end)
    if not definite or form.startswith("ال") or form in around.heads or form in _INTO_TITLE or is_quoted(doc, j):
        return False
    return not (
        stops(around, j, end)
        or leans(around, form)
        or form.startswith("بان")
        or match_known(around, j, end, form)
        or _opens_medium(around, j, definite)
    )


def _is_bracketed_name(around: Surroundings, j: int, end: int) -> bool:
    """Whether an unknown name stands between commas: «وزير الداخلية اللبناني، سامر كذا، إن»."""
    doc = around.doc
    form = doc.words[j].form
    if not is_apposed(doc, j) or form.startswith("ال") or form in around.heads or form in around.cues.verbs:
        return False
    if form in around.cues.stop or form in around.cues.complementizers or leans(around, form):
        return False
    for k in range(j + 1, min(j + 1 + _NAME_WORDS, end)):
        closed = breaks(doc, k) or doc.words[k].form in around.cues.complementizers
        if closed or doc.words[k].form in around.cues.verbs:
            return k > j + 1
        if doc.words[k].form in around.cues.stop or leans(around, doc.words[k].form):
            return False
    return False


def _office(
    around: Surroundings,
    where: tuple[int, int, int],
    skip: int,
    head: Head,
    parent: SourceKind | None,
    name: int | None,
) -> Phrase | None:
    """The phrase of a title over words `where[0]` to `where[1]` (excluded), with the name found, if any."""
    i, j, end = where
    doc = around.doc
    kind = _office_kind(head, parent, name is not None)
    if name is None:
        definite = doc.words[i].form.startswith(("ال", "لل"))
        if j == i + 1 and not definite and head.kind == "official_person":
            return None
        return msgspec.structs.replace(make_phrase(around, i, max(i, j - 1), skip, kind), title=True)
    if kind == "official_person" and _is_rank(around, doc.words[name].form):
        kind = "military"
    last = name_end(around, name, end)
    return make_phrase(around, i, last, skip, kind, node=(name, last), person=True)


def _office_after(around: Surroundings, last: int, end: int) -> Phrase | None:
    """The office told after a name: «خالد عمر، مدير المكتب»."""
    j = last + 1
    if j >= end or not is_apposed(around.doc, j):
        return None
    head, definite = head_of(around, around.doc.words[j].form)
    if head is None or head.cls not in _OFFICES:
        return None
    return read_titled(around, j, end, 0, head, definite)


def _is_rank(around: Surroundings, form: str) -> bool:
    head = around.heads.get(form.removeprefix("ال"))
    return head is not None and head.kind == "military"


def _opens_medium(around: Surroundings, j: int, definite: bool) -> bool:
    """Whether an agency or paper begins at word `j`, told rather than led: «قال مسؤول وكالة …»."""
    form = around.doc.words[j].form
    told = form[2:] if form.startswith("لل") else form[1:] if form.startswith("ل") else form
    head = around.heads.get(told)
    return (definite or told != form) and head is not None and head.cls in ("agency", "outlet")


def _office_kind(head: Head, parent: SourceKind | None, named: bool) -> SourceKind:
    if head.kind == "local_anonymous" and parent in _HELPERS:
        return parent
    if head.kind in _UNCHANGED:
        return head.kind
    if parent is not None and parent in PEOPLE_OF:
        if parent != "military" or head.cls in ("spokesman", "commander"):
            return parent
    elif head.kind == "official_anonymous" and named:
        return "official_person"
    return head.kind
