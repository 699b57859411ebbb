"""Recognising who speaks: the noun phrase of a source, from a list of names or from its own words.

A phrase is read from its first word on. Its extent may run a little short or long (Arabic writes no
capitals); its kind and the words that name it are what counts.
"""

import msgspec

from musnad.coding.isnad_bodies import read_body, read_glued, read_government, read_medium
from musnad.coding.isnad_persons import name_end, read_person, read_titled
from musnad.coding.isnad_phrases import (
    MEDIA,
    OFFICIAL,
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
    met_again,
    met_by_head,
    name_again,
    sounds_own,
    step_adjectives,
    step_nationality,
    step_words,
    stops,
    variants,
)
from musnad.knowledge.sources import Head
from musnad.records import SourceKind

_COMPLETE = frozenset({"شهود", "شاهد", "شاهدا", "الشهود", "اطباء"})
_PLACE_PREPOSITIONS = frozenset({"في", "من", "داخل", "لدي"})
_OF_WHOM = frozenset({"في", "لدي", "التابع", "التابعه"})
_POSTED = frozenset({"في", "بريف", "بمدينه", "بمحافظه"})
_PARENT_KIND: dict[SourceKind, SourceKind] = {
    "official_body": "official_anonymous",
    "military": "security_anonymous",
}


def read_source(around: Surroundings, i: int, end: int) -> Phrase | None:
    """The source whose name begins at word `i` and ends before word `end`, or None.

    A prefix (و، ف، ب، ل) is cut off where the word without it is known.
    """
    if i >= end:
        return None
    for form, skip in variants(around.doc.words[i].form):
        found = (
            _known(around, i, end, form, skip)
            or _by_head(around, i, end, form, skip)
            or read_government(around, i, end, form, skip)
            or read_person(around, i, end, form, skip)
        )
        if found is not None:
            return found
        before = met_by_head(around, form)
        if before is not None:
            return name_again(around, i, skip, before)
    return None


