"""Recognising who speaks: the noun phrase of a source, from a list of names or from the words it is made of.

A phrase is read from its first word on. Its extent may run a little short or long (Arabic writes no capitals);
its kind and the words that name it are what counts.
"""

from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.coding.document import Document
from musnad.coding.isnad_cues import CueTable, cue_table
from musnad.knowledge.sources import (
    Head,
    KnownSource,
    heads,
    host_sounds_like,
    publishers,
    source_index,
    source_words,
)
from musnad.records import Source, SourceKind

_QUOTES = "\"“”«»'‘’„"
_BREAKS = frozenset(",،.:;؛!؟?\n|–—-/…")
_NAME_WORDS = 4
_COMPLETE = frozenset({"شهود", "شاهد", "شاهدا", "الشهود", "اطباء"})
_OFFICIAL = frozenset({"رسمي", "رسميه", "الرسمي", "الرسميه", "حكومي", "حكوميه", "الحكومي", "الحكوميه", "النظام"})
_GLUED: tuple[tuple[str, SourceKind], ...] = (
    ("مراسلال", "own_correspondent"), ("مراسلهال", "own_correspondent"), ("مصادرال", "local_anonymous"), ("مصادرلل", "local_anonymous"),
)  # fmt: skip
_PLACE_PREPOSITIONS = frozenset({"في", "من", "داخل", "لدي"})
_MEDIA: frozenset[SourceKind] = frozenset({"agency", "outlet", "state_media"})
_PEOPLE_OF: frozenset[SourceKind] = frozenset(
    {"military", "armed_group", "rescue_service", "monitor_ngo", "international_body", "medical"}
)
_PARENT_KIND: dict[SourceKind, SourceKind] = {"official_body": "official_anonymous", "military": "security_anonymous"}


class Phrase(msgspec.Struct, frozen=True):
    """A source in the text: words `first` to `last` (included), the node they make, the words that name it.

    `whose` is false where the phrase alone cannot be a source (no name found). `own` marks the publisher.
    """

    first: int
    last: int
    node: Source
    words: frozenset[str]
    own: bool = False
    person: bool = False
    report: bool = False
    state: bool = False
    title: bool = False

    @property
    def medium(self) -> bool:
        """Whether it hands on what others say: agency, paper, channel."""
        return self.node.kind in _MEDIA


class Surroundings(msgspec.Struct, frozen=True):
    """What reading a source needs beside the words: the report's publisher and the sources already met."""

    doc: Document
    cues: CueTable
    heads: dict[str, Head]
    known: dict[str, tuple[tuple[tuple[str, ...], KnownSource, bool], ...]]
    lists: "WordSets"
    publishers: frozenset[str]
    met: list[Phrase]


class WordSets(msgspec.Struct, frozen=True):
    """Word lists of `source_words.yaml`, folded for look-up."""

    adjectives: dict[str, SourceKind]
    signs: dict[str, SourceKind]
    honorifics: frozenset[str]
    given_names: frozenset[str]
    governments: dict[str, tuple[tuple[str, ...], ...]]


def surroundings(doc: Document) -> Surroundings:
    """What reading the sources of `doc` needs; nobody met yet."""
    return Surroundings(
        doc, cue_table(), heads(), source_index(), _word_sets(),
        publishers(doc.report.outlet, doc.report.url), [],
    )  # fmt: skip


def read_source(around: Surroundings, i: int, end: int) -> Phrase | None:
    """The source whose name begins at word `i` and ends before word `end`, or None.

    A prefix (و، ف، ب، ل) is cut off where the word without it is known.
    """
    if i >= end:
        return None
    for form, skip in _variants(around.doc.words[i].form):
        found = (
            _known(around, i, end, form, skip)
            or _by_head(around, i, end, form, skip)
            or _government(around, i, end, form, skip)
            or _person(around, i, end, form, skip)
        )
        if found is not None:
            return found
    return None


def breaks(doc: Document, j: int) -> bool:
    """Whether punctuation stands between word `j - 1` and word `j`."""
    return not _BREAKS.isdisjoint(doc.between(j - 1, j))


def met_again(around: Surroundings, form: str) -> Phrase | None:
    """The source met last that a definite noun («المصادر», «الوزارة», «فوتيل») can stand for."""
    stem = form.removeprefix("ال")
    for phrase in reversed(around.met):
        if form in phrase.words or stem in phrase.words:
            return phrase
    return None


