"""Pairings: consent first, names of chance, and an end that reaches both sides however."""

from __future__ import annotations

import pytest
from sqlalchemy import delete
from support.pilot import Account, Pilot

from bot.peers.names import words as name_words
from bot.peers.voice import said
from bot.store.forgetting import forget
from bot.store.retention import PAIRED, expire
from bot.store.schema import person


async def test_nothing_is_kept_before_the_yes(cast, words) -> None:
    """The consent says what they see, what they do not, and how to leave."""
    texts = await cast.client.starts(await cast.one.link("/pair"))

    assert texts == [said(words, "peer/consent")]
    assert set(cast.client.phone[-1].buttons) == {words.label("yes"), words.label("no")}
    assert not (await cast.pilot.standing(cast.client)).kept
    await cast.client.taps("Yes")
    assert (await cast.pilot.standing(cast.client)).kept


async def test_the_link_comes_as_a_picture_too(cast) -> None:
    """A QR code for the client's camera."""
    await cast.one.says("/pair")

    assert [one.method for one in cast.one.phone[-2:]] == ["sendMessage", "sendPhoto"]


async def test_g12_each_knows_the_other_by_a_name_of_chance(cast) -> None:
    """Both ways, another one for every pairing, and different every time for the same two."""
    names = set()
    for _ in range(3):
        await cast.pilot.pair(cast.client, cast.one)
        client = (await cast.pilot.standing(cast.client)).sides[0]
        peer = (await cast.pilot.standing(cast.one)).sides[0]
        names |= {client.name, client.own}

        assert (client.name, client.own) == (peer.own, peer.name)
        assert client.name != client.own
        await cast.client.says("/pairings")
        await cast.client.taps("End pairing")
    assert len(names) > 2


async def test_g12_a_peer_workers_clients_have_different_names(cast) -> None:
    """And different names for the peer worker, so that two clients cannot compare."""
    clients = [Account(cast.pilot, 5100 + number) for number in range(12)]
    for client in clients:
        await cast.pilot.pair(client, cast.one)
    sides = (await cast.pilot.standing(cast.one)).sides

    assert len({side.name for side in sides}) == len({side.own for side in sides}) == 12


async def test_g12_a_peer_worker_learns_nothing_but_the_name(cast) -> None:
    """No id, no account's name, and nothing a client told the bot, anywhere on their phone."""
    await cast.client.says("my sister zanzibarcanary helps me sleep")
    await cast.pilot.pair(cast.client, cast.one)
    other = Account(cast.pilot, 5002)
    await cast.pilot.pair(other, cast.two)
    for command in ("/pairings", "/desk", "/whatyouknow", "/export", "/duty"):
        await cast.one.says(command)
    theirs = (await cast.pilot.standing(other)).sides[0]
    calls = str([values for method, values in cast.pilot.request.calls
                 if values.get("chat_id") == cast.one.chat])  # fmt: skip

    for secret in (str(cast.client.chat), "Zanzibar", "canary", theirs.own, theirs.name):
        assert secret not in calls


async def test_g12_what_goes_between_two_people_is_protected(cast) -> None:
    """Telegram is asked to refuse forwarding and saving it."""
    await cast.begin_talk()
    await cast.client.says("hello")
    await cast.one.says("hello you")
    cards = [one for one in cast.one.phone if "Take it" in one.buttons or "\nhello" in one.text]

    assert cards
    assert all(one.protected for one in cards)
    assert cast.client.phone[-1].protected


@pytest.mark.parametrize("by", ["client", "peer"])
async def test_g13_either_side_ends_it(cast, words, by: str) -> None:
    """The other gets one neutral line."""
    await cast.pilot.pair(cast.client, cast.one)
    who, other = (cast.client, cast.one) if by == "client" else (cast.one, cast.client)
    name = (await cast.pilot.standing(other)).sides[0].name
    await who.says("/pairings")
    await who.taps("End pairing")

    assert other.last == said(words, "peer/pairing_over", name=name)
    for one in (who, other):
        assert (await cast.pilot.standing(one)).sides == ()


@pytest.mark.parametrize("by", ["client", "peer"])
async def test_g13_forgetting_ends_pairings_and_talks_on_both_sides(cast, words, by: str) -> None:
    """The other side gets one neutral line for each, and nothing of either is left."""
    await cast.pilot.pair(cast.client, cast.one)
    await cast.begin_talk()
    who, other = (cast.client, cast.one) if by == "client" else (cast.one, cast.client)
    name = (await cast.pilot.standing(other)).sides[0].name
    await who.says("/forget")
    await who.says("yes")
    await cast.pilot.tick()
    told = [one.text for one in other.phone[-2:]]

    assert said(words, "peer/pairing_over", name=name) in told
    assert len(told) == 2
    for one in (who, other):
        standing = await cast.pilot.standing(one)
        assert (standing.sides, standing.parts) == ((), ())
    before = len(other.phone)
    await cast.pilot.tick(5)
    assert len(other.phone) == before


