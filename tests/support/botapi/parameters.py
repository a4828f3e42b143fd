"""What each method takes, from the published Bot API 10.0, and the reading of a request.

`name!` is required; after the colon stands its type. Whatever is not listed is a violation:
Telegram would pass over it in silence, and a misspelt wish with it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from support.botapi.refusal import Refusal

_SENDING = (
    "business_connection_id:str chat_id!:chat message_thread_id:int direct_messages_topic_id:int "
    "disable_notification:bool protect_content:bool allow_paid_broadcast:bool "
    "message_effect_id:str suggested_post_parameters:json reply_parameters:json reply_markup:json"
)
_TABLE = f"""
getMe
getUpdates offset:int limit:int timeout:int allowed_updates:json
setWebhook url!:str certificate:file ip_address:str max_connections:int allowed_updates:json drop_pending_updates:bool secret_token:str
deleteWebhook drop_pending_updates:bool
getWebhookInfo
sendMessage {_SENDING} text!:str parse_mode:str entities:json link_preview_options:json
sendPhoto {_SENDING} photo!:file caption:str parse_mode:str caption_entities:json show_caption_above_media:bool has_spoiler:bool
sendDocument {_SENDING} document!:file thumbnail:file caption:str parse_mode:str caption_entities:json disable_content_type_detection:bool
sendVoice {_SENDING} voice!:file caption:str parse_mode:str caption_entities:json duration:int
sendVideoNote {_SENDING} video_note!:file duration:int length:int thumbnail:file
sendSticker {_SENDING} sticker!:file emoji:str
sendChatAction business_connection_id:str chat_id!:chat message_thread_id:int action!:str
editMessageText business_connection_id:str chat_id:chat message_id:int inline_message_id:str text!:str parse_mode:str entities:json link_preview_options:json reply_markup:json
editMessageReplyMarkup business_connection_id:str chat_id:chat message_id:int inline_message_id:str reply_markup:json
deleteMessage chat_id!:chat message_id!:int
deleteMessages chat_id!:chat message_ids!:json
answerCallbackQuery callback_query_id!:str text:str show_alert:bool url:str cache_time:int
setMyCommands commands!:json scope:json language_code:str
getMyCommands scope:json language_code:str
deleteMyCommands scope:json language_code:str
setMyName name:str language_code:str
getMyName language_code:str
setMyDescription description:str language_code:str
getMyDescription language_code:str
setMyShortDescription short_description:str language_code:str
getMyShortDescription language_code:str
setChatMenuButton chat_id:int menu_button:json
getChatMenuButton chat_id:int
getChat chat_id!:chat
leaveChat chat_id!:chat
getFile file_id!:str
"""  # noqa: E501 - a row reads best on a line

METHODS: dict[str, tuple[str, dict[str, str]]] = {
    words[0].lower(): (words[0], dict(pair.split(":") for pair in words[1:]))
    for words in map(str.split, _TABLE.strip().splitlines())
}
"""By lower-case name (methods are case-insensitive): the name and its parameters."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent with a request."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One call, read: every value in its type; `faults` names what is not in the Bot API."""

    method: str
    values: Mapping[str, Any]
    faults: tuple[str, ...] = ()
    files: Mapping[str, Upload] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        """Return a value, None when it was not given."""
        return self.values.get(name)


def read(method: str, given: Mapping[str, Any], files: Mapping[str, Upload]) -> Request:
    """Return the request with its values in their types.

    Raise Refusal: 404 for a method that is not there, 400 for a value that is not of its type
    or a required one that is missing.
    """
    if method.lower() not in METHODS:
        raise Refusal(404, "method not found")
    name, parameters = METHODS[method.lower()]
    types = {key.rstrip("!"): kind for key, kind in parameters.items()}
    faults = [f"{name}: unknown parameter {key}" for key in given if key not in types]
    attached = {str(value).removeprefix("attach://") for value in given.values()
                if str(value).startswith("attach://")}  # fmt: skip
    faults += [f"{name}: unknown file {key}" for key in files
               if types.get(key) != "file" and key not in attached]  # fmt: skip
    values: dict[str, Any] = {}
    for key, value in given.items():
        if key in types and value not in ("", None):
            values[key] = _typed(key, value, types[key], files)
    for key, kind in types.items():
        if kind == "file" and key in files:
            values[key] = files[key]
    for key in parameters:
        if key.endswith("!") and key[:-1] not in values and key != "url!":
            raise Refusal(400, _missing(key[:-1]))
    return Request(name, values, tuple(faults), files)


def _missing(key: str) -> str:
    return {
        "text": "message text is empty", "chat_id": "chat_id is empty",
        "photo": "there is no photo in the request",
        "document": "there is no document in the request",
        "message_id": "message identifier is not specified",
        "message_ids": "message identifiers are not specified",
    }.get(key, f"parameter \"{key}\" is required")  # fmt: skip


def _typed(key: str, value: Any, kind: str, files: Mapping[str, Upload]) -> Any:
    if kind == "int" or (kind == "chat" and not str(value).startswith("@")):
        if isinstance(value, bool) or not str(value).lstrip("-").isdecimal():
            raise Refusal(400, f"{key} is no integer")
        return int(value)
    if kind == "bool":
        known = {"true": True, "false": False, "True": True, "False": False}
        if str(value) not in known:
            raise Refusal(400, f"{key} is neither true nor false")
        return known[str(value)]
    if kind == "json" and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError as error:
            raise Refusal(400, f"can't parse {key} JSON object") from error
    if kind == "file" and isinstance(value, str) and value.startswith("attach://"):
        if (part := value.removeprefix("attach://")) not in files:
            raise Refusal(400, "there is no file attached under that name")
        return files[part]
    if kind == "str" and not isinstance(value, str):
        raise Refusal(400, f"{key} must be a string")
    return value
