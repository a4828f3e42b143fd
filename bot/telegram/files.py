"""Telegram's handle of a file, for the few kinds that may go through in a talk with a person.

A handle is kept only where a room asks for it (`Room.files`), in the update's own sealed row, and
goes with it; of everybody else's voice and pictures only the kind is left (`arrival`).
Never a document: it carries a name and whatever stands in it, such as where a picture was taken,
which Telegram takes out of photos and leaves in files.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import Message

from bot.telegram.stubs import BLANK

CARRIED = ("voice", "photo", "video_note", "sticker")
"""Fields of a message whose file can be sent on by its handle."""


def handle(content: object) -> str:
    """Return the handle of a field's file as Telegram sent it, "" if there is none."""
    one = (content[-1] if content else None) if isinstance(content, list) else content
    found = one.get("file_id") if isinstance(one, dict) else None  # of sizes the last is largest
    return found if isinstance(found, str) else ""


def carrying(payload: Mapping[str, Any], kind: str, file: str) -> dict[str, Any]:
    """Return a reduced update whose blank of this kind holds the handle."""
    message = payload["message"]
    blank = message[kind]
    held = [{**blank[0], "file_id": file}] if kind == "photo" else {**blank, "file_id": file}
    return {**payload, "message": {**message, kind: held}}


def carried(message: Message) -> tuple[str, str]:
    """Return kind and handle of what a message carries, both "" if nothing was kept of it."""
    for kind in CARRIED:
        content = getattr(message, kind, None)
        one = content[-1] if kind == "photo" and content else content
        if one and one.file_id != BLANK:
            return kind, str(one.file_id)
    return "", ""
