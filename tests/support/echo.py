"""A bare echo bot on python-telegram-bot, as a process: the yardstick of the benchmark."""

from __future__ import annotations

import logging
import os

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


async def _echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main() -> None:
    """Echo every text until stopped; 24 people at once, as many as the bot sends to."""
    logging.getLogger("httpx").setLevel(logging.WARNING)
    builder = Application.builder().token(os.environ["ECHO_TOKEN"])
    builder = builder.base_url(os.environ["ECHO_API"] + "/bot").concurrent_updates(24)
    application = builder.connection_pool_size(24).build()
    application.add_handler(MessageHandler(filters.TEXT, _echo))
    application.run_polling(timeout=10)


if __name__ == "__main__":
    main()
