"""Tables that say what named signs are worth (`data/*_weights.tsv`), learned by the programs in `tools/`."""

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from musnad.knowledge.tables import data_text, read_table

Weights = Mapping[str, float]
BIAS = "bias"


@cache
def sign_weights(name: str) -> Weights:
    """The table `<name>_weights.tsv`: sign → what it adds to the log-odds.

    Raises:
        KnowledgeError: the table is malformed.
    """
    file = f"{name}_weights.tsv"
    rows = read_table(data_text(file), file, ("sign", "weight"), lambda row: (row["sign"], float(row["weight"])))
    return MappingProxyType(dict(rows))


def log_odds(weights: Weights, signs: Iterable[str]) -> float:
    """The log-odds that signs give; a sign that the table does not know is worth nothing."""
    return weights.get(BIAS, 0.0) + sum(weights.get(sign, 0.0) for sign in signs)
