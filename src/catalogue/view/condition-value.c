/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-private.h"

#include "catalogue/table/catalogue-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The values that columns are compared with. */

#define HOURS_PER_DAY  24
#define MAX_HOURS      1000000
#define EXAMPLE_PERIOD "7d"
#define EXAMPLE_ID     "1234567"
/* Decimals of PASAR_UNIT_PERCENT. */
#define PERCENT_DIGITS 1

typedef struct
{
  const PasarSubject *subject;
  PasarSign sign;
  PasarCatalogue *catalogue;
  const PasarNumberFormat *format;
} Reading;

static gpointer
fail (GError **error, const char *text, const char *example)
{
  if (example != NULL)
    g_set_error (error,
                 PASAR_INPUT_ERROR,
                 PASAR_INPUT_ERROR_NOT_A_NUMBER,
                 /* Translators: what was typed, and an example of what can be typed */
                 _ ("“%s” cannot be read here. It is written like %s."),
                 text,
                 example);
  else
    g_set_error (error,
                 PASAR_INPUT_ERROR,
                 PASAR_INPUT_ERROR_NOT_A_NUMBER,
                 /* Translators: a part of a formula */
                 _ ("“%s” cannot be read here."),
                 text);
  return NULL;
}

static gpointer
fail_unknown (GError **error, const char *text, const PasarSubject *subject)
{
  g_autoptr (GString) list = g_string_new (NULL);
  const char *title;
  const char *name;

  for (guint i = 0; (name = pasar_subject_get_nth_choice (subject, i, &title)) != NULL; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", name);
  g_set_error (error,
               PASAR_INPUT_ERROR,
               PASAR_INPUT_ERROR_UNKNOWN_NAME,
               /* Translators: a word that was typed; then words that are not translated, e.g.
                  price, stock, reserved */
               _ ("“%s” is not known. These are: %s."),
               text,
               list->str);
  return NULL;
}

static gpointer
fail_sign (const Reading *self, GError **error)
{
  return fail (error, pasar_sign_get_text (self->sign), NULL);
}

/* Of what is compared by size. */
static PasarComparison
get_comparison (PasarSign sign)
{
  switch (sign)
    {
    case PASAR_SIGN_AT_MOST:
      return PASAR_COMPARE_AT_MOST;
    case PASAR_SIGN_AT_LEAST:
      return PASAR_COMPARE_AT_LEAST;
    case PASAR_SIGN_LESS:
      return PASAR_COMPARE_LESS;
    case PASAR_SIGN_MORE:
      return PASAR_COMPARE_MORE;
    case PASAR_SIGN_NOT_EQUAL:
    case PASAR_SIGN_EQUAL:
    case PASAR_SIGN_HAS:
    case PASAR_N_SIGNS:
    default:
      return PASAR_COMPARE_EQUAL;
    }
}

static gboolean
says_equal (PasarSign sign)
{
  return get_comparison (sign) == PASAR_COMPARE_EQUAL;
}

static PasarCondition *
new_sized (const Reading *self, PasarComparison comparison, gint64 low, gint64 high)
{
  return self->subject->kind == PASAR_CONDITION_RATIO
             ? pasar_condition_new_ratio (comparison, low, high)
             : pasar_condition_new_number (self->subject->info->column, comparison, low, high);
}

static gboolean
read_percent (const Reading *self, const char *text, gint64 *value, GError **error)
{
  const PasarNumberKind kind = { PERCENT_DIGITS, PASAR_VALUE_MAX, 50, self->format };
  g_autofree char *stripped = pasar_number_strip (text);
  const gsize minus = pasar_number_get_minus (stripped);
  g_autofree char *digits = g_strdup (stripped + (minus > 0 ? minus : *stripped == '+' ? 1 : 0));
  const char *last = *digits != '\0' ? g_utf8_prev_char (digits + strlen (digits)) : digits;
  PasarNumber number;

  if (pasar_condition_get_usual (g_utf8_get_char (last)) == '%' || g_utf8_get_char (last) == 0x066A)
    digits[last - digits] = '\0';
  if (!pasar_number_parse (digits, &kind, &number, error))
    return FALSE;
  *value = minus > 0 ? -number.value : number.value;
  return TRUE;
}

static gboolean
read_id (const char *text, gint64 *value, GError **error)
{
  guint64 id;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64 - 1, &id, NULL))
    return fail (error, text, EXAMPLE_ID) != NULL;
  *value = (gint64) id;
  return TRUE;
}

