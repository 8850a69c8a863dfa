/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/damaged.h"

#include "catalogue/table/column.h"
#include "catalogue/table/row.h"
#include "formats/damage.h"
#include "jobs/slices.h"

#include <string.h>

/* So many rows of the shop are looked at between two looks at the clock. */
#define ROWS_A_TURN 256
/* More figures than an id has. */
#define ID_MAX 18

/* The table is looked at in another thread. Only where something in it looks like damage, and the
 * shop may have it so, what the shop has is collected, in slices of the main thread, and the table
 * is looked at once more. */
typedef struct
{
  PasarImportData *data; /* (owned) */
  int keys[PASAR_MATCH_N_KEYS];
  gboolean is_asked;         /* whether it matters what the shop has */
  PasarCatalogue *catalogue; /* (owned) (nullable): once all is collected */
  guint row;                 /* of the shop; the next to be looked at */
  GArray *ids;               /* gint64 */
  GHashTable *codes;         /* of @texts */
  GStringChunk *texts;
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_hash_table_unref (self->codes);
  g_string_chunk_free (self->texts);
  g_array_unref (self->ids);
  g_clear_object (&self->catalogue);
  pasar_import_data_unref (self->data);
  g_free (self);
}

static gboolean
has_key (const Search *self, PasarMatchKey key)
{
  return self->keys[key] >= 0;
}

static void
add_code (Search *self, const char *code)
{
  if (code != NULL && *code != '\0' && !g_hash_table_contains (self->codes, code))
    g_hash_table_add (self->codes, g_string_chunk_insert (self->texts, code));
}

static void
add_row (Search *self, guint row)
{
  PasarRowCodes codes;

  if (!pasar_catalogue_read_codes (self->catalogue, row, &codes))
    return;
  if (has_key (self, PASAR_MATCH_ITEM_ID))
    g_array_append_val (self->ids, codes.key.item_id);
  if (has_key (self, PASAR_MATCH_MODEL_ID))
    g_array_append_val (self->ids, codes.key.model_id);
  if (has_key (self, PASAR_MATCH_SKU) || has_key (self, PASAR_MATCH_ITEM_SKU))
    add_code (self, codes.sku);
  if (has_key (self, PASAR_MATCH_BARCODE))
    add_code (self, pasar_catalogue_read_value (self->catalogue, row, PASAR_COLUMN_BARCODE).text);
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  const gint64 first = *(const gint64 *) a;
  const gint64 second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static gboolean
knows_id (const char *code, gpointer user_data)
{
  const Search *self = user_data;
  gint64 id;

  if (strlen (code) > ID_MAX || *code == '0' || code[strspn (code, "0123456789")] != '\0')
    return FALSE;
  id = g_ascii_strtoll (code, NULL, 10);
  return g_array_binary_search (self->ids, &id, compare_ids, NULL);
}

static gboolean
knows_code (const char *code, gpointer user_data)
{
  return g_hash_table_contains (((const Search *) user_data)->codes, code);
}

/* No id begins with a zero. */
static gboolean
asks_id (const char *code, gpointer user_data)
{
  ((Search *) user_data)->is_asked |= *code != '0';
  return FALSE;
}

static gboolean
asks_code (const char *code, gpointer user_data)
{
  ((Search *) user_data)->is_asked = TRUE;
  return FALSE;
}

static gboolean
collect (gpointer data, gint64 deadline)
{
  Search *self = data;

  do
    {
      for (guint i = 0; i < ROWS_A_TURN; i++)
        {
          if (self->row >= pasar_catalogue_get_n_rows (self->catalogue))
            return TRUE;
          add_row (self, self->row++);
        }
    }
  while (g_get_monotonic_time () < deadline);
  return FALSE;
}

static void
find_in_column (Search *self,
                PasarMatchKey key,
                PasarKnowsCodeFunc of_id,
                PasarKnowsCodeFunc of_code,
                guint8 *damaged)
{
  const guint first_row = pasar_import_data_get_first_row (self->data);
  const gboolean is_id = key == PASAR_MATCH_MODEL_ID || key == PASAR_MATCH_ITEM_ID;
  const PasarCodeColumn column = { .column = (guint) self->keys[key],
                                   .first_row = first_row,
                                   .is_id = is_id || key == PASAR_MATCH_BARCODE,
                                   .knows = is_id ? of_id : of_code,
                                   .user_data = self };
  g_autoptr (GArray) found = pasar_damage_find (pasar_import_data_get_texts (self->data), &column);

  for (guint i = 0; i < found->len; i++)
    damaged[g_array_index (found, PasarDamage, i).row - first_row] = TRUE;
}

static void
free_bytes (gpointer bytes)
{
  g_bytes_unref (bytes);
}

/* For each row that is imported a byte. */
static GBytes *
find (Search *self, PasarKnowsCodeFunc of_id, PasarKnowsCodeFunc of_code, GCancellable *cancellable)
{
  const guint n_rows = pasar_import_data_get_table (self->data, '\0').n_rows;
  guint8 *damaged = g_malloc0 (MAX (n_rows, 1));

  for (guint key = 0; key < PASAR_MATCH_N_KEYS; key++)
    {
      if (has_key (self, key) && !g_cancellable_is_cancelled (cancellable))
        find_in_column (self, key, of_id, of_code, damaged);
    }
  return g_bytes_new_take (damaged, MAX (n_rows, 1));
}

static void
find_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *self = data;

  g_array_sort (self->ids, compare_ids);
  g_task_return_pointer (task, find (self, knows_id, knows_code, cancellable), free_bytes);
}

