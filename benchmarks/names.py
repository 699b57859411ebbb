"""Names by the shipped network, on the test half of ANERcorp: strict F1 of whole names with their kinds.

    names.py [CONLL]    default ../shared/data/ner/anercorp/test.conll

A name counts where its words and its kind (PER, LOC, ORG, MISC) are all as in the corpus; precision, recall and F1
are over all names (micro), as conlleval has it. Sentences are read in their order, some together, as a report's are.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from musnad.model.encoder import Encoder, load_encoder
from musnad.model.names import Name
from musnad.records import Report, Span

TEST = Path(__file__).resolve().parents[2] / "shared/data/ner/anercorp/test.conll"
_TOGETHER = 8
Words = Sequence[tuple[str, str]]


def main() -> int:
    """Read, compare, print; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("conll", type=Path, nargs="?", default=TEST)
    parser.add_argument("--network", type=Path, help="another network than the one that ships")
    args = parser.parse_args()
    if not args.conll.is_file():
        print(f"names: skipped, for there is no corpus at {args.conll}")
        return 0
    encoder = load_encoder(args.network)
    right: Counter[str] = Counter()
    said: Counter[str] = Counter()
    true: Counter[str] = Counter()
    for passage in passages(read_conll(args.conll)):
        text, words = joined(passage)
        found = set(read_names(encoder, text, words))
        known = set(marked(passage, words))
        for counter, names in ((right, found & known), (said, found), (true, known)):
            counter.update(name.kind for name in names)
    for kind in ("PER", "LOC", "ORG", "MISC"):
        print(line(kind, right[kind], said[kind], true[kind]))
    print(line("all", right.total(), said.total(), true.total()))
    return 0


def read_conll(path: Path) -> list[Words]:
    """Sentences: a word and its tag a line, a tab between, an empty line after each sentence.

    Raises:
        SystemExit: a line is no word with a tag.
    """
    sentences: list[list[tuple[str, str]]] = [[]]
    for number, row in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        word, tab, tag = row.partition("\t")
        if tab:
            sentences[-1].append((word, tag.strip()))
        elif row.strip():
            raise SystemExit(f"{path}, line {number}: no tab between a word and its tag: {row!r}")
        elif sentences[-1]:
            sentences.append([])
    return [sentence for sentence in sentences if sentence]


def passages(sentences: Sequence[Words]) -> Iterator[Words]:
    """Some sentences at a time as one run of words."""
    for at in range(0, len(sentences), _TOGETHER):
        yield [pair for sentence in sentences[at : at + _TOGETHER] for pair in sentence]


def joined(passage: Words) -> tuple[str, list[Span]]:
    """The words as a text, and where each stands in it."""
    words: list[Span] = []
    at = 0
    for word, _ in passage:
        words.append((at, at + len(word)))
        at += len(word) + 1
    return " ".join(word for word, _ in passage), words


def read_names(encoder: Encoder, text: str, words: Sequence[Span]) -> tuple[Name, ...]:
    """The names that the network finds."""
    return encoder.read(Report(id="passage", text=text)).names(words)


def marked(passage: Words, words: Sequence[Span]) -> Iterator[Name]:
    """The names as the corpus marks them."""
    name: Name | None = None
    for (_, tag), span in zip(passage, words, strict=True):
        place, _, kind = tag.partition("-")
        if place == "I" and name is not None and name.kind == kind:
            name = Name((name.span[0], span[1]), name.kind)
            continue
        if name is not None:
            yield name
        name = None if place == "O" else Name(span, kind)  # type: ignore[arg-type]
    if name is not None:
        yield name


def line(kind: str, right: int, said: int, true: int) -> str:
    """Precision, recall and F1 of one kind."""
    precision, recall = right / max(said, 1), right / max(true, 1)
    f1 = 2 * right / max(said + true, 1)
    return f"{kind:5} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({true} names)"


if __name__ == "__main__":
    sys.exit(main())
