"""The room's tables: sealed, bound to their rows, and nothing of a talk in any file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.peers.rows import Side, sealed, side_of
from bot.store.errors import Unreadable
from bot.store.schema import RULES, crisis_order, invitation, member, pairing, peer_talk

CANARY = "zanzibarcanary"


async def in_the_middle(cast) -> list[str]:
    """Let everything be going on at once; return all that no file may show."""
    await cast.pilot.pair(cast.client, cast.one)
    await cast.client.says("/order")
    for answer in (f"{CANARY} first", f"never {CANARY}", f"say {CANARY}"):
        await cast.client.says(answer)
    await cast.client.says("keep it")
    await cast.client.says("/peer")
    await cast.client.says("my own words")
    await cast.client.says(f"tell them {CANARY}")
    await cast.client.says("send this")
    open_link = await cast.two.link("/pair")
    side = (await cast.pilot.standing(cast.client)).sides[0]
    people = (cast.coordinator, cast.one, cast.two, cast.client)
    return [CANARY, side.name, side.own, open_link.removeprefix("pair_"),
            *(str(one.chat) for one in people)]  # fmt: skip


async def test_g01_g02_nothing_of_a_pilot_stands_in_any_file_in_the_clear(
    cast, tmp_path: Path
) -> None:
    """Neither words, names, codes nor ids: asked for, taken, and while it goes on."""
    secrets = await in_the_middle(cast)
    await cast.one.taps("Take it")
    await cast.client.says(f"the {CANARY} again")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".db" for path in files)
    for path in files:
        content = path.read_bytes()
        for secret in secrets:
            assert secret.encode() not in content, (path.name, secret)


async def test_g03_one_sides_row_opens_for_nobody_else(cast) -> None:
    """Swapped between two people, or put into another pairing, it is nobody's."""
    await cast.pilot.pair(cast.client, cast.one)
    mine = (await cast.pilot.standing(cast.client)).sides[0]
    store = cast.pilot.store
    async with store.database.begin() as connection:
        rows = (await connection.execute(select(pairing))).all()
        await connection.execute(
            update(pairing).where(pairing.c.role == "client").values(
                sealed=next(row.sealed for row in rows if row.role == "peer")
            )
        )  # fmt: skip

    assert (await cast.pilot.standing(cast.client)).sides == ()
    key = b"\1" * 32
    row = sealed(key, mine.record(), "pairing", mine.person, mine.link)
    moved = type("Row", (), {"person": mine.person, "link": b"\2" * 16, "role": "client",
                             "since": mine.since, "sealed": row})  # fmt: skip
    with pytest.raises(Unreadable):
        side_of(moved, key)


async def test_forgetting_leaves_no_row_in_any_table_of_the_room(cast) -> None:
    """Of the one who asked; and of what they shared, on either side."""
    await in_the_middle(cast)
    await cast.one.taps("Take it")
    await cast.client.says("/forget")
    await cast.client.says("yes")
    await cast.pilot.tick()
    await cast.pilot.tick(3700)  # what the peer workers' side has to clear up
    whom = cast.pilot.store.master.person(cast.client.chat)
    async with cast.pilot.store.database.read() as connection:
        for table in (crisis_order, invitation, member, pairing, peer_talk):
            rows = (await connection.execute(select(table).where(table.c.person == whom))).all()
            assert rows == [], table.name
            assert RULES[table.name] == "delete"
        assert (await connection.execute(select(pairing))).all() == []
        assert (await connection.execute(select(peer_talk))).all() == []


async def test_the_export_holds_all_that_is_kept_and_nothing_of_anybody_else(cast) -> None:
    """One's own side, and the other's made-up name."""
    await in_the_middle(cast)
    document = cast.pilot.room.record
    side: Side = (await cast.pilot.standing(cast.client)).sides[0]
    await cast.client.says("/export")
    sent = [values for method, values in cast.pilot.request.calls if method == "sendDocument"]
    assert sent
    whom = await cast.pilot.standing(cast.client)
    record = json.dumps(document(_visit(whom)))

    assert CANARY in record
    assert side.name in record
    assert str(cast.one.chat) not in record


def _visit(standing):
    return type("Visit", (), {"rooms": {"peers": standing}})


async def test_a_person_is_offered_once_when_a_talk_gets_hard(cast) -> None:
    """One button, on the day a strong dark feeling is heard, and not each time."""
    label = "Ask for a person"
    for peer in (cast.one, cast.two):
        await peer.says("/duty off")
    await cast.client.says("im completely hopeless and terrified")  # nobody is there to be offered
    for peer in (cast.one, cast.two):
        await peer.says("/duty on")
    await cast.client.says("i had toast this morning")
    assert all(label not in one.buttons for one in cast.client.phone)
    for text in ("im completely hopeless and terrified", "i am so utterly ashamed",
                 "im totally devastated"):  # fmt: skip
        await cast.client.says(text)

    assert sum(label in one.buttons for one in cast.client.phone) == 1
