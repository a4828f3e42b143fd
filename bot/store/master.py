"""The master key: who a person is in the store, and what wraps each person's own key.

It stands in a file of its own, apart from the database, which Telegram's developer terms
(section 4.4) ask for and which makes a stolen database worth little.
The identity key turns a Telegram id into the name a person has in the store; it never changes,
or nobody would be found again. The wrapping keys are numbered and can be rotated.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.store.errors import Unreadable
from bot.store.sealing import KEY, place, seal, unseal


@dataclass(frozen=True, slots=True)
class Master:
    """The keys in the master key file; shows none of them."""

    path: Path
    """The file they were read from."""
    identity: bytes = field(repr=False)
    wrapping: Mapping[int, bytes] = field(repr=False)
    """The wrapping keys by number; the highest is used for new keys."""
    seen: tuple[int, int, int] = (0, 0, 0)
    """Which state of the file this is: inode, time of change, size."""

    @property
    def newest(self) -> int:
        """Return the number of the wrapping key in use."""
        return max(self.wrapping)

    def person(self, telegram_id: int) -> bytes:
        """Return the 32 bytes a person is called in the store.

        A keyed hash (HMAC-SHA-256): Telegram ids are so few that a plain one could be undone by
        trying them all.
        """
        return hmac.digest(self.identity, b"person:%d" % telegram_id, hashlib.sha256)

    def derive(self, purpose: str) -> bytes:
        """Return a key for one purpose that belongs to nobody, such as backups; always the same.

        HKDF-SHA-256 (RFC 5869) over the identity key.
        """
        return HKDF(SHA256(), KEY, None, b"porchlight:" + purpose.encode()).derive(self.identity)

    def fingerprint(self) -> str:
        """Return a mark by which a database knows its master key; reveals nothing of it."""
        return self.derive("fingerprint")[:8].hex()

    def wrap(self, person: bytes, key: bytes) -> tuple[int, bytes]:
        """Return the number of the wrapping key used and a person's `key` sealed with it."""
        return self.newest, seal(self.wrapping[self.newest], key, place("person_key", person))

    def unwrap(self, person: bytes, number: int, wrapped: bytes) -> bytes:
        """Return a person's key; raises Unreadable if the number or the bytes do not fit."""
        if number not in self.wrapping:
            raise Unreadable(f"the key file has no wrapping key number {number}")
        return unseal(self.wrapping[number], wrapped, place("person_key", person))
