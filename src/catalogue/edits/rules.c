/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"

static gint64
read_limit (const PasarLimits *limits, PasarLimit limit)
{
  switch (limit)
    {
    case PASAR_LIMIT_MIN_PRICE:
      return limits->min[PASAR_FIELD_PRICE];
    case PASAR_LIMIT_MAX_PRICE:
      return limits->max[PASAR_FIELD_PRICE];
    case PASAR_LIMIT_MIN_STOCK:
      return limits->min[PASAR_FIELD_STOCK];
    case PASAR_LIMIT_MAX_STOCK:
      return limits->max[PASAR_FIELD_STOCK];
    case PASAR_LIMIT_WHOLESALE_PERCENT:
    default:
      return limits->min_wholesale_percent;
    }
}

/* What the category of the row says, else the shop in general; below 0: nothing is known. */
gint64
pasar_rules_get_limit (PasarCatalogue *self, guint row, PasarLimit limit)
{
  const gint64 categories[] = { pasar_catalogue_item_of (self, row)->category_id, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (categories) && g_hash_table_size (self->limits) > 0; i++)
    {
      const PasarLimits *limits = g_hash_table_lookup (self->limits, &categories[i]);
      const gint64 value = limits != NULL ? read_limit (limits, limit) : -1;

      if (value >= 0)
        return value;
    }
  return -1;
}

/* The highest price of which the cheapest wholesale price is still enough; PASAR_VALUE_MAX where
 * nothing is known. */
gint64
pasar_rules_get_wholesale_max (PasarCatalogue *self, guint row)
{
  const gint64 least = pasar_catalogue_item_of (self, row)->cheapest_wholesale;
  const gint64 percent = pasar_rules_get_limit (self, row, PASAR_LIMIT_WHOLESALE_PERCENT);

  return least > 0 && percent > 0 ? MIN (least * 100 / percent, PASAR_VALUE_MAX) : PASAR_VALUE_MAX;
}

/* Whatever the other models of the item cost. */
static PasarRule
check_price_alone (PasarCatalogue *self, guint row, gint64 value)
{
  const PasarItemSlot *item = pasar_catalogue_item_of (self, row);
  const gint64 min = pasar_rules_get_limit (self, row, PASAR_LIMIT_MIN_PRICE);
  const gint64 max = pasar_rules_get_limit (self, row, PASAR_LIMIT_MAX_PRICE);

  if (value <= 0)
    return PASAR_RULE_NEGATIVE_OR_ZERO_PRICE;
  if (min >= 0 && value < min)
    return PASAR_RULE_PRICE_BELOW_MIN;
  if (value > PASAR_VALUE_MAX || (max >= 0 && value > max))
    return PASAR_RULE_PRICE_ABOVE_MAX;
  if (item->wholesale_price == PASAR_NO_VALUE)
    return PASAR_RULE_OK;
  if (value <= item->wholesale_price)
    return PASAR_RULE_PRICE_BELOW_WHOLESALE;
  return value > pasar_rules_get_wholesale_max (self, row) ? PASAR_RULE_PRICE_FAR_ABOVE_WHOLESALE
                                                           : PASAR_RULE_OK;
}

static PasarRule
check_price (PasarCatalogue *self, guint row, gint64 value, PasarPriceRange range)
{
  const PasarRule rule = check_price_alone (self, row, value);

  if (rule != PASAR_RULE_OK)
    return rule;
  if (pasar_catalogue_item_of (self, row)->wholesale_price != PASAR_NO_VALUE
      && range.lowest != range.highest)
    return PASAR_RULE_PRICE_WHOLESALE_SAME;
  /* Shopee looks at all models of the item, those that are not sent included, and refuses the whole
   * call. */
  if (value < range.lowest_allowed || value > range.highest_allowed)
    return PASAR_RULE_PRICE_RATIO;

  return PASAR_RULE_OK;
}

/* A shop that keeps goods of its own beside those at Shopee has some that can be set. */
static gboolean
is_all_at_shopee (PasarCatalogue *self, guint row)
{
  return (pasar_catalogue_item_of (self, row)->flags & PASAR_ITEM_FBS) != 0
         && pasar_numbers_get (&self->rows.value[PASAR_FIELD_STOCK], row) <= 0;
}

