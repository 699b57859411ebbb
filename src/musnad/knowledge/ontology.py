"""The event types, with their labels and the names that ACLED and PLOVER give them (`data/types.yaml`).

Sources: the project's contract, section 3; ACLED Codebook (sub-event types); PLOVER ontology (event modes).
"""

from functools import cache
from typing import Literal

import msgspec

from musnad.knowledge.tables import data_text, read_yaml

Language = Literal["ar", "en"]
_FILE = "types.yaml"


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of event: `type` is `family.kind`; `acled` and `plover` may be empty."""

    type: str
    en: str
    ar: str
    acled: tuple[str, ...]
    plover: tuple[str, ...]

    @property
    def family(self) -> str:
        """The part before the point: strike, clash, civilian, …"""
        return self.type.partition(".")[0]

    def label(self, language: Language) -> str:
        """The label for readers of `language`."""
        return self.ar if language == "ar" else self.en


@cache
def event_types() -> dict[str, EventType]:
    """All types by name, in the order of the contract.

    Raises:
        KnowledgeError: the data file does not follow its schema.
    """
    types = read_yaml(data_text(_FILE), _FILE, tuple[EventType, ...])
    return {t.type: t for t in types}
