/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/explain.h"

#include <glib/gi18n-lib.h>

/**
 * pasar_export_explain:
 * @error: (nullable): why a file was not written
 *
 * Gives an error that a seller can do something about a sentence that says so.
 */
void
pasar_export_explain (GError *error)
{
  const char *sentence = NULL;

  if (error == NULL || error->domain != G_IO_ERROR)
    return;
  if (error->code == G_IO_ERROR_NO_SPACE)
    sentence = _ ("There is not enough room on the disk.");
  else if (error->code == G_IO_ERROR_PERMISSION_DENIED || error->code == G_IO_ERROR_READ_ONLY
           || error->code == G_IO_ERROR_NOT_FOUND)
    sentence = _ ("Files cannot be written there. Choose another folder.");
  else if (error->code == G_IO_ERROR_IS_DIRECTORY)
    sentence = _ ("A folder has this name. Choose another one.");
  if (sentence == NULL)
    return;
  g_free (error->message);
  error->message = g_strdup (sentence);
}
