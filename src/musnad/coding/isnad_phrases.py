"""What reading the name of a source rests on: the phrase it makes, and where a name can end."""

from functools import cache

import msgspec

from musnad.arabic.clitics import restore_article
from musnad.arabic.folding import fold_text
from musnad.coding.document import Document
from musnad.coding.isnad_cues import CueTable, cue_table
from musnad.coding.isnad_publisher import unlisted_publisher
from musnad.knowledge.sources import (
    Head,
    KnownSource,
    heads,
    host_sounds_like,
    known_persons,
    publishers,
    source_index,
    source_words,
)
from musnad.records import Source, SourceKind

QUOTES = "\"“”«»'‘’„"
MEDIA: frozenset[SourceKind] = frozenset({"agency", "outlet", "state_media"})
PEOPLE_OF: frozenset[SourceKind] = frozenset(
    {"military", "armed_group", "rescue_service", "monitor_ngo", "international_body", "medical"}
)
OFFICIAL = frozenset({"رسمي", "رسميه", "الرسمي", "الرسميه", "حكومي", "حكوميه", "الحكومي", "الحكوميه", "النظام"})
_PREFIXES = (("لل", "ال", 0), ("ولل", "ال", 1), ("و", "", 1), ("ل", "", 1), ("ف", "", 1), ("ب", "", 1))
_BREAKS = frozenset(",،.:;؛!؟?\n|–—-/…")
_NAME_WORDS = 4


class Phrase(msgspec.Struct, frozen=True):
    """A source in the text: words `first` to `last` (included), the node they make, the words that name it.

    `own` marks the publisher or its correspondent, `person` a named person, `title` an office without a name,
    `state` a government named by its country or capital, `report` a document.
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
        return self.node.kind in MEDIA


class WordSets(msgspec.Struct, frozen=True):
    """Word lists of `source_words.yaml`, folded for look-up."""

    adjectives: dict[str, SourceKind]
    signs: dict[str, SourceKind]
    honorifics: frozenset[str]
    given_names: frozenset[str]
    governments: dict[str, tuple[tuple[str, ...], ...]]
    after_media: frozenset[str]
    body_adjectives: frozenset[str]
    offices: frozenset[str]
    office_signs: dict[str, SourceKind]


class Surroundings(msgspec.Struct, frozen=True):
    """What reading a source needs beside the words: the report's publisher and the sources already met."""

    doc: Document
    cues: CueTable
    heads: dict[str, Head]
    known: dict[str, tuple[tuple[tuple[str, ...], KnownSource, bool], ...]]
    lists: WordSets
    persons: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    publishers: frozenset[str]
    met: list[Phrase]


def surroundings(doc: Document) -> Surroundings:
    """What reading the sources of `doc` needs; nobody met yet."""
    lists = _word_sets()
    known, own = source_index(), publishers(doc.report.outlet, doc.report.url)
    unlisted = None if own else unlisted_publisher(doc, lists.after_media)
    if unlisted is not None:
        known, own = dict(known), frozenset({unlisted.name})
        for names, needs_head in ((unlisted.headed, True), (unlisted.aliases, False)):
            for name in names:
                known[name[0]] = ((name, unlisted, needs_head), *known.get(name[0], ()))
    return Surroundings(doc, cue_table(), heads(), known, lists, known_persons(), own, [])


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
        after_media=frozenset(map(fold_text, lists.after_media)),
        body_adjectives=frozenset(map(fold_text, lists.body_adjectives)),
        offices=frozenset(map(fold_text, lists.offices)),
        office_signs={fold_text(w): kind for kind, forms in lists.office_signs.items() for w in forms},
    )


def breaks(doc: Document, j: int) -> bool:
    """Whether punctuation stands between word `j - 1` and word `j`."""
    gap = doc.between(j - 1, j)
    return gap != " " and not _BREAKS.isdisjoint(gap)


def head_of(around: Surroundings, form: str) -> tuple[Head | None, bool]:
    """What a word says of a source that begins with it, and whether it is definite by its article."""
    definite = form.startswith("ال") and form not in around.heads
    stem = form[2:] if definite else form
    head = around.heads.get(stem)
    if head is None and stem.endswith("ا") and len(stem) > 4:
        # «إن مسؤولاً …»; but «مقدماً» is hardly ever a rank
        head = around.heads.get(stem[:-1])
        head = None if head is not None and head.cls == "commander" else head
    return head, definite


def is_quoted(doc: Document, i: int) -> bool:
    """Whether a quotation mark stands right before word `i`."""
    start = doc.words[i].start
    return start > 0 and doc.text[start - 1] in QUOTES


def is_apposed(doc: Document, j: int) -> bool:
    """Whether word `j` follows the word before it after nothing or a comma: an apposition."""
    return _BREAKS.isdisjoint(doc.between(j - 1, j).replace("،", "").replace(",", ""))


def met_again(around: Surroundings, form: str) -> Phrase | None:
    """The source met last that a definite noun («المصادر», «الوزارة», «فوتيل») can stand for."""
    stem = form.removeprefix("ال")
    for phrase in reversed(around.met):
        if form in phrase.words or stem in phrase.words:
            return phrase
    return None


def met_by_head(around: Surroundings, form: str) -> Phrase | None:
    """The source met last whose name begins with a definite noun less its article: «الخلية», «الكتائب»."""
    stem = form.removeprefix("ال")
    if len(stem) < 3 or stem == form:
        return None
    for phrase in reversed(around.met):
        if around.doc.words[phrase.first].form == stem:
            return phrase
    return None


