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


def find_parties(scene: Scene, trigger: TriggerMention, words: RoleWords) -> Parties:
    """The actors and targets that the sentence gives a trigger; each may be empty."""
    after = _after(scene, trigger)
    marks = [_mark(scene, trigger, party, words) for party in after]
    between = _sides_of_between(scene, trigger, after, words)
    if between is not None:
        return between
    actors = [p for p, mark in zip(after, marks, strict=True) if mark == "agent"]
    targets = [p for p, mark in zip(after, marks, strict=True) if mark == "target"]
    plain = [p for p, mark in zip(after, marks, strict=True) if mark is None]
    if not actors and plain:
        first = plain[0]
        if _is_agent(scene, trigger, first, plain, targets, words):
            actors.append(first)
            plain = plain[1:]
            actors += _joined(scene, first, plain)
            plain = [p for p in plain if p not in actors]
    targets += [p for p in plain if p not in actors and not p.adjective][: 2 if not targets else 0]
    if not actors:
        actors = _before(scene, trigger)
    return tuple(actors[:3]), tuple(targets[:3])


def _after(scene: Scene, trigger: TriggerMention) -> list[ActorMention]:
    stop = scene.doc.sentences[scene.doc.sentence_of[trigger.first]].last
    stop = min(stop, trigger.last + 1 + _AHEAD)
    for other in scene.triggers:
        # a relative verb («قصف استهدف …») carries on, any other event ends the reach
        if other.first > trigger.last and not (other.verb and other.type == "strike") and other.type != "hurt":
            stop = min(stop, other.first)
            break
    inside = [a for a in scene.actors if trigger.first <= a.first < trigger.last + 1]
    return inside + [a for a in scene.actors if trigger.last < a.first < stop]


def _before(scene: Scene, trigger: TriggerMention) -> list[ActorMention]:
    start = scene.doc.sentences[scene.doc.sentence_of[trigger.first]].first
    start = max(start, trigger.first - _BEHIND)
    for other in scene.triggers:
        if start <= other.first < trigger.first and other.type != "hurt":
            start = other.last + 1
    found = [a for a in scene.actors if start <= a.first and a.last < trigger.first and a.kind in ARMED]
    return found[-1:] if trigger.verb else []


def _mark(scene: Scene, trigger: TriggerMention, party: ActorMention, words: RoleWords) -> str | None:
    if party.adjective or party.first == trigger.last + 1:
        return None
    form = scene.doc.words[party.first].form
    previous = scene.doc.words[party.first - 1].form if party.first else ""
    stems = {previous, *(a.stem for a in analyses(previous) if len(a.prefix) <= 1)}
    if stems & words.agent:
        return "agent"
    if stems & words.target:
        return "target"
    if form.startswith("لل") or (form.startswith("ل") and not form.startswith("لا")):
        return "possessor"
    return None


def _is_agent(
    scene: Scene,
    trigger: TriggerMention,
    party: ActorMention,
    plain: list[ActorMention],
    targets: list[ActorMention],
    words: RoleWords,
) -> bool:
    if party.adjective:
        return True
    if party.kind not in ARMED and party.kind not in ("unknown", "political", "international"):
        return False
    if party.first - trigger.last > _CLOSE:
        return False
    if trigger.verb:
        return True
    stems = {a.stem for a in analyses(scene.doc.words[trigger.first].form)}
    if stems & words.masdars_of_object:
        return bool(targets) or len(plain) > 1
    return True


def _joined(scene: Scene, first: ActorMention, rest: list[ActorMention]) -> list[ActorMention]:
    """Parties coordinated with the first: «قوات النظام وروسيا»."""
    joined: list[ActorMention] = []
    last = first
    for party in rest:
        gap = party.first - last.last
        if gap == 1 and scene.doc.words[party.first].form.startswith("و") and party.kind in ARMED:
            joined.append(party)
            last = party
        else:
            break
    return joined


def _sides_of_between(
    scene: Scene, trigger: TriggerMention, after: list[ActorMention], words: RoleWords
) -> Parties | None:
    """«اشتباكات بين أ وب»: the first side acts, the second is its target."""
    for index in range(trigger.last + 1, min(trigger.last + 6, len(scene.doc.words))):
        if scene.doc.words[index].form in words.between:
            sides = [a for a in after if a.first > index and not a.adjective]
            if len(sides) >= 2:
                return (sides[0],), (sides[1],)
            return None
    return None
