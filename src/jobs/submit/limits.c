/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/limits.h"

#include "catalogue/values/change.h"

#include <glib/gi18n-lib.h>

/* Fewer prices that fall can be looked at one by one, and are no batch. */
#define MIN_LOWERED 20

static gboolean
lowers_too_many (const PasarBatchLimits *self, const PasarPlanSum *sum)
{
  return (guint64) sum->lowered.n * 100
         > (guint64) pasar_plan_sum_get_n_prices (sum) * self->lowered_percent;
}

static gboolean
loses_too_much (const PasarBatchLimits *self, const PasarPlanSum *sum)
{
  const __int128 lost = sum->lowered.old_total - sum->lowered.new_total;

  return lost * 100 > (sum->raised.old_total + sum->lowered.old_total) * self->loss_percent;
}

/* In money where it has a place in the type, as what sellers sell always has. */
static char *
dup_loss (const PasarPlanSum *sum, guint digits)
{
  const __int128 lost = sum->lowered.old_total - sum->lowered.new_total;

  return pasar_money_format ((gint64) MIN (lost, G_MAXINT64), digits, NULL);
}

static void
add (GString *text, char *sentence)
{
  g_string_append (text, text->len > 0 ? "\n" : "");
  g_string_append (text, sentence);
  g_free (sentence);
}

/**
 * pasar_batch_limits_dup_excess:
 * @self: the limits
 * @sum: what is to be sent
 * @digits: decimals of the currency
 *
 * What is above a limit. Prices that fall are judged from twenty on.
 *
 * Returns: (transfer full) (nullable): translated sentences, each in a line of its own; %NULL where
 *   nothing is
 */
char *
pasar_batch_limits_dup_excess (const PasarBatchLimits *self, const PasarPlanSum *sum, guint digits)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const guint n_prices = pasar_plan_sum_get_n_prices (sum);

  if (sum->lowered.n >= MIN_LOWERED && lowers_too_many (self, sum))
    add (text,
         /* Translators: two numbers of prices: "412 of 1,000 prices fall." */
         g_strdup_printf (ngettext ("%'u of %'u price falls.", "%'u of %'u prices fall.", n_prices),
                          sum->lowered.n,
                          n_prices));
  if (sum->lowered.n >= MIN_LOWERED && loses_too_much (self, sum))
    {
      g_autofree char *loss = dup_loss (sum, digits);

      add (text,
           /* Translators: an amount of money. */
           g_strdup_printf (_ ("One piece of each would sell for %s less in all."), loss));
    }
  if (sum->n_out > self->n_out)
    add (text,
         g_strdup_printf (ngettext ("%'u row goes out of stock.",
                                    "%'u rows go out of stock.",
                                    sum->n_out),
                          sum->n_out));
  if (sum->n_items > self->n_items)
    add (text,
         g_strdup_printf (ngettext ("%'u item is changed.", "%'u items are changed.", sum->n_items),
                          sum->n_items));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
