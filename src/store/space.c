/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/space-private.h"

/* What the file does not need any more goes back to the disk. */

/* What is likely to be needed again soon; and how much goes at a time, before the next call has its
 * turn. */
#define SPARE_PAGES 256
#define PAGES_A_RUN 256

/**
 * pasar_space_prepare:
 * @db: a connection outside of a transaction, before its file is brought to this version
 *
 * Has a new file made so that it can shrink; see pasar_space_convert() for others.
 */
void
pasar_space_prepare (PasarSqlite *db)
{
  pasar_sqlite_exec (db, "PRAGMA auto_vacuum = INCREMENTAL", NULL);
}

/**
 * pasar_space_convert:
 * @db: a connection that was prepared, outside of a transaction
 *
 * Makes an older file one that can shrink. Where that cannot be, it only stays as large as it was.
 */
void
pasar_space_convert (PasarSqlite *db)
{
  gint64 mode = 0;

  if (pasar_sqlite_get_number (db, "PRAGMA auto_vacuum", &mode, NULL) && mode == 0)
    pasar_sqlite_exec (db, "VACUUM", NULL);
}

/**
 * pasar_space_give_back:
 * @db: a connection outside of a transaction
 *
 * Gives some of the free space of the file back.
 *
 * Returns: whether there is more
 */
gboolean
pasar_space_give_back (PasarSqlite *db)
{
  gint64 before = 0;
  gint64 after = 0;

  if (!pasar_sqlite_get_number (db, "PRAGMA freelist_count", &before, NULL)
      || before <= SPARE_PAGES)
    return FALSE;
  return pasar_sqlite_set_number (db,
                                  "incremental_vacuum",
                                  MIN (PAGES_A_RUN, before - SPARE_PAGES),
                                  NULL)
         && pasar_sqlite_get_number (db, "PRAGMA freelist_count", &after, NULL) && after < before
         && after > SPARE_PAGES;
}
