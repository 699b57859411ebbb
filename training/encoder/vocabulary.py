"""The pieces of the tokenizer that Arabic news uses; the other 235,000 are left out.

    vocabulary.py TOKENIZER.json NEWS_FOLDER OUT.json

OUT.json is the tokenizer cut down; beside it `OUT.pieces` lists the kept pieces' old numbers, one a line.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

from tokenizers import Tokenizer

_LEAST = 3
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def texts_of(folder: Path) -> Iterator[str]:
    """The texts of the gzipped JSONL files of a folder."""
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                report = json.loads(line)
                yield f"{report['title']}\n\n{report['text']}"


def count_pieces(tokenizer: Tokenizer, texts: Iterator[str]) -> Counter[int]:
    """How often each piece occurs."""
    found: Counter[int] = Counter()
    while some := list(islice(texts, 500)):
        encoded = tokenizer.encode_batch(some, add_special_tokens=False)
        found.update(chain.from_iterable(e.ids for e in encoded))
    return found


def cut(source: dict, keep: list[int]) -> dict:
    """The tokenizer's description with the kept pieces alone, renumbered in order."""
    old = source["model"]["vocab"]
    names = {old[number][0]: index for index, number in enumerate(keep)}
    model = {**source["model"], "vocab": [old[number] for number in keep], "unk_id": names["<unk>"]}
    added = [{**token, "id": names[token["content"]]} for token in source["added_tokens"] if token["content"] in names]
    return {
        **source,
        "model": model,
        "added_tokens": added,
        "post_processor": None,
        "truncation": None,
        "padding": None,
    }


def main() -> None:
    """Count, cut and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("tokenizer", "news", "out"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    source = json.loads(args.tokenizer.read_text(encoding="utf-8"))
    counts = count_pieces(Tokenizer.from_file(str(args.tokenizer)), texts_of(args.news))
    special = [number for number, (name, _) in enumerate(source["model"]["vocab"]) if name in _SPECIAL]
    single = [number for number, (name, _) in enumerate(source["model"]["vocab"]) if len(name) == 1 and name.isascii()]
    keep = sorted({*special, *single, *(number for number, n in counts.items() if n >= _LEAST)})
    args.out.write_text(json.dumps(cut(source, keep), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    args.out.with_suffix(".pieces").write_text("\n".join(map(str, keep)) + "\n", encoding="utf-8")
    print(f"{len(keep)} pieces kept of {len(source['model']['vocab'])}")


if __name__ == "__main__":
    main()
