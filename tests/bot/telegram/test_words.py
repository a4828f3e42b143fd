"""Typed words: what counts as one, and no word that stands for two things."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from support.client import book

from bot import datafiles
from bot.checkins.asking import asks
from bot.peers.room import EVERYBODY
from bot.telegram.commands import COMMANDS
from bot.telegram.words import Words, plain
from dialogues.errors import DataError


@pytest.mark.parametrize(
    ("typed", "command"),
    [("Forget", "forget"), (" help. ", "help"), ("HELP NOW", "help_now"),
     ("What’s the weather?", "hide"), ("whatyouknow", "whatyouknow"), ("help_now", "help_now"),
     ("help me get through this", ""), ("i forget things", ""), ("", ""), ("hide " * 40, "")],
)  # fmt: skip
def test_a_whole_message_is_a_word_or_it_is_not(typed: str, command: str) -> None:
    """Capitals and marks aside, and never a part of a message."""
    assert Words.of(book()).command(typed) == command


def test_every_word_leads_to_a_command() -> None:
    """No row of the file is dead, and every command but start has a word."""
    assert set(Words.of(book()).commands.values()) == set(COMMANDS) - {"start"}


def test_plain_is_stable() -> None:
    """A plain word stays as it is."""
    assert all(plain(word) == word for word in Words.of(book()).commands)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("help = 3", "list of words"), ('help = ["x"]\nforget = ["X!"]', "two commands"),
     ("help = [", "words.toml")],
)  # fmt: skip
def test_a_malformed_file_is_named(
    text: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The operator reads which file and what is wrong."""
    folder = tmp_path / "data" / "en"
    folder.mkdir(parents=True)
    (folder / "words.toml").write_text(text)
    monkeypatch.setattr(datafiles, "files", lambda package: tmp_path)

    with pytest.raises(DataError, match=complaint):
        Words.of(book())


def test_the_file_is_part_of_the_package() -> None:
    """It is found beside the code."""
    assert files("bot.telegram").joinpath("data/en/words.toml").is_file()


def test_the_privacy_page_names_words_and_commands_that_exist() -> None:
    """What docs/privacy.md tells people to type is understood."""
    page = (Path(__file__).parents[3] / "docs" / "privacy.md").read_text("utf-8")
    words = Words.of(book())
    typed = re.findall(r"^\| (`.+?) \|", page, re.MULTILINE)
    named = [word for row in typed for word in re.findall(r"`(.+?)`", row)]

    assert len(named) >= 9
    unheard = [word for word in named if not words.command(word) and not asks("list", word, "en")]
    assert unheard == []
    commands = {*COMMANDS, *EVERYBODY, "checkins"}
    assert set(re.findall(r"(?<=[ |])/([a-z_]+)", page)) <= commands
