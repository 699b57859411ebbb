"""The network that ships: what it reads, and what no text may do to it."""

import numpy as np
import pytest

from musnad.errors import KnowledgeError
from musnad.model.encoder import Encoder, load_encoder
from musnad.records import Report

TITLE = "مقتل خمسة مدنيين بغارة جوية على سوق في بلدة الزعرور"
BODY = "وقال الدفاع المدني إن طائرة حربية قصفت السوق صباح اليوم الأحد."


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


def report(text: str, title: str | None = None) -> Report:
    return Report(id="made-up", text=text, title=title)


def test_it_reads_an_air_strike(encoder: Encoder) -> None:
    text = f"{TITLE}\n\n{BODY}"
    said = encoder.read(report(text, TITLE))
    at = text.index("غارة"), text.index("غارة") + 4
    types = said.types(at)
    assert said.telling(at) > 0.5
    assert max(types, key=lambda name: types[name]) == "strike.air"
    market = text.index("سوق"), text.index("سوق") + 3
    assert said.telling(market) < 0.5


def test_the_same_text_reads_the_same_after_any_other(encoder: Encoder) -> None:
    text = f"{TITLE}\n\n{BODY}"
    before = encoder.read(report(text, TITLE))
    encoder.read(report("فاز الفريق بالمباراة. " * 300))
    after = encoder.read(report(text, TITLE))
    assert np.array_equal(before._said, after._said)


@pytest.mark.parametrize(
    "text", ["", " ", "😀", "ُِّْ", "no Arabic here, at all", "قصف " * 20_000, "ا" * 100_000, "\u202eقصف\u202c"]
)
def test_odd_texts_cost_little_and_break_nothing(encoder: Encoder, text: str) -> None:
    said = encoder.read(report(text))
    assert 0.0 <= said.telling((0, max(len(text), 1))) <= 1.0


def test_a_network_of_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("musnad.model.encoder.RELATIONS", ("same", "actor"))
    with pytest.raises(KnowledgeError, match=r"encoder\.onnx: the network's relations are not those"):
        load_encoder()
