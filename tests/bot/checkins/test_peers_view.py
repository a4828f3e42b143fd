"""A peer worker proposes, the client agrees; the peer sees whether, and what was passed on."""

from __future__ import annotations

import pytest
from support.checkins import agree, notice
from support.client import book
from support.street import ANN, Street

from bot.peers.ledger import Ledger, new_link, new_token
from bot.peers.rows import CLIENT, PEER, Member, Side
from bot.store import schema

BEN = ANN + 5
FRIDAY = "every Friday at 7 in the evening"
PAIRED = "quiet heron every friday at 7"


@pytest.fixture(name="paired")
async def _paired(street: Street) -> Street:
    """Ben, a peer worker, is paired with Ann, whom he knows as quiet heron."""
    master, now, link = street.store.master, street.now(), new_link()
    ann, ben = master.person(ANN), master.person(BEN)
    async with street.store.database.begin() as connection:
        ledger = Ledger(connection, street.store, now)
        await ledger.put_member(Member(ben, PEER, BEN, "red otter"))
        names = ("green finch", "quiet heron")
        await ledger.add_side(Side(link, CLIENT, ann, now, ANN, *names, new_token()))
        await ledger.add_side(Side(link, PEER, ben, now, BEN, *reversed(names), new_token()))
    return street


@pytest.fixture(name="proposed")
async def _proposed(paired: Street) -> Street:
    """Ben has proposed every Friday at seven, and Ann has read it."""
    await paired.write(f"/propose {PAIRED}", BEN)
    paired.read()
    return paired


@pytest.fixture(name="agreed")
async def _agreed(proposed: Street) -> Street:
    """Ann has agreed to what Ben proposed, and Ben has read it."""
    await proposed.tap("Yes")
    await proposed.write("glasgow")
    await proposed.tap("Yes, set it")
    await proposed.tap("Nothing special")
    proposed.read(BEN)
    return proposed


async def test_a_proposal_is_a_question_and_no_address_is_kept_with_it(paired: Street) -> None:
    """It names the peer as the client knows them, and nothing comes before the yes."""
    assert await paired.write(f"/propose {PAIRED}", BEN) == notice(
        "peer/proposal_sent", name="quiet heron"
    )
    assert paired.read() == notice("proposal", who="green finch", when="every friday at 7")
    (row,) = await paired.rows(schema.checkin)
    assert row.state == "proposed"
    assert await paired.passes(days=6) == ""


async def test_the_client_agrees_told_what_the_peer_will_see(proposed: Street) -> None:
    """In the words of the confirmation."""
    assert await proposed.tap("Yes") == notice("ask_zone")
    said = await proposed.write("glasgow")
    assert "Green finch can see when it is and whether you answered" in said
    await proposed.tap("Yes, set it")
    (row,) = await proposed.rows(schema.checkin)

    assert row.state == "agreed"
    assert proposed.read(BEN) == notice("peer/told_agreed", name="quiet heron", when=FRIDAY)
    assert await proposed.write("/due", BEN) == notice(
        "peer/due_agreed", name="quiet heron", when=FRIDAY
    )


@pytest.mark.parametrize("label", ["No thanks", "Another time"])
async def test_the_client_declines_or_picks_another_time(proposed: Street, label: str) -> None:
    """Either is one tap."""
    await proposed.tap(label)
    if label == "Another time":
        await proposed.write("sundays at noon")
        assert "Every Sunday at noon" in await proposed.write("leeds")
        await proposed.tap("Yes, set it")
    (row,) = await proposed.rows(schema.checkin)

    assert row.state == ("ended" if label == "No thanks" else "agreed")


async def test_g12_the_peer_sees_answered_or_not_and_what_was_passed_on(greeted: Street) -> None:
    """One word, after a tap that says so; no text, no place, no id."""
    assert notice("peer/last_sent") in await greeted.write("/due", BEN)
    await greeted.tap("I'm here")
    asked = await greeted.tap("Rough")
    assert asked == notice("pass_on", who="green finch", thing="Rough")
    seen = await greeted.write("/due", BEN)
    assert notice("peer/last_answered") in seen
    assert "Rough" not in seen
    assert "Passed on." in await greeted.tap("Pass it on")
    await greeted.write("my sister found out, zanzibar")
    seen = await greeted.write("/due", BEN)

    assert notice("peer/last_passed", thing="Rough") in seen
    for secret in ("zanzibar", "sister", "London", "glasgow", str(ANN)):
        assert secret not in seen
    assert all(
        call.get("protect_content") for call in greeted.request.called("sendMessage")
        if call["chat_id"] == BEN and "quiet heron" in call["text"]
    )  # fmt: skip


async def test_the_peer_is_told_at_once_of_another_time_and_of_the_end(agreed: Street) -> None:
    """One line each, without a reason or a place; of what is to be brought up, nothing."""
    await agreed.write("make it sundays at noon instead")
    assert agreed.read(BEN) == ""
    await agreed.tap("Yes, set it")
    assert agreed.read(BEN) == notice(
        "peer/told_changed", name="quiet heron", when="every Sunday at noon"
    )
    await agreed.write("check-ins")
    await agreed.tap("Change what you bring up")
    await agreed.write("zanzibar")
    await agreed.write("not before 11")
    await agreed.write("/pause")
    await agreed.write("/resume")
    assert agreed.read(BEN) == ""
    await agreed.write("stop the check-ins, i hate this")

    assert agreed.read(BEN) == notice("peer/told_ended", name="quiet heron")


