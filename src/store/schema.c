/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/schema-private.h"

#include "store/store.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Openings after which the copy of an earlier version is not needed any more. */
#define N_GOOD_OPENS 5

/* Step n makes version n + 1 of a file of version n (`PRAGMA user_version`). A step that was
 * released never changes. Prices are in minor units, stock in pieces; a NULL value is unknown.
 * Enumerations are those of store.h.
 *
 * item.seq is the order in which items were first seen: the index item_shop walks it shop by shop.
 */
static const char *const released_steps[] = {
  /* 1: first release */
  "CREATE TABLE shop ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  host_id TEXT NOT NULL,"
  "  base_url TEXT NOT NULL," /* '' for none: NULLs are never equal */
  "  partner_id INTEGER NOT NULL,"
  "  shop_id INTEGER NOT NULL,"
  "  name TEXT,"
  "  region TEXT,"
  "  currency TEXT,"
  "  refreshed_at INTEGER NOT NULL,"
  "  authorised_until INTEGER NOT NULL,"
  "  UNIQUE (host_id, base_url, partner_id, shop_id)"
  ") STRICT;"

  "CREATE TABLE item ("
  "  seq INTEGER PRIMARY KEY,"
  "  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,"
  "  item_id INTEGER NOT NULL,"
  "  data BLOB NOT NULL,"
  "  UNIQUE (shop, item_id)"
  ") STRICT;"
  "CREATE INDEX item_shop ON item (shop);"

  "CREATE TABLE staged ("
  "  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,"
  "  item_id INTEGER NOT NULL,"
  "  model_id INTEGER NOT NULL,"
  "  field INTEGER NOT NULL,"
  "  base INTEGER,"
  "  value INTEGER NOT NULL,"
  "  refusal TEXT,"
  "  PRIMARY KEY (shop, item_id, model_id, field)"
  ") STRICT, WITHOUT ROWID;"

  "CREATE TABLE step ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,"
  "  label TEXT NOT NULL,"
  "  changes BLOB NOT NULL,"
  "  undone INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE INDEX step_shop ON step (shop, undone);"

  "CREATE TABLE submission ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,"
  "  created_at INTEGER NOT NULL,"
  "  finished_at INTEGER NOT NULL DEFAULT 0"
  ") STRICT;"
  "CREATE INDEX submission_shop ON submission (shop);"

  "CREATE TABLE call ("
  "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL,"
  "  item_id INTEGER NOT NULL,"
  "  state INTEGER NOT NULL,"
  "  sent_at INTEGER NOT NULL,"
  "  done_at INTEGER NOT NULL,"
  "  code TEXT,"
  "  message TEXT,"
  "  request_id TEXT"
  ") STRICT;"
  "CREATE INDEX call_submission ON call (submission);"

  "CREATE TABLE call_row ("
  "  call INTEGER NOT NULL REFERENCES call (id) ON DELETE CASCADE,"
  "  position INTEGER NOT NULL,"
  "  item_id INTEGER NOT NULL,"
  "  model_id INTEGER NOT NULL,"
  "  old_value INTEGER,"
  "  new_value INTEGER,"
  "  state INTEGER NOT NULL,"
  "  stored_value INTEGER,"
  "  reason TEXT,"
  "  advice TEXT,"
  "  PRIMARY KEY (call, position)"
  ") STRICT, WITHOUT ROWID;",

  /* 2: what a history needs: units in the names, one for its times, the locations sent, the rows of
     a model */
  "ALTER TABLE shop RENAME COLUMN refreshed_at TO refreshed_at_secs;"
  "ALTER TABLE shop RENAME COLUMN authorised_until TO authorised_until_secs;"
  "ALTER TABLE submission RENAME COLUMN created_at TO created_at_ms;"
  "ALTER TABLE submission RENAME COLUMN finished_at TO finished_at_ms;"
  "UPDATE submission SET created_at_ms = created_at_ms * 1000,"
  "  finished_at_ms = finished_at_ms * 1000;"
  "ALTER TABLE call RENAME COLUMN sent_at TO sent_at_ms;"
  "ALTER TABLE call RENAME COLUMN done_at TO done_at_ms;"
  "CREATE INDEX call_row_model ON call_row (item_id, model_id);"
  "CREATE TABLE call_location ("
  "  call INTEGER NOT NULL,"
  "  position INTEGER NOT NULL," /* of the row */
  "  nth INTEGER NOT NULL,"
  "  location_id TEXT NOT NULL,"
  "  stock INTEGER NOT NULL,"
  "  PRIMARY KEY (call, position, nth),"
  "  FOREIGN KEY (call, position) REFERENCES call_row (call, position) ON DELETE CASCADE"
  ") STRICT, WITHOUT ROWID;",

  /* 3: edits are a log. A step is now a record, and each undone one another record after these, the
     last one first. What is staged is a checkpoint of lines, which are told from a later form by
     their first letters. */
  "CREATE TABLE log ("
  "  seq INTEGER PRIMARY KEY,"
  "  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,"
  "  id INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  step INTEGER NOT NULL,"
  "  n_edits INTEGER NOT NULL,"
  "  n_staged INTEGER NOT NULL," /* after it */
  "  label TEXT,"
  "  data BLOB NOT NULL," /* last: what reads the others does not read it */
  "  UNIQUE (shop, id)"
  ") STRICT;"
  "CREATE TABLE checkpoint ("
  "  shop INTEGER PRIMARY KEY REFERENCES shop (id) ON DELETE CASCADE,"
  "  log_id INTEGER NOT NULL,"
  "  n_staged INTEGER NOT NULL,"
  "  data BLOB NOT NULL"
  ") STRICT;"
  "INSERT INTO log (shop, id, kind, step, n_edits, n_staged, label, data)"
  "  SELECT shop, row_number () OVER (PARTITION BY shop ORDER BY id), 1, 0,"
  "    max (length (changes) - 4, 0) / 33,"
  "    (SELECT count(*) FROM staged WHERE staged.shop = step.shop), label, changes"
  "  FROM step;"
  "INSERT INTO log (shop, id, kind, step, n_edits, n_staged, data)"
  "  SELECT shop, n + row_number () OVER (PARTITION BY shop ORDER BY nth DESC), 2, nth,"
  "    max (length (changes) - 4, 0) / 33,"
  "    (SELECT count(*) FROM staged WHERE staged.shop = numbered.shop), changes"
  "  FROM (SELECT shop, changes, undone, row_number () OVER (PARTITION BY shop ORDER BY id) AS nth,"
  "    count(*) OVER (PARTITION BY shop) AS n FROM step) AS numbered WHERE undone <> 0;"
  "INSERT INTO checkpoint (shop, log_id, n_staged, data)"
  "  SELECT shop, coalesce ((SELECT max (id) FROM log WHERE log.shop = line.shop), 0), count(*),"
  "    CAST ('PSC0' || char (10) || group_concat (text, char (10)) AS BLOB)"
  "  FROM (SELECT shop, item_id || ' ' || model_id || ' ' || field || ' ' || coalesce (base, '-')"
  "    || ' ' || value || ' ' || iif (refusal IS NULL, '-', 'x' || hex (refusal)) AS text"
  "    FROM staged) AS line GROUP BY shop;"
  "DROP TABLE staged;"
  "DROP TABLE step;",

  /* 4: the last two checkpoints, one for when the other is damaged */
  "CREATE TABLE new_checkpoint ("
  "  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,"
  "  log_id INTEGER NOT NULL,"
  "  n_staged INTEGER NOT NULL,"
  "  data BLOB NOT NULL,"
  "  PRIMARY KEY (shop, log_id)"
  ") STRICT;"
  "INSERT INTO new_checkpoint SELECT shop, log_id, n_staged, data FROM checkpoint;"
  "DROP TABLE checkpoint;"
  "ALTER TABLE new_checkpoint RENAME TO checkpoint;",

  /* 5: what each location had before its stock was sent; not known of what was sent earlier */
  "ALTER TABLE call_location RENAME COLUMN stock TO new_stock;"
  "ALTER TABLE call_location ADD COLUMN old_stock INTEGER;",

  /* 6: what is taken of each price, in hundredths of a percent. The log may have what the seller
     keeps of rows, which earlier versions would leave out of their checkpoints. */
  "ALTER TABLE shop ADD COLUMN fee_hundredths INTEGER NOT NULL DEFAULT 0;",

  /* 7: what the seller made and named, of a shop or (NULL) of all */
  "CREATE TABLE kept ("
  "  id INTEGER PRIMARY KEY,"
  "  shop INTEGER REFERENCES shop (id) ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL,"
  "  position INTEGER NOT NULL,"
  "  name TEXT NOT NULL,"
  "  data TEXT NOT NULL"
  ") STRICT;"
  "CREATE UNIQUE INDEX kept_name ON kept (coalesce (shop, 0), kind, name);",

  /* 8: the ledger. What each change came from; a chain of seals, by which it shows when what was
     submitted is changed afterwards, and which begins after what had been submitted by then; and
     values that the shop was seen to have. */
  "ALTER TABLE call_row ADD COLUMN origin TEXT;"
  "CREATE TABLE seal ("
  "  id INTEGER PRIMARY KEY,"
  "  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,"
  "  kind INTEGER NOT NULL,"
  "  submission INTEGER NOT NULL," /* which may be gone */
  "  at_ms INTEGER NOT NULL,"
  "  content TEXT NOT NULL,"
  "  digest TEXT NOT NULL"
  ") STRICT;"
  "CREATE INDEX seal_shop ON seal (shop);"
  "INSERT INTO seal (shop, kind, submission, at_ms, content, digest)"
  "  SELECT shop, 0, max (id), 0, '', '' FROM submission GROUP BY shop;"
  "CREATE TABLE reading ("
  "  shop INTEGER NOT NULL REFERENCES shop (id) ON DELETE CASCADE,"
  "  item_id INTEGER NOT NULL,"
  "  model_id INTEGER NOT NULL,"
  "  kind INTEGER NOT NULL,"
  "  at_ms INTEGER NOT NULL,"
  "  value INTEGER NOT NULL,"
  "  PRIMARY KEY (shop, item_id, model_id, kind, at_ms)"
  ") STRICT, WITHOUT ROWID;",
};

