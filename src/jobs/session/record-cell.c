/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/record-private.h"

#include "catalogue/table/own-columns.h"

/* Cells and their values as the catalogue has them, and as records do. */

/**
 * pasar_field_get_column:
 * @field: a field, but no location
 *
 * Returns: (transfer none): the name that its column has in records, whatever the language
 */
const char *
pasar_field_get_column (PasarField field)
{
  return pasar_field_is_own (field) ? pasar_own_field_get_id (field)
                                    : pasar_column_get_info (pasar_column_for_field (field))->id;
}

/**
 * pasar_record_edit_set_field:
 * @self: an edit
 * @field: a field of the shop's catalogue
 * @locations: (array zero-terminated=1): the ids of its locations in the order of their fields
 *
 * Sets column and location. The stock at a location is of the column of the stock.
 */
void
pasar_record_edit_set_field (PasarRecordEdit *self, PasarField field, const char *const *locations)
{
  const gboolean is_location = pasar_field_is_location (field);

  self->column = pasar_field_get_column (is_location ? PASAR_FIELD_STOCK : field);
  self->location = is_location ? locations[field - PASAR_FIELD_LOCATION] : NULL;
}

/* The local field of the column; PASAR_FIELD_LOCATION for none. One that the seller made is known
 * whether it is still there or not. */
static PasarField
find_local (const char *column)
{
  const PasarColumnInfo *info;
  PasarField own;

  if (pasar_own_field_find (column, &own))
    return own;
  for (guint i = 0; (info = pasar_column_get_info (PASAR_COLUMN_LOCAL + i)) != NULL; i++)
    {
      if (g_str_equal (info->id, column))
        return info->field;
    }
  return PASAR_FIELD_LOCATION;
}

/**
 * pasar_record_edit_get_field:
 * @self: an edit
 * @locations: (nullable) (array zero-terminated=1): the ids of the shop's locations in the order of
 *   their fields; %NULL: none
 * @field: (out): the field
 *
 * Returns: whether column and location are known here
 */
gboolean
pasar_record_edit_get_field (const PasarRecordEdit *self,
                             const char *const *locations,
                             PasarField *field)
{
  guint i = 0;

  *field = find_local (self->column);
  if (*field != PASAR_FIELD_LOCATION)
    return self->location == NULL;
  while (i < PASAR_N_FIELDS && !g_str_equal (self->column, pasar_field_get_column ((PasarField) i)))
    i++;
  *field = (PasarField) i;
  if (self->location == NULL || i != PASAR_FIELD_STOCK)
    return i < PASAR_N_FIELDS && self->location == NULL;
  for (i = 0; locations != NULL && locations[i] != NULL; i++)
    {
      *field = (PasarField) (PASAR_FIELD_LOCATION + i);
      if (g_str_equal (locations[i], self->location))
        return TRUE;
    }
  return FALSE;
}

/**
 * pasar_record_value_from_cell:
 * @value: what the catalogue has
 * @field: in this field
 *
 * Returns: the same as an edit of a record has it
 */
PasarValue
pasar_record_value_from_cell (gint64 value, PasarField field)
{
  return pasar_field_is_text (field) && value != PASAR_NO_VALUE
             ? (PasarValue){ .type = PASAR_VALUE_TEXT, .text = pasar_text_get (value) }
             : pasar_value_from_number (value);
}

/**
 * pasar_record_value_to_cell:
 * @value: what an edit has
 * @field: its field
 * @texts: (nullable): where to put a text
 *
 * Returns: @value as the catalogue has it; %PASAR_NO_VALUE also for what the field cannot hold
 */
gint64
pasar_record_value_to_cell (PasarValue value, PasarField field, PasarTexts *texts)
{
  if (!pasar_field_is_text (field))
    return pasar_value_to_number (value);
  return value.type == PASAR_VALUE_TEXT && texts != NULL ? pasar_texts_put (texts, value.text)
                                                         : PASAR_NO_VALUE;
}
