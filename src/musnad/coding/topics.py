"""Whether a report is about conflict at all."""

from collections import Counter
from functools import lru_cache

from musnad.arabic.clitics import analyses
from musnad.coding.document import Document
from musnad.knowledge.topics import TopicWords


def is_off_topic(doc: Document, words: TopicWords) -> bool:
    """True for a report that is plainly sport, markets, culture, science or accidents: it holds no events.

    Its words of conflict are too few, or words of one topic outweigh them (`topics.yaml` gives the measure).
    """
    conflict, topics = _weigh(doc, words)
    rules = words.rules
    main = max(topics.values(), default=0)
    if conflict < rules.minimum:
        return main > conflict
    return main >= rules.topic_words and main > rules.share * conflict


def _weigh(doc: Document, words: TopicWords) -> tuple[int, Counter[str]]:
    """How much the report's words weigh for conflict, and for each topic."""
    conflict = 0
    topics: Counter[str] = Counter()
    for sentence in doc.sentences:
        if sentence.kind == "noise":
            continue
        times = words.rules.headline if sentence.kind == "headline" else 1
        for word in doc.words[sentence.first : sentence.last]:
            weight, names = _speaks_for(word.form, words)
            conflict += weight * times
            for name in names:
                topics[name] += times
    return conflict, topics


@lru_cache(maxsize=65536)
def _speaks_for(form: str, words: TopicWords) -> tuple[int, tuple[str, ...]]:
    """The weight of a word for conflict and its topics, by the first of its cuts that is listed."""
    for analysis in analyses(form):
        weight = words.conflict.get(analysis.stem)
        if weight:
            return weight, ()
        names = words.topics.get(analysis.stem)
        if names:
            return 0, names
    return 0, ()
