/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/private.h"
#include "catalogue/table/margin.h"
#include "catalogue/values/yes-no.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Characters of a text. */
#define MAX_TEXT 500
/* Of the price that leaves a margin. */
#define BEFORE_MARGIN "=cost/(1-("

/* A price with its currency. */
char *
pasar_catalogue_dup_price (PasarCatalogue *self, gint64 value)
{
  g_autofree char *amount = pasar_money_format (value, self->digits, NULL);

  return self->currency[0] != '\0' ? g_strdup_printf ("%s %s", self->currency, amount)
                                   : g_steal_pointer (&amount);
}

/* The item, and the variation of a model. */
char *
pasar_catalogue_dup_row_name (PasarCatalogue *catalogue, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

  return info.is_model ? g_strdup_printf ("%s, %s", info.name, info.variation)
                       : g_strdup (info.name);
}

/**
 * pasar_catalogue_get_read_only_reason:
 * @self: a catalogue
 *
 * A shop of a region without a known currency is only shown: money whose decimals are not known is
 * never rounded.
 *
 * Returns: (transfer none) (nullable): a translated sentence on why nothing of the shop can be
 * changed; %NULL when it can
 */
const char *
pasar_catalogue_get_read_only_reason (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  if (self->digits != PASAR_DIGITS_UNKNOWN)
    return NULL;
  return _ (
      "This shop can only be looked at: Pasar does not know its region, nor how many decimals "
      "its prices have.");
}

/* (element-type PasarExpressionColumn): what expressions may name. */
GArray *
pasar_catalogue_list_named (PasarCatalogue *self, PasarColumn target, guint *target_index)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (PasarExpressionColumn));
  const guint n = pasar_catalogue_get_n_columns (self);

  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (self, i);
      const PasarExpressionColumn column = { info->column,
                                             info->name,
                                             pasar_column_info_get_local_name (info),
                                             info->unit };

      if (info->name == NULL || info->type == PASAR_COLUMN_TEXT)
        continue;
      if (info->column == target)
        *target_index = columns->len;
      g_array_append_val (columns, column);
    }
  return columns;
}

/* Who types 25 for a percentage means 25 %, which cannot be less or more of it without a sign. */
static char *
dup_as_share (const char *text)
{
  g_autofree char *stripped = pasar_number_strip (text);
  const gsize n = strspn (stripped, "0123456789.,");
  g_autofree char *unit = pasar_number_strip (stripped + n);

  return n > 0 && (*unit == '\0' || g_str_equal (unit, "%"))
             ? g_strdup_printf ("=%.*s%%", (int) n, stripped)
             : g_strdup (text);
}

/* The price that leaves a margin, as a formula: computed exactly, and rounded once. What was typed
 * begins at @skip of @text, and at @start of the result. */
static char *
dup_price_of_margin (PasarCatalogue *self, const char *text, gsize *start, gsize *skip)
{
  g_autofree char *stripped = pasar_number_strip (text);
  const gsize n = strspn (stripped, "0123456789.,");
  g_autofree char *unit = pasar_number_strip (stripped + n);
  const gboolean is_share = n > 0 && (*unit == '\0' || g_str_equal (unit, "%"));
  g_autofree char *fee = pasar_number_dup_short (self->fee, 4, NULL);

  if (!is_share && *stripped != '=')
    return NULL;
  *start = strlen (BEFORE_MARGIN);
  *skip = is_share ? 0 : 1;
  return is_share ? g_strdup_printf (BEFORE_MARGIN "%.*s/100)-%s)", (int) n, stripped, fee)
                  : g_strdup_printf (BEFORE_MARGIN "%s)-%s)", stripped + 1, fee);
}

static PasarExpression *
parse_margin (PasarCatalogue *self,
              gboolean in_bulk,
              const char *text,
              gsize *place,
              GError **error)
{
  gsize start;
  gsize skip;
  g_autofree char *formula = dup_price_of_margin (self, text, &start, &skip);
  PasarExpression *expression;

  if (formula == NULL)
    {
      if (place != NULL)
        *place = 0;
      g_set_error_literal (error,
                           PASAR_INPUT_ERROR,
                           PASAR_INPUT_ERROR_AMBIGUOUS,
                           /* Translators: target_margin is a word that is not translated */
                           _ ("Write a margin like 25%, or a formula like =target_margin."));
      return NULL;
    }
  expression = pasar_catalogue_parse (self, PASAR_FIELD_PRICE, in_bulk, formula, place, error);
  if (expression == NULL && place != NULL)
    *place = MIN (*place > start ? *place - start + skip : 0, strlen (text));
  return expression;
}

