"""`--jsonl`: one message a line in, one JSON object a turn out, for scripts and tests.

A line that cannot be read gets one sentence on standard error and is passed over; the exit code
is then 1. What was said before is kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import IO, Any, NamedTuple, TextIO

LONGEST_LINE = 1 << 20
"""Bytes of a line that are read at the most; longer lines are refused whole."""


class Message(NamedTuple):
    """One line of input."""

    text: str
    at: datetime | None


class _Unreadable(Exception):
    """A line that cannot be read; says what to write instead."""


def each(
    source: IO[bytes], out: TextIO, errors: TextIO, answer: Callable[[Message], dict[str, Any]]
) -> int:
    """Answer every line of `source` with a JSON object on `out`; return the exit code."""
    code = 0
    for number, line in enumerate(_lines(source), start=1):
        try:
            message = _read(line)
        except _Unreadable as error:
            errors.write(f"porchlight: line {number}: {error}; the line was passed over\n")
            code = 1
            continue
        out.write(json.dumps(answer(message), ensure_ascii=False) + "\n")
        out.flush()
    return code


def _lines(source: IO[bytes]) -> Iterator[bytes]:
    while line := source.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            while (rest := source.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                pass
        yield line


def _read(line: bytes) -> Message:
    if len(line) > LONGEST_LINE:
        raise _Unreadable("longer than 1 MiB; send at most 4096 characters a message")
    try:
        text = line.decode("utf-8").strip()
    except UnicodeDecodeError:
        raise _Unreadable("not UTF-8 text; write each message as a JSON string") from None
    if not text:
        raise _Unreadable('empty; write a JSON string such as "hello", or "" for an empty message')
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise _Unreadable('not JSON; write a JSON string such as "hello"') from None
    if isinstance(value, str):
        return Message(_plain(value), None)
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        return Message(_plain(value["text"]), _time(value.get("at")))
    raise _Unreadable('expected a JSON string or {"text": "…", "at": "2026-01-31T20:00:00Z"}')


def _plain(text: str) -> str:
    """Return `text` without lone surrogates, which JSON may carry and UTF-8 cannot."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        at = datetime.fromisoformat(str(value))
    except ValueError:
        raise _Unreadable('"at" is no ISO 8601 time, such as 2026-01-31T20:00:00Z') from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
