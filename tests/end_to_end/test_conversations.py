"""Whole conversations with the real process over real HTTP, as people have them."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.botapi import BotApi, Person
from support.botapi.world import Message
from support.process import Porchlight

from bot.reminding import STILL
from bot.telegram.commands import COMMANDS, MENU
from bot.telegram.phrasebook import TelegramPhrasebook
from dialogues.phrasing import Phrasebook

Launch = Callable[..., Porchlight]
TALK = (
    "hello", "cant sleep again", "weed is the only thing that helps me sleep",
    "my daughter hates the smell of it", "i want to smoke less, maybe only weekends",
)  # fmt: skip


def says(person: Person, text: str) -> str:
    """Return the reply to `text`."""
    person.says(text)
    return str(person.hears().body["text"])


def met(chat: BotApi) -> Person:
    """Return somebody who has talked a little."""
    person = chat.person()
    for text in TALK[:3]:
        says(person, text)
    return person


def test_a_conversation_from_start_to_its_fifth_message(
    chat: BotApi, words: TelegramPhrasebook
) -> None:
    """Welcomed, then each message answered with something of its own, and no name in it."""
    person = chat.person("Quirinalda", last_name="Obermayer", username="quiri_o")
    person.starts("flyer_7")
    assert words.telegram("old_link") == person.hears().body["text"]
    assert person.hears().body["text"] == words.telegram("welcome")
    replies = [says(person, text) for text in TALK]

    assert len(set(replies)) == len(TALK)
    assert words.telegram("opening") in replies[0] + replies[1]
    assert not any("quiri" in reply.lower() or "Obermayer" in reply for reply in replies)
    messages = [call for call in chat.calls("sendMessage") if call.values["chat_id"] == person.id]
    assert all("parse_mode" not in call.values for call in messages)
    assert all(call.values["link_preview_options"]["is_disabled"] for call in messages)


@pytest.mark.parametrize("name", sorted({"start", *MENU} - {"hide", "forget"}))
def test_every_command_answers_everybody(chat: BotApi, name: str) -> None:
    """Before the first word and in the middle of a talk."""
    assert says(chat.person(), f"/{name}")
    assert says(met(chat), f"/{name}@porchlight_bot")


def test_commands_and_descriptions_are_set_once(chat: BotApi, words: TelegramPhrasebook) -> None:
    """For private chats only; the menu is made of commands there are."""
    chat.waits(lambda: chat.world.settings.get(("short_description", "", "")))
    settings = chat.call(lambda: dict(chat.world.settings))
    commands = {scope: value for (kind, scope, _), value in settings.items() if kind == "commands"}

    assert set(commands) == {'{"type": "all_private_chats"}'}
    assert [one["command"] for one in next(iter(commands.values()))] == list(MENU)
    assert set(MENU) - set(COMMANDS) == {"checkins"}
    assert settings["description", "", ""] == words.telegram("description")


def test_what_is_kept_is_told_and_handed_over(chat: BotApi, words: TelegramPhrasebook) -> None:
    """/whatyouknow counts the answers given; /export sends the same as a file."""
    person = met(chat)

    assert "3" in says(person, "what do you know about me")
    says(person, "/export")
    document = person.hears()
    assert document.body["document"]["file_name"] == words.telegram("export_name")
    assert '"turn": ' in document.upload.decode()
    assert str(person.id) not in document.upload.decode()


def test_forgetting_takes_one_tap(chat: BotApi, words: TelegramPhrasebook) -> None:
    """After it nothing is known; a no leaves all as it was."""
    person = met(chat)
    says(person, "/forget")
    person.taps(words.label("no"))
    assert person.hears().body["text"] == words.telegram("forget_kept")
    assert says(person, "forget me") == words.telegram("forget_ask")
    person.taps(words.label("yes"))
    assert person.hears().body["text"] == words.telegram("forgotten")
    assert says(person, "/whatyouknow") == words.telegram("nothing_kept")


def test_a_message_right_behind_a_yes_to_forgetting_is_answered(
    chat: BotApi, words: TelegramPhrasebook
) -> None:
    """It may be written down while the key it is sealed with is being destroyed."""
    for number in range(16):
        person = met(chat)
        says(person, "/forget")
        person.taps(words.label("yes"))
        time.sleep(number * 0.003)
        person.says("/help")

        assert person.hears().body["text"] == words.telegram("forgotten")
        assert person.hears().body["text"] == words.telegram("help")


def test_hiding_leaves_one_bland_line(chat: BotApi, words: TelegramPhrasebook) -> None:
    """The bot's messages and the person's own go, as far as Telegram allows."""
    person = met(chat)
    person.says("whats the weather")
    bland = person.hears()
    chat.waits(lambda: len(person.chat.messages) == 1)

    assert bland.body["text"] in words.telegram("bland").splitlines()
    assert bland.silent
    assert "3" in says(person, "/whatyouknow")


def test_a_button_counts_as_its_words_and_an_old_one_chooses_nothing(
    chat: BotApi, words: TelegramPhrasebook
) -> None:
    """A second tap on a used button gets the one line about old buttons."""
    person = met(chat)
    says(person, "/stop")
    asked = person.received[-1]
    person.taps(words.label("pause"))
    assert person.hears().body["text"] == words.telegram("paused_now")
    person.taps(words.label("pause"), _as_it_was(asked, words.label("pause")))
    assert person.hears().body["text"] == words.telegram("stale")
    assert says(person, "so anyway") == words.telegram("paused")
    assert says(person, "resume") == words.telegram("resumed")


def _as_it_was(message: Message, label: str) -> Message:
    """Return a message as a phone still shows it that has not heard of its buttons' removal."""
    keys = {"inline_keyboard": [[{"text": label, "callback_data": "0123456789abcdef:0"}]]}
    return Message(message.body | {"reply_markup": keys}, message.at, by_bot=True)