static gboolean
read_plain (const Reading *self, const char *text, guint decimals, gint64 *value, GError **error)
{
  const PasarNumberKind kind = { decimals, PASAR_VALUE_MAX, 2500, self->format };
  PasarNumber number;

  if (!pasar_number_parse (text, &kind, &number, error))
    return FALSE;
  *value = number.value;
  return TRUE;
}

static gboolean
read_number (const Reading *self, const char *text, gint64 *value, GError **error)
{
  PasarCatalogue *catalogue = self->catalogue;

  if (self->subject->kind == PASAR_CONDITION_RATIO)
    return read_plain (self, text, PASAR_RATIO_DIGITS, value, error);
  switch (self->subject->info->unit)
    {
    case PASAR_UNIT_MONEY:
      return pasar_money_parse (text,
                                catalogue->currency,
                                catalogue->digits,
                                self->format,
                                value,
                                error);
    case PASAR_UNIT_PIECES:
      return pasar_money_parse (text, NULL, 0, self->format, value, error);
    case PASAR_UNIT_PERCENT:
      return read_percent (self, text, value, error);
    case PASAR_UNIT_NUMBER:
      return read_plain (self, text, PASAR_NUMBER_DECIMALS, value, error);
    case PASAR_UNIT_NONE:
    default:
      return read_id (text, value, error);
    }
}

static gboolean
read_day (const char *text, gint64 *value, GError **error)
{
  g_autofree char *example = NULL;
  guint64 parts[3];
  g_auto (GStrv) texts = g_strsplit (text, "-", -1);

  if (g_strv_length (texts) == 3 && strlen (texts[0]) == 4
      && g_ascii_string_to_unsigned (texts[0], 10, 1, 9999, &parts[0], NULL)
      && g_ascii_string_to_unsigned (texts[1], 10, 1, 12, &parts[1], NULL)
      && g_ascii_string_to_unsigned (texts[2], 10, 1, 31, &parts[2], NULL)
      && g_date_valid_dmy ((GDateDay) parts[2], (GDateMonth) parts[1], (GDateYear) parts[0]))
    {
      *value = (gint64) (parts[0] * 10000 + parts[1] * 100 + parts[2]);
      return TRUE;
    }
  return fail (error, text, EXAMPLE_PERIOD ", 2026-01-31") != NULL;
}

static gboolean
read_hours (const char *text, gint64 *hours)
{
  const gsize n = strlen (text);
  const char unit = n > 0 ? g_ascii_tolower (text[n - 1]) : '\0';
  g_autofree char *digits = g_strndup (text, n > 0 ? n - 1 : 0);
  guint64 count;

  if ((unit != 'd' && unit != 'h')
      || !g_ascii_string_to_unsigned (digits, 10, 1, MAX_HOURS, &count, NULL))
    return FALSE;
  *hours = (gint64) (unit == 'd' ? count * HOURS_PER_DAY : count);
  return TRUE;
}

static gboolean
read_one (const Reading *self, const char *text, gint64 *value, GError **error)
{
  return self->subject->kind == PASAR_CONDITION_COLUMN
                 && self->subject->info->type == PASAR_COLUMN_TIME
             ? read_day (text, value, error)
             : read_number (self, text, value, error);
}

/* What has a size: one value, or two with dots between them. */
static PasarCondition *
read_sized (const Reading *self, const char *text, GError **error)
{
  const char *dots = strstr (text, "..");
  g_autofree char *first = dots != NULL ? g_strndup (text, (gsize) (dots - text)) : NULL;
  gint64 low;
  gint64 high;

  if (dots == NULL)
    return read_one (self, text, &low, error)
               ? new_sized (self, get_comparison (self->sign), low, low)
               : NULL;
  if (!says_equal (self->sign))
    return fail_sign (self, error);
  return read_one (self, first, &low, error) && read_one (self, dots + 2, &high, error)
             ? new_sized (self, PASAR_COMPARE_BETWEEN, low, high)
             : NULL;
}

/* "Since" is what is meant by a time alone. */
static PasarCondition *
read_time (const Reading *self, const char *text, GError **error)
{
  Reading since = *self;
  gint64 hours;

  if (read_hours (text, &hours))
    return says_equal (self->sign) || self->sign == PASAR_SIGN_AT_LEAST
               ? new_sized (self, PASAR_COMPARE_WITHIN, hours, hours)
               : fail_sign (self, error);
  if (self->sign == PASAR_SIGN_HAS && strstr (text, "..") == NULL)
    since.sign = PASAR_SIGN_AT_LEAST;
  return read_sized (&since, text, error);
}

