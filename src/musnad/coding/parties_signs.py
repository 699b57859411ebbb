"""The signs by which a sentence tells who acts and who is acted upon, for one trigger and one party.

A sign is a short string that joins two or three plain facts: on which side of the trigger the party stands
and as which one, what stands right before and after it, what lies between, what sort of party and of trigger
they are. None names a party, a place or an outlet. `role_weights.tsv` holds what each sign is worth.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.model_signs import plays_part
from musnad.coding.parties_words import (
    CUES,
    bucket,
    can_act,
    chain_head,
    clitic_of,
    cue_of,
    names_place,
    punctuated,
    sort_of,
    trigger_class,
)
from musnad.coding.scene import Scene, family_of

_REACH = 45
_RELATIVE = frozenset(("strike", "bombing"))
_LETTERS = {
    "adj": "j",
    "armed": "a",
    "thing": "t",
    "object": "t",
    "civilians": "c",
    "person": "p",
    "unknown": "u",
}
_AFTER_PARTICLE = {"قبل": ("من",), "يد": ("علي",), "ايدي": ("علي", "من"), "جانب": ("من",)}
# where such a word stands before a party, the word itself is a sign too
_WORDED = frozenset((*CUES, "word"))


class Candidate(NamedTuple):
    """A party that may play a part in a trigger's event, with its signs."""

    party: ActorMention
    signs: tuple[str, ...]


class _Around(NamedTuple):
    """What all candidates of one trigger share. Words of times, places, counts are `filler`."""

    scene: Scene
    trigger: TriggerMention
    first: int
    last: int
    filler: frozenset[int]
    kind: str
    family: str
    shape: str


def candidates(scene: Scene, trigger: TriggerMention) -> Iterator[Candidate]:
    """The parties of the trigger's sentence, nearest first, then those of the sentence before.

    One by one, so that a caller who has found whom it seeks need not have the rest read.
    """
    doc = scene.doc
    index = doc.sentence_of[trigger.first]
    sentence = doc.sentences[index]
    first, last = max(sentence.first, trigger.first - _REACH), min(sentence.last, trigger.last + _REACH)
    inside = [a for a in scene.actors if first <= a.first < last and not names_place(scene, a)]
    before = [a for a in inside if a.last < trigger.first]
    after = [a for a in inside if a.last >= trigger.first]
    shape = "".join(_letter(scene, found, at) for found, at in ((before, -1), (after, 0), (after, 1)))
    around = _Around(
        scene=scene,
        trigger=trigger,
        first=first,
        last=last,
        filler=_filler(scene, first, last),
        kind=trigger_class(scene, trigger),
        family=family_of(trigger.type),
        shape=shape,
    )
    yield from _signed(around, before[::-1], "b", inside)
    yield from _signed(around, after, "a", inside)
    yield from _signed(around, _earlier(scene, index), "p", inside)


def _letter(scene: Scene, parties: Sequence[ActorMention], at: int) -> str:
    """One letter for the sort of the party nearest before a trigger, or the first or second after it."""
    at = len(parties) + at if at < 0 else at
    if not 0 <= at < len(parties):
        return "-"
    sort = sort_of(scene, parties[at])
    return _LETTERS.get(sort, "o")


def _earlier(scene: Scene, index: int) -> list[ActorMention]:
    """The parties of the sentence before, for a verb whose subject is not said again."""
    if index == 0:
        return []
    sentence = scene.doc.sentences[index - 1]
    if sentence.kind == "noise":
        return []
    found = [a for a in scene.actors if sentence.holds(a.first) and can_act(a)]
    return found[:3]


def _signed(
    around: _Around, parties: Sequence[ActorMention], side: str, inside: Sequence[ActorMention]
) -> Iterator[Candidate]:
    full = sum(1 for a in parties if not a.adjective)
    armed = sum(1 for a in inside if can_act(a) and not a.adjective)
    order = 0
    for party in parties:
        yield Candidate(party, tuple(_signs(around, party, side, min(order, 4), min(full, 3), min(armed, 3))))
        order += 0 if party.adjective else 1


