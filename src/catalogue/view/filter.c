/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/filter-private.h"

void
pasar_filter_init_copy (PasarFilter *self, const PasarFilter *other)
{
  *self = *other;
  if (self->condition != NULL)
    {
      pasar_condition_ref (self->condition);
      pasar_matcher_ref (self->matcher);
    }
  if (self->boosted != NULL)
    g_hash_table_ref (self->boosted);
}

void
pasar_filter_clear (PasarFilter *self)
{
  g_clear_pointer (&self->condition, pasar_condition_unref);
  g_clear_pointer (&self->matcher, pasar_matcher_unref);
  g_clear_pointer (&self->boosted, g_hash_table_unref);
}

gboolean
pasar_filter_set_condition (PasarFilter *self,
                            PasarCondition *condition,
                            PasarCatalogue *catalogue,
                            gint64 now_secs)
{
  if (pasar_condition_equal (self->condition, condition))
    return FALSE;
  g_clear_pointer (&self->condition, pasar_condition_unref);
  g_clear_pointer (&self->matcher, pasar_matcher_unref);
  if (condition != NULL)
    {
      self->condition = pasar_condition_ref (condition);
      self->matcher = pasar_matcher_new (condition, catalogue, now_secs);
    }
  return TRUE;
}

static gboolean
is_boosted (const PasarFilter *self, const gint64 *item_ids, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      if (self->boosted == NULL || !g_hash_table_contains (self->boosted, &item_ids[i]))
        return FALSE;
    }
  return (self->boosted != NULL ? g_hash_table_size (self->boosted) : 0) == n;
}

/* Copies of the filter keep what they have. */
gboolean
pasar_filter_set_boosted (PasarFilter *self, const gint64 *item_ids, guint n)
{
  if (is_boosted (self, item_ids, n))
    return FALSE;
  g_clear_pointer (&self->boosted, g_hash_table_unref);
  self->boosted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->boosted, g_memdup2 (&item_ids[i], sizeof item_ids[i]));
  return TRUE;
}

static gboolean
is_out_of_stock (PasarCatalogue *self, guint row)
{
  gint64 stock = pasar_catalogue_effective (self, row, PASAR_FIELD_STOCK);

  return stock != PASAR_NO_VALUE
         && stock + MAX (pasar_numbers_get (&self->rows.shopee_stock, row), 0) <= 0;
}

PasarStates
pasar_filter_get_states (PasarCatalogue *catalogue, guint row)
{
  const guint flags = catalogue->rows.flags[row];
  PasarStates states = PASAR_STATE_ANY;

  if ((flags & PASAR_ROW_CHANGED) != 0)
    states |= PASAR_STATE_CHANGED;
  if ((flags & PASAR_ROW_PROBLEM) != 0)
    states |= PASAR_STATE_PROBLEM;
  if ((flags & PASAR_ROW_POSTPONED) != 0)
    states |= PASAR_STATE_POSTPONED;
  if (is_out_of_stock (catalogue, row))
    states |= PASAR_STATE_OUT_OF_STOCK;
  if ((flags & (PASAR_ROW_ONGOING | PASAR_ROW_UPCOMING)) != 0)
    states |= PASAR_STATE_PROMOTION;
  if ((flags & (PASAR_ROW_HEADER | PASAR_ROW_MODEL)) != 0)
    states |= PASAR_STATE_WITH_MODELS;
  if (pasar_catalogue_item_of (catalogue, row)->status != PASAR_STATUS_NORMAL)
    states |= PASAR_STATE_NOT_LISTED;
  if (catalogue->failed != NULL
      && pasar_catalogue_is_failed (catalogue, pasar_catalogue_row_get_key (catalogue, row)))
    states |= PASAR_STATE_FAILED;
  return states;
}

void
pasar_filter_pass_init (PasarFilterPass *self, const PasarFilter *filter, PasarCatalogue *catalogue)
{
  self->filter = filter;
  self->catalogue = catalogue;
  self->match = (PasarMatch){ .catalogue = catalogue, .boosted = filter->boosted };
}

gboolean
pasar_filter_pass_enter (PasarFilterPass *self, guint32 item)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self->catalogue, item);

  pasar_match_enter (&self->match, item);
  return pasar_catalogue_is_alive (self->catalogue, slot->first_row)
         && (self->filter->status < 0 || self->filter->status == slot->status);
}

gboolean
pasar_filter_pass_matches (PasarFilterPass *self, guint row)
{
  return self->filter->matcher == NULL
         || pasar_matcher_matches (self->filter->matcher, &self->match, row);
}