static PasarCondition *
read_text (const Reading *self, const PasarOperand *operand, GError **error)
{
  if (!says_equal (self->sign))
    return fail_sign (self, error);
  return pasar_condition_new_text (self->subject->info->column,
                                   operand->is_start              ? PASAR_COMPARE_STARTS
                                   : self->sign == PASAR_SIGN_HAS ? PASAR_COMPARE_CONTAINS
                                                                  : PASAR_COMPARE_EQUAL,
                                   operand->text);
}

static PasarCondition *
read_choice (const Reading *self, const char *text, GError **error)
{
  const PasarColumn column = self->subject->info->column;
  gint64 value;

  if (!says_equal (self->sign))
    return fail_sign (self, error);
  return pasar_choice_find (column, text, &value)
             ? new_sized (self, PASAR_COMPARE_EQUAL, value, value)
             : fail_unknown (error, text, self->subject);
}

static PasarCondition *
read_state (const Reading *self, const char *text, GError **error)
{
  PasarConditionKind kind;
  PasarStates state;

  if (!says_equal (self->sign))
    return fail_sign (self, error);
  if (!pasar_condition_find_state (text, &kind, &state))
    return fail_unknown (error, text, self->subject);
  return kind == PASAR_CONDITION_BOOSTED ? pasar_condition_new_boosted ()
                                         : pasar_condition_new_state (state);
}

static PasarCondition *
read_operand (const Reading *self, const PasarOperand *operand, GError **error)
{
  const PasarSubject *subject = self->subject;

  if (subject->kind == PASAR_CONDITION_STATE)
    return read_state (self, operand->text, error);
  if (subject->kind == PASAR_CONDITION_RATIO)
    return read_sized (self, operand->text, error);
  if (operand->is_quoted && *operand->text == '\0')
    return says_equal (self->sign) ? pasar_condition_new_empty (subject->info->column)
                                   : fail_sign (self, error);
  switch (subject->info->type)
    {
    case PASAR_COLUMN_TEXT:
      return read_text (self, operand, error);
    case PASAR_COLUMN_TIME:
      return read_time (self, operand->text, error);
    case PASAR_COLUMN_ENUMERATION:
      return read_choice (self, operand->text, error);
    case PASAR_COLUMN_NUMBER:
    default:
      return read_sized (self, operand->text, error);
    }
}

PasarCondition *
pasar_condition_read_value (const PasarSubject *subject,
                            PasarSign sign,
                            const PasarOperand *operand,
                            PasarCatalogue *catalogue,
                            const PasarNumberFormat *format,
                            GError **error)
{
  const Reading reading = { subject, sign, catalogue, format };
  g_autoptr (PasarCondition) condition = NULL;

  if (*operand->text == '\0' && !operand->is_quoted)
    {
      g_set_error_literal (error,
                           PASAR_INPUT_ERROR,
                           PASAR_INPUT_ERROR_EMPTY,
                           _ ("Something is missing at the end."));
      return NULL;
    }
  condition = read_operand (&reading, operand, error);
  if (condition != NULL && sign == PASAR_SIGN_NOT_EQUAL)
    return pasar_condition_new_not (condition);
  return g_steal_pointer (&condition);
}

static PasarSign get_sign (const PasarCondition *self);

/**
 * pasar_condition_new_typed:
 * @catalogue: has the columns
 * @subject: what is compared
 * @comparison: how
 * @text: what with, as it is typed
 * @format: (nullable): how numbers are written; %NULL: as in the locale
 * @error: return location of a %PASAR_INPUT_ERROR
 *
 * Makes a condition of parts that were chosen and typed.
 *
 * Returns: (transfer full) (nullable): the condition; %NULL on failure
 */