/**
 * pasar_schema_get_steps:
 * @n_steps: (out): their number, which is today's version
 *
 * Returns: (transfer none) (array length=n_steps): the SQL of each step
 */
const char *const *
pasar_schema_get_steps (guint *n_steps)
{
  *n_steps = G_N_ELEMENTS (released_steps);
  return released_steps;
}

/* Reads the version of the file; refuses what is newer or not Pasar's, without a write. */
static gboolean
read_version (PasarSqlite *db, guint newest, gint64 *version, GError **error)
{
  gint64 application_id = 0;
  gint64 n_objects = 0;
  gint64 found = 0;

  if (!pasar_sqlite_begin (db, FALSE, error)
      || !pasar_sqlite_get_number (db, "PRAGMA user_version", &found, error)
      || !pasar_sqlite_get_number (db, "PRAGMA application_id", &application_id, error)
      || !pasar_sqlite_get_number (db, "SELECT count(*) FROM sqlite_schema", &n_objects, error))
    return FALSE;
  if (found < 0 || (found == 0 && n_objects > 0)
      || (found > 0 && application_id != PASAR_SCHEMA_APPLICATION_ID))
    {
      g_set_error_literal (error,
                           PASAR_STORE_ERROR,
                           PASAR_STORE_ERROR_CORRUPT,
                           _ ("The data file was not written by Pasar and was left as it is. "
                              "Move it away to start anew."));
      return FALSE;
    }
  if (found > newest)
    {
      g_set_error_literal (error,
                           PASAR_STORE_ERROR,
                           PASAR_STORE_ERROR_NEWER,
                           _ ("The data file was written by a newer version of Pasar and was left "
                              "as it is. Update Pasar to open it."));
      return FALSE;
    }
  *version = found;
  return TRUE;
}

