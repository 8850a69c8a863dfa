/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/paste-sku.h"

#include "catalogue/edits/paste-private.h"
#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* SKUs stand before the values: so many columns are tried. */
#define COLUMNS_TRIED 4
/* So many rows are looked at between two looks at the clock. */
#define ROWS_A_TURN 256
/* So many rows that share a SKU are named. */
#define NAMES_MAX 3

/* A SKU of the table, and what the shop has of it. */
typedef struct
{
  guint first_row; /* of the table */
  gboolean is_repeated;
  PasarRowKey key;
  guint n_found;
} Entry;

struct _PasarSkuSearch
{
  PasarCatalogue *catalogue;
  PasarPasteTable table;
  gboolean is_given; /* the column; else it is looked for */
  guint column;

  /* Of the column that is looked at. */
  GStringChunk *skus;
  GHashTable *index; /* SKU → entry + 1 */
  GArray *entries;   /* Entry */
  GArray *entry_of;  /* guint by row of the table: entry + 1; 0: no SKU */
  guint row;         /* of the shop; the next to be looked at */
  guint layout;      /* of the shop, when that began */

  gboolean is_done;
  PasarSkuCount count;
};

static void
begin_column (PasarSkuSearch *self, guint column)
{
  self->column = column;
  self->row = 0;
  g_hash_table_remove_all (self->index);
  g_string_chunk_clear (self->skus);
  g_array_set_size (self->entries, 0);
  g_array_set_size (self->entry_of, 0);
}

/**
 * pasar_sku_search_new:
 * @catalogue: a shop
 * @table: what is pasted
 * @column: the column of @table with SKUs; -1 to look for one
 *
 * Begins to look which rows of the shop have the SKUs of a table: a model by its own, an item by
 * its when it has no models. Blanks around a SKU do not count.
 *
 * Returns: (transfer full): the search, to be run
 */
PasarSkuSearch *
pasar_sku_search_new (PasarCatalogue *catalogue, const PasarPasteTable *table, int column)
{
  PasarSkuSearch *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (table != NULL, NULL);
  g_return_val_if_fail (column < 0 || (guint) column < table->n_columns, NULL);

  self = g_new0 (PasarSkuSearch, 1);
  self->catalogue = g_object_ref (catalogue);
  self->table = *table;
  self->is_given = column >= 0;
  self->skus = g_string_chunk_new (4096);
  self->index = g_hash_table_new (g_str_hash, g_str_equal);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->entry_of = g_array_new (FALSE, FALSE, sizeof (guint));
  self->count.column = -1;
  begin_column (self, self->is_given ? (guint) column : 0);
  return self;
}

/**
 * pasar_sku_search_free:
 * @self: (transfer full) (nullable): a search
 *
 * Frees @self.
 */
void
pasar_sku_search_free (PasarSkuSearch *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->catalogue);
  g_string_chunk_free (self->skus);
  g_hash_table_unref (self->index);
  g_array_unref (self->entries);
  g_array_unref (self->entry_of);
  g_free (self);
}

static const char *
get_text (const PasarSkuSearch *self, guint row, guint column)
{
  return self->table.texts[(gsize) row * self->table.n_columns + column];
}

/* The SKU of the next row of the table. */
static void
add_sku (PasarSkuSearch *self)
{
  const guint row = self->entry_of->len;
  g_autofree char *stripped = pasar_number_strip (get_text (self, row, self->column));
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, stripped));

  if (number == 0 && *stripped != '\0')
    {
      const Entry entry = { .first_row = row };

      g_array_append_val (self->entries, entry);
      number = self->entries->len;
      g_hash_table_insert (self->index,
                           g_string_chunk_insert (self->skus, stripped),
                           GUINT_TO_POINTER (number));
    }
  g_array_append_val (self->entry_of, number);
}

