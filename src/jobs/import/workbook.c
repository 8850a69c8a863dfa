/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/import/workbook.h"

#include <string.h>

/* Rows in which the keys are looked for: a seller may have written something above them. */
#define KEY_ROWS_TRIED 10
/* The kind stands in the next row; so many are tried. */
#define KIND_ROWS_TRIED 2

/* Facts of the workbook: landscape, 7.3. */
static const struct
{
  const char *key;
  PasarMeaning meaning;
  gboolean is_read_only;
} keys[] = {
  { "et_title_product_id", PASAR_MEANING_ITEM_ID, TRUE },
  { "et_title_product_name", PASAR_MEANING_NAME, TRUE },
  { "et_title_variation_id", PASAR_MEANING_MODEL_ID, TRUE },
  { "et_title_variation_name", PASAR_MEANING_VARIATION, TRUE },
  { "et_title_parent_sku", PASAR_MEANING_ITEM_SKU, FALSE },
  { "et_title_variation_sku", PASAR_MEANING_MODEL_SKU, FALSE },
  { "et_title_variation_price", PASAR_MEANING_PRICE, FALSE },
  { "et_title_variation_stock", PASAR_MEANING_STOCK, FALSE },
  { "ps_gtin_code", PASAR_MEANING_BARCODE, FALSE },
  { "et_title_reason", PASAR_MEANING_REASON, TRUE },
};

static gboolean
is_key (const char *text, const char *key)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_ascii_strcasecmp (stripped, key) == 0;
}

static gboolean
is_any_key (const char *text)
{
  while (g_ascii_isspace (*text))
    text++;
  return g_ascii_strncasecmp (text, "et_title_", 9) == 0
         || g_ascii_strncasecmp (text, "ps_", 3) == 0;
}

/* The column of a key in a row; the width of the table when there is none. */
static guint
find_key (const PasarTextTable *table, guint row, const char *key)
{
  guint column = 0;

  while (column < table->n_columns && !is_key (pasar_text_table_get_text (table, row, column), key))
    column++;
  return column;
}

static gboolean
has_keys (const PasarTextTable *table, guint row)
{
  guint n_keys = 0;

  for (guint column = 0; column < table->n_columns; column++)
    n_keys += is_any_key (pasar_text_table_get_text (table, row, column));
  return n_keys >= 2 && find_key (table, row, "et_title_product_id") < table->n_columns;
}

/* What the rows after the keys call the workbook: "…_info", in the first of their cells. */
static const char *
find_kind (const PasarTextTable *table, guint key_row, guint *next_row)
{
  for (guint row = key_row + 1; row < MIN (table->n_rows, key_row + 1 + KIND_ROWS_TRIED); row++)
    {
      const char *text = pasar_text_table_get_text (table, row, 0);

      if (g_str_has_suffix (text, "_info"))
        {
          *next_row = row + 1;
          return text;
        }
    }
  *next_row = key_row + 1;
  return NULL;
}

/**
 * pasar_workbook_find:
 * @table: a table
 * @workbook: (out): the workbook that it is
 *
 * Knows a workbook of Seller Centre's mass update by its keys, which are the same in all languages,
 * wherever they stand and whichever of them there are. Labels, hints and what is required follow in
 * a number of rows that differs: values begin where the number of an item does.
 *
 * Returns: whether it is one
 */
gboolean
pasar_workbook_find (const PasarTextTable *table, PasarWorkbook *workbook)
{
  guint row = 0;
  guint id;

  g_return_val_if_fail (table != NULL && workbook != NULL, FALSE);

  while (row < MIN (table->n_rows, KEY_ROWS_TRIED) && !has_keys (table, row))
    row++;
  if (row >= MIN (table->n_rows, KEY_ROWS_TRIED))
    return FALSE;
  *workbook = (PasarWorkbook){ .key_row = row };
  workbook->kind = find_kind (table, row, &workbook->first_row);
  workbook->is_sales = find_key (table, row, "et_title_variation_price") < table->n_columns
                       || find_key (table, row, "et_title_variation_stock") < table->n_columns;
  if (workbook->kind == NULL)
    workbook->kind = workbook->is_sales ? "sales_info" : "";
  workbook->is_sales = workbook->is_sales && strcmp (workbook->kind, "sales_info") == 0;
  id = find_key (table, row, "et_title_product_id");
  /* Also of a number that a spreadsheet has spoilt. */
  while (workbook->first_row < table->n_rows
         && !g_ascii_isdigit (*pasar_text_table_get_text (table, workbook->first_row, id)))
    workbook->first_row++;
  return TRUE;
}

/**
 * pasar_workbook_get_meaning:
 * @key: the key of a column
 * @is_read_only: (out): whether Seller Centre ignores what is written there
 *
 * Tells what a column of the workbook is about.
 *
 * Returns: what it is; %PASAR_MEANING_UNKNOWN of what prices and stock have nothing to do with
 */
PasarMeaning
pasar_workbook_get_meaning (const char *key, gboolean *is_read_only)
{
  g_return_val_if_fail (key != NULL && is_read_only != NULL, PASAR_MEANING_UNKNOWN);

  *is_read_only = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (!is_key (key, keys[i].key))
        continue;
      *is_read_only = keys[i].is_read_only;
      return keys[i].meaning;
    }
  return PASAR_MEANING_UNKNOWN;
}
