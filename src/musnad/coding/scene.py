"""What the finding stages found in one report, and what is made of it before events are built."""

from typing import Literal, NamedTuple

import msgspec

from musnad.coding.document import Document, Sentence
from musnad.coding.entities import WeaponMention
from musnad.coding.mentions import (
    ActorMention,
    Attribution,
    CountMention,
    PlaceMention,
    TimeMention,
    TriggerMention,
)
from musnad.knowledge.triggers import Need
from musnad.model.encoded import Encoded
from musnad.records import Modality


class Scene(msgspec.Struct, frozen=True):
    """One report with all that was found in it. The linking stages read it; none changes it.

    `encoded`: what the network says of the text, where a report is coded with it.
    """

    doc: Document
    triggers: tuple[TriggerMention, ...] = ()
    times: tuple[TimeMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    weapons: tuple[WeaponMention, ...] = ()
    counts: tuple[CountMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    encoded: Encoded | None = None

    def sentence_of(self, trigger: TriggerMention) -> Sentence:
        """The sentence in which a trigger stands."""
        return self.doc.sentences[self.doc.sentence_of[trigger.first]]

    def is_attributed(self, trigger: TriggerMention) -> bool:
        """Whether a trigger stands in what a source is said to have said."""
        return any(a.first <= trigger.first <= a.last for a in self.attributions)


Certainty = Literal["stated", "implied", "open"]


class Part(NamedTuple):
    """A party near a trigger, with the probabilities that it acts and that it is acted upon."""

    party: ActorMention
    acts: float
    suffers: float


class Telling(msgspec.Struct, frozen=True):
    """One place in the report that tells an event: a trigger with what its sentence says about it.

    `type` is a type of the ontology, or an open sense where the sentence leaves the kind open. `certainty`
    says how the kind was decided: by words («قصف مدفعي»), by who did it, or not at all. A `passing` telling
    joins an event told elsewhere but makes none. `another`: the words say that it is one more of its
    kind («قصف مماثل»). `lacks` names what the sentence should hold beside such a trigger and does not.
    `parts` weighs all parties near the trigger; `actors` and `targets` are the likeliest of them.
    `firmly_placed`: no other place can be meant.
    """

    trigger: TriggerMention
    type: str
    certainty: Certainty
    sentence: int
    headline: bool
    passing: bool = False
    another: bool = False
    lacks: Need | None = None
    place: PlaceMention | None = None
    firmly_placed: bool = False
    time: TimeMention | None = None
    counts: tuple[CountMention, ...] = ()
    parts: tuple[Part, ...] = ()
    actors: tuple[ActorMention, ...] = ()
    targets: tuple[ActorMention, ...] = ()
    weapon: WeaponMention | None = None
    modality: Modality = "asserted"
    background: bool = False

    @property
    def family(self) -> str:
        """The part of the type before the point; an open sense is its own family."""
        return family_of(self.type)

    @property
    def word_form(self) -> str:
        """What sort of word the trigger is: verb, noun, plural, the-noun, the-plural."""
        if self.trigger.verb:
            return "verb"
        number = "plural" if self.trigger.plural else "noun"
        return f"the-{number}" if self.trigger.definite else number


def family_of(type_: str) -> str:
    """The part of a type before the point; an open sense is its own family."""
    return type_.partition(".")[0]