def _signs(around: _Around, party: ActorMention, side: str, order: int, full: int, armed: int) -> list[str]:
    scene, trigger, kind = around.scene, around.trigger, around.kind
    sort = sort_of(scene, party)
    head = chain_head(scene, party)
    coordinated = head is not party
    low, high = (trigger.last + 1, head.first) if side == "a" else (party.last + 1, trigger.first)
    previous = _previous(around, head)
    following = _following(around, party)
    clitic = clitic_of(scene, head)
    gap = bucket(sum(1 for w in range(low, high) if w not in around.filler)) if side != "p" else 9
    between = range(low, high) if side != "p" else range(0)
    last_cue, first_cue = _cues_between(scene, between)
    crossed = _crossed(scene, trigger, low, high) if side != "p" else "0"
    commas = min(sum(1 for w in between if punctuated(scene, w)), 2)
    speech = _speech(scene, trigger, party)
    harmed = _harmed(scene, party)
    family = around.family
    previous_word = scene.doc.words[head.first - 1].form if previous in _WORDED else previous
    trigger_word = scene.doc.words[trigger.first].form
    where = f"{side}{order}"
    signs = [
        f"fam={family}|{side}",
        f"type={trigger.type}|{side}|{sort}",
        f"where={where}|{kind}",
        f"where={where}|{kind}|{sort}",
        f"full={side}{order}/{full}|{kind}",
        f"full={side}{order}/{full}|{family}",
        f"armed={side}{armed}|{sort}",
        f"gap={side}{gap}|{kind}",
        f"gap={side}{gap}|{sort}",
        f"prev={side}|{previous}|{kind}",
        f"prev={side}|{previous}|{clitic}",
        f"prev={side}|{previous}|{sort}",
        f"prev={side}|{previous}|{family}",
        f"prev={side}|{previous}",
        f"clitic={side}|{clitic}|{kind}",
        f"next={side}|{following}|{kind}",
        f"next={side}|{following}|{sort}",
        f"sort={sort}|{family}",
        f"sort={sort}|{family}|{side}",
        f"sort={sort}|{kind}|{side}",
        f"crossed={side}|{crossed}",
        f"crossed={side}|{crossed}|{sort}",
        f"commas={side}|{commas}",
        f"lastcue={side}|{last_cue}|{kind}",
        f"lastcue={side}|{last_cue}|{family}",
        f"firstcue={side}|{first_cue}|{kind}",
        f"speech={speech}|{family}",
        f"speech={speech}|{side}|{sort}",
        f"harmed={harmed}|{family}|{side}",
        f"harmed={harmed}|{sort}",
        f"head={scene.sentence_of(trigger).kind}|{side}{order}|{sort}",
        f"kind={party.kind}|{family}",
        f"kind={party.kind}|{side}",
        f"shape={where}|{around.shape}",
        f"shape={where}|{around.shape}|{kind}",
        f"type={trigger.type}|{where}",
        f"word={previous_word}|{side}",
        f"stem={trigger_word}|{where}",
    ]
    if coordinated:
        second = min(scene.actors.index(party) - scene.actors.index(head), 2)
        signs += (
            f"joined={side}|{previous}",
            f"joined={sort}|{family}",
            f"joined={second}|{previous}|{family}",
            f"joined={second}|{kind}|{where}",
        )
    if trigger.last - trigger.first and trigger.first < party.first <= trigger.last:
        signs.append(f"within={sort}|{family}")
    if party.flies:
        signs.append(f"flies={family}|{side}")
    if scene.encoded is not None:
        signs += plays_part(scene.encoded, trigger, party, side, sort)
    return signs


def _filler(scene: Scene, first: int, last: int) -> frozenset[int]:
    words: set[int] = set()
    for group in (scene.times, scene.places, scene.weapons):
        for found in group:
            if first <= found.first < last:
                words.update(range(found.first, found.last + 1))
    return frozenset(words)


def _previous(around: _Around, party: ActorMention) -> str:
    """What stands right before a party, times and places and weapons read over."""
    scene = around.scene
    word = party.first - 1
    skipped = ""
    while word >= around.first and word in around.filler and word != around.trigger.last:
        word, skipped = word - 1, "~"
    if word < around.first:
        return "bos"
    if around.trigger.first <= word <= around.trigger.last:
        return f"trigger{skipped}"
    if punctuated(scene, word):
        return "mark"
    form = scene.doc.words[word].form
    cue = cue_of(form)
    if cue == "agent" and form in _AFTER_PARTICLE:
        # «من قبل», «على يد» tell who; «قبل» alone tells when
        return "agent" if scene.doc.words[word - 1].form.removeprefix("و") in _AFTER_PARTICLE[form] else "in_"
    if cue is not None:
        return cue
    if skipped:
        return "filler"
    if any(t.first <= word <= t.last for t in scene.triggers):
        return "othertrigger"
    if any(a.first <= word <= a.last for a in scene.actors):
        return "party"
    if any(c.first <= word <= c.last for c in scene.counts):
        return "count"
    return "defnoun" if form.startswith("ال") else "word"


def _following(around: _Around, party: ActorMention) -> str:
    scene = around.scene
    word = party.last + 1
    while word < around.last and word in around.filler:
        word += 1
    if word >= around.last:
        return "eos"
    if around.trigger.first <= word <= around.trigger.last:
        return "trigger"
    if punctuated(scene, word - 1):
        return "mark"
    form = scene.doc.words[word].form
    cue = cue_of(form)
    if cue is not None:
        return cue
    other = next((t for t in scene.triggers if t.first <= word <= t.last), None)
    if other is not None:
        return "otherverb" if other.verb else "othernoun"
    if any(a.first <= word <= a.last for a in scene.actors):
        return "party"
    return "defnoun" if form.startswith("ال") else "word"


def _cues_between(scene: Scene, between: range) -> tuple[str, str]:
    """The last and the first word between that tells parts, leaving out «في» and speech."""
    first = last = "none"
    for word in between:
        cue = cue_of(scene.doc.words[word].form)
        if cue is None or cue == "in_":
            continue
        last = cue
        if first == "none":
            first = cue
    return last, first


def _crossed(scene: Scene, trigger: TriggerMention, low: int, high: int) -> str:
    """Which other triggers lie between."""
    crossed = 0
    relative = False
    if low >= high:
        return "0"
    for other in scene.triggers:
        if low <= other.first < high and other is not trigger and other.type != "hurt":
            if other.verb and other.type in _RELATIVE:
                relative = True
            else:
                crossed += 1
    return f"{min(crossed, 2)}{'r' if relative else ''}"


def _speech(scene: Scene, trigger: TriggerMention, party: ActorMention) -> str:
    """Whether the party is one whose words these are: its last source, an earlier one, another's."""
    found = "no"
    for attribution in scene.attributions:
        for node in attribution.chain:
            if node.span and node.span[0] < party.span[1] and party.span[0] < node.span[1]:
                if attribution.first <= trigger.first <= attribution.last:
                    return "own" if node is attribution.chain[-1] else "relay"
                found = "other"
    return found


def _harmed(scene: Scene, party: ActorMention) -> str:
    """Whether the party is who a count counts."""
    for count in scene.counts:
        if count.first <= party.last + 1 and party.first - 1 <= count.last:
            return count.what
    return "no"
