/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <sqlite3.h>

/* What SQLite and the system say, as what a caller can do about it. */

/**
 * pasar_store_error_quark:
 *
 * The domain of [enum@StoreError].
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (pasar_store_error, pasar_store_error)

/* SQLite itself knows only ENOSPC, and forgets the errno of a failed commit: callers take it from
 * errno right after. */
static gboolean
is_no_space (int system_errno)
{
  return system_errno == ENOSPC || system_errno == EDQUOT || system_errno == EFBIG;
}

/**
 * pasar_store_set_file_error:
 * @system_errno: why the file or its folder cannot be made
 * @error: return location
 *
 * Sets %PASAR_STORE_ERROR_FULL or %PASAR_STORE_ERROR_READ_ONLY.
 */
void
pasar_store_set_file_error (int system_errno, GError **error)
{
  if (is_no_space (system_errno))
    g_set_error_literal (error,
                         PASAR_STORE_ERROR,
                         PASAR_STORE_ERROR_FULL,
                         _ ("There is no space left on the disk for Pasar’s data file. "
                            "Free some space and try again."));
  else
    g_set_error (error,
                 PASAR_STORE_ERROR,
                 PASAR_STORE_ERROR_READ_ONLY,
                 /* Translators: %s is the system's reason, such as “Permission denied”. */
                 _ ("Pasar cannot write to its data folder (%s). "
                    "Check the permissions of the folder and try again."),
                 g_strerror (system_errno));
}

static PasarStoreError
classify (int code, int system_errno)
{
  /* Two programs have the shop open, and the other one has written the record of this number. */
  if (code == SQLITE_CONSTRAINT_UNIQUE)
    return PASAR_STORE_ERROR_LOCKED;
  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return PASAR_STORE_ERROR_FULL;
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return is_no_space (system_errno) ? PASAR_STORE_ERROR_FULL : PASAR_STORE_ERROR_READ_ONLY;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return PASAR_STORE_ERROR_LOCKED;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return PASAR_STORE_ERROR_CORRUPT;
    case SQLITE_IOERR:
      if (code == SQLITE_IOERR_READ || code == SQLITE_IOERR_CORRUPTFS)
        return PASAR_STORE_ERROR_UNREADABLE;
      return is_no_space (system_errno) ? PASAR_STORE_ERROR_FULL : PASAR_STORE_ERROR_DISK;
    default:
      return PASAR_STORE_ERROR_FAILED;
    }
}

/**
 * pasar_store_set_sqlite_error:
 * @code: an extended result code of SQLite
 * @system_errno: errno right after, 0 for none
 * @error: return location
 *
 * Sets a `PASAR_STORE_ERROR`.
 */
void
pasar_store_set_sqlite_error (int code, int system_errno, GError **error)
{
  const PasarStoreError kind = classify (code, system_errno);
  const char *message = NULL;

  if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
    message = _ ("This shop is no longer kept here, so nothing was saved. "
                 "Connect the shop again.");
  else if (kind == PASAR_STORE_ERROR_FULL)
    message = _ ("There is no space left on the disk, so nothing was saved. "
                 "Free some space and try again.");
  else if (kind == PASAR_STORE_ERROR_READ_ONLY)
    message = _ ("Pasar may not write to its data folder. "
                 "Check the permissions of the folder and try again.");
  else if (kind == PASAR_STORE_ERROR_LOCKED)
    message = _ ("Another program is using Pasar’s data file. "
                 "Close other windows of Pasar and try again.");
  else if (kind == PASAR_STORE_ERROR_CORRUPT)
    message = _ ("Pasar’s data file is damaged and was left as it is. "
                 "Restore it from a backup, or move it away to start anew.");
  if (message != NULL)
    g_set_error_literal (error, PASAR_STORE_ERROR, kind, message);
  else
    g_set_error (error,
                 PASAR_STORE_ERROR,
                 kind,
                 /* Translators: %s is a technical detail in English. */
                 _ ("Pasar’s data file could not be read or written (%s). "
                    "Check the disk and try again."),
                 sqlite3_errstr (code));
}
