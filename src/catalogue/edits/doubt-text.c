/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/doubts-private.h"
#include "catalogue/edits/private.h"
#include "catalogue/values/change.h"

#include <glib/gi18n-lib.h>

/* Doubts in words. */

static char *
dup_value (PasarCatalogue *catalogue, PasarField field, gint64 value)
{
  return field == PASAR_FIELD_PRICE ? pasar_catalogue_dup_price (catalogue, value)
                                    : pasar_money_format (value, 0, NULL);
}

static char *
dup_times_text (const PasarDoubt *doubt, const char *old_value, const char *new_value)
{
  const gint64 small = MIN (doubt->old_value, doubt->new_value);
  const guint times = (guint) ((MAX (doubt->old_value, doubt->new_value) + small / 2) / small);

  if (doubt->new_value < doubt->old_value)
    /* Translators: two prices, and about how many times the new one the old one is, e.g. 10 */
    return g_strdup_printf (_ ("The old value of %s is about %u times the new one of %s."),
                            old_value,
                            times,
                            new_value);
  /* Translators: two prices or numbers of pieces, and about how many times the old one the new one
     is, e.g. 10 */
  return g_strdup_printf (_ ("The new value of %s is about %u times the old one of %s."),
                          new_value,
                          times,
                          old_value);
}

static char *
dup_digits_text (const PasarDoubt *doubt, const char *old_value, const char *new_value)
{
  const gboolean is_more = doubt->new_value > doubt->old_value;

  if (pasar_doubt_is_transposed (doubt->old_value, doubt->new_value))
    /* Translators: the new price, then the old one */
    return g_strdup_printf (_ ("The price of %s is the old one of %s with two digits swapped."),
                            new_value,
                            old_value);
  /* Translators: a price with a digit twice, and the price that it is without that */
  return g_strdup_printf (_ ("The price of %s is %s with a digit doubled."),
                          is_more ? new_value : old_value,
                          is_more ? old_value : new_value);
}

static char *
dup_column_text (PasarColumn column, const char *value)
{
  if (column == PASAR_COLUMN_STOCK)
    /* Translators: a price */
    return g_strdup_printf (_ ("%s is the same number as the stock of this row."), value);
  if (column == PASAR_COLUMN_SKU)
    /* Translators: a price or a number of pieces */
    return g_strdup_printf (_ ("%s is the same number as the SKU of this row."), value);
  /* Translators: a price or a number of pieces */
  return g_strdup_printf (_ ("%s is the same number as an ID of this row."), value);
}

static char *
dup_limit_text (const PasarDoubtEntry *entry, const char *old_value, const char *new_value)
{
  char share[64];

  pasar_share_format_to (ABS (entry->change), NULL, share, sizeof share);
  return g_strdup_printf (entry->change < 0
                              /* Translators: a percentage, the old price and the new one */
                              ? _ ("The price falls by %s, from %s to %s.")
                              /* Translators: a percentage, the old price and the new one */
                              : _ ("The price rises by %s, from %s to %s."),
                          share,
                          old_value,
                          new_value);
}

static char *
dup_apart_text (PasarDoubts *self, const PasarDoubtEntry *entry, PasarDoubtKinds kind)
{
  const gboolean is_batch = kind == PASAR_DOUBT_BATCH;
  char own[64];
  char usual[64];

  pasar_change_format_to (entry->change, NULL, own, sizeof own);
  pasar_change_format_to (is_batch ? self->batch->median : entry->siblings,
                          NULL,
                          usual,
                          sizeof usual);
  return g_strdup_printf (
      is_batch
          /* Translators: two changes in percent with their signs */
          ? _ ("The price changes by %s, the others that are edited mostly by about %s.")
          /* Translators: two changes in percent with their signs */
          : _ ("The price changes by %s, the variations of the item mostly by about %s."),
      own,
      usual);
}

static char *
dup_constant_text (PasarDoubts *self, const PasarDoubt *doubt, const char *new_value)
{
  const PasarDoubtConstant *constant = g_hash_table_lookup (self->constants, &doubt->new_value);
  g_autofree char *lowest = dup_value (self->catalogue, PASAR_FIELD_PRICE, constant->lowest);
  g_autofree char *highest = dup_value (self->catalogue, PASAR_FIELD_PRICE, constant->highest);

  return g_strdup_printf (
      /* Translators: a number of items, their lowest price, their highest price, and the one that
         all of them are given */
      ngettext ("%1$'u item with a price from %2$s to %3$s gets the price %4$s.",
                "%1$'u items with prices from %2$s to %3$s all get the same price of %4$s.",
                constant->n_items),
      constant->n_items,
      lowest,
      highest,
      new_value);
}

