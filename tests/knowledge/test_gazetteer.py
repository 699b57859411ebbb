import pickle
import sqlite3
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musnad.arabic.folding import fold_text
from musnad.errors import KnowledgeError
from musnad.knowledge.gazetteer import Gazetteer, add_places, load_gazetteer
from musnad.knowledge.gazetteer_names import name_keys, plain_name, without_generic
from musnad.knowledge.gazetteer_user import COLUMNS
from musnad.knowledge.gazetteer_words import place_words
from musnad.knowledge.tables import data_text


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def stands_near(gazetteer: Gazetteer, name: str, country: str | None, kind: str, at: tuple[float, float]) -> bool:
    found = [p for p in gazetteer.find(fold_text(name)) if p.country == country and p.kind == kind]
    return any((p.lat, p.lon) == pytest.approx(at, abs=0.3) for p in found)


@pytest.mark.parametrize(
    ("name", "country", "kind", "lat", "lon"),
    [
        ("الموصل", "IQ", "settlement", 36.34, 43.13),
        ("ربيعة", "IQ", "settlement", 36.80, 42.10),
        ("ربيعة", "SY", "settlement", 35.79, 36.04),
        ("إدلب", "SY", "settlement", 35.93, 36.63),
        ("عين الأسد", "IQ", "site", 33.80, 42.43),
        ("مخيم الهول", "SY", "camp", 36.37, 41.15),
        ("معبر كرم أبو سالم", "PS", "site", 31.23, 34.28),
        ("الفاشر", "SD", "settlement", 13.63, 25.35),
        ("باب المندب", None, "sea", 12.58, 43.33),
        ("الحديدة", "YE", "settlement", 14.80, 42.95),
        ("بنغازي", "LY", "settlement", 32.11, 20.07),
        ("كوريا الشمالية", "KP", "country", 40.3, 127.5),
        ("موسكو", "RU", "settlement", 55.75, 37.62),
    ],
)
def test_well_known_places_stand_where_they_are(
    gazetteer: Gazetteer, name: str, country: str | None, kind: str, lat: float, lon: float
) -> None:
    assert stands_near(gazetteer, name, country, kind, (lat, lon))


@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("SY", "حلب حمص حماة إدلب الرقة الحسكة درعا السويداء القنيطرة طرطوس اللاذقية دمشق"),
        ("IQ", "نينوى الأنبار كركوك أربيل دهوك السليمانية بغداد بابل كربلاء النجف واسط ميسان البصرة"),
        ("YE", "صعدة الحديدة حجة عمران صنعاء تعز إب لحج الضالع البيضاء مأرب الجوف شبوة حضرموت أبين عدن"),
        ("LB", "بيروت عكار النبطية البقاع"),
        ("SD", "الخرطوم كسلا سنار القضارف الجزيرة"),
    ],
)
def test_provinces_are_there(gazetteer: Gazetteer, country: str, names: str) -> None:
    for name in names.split():
        kinds = {p.kind for p in gazetteer.find(fold_text(name)) if p.country == country}
        assert kinds & {"province", "region"}, name


