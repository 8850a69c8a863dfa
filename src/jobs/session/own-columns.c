/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/own-columns-private.h"

#include "jobs/session/session-private.h"
#include "store/kept.h"

#include <string.h>

/* The columns that the seller made, as the store keeps them: under the name that they have in the
 * log, "1 shown" or "1 removed", a blank and the title. */

#define SHOWN   "1 shown "
#define REMOVED "1 removed "

/* (transfer full) (element-type PasarKept) */
GPtrArray *
pasar_own_columns_write (const GPtrArray *columns)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);

  for (guint i = 0; i < columns->len; i++)
    {
      const PasarOwnColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *data =
          g_strconcat (column->is_removed ? REMOVED : SHOWN, column->title, NULL);

      g_ptr_array_add (kept, pasar_kept_new (pasar_own_field_get_id (column->field), data));
    }
  return kept;
}

/* A column of which no more can be read than its name in the log is there by that, so that its
 * values are in sight. */
static PasarOwnColumn *
read_one (const PasarKept *kept)
{
  const gboolean is_removed = kept->data != NULL && g_str_has_prefix (kept->data, REMOVED);
  const gboolean is_shown = kept->data != NULL && g_str_has_prefix (kept->data, SHOWN);
  const char *title = is_removed ? kept->data + strlen (REMOVED)
                      : is_shown ? kept->data + strlen (SHOWN)
                                 : "";
  PasarField field;

  if (kept->name == NULL || !pasar_own_field_find (kept->name, &field))
    return NULL;
  return pasar_own_column_new (field, *title != '\0' ? title : kept->name, is_removed);
}

/* kept: (element-type PasarKept) */
void
pasar_own_columns_restore (PasarCatalogue *catalogue, const GPtrArray *kept)
{
  g_autoptr (GPtrArray) columns =
      g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_own_column_free);

  for (guint i = 0; i < kept->len; i++)
    {
      PasarOwnColumn *column = read_one (g_ptr_array_index (kept, i));

      if (column != NULL)
        g_ptr_array_add (columns, column);
    }
  pasar_catalogue_set_own_columns (catalogue, columns);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PasarSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (pasar_store_finish (PASAR_STORE (source), result, &error))
    {
      pasar_catalogue_set_own_columns (self->catalogue, g_task_get_task_data (task));
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

/**
 * pasar_session_set_own_columns_async:
 * @self: a session
 * @columns: (transfer full) (element-type PasarOwnColumn): what the columns that the seller made
 *   are to be, as [method@Catalogue.add_own_column] and its like say
 * @callback: (scope async): called when they are, or could not be written
 * @user_data: for @callback
 *
 * They are on disk before anything can be put into them. Errors: `PASAR_STORE_ERROR`; then they are
 * as they were.
 */
void
pasar_session_set_own_columns_async (PasarSession *self,
                                     GPtrArray *columns,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GPtrArray) kept = pasar_own_columns_write (columns);

  g_task_set_source_tag (task, pasar_session_set_own_columns_async);
  g_task_set_task_data (task, columns, (GDestroyNotify) g_ptr_array_unref);
  pasar_store_set_kept_async (self->store,
                              self->shop->id,
                              PASAR_KEPT_COLUMN,
                              kept,
                              NULL,
                              kept_cb,
                              task);
}

/**
 * pasar_session_set_own_columns_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pasar_session_set_own_columns_async().
 *
 * Returns: whether they are what was asked for
 */
gboolean
pasar_session_set_own_columns_finish (PasarSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
