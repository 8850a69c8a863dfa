/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session-world.h"

#include "jobs/session/session-private.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#define N_LAST_STEPS 40

const char *const sessions_location_ids[MODEL_N_LOCATIONS] = { "SGA", "SGB", "SGC" };

PasarField
sessions_get_field (Sessions *self, gint64 field)
{
  static const PasarField locals[MODEL_N_LOCALS] = {
    PASAR_FIELD_COST,      PASAR_FIELD_NOTE,     PASAR_FIELD_OWN_NUMBER,
    PASAR_FIELD_OWN_MONEY, PASAR_FIELD_OWN_TEXT, PASAR_FIELD_OWN_YES_NO,
  };
  PasarField at;

  if (field < MODEL_LOCATION)
    return (PasarField) field;
  if (field >= MODEL_N_FIELDS)
    return locals[field - MODEL_N_FIELDS];
  g_assert_true (pasar_catalogue_find_location_field (self->catalogue,
                                                      sessions_location_ids[field - MODEL_LOCATION],
                                                      &at));
  return at;
}

/* The field of the model. */
static gint64
find_field (Sessions *self, PasarField field)
{
  for (gint64 found = 0; found < MODEL_N_ALL; found++)
    if (sessions_get_field (self, found) == field)
      return found;
  g_assert_not_reached ();
}

void
sessions_say (Sessions *self, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->log, g_strdup_vprintf (format, args));
  va_end (args);
}

void
sessions_fail (Sessions *self, const char *format, ...)
{
  const guint n = self->log->len;
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  for (guint i = n > N_LAST_STEPS ? n - N_LAST_STEPS : 0; i < n; i++)
    g_printerr ("# step %u: %s\n", i + 1, (const char *) g_ptr_array_index (self->log, i));
  g_printerr ("# %s\n", message);
  g_error ("The session is not as the model is.");
}

/* Of each kind one, which is there ever after. */
static void
make_columns (Sessions *self)
{
  static const char *const titles[] = { "Number", "Money", "Text", "Yes" };

  G_STATIC_ASSERT (G_N_ELEMENTS (titles) == PASAR_N_OWN_KINDS);
  for (guint kind = 0; kind < G_N_ELEMENTS (titles); kind++)
    add_own_column (self->session, (PasarOwnKind) kind, titles[kind]);
}

static void
open_session (Sessions *self)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();

  shop->base_url = g_strdup ("https://shop.invalid");
  shop->partner_id = 1;
  shop->shop_id = 1;
  self->store = open_store (self->path);
  self->session = open_shop (self->store, shop, NULL);
  self->catalogue = pasar_session_get_catalogue (self->session);
  /* The shop has them, whether or not anything is there. */
  for (gint64 field = MODEL_LOCATION; field < MODEL_N_FIELDS; field++)
    sessions_get_field (self, field);
  self->view = pasar_view_new (self->catalogue);
  /* A checkpoint each few steps, or hardly any. */
  self->session->checkpoint_work = g_test_rand_int_range (1, 1000);
  if (pasar_session_get_notice (self->session) != NULL)
    sessions_fail (self, "damaged: %s", pasar_session_get_notice (self->session));
}

static void
close_session (Sessions *self)
{
  WAIT_FOR (self->n_writers == 0);
  flush_session (self->session);
  g_clear_object (&self->view);
  g_assert_finalize_object (g_steal_pointer (&self->session));
  close_store (g_steal_pointer (&self->store));
}

/* What is now is the oldest that may be found on disk. */
static void
forget_past (Sessions *self)
{
  g_ptr_array_set_size (self->past, 0);
  g_ptr_array_add (self->past, model_copy (self->model));
  self->n_kept = 0;
}

Sessions *
sessions_new (void)
{
  Sessions *self = g_new0 (Sessions, 1);

  self->folder = pasar_test_make_folder ();
  self->path = g_build_filename (self->folder, "pasar.db", NULL);
  self->model = model_new ();
  self->past = g_ptr_array_new_with_free_func ((GDestroyNotify) model_free);
  self->log = g_ptr_array_new_with_free_func (g_free);
  open_session (self);
  make_columns (self);
  forget_past (self);
  return self;
}

