"""What the network tells tests: stories, requests; and what its parts tell each other: replies."""

import datetime as dt
from typing import Literal

import msgspec

Manner = Literal["whole", "hang", "drip-head", "drip-body", "reset", "close", "endless"]
"""How a reply goes over the wire: at once; never; one byte each 0.2 s from its first byte, or from the first of
its body; half of the body, then a reset, or a plain close; the body, and then filling for ever."""


class Edit(msgspec.Struct, frozen=True):
    """A later version of a story: what feed and page say from `at` on."""

    body: tuple[str, ...]
    at: dt.datetime


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """One story of an outlet, which a faultless reader holds once.

    `body` are the paragraphs that can be had: those of its page, or where the page cannot or may not be read
    (`only_feed`) those of the feed. `appears_at` is when it is first shown, `published_at` what its page and feed
    say (UTC; another time only with the fault `future`). `addresses` are all that serve it, the canonical first.
    `fault` names what befalls this very story, if anything.
    """

    id: str
    outlet: str
    source: str
    title: str
    body: tuple[str, ...]
    published_at: dt.datetime
    appears_at: dt.datetime
    addresses: tuple[str, ...]
    edited: Edit | None = None
    only_feed: bool = False
    fault: str | None = None

    def body_at(self, when: dt.datetime) -> tuple[str, ...]:
        """The paragraphs as they read at a time."""
        return self.edited.body if self.edited is not None and self.edited.at <= when else self.body


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A request as it came in. `at` by the network's clock; `status` 0 where no status was ever sent.

    `early`: it came before the time that an earlier 429 of the outlet had asked for.
    """

    outlet: str
    host: str
    path: str
    at: dt.datetime
    status: int
    agent: str
    conditional: bool
    early: bool = False


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """A reply before it is on the wire. `length`: what Content-Length says, where that is not the body's."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    manner: Manner = "whole"
    length: int | None = None
    early: bool = False

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return next((value for own, value in self.headers if own.lower() == name.lower()), None)

    def with_headers(self, **values: str | None) -> "Reply":
        """The reply with headers set, or with None taken out: `content_type="…"`."""
        named = {name.replace("_", "-").title(): value for name, value in values.items()}
        kept = [(name, value) for name, value in self.headers if name.title() not in named]
        added = [(name, value) for name, value in named.items() if value is not None]
        return msgspec.structs.replace(self, headers=(*kept, *added))
