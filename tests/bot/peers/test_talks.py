"""A talk with a peer worker: asked for, taken by one, relayed, handed over, ended."""

from __future__ import annotations

import asyncio

import pytest
from support.client import book
from support.kept import Place
from support.pilot import Account, Pilot
from support.transport import message

from bot.peers import talks
from bot.peers.ledger import Ledger
from bot.peers.rows import Part
from bot.peers.talks import Said
from bot.peers.voice import said
from bot.store.opening import Store
from dialogues import safety

CANARY = "zanzibarcanary"


async def test_the_client_approves_word_by_word_what_goes_first(cast) -> None:
    """Their own line is read back, and is on the card exactly as they wrote it."""
    line = f"not great. {CANARY} and the rent, nothing urgent"
    await cast.client.says("/peer")
    await cast.client.taps("My own words")
    read = await cast.client.says(line)
    before = len(cast.one.phone)

    assert read[0].endswith(f"\n{line}")
    assert len(cast.one.phone) == before
    await cast.client.taps("Send this")
    assert cast.one.last.endswith(line)
    assert cast.two.last.endswith(line)


@pytest.mark.parametrize("told", [True, False])
async def test_what_is_typed_instead_of_a_tap_is_read_back_first(cast, words, told: bool) -> None:
    """The bot asked what they are to know, so this is what they are to know."""
    if told:
        await cast.client.says("my sister keeps on at me and it helps me sleep")
    await cast.client.says("/peer")
    before = len(cast.one.phone)
    read = await cast.client.says("just that im tired")

    assert read == [f"{said(words, 'peer/read_back')}\njust that im tired"]
    assert len(cast.one.phone) == before
    await cast.client.says("yes")
    assert cast.one.last.endswith("just that im tired")


async def test_a_typed_no_to_the_notes_asks_for_their_own_words(cast, words) -> None:
    """And a second no asks nobody."""
    await cast.client.says("my sister keeps on at me and it helps me sleep")
    await cast.client.says("/peer")

    assert await cast.client.says("no") == [said(words, "peer/ask_bare")]
    assert await cast.client.says("no") == [said(words, "peer/not_asked")]


async def test_nothing_is_passed_on_that_was_not_approved(cast) -> None:
    """What they told the bot stays there, also when they change their mind."""
    await cast.client.says("my sister knows and it helps me sleep")
    await cast.client.says("can i talk to a person")
    await cast.client.taps("Leave it for now")
    assert all("sister" not in one.text for one in cast.one.phone)
    await cast.client.asks()

    assert all("sister" not in one.text and "sleep" not in one.text for one in cast.one.phone)


@pytest.mark.parametrize(
    "wish", ["can i talk to a real person", "i want to talk to a person", "get me a human"]
)
async def test_asking_in_ones_own_words_does_the_same_as_the_command(cast, words, wish) -> None:
    """The dialogue's "there is nobody" is said only where there is nobody."""
    reply = await cast.client.says(wish)

    assert reply == [said(words, "peer/ask_bare")]


async def test_without_a_pilot_a_person_is_not_promised(pilot: Pilot, words) -> None:
    """Then the numbers are given, as ever."""
    reply = await Account(pilot, 5001).says("/peer")

    assert reply == [words.notice("notice/no_peer")]


async def test_nobody_on_duty_is_said_at_once_with_hours_and_other_ways(cast, words) -> None:
    """No one is made to wait for somebody who is not there."""
    await cast.coordinator.says("/hours weekdays 5 to 10 in the evening")
    for peer in (cast.one, cast.two):
        await peer.says("/duty off")
    reply = await cast.client.says("/peer")

    assert said(words, "peer/nobody") in reply[0]
    assert "weekdays 5 to 10 in the evening" in reply[0]
    assert "help now" in reply[0]
    assert not (await cast.pilot.standing(cast.client)).kept


async def test_one_takes_it_and_the_other_is_told(cast, words) -> None:
    """A second tap finds nothing."""
    await cast.client.asks()
    card = cast.two.phone[-1]
    await cast.one.taps("Take it")

    assert "is here" in cast.client.last
    assert "with a colleague" in cast.two.last
    late = await cast.two.taps_data(card.buttons["Take it"])
    assert late == [words.telegram("stale")]


