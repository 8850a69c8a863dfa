/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/tally-private.h"

#include <string.h>

/* "Any", and each state that a filter knows. */
#define N_STATES 7

/* What one item adds, or all of them together. */
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

typedef struct
{
  guint stamp; /* the item's when it was counted; 0: never */
  Figures figures;
} ItemTally;

struct _PasarTally
{
  GArray *items; /* (element-type ItemTally): as the catalogue's */
  Figures all;
  guint layout; /* the catalogue's */
};

PasarTally *
pasar_tally_new (void)
{
  PasarTally *self = g_new0 (PasarTally, 1);

  self->items = g_array_new (FALSE, TRUE, sizeof (ItemTally));
  return self;
}

void
pasar_tally_free (PasarTally *self)
{
  g_array_unref (self->items);
  g_free (self);
}

void
pasar_tally_reset (PasarTally *self)
{
  g_array_set_size (self->items, 0);
  memset (&self->all, 0, sizeof self->all);
}

static PasarStates
nth_state (guint n)
{
  return n == 0 ? PASAR_STATE_ANY : 1u << (n - 1);
}

static void
add (Figures *to, const Figures *what, int sign)
{
  for (guint i = 0; i < N_STATES; i++)
    {
      to->n_items[i] += (guint) sign * what->n_items[i];
      to->n_models[i] += (guint) sign * what->n_models[i];
    }
  to->n_shown_items += (guint) sign * what->n_shown_items;
  to->n_shown_models += (guint) sign * what->n_shown_models;
  to->n_prices += (guint) sign * what->n_prices;
  to->price_sum += sign * what->price_sum;
  to->stock += sign * what->stock;
}

static void
count_row (const PasarFilterPass *pass, guint row, Figures *out)
{
  PasarCatalogue *catalogue = pass->catalogue;
  const guint is_model = (catalogue->rows.flags[row] & PASAR_ROW_MODEL) != 0;
  gint64 price;
  gint64 stock;

  if (!pasar_filter_pass_matches_text (pass, row))
    return;
  for (guint i = 0; i < N_STATES; i++)
    if (pasar_filter_has_states (catalogue, row, nth_state (i)))
      {
        out->n_items[i] = 1;
        out->n_models[i] += is_model;
      }
  if (!pasar_filter_has_states (catalogue, row, pass->filter->states))
    return;
  out->n_shown_items = 1;
  out->n_shown_models += is_model;
  price = pasar_catalogue_effective (catalogue, row, PASAR_FIELD_PRICE);
  stock = pasar_catalogue_effective (catalogue, row, PASAR_FIELD_STOCK);
  if (!pasar_catalogue_is_editable (catalogue, row))
    return;
  out->stock += stock != PASAR_NO_VALUE ? stock : 0;
  out->price_sum += price != PASAR_NO_VALUE ? price : 0;
  out->n_prices += price != PASAR_NO_VALUE;
}

static void
count_item (PasarFilterPass *pass, guint32 item, Figures *out)
{
  const PasarItemSlot *slot = pasar_catalogue_item (pass->catalogue, item);

  memset (out, 0, sizeof *out);
  if (!pasar_filter_pass_enter (pass, item))
    return;
  for (guint row = pasar_filter_get_first (pass->catalogue, slot);
       row <= slot->first_row + slot->n_models;
       row++)
    count_row (pass, row, out);
}

static void
update (PasarTally *self, const PasarFilter *filter, PasarCatalogue *catalogue)
{
  PasarFilterPass pass;

  if (self->layout != catalogue->layout)
    pasar_tally_reset (self);
  self->layout = catalogue->layout;
  g_array_set_size (self->items, catalogue->items->len);
  pasar_filter_pass_init (&pass, filter, catalogue);
  for (guint32 i = 0; i < catalogue->items->len; i++)
    {
      const guint stamp = pasar_catalogue_item (catalogue, i)->stamp;
      ItemTally *tally = &g_array_index (self->items, ItemTally, i);

      if (tally->stamp == stamp)
        continue;
      tally->stamp = stamp;
      add (&self->all, &tally->figures, -1);
      count_item (&pass, i, &tally->figures);
      add (&self->all, &tally->figures, 1);
    }
}

PasarCount
pasar_tally_count (PasarTally *self,
                   const PasarFilter *filter,
                   PasarCatalogue *catalogue,
                   PasarStates state)
{
  const guint n = (guint) (g_bit_nth_lsf (state, -1) + 1);

  update (self, filter, catalogue);
  g_return_val_if_fail (n < N_STATES && nth_state (n) == state, (PasarCount){ 0 });
  return (PasarCount){ self->all.n_items[n], self->all.n_models[n] };
}

PasarTotals
pasar_tally_add_up (PasarTally *self, const PasarFilter *filter, PasarCatalogue *catalogue)
{
  const Figures *all = &self->all;

  update (self, filter, catalogue);
  return (PasarTotals){
    .count = { all->n_shown_items, all->n_shown_models },
    .stock = all->stock,
    .average_price =
        all->n_prices > 0 ? (all->price_sum + all->n_prices / 2) / all->n_prices : PASAR_NO_VALUE,
  };
}
