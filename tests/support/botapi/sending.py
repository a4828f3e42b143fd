"""Messages the bot sends, changes and takes away."""

from __future__ import annotations

from typing import Any

from support.botapi import markup, wording
from support.botapi.parameters import Request, Upload
from support.botapi.refusal import Refusal
from support.botapi.world import Chat, Message, World

_ACTIONS = ("typing", "upload_photo", "record_video", "upload_video", "record_voice",
            "upload_voice", "upload_document", "choose_sticker", "find_location",
            "record_video_note", "upload_video_note")  # fmt: skip
_DELETABLE_SECONDS = 48 * 3600
_UPLOAD_LIMITS = {"photo": 10 * 2**20, "document": 50 * 2**20}
_PREVIEW = {"is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text"}


def send_message(world: World, request: Request) -> dict[str, Any]:
    """Post a text; return the Message."""
    chat = world.chat(request["chat_id"])
    text, entities = wording.read(request["text"], request["parse_mode"], request["entities"])
    content: dict[str, Any] = {"text": text}
    if entities:
        content["entities"] = entities
    return _posted(world, chat, request, content).body


def send_file(world: World, request: Request) -> dict[str, Any]:
    """Post a photo or document, uploaded or by the id of one seen; return the Message."""
    chat = world.chat(request["chat_id"])
    kind = "photo" if request.method == "sendPhoto" else "document"
    given = request[kind]
    name, size, raw = "file", 1, b""
    if isinstance(given, Upload):
        name, size, raw = given.name, len(given.content), given.content
        if not size:
            raise Refusal(400, "file must be non-empty")
        if size > _UPLOAD_LIMITS[kind]:
            raise Refusal(413, "")
    elif given not in world.files and not given.startswith(("http://", "https://")):
        raise Refusal(400, "wrong remote file identifier specified: Wrong string length")
    thing = file_of(world, size) | ({"file_name": name} if kind == "document" else {})
    content: dict[str, Any] = {
        kind: [thing | {"width": 320, "height": 320}] if kind == "photo" else thing
    }
    if request["caption"]:
        caption, entities = wording.read(
            request["caption"], request["parse_mode"], request["caption_entities"],
            wording.CAPTION_LIMIT,
        )  # fmt: skip
        content |= {"caption": caption} | ({"caption_entities": entities} if entities else {})
    message = _posted(world, chat, request, content)
    message.upload = raw
    return message.body


def send_handle(world: World, request: Request) -> dict[str, Any]:
    """Post a voice message, a round video or a sticker by its id; return the Message."""
    chat = world.chat(request["chat_id"])
    kind, more = {
        "sendVoice": ("voice", {"duration": 3}),
        "sendVideoNote": ("video_note", {"duration": 3, "length": 240}),
        "sendSticker": ("sticker", {"width": 512, "height": 512, "type": "regular",
                                    "is_animated": False, "is_video": False}),
    }[request.method]  # fmt: skip
    if isinstance(request[kind], Upload) or request[kind] not in world.files:
        raise Refusal(400, "wrong remote file identifier specified: Wrong string length")
    return _posted(world, chat, request, {kind: file_of(world, 1) | more}).body


def file_of(world: World, size: int) -> dict[str, Any]:
    """Return a file's JSON under a new id."""
    mark = f"{world.rng.getrandbits(96):024x}"
    world.files.add("AgACAgIAAxkB" + mark)
    return {"file_id": "AgACAgIAAxkB" + mark, "file_unique_id": "AQAD" + mark[:12],
            "file_size": size}  # fmt: skip


def _posted(world: World, chat: Chat, request: Request, content: dict[str, Any]) -> Message:
    reply = request["reply_parameters"]
    if reply is not None:
        if not isinstance(reply, dict) or not isinstance(reply.get("message_id"), int):
            raise Refusal(400, "can't parse reply parameters JSON object")
        found = chat.messages.get(reply["message_id"])
        if found is None and not reply.get("allow_sending_without_reply"):
            raise Refusal(400, "message to be replied not found")
        if found is not None:
            content = content | {"reply_to_message": found.body}
    preview = request["link_preview_options"]
    if preview is not None and (not isinstance(preview, dict) or set(preview) - _PREVIEW):
        raise Refusal(400, "can't parse link preview options JSON object")
    keys = markup.keyboard(request["reply_markup"])
    if keys:
        content = content | {"reply_markup": keys}
    if request["protect_content"]:
        content = content | {"has_protected_content": True}
    if world.pace:
        for complaint in world.pace.complaints(chat.body["id"], world.now()):
            world.violations.append(f"{request.method}: {complaint}")
    message = world.post(chat, content, world.sender)
    message.protected = bool(request["protect_content"])
    message.silent = bool(request["disable_notification"])
    message.preview_off = bool(preview and preview.get("is_disabled"))
    return message