@cache
def _variants(form: str) -> tuple[tuple[str, int], ...]:
    found = [(form, 0)]
    for start, whole, skip in (("لل", "ال", 0), ("ولل", "ال", 1), ("و", "", 1), ("ل", "", 1), ("ف", "", 1), ("ب", "", 1)):
        if form.startswith(start) and len(form) > len(start) + 1:
            found.append((whole + form[len(start) :], skip))
    return tuple(found)


@cache
def _word_sets() -> WordSets:
    lists = source_words()
    adjectives = {fold_text(w): kind for kind, forms in lists.adjectives.items() for w in forms}
    governments: dict[str, list[tuple[str, ...]]] = {}
    for name in lists.governments:
        parts = tuple(fold_text(name).split())
        governments.setdefault(parts[0], []).append(parts)
    return WordSets(
        adjectives=adjectives,
        signs={fold_text(w): kind for kind, forms in lists.signs.items() for w in forms},
        honorifics=frozenset(map(fold_text, lists.honorifics)),
        given_names=frozenset(map(fold_text, lists.given_names)),
        governments={k: tuple(sorted(v, key=len, reverse=True)) for k, v in governments.items()},
    )


def _known(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    match = _known_match(around, i, end, form)
    if match is None:
        return None
    size, source = match
    own = source.name in around.publishers or _sounds_own(around, source.arabic, source.kind)
    last = i + size - 1
    if source.kind in _MEDIA:
        last = _nationality(around, last, end)
    return _phrase(around, i, last, skip, source.kind, name=source.name, own=own)


def _known_match(around: Surroundings, i: int, end: int, form: str, headed: bool = False) -> tuple[int, KnownSource] | None:
    entries = around.known.get(form)
    if not entries:
        return None
    words = around.doc.words
    for alias, source, needs_head in entries:
        size = len(alias)
        if i + size > end or (needs_head and not headed and not _quoted(around.doc, i)):
            continue
        if all(words[i + k].form == alias[k] for k in range(1, size)):
            return size, source
    return None


def _quoted(doc: Document, i: int) -> bool:
    start = doc.words[i].start
    return start > 0 and doc.text[start - 1] in _QUOTES


def _sounds_own(around: Surroundings, name: str, kind: SourceKind) -> bool:
    host = around.doc.report.outlet or ""
    return kind in _MEDIA and not around.publishers and "." in host and host_sounds_like(host, name)


def _phrase(
    around: Surroundings,
    first: int,
    last: int,
    skip: int,
    kind: SourceKind,
    *,
    name: str | None = None,
    own: bool = False,
    node: tuple[int, int] | None = None,
    person: bool = False,
    report: bool = False,
) -> Phrase:
    """A phrase over `first` to `last` whose node is the words `node` (all of them by default)."""
    doc = around.doc
    a, b = node or (first, last)
    span = doc.span(a, b, skip if a == first else 0)
    source = doc.report.text
    kind = "own_correspondent" if own and kind in _MEDIA else kind
    if doc.words[a].start and doc.text[doc.words[a].start - 1] in _QUOTES and doc.text[doc.words[b].end : doc.words[b].end + 1] in _QUOTES:
        span = span[0] - 1, span[1] + 1
    forms = frozenset(doc.words[k].form for k in range(first, last + 1))
    shown = name or " ".join(source[span[0] : span[1]].split()).strip(_QUOTES + " ")
    return Phrase(first, last, Source(span, shown, kind), forms, own, person, report)


def _by_head(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    definite = form.startswith("ال") and form not in around.heads
    stem = form[2:] if definite else form
    head = around.heads.get(stem) or (around.heads.get(stem[:-1]) if stem.endswith("ا") and len(stem) > 4 else None)
    if head is None:
        return _glued(around, i, form, skip)
    if definite and not _qualified(around, i, end):
        before = met_again(around, form)
        if before is not None:
            return _again(around, i, skip, before)
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
            return _medium(around, i, end, form, skip, head)
        case "body":
            return _body(around, i, end, skip, head, definite)
        case _:
            return _titled(around, i, end, skip, head, definite)


def _glued(around: Surroundings, i: int, form: str, skip: int) -> Phrase | None:
    """A correspondent or sources run together with the outlet's name by a lost blank: «مراسلالجزيرة»."""
    for start, kind in _GLUED:
        if form.startswith(start) and len(form) > len(start) + 4:
            return _phrase(around, i, i, skip, kind, own=kind == "own_correspondent")
    return None


def _again(around: Surroundings, i: int, skip: int, before: Phrase) -> Phrase:
    span = around.doc.span(i, i, skip)
    node = Source(span, before.node.name, before.node.kind)
    return Phrase(i, i, node, before.words, before.own, before.person, before.report)


def _qualified(around: Surroundings, i: int, end: int) -> bool:
    """Whether more words of the name follow a definite noun: «الشرطة العراقية», «المتحدث باسم …»."""
    j = i + 1
    if j >= end or breaks(around.doc, j):
        return False
    form = around.doc.words[j].form
    return form == "باسم" or (_is_adjective(form) and form.startswith("ال")) or form in around.lists.given_names


def _is_adjective(form: str) -> bool:
    """A nisba or participle by its shape: «عراقية», «الرسمي», «يمنيين»."""
    return len(form) > 3 and form.endswith(("ي", "يه", "يين", "يون", "يان", "ينا"))


def _stops(around: Surroundings, j: int, end: int) -> bool:
    """Whether a name cannot go on with word `j`."""
    if j >= end or breaks(around.doc, j):
        return True
    form = around.doc.words[j].form
    if form in around.cues.stop or form in around.cues.complementizers or form[0].isdigit():
        return True
    cue = around.cues.verbs.get(form)
    return cue is not None and form not in around.lists.given_names


def _leans(around: Surroundings, form: str) -> bool:
    """Whether a word carries a preposition or conjunction: «بمحافظة», «للأمم», «ولوزارة»."""
    if form.startswith(("بال", "لل", "وال", "فال", "كال")) and form not in around.lists.given_names:
        return True
    if form.startswith("بان") and len(form) > 5:
        return True
    rest = form[1:]
    return form[0] in "بلوف" and len(rest) > 2 and (
        rest in around.heads or rest in around.cues.stop or rest in around.known
    )


def _adjectives(around: Surroundings, last: int, end: int) -> int:
    """The last of the adjectives that follow word `last`, joined ones («أمنية وطبية») included."""
    j = last + 1
    while not _stops(around, j, end):
        form = around.doc.words[j].form
        plain = form.removeprefix("و").removeprefix("ال")
        if plain not in around.lists.adjectives and not _is_adjective(form):
            break
        last, j = j, j + 1
        if j - last > _NAME_WORDS:
            break
    return last


def _nationality(around: Surroundings, last: int, end: int) -> int:
    """Steps over the adjectives after an outlet's name: «نيويورك تايمز الأمريكية», «رويترز للأنباء»."""
    j = last + 1
    while not _stops(around, j, end):
        form = around.doc.words[j].form
        if not (form.startswith("ال") and _is_adjective(form)) and form not in ("للانباء", "العبريه"):
            break
        last, j = j, j + 1
    return last


def _anonymous(around: Surroundings, i: int, end: int, skip: int) -> Phrase | None:
    if around.doc.words[i].form.endswith("لمعلومات"):
        return None
    last = _adjectives(around, i, end)
    kind: SourceKind = "local_anonymous"
    for k in range(i + 1, last + 1):
        plain = around.doc.words[k].form.removeprefix("و").removeprefix("ال")
        if plain in around.lists.adjectives:
            kind = around.lists.adjectives[plain]
            break
    j = last + 1
    if j + 1 < end and not breaks(around.doc, j):
        form = around.doc.words[j].form
        if form in _PLACE_PREPOSITIONS:
            last, kind = _belonging(around, j, end, kind)
        elif (match := _known_match(around, j, end, form)) is not None:
            last = j + match[0] - 1
    return _phrase(around, i, last, skip, kind)


def _belonging(around: Surroundings, j: int, end: int, kind: SourceKind) -> tuple[int, SourceKind]:
    """Reads «في الدفاع المدني», «من بلدة كذا» at word `j`: its last word, and the kind it gives."""
    parent = read_source(around, j + 1, end)
    if parent is not None and parent.node.kind in _PEOPLE_OF | {"official_body"}:
        inner = parent.node.kind
        return parent.last, _PARENT_KIND.get(inner, inner)
    last, k = j, j + 1
    while k <= j + 3 and not _stops(around, k, end) and not (k > j + 1 and _leans(around, around.doc.words[k].form)):
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
    last = _adjectives(around, last, end)
    j = last + 1
    if j + 1 < end and not breaks(doc, j):
        if doc.words[j].form in _PLACE_PREPOSITIONS:
            last, _ = _belonging(around, j, end, kind)
        elif head.kind in ("witness", "medical") and form not in _COMPLETE and not _quoted(doc, j):
            last = _run(around, last, end, 2)
    if kind == "outlet":
        forms = {doc.words[k].form for k in range(i, last + 1)}
        kind = "state_media" if forms & _OFFICIAL else kind
    return _phrase(around, i, last, skip, kind)


def _report(around: Surroundings, i: int, end: int, skip: int) -> Phrase:
    """«تقرير للأمم المتحدة», «بيانات البنك»: the body whose report it is, else the document itself."""
    last = _adjectives(around, i, end)
    for j in range(last + 1, min(last + 3, end)):
        if breaks(around.doc, j):
            break
        owner = read_source(around, j, end)
        if owner is not None and not owner.person and not owner.report and not owner.state:
            return msgspec.structs.replace(owner, first=i)
        if not around.doc.words[j].form.startswith(("نشر", "اصدر", "صادر", "اعد")):
            break
    return _phrase(around, i, last, skip, _report_kind(around, i, last), report=True)


def _report_kind(around: Surroundings, i: int, last: int) -> SourceKind:
    forms = [around.doc.words[k].form.removeprefix("ال") for k in range(i, last + 1)]
    if forms[0] in ("تقارير", "انباء") or any(f in ("اعلاميه", "صحفيه", "صحافيه", "اعلامي") for f in forms):
        return "outlet"
    if forms[0] in ("بيانات", "ارقام"):
        return "official_body"
    return "document"


def _statement(around: Surroundings, i: int, end: int, skip: int) -> Phrase | None:
    """«بيان التحالف», «تصريح للمتحدث»: the body whose statement it is; a bare «البيان» is its last speaker."""
    for j in range(i + 1, min(i + 5, end)):
        if breaks(around.doc, j) or around.doc.words[j].form in around.cues.complementizers:
            break
        owner = read_source(around, j, end)
        if owner is not None:
            return msgspec.structs.replace(owner, first=i)
    for phrase in reversed(around.met):
        if not phrase.medium and not phrase.report:
            return msgspec.structs.replace(phrase, first=i, last=i)
    return _phrase(around, i, i, skip, "document", report=True) if around.doc.words[i].form.startswith("ال") else None


def _journalist(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    doc, last = around.doc, i
    kind: SourceKind = "own_correspondent"
    j = i + 1
    if not form.endswith("نا") and not _stops(around, j, end):
        employer = _employer(around, j, end)
        if employer is not None:
            last = employer.last
            foreign = not employer.own and (around.publishers or doc.report.outlet)
            kind = employer.node.kind if foreign and employer.node.kind in _MEDIA else kind
        else:
            last = _run(around, i, end, 3)
    if last == i and not form.endswith("نا") and not form.startswith("ال"):
        return _phrase(around, i, i, skip, "witness") if form.startswith("مصور") else None
    j = last + 1
    if j + 1 < end and doc.words[j].form in ("في", "بريف", "بمدينه", "بمحافظه") and not breaks(doc, j):
        stop = j + 1
        while stop < min(j + 4, end) and not _stops(around, stop, end):
            stop += 1
        last = stop - 1 if stop > j + 1 else last
    name = last + 1
    if name < end and (breaks(doc, name) is False or "،" in doc.between(name - 1, name)):
        if doc.words[name].form in around.lists.given_names:
            last = _name_end(around, name, end)
    return _phrase(around, i, last, skip, kind, own=kind == "own_correspondent")


def _employer(around: Surroundings, j: int, end: int) -> Phrase | None:
    """The outlet a correspondent is of: «مراسل الشؤون العسكرية في القناة …»."""
    for k in range(j, min(j + 5, end)):
        if breaks(around.doc, k) or around.doc.words[k].form in around.cues.complementizers:
            return None
        phrase = read_source(around, k, end)
        if phrase is not None and (phrase.medium or phrase.own):
            return phrase
    return None


def _run(around: Surroundings, last: int, end: int, most: int) -> int:
    for j in range(last + 1, last + 1 + most):
        if _stops(around, j, end) or _leans(around, around.doc.words[j].form):
            break
        last = j
    return last


def _medium(around: Surroundings, i: int, end: int, form: str, skip: int, head: Head) -> Phrase | None:
    doc, j = around.doc, i + 1
    kind = head.kind
    if j >= end or breaks(doc, j) or (form.startswith("ال") and not _quoted(doc, j)):
        return (_medium_again(around, i, skip) or _phrase(around, i, i, skip, kind)) if form.startswith("ال") else None
    match = _known_match(around, j, end, doc.words[j].form, headed=True)
    if match is not None:
        size, source = match
        own = source.name in around.publishers or _sounds_own(around, source.arabic, source.kind)
        return _phrase(around, i, _nationality(around, j + size - 1, end), skip, source.kind, name=source.name, own=own)
    if _quoted(doc, j):
        last = j
        while last + 1 < end and last < j + 6 and not any(q in doc.between(last, last + 1) for q in _QUOTES):
            last += 1
        last = _nationality(around, last, end)
    else:
        last = _run(around, i, end, 2)
        last = _nationality(around, last, end) if last > i else last
        if last == i or (form == "موقع" and not _is_adjective(doc.words[j].form)):
            return None
    forms = {doc.words[k].form for k in range(i, last + 1)}
    if forms & _OFFICIAL or (kind == "agency" and doc.words[j].form == "الانباء"):
        kind = "state_media"
    text = doc.text[doc.words[j].start : doc.words[last].end]
    return _phrase(around, i, last, skip, kind, own=_sounds_own(around, text, kind))


def _medium_again(around: Surroundings, i: int, skip: int) -> Phrase | None:
    """«الصحيفة», «الوكالة»: the medium met last, whatever it was called."""
    for phrase in reversed(around.met):
        if phrase.medium:
            return _again(around, i, skip, phrase)
    return None


def _body(around: Surroundings, i: int, end: int, skip: int, head: Head, definite: bool) -> Phrase | None:
    doc, last = around.doc, i
    while not definite and last < i + 4 and not _stops(around, last + 1, end):
        form = doc.words[last + 1].form
        if _leans(around, form):
            break
        last += 1
        definite = form.startswith("ال") or _quoted(doc, last)
    if last == i and not definite:
        return None
    while not _stops(around, last + 1, end):
        form = doc.words[last + 1].form
        if not (form.startswith("ال") and _is_adjective(form)) and form not in ("المتحده", "المسلحه", "المدني"):
            break
        last += 1
    return _phrase(around, i, last, skip, head.kind)


def _government(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    for name in around.lists.governments.get(form, ()):
        if i + len(name) <= end and all(around.doc.words[i + k].form == name[k] for k in range(1, len(name))):
            phrase = _phrase(around, i, i + len(name) - 1, skip, "official_body")
            return msgspec.structs.replace(phrase, state=True)
    return None


def _person(around: Surroundings, i: int, end: int, form: str, skip: int) -> Phrase | None:
    """A person by given name («خالد عمر، مدير …»), or by the surname of one already met."""
    if form in around.cues.stop:
        return None
    if skip and form not in around.lists.given_names:
        return None
    for phrase in reversed(around.met):
        if phrase.person and form in phrase.words and form not in around.cues.stop:
            last = _name_end(around, i, end)
            return msgspec.structs.replace(_again(around, i, skip, phrase), last=last)
    if form in around.lists.honorifics and i + 1 < end and around.doc.words[i + 1].form in around.lists.given_names:
        kind: SourceKind = "military" if _is_rank(around, form) else "official_person"
        return _phrase(around, i, _name_end(around, i, end), skip, kind, person=True)
    if form not in around.lists.given_names or (i + 1 >= end or _stops(around, i + 1, end)):
        return None
    last = _name_end(around, i, end)
    kind = "official_person"
    whole = last
    if last + 1 < end and doc_comma(around.doc, last + 1):
        office = _by_head(around, last + 1, end, around.doc.words[last + 1].form, 0)
        if office is not None and not office.medium:
            kind, whole = office.node.kind, office.last
    return _phrase(around, i, whole, skip, kind, node=(i, last), person=True)


def doc_comma(doc: Document, j: int) -> bool:
    """Whether word `j` follows the word before it after nothing or a comma: an apposition."""
    return _BREAKS.isdisjoint(doc.between(j - 1, j).replace("،", "").replace(",", ""))


def _name_end(around: Surroundings, i: int, end: int) -> int:
    """The last word of a person's name that begins at `i`, honorifics before it included."""
    doc, last = around.doc, i
    while doc.words[last].form in around.lists.honorifics and not _stops(around, last + 1, end):
        last += 1
    for j in range(last + 1, last + _NAME_WORDS):
        if _stops(around, j, end):
            break
        form = doc.words[j].form
        if _leans(around, form) or form in around.heads or (j > i + 1 and _quoted(doc, j)):
            break
        last = j
        if form.startswith("ال") and doc.words[j - 1].form != "عبد":
            break
    return last


def _titled(around: Surroundings, i: int, end: int, skip: int, head: Head, definite: bool) -> Phrase | None:
    """«وزير الخارجية التركي مولود …», «المتحدث باسم الجيش»: a title, then perhaps a name."""
    doc, lists = around.doc, around.lists
    parent: SourceKind | None = None
    j = i + 1
    name: int | None = None
    while j < min(end, i + 14):
        form = doc.words[j].form
        if form in lists.honorifics and not _titled_further(around, j, end) and not _stops(around, j + 1, end):
            name = j
            break
        if (
            form in lists.given_names and form not in around.cues.stop and doc_comma(doc, j)
        ):
            name = j
            break
        if breaks(doc, j) or form in around.cues.complementizers or _opens_medium(around, j, definite):
            break
        known = _known_match(around, j, end, form) or (
            _known_match(around, j, end, _variants(form)[-1][0]) if form[0] in "لب" else None
        )
        if known is not None:
            parent = parent or known[1].kind
            definite, j = True, j + known[0]
            continue
        parent = parent or lists.signs.get(form) or lists.signs.get(form[1:])
        if form.startswith("بان") and len(form) > 5:
            break
        if form in ("في", "من", "باسم", "لشؤون", "لدي") or _leans(around, form):
            definite = form.startswith(("بال", "لل"))
        elif _stops(around, j, end):
            break
        elif definite and not form.startswith("ال") and form not in around.heads:
            name = j
            break
        elif form.startswith("ال"):
            definite = True
        j += 1
    if j == i + 1 and name is None and not doc.words[i].form.startswith(("ال", "لل")) and head.kind == "official_person":
        return None
    kind = _office_kind(head, parent, name is not None)
    if name is not None and kind == "official_person" and _is_rank(around, doc.words[name].form):
        kind = "military"
    if name is None:
        return msgspec.structs.replace(_phrase(around, i, max(i, j - 1), skip, kind), title=True)
    last = _name_end(around, name, end)
    return _phrase(around, i, last, skip, kind, node=(name, last), person=True)


def _is_rank(around: Surroundings, form: str) -> bool:
    head = around.heads.get(form.removeprefix("ال"))
    return head is not None and head.kind == "military"


def _titled_further(around: Surroundings, j: int, end: int) -> bool:
    """Whether a rank is parted from its name by a comma: «العقيد الركن، تركي …»."""
    return j + 1 < end and breaks(around.doc, j + 1) and around.doc.words[j + 1].form in around.lists.given_names


def _opens_medium(around: Surroundings, j: int, definite: bool) -> bool:
    """Whether an agency or paper begins at word `j`, told rather than led: «قال مسؤول وكالة …»."""
    form = around.doc.words[j].form
    head = around.heads.get(form) or (around.heads.get(form[1:]) if form.startswith("ل") else None)
    return definite and head is not None and head.cls in ("agency", "outlet")


def _office_kind(head: Head, parent: SourceKind | None, named: bool) -> SourceKind:
    if head.kind in ("expert", "security_anonymous", "local_anonymous"):
        return head.kind
    if parent in _PEOPLE_OF and (parent != "military" or head.cls in ("spokesman", "commander")):
        return parent
    if head.kind == "official_anonymous" and named:
        return "official_person"
    return head.kind
