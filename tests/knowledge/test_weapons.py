import pytest

from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge.weapons import read_weapons, weapons

_HEADER = "key\tname_en\tterms\tclass\tplatform\n"


def _class_of(term: str) -> str:
    return next(w.weapon_class for w in weapons().values() if fold_text(term) in w.terms)


def test_the_table_holds_many_terms_of_every_class() -> None:
    assert sum(len(weapon.terms) for weapon in weapons().values()) >= 120
    classes = {weapon.weapon_class for weapon in weapons().values()}
    assert {"air", "drone", "shelling", "explosive", "suicide", "chemical", "small_arms"} <= classes


@pytest.mark.parametrize(
    ("term", "weapon_class"),
    [
        ("برميل متفجر", "air"),
        ("طائرة مسيرة", "drone"),
        ("قذيفة هاون", "shelling"),
        ("صاروخ باليستي", "shelling"),
        ("عبوة ناسفة", "explosive"),
        ("لغم", "explosive"),
        ("حزام ناسف", "suicide"),
        ("سارين", "chemical"),
        ("رصاص", "small_arms"),
        ("وقف إطلاق نار", "none"),
    ],
)
def test_terms_have_the_class_that_decides_the_type(term: str, weapon_class: str) -> None:
    assert _class_of(term) == weapon_class


def test_terms_lose_the_article_but_not_an_alef_of_their_own() -> None:
    table = read_weapons(_HEADER + "m\tmine\tألغام|قذائف الهاون\texplosive\t\n", "mine.tsv")
    assert table["m"].terms == ("الغام", "قذايف هاون") or table["m"].terms == ("الغام", "قذائف هاون")


def test_a_term_given_twice_is_reported_with_its_line() -> None:
    text = _HEADER + "a\tA\tلغم\texplosive\t\nb\tB\tقنبلة|لغم\texplosive\t\n"
    with pytest.raises(KnowledgeError, match=r"mine\.tsv:3: .*to a and b"):
        read_weapons(text, "mine.tsv")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a\tA\tلغم\tmagic\t", "not a class"),
        ("a\tA\tلغم\texplosive\tno", "'yes' or nothing"),
        ("\tA\tلغم\texplosive\t", "empty"),
    ],
)
def test_a_malformed_weapon_is_reported_with_its_line(row: str, fault: str) -> None:
    with pytest.raises(KnowledgeError, match=rf"mine\.tsv:2: .*{fault}"):
        read_weapons(_HEADER + row + "\n", "mine.tsv")
