"""One call answered: which method, which trouble, what is noted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from support.botapi import intake, profile, sending
from support.botapi.parameters import Request
from support.botapi.refusal import Refusal
from support.botapi.world import World

_QUERY_SECONDS = 15 * 60


async def answer(world: World, request: Request, gone: asyncio.Event) -> Any:
    """Return the result of a call; raise Refusal where Telegram refuses.

    Whatever breaks no rule of Telegram's but should not be is added to `world.violations`.
    """
    world.violations.extend(request.faults)
    if request.method == "getUpdates":
        return await intake.get_updates(world, request, gone)
    try:
        return _METHODS[request.method](world, request)
    except NotImplementedError as error:
        world.violations.append(str(error))
        raise Refusal(400, str(error)) from error


def _callback(world: World, request: Request) -> bool:
    asked = world.callbacks.pop(request["callback_query_id"], None)
    if asked is None or world.now() - asked > _QUERY_SECONDS:
        raise Refusal(400, "query is too old and response timeout expired or "
                           "query ID is invalid")  # fmt: skip
    if len(request["text"] or "") > 200:
        raise Refusal(400, "MESSAGE_TOO_LONG")
    if request["url"]:
        raise Refusal(400, "URL_INVALID")
    world.touched()
    return True


def _chat(world: World, request: Request) -> dict[str, Any]:
    body = world.chat(request["chat_id"]).body
    return body | {"accent_color_id": 1, "max_reaction_count": 11,
                   "accepted_gift_types": {}}  # fmt: skip


def _leave(world: World, request: Request) -> bool:
    chat = world.chat(request["chat_id"])
    if chat.body["type"] == "private":
        raise Refusal(400, "chat member status can't be changed in private chats")
    chat.closed = f"bot is not a member of the {chat.body['type']} chat"
    world.touched()
    return True


def _file(world: World, request: Request) -> dict[str, Any]:
    if request["file_id"] not in world.files:
        raise Refusal(400, "wrong file_id or the file is temporarily unavailable")
    world.violations.append("getFile: somebody's file was asked for")
    return {"file_id": request["file_id"], "file_unique_id": "AQAD"}


_METHODS: dict[str, Callable[[World, Request], Any]] = {
    "getMe": lambda world, request: world.me,
    "setWebhook": intake.set_webhook,
    "deleteWebhook": intake.delete_webhook,
    "getWebhookInfo": lambda world, request: intake.webhook_info(world),
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_file,
    "sendDocument": sending.send_file,
    "sendVoice": sending.send_handle,
    "sendVideoNote": sending.send_handle,
    "sendSticker": sending.send_handle,
    "sendChatAction": sending.send_chat_action,
    "editMessageText": sending.edit_text,
    "editMessageReplyMarkup": sending.edit_markup,
    "deleteMessage": sending.delete_message,
    "deleteMessages": sending.delete_messages,
    "answerCallbackQuery": _callback,
    "setMyCommands": profile.set_commands,
    "getMyCommands": profile.get_commands,
    "deleteMyCommands": profile.delete_commands,
    "setMyName": profile.set_text,
    "getMyName": profile.get_text,
    "setMyDescription": profile.set_text,
    "getMyDescription": profile.get_text,
    "setMyShortDescription": profile.set_text,
    "getMyShortDescription": profile.get_text,
    "setChatMenuButton": profile.set_menu_button,
    "getChatMenuButton": profile.get_menu_button,
    "getChat": _chat,
    "leaveChat": _leave,
    "getFile": _file,
}