def _known(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    match = match_known(around, i, end, form)
    if match is None and form != around.doc.words[i].form and around.doc.words[i].form[0] == "ل":
        # whom a source speaks to is an outlet, be its name a common word
        told = match_known(around, i, end, form, headed=True)
        match = told if told is not None and told[1].name in around.publishers else None
    if match is None:
        return None
    size, source = match
    own = source.name in around.publishers or sounds_own(around, source.arabic, source.kind)
    last = i + size - 1
    if source.kind in MEDIA:
        last = step_nationality(around, last, end)
    return make_phrase(around, i, last, skip, source.kind, name=source.name, own=own)


def _by_head(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    head, definite = head_of(around, form)
    if head is None:
        return read_glued(around, i, form, skip)
    if definite and not _is_qualified(around, i, end):
        before = met_again(around, form)
        if before is not None:
            return name_again(around, i, skip, before)
    match head.cls:
        case "anonymous":
            return _anonymous(around, i, end, skip)
        case "plain":
            return _plain(around, i, end, form, skip, head)
        case "report":
            return _report(around, i, end, skip)
        case "statement":
            return _statement(around, i, end, skip)
        case "journalist":
            return _journalist(around, i, end, form, skip)
        case "agency" | "outlet":
            return read_medium(around, i, end, form, skip, head)
        case "body":
            body = read_body(around, i, end, skip, head, definite)
            if body is None or form.removeprefix("ال") not in around.lists.offices:
                return body
            return _office(around, body, end, skip)
        case _:
            return read_titled(around, i, end, skip, head, definite)


def _office(around: Surroundings, body: Phrase, end: int, skip: int) -> Phrase:
    """A centre or office: of the kind of the body it is of, else of what its name says it does."""
    doc, signs, last = around.doc, around.lists.office_signs, body.last
    j = last + 1
    if j < end and not breaks(doc, j):
        form = doc.words[j].form
        owner = read_source(around, j + (form in _OF_WHOM), end) if form in _OF_WHOM or form[0] == "ل" else None
        if owner is not None and not owner.state and owner.node.kind in PEOPLE_OF | {"official_body"}:
            return make_phrase(around, body.first, owner.last, skip, owner.node.kind)
        if form[0] == "ل" and form[1:] in signs:
            # «لرصد الألغام»
            last = j + (j + 1 < end and not breaks(doc, j + 1) and doc.words[j + 1].form.startswith("ال"))
    forms = [doc.words[k].form for k in range(body.first + 1, last + 1)]
    kinds = [signs[form] for form in (*forms, *(f[1:] for f in forms if f[0] == "ل")) if form in signs]
    return make_phrase(around, body.first, last, skip, kinds[0] if kinds else body.node.kind)


def _is_qualified(around: Surroundings, i: int, end: int) -> bool:
    """Whether more words of the name follow a definite noun: «الشرطة العراقية», «المتحدث باسم …»."""
    j = i + 1
    if j >= end or breaks(around.doc, j):
        return False
    form = around.doc.words[j].form
    nisba = form.startswith("ال") and is_adjective(form)
    return form == "باسم" or nisba or form in around.lists.given_names


def _anonymous(around: Surroundings, i: int, end: int, skip: int) -> Phrase | None:
    if around.doc.words[i].form.endswith("لمعلومات"):
        return None
    last = step_adjectives(around, i, end)
    kind: SourceKind = "local_anonymous"
    for k in range(i + 1, last + 1):
        plain = around.doc.words[k].form.removeprefix("و").removeprefix("ال")
        kind_told = around.lists.adjectives.get(plain) or around.lists.adjectives.get(plain.removesuffix("ا"))
        if kind_told is not None:
            kind = kind_told
            break
    j = last + 1
    if j + 1 < end and not breaks(around.doc, j):
        form = around.doc.words[j].form
        if form in _PLACE_PREPOSITIONS and around.doc.words[j + 1].form not in around.cues.settings:
            last, kind = _belonging(around, j, end, kind)
        elif (match := match_known(around, j, end, form)) is not None:
            last = j + match[0] - 1
    return make_phrase(around, i, last, skip, kind)


def _belonging(around: Surroundings, j: int, end: int, kind: SourceKind) -> tuple[int, SourceKind]:
    """Reads «في الدفاع المدني», «من بلدة كذا» at word `j`: its last word, and the kind it gives."""
    parent = read_source(around, j + 1, end)
    if parent is not None and parent.node.kind in PEOPLE_OF | {"official_body"}:
        inner = parent.node.kind
        return parent.last, _PARENT_KIND.get(inner, inner)
    last, k = j, j + 1
    while k <= j + 3 and not stops(around, k, end):
        if k > j + 1 and leans(around, around.doc.words[k].form):
            break
        sign = around.lists.signs.get(around.doc.words[k].form)
        kind = sign or kind
        last, k = k, k + 1
    return (last, kind) if last > j else (j - 1, kind)


def _plain(around: Surroundings, i: int, end: int, form: str, skip: int, head: Head) -> Phrase | None:
    last = i
    doc = around.doc
    if form == "وسائل" or form == "الوسائل":
        if i + 1 >= end or doc.words[i + 1].form not in ("اعلام", "الاعلام"):
            return None
        last = i + 1
    kind = head.kind
    if kind == "witness" and i + 1 < end and doc.words[i + 1].form == "عيان":
        last = i + 1
    last = step_adjectives(around, last, end)
    j = last + 1
    if j + 1 < end and not breaks(doc, j):
        if doc.words[j].form in _PLACE_PREPOSITIONS:
            last, _ = _belonging(around, j, end, kind)
        elif head.kind in ("witness", "medical") and form not in _COMPLETE and not is_quoted(doc, j):
            last = step_words(around, last, end, 2)
    if kind == "outlet":
        forms = {doc.words[k].form for k in range(i, last + 1)}
        kind = "state_media" if forms & OFFICIAL else kind
    return make_phrase(around, i, last, skip, kind)


def _report(around: Surroundings, i: int, end: int, skip: int) -> Phrase:
    """«تقرير للأمم المتحدة», «بيانات البنك»: the body whose report it is, else the document itself."""
    last = step_adjectives(around, i, end)
    for j in range(last + 1, min(last + 3, end)):
        if breaks(around.doc, j):
            break
        owner = read_source(around, j, end)
        if owner is not None and not owner.person and not owner.report and not owner.state:
            return msgspec.structs.replace(owner, first=i)
        if not around.doc.words[j].form.startswith(("نشر", "اصدر", "صادر", "اعد")):
            break
    return make_phrase(around, i, last, skip, _report_kind(around, i, last), report=True)


def _report_kind(around: Surroundings, i: int, last: int) -> SourceKind:
    forms = [around.doc.words[k].form.removeprefix("ال") for k in range(i, last + 1)]
    if forms[0] in ("تقارير", "انباء") or any(f in ("اعلاميه", "صحفيه", "صحافيه", "اعلامي") for f in forms):
        return "outlet"
    if forms[0] in ("بيانات", "ارقام"):
        return "official_body"
    return "document"


def _statement(around: Surroundings, i: int, end: int, skip: int) -> Phrase | None:
    """«بيان التحالف»: the body whose statement it is; a bare «البيان» is that of its last speaker."""
    for j in range(i + 1, min(i + 5, end)):
        if breaks(around.doc, j) or around.doc.words[j].form in around.cues.complementizers:
            break
        owner = read_source(around, j, end)
        if owner is not None:
            return msgspec.structs.replace(owner, first=i)
    for phrase in reversed(around.met):
        if not phrase.medium and not phrase.report:
            return msgspec.structs.replace(phrase, first=i, last=i)
    if not around.doc.words[i].form.startswith("ال"):
        return None
    return make_phrase(around, i, i, skip, "document", report=True)


def _journalist(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    """«مراسلنا», «مراسل الجزيرة في غزة»: our own correspondent, or another outlet's by its kind."""
    doc, last = around.doc, i
    kind: SourceKind = "own_correspondent"
    ours = form.endswith("نا")
    if not ours and not stops(around, i + 1, end):
        employer = _employer(around, i + 1, end)
        if employer is None:
            last = step_words(around, i, end, 3)
        else:
            last = employer.last
            foreign = not employer.own and (around.publishers or doc.report.outlet)
            kind = employer.node.kind if foreign and employer.node.kind in MEDIA else kind
    if last == i and not ours and not form.startswith("ال"):
        return make_phrase(around, i, i, skip, "witness") if form.startswith("مصور") else None
    last = _posting(around, last, end)
    return make_phrase(around, i, last, skip, kind, own=kind == "own_correspondent")


def _posting(around: Surroundings, last: int, end: int) -> int:
    """Steps over where a correspondent is posted and his name: «في ريف حلب، مهند …»."""
    doc, j = around.doc, last + 1
    if j + 1 < end and doc.words[j].form in _POSTED and not breaks(doc, j):
        stop = j + 1
        while stop < min(j + 4, end) and not stops(around, stop, end):
            stop += 1
        last = stop - 1 if stop > j + 1 else last
    name = last + 1
    if name >= end or doc.words[name].form not in around.lists.given_names - around.cues.stop:
        return last
    return name_end(around, name, end) if is_apposed(doc, name) else last


def _employer(around: Surroundings, j: int, end: int) -> Phrase | None:
    """The outlet a correspondent is of: «مراسل الشؤون العسكرية في القناة …»."""
    for k in range(j, min(j + 5, end)):
        if breaks(around.doc, k) or around.doc.words[k].form in around.cues.complementizers:
            return None
        phrase = read_source(around, k, end)
        if phrase is not None and (phrase.medium or phrase.own):
            return phrase
    return None
