"""Report → events. The stages stand here, in the order in which they run."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from musnad.coding.assembly import assemble
from musnad.coding.counts import find_counts
from musnad.coding.document import Document, prepare
from musnad.coding.entities import find_actors, find_weapons
from musnad.coding.isnad import find_attributions
from musnad.coding.merging import merge
from musnad.coding.model_parties import with_named
from musnad.coding.model_triggers import with_model
from musnad.coding.places import find_places
from musnad.coding.scene import Scene
from musnad.coding.selection import select
from musnad.coding.telling import tell
from musnad.coding.times import find_times
from musnad.coding.topics import is_off_topic
from musnad.coding.triggers import find_triggers
from musnad.knowledge.gazetteer import Gazetteer, load_gazetteer
from musnad.knowledge.kinds import KindWords, kind_words
from musnad.knowledge.roles import RoleWeight, RoleWords, role_weights, role_words
from musnad.knowledge.status import StatusWords, status_words
from musnad.knowledge.topics import TopicWords, topic_words
from musnad.knowledge.triggers import Lexicon, trigger_lexicon
from musnad.knowledge.weights import Weights, sign_weights
from musnad.records import CodedReport, Note, Report

if TYPE_CHECKING:
    from musnad.model.encoder import Encoder


class Knowledge(msgspec.Struct, frozen=True):
    """What coding knows of language and world, loaded once for a process."""

    gazetteer: Gazetteer
    triggers: Lexicon
    roles: RoleWords
    parts: Mapping[str, RoleWeight]
    status: StatusWords
    kinds: KindWords
    topics: TopicWords
    merging: Weights
    selection: Weights
    selection_by_rules: Weights
    confidence: Weights
    encoder: "Encoder | None" = None


def load_knowledge(extra_places: Path | None = None, *, model: bool = True) -> Knowledge:
    """Load the knowledge that ships with the package, and a user's own places.

    Without `model`, the rules code alone: several times as fast, and they miss more.

    Raises:
        KnowledgeError: a data file is malformed.
    """
    learned = "_with_model" if model else ""
    return Knowledge(
        gazetteer=load_gazetteer(extra_places),
        triggers=trigger_lexicon(),
        roles=role_words(),
        parts=role_weights(f"role{learned}"),
        status=status_words(),
        kinds=kind_words(),
        topics=topic_words(),
        merging=sign_weights(f"merging{learned}"),
        selection=sign_weights(f"selection{learned}"),
        selection_by_rules=sign_weights("selection"),
        confidence=sign_weights(f"confidence{learned}"),
        encoder=_encoder() if model else None,
    )


def _encoder() -> "Encoder":
    # the network's engine takes a third of a second to import, and every command imports this module
    from musnad.model.encoder import load_encoder

    return load_encoder()


def find(doc: Document, knowledge: Knowledge) -> Scene:
    """Run the finding stages. Each reads the document alone.

    Most news tells of no violence: where no word tells of an event, or the report is plainly of sport or trade,
    nothing else is looked for.
    """
    triggers = find_triggers(doc, knowledge.triggers)
    if not triggers or is_off_topic(doc, knowledge.topics):
        return Scene(doc)
    encoded = knowledge.encoder.read(doc.report) if knowledge.encoder is not None else None
    if encoded is not None:
        triggers = with_model(doc, triggers, encoded)
    places = find_places(doc, knowledge.gazetteer)
    return Scene(
        doc=doc,
        triggers=triggers,
        times=find_times(doc),
        places=places,
        actors=with_named(doc, find_actors(doc), triggers, places, encoded),
        weapons=find_weapons(doc),
        counts=find_counts(doc),
        attributions=find_attributions(doc),
        encoded=encoded,
    )


def code_report(report: Report, knowledge: Knowledge) -> CodedReport:
    """Code one report. The same report gives the same record, always."""
    scene = find(prepare(report), knowledge)
    tellings = tell(scene, knowledge.roles, knowledge.parts, knowledge.status, knowledge.kinds)
    merged = merge(tellings, knowledge.merging, scene.encoded)
    groups = select(scene, merged, knowledge.selection, knowledge.selection_by_rules)
    events = assemble(scene, groups, knowledge.confidence)
    return CodedReport(report.id, events, _notes(scene))


def _notes(scene: Scene) -> tuple[Note, ...]:
    return tuple(Note("time", t.span, t.problem) for t in scene.times if t.problem)
