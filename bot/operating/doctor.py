"""`porchlight doctor`: looks at everything the bot needs, and says how to mend what is wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from datetime import datetime
from pathlib import Path

from bot.operating import keeping, models, reaching
from bot.operating.findings import Finding, fail, ok
from bot.settings import SettingsError, load


async def examine(
    file: Path | None, clock: Callable[[], datetime], *, offline: bool = False
) -> AsyncIterator[Finding]:
    """Give the findings; `file` is the settings file, `offline` leaves Telegram out."""
    try:
        settings = load(file)
    except SettingsError as error:
        for line in str(error).splitlines():
            yield fail("settings", line, "docs/operating.md lists every setting")
        return
    yield ok("settings", f"mode {settings.mode}, language {settings.language}")
    yield _words(settings.language)
    yield _services(settings.directory)
    for finding in _models(settings.language):
        yield finding
    async for finding in keeping.look(settings, clock()):
        yield finding
    if offline:
        yield ok("Telegram", "not asked")
        return
    async for finding in reaching.look(settings, clock):
        yield finding


def _models(language: str) -> Iterator[Finding]:
    gone = [
        fail(one.what, f"{one.why}; {one.without}", models.MEND) for one in models.lost(language)
    ]
    yield from gone or [ok("models", "every trained file can be read")]


def _services(file: Path | None) -> Finding:
    from bot.services import local_services
    from dialogues.errors import DataError

    try:
        found = local_services(file)
    except DataError as error:
        return fail("services", str(error), "docs/directory.sample.toml shows how it is written")
    return ok("services", f"{len(found.services)} on file" if file else "no file is named")


def _words(language: str) -> Finding:
    from dialogues.lint import lint

    complaints = lint(language, [])
    if complaints:
        return fail("words", f"{len(complaints)} to mend, first: {complaints[0]}",
                    "porchlight lint names them all")  # fmt: skip
    return ok("words", "every wording passes")
