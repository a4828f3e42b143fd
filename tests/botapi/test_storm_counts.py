"""The storm's own counting: it would see what it is there to see."""

from support.botapi import BotApi
from support.storm import Outcome, Talker, in_order

KNOWN = {"/help": "what I can do", "/about": "what I am"}
WRITTEN = ["1 soup", "/help", "3 rain", "/about"]


def outcome(**more: int) -> Outcome:
    """Return the outcome of a storm that cost nothing, but for `more`."""
    good = {"kills": 5, "starting": 1, "people": 2, "messages": 9, "lost": 0, "disordered": 0,
            "wrong_sessions": 0, "doubled": 0, "fell": 0}  # fmt: skip
    return Outcome(**(good | more), violations=[])


def test_replies_out_of_order_or_missing_are_seen() -> None:
    """A command's answer has one place, and talk may not take it."""
    right = ["soup, then", "what I can do", "rain again", "what I am"]

    assert in_order(WRITTEN, right, KNOWN)
    assert not in_order(WRITTEN, [right[1], right[0], *right[2:]], KNOWN)
    assert not in_order(WRITTEN, [right[0], right[3], right[2], right[1]], KNOWN)
    assert not in_order(WRITTEN, right[:3], KNOWN)


def test_a_reply_sent_twice_is_counted_and_is_no_second_reply(botapi: BotApi) -> None:
    """The same words twice in a row are one reply, doubled."""
    person = botapi.person()
    person.starts()
    world = botapi.world

    def reply() -> None:
        for text in ("a", "a", "b", "a"):
            world.post(person.chat, {"text": text}, world.sender)

    botapi.call(reply)

    assert Talker(person).answers() == (["a", "b", "a"], 1)


def test_any_loss_spoils_the_outcome_and_a_doubled_send_does_not() -> None:
    """Losing, mixing up and doing twice are faults; sending twice is only counted."""
    assert outcome().clean
    assert outcome(doubled=3).clean
    for fault in ("lost", "disordered", "wrong_sessions"):
        assert not outcome(**{fault: 1}).clean
