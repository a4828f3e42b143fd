"""What is left of an update: its kind, its words, its numbers; nobody's name or place (G04)."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Update
from telegram.ext import filters

from bot.telegram.arrival import ALLOWED, Unusable, reduced
from bot.telegram.stubs import STUBS

CANARY = "zanzibarcanary"
WHO = {"id": 7, "is_bot": False, "first_name": CANARY, "username": CANARY, "language_code": "cy"}
CHAT = {"id": 7, "type": "private", "first_name": CANARY, "username": CANARY}


def _message(**content: Any) -> dict[str, Any]:
    return {"update_id": 1, "message": {"message_id": 2, "date": 3, "from": WHO, "chat": CHAT,
                                        **content}}  # fmt: skip


def _read(raw: object) -> Update:
    arrival = reduced(raw)
    assert arrival is not None
    update = Update.de_json(json.loads(json.dumps(arrival.payload)), None)
    assert update is not None
    return update


def test_a_text_keeps_its_words_and_numbers_only() -> None:
    """Who wrote it is a number, as the chat is."""
    arrival = reduced(_message(text="hello", reply_to_message={"text": CANARY}))

    assert arrival is not None
    assert (arrival.kind, arrival.text, arrival.chat, arrival.private) == (
        "text",
        "hello",
        7,
        True,
    )
    assert CANARY not in json.dumps(arrival.payload)
    assert "hello" not in repr(arrival)
    assert "7" not in repr(arrival)


@pytest.mark.parametrize("kind", STUBS)
def test_every_kind_of_content_is_seen_and_nothing_of_it(kind: str) -> None:
    """python-telegram-bot reads the blank, so filters work; the content is gone."""
    raw = _message(**{kind: {"file_id": CANARY, "phone_number": CANARY, "title": CANARY}})
    arrival = reduced(raw)
    update = _read(raw)

    assert arrival is not None
    assert arrival.kind == kind
    assert CANARY not in json.dumps(arrival.payload)
    assert update.message is not None
    assert getattr(update.message, kind)


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ({"voice": {}}, filters.VOICE),
        ({"photo": []}, filters.PHOTO),
        ({"sticker": {}}, filters.Sticker.ALL),
        ({"contact": {}}, filters.CONTACT),
        ({"location": {}}, filters.LOCATION),
        ({"text": "x", "forward_origin": {"sender_user": WHO}}, filters.FORWARDED),
        ({"document": {}, "animation": {}}, filters.ANIMATION),
    ],
)
def test_filters_see_the_kind(content: dict[str, Any], seen: filters.BaseFilter) -> None:
    """The handlers need nothing but python-telegram-bot's own filters."""
    assert seen.check_update(_read(_message(**content)))


def test_a_caption_is_kept_as_text() -> None:
    """Danger in it must be heard."""
    arrival = reduced(_message(photo=[], caption="help"))

    assert arrival is not None
    assert (arrival.kind, arrival.text, arrival.plain) == ("photo", "help", False)


def test_a_kind_of_content_nobody_knows_yet_is_a_message_without_content() -> None:
    """It is answered, and stops nothing."""
    arrival = reduced(_message(hologram={"file_id": CANARY}))

    assert arrival is not None
    assert arrival.kind == "other"
    assert CANARY not in json.dumps(arrival.payload)


def test_a_forward_keeps_nothing_of_where_it_came_from() -> None:
    """Only that it is one."""
    raw = _message(text="x", forward_origin={"type": "user", "date": 1, "sender_user": WHO})
    arrival = reduced(raw)

    assert arrival is not None
    assert arrival.kind == "forward"
    assert CANARY not in json.dumps(arrival.payload)


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_of_a_group_only_its_number_is_kept(kind: str) -> None:
    """Neither who spoke nor what."""
    raw = _message(text=CANARY)
    raw["message"]["chat"] = {"id": -5, "type": kind, "title": CANARY}
    arrival = reduced(raw)

    assert arrival is not None
    assert (arrival.kind, arrival.private, arrival.chat) == ("group", False, -5)
    assert CANARY not in json.dumps(arrival.payload)
    assert _read(raw).effective_user is None


def test_an_edit_and_a_command_are_told_apart_from_a_text() -> None:
    """Neither waits for a burst."""
    edited = {"update_id": 1, "edited_message": _message(text="x", edit_date=4)["message"]}
    first, second = reduced(edited), reduced(_message(text="/forget"))

    assert first is not None
    assert second is not None
    assert (first.kind, second.kind) == ("edit", "command")


def test_a_tap_keeps_its_data() -> None:
    """And its id, without which it cannot be answered."""
    raw = {"update_id": 1, "callback_query": {
        "id": "99", "from": WHO, "chat_instance": CANARY, "data": "ab:1",
        "message": {"message_id": 2, "date": 3, "chat": CHAT, "text": CANARY}}}  # fmt: skip
    update = _read(raw)

    assert update.callback_query is not None
    assert (update.callback_query.id, update.callback_query.data) == ("99", "ab:1")
    assert CANARY not in str(update.to_dict())


@pytest.mark.parametrize(("status", "seen"), [("kicked", "kicked"), ("left", "left"),
                                              ("administrator", "member")])  # fmt: skip
def test_being_shut_out_is_seen(status: str, seen: str) -> None:
    """And nothing of who did it."""
    raw = {"update_id": 1, "my_chat_member": {
        "chat": CHAT, "from": WHO, "date": 3,
        "old_chat_member": {"status": "member", "user": WHO},
        "new_chat_member": {"status": status, "user": WHO}}}  # fmt: skip
    update = _read(raw)

    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == seen
    assert CANARY not in str(update.to_dict())


def test_half_a_character_becomes_a_mark() -> None:
    """It could be neither stored nor sent."""
    arrival = reduced(_message(text="a\ud83d"))

    assert arrival is not None
    assert arrival.text == "a\ufffd"


@pytest.mark.parametrize("raw", [None, [], {}, {"update_id": "1"}, {"update_id": True}])
def test_what_is_no_update_has_no_id(raw: object) -> None:
    """It can only be counted."""
    with pytest.raises(Unusable) as caught:
        reduced(raw)
    assert caught.value.update_id is None


def test_a_kind_that_is_not_asked_for_is_passed_over() -> None:
    """A poll's answer says nothing to us."""
    assert reduced({"update_id": 1, "poll_answer": {"user": WHO}}) is None


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.just(CANARY) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from([*STUBS, "text", "chat", "from", "id", "type", "date", "message_id",
                         "message", "data", "entities", "caption", "sender_chat", "via_bot"]),
        inner, max_size=6,
    ),
    max_leaves=20,
)  # fmt: skip


@given(kind=st.sampled_from(ALLOWED), body=_anything)
def test_nothing_random_breaks_it_or_gets_through(kind: str, body: Any) -> None:
    """Only what was written, and a tap's id and data, may hold a text at all."""
    with contextlib.suppress(Unusable):
        arrival = reduced({"update_id": 9, kind: body})
        if arrival is not None:
            assert CANARY not in json.dumps(_without_words(arrival.payload))


def _without_words(part: Any) -> Any:
    if isinstance(part, dict):
        words = ("text", "caption", "data", "id", "media_group_id")
        return {name: _without_words(one) for name, one in part.items() if name not in words}
    return [_without_words(one) for one in part] if isinstance(part, list) else part


@given(body=_anything)
def test_what_cannot_be_read_keeps_its_id(body: Any) -> None:
    """So that it can be confirmed."""
    with pytest.raises(Unusable) as caught:
        reduced({"update_id": 9, "message": {"chat": body, "message_id": CANARY}})
    assert caught.value.update_id == 9
