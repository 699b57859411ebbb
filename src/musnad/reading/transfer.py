"""The body of an answer of HTTP as its page was: out of its chunks, and unpacked, within a limit."""

import re
import zlib

from musnad.errors import ReportError

_CHUNK = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_GZIP = b"\x1f\x8b"
_STEP = 65536
_UNDONE = ("", "identity", "none", "utf-8")


def decoded_body(data: bytes, transfer: str, content: str, limit: int, source: str) -> bytes:
    """A body without the encodings that its headers name; one that was stored without them stays as it is.

    Args:
        data: the body as it was sent, or as an archive keeps it.
        transfer: the header `Transfer-Encoding`, or nothing.
        content: the header `Content-Encoding`, or nothing; several are undone from the last.
        limit: the most bytes it may become.
        source: the file or address, for errors.

    Raises:
        ReportError: damaged, larger than `limit`, or an encoding that is not known here.
    """
    if "chunked" in transfer.lower():
        data = _joined(data)
    for name in reversed([part.strip().lower() for part in content.split(",")]):
        if name not in _UNDONE and data and not _is_plain(data):
            data = _unpacked(data, name, limit, source)
    return data


def _joined(data: bytes) -> bytes:
    """The chunks of a body as one; many archives join them and leave the header as it was."""
    pieces: list[bytes] = []
    at = 0
    while head := _CHUNK.match(data, at):
        size = int(head.group(1), 16)
        pieces.append(data[head.end() : head.end() + size])
        at = head.end() + size
        if size == 0 or at >= len(data):
            return b"".join(pieces)
        if not data.startswith((b"\r\n", b"\n"), at):
            break
        at += 2 if data.startswith(b"\r\n", at) else 1
    return data if len(pieces) < 2 else b"".join(pieces)


def _is_plain(data: bytes) -> bool:
    """Whether a body is unpacked already, as most archives keep it, whatever its headers say."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"{", b"["))


def _unpacked(data: bytes, name: str, limit: int, source: str) -> bytes:
    try:
        if name in {"gzip", "x-gzip"}:
            return _inflated(data, 31, limit, source) if data.startswith(_GZIP) else data
        if name == "deflate":
            # the name says zlib, but some servers send bare deflate
            return _inflated(data, 15 if _is_zlib(data) else -15, limit, source)
        if name == "br":
            return _unbrotlied(data, limit, source)
    except zlib.error as error:
        raise ReportError(f"its content encoding ({name}) is damaged: {error}", source) from error
    raise ReportError(f"its content encoding is not one that is read here: {name[:40]}", source)


def _is_zlib(data: bytes) -> bool:
    return len(data) > 1 and data[0] & 15 == 8 and int.from_bytes(data[:2], "big") % 31 == 0


def _inflated(data: bytes, window: int, limit: int, source: str) -> bytes:
    """Unpacked, as far as it goes: a body that was cut off is read as a browser does."""
    unpack = zlib.decompressobj(wbits=window)
    plain = unpack.decompress(data, limit + 1)
    if len(plain) > limit:
        raise _too_large(limit, source)
    return plain


def _unbrotlied(data: bytes, limit: int, source: str) -> bytes:
    import brotli  # few answers need it

    unpack = brotli.Decompressor()
    pieces: list[bytes] = []
    whole = 0
    try:
        piece = unpack.process(data, output_buffer_limit=_STEP)
        while piece:
            pieces.append(piece)
            whole += len(piece)
            if whole > limit:
                raise _too_large(limit, source)
            piece = b"" if unpack.is_finished() else unpack.process(b"", output_buffer_limit=_STEP)
    except brotli.error as error:
        raise ReportError(f"its content encoding (br) is damaged: {error}", source) from error
    return b"".join(pieces)


def _too_large(limit: int, source: str) -> ReportError:
    return ReportError(f"unpacked it is more than the {limit // 1048576} MB that one page may have", source)
