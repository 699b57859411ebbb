"""What speaks for two events being one happening (`data/linking.yaml`)."""

from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge.ontology import event_types
from musnad.knowledge.tables import data_text, read_yaml
from musnad.records import Modality, PlacePrecision

_FILE = "linking.yaml"


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each sign adds to the belief that two events are one; see the data file."""

    same_kind: float
    same_family: float
    alike: float
    other_kind: float
    same_spot: float
    within_10_km: float
    within_reach: float
    one_without_place: float
    same_name: float
    namesake: float
    out_of_reach: float
    same_day: float
    day_after: float
    day_after_undated: float
    days_overlap: float
    days_apart: float
    killed_equal: float
    killed_overlap: float
    killed_close: float
    killed_apart: float
    injured_equal: float
    injured_overlap: float
    injured_close: float
    injured_apart: float
    actor_shared: float
    actor_apart: float
    target_shared: float
    words: float
    same_text: float
    same_report: float


class Beginning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an event must be for an incident to begin with it."""

    modalities: frozenset[Modality]
    not_families: frozenset[str]


class LinkingRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data file, as it stands."""

    radius_km: dict[PlacePrecision, float]
    precise: frozenset[PlacePrecision]
    alike: tuple[frozenset[str], ...]
    beginning: Beginning
    contrary: tuple[frozenset[str], ...]
    weights: Weights
    together: float
    passing_words: frozenset[str]
    telling_words: int


@cache
def linking_rules() -> LinkingRules:
    """The rules of linking that ship with the package.

    Raises:
        KnowledgeError: the data file does not follow its schema.
    """
    return compile_linking(data_text(_FILE), _FILE)


def compile_linking(text: str, name: str) -> LinkingRules:
    """The rules in a YAML text; `name` is for error messages.

    Raises:
        KnowledgeError: the text does not follow the schema, or names a type that the ontology does not have.
    """
    rules = read_yaml(text, name, LinkingRules)
    if unknown := sorted({kind for kinds in (*rules.alike, *rules.contrary) for kind in kinds} - event_types().keys()):
        raise KnowledgeError(f"no such event type: {', '.join(unknown)}", name)
    return msgspec.structs.replace(rules, passing_words=frozenset(map(fold_text, rules.passing_words)))
