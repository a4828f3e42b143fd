"""The peer worker's own things: ready lines, debrief, practice; and the coordinator's figures."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from support.pilot import Account, Pilot

from bot.peers.desk import QUICK
from bot.peers.figures import ROWS, as_csv, as_html, as_text, figures
from bot.peers.voice import said
from bot.store import counting
from dialogues import safety
from dialogues.safety import Register

TODAY = date(2026, 3, 1)
CANARY = "zanzibarcanary"


async def test_a_ready_line_is_sent_by_one_tap(cast, words) -> None:
    """In a talk only."""
    assert await cast.one.says("/quick") == [said(words, "peer/quick_no_talk")]
    await cast.begin_talk()
    await cast.one.says("/quick")
    line = words.wordings(QUICK)[1].source
    await cast.one.taps(line)

    assert cast.client.last.endswith(f":\n{line}")


def test_ready_lines_fit_a_button_and_cry_no_alarm(words) -> None:
    """They are wordings like all others, and linted with them."""
    lines = [wording.source for wording in words.wordings(QUICK)]
    assert all(len(line) <= 48 for line in lines)
    assert [line for line in lines if safety.register(line) is not Register.CONVERSATION] == []


async def test_a_debrief_leads_to_the_coordinator_if_wished(cast, words) -> None:
    """Who is told that, and nothing of the talk."""
    await cast.one.says("/debrief")
    await cast.one.taps("It sits with me")
    assert cast.one.last == said(words, "peer/debrief_sits")
    await cast.one.says("/debrief")
    await cast.one.taps("Call someone")
    name = (await cast.pilot.standing(cast.one)).member.name

    assert cast.coordinator.last == said(words, "coordinator/debrief_call", name=name)
    assert cast.one.last == said(words, "peer/debrief_called")


@pytest.mark.parametrize("by", ["peer", "client"])
async def test_a_hard_talk_ends_with_a_word_about_the_debrief(cast, words, by: str) -> None:
    """Whichever side ends it."""
    await cast.begin_talk()
    await cast.client.says("i want to die")
    await (cast.one if by == "peer" else cast.client).says("/end")

    assert "hard one" in cast.one.last


async def test_practice_counts_what_one_says_and_tells_it(cast) -> None:
    """A made-up client answers; at the end there are figures, and no word is kept."""
    await cast.one.says("/practice")
    assert "Made-up client" in cast.one.last
    await cast.one.says(
        "That costs you more than people see. What would you like to be different?"
    )
    await cast.one.says("You should just stop. Why did you do that?")
    figures_ = (await cast.one.taps("End"))[0]

    assert "Messages of yours: 2." in figures_
    assert "what to do: 1" in figures_
    reply = await cast.one.says("it helps me sleep")
    assert "Made-up client" not in reply[0]


async def test_practice_goes_on_in_another_process_and_keeps_no_word(cast) -> None:
    """The made-up client is drawn anew from a number and codes, and says what they would have."""
    line = f"You miss who you were, {CANARY}."
    said_ = []
    for again in (False, True):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("bot.peers.practice.secrets.randbits", lambda bits: 7)
            await cast.one.says("/practice")
        if again:
            await cast.pilot.stop()
            other = await Pilot.start(cast.pilot.store, cast.pilot.now)
            there = Account(other, cast.one.chat)
            other._ids = cast.pilot._ids
            said_.append([(await there.says(line))[-1], (await there.says(line))[-1]])
            await other.stop()
        else:
            said_.append([(await cast.one.says(line))[-1], (await cast.one.says(line))[-1]])
            standing = await cast.pilot.standing(cast.one)
            assert CANARY not in str([part.record() for part in standing.parts])
    assert said_[0] == said_[1]
    assert said_[0][0] != said_[0][1]


async def test_practice_is_gone_after_an_hour_of_silence_and_with_its_end(cast) -> None:
    """And its button leads nowhere then."""
    await cast.one.says("/practice")
    await cast.one.taps("End")
    assert (await cast.pilot.standing(cast.one)).parts == ()
    await cast.one.says("/practice")
    await cast.pilot.tick(3601)
    assert (await cast.pilot.standing(cast.one)).parts == ()
    assert "earlier on" in (await cast.one.taps("End"))[0]


async def test_hours_that_break_the_rules_of_wording_are_refused(cast, words) -> None:
    """Clients read them, so they are linted like all they read."""
    for text in ("", "when the addicts are up", "x" * 200):
        reply = await cast.coordinator.says(f"/hours {text}".strip())
        assert reply == [said(words, "coordinator/hours_how")]


async def test_figures_of_few_are_withheld_in_every_form(store, words) -> None:
    """Nine is not told, ten is, none is none."""
    async with store.database.begin() as connection:
        await counting.add(connection, ["peer_asked"] * 9 + ["peer_taken"] * 10, TODAY)
        await counting.add(connection, ["peer_minutes_covered"] * 125, TODAY)
        table = await figures(connection, TODAY)
    values = dict(table.values)
    assert (values["peer_asked"], values["peer_taken"], values["peer_nobody"]) == (None, 10, 0)
    assert values["peer_minutes_covered"] == 2
    rows = {row["event"]: row["count"] for row in csv.DictReader(
        io.StringIO(as_csv(table, words).decode()))}  # fmt: skip

    assert rows["peer_asked"] == ""
    assert rows["peer_taken"] == "10"
    for text in (as_text(table, words), as_html(table, words).decode()):
        asked = next(line for line in text.splitlines() if "asked for" in line)
        assert "ewer than ten" in asked
        assert "9" not in asked


async def test_every_figure_has_its_line(words) -> None:
    """In the words of the templates."""
    for name in ROWS:
        assert words.has(f"notice/coordinator/figure/{name}")


async def test_the_coordinator_gets_them_as_a_message_and_as_files(cast) -> None:
    """CSV for a table, HTML to print."""
    assert "counts" in (await cast.coordinator.says("/pilot"))[0]
    for form in ("csv", "html"):
        await cast.coordinator.says(f"/pilot {form}")
        assert cast.coordinator.phone[-1].method == "sendDocument"