async def test_of_two_who_tap_at_once_one_wins(cast) -> None:
    """Both updates are worked on at the same time."""
    await cast.client.asks()
    for number, peer in ((9001, cast.one), (9002, cast.two)):
        raw = message(number, peer.chat, "x")
        query = {"id": str(number), "from": raw["message"]["from"], "chat_instance": "1",
                 "data": peer.phone[-1].buttons["Take it"], "message": raw["message"]}  # fmt: skip
        await cast.pilot.take({"update_id": number, "callback_query": query})
    await cast.pilot.work()

    through = ["through to" in peer.last for peer in (cast.one, cast.two)]
    assert sorted(through) == [False, True]
    assert sum("is here" in one.text for one in cast.client.phone) == 1


async def test_words_go_both_ways_exactly_as_they_were_written(cast) -> None:
    """With a made-up name above, and protected from being passed on."""
    await cast.begin_talk()
    assert await cast.client.says("hi. is that  a person? <b>{{ 7*7 }}") == []
    assert cast.one.last.endswith(":\nhi. is that  a person? <b>{{ 7*7 }}")
    await cast.one.says("yes. it is")

    assert cast.client.last.endswith(":\nyes. it is")
    assert cast.one.phone[-1].protected
    assert cast.client.phone[-1].protected


async def test_a_talk_keeps_no_message(cast) -> None:
    """Neither table nor record holds what was said, only that a talk goes on."""
    await cast.begin_talk()
    await cast.client.says(f"my {CANARY}")
    standing = await cast.pilot.standing(cast.client)

    assert CANARY not in str([part.record() for part in standing.parts])
    assert standing.parts[0].words == ""
    export = await cast.client.says("/export")
    assert export


async def test_commands_still_work_in_a_talk(cast, words) -> None:
    """They are not passed on."""
    await cast.begin_talk()
    before = len(cast.one.phone)

    assert (await cast.client.says("/help"))[0] == words.telegram("help")
    assert len(cast.one.phone) == before


async def test_danger_in_a_talk_is_answered_by_the_bot_and_told_to_the_peer(cast, words) -> None:
    """The client gets the number; the peer worker the words, the alert and what to do."""
    await cast.begin_talk()
    name = (await cast.pilot.standing(cast.one)).talk.name
    reply = await cast.client.says("i took too many pills and i want to die")

    assert any(digit in reply[0].splitlines()[0] for digit in "0123456789")
    assert cast.one.phone[-2].text.endswith("i took too many pills and i want to die")
    assert cast.one.last == said(words, "peer/alert", name=name)


async def test_an_answer_tapped_to_the_bot_stays_with_the_bot(cast) -> None:
    """A bare "No" without its question would tell the peer worker something else."""
    await cast.begin_talk()
    await cast.client.says("i want to die")
    before = len(cast.one.phone)
    reply = await cast.client.taps("No")

    assert reply
    assert len(cast.one.phone) == before


async def test_danger_in_a_peers_words_reminds_the_peer_and_alarms_nobody(cast, words) -> None:
    """The client gets the words and no notice."""
    await cast.begin_talk()
    before = len(cast.client.phone)
    reply = await cast.one.says("is he not breathing? has he gone blue and wont wake up?")

    assert reply == [said(words, "peer/alert_own")]
    assert [one.text.split("\n")[1] for one in cast.client.phone[before:]] == [
        "is he not breathing? has he gone blue and wont wake up?"
    ]


async def test_in_danger_a_person_is_offered_and_asked_without_more_questions(cast) -> None:
    """One tap, and the card says that danger was heard."""
    await cast.client.says("i want to die")
    await cast.client.taps("Ask for a person")

    assert "heard danger" in cast.one.last
    assert "want to die" not in cast.one.last


async def test_a_talk_is_handed_over_and_the_client_knows(cast, words) -> None:
    """The first peer worker stays until the second is there, who sees nothing of before."""
    await cast.begin_talk()
    await cast.client.says(f"about the {CANARY}")
    await cast.one.taps("Hand over")
    await cast.one.says("one moment")
    assert cast.client.last.endswith("one moment")
    await cast.two.taps("Take it")

    assert "another peer worker" in cast.client.last
    assert "out of it" in cast.one.last
    assert all(CANARY not in one.text for one in cast.two.phone)
    await cast.client.says("hello again")
    assert cast.two.last.endswith("hello again")
    assert not cast.one.last.endswith("hello again")


