"""Which kind of event an open word tells of: «قصف» from the air or the ground, «هجوم» on whom.

The means decide first, then who did it, then who was hit (contract, section 5, "Means unstated").
"""

from musnad.coding.mentions import ActorMention, TriggerMention
from musnad.coding.scene import Certainty, Scene
from musnad.knowledge.kinds import KindWords

_OPEN = frozenset(("bombing", "strike", "attack", "blast", "killing", "operation", "launch", "hurt"))
ARMED = frozenset(("state", "rebel", "militia", "jihadist", "foreign_state", "coalition"))

_BY_WEAPON = {
    "air": "strike.air",
    "drone": "strike.drone",
    "shelling": "strike.shelling",
    "explosive": "strike.explosive",
    "suicide": "strike.suicide",
    "chemical": "strike.chemical",
}
_OF_PROTEST = frozenset(("attack", "civilian.attack", "clash.fighting"))
_LOOK_AHEAD = 12
_LOOK_BACK = 7


def resolve_kind(
    scene: Scene,
    trigger: TriggerMention,
    actors: tuple[ActorMention, ...],
    targets: tuple[ActorMention, ...],
    words: KindWords,
) -> tuple[str, Certainty]:
    """The type that the sentence gives a trigger, or its open sense where it leaves the kind open."""
    sense = trigger.type
    if sense in _OF_PROTEST and _sentence_has(scene, trigger, words.protest):
        return "demo.violent", "stated"
    if sense == "tally.casualties":
        return "hurt", "open"
    if sense not in _OPEN:
        return _sharpened(scene, trigger, targets), "stated"
    if sense == "operation":
        return sense, "open"
    if sense == "launch":
        is_test = not targets and _sentence_has(scene, trigger, words.tests)
        return ("posture.deploy", "stated") if is_test else ("strike.shelling", "implied")
    return _by_means(sense, nearest_weapon_class(scene, trigger), actors, targets, words)


def _by_means(
    sense: str,
    weapon: str | None,
    actors: tuple[ActorMention, ...],
    targets: tuple[ActorMention, ...],
    words: KindWords,
) -> tuple[str, Certainty]:
    """The kind of an open sense by its means, else by who did it, else by who was hit."""
    if sense == "blast":
        return _blast_kind(weapon)
    if sense == "hurt":
        return _harm_kind(weapon, targets)
    if weapon in _BY_WEAPON:
        return _BY_WEAPON[weapon], "stated"
    if sense == "attack":
        return _attack_kind(weapon, targets)
    if sense == "killing":
        return "civilian.killing", "implied"
    if sense == "strike" and (weapon == "small_arms" or _are_gunmen(actors, words)):
        kind = "clash.fighting" if _armed(targets) else "civilian.attack"
        return kind, "stated" if weapon == "small_arms" else "implied"
    if actors:
        return ("strike.air" if any(a.flies for a in actors) else "strike.shelling"), "implied"
    return sense, "open"


def _sentence_has(scene: Scene, trigger: TriggerMention, words: frozenset[str]) -> bool:
    doc = scene.doc
    sentence = scene.sentence_of(trigger)
    return any(word.form in words or word.form[1:] in words for word in doc.words[sentence.first : sentence.last])


def _are_gunmen(actors: tuple[ActorMention, ...], words: KindWords) -> bool:
    return bool(actors) and all(a.kind == "unknown" or a.key.partition(":")[0] in words.gunmen for a in actors)


def nearest_weapon_class(scene: Scene, trigger: TriggerMention) -> str | None:
    """The class of the weapon that stands nearest to a trigger in its sentence, ahead before behind."""
    sentence = scene.sentence_of(trigger)
    best: tuple[int, str] | None = None
    for weapon in scene.weapons:
        if not sentence.holds(weapon.first):
            continue
        ahead = weapon.first - trigger.last
        behind = trigger.first - weapon.last
        distance = ahead if ahead > 0 else behind + 3 if behind > 0 else 0
        if ahead > _LOOK_AHEAD or behind > _LOOK_BACK:
            continue
        if _other_trigger_between(scene, trigger, weapon.first):
            distance += 8
        if best is None or distance < best[0]:
            best = (distance, weapon.weapon_class)
    return best[1] if best else None


def _other_trigger_between(scene: Scene, trigger: TriggerMention, word: int) -> bool:
    low, high = sorted((trigger.first, word))
    return any(low < other.first < high and other is not trigger and other.type != "hurt" for other in scene.triggers)


def _sharpened(scene: Scene, trigger: TriggerMention, targets: tuple[ActorMention, ...]) -> str:
    """A stated kind that the means or whom it hit still sharpens.

    «غارة بطائرة مسيّرة» is a drone strike, «عملية طعن» of soldiers a clash.
    """
    if trigger.type == "civilian.attack" and targets and all(target.kind in ARMED for target in targets):
        return "clash.fighting"
    if trigger.type == "strike.air" and nearest_weapon_class(scene, trigger) == "drone":
        return "strike.drone"
    if trigger.type == "strike.explosive" and nearest_weapon_class(scene, trigger) == "suicide":
        return "strike.suicide"
    return trigger.type


def _blast_kind(weapon: str | None) -> tuple[str, Certainty]:
    if weapon == "suicide":
        return "strike.suicide", "stated"
    return "strike.explosive", "stated" if weapon == "explosive" else "implied"


def _harm_kind(weapon: str | None, targets: tuple[ActorMention, ...]) -> tuple[str, Certainty]:
    """People shot are an event of its own even where no other word tells of one: «قتل برصاص مجهولين»."""
    if weapon != "small_arms":
        return "hurt", "open"
    return ("clash.fighting" if _armed(targets) else "civilian.attack"), "implied"


def _attack_kind(weapon: str | None, targets: tuple[ActorMention, ...]) -> tuple[str, Certainty]:
    if targets and not _armed(targets):
        return "civilian.attack", "implied"
    if _armed(targets):
        return "clash.fighting", "implied"
    if weapon == "small_arms":
        return "civilian.attack", "implied"
    return "attack", "open"


def _armed(parties: tuple[ActorMention, ...]) -> bool:
    return any(party.kind in ARMED for party in parties)