static PasarRule
check_stock (PasarCatalogue *self, guint row, gint64 value)
{
  gint64 min = pasar_rules_get_limit (self, row, PASAR_LIMIT_MIN_STOCK);
  gint64 max = pasar_rules_get_limit (self, row, PASAR_LIMIT_MAX_STOCK);
  gint64 reserved = pasar_numbers_get (&self->rows.reserved, row);

  if (value < 0)
    return PASAR_RULE_STOCK_NEGATIVE;
  if (value > 0 && is_all_at_shopee (self, row))
    return PASAR_RULE_FULFILLED;
  /* FAQ 59: what the seller and Shopee hold together must cover what promotions reserve. */
  if (reserved > 0 && value < reserved - MAX (pasar_numbers_get (&self->rows.shopee_stock, row), 0))
    return PASAR_RULE_STOCK_RESERVED;
  /* Selling out is allowed whatever the least stock of a new item is. */
  if (min >= 0 && value != 0 && value < min)
    return PASAR_RULE_STOCK_BELOW_MIN;
  if (value > PASAR_VALUE_MAX || (max >= 0 && value > max))
    return PASAR_RULE_STOCK_ABOVE_MAX;

  return PASAR_RULE_OK;
}

static gboolean
status_allows_edits (PasarStatus status)
{
  switch (status)
    {
    case PASAR_STATUS_NORMAL:
    case PASAR_STATUS_UNLIST:
    case PASAR_STATUS_UNKNOWN:
      return TRUE;
    case PASAR_STATUS_REVIEWING:
    case PASAR_STATUS_BANNED:
    case PASAR_STATUS_SELLER_DELETE:
    case PASAR_STATUS_SHOPEE_DELETE:
    case PASAR_STATUS_DELETED:
    default:
      return FALSE;
    }
}

/* The rule that any value breaks. */
PasarRule
pasar_rules_find_lock (PasarCatalogue *self, guint row, PasarField field)
{
  const PasarItemSlot *item = pasar_catalogue_item_of (self, row);
  const guint flags = self->rows.flags[row];

  if ((flags & PASAR_ROW_GONE) != 0)
    return PASAR_RULE_GONE;
  if (self->digits == PASAR_DIGITS_UNKNOWN)
    return PASAR_RULE_REGION;
  /* The shop knows nothing of it. */
  if (pasar_field_is_local (field))
    return PASAR_RULE_OK;
  if (!status_allows_edits (item->status))
    return PASAR_RULE_STATUS;
  /* FAQ 140: most kinds of promotion lock the price from the moment they are scheduled. */
  if (field == PASAR_FIELD_PRICE && (flags & (PASAR_ROW_UPCOMING | PASAR_ROW_ONGOING)) != 0)
    return PASAR_RULE_PRICE_PROMOTION;
  if (field != PASAR_FIELD_PRICE && (item->flags & PASAR_ITEM_KIT) != 0)
    return PASAR_RULE_KIT;
  if (field != PASAR_FIELD_PRICE && self->is_on_holiday)
    return PASAR_RULE_HOLIDAY;
  if (field != PASAR_FIELD_PRICE && pasar_catalogue_row_get_lock (self, row).stock_until != 0)
    return PASAR_RULE_STOCK_PROMOTION;
  if (pasar_field_is_location (field)
      && pasar_staged_read_shop (self, row, field) == PASAR_NO_VALUE)
    return PASAR_RULE_LOCATION;
  return PASAR_RULE_OK;
}

/* Whether nothing but the prices of other models can hold a price back. */
gboolean
pasar_rules_allow_price (PasarCatalogue *self, guint row, gint64 value)
{
  return pasar_rules_find_lock (self, row, PASAR_FIELD_PRICE) == PASAR_RULE_OK
         && check_price_alone (self, row, value) == PASAR_RULE_OK;
}

