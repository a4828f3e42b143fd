"""A peer worker proposes, the client agrees; the peer sees whether, and what was passed on."""

from __future__ import annotations

import pytest
from support.client import book
from support.street import ANN, Street

from bot.peers.ledger import Ledger, new_link, new_token
from bot.peers.rows import CLIENT, PEER, Member, Side
from bot.store import schema

BEN = ANN + 5
FRIDAY = "every Friday at 7 in the evening"
PAIRED = "quiet heron every friday at 7"


def notice(which: str, /, **slots: str) -> str:
    """Return a notice of the check-ins."""
    return book().notice(f"notice/checkin/{which}", slots)


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


async def agreed(street: Street) -> None:
    """Let Ben propose and Ann agree."""
    await street.write(f"/propose {PAIRED}", BEN)
    street.read()
    await street.tap("Yes")
    await street.write("glasgow")
    await street.tap("Yes, set it")
    await street.tap("Nothing special")
    street.read(BEN)


async def test_a_proposal_is_a_question_and_no_address_is_kept_with_it(paired: Street) -> None:
    """It names the peer as the client knows them, and nothing comes before the yes."""
    assert await paired.write(f"/propose {PAIRED}", BEN) == notice(
        "peer/proposal_sent", name="quiet heron"
    )
    assert paired.read() == notice("proposal", who="green finch", when="every friday at 7")
    (row,) = await paired.rows(schema.checkin)
    assert row.state == "proposed"
    assert await paired.passes(days=6) == ""


async def test_the_client_agrees_told_what_the_peer_will_see(paired: Street) -> None:
    """In the words of the confirmation."""
    await paired.write(f"/propose {PAIRED}", BEN)
    paired.read()
    assert await paired.tap("Yes") == notice("ask_zone")
    said = await paired.write("glasgow")
    assert "Green finch can see when it is and whether you answered" in said
    await paired.tap("Yes, set it")
    (row,) = await paired.rows(schema.checkin)

    assert row.state == "agreed"
    assert paired.read(BEN) == notice("peer/told_agreed", name="quiet heron", when=FRIDAY)
    assert await paired.write("/due", BEN) == notice(
        "peer/due_agreed", name="quiet heron", when=FRIDAY
    )


@pytest.mark.parametrize("label", ["No thanks", "Another time"])
async def test_the_client_declines_or_picks_another_time(paired: Street, label: str) -> None:
    """Either is one tap."""
    await paired.write(f"/propose {PAIRED}", BEN)
    paired.read()
    await paired.tap(label)
    if label == "Another time":
        await paired.write("sundays at noon")
        assert "Every Sunday at noon" in await paired.write("leeds")
        await paired.tap("Yes, set it")
    (row,) = await paired.rows(schema.checkin)

    assert row.state == ("ended" if label == "No thanks" else "agreed")


async def test_g12_the_peer_sees_answered_or_not_and_what_was_passed_on(paired: Street) -> None:
    """One word, after a tap that says so; no text, no place, no id."""
    await agreed(paired)
    await paired.passes(days=2, hours=5, minutes=40)
    assert notice("peer/last_sent") in await paired.write("/due", BEN)
    await paired.tap("I'm here")
    asked = await paired.tap("Rough")
    assert asked == notice("pass_on", who="green finch", thing="Rough")
    seen = await paired.write("/due", BEN)
    assert notice("peer/last_answered") in seen
    assert "Rough" not in seen
    assert "Passed on." in await paired.tap("Pass it on")
    await paired.write("my sister found out, zanzibar")
    seen = await paired.write("/due", BEN)

    assert notice("peer/last_passed", thing="Rough") in seen
    for secret in ("zanzibar", "sister", "London", "glasgow", str(ANN)):
        assert secret not in seen
    assert all(
        call.get("protect_content") for call in paired.request.called("sendMessage")
        if call["chat_id"] == BEN and "quiet heron" in call["text"]
    )  # fmt: skip


async def test_the_peer_is_told_at_once_of_another_time_and_of_the_end(paired: Street) -> None:
    """One line each, without a reason or a place; of what is to be brought up, nothing."""
    await agreed(paired)
    await paired.write("make it sundays at noon instead")
    assert paired.read(BEN) == ""
    await paired.tap("Yes, set it")
    assert paired.read(BEN) == notice(
        "peer/told_changed", name="quiet heron", when="every Sunday at noon"
    )
    await paired.write("check-ins")
    await paired.tap("Change what you bring up")
    await paired.write("zanzibar")
    await paired.write("not before 11")
    await paired.write("/pause")
    await paired.write("/resume")
    assert paired.read(BEN) == ""
    await paired.write("stop the check-ins, i hate this")

    assert paired.read(BEN) == notice("peer/told_ended", name="quiet heron")


