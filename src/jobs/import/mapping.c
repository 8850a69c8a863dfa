/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/mapping.h"

#include <string.h>

/* What is meant by a column that names rows, or has values for a column that every shop has. */
static const struct
{
  PasarMeaning meaning;
  PasarMatchKey key;
} keys[] = {
  { PASAR_MEANING_MODEL_ID, PASAR_MATCH_MODEL_ID },
  { PASAR_MEANING_ITEM_ID, PASAR_MATCH_ITEM_ID },
  { PASAR_MEANING_MODEL_SKU, PASAR_MATCH_SKU },
  { PASAR_MEANING_ITEM_SKU, PASAR_MATCH_ITEM_SKU },
  { PASAR_MEANING_BARCODE, PASAR_MATCH_BARCODE },
};

static const struct
{
  PasarMeaning meaning;
  const char *id;
} targets[] = {
  { PASAR_MEANING_PRICE, "price" }, { PASAR_MEANING_STOCK, "stock" },
  { PASAR_MEANING_COST, "cost" },   { PASAR_MEANING_FLOOR, "floor" },
  { PASAR_MEANING_NOTE, "note" },
};

static PasarImportSource *
get_source (const PasarImportMapping *self, guint i)
{
  return (PasarImportSource *) &self->sources[i];
}

static PasarImportMapping *
new_empty (void)
{
  PasarImportMapping *self = g_new0 (PasarImportMapping, 1);

  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    self->keys[i] = -1;
  self->ignores_case = TRUE;
  self->leaves_out_zeros = TRUE;
  return self;
}

static gboolean
is_id (PasarMatchKey key)
{
  return key == PASAR_MATCH_MODEL_ID || key == PASAR_MATCH_ITEM_ID;
}

/* In Seller Centre's workbook the ids name the rows: a code may be what was changed. In other files
 * all that the shop knows counts, since a column of codes that it does not have finds nothing. */
static void
guess_keys (PasarImportMapping *self, PasarRecognition *recognition)
{
  const gboolean is_workbook = pasar_recognition_get_kind (recognition) != PASAR_TABLE_OTHER;
  guint n_hits = 0;

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const int column = pasar_recognition_find_column (recognition, keys[i].meaning);

      if (column < 0 || (is_workbook && !is_id (keys[i].key)))
        continue;
      self->keys[keys[i].key] = column;
      n_hits += pasar_recognition_get_column (recognition, (guint) column)->n_hits;
    }
  for (guint i = 0; i < PASAR_MATCH_N_KEYS && n_hits > 0; i++)
    {
      if (self->keys[i] >= 0
          && pasar_recognition_get_column (recognition, (guint) self->keys[i])->n_hits == 0)
        self->keys[i] = -1;
    }
}

/**
 * pasar_import_may_set:
 * @info: (nullable): a column of the shop
 *
 * Margins follow from prices and costs, which a file may have, too: they are not imported.
 *
 * Returns: whether a file may have values of the column
 */
gboolean
pasar_import_may_set (const PasarColumnInfo *info)
{
  return info != NULL && info->is_editable && info->column != PASAR_COLUMN_MARGIN;
}

static gboolean
is_used (const PasarImportMapping *self, guint column)
{
  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    {
      if (self->keys[i] == (int) column)
        return TRUE;
    }
  for (guint i = 0; i < self->n_sources; i++)
    {
      if (self->sources[i].expression == NULL && self->sources[i].column == (int) column)
        return TRUE;
    }
  return FALSE;
}

static void
add_column (PasarImportMapping *self, const PasarColumnInfo *info, guint column)
{
  const PasarImportSource source = { info->column, (int) column, NULL };

  if (!is_used (self, column) && pasar_import_mapping_find_target (self, info->column) < 0)
    pasar_import_mapping_set_source (self, &source);
}

static void
guess_by_meaning (PasarImportMapping *self,
                  PasarRecognition *recognition,
                  PasarCatalogue *catalogue)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      const int column = pasar_recognition_find_column (recognition, targets[i].meaning);
      const PasarColumnInfo *info = pasar_catalogue_find_column (catalogue, targets[i].id);

      if (column >= 0 && pasar_import_may_set (info)
          && !pasar_recognition_get_column (recognition, (guint) column)->is_read_only)
        add_column (self, info, (guint) column);
    }
}

/* A head that is that of a column of the shop, as in what this app has exported. */
static void
guess_by_title (PasarImportMapping *self,
                const PasarImportTable *table,
                PasarCatalogue *catalogue,
                gboolean is_own)
{
  for (guint i = 0; i < pasar_catalogue_get_n_columns (catalogue); i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (catalogue, i);
      g_autofree char *title = NULL;

      if (!pasar_import_may_set (info) || pasar_column_is_own (info->column) != is_own)
        continue;
      title = pasar_head_normalize (pasar_column_info_get_title (info));
      for (guint column = 0; column < table->n_columns && *title != '\0'; column++)
        {
          g_autofree char *head = pasar_head_normalize (table->heads[column]);

          if (strcmp (head, title) == 0)
            add_column (self, info, column);
        }
    }
}

