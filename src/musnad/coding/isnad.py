"""Whose words: the stretches of a report that are said by a source, each with its chain (isnad).

A stretch of speech goes from its frame to the end of the sentence, of the open quotation, or to the next
frame; a trailing «بحسب فلان» covers its sentence from the start. `attribution_for` answers for one word.
"""

import msgspec

from musnad.coding.document import Document, Sentence
from musnad.coding.isnad_frames import Frame, find_frames
from musnad.coding.isnad_joining import with_relays
from musnad.coding.isnad_phrases import Phrase, Surroundings, surroundings
from musnad.coding.isnad_sources import read_source
from musnad.coding.mentions import Attribution
from musnad.records import Chain, Source

_OPENING = {"“": "”", "«": "»", "„": "”"}
_SOCIAL = frozenset({"x.com", "twitter.com", "facebook.com", "t.me", "telegram.me", "instagram.com", "youtube.com"})
_MOST_QUOTED_SENTENCES = 8


def find_attributions(doc: Document) -> tuple[Attribution, ...]:
    """All attributions of a report, in the order of what they cover.

    `stance` is what the verb says. A body that announces its own attack is given `states` here: whether the
    attack is its own is known only once the actor is.
    """
    around = surroundings(doc)
    found: list[Attribution] = []
    chain: Chain = ()
    # the headline last: whom it names in short, the body names in full
    for sentence in sorted(doc.sentences, key=lambda s: s.kind == "headline"):
        if sentence.kind == "noise" or sentence.first == sentence.last:
            continue
        frames = find_frames(around, sentence)
        here: list[Attribution] = []
        for n, frame in enumerate(frames):
            nodes = _nodes(frame.speakers)
            chain = _relayed(chain, nodes) if frame.inner else nodes or chain
            if not chain:
                continue
            following = frames[n + 1] if n + 1 < len(frames) else None
            if frame.direction == "forward":
                here.append(_forward(around, sentence, frame, following, chain))
            elif frame.first == sentence.first and sentence.index and sentence.last - frame.last <= 2:
                # «… . بحسب فلان.» is about the sentence before
                before = doc.sentences[sentence.index - 1]
                earlier = [a for a in found if a.first >= before.first]
                found = [a for a in found if a.first < before.first]
                found += _backward(doc, before, frame, chain, earlier)
            else:
                here = _backward(doc, sentence, frame, chain, here)
            if frame.also is not None and here:
                here.append(msgspec.structs.replace(here[-1], chain=(frame.also.node,)))
        found += here
    found = [_named(attribution, around) for attribution in found]
    found += _of_the_page(around, found)
    return with_relays(tuple(sorted(found, key=lambda a: (a.first, -a.last))))


def attribution_for(attributions: tuple[Attribution, ...], doc: Document, word_index: int) -> tuple[Attribution, ...]:
    """The attributions whose speech, or whose cue, takes in a word; innermost last. Empty: own voice."""
    start = doc.span(word_index, word_index)[0]
    return tuple(a for a in attributions if a.first <= word_index <= a.last or a.cue[0] == start)


def _named(attribution: Attribution, around: Surroundings) -> Attribution:
    """The attribution with a bare title («رئيس الوزراء») replaced by whoever the report names with it."""
    chain = tuple(_holder(node, around) for node in attribution.chain)
    return attribution if chain == attribution.chain else msgspec.structs.replace(attribution, chain=chain)


def _holder(node: Source, around: Surroundings) -> Source:
    title = next((p for p in around.met if p.title and p.node == node), None)
    if title is None or len(title.words) < 2:
        return node
    words = {word.removeprefix("ال") for word in title.words}
    for phrase in around.met:
        if phrase.person and words <= {word.removeprefix("ال") for word in phrase.words}:
            return phrase.node
    return node


