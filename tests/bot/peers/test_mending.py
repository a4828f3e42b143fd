"""What happens by the clock: waiting, silence and duty come to their ends."""

from __future__ import annotations

import pytest

from bot.peers.talks import IDLE, WAIT
from bot.peers.team import LONGEST
from bot.peers.voice import said


async def test_a_request_nobody_takes_ends_in_ten_minutes(cast, words) -> None:
    """The client is told with other ways, those who were asked that nobody waits."""
    await cast.client.asks()
    await cast.pilot.tick(WAIT.total_seconds() - 60)
    assert (await cast.pilot.standing(cast.client)).asking
    await cast.pilot.tick(61)

    assert said(words, "peer/nobody") in cast.client.last
    assert "not waiting any more" in cast.one.last
    assert (await cast.pilot.standing(cast.client)).parts == ()
    assert (await cast.pilot.counts())["peer_untaken"] == 1


async def test_a_silent_talk_ends_after_an_hour(cast) -> None:
    """A word in between begins the hour anew."""
    await cast.begin_talk()
    await cast.pilot.tick(IDLE.total_seconds() - 60)
    await cast.client.says("sorry, fell asleep")
    await cast.pilot.tick(120)
    assert (await cast.pilot.standing(cast.client)).talk
    await cast.pilot.tick(IDLE.total_seconds())

    assert "hour" in cast.client.last
    assert (await cast.pilot.standing(cast.one)).parts == ()


async def test_a_hand_over_nobody_takes_leaves_the_talk_where_it_is(cast, words) -> None:
    """The peer worker is told."""
    await cast.begin_talk()
    await cast.one.says("/transfer")
    await cast.pilot.tick(WAIT.total_seconds() + 1)

    assert cast.one.last == said(words, "peer/nobody_free")
    await cast.client.says("still here")
    assert cast.one.last.endswith("still here")


async def test_duty_runs_out_by_itself(cast, words) -> None:
    """Nobody is shown as there who fell asleep."""
    await cast.pilot.tick(LONGEST.total_seconds() + 1)

    assert cast.one.last == said(words, "peer/duty_over")
    assert "Nobody is free" in (await cast.client.says("/peer"))[0]
    before = len(cast.one.phone)
    await cast.pilot.tick(1)
    assert len(cast.one.phone) == before


@pytest.mark.parametrize(
    ("words_", "hours"), [("3", 3), ("2h", 2), ("on", 8), ("99", 8), ("x", 8)]
)
async def test_duty_lasts_as_long_as_asked_and_eight_hours_at_most(
    cast, words_: str, hours: int
) -> None:
    """Whatever else is written after the command is taken for on."""
    await cast.one.says("/duty off")
    await cast.one.says(f"/duty {words_}")
    until = (await cast.pilot.standing(cast.one)).member.duty_until

    assert round((until - cast.pilot.now()).total_seconds() / 3600) == hours


async def test_hours_with_and_without_somebody_are_counted(cast) -> None:
    """By the minute, only while the pilot goes on."""
    for _ in range(3):
        await cast.pilot.tick(60)
    for peer in (cast.one, cast.two):
        await peer.says("/duty off")
    for _ in range(2):
        await cast.pilot.tick(60)
    await cast.coordinator.says("/pilot pause")
    await cast.pilot.tick(60)
    counts = await cast.pilot.counts()

    assert counts["peer_minutes_covered"] == 3
    assert counts["peer_minutes_uncovered"] == 2


async def test_g13_a_talk_is_cleared_from_the_peer_workers_chat_an_hour_after(cast) -> None:
    """The card and all that was passed on; nothing of before, and no one else's.

    Those who were asked and did not take it lose the card alone.
    """
    await cast.one.says("/desk")
    ids = cast.pilot.message_ids
    before = set(ids(cast.one))
    before_two = set(ids(cast.two))
    await cast.client.says("/peer")
    await cast.client.says("my own words")
    await cast.client.says("about the zanzibarcanary")
    await cast.client.says("send this")
    await cast.one.taps("Take it")
    await cast.client.says("hello")
    await cast.one.says("hello you")
    await cast.client.says("bye")
    talk = {
        one.number for one in cast.one.phone
        if any(word in one.text for word in ("zanzibarcanary", "\nhello", "\nbye"))
    }  # fmt: skip
    assert len(talk) == 3
    cast.pilot.now.pass_(120)
    await cast.client.says("/end")
    await cast.pilot.tick(3300)
    assert cast.pilot.request.called("deleteMessages") == []
    await cast.pilot.tick(400)
    gone = cast.pilot.deleted()

    assert talk <= gone[cast.one.chat]
    assert not gone[cast.one.chat] & before
    card = min(set(ids(cast.two)) - before_two)
    assert gone[cast.two.chat] == {card}
    assert cast.client.chat not in gone
    await cast.pilot.tick(4000)
    assert cast.pilot.deleted() == gone


async def test_g13_it_is_cleared_too_when_the_client_is_forgotten(cast) -> None:
    """Their rows are gone; the peer worker's side knows what to clear."""
    await cast.begin_talk()
    await cast.client.says("hello")
    heard = max(cast.pilot.message_ids(cast.one))
    await cast.client.says("/forget")
    await cast.client.says("yes")
    await cast.pilot.tick()
    await cast.pilot.tick(3700)

    assert heard in cast.pilot.deleted()[cast.one.chat]


async def test_a_client_is_told_at_once_when_all_who_were_asked_said_not_now(cast, words) -> None:
    """Ten minutes of waiting for nobody help nobody."""
    await cast.client.asks()
    await cast.one.taps("Not now")
    await cast.pilot.tick(1)
    assert "asked" in cast.client.last
    await cast.two.says("/duty off")
    await cast.pilot.tick(1)

    assert said(words, "peer/nobody") in cast.client.last
    assert (await cast.pilot.standing(cast.client)).asking is None


async def test_a_talk_nobody_takes_over_stays_at_once(cast, words) -> None:
    """And whoever wanted to hand it over is told."""
    await cast.begin_talk()
    await cast.one.says("/transfer")
    await cast.two.taps("Not now")
    await cast.pilot.tick(1)

    assert cast.one.last == said(words, "peer/nobody_free")
    await cast.client.says("still here?")
    assert cast.one.last.endswith("still here?")
