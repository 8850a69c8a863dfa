/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/price-plan-private.h"

typedef enum
{
  IS_SET = 1 << 0,
  IS_CHECKED = 1 << 1, /* of the first row of an item */
} Marks;

typedef struct
{
  gint64 to;
  guint8 marks;
  guint8 rule;
} PlannedPrice;

struct _PasarPricePlan
{
  PasarCatalogue *catalogue; /* (owned) */
  PlannedPrice *prices;      /* (owned) by row */
};

PasarPricePlan *
pasar_price_plan_new (PasarCatalogue *catalogue)
{
  PasarPricePlan *self = g_new (PasarPricePlan, 1);

  self->catalogue = g_object_ref (catalogue);
  self->prices = g_new0 (PlannedPrice, catalogue->rows.n);
  return self;
}

void
pasar_price_plan_free (PasarPricePlan *self)
{
  g_object_unref (self->catalogue);
  g_free (self->prices);
  g_free (self);
}

void
pasar_price_plan_set (PasarPricePlan *self, guint row, gint64 to)
{
  self->prices[row] = (PlannedPrice){ .to = to, .marks = IS_SET };
}

/* Sets what is staged in an item to what is planned, which then is what was staged. */
static void
swap_prices (PasarPricePlan *self, const PasarItemSlot *item)
{
  PasarNumbers *staged = &self->catalogue->rows.staged[PASAR_FIELD_PRICE];

  for (guint row = item->first_row; row <= item->first_row + item->n_models; row++)
    {
      const gint64 old = pasar_numbers_get (staged, row);

      if ((self->prices[row].marks & IS_SET) == 0)
        continue;
      pasar_numbers_set (staged, row, self->prices[row].to);
      self->prices[row].to = old;
    }
}

static void
check_item (PasarPricePlan *self, guint32 item)
{
  PasarCatalogue *catalogue = self->catalogue;
  const PasarItemSlot *slot = pasar_catalogue_item (catalogue, item);
  PasarPriceRange range;

  self->prices[slot->first_row].marks |= IS_CHECKED;
  swap_prices (self, slot);
  range = pasar_ratio_get_range (catalogue, item, PASAR_NO_ROW, 0);
  for (guint row = slot->first_row; row <= slot->first_row + slot->n_models; row++)
    {
      if ((self->prices[row].marks & IS_SET) != 0)
        self->prices[row].rule = (guint8)
            pasar_rules_check (catalogue,
                               row,
                               PASAR_FIELD_PRICE,
                               pasar_catalogue_effective (catalogue, row, PASAR_FIELD_PRICE),
                               range);
    }
  swap_prices (self, slot);
}

/* An item is checked once for all of its rows. */
PasarRule
pasar_price_plan_check (PasarPricePlan *self, guint row)
{
  const guint32 item = self->catalogue->rows.item[row];

  if ((self->prices[pasar_catalogue_item (self->catalogue, item)->first_row].marks & IS_CHECKED)
      == 0)
    check_item (self, item);
  return (PasarRule) self->prices[row].rule;
}
