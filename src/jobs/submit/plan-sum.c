/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/plan-sum.h"

#include "catalogue/values/change.h"

#include <glib/gi18n-lib.h>

static void
join_prices (PasarPriceSum *self, const PasarPriceSum *next)
{
  if (next->n == 0)
    return;
  if (self->n == 0)
    {
      *self = *next;
      return;
    }
  self->n += next->n;
  self->old_low = MIN (self->old_low, next->old_low);
  self->old_high = MAX (self->old_high, next->old_high);
  self->new_low = MIN (self->new_low, next->new_low);
  self->new_high = MAX (self->new_high, next->new_high);
  self->old_total += next->old_total;
  self->new_total += next->new_total;
}

static void
add_price (PasarPlanSum *self, gint64 old_value, gint64 new_value)
{
  const PasarPriceSum one = {
    1, old_value, old_value, new_value, new_value, old_value, new_value, 0
  };

  if (pasar_change_get (old_value, new_value) == PASAR_NO_VALUE || old_value == new_value)
    self->n_other_prices++;
  else
    join_prices (new_value > old_value ? &self->raised : &self->lowered, &one);
}

static void
add_worst (PasarPlanSum *self, guint bit, const PasarChangeInfo *change)
{
  if (self->worst[bit] == NULL || change->severity > self->worst[bit]->severity)
    self->worst[bit] = change;
}

static void
add_item (PasarPlanSum *self, gint64 item_id)
{
  if (self->n_items == 0)
    self->first_item = item_id;
  self->n_items += self->n_items == 0 || item_id != self->last_item;
  self->last_item = item_id;
}

/**
 * pasar_plan_sum_add:
 * @self: a sum
 * @change: a change that lives as long as the sum is used
 *
 * Adds what will be sent; what waits for the end of a promotion may be the worst of its kind.
 */
void
pasar_plan_sum_add (PasarPlanSum *self, const PasarChangeInfo *change)
{
  if (pasar_change_info_is_doubted (change))
    add_worst (self, (guint) g_bit_nth_lsf (change->doubts, -1), change);
  if (change->state != PASAR_CHANGE_READY)
    return;

  add_item (self, change->key.item_id);
  if (change->field == PASAR_FIELD_PRICE)
    {
      add_price (self, change->old_value, change->new_value);
      return;
    }
  self->n_stocks++;
  self->n_out += change->new_value == 0;
}

/**
 * pasar_plan_sum_join:
 * @self: a sum
 * @next: that of the changes that follow
 *
 * Adds the changes of @next.
 */
void
pasar_plan_sum_join (PasarPlanSum *self, const PasarPlanSum *next)
{
  for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
    if (next->worst[bit] != NULL)
      add_worst (self, bit, next->worst[bit]);
  if (next->n_items == 0)
    return;

  join_prices (&self->raised, &next->raised);
  join_prices (&self->lowered, &next->lowered);
  self->n_other_prices += next->n_other_prices;
  self->n_stocks += next->n_stocks;
  self->n_out += next->n_out;
  if (self->n_items == 0)
    self->first_item = next->first_item;
  else if (self->last_item == next->first_item)
    self->n_items--;
  self->n_items += next->n_items;
  self->last_item = next->last_item;
}

/**
 * pasar_plan_sum_get_n_prices:
 * @self: a sum
 *
 * Counts those that rise, those that fall, and the others.
 *
 * Returns: how many of the changes are prices
 */
guint
pasar_plan_sum_get_n_prices (const PasarPlanSum *self)
{
  return self->raised.n + self->lowered.n + self->n_other_prices;
}

/**
 * pasar_plan_sum_get_n:
 * @self: a sum
 *
 * A row with a price and a stock has two.
 *
 * Returns: how many changes there are
 */
guint
pasar_plan_sum_get_n (const PasarPlanSum *self)
{
  return pasar_plan_sum_get_n_prices (self) + self->n_stocks;
}

static char *
dup_range (gint64 low, gint64 high, guint digits)
{
  g_autofree char *from = pasar_money_format (low, digits, NULL);
  g_autofree char *to = pasar_money_format (high, digits, NULL);

  /* Translators: from one price to another, e.g. "9.90–12.00". */
  return low == high ? g_steal_pointer (&from) : g_strdup_printf (_ ("%s–%s"), from, to);
}

static void
add_sentence (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/* format: with the number of prices, the percentage, the prices before and the prices after. */
static void
add_prices (GString *text, const PasarPriceSum *prices, guint digits, const char *format)
{
  g_autofree char *from = dup_range (prices->old_low, prices->old_high, digits);
  g_autofree char *to = dup_range (prices->new_low, prices->new_high, digits);
  char share[64];
  char percent[80];

  pasar_share_format_to (prices->typical, NULL, share, sizeof share);
  g_snprintf (percent,
              sizeof percent,
              "%s%s",
              prices->typical == PASAR_TYPICAL_HIGHEST ? "> " : "",
              share);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  add_sentence (text, g_strdup_printf (format, prices->n, percent, from, to));
#pragma GCC diagnostic pop
}

/**
 * pasar_plan_sum_dup_text:
 * @self: a sum
 * @digits: decimals of the currency
 *
 * What a review begins with: “Raise 3 prices, typically by 10.0 %: 9.90–12.00 to 10.90–13.90.”
 *
 * Returns: (transfer full): translated sentences; "" where nothing will be sent
 */
char *
pasar_plan_sum_dup_text (const PasarPlanSum *self, guint digits)
{
  GString *text = g_string_new (NULL);

  if (self->raised.n > 0)
    add_prices (text,
                &self->raised,
                digits,
                /* Translators: the number of prices, the median of their percentages, the prices
                   before and after:
                   "Raise 12 prices, typically by 10.0 %: 9.90–12.00 to 10.90–13.90." */
                ngettext ("Raise %'u price by %s, %s to %s.",
                          "Raise %'u prices, typically by %s: %s to %s.",
                          self->raised.n));
  if (self->lowered.n > 0)
    add_prices (text,
                &self->lowered,
                digits,
                /* Translators: the number of prices, the median of their percentages, the prices
                   before and after. */
                ngettext ("Lower %'u price by %s, %s to %s.",
                          "Lower %'u prices, typically by %s: %s to %s.",
                          self->lowered.n));
  if (self->n_other_prices > 0)
    add_sentence (text,
                  g_strdup_printf (ngettext ("Set %'u price.",
                                             "Set %'u prices.",
                                             self->n_other_prices),
                                   self->n_other_prices));
  if (self->n_stocks > 0)
    add_sentence (text,
                  g_strdup_printf (ngettext ("Set the stock of %'u row.",
                                             "Set the stock of %'u rows.",
                                             self->n_stocks),
                                   self->n_stocks));
  if (self->n_out > 0)
    add_sentence (text,
                  g_strdup_printf (ngettext ("%'u row goes out of stock.",
                                             "%'u rows go out of stock.",
                                             self->n_out),
                                   self->n_out));
  return g_string_free (text, FALSE);
}
