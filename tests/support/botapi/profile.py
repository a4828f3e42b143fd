"""The bot's own page: commands per scope and language, name, descriptions, menu button."""

from __future__ import annotations

import json
import re
from typing import Any

from support.botapi.parameters import Request
from support.botapi.refusal import Refusal
from support.botapi.world import World

_SCOPES = {
    "default": (), "all_private_chats": (), "all_group_chats": (), "all_chat_administrators": (),
    "chat": ("chat_id",), "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}  # fmt: skip
_LIMITS = {"name": 64, "description": 512, "short_description": 120}


def set_commands(world: World, request: Request) -> bool:
    """Take a list of commands for one scope and language."""
    commands = request["commands"]
    if not isinstance(commands, list) or len(commands) > 100:
        raise Refusal(400, "expected an Array of at most 100 BotCommand")
    for one in commands:
        if not isinstance(one, dict) or set(one) != {"command", "description"}:
            raise Refusal(400, "can't parse BotCommand: command and description are required")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", one["command"]):
            raise Refusal(400, "BOT_COMMAND_INVALID")
        if not 1 <= len(one["description"].strip()) <= 256:
            raise Refusal(400, "BOT_COMMAND_DESCRIPTION_INVALID")
    names = [one["command"] for one in commands]
    if len(set(names)) != len(names):
        world.violations.append("setMyCommands: the same command twice")
    world.settings["commands", _scope(world, request), _language(request)] = commands
    return True


def get_commands(world: World, request: Request) -> Any:
    """Return the commands of exactly one scope and language."""
    return world.settings.get(("commands", _scope(world, request), _language(request)), [])


def delete_commands(world: World, request: Request) -> bool:
    """Take the commands of one scope and language away."""
    world.settings.pop(("commands", _scope(world, request), _language(request)), None)
    return True


def set_text(world: World, request: Request) -> bool:
    """Take a name, description or short description for one language; empty takes it away."""
    kind = _kind(request.method)
    text = request[kind] or ""
    if len(text) > _LIMITS[kind]:
        raise Refusal(400, f"bot {kind} is too long")
    world.settings[kind, "", _language(request)] = text
    return True


def get_text(world: World, request: Request) -> dict[str, str]:
    """Return it for a language, the one without language where there is none."""
    kind = _kind(request.method)
    own = world.settings.get((kind, "", _language(request)))
    usual = world.me["first_name"] if kind == "name" else ""
    return {kind: own or world.settings.get((kind, "", ""), usual)}


def set_menu_button(world: World, request: Request) -> bool:
    """Take a menu button."""
    button = request["menu_button"] or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in (
        "commands",
        "web_app",
        "default",
    ):
        raise Refusal(400, "MenuButton has unsupported type")
    world.settings["menu_button", str(request["chat_id"] or ""), ""] = button
    return True


def get_menu_button(world: World, request: Request) -> Any:
    """Return the menu button."""
    return world.settings.get(
        ("menu_button", str(request["chat_id"] or ""), ""), {"type": "commands"}
    )


def _kind(method: str) -> str:
    return re.sub("(?<=[a-z])(?=[A-Z])", "_", method[5:]).lower()


def _language(request: Request) -> str:
    code = request["language_code"] or ""
    if code and not re.fullmatch("[a-z]{2}", code):
        raise Refusal(400, "LANG_CODE_INVALID")
    return str(code)


def _scope(world: World, request: Request) -> str:
    scope = request["scope"] or {"type": "default"}
    if not isinstance(scope, dict) or scope.get("type") not in _SCOPES:
        raise Refusal(400, "can't parse BotCommandScope: unsupported type specified")
    needed = _SCOPES[scope["type"]]
    if set(scope) != {"type", *needed}:
        raise Refusal(400, "can't parse BotCommandScope: " + ", ".join(needed or ("type alone",)))
    if "chat_id" in needed:
        world.chat(scope["chat_id"])
    return json.dumps(scope, sort_keys=True)