void
sessions_free (Sessions *self)
{
  close_session (self);
  g_ptr_array_unref (self->past);
  g_ptr_array_unref (self->log);
  model_free (self->model);
  pasar_test_remove_folder (self->folder);
  g_free (self->path);
  g_free (self);
}

void
sessions_flush (Sessions *self)
{
  WAIT_FOR (self->n_writers == 0);
  flush_session (self->session);
  forget_past (self);
}

/* The steps that can be undone and made again, with the records that they are made of. */
static char *
describe_history (Sessions *self)
{
  g_autoptr (GArray) records = pasar_catalogue_dup_records (self->catalogue);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (text, " %" G_GINT64_FORMAT, g_array_index (records, gint64, i));
  return g_string_free (text, FALSE);
}

void
sessions_reopen (Sessions *self)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  /* What the last records mean is told. */
  sessions_flush (self);
  before = describe_history (self);
  close_session (self);
  open_session (self);
  forget_past (self);
  after = describe_history (self);
  if (strcmp (before, after) != 0)
    sessions_fail (self, "history:%s\n# should be:%s", after, before);
}

/* Nothing is asked for a while: what is done then is done. */
void
sessions_rest (Sessions *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* A value of the catalogue in the model's own way. */
static gint64
get_plain (gint64 value, PasarField field)
{
  if (pasar_field_is_yes_no (field))
    return value > 0 ? value : PASAR_NO_VALUE;
  return pasar_field_is_text (field) && value != PASAR_NO_VALUE
             ? g_ascii_strtoll (pasar_text_get (value), NULL, 10)
             : value;
}

/* All that a checkpoint would have. */
static GHashTable *
read_staged (Sessions *self)
{
  g_autoptr (PasarStagedReader) reader = pasar_staged_reader_new (self->catalogue);
  g_autoptr (GArray) staged = g_array_new (FALSE, FALSE, sizeof (PasarStagedValue));
  GHashTable *table = model_table_new ();

  g_assert_true (pasar_staged_reader_run (reader, staged, G_MAXINT64));
  for (guint i = 0; i < staged->len; i++)
    {
      const PasarStagedValue *value = &g_array_index (staged, PasarStagedValue, i);

      model_table_set (table,
                       (ModelCell){ value->key.item_id,
                                    value->key.model_id,
                                    find_field (self, value->field) },
                       get_plain (value->value, value->field));
    }
  return table;
}

static GHashTable *
read_shop (Sessions *self)
{
  GHashTable *table = model_table_new ();

  for (guint row = 0; row < pasar_catalogue_get_n_rows (self->catalogue); row++)
    {
      const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, row);

      for (gint64 field = 0; field < MODEL_N_FIELDS; field++)
        if (info.is_alive && !info.is_header && !info.is_gone)
          model_table_set (table,
                           (ModelCell){ info.key.item_id, info.key.model_id, field },
                           pasar_catalogue_read_field (self->catalogue,
                                                       row,
                                                       sessions_get_field (self, field))
                               .value);
    }
  return table;
}

static void
assert_tables (Sessions *self, const char *what, GHashTable *table, GHashTable *expected)
{
  if (!model_table_is_equal (table, expected))
    {
      g_autofree char *is = model_table_describe (table);
      g_autofree char *should = model_table_describe (expected);

      sessions_fail (self, "%s: %s\n# should be: %s", what, is, should);
    }
}

/* The number of the newest record on disk; of files that nobody writes. They stay as they are. */
static gint64
read_newest_id (Sessions *self)
{
  char *folder = pasar_test_make_folder ();
  g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 id;

  copy_store (self->path, path);
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db,
                                       "SELECT coalesce (max (id), 0) FROM log",
                                       -1,
                                       &statement,
                                       NULL),
                   ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  id = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  pasar_test_remove_folder (folder);
  return id;
}

/* A cell of the shop was so, or was not there, in some moment since all was on disk. */
static gboolean
was_so (Sessions *self, ModelCell cell, gint64 value)
{
  for (guint i = 0; i < self->past->len; i++)
    if (model_table_get (((const Model *) g_ptr_array_index (self->past, i))->shop, cell) == value)
      return TRUE;
  return FALSE;
}