@pytest.mark.parametrize(
    "kind",
    ["voice", "audio", "video", "video_note", "animation", "photo", "sticker", "document",
     "contact", "location", "poll", "dice"],
)  # fmt: skip
def test_media_are_answered_kindly_and_not_fetched(
    chat: BotApi, words: TelegramPhrasebook, kind: str
) -> None:
    """Each kind in its own words; nobody's file is asked for."""
    person = chat.person()
    person.sends_a(kind)

    assert person.hears().body["text"] == words.telegram(f"media_{kind}")
    assert chat.count("getFile") == 0


def test_an_edit_and_a_forward_are_not_taken_as_talk(
    chat: BotApi, words: TelegramPhrasebook
) -> None:
    """Each has its line; a reaction is not even asked for."""
    person = met(chat)
    person.edits("weed is the only thing that helps me sleep!!")
    assert person.hears().body["text"] == words.telegram("edited")
    person.reacts("👍", person.received[-1])
    person.forwards("lol look at this")
    assert person.hears().body["text"] == words.telegram("forward")
    assert "3" in says(person, "/whatyouknow")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
def test_groups_and_channels_get_one_line_and_are_left(
    chat: BotApi, words: TelegramPhrasebook, kind: str
) -> None:
    """Whatever is written there afterwards is answered by nothing."""
    person, place = chat.person(), chat.place(kind)
    place.takes_in(person)
    chat.waits(lambda: place.chat.closed)
    place.hears(person, "/start@porchlight_bot")
    person.says("/help")
    person.hears()

    assert [m.body["text"] for m in place.received] == [words.telegram("group")]


def test_a_person_who_blocks_the_bot_is_let_go_of(chat: BotApi, words: TelegramPhrasebook) -> None:
    """When they come back nothing is known of them."""
    person = met(chat)
    person.blocks()
    person.unblocks()

    assert says(person, "/whatyouknow") == words.telegram("nothing_kept")


def test_danger_is_answered_before_anything_is_agreed_to(
    chat: BotApi, words: TelegramPhrasebook
) -> None:
    """The number stands in the first line, and nothing is kept of it."""
    person = chat.person()
    reply = says(person, "hes gone blue and wont wake up")

    assert any(digit in reply.splitlines()[0] for digit in "0123456789")
    assert says(person, "/whatyouknow") == words.telegram("nothing_kept")


@pytest.mark.parametrize(
    "text",
    ["🙂", "{{ 7*7 }}", "<b>x</b> & *y*", "a" * 4096, "\u202eabc", "?" * 50],
)
def test_odd_texts_get_an_answer(chat: BotApi, text: str) -> None:
    """Emoji, markup, templates, a full-length message, marks that turn the writing."""
    reply = says(chat.person(), text)

    assert reply
    assert "49" not in reply


def test_many_people_at_once_each_get_their_own_answer(chat: BotApi) -> None:
    """Nobody hears what another said."""
    names = ["otters", "violins", "lanterns", "pancakes", "tractors", "umbrellas", "walnuts"]
    people = {name: chat.person() for name in names}
    for person in people.values():
        person.says("hello")
    for person in people.values():
        person.hears()
    for name, person in people.items():
        person.says(f"i keep thinking about my {name}")
    for name, person in people.items():
        reply = person.hears().body["text"]

        assert not any(other in reply for other in names if other != name)


def test_a_burst_is_answered_once(telegram: BotApi, porchlight: Launch) -> None:
    """Three messages in a row become one turn, and "typing" shows meanwhile."""
    porchlight(burst_seconds=2).starts()
    person = telegram.person()
    for text in ("so", "my sister rang", "about the money again"):
        person.says(text)
        time.sleep(0.1)
    person.hears()
    person.says("/whatyouknow")
    person.hears()

    assert len(person.texts) == 2
    assert telegram.count("sendChatAction") >= 1


def test_a_talk_of_hours_is_told_again_that_no_person_writes(
    porchlight: Launch, telegram: BotApi, tmp_path: Path
) -> None:
    """The process's clock is put ahead by three hours, and by three more."""
    ahead = tmp_path / "ahead"
    ahead.write_text("0")
    bot = porchlight()
    bot.program = ("tests/support/late.py", str(ahead))
    bot.starts()
    person = telegram.person()
    line = Phrasebook("en").notice(STILL)
    says(person, "it helps me sleep")
    told = []
    for hours in (0, 3, 3, 5, 6.1):
        later = tmp_path / "later"
        later.write_text(str(hours * 3600))
        later.replace(ahead)  # in one step: the process reads it at any moment
        told.append(says(person, "my sister is worried about me").startswith(line))

    assert told == [False, True, False, False, True]