static const char *
get_sold_out_text (PasarDoubts *self, const PasarDoubt *doubt)
{
  return doubt->key.model_id != 0 ? _ ("No variation of the item has any stock left.")
                                  : _ ("The item has no stock left.");
}

/**
 * pasar_catalogue_dup_moved_text:
 * @self: a catalogue
 * @field: %PASAR_FIELD_PRICE or %PASAR_FIELD_STOCK
 * @base: what the shop had when it was edited
 * @value: what it has now; the same as @base where stock was moved between locations
 *
 * Says what [flags@DoubtKinds.MOVED] means.
 *
 * Returns: (transfer full): a translated sentence
 */
char *
pasar_catalogue_dup_moved_text (PasarCatalogue *self, PasarField field, gint64 base, gint64 value)
{
  g_autofree char *before = NULL;
  g_autofree char *now = NULL;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  if (base == value)
    return g_strdup (
        _ ("Pieces have been moved between locations in the shop since you edited this."));
  before = dup_value (self, field, base);
  now = dup_value (self, field, value);
  /* Translators: both %s are a price or a stock, e.g. "440" and "430". */
  return g_strdup_printf (_ ("The shop had %s when you edited this, and has %s now."), before, now);
}

/**
 * pasar_doubts_dup_reason:
 * @self: what is doubted, done
 * @doubt: one of @self
 * @kind: one of its kinds
 *
 * Says why the value of a cell may be a slip.
 *
 * Returns: (transfer full): a translated sentence with the numbers
 */
