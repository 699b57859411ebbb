"""Who speaks in a statement: where the parties and the isnad of an event meet.

The speaker of a statement is both its actor and the origin of its isnad (contract, section 5, "Statements").
"""

from musnad.coding.mentions import ActorMention
from musnad.coding.scene import Scene, family_of
from musnad.records import Chain, PartyKind, Source, SourceKind, Span

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


def chains_of_speaker(kind: str, acting: tuple[ActorMention, ...]) -> tuple[Chain, ...]:
    """The isnad of a statement that no verb of speech introduces: whoever makes it."""
    if family_of(kind) != "statement" or not acting:
        return ()
    speaker = acting[0]
    kind_of_source = as_source(speaker)
    return () if kind_of_source is None else ((Source(speaker.span, speaker.name, kind_of_source),),)


def as_source(party: ActorMention) -> SourceKind | None:
    """The kind of source that a party is when it speaks, or None where it is no voice of its own."""
    return "official_person" if party.key.startswith("person:") else _SPEAKS_AS.get(party.kind)


def speaker_of_chains(scene: Scene, kind: str, chains: tuple[Chain, ...]) -> tuple[ActorMention, ...]:
    """The actor of a statement whose words name none: the origin of its isnad, where it is a party."""
    if family_of(kind) != "statement":
        return ()
    return tuple(actor for chain in chains[:1] for actor in scene.actors if names(chain[-1], actor.span))


def names(source: Source, span: Span) -> bool:
    """Whether the words of a source and those of a party are, in part, the same words."""
    return source.span is not None and span[0] < source.span[1] and source.span[0] < span[1]