/* What a row of the shop goes by; empty where it cannot be edited. */
static const char *
get_sku (PasarCatalogue *catalogue, guint row)
{
  const guint flags = catalogue->rows.flags[row];

  if (!pasar_catalogue_is_editable (catalogue, row) || (flags & PASAR_ROW_GONE) != 0)
    return "";
  return pasar_arena_get (&catalogue->texts,
                          (flags & PASAR_ROW_MODEL) != 0
                              ? catalogue->rows.sku[row]
                              : pasar_catalogue_item_of (catalogue, row)->sku);
}

/* The number of the entry of a SKU of the shop; 0: the table does not have it. */
static guint
find_entry (PasarSkuSearch *self, const char *sku)
{
  const gsize length = strlen (sku);
  g_autofree char *stripped = NULL;

  if (length == 0)
    return 0;
  if (g_ascii_isspace (sku[0]) || g_ascii_isspace (sku[length - 1]))
    sku = stripped = pasar_number_strip (sku);
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->index, sku));
}

/* The next row of the shop. */
static void
look_up (PasarSkuSearch *self)
{
  const guint number = find_entry (self, get_sku (self->catalogue, self->row));

  if (number > 0)
    {
      Entry *entry = &g_array_index (self->entries, Entry, number - 1);

      if (entry->n_found++ == 0)
        entry->key = pasar_catalogue_row_get_key (self->catalogue, self->row);
    }
  self->row++;
}

static PasarSkuCount
count (const PasarSkuSearch *self)
{
  PasarSkuCount result = { .column = (int) self->column };

  for (guint row = 0; row < self->entry_of->len; row++)
    {
      const guint number = g_array_index (self->entry_of, guint, row);
      guint n_found;

      if (number == 0)
        continue;
      n_found = g_array_index (self->entries, Entry, number - 1).n_found;
      if (n_found == 1)
        result.n_found++;
      else if (n_found > 1)
        result.n_shared++;
      else
        result.n_unknown++;
    }
  return result;
}

/* All of a column is known: it has SKUs when most of it is. */
static void
end_column (PasarSkuSearch *self)
{
  const PasarSkuCount result = count (self);
  const gboolean has_skus = result.n_found + result.n_shared > result.n_unknown;

  if (self->is_given || (has_skus && self->table.n_columns > 1))
    self->count = result;
  self->is_done = self->is_given || self->count.column >= 0
                  || self->column + 1 >= MIN (self->table.n_columns, COLUMNS_TRIED);
  if (!self->is_done)
    begin_column (self, self->column + 1);
}

/* Looks at one row of the table or of the shop. */
static void
search_next (PasarSkuSearch *self)
{
  if (self->entry_of->len < self->table.n_rows && self->column < self->table.n_columns)
    {
      add_sku (self);
      self->layout = self->catalogue->layout;
      return;
    }
  if (self->layout != self->catalogue->layout)
    {
      /* Rows have moved: all of them once more. */
      self->layout = self->catalogue->layout;
      self->row = 0;
      for (guint i = 0; i < self->entries->len; i++)
        g_array_index (self->entries, Entry, i).n_found = 0;
    }
  if (self->row < self->catalogue->rows.n)
    look_up (self);
  else
    end_column (self);
}

/**
 * pasar_sku_search_run:
 * @self: a search
 * @deadline: when to stop for now, by the monotonic clock; %G_MAXINT64: when all is done
 *
 * Looks at what can be looked at until @deadline, and at a few rows at least.
 *
 * Returns: whether all is done
 */
gboolean
pasar_sku_search_run (PasarSkuSearch *self, gint64 deadline)
{
  g_return_val_if_fail (self != NULL, TRUE);

  do
    {
      for (guint i = 0; i < ROWS_A_TURN && !self->is_done; i++)
        search_next (self);
    }
  while (!self->is_done && g_get_monotonic_time () < deadline);
  return self->is_done;
}

/**
 * pasar_sku_search_get_count:
 * @self: a search that is done
 *
 * Where no column was given it is the first one, of those on the left, most of whose texts are SKUs
 * of the shop; a table of one column has nothing to paste beside them.
 *
 * Returns: how much of the table can be pasted by SKU
 */
PasarSkuCount
pasar_sku_search_get_count (PasarSkuSearch *self)
{
  g_return_val_if_fail (self != NULL, ((PasarSkuCount){ .column = -1 }));

  return self->count;
}

