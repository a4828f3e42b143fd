"""The emulator's methods keep the published rules: limits, refusals, what is a violation."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from support.botapi import BotApi

Ask = Callable[..., dict[str, Any]]
NO_ACTION = "text buttons are unallowed in the inline keyboard"
BEYOND = "entity beyond the end of the message text"
DATA = {"text": "Yes", "callback_data": "y"}


def keys(*buttons: dict[str, Any]) -> str:
    """Return an inline keyboard's JSON, one button a row."""
    return json.dumps({"inline_keyboard": [[button] for button in buttons]})


@pytest.mark.parametrize(
    ("path", "code"),
    [("/bot4839574812:wrong/getMe", 401), ("/botnotoken/getMe", 404), ("/elsewhere", 404)],
)
def test_a_wrong_token_or_path_gets_nothing(botapi: BotApi, path: str, code: int) -> None:
    """401 for a token that is none, 404 for what has not the shape of one."""
    assert httpx.get(botapi.url + path).status_code == code


def test_the_bot_knows_itself(ask: Ask) -> None:
    """GetMe is complete, and methods are case-insensitive."""
    me = ask("GETME")["result"]

    assert me["is_bot"] is True
    assert {"can_join_groups", "can_read_all_group_messages", "supports_inline_queries"} <= set(me)


def test_unknown_methods_and_parameters_are_violations(botapi: BotApi, ask: Ask) -> None:
    """A misspelt wish is passed over by Telegram; here it fails the test."""
    person = botapi.person()
    person.starts()

    assert ask("sendTelegram")["error_code"] == 404
    assert ask("sendMessage", chat_id=person.id, text="hi", disable_web_page_preview="true")["ok"]
    assert [v.split(":")[0] for v in botapi.violations] == ["sendTelegram", "sendMessage"]
    with pytest.raises(AssertionError, match="unknown parameter disable_web_page_preview"):
        botapi.check()


@pytest.mark.parametrize(
    ("text", "more", "said"),
    [
        ("", {}, "message text is empty"),
        (" \n ", {}, "message text is empty"),
        ("a" * 4097, {}, "message is too long"),
        ("🙂" * 2049, {}, "message is too long"),
        ("<b></b>", {"parse_mode": "HTML"}, "message text is empty"),
        ("<b>oh", {"parse_mode": "HTML"}, "can't parse entities: Can't find end tag for b"),
        ("<u>a</b>", {"parse_mode": "HTML"}, 'can\'t parse entities: Unexpected end tag "b"'),
        ("oh", {"parse_mode": "rtf"}, "unsupported parse_mode"),
        ("oh", {"reply_markup": "{no"}, "can't parse reply_markup JSON object"),
        ("oh", {"reply_markup": "{}"}, "can't parse reply keyboard markup JSON object"),
        ("oh", {"reply_markup": keys({"text": "Yes"})}, NO_ACTION),
        ("oh", {"reply_markup": keys(DATA | {"callback_data": "é" * 33})}, "BUTTON_DATA_INVALID"),
        ("oh", {"reply_markup": keys(DATA | {"callback_data": ""})}, "BUTTON_DATA_INVALID"),
        ("oh", {"reply_markup": keys(*[DATA] * 101)}, "reply markup is too long"),
        ("oh", {"reply_parameters": '{"message_id": 1}'}, "message to be replied not found"),
        ("oh", {"protect_content": "maybe"}, "protect_content is neither true nor false"),
        ("oh", {"entities": '[{"type": "bold", "offset": 1, "length": 2}]'}, BEYOND),
    ],
)  # fmt: skip
def test_a_message_beyond_the_rules_is_refused(
    botapi: BotApi, ask: Ask, text: str, more: dict[str, str], said: str
) -> None:
    """Each with Telegram's own words."""
    person = botapi.person()
    person.starts()
    answer = ask("sendMessage", chat_id=person.id, text=text, **more)

    assert (answer["error_code"], answer["description"]) == (400, "Bad Request: " + said)
    assert person.texts == []


