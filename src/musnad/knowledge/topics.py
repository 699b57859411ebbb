"""Words that tell what a report is about: conflict or another topic (`data/topics.yaml`)."""

from functools import cache

import msgspec

from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge.tables import data_text, read_yaml

_FILE = "topics.yaml"


class TopicRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The thresholds of the data file; see its head."""

    minimum: int
    topic_words: int
    share: float
    headline: int


class _ConflictWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    strong: tuple[str, ...]
    mild: tuple[str, ...]


class _TopicFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rules: TopicRules
    conflict: _ConflictWords
    topics: dict[str, tuple[str, ...]]


class TopicWords(msgspec.Struct, frozen=True, eq=False):
    """Folded words with what they speak for. Equal to itself only, so that a word's answer may be remembered.

    `conflict` gives a word's weight (1 or 2), `topics` the names of the topics it belongs to.
    """

    rules: TopicRules
    conflict: dict[str, int]
    topics: dict[str, tuple[str, ...]]


@cache
def topic_words() -> TopicWords:
    """The topic words that ship with the package.

    Raises:
        KnowledgeError: the data file does not follow its schema.
    """
    return compile_topics(data_text(_FILE), _FILE)


def compile_topics(text: str, name: str) -> TopicWords:
    """Compile the YAML text of a topic file; `name` is for error messages.

    Raises:
        KnowledgeError: the text does not follow the schema, or a word speaks for conflict and for a topic.
    """
    data = read_yaml(text, name, _TopicFile)
    conflict = {fold_text(word): 1 for word in data.conflict.mild}
    conflict |= {fold_text(word): 2 for word in data.conflict.strong}
    topics: dict[str, tuple[str, ...]] = {}
    for topic, words in data.topics.items():
        for word in map(fold_text, words):
            if word in conflict:
                raise KnowledgeError(f"'{word}' stands under conflict and under {topic}", name)
            topics[word] = (*topics.get(word, ()), topic)
    return TopicWords(data.rules, conflict, topics)