@cache
def variants(form: str) -> tuple[tuple[str, int], ...]:
    """The readings of a word: itself, and less each prefix (و، ف، ب، ل), with the letters to skip."""
    found = [(form, 0)]
    for start, whole, skip in _PREFIXES:
        if form.startswith(start) and len(form) > len(start) + 1:
            found.append((whole + form[len(start) :], skip))
    return tuple(found)


def match_known(
    around: Surroundings, i: int, end: int, form: str, headed: bool = False
) -> tuple[int, KnownSource] | None:
    """The known source whose name begins at word `i`, read as `form`, with the number of its words.

    `headed`: a head («وكالة») stands before it, so that names which are common words count too.
    """
    entries = around.known.get(form)
    if not entries:
        return None
    words = around.doc.words
    for alias, source, needs_head in entries:
        size = len(alias)
        if i + size > end or (needs_head and not headed and not _in_quotes(around.doc, i, i + size - 1)):
            continue
        if all(words[i + k].form == alias[k] for k in range(1, size)):
            return size, source
    return None


def _in_quotes(doc: Document, first: int, last: int) -> bool:
    after = doc.text[doc.words[last].end : doc.words[last].end + 1]
    return is_quoted(doc, first) and after != "" and after in QUOTES


def sounds_own(around: Surroundings, name: str, kind: SourceKind) -> bool:
    """Whether an unlisted publisher is called by this name."""
    host = around.doc.report.outlet or ""
    return kind in MEDIA and not around.publishers and "." in host and host_sounds_like(host, name)


def make_phrase(
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
    """A phrase over `first` to `last` whose node is the words `node` (all of them by default).

    `skip` letters of a prefix are left out of the span; a name in quotes takes them in.
    """
    doc = around.doc
    a, b = node or (first, last)
    span = doc.span(a, b, skip if a == first else 0)
    source = doc.report.text
    kind = "own_correspondent" if own and kind in MEDIA else kind
    closing = source[span[1] : span[1] + 1]
    if _in_quotes(doc, a, b):
        span = span[0] - 1, span[1] + 1
    elif closing and closing in QUOTES and any(mark in QUOTES for mark in source[span[0] : span[1]]):
        span = span[0], span[1] + 1
    forms = frozenset(doc.words[k].form for k in range(first, last + 1))
    shown = name or restore_article(_unquoted(source[span[0] : span[1]]))
    return Phrase(first, last, Source(span, shown, kind), forms, own, person, report)


def _unquoted(text: str) -> str:
    return " ".join("".join(letter for letter in text if letter not in QUOTES).split())


def name_again(around: Surroundings, i: int, skip: int, before: Phrase) -> Phrase:
    """A source met before, named again at word `i`."""
    span = around.doc.span(i, i, skip)
    node = Source(span, before.node.name, before.node.kind)
    return Phrase(i, i, node, before.words, before.own, before.person, before.report)


def is_adjective(form: str) -> bool:
    """A nisba or participle by its shape: «عراقية», «الرسمي», «يمنيين»."""
    return len(form) > 3 and form.endswith(("ي", "يه", "يين", "يون", "يان", "ينا"))


def stops(around: Surroundings, j: int, end: int) -> bool:
    """Whether a name cannot go on with word `j`."""
    if j >= end or breaks(around.doc, j):
        return True
    form = around.doc.words[j].form
    if form in around.cues.stop or form in around.cues.complementizers or form[0].isdigit():
        return True
    cue = around.cues.verbs.get(form)
    return cue is not None and form not in around.lists.given_names


def leans(around: Surroundings, form: str) -> bool:
    """Whether a word carries a preposition or conjunction: «بمحافظة», «للأمم», «ولوزارة»."""
    if form.startswith(("بال", "لل", "وال", "فال", "كال")) and form not in around.lists.given_names:
        return True
    if form.startswith("بان") and len(form) > 5:
        return True
    rest = form[1:]
    return (
        form[0] in "بلوف"
        and len(rest) > 2
        and (rest in around.heads or rest in around.cues.stop or rest in around.known)
    )


def step_adjectives(around: Surroundings, last: int, end: int) -> int:
    """The last of the adjectives that follow word `last`, joined ones («أمنية وطبية») included."""
    j = last + 1
    while not stops(around, j, end):
        form = around.doc.words[j].form
        plain = form.removeprefix("و").removeprefix("ال")
        told = form[0] in "لب" and leans(around, form)
        # «إن مصدراً عسكرياً …»
        listed = plain in around.lists.adjectives or plain.removesuffix("ا") in around.lists.adjectives
        if not listed and (told or not is_adjective(form)):
            break
        last, j = j, j + 1
        if j - last > _NAME_WORDS:
            break
    return last


def step_nationality(around: Surroundings, last: int, end: int) -> int:
    """Steps over the adjectives after an outlet's name: «نيويورك تايمز الأمريكية», «رويترز للأنباء»."""
    j = last + 1
    while not stops(around, j, end):
        form = around.doc.words[j].form
        if not (form.startswith("ال") and is_adjective(form)) and form not in around.lists.after_media:
            break
        last, j = j, j + 1
    return last


def step_words(around: Surroundings, last: int, end: int, most: int) -> int:
    """Steps over at most `most` words of a name after word `last`."""
    for j in range(last + 1, last + 1 + most):
        if stops(around, j, end) or leans(around, around.doc.words[j].form):
            break
        last = j
    return last