/**
 * pasar_import_mapping_guess:
 * @data: a table whose recognition is done
 * @catalogue: the shop that it was recognised for
 *
 * Takes what is likely, at least, without a question.
 *
 * Returns: (transfer full): what the columns mean; without keys or sources where that is not known
 */
PasarImportMapping *
pasar_import_mapping_guess (const PasarImportData *data, PasarCatalogue *catalogue)
{
  PasarRecognition *recognition = pasar_import_data_get_recognition (data);
  const PasarImportTable table = pasar_import_data_get_table (data, '\0');
  PasarImportMapping *self = new_empty ();

  guess_keys (self, recognition);
  /* Words that sellers gave their own columns mean these. */
  if (pasar_recognition_get_kind (recognition) == PASAR_TABLE_OTHER)
    guess_by_title (self, &table, catalogue, TRUE);
  guess_by_meaning (self, recognition, catalogue);
  if (pasar_recognition_get_kind (recognition) == PASAR_TABLE_OTHER)
    guess_by_title (self, &table, catalogue, FALSE);
  return self;
}

/**
 * pasar_import_mapping_copy:
 * @self: a mapping
 *
 * Copies a mapping with its expressions.
 *
 * Returns: (transfer full): the copy
 */
PasarImportMapping *
pasar_import_mapping_copy (const PasarImportMapping *self)
{
  PasarImportMapping *copy = g_memdup2 (self, sizeof *self);

  copy->sources = g_memdup2 (self->sources, self->n_sources * sizeof *self->sources);
  for (guint i = 0; i < self->n_sources; i++)
    get_source (copy, i)->expression = g_strdup (self->sources[i].expression);
  return copy;
}

/**
 * pasar_import_mapping_free:
 * @self: (transfer full) (nullable): a mapping of this module
 *
 * Frees @self.
 */
void
pasar_import_mapping_free (PasarImportMapping *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_sources; i++)
    g_free ((char *) self->sources[i].expression);
  g_free (get_source (self, 0));
  g_free (self);
}

/**
 * pasar_import_mapping_has_key:
 * @self: a mapping
 *
 * Without one nothing is found.
 *
 * Returns: whether rows can be found by it
 */
gboolean
pasar_import_mapping_has_key (const PasarImportMapping *self)
{
  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    {
      if (self->keys[i] >= 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_import_mapping_find_target:
 * @self: a mapping
 * @target: a column of the shop
 *
 * Tells where the values of a column come from.
 *
 * Returns: the index of the source that it has; -1: none
 */
int
pasar_import_mapping_find_target (const PasarImportMapping *self, PasarColumn target)
{
  for (guint i = 0; i < self->n_sources; i++)
    {
      if (self->sources[i].target == target)
        return (int) i;
    }
  return -1;
}

/**
 * pasar_import_mapping_set_key:
 * @self: a mapping of this module
 * @key: what rows are known by
 * @column: the column of the table that has it, and nothing else from now on
 *
 * Takes a column for a key.
 */
void
pasar_import_mapping_set_key (PasarImportMapping *self, PasarMatchKey key, int column)
{
  pasar_import_mapping_ignore_column (self, (guint) column);
  self->keys[key] = column;
}

/**
 * pasar_import_mapping_set_source:
 * @self: a mapping of this module
 * @source: where the values of its target come from, instead of what was said before
 *
 * Takes a column, or an expression, for values.
 */
void
pasar_import_mapping_set_source (PasarImportMapping *self, const PasarImportSource *source)
{
  PasarImportSource copy = *source;

  copy.expression = g_strdup (source->expression);
  pasar_import_mapping_remove (self, source->target);
  if (copy.expression == NULL)
    pasar_import_mapping_ignore_column (self, (guint) copy.column);
  self->sources = g_renew (PasarImportSource, get_source (self, 0), self->n_sources + 1);
  *get_source (self, self->n_sources++) = copy;
}

static void
remove_source (PasarImportMapping *self, guint i)
{
  g_free ((char *) self->sources[i].expression);
  memmove (get_source (self, i),
           get_source (self, i + 1),
           (self->n_sources - i - 1) * sizeof *self->sources);
  self->n_sources--;
}

/**
 * pasar_import_mapping_remove:
 * @self: a mapping of this module
 * @target: a column of the shop
 *
 * Leaves a column of the shop as it is.
 */
void
pasar_import_mapping_remove (PasarImportMapping *self, PasarColumn target)
{
  const int i = pasar_import_mapping_find_target (self, target);

  if (i >= 0)
    remove_source (self, (guint) i);
}

/**
 * pasar_import_mapping_ignore_column:
 * @self: a mapping of this module
 * @column: a column of the table
 *
 * Takes a column for nothing; expressions may still compute with it.
 */
void
pasar_import_mapping_ignore_column (PasarImportMapping *self, guint column)
{
  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    {
      if (self->keys[i] == (int) column)
        self->keys[i] = -1;
    }
  for (guint i = self->n_sources; i > 0; i--)
    {
      if (self->sources[i - 1].expression == NULL && self->sources[i - 1].column == (int) column)
        remove_source (self, i - 1);
    }
}
