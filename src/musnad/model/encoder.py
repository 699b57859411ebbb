"""The network that ships with the package, and what it says of a report."""

import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
from tokenizers import Tokenizer

from musnad.arabic.words import sentence_bounds
from musnad.errors import KnowledgeError
from musnad.model.encoded import SAID, Encoded, Relations
from musnad.model.labels import ENTITY_TAGS, MODALITIES, RELATIONS, STANCES, TYPES
from musnad.model.pieces import cut
from musnad.model.windows import windows_of
from musnad.records import Report

_BEGIN, _END = 0, 2
# beyond this a page is no news report; of its rest the network says nothing
_MOST_LETTERS = 150_000
Floats = npt.NDArray[np.float32]


class Encoder:
    """Reads reports with the network; holds it in memory. Not to be shared between processes."""

    def __init__(self, network: bytes, tokenizer: str, source: str) -> None:
        options = onnxruntime.SessionOptions()
        # one thread: the reports themselves are coded side by side
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._relations = _relations(self._session.get_modelmeta().custom_metadata_map, source)

    def read(self, report: Report) -> Encoded:
        """What the network says of each piece of a report's text.

        Every window is read by itself, so that the answer is the same whatever else is read. Of an overlong
        text only the first 150,000 letters are read.
        """
        read = cut(self._tokenizer, report.text[:_MOST_LETTERS])
        pieces, offsets = read.numbers, read.offsets
        if not pieces:
            return Encoded((), np.zeros((0, SAID), np.float32), _none(), _none(), self._relations)
        heads: tuple[list[Floats], list[Floats], list[Floats]] = ([], [], [])
        for window in windows_of(offsets, sentence_bounds(report.text), len(report.title or "")):
            before = [_BEGIN, *pieces[: window.headline]]
            row = np.array([[*before, *pieces[window.first : window.last], _END]], np.int64)
            outputs: Sequence[Floats] = self._session.run(None, {"pieces": row})
            own = slice(len(before), len(before) + window.last - window.first)
            for found, output in zip(heads, outputs, strict=True):
                found.append(output[own])
        said, asks, answers = (np.concatenate(head) for head in heads)
        return Encoded(offsets, said, asks, answers, self._relations)


def load_encoder(network: Path | None = None) -> Encoder:
    """The encoder that ships with the package, or another network trained for the same tokenizer.

    Raises:
        KnowledgeError: the network was trained for another order of labels, or is no network of ours.
    """
    folder = resources.files("musnad.model") / "data"
    content = (folder / "encoder.onnx").read_bytes() if network is None else network.read_bytes()
    tokenizer = (folder / "tokenizer.json").read_text(encoding="utf-8")
    return Encoder(content, tokenizer, "encoder.onnx" if network is None else str(network))


def _none() -> Floats:
    return np.zeros((0, 0), np.float32)


def _relations(metadata: dict[str, str], source: str) -> Relations:
    about: dict[str, Any] = json.loads(metadata.get("musnad", "{}"))
    orders = {
        "types": TYPES,
        "modalities": MODALITIES,
        "stances": STANCES,
        "relations": RELATIONS,
        "entities": ENTITY_TAGS,
    }
    for name, order in orders.items():
        if tuple(about.get(name, ())) != order:
            raise KnowledgeError(f"the network's {name} are not those of this version; train it anew", source)
    return Relations(np.array(about["apart"], np.float32), np.array(about["bias"], np.float32))