/* @n_opened: how often the file was opened since it is of a later version, which the name says */
static char *
dup_backup_path (const char *path, gint64 version, guint n_opened)
{
  return n_opened == 0
             ? g_strdup_printf ("%s.v%" G_GINT64_FORMAT ".backup", path, version)
             : g_strdup_printf ("%s.v%" G_GINT64_FORMAT ".backup.%u", path, version, n_opened);
}

static gboolean
back_up (PasarSqlite *db, const char *path, gint64 version, GError **error)
{
  g_autofree char *copy = dup_backup_path (path, version, 0);

  return pasar_sqlite_backup (db, copy, error);
}

/* A file that was opened so often is good; the copy of the version before it goes. */
static void
age_backups (const char *path, guint n_steps)
{
  for (guint version = 1; version < n_steps; version++)
    for (guint n = N_GOOD_OPENS; n > 0; n--)
      {
        g_autofree char *copy = dup_backup_path (path, version, n - 1);
        g_autofree char *next = dup_backup_path (path, version, n);

        if (n == N_GOOD_OPENS)
          g_unlink (copy);
        else
          g_rename (copy, next);
      }
}

static gboolean
check_references (PasarSqlite *db, GError **error)
{
  gint64 n_broken = 0;

  if (!pasar_sqlite_get_number (db,
                                "SELECT count(*) FROM pragma_foreign_key_check",
                                &n_broken,
                                error))
    return FALSE;
  if (n_broken == 0)
    return TRUE;
  g_set_error_literal (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_MIGRATION, "foreign keys");
  return FALSE;
}