/* What is wrong with a stock at a location by itself. */
static PasarRule
check_location (PasarCatalogue *self, guint row, PasarField field, gint64 value)
{
  const PasarRule lock = pasar_rules_find_lock (self, row, field);

  if (lock != PASAR_RULE_OK && !pasar_rule_is_promotion (lock))
    return lock;
  if (value < 0)
    return PASAR_RULE_STOCK_NEGATIVE;
  return value > PASAR_VALUE_MAX ? PASAR_RULE_STOCK_ABOVE_MAX : lock;
}

/* The first thing that is wrong at any location of a row. */
static PasarRule
check_split (PasarCatalogue *self, guint row)
{
  const PasarSplit *split = pasar_split_find (self, pasar_catalogue_row_get_key (self, row));

  for (guint i = 0; i < split->stocks->len; i++)
    {
      const PasarSplitStock *stock = &g_array_index (split->stocks, PasarSplitStock, i);
      const PasarRule rule = check_location (self,
                                             row,
                                             (PasarField) (PASAR_FIELD_LOCATION + stock->location),
                                             stock->staged);

      if (rule != PASAR_RULE_OK)
        return rule;
    }
  return PASAR_RULE_OK;
}

/* The rule that a stock at a location breaks, or the sum of the row, which it makes so many pieces
 * more. */
PasarRule
pasar_rules_check_location (PasarCatalogue *self,
                            guint row,
                            PasarField field,
                            gint64 value,
                            gint64 n_more)
{
  const PasarRule rule = check_location (self, row, field, value);
  const gint64 sum = pasar_catalogue_effective (self, row, PASAR_FIELD_STOCK);

  return rule != PASAR_RULE_OK || sum == PASAR_NO_VALUE ? rule
                                                        : check_stock (self, row, sum + n_more);
}

/* The rule that a stock at a location breaks, as much as the sum that it leads to. */
static PasarRule
check_in_sum (PasarCatalogue *self, guint row, PasarField field, gint64 value)
{
  const gint64 now = pasar_staged_read_effective (self, row, field);

  return pasar_rules_check_location (self,
                                     row,
                                     field,
                                     value,
                                     value - (now != PASAR_NO_VALUE ? now : 0));
}

/* A value that the shop will not take either when the promotion has ended does not wait for that.
 * What its siblings and its reserved pieces are by then nobody knows. */
static PasarRule
check_postponed (PasarCatalogue *self, guint row, PasarField field, gint64 value, PasarRule lock)
{
  const PasarRule rule = field == PASAR_FIELD_PRICE ? check_price_alone (self, row, value)
                                                    : check_stock (self, row, value);

  return rule == PASAR_RULE_OK || rule == PASAR_RULE_STOCK_RESERVED ? lock : rule;
}

/* The rule that @value breaks; @range: prices of the item with @value among them, of a stock
 * ignored. */
PasarRule
pasar_rules_check (PasarCatalogue *self,
                   guint row,
                   PasarField field,
                   gint64 value,
                   PasarPriceRange range)
{
  PasarRule lock;

  if (pasar_field_is_location (field))
    return check_in_sum (self, row, field, value);
  lock = pasar_rules_find_lock (self, row, field);
  if (pasar_rule_is_promotion (lock))
    return check_postponed (self, row, field, value, lock);
  if (lock != PASAR_RULE_OK)
    return lock;
  return field == PASAR_FIELD_PRICE ? check_price (self, row, value, range)
                                    : check_stock (self, row, value);
}

/* The rule that what is staged breaks. */
static PasarRule
check_staged (PasarCatalogue *self, guint row, PasarField field, PasarPriceRange range)
{
  const gint64 staged = pasar_numbers_get (&self->rows.staged[field], row);
  PasarRule rule = PASAR_RULE_OK;

  if (staged == PASAR_NO_VALUE)
    return PASAR_RULE_OK;
  if (field == PASAR_FIELD_STOCK && (self->rows.flags[row] & PASAR_ROW_SPLIT) != 0)
    rule = check_split (self, row);
  return rule != PASAR_RULE_OK ? rule : pasar_rules_check (self, row, field, staged, range);
}