char *
pasar_doubts_dup_reason (PasarDoubts *self, const PasarDoubt *doubt, PasarDoubtKinds kind)
{
  const PasarDoubtEntry *entry = (const PasarDoubtEntry *) doubt;
  g_autofree char *old_value = NULL;
  g_autofree char *new_value = NULL;

  g_return_val_if_fail (self != NULL && doubt != NULL, NULL);
  g_return_val_if_fail ((doubt->kinds & kind) == kind, NULL);

  old_value = dup_value (self->catalogue, doubt->field, doubt->old_value);
  new_value = dup_value (self->catalogue, doubt->field, doubt->new_value);
  switch (kind)
    {
    case PASAR_DOUBT_TEN_TIMES:
    case PASAR_DOUBT_HUNDRED_TIMES:
      return dup_times_text (doubt, old_value, new_value);
    case PASAR_DOUBT_DIGITS:
      return dup_digits_text (doubt, old_value, new_value);
    case PASAR_DOUBT_MOVED:
      return pasar_catalogue_dup_moved_text (self->catalogue,
                                             doubt->field,
                                             entry->base,
                                             doubt->old_value);
    case PASAR_DOUBT_COLUMN:
      return dup_column_text (entry->column, new_value);
    case PASAR_DOUBT_FALL:
    case PASAR_DOUBT_RISE:
      return dup_limit_text (entry, old_value, new_value);
    case PASAR_DOUBT_BELOW_COST:
    case PASAR_DOUBT_BELOW_FLOOR:
      return pasar_undercut_dup_text (self->catalogue,
                                      kind == PASAR_DOUBT_BELOW_COST ? PASAR_FIELD_COST
                                                                     : PASAR_FIELD_FLOOR,
                                      entry->limit);
    case PASAR_DOUBT_SIBLINGS:
    case PASAR_DOUBT_BATCH:
      return dup_apart_text (self, entry, kind);
    case PASAR_DOUBT_CONSTANT:
      return dup_constant_text (self, doubt, new_value);
    case PASAR_DOUBT_OUT_OF_STOCK:
      return g_strdup (get_sold_out_text (self, doubt));
    case PASAR_DOUBT_NONE:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* Without what others of them say better. */
static PasarDoubtKinds
get_told (PasarDoubtKinds kinds)
{
  const PasarDoubtKinds sizes = PASAR_DOUBT_HUNDRED_TIMES | PASAR_DOUBT_TEN_TIMES;
  const PasarDoubtKinds others = PASAR_DOUBT_SIBLINGS | PASAR_DOUBT_BATCH;
  PasarDoubtKinds told = kinds;

  if ((kinds & sizes) != 0)
    told &= ~others;
  else if ((kinds & PASAR_DOUBT_SIBLINGS) != 0)
    told &= ~PASAR_DOUBT_BATCH;
  if ((kinds & (sizes | PASAR_DOUBT_DIGITS | PASAR_DOUBT_CONSTANT | others)) != 0)
    told &= ~(PASAR_DOUBT_FALL | PASAR_DOUBT_RISE);
  return told;
}

/**
 * pasar_doubts_dup_text:
 * @self: what is doubted, done
 * @doubt: one of @self
 *
 * Says all that is to be said of a cell, the gravest first, and nothing twice.
 *
 * Returns: (transfer full): translated sentences
 */
char *
pasar_doubts_dup_text (PasarDoubts *self, const PasarDoubt *doubt)
{
  PasarDoubtKinds told;
  GString *text;

  g_return_val_if_fail (self != NULL && doubt != NULL, NULL);

  told = get_told (doubt->kinds);
  text = g_string_new (NULL);
  for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
    if ((told >> bit & 1) != 0)
      {
        g_autofree char *reason =
            pasar_doubts_dup_reason (self, doubt, (PasarDoubtKinds) (1 << bit));

        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", reason);
      }
  return g_string_free (text, FALSE);
}

static char *
dup_limit_heading (PasarDoubts *self, PasarDoubtKinds kind, guint n)
{
  if (kind == PASAR_DOUBT_FALL)
    /* Translators: a number of prices, and a percentage */
    return g_strdup_printf (ngettext ("%'u price falls by more than %u %%",
                                      "%'u prices fall by more than %u %%",
                                      n),
                            n,
                            self->limits.fall);
  /* Translators: a number of prices, and a percentage */
  return g_strdup_printf (ngettext ("%'u price rises by more than %u %%",
                                    "%'u prices rise by more than %u %%",
                                    n),
                          n,
                          self->limits.rise);
}

static const char *
get_heading (PasarDoubtKinds kind, guint n)
{
  switch (kind)
    {
    case PASAR_DOUBT_TEN_TIMES:
      /* Translators: %'u is a number of changes, here and in the next ones. */
      return ngettext ("%'u value changes about tenfold", "%'u values change about tenfold", n);
    case PASAR_DOUBT_HUNDRED_TIMES:
      return ngettext ("%'u value changes about a hundredfold",
                       "%'u values change about a hundredfold",
                       n);
    case PASAR_DOUBT_DIGITS:
      return ngettext ("%'u price has a digit swapped or doubled",
                       "%'u prices have a digit swapped or doubled",
                       n);
    case PASAR_DOUBT_MOVED:
      return ngettext ("%'u value changed in the shop since you edited it",
                       "%'u values changed in the shop since you edited them",
                       n);
    case PASAR_DOUBT_COLUMN:
      return ngettext ("%'u value reads like another column of its row",
                       "%'u values read like another column of their rows",
                       n);
    case PASAR_DOUBT_BELOW_COST:
      return ngettext ("%'u price is below its cost", "%'u prices are below their costs", n);
    case PASAR_DOUBT_BELOW_FLOOR:
      return ngettext ("%'u price is below its floor price",
                       "%'u prices are below their floor prices",
                       n);
    case PASAR_DOUBT_SIBLINGS:
      return ngettext ("%'u price changes unlike the other variations of its item",
                       "%'u prices change unlike the other variations of their items",
                       n);
    case PASAR_DOUBT_BATCH:
      return ngettext ("%'u price changes unlike the other prices",
                       "%'u prices change unlike the other prices",
                       n);
    case PASAR_DOUBT_CONSTANT:
      return ngettext ("%'u price becomes the same as that of other items",
                       "%'u prices of different items become the same",
                       n);
    case PASAR_DOUBT_OUT_OF_STOCK:
      return ngettext ("%'u row will be out of stock", "%'u rows will be out of stock", n);
    case PASAR_DOUBT_NONE:
    case PASAR_DOUBT_FALL:
    case PASAR_DOUBT_RISE:
    default:
      g_return_val_if_reached (NULL);
    }
}

/**
 * pasar_doubts_dup_heading:
 * @self: what is doubted
 * @kind: one kind
 * @n: how many cells of it there are in the group that is headed
 *
 * Heads the cells that share a doubt.
 *
 * Returns: (transfer full): a translated heading, e.g. "3 values change about tenfold"
 */
char *
pasar_doubts_dup_heading (PasarDoubts *self, PasarDoubtKinds kind, guint n)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (kind == PASAR_DOUBT_FALL || kind == PASAR_DOUBT_RISE)
    return dup_limit_heading (self, kind, n);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (get_heading (kind, n), n);
#pragma GCC diagnostic pop
}
