"""Who did it to whom: the parties of one trigger, from the order of words and the particles between them."""

from musnad.arabic.clitics import analyses
from musnad.coding.kinds import ARMED
from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.scene import Scene
from musnad.knowledge.roles import RoleWords

Parties = tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]

_AHEAD = 16
_BEHIND = 9
_CLOSE = 4
_MOST = 3
_RELATIVE = frozenset(("strike", "bombing"))
_ACTING = ARMED | {"unknown", "political", "international"}


def find_parties(scene: Scene, trigger: TriggerMention, words: RoleWords) -> Parties:
    """The actors and targets that the sentence gives a trigger; each may be empty."""
    after = _after(scene, trigger)
    family = trigger.type.partition(".")[0]
    if family == "deal":
        actors, targets = _partners(scene, trigger, after, words), []
    elif family == "statement":
        actors, targets = _speaker(scene, trigger, after, words)
    else:
        actors, targets = _sides(scene, trigger, after, words)
    return _distinct(actors), _distinct(targets)


def _sides(
    scene: Scene, trigger: TriggerMention, after: list[ActorMention], words: RoleWords
) -> tuple[list[ActorMention], list[ActorMention]]:
    """The two sides of violence, coercion or a movement of forces."""
    between = _sides_of_between(scene, trigger, after, words)
    if between is not None:
        return between
    marks = [(party, _mark(scene, trigger, party, words)) for party in after]
    actors = [party for party, mark in marks if mark == "agent"]
    targets = [party for party, mark in marks if mark == "target"]
    plain = [party for party, mark in marks if mark is None or mark == "possessor"]
    if not actors and plain and _is_agent(scene, trigger, plain, bool(targets), words):
        actors = [plain[0], *_joined(scene, plain[0], plain[1:])]
    if not actors:
        actors = _before(scene, trigger, words)
    rest = [party for party in plain if party not in actors and not party.adjective]
    if not targets:
        targets = rest[:2]
    return actors, targets


def _partners(
    scene: Scene, trigger: TriggerMention, after: list[ActorMention], words: RoleWords
) -> list[ActorMention]:
    """All who make a deal stand alike: «بين تركيا وروسيا وإيران»."""
    partners = [a for a in after if a.kind in _ACTING and not a.adjective]
    return _before(scene, trigger, words) + partners if len(partners) < 2 else partners


def _speaker(
    scene: Scene, trigger: TriggerMention, after: list[ActorMention], words: RoleWords
) -> tuple[list[ActorMention], list[ActorMention]]:
    """Who says it, and of or to whom: the subject stands right after the verb, else before it."""
    speaking = [a for a in after if a.kind in _ACTING and not a.adjective]
    if trigger.verb and speaking and speaking[0].first - trigger.last <= 2:
        first = speaking[0]
        named = [a for a in speaking[1:2] if a.first - first.last == 1 and a.key.startswith("person:")]
        heard = [a for a in speaking[1:] if a not in named]
        return (named or [first]), heard[:1]
    return _before(scene, trigger, words), [a for a in after if not a.adjective][:1]


def _distinct(parties: list[ActorMention]) -> tuple[ActorMention, ...]:
    """Each party once; an adjective goes where the same country's forces are named outright."""
    named = {p.country for p in parties if not p.adjective and p.country}
    kept: dict[str, ActorMention] = {}
    for party in parties:
        if not (party.adjective and party.country in named):
            kept.setdefault(party.key, party)
    return tuple(kept.values())[:_MOST]


def _after(scene: Scene, trigger: TriggerMention) -> list[ActorMention]:
    stop = scene.doc.sentences[scene.doc.sentence_of[trigger.first]].last
    stop = min(stop, trigger.last + 1 + _AHEAD)
    for other in scene.triggers:
        # a relative verb («قصف استهدف …») carries on, any other event ends the reach
        if other.first > trigger.last and not (other.verb and other.type in _RELATIVE) and other.type != "hurt":
            stop = min(stop, other.first)
            break
    inside = [a for a in scene.actors if trigger.first < a.first <= trigger.last]
    return inside + [a for a in scene.actors if trigger.last < a.first < stop]


def _before(scene: Scene, trigger: TriggerMention, words: RoleWords) -> list[ActorMention]:
    start = scene.doc.sentences[scene.doc.sentence_of[trigger.first]].first
    start = max(start, trigger.first - _BEHIND)
    for other in scene.triggers:
        if start <= other.first < trigger.first and other.type != "hurt":
            start = other.last + 1
    found = [
        a
        for a in scene.actors
        if start <= a.first and a.last < trigger.first and not a.adjective and _can_act(scene, a, words)
    ]
    return found[-1:]


def _mark(scene: Scene, trigger: TriggerMention, party: ActorMention, words: RoleWords) -> str | None:
    if party.adjective:
        return None
    form = scene.doc.words[party.first].form
    if party.first > trigger.last + 1:
        previous = scene.doc.words[party.first - 1].form
        stems = {previous, *(a.stem for a in analyses(previous) if len(a.prefix) <= 1)}
        if stems & words.agent:
            return "agent"
        if stems & words.target:
            return "target"
    if form.startswith("لل") or (form.startswith("ل") and not form.startswith("لا")):
        return "possessor"
    return None


def _is_agent(
    scene: Scene, trigger: TriggerMention, plain: list[ActorMention], aimed: bool, words: RoleWords
) -> bool:
    """Whether the first unmarked party after a trigger is the one who acts."""
    party = plain[0]
    if party.adjective:
        return True
    if not _can_act(scene, party, words) or party.first - trigger.last > _CLOSE:
        return False
    if trigger.verb:
        return True
    stems = {a.stem for a in analyses(scene.doc.words[trigger.first].form)}
    if stems & words.masdars_of_object:
        return aimed or len(plain) > 1
    return True


def _can_act(scene: Scene, party: ActorMention, words: RoleWords) -> bool:
    first = scene.doc.words[party.first].form
    return party.kind in _ACTING and words.things.isdisjoint((first, *(a.stem for a in analyses(first))))


def _joined(scene: Scene, first: ActorMention, rest: list[ActorMention]) -> list[ActorMention]:
    """Parties coordinated with the first: «قوات النظام وروسيا»."""
    joined: list[ActorMention] = []
    last = first
    for party in rest:
        starts_with_and = scene.doc.words[party.first].form.startswith("و")
        if party.first - last.last != 1 or not starts_with_and or party.kind not in ARMED:
            break
        joined.append(party)
        last = party
    return joined


def _sides_of_between(
    scene: Scene, trigger: TriggerMention, after: list[ActorMention], words: RoleWords
) -> tuple[list[ActorMention], list[ActorMention]] | None:
    """«اشتباكات بين أ وب»: the first side acts, the second is its target."""
    for index in range(trigger.last + 1, min(trigger.last + 6, len(scene.doc.words))):
        if scene.doc.words[index].form in words.between:
            sides = [a for a in after if a.first > index and not a.adjective]
            return ([sides[0]], [sides[1]]) if len(sides) > 1 else None
    return None
