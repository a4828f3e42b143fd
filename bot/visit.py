"""One visit: what a handler may read and what it asks to happen; no effect of its own.

The worker makes a visit, hands it to the handlers, and writes everything it asks for in one
transaction: the person's record, the replies, the counts.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from dialogues.session import Session


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One thing to be sent; `kind` is text, document, photo, voice, video_note, sticker, delete or
    leave.
    """

    chat: int = field(repr=False)
    kind: str = "text"
    text: str = field(default="", repr=False)
    """The message; for a document its name."""
    content: bytes = field(default=b"", repr=False)
    """A document's or photo's bytes."""
    file: str = field(default="", repr=False)
    """In place of bytes, Telegram's handle of a file it has already."""
    buttons: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    """Label and callback data of each button, in order."""
    messages: tuple[int, ...] = ()
    """Message ids to delete."""
    protect: bool = False
    """Whether Telegram is asked to refuse forwarding and saving."""
    quiet: bool = False
    """Whether it comes without a sound."""
    lasting: bool = False
    """Whether its buttons stay when more is said: they ask for something of their own."""


Write = Callable[[AsyncConnection], Awaitable[Sequence[Outgoing]]]
"""What a room writes in the transaction that ends a visit; returns what it has to say to the
person. It may be called again after a failure, so it changes nothing but the database."""


@dataclass(slots=True)
class Person:
    """What is kept of one person between turns."""

    session: Session | None = field(default=None, repr=False)
    """The conversation; None before the first message and after it has expired."""
    choices: tuple[str, ...] = field(default=(), repr=False)
    """Labels of the last reply's buttons."""
    ticket: str = ""
    """Random mark of the last reply's buttons; a tap with another mark is stale."""
    messages: tuple[tuple[int, int], ...] = ()
    """Message ids in the chat and when (unix seconds), at most 48 hours back, for /hide."""
    settings: dict[str, Any] = field(default_factory=dict, repr=False)
    """Consents and wishes: keep, paused, country, ..."""


@dataclass(slots=True)
class Visit:
    """One update, or a burst of messages, of one person, and what is to come of it."""

    key: bytes = field(repr=False)
    """The person: keyed hash of their Telegram id."""
    chat: int = field(repr=False)
    now: datetime
    person: Person
    known: bool
    """Whether anything was kept of them before this visit."""
    text: str = field(default="", repr=False)
    """The joined text of a burst; the handlers answer it once."""
    tapped: bool = False
    """Whether what is being heard was tapped, not typed."""
    out: list[Outgoing] = field(default_factory=list, repr=False)
    counts: list[str] = field(default_factory=list)
    """Event names to count."""
    forget: bool = False
    """Whether everything of the person is to go, with their key."""
    store: bool = True
    """Whether the person's record is to be kept after this visit."""

    rooms: dict[str, Any] = field(default_factory=dict, repr=False)
    """What other rooms know of the person, by the room's name; loaded before the handlers."""
    kept: bool = False
    """Whether any of that is kept of them."""
    writes: list[Write] = field(default_factory=list, repr=False)
    """What other rooms write in the transaction that ends the visit, in order."""

    def say(self, text: str, buttons: tuple[tuple[str, str], ...] = ()) -> None:
        """Ask for `text` to be sent to the person."""
        self.out.append(Outgoing(self.chat, text=text, buttons=buttons))