static void
assert_shop_was_so (Sessions *self, GHashTable *shop)
{
  GHashTableIter iter;
  gpointer cell;
  gpointer value;

  g_hash_table_iter_init (&iter, shop);
  while (g_hash_table_iter_next (&iter, &cell, &value))
    if (!was_so (self, *(ModelCell *) cell, *(gint64 *) value))
      {
        const ModelCell *read = cell;

        sessions_fail (self,
                       "the shop had never %" G_GINT64_FORMAT " in %" G_GINT64_FORMAT
                       ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT,
                       *(gint64 *) value,
                       read->item_id,
                       read->model_id,
                       read->field);
      }
  g_hash_table_iter_init (&iter, self->model->shop);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    if (!g_hash_table_contains (shop, cell) && !was_so (self, *(ModelCell *) cell, PASAR_NO_VALUE))
      sessions_fail (self, "a row of the shop is missing");
}

static gint64
get_next_id (Sessions *self, guint i)
{
  return i < self->past->len ? ((const Model *) g_ptr_array_index (self->past, i))->next_id : 0;
}

/* Whether a moment can be the one whose newest record is on disk: that is its own, or one of
 * several records of the step that led to it, or of the one after it. */
static gboolean
has_record (Sessions *self, guint i, gint64 newest_id, gboolean is_own)
{
  const gint64 next_id = get_next_id (self, i);

  if (is_own)
    return newest_id + 1 == next_id;
  return newest_id + 1 > (i > 0 ? get_next_id (self, i - 1) : 0)
         && newest_id + 1 < MAX (next_id + 1, get_next_id (self, i + 1));
}

/* The last moment with this staged in that shop. */
static Model *
find_moment (Sessions *self,
             GHashTable *staged,
             GHashTable *shop,
             gint64 newest_id,
             gboolean is_own)
{
  for (guint i = self->past->len; i > self->n_kept; i--)
    {
      g_autoptr (Model) kept = model_copy (g_ptr_array_index (self->past, i - 1));

      g_hash_table_unref (kept->shop);
      kept->shop = g_hash_table_ref (shop);
      model_drop_equal (kept);
      if (has_record (self, i - 1, newest_id, is_own)
          && model_table_is_equal (kept->staged, staged))
        {
          self->n_kills += i < self->past->len;
          return g_steal_pointer (&kept);
        }
    }
  return NULL;
}

/* What was kept is what was staged after some step, in a shop that may be older or newer. A step
 * may be several records, of which one says what is staged, and not all may have been written.
 * Where the shop has what a step staged, that alone does not tell whether the step was kept. */
static Model *
find_kept (Sessions *self, GHashTable *staged, GHashTable *shop, gint64 newest_id)
{
  Model *kept = find_moment (self, staged, shop, newest_id, TRUE);

  return kept != NULL ? kept : find_moment (self, staged, shop, newest_id, FALSE);
}

/* As if the process had ended in this moment. */
void
sessions_kill (Sessions *self)
{
  char *folder = pasar_test_make_folder ();
  char *path;
  g_autoptr (GHashTable) staged = NULL;
  g_autoptr (GHashTable) shop = NULL;
  gint64 newest_id;
  Model *kept;

  path = g_build_filename (folder, "pasar.db", NULL);
  copy_store (self->path, path);
  close_session (self);
  pasar_test_remove_folder (self->folder);
  g_free (self->path);
  self->folder = folder;
  self->path = path;
  newest_id = read_newest_id (self);
  open_session (self);
  staged = read_staged (self);
  shop = read_shop (self);
  assert_shop_was_so (self, shop);
  kept = find_kept (self, staged, shop, newest_id);
  if (kept == NULL)
    {
      g_autofree char *text = model_table_describe (staged);

      for (guint i = self->n_kept; i < self->past->len; i++)
        {
          const Model *past = g_ptr_array_index (self->past, i);
          g_autofree char *was = model_table_describe (past->staged);

          sessions_say (self, "before record %" G_GINT64_FORMAT ": %s", past->next_id, was);
        }
      sessions_fail (self, "up to record %" G_GINT64_FORMAT ": %s", newest_id, text);
    }
  model_free (self->model);
  self->model = kept;
  self->model->next_id = pasar_session_log_get_next_id (self->session->log);
  sessions_flush (self);
}

