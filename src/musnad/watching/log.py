"""What the watch tells of as it goes."""

from typing import Any, Protocol


class Log(Protocol):
    """Takes one line an event, with fields: a structlog logger, or any like it."""

    def info(self, event: str, **fields: Any) -> Any:
        """Something went as it should."""

    def warning(self, event: str, **fields: Any) -> Any:
        """Something did not, and the watch goes on."""
