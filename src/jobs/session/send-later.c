/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/send-later-private.h"

#include "jobs/session/cells-private.h"
#include "jobs/session/session-private.h"
#include "store/kept.h"

#include <string.h>

/* Which of the staged values that wait for the end of a promotion the seller wants to be sent by
 * themselves then. A cell is marked with the very value that was staged, and with what the shop had
 * when it was: the mark means no other, and goes when there is another. A stock that is staged at
 * several locations has a mark at each.
 *
 * The store keeps a mark under “item/model/field”, as value and base with a blank between. A stock
 * at a location has its id behind the field. */

#define PRICE_NAME    "price"
#define STOCK_NAME    "stock"
#define LOCATION_NAME "stock/"

static PasarEdit
read_cell (PasarCatalogue *catalogue, PasarRowKey key, PasarField field)
{
  PasarEdit cell = { .key = key, .field = field };

  cell.to = pasar_catalogue_read_staged (catalogue, key, field, &cell.from, NULL);
  return cell;
}

static gboolean
is_meant (PasarSession *self, const PasarEdit *mark)
{
  const PasarEdit now = read_cell (self->catalogue, mark->key, mark->field);

  return now.to != PASAR_NO_VALUE && now.to == mark->to && now.from == mark->from;
}

/* Writing it down. */

static gboolean
read_field (const char *name, PasarCatalogue *catalogue, PasarField *field)
{
  if (g_str_has_prefix (name, LOCATION_NAME))
    return pasar_catalogue_find_location_field (catalogue, name + strlen (LOCATION_NAME), field);
  *field = g_str_equal (name, PRICE_NAME) ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK;
  return g_str_equal (name, PRICE_NAME) || g_str_equal (name, STOCK_NAME);
}

static gboolean
read_number (const char *text, gint64 *number)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, number, NULL);
}

static gboolean
read_mark (const PasarKept *kept, PasarCatalogue *catalogue, PasarEdit *mark)
{
  g_auto (GStrv) names = g_strsplit (kept->name, "/", 3);
  g_auto (GStrv) values = g_strsplit (kept->data, " ", 3);

  return g_strv_length (names) == 3 && g_strv_length (values) == 2
         && read_number (names[0], &mark->key.item_id)
         && read_number (names[1], &mark->key.model_id)
         && read_field (names[2], catalogue, &mark->field) && read_number (values[0], &mark->to)
         && read_number (values[1], &mark->from);
}

/**
 * pasar_send_later_restore:
 * @catalogue: the shop's, with what is staged
 * @kept: (element-type PasarKept): from the store
 *
 * What cannot be read is not marked.
 *
 * Returns: (transfer full): the marks
 */
GHashTable *
pasar_send_later_restore (PasarCatalogue *catalogue, const GPtrArray *kept)
{
  GHashTable *marks = pasar_cells_new (NULL);

  for (guint i = 0; i < kept->len; i++)
    {
      PasarEdit mark = { 0 };

      if (read_mark (g_ptr_array_index (kept, i), catalogue, &mark))
        g_hash_table_add (marks, g_memdup2 (&mark, sizeof mark));
    }
  return marks;
}

static char *
dup_field_name (PasarField field, const char *const *locations)
{
  if (pasar_field_is_location (field))
    return g_strconcat (LOCATION_NAME, locations[field - PASAR_FIELD_LOCATION], NULL);
  return g_strdup (field == PASAR_FIELD_PRICE ? PRICE_NAME : STOCK_NAME);
}