def _of_the_page(around: Surroundings, found: list[Attribution]) -> list[Attribution]:
    """The stretches of a body's own post on a social network that nobody else is cited for."""
    doc = around.doc
    host = (doc.report.outlet or "").lower().removeprefix("www.")
    if host not in _SOCIAL or not doc.words:
        return []
    owner = read_source(around, 0, min(len(doc.words), 8))
    if owner is None or owner.medium or owner.own or owner.person or owner.state or owner.report:
        return []
    if doc.text[doc.words[owner.last].end : doc.words[owner.last].end + 1] != "@":
        return []
    cue = owner.node.span or doc.span(0, 0)
    covered = {k for a in found for k in range(a.first, a.last + 1)}
    pages: list[Attribution] = []
    start = 0
    for k in range(len(doc.words) + 1):
        if k == len(doc.words) or k in covered:
            if k > start:
                pages.append(Attribution(start, k - 1, cue, (owner.node,), "states"))
            start = k + 1
    return pages


def _nodes(speakers: tuple[Phrase, ...]) -> Chain:
    """The nodes of a frame's speakers, less the publisher unless it is the only one."""
    kept = [speaker for speaker in speakers if not speaker.own] or speakers[-1:]
    return tuple(speaker.node for speaker in kept)


def _forward(
    around: Surroundings, sentence: Sentence, frame: Frame, following: Frame | None, chain: Chain
) -> Attribution:
    doc = around.doc
    first = min(frame.last + 1, sentence.last - 1)
    last = sentence.last - 1
    if following is not None and following.direction == "forward" and following.first > first:
        last = following.first - 1
    if frame.clause_only and not _clause_follows(around, sentence, frame.last + 1):
        first = last = frame.cue
    elif following is None:
        last = _quote_end(doc, sentence, frame, last)
    return Attribution(first, last, doc.span(frame.cue, frame.cue), chain, frame.stance)


def _clause_follows(around: Surroundings, sentence: Sentence, j: int) -> bool:
    return any(around.doc.words[k].form in around.cues.complementizers for k in range(j, min(j + 3, sentence.last)))


def _quote_end(doc: Document, sentence: Sentence, frame: Frame, last: int) -> int:
    """The last word of a quotation that opens after the frame and outlasts the sentence."""
    text = doc.text
    start = doc.words[frame.last].end
    end = doc.words[last].end
    closing = next(
        (
            closes
            for opens, closes in _OPENING.items()
            if text.rfind(opens, start, end) > max(text.rfind(closes, start, end + 3), start - 1)
        ),
        None,
    )
    if closing is None:
        if text.count('"', start, min(end + 3, sentence.end)) % 2 == 0:
            return last
        closing = '"'
    stop = text.find(closing, end)
    limit = min(sentence.index + _MOST_QUOTED_SENTENCES, len(doc.sentences) - 1)
    if stop < 0 or stop > doc.sentences[limit].end or doc.sentences[limit].line < sentence.line:
        return last
    newline = text.find("\n", end, stop)
    if closing == '"' and newline >= 0:
        return last
    while last + 1 < len(doc.words) and doc.words[last + 1].start < stop:
        last += 1
    return last


def _backward(
    doc: Document, sentence: Sentence, frame: Frame, chain: Chain, here: list[Attribution]
) -> list[Attribution]:
    """A trailing source covers its sentence so far; a medium stands before the sources it relays."""
    cue = doc.span(frame.cue, frame.cue)
    first = sentence.first
    kept: list[Attribution] = []
    medium = bool(frame.speakers) and frame.speakers[0].medium
    for attribution in here:
        last = min(attribution.last, max(frame.first - 1, attribution.first))
        cut = msgspec.structs.replace(attribution, last=last)
        if medium:
            cut = msgspec.structs.replace(cut, chain=_relayed(chain, cut.chain))
        kept.append(cut)
        first = max(first, cut.last + 1)
    if medium and kept:
        return kept
    start = first if first < frame.first else (kept[-1].first if kept else sentence.first)
    last = max(start, frame.first - 1)
    kept.append(Attribution(start, last, cue, chain, frame.stance))
    return kept


def _relayed(outer: Chain, inner: Chain) -> Chain:
    names: set[str] = {node.name for node in outer}
    rest: tuple[Source, ...] = tuple(node for node in inner if node.name not in names)
    return outer + rest