async def test_backup_calls_colleagues_and_the_coordinator(cast) -> None:
    """Without a word of the talk."""
    await cast.begin_talk()
    await cast.client.says(f"about the {CANARY}")
    await cast.one.says("/backup")

    assert "backup" in cast.two.last
    assert "backup" in cast.coordinator.last
    assert CANARY not in cast.two.last + cast.coordinator.last


async def test_nobody_to_hand_over_to_is_said(cast, words) -> None:
    """The talk goes on."""
    await cast.two.says("/duty off")
    await cast.begin_talk()

    assert await cast.one.says("/transfer") == [said(words, "peer/nobody_free")]
    await cast.client.says("still there?")
    assert cast.one.last.endswith("still there?")


@pytest.mark.parametrize("by", ["client", "peer"])
async def test_either_side_ends_it_and_the_bot_is_back(cast, by: str) -> None:
    """It says that it is the bot again, and answers."""
    await cast.begin_talk()
    await (cast.client if by == "client" else cast.one).says("/end")

    assert "the bot" in cast.client.last
    assert "ended" in cast.one.last
    reply = await cast.client.says("it helps me sleep")
    assert "sleep" in reply[-1]
    assert (await cast.pilot.standing(cast.client)).parts == ()
    assert (await cast.pilot.standing(cast.one)).parts == ()


async def test_the_word_end_ends_it_too(cast) -> None:
    """As typed, as tapped."""
    await cast.begin_talk()
    await cast.client.says("End.")

    assert "the bot" in cast.client.last


async def test_a_request_is_taken_back(cast) -> None:
    """Those who were asked are told."""
    await cast.client.asks()
    await cast.client.says("/end")

    assert "not waiting any more" in cast.one.last
    assert (await cast.pilot.standing(cast.client)).parts == ()


async def test_one_request_at_a_time(cast, words) -> None:
    """A second asking says so."""
    await cast.client.asks()

    assert await cast.client.says("/peer") == [said(words, "peer/asked_already")]


async def test_a_peer_worker_is_in_one_talk_at_a_time(cast, words) -> None:
    """And gets no cards meanwhile."""
    await cast.begin_talk()
    before = len(cast.one.phone)
    await Account(cast.pilot, 5002).asks()

    assert len(cast.one.phone) == before
    assert "Take it" in cast.two.phone[-1].buttons


async def test_a_peer_worker_at_their_limit_is_not_asked(cast) -> None:
    """The limit counts a day's talks, and starts anew the next day."""
    await cast.two.says("/duty off")
    await cast.one.says("/limit 1")
    await cast.begin_talk()
    await cast.one.says("/end")
    reply = await cast.client.says("/peer")
    if "Nothing, ask them" in cast.client.phone[-1].buttons:
        reply = await cast.client.taps("Nothing, ask them")
    assert "Nobody is free" in reply[-1]
    cast.pilot.now.pass_(24 * 3600)
    await cast.one.says("/duty on")
    await cast.client.asks()

    assert "Take it" in cast.one.phone[-1].buttons


async def test_a_message_right_behind_the_end_is_not_lost_on_anybody(cast) -> None:
    """It is said that it was not passed on."""
    await cast.begin_talk()
    ids = 8000
    await cast.pilot.take(message(ids, cast.one.chat, "/end", entities=[
        {"type": "bot_command", "offset": 0, "length": 4}]))  # fmt: skip
    await cast.pilot.take(message(ids + 1, cast.client.chat, "wait"))
    await cast.pilot.work()

    texts = [one.text for one in cast.client.phone[-2:]]
    assert any("passed on" in text for text in texts)
    assert not cast.one.last.endswith("wait")


async def test_somebody_under_18_is_not_put_through(cast, words) -> None:
    """They get the numbers."""
    await cast.client.says("im 15")

    assert await cast.client.says("/peer") == [words.notice("notice/no_peer")]
    assert await cast.client.starts(await cast.one.link("/pair")) == [said(words, "peer/adults")]


