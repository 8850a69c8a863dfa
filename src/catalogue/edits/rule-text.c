/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>

/* What the rules say, with the limit or the sibling that matters. */

static char *
dup_reserved_text (PasarCatalogue *self, guint row)
{
  gint64 reserved = pasar_numbers_get (&self->rows.reserved, row);
  gint64 shopee = MAX (pasar_numbers_get (&self->rows.shopee_stock, row), 0);
  gint64 least = MAX (reserved - shopee, 0);
  char reserved_text[64];
  char least_text[64];

  pasar_money_format_to (reserved, 0, NULL, reserved_text, sizeof reserved_text);
  pasar_money_format_to (least, 0, NULL, least_text, sizeof least_text);
  return g_strdup_printf (
      /* Translators: both %s are numbers of pieces */
      _ ("Promotions have reserved %s pieces, so the stock must be at least %s."),
      reserved_text,
      least_text);
}

static char *
dup_price_rule_text (PasarCatalogue *self, guint row, gint64 value, PasarRule rule)
{
  g_autofree char *limit = NULL;

  if (rule == PASAR_RULE_PRICE_BELOW_MIN)
    {
      limit = pasar_catalogue_dup_price (self,
                                         pasar_rules_get_limit (self, row, PASAR_LIMIT_MIN_PRICE));
      /* Translators: %s is a price with its currency */
      return g_strdup_printf (_ ("The price must be at least %s here."), limit);
    }
  if (rule == PASAR_RULE_PRICE_ABOVE_MAX)
    {
      gint64 max = pasar_rules_get_limit (self, row, PASAR_LIMIT_MAX_PRICE);

      limit = pasar_catalogue_dup_price (self, max >= 0 ? max : PASAR_VALUE_MAX);
      /* Translators: %s is a price with its currency */
      return g_strdup_printf (_ ("The price may be at most %s here."), limit);
    }
  if (rule == PASAR_RULE_PRICE_BELOW_WHOLESALE)
    {
      limit =
          pasar_catalogue_dup_price (self, pasar_catalogue_item_of (self, row)->wholesale_price);
      /* Translators: %s is a price with its currency */
      return g_strdup_printf (_ ("The price must be above the wholesale price of %s."), limit);
    }
  if (rule == PASAR_RULE_PRICE_FAR_ABOVE_WHOLESALE)
    {
      limit = pasar_catalogue_dup_price (self, pasar_rules_get_wholesale_max (self, row));
      return g_strdup_printf (
          /* Translators: %d is a number of percent, %s is a price with its currency */
          _ ("A wholesale price must be at least %d %% of the price, so the price may be at most %s."),
          (int) pasar_rules_get_limit (self, row, PASAR_LIMIT_WHOLESALE_PERCENT),
          limit);
    }

  return pasar_ratio_dup_text (self, row, value);
}

static char *
dup_stock_limit_text (PasarCatalogue *self, guint row, PasarRule rule)
{
  gboolean above = rule == PASAR_RULE_STOCK_ABOVE_MAX;
  gint64 limit =
      pasar_rules_get_limit (self, row, above ? PASAR_LIMIT_MAX_STOCK : PASAR_LIMIT_MIN_STOCK);
  char text[64];

  pasar_money_format_to (limit >= 0 ? limit : PASAR_VALUE_MAX, 0, NULL, text, sizeof text);
  /* Translators: %s is a number of pieces */
  return g_strdup_printf (above ? _ ("The stock may be at most %s here.")
                                : _ ("The stock must be at least %s here, or none."),
                          text);
}

/* (nullable) */
static char *
dup_time (gint64 unix_secs)
{
  g_autoptr (GDateTime) time = unix_secs > 0 ? g_date_time_new_from_unix_local (unix_secs) : NULL;

  return time != NULL ? g_date_time_format (time, "%x %H:%M") : NULL;
}

static char *
dup_price_lock_text (PasarCatalogue *self, guint row)
{
  const PasarPromotionLock lock = pasar_catalogue_row_get_lock (self, row);
  const gboolean is_running = (self->rows.flags[row] & PASAR_ROW_ONGOING) != 0;
  g_autofree char *until = dup_time (lock.until);

  if (until == NULL || lock.kind == NULL || *lock.kind == '\0')
    return g_strdup (
        is_running
            ? _ ("It is in a promotion. The price can be changed when the promotion has ended.")
            : _ (
                "A promotion is planned for it. The price can be changed when the promotion has ended or is cancelled."));
  return g_strdup_printf (
      /* Translators: what Shopee calls a promotion, e.g. Flash Sale, and date and time */
      is_running ? _ ("It is in a promotion, “%s”, which locks the price until %s.")
                 /* Translators: what Shopee calls a promotion, e.g. Flash Sale, and date and time
                  */
                 : _ ("A promotion is planned for it, “%s”, which locks the price until %s."),
      lock.kind,
      until);
}