static gboolean
is_shown (Sessions *self, const PasarRowInfo *info, gboolean is_staged)
{
  const gboolean is_below =
      info->is_model && pasar_catalogue_read_row (self->catalogue, info->item_row).is_header;

  return (pasar_view_get_condition (self->view) == NULL || is_staged)
         && (pasar_view_get_flat (self->view) || !is_below
             || !pasar_view_get_folded (self->view, info->item_row));
}

static void
assert_local (Sessions *self, guint row, PasarRowKey key)
{
  for (gint64 field = MODEL_N_FIELDS; field < MODEL_N_ALL; field++)
    {
      const PasarField local = sessions_get_field (self, field);
      const gint64 value =
          get_plain (pasar_catalogue_read_field (self->catalogue, row, local).effective, local);

      if (value
          != model_table_get (self->model->staged, (ModelCell){ key.item_id, key.model_id, field }))
        sessions_fail (self,
                       "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT
                       " shows %" G_GINT64_FORMAT,
                       key.item_id,
                       key.model_id,
                       field,
                       value);
    }
}

static void
assert_row (Sessions *self, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, row);
  gboolean is_staged = FALSE;

  if (!info.is_alive || info.is_header)
    return;
  assert_local (self, row, info.key);
  for (gint64 field = 0; field < MODEL_N_FIELDS; field++)
    {
      const ModelCell cell = { info.key.item_id, info.key.model_id, field };
      const PasarRowValue value =
          pasar_catalogue_read_field (self->catalogue, row, sessions_get_field (self, field));
      const gint64 staged = model_shown_staged (self->model, cell);

      is_staged = is_staged || staged != PASAR_NO_VALUE;
      /* What a stock came to that the shop does not have any more is nowhere. */
      if (info.is_gone && model_is_split (cell) && field != PASAR_FIELD_PRICE)
        continue;
      if (value.staged != staged
          || (!info.is_gone && value.effective != model_effective (self->model, cell)))
        sessions_fail (self,
                       "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT
                       " shows %" G_GINT64_FORMAT " with %" G_GINT64_FORMAT
                       " staged, not %" G_GINT64_FORMAT " with %" G_GINT64_FORMAT,
                       cell.item_id,
                       cell.model_id,
                       field,
                       value.effective,
                       value.staged,
                       model_effective (self->model, cell),
                       staged);
    }
  if ((pasar_view_find_row (self->view, row) != PASAR_NO_ROW) != is_shown (self, &info, is_staged))
    sessions_fail (self,
                   "%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT
                   " is shown and should not be, or is not",
                   info.key.item_id,
                   info.key.model_id);
}

/* No row is shown twice. */
static void
assert_positions (Sessions *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->view));

  for (guint i = 0; i < n; i++)
    if (pasar_view_find_row (self->view, pasar_view_get_row (self->view, i)) != i)
      sessions_fail (self, "row %u is shown elsewhere, too", i);
}

/* A list without headers is in the order of its values. */
static void
assert_order (Sessions *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->view));
  guint n_sorts;
  const PasarSort *sort = pasar_view_get_sorts (self->view, &n_sorts);
  gint64 last = PASAR_NO_VALUE;

  for (guint i = 0; i < n && pasar_view_get_flat (self->view) && n_sorts > 0; i++)
    {
      const guint row = pasar_view_get_row (self->view, i);
      const gint64 value = pasar_catalogue_read_row (self->catalogue, row)
                               .values[sort->column == PASAR_COLUMN_STOCK]
                               .effective;

      if (value == PASAR_NO_VALUE)
        continue;
      if (last != PASAR_NO_VALUE && (sort->descending ? value > last : value < last))
        sessions_fail (self, "row %u is out of order", i);
      last = value;
    }
}

void
sessions_compare (Sessions *self)
{
  g_autoptr (GHashTable) staged = read_staged (self);
  g_autoptr (GHashTable) shop = read_shop (self);

  assert_tables (self, "shop", shop, self->model->shop);
  assert_tables (self, "staged", staged, self->model->staged);
  pasar_view_refresh (self->view);
  g_assert_false (pasar_view_get_is_pending (self->view));
  for (guint row = 0; row < pasar_catalogue_get_n_rows (self->catalogue); row++)
    assert_row (self, row);
  assert_positions (self);
  assert_order (self);
  model_note_void (self->model);
  self->model->next_id = pasar_session_log_get_next_id (self->session->log);
  g_ptr_array_add (self->past, model_copy (self->model));
}
