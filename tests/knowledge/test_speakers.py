import pytest

from musnad.errors import KnowledgeError
from musnad.knowledge.speakers import arabic_names, body_in, body_of, countries, names_of, read_shared_names


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("المركز الإعلامي لقسد", "Syrian Democratic Forces"),
        ("Houthis (Ansar Allah)", "Houthis"),
        ("متطوع في الدفاع المدني السوري", "Syria Civil Defence (White Helmets)"),
        ("شيخ عشيرة في البلدة", None),
    ],
)
def test_whoever_speaks_for_a_body_is_it(name: str, body: str | None) -> None:
    assert body_of(name) == body


def test_a_name_that_countries_share_is_of_the_country_where_it_happened() -> None:
    assert body_in("LB", "الدفاع المدني") == "Lebanese Civil Defence"
    assert body_in("SY", "فرق الدفاع المدنيّ") == "Syria Civil Defence (White Helmets)"
    assert body_in("TN", "الدفاع المدني") == body_in(None, "الدفاع المدني") == "الدفاع المدني"
    assert body_in("LB", "المجلس المحلي") is None


def test_a_shared_name_of_no_known_source_is_an_error_with_its_line() -> None:
    with pytest.raises(KnowledgeError, match=r"x\.tsv:2: .*Nobody"):
        read_shared_names("names\tbodies\nالدفاع المدني\tSY = Nobody", "x.tsv")


def test_names_lead_to_one_another() -> None:
    assert "Syrian Democratic Forces" in names_of("قسد")
    assert names_of("لا أحد") == frozenset()
    assert arabic_names()["Syria Civil Defence (White Helmets)"] == "الدفاع المدني السوري"
    assert countries()["Lebanese Civil Defence"] == "LB"
