/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/condition-private.h"
#include "catalogue/view/search-private.h"

#include <string.h>

/**
 * pasar_condition_get_kept_format:
 *
 * How numbers are written in conditions that are kept, whoever reads them later.
 *
 * Returns: (transfer none): a format
 */
const PasarNumberFormat *
pasar_condition_get_kept_format (void)
{
  static const PasarNumberFormat format = { ".", "" };

  return &format;
}

/* Whether a text means itself without quotation marks. */
static gboolean
is_plain (const char *text)
{
  g_autofree char *folded = pasar_search_fold (text, -1);

  if (pasar_number_get_minus (text) > 0 || g_ascii_strcasecmp (text, "or") == 0 || *folded == '\0'
      || folded[strcspn (folded, " \t\n\r\v\f")] != '\0')
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c)
          && (c > 0x7F || strchr ("-_.", (int) c) == NULL))
        return FALSE;
    }
  return TRUE;
}

static void
write_quoted (const char *text, GString *out)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (pasar_condition_get_usual (g_utf8_get_char (p)) == '"')
        g_string_append_unichar (out, g_utf8_get_char (p));
      g_string_append_unichar (out, g_utf8_get_char (p));
    }
  g_string_append_c (out, '"');
}

void
pasar_condition_write_text (const char *text, GString *out)
{
  if (is_plain (text))
    g_string_append (out, text);
  else
    write_quoted (text, out);
}

static void write_condition (const PasarCondition *self,
                             PasarCatalogue *catalogue,
                             const PasarNumberFormat *format,
                             GString *out);

static void
write_children (const PasarCondition *self,
                PasarCatalogue *catalogue,
                const PasarNumberFormat *format,
                GString *out)
{
  const char *between = self->kind == PASAR_CONDITION_ANY ? " or " : " ";

  for (guint i = 0; i < self->children->len; i++)
    {
      if (i > 0)
        g_string_append (out, between);
      write_condition (self->children->pdata[i], catalogue, format, out);
    }
}

/* info: (nullable): NULL: the ratio. */
static void
write_name (const PasarColumnInfo *info, gboolean is_kept, GString *out)
{
  const char *name = info == NULL ? PASAR_RATIO_NAME
                     : is_kept    ? info->id
                                  : pasar_condition_get_column_name (info);
  g_autofree char *written =
      *name == '"' ? g_strdup (name) : g_strdelimit (g_strdup (name), " ", '_');

  g_string_append (out, written);
}

/* As a part of others: in parentheses where it needs them, and a word in quotation marks, so that
 * the parentheses around it are some. */
static void
write_condition (const PasarCondition *self,
                 PasarCatalogue *catalogue,
                 const PasarNumberFormat *format,
                 GString *out)
{
  const PasarColumnInfo *info;

  switch (self->kind)
    {
    case PASAR_CONDITION_ALL:
    case PASAR_CONDITION_ANY:
      g_string_append_c (out, '(');
      write_children (self, catalogue, format, out);
      g_string_append_c (out, ')');
      return;
    case PASAR_CONDITION_NOT:
      g_string_append_c (out, '-');
      write_condition (self->children->pdata[0], catalogue, format, out);
      return;
    case PASAR_CONDITION_WORD:
      write_quoted (self->text, out);
      return;
    case PASAR_CONDITION_STATE:
    case PASAR_CONDITION_BOOSTED:
      g_string_append_printf (out, "is:%s", pasar_condition_get_state_name (self));
      return;
    case PASAR_CONDITION_COLUMN:
    case PASAR_CONDITION_RATIO:
    default:
      break;
    }
  info = pasar_catalogue_get_column (catalogue, self->column);
  write_name (info, format == pasar_condition_get_kept_format (), out);
  pasar_condition_write_comparison (self, catalogue, format, out);
}

static void
write_outermost (const PasarCondition *self,
                 PasarCatalogue *catalogue,
                 const PasarNumberFormat *format,
                 GString *out)
{
  if (self->kind == PASAR_CONDITION_WORD)
    pasar_condition_write_text (self->text, out);
  else
    write_condition (self, catalogue, format, out);
}

/**
 * pasar_condition_write:
 * @self: (nullable): a condition
 * @catalogue: the one that it is for
 * @format: (nullable): how numbers are written; %NULL: as in the locale
 *
 * Writes a condition with the English names, in the form that it is typed in; what is kept, with
 * names that stay whatever the seller calls the columns.
 *
 * Returns: (transfer full): a text that pasar_condition_read() reads as the same condition with the
 * same format; empty for none
 */
char *
pasar_condition_write (const PasarCondition *self,
                       PasarCatalogue *catalogue,
                       const PasarNumberFormat *format)
{
  GString *out = g_string_new (NULL);

  if (self == NULL)
    return g_string_free (out, FALSE);
  if (self->kind != PASAR_CONDITION_ALL)
    write_outermost (self, catalogue, format, out);
  for (guint i = 0; self->kind == PASAR_CONDITION_ALL && i < self->children->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      write_outermost (self->children->pdata[i], catalogue, format, out);
    }
  return g_string_free (out, FALSE);
}
