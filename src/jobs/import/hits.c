/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/hits-private.h"

#include "catalogue/table/column.h"
#include "catalogue/table/row.h"
#include "formats/numerals.h"

#include <string.h>

/* So many rows tell what a column is, and so many columns are looked at. */
#define ROWS_SAMPLED    200
#define COLUMNS_SAMPLED 64
/* So many rows of the shop are looked at between two looks at the clock. */
#define ROWS_A_TURN 256
/* More figures than an id has. */
#define ID_MAX 18

/* A text of the table, and as what the shop has it: one bit by meaning. */
typedef struct
{
  gint64 id; /* 0: it is none */
  guint found;
} Entry;

struct _PasarHits
{
  const PasarTextTable *table;
  guint n_columns;
  guint *rows; /* of the table, that are looked at */
  guint n_rows;
  GHashTable *by_text; /* text → Entry */
  GHashTable *by_id;   /* id → Entry */
  PasarCatalogue *catalogue;
  PasarColumn barcode; /* PASAR_COLUMN_NONE: the shop has none */
  guint row;           /* of the shop; the next to be looked at */
};

static char *
dup_text (const PasarHits *self, guint row, guint column)
{
  return g_strstrip (g_strdup (pasar_text_table_get_text (self->table, row, column)));
}

static void
add_text (PasarHits *self, char *text)
{
  g_autofree char *owned = text;
  const gsize length = strlen (text);
  Entry *entry;

  if (length == 0 || g_hash_table_contains (self->by_text, text))
    return;
  entry = g_new0 (Entry, 1);
  if (length <= ID_MAX && strspn (text, "0123456789") == length)
    entry->id = g_ascii_strtoll (text, NULL, 10);
  g_hash_table_insert (self->by_text, g_steal_pointer (&owned), entry);
  if (entry->id != 0)
    g_hash_table_insert (self->by_id, &entry->id, entry);
}

PasarHits *
pasar_hits_new (const PasarTextTable *table, guint first_row)
{
  PasarHits *self = g_new0 (PasarHits, 1);
  const guint n_rows = table->n_rows > first_row ? table->n_rows - first_row : 0;

  self->table = table;
  self->n_columns = MIN (table->n_columns, COLUMNS_SAMPLED);
  self->n_rows = MIN (n_rows, ROWS_SAMPLED);
  self->rows = g_new (guint, MAX (self->n_rows, 1));
  self->by_text = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < self->n_rows; i++)
    {
      self->rows[i] = first_row + (guint) ((guint64) i * n_rows / self->n_rows);
      for (guint column = 0; column < self->n_columns; column++)
        add_text (self, dup_text (self, self->rows[i], column));
    }
  return self;
}

void
pasar_hits_free (PasarHits *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->catalogue);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->by_text);
  g_free (self->rows);
  g_free (self);
}

void
pasar_hits_begin (PasarHits *self, PasarCatalogue *catalogue)
{
  const PasarColumnInfo *barcode = pasar_catalogue_find_column (catalogue, "barcode");

  g_set_object (&self->catalogue, catalogue);
  self->barcode = barcode != NULL ? barcode->column : PASAR_COLUMN_NONE;
  self->row = 0;
}

static void
mark (Entry *entry, PasarMeaning meaning)
{
  if (entry != NULL)
    entry->found |= 1u << meaning;
}

static void
mark_text (PasarHits *self, const char *text, PasarMeaning meaning)
{
  if (text != NULL && *text != '\0')
    mark (g_hash_table_lookup (self->by_text, text), meaning);
}

static void
look_at_row (PasarHits *self, guint row)
{
  PasarRowCodes codes;

  if (!pasar_catalogue_read_codes (self->catalogue, row, &codes))
    return;
  mark_text (self, codes.sku, codes.is_header ? PASAR_MEANING_ITEM_SKU : PASAR_MEANING_MODEL_SKU);
  if (self->barcode != PASAR_COLUMN_NONE)
    mark_text (self,
               pasar_catalogue_read_value (self->catalogue, row, self->barcode).text,
               PASAR_MEANING_BARCODE);
  mark (g_hash_table_lookup (self->by_id, &codes.key.item_id), PASAR_MEANING_ITEM_ID);
  if (codes.key.model_id != 0)
    mark (g_hash_table_lookup (self->by_id, &codes.key.model_id), PASAR_MEANING_MODEL_ID);
}

/* Rows that move meanwhile may be missed: it is a sample. */
gboolean
pasar_hits_run (PasarHits *self, gint64 deadline)
{
  do
    {
      for (guint i = 0; i < ROWS_A_TURN; i++)
        {
          if (self->row >= pasar_catalogue_get_n_rows (self->catalogue))
            return TRUE;
          look_at_row (self, self->row++);
        }
    }
  while (g_get_monotonic_time () < deadline);
  return FALSE;
}

/* GTIN-8, -12, -13, -14: the last digit is what the others, three times every second one from the
 * right, lack to tens. */
static gboolean
is_barcode (const char *text)
{
  const gsize length = strlen (text);
  guint sum = 0;

  if ((length != 8 && (length < 12 || length > 14)) || strspn (text, "0123456789") != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    sum += (guint) (text[length - 1 - i] - '0') * (i % 2 == 1 ? 3 : 1);
  return sum % 10 == 0;
}

PasarColumnHits
pasar_hits_count (const PasarHits *self, guint column)
{
  g_autoptr (GHashTable) distinct = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PasarColumnHits hits = { .n_rows = self->n_rows };

  for (guint i = 0; column < self->n_columns && i < self->n_rows; i++)
    {
      g_autofree char *text = dup_text (self, self->rows[i], column);
      const Entry *entry = g_hash_table_lookup (self->by_text, text);

      if (entry == NULL)
        continue;
      hits.n_sampled++;
      hits.n_numbers += pasar_numeral_is_number (text);
      hits.n_barcodes += is_barcode (text);
      for (guint meaning = 0; meaning < PASAR_N_MEANINGS; meaning++)
        hits.n_hits[meaning] += (entry->found >> meaning) & 1;
      g_hash_table_add (distinct, g_steal_pointer (&text));
    }
  hits.n_distinct = g_hash_table_size (distinct);
  return hits;
}
