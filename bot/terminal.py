"""The conversation in a terminal: what you type is heard, what it says is printed."""

from __future__ import annotations

import contextlib
import sys
import textwrap
from typing import TextIO

from bot.talk import Talk
from dialogues.engine import Turn

HIDE = ("/hide", "hide")
"""What clears the screen, as it takes the messages down on Telegram."""
CLEAR = "\033[H\033[2J\033[3J"
"""Clears a terminal's screen and what was scrolled off it (ECMA-48, xterm)."""
BLAND = "notice/telegram/bland"
"""Lines about nothing, one of which is left standing."""
WIDTH = 76
"""Columns a reply is wrapped to."""


def converse(talk: Talk, source: TextIO, out: TextIO, *, hint: str) -> int:
    """Talk until the input ends or "/quit" is typed; return the exit code."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - gives the prompt line editing
    out.write(f"{hint}\n\n")
    if talk.session.turn == 0:
        _print(talk.begin(), out)
    while True:
        try:
            line = _ask(source, out)
        except (EOFError, KeyboardInterrupt):
            out.write("\n")
            return 0
        if line.strip().lower() in ("/quit", "/exit"):
            return 0
        if line.strip().lower() in HIDE:
            _hide(talk, out)
            continue
        _print(talk.say(line), out)


def _hide(talk: Talk, out: TextIO) -> None:
    lines = talk.phrasebook.notice(BLAND).splitlines()
    out.write(f"{CLEAR if out.isatty() else ''}  {lines[talk.session.turn % len(lines)]}\n\n")
    out.flush()


def _ask(source: TextIO, out: TextIO) -> str:
    if source is sys.stdin and source.isatty():
        return input("> ")
    out.write("> ")
    out.flush()
    line = source.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _print(turn: Turn, out: TextIO) -> None:
    out.write("\n")
    for paragraph in turn.reply.split("\n"):
        filled = textwrap.fill(paragraph, WIDTH, initial_indent="  ", subsequent_indent="  ")
        out.write(filled + "\n")
    if turn.choices:
        out.write("  " + "  ".join(f"[{choice}]" for choice in turn.choices) + "\n")
    out.write("\n")
    out.flush()
