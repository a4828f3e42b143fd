"""The command line: finds the command, runs it, and says in one line why it cannot go on."""

from __future__ import annotations

import argparse
import contextlib
import errno
import gc
import importlib
import os
import pkgutil
import signal
import sys
from collections.abc import Sequence

import bot.commands
from bot.commands import run
from bot.parsing import Command, Commands
from bot.state import StateError
from dialogues.errors import PorchlightError

# A turn's sums are small: a second thread costs more than it gives, and each replies by itself.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
_EXTRAS = {"onnx": "teach", "onnxscript": "teach", "sklearn": "dev", "torch": "teach"}
"""What training imports beside the bot, and the extra that brings it."""

_MENDS = {
    errno.ENOENT: "check the path",
    errno.ENOTDIR: "a part of the path is a file; check it",
    errno.EISDIR: "name a file in it",
    errno.EEXIST: "name another",
    errno.EACCES: "run it as the user who may, or name another",
    errno.EPERM: "run it as the user who may, or name another",
    errno.EROFS: "name a place that can be written",
    errno.ENOSPC: "make room there, or name another place",
}
"""What to do about a file the system refuses."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code: 0 done, 1 something to mend, 2 cannot go on."""
    given = _parser().parse_args(arguments)
    gc.disable()  # what the start loads stays, and looking through it for garbage takes a third
    command: Command = getattr(given, "command", run.run)
    with contextlib.suppress(AttributeError, ValueError):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        return command(given)
    except (PorchlightError, StateError, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"porchlight: {_plain(error)}\n")
        return 2
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get((error.name or "").split(".")[0])
        if extra is None:
            raise
        sys.stderr.write(f"porchlight: training needs {error.name}: pip install .[{extra}]\n")
        return 2
    except KeyboardInterrupt:
        return 130


def _plain(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "the file is not UTF-8 text"
    if isinstance(error, OSError) and error.filename:
        mend = _MENDS.get(error.errno or 0, "")
        return f"{error.filename}: {error.strerror}{mend and '; ' + mend}"
    return str(error)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="porchlight",
        description="A bot that listens: Motivational Interviewing for people who use drugs.",
        epilog="Without a command: run. `porchlight COMMAND --help` tells more, with an example.",
    )
    commands = Commands(parser)
    for found in pkgutil.iter_modules(bot.commands.__path__):
        importlib.import_module(f"bot.commands.{found.name}").add(commands)
    return parser