@pytest.mark.parametrize("text", ["a" * 4096, "🙂" * 2048, "a" * 5000])
def test_the_limit_is_in_utf16_units(botapi: BotApi, ask: Ask, text: str) -> None:
    """4096 of them go through, in full; the third is over."""
    person = botapi.person()
    person.starts()

    assert ask("sendMessage", chat_id=person.id, text=text)["ok"] == (len(text) < 5000)


def test_markup_is_parsed_before_it_is_counted(botapi: BotApi, ask: Ask) -> None:
    """Tags are no part of the text; entities come out with offsets in UTF-16 units."""
    person = botapi.person()
    person.starts()
    sent = ask(
        "sendMessage", chat_id=person.id, parse_mode="HTML", text="🙂 <b>a &amp; b</b> /help"
    )

    assert sent["result"]["text"] == "🙂 a & b /help"
    assert sent["result"]["entities"] == [
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "bot_command", "offset": 9, "length": 5},
    ]


def test_who_cannot_be_written_to(botapi: BotApi, ask: Ask) -> None:
    """A stranger, one who has not begun, one who blocked the bot, one who is gone."""
    fresh, blocked, gone = botapi.person(), botapi.person(), botapi.person()
    blocked.starts()
    blocked.blocks()
    gone.starts()
    gone.vanishes()
    said = [ask("sendMessage", chat_id=chat, text="hi")["description"]
            for chat in (17, fresh.id, blocked.id, gone.id)]  # fmt: skip

    assert said == [
        "Bad Request: chat not found",
        "Forbidden: bot can't initiate conversation with a user",
        "Forbidden: bot was blocked by the user",
        "Forbidden: user is deactivated",
    ]


def test_files_are_uploaded_in_parts(botapi: BotApi) -> None:
    """A document and a photo arrive with their bytes; an empty one is refused."""
    person = botapi.person()
    person.starts()
    base = f"{botapi.url}/bot{botapi.token}/"
    for method, kind in (("sendDocument", "document"), ("sendPhoto", "photo")):
        sent = httpx.post(base + method, data={"chat_id": person.id, "caption": "yours"},
                          files={kind: ("data.txt", b"abc")}).json()  # fmt: skip

        assert sent["result"]["caption"] == "yours"
    empty = httpx.post(base + "sendDocument", data={"chat_id": person.id},
                       files={"document": ("data.txt", b"")}).json()  # fmt: skip

    assert empty["description"] == "Bad Request: file must be non-empty"
    assert [message.upload for message in person.received] == [b"abc", b"abc"]


def test_an_edit_must_change_something_of_the_bots_own(botapi: BotApi, ask: Ask) -> None:
    """Unchanged, somebody else's and absent messages are refused."""
    person = botapi.person()
    person.starts()
    sent = ask("sendMessage", chat_id=person.id, text="hi", reply_markup=keys(DATA))["result"]
    own = {"chat_id": person.id, "message_id": sent["message_id"]}

    same = ask("editMessageText", **own, text="hi", reply_markup=keys(DATA))
    assert "message is not modified" in same["description"]
    assert ask("editMessageReplyMarkup", **own)["ok"]
    assert "not modified" in ask("editMessageReplyMarkup", **own)["description"]
    assert ask("editMessageText", **own, text="ho")["result"]["text"] == "ho"
    assert person.last
    theirs = ask("editMessageText", chat_id=person.id, text="x",
                 message_id=person.last.body["message_id"])  # fmt: skip
    assert theirs["description"] == "Bad Request: message can't be edited"
    absent = ask("editMessageText", chat_id=person.id, message_id=1, text="x")
    assert absent["description"] == "Bad Request: message to edit not found"


