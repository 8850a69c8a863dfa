/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/filter-private.h"

#include <string.h>

/* Words are bits of a number; what is typed after so many is not looked at. */
#define MAX_WORDS 63

static guint64
get_bit (guint word)
{
  return G_GUINT64_CONSTANT (1) << word;
}

void
pasar_filter_clear (PasarFilter *self)
{
  g_clear_pointer (&self->words, g_strfreev);
  self->n_words = 0;
}

gboolean
pasar_filter_set_text (PasarFilter *self, const char *text)
{
  g_autofree char *folded = pasar_search_fold (text != NULL ? text : "", -1);
  g_auto (GStrv) parts = g_strsplit_set (folded, " \t\n\r\v\f", -1);
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; parts[i] != NULL && words->len < MAX_WORDS; i++)
    {
      if (parts[i][0] != '\0')
        g_ptr_array_add (words, g_strdup (parts[i]));
    }
  g_ptr_array_add (words, NULL);
  if (self->words != NULL
          ? g_strv_equal ((const char *const *) self->words, (const char *const *) words->pdata)
          : words->len == 1)
    return FALSE;

  pasar_filter_clear (self);
  self->n_words = words->len - 1;
  self->words = (char **) g_ptr_array_steal (words, NULL);
  self->numbers = 0;
  for (guint i = 0; i < self->n_words; i++)
    {
      if (self->words[i][strspn (self->words[i], "0123456789")] == '\0')
        self->numbers |= get_bit (i);
    }
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
  if (is_out_of_stock (catalogue, row))
    states |= PASAR_STATE_OUT_OF_STOCK;
  if ((flags & (PASAR_ROW_ONGOING | PASAR_ROW_UPCOMING)) != 0)
    states |= PASAR_STATE_PROMOTION;
  if ((flags & (PASAR_ROW_HEADER | PASAR_ROW_MODEL)) != 0)
    states |= PASAR_STATE_WITH_MODELS;
  if (pasar_catalogue_item_of (catalogue, row)->status != PASAR_STATUS_NORMAL)
    states |= PASAR_STATE_NOT_LISTED;
  return states;
}

void
pasar_filter_pass_init (PasarFilterPass *self, const PasarFilter *filter, PasarCatalogue *catalogue)
{
  memset (self, 0, sizeof *self);
  self->filter = filter;
  self->catalogue = catalogue;
}

gboolean
pasar_filter_pass_enter (PasarFilterPass *self, guint32 item)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self->catalogue, item);
  const PasarFilter *filter = self->filter;

  if (!pasar_catalogue_is_alive (self->catalogue, slot->first_row))
    return FALSE;
  self->missing_words = 0;
  for (guint i = 0; i < filter->n_words; i++)
    {
      if (!pasar_search_item_has_word (self->catalogue,
                                       item,
                                       filter->words[i],
                                       (filter->numbers & get_bit (i)) != 0))
        self->missing_words |= get_bit (i);
    }
  return (filter->status < 0 || filter->status == slot->status)
         && (self->missing_words == 0 || slot->n_models > 0);
}

gboolean
pasar_filter_pass_matches_text (const PasarFilterPass *self, guint row)
{
  PasarCatalogue *catalogue = self->catalogue;

  if (self->missing_words == 0)
    return TRUE;
  if ((catalogue->rows.flags[row] & PASAR_ROW_MODEL) == 0)
    return FALSE;

  for (guint i = 0; i < self->filter->n_words; i++)
    {
      if ((self->missing_words & get_bit (i)) != 0
          && !pasar_search_model_has_word (catalogue,
                                           row,
                                           self->filter->words[i],
                                           (self->filter->numbers & get_bit (i)) != 0))
        return FALSE;
    }
  return TRUE;
}

gboolean
pasar_filter_pass_matches (const PasarFilterPass *self, guint row)
{
  const PasarStates wanted = self->filter->states;

  return (wanted == PASAR_STATE_ANY
          || (pasar_filter_get_states (self->catalogue, row) & wanted) == wanted)
         && pasar_filter_pass_matches_text (self, row);
}
