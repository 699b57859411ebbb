"""Made-up news: headlines and paragraphs put together by chance from the lists of `phrases.yaml`."""

import random
import re
from functools import cache
from pathlib import Path

import msgspec
import yaml

_SLOT = re.compile(r"\{(\w+)\}")
_SCENE = ("place", "name", "side", "province", "thing")
_KINDS = ("strike", "strike", "fight", "rally")


class Telling(msgspec.Struct, frozen=True):
    """What a story says: its headline, and paragraphs of more than 80 letters."""

    title: str
    body: tuple[str, ...]


def tell(chance: random.Random, number: int) -> Telling:
    """A story; its `number` stands in its first paragraph, so that no two stories of a network are equal."""
    known = {slot: chance.choice(_phrases()[slot]) for slot in _SCENE} | {"number": str(number)}
    kind = chance.choice(_KINDS)
    parts = [
        *_some(f"leads-{kind}", 1, chance, known),
        *_some("details", chance.randint(1, 3), chance, known),
        *_some("replies", 1, chance, known),
        *_some("closings", chance.randint(0, 1), chance, known),
    ]
    return Telling(_some(f"titles-{kind}", 1, chance, known)[0], tuple(parts))


def correct(told: Telling, chance: random.Random) -> Telling:
    """The story again as it reads once it was edited: its second paragraph replaced, and one more."""
    scene = {slot: chance.choice(_phrases()[slot]) for slot in _SCENE}
    changed, added = _some("details", 1, chance, scene)[0], _some("updates", 1, chance, scene)[0]
    return Telling(told.title, (told.body[0], changed, *told.body[2:], added))


def _some(kind: str, count: int, chance: random.Random, known: dict[str, str]) -> list[str]:
    patterns = chance.sample(_phrases()[kind], count)
    return [_SLOT.sub(lambda slot: _word(slot[1], chance, known), pattern) for pattern in patterns]


def _word(slot: str, chance: random.Random, known: dict[str, str]) -> str:
    return known.get(slot) or chance.choice(_phrases()[slot])


@cache
def _phrases() -> dict[str, list[str]]:
    read: dict[str, list[str]] = yaml.safe_load(Path(__file__).with_name("phrases.yaml").read_text("utf-8"))
    return read