PasarCondition *
pasar_condition_new_typed (PasarCatalogue *catalogue,
                           const PasarSubject *subject,
                           PasarComparison comparison,
                           const char *text,
                           const PasarNumberFormat *format,
                           GError **error)
{
  const PasarCondition asked = { .comparison = comparison };
  g_autofree char *stripped = pasar_number_strip (text);
  const PasarOperand operand = { .text = stripped, .is_start = comparison == PASAR_COMPARE_STARTS };

  g_return_val_if_fail (subject->kind != PASAR_CONDITION_COLUMN || subject->info != NULL, NULL);

  if (comparison == PASAR_COMPARE_EMPTY && subject->info != NULL)
    return pasar_condition_new_empty (subject->info->column);
  return pasar_condition_read_value (subject,
                                     get_sign (&asked),
                                     &operand,
                                     catalogue,
                                     format,
                                     error);
}

static void
write_number (const PasarCondition *self,
              PasarCatalogue *catalogue,
              const PasarNumberFormat *format,
              gint64 value,
              GString *out)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, self->column);
  const PasarUnit unit = info != NULL ? info->unit : PASAR_UNIT_NONE;
  const guint decimals = self->kind == PASAR_CONDITION_RATIO ? PASAR_RATIO_DIGITS
                         : unit == PASAR_UNIT_MONEY          ? catalogue->digits
                         : unit == PASAR_UNIT_PERCENT        ? PERCENT_DIGITS
                         : unit == PASAR_UNIT_NUMBER         ? PASAR_NUMBER_DECIMALS
                                                             : 0;
  g_autofree char *text = NULL;

  if (info != NULL && info->type == PASAR_COLUMN_TIME)
    {
      g_string_append_printf (out,
                              "%04d-%02d-%02d",
                              (int) (value / 10000),
                              (int) (value / 100 % 100),
                              (int) (value % 100));
      return;
    }
  if (self->kind == PASAR_CONDITION_COLUMN && unit == PASAR_UNIT_NONE)
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
      return;
    }
  text = pasar_number_dup_short (ABS (value), decimals, format);
  g_string_append_printf (out, "%s%s", value < 0 ? "-" : "", text);
}

static PasarSign
get_sign (const PasarCondition *self)
{
  switch (self->comparison)
    {
    case PASAR_COMPARE_CONTAINS:
    case PASAR_COMPARE_STARTS:
    case PASAR_COMPARE_WITHIN:
      return PASAR_SIGN_HAS;
    case PASAR_COMPARE_LESS:
      return PASAR_SIGN_LESS;
    case PASAR_COMPARE_AT_MOST:
      return PASAR_SIGN_AT_MOST;
    case PASAR_COMPARE_AT_LEAST:
      return PASAR_SIGN_AT_LEAST;
    case PASAR_COMPARE_MORE:
      return PASAR_SIGN_MORE;
    case PASAR_COMPARE_EMPTY:
    case PASAR_COMPARE_EQUAL:
    case PASAR_COMPARE_BETWEEN:
    default:
      return PASAR_SIGN_EQUAL;
    }
}

static void
write_hours (gint64 hours, GString *out)
{
  const gboolean are_days = hours % HOURS_PER_DAY == 0;

  g_string_append_printf (out,
                          "%" G_GINT64_FORMAT "%c",
                          are_days ? hours / HOURS_PER_DAY : hours,
                          are_days ? 'd' : 'h');
}

/* The sign and the value of a column or the ratio. */
void
pasar_condition_write_comparison (const PasarCondition *self,
                                  PasarCatalogue *catalogue,
                                  const PasarNumberFormat *format,
                                  GString *out)
{
  g_string_append (out, pasar_sign_get_text (get_sign (self)));
  if (self->comparison == PASAR_COMPARE_EMPTY)
    g_string_append (out, "\"\"");
  else if (self->text != NULL)
    pasar_condition_write_text (self->text, out);
  else
    pasar_condition_write_value (self, catalogue, format, out);
  if (self->comparison == PASAR_COMPARE_STARTS)
    g_string_append_c (out, '*');
}

/* What is compared with, but for texts. */
void
pasar_condition_write_value (const PasarCondition *self,
                             PasarCatalogue *catalogue,
                             const PasarNumberFormat *format,
                             GString *out)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, self->column);

  if (self->comparison == PASAR_COMPARE_WITHIN)
    write_hours (self->low, out);
  else if (info != NULL && info->type == PASAR_COLUMN_ENUMERATION)
    g_string_append (out, pasar_choice_get_name (self->column, self->low));
  else
    write_number (self, catalogue, format, self->low, out);
  if (self->comparison == PASAR_COMPARE_BETWEEN)
    {
      g_string_append (out, "..");
      write_number (self, catalogue, format, self->high, out);
    }
}
