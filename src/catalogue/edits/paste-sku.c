/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/paste-sku.h"

#include "catalogue/edits/paste-private.h"
#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>

/* SKUs stand before the values: so many columns are tried. */
#define COLUMNS_TRIED 4
/* So many rows that share a SKU are named. */
#define NAMES_MAX 3

struct _PasarSkuSearch
{
  PasarCatalogue *catalogue;
  PasarPasteTable table;
  gboolean is_given; /* the column; else it is looked for */
  guint column;
  PasarRowMatch *match; /* (nullable) of the column that is looked at */
  gboolean is_done;
  PasarSkuCount count;
};

static void
begin_column (PasarSkuSearch *self, guint column)
{
  const PasarMatchTable table = { .texts = self->table.texts,
                                  .n_rows = self->table.n_rows,
                                  .n_columns = self->table.n_columns,
                                  .columns = { -1, -1, (int) column, -1, -1 } };

  self->column = column;
  g_clear_pointer (&self->match, pasar_row_match_free);
  self->match = pasar_row_match_new (self->catalogue, &table);
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
  self->count.column = -1;
  self->is_done = table->n_columns == 0;
  if (!self->is_done)
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
  g_clear_pointer (&self->match, pasar_row_match_free);
  g_object_unref (self->catalogue);
  g_free (self);
}

/* All of a column is known: it has SKUs when most of it is. */
static void
end_column (PasarSkuSearch *self)
{
  const PasarSkuCount result = {
    .column = (int) self->column,
    .n_found = pasar_row_match_count (self->match, PASAR_MATCH_FOUND),
    .n_shared = pasar_row_match_count (self->match, PASAR_MATCH_AMBIGUOUS),
    .n_unknown = pasar_row_match_count (self->match, PASAR_MATCH_UNKNOWN),
  };
  const gboolean has_skus = result.n_found + result.n_shared > result.n_unknown;

  if (self->is_given || (has_skus && self->table.n_columns > 1))
    self->count = result;
  self->is_done = self->is_given || self->count.column >= 0
                  || self->column + 1 >= MIN (self->table.n_columns, COLUMNS_TRIED);
  if (!self->is_done)
    begin_column (self, self->column + 1);
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

  while (!self->is_done)
    {
      if (!pasar_row_match_run (self->match, deadline))
        return FALSE;
      end_column (self);
    }
  return TRUE;
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

static PasarPasteTarget
make_target (const PasarRowMatch *match, guint row)
{
  const PasarMatched matched = pasar_row_match_get (match, row);
  PasarPasteTarget target = { .kind = PASAR_TARGET_REFUSED };

  if (matched.verdict == PASAR_MATCH_FOUND)
    target.kind = PASAR_TARGET_ROW;
  else if (matched.verdict == PASAR_MATCH_UNKNOWN)
    target.reason = PASAR_PASTE_UNKNOWN_SKU;
  else if (matched.verdict == PASAR_MATCH_AMBIGUOUS)
    target.reason = PASAR_PASTE_SHARED_SKU;
  else if (matched.verdict == PASAR_MATCH_CONFLICTING)
    target.reason = PASAR_PASTE_REPEATED_SKU;
  else
    target.kind = PASAR_TARGET_NOTHING;
  if (matched.n_candidates == 1)
    target.key = matched.candidates[0];
  return target;
}

gboolean
pasar_paste_add_next_by_sku (PasarPaste *self)
{
  GArray *targets = g_array_index (self->parts, PasarPastePart, 0).targets;
  PasarPasteTarget target;

  if (targets->len == self->table.n_rows)
    return FALSE;
  /* As it was asked, in turns. */
  if (!pasar_row_match_run (self->match, 0))
    return TRUE;
  target = make_target (self->match, targets->len);
  g_array_append_val (targets, target);
  return TRUE;
}

/**
 * pasar_paste_new_by_sku:
 * @search: a search that is done and found a column of SKUs; what it found goes to the paste, only
 * its count can be asked for afterwards
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
  g_autoptr (GArray) compared = g_array_new (FALSE, FALSE, sizeof (guint));
  PasarPaste *self;
  PasarPastePart *part;

  g_return_val_if_fail (search != NULL && search->is_done, NULL);
  g_return_val_if_fail (search->count.column >= 0 && search->match != NULL, NULL);
  g_return_val_if_fail (columns[search->count.column] == PASAR_COLUMN_NONE, NULL);

  self = pasar_paste_alloc (search->catalogue, &search->table);
  part = pasar_paste_add_part (self);
  part->sku_column = search->column;
  g_array_append_vals (part->columns, columns, search->table.n_columns);
  pasar_array_reserve (part->targets, search->table.n_rows);
  for (guint i = 0; i < search->table.n_columns; i++)
    {
      if (columns[i] != PASAR_COLUMN_NONE)
        g_array_append_val (compared, i);
    }
  self->match = g_steal_pointer (&search->match);
  pasar_row_match_compare (self->match, (const guint *) (gpointer) compared->data, compared->len);
  return self;
}

/* Names the rows of the shop that share the SKU of a text. */
char *
pasar_paste_dup_shared_sku (PasarPaste *self, const PasarPasteRefusal *refusal)
{
  const PasarMatched matched = pasar_row_match_get (self->match, refusal->source_row);
  g_autofree char *sku =
      pasar_number_strip (pasar_paste_get_text (self, refusal->source_row, refusal->source_column));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < MIN (matched.n_kept, NAMES_MAX); i++)
    {
      const guint row = pasar_catalogue_find_editable (self->catalogue, matched.candidates[i]);
      g_autofree char *name =
          row != PASAR_NO_ROW ? pasar_catalogue_dup_row_name (self->catalogue, row) : NULL;

      if (name != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? "; " : "", name);
    }
  if (matched.n_candidates > NAMES_MAX)
    g_string_append (names, "; …");
  /* Translators: the first %s is a SKU, the second the names of rows */
  return g_strdup_printf (_ ("Several rows have the SKU “%s”: %s."), sku, names->str);
}
