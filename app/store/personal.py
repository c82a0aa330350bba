"""Personal values: encrypted with a key of each household, which withdrawal destroys.

The keys stand in the file, wrapped with the village's key: what protects a stolen file is the
village password; what the keys give is that destroying one makes a household's values
unreadable wherever they stand in the file.
"""

import json

import nacl.exceptions
import nacl.secret
import nacl.utils
from sqlite_utils import Database

from app.model.change import Json
from app.store.fields import now

_BOX_SIZE = 32


def new_key() -> bytes:
    """Return a random key."""
    return nacl.utils.random(nacl.secret.SecretBox.KEY_SIZE)


class Keyring:
    """Seals and opens the personal values of one village file."""

    def __init__(self, db: Database, village_key: bytes) -> None:
        self._db = db
        self._village = nacl.secret.SecretBox(village_key)
        self._boxes: dict[str, nacl.secret.SecretBox] = {}
        self._read: dict[str, Json] = {}

    def seal(self, change_id: str, holder: str, value: Json) -> None:
        """Keep a personal value of ``holder`` (a household, or its dwelling) for a change."""
        text = json.dumps(value, ensure_ascii=False).encode()
        padded = text + b" " * (-len(text) % _BOX_SIZE)  # the length tells nothing of the value
        box = self._box_to_write(holder).encrypt(padded)
        self._db.execute("INSERT INTO sealed VALUES (?, ?, ?)", (change_id, holder, bytes(box)))

    def open(self, change_id: str, holder: str | None, box: bytes | None) -> Json:
        """Return a sealed value; None if its key is gone."""
        if change_id in self._read:
            return self._read[change_id]
        key = self._box_to_read(holder) if holder and box is not None else None
        if key is None or box is None:
            return None
        try:
            value: Json = json.loads(key.decrypt(box))
        except (nacl.exceptions.CryptoError, ValueError):
            return None
        self._read[change_id] = value
        return value

    def wrap(self, key: bytes) -> bytes:
        """Return a key of a photo as the file keeps it."""
        return bytes(self._village.encrypt(key))

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return the key of a photo that the file keeps."""
        return self._village.decrypt(wrapped)

    def fetch_keys(self) -> None:
        """Fetch the keys of every holder with one query, before many values are opened."""
        if self._boxes:
            return
        for holder, wrapped in self._db.execute(
            "SELECT holder, wrapped FROM personal_key WHERE wrapped IS NOT NULL"
        ).fetchall():
            self._boxes[holder] = nacl.secret.SecretBox(self._village.decrypt(wrapped))

    def is_destroyed(self, holder: str) -> bool:
        """Tell whether the holder's key has been destroyed."""
        row = self._db.execute(
            "SELECT 1 FROM personal_key WHERE holder = ? AND wrapped IS NULL", (holder,)
        ).fetchone()
        return row is not None

    def destroy(self, holder: str) -> None:
        """Destroy the key of ``holder`` for good, and what it sealed."""
        self._db.execute(
            "INSERT INTO personal_key VALUES (:holder, NULL, :at) ON CONFLICT (holder) "
            "DO UPDATE SET wrapped = NULL, destroyed_at = coalesce(destroyed_at, :at)",
            {"holder": holder, "at": now()},
        )
        self._db.execute("DELETE FROM sealed WHERE holder = ?", (holder,))
        self.forget()

    def forget(self) -> None:
        """Forget what has been read: a transaction was undone or a key destroyed."""
        self._boxes.clear()
        self._read.clear()

    def _box_to_read(self, holder: str) -> nacl.secret.SecretBox | None:
        if holder not in self._boxes:
            row = self._db.execute(
                "SELECT wrapped FROM personal_key WHERE holder = ?", (holder,)
            ).fetchone()
            if row is None or row[0] is None:
                return None
            self._boxes[holder] = nacl.secret.SecretBox(self._village.decrypt(row[0]))
        return self._boxes[holder]

    def _box_to_write(self, holder: str) -> nacl.secret.SecretBox:
        box = self._box_to_read(holder)
        if box is not None:
            return box
        key = new_key()
        wrapped = bytes(self._village.encrypt(key))
        self._db.execute("INSERT INTO personal_key VALUES (?, ?, NULL)", (holder, wrapped))
        self._boxes[holder] = nacl.secret.SecretBox(key)
        return self._boxes[holder]
