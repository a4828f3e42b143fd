"""Sealing: AES-256-GCM, bound to its place, padded so that length tells little.

A sealed value is a version byte, a random 96-bit nonce, and the ciphertext with its tag.
What it is bound to (table, person, row) is authenticated with it and stored nowhere, so a
value moved to another row does not open.
With random nonces one key may seal 2**32 values (NIST SP 800-38D, section 8.3); a person's key
stays some orders below that.
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.store.errors import Unreadable

KEY = 32
"""Bytes of a key."""
NONCE = 12
SMALLEST = 512
"""Bytes of the smallest size class; each next one is twice the last."""
_VERSION = b"\x01"
_LENGTH = 4


def new_key() -> bytes:
    """Return a fresh random key."""
    return secrets.token_bytes(KEY)


def seal(key: bytes, plain: bytes, bound: bytes) -> bytes:
    """Return `plain` sealed with `key` for the place `bound`; two calls never give the same."""
    nonce = secrets.token_bytes(NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, _padded(plain), _VERSION + bound)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes:
    """Return what was sealed; raises Unreadable for another key, another place or any damage."""
    if sealed[:1] != _VERSION:
        raise Unreadable("a sealed value of an unknown kind")
    nonce, ciphertext = sealed[1 : 1 + NONCE], sealed[1 + NONCE :]
    try:
        padded = AESGCM(key).decrypt(nonce, ciphertext, _VERSION + bound)
    except (InvalidTag, ValueError) as error:
        raise Unreadable("a sealed value does not open with this key in this place") from error
    length = int.from_bytes(padded[:_LENGTH], "big")
    return padded[_LENGTH : _LENGTH + length]


def place(*parts: str | bytes) -> bytes:
    """Return what a value is bound to, from table, person and row; no two lists give the same."""
    coded = [part.encode() if isinstance(part, str) else part for part in parts]
    return b"".join(len(part).to_bytes(_LENGTH, "big") + part for part in coded)


def _padded(plain: bytes) -> bytes:
    size = SMALLEST
    while size < len(plain) + _LENGTH:
        size *= 2
    return (len(plain).to_bytes(_LENGTH, "big") + plain).ljust(size, b"\0")