/**
 * pasar_catalogue_parse:
 * @self: a catalogue
 * @field: what it is typed for; something with numbers
 * @in_bulk: whether for many values at once, as for pasar_expression_new()
 * @text: what was typed or pasted
 * @place: (out) (optional): where in @text the error is, in bytes
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads what is to be done to values, with the currency and the columns of the shop and the numbers
 * of the locale. What is typed for a margin becomes what is to be done to the price.
 *
 * Returns: (transfer full) (nullable): the expression; %NULL with @error
 */
PasarExpression *
pasar_catalogue_parse (PasarCatalogue *self,
                       PasarField field,
                       gboolean in_bulk,
                       const char *text,
                       gsize *place,
                       GError **error)
{
  g_autoptr (GArray) columns = NULL;
  g_autofree char *share = NULL;
  PasarExpressionContext context = { .in_bulk = in_bulk };

  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  g_return_val_if_fail (pasar_field_is_number (field), NULL);

  if (field == PASAR_FIELD_MARGIN)
    return parse_margin (self, in_bulk, text, place, error);
  if (pasar_catalogue_get_read_only_reason (self) != NULL)
    {
      if (place != NULL)
        *place = 0;
      g_set_error_literal (error,
                           PASAR_INPUT_ERROR,
                           PASAR_INPUT_ERROR_READ_ONLY,
                           pasar_catalogue_get_read_only_reason (self));
      return NULL;
    }
  columns = pasar_catalogue_list_named (self, pasar_column_for_field (field), &context.target);
  context.columns = (const PasarExpressionColumn *) (gpointer) columns->data;
  context.n_columns = columns->len;
  context.currency = self->currency;
  context.digits = self->digits;
  if (context.columns[context.target].unit == PASAR_UNIT_PERCENT)
    text = share = dup_as_share (text);
  return pasar_expression_new (text, &context, place, error);
}

/* (transfer full) (nullable): the text as a field that holds texts takes it: on one line. */
char *
pasar_catalogue_dup_line (const char *text, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  for (char *p = valid; *p != '\0'; p++)
    *p = (char) (g_ascii_iscntrl (*p) ? ' ' : *p);
  g_strstrip (valid);
  if (g_utf8_strlen (valid, -1) <= MAX_TEXT)
    return g_steal_pointer (&valid);
  g_set_error (error,
               PASAR_INPUT_ERROR,
               PASAR_INPUT_ERROR_TOO_LARGE,
               /* Translators: %u is a number of characters */
               ngettext ("The text is too long: it can have %u character.",
                         "The text is too long: it can have %u characters.",
                         MAX_TEXT),
               MAX_TEXT);
  return NULL;
}

/**
 * pasar_catalogue_parse_text:
 * @self: a catalogue
 * @text: what was typed or pasted for a field that holds texts
 * @value: (out): the text, as the value that it is; %PASAR_NO_VALUE when it is blank
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Takes a text as it is, on one line.
 *
 * Returns: whether it is not too long
 */
gboolean
pasar_catalogue_parse_text (PasarCatalogue *self, const char *text, gint64 *value, GError **error)
{
  g_autofree char *line = pasar_catalogue_dup_line (text, error);

  if (line == NULL)
    return FALSE;
  *value = pasar_texts_put (self->local_texts, line);
  return TRUE;
}

/**
 * pasar_catalogue_parse_set:
 * @self: a catalogue
 * @field: what it is typed for; nothing with numbers
 * @text: what was typed or pasted
 * @value: (out): what it is then; %PASAR_NO_VALUE: nothing, which also stands for no
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Reads what a cell is set to that is not computed with: a text, or yes or no.
 *
 * Returns: whether it can be read
 */
gboolean
pasar_catalogue_parse_set (PasarCatalogue *self,
                           PasarField field,
                           const char *text,
                           gint64 *value,
                           GError **error)
{
  gboolean is_yes;

  g_return_val_if_fail (!pasar_field_is_number (field), FALSE);

  if (pasar_field_is_text (field))
    return pasar_catalogue_parse_text (self, text, value, error);
  if (!pasar_yes_no_parse (text, &is_yes, error))
    return FALSE;
  *value = is_yes ? 1 : PASAR_NO_VALUE;
  return TRUE;
}
