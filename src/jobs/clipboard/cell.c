/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/clipboard/cell.h"

/* A percentage as spreadsheets read it: "-2.5%", which is the number -0.025. */
static void
write_percent (PasarCellText *self, gint64 change)
{
  static const PasarNumberFormat plain = { ".", "" };
  const char *sign = change < 0 ? "-" : "";
  char number[sizeof self->number];

  pasar_money_format_to (ABS (change), 1, NULL, number, sizeof number);
  g_snprintf (self->text, sizeof self->text, "%s%s%%", sign, number);
  pasar_money_format_to (ABS (change), 3, &plain, number, sizeof number);
  g_snprintf (self->number, sizeof self->number, "%s%s", sign, number);
}

/* One number, and no range of an item with models. */
static void
write_number (PasarCellText *self,
              PasarCatalogue *catalogue,
              const PasarColumnInfo *column,
              gint64 number)
{
  static const PasarNumberFormat plain = { ".", "" };
  const guint digits =
      column->unit == PASAR_UNIT_MONEY ? pasar_catalogue_get_digits (catalogue) : 0;
  g_autofree char *short_number = NULL;

  if (column->unit == PASAR_UNIT_PERCENT)
    write_percent (self, number);
  else if (column->unit == PASAR_UNIT_NUMBER)
    {
      short_number = pasar_number_dup_short (number, PASAR_NUMBER_DECIMALS, &plain);
      g_strlcpy (self->number, short_number, sizeof self->number);
    }
  else
    pasar_money_format_to (number, digits, &plain, self->number, sizeof self->number);
}

/**
 * pasar_cell_text_read:
 * @self: (out caller-allocates): holds the texts
 * @catalogue: a shop
 * @row: any number
 * @column: any column
 * @flat: whether models stand without a header above them
 *
 * Reads a cell as other programs take it: amounts as numbers, ids and SKUs as texts, all else as it
 * is shown.
 *
 * Returns: the cell; its texts are those of @self and of @catalogue, until `rows-changed`
 */
PasarTextCell
pasar_cell_text_read (PasarCellText *self,
                      PasarCatalogue *catalogue,
                      guint row,
                      PasarColumn column,
                      gboolean flat)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, column);
  const PasarColumnValue value = pasar_catalogue_read_value (catalogue, row, column);
  const gboolean has_number =
      info != NULL && info->type == PASAR_COLUMN_NUMBER && value.number != PASAR_NO_VALUE;
  const gboolean is_amount =
      has_number && info->unit != PASAR_UNIT_NONE && value.number == value.number_max;

  pasar_cell_info_read (&self->info, catalogue, row, column, flat);
  self->text[0] = self->number[0] = '\0';
  if (is_amount)
    write_number (self, catalogue, info, value.number);
  return (PasarTextCell){
    .text = self->text[0] != '\0' ? self->text : self->info.word,
    .number = is_amount ? self->number : NULL,
    /* Ids, SKUs and ranges of prices would become numbers or dates. */
    .is_text = !is_amount && (has_number || (info != NULL && info->type == PASAR_COLUMN_TEXT)),
  };
}
