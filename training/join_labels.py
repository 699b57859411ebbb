"""Join the labels of `training/labels/` to the news they were made on.

    join_labels.py NEWS_FOLDER GOLD.jsonl [--rounds 1 2]

The labels are offsets and facts; the texts stay with their publishers. NEWS_FOLDER holds the gzipped JSONL files
that the labels name (`../shared/data/news`). What is written follows the event record, one report a line, and can
be given to `tools/train_merging.py` and `tools/train_roles.py`. A report whose text is no longer the one that
was labelled is left out, and said so. `--rounds` takes the reports of some rounds of labelling alone.
"""

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

_LABELS = Path(__file__).parent / "labels" / "news.jsonl"
_LEFT_OUT = {
    "actors": [],
    "targets": [],
    "weapon": None,
    "place": None,
    "killed": None,
    "injured": None,
    "captured": None,
    "displaced": None,
    "modality": "asserted",
    "stance": "states",
    "background": False,
    "isnad": [],
}
"""What an event in the label file has where it does not say."""


def labelled(news: Path, rounds: Container[int] | None = None) -> Iterator[dict[str, Any]]:
    """The labelled reports, texts and events together, in the order of the label file."""
    labels = [json.loads(line) for line in _LABELS.read_text(encoding="utf-8").splitlines()]
    labels = [label for label in labels if rounds is None or label["round"] in rounds]
    wanted = {label["id"] for label in labels}
    texts = {
        article["id"]: article
        for name in sorted({label["file"] for label in labels})
        for article in _articles(news / f"{name}.jsonl.gz")
        if article["id"] in wanted
    }
    for label in labels:
        article = texts.get(label["id"])
        text = f"{article['title']}\n\n{article['text']}" if article else ""
        if article is None or hashlib.sha256(text.encode()).hexdigest()[:16] != label["sha256"]:
            print(f"{label['id']}: the text that was labelled is not in {news}", file=sys.stderr)
            continue
        yield {
            "id": label["id"],
            "outlet": article["outlet"],
            "url": article["url"],
            "title": article["title"],
            "published_at": article["published_at"],
            "text": text,
            "events": [{**_LEFT_OUT, **event} for event in label["events"]],
        }


def _articles(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            yield {**article, "id": str(article["id"])}


def main() -> None:
    """Join and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--rounds", type=int, nargs="+")
    args = parser.parse_args()
    with args.gold.open("w", encoding="utf-8") as out:
        for report in labelled(args.news, args.rounds):
            out.write(json.dumps(report, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
