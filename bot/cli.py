"""The command line: what each command takes, and one clear line when it cannot go on."""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import jsonl, terminal
from bot.state import StateError
from bot.talk import Talk
from dialogues import safety
from dialogues.errors import PorchlightError

if TYPE_CHECKING:
    from bot.settings import Settings
Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 something to mend, 2 cannot go on."""
    parser = _parser()
    given = parser.parse_args(arguments)
    gc.disable()  # what the start loads stays, and looking through it for garbage takes a third
    command: Command = getattr(given, "command", _run)
    with contextlib.suppress(AttributeError, ValueError):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        return command(given)
    except (PorchlightError, StateError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"porchlight: {_plain(error)}\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _plain(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "the file is not UTF-8 text"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="porchlight",
        description="A bot that listens: Motivational Interviewing for people who use drugs.",
        epilog="Without a command: run. `porchlight COMMAND --help` explains each with an example.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name: str, does: Command, summary: str, example: str) -> argparse.ArgumentParser:
        one = commands.add_parser(
            name, help=summary, description=summary[:1].upper() + summary[1:] + ".",
            epilog=f"Example:  {example}",
        )  # fmt: skip
        one.set_defaults(command=does)
        return one

    command("run", _run, "start the conversation (in this terminal)", "porchlight run")

    chat = command(
        "chat", _chat, "talk in the terminal, or line by line with --jsonl",
        "echo '\"it helps me sleep\"' | porchlight chat --jsonl --seed 7",
    )  # fmt: skip
    chat.add_argument("--jsonl", action="store_true", help="one message a line in (a JSON string, "
                      'or {"text": …, "at": ISO 8601}), one JSON object a turn out')  # fmt: skip
    chat.add_argument("--state", type=Path, metavar="FILE", help="carry the session between runs")
    chat.add_argument("--seed", type=int, metavar="N", help="the same seed gives the same talk")
    chat.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")
    chat.add_argument("--record", type=Path, metavar="FILE", help="write a transcript test")

    hear = command(
        "hear", _hear, "print what is heard in each line, and nothing is kept",
        "echo '\"me mum says im killing myself\"' | porchlight hear --jsonl",
    )  # fmt: skip
    hear.add_argument("--jsonl", action="store_true", required=True, help="one message a line")
    hear.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")

    lint = command("lint", _lint, "check every wording, lexicon and frame; exit 1 with file:line and the mend",
                   "porchlight lint reflection/frame")  # fmt: skip
    lint.add_argument("part", nargs="*", help="only what lies under these paths")
    lint.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")

    show = command("show", _show, "print every wording of a template with sample slots",
                   "porchlight show reflection/any/double_sided")  # fmt: skip
    show.add_argument("template", metavar="TEMPLATE_ID",
                      help="a template id, or the beginning of some: reflection/frame")  # fmt: skip
    show.add_argument("--lang", default="en", metavar="CODE", help="language of the words (en)")

    fidelity = command("fidelity", _fidelity, "sum up MITI/MISC counts of turns written by chat --jsonl",
                       "porchlight chat --jsonl < talk.jsonl > turns.jsonl; porchlight fidelity turns.jsonl")  # fmt: skip
    fidelity.add_argument(
        "file", nargs="+", type=Path, metavar="FILE", help="a file a conversation"
    )

    measure = command("measure", _measure, "measure fidelity over a transcript library and random walks",
                      "porchlight measure tests/transcripts/en --walks 200")  # fmt: skip
    measure.add_argument("library", type=Path, metavar="FOLDER", help="folder of transcript files")
    measure.add_argument("--walks", type=int, default=200, metavar="N", help="random walks (200)")
    measure.add_argument("--length", type=int, default=30, metavar="N", help="turns a walk (30)")
    measure.add_argument("--seed", type=int, default=1, metavar="N", help="seed of the walks (1)")

    replies = command("replies", _replies, "answer each message of a file as a first one and grade what was heard",
                      "porchlight replies messages.jsonl --worst 100")  # fmt: skip
    replies.add_argument("file", type=Path, metavar="FILE",
                         help='JSON lines with "text", "talk" and "frames"')  # fmt: skip
    replies.add_argument(
        "--worst", type=int, default=100, metavar="N", help="list N replies (100)"
    )
    replies.add_argument(
        "--all", action="store_true", help="list every reply beside the good ones"
    )
    replies.add_argument("--seed", type=int, default=1, metavar="N", help="seed (1)")

    benchmark = command("benchmark", _benchmark, "time a turn, the start, memory and the size of a session",
                        "porchlight benchmark")  # fmt: skip
    benchmark.add_argument(
        "--turns", type=int, default=2000, metavar="N", help="turns timed (2000)"
    )

    diagrams = command("diagrams", _diagrams, "print both state machines as Mermaid diagrams, from their tables",
                       "porchlight diagrams > docs/machines.md")  # fmt: skip
    diagrams.set_defaults(command=_diagrams)
    return parser


def _run(given: argparse.Namespace) -> int:
    from bot.settings import load

    settings = load()
    if settings.token.get_secret_value():
        return _run_telegram(settings)
    hint = "No PORCHLIGHT_TOKEN is set, so we talk here in the terminal. Ctrl-D ends."
    talk = Talk.start("en", None, None, None)
    return terminal.converse(talk, sys.stdin, sys.stdout, hint=hint)


def _run_telegram(settings: Settings) -> int:
    import asyncio
    import logging

    from bot.telegram.running import run

    gc.enable()
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s %(message)s")
    return asyncio.run(run(settings))


def _chat(given: argparse.Namespace) -> int:
    talk = Talk.start(given.lang, given.seed, given.state, given.record)
    if not given.jsonl:
        hint = "Type, and press Enter. Ctrl-D ends."
        return terminal.converse(talk, sys.stdin, sys.stdout, hint=hint)

    def answer(message: jsonl.Message) -> dict[str, Any]:
        return talk.say(message.text, message.at).as_json() | {"seed": talk.seed}

    return jsonl.each(sys.stdin.buffer, sys.stdout, sys.stderr, answer)


def _hear(given: argparse.Namespace) -> int:
    from dialogues.listening.hearing import hear

    def answer(message: jsonl.Message) -> dict[str, Any]:
        register = safety.register(message.text, given.lang)
        return {**hear(message.text, given.lang).as_json(), "register": register.value}

    return jsonl.each(sys.stdin.buffer, sys.stdout, sys.stderr, answer)


def _lint(given: argparse.Namespace) -> int:
    from dialogues.lint import lint
    from dialogues.listening.hearing import hear

    hear("", given.lang)  # loads and so checks every lexicon and frame
    complaints = lint(given.lang, given.part)
    for complaint in complaints:
        print(complaint)
    print(f"{len(complaints)} to mend" if complaints else "Nothing to mend.")
    return 1 if complaints else 0


def _show(given: argparse.Namespace) -> int:
    from bot.showing import show

    for line in show(given.template, given.lang):
        print(line)
    return 0


def _fidelity(given: argparse.Namespace) -> int:
    from dialogues.fidelity import measure, report

    talks = [_turns(path) for path in given.file]
    for path, talk in zip(given.file, talks, strict=True):
        print(f"== {path}")
        print("\n".join(report(measure([talk]))))
    if len(talks) > 1:
        print(f"== all {len(talks)}")
        print("\n".join(report(measure(talks))))
    return 0


def _turns(path: Path) -> list[dict[str, Any]]:
    turns = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        try:
            turn = json.loads(line)
            turn["moves"], turn["reply"], turn["register"]
        except (ValueError, KeyError, TypeError) as error:
            raise PorchlightError(
                f"{path}:{number}: no turn as `porchlight chat --jsonl` writes them"
            ) from error
        turns.append(turn)
    return turns


def _measure(given: argparse.Namespace) -> int:
    from bot.measuring import measure_library

    for line in measure_library(given.library, given.walks, given.length, given.seed):
        print(line)
    return 0


def _replies(given: argparse.Namespace) -> int:
    from bot.replies import grade

    for line in grade(given.file, given.worst, given.all, given.seed):
        print(line)
    return 0


def _benchmark(given: argparse.Namespace) -> int:
    from bot.benchmark import run

    for line in run(given.turns):
        print(line)
    return 0


def _diagrams(given: argparse.Namespace) -> int:
    from bot.diagrams import page

    print(page(), end="")
    return 0
