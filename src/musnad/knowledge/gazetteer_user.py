"""Reading the places that users add: GeoNames dumps and tables like `data/places.tsv`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec

from musnad.errors import KnowledgeError
from musnad.knowledge.gazetteer_names import name_keys, plain_name
from musnad.knowledge.tables import read_table, split_list

PlaceKind = Literal["settlement", "neighbourhood", "camp", "district", "province", "region", "country", "sea", "site"]

COLUMNS = ("names", "name", "kind", "country", "admin1", "lat", "lon")
"""Columns of a table of places; `names` are the Arabic ones, parted by `|`."""

_GEONAMES_COLUMNS = 19
_CHOSEN, _FAMOUS, _KNOWN, _OBSCURE = 3, 2, 1, 0
_BIG, _TOWN = 100_000, 10_000
_SITES = frozenset(["AIRP", "AIRB", "AIRF", "INSM", "MILB", "DAM", "PRN", "HSP", "OILF", "PRT", "BRDG", "CSTM"])


class UserPlace(msgspec.Struct, frozen=True):
    """A place to be added, with the keys of its names."""

    name: str
    country: str | None
    admin1: str | None
    kind: PlaceKind
    lat: float
    lon: float
    population: int
    rank: int
    keys: tuple[str, ...]


def read_user_places(file: Path) -> Iterator[UserPlace]:
    """The places of a file, GeoNames dump or table.

    Raises:
        KnowledgeError: neither form, or a malformed line.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise KnowledgeError("not UTF-8 text", str(file)) from error
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    if first.count("\t") == _GEONAMES_COLUMNS - 1:
        return _geonames(text, str(file))
    return read_table(text, str(file), COLUMNS, _table_row)


def _table_row(row: dict[str, str]) -> UserPlace:
    keys = tuple(dict.fromkeys(key for name in split_list(row["names"]) for key in name_keys(name)))
    if not keys:
        raise ValueError("no Arabic name in the column «names»")
    lat, lon = _degrees(row["lat"], 90), _degrees(row["lon"], 180)
    try:
        kind = msgspec.convert(row["kind"], PlaceKind)
    except msgspec.ValidationError as error:
        raise ValueError(f"no kind of place: {row['kind'] or 'empty'}") from error
    name = row["name"] or split_list(row["names"])[0]
    return UserPlace(name, row["country"] or None, row["admin1"] or None, kind, lat, lon, 0, _CHOSEN, keys)


def _degrees(cell: str, limit: int) -> float:
    value = float(cell)
    if not -limit <= value <= limit:
        raise ValueError(f"{cell} is no coordinate")
    return value


def _geonames(text: str, name: str) -> Iterator[UserPlace]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) != _GEONAMES_COLUMNS:
            raise KnowledgeError(f"{len(cells)} cells where {_GEONAMES_COLUMNS} are expected", name, number)
        try:
            place = _geonames_row(cells)
        except ValueError as error:
            raise KnowledgeError(str(error), name, number) from error
        if place:
            yield place


def _geonames_row(cells: list[str]) -> UserPlace | None:
    arabic = [alias for alias in [cells[1], *cells[3].split(",")] if plain_name(alias)]
    keys = tuple(dict.fromkeys(key for alias in arabic for key in name_keys(alias)))
    kind = _geonames_kind(cells[6], cells[7])
    if not keys or kind is None:
        return None
    population = int(cells[14] or 0)
    known = kind != "settlement" or population >= _TOWN
    rank = _FAMOUS if population >= _BIG else _KNOWN if known else _OBSCURE
    lat, lon = _degrees(cells[4], 90), _degrees(cells[5], 180)
    return UserPlace(cells[2] or cells[1], cells[8] or None, None, kind, lat, lon, population, rank, keys)


def _geonames_kind(feature: str, code: str) -> PlaceKind | None:
    if feature == "P":
        return "neighbourhood" if code == "PPLX" else "settlement"
    if code == "ADM1":
        return "province"
    if code.startswith("ADM"):
        return "district"
    if code in _SITES:
        return "site"
    return "region" if code == "RGN" else None
