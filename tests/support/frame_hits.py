"""Print the messages of a JSONL file (with `text` and `frames`) that given frames hit or miss.

Usage: python tests/support/frame_hits.py MESSAGES.jsonl FRAME…
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from dialogues.listening.frames import frames
from dialogues.listening.tagging import tagged
from dialogues.listening.words import clauses


def main(path: str, *names: str) -> None:
    """Print hits ("+" labelled so, "?" not labelled so) and labelled messages missed ("-")."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    found = [{hit.name for hit in frames().find(clauses(tagged(row["text"])))} for row in rows]
    for name in names:
        print(f"== {name}")
        for row, hits in zip(rows, found, strict=True):
            mark = {(1, 1): "+", (1, 0): "?", (0, 1): "-"}.get(
                (int(name in hits), int(name in row["frames"]))
            )
            if mark:
                print(f"  {mark} {row['text'][:160]!r}")


if __name__ == "__main__":
    main(*sys.argv[1:])