/* Checks all that is staged in an item. */
static void
recheck_item (PasarCatalogue *self, guint32 item)
{
  const PasarItemSlot *slot = pasar_catalogue_item (self, item);
  PasarPriceRange range = pasar_ratio_get_range (self, item, PASAR_NO_ROW, 0);

  if (!pasar_catalogue_is_alive (self, slot->first_row))
    return;

  for (guint row = slot->first_row; row <= slot->first_row + slot->n_models; row++)
    {
      for (guint field = 0; field < PASAR_N_FIELDS; field++)
        self->rows.rule[field][row] = (guint8) check_staged (self, row, (PasarField) field, range);
      pasar_catalogue_update_counts (self, row);
    }
}

/* Checks what is staged in the items that were marked as dirty. */
void
pasar_rules_recheck (PasarCatalogue *self)
{
  for (guint i = 0; i < self->dirty_items->len; i++)
    recheck_item (self, g_array_index (self->dirty_items, guint32, i));
  g_array_set_size (self->dirty_items, 0);
}

/* All models of a header get the value: so they are their own range. */
static PasarRule
check_header (PasarCatalogue *self, guint row, PasarField field, gint64 value, guint *which)
{
  guint n = pasar_catalogue_item_of (self, row)->n_models;
  PasarPriceRange range = { value, value, value, value };

  for (guint i = 1; i <= n; i++)
    {
      PasarRule rule = pasar_rules_check (self, row + i, field, value, range);

      if (rule != PASAR_RULE_OK && rule != PASAR_RULE_GONE && rule != PASAR_RULE_LOCATION)
        {
          *which = row + i;
          return rule;
        }
    }

  return PASAR_RULE_OK;
}

/* which: the row that breaks it, other than row itself when row is a header. */
static PasarRule
check_row (PasarCatalogue *self, guint row, PasarField field, gint64 value, guint *which)
{
  *which = row;
  if (!pasar_catalogue_is_alive (self, row) || value == PASAR_NO_VALUE)
    return PASAR_RULE_OK;
  if ((self->rows.flags[row] & PASAR_ROW_HEADER) != 0)
    return check_header (self, row, field, value, which);

  return pasar_rules_check (self,
                            row,
                            field,
                            value,
                            field == PASAR_FIELD_PRICE
                                ? pasar_ratio_get_range (self, self->rows.item[row], row, value)
                                : (PasarPriceRange){ 0 });
}

/**
 * pasar_catalogue_check:
 * @self: a catalogue
 * @row: a row; of a header all its models are meant
 * @field: what would be changed
 * @value: the value it would get
 *
 * Checks all that the shop is known to refuse. %PASAR_RULE_DECIMALS is never found here: only the
 * shop can tell.
 *
 * Returns: the rule that @value breaks, the other models having their effective values;
 * %PASAR_RULE_OK for none
 */
PasarRule
pasar_catalogue_check (PasarCatalogue *self, guint row, PasarField field, gint64 value)
{
  guint which;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_RULE_OK);

  return check_row (self, row, field, value, &which);
}

/* The row, or of a header the first of its models, where what is staged in the cell breaks a rule;
 * before those that only wait, others. PASAR_NO_ROW for none. */
static guint
find_problem (PasarCatalogue *self, guint row, PasarField field, PasarRule *rule)
{
  PasarRule postponed_by = PASAR_RULE_OK;
  guint postponed = PASAR_NO_ROW;
  const guint n = pasar_field_is_local (field) ? 0 : pasar_catalogue_get_n_rows_of (self, row);

  for (guint i = row; i < row + n; i++)
    {
      *rule = (PasarRule) self->rows.rule[pasar_field_get_answered (field)][i];
      if (*rule == PASAR_RULE_OK)
        continue;
      if (pasar_field_is_location (field))
        *rule = pasar_split_is_staged (self, i, (guint) (field - PASAR_FIELD_LOCATION))
                    ? check_in_sum (self, i, field, pasar_staged_read_effective (self, i, field))
                    : PASAR_RULE_OK;
      if (*rule != PASAR_RULE_OK && !pasar_rule_is_promotion (*rule))
        return i;
      if (*rule != PASAR_RULE_OK && postponed == PASAR_NO_ROW)
        {
          postponed = i;
          postponed_by = *rule;
        }
    }
  *rule = postponed_by;
  return postponed;
}

