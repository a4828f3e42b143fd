"""Print how well the direction of talk is read in a JSONL file with `text` and `talk`.

Usage: python tests/support/talk_accuracy.py MESSAGES.jsonl [-v]
"""

import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from dialogues.listening.hearing import hear

LABELS = ("change", "sustain", "ambivalent", "neutral")


def main(path: str, verbose: str = "") -> None:
    """Print accuracy, the table of confusions and the polarity errors; -v lists every error."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    heard = [hear(row["text"]).talk.value for row in rows]
    table = Counter((row["talk"], talk) for row, talk in zip(rows, heard, strict=True))
    right = sum(table[label, label] for label in LABELS)
    turned = table["change", "sustain"] + table["sustain", "change"]
    print(f"accuracy {right / len(rows):.3f} of {len(rows)}, polarity errors {turned}")
    print(f"{'labelled':>12}" + "".join(f"{label:>12}" for label in LABELS))
    for label in LABELS:
        print(f"{label:>12}" + "".join(f"{table[label, other]:>12}" for other in LABELS))
    for row, talk in zip(rows, heard, strict=True):
        if {row["talk"], talk} == {"change", "sustain"} or (verbose and row["talk"] != talk):
            print(f"  {row['talk']} heard as {talk}: {row['text'][:200]!r}")


if __name__ == "__main__":
    main(*sys.argv[1:])
