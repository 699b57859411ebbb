"""Who speaks in a statement, and who announces its own attack: where the parties and the isnad of an event meet.

The speaker of a statement is both its actor and the origin of its isnad (contract, section 5, "Statements").
"""

from musnad.coding.mentions import ActorMention
from musnad.coding.scene import Scene, family_of
from musnad.records import Chain, PartyKind, Source, SourceKind

_SPEAKS_AS: dict[PartyKind, SourceKind] = {
    "state": "official_body",
    "foreign_state": "official_body",
    "political": "official_body",
    "coalition": "military",
    "rebel": "armed_group",
    "militia": "armed_group",
    "jihadist": "armed_group",
    "international": "international_body",
}
_OWN_DEEDS = frozenset(("strike", "clash"))


def chains_of_speaker(kind: str, acting: tuple[ActorMention, ...]) -> tuple[Chain, ...]:
    """The isnad of a statement that no verb of speech introduces: whoever makes it."""
    if family_of(kind) != "statement" or not acting:
        return ()
    speaker = acting[0]
    person = speaker.key.startswith("person:")
    as_source = "official_person" if person else _SPEAKS_AS.get(speaker.kind)
    return () if as_source is None else ((Source(speaker.span, speaker.name, as_source),),)


def speaker_of_chains(scene: Scene, kind: str, chains: tuple[Chain, ...]) -> tuple[ActorMention, ...]:
    """The actor of a statement whose words name none: the origin of its isnad, where it is a party."""
    if family_of(kind) != "statement":
        return ()
    return tuple(actor for chain in chains[:1] for actor in scene.actors if _covers(chain[-1], actor))


def chains_of_announcer(scene: Scene, kind: str, acting: tuple[ActorMention, ...]) -> tuple[Chain, ...]:
    """The isnad of an armed group's own attack, where the report has cited the group for others of its attacks."""
    if family_of(kind) not in _OWN_DEEDS:
        return ()
    keys = {actor.key for actor in acting if _SPEAKS_AS.get(actor.kind) == "armed_group"}
    for attribution in scene.attributions:
        origin = attribution.chain[-1]
        if origin.kind == "armed_group" and any(a.key in keys and _covers(origin, a) for a in scene.actors):
            return (attribution.chain,)
    return ()


def _covers(source: Source, actor: ActorMention) -> bool:
    return source.span is not None and actor.span[0] < source.span[1] and source.span[0] < actor.span[1]
