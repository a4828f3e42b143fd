"""From update to reply: once, in order, whatever comes twice, together, or fails."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncConnection
from support.kept import Place
from support.transport import SORRY, Transport, message

from bot.store.counting import totals
from bot.store.schema import inbox, outbox, sent_message
from bot.telegram.claiming import ATTEMPTS, claim, recover
from bot.telegram.letting_go import let_go

Start = Callable[..., Awaitable[Transport]]


async def test_a_message_has_its_effect_and_its_reply(start: Start) -> None:
    """And nothing of it stays in the queues."""
    bot = await start()
    await bot.hears(7, "hello")
    await bot.work()

    assert await bot.heard(7) == ["hello"]
    assert bot.request.texts(7) == ["hello"]
    assert [(row.state, row.sealed, row.person) for row in await bot.rows(inbox)] == [
        ("done", None, None)
    ]
    assert [(row.state, row.sealed, row.person) for row in await bot.rows(outbox)] == [
        ("sent", None, None)
    ]


async def test_an_update_delivered_twice_has_one_effect(start: Start) -> None:
    """Before and after it was handled, and twice in one fetch."""
    bot = await start()
    raw = message(5, 7, "once")
    new = await asyncio.gather(bot.take(raw), bot.take(raw))
    again = await bot.take(raw)
    await bot.work()
    late = await bot.take(raw)
    await bot.work()

    assert sorted([*new, again, late]) == [False, False, False, True]
    assert bot.request.texts() == ["once"]


async def test_an_update_that_cannot_be_read_stops_nobody(start: Start) -> None:
    """Its id is kept, so that it is confirmed once and not looked at again."""
    bot = await start()
    await bot.take({"update_id": 1, "message": {"chat": "nonsense"}})
    await bot.take({"update_id": 2, "kind_of_next_year": {}})
    await bot.take(message(3, 7, "me too"))
    await bot.work()

    assert bot.request.texts() == ["me too"]
    assert [row.state for row in await bot.rows(inbox)] == ["dead", "done", "done"]


async def test_a_handler_that_fails_stops_nobody(start: Start) -> None:
    """The failed turn ends; the next one happens."""
    bot = await start()
    await bot.hears(7, "fail", "after")
    await bot.work()

    assert bot.request.texts(7) == ["after"]


@pytest.mark.parametrize("kills", [1, 2, 3])
async def test_a_killed_turn_is_tried_again(start: Start, kills: int) -> None:
    """With all its effect, once."""
    bot = await start()
    await bot.hears(7, "one", "two")
    for _ in range(kills):
        await _claimed_by_the_dead(bot)
    await bot.work()

    assert await bot.heard(7) == ["one", "two"]
    assert bot.request.texts(7) == ["one", "two"]


async def test_an_update_that_kills_is_given_up_alone(start: Start) -> None:
    """After its tries; the person is told, and what came after it is answered."""
    bot = await start()
    await bot.hears(7, "poison", "after")
    first = (await bot.rows(inbox))[0].seq
    async with bot.store.database.begin() as connection:
        await connection.execute(
            update(inbox).where(inbox.c.seq == first).values(attempts=ATTEMPTS)
        )
    await bot.hears(8, "somebody else")
    await bot.work()

    assert bot.request.texts(7) == [SORRY, "after"]
    assert bot.request.texts(8) == ["somebody else"]
    assert [row.state for row in await bot.rows(inbox)] == ["dead", "done", "done"]


async def test_what_was_tried_before_is_tried_by_itself(start: Start) -> None:
    """If the process dies again, no other update gets the blame."""
    bot = await start()
    await bot.hears(7, "one")
    await bot.hears(8, "two")
    await _claimed_by_the_dead(bot)
    await bot.hears(9, "three")
    claims = [await claim(bot.store, 99, bot.now(), 10, busy=busy) for busy in (True, False)]

    assert [len(groups) for groups in claims] == [0, 1]
    assert claims[1][0].suspect


async def test_what_a_living_process_works_on_is_left_alone(start: Start) -> None:
    """Its claim stands until it dies."""
    bot = await start()
    await bot.hears(7, "mine")
    async with bot.store.database.begin() as connection:
        await connection.execute(update(inbox).values(owner=bot.presence.number))
    await bot.work()

    assert bot.request.texts() == []


async def test_a_process_taken_for_dead_changes_nothing_when_it_comes_back(start: Start) -> None:
    """Its claim was given to another; its turn is dropped whole."""
    bot = await start()
    await bot.hears(7, "hello")
    await bot.worker.once()
    async with bot.store.database.begin() as connection:
        await connection.execute(update(inbox).values(owner=1))
    await bot.worker.drain()

    assert await bot.heard(7) == []
    assert await bot.rows(outbox) == []


async def test_a_look_around_keeps_nothing(start: Start) -> None:
    """No record, and no message id for later (guarantee G17)."""
    bot = await start()
    await bot.hears(7, "/look")
    await bot.work()

    assert bot.request.texts(7) == ["/look"]
    assert await bot.heard(7) == []
    assert await bot.rows(sent_message) == []


async def test_messages_sent_are_known_at_the_next_turn(start: Start) -> None:
    """So that /hide can take them away."""
    bot = await start()
    await bot.hears(7, "hello")
    await bot.work()
    kept = len(await bot.rows(sent_message))
    await bot.hears(7, "again")
    await bot.work()

    assert kept == 1
    assert len(await bot.rows(sent_message)) == 1  # the new one; the old one is in the record


async def test_forgetting_leaves_the_bare_ids_and_the_reply(start: Start) -> None:
    """The key is gone, and the last reply arrives."""
    bot = await start()
    await bot.hears(7, "hello")
    await bot.work()
    await bot.hears(7, "/forget")
    await bot.work()
    whom = bot.store.master.person(7)

    assert bot.request.texts(7) == ["hello", "forgotten"]
    assert await bot.heard(7) == []
    assert await bot.store.keyring.key(whom, create=False, on=bot.now().date()) is None
    assert {(row.state, row.person, row.sealed) for row in await bot.rows(inbox)} == {
        ("done", None, None)
    }
    assert await bot.rows(sent_message) == []


async def test_what_is_written_after_forgetting_is_heard_anew(start: Start) -> None:
    """In the same burst or a moment later, it is not lost with the rest."""
    bot = await start()
    await bot.hears(7, "hello", "/forget", "hello again")
    await bot.work()

    assert bot.request.texts(7) == ["hello", "forgotten", "hello again"]
    assert await bot.heard(7) == ["hello again"]


@pytest.mark.parametrize("meanwhile", [[], ["hello again"]], ids=["quiet", "writing"])
async def test_forgetting_cut_off_half_way_is_done_to_the_end(
    start: Start, meanwhile: list[str]
) -> None:
    """By whoever comes next; what arrives before the key is gone waits, and opens afterwards."""
    bot = await start()
    await bot.hears(7, "hello")
    await bot.work()
    whom = bot.store.master.person(7)
    old = await bot.store.keyring.key(whom, create=False, on=bot.now().date())
    async with bot.store.database.begin() as connection:
        await connection.execute(update(inbox).values(state="forget", person=whom, owner=1))
    await bot.hears(7, *meanwhile)
    await bot.work()
    before = bot.request.texts(7)
    resumed = await bot.worker.finisher.resume([1])
    new = await bot.store.keyring.key(whom, create=False, on=bot.now().date())
    await bot.work()

    assert (before, resumed, new) == (["hello"], 1, None)
    assert await bot.store.keyring.key(whom, create=False, on=bot.now().date()) != old
    assert bot.request.texts(7) == ["hello", *meanwhile]
    assert await bot.heard(7) == meanwhile
    assert {(row.state, row.person) for row in await bot.rows(inbox)} == {("done", None)}


async def test_a_key_is_asked_for_only_when_nobody_can_be_forgotten(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who is wiped just before their message is written is written down anew."""
    bot = await start()
    await bot.hears(7, "hello", "/forget")
    await bot.work()
    begin = bot.store.database.begin

    @asynccontextmanager
    async def late() -> AsyncIterator[AsyncConnection]:
        monkeypatch.setattr(bot.store.database, "begin", begin)
        await bot.store.keyring.shred(bot.store.master.person(7))
        async with begin() as connection:
            yield connection

    monkeypatch.setattr(bot.store.database, "begin", late)
    await bot.hears(7, "hello again")
    await bot.work()

    assert await bot.heard(7) == ["hello again"]