static void
collected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_clear_object (&self->catalogue);
  if (pasar_slices_run_finish (result, &error))
    g_task_run_in_thread (task, find_thread);
  else
    g_task_return_error (task, error);
}

static void
look_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, find (data, asks_id, asks_code, cancellable), free_bytes);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Search *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (GBytes) damaged = g_task_propagate_pointer (G_TASK (result), &error);

  if (damaged == NULL)
    g_task_return_error (task, error);
  else if (!self->is_asked)
    g_task_return_pointer (task, g_steal_pointer (&damaged), free_bytes);
  else
    pasar_slices_run_async (collect, self, cancellable, collected_cb, g_steal_pointer (&task));
}

/**
 * pasar_import_find_damaged_async:
 * @data: a table
 * @keys: (array fixed-size=5): by [enum@MatchKey] the column that has it; -1: none
 * @catalogue: the shop
 * @cancellable: (nullable): to want it no more
 * @callback: (scope async): called when it is done
 * @user_data: for @callback
 *
 * Looks for rows whose ids and codes a spreadsheet has changed.
 */
void
pasar_import_find_damaged_async (PasarImportData *data,
                                 const int *keys,
                                 PasarCatalogue *catalogue,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *self = g_new0 (Search, 1);
  g_autoptr (GTask) look = NULL;

  self->data = pasar_import_data_ref (data);
  memcpy (self->keys, keys, sizeof self->keys);
  self->catalogue = g_object_ref (catalogue);
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->codes = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_string_chunk_new (4096);
  g_task_set_source_tag (task, pasar_import_find_damaged_async);
  g_task_set_task_data (task, self, search_free);
  look = g_task_new (NULL, cancellable, looked_cb, task);
  g_task_set_source_tag (look, pasar_import_find_damaged_async);
  g_task_set_task_data (look, self, NULL);
  g_task_run_in_thread (look, look_thread);
}

/**
 * pasar_import_find_damaged_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pasar_import_find_damaged_async().
 *
 * Returns: (transfer full) (nullable): for each row that is imported, a byte, whether it is
 * damaged; %NULL with `G_IO_ERROR_CANCELLED`
 */
GBytes *
pasar_import_find_damaged_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
