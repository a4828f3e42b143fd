"""The log: what may stand in it, and that nothing else does at any level."""

from __future__ import annotations

import ast
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.operating import events
from bot.operating.events import EVENTS, SHAPES
from bot.operating.logs import configure

CANARY = "zanzibarcanary"
SECRET = f"{CANARY} 777000111 zanzi@example.org"
BOT = Path(events.__file__).parents[1]
LEVELS = ("debug", "info", "warning", "error", "critical", "exception")


@pytest.fixture(name="log")
def _log() -> Iterator[io.StringIO]:
    """Return where the log goes, at its most talkative; all is as it was afterwards."""
    root = logging.getLogger()
    before, level, loud = root.handlers, root.level, logging.raiseExceptions
    hooks = sys.excepthook, threading.excepthook
    stream = io.StringIO()
    configure("DEBUG", stream)
    yield stream
    root.handlers, logging.raiseExceptions = before, loud
    root.setLevel(level)
    sys.excepthook, threading.excepthook = hooks


def lines(log: io.StringIO) -> list[dict[str, object]]:
    """Return what was logged."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_an_event_on_the_list_is_a_line_with_its_fields(log: io.StringIO) -> None:
    """Level, name, and the values under their names."""
    logging.getLogger("bot.telegram.polling").warning("%s failed (%d): %s", "fetch", 3, "TimedOut")
    (line,) = lines(log)

    assert line.pop("at")
    assert line == {"level": "warning", "event": "fetch_failed", "what": "fetch", "count": 3,
                    "error": "TimedOut"}  # fmt: skip


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", ["bot.telegram.worker", "dialogues.engine", "telegram.ext", "x"])
def test_g09_what_is_not_on_the_list_is_withheld(log: io.StringIO, level: str, name: str) -> None:
    """Whatever room or library, level or manner of calling: not a word of it is written."""
    logger = logging.getLogger(name)
    say = getattr(logger, level)
    say(SECRET)
    say("turn failed: " + SECRET)
    say("somebody wrote %s", SECRET)
    say("turn failed: %s", SECRET)
    say("turn failed: %s %s", SECRET)  # does not even fit
    say("turn failed: %s", "Error", extra={"who": SECRET}, stack_info=True)

    for part in (CANARY, "777000111", "example.org"):
        assert part not in log.getvalue()


def test_g10_an_error_is_logged_by_its_class_alone(log: io.StringIO) -> None:
    """Neither message nor traceback nor a local value is written."""
    text = SECRET
    try:
        raise ValueError(text)
    except ValueError:
        logging.getLogger("bot.telegram.worker").exception("turn failed: %s", "ValueError")
        logging.getLogger("bot.telegram.worker").exception(text)
    first, second = lines(log)

    assert first["error"] == second["error"] == "ValueError"
    assert CANARY not in log.getvalue()
    assert "Traceback" not in log.getvalue()


def test_g09_debug_is_as_safe_as_info(log: io.StringIO) -> None:
    """Libraries stay muted at DEBUG, even children made later."""
    for name in ("telegram.ext.Application", "httpx", "httpcore.http11", "sqlalchemy.engine"):
        logging.getLogger(name).debug(SECRET)
        logging.getLogger(name).error(SECRET)

    assert CANARY not in log.getvalue()
    assert {line["event"] for line in lines(log)} <= {"library", "withheld"}


def test_g10_an_end_by_an_error_nobody_caught_says_where_it_ended(log: io.StringIO) -> None:
    """Class, function and line, and not what the error said."""
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    (line,) = lines(log)

    assert (line["event"], line["error"]) == ("ended", "ValueError")
    assert str(line["where"]).startswith("test_g10_an_end")
    assert CANARY not in log.getvalue()


def test_a_value_of_another_shape_is_left_out() -> None:
    """An id where a class name belongs, or a text where a count belongs."""
    assert events.event("turn failed: %s", ("777000111",)).fields == {}
    assert events.event("retention: %d records let go of", (True,)).fields == {}
    assert events.event("retention: %d records let go of", (7770001112,)).fields == {}
    assert events.event("running: %s", (SECRET,)).fields == {}


def test_every_field_has_a_shape() -> None:
    """A field that nothing holds to a shape would let anything through."""
    assert {field for _, *fields in EVENTS.values() for field in fields} == set(SHAPES)


def calls() -> Iterator[tuple[str, str]]:
    """Yield file and words of every log call in the program."""
    for path in sorted(BOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in ("_log", "log", "logger")
                and node.func.attr in (*LEVELS, "log")
            ):
                words = node.args[1 if node.func.attr == "log" else 0]
                yield path.name, words.value if isinstance(words, ast.Constant) else "?"


def test_every_log_call_is_on_the_list_and_the_list_holds_nothing_else() -> None:
    """A new call needs a row in bot/operating/events.py, or its line says only "withheld"."""
    found = dict(map(reversed, calls()))

    assert {words: file for words, file in found.items() if words not in EVENTS} == {}
    assert set(EVENTS) - set(found) == set()
