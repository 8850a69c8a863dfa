/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#include <glib/gi18n-lib.h>

/* The columns of what is kept in this app alone: in the order of their fields, which is that in
 * which they stand. */

static const PasarColumnInfo columns[] = {
  {
      .column = PASAR_COLUMN_LOCAL,
      .id = "cost",
      /* Translators: what the seller pays for an item */
      .title = N_ ("Cost"),
      .name = "cost",
      /* Translators: a column in expressions, what the seller pays for an item: one word, small
         letters */
      .local_name = NC_ ("expression", "cost"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_MONEY,
      .source = PASAR_SOURCE_APP,
      .field = PASAR_FIELD_COST,
      .is_editable = TRUE,
      .is_numeric = TRUE,
      .width = 14,
  },
  {
      .column = PASAR_COLUMN_LOCAL + (PASAR_FIELD_FLOOR - PASAR_FIELD_COST),
      .id = "floor",
      /* Translators: the least that the seller takes for an item */
      .title = N_ ("Floor Price"),
      .name = "floor",
      /* Translators: a column in expressions, the least that the seller takes for an item: one
         word, small letters */
      .local_name = NC_ ("expression", "floor"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_MONEY,
      .source = PASAR_SOURCE_APP,
      .field = PASAR_FIELD_FLOOR,
      .is_editable = TRUE,
      .is_numeric = TRUE,
      .width = 14,
  },
  {
      .column = PASAR_COLUMN_LOCAL + (PASAR_FIELD_TARGET_MARGIN - PASAR_FIELD_COST),
      .id = "target-margin",
      /* Translators: how many percent of the price the seller wants to be left */
      .title = N_ ("Target Margin"),
      .name = "target_margin",
      /* Translators: a column in expressions, how many percent of the price the seller wants to be
         left: one word, small letters, parts joined by _ */
      .local_name = NC_ ("expression", "target_margin"),
      .type = PASAR_COLUMN_NUMBER,
      .unit = PASAR_UNIT_PERCENT,
      .source = PASAR_SOURCE_APP,
      .field = PASAR_FIELD_TARGET_MARGIN,
      .is_editable = TRUE,
      .is_numeric = TRUE,
      .width = 14,
  },
  {
      .column = PASAR_COLUMN_LOCAL + (PASAR_FIELD_NOTE - PASAR_FIELD_COST),
      .id = "note",
      /* Translators: what the seller notes of an item */
      .title = N_ ("Note"),
      .type = PASAR_COLUMN_TEXT,
      .source = PASAR_SOURCE_APP,
      .field = PASAR_FIELD_NOTE,
      .is_editable = TRUE,
      .is_searched = TRUE,
      .width = 24,
  },
};

guint
pasar_local_columns_get_n (void)
{
  return G_N_ELEMENTS (columns);
}

/* NULL: there are not so many. */
const PasarColumnInfo *
pasar_local_columns_get_nth (guint n)
{
  return n < G_N_ELEMENTS (columns) ? &columns[n] : NULL;
}
