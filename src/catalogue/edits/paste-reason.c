/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/paste-private.h"
#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>

/* Why a cell is not taken, in words. */

static char *
dup_error (const GError *error)
{
  return error != NULL ? g_strdup (error->message) : NULL;
}

static char *
dup_reading_error (PasarPaste *self, const PasarPasteRefusal *refusal)
{
  const char *text = pasar_paste_get_text (self, refusal->source_row, refusal->source_column);
  const PasarColumnInfo *info = pasar_catalogue_get_column (self->catalogue, refusal->column);
  g_autoptr (GError) error = NULL;
  PasarPasteMeaning meaning = { 0 };

  pasar_paste_read (self->catalogue,
                    info->field,
                    text,
                    self->table.decimal_point,
                    &meaning,
                    &error);
  g_clear_pointer (&meaning.expression, pasar_expression_unref);
  return dup_error (error);
}

static char *
dup_computing_error (PasarPaste *self, const PasarPasteRefusal *refusal)
{
  const char *text = pasar_paste_get_text (self, refusal->source_row, refusal->source_column);
  const PasarField field = pasar_catalogue_get_column (self->catalogue, refusal->column)->field;
  const guint row = pasar_catalogue_find_editable (self->catalogue, refusal->key);
  g_autoptr (GError) error = NULL;
  PasarPasteMeaning meaning = { 0 };
  gint64 result;

  if (row != PASAR_NO_ROW
      && pasar_paste_read (self->catalogue,
                           field,
                           text,
                           self->table.decimal_point,
                           &meaning,
                           &error)
      && meaning.expression != NULL)
    pasar_catalogue_evaluate (self->catalogue, row, meaning.expression, &result, &error);
  g_clear_pointer (&meaning.expression, pasar_expression_unref);
  return dup_error (error);
}

static char *
dup_lock (PasarPaste *self, const PasarPasteRefusal *refusal)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (self->catalogue, refusal->column);
  const guint row = pasar_catalogue_find_editable (self->catalogue, refusal->key);

  return row != PASAR_NO_ROW ? pasar_catalogue_dup_lock_text (self->catalogue, row, info->field)
                             : g_strdup (_ ("The shop does not have it any more."));
}

static char *
dup_read_only (PasarPaste *self, const PasarPasteRefusal *refusal)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (self->catalogue, refusal->column);

  return g_strdup_printf (
      /* Translators: %s is the head of a column, e.g. SKU */
      _ ("The column “%s” cannot be changed here. Prices and stock can be changed."),
      info != NULL ? pasar_column_info_get_title (info) : "");
}

/**
 * pasar_paste_dup_reason:
 * @self: a paste
 * @n: one of the cells that were refused
 *
 * Says in words why a cell was not taken, as long as the table is there.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when nothing is wrong any more
 */
char *
pasar_paste_dup_reason (PasarPaste *self, guint n)
{
  const PasarPasteRefusal *refusal;
  const char *text;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n < self->report.refused->len, NULL);

  refusal = &g_array_index (self->report.refused, PasarPasteRefusal, n);
  text = pasar_paste_get_text (self, refusal->source_row, refusal->source_column);
  switch (refusal->reason)
    {
    case PASAR_PASTE_UNREADABLE:
    case PASAR_PASTE_AMBIGUOUS:
      return dup_reading_error (self, refusal);
    case PASAR_PASTE_NO_RESULT:
      return dup_computing_error (self, refusal);
    case PASAR_PASTE_READ_ONLY:
      return dup_read_only (self, refusal);
    case PASAR_PASTE_LOCKED:
      return dup_lock (self, refusal);
    case PASAR_PASTE_ITEM:
      return g_strdup (_ ("An item with variations has no value of its own. "
                          "Paste into the rows of its variations."));
    case PASAR_PASTE_OTHER_SUM:
      return g_strdup (
          _ ("The stock at its locations changes too and comes to another sum, so this "
             "sum is left out."));
    case PASAR_PASTE_UNKNOWN_SKU:
      /* Translators: %s is a SKU */
      return g_strdup_printf (_ ("No item or variation of the shop has the SKU “%s”."), text);
    case PASAR_PASTE_SHARED_SKU:
      return pasar_paste_dup_shared_sku (self, refusal);
    case PASAR_PASTE_REPEATED_SKU:
      /* Translators: %s is a SKU */
      return g_strdup_printf (_ ("“%s” is there more than once, with different values."), text);
    default:
      g_return_val_if_reached (NULL);
    }
}
