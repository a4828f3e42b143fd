"""Trouble on the line: what is lost, doubled or held up, with the real process."""

from collections.abc import Iterator

import pytest
from support.botapi import BotApi, Person
from support.process import Porchlight

from bot.telegram.phrasebook import TelegramPhrasebook


@pytest.fixture(scope="module", name="telegram")
def _telegram(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotApi]:
    """Return a Telegram with a running bot, for all the trouble there is here."""
    with BotApi() as api:
        bot = Porchlight(tmp_path_factory.mktemp("troubles"), api, rate_chat=10)
        bot.starts()
        api.call(lambda: setattr(api.world, "pace", None))
        yield api
        bot.dies()
        api.check()


@pytest.fixture(name="person")
def _person(telegram: BotApi) -> Person:
    """Return somebody who has been welcomed."""
    person = telegram.person()
    person.starts()
    person.hears()
    return person


@pytest.mark.parametrize("status", [500, 502])
def test_a_server_error_is_tried_again(telegram: BotApi, person: Person, status: int) -> None:
    """The reply comes once, later."""
    telegram.fails("sendMessage", status, times=2)
    person.says("/help")
    person.hears(30)

    assert len(person.texts) == 2


def test_an_error_page_and_a_dropped_connection_are_tried_again(
    telegram: BotApi, person: Person
) -> None:
    """Neither was Telegram's word on the message."""
    telegram.breaks("page", "sendMessage")
    person.says("/help")
    person.hears(30)
    telegram.breaks("drop", "sendMessage")
    person.says("/about")
    person.hears(60)


def test_a_flood_of_one_chat_holds_up_nobody_else(
    telegram: BotApi, person: Person, words: TelegramPhrasebook
) -> None:
    """The wait Telegram names is kept; others are answered meanwhile."""
    telegram.floods(4, chat=person.id)
    other = telegram.person()
    person.says("/help")
    telegram.waits(lambda: telegram.world.faults.told)
    other.says("/help")

    assert other.hears().body["text"] == words.telegram("help")
    assert len(person.texts) == 1
    assert person.hears(30).body["text"] == words.telegram("help")


def test_a_flood_of_all_is_waited_out(telegram: BotApi, person: Person) -> None:
    """Everybody is answered in the end, once."""
    telegram.floods(2)
    others = [telegram.person() for _ in range(5)]
    for one in others:
        one.says("/help")
    for one in others:
        one.hears(40)

    assert all(len(one.texts) == 1 for one in others)


def test_one_unreadable_update_stops_nobody(telegram: BotApi, person: Person) -> None:
    """Neither a broken message nor a kind no library knows."""
    telegram.raw({"message": {"message_id": "seventeen", "chat": None}})
    telegram.raw({"telepathy": {"from": {"id": 17}}})
    telegram.raw({"callback_query": {}})
    person.says("/help")
    person.hears()
    telegram.waits(lambda: not telegram.world.updates.pending)


def test_an_update_that_comes_twice_is_answered_once(
    telegram: BotApi, person: Person, words: TelegramPhrasebook
) -> None:
    """Also when it comes again much later."""
    first = person.says("/help")
    person.hears()
    telegram.again(first)
    person.says("/about")
    person.hears()
    telegram.again(first)
    person.says("/privacy")

    assert person.hears().body["text"] == words.telegram("privacy")
    assert len(person.texts) == 4


def test_telegram_may_be_away_for_a_while(telegram: BotApi, person: Person) -> None:
    """Updates wait; the bot asks again, not in a hurry."""
    telegram.fails("getUpdates", 502, times=2)
    telegram.breaks("drop", "getUpdates")
    person.says("/help")  # ends the fetch under way, the last one that goes well
    person.hears(60)
    person.says("/about")
    person.hears(60)


def test_one_who_cannot_be_written_to_is_let_go_of(
    telegram: BotApi, person: Person, words: TelegramPhrasebook
) -> None:
    """A deleted account gets no second try, and others are answered."""
    gone, other = telegram.person(), telegram.person()
    gone.says("hello there")
    gone.hears()
    gone.vanishes()
    gone.says("my sister rang")
    telegram.waits(lambda: [call for call in telegram.world.calls if call.status == 403])
    other.says("/help")
    other.hears()

    assert len([call for call in telegram.calls("sendMessage") if call.status == 403]) == 1
    telegram.call(lambda: setattr(gone.chat, "closed", ""))
    gone.says("/whatyouknow")
    assert gone.hears().body["text"] == words.telegram("nothing_kept")


def test_a_reply_whose_answer_was_lost_is_not_lost(telegram: BotApi, person: Person) -> None:
    """Telegram had it, nobody knows: it may come twice, and what follows comes once."""
    telegram.breaks("lose", "sendMessage")
    person.says("/help")
    person.says("/about")
    telegram.waits(lambda: person.chat.received[-1].body["text"].startswith("Porchlight is"), 60)

    assert 3 <= len(person.texts) <= 4