/**
 * pasar_catalogue_find_problem:
 * @self: a catalogue
 * @row: a row
 * @field: which value, also the stock at a location
 *
 * What is wrong with a stock as a whole is wrong with each location where some is staged.
 *
 * Returns: the rule that the staged value breaks; of a header the first one of its models
 */
PasarRule
pasar_catalogue_find_problem (PasarCatalogue *self, guint row, PasarField field)
{
  PasarRule rule = PASAR_RULE_OK;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), PASAR_RULE_OK);

  return pasar_catalogue_is_alive (self, row)
                 && find_problem (self, row, field, &rule) != PASAR_NO_ROW
             ? rule
             : PASAR_RULE_OK;
}

/**
 * pasar_catalogue_row_dup_problem_text:
 * @self: a catalogue
 * @row: a row; of a header the first problem of its models
 * @field: which value
 *
 * What is wrong with the staged value: the rule that it breaks, else what the shop answered to it.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when nothing is wrong
 */
char *
pasar_catalogue_row_dup_problem_text (PasarCatalogue *self, guint row, PasarField field)
{
  PasarRule rule;
  guint which;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  field = pasar_field_get_edited (field);
  if (!pasar_catalogue_is_alive (self, row))
    return NULL;
  which = find_problem (self, row, field, &rule);
  if (which == PASAR_NO_ROW)
    return g_strdup (pasar_catalogue_read_field (self, row, field).refusal);
  if (pasar_rule_is_promotion (rule))
    return pasar_rules_dup_postponed_text (self, which, rule);
  return pasar_rules_dup_text (self, which, pasar_staged_read_effective (self, which, field), rule);
}

/**
 * pasar_catalogue_dup_rule_text:
 * @self: a catalogue
 * @row: a row; of a header all its models are meant
 * @field: what would be changed
 * @value: the value it would get
 *
 * Says in words, with the limit or the sibling that matters, why a value would be refused.
 *
 * Returns: (transfer full) (nullable): a translated sentence for what [method@Catalogue.check]
 * finds; %NULL for nothing
 */
char *
pasar_catalogue_dup_rule_text (PasarCatalogue *self, guint row, PasarField field, gint64 value)
{
  guint which;
  PasarRule rule;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  rule = check_row (self, row, field, value, &which);
  return pasar_rules_dup_text (self, which, value, rule);
}

/**
 * pasar_catalogue_is_locked:
 * @self: a catalogue
 * @row: a row; of a header all its models are meant
 * @field: what would be changed
 *
 * A cell that is locked says so before anything is typed.
 *
 * Returns: whether the shop takes no other value at all: of a header, for none of its models
 */
gboolean
pasar_catalogue_is_locked (PasarCatalogue *self, guint row, PasarField field)
{
  guint first;
  guint n;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), TRUE);

  field = pasar_field_get_edited (field);
  if (!pasar_catalogue_is_alive (self, row))
    return FALSE;
  n = pasar_catalogue_get_edited (self, row, &first);
  for (guint i = first; i < first + n; i++)
    {
      if (pasar_rules_find_lock (self, i, field) == PASAR_RULE_OK)
        return FALSE;
    }
  return n > 0;
}

/**
 * pasar_catalogue_dup_lock_text:
 * @self: a catalogue
 * @row: a row; of a header all its models are meant
 * @field: what would be changed
 *
 * Says in words why [method@Catalogue.is_locked] is so.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when it is not locked
 */
char *
pasar_catalogue_dup_lock_text (PasarCatalogue *self, guint row, PasarField field)
{
  guint first;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  field = pasar_field_get_edited (field);
  if (!pasar_catalogue_is_locked (self, row, field))
    return NULL;
  pasar_catalogue_get_edited (self, row, &first);
  return pasar_rules_dup_text (self,
                               first,
                               PASAR_NO_VALUE,
                               pasar_rules_find_lock (self, first, field));
}
