"""Whatever arrives is answered or passed over; nothing breaks, nobody's name is kept (G04)."""

import asyncio
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.client import NAMES, Client, House

from bot.telegram.arrival import Unusable, reduced
from bot.telegram.cleaning import clean

ODD = {
    "empty": "", "spaces": "   \n  ", "the longest": "my sister " * 409 + "worry",
    "emoji": "😀🙏🏽👨‍👩‍👧",
    "markup": "*bold* _it_ [x](http://e.example) <b>b</b>", "template": "{{ 7*7 }} {% raw %}",
    "null": "it helps\x00 me sleep", "right to left": "\u202eit helps me sleep\u202c",
    "half a character": "it helps \ud83d me sleep", "slash": "/", "slashes": "// hi",
    "a long command": "/" + "a" * 4000, "a command elsewhere": "/start@other_bot",
    "a command's odd letters": "/старт", "newlines": "\n" * 4000, "a surrogate": "\udcff",
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(ODD))
async def test_odd_texts_are_answered(what: str) -> None:
    """One reply that can be sent, and no failure."""
    client = Client(await House.open())
    await client.send("it helps me sleep")
    said = await client.send(ODD[what])

    assert said
    assert "handler_failed" not in client.visit.counts
    assert said.encode()
    assert "49" not in said
    assert "\x00" not in said
    assert "\u202e" not in said


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_cleaning_leaves_what_can_be_written_and_is_stable(text: str) -> None:
    """Every text can be stored and sent after it, and a second pass changes nothing."""
    once = clean(text)

    assert once.encode().decode() == once
    assert clean(once) == once
    assert "\x00" not in once


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner,
                                                                max_size=3),
    max_leaves=6,
)  # fmt: skip
FIELDS = ["text", "caption", "photo", "voice", "sticker", "contact", "location", "poll", "dice",
          "forward_origin", "entities", "new_chat_title", "reply_to_message", "quote", "venue",
          "via_bot", "sender_chat", "media_group_id", "document", "animation"]  # fmt: skip
CONTENT = st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=4) | st.builds(
    lambda text: {"text": text}, st.text(alphabet=st.characters(exclude_categories=()))
)


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(content=CONTENT, kind=st.sampled_from(["message", "edited_message"]), known=st.booleans())
def test_g04_no_update_breaks_the_bot_or_leaves_a_name_behind(
    content: dict[str, Any], kind: str, known: bool
) -> None:
    """Random messages from a named person: handled or refused, and the name is in nothing."""

    async def one() -> None:
        client = Client(await House.open())
        if known:
            await client.send("it helps me sleep")
        message = {"message_id": 4, "date": 1, "chat": {"id": 7, "type": "private", **NAMES},
                   "from": {"id": 7, "is_bot": False, **NAMES}, **content}  # fmt: skip
        try:
            arrival = reduced({"update_id": 9, kind: message})
        except Unusable:
            return
        assert arrival is not None
        assert not any(name in str(arrival.payload) for name in NAMES.values() if len(name) > 2)
        try:
            await client.raw(kind, message)
        except Exception:
            raise AssertionError(kind) from None
        assert "handler_failed" not in client.visit.counts
        kept = str(client.person.settings) + (
            client.person.session.to_json() if client.person.session else ""
        )
        assert not any(name in kept for name in NAMES.values() if len(name) > 2)

    asyncio.run(one())
