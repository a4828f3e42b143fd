"""`porchlight chat`: the conversation in this terminal, or line by line as JSON."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from bot.parsing import Commands

DIRECTORY = "PORCHLIGHT_DIRECTORY"


def add(commands: Commands) -> None:
    """Name it."""
    chat = commands.command(
        "chat", run, "talk in the terminal, or line by line with --jsonl",
        "echo '\"it helps me sleep\"' | porchlight chat --jsonl --seed 7",
    )  # fmt: skip
    chat.add_argument("--jsonl", action="store_true", help="one message a line in (a JSON string, "
                      'or {"text": …, "at": ISO 8601}), one JSON object a turn out')  # fmt: skip
    chat.add_argument("--state", type=Path, metavar="FILE", help="carry the session between runs")
    chat.add_argument("--seed", type=int, metavar="N", help="the same seed gives the same talk")
    chat.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")
    chat.add_argument("--directory", type=Path, metavar="FILE", default=os.environ.get(DIRECTORY),
                      help=f"a TOML file of services near you ({DIRECTORY})")  # fmt: skip
    chat.add_argument("--record", type=Path, metavar="FILE", help="write a transcript test")


def run(given: argparse.Namespace) -> int:
    """Talk until the input ends."""
    from bot import jsonl, terminal
    from bot.reading import writable
    from bot.services import local_services
    from bot.talk import Talk

    if given.record is not None:
        writable(given.record)
    services = local_services(Path(given.directory) if given.directory else None)
    talk = Talk.start(given.lang, given.seed, given.state, given.record, services)
    if not given.jsonl:
        hint = "Type, and press Enter. Ctrl-D ends."
        return terminal.converse(talk, sys.stdin, sys.stdout, hint=hint)

    talk.carry_on()

    def answer(message: jsonl.Message) -> dict[str, Any]:
        return talk.say(message.text, message.at).as_json() | {"seed": talk.seed}

    return jsonl.each(sys.stdin.buffer, sys.stdout, sys.stderr, answer)
