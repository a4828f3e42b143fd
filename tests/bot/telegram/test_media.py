"""G21: pictures, voices, places and the rest are answered each in its way, and never kept."""

from typing import Any

import pytest
from support.client import Client, House, book

from bot.telegram.media import KINDS, SILENT

FILE = {"file_id": "canaryfile", "file_unique_id": "u"}
SIZE = {"width": 1, "height": 1}
PLACE = {"longitude": 1.5, "latitude": 2.5}
POLL = {
    "id": "1", "question": "canary?", "options": [], "total_voter_count": 0, "is_closed": False,
    "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
}  # fmt: skip
SENT: dict[str, tuple[str, dict[str, Any]]] = {
    "voice": ("voice", {"voice": {**FILE, "duration": 3}}),
    "audio": ("audio", {"audio": {**FILE, "duration": 3, "title": "canary"}}),
    "video": ("video", {"video": {**FILE, **SIZE, "duration": 3}}),
    "video_note": ("video_note", {"video_note": {**FILE, "length": 1, "duration": 3}}),
    "photo": ("photo", {"photo": [{**FILE, **SIZE}]}),
    "animation": ("animation", {"animation": {**FILE, **SIZE, "duration": 1},
                                "document": FILE}),
    "sticker": ("sticker", {"sticker": {**FILE, **SIZE, "type": "regular", "emoji": "👍",
                                        "is_animated": False, "is_video": False}}),
    "document": ("document", {"document": {**FILE, "file_name": "canary.pdf"}}),
    "contact": ("contact", {"contact": {"phone_number": "+4412345", "first_name": "Canary"}}),
    "location": ("location", {"location": PLACE}),
    "venue": ("location", {"venue": {"location": PLACE, "title": "canary", "address": "c"},
                           "location": PLACE}),
    "poll": ("poll", {"poll": POLL}),
    "dice": ("dice", {"dice": {"emoji": "🎲", "value": 3}}),
    "game": ("game", {"game": {"title": "canary", "description": "c", "photo": []}}),
    "story": ("story", {"story": {"chat": {"id": 1, "type": "private"}, "id": 4}}),
    "something new": ("other", {"hologram": {"file_id": "canary"}}),
}  # fmt: skip


@pytest.mark.parametrize("what", sorted(SENT))
async def test_each_kind_is_answered_in_its_own_way_and_keeps_nothing(what: str) -> None:
    """Before consent, nothing is kept; the reply names what was sent."""
    name, content = SENT[what]
    client = Client(await House.open())

    assert await client.post(**content) == book().telegram(f"media_{name}")
    assert not client.kept


@pytest.mark.parametrize("what", sorted(SENT))
async def test_no_kind_changes_what_is_remembered(what: str) -> None:
    """In the middle of a talk, the session stays as it was."""
    client = Client(await House.open())
    await client.send("it helps me sleep")
    before = client.person.session
    await client.post(**SENT[what][1])

    assert client.person.session == before
    assert "anary" not in str((client.person.settings, client.person.messages))


def test_every_answer_is_worded_differently() -> None:
    """A sticker isn't a contact."""
    texts = [book().telegram(f"media_{name}") for name in {*KINDS.values(), "other", "caption"}]

    assert len(set(texts)) == len(texts)


async def test_an_album_gets_one_answer() -> None:
    """Ten photos at once are one thing."""
    client = Client(await House.open())
    client.wait = client.wait / 30
    said = [await client.post(photo=[{**FILE, **SIZE}], media_group_id="1") for _ in range(10)]

    assert [bool(one) for one in said] == [True] + [False] * 9
    client.wait = client.wait * 120
    assert await client.post(photo=[{**FILE, **SIZE}])


async def test_danger_under_a_picture_is_heard() -> None:
    """A caption is read for danger, throttled or not, and for nothing else."""
    client = Client(await House.open())
    photo = [{**FILE, **SIZE}]
    said = await client.post(photo=photo, caption="it helps me sleep")
    assert said == book().telegram("media_caption")
    await client.post(photo=photo, caption="he wont wake up his lips are blue")

    assert client.visit.counts == ["turn_emergency"]
    assert not client.kept


@pytest.mark.filterwarnings("ignore:Deprecated since version v22.2")  # of a value never read
@pytest.mark.parametrize("name", ["message_auto_delete_timer_changed", "pinned_message"])
async def test_what_people_set_in_their_app_is_not_talked_about(name: str) -> None:
    """An auto-delete timer is a good idea, and nobody's business."""
    stub = {
        "message_auto_delete_timer_changed": {"message_auto_delete_time": 86400},
        "pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}},
    }
    client = Client(await House.open())

    assert name in SILENT
    assert await client.post(**{name: stub[name]}) == ""


ORIGIN = {"type": "user", "date": 1, "sender_user": {"id": 4, "is_bot": False,
                                                     "first_name": "Canary"}}  # fmt: skip


async def test_what_was_passed_on_is_not_taken_as_theirs() -> None:
    """The session does not hear it."""
    client = Client(await House.open())
    await client.send("it helps me sleep")
    before = client.person.session
    said = await client.post(text="i hate my life and my wife", forward_origin=ORIGIN)

    assert said == book().telegram("forward")
    assert client.person.session == before


@pytest.mark.parametrize(("answer", "has"), [("Yes", "112"), ("No", ""), ("yes it is", "112")])
async def test_danger_in_what_was_passed_on_is_asked_about(answer: str, has: str) -> None:
    """One question, and the way to help either way."""
    client = Client(await House.open())
    said = await client.post(text="my mate wont wake up", forward_origin=ORIGIN)

    assert said == book().telegram("forward_danger")
    said = await client.send(answer)
    assert has in said if has else said == book().telegram("forward_no")
    assert not client.kept


async def test_an_edit_is_heard_for_danger_only() -> None:
    """Mending a typo starts no second answer; one line says so, seldom."""
    client = Client(await House.open())
    await client.send("it helps me slep")
    before = client.person.session
    assert await client.edit("it helps me sleep") == book().telegram("edited")
    assert await client.edit("it helps me sleep.") == ""
    assert client.person.session == before
    await client.edit("my mate wont wake up")

    assert client.visit.counts == ["edited", "turn_emergency"]


async def test_an_edited_command_does_nothing() -> None:
    """Changing an old message into /forget asks nothing."""
    client = Client(await House.open())
    await client.send("it helps me sleep")
    await client.edit("/forget")

    assert client.heard == [] or client.reply == book().telegram("edited")
    assert "asking" not in client.person.settings