static GPtrArray *
write_marks (PasarSession *self)
{
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);
  g_auto (GStrv) locations = pasar_catalogue_dup_location_ids (self->catalogue);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->send_later);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const PasarEdit *mark = key;
      g_autofree char *field = dup_field_name (mark->field, (const char *const *) locations);
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT "/%" G_GINT64_FORMAT "/%s",
                                               mark->key.item_id,
                                               mark->key.model_id,
                                               field);
      g_autofree char *data =
          g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, mark->to, mark->from);

      g_ptr_array_add (kept, pasar_kept_new (name, data));
    }
  return kept;
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (pasar_store_finish (PASAR_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes task. */
static void
keep (PasarSession *self, GTask *task)
{
  g_autoptr (GPtrArray) kept = write_marks (self);

  if (self->is_forgotten)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  pasar_store_set_kept_async (self->store,
                              self->shop->id,
                              PASAR_KEPT_SEND_LATER,
                              kept,
                              NULL,
                              kept_cb,
                              task);
}

/* Asking and setting. */

/**
 * pasar_session_sends_later:
 * @self: a session
 * @key: a row
 * @field: %PASAR_FIELD_PRICE or %PASAR_FIELD_STOCK
 *
 * A mark means one value only, so that this ends with any other.
 *
 * Returns: whether the seller wants what is staged there now to be sent by itself when nothing
 *   locks it any more
 */
gboolean
pasar_session_sends_later (PasarSession *self, PasarRowKey key, PasarField field)
{
  g_autoptr (GArray) fields = NULL;

  g_return_val_if_fail (PASAR_IS_SESSION (self), FALSE);

  if (g_hash_table_size (self->send_later) == 0)
    return FALSE;
  fields = pasar_catalogue_dup_staged_fields (self->catalogue, key, field);
  for (guint i = 0; i < fields->len; i++)
    {
      const PasarEdit cell = { .key = key, .field = g_array_index (fields, PasarField, i) };
      const PasarEdit *mark = g_hash_table_lookup (self->send_later, &cell);

      if (mark == NULL || !is_meant (self, mark))
        return FALSE;
    }
  return fields->len > 0;
}

static void
set_cell (PasarSession *self, PasarRowKey key, PasarField field, gboolean sends_later)
{
  g_autoptr (GArray) fields = pasar_catalogue_dup_staged_fields (self->catalogue, key, field);

  for (guint i = 0; i < fields->len; i++)
    {
      const PasarEdit cell =
          read_cell (self->catalogue, key, g_array_index (fields, PasarField, i));

      if (sends_later)
        g_hash_table_add (self->send_later, g_memdup2 (&cell, sizeof cell));
      else
        g_hash_table_remove (self->send_later, &cell);
    }
}

/**
 * pasar_session_set_sends_later_async:
 * @self: a session
 * @cells: (element-type PasarEdit): cells of prices and stocks; their values do not matter
 * @sends_later: whether what is staged in them now is sent by itself
 * @callback: (scope async): called when that is on disk, or could not be written
 * @user_data: for @callback
 *
 * Errors: `PASAR_STORE_ERROR`; it is then so until the shop is closed.
 */
void
pasar_session_set_sends_later_async (PasarSession *self,
                                     const GArray *cells,
                                     gboolean sends_later,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, pasar_session_set_sends_later_async);
  for (guint i = 0; i < cells->len; i++)
    {
      const PasarEdit *cell = &g_array_index (cells, PasarEdit, i);

      set_cell (self, cell->key, cell->field, sends_later);
    }
  keep (self, task);
}

/**
 * pasar_session_set_sends_later_finish:
 * @self: a session
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pasar_session_set_sends_later_async().
 *
 * Returns: whether it is on disk
 */
gboolean
pasar_session_set_sends_later_finish (PasarSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pasar_session_get_n_send_later:
 * @self: a session
 *
 * Returns: how many cells are marked
 */
guint
pasar_session_get_n_send_later (PasarSession *self)
{
  return g_hash_table_size (self->send_later);
}

static gboolean
is_other_cb (gpointer key, gpointer value, gpointer user_data)
{
  return !is_meant (user_data, key);
}

static void
pruned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!pasar_session_set_sends_later_finish (PASAR_SESSION (source), result, &error))
    g_debug ("What is sent later could not be kept: %s", error->message);
}

/**
 * pasar_session_prune_send_later:
 * @self: a session
 *
 * Forgets the marks of values that were edited, discarded or sent since: the same value, should the
 * seller stage it again, is not meant. Nobody waits for the disk: what is left there is not meant
 * either.
 */
void
pasar_session_prune_send_later (PasarSession *self)
{
  if (g_hash_table_foreach_remove (self->send_later, is_other_cb, self) > 0)
    keep (self, g_task_new (self, NULL, pruned_cb, NULL));
}