@pytest.mark.parametrize("end", ["/stop", "im 15"])
async def test_the_end_is_told_however_it_comes_and_never_why(paired: Street, end: str) -> None:
    """The same line for /stop, and for somebody who turns out to be under 18."""
    await paired.write("it helps me sleep")
    await agreed(paired)
    await paired.write(end)

    assert notice("peer/told_ended", name="quiet heron") in paired.read(BEN)


async def test_of_a_check_in_of_the_clients_own_the_peer_hears_nothing(paired: Street) -> None:
    """Neither the yes nor the end."""
    await paired.write("check in on me every friday at 7")
    await paired.write("glasgow")
    await paired.tap("Yes, set it")
    await paired.tap("Nothing special")
    await paired.write("stop the check-ins")

    assert paired.read(BEN) == ""


@pytest.mark.parametrize("text", ["who the fuck is that", "whos that", "who is green finch"])
async def test_who_it_is_that_asks_is_answered(paired: Street, text: str) -> None:
    """And the question stays open."""
    await paired.write(f"/propose {PAIRED}", BEN)
    paired.read()

    assert await paired.write(text) == notice("who_asks", who="green finch")
    assert await paired.tap("No thanks") == notice("declined")


@pytest.mark.parametrize(("typed", "answer"), [
    ("yes", "ask_zone"), ("no thanks", "declined"), ("Another time", "changed_when"),
    ("yeah ok", "ask_zone"), ("nah", "declined"), ("fuck off", "declined"),
])  # fmt: skip
async def test_an_answer_to_a_proposal_may_be_typed(
    paired: Street, typed: str, answer: str
) -> None:
    """A tap is worth what the same words typed are."""
    await paired.write(f"/propose {PAIRED}", BEN)
    paired.read()

    assert await paired.write(typed) == notice(answer)


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


async def test_stop_texting_me_declines_what_was_proposed(paired: Street) -> None:
    """Though nothing is set yet."""
    await paired.write(f"/propose {PAIRED}", BEN)
    paired.read()
    assert await paired.write("stop texting me") == notice("quiet_idle")
    (row,) = await paired.rows(schema.checkin)

    assert row.state == "ended"


async def test_own_words_are_passed_on_as_they_were_approved(paired: Street) -> None:
    """Shown back first, word by word; changed as often as they like."""
    await agreed(paired)
    await paired.passes(days=2, hours=5, minutes=40)
    await paired.tap("I'm here")
    await paired.tap("OK")
    assert await paired.tap("In my own words") == notice("write_own", who="green finch")
    await paired.write("the flat came through, tell her zanzibar")
    assert "zanzibar" not in await paired.write("/due", BEN)
    await paired.tap("In my own words")
    said = await paired.write("the flat came through")
    assert said == notice("pass_on_own", who="green finch", thing="the flat came through")
    assert "Passed on." in await paired.tap("Pass it on")
    seen = await paired.write("/due", BEN)

    assert notice("peer/last_passed", thing="the flat came through") in seen
    assert "zanzibar" not in seen


async def test_what_is_kept_here_stays_here(paired: Street) -> None:
    """The other button, or no answer at all."""
    await agreed(paired)
    await paired.passes(days=2, hours=5, minutes=40)
    await paired.tap("I'm here")
    await paired.tap("OK")
    assert "It stays here." in await paired.tap("Keep it here")

    assert "OK" not in await paired.write("/due", BEN)


async def test_g13_after_the_pairing_is_over_nothing_is_seen_or_asked(paired: Street) -> None:
    """The hello is the client's own and goes on; nobody is told of it any more."""
    await agreed(paired)
    async with paired.store.database.begin() as connection:
        await connection.execute(schema.pairing.delete())
    await paired.passes(days=2, hours=5, minutes=40)
    await paired.tap("I'm here")

    assert "pass" not in await paired.tap("Rough")
    assert await paired.write("/due", BEN) == notice("peer/due_none")


async def test_a_proposal_of_a_pairing_that_is_over_leads_nowhere(paired: Street) -> None:
    """Its buttons say that it is over."""
    await paired.write(f"/propose {PAIRED}", BEN)
    paired.read()
    async with paired.store.database.begin() as connection:
        await connection.execute(schema.pairing.delete())

    assert await paired.tap("Yes") == notice("over")


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
