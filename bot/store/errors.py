"""One class per way the store can fail; each message is one line and says what to mend.

None carries a value that was being written: neither text, nor an id, nor a key.
"""

from __future__ import annotations


class StoreError(Exception):
    """Base of all, and any failure that has no class of its own."""


class Unreadable(StoreError):
    """Sealed bytes that this key does not open, or that belong to another place."""


class KeyFileError(StoreError):
    """The master key file is missing, damaged, in the wrong place, or open to others."""


class StoreBusy(StoreError):
    """Another process holds the database, or two changes got in each other's way; try again."""


class DiskFull(StoreError):
    """There is no room left where the database is."""


class StoreUnreachable(StoreError):
    """The database cannot be opened: wrong place, wrong password, or not running."""


class StoreCorrupt(StoreError):
    """The database file is damaged, or is not one."""


class NewerSchema(StoreError):
    """The database was written by a newer Porchlight."""


class BackupError(StoreError):
    """A backup cannot be written, read, or restored here."""
