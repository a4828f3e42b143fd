"""What Telegram shows of the bot before anybody writes: its menu and its two descriptions.

Set at the start of a run, per language, and only where Telegram has something else. Shown in
private chats alone, and worded so that somebody who looks at the phone learns nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from telegram import Bot, BotCommand, BotCommandScopeAllPrivateChats

from bot.telegram.commands import MENU
from bot.telegram.phrasebook import TelegramPhrasebook


async def introduce(
    bot: Bot, languages: Iterable[str], books: Mapping[str, TelegramPhrasebook] | None = None
) -> int:
    """Set menu and descriptions where they differ; return how many were set.

    The first language is also what people of every other language see.

    Raises:
        TelegramError: Telegram cannot be reached or refuses.
    """
    changed = 0
    for place, language in enumerate(languages):
        book = books[language] if books else TelegramPhrasebook(language)
        for code in ("", language[:2]) if place == 0 else (language[:2],):
            changed += await _introduce(bot, book, code)
    return changed


async def _introduce(bot: Bot, book: TelegramPhrasebook, code: str) -> int:
    menu = [BotCommand(name, book.telegram(f"menu_{name}")) for name in MENU]
    description, short = book.telegram("description"), book.telegram("short_description")
    scope, changed = BotCommandScopeAllPrivateChats(), 0
    if list(await bot.get_my_commands(scope=scope, language_code=code)) != menu:
        await bot.set_my_commands(menu, scope=scope, language_code=code)
        changed += 1
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
        changed += 1
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
        changed += 1
    return changed