/* All steps in one transaction: the file is of the old version or of the new one, nothing between.
 */
static gboolean
run_steps (PasarSqlite *db, const char *const *steps, gint64 version, guint n_steps, GError **error)
{
  gint64 now = 0;

  if (!pasar_sqlite_begin (db, TRUE, error)
      || !pasar_sqlite_get_number (db, "PRAGMA user_version", &now, error))
    return FALSE;
  /* Another process may have upgraded the file since it was looked at. */
  for (gint64 step = MAX (version, now); step < n_steps; step++)
    {
      if (!pasar_sqlite_exec (db, steps[step], error)
          || !pasar_sqlite_set_number (db, "user_version", step + 1, error))
        return FALSE;
    }
  return pasar_sqlite_set_number (db, "application_id", PASAR_SCHEMA_APPLICATION_ID, error)
         && check_references (db, error) && pasar_sqlite_commit (db, error);
}

/**
 * pasar_schema_get_version:
 * @db: a connection outside of a transaction
 * @n_steps: today's version
 *
 * Returns: the version of the file; 0: it is empty, not Pasar's, newer, or cannot be read
 */
guint
pasar_schema_get_version (PasarSqlite *db, guint n_steps)
{
  gint64 version = 0;
  const gboolean is_read = read_version (db, n_steps, &version, NULL);

  pasar_sqlite_rollback (db);
  return is_read ? (guint) version : 0;
}

/* What the seller can act on (space, rights, locks, the disk) keeps its code; the rest is a failed
 * upgrade. */
static void
take_step_error (GError *failure, GError **error)
{
  if (g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_READ_ONLY)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_LOCKED)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_DISK)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_UNREADABLE)
      || g_error_matches (failure, PASAR_STORE_ERROR, PASAR_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, failure);
      return;
    }
  g_error_free (failure);
  g_set_error_literal (error,
                       PASAR_STORE_ERROR,
                       PASAR_STORE_ERROR_MIGRATION,
                       _ ("Pasar’s data file could not be brought to this version and was left as "
                          "it is. Go on with the version of Pasar that you had, and report this."));
}

/**
 * pasar_schema_migrate:
 * @db: a connection outside of a transaction
 * @path: the file of @db; a copy of an older version is kept beside it as `PATH.vN.backup`, until
 *   the file was opened a few times since
 * @steps: (array length=n_steps): SQL that makes version n + 1 of version n
 * @n_steps: the version wanted
 * @error: return location
 *
 * Brings the file to the version wanted, or leaves it as it was. Foreign keys are off after it.
 *
 * Errors: %PASAR_STORE_ERROR_NEWER, `_CORRUPT` (also a file of another program), `_MIGRATION`,
 * `_FULL`, `_READ_ONLY`, `_LOCKED`, `_DISK`, `_UNREADABLE`, `_FAILED`.
 *
 * Returns: whether the file is of the version wanted
 */
gboolean
pasar_schema_migrate (PasarSqlite *db,
                      const char *path,
                      const char *const *steps,
                      guint n_steps,
                      GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 version = 0;
  gboolean readable;

  readable = read_version (db, n_steps, &version, error);
  pasar_sqlite_rollback (db);
  if (!readable)
    return FALSE;
  if (version == n_steps)
    {
      age_backups (path, n_steps);
      return TRUE;
    }
  if (version > 0 && !back_up (db, path, version, error))
    return FALSE;
  /* Rebuilding a table must not delete what refers to it. */
  if (!pasar_sqlite_exec (db, "PRAGMA foreign_keys = OFF", error))
    return FALSE;
  if (run_steps (db, steps, version, n_steps, &failure))
    return TRUE;
  pasar_sqlite_rollback (db);
  take_step_error (g_steal_pointer (&failure), error);
  return FALSE;
}