static char *
dup_stock_lock_text (PasarCatalogue *self, guint row)
{
  g_autofree char *until = dup_time (pasar_catalogue_row_get_lock (self, row).stock_until);

  if (until == NULL)
    return g_strdup (
        _ ("It is in a promotion. The stock can be changed when the promotion has ended."));
  /* Translators: %s is date and time */
  return g_strdup_printf (_ ("A flash sale locks the stock until %s."), until);
}

/* What a staged value waits for. */
char *
pasar_rules_dup_postponed_text (PasarCatalogue *self, guint row, PasarRule rule)
{
  const PasarPromotionLock lock = pasar_catalogue_row_get_lock (self, row);
  const gboolean is_stock = rule == PASAR_RULE_STOCK_PROMOTION;
  g_autofree char *until = dup_time (is_stock ? lock.stock_until : lock.until);

  if (until == NULL)
    return g_strdup (_ ("Waits until the promotion has ended."));
  if (is_stock || lock.kind == NULL || *lock.kind == '\0')
    return g_strdup_printf (is_stock
                                /* Translators: of a change; %s is date and time */
                                ? _ ("Waits until %s, when the flash sale ends.")
                                /* Translators: of a change; %s is date and time */
                                : _ ("Waits until %s, when the promotion ends."),
                            until);
  /* Translators: of a change; date and time, and what Shopee calls a promotion, e.g. Flash Sale */
  return g_strdup_printf (_ ("Waits until %s, when “%s” ends."), until, lock.kind);
}

static char *
dup_status_text (PasarCatalogue *self, guint row)
{
  return g_strdup_printf (
      /* Translators: %s is a status: In review, Banned, Deleted … */
      _ ("Shopee takes no changes of this item now. Its status is: %s."),
      pasar_status_to_label (pasar_catalogue_item_of (self, row)->status));
}

/* Why a row cannot have the value. */
char *
pasar_rules_dup_text (PasarCatalogue *self, guint row, gint64 value, PasarRule rule)
{
  switch (rule)
    {
    case PASAR_RULE_OK:
      return NULL;
    case PASAR_RULE_NEGATIVE_OR_ZERO_PRICE:
      return g_strdup (_ ("The price must be more than 0."));
    case PASAR_RULE_DECIMALS:
      return g_strdup_printf (
          /* Translators: %s is a currency, e.g. SGD; %u how many decimals */
          ngettext ("Prices in %s have %u decimal.",
                    "Prices in %s have %u decimals.",
                    self->digits),
          self->currency,
          self->digits);
    case PASAR_RULE_PRICE_BELOW_MIN:
    case PASAR_RULE_PRICE_ABOVE_MAX:
    case PASAR_RULE_PRICE_BELOW_WHOLESALE:
    case PASAR_RULE_PRICE_FAR_ABOVE_WHOLESALE:
    case PASAR_RULE_PRICE_RATIO:
      return dup_price_rule_text (self, row, value, rule);
    case PASAR_RULE_PRICE_WHOLESALE_SAME:
      return g_strdup (
          _ ("The item has wholesale prices, so all its variations must have the same price."));
    case PASAR_RULE_PRICE_PROMOTION:
      return dup_price_lock_text (self, row);
    case PASAR_RULE_STOCK_NEGATIVE:
      return g_strdup (_ ("The stock cannot be less than 0."));
    case PASAR_RULE_STOCK_BELOW_MIN:
    case PASAR_RULE_STOCK_ABOVE_MAX:
      return dup_stock_limit_text (self, row, rule);
    case PASAR_RULE_STOCK_RESERVED:
      return dup_reserved_text (self, row);
    case PASAR_RULE_STOCK_PROMOTION:
      return dup_stock_lock_text (self, row);
    case PASAR_RULE_KIT:
      return g_strdup (
          _ ("It is a kit: its stock follows from the stock of its parts. Change theirs."));
    case PASAR_RULE_FULFILLED:
      return g_strdup (
          _ ("Shopee keeps and sends out this item, so your own stock of it must be 0."));
    case PASAR_RULE_HOLIDAY:
      return g_strdup (
          _ ("The shop is in holiday mode. The stock can be changed when that is switched off."));
    case PASAR_RULE_STATUS:
      return dup_status_text (self, row);
    case PASAR_RULE_REGION:
      return g_strdup (pasar_catalogue_get_read_only_reason (self));
    case PASAR_RULE_GONE:
      return g_strdup (
          (self->rows.flags[row] & PASAR_ROW_MODEL) != 0
              ? _ ("The shop does not have this variation any more. Discard the change.")
              : _ ("The shop does not have this item any more. Discard the change."));
    case PASAR_RULE_LOCATION:
      return g_strdup (
          _ ("The shop does not keep it at this location, so no stock can be set there."));
    default:
      return NULL;
    }
}