@pytest.mark.parametrize(("name", "country"), [("بنت جبيل", "LB"), ("الخشنية", "SY"), ("فيق", "SY"), ("البطيحة", "SY")])
def test_places_by_a_border_stand_in_one_country_only(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert {place.country for place in gazetteer.find(fold_text(name))} == {country}


def test_first_level_divisions_have_english_names(gazetteer: Gazetteer) -> None:
    mosul = gazetteer.find(fold_text("الموصل"))[0]
    assert (mosul.country, mosul.admin1, mosul.name) == ("IQ", "Nineveh", "Mosul")


def test_opening_is_quick_and_pickles_by_path(gazetteer: Gazetteer) -> None:
    started = time.perf_counter()
    again = pickle.loads(pickle.dumps(gazetteer))  # noqa: S301
    assert time.perf_counter() - started < 1.5
    assert len(again) == len(gazetteer)
    assert again.find("حلب") == gazetteer.find("حلب")


def test_every_country_of_the_table_can_be_found(gazetteer: Gazetteer) -> None:
    words = place_words()
    for country, name in words.country_names.items():
        assert any(p.country == country for p in gazetteer.find(name)), name


def test_hand_made_places_stand_near_their_country(gazetteer: Gazetteer) -> None:
    wrong = []
    for line in data_text("places.tsv").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or cells[0] == "names":
            continue
        extent = gazetteer.extent(cells[3])
        lat, lon = float(cells[5]), float(cells[6])
        margin = 6.0
        if extent and cells[3] in ("SY", "IQ", "LB", "PS", "YE", "SD"):
            inside = extent.south - margin < lat < extent.north + margin
            if not (inside and extent.west - margin < lon < extent.east + margin):
                wrong.append(cells[1])
    assert wrong == []


def test_keys_are_stripped_of_generics_and_asides() -> None:
    assert name_keys("محافظة حلب") == ("حلب",)
    assert name_keys("الجزيرة (ولاية)") == ("الجزيره",)
    assert name_keys("دير الزور") == ("دير الزور", "ديرالزور")
    assert name_keys("Aleppo") == ()
    assert without_generic("حلب") == ("حلب", None)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويةىأإآء ـ-()،", max_size=30))
def test_keys_are_folded_words_with_single_blanks(name: str) -> None:
    for key in name_keys(name):
        assert key == fold_text(key)
        assert key == " ".join(key.split())
        assert len(key) > 1
    assert plain_name(plain_name(name)) == plain_name(name)


def table(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "mine.tsv"
    file.write_text("\n".join(["\t".join(COLUMNS), *rows]), encoding="utf-8")
    return file


def test_a_users_places_are_found_before_those_that_ship(tmp_path: Path) -> None:
    database = tmp_path / "places.sqlite"
    file = table(tmp_path, "حلب|نقطة الفجر التجريبية\tMy Halab\tsite\tJO\t\t31.0\t36.0")
    assert add_places(database, file) == 1
    assert add_places(database, file) == 1
    gazetteer = load_gazetteer(database)
    assert [p.name for p in gazetteer.find("حلب")][:2] == ["My Halab", "Aleppo"]
    assert len(gazetteer.find(fold_text("نقطة الفجر التجريبية"))) == 1


def test_geonames_dumps_are_read(tmp_path: Path) -> None:
    cells = ["1", "Tell Misal", "Tell Misal", "Tall Mithal,تل مثال التجريبي", "35.5", "38.25"]
    cells += ["P", "PPL", "SY", "", "11", "", "", "", "1200", "", "300", "Asia/Damascus", "2020-01-01"]
    latin = [*cells[:3], "Only Latin", *cells[4:]]
    file = tmp_path / "SY.txt"
    file.write_text("\t".join(cells) + "\n" + "\t".join(latin) + "\n", encoding="utf-8")
    database = tmp_path / "places.sqlite"
    assert add_places(database, file) == 1
    place = load_gazetteer(database).find(fold_text("تل مثال التجريبي"))[0]
    assert (place.name, place.country, place.lat, place.population) == ("Tell Misal", "SY", 35.5, 1200)


@pytest.mark.parametrize(
    "row",
    [
        "نقطة\tPoint\tcastle\tSY\t\t35\t38",
        "نقطة\tPoint\tsite\tSY\t\t135\t38",
        "Point\tPoint\tsite\tSY\t\t35\t38",
        "نقطة\tPoint\tsite\tSY\t\tnorth\t38",
    ],
)
def test_a_malformed_table_is_named_with_its_line(tmp_path: Path, row: str) -> None:
    file = table(tmp_path, row)
    with pytest.raises(KnowledgeError, match=r"mine\.tsv:2"):
        add_places(tmp_path / "places.sqlite", file)


def test_a_file_that_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "other.sqlite"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE other (x)")
    connection.close()
    with pytest.raises(KnowledgeError, match="not a gazetteer"):
        load_gazetteer(file)


def test_lists_of_place_words_do_not_contradict_each_other() -> None:
    words = place_words()
    assert not words.strict & words.weak
    assert not set(words.generics) & words.near