async def test_who_has_written_since_is_not_let_go_of(start: Start) -> None:
    """A reply that bounced is older news than a message that waits."""
    bot = await start()
    await bot.hears(7, "hello")
    await bot.work()
    whom = bot.store.master.person(7)
    await bot.hears(7, "back again")
    kept = await let_go(bot.store, whom, bot.now(), update_id=-1, owner=bot.presence.number)
    await bot.work()
    gone = await let_go(bot.store, whom, bot.now(), update_id=-2, owner=bot.presence.number)

    assert (kept, gone) == (False, True)
    assert bot.request.texts(7) == ["hello", "back again"]
    assert await bot.heard(7) == []
    assert {row.person for row in await bot.rows(inbox)} == {None}


async def test_counts_are_added_with_the_turn(start: Start) -> None:
    """By day and name."""
    bot = await start()
    await bot.hears(7, "a", "b")
    await bot.work()
    async with bot.store.database.read() as connection:
        today = bot.now().date()
        counted = await totals(connection, today, today)

    assert counted["heard"] == 2
    assert counted["outbox_sent"] == 2


async def test_several_workers_keep_everybodys_order(start: Start) -> None:
    """Each message once, each person's in order, whoever works on them."""
    bot = await start()
    said = [(random.Random(n).randrange(6), f"m{n}") for n in range(60)]
    for chat, text in said:
        await bot.hears(chat + 1, text)
    others = [bot] if bot.store.database.is_sqlite else [bot, await start(now=bot.now)]

    async def work(one: Transport) -> None:
        while await one.worker.once():
            await one.worker.drain()

    await asyncio.gather(*(work(one) for one in others))
    for one in others:
        await work(one)
    await bot.sender.drain()

    for chat in range(6):
        expected = [text for whose, text in said if whose == chat]
        assert await bot.heard(chat + 1) == expected
        assert bot.request.texts(chat + 1) == expected


