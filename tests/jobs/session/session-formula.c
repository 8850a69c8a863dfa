/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "session-formula.h"

/* Of the price in its unit, "12.50"; of the stock "12". */
static char *
dup_amount (gint64 field, gint64 amount)
{
  if (field != PASAR_FIELD_PRICE)
    return g_strdup_printf ("%" G_GINT64_FORMAT, amount);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%02" G_GINT64_FORMAT, amount / 100, amount % 100);
}

Formula
formula_make (gint64 field, gboolean in_bulk)
{
  static const char *const columns[MODEL_N_FIELDS] = { "price",
                                                       "stock",
                                                       "stock_sga",
                                                       "stock_sgb",
                                                       "stock_sgc" };
  Formula self = { .amount = rand_value (field) };
  g_autofree char *amount = dup_amount (field, self.amount);

  switch (g_test_rand_int_range (0, in_bulk ? 7 : 5))
    {
    case 0:
    case 1:
      self.kind = FORMULA_SET;
      g_snprintf (self.text, sizeof self.text, "%s", amount);
      break;
    case 2:
      self.kind = FORMULA_PERCENT;
      self.amount = rand_in (-40, 40);
      g_snprintf (self.text, sizeof self.text, "%+d%%", (int) self.amount);
      break;
    case 3:
      self.kind = FORMULA_TIMES;
      self.amount = rand_in (50, 150);
      g_snprintf (self.text,
                  sizeof self.text,
                  "*%d.%02d",
                  (int) self.amount / 100,
                  (int) self.amount % 100);
      break;
    case 4:
      self.kind = FORMULA_MAX_OF;
      g_snprintf (self.text, sizeof self.text, "=max(%s; %s)", columns[field], amount);
      break;
    default:
      self.kind = FORMULA_ADD;
      g_snprintf (self.text, sizeof self.text, "%c%s", g_test_rand_bit () ? '+' : '-', amount);
      self.amount = self.text[0] == '-' ? -self.amount : self.amount;
    }
  return self;
}

/* To the nearest, a tie goes up; nothing can be less than 0. */
static gint64
get_hundredths (gint64 value, gint64 hundredths)
{
  return (2 * value * hundredths + 100) / 200;
}

gint64
formula_evaluate (const Formula *self, gint64 value)
{
  gint64 result;

  switch (self->kind)
    {
    case FORMULA_PERCENT:
      return get_hundredths (value, 100 + self->amount);
    case FORMULA_TIMES:
      return get_hundredths (value, self->amount);
    case FORMULA_ADD:
      result = value + self->amount;
      return result >= 0 ? result : PASAR_NO_VALUE;
    case FORMULA_MAX_OF:
      return MAX (value, self->amount);
    case FORMULA_SET:
    default:
      return self->amount;
    }
}
