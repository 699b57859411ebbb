"""The gazetteer: from folded Arabic names to places.

The places ship in `data/gazetteer.sqlite` (see `tools/build_gazetteer.py` and `docs/gazetteer.md`). Names are
held in memory, places are fetched when asked for. A user's own places are kept in a second database of the
same form, to which `add_places` adds.
"""

import os
import sqlite3
from contextlib import closing
from importlib import resources
from pathlib import Path

import msgspec

from musnad.errors import KnowledgeError
from musnad.knowledge.gazetteer_user import PlaceKind, UserPlace, read_user_places

RANK_OBSCURE, RANK_KNOWN, RANK_FAMOUS, RANK_CHOSEN = 0, 1, 2, 3
"""How well known a place is: a hamlet; a town or district; a big city, province or country; hand-picked."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT, admin1 TEXT, kind TEXT NOT NULL,
    lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL, rank INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS name (key TEXT PRIMARY KEY, places TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS extent (
    country TEXT PRIMARY KEY, south REAL, north REAL, west REAL, east REAL
) WITHOUT ROWID;
"""
_USER_OFFSET = 10_000_000


class GazetteerPlace(msgspec.Struct, frozen=True):
    """A place. `name` and `admin1` are English, `lat` and `lon` WGS 84 degrees, `rank` one of `RANK_*`.

    `population` is 0 where it is not known; `country` is ISO 3166-1 alpha-2, None for seas and continents.
    """

    id: int
    name: str
    country: str | None
    admin1: str | None
    kind: PlaceKind
    lat: float
    lon: float
    population: int
    rank: int


class Extent(msgspec.Struct, frozen=True):
    """The box in which most places of a country lie, degrees."""

    south: float
    north: float
    west: float
    east: float


class Gazetteer:
    """Places by folded name. Safe to pickle and to use after a fork: each process opens its own files."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._paths = paths
        self._names: dict[str, str] = {}
        self._places: dict[int, GazetteerPlace] = {}
        self._found: dict[str, tuple[GazetteerPlace, ...]] = {}
        self._extents: dict[str, Extent] = {}
        self._open: tuple[int, list[sqlite3.Connection]] | None = None
        for number, connection in enumerate(self._connections()):
            self._load_names(connection, number * _USER_OFFSET)
        self.heads = _heads(self._names)
        """First word of every name of several words → the number of words of the longest such name."""

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[tuple[Path, ...]]]:
        return Gazetteer, (self._paths,)

    def __contains__(self, key: str) -> bool:
        return key in self._names

    def __len__(self) -> int:
        """The number of names."""
        return len(self._names)

    def find(self, key: str) -> tuple[GazetteerPlace, ...]:
        """The places of a folded name, best known first; empty where there is none."""
        found = self._found.get(key)
        if found is None:
            ids = self._names.get(key)
            if ids is None:
                return ()
            found = self._found[key] = tuple(self._place(int(number)) for number in ids.split())
        return found

    def extent(self, country: str) -> Extent | None:
        """Where most places of a country lie, or None where the gazetteer holds too few."""
        if not self._extents:
            rows = self._connections()[0].execute("SELECT country, south, north, west, east FROM extent")
            self._extents = {row[0]: Extent(*row[1:]) for row in rows}
        return self._extents.get(country)

    def _place(self, number: int) -> GazetteerPlace:
        place = self._places.get(number)
        if place is None:
            which, row_id = divmod(number, _USER_OFFSET)
            row = self._connections()[which].execute("SELECT * FROM place WHERE id = ?", (row_id,)).fetchone()
            if row is None:
                reason = f"a name points at place {row_id}, which is missing"
                raise KnowledgeError(reason, str(self._paths[which]))
            place = self._places[number] = GazetteerPlace(number, *row[1:])
        return place

    def _connections(self) -> list[sqlite3.Connection]:
        # an SQLite connection must not be carried over a fork
        if self._open is None or self._open[0] != os.getpid():
            self._open = os.getpid(), [_open_read_only(path) for path in self._paths]
        return self._open[1]

    def _load_names(self, connection: sqlite3.Connection, offset: int) -> None:
        rows = connection.execute("SELECT key, places FROM name")
        if not offset:
            self._names = dict(rows)
            return
        for key, places in rows:
            own = " ".join(str(int(number) + offset) for number in places.split())
            known = self._names.get(key)
            # what the user adds goes before what ships
            self._names[key] = f"{own} {known}" if known else own


def load_gazetteer(extra: Path | None = None) -> Gazetteer:
    """Open the gazetteer that ships, with the user's database `extra` where it exists.

    Raises:
        KnowledgeError: a file is not a gazetteer.
    """
    shipped = Path(str(resources.files("musnad.knowledge").joinpath("data", "gazetteer.sqlite")))
    paths = (shipped, extra) if extra is not None and extra.exists() else (shipped,)
    return Gazetteer(paths)


def add_places(database: Path, file: Path) -> int:
    """Add the places of `file` to a user's database, which is made where there is none. Returns their number.

    The file is a GeoNames dump (19 columns, no header; entries without an Arabic name are passed over) or a
    table with the columns of `data/places.tsv`. A place of the same name within a kilometre is replaced.

    Raises:
        KnowledgeError: the file or the database is malformed. Names file and line.
    """
    rows = list(read_user_places(file))
    try:
        with closing(sqlite3.connect(database)) as connection, connection:
            connection.executescript(SCHEMA)
            for row in rows:
                _add(connection, row)
    except sqlite3.Error as error:
        raise KnowledgeError(f"not a gazetteer ({error})", str(database)) from error
    return len(rows)


def _add(connection: sqlite3.Connection, row: UserPlace) -> None:
    same = connection.execute(
        "SELECT id FROM place WHERE name = ? AND abs(lat - ?) < 0.01 AND abs(lon - ?) < 0.01",
        (row.name, row.lat, row.lon),
    ).fetchone()
    values = (row.name, row.country, row.admin1, row.kind, row.lat, row.lon, row.population, row.rank)
    if same:
        number = int(same[0])
        columns = "name = ?, country = ?, admin1 = ?, kind = ?, lat = ?, lon = ?, population = ?, rank = ?"
        connection.execute(f"UPDATE place SET {columns} WHERE id = ?", (*values, number))  # noqa: S608
    else:
        connection.execute(
            "INSERT INTO place (name, country, admin1, kind, lat, lon, population, rank)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            values,
        )
        number = int(connection.execute("SELECT last_insert_rowid()").fetchone()[0])
    for key in row.keys:
        known = connection.execute("SELECT places FROM name WHERE key = ?", (key,)).fetchone()
        ids = [str(number), *(i for i in (known[0].split() if known else []) if i != str(number))]
        connection.execute("INSERT OR REPLACE INTO name VALUES (?, ?)", (key, " ".join(ids)))


def _open_read_only(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        connection.execute("SELECT 1 FROM name LIMIT 1")
    except sqlite3.Error as error:
        raise KnowledgeError(f"not a gazetteer ({error})", str(path)) from error
    return connection


def _heads(names: dict[str, str]) -> dict[str, int]:
    heads: dict[str, int] = {}
    for key in names:
        blanks = key.count(" ")
        if blanks:
            first = key[: key.index(" ")]
            if heads.get(first, 0) <= blanks:
                heads[first] = blanks + 1
    return heads
