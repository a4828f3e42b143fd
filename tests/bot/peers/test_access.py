"""Who may do what: everything the room has, tried by everybody it is not for.

Nothing opens, and nothing tells a stranger that there is something to open.
"""

from __future__ import annotations

import random

import pytest
from support.pilot import Account

from bot.peers.desk import DESK
from bot.peers.inviting import FIRST, LASTS, first_code
from bot.peers.office import OFFICE
from bot.peers.room import EVERYBODY
from bot.peers.voice import said

TEAM = sorted({*DESK, "practice"})
VERBS = ("take", "pass", "end", "hand", "backup", "unpair", "remove", "sure",
         "media")  # fmt: skip


async def everything(cast) -> list[object]:
    """Return what the room knows of everybody but the stranger."""
    people = (cast.coordinator, cast.one, cast.two, cast.client)
    return [await cast.pilot.standing(one) for one in people]


@pytest.mark.parametrize("kept", [False, True])
async def test_g22_a_command_of_the_team_looks_unknown_to_everybody_else(
    cast, words, kept: bool
) -> None:
    """The same line, the same count, the same record left behind as for a word that is none."""
    other = Account(cast.pilot, 6002)
    for one in (cast.stranger, other):
        if kept:
            await one.says("it helps me sleep")
    for name in (*TEAM, *OFFICE):
        before = await cast.pilot.counts()
        reply = await cast.stranger.says(f"/{name} pause")
        between = await cast.pilot.counts()
        nonsense = await other.says("/bogus pause")
        after = await cast.pilot.counts()

        assert reply == nonsense == [words.telegram("unknown")]
        assert _gained(before, between) == _gained(between, after)
    assert (await cast.pilot.standing(cast.stranger)).kept is False


def _gained(before: dict[str, int], after: dict[str, int]) -> dict[str, int]:
    return {name: count - before.get(name, 0) for name, count in after.items()
            if count != before.get(name, 0)}  # fmt: skip


async def test_g22_a_coordinators_command_looks_unknown_to_a_peer_worker(cast, words) -> None:
    """Also with what a coordinator would write after it."""
    before = await everything(cast)
    for name in OFFICE:
        for rest in ("", " on", " pause", " csv", " evenings"):
            assert await cast.one.says(f"/{name}{rest}") == [words.telegram("unknown")]

    assert await everything(cast) == before


async def test_every_command_answers_those_it_is_for(cast, words) -> None:
    """A coordinator can do whatever a peer worker can, and everybody what is everybody's."""
    for name in (*TEAM, *OFFICE, *EVERYBODY):
        before = len(cast.coordinator.phone)
        assert (await cast.coordinator.says(f"/{name}")) != [words.telegram("unknown")]
        assert len(cast.coordinator.phone) > before, name

    assert "handler_failed" not in await cast.pilot.counts()


async def test_what_is_everybodys_answers_a_stranger(cast, words) -> None:
    """Whoever writes may ask for a person, and write down an order."""
    for number, name in enumerate(EVERYBODY):
        reply = await Account(cast.pilot, 6400 + number).says(f"/{name}")

        assert reply
        assert reply != [words.telegram("unknown")]


async def test_g22_nobody_elses_button_opens_anything(cast, words) -> None:
    """Every button anybody has seen, tapped by a stranger, the client and the other peer."""
    await cast.pilot.pair(cast.client, cast.one)
    await cast.begin_talk()
    await cast.one.says("/pairings")
    await cast.client.says("/pairings")
    await cast.coordinator.says("/team")
    everybody = (cast.coordinator, cast.one, cast.two, cast.client)
    seen = {data: one.chat for one in everybody for message in one.phone
            for data in message.buttons.values() if data.startswith("peers:")}  # fmt: skip
    before = await everything(cast)
    assert len(seen) >= 8
    for number, (data, owner) in enumerate(seen.items()):
        stranger = Account(cast.pilot, 6100 + number)
        assert await stranger.taps_data(data) == [words.telegram("stale")]
        for one in (cast.two, cast.client):
            if one.chat != owner:
                cast.pilot.now.pass_(90)
                assert await one.taps_data(data) == [words.telegram("stale")]

    assert await everything(cast) == before


async def test_g22_a_guessed_button_is_a_stale_one(cast, words) -> None:
    """Right shape, any mark, every verb."""
    rng = random.Random(5)
    before = await everything(cast)
    for verb in VERBS:
        for one in (cast.stranger, cast.one, cast.client):
            cast.pilot.now.pass_(90)
            told = await one.taps_data(f"peers:{rng.getrandbits(64):016x}:{verb}")
            assert told == [words.telegram("stale")]
    for data in ("peers:", "peers::", "peers:00:take", "peers:zz:sure", "peers:" + "0" * 58):
        cast.pilot.now.pass_(90)
        assert await cast.stranger.taps_data(data) == [words.telegram("stale")]

    assert await everything(cast) == before


async def test_a_button_tapped_again_after_its_time_does_nothing(cast, words) -> None:
    """A card of a talk that is over, an end of a talk that has ended."""
    await cast.client.asks()
    card = cast.one.phone[-1].buttons
    await cast.one.taps("Take it")
    mine = cast.one.phone[-1].buttons
    await cast.one.says("/end")
    for data in (*card.values(), *mine.values()):
        cast.pilot.now.pass_(90)
        assert await cast.one.taps_data(data) == [words.telegram("stale")]


LINKS = ("co_", "peer_", "pair_")


async def _greeting(cast) -> list[str]:
    return await Account(cast.pilot, 6999).starts("flyer_7")


