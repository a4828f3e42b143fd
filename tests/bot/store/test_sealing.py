"""Sealing: opens only with its key, in its place, whole; its length tells little."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.errors import Unreadable
from bot.store.sealing import SMALLEST, new_key, place, seal, unseal

KEY = bytes(range(32))


@given(st.binary(max_size=3000), st.binary(max_size=40))
def test_what_was_sealed_is_unsealed(plain: bytes, bound: bytes) -> None:
    """For any bytes and any place."""
    assert unseal(KEY, seal(KEY, plain, bound), bound) == plain


@given(st.binary(min_size=1, max_size=200), st.integers(min_value=0), st.integers(1, 255))
def test_any_changed_byte_makes_it_unreadable(plain: bytes, at: int, by: int) -> None:
    """Version, nonce, text and tag alike."""
    sealed = bytearray(seal(KEY, plain, b"here"))
    sealed[at % len(sealed)] ^= by

    with pytest.raises(Unreadable):
        unseal(KEY, bytes(sealed), b"here")


@given(st.binary(max_size=600))
def test_bytes_that_were_never_sealed_are_unreadable(junk: bytes) -> None:
    """Whatever stands in a damaged row, it is one error."""
    with pytest.raises(Unreadable):
        unseal(KEY, junk, b"here")
    with pytest.raises(Unreadable):
        unseal(KEY, b"\x01" + junk, b"here")


def test_another_key_or_place_does_not_open_it() -> None:
    """It is bound to both."""
    sealed = seal(KEY, b"mine", place("person", b"a"))

    with pytest.raises(Unreadable):
        unseal(new_key(), sealed, place("person", b"a"))
    with pytest.raises(Unreadable):
        unseal(KEY, sealed, place("person", b"b"))


def test_the_same_text_is_never_sealed_alike() -> None:
    """Nobody can tell that two people said the same."""
    assert len({seal(KEY, b"yes", b"") for _ in range(100)}) == 100


def test_short_texts_are_all_of_one_length() -> None:
    """Yes, no, and a whole message of 320 characters."""
    lengths = {len(seal(KEY, b"x" * size, b"")) for size in (0, 1, 40, 320, SMALLEST - 4)}

    assert len(lengths) == 1
    assert len(seal(KEY, b"x" * (SMALLEST - 3), b"")) > lengths.pop()


@given(st.lists(st.binary(max_size=5), max_size=4), st.lists(st.binary(max_size=5), max_size=4))
def test_different_places_are_never_taken_for_one(one: list[bytes], two: list[bytes]) -> None:
    """ "ab", "c" is not "a", "bc"."""
    assert (place(*one) == place(*two)) == (one == two)
