"""The bytes of a web archive, unzipped member by member, that can go on behind damage."""

import zlib
from typing import Protocol

from musnad.reading.sniffing import GZIP

_CHUNK = 65536
_UNZIPPED = 262_144
_MEMBER = b"\x1f\x8b\x08"
_SHOWS = 512
RECORD = b"WARC/"


class Readable(Protocol):
    """Something that gives bytes, and none at its end."""

    def read(self, count: int, /) -> bytes:
        """The next bytes, at most `count`."""


class DamagedError(Exception):
    """The archive is damaged here. `cut_off`: it ends in the middle of something."""

    def __init__(self, reason: str, *, cut_off: bool = False) -> None:
        super().__init__(reason)
        self.cut_off = cut_off


class WarcBytes:
    """Reads an archive once, from front to back, and holds no more of it than a few chunks.

    An archive that is not zipped is one member. Every method raises `DamagedError` where the zipped bytes are
    damaged or break off; then `next_after_damage` finds where to go on.
    """

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._plain = b""
        self._at = 0
        self._raw = b""
        self._member_at = 0
        self._fed = False
        first = stream.read(_CHUNK)
        self.zipped = first.startswith(GZIP)
        self._unzip = zlib.decompressobj(wbits=31)
        if self.zipped:
            self._raw = first
        else:
            self._plain = first

    def read(self, count: int) -> bytes:
        """The next bytes of this member, at most `count`; none at its end."""
        if self._at >= len(self._plain):
            self._fill()
        piece = self._plain[self._at : self._at + count]
        self._at += len(piece)
        return piece

    def read_all(self, count: int) -> bytes:
        """The next `count` bytes of this member, or as many as it has."""
        pieces: list[bytes] = []
        while count > 0 and (piece := self.read(count)):
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def skip(self, count: int) -> int:
        """Pass over `count` bytes of this member, or as many as it has; how many were not there."""
        while count > 0 and (piece := self.read(min(count, _UNZIPPED))):
            count -= len(piece)
        return count

    def readline(self, limit: int) -> bytes:
        """The next line with its end; of one longer than `limit`, so many bytes."""
        pieces: list[bytes] = []
        left = limit
        while left > 0:
            if self._at >= len(self._plain):
                self._fill()
            end = self._plain.find(b"\n", self._at, self._at + left)
            piece = self.read(left if end < 0 else end + 1 - self._at)
            pieces.append(piece)
            left -= len(piece)
            if end >= 0 or not piece:
                break
        return b"".join(pieces)

    def push_back(self, data: bytes) -> None:
        """Give bytes back, to be read again."""
        self._plain = data + self._plain[self._at :]
        self._at = 0

    def next_member(self) -> bool:
        """Go on with the next member; False at the end of the archive."""
        self._plain, self._at = b"", 0
        if not self.zipped:
            return False
        rest = self._unzip.unused_data if self._unzip.eof else b""
        # some writers fill up the end with zeros
        rest = rest.lstrip(b"\0") or self._stream.read(_CHUNK).lstrip(b"\0")
        if not rest:
            return False
        if len(rest) < len(_MEMBER):
            rest += self._stream.read(_CHUNK)
        self._begin(rest)
        if not rest.startswith(_MEMBER):
            raise DamagedError("what follows is not zipped")
        return True

    def next_after_damage(self) -> bool:
        """Go on with the next member that begins with a record; False where there is none."""
        if not self.zipped:
            return False
        data, start = self._raw, self._member_at + 1
        self._plain, self._at = b"", 0
        while True:
            at = data.find(_MEMBER, max(start, 0))
            if at < 0 or len(data) - at < _SHOWS:
                more = self._stream.read(_CHUNK)
                if more:
                    keep = at if at >= 0 else max(len(data) - len(_MEMBER) + 1, start, 0)
                    data, start = data[keep:] + more, 0
                    continue
            if at < 0:
                return False
            if _begins_record(data[at : at + _SHOWS]):
                self._begin(data[at:])
                return True
            start = at + 1

    def _begin(self, raw: bytes) -> None:
        self._unzip = zlib.decompressobj(wbits=31)
        self._raw, self._member_at = raw, 0
        self._fed = False

    def _fill(self) -> None:
        """Have the next bytes of this member in hand, or none at its end."""
        self._plain, self._at = b"", 0
        if not self.zipped:
            self._plain = self._stream.read(_CHUNK)
            return
        while not self._plain and not self._unzip.eof:
            self._feed()

    def _feed(self) -> None:
        waiting = self._unzip.unconsumed_tail
        if not self._fed:
            waiting, self._fed = self._raw, True
        elif not waiting:
            waiting = self._raw = self._stream.read(_CHUNK)
            self._member_at = -1
            if not waiting:
                raise DamagedError("it breaks off", cut_off=True)
        try:
            self._plain = self._unzip.decompress(waiting, _UNZIPPED)
        except zlib.error as error:
            raise DamagedError(str(error)) from error


def _begins_record(zipped: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(zipped, len(RECORD)) == RECORD
    except zlib.error:
        return False
