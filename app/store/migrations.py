"""The schema of the village file and its changes from release to release.

A released migration is never edited. ``SCHEMA_VERSION`` counts them; a file that holds a
migration unknown here was written by a later release.
"""

from app.store.database import Database, Migrations

APPLICATION_ID = 0x4E464348  # "NFCH": marks a database as a village file
SCHEMA_VERSION = 2
migrations: Migrations = Migrations("nuanfang")

_REFUSE = """
CREATE TRIGGER {table}_is_never_{verb}d BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

_FIRST_RELEASE = (
    "CREATE TABLE schema_version (version INTEGER NOT NULL) STRICT",
    """CREATE TABLE village (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, practice INTEGER NOT NULL,
      created_at TEXT NOT NULL, key BLOB NOT NULL) STRICT""",
    """CREATE TABLE device (
      id TEXT PRIMARY KEY, machine TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
      created_at TEXT NOT NULL) STRICT""",
    """CREATE TABLE operator (
      id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, pin_hash TEXT,
      created_at TEXT NOT NULL) STRICT""",
    # The truth. A personal value is not here but in `sealed`.
    """CREATE TABLE change (
      n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, subject TEXT NOT NULL,
      subject_id TEXT NOT NULL, "row" TEXT NOT NULL, field TEXT NOT NULL, value TEXT,
      empty TEXT, provenance TEXT, confirmed INTEGER NOT NULL, operator TEXT NOT NULL,
      device TEXT NOT NULL, sequence INTEGER NOT NULL, at TEXT NOT NULL, batch TEXT NOT NULL,
      parents TEXT NOT NULL) STRICT""",
    'CREATE INDEX change_of_field ON change (subject_id, "row", field)',
    "CREATE INDEX change_of_batch ON change (batch)",
    "CREATE INDEX change_of_device ON change (device, sequence)",
    # `scope` is the dwelling (or village) whose undo list a batch stands in.
    """CREATE TABLE batch (
      n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL,
      at TEXT NOT NULL, operator TEXT NOT NULL, kind TEXT NOT NULL, scope TEXT NOT NULL,
      undoes TEXT) STRICT""",
    "CREATE INDEX batch_of_scope ON batch (scope, n)",
    *(
        _REFUSE.format(table=table, verb=verb)
        for table in ("change", "batch")
        for verb in ("update", "delete")
    ),
    # Personal values, each encrypted with the key of its household; gone on withdrawal.
    """CREATE TABLE personal_key (
      holder TEXT PRIMARY KEY, wrapped BLOB, destroyed_at TEXT) STRICT""",
    """CREATE TABLE sealed (
      change_id TEXT PRIMARY KEY REFERENCES change (id), holder TEXT NOT NULL,
      box BLOB NOT NULL) STRICT""",
    "CREATE INDEX sealed_of_holder ON sealed (holder)",
    # From here on caches, rebuilt from the above.
    """CREATE TABLE current (
      subject_id TEXT NOT NULL, "row" TEXT NOT NULL, field TEXT NOT NULL,
      change_id TEXT NOT NULL REFERENCES change (id),
      PRIMARY KEY (subject_id, "row", field)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE conflict (
      subject_id TEXT NOT NULL, "row" TEXT NOT NULL, field TEXT NOT NULL,
      change_id TEXT NOT NULL REFERENCES change (id),
      PRIMARY KEY (subject_id, "row", field, change_id)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE household (
      id TEXT PRIMARY KEY, village_id TEXT NOT NULL, claimed_code TEXT NOT NULL,
      code TEXT UNIQUE, withdrawn INTEGER NOT NULL) STRICT""",
    """CREATE TABLE dwelling (
      id TEXT PRIMARY KEY, household_id TEXT NOT NULL, number INTEGER NOT NULL,
      state TEXT NOT NULL, last_change_at TEXT NOT NULL) STRICT""",
    "CREATE INDEX dwelling_of_household ON dwelling (household_id)",
    # Results; not merged. The headline columns serve the overview.
    """CREATE TABLE result (
      n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, dwelling_id TEXT NOT NULL,
      kind TEXT NOT NULL, at TEXT NOT NULL, payload BLOB NOT NULL, hashes TEXT NOT NULL,
      summary TEXT NOT NULL) STRICT""",
    "CREATE INDEX result_of_dwelling ON result (dwelling_id, kind, n)",
    """CREATE TABLE headline (
      dwelling_id TEXT PRIMARY KEY, heated_area_m2 REAL, confidence REAL, saving REAL)
      STRICT, WITHOUT ROWID""",
    "CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
)


@migrations()
def m0001_first_release(db: Database) -> None:
    """Create the tables of the first release."""
    for statement in _FIRST_RELEASE:
        db.execute(statement)
    db.execute("INSERT INTO schema_version VALUES (1)")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


_PHOTOS = (
    # The photo files that this folder has had; which house shows them is said by changes.
    # `key` is that of a sealed file, wrapped with the village's; not merged, like results.
    """CREATE TABLE photo (
      id TEXT PRIMARY KEY, source TEXT NOT NULL, name TEXT NOT NULL, taken_at TEXT NOT NULL,
      width INTEGER NOT NULL, height INTEGER NOT NULL, size INTEGER NOT NULL,
      position TEXT NOT NULL, key BLOB, aside INTEGER NOT NULL, added_at TEXT NOT NULL,
      destroyed_at TEXT) STRICT""",
    "CREATE INDEX photo_of_source ON photo (source)",
    "CREATE INDEX change_of_photo ON change (value) WHERE field = 'PH01'",
)


@migrations()
def m0002_photos(db: Database) -> None:
    """Add the table of photo files."""
    for statement in _PHOTOS:
        db.execute(statement)
    db.execute("UPDATE schema_version SET version = 2")


def schema_version(db: Database) -> int:
    """Return the schema version of an open village file."""
    return int(db.execute("SELECT max(version) FROM schema_version").fetchone()[0])


def is_village(db: Database) -> bool:
    """Tell whether the database is a village file of any release."""
    marked: int = db.execute("PRAGMA application_id").fetchone()[0]
    return marked == APPLICATION_ID and db.table("schema_version").exists()


def is_newer(db: Database) -> bool:
    """Tell whether a later release has changed the file."""
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    applied = {migration.name for migration in migrations.applied(db)}
    return bool(applied - known) or schema_version(db) > SCHEMA_VERSION
