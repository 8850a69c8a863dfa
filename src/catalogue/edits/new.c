/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/doubts.h"
#include "catalogue/edits/private.h"

#define MAX_DIGITS 9
#define MAX_RATIO  100000

/* Before the table tells of a change: rules that it may have broken, steps that it made void. */
static void
bring_up_to_date (PasarCatalogue *self)
{
  pasar_rules_recheck (self);
  if (self->prune_pending)
    pasar_catalogue_prune_history (self);
  self->prune_pending = FALSE;
}

/**
 * pasar_catalogue_new:
 * @currency: (nullable): three letters, e.g. `SGD`
 * @digits: decimals of the currency
 * @ratio: how many times the cheapest model the dearest one of an item may cost; 0: not checked
 *
 * Makes the table of one shop. Its currency and decimals do not change; rows are filled in as they
 * are read.
 *
 * Returns: (transfer full): an empty catalogue
 */
PasarCatalogue *
pasar_catalogue_new (const char *currency, guint digits, guint ratio)
{
  PasarCatalogue *self = g_object_new (PASAR_TYPE_CATALOGUE, NULL);

  self->currency = g_strdup (currency != NULL ? currency : "");
  self->digits = MIN (digits, MAX_DIGITS);
  self->ratio = MIN (ratio, MAX_RATIO);
  self->doubt_limits = pasar_doubt_limits_get_default ();
  self->before_flush = bring_up_to_date;
  return self;
}