def test_messages_can_be_deleted_for_48_hours(botapi: BotApi, ask: Ask) -> None:
    """The person's own too; several at once pass over what is not there."""
    person = botapi.person()
    person.starts()
    first, second, third = (
        ask("sendMessage", chat_id=person.id, text=text)["result"]["message_id"] for text in "abc"
    )
    assert person.last
    own = person.last.body["message_id"]

    assert ask("deleteMessage", chat_id=person.id, message_id=first)["ok"]
    again = ask("deleteMessage", chat_id=person.id, message_id=first)
    assert again["description"] == "Bad Request: message to delete not found"
    assert ask("deleteMessages", chat_id=person.id, message_ids=[first, second, own])["ok"]
    botapi.jump(48 * 3600)
    late = ask("deleteMessages", chat_id=person.id, message_ids=[third])
    assert late["description"] == "Bad Request: message can't be deleted for everyone"
    assert [message.body["text"] for message in person.received] == ["c"]


def test_a_tap_is_answered_once_and_in_time(botapi: BotApi, ask: Ask) -> None:
    """Twice, late or unknown: the query is too old."""
    person = botapi.person()
    person.starts()
    ask("sendMessage", chat_id=person.id, text="?", reply_markup=keys(DATA))
    first, second = person.taps("Yes"), person.taps("Yes")

    assert ask("answerCallbackQuery", callback_query_id=first)["ok"]
    with pytest.raises(AssertionError, match="1 taps unanswered"):
        botapi.check()
    botapi.jump(16 * 60)
    for query in (first, second, "17"):
        answer = ask("answerCallbackQuery", callback_query_id=query)

        assert "query is too old" in answer["description"]
    botapi.check()


def test_the_bots_page_is_kept_per_scope_and_language(ask: Ask) -> None:
    """Commands, name, descriptions and the menu button, each within its limits."""
    listed = [{"command": "help", "description": "What I can do"}]
    private = '{"type": "all_private_chats"}'
    ask("setMyCommands", commands=json.dumps(listed), scope=private, language_code="es")

    assert ask("getMyCommands")["result"] == []
    assert ask("getMyCommands", scope=private, language_code="es")["result"] == listed
    bad = json.dumps([{"command": "Help", "description": "x"}])
    assert ask("setMyCommands", commands=bad)["description"] == "Bad Request: BOT_COMMAND_INVALID"
    assert not ask("setMyCommands", commands="[]", scope='{"type": "chat"}')["ok"]
    ask("setMyDescription", description="Here to listen.")
    assert (
        ask("getMyDescription", language_code="es")["result"]["description"] == "Here to listen."
    )
    assert not ask("setMyShortDescription", short_description="x" * 121)["ok"]
    assert ask("getMyShortDescription")["result"] == {"short_description": ""}


def test_too_fast_is_a_violation(botapi: BotApi, ask: Ask) -> None:
    """Far over one message a second in one chat is noted."""
    person = botapi.person()
    person.starts()
    for number in range(4):
        ask("sendMessage", chat_id=person.id, text=str(number))

    assert "sendMessage: over 1 message a second in one chat" in botapi.violations


def test_groups_and_channels_reach_the_bot_as_telegram_has_it(botapi: BotApi, ask: Ask) -> None:
    """Being taken in, what privacy mode lets through, leaving, and silence after."""
    person, group, channel = botapi.person(), botapi.place(), botapi.place("channel")
    group.takes_in(person)
    group.hears(person, "only among us")
    group.hears(person, "/start@porchlight_bot")
    channel.takes_in(person)
    channel.posts("news")
    kinds = [next(key for key in update if key != "update_id")
             for update in ask("getUpdates")["result"]]  # fmt: skip

    assert kinds == ["my_chat_member", "message", "message", "my_chat_member", "channel_post"]
    assert ask("leaveChat", chat_id=group.id)["ok"]
    assert ask("sendMessage", chat_id=group.id, text="bye")["error_code"] == 403
    assert ask("leaveChat", chat_id=person.id)["error_code"] == 403
