"""HTTP/1.1 by hand: what an outlet answers, put on the wire with all that goes wrong there."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from tests.network.records import Reply
from tests.network.site import Ask

DRIP = 0.2
"""Seconds between two bytes of a reply that drips."""

_RESET_AFTER = 0.02
_LONGEST_HEAD = 65536
_END = b"\r\n\r\n"
_FILLING = "<p>لا نهاية لهذه الصفحة.</p>\n".encode() * 1000
_BAD = Reply(status=400, manner="close")
_BODILESS = (304, 204)

Answer = Callable[[Ask], Reply | None]
"""None: say nothing and close."""


class Conversation(asyncio.Protocol):
    """One connection: requests are answered one after another, until a reply leaves it unusable."""

    def __init__(self, answer: Answer, open_ones: set["Conversation"], *, tls: bool = False) -> None:
        self._answer = answer
        self._open = open_ones
        self._tls = tls
        self._come = b""
        self._spoilt = False
        self._paused = False
        self._endless = False
        self._timer: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._open.discard(self)
        self._spoilt = True
        if self._timer is not None:
            self._timer.cancel()

    def data_received(self, data: bytes) -> None:
        self._come += data
        while not self._spoilt and _END in self._come:
            head, _, self._come = self._come.partition(_END)
            self._one(head)
        if len(self._come) > _LONGEST_HEAD:
            self.abort()

    def pause_writing(self) -> None:
        self._paused = True

    def resume_writing(self) -> None:
        self._paused = False
        self._fill()

    def abort(self) -> None:
        """End the connection at once."""
        self._spoilt = True
        if self._transport is not None:
            self._transport.abort()

    def _one(self, head: bytes) -> None:
        method, ask = _parsed(head, tls=self._tls)
        reply = self._answer(ask) if ask is not None else _BAD
        if reply is None:
            self.abort()
            return
        head_out = _head_of(reply)
        body = b"" if method == "HEAD" or reply.status in _BODILESS else _body_of(reply)
        self._send(reply, head_out, body)
        if ask is not None and ask.headers.get("connection", "").lower() == "close" and not self._spoilt:
            self._close()

    def _send(self, reply: Reply, head: bytes, body: bytes) -> None:
        assert self._transport is not None
        self._spoilt = reply.manner != "whole"
        if reply.manner == "whole":
            self._transport.write(head + body)
        elif reply.manner == "drip-head":
            self._drip(head + body, 0)
        elif reply.manner == "drip-body":
            self._transport.write(head)
            self._drip(body, 0)
        elif reply.manner == "endless":
            self._transport.write(head + body)
            self._endless = True
            self._fill()
        elif reply.manner == "reset":
            self._transport.write(head + body[: len(body) // 2])
            self._timer = asyncio.get_running_loop().call_later(_RESET_AFTER, self._reset)
        elif reply.manner == "close":
            self._transport.write(head + body)
            self._close()

    def _drip(self, data: bytes, at: int) -> None:
        assert self._transport is not None
        if at >= len(data):
            self._close()
            return
        self._transport.write(data[at : at + 1])
        self._timer = asyncio.get_running_loop().call_later(DRIP, self._drip, data, at + 1)

    def _fill(self) -> None:
        if not self._endless or self._paused or self._transport is None or self._transport.is_closing():
            return
        self._transport.write(_FILLING)
        # on the next turn, so that one reader of an endless page holds up no other
        self._timer = asyncio.get_running_loop().call_later(0, self._fill)

    def _reset(self) -> None:
        assert self._transport is not None
        raw: socket.socket | None = self._transport.get_extra_info("socket")
        if raw is not None:
            with contextlib.suppress(OSError):
                # lingering for no time makes the system say RST instead of FIN
                raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()

    def _close(self) -> None:
        self._spoilt = True
        if self._transport is not None:
            self._transport.close()


def _parsed(head: bytes, *, tls: bool) -> tuple[str, Ask | None]:
    first, *lines = head.decode("latin-1").split("\r\n")
    parts = first.split(" ")
    if len(parts) != 3 or parts[0] not in {"GET", "HEAD"}:
        return parts[0], None
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    return parts[0], Ask(parts[1], headers, tls)


def _head_of(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}", "Server: made-up"]
    lines += [f"{name}: {value}" for name, value in reply.headers]
    if reply.header("transfer-encoding") is None and reply.manner != "endless" and reply.status not in _BODILESS:
        lines.append(f"Content-Length: {len(reply.body) if reply.length is None else reply.length}")
    return "\r\n".join((*lines, "", "")).encode("latin-1")


def _body_of(reply: Reply) -> bytes:
    if reply.header("transfer-encoding") is None:
        return reply.body
    middle = len(reply.body) // 2
    parts = [part for part in (reply.body[:middle], reply.body[middle:]) if part]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