def send_chat_action(world: World, request: Request) -> bool:
    """Show that the bot is typing, or one of the other actions."""
    world.chat(request["chat_id"])
    if request["action"] not in _ACTIONS:
        raise Refusal(400, "wrong parameter action in request")
    return True


def edit_text(world: World, request: Request) -> dict[str, Any]:
    """Change a text of the bot's own; return the Message."""
    message = _own(world, request)
    text, entities = wording.read(request["text"], request["parse_mode"], request["entities"])
    if "text" not in message.body:
        raise Refusal(400, "there is no text in the message to edit")
    changed: dict[str, Any] = {"text": text} | ({"entities": entities} if entities else {})
    return _edited(world, message, changed, request)


def edit_markup(world: World, request: Request) -> dict[str, Any]:
    """Change or take away the buttons under one of the bot's own; return the Message."""
    message = _own(world, request)
    kept: dict[str, Any] = {
        key: message.body[key] for key in ("text", "entities") if key in message.body
    }
    return _edited(world, message, kept, request)


def _own(world: World, request: Request) -> Message:
    if request["inline_message_id"]:
        raise Refusal(400, "MESSAGE_ID_INVALID")
    if request["chat_id"] is None:
        raise Refusal(400, "chat_id is empty")
    message = world.chat(request["chat_id"]).messages.get(request["message_id"])
    if message is None:
        raise Refusal(400, "message to edit not found")
    if not message.by_bot:
        raise Refusal(400, "message can't be edited")
    return message


def _edited(
    world: World, message: Message, changed: dict[str, Any], request: Request
) -> dict[str, Any]:
    keys = markup.keyboard(request["reply_markup"], inline_only=True)
    if keys:
        changed = changed | {"reply_markup": keys}
    parts = ("text", "entities", "reply_markup")
    if {key: message.body[key] for key in parts if key in message.body} == changed:
        raise Refusal(400, "message is not modified: specified new message content and reply "
                           "markup are exactly the same as a current content and reply markup "
                           "of the message")  # fmt: skip
    for key in parts:
        message.body.pop(key, None)
    message.body |= changed | {"edit_date": int(world.now())}
    world.touched()
    return message.body


def delete_message(world: World, request: Request) -> bool:
    """Take one message away; in a private chat the person's too, for 48 hours."""
    chat = world.chat(request["chat_id"])
    message = chat.messages.get(request["message_id"])
    if message is None:
        raise Refusal(400, "message to delete not found")
    if not _deletable(world, chat, message):
        raise Refusal(400, "message can't be deleted for everyone")
    del chat.messages[request["message_id"]]
    world.touched()
    return True


def delete_messages(world: World, request: Request) -> bool:
    """Take up to 100 away; those that are not there are passed over."""
    chat = world.chat(request["chat_id"])
    ids = request["message_ids"]
    if not isinstance(ids, list) or any(not isinstance(one, int) for one in ids):
        raise Refusal(400, "can't parse message_ids: expected an Array of Integer")
    if not 1 <= len(ids) <= 100:
        raise Refusal(400, "too many messages to delete" if ids
                      else "message identifiers are not specified")  # fmt: skip
    there = {one: chat.messages[one] for one in ids if one in chat.messages}
    if any(not _deletable(world, chat, message) for message in there.values()):
        raise Refusal(400, "message can't be deleted for everyone")
    for one in there:
        del chat.messages[one]
    world.touched()
    return True


def _deletable(world: World, chat: Chat, message: Message) -> bool:
    young = world.now() - message.at < _DELETABLE_SECONDS
    return young and (message.by_bot or chat.body["type"] == "private")