@pytest.mark.parametrize("end", ["/stop", "im 15"])
async def test_the_end_is_told_however_it_comes_and_never_why(agreed: Street, end: str) -> None:
    """The same line for /stop, and for somebody who turns out to be under 18."""
    await agreed.write("it helps me sleep")
    await agreed.write(end)

    assert notice("peer/told_ended", name="quiet heron") in agreed.read(BEN)


async def test_of_a_check_in_of_the_clients_own_the_peer_hears_nothing(paired: Street) -> None:
    """Neither the yes nor the end."""
    await agree(paired)
    await paired.write("stop the check-ins")

    assert paired.read(BEN) == ""


@pytest.mark.parametrize("text", ["who the fuck is that", "whos that", "who is green finch"])
async def test_who_it_is_that_asks_is_answered(proposed: Street, text: str) -> None:
    """And the question stays open."""
    assert await proposed.write(text) == notice("who_asks", who="green finch")
    assert await proposed.tap("No thanks") == notice("declined")


@pytest.mark.parametrize(("typed", "answer"), [
    ("yes", "ask_zone"), ("no thanks", "declined"), ("Another time", "changed_when"),
    ("yeah ok", "ask_zone"), ("nah", "declined"), ("fuck off", "declined"),
])  # fmt: skip
async def test_an_answer_to_a_proposal_may_be_typed(
    proposed: Street, typed: str, answer: str
) -> None:
    """A tap is worth what the same words typed are."""
    assert await proposed.write(typed) == notice(answer)


async def test_a_yes_later_in_the_talk_is_not_for_an_old_proposal(paired: Street) -> None:
    """Nobody agrees to what they have gone past."""
    await paired.write(f"/propose {PAIRED}", BEN)
    await paired.write("my sister keeps on at me")
    await paired.write("yes")
    (row,) = await paired.rows(schema.checkin)

    assert row.state == "proposed"
    assert await paired.write("no thanks") == notice("declined")


async def test_somebody_who_wants_a_person_is_not_asked_for_a_time(paired: Street) -> None:
    """The questions about a check-in are dropped for it."""
    await paired.write("can you check in on me")
    reply = await paired.write("i want to talk to a person")

    assert reply.startswith("Wanting a person makes sense")


async def test_stop_texting_me_declines_what_was_proposed(proposed: Street) -> None:
    """Though nothing is set yet."""
    assert await proposed.write("stop texting me") == notice("quiet_idle")
    (row,) = await proposed.rows(schema.checkin)

    assert row.state == "ended"


async def test_own_words_are_passed_on_as_they_were_approved(greeted: Street) -> None:
    """Shown back first, word by word; changed as often as they like."""
    await greeted.tap("I'm here")
    await greeted.tap("OK")
    assert await greeted.tap("In my own words") == notice("write_own", who="green finch")
    await greeted.write("the flat came through, tell her zanzibar")
    assert "zanzibar" not in await greeted.write("/due", BEN)
    await greeted.tap("In my own words")
    said = await greeted.write("the flat came through")
    assert said == notice("pass_on_own", who="green finch", thing="the flat came through")
    assert "Passed on." in await greeted.tap("Pass it on")
    seen = await greeted.write("/due", BEN)

    assert notice("peer/last_passed", thing="the flat came through") in seen
    assert "zanzibar" not in seen


async def test_what_is_kept_here_stays_here(greeted: Street) -> None:
    """The other button, or no answer at all."""
    await greeted.tap("I'm here")
    await greeted.tap("OK")
    assert "It stays here." in await greeted.tap("Keep it here")

    assert "OK" not in await greeted.write("/due", BEN)


async def test_g13_after_the_pairing_is_over_nothing_is_seen_or_asked(agreed: Street) -> None:
    """The hello is the client's own and goes on; nobody is told of it any more."""
    async with agreed.store.database.begin() as connection:
        await connection.execute(schema.pairing.delete())
    await agreed.passes(days=2, hours=5, minutes=40)
    await agreed.tap("I'm here")

    assert "pass" not in await agreed.tap("Rough")
    assert await agreed.write("/due", BEN) == notice("peer/due_none")


async def test_a_proposal_of_a_pairing_that_is_over_leads_nowhere(proposed: Street) -> None:
    """Its buttons say that it is over."""
    async with proposed.store.database.begin() as connection:
        await connection.execute(schema.pairing.delete())

    assert await proposed.tap("Yes") == notice("over")


@pytest.mark.parametrize("command", ["/propose quiet heron friday at 7", "/due", "/propose"])
async def test_to_others_the_commands_are_not_there(paired: Street, command: str) -> None:
    """They look like any command there is none of."""
    assert await paired.write(command) == book().telegram("unknown")


@pytest.mark.parametrize("rest", ["", "friday at 7", "loud goose friday at 7", "quiet heron soon",
                                  "quiet heron in 3 hours"])  # fmt: skip
async def test_a_proposal_that_names_nobody_or_no_time_is_explained(
    paired: Street, rest: str
) -> None:
    """And nothing is sent to anybody."""
    assert await paired.write(f"/propose {rest}", BEN) == notice("peer/propose_how")
    assert paired.read() == ""


async def test_a_peer_worker_has_check_ins_of_their_own(paired: Street) -> None:
    """From the same engine, with a greeting for them."""
    await paired.write("check in on me tomorrow at 9am", BEN)
    await paired.write("leeds", BEN)
    await paired.tap("Yes, set it", BEN)
    await paired.passes(hours=19, minutes=40)
    lines = [one.source for one in book().wordings("checkin/worker")]
    assert paired.read(BEN) in lines
    said = await paired.tap("I'm here", BEN)

    assert said in [one.source for one in book().wordings("checkin/greeting_worker")]
