"""Mix two trained networks, one of which learned on from the other, weight by weight.

    mix.py ONE.pt OTHER.pt SHARE OUT.pt    SHARE of the other, from 0 to 1

What a last pass unlearns is half kept, and what it brings is half there (Wortsman et al. 2022, arXiv:2203.05482).
"""

import sys
from pathlib import Path

import torch


def main() -> None:
    """Read both, mix, write."""
    if len(sys.argv) != 5:
        raise SystemExit(__doc__)
    one, other, share, out = (
        torch.load(Path(sys.argv[1])),
        torch.load(Path(sys.argv[2])),
        float(sys.argv[3]),
        sys.argv[4],
    )
    torch.save({name: weight + share * (other[name] - weight) for name, weight in one.items()}, Path(out))


if __name__ == "__main__":
    main()
