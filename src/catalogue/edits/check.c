/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/computation-private.h"

#include <string.h>

/* The rules of edits that are made together. */

static PasarEdit *
get_edit (PasarComputation *self, guint row)
{
  const guint32 place = self->edit_of[row];

  return place > 0 ? &g_array_index (self->edits, PasarEdit, place - 1) : NULL;
}

/* Sets what is staged in an item to what its edits say, which then say what it was. Stock at
 * locations is checked without: other rows do not matter to it. */
static void
swap_staged (PasarComputation *self, const PasarItemSlot *item)
{
  for (guint row = item->first_row; row <= item->first_row + item->n_models; row++)
    {
      PasarEdit *edit = get_edit (self, row);
      PasarNumbers *staged;
      gint64 old;

      if (edit == NULL)
        continue;
      staged = &self->catalogue->rows.staged[edit->field];
      old = pasar_numbers_get (staged, row);
      pasar_numbers_set (staged, row, edit->to);
      edit->to = old;
    }
}

/* What an edit makes of the stock at its location. */
static gint64
get_location_result (PasarComputation *self, guint index)
{
  const PasarEdit *edit = &g_array_index (self->edits, PasarEdit, index);

  return edit->to != PASAR_NO_VALUE
             ? edit->to
             : pasar_staged_read_shop (self->catalogue,
                                       g_array_index (self->edit_rows, guint, index),
                                       edit->field);
}

/* By how many pieces the edits of a row at its locations, which follow one another, change its sum.
 */
static gint64
get_n_more (PasarComputation *self, guint index)
{
  const guint row = g_array_index (self->edit_rows, guint, index);
  gint64 n_more = 0;
  guint i = index;

  while (i > 0 && g_array_index (self->edit_rows, guint, i - 1) == row)
    i--;
  for (; i < self->edits->len && g_array_index (self->edit_rows, guint, i) == row; i++)
    n_more += get_location_result (self, i)
              - pasar_staged_read_effective (self->catalogue,
                                             row,
                                             g_array_index (self->edits, PasarEdit, i).field);
  return n_more;
}

static PasarRule
check_location (PasarComputation *self, guint index)
{
  return pasar_rules_check_location (self->catalogue,
                                     g_array_index (self->edit_rows, guint, index),
                                     g_array_index (self->edits, PasarEdit, index).field,
                                     get_location_result (self, index),
                                     get_n_more (self, index));
}

/* The rules that the edits of an item break, all being made. */
static void
check_item (PasarComputation *self, guint32 item)
{
  PasarCatalogue *catalogue = self->catalogue;
  const PasarItemSlot *slot = pasar_catalogue_item (catalogue, item);
  const PasarField field = (PasarField) self->command->field;
  PasarPriceRange range = { 0 };

  swap_staged (self, slot);
  if (field == PASAR_FIELD_PRICE)
    range = pasar_ratio_get_range (catalogue, item, PASAR_NO_ROW, 0);
  for (guint row = slot->first_row; row <= slot->first_row + slot->n_models; row++)
    {
      const gint64 staged = pasar_numbers_get (&catalogue->rows.staged[field], row);

      if (self->edit_of[row] == 0)
        continue;
      self->rules->data[self->edit_of[row] - 1] =
          staged != PASAR_NO_VALUE
              ? (guint8) pasar_rules_check (catalogue, row, field, staged, range)
              : PASAR_RULE_OK;
    }
  swap_staged (self, slot);
}

void
pasar_computation_begin_check (PasarComputation *self)
{
  const guint n = self->edits->len;

  g_byte_array_set_size (self->rules, n);
  if (n > 0)
    memset (self->rules->data, PASAR_RULE_UNCHECKED, n);
}

/* An item is checked with the first of its edits. */
void
pasar_computation_check (PasarComputation *self, guint index)
{
  guint8 *rule = &self->rules->data[index];
  PasarComputed *computed = &self->computed;

  if (pasar_field_is_local (g_array_index (self->edits, PasarEdit, index).field))
    *rule = PASAR_RULE_OK;
  else if (pasar_field_is_location (g_array_index (self->edits, PasarEdit, index).field))
    *rule = (guint8) check_location (self, index);
  else if (*rule == PASAR_RULE_UNCHECKED)
    check_item (self, self->catalogue->rows.item[g_array_index (self->edit_rows, guint, index)]);
  if (*rule == PASAR_RULE_OK)
    return;
  if (computed->n_refused++ == 0)
    computed->first_refused = index;
  computed->n_by_rule[*rule]++;
}

/**
 * pasar_computation_get_rule:
 * @self: a computation that is done
 * @index: of an edit
 *
 * All edits being made together.
 *
 * Returns: the rule that the edit breaks; %PASAR_RULE_OK for none
 */
PasarRule
pasar_computation_get_rule (PasarComputation *self, guint index)
{
  return index < self->rules->len ? (PasarRule) self->rules->data[index] : PASAR_RULE_OK;
}

/**
 * pasar_computation_dup_reason:
 * @self: a computation that is done
 * @index: of an edit
 *
 * Says in words why the shop would refuse an edit, its siblings having what theirs give them.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when nothing is wrong, or when
 * the catalogue has changed since
 */
char *
pasar_computation_dup_reason (PasarComputation *self, guint index)
{
  const PasarItemSlot *item;
  const PasarEdit *edit;
  guint row;
  char *text;

  if (pasar_computation_get_rule (self, index) == PASAR_RULE_OK
      || pasar_computation_is_out_of_date (self))
    return NULL;
  row = g_array_index (self->edit_rows, guint, index);
  item = pasar_catalogue_item_of (self->catalogue, row);
  edit = &g_array_index (self->edits, PasarEdit, index);
  if (pasar_field_is_location (edit->field))
    return pasar_rules_dup_text (self->catalogue,
                                 row,
                                 get_location_result (self, index),
                                 pasar_computation_get_rule (self, index));
  swap_staged (self, item);
  text =
      pasar_catalogue_dup_rule_text (self->catalogue,
                                     row,
                                     edit->field,
                                     pasar_numbers_get (&self->catalogue->rows.staged[edit->field],
                                                        row));
  swap_staged (self, item);
  return text;
}