async def test_two_processes_on_postgresql_give_a_talk_to_one(postgres_url: str, tmp_path) -> None:
    """Of many requests taken by two at once, each has one peer worker in the end."""
    place = Place(postgres_url, tmp_path / "keys/master.key")
    first, second = await place.open(), await place.open()
    pilot = await Pilot.start(first)
    coordinator = await pilot.coordinator()
    peers = [await pilot.peer(coordinator, 9100 + number) for number in range(2)]
    for peer in peers:
        await peer.says("/limit 20")

    async def takes(store: Store, offer: Part) -> Said:
        async with store.database.begin() as connection:
            return await talks.take(Ledger(connection, store, pilot.now()), book(), offer)

    for number in range(4):
        client = Account(pilot, 5000 + number)
        await client.asks()
        offers = [(await pilot.standing(peer)).parts[-1] for peer in peers]
        told = await asyncio.gather(
            takes(first, offers[0]), takes(second, offers[1]), return_exceptions=True
        )
        won = [one for one in told if not isinstance(one, BaseException)
               and "through to" in one[0][0]]  # fmt: skip

        assert len(won) == 1, told
        await client.says("/end")
    await pilot.stop()
    await first.close()
    await second.close()


async def test_the_whole_way_on_postgresql(postgres_url: str, tmp_path) -> None:
    """Paired, asked for, taken, relayed, handed over, forgotten, counted: as on SQLite."""
    store = await Place(postgres_url, tmp_path / "keys/master.key").open()
    pilot = await Pilot.start(store)
    coordinator = await pilot.coordinator()
    one, two = [await pilot.peer(coordinator, 9100 + number) for number in range(2)]
    client = Account(pilot, 5001)
    await pilot.pair(client, one)
    await client.says("/order")
    for text in ("dave", "police", "come"):
        await client.says(text)
    await client.says("keep it")
    await client.asks()
    await one.taps("Take it")
    await client.says("hello there")
    assert one.last.endswith("\nhello there")
    await one.taps("Hand over")
    await two.taps("Take it")
    await client.says("hello again")
    assert two.last.endswith("\nhello again")
    assert (await pilot.standing(client)).order
    await client.says("/forget")
    await client.says("yes")
    await pilot.tick(60)

    assert "pairing with" in one.last
    assert "has ended" in two.last
    assert not (await pilot.standing(client)).kept
    assert "counts" in (await coordinator.says("/pilot"))[0]
    assert len(await coordinator.says("/team")) == 3
    assert "handler_failed" not in await pilot.counts()
    await pilot.stop()
    await store.close()


async def test_those_on_duty_are_not_worn_out(cast, words) -> None:
    """After five requests in some hours no more go out, but for danger."""
    await cast.client.says("it helps me sleep")
    for _ in range(5):
        await cast.client.asks()
        await cast.client.says("/end")
    assert await cast.client.says("/peer") == [said(words, "peer/asked_often")]
    before = len(cast.one.phone)
    await cast.client.says("i want to die")
    await cast.client.taps("Ask for a person")
    assert len(cast.one.phone) > before
    await cast.client.says("/end")
    cast.pilot.now.pass_(6 * 3600)
    await cast.one.says("/duty on")

    assert said(words, "peer/asked_often") not in await cast.client.says("/peer")


async def test_where_the_bot_is_unsure_it_tells_the_peer_so(
    cast, words, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It speaks of no number given; a peer worker's own words alarm nobody then."""
    unsure, real = "she went quiet on me", safety.register
    monkeypatch.setattr(
        safety, "register",
        lambda text, *more: safety.Register.CHECK if text == unsure else real(text, *more),
    )  # fmt: skip
    await cast.begin_talk()
    name = (await cast.pilot.standing(cast.one)).talk.name

    assert await cast.client.says(unsure)
    assert cast.one.phone[-2].text.endswith(unsure)
    assert cast.one.last == said(words, "peer/unsure", name=name)
    await cast.one.says(unsure)
    assert cast.client.last.endswith(unsure)
    assert not (await cast.pilot.standing(cast.one)).talk.hard
