"""The commands: one table from name to what is done, in any state.

A command, its typed words and its button are the same thing. None of them touches the
dialogue's own place in a talk, so that a plan half made is still there after /privacy.
Nothing here begins a record: whoever only looks around leaves nothing behind.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.telegram import forgetting
from bot.telegram.choosing import offer
from bot.telegram.conversation import talk
from bot.telegram.hiding import hide
from bot.telegram.recounting import document, recount
from bot.telegram.saying import tell
from bot.telegram.tools import Command, Tools
from bot.visit import Outgoing, Visit

MENU = (
    "help_now", "help", "checkins", "privacy", "whatyouknow", "hide", "pause", "resume", "forget",
    "export", "safety", "stop", "about",
)  # fmt: skip
"""Commands shown in Telegram's menu, in order; rooms answer those not in `COMMANDS`."""


def run(visit: Visit, tools: Tools, name: str, rest: str = "") -> None:
    """Do what the command `name` does; an unknown one gets the one line all of them get."""
    visit.person.settings.pop(forgetting.ASKING, None)
    command = tools.commands.get(name) or _of_rooms(visit, tools, name)
    if command is None:
        tell(visit, tools, "unknown")
        return
    visit.counts.append(f"command_{name}")
    command(visit, tools, rest)


def _of_rooms(visit: Visit, tools: Tools, name: str) -> Command | None:
    found = (room.command(visit, name) for room in tools.rooms)
    return next((command for command in found if command), None)


def _notice(name: str) -> Command:
    def command(visit: Visit, tools: Tools, rest: str) -> None:
        tell(visit, tools, name)

    return command


def _typed(words: str) -> Command:
    """Return a command that is the same as typing `words`: facts and numbers, in any state."""

    def command(visit: Visit, tools: Tools, rest: str) -> None:
        talk(visit, tools, words, looking=True)

    return command


def _kept(visit: Visit) -> bool:
    return "since" in visit.person.settings or visit.kept


def _start(visit: Visit, tools: Tools, rest: str) -> None:
    visit.person.settings.pop("paused", None)
    if rest and (
        tools.links.take(visit, rest) or any(room.link(visit, tools, rest) for room in tools.rooms)
    ):
        return
    for text in greeting(visit, tools, linked=bool(rest)):
        visit.say(text)
    visit.person.choices, visit.person.ticket = (), ""


def greeting(visit: Visit, tools: Tools, *, linked: bool) -> list[str]:
    """Return what /start says; `linked` with a link that leads nowhere."""
    book = tools.book(visit)
    welcome = book.telegram("welcome_back" if _kept(visit) else "welcome")
    return [book.telegram("old_link"), welcome] if linked else [welcome]


def _privacy(visit: Visit, tools: Tools, rest: str) -> None:
    young = bool(visit.person.settings.get("young"))
    tell(visit, tools, "privacy_young" if young else "privacy", *_wishes(visit))


def _whatyouknow(visit: Visit, tools: Tools, rest: str) -> None:
    if not _kept(visit):
        tell(visit, tools, "nothing_kept")
        return
    book, rng = tools.book(visit), tools.chance()
    labels = tuple(book.label(name) for name in (*_wishes(visit), "export", "forget"))
    offer(visit, recount(visit, book, rng, tools.rooms), labels, rng)


def _wishes(visit: Visit) -> tuple[str, ...]:
    """Return the buttons for how long is kept and what "hide" does, once there is a record."""
    if not _kept(visit):
        return ()
    settings = visit.person.settings
    return (
        "keep_less" if settings.get("keep") else "keep_longer",
        "hide_only" if settings.get("hide_wipes") else "hide_wipes",
    )


def _wish(setting: str, value: bool, said: str) -> Command:
    """Return a command that sets or withdraws a wish of a person there is a record of."""

    def command(visit: Visit, tools: Tools, rest: str) -> None:
        if not _kept(visit):
            tell(visit, tools, "nothing_kept")
            return
        if value:
            visit.person.settings[setting] = True
        else:
            visit.person.settings.pop(setting, None)
        tell(visit, tools, said)

    return command


def _export(visit: Visit, tools: Tools, rest: str) -> None:
    if not _kept(visit):
        tell(visit, tools, "nothing_kept")
        return
    book = tools.book(visit)
    tell(visit, tools, "export_lead")
    content = document(visit, book, tools.chance(), tools.rooms)
    visit.out.append(Outgoing(visit.chat, "document", book.telegram("export_name"), content))


def _forget(visit: Visit, tools: Tools, rest: str) -> None:
    forgetting.ask(visit, tools)


def _pause(visit: Visit, tools: Tools, rest: str) -> None:
    if not _kept(visit):
        tell(visit, tools, "nothing_to_pause")
        return
    visit.person.settings["paused"] = True
    tell(visit, tools, "paused_now", "resume")


def _resume(visit: Visit, tools: Tools, rest: str) -> None:
    paused = visit.person.settings.pop("paused", False)
    tell(visit, tools, "resumed" if paused else "not_paused")


def _stop(visit: Visit, tools: Tools, rest: str) -> None:
    tell(visit, tools, "stop", "pause", "forget")


def _hide(visit: Visit, tools: Tools, rest: str) -> None:
    hide(visit, tools)


COMMANDS: Mapping[str, Command] = {
    "start": _start,
    "help": _notice("help"),
    "privacy": _privacy,
    "about": _notice("about"),
    "whatyouknow": _whatyouknow,
    "export": _export,
    "forget": _forget,
    "pause": _pause,
    "resume": _resume,
    "stop": _stop,
    "hide": _hide,
    "safety": _typed("safety"),
    "help_now": _typed("help now"),
    "keep_longer": _wish("keep", True, "keep_longer_on"),
    "keep_less": _wish("keep", False, "keep_less_on"),
    "hide_wipes": _wish("hide_wipes", True, "hide_wipes_on"),
    "hide_only": _wish("hide_wipes", False, "hide_only_on"),
}
"""Every command of this room; those of others are added where the application is built."""
