"""Keyboards under a message: what Telegram takes of them."""

from __future__ import annotations

from typing import Any

from support.botapi.refusal import Refusal

_OTHER = ("keyboard", "remove_keyboard", "force_reply")
_ACTIONS = ("callback_data", "url", "web_app", "login_url", "switch_inline_query",
            "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
            "callback_game", "pay")  # fmt: skip
_STYLE = ("text", "icon_custom_emoji_id", "style")


def keyboard(given: Any, *, inline_only: bool = False) -> dict[str, Any] | None:
    """Return the inline keyboard a message carries, None without one.

    Raise Refusal for whatever is no reply markup of the Bot API: callback data beyond 1-64
    bytes, a button without text or with more than one action, more than 100 buttons.
    """
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Refusal(400, "object expected as reply markup")
    if "inline_keyboard" not in given:
        if inline_only or not any(name in given for name in _OTHER):
            raise Refusal(400, "inline keyboard expected" if inline_only
                          else "can't parse reply keyboard markup JSON object")  # fmt: skip
        return None
    rows = given["inline_keyboard"]
    if not isinstance(rows, list) or any(not isinstance(row, list) for row in rows):
        raise Refusal(400, 'field "inline_keyboard" must be an Array of Arrays')
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100:
        raise Refusal(400, "reply markup is too long")
    for button in buttons:
        _check(button)
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _check(button: Any) -> None:
    if not isinstance(button, dict):
        raise Refusal(400, "can't parse inline keyboard button: expected an Object")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise Refusal(400, "can't parse inline keyboard button: text must be non-empty")
    actions = [name for name in button if name in _ACTIONS]
    if len(actions) != 1:
        raise Refusal(400, "text buttons are unallowed in the inline keyboard")
    if unknown := set(button) - set(_ACTIONS) - set(_STYLE):
        raise Refusal(400, f"can't parse inline keyboard button: unknown field {min(unknown)}")
    data = button.get("callback_data")
    if data is not None and not (isinstance(data, str) and 1 <= len(data.encode()) <= 64):
        raise Refusal(400, "BUTTON_DATA_INVALID")