_steps = st.lists(
    st.one_of(
        st.tuples(st.just("say"), st.integers(1, 3)),
        st.tuples(st.just("again"), st.integers(0, 10)),
        st.tuples(st.just("die"), st.just(0)),
        st.tuples(st.just("work"), st.just(0)),
    ),
    max_size=25,
)


@given(steps=_steps)
@settings(
    max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
def test_any_history_has_every_effect_once_and_in_order(
    steps: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Messages, redeliveries and killed turns in any mixture."""
    folder = tmp_path_factory.mktemp("history")

    async def play() -> None:
        place = Place(f"sqlite:///{folder / 'data' / 'p.db'}", folder / "keys" / "m.key")
        store = await place.open()
        bot = await Transport.start(store)
        sent: list[dict[str, object]] = []
        expected: dict[int, list[str]] = {1: [], 2: [], 3: []}
        for what, number in steps:
            if what == "say":
                raw = message(len(sent) + 1, number, f"m{len(sent)}")
                sent.append(raw)
                expected[number].append(f"m{len(sent) - 1}")
                await bot.take(raw)
            elif what == "again" and sent:
                await bot.take(sent[number % len(sent)])
            elif what == "die":
                await _claimed_by_the_dead(bot, forgive=True)
            elif what == "work":
                await bot.work()
        await bot.work()
        for chat, texts in expected.items():
            assert await bot.heard(chat) == texts
            assert bot.request.texts(chat) == texts
        await bot.stop()
        await store.close()

    asyncio.run(play())


async def _claimed_by_the_dead(bot: Transport, *, forgive: bool = False) -> None:
    """Let a process claim what is ready and die; with `forgive` it is not held against it."""
    await claim(bot.store, 99, bot.now(), 10)
    await recover(bot.store, bot.presence.number, [99])
    if forgive:
        async with bot.store.database.begin() as connection:
            await connection.execute(update(inbox).values(attempts=0))
