"""What the libraries log carries no word of anybody (G09), at any level."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator

import pytest

from bot.telegram import muting
from bot.telegram.muting import LIBRARIES, mute

CANARY = "zanzibarcanary"


@pytest.fixture(autouse=True)
def _restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Loggers and hooks as they were, after each test."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    loggers = [logging.getLogger(name) for name in LIBRARIES]
    before = [(one, one.handlers, one.propagate, one.level) for one in loggers]
    yield
    for one, handlers, propagate, level in before:
        one.handlers, one.propagate = handlers, propagate
        one.setLevel(level)


@pytest.mark.parametrize("name", [*LIBRARIES, "telegram.ext.Application", "httpx._client"])
def test_a_librarys_words_are_not_passed_on(name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Only which library, how serious, and what class of error."""
    caplog.set_level(logging.DEBUG)
    mute()
    logger = logging.getLogger(name)
    logger.debug("debug %s", CANARY)
    logger.info("info %s", CANARY)
    logger.critical("critical %s", CANARY)
    try:
        raise ValueError(CANARY)
    except ValueError:
        logger.exception("failed with %s", CANARY)

    assert CANARY not in caplog.text
    assert f"{name.split('.')[0]}: ValueError" in caplog.text
    assert "critical" in caplog.text


def test_a_logger_made_before_is_muted_too(caplog: pytest.LogCaptureFixture) -> None:
    """Even one with a level and a handler of its own."""
    early = logging.getLogger("telegram.early")
    early.setLevel(logging.DEBUG)
    early.propagate = False
    early.addHandler(logging.StreamHandler())
    mute()
    early.debug(CANARY)
    early.error(CANARY)

    assert CANARY not in caplog.text
    assert "telegram: error" in caplog.text


def test_an_end_by_an_error_says_where_and_not_what(caplog: pytest.LogCaptureFixture) -> None:
    """The message may hold what somebody wrote."""
    mute()
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        muting._excepthook(KeyError, error, None)

    assert "ended: KeyError in test_an_end_by_an_error" in caplog.text
    assert CANARY not in caplog.text