@pytest.mark.parametrize("begins", LINKS)
async def test_a_made_up_link_is_an_old_link(cast, begins: str) -> None:
    """Neither the beginning nor the length of a code makes a difference."""
    expected = await _greeting(cast)
    for number, code in enumerate(("", "x", "A" * 22, "-_" * 11, "0" * 50)):
        stranger = Account(cast.pilot, 6200 + number)
        assert await stranger.starts(begins + code) == expected


@pytest.mark.parametrize("begins", LINKS)
async def test_a_link_works_once(cast, begins: str) -> None:
    """Used, it is an old link, also to whoever used it."""
    word = await _link(cast, begins)
    user = Account(cast.pilot, 6300)
    await user.starts(word)
    await user.says("yes")
    assert (await cast.pilot.standing(user)).kept
    again = Account(cast.pilot, 6301)

    assert await again.starts(word) == await _greeting(cast)
    await again.says("yes")
    assert not (await cast.pilot.standing(again)).kept


@pytest.mark.parametrize("begins", LINKS)
async def test_of_two_who_read_the_same_consent_one_gets_in(cast, begins: str) -> None:
    """The other is told that the link is old."""
    word = await _link(cast, begins)
    first, second = Account(cast.pilot, 6300), Account(cast.pilot, 6301)
    for one in (first, second):
        await one.starts(word)
    await first.says("yes")
    await second.says("yes")

    assert (await cast.pilot.standing(first)).kept
    assert not (await cast.pilot.standing(second)).kept


@pytest.mark.parametrize("begins", LINKS)
async def test_an_expired_link_is_an_old_link(cast, begins: str) -> None:
    """Also when the consent was read in time and answered too late."""
    word = await _link(cast, begins)
    reader = Account(cast.pilot, 6300)
    lasts = {"co_": FIRST, "peer_": LASTS["peer"], "pair_": LASTS["pairing"]}[begins]
    cast.pilot.now.pass_(lasts.total_seconds() - 60)
    await reader.starts(word)
    cast.pilot.now.pass_(90)
    await reader.says("yes")
    late = Account(cast.pilot, 6301)

    assert not (await cast.pilot.standing(reader)).kept
    assert await late.starts(word) == await _greeting(cast)


@pytest.mark.parametrize("begins", LINKS)
async def test_a_no_leaves_everything_as_it_was(cast, begins: str) -> None:
    """And nothing is kept of whoever said it."""
    reader = Account(cast.pilot, 6300)
    await reader.starts(await _link(cast, begins))
    await reader.says("no")

    assert not (await cast.pilot.standing(reader)).kept


async def _link(cast, begins: str) -> str:
    if begins == "co_":
        return f"co_{await first_code(cast.pilot.store, cast.pilot.now())}"
    return await {"peer_": cast.coordinator, "pair_": cast.one}[begins].link(
        {"peer_": "/invite", "pair_": "/pair"}[begins]
    )


async def test_a_newer_code_from_the_command_line_ends_an_older_one(cast) -> None:
    """There is one at a time."""
    older = await first_code(cast.pilot.store, cast.pilot.now())
    newer = await first_code(cast.pilot.store, cast.pilot.now())
    account = Account(cast.pilot, 6300)

    assert await account.starts(f"co_{older}") == await _greeting(cast)
    assert await Account(cast.pilot, 6301).starts(f"co_{newer}") != await _greeting(cast)


async def test_somebody_taken_out_can_do_nothing_any_more(cast, words) -> None:
    """Commands look unknown, links are old, buttons stale, and their clients are told."""
    await cast.pilot.pair(cast.client, cast.one)
    open_link = await cast.one.link("/pair")
    name = (await cast.pilot.standing(cast.client)).sides[0].name
    await cast.begin_talk()
    buttons = cast.one.phone[-1].buttons
    await cast.coordinator.says("/team")
    own = (await cast.pilot.standing(cast.one)).member.name
    nth = next(place for place, one in enumerate(
        [one for one in cast.coordinator.phone if "Take out" in one.buttons])
        if one.text.lower().startswith(own))  # fmt: skip
    await cast.coordinator.taps("Take out", nth)
    assert (await cast.pilot.standing(cast.one)).member
    await cast.coordinator.taps("Yes, take out")

    assert cast.one.last == said(words, "peer/removed")
    assert said(words, "peer/pairing_over", name=name) in [m.text for m in cast.client.phone]
    assert not (await cast.pilot.standing(cast.one)).kept
    assert not (await cast.pilot.standing(cast.client)).kept
    for command in TEAM:
        assert await cast.one.says(f"/{command}") == [words.telegram("unknown")]
    for data in buttons.values():
        cast.pilot.now.pass_(90)
        assert await cast.one.taps_data(data) == [words.telegram("stale")]
    assert await Account(cast.pilot, 6300).starts(open_link) == await _greeting(cast)


async def test_a_peer_worker_leaves_by_themself(cast, words) -> None:
    """It is asked for twice, and then ends as a removal does."""
    await cast.pilot.pair(cast.client, cast.one)
    assert await cast.one.says("/leave") == [said(words, "peer/leave_how")]
    await cast.one.says("/leave team")

    assert not (await cast.pilot.standing(cast.one)).kept
    assert "has ended" in cast.client.last


async def test_no_code_is_taken_for_danger(cast) -> None:
    """Letters drawn by chance spell a cry for help now and then; a link is no message."""
    expected = await _greeting(cast)
    for number, code in enumerate(("OD", "help-me-die", "-OD-dying", "SOS_suicide")):
        stranger = Account(cast.pilot, 6500 + number)
        assert await stranger.starts(f"pair_{code}") == expected
    typed = await Account(cast.pilot, 6600).starts("he wont wake up and is blue")

    assert any(digit in typed[0].splitlines()[0] for digit in "0123456789")
