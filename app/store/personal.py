"""Personal values: encrypted with a key of each household, which withdrawal destroys.

The keys stand in the file, wrapped with the village's key: what protects a stolen file is the
village password; what the keys give is that destroying one makes a household's values
unreadable wherever they stand in the file.
"""

import json

import nacl.exceptions
import nacl.secret
import nacl.utils

from app.model.change import Json
from app.store.database import Database
from app.store.fields import now

_BOX_SIZE = 32


def new_key() -> bytes:
    """Return a random key."""
    return nacl.utils.random(nacl.secret.SecretBox.KEY_SIZE)


class HolderKey:
    """The key of a household or dwelling, unwrapped when it is first used."""

    __slots__ = ("_box", "_village", "_wrapped")

    def __init__(self, village: nacl.secret.SecretBox, wrapped: bytes) -> None:
        self._village, self._wrapped = village, wrapped
        self._box: nacl.secret.SecretBox | None = None

    def open(self, box: bytes) -> Json:
        """Return a value that was sealed with this key; None if it was not."""
        try:
            value: Json = json.loads(self.unwrapped().decrypt(box))
        except (nacl.exceptions.CryptoError, ValueError):
            return None
        return value

    def unwrapped(self) -> nacl.secret.SecretBox:
        """Return what seals with this key."""
        if self._box is None:
            self._box = nacl.secret.SecretBox(self._village.decrypt(self._wrapped))
        return self._box


class Hidden:
    """A personal text that is decrypted when it is first read, on whatever thread.

    A list of thousands of names is there before they have been decrypted.
    """

    __slots__ = ("_box", "_key", "_text")

    def __init__(self, key: HolderKey, box: bytes) -> None:
        self._key, self._box = key, box
        self._text: str | None = None

    def __str__(self) -> str:
        if self._text is None:
            value = self._key.open(self._box)
            self._text = value if isinstance(value, str) else ""
        return self._text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hidden | str) and str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))


class Keyring:
    """Seals and opens the personal values of one village file."""

    def __init__(self, db: Database, village_key: bytes) -> None:
        self._db = db
        self._village = nacl.secret.SecretBox(village_key)
        self._keys: dict[str, HolderKey] = {}
        self._has_all_keys = False
        self._read: dict[str, Json] = {}
        self._hidden: dict[str, Hidden] = {}

    def seal(self, change_id: str, holder: str, value: Json) -> None:
        """Keep a personal value of ``holder`` (a household, or its dwelling) for a change."""
        text = json.dumps(value, ensure_ascii=False).encode()
        padded = text + b" " * (-len(text) % _BOX_SIZE)  # the length tells nothing of the value
        box = self._key_to_write(holder).unwrapped().encrypt(padded)
        self._db.execute("INSERT INTO sealed VALUES (?, ?, ?)", (change_id, holder, bytes(box)))

    def open(self, change_id: str, holder: str | None, box: bytes | None) -> Json:
        """Return a sealed value; None if its key is gone."""
        if change_id in self._read:
            return self._read[change_id]
        key = self._key(holder) if holder and box is not None else None
        if key is None or box is None:
            return None
        value = key.open(box)
        if value is not None:
            self._read[change_id] = value
        return value

    def hidden(self, change_id: str, holder: str | None, box: bytes | None) -> Hidden | str:
        """Return a sealed text that is decrypted when it is read; "" if its key is gone."""
        known = self._hidden.get(change_id)
        if known is not None:
            return known
        key = self._key(holder) if holder and box is not None else None
        if key is None or box is None:
            return ""
        made = self._hidden[change_id] = Hidden(key, box)
        return made

    def wrap(self, key: bytes) -> bytes:
        """Return a key of a photo as the file keeps it."""
        return bytes(self._village.encrypt(key))

    def unwrap(self, wrapped: bytes) -> bytes:
        """Return the key of a photo that the file keeps."""
        return self._village.decrypt(wrapped)

    def fetch_keys(self) -> None:
        """Fetch the keys of every holder with one query, before many values are opened."""
        if self._has_all_keys:
            return
        for holder, wrapped in self._db.execute(
            "SELECT holder, wrapped FROM personal_key WHERE wrapped IS NOT NULL"
        ).fetchall():
            self._keys.setdefault(holder, HolderKey(self._village, wrapped))
        self._has_all_keys = True

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
        self._keys.clear()
        self._has_all_keys = False
        self._read.clear()
        self._hidden.clear()

    def _key(self, holder: str) -> HolderKey | None:
        if holder not in self._keys:
            row = self._db.execute(
                "SELECT wrapped FROM personal_key WHERE holder = ?", (holder,)
            ).fetchone()
            if row is None or row[0] is None:
                return None
            self._keys[holder] = HolderKey(self._village, row[0])
        return self._keys[holder]

    def _key_to_write(self, holder: str) -> HolderKey:
        found = self._key(holder)
        if found is not None:
            return found
        wrapped = bytes(self._village.encrypt(new_key()))
        self._db.execute("INSERT INTO personal_key VALUES (?, ?, NULL)", (holder, wrapped))
        made = self._keys[holder] = HolderKey(self._village, wrapped)
        return made
