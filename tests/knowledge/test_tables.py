"""Tables of knowledge: errors name file and line."""

import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge.ontology import event_types
from musnad.knowledge.tables import read_table, split_list
from musnad.knowledge.triggers import compile_lexicon, trigger_lexicon

COLUMNS = ("name", "size")


def read(text: str) -> list[tuple[str, int]]:
    return list(read_table(text, "towns.tsv", COLUMNS, lambda row: (row["name"], int(row["size"]))))


def test_rows_are_made_from_cells_past_comments_and_blank_lines() -> None:
    assert read("# towns\nname\tsize\n\nربيعة\t3\n") == [("ربيعة", 3)]


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("name\tkind\nربيعة\t3", 1, "columns must be name, size"),
        ("name\tsize\n\nربيعة", 3, "1 cells where 2 are expected"),
        ("name\tsize\nربيعة\tكبيرة", 2, "invalid literal"),
    ],
)
def test_errors_name_file_and_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(KnowledgeError, match=reason) as caught:
        read(text)
    assert (caught.value.file, caught.value.line) == ("towns.tsv", line)
    assert str(caught.value).startswith(f"towns.tsv:{line}: ")


def test_an_empty_table_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="empty"):
        read("# nothing\n")


def test_lists_in_cells() -> None:
    assert split_list("قسد| قوات سوريا الديمقراطية||") == ("قسد", "قوات سوريا الديمقراطية")


def test_a_wrong_trigger_file_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"mine\.yaml: .*unknown field"):
        compile_lexicon("- {type: strike.air, nuons: [غارة]}", "mine.yaml")
    with pytest.raises(KnowledgeError, match="a verb is written"):
        compile_lexicon("- {type: strike.air, verbs: [قصف]}", "mine.yaml")


def test_every_trigger_tells_of_a_known_type_or_an_open_sense() -> None:
    senses = {"bombing", "strike", "attack", "blast", "killing", "operation", "launch", "hurt"}
    told = {pattern.entry.type for patterns in trigger_lexicon().heads.values() for pattern in patterns}
    assert told <= senses | set(event_types())
    assert set(event_types()) - told == set(), "a type that no word tells of"


def test_the_ontology_is_the_contract() -> None:
    types = event_types()
    assert len(types) == 32
    assert types["strike.drone"].label("ar") == "ضربة مسيّرة"
    assert types["deal.talks"].acled == ()
    assert {t.family for t in types.values()} == {
        "strike", "clash", "civilian", "demo", "coercion", "posture", "deal", "statement", "tally",
    }  # fmt: skip
