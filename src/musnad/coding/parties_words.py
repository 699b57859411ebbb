"""What single words and parties are to the signs of parts: cues, sorts of trigger, sorts of party."""

from functools import lru_cache

from musnad.arabic.clitics import analyses
from musnad.coding.kinds import ARMED
from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.scene import Scene
from musnad.knowledge.roles import role_words

_DAMMA = "\u064f"
_GAPS = (0, 1, 2, 3, 5, 8, 12, 18, 27)
# places that are things, and may be hit as such
_THINGS = frozenset(("site", "camp", "neighbourhood"))
_MARKS = frozenset("،,؛:;.-–—…")
CUES = (
    *("agent", "target", "between", "light", "undergo", "clause", "relative", "backing", "against", "from_"),
    *("to", "with_", "in_", "about", "result", "cause", "says"),
)


def names_place(scene: Scene, party: ActorMention) -> bool:
    """«جسر» of «جسر الشغور»: a thing that is but the first word of a town's name."""
    if not party.key.startswith(("civilians:", "object")):
        return False
    return any(
        p.head <= party.first and party.last < p.last and p.kind not in _THINGS
        for p in scene.places
        if p.first <= party.first <= p.last
    )


def can_act(party: ActorMention) -> bool:
    """Whether a party is of a kind that does things: people and things of no side are not."""
    return party.kind in ARMED or party.kind in ("political", "international", "unknown")


@lru_cache(maxsize=65536)
def cue_of(form: str) -> str | None:
    """The class of a word that tells parts («قبل» → agent), or None."""
    words = role_words()
    bare = form[1:] if form.startswith(("و", "ف")) and len(form) > 3 else form
    for name in CUES:
        held: frozenset[str] = getattr(words, name)
        if form in held or bare in held:
            return name
    return None


@lru_cache(maxsize=65536)
def _is_thing(form: str) -> bool:
    words = role_words()
    return any(a.stem in words.things for a in analyses(form))


@lru_cache(maxsize=65536)
def _is_masdar_of_object(form: str) -> bool:
    words = role_words()
    return any(a.stem in words.masdars_of_object for a in analyses(form))


def trigger_class(scene: Scene, trigger: TriggerMention) -> str:
    """Verb, passive verb, verb with object pronoun; noun of subject or of object; a phrase by its head."""
    form = scene.doc.words[trigger.first].form
    start, end = scene.doc.span(trigger.first, trigger.first)
    printed = scene.doc.report.text[start:end]
    if trigger.verb:
        if _DAMMA in printed[1:3]:
            return "passive"
        if form.endswith("وا"):
            return "verbs"
        return "verb"
    if _is_masdar_of_object(form):
        return "masdar_o"
    cue = cue_of(form)
    if cue in ("light", "undergo", "says"):
        return f"{cue}_phrase"
    if form.endswith(("ها", "هم")):
        return "noun_own"
    if trigger.type == "hurt":
        return "hurt"
    return "noun"


def sort_of(scene: Scene, party: ActorMention) -> str:
    """What sort of party this is, by how it is named."""
    if party.adjective:
        return "adj"
    if party.kind not in ARMED:
        if party.key.startswith("civilians:"):
            return party.key
        if party.key.startswith("object"):
            return "object"
        return "person" if party.key.startswith("person:") else party.kind
    if _is_thing(scene.doc.words[party.first].form):
        return "thing"
    return "person" if party.key.startswith("person:") else "armed"


def chain_head(scene: Scene, party: ActorMention) -> ActorMention:
    """The first of the parties that «و» joins up to this one; itself where nothing does."""
    at = scene.actors.index(party)
    while at > 0 and not party.adjective:
        left = scene.actors[at - 1]
        here = scene.actors[at]
        joined = here.first - left.last == 1 and scene.doc.words[here.first].form.startswith("و")
        if not joined or left.adjective or scene.doc.between(left.last, here.first).strip(" ،,\"'”»"):
            break
        at -= 1
    return scene.actors[at]


def punctuated(scene: Scene, word: int) -> bool:
    """True where a comma, colon or the like follows a word."""
    if word < 0 or word + 1 >= len(scene.doc.words):
        return False
    gap = scene.doc.between(word, word + 1)
    return gap != " " and not _MARKS.isdisjoint(gap)


def clitic_of(scene: Scene, party: ActorMention) -> str:
    """The particle attached to a party («ل», «ب», «و»), or nothing."""
    form = scene.doc.words[party.first].form
    skip = party.span[0] - scene.doc.span(party.first, party.first)[0]
    prefix = form[:skip]
    if form.startswith("لل"):
        return "ل"
    return prefix[-1:] if prefix else ""


def bucket(gap: int) -> int:
    """A distance in words, coarser as it grows."""
    return sum(1 for edge in _GAPS if gap > edge)
