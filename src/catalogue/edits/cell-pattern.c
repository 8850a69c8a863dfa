/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/cell-pattern-private.h"

#include "catalogue/values/money.h"

#include <string.h>

struct _PasarCellPattern
{
  PasarPattern *pattern; /* (owned) what is looked for in the texts */
  PasarColumnType type;
  PasarUnit unit;
  guint decimals;
  PasarNumberFormat format; /* as numbers are typed here */
  gint64 number;            /* what the pattern says, as a value; PASAR_NO_VALUE: no number */
};

/* Enough for any number without grouping. */
typedef char Buffer[64];

static guint
get_decimals (PasarCatalogue *catalogue, const PasarColumnInfo *info)
{
  if (info->is_editable)
    return pasar_catalogue_get_decimals (catalogue, info->field);
  return info->unit == PASAR_UNIT_MONEY ? catalogue->digits : info->unit == PASAR_UNIT_PERCENT;
}

/* Whether what stands at @text separates thousands of a number, as it is shown here. */
static gboolean
is_thousands (const char *text, const char *start, const char *separator)
{
  const gsize length = strlen (separator);

  return length > 0 && text > start && g_ascii_isdigit (text[-1])
         && strncmp (text, separator, length) == 0 && strspn (text + length, "0123456789") == 3;
}

/* A number, or a part of it, as it is typed: cells show thousands, minus and percent in their own
 * way. */
static char *
dup_as_typed (const char *text, PasarUnit unit, const char *separator)
{
  g_autofree char *stripped = pasar_number_strip (text);
  GString *typed = g_string_new (NULL);
  const char *p = stripped;

  while (*p != '\0')
    {
      const gsize minus = pasar_number_get_minus (p);
      const char *next = g_utf8_next_char (p);

      if (minus > 0)
        {
          g_string_append_c (typed, '-');
          next = p + minus;
        }
      else if (is_thousands (p, stripped, separator))
        next = p + strlen (separator);
      else
        g_string_append_len (typed, p, next - p);
      p = next;
    }
  if (unit == PASAR_UNIT_PERCENT && g_str_has_suffix (typed->str, "%"))
    {
      g_autofree char *share = NULL;

      g_string_truncate (typed, typed->len - 1);
      share = pasar_number_strip (typed->str);
      g_string_assign (typed, share);
    }
  return g_string_free (typed, FALSE);
}

/* Only what is written as a number of its own: “.00” and “007” are parts of others. */
static gint64
read_number (const PasarCellPattern *self, const char *text)
{
  const PasarNumberKind kind = { self->decimals, PASAR_VALUE_MAX, 0, &self->format };
  const gsize length = strlen (text);
  PasarNumber number;

  if (length == 0 || !g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[length - 1])
      || (text[0] == '0' && g_ascii_isdigit (text[1])))
    return PASAR_NO_VALUE;
  return pasar_number_parse (text, &kind, &number, NULL) && number.n_decimals <= self->decimals
             ? number.value
             : PASAR_NO_VALUE;
}

PasarCellPattern *
pasar_cell_pattern_new (PasarPattern *pattern,
                        PasarCatalogue *catalogue,
                        const PasarColumnInfo *info,
                        const PasarNumberFormat *format)
{
  PasarCellPattern *self = g_new0 (PasarCellPattern, 1);

  if (format == NULL)
    format = pasar_number_format_get_default ();
  self->type = info->type;
  self->unit = info->unit;
  self->format = (PasarNumberFormat){ format->decimal_point, "" };
  self->number = PASAR_NO_VALUE;
  if (info->type == PASAR_COLUMN_NUMBER)
    {
      g_autofree char *typed =
          dup_as_typed (pasar_pattern_get_text (pattern), info->unit, format->thousands_sep);

      self->decimals = get_decimals (catalogue, info);
      self->pattern = pasar_pattern_new (typed, pasar_pattern_get_flags (pattern));
      self->number = read_number (self, typed);
    }
  else
    self->pattern = pasar_pattern_ref (pattern);
  return self;
}

void
pasar_cell_pattern_free (PasarCellPattern *self)
{
  pasar_pattern_unref (self->pattern);
  g_free (self);
}

static const char *
write_number (const PasarCellPattern *self, gint64 number, Buffer buffer)
{
  if (self->unit == PASAR_UNIT_NUMBER)
    return pasar_number_format_to (number, &self->format, buffer, sizeof (Buffer));
  return pasar_money_format_to (number, self->decimals, &self->format, buffer, sizeof (Buffer));
}

gboolean
pasar_cell_pattern_matches (const PasarCellPattern *self, PasarColumnValue value)
{
  Buffer buffer;

  if (self->type == PASAR_COLUMN_TEXT)
    return value.text != NULL && pasar_pattern_matches (self->pattern, value.text);
  if (value.number == PASAR_NO_VALUE)
    return FALSE;
  return value.number == self->number
         || pasar_pattern_matches (self->pattern, write_number (self, value.number, buffer));
}

char *
pasar_cell_pattern_replace (const PasarCellPattern *self,
                            PasarColumnValue value,
                            const char *replacement)
{
  g_autofree char *typed = NULL;
  Buffer buffer;

  if (!pasar_cell_pattern_matches (self, value))
    return NULL;
  if (self->type == PASAR_COLUMN_TEXT)
    return pasar_pattern_replace (self->pattern, value.text, replacement);
  /* 9.9 means all of 9.90, of which it would leave a zero. */
  if (value.number == self->number)
    return g_strdup (replacement);
  return pasar_pattern_replace (self->pattern,
                                write_number (self, value.number, buffer),
                                replacement);
}
