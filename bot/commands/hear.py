"""`porchlight hear`: what is heard in each line."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from bot.parsing import Commands


def add(commands: Commands) -> None:
    """Name it."""
    hear = commands.command(
        "hear", run, "print what is heard in each line, and nothing is kept",
        "echo '\"me mum says im killing myself\"' | porchlight hear --jsonl",
    )  # fmt: skip
    hear.add_argument("--jsonl", action="store_true", required=True, help="one message a line")
    hear.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")


def run(given: argparse.Namespace) -> int:
    """Hear each line by itself."""
    from bot import jsonl
    from bot.operating.models import warnings
    from dialogues import safety
    from dialogues.understanding import understood

    def answer(message: jsonl.Message) -> dict[str, Any]:
        danger = safety.assess(message.text, given.lang)
        heard = understood(message.text, danger, given.lang)[0]
        return {**heard.as_json(), "register": danger.register.value}

    for line in warnings(given.lang):
        print(line, file=sys.stderr)
    return jsonl.each(sys.stdin.buffer, sys.stdout, sys.stderr, answer)