async def test_g13_blocking_the_bot_ends_them_too(cast, words) -> None:
    """However somebody goes, the other side is told."""
    await cast.pilot.pair(cast.client, cast.one)
    name = (await cast.pilot.standing(cast.one)).sides[0].name
    store = cast.pilot.store
    await forget(store.database, store.keyring, store.master.person(cast.client.chat))
    await cast.pilot.tick()

    assert cast.one.last == said(words, "peer/pairing_over", name=name)


async def test_a_pairing_outlives_the_notes_and_ends_half_a_year_after_the_last_talk(cast) -> None:
    """The record of the talk goes after a day; where to write to them stays with the pairing."""
    await cast.client.says("it helps me sleep")
    await cast.pilot.pair(cast.client, cast.one)
    store = cast.pilot.store
    cast.pilot.now.pass_(3 * 24 * 3600)
    await expire(store.database, store.keyring, cast.pilot.now())
    assert (await cast.pilot.standing(cast.client)).sides
    async with store.database.begin() as connection:
        await connection.execute(delete(person))
    cast.pilot.now.pass_(PAIRED.total_seconds())
    await expire(store.database, store.keyring, cast.pilot.now())

    assert not (await cast.pilot.standing(cast.client)).kept


async def test_what_is_kept_is_told_and_handed_over(cast) -> None:
    """/whatyouknow and /export leave nothing out, also with no record of a talk."""
    await cast.pilot.pair(cast.client, cast.one)
    side = (await cast.pilot.standing(cast.client)).sides[0]
    told = (await cast.client.says("/whatyouknow"))[0]

    assert side.name in told
    assert side.own in told
    asked = await cast.client.says("/forget")
    assert "yes" in asked[0]


async def test_a_second_link_of_the_same_peer_worker_changes_nothing(cast, words) -> None:
    """Nobody is paired twice with the same one, and nobody with themself."""
    await cast.pilot.pair(cast.client, cast.one)
    await cast.pilot.pair(cast.client, cast.one)
    assert cast.client.last == said(words, "peer/paired_already")
    assert len((await cast.pilot.standing(cast.client)).sides) == 1
    await cast.pilot.pair(cast.one, cast.one)

    assert len((await cast.pilot.standing(cast.one)).sides) == 1


async def test_a_paused_pilot_pairs_nobody(cast, words) -> None:
    """One command of the coordinator's, and one to go on."""
    word = await cast.one.link("/pair")
    await cast.coordinator.says("/pilot pause")
    reply = await cast.client.starts(word)
    assert reply == [said(words, "peer/pilot_paused")]
    assert (await cast.client.says("/peer"))[0].startswith(said(words, "peer/paused"))
    typed = await cast.client.says("can i talk to a real person")
    assert typed[0].startswith(said(words, "peer/paused"))
    await cast.coordinator.says("/pilot on")

    assert await cast.client.starts(word) == [said(words, "peer/consent")]


def test_the_words_of_names_are_many_and_plain() -> None:
    """Enough for chance, and none that could hurt."""
    first, second = name_words("en")

    assert len(first) * len(second) >= 3000
    assert len(set(first)) == len(first)
    assert len(set(second)) == len(second)
    banned = {"white", "brown", "snow", "crystal", "horse", "dragon", "monkey", "rat", "pig",
              "dog", "cow", "mule", "snake", "green", "black", "blue"}  # fmt: skip
    assert not banned & {*first, *second}


async def test_the_only_coordinator_is_told_what_leaving_means(cast, words) -> None:
    """With a second one it is nobody's worry."""
    alone = said(words, "coordinator/leave_last")
    assert alone in (await cast.coordinator.says("/leave"))[0]
    assert alone not in (await cast.one.says("/leave"))[0]
    await cast.pilot.coordinator(9003)
    assert alone not in (await cast.coordinator.says("/leave"))[0]


async def test_the_question_below_a_link_is_answered_in_any_process(cast, words) -> None:
    """Nothing is kept yet of somebody who is asked, so the button itself says what it is for."""
    await cast.client.starts(await cast.one.link("/pair"))
    await cast.pilot.stop()
    other = await Pilot.start(cast.pilot.store, cast.pilot.now)
    other.goes_on(cast.pilot.now(), cast.pilot.phones, cast.pilot.next_update(), 5000)
    client = Account(other, cast.client.chat)
    await client.taps("Yes")
    assert "You're paired with" in client.last
    await client.taps("No")
    await other.stop()

    assert client.last == words.telegram("old_link")


async def test_a_link_that_was_declined_can_still_be_used(cast, words) -> None:
    """As is said to whoever declines."""
    await cast.client.starts(await cast.one.link("/pair"))
    await cast.client.taps("No")
    assert cast.client.last == said(words, "peer/link_no")
    await cast.client.taps("Yes")
    assert "You're paired with" in cast.client.last


@pytest.mark.parametrize("data", ["peers+", "peers+pair_", "peers+pair_x", "peers-co_x", "peers*"])
async def test_made_up_answers_to_a_link_lead_nowhere(cast, words, data: str) -> None:
    """Guessed, they are old links or stale buttons."""
    told = await cast.stranger.taps_data(data)

    assert told in ([words.telegram("old_link")], [words.telegram("stale")])
    assert not (await cast.pilot.standing(cast.stranger)).kept
