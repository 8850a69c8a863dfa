/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/clipboard.h"

#include "formats/delimited.h"
#include "formats/html.h"

/* HTML is ten times as long as text and takes fifty times as long to read: of a longer one, only so
 * much is looked at, and what is pasted is the text. */
#define HTML_MAX (2 * 1024 * 1024)

static PasarTextTable *
read_html (GBytes *html, gsize max, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (html, &size);

  return pasar_html_read (data, MIN (size, max), error);
}

static PasarTextTable *
read_text (GBytes *text, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (text, &size);

  return pasar_delimited_read (data, size, '\0', error);
}

static gboolean
is_one_cell (const PasarTextTable *table)
{
  return table->n_rows == 1 && table->n_columns == 1;
}

/**
 * pasar_clipboard_read:
 * @text: (nullable): the clipboard's plain text
 * @html: (nullable): its HTML
 * @error: return location of a %PASAR_FORMAT_ERROR
 *
 * Reads what was copied in another program. HTML says more: which rows are hidden, where cells are
 * merged, how the source writes decimals. The text is taken where the HTML has no table, is long,
 * or has the whole table in one cell, as pages and mails have it that are laid out by tables.
 *
 * Returns: (transfer full) (nullable): the table, without rows when nothing was copied; %NULL with
 * @error
 */
PasarTextTable *
pasar_clipboard_read (GBytes *text, GBytes *html, GError **error)
{
  g_autoptr (PasarTextTable) shown = NULL;
  PasarTextTable *table;

  g_return_val_if_fail (text != NULL || html != NULL, NULL);

  if (text == NULL)
    return read_html (html, G_MAXSIZE, error);
  if (html != NULL)
    shown = read_html (html, HTML_MAX, NULL);
  if (shown != NULL && !is_one_cell (shown) && g_bytes_get_size (html) <= HTML_MAX)
    return g_steal_pointer (&shown);
  table = read_text (text, error);
  if (table != NULL && shown != NULL)
    table->decimal_point = shown->decimal_point;
  return table;
}
