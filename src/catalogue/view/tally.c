/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/tally-private.h"

#include <string.h>

/* "Any" is bit 0, and each state that a filter knows one further up. */
#define N_STATES 9
/* How many items are counted before the clock is asked. */
#define STRIDE 512

typedef struct
{
  guint n_items[N_STATES];
  guint n_models[N_STATES];
  guint n_shown_items;
  guint n_shown_models;
  guint n_prices;
  gint64 price_sum;
  gint64 stock;
} Figures;

struct _PasarTally
{
  Figures counted;
  Figures counting;
  guint done; /* items of those that are being counted */
  gboolean is_done;
  guint stamp; /* the catalogue's when counting began */
  guint layout;
};

PasarTally *
pasar_tally_new (void)
{
  return g_new0 (PasarTally, 1);
}

void
pasar_tally_free (PasarTally *self)
{
  g_free (self);
}

void
pasar_tally_reset (PasarTally *self)
{
  memset (&self->counting, 0, sizeof self->counting);
  self->done = 0;
  self->is_done = FALSE;
}

static void
count_shown (Figures *self, PasarCatalogue *catalogue, guint row)
{
  const gint64 price = pasar_catalogue_effective (catalogue, row, PASAR_FIELD_PRICE);
  const gint64 stock = pasar_catalogue_effective (catalogue, row, PASAR_FIELD_STOCK);

  if (!pasar_catalogue_is_editable (catalogue, row))
    return;
  self->stock += stock != PASAR_NO_VALUE ? stock : 0;
  self->price_sum += price != PASAR_NO_VALUE ? price : 0;
  self->n_prices += price != PASAR_NO_VALUE;
}

static void
count_item (Figures *self, PasarFilterPass *pass, guint32 item)
{
  PasarCatalogue *catalogue = pass->catalogue;
  const PasarItemSlot *slot = pasar_catalogue_item (catalogue, item);
  const gboolean passes = pasar_filter_pass_enter (pass, item);
  guint item_states = 0;
  gboolean is_shown = FALSE;

  if (!pasar_catalogue_is_alive (catalogue, slot->first_row))
    return;
  for (guint row = pasar_filter_get_first (catalogue, slot);
       row <= slot->first_row + slot->n_models;
       row++)
    {
      const guint is_model = (catalogue->rows.flags[row] & PASAR_ROW_MODEL) != 0;
      const guint states = 1 | pasar_filter_get_states (catalogue, row) << 1;

      item_states |= states;
      for (guint i = 0; i < N_STATES; i++)
        self->n_models[i] += is_model & (states >> i);
      if (!passes || !pasar_filter_pass_matches (pass, row))
        continue;
      is_shown = TRUE;
      self->n_shown_models += is_model;
      count_shown (self, catalogue, row);
    }
  for (guint i = 0; i < N_STATES; i++)
    self->n_items[i] += (item_states >> i) & 1;
  self->n_shown_items += is_shown != FALSE;
}

gboolean
pasar_tally_run (PasarTally *self,
                 const PasarFilter *filter,
                 PasarCatalogue *catalogue,
                 gint64 deadline)
{
  PasarFilterPass pass;

  if (self->layout != catalogue->layout || self->stamp != catalogue->stamp)
    pasar_tally_reset (self);
  self->layout = catalogue->layout;
  self->stamp = catalogue->stamp;
  if (self->is_done)
    return TRUE;

  pasar_filter_pass_init (&pass, filter, catalogue);
  while (self->done < catalogue->items->len)
    {
      const guint end = MIN (catalogue->items->len, self->done + STRIDE);

      for (; self->done < end; self->done++)
        count_item (&self->counting, &pass, self->done);
      if (deadline != G_MAXINT64 && g_get_monotonic_time () >= deadline
          && self->done < catalogue->items->len)
        return FALSE;
    }
  self->counted = self->counting;
  self->is_done = TRUE;
  return TRUE;
}

PasarCount
pasar_tally_count (PasarTally *self, PasarStates state)
{
  const guint n = (guint) (g_bit_nth_lsf (state, -1) + 1);

  g_return_val_if_fail (n < N_STATES && (state & (state - 1)) == 0, (PasarCount){ 0 });
  return (PasarCount){ self->counted.n_items[n], self->counted.n_models[n] };
}

PasarTotals
pasar_tally_add_up (PasarTally *self)
{
  const Figures *all = &self->counted;

  return (PasarTotals){
    .count = { all->n_shown_items, all->n_shown_models },
    .stock = all->stock,
    .average_price =
        all->n_prices > 0 ? (all->price_sum + all->n_prices / 2) / all->n_prices : PASAR_NO_VALUE,
  };
}