/* Marks the SKUs that have different values in several rows of the table. */
static void
mark_repeated (PasarSkuSearch *self, const PasarColumn *columns)
{
  for (guint row = 0; row < self->entry_of->len; row++)
    {
      const guint number = g_array_index (self->entry_of, guint, row);
      Entry *entry = number > 0 ? &g_array_index (self->entries, Entry, number - 1) : NULL;

      for (guint i = 0; entry != NULL && entry->first_row != row && i < self->table.n_columns; i++)
        {
          if (columns[i] != PASAR_COLUMN_NONE
              && strcmp (get_text (self, row, i), get_text (self, entry->first_row, i)) != 0)
            entry->is_repeated = TRUE;
        }
    }
}

static PasarPasteTarget
make_target (PasarSkuSearch *self, guint row)
{
  const guint number = g_array_index (self->entry_of, guint, row);
  const Entry *entry = number > 0 ? &g_array_index (self->entries, Entry, number - 1) : NULL;
  PasarPasteTarget target = { .kind = PASAR_TARGET_REFUSED };

  if (entry == NULL)
    target.kind = PASAR_TARGET_NOTHING;
  else if (entry->n_found == 0)
    target.reason = PASAR_PASTE_UNKNOWN_SKU;
  else if (entry->n_found > 1)
    target.reason = PASAR_PASTE_SHARED_SKU;
  else if (entry->is_repeated)
    target.reason = PASAR_PASTE_REPEATED_SKU;
  else
    target.kind = entry->first_row == row ? PASAR_TARGET_ROW : PASAR_TARGET_NOTHING;
  if (entry != NULL && entry->n_found == 1)
    target.key = entry->key;
  return target;
}

/**
 * pasar_paste_new_by_sku:
 * @search: a search that is done and found a column of SKUs
 * @columns: (array): for each column of the table where it goes; %PASAR_COLUMN_NONE for nowhere, as
 * that of the SKUs
 *
 * Begins to plan a paste by SKU, whatever is shown and in which order. A SKU that several rows of
 * the shop have, or several rows of the table with different values, is refused.
 *
 * Returns: (transfer full): the paste, to be run
 */
PasarPaste *
pasar_paste_new_by_sku (PasarSkuSearch *search, const PasarColumn *columns)
{
  PasarPaste *self;
  PasarPastePart *part;

  g_return_val_if_fail (search != NULL && search->is_done, NULL);
  g_return_val_if_fail (search->count.column >= 0, NULL);
  g_return_val_if_fail (columns[search->count.column] == PASAR_COLUMN_NONE, NULL);

  self = pasar_paste_alloc (search->catalogue, &search->table);
  part = pasar_paste_add_part (self);
  part->sku_column = search->column;
  g_array_append_vals (part->columns, columns, search->table.n_columns);
  mark_repeated (search, columns);
  for (guint row = 0; row < search->entry_of->len; row++)
    {
      const PasarPasteTarget target = make_target (search, row);

      g_array_append_val (part->targets, target);
    }
  return self;
}

static char *
dup_name (PasarCatalogue *catalogue, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

  return info.is_model ? g_strdup_printf ("%s, %s", info.name, info.variation)
                       : g_strdup (info.name);
}

/* Names the rows of the shop that share the SKU of a text. */
char *
pasar_sku_dup_shared_text (PasarCatalogue *catalogue, const char *text)
{
  g_autofree char *sku = pasar_number_strip (text);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint row = 0; row < catalogue->rows.n && names->len <= NAMES_MAX; row++)
    {
      if (strcmp (get_sku (catalogue, row), sku) == 0)
        g_ptr_array_add (names,
                         names->len < NAMES_MAX ? dup_name (catalogue, row) : g_strdup ("…"));
    }
  g_ptr_array_add (names, NULL);
  list = g_strjoinv ("; ", (char **) names->pdata);
  /* Translators: the first %s is a SKU, the second the names of rows */
  return g_strdup_printf (_ ("Several rows have the SKU “%s”: %s."), sku, list);
}
