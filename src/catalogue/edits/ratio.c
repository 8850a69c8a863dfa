/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>

/* How far apart the prices of an item's models may be, and which change is the cause where they are
 * too far. */

/* The price of a model, and the one that it has when its change is left out. */
typedef struct
{
  guint row;
  gint64 price;
  gint64 without;
  gboolean is_staged;
} ModelPrice;

/* What is staged and held back by itself is not sent: the model keeps its price. */
static ModelPrice
get_model_price (PasarCatalogue *self, guint row, guint changed_row, gint64 value)
{
  const gint64 at_shop = pasar_numbers_get (&self->rows.value[PASAR_FIELD_PRICE], row);
  const gint64 staged = pasar_numbers_get (&self->rows.staged[PASAR_FIELD_PRICE], row);
  gint64 price = at_shop;

  if (row == changed_row)
    price = value;
  else if (staged != PASAR_NO_VALUE && pasar_rules_allow_price (self, row, staged))
    price = staged;

  return (ModelPrice){ row, price, at_shop, price != at_shop };
}

/* A price of nothing is none: the shop never has it. */
static gboolean
counts (PasarCatalogue *self, guint row, gint64 price)
{
  return price > 0 && (self->rows.flags[row] & (PASAR_ROW_HEADER | PASAR_ROW_GONE)) == 0;
}

static gboolean
is_too_far_apart (PasarCatalogue *self, gint64 lowest, gint64 highest)
{
  return self->ratio > 0 && lowest != PASAR_NO_VALUE && highest > lowest * (gint64) self->ratio;
}

/* The dearest or the cheapest; of several one that nobody changed. NULL when there is none. */
static ModelPrice *
find_end (GArray *prices, gboolean dearest)
{
  ModelPrice *end = NULL;

  for (guint i = 0; i < prices->len; i++)
    {
      ModelPrice *model = &g_array_index (prices, ModelPrice, i);

      if (model->price <= 0)
        continue;
      if (end == NULL || (dearest ? model->price > end->price : model->price < end->price)
          || (model->price == end->price && !model->is_staged))
        end = model;
    }

  return end;
}

static void
leave_out (ModelPrice *model)
{
  model->price = model->without;
  model->is_staged = FALSE;
}

/* Leaves out the change at one of the ends: of two that which moved its end further, of two that
 * moved as far both. FALSE when nobody changed them. */
static gboolean
leave_out_end (ModelPrice *cheapest, ModelPrice *dearest)
{
  /* without / price of the cheapest against price / without of the dearest. */
  const unsigned __int128 moved_down =
      (unsigned __int128) MAX (cheapest->without, 0) * (guint64) MAX (dearest->without, 0);
  const unsigned __int128 moved_up = (unsigned __int128) cheapest->price * (guint64) dearest->price;
  const gboolean both = cheapest->is_staged && dearest->is_staged;

  if (!cheapest->is_staged && !dearest->is_staged)
    return FALSE;
  if (cheapest->is_staged && !(both && moved_down < moved_up))
    leave_out (cheapest);
  if (dearest->is_staged && !(both && moved_down > moved_up))
    leave_out (dearest);
  return TRUE;
}

/* Finds what the prices may be once those changes are left out that bring them too far apart:
 * nothing, when the others are too far apart, too. */
static void
find_allowed (PasarCatalogue *self, GArray *prices, PasarPriceRange *range)
{
  for (;;)
    {
      ModelPrice *cheapest = find_end (prices, FALSE);
      ModelPrice *dearest = find_end (prices, TRUE);

      if (cheapest == NULL || !is_too_far_apart (self, cheapest->price, dearest->price))
        {
          range->lowest_allowed = cheapest != NULL ? cheapest->price : G_MAXINT64;
          range->highest_allowed = cheapest != NULL ? dearest->price : 0;
          return;
        }
      if (!leave_out_end (cheapest, dearest))
        {
          range->lowest_allowed = G_MAXINT64;
          range->highest_allowed = 0;
          return;
        }
    }
}

static GArray *
list_prices (PasarCatalogue *self, guint32 item, guint changed_row, gint64 value)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self, item);
  GArray *prices = g_array_sized_new (FALSE, FALSE, sizeof (ModelPrice), slot->n_models + 1);

  for (guint row = slot->first_row; row <= slot->first_row + slot->n_models; row++)
    {
      const ModelPrice model = get_model_price (self, row, changed_row, value);

      if (counts (self, row, model.price))
        g_array_append_val (prices, model);
    }

  return prices;
}

/* The range of an item's effective prices and, where they are too far apart, what may be sent: a
 * staged price outside of what is allowed is to blame. @row, where there is one, has @value in
 * place of what is staged. */
PasarPriceRange
pasar_ratio_get_range (PasarCatalogue *self, guint32 item, guint row, gint64 value)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self, item);
  PasarPriceRange range = { PASAR_NO_VALUE, PASAR_NO_VALUE, 0, G_MAXINT64 };

  for (guint i = slot->first_row; i <= slot->first_row + slot->n_models; i++)
    {
      const gint64 price = get_model_price (self, i, row, value).price;

      if (!counts (self, i, price))
        continue;
      if (range.lowest == PASAR_NO_VALUE || price < range.lowest)
        range.lowest = price;
      range.highest = MAX (range.highest, price);
    }
  if (is_too_far_apart (self, range.lowest, range.highest))
    {
      g_autoptr (GArray) prices = list_prices (self, item, row, value);

      find_allowed (self, prices, &range);
    }

  return range;
}

/* Why a price breaks PASAR_RULE_PRICE_RATIO: a translated sentence that names both ends. */
char *
pasar_ratio_dup_text (PasarCatalogue *self, guint row, gint64 value)
{
  g_autoptr (GArray) prices = list_prices (self, self->rows.item[row], row, value);
  const ModelPrice own = { row, value, value, TRUE };
  ModelPrice cheapest = *find_end (prices, FALSE);
  ModelPrice dearest = *find_end (prices, TRUE);
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  gint64 tenths;
  char times[64];

  /* Where others are further apart still, it is told what this one is too far from. */
  if (is_too_far_apart (self, cheapest.price, value))
    dearest = own;
  else if (is_too_far_apart (self, value, dearest.price))
    cheapest = own;
  low = pasar_catalogue_dup_price (self, cheapest.price);
  high = pasar_catalogue_dup_price (self, dearest.price);
  /* Rounded up, so that what is too much never reads like the limit itself. */
  tenths = (dearest.price * 10 + cheapest.price - 1) / cheapest.price;
  pasar_money_format_to (tenths, 1, NULL, times, sizeof times);
  return g_strdup_printf (
      /* Translators: the name of a variation and its price, how many times (e.g. 6.2), the name of
         another variation and its price; %u is a whole number, e.g. 5 */
      ngettext ("“%s” at %s would cost %s times as much as “%s” at %s. "
                "At most %'u time is allowed.",
                "“%s” at %s would cost %s times as much as “%s” at %s. "
                "At most %'u times is allowed.",
                self->ratio),
      pasar_arena_get (&self->texts, self->rows.variation[dearest.row]),
      high,
      times,
      pasar_arena_get (&self->texts, self->rows.variation[cheapest.row]),
      low,
      self->ratio);
}
