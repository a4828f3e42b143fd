"""Voice, pictures and the like in a talk: refused unless the coordinator lets a kind through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.peers.voice import said
from bot.store.schema import inbox, outbox
from bot.telegram.claiming import claim
from bot.telegram.files import CARRIED

HANDLE = "canaryhandle"
SENT = {"voice": "sendVoice", "photo": "sendPhoto", "video_note": "sendVideoNote",
        "sticker": "sendSticker"}  # fmt: skip
LABELS = {"voice": "Voice notes", "photo": "Photos", "video_note": "Round videos",
          "sticker": "Stickers"}  # fmt: skip


async def in_talk(cast, *kinds: str) -> None:
    """Let the client talk with the first peer worker, with these kinds let through."""
    if kinds:
        await cast.coordinator.says("/media")
        for kind in kinds:
            await cast.coordinator.taps(LABELS[kind])
    await cast.begin_talk()


@pytest.mark.parametrize("kind", ["voice", "photo", "sticker", "location"])
async def test_anything_but_words_is_refused_kindly(cast, words, kind: str) -> None:
    """And nothing of it reaches the other side."""
    await cast.begin_talk()
    before = len(cast.one.phone)

    assert await cast.client.shows(kind) == [said(words, "peer/media")]
    assert len(cast.one.phone) == before
    assert HANDLE not in json.dumps(cast.pilot.request.calls, default=str)


@pytest.mark.parametrize("kind", CARRIED)
async def test_what_is_let_through_goes_both_ways_after_the_client_agreed(cast, kind) -> None:
    """By its handle, with a made-up name above, nothing below, and protected."""
    await in_talk(cast, kind)
    assert LABELS[kind].lower() in cast.client.last
    assert LABELS[kind].lower() in cast.one.last
    before = len(cast.one.phone)
    asked = await cast.client.shows(kind)
    assert "hasn't gone through" in asked[0]
    assert len(cast.one.phone) == before
    await cast.client.taps("Let them through")
    cast.pilot.now.pass_(60)

    assert await cast.client.shows(kind) == []
    await cast.one.shows(kind, "canaryother")
    for values, chat, file in zip(
        cast.pilot.request.called(SENT[kind])[-2:], (cast.one, cast.client),
        (HANDLE, "canaryother"), strict=True,
    ):  # fmt: skip
        assert values["chat_id"] == chat.chat
        assert values[kind] == file
        assert values["protect_content"]
        assert not values.get("caption")
    assert cast.one.phone[-1].method == SENT[kind]
    assert cast.one.phone[-2].text.endswith(":")


async def test_words_under_a_picture_go_as_words(cast) -> None:
    """Never as its caption."""
    await in_talk(cast, "photo")
    await cast.client.shows("photo")
    await cast.client.taps("Let them through")
    cast.pilot.now.pass_(60)
    await cast.client.shows("photo", caption="from my window")

    assert cast.one.last.endswith(":\nfrom my window")
    assert "caption" not in cast.pilot.request.called("sendPhoto")[-1]


@pytest.mark.parametrize("kinds", [(), ("photo",)])
async def test_danger_under_a_picture_is_answered_first_and_told(cast, kinds) -> None:
    """Whether pictures go through or not."""
    await in_talk(cast, *kinds)
    reply = await cast.client.shows("photo", caption="i took too many pills and i want to die")

    assert any(digit in reply[0].splitlines()[0] for digit in "0123456789")
    assert "heard danger" in cast.one.last


async def test_a_file_is_not_kept_of_anybody_who_is_in_no_talk(cast) -> None:
    """Nor of somebody who waits for one, nor of a kind that is not let through."""
    await in_talk(cast, "voice")
    kept = []
    for account, kind in ((cast.stranger, "voice"), (cast.two, "voice"), (cast.client, "photo")):
        account.pilot.worker, works = _Idle(), account.pilot.worker
        await account.shows(kind)
        account.pilot.worker = works
        store = cast.pilot.store
        [group] = await claim(store, cast.pilot.presence.number, cast.pilot.now(), 5)
        kept.append(json.dumps(group.rows[0].payload))
        await cast.pilot.work()

    assert HANDLE not in "".join(kept)


async def test_a_file_on_its_way_stands_in_no_file_of_the_bots_in_the_clear(
    cast, tmp_path
) -> None:
    """Not in the inbox, not in the outbox, nor in what a database leaves beside itself."""
    await in_talk(cast, "voice")
    await cast.client.shows("voice")
    await cast.client.taps("Let them through")
    cast.pilot.now.pass_(60)
    works, cast.pilot.worker = cast.pilot.worker, _Idle()
    await cast.client.shows("voice")
    arrived = _everything(tmp_path)
    cast.pilot.worker = works
    assert await works.once()
    await works.drain()
    decided = _everything(tmp_path)
    await cast.pilot.work()

    assert len(cast.pilot.request.called("sendVoice")) == 1
    assert HANDLE.encode() not in arrived + decided


async def test_nothing_is_left_of_a_file_once_it_was_delivered(cast) -> None:
    """Its rows are emptied with it."""
    await in_talk(cast, "voice")
    await cast.client.shows("voice")
    await cast.client.taps("Let them through")
    cast.pilot.now.pass_(60)
    await cast.client.shows("voice")
    async with cast.pilot.store.database.read() as connection:
        for table in (inbox, outbox):
            sealed = select(table.c.seq).where(table.c.sealed.is_not(None))
            assert (await connection.execute(sealed)).all() == []


async def test_a_forward_is_never_passed_on(cast, words) -> None:
    """It is somebody else's."""
    await in_talk(cast, "photo")
    before = len(cast.one.phone)
    origin = {"type": "user", "date": 1, "sender_user": {"id": 1, "is_bot": False,
                                                         "first_name": "Zoë"}}  # fmt: skip
    reply = await cast.client.shows("photo", forward_origin=origin)

    assert reply == [said(words, "peer/forward")]
    assert len(cast.one.phone) == before


async def test_words_only_takes_it_back_and_nobody_else_may_choose(cast, words) -> None:
    """In a talk under way too."""
    await in_talk(cast, "voice")
    await cast.coordinator.taps("Words only")
    assert cast.coordinator.last == said(words, "coordinator/media_none")

    assert await cast.client.shows("voice") == [said(words, "peer/media")]
    assert await cast.two.says("/media") == await cast.two.says("/nosuchthing")


def _everything(place: Path) -> bytes:
    return b"".join(path.read_bytes() for path in place.rglob("*") if path.is_file())


async def test_kinds_may_be_named_with_the_command(cast, words) -> None:
    """All at once, and none."""
    told = await cast.coordinator.says("/media voice notes, photos")
    assert told == [said(words, "coordinator/media", kinds="voice notes, photos")]
    assert await cast.coordinator.says("/media words only") == [
        said(words, "coordinator/media_none")
    ]
    assert await cast.coordinator.says("/media") == [said(words, "coordinator/media_none")]


class _Idle:
    """A worker that does nothing: what has arrived stays as it was written."""

    async def once(self) -> int:
        return 0
