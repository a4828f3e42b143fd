"""How commands are named: each with a sentence and an example, some in groups."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

Command = Callable[[argparse.Namespace], int]
EVALUATE = "judge a trained classifier on messages it has not seen"
"""What the group `evaluate` is for."""


class Commands:
    """Where commands are added, at the top or in a group."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._below = parser.add_subparsers(title="commands", metavar="COMMAND")
        self._groups: dict[str, Commands] = {}

    def command(
        self, name: str, does: Command, summary: str, example: str
    ) -> argparse.ArgumentParser:
        """Add a command that is done by `does`; return its parser, for its arguments."""
        parser = self._parser(name, summary, f"Example:  {example}")
        parser.set_defaults(command=does)
        return parser

    def group(self, name: str, summary: str) -> Commands:
        """Return the group of this name, made if it is not there: `evaluate talk` lies in one."""
        if name not in self._groups:
            parser = self._parser(name, summary, f"`porchlight {name} COMMAND --help` tells more.")

            def lost(given: argparse.Namespace) -> int:
                parser.print_usage()
                return 2

            parser.set_defaults(command=lost)
            self._groups[name] = Commands(parser)
        return self._groups[name]

    def _parser(self, name: str, summary: str, epilog: str) -> argparse.ArgumentParser:
        description = f"{summary[:1].upper()}{summary[1:]}."
        added: argparse.ArgumentParser = self._below.add_parser(
            name, help=summary, description=description, epilog=epilog
        )
        return added


def count(text: str) -> int:
    """Return a number of things, one at least: the type of arguments that say how many."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("has to be one or more")
    return number


def settings_option(command: argparse.ArgumentParser) -> None:
    """Let the command take `--settings FILE`."""
    command.add_argument(
        "--settings", type=Path, metavar="FILE",
        help="read settings from FILE (porchlight.toml here, or in the settings folder)",
    )  # fmt: skip
