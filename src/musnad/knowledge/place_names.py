"""Whether words are a place's name: asked of the gazetteer that ships, which need not be loaded for it."""

import sqlite3
from contextlib import closing
from functools import lru_cache
from importlib import resources

from musnad.errors import KnowledgeError


@lru_cache(maxsize=4096)
def is_place_name(key: str) -> bool:
    """Whether folded words («الدمام») name a place, of however few people.

    Raises:
        KnowledgeError: the gazetteer cannot be read.
    """
    path = str(resources.files("musnad.knowledge").joinpath("data", "gazetteer.sqlite"))
    try:
        # a connection for each question: none may be carried over a fork, and few are asked
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            return connection.execute("SELECT 1 FROM name WHERE key = ?", (key,)).fetchone() is not None
    except sqlite3.Error as error:
        raise KnowledgeError(f"not a gazetteer ({error})", path) from error
