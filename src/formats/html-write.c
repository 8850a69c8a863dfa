/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/html.h"

/**
 * pasar_html_begin_table:
 * @out: where to write
 *
 * Begins a document with one table, as Calc, Excel and Sheets read it from the clipboard.
 */
void
pasar_html_begin_table (GString *out)
{
  g_return_if_fail (out != NULL);

  g_string_append (out,
                   "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>"
                   "<meta charset=\"utf-8\"></head><body>\n<table>\n");
}

/* Whether a blank stands alone between two words: others would not be kept. */
static gboolean
is_soft (const char *start, const char *blank)
{
  return blank > start && !g_ascii_isspace (blank[-1]) && blank[1] != '\0'
         && !g_ascii_isspace (blank[1]);
}

static void
append_escaped (GString *out, const char *text)
{
  const char *const start = text;

  for (; *text != '\0'; text++)
    {
      switch (*text)
        {
        case '&':
          g_string_append (out, "&amp;");
          break;
        case '<':
          g_string_append (out, "&lt;");
          break;
        case '>':
          g_string_append (out, "&gt;");
          break;
        case '"':
          g_string_append (out, "&quot;");
          break;
        case '\n':
          g_string_append (out, "<br>");
          break;
        case ' ':
        case '\t':
          g_string_append (out, is_soft (start, text) ? " " : "&#160;");
          break;
        default:
          g_string_append_c (out, *text);
        }
    }
}

/* How Calc (sd…), Excel (x:…, mso-…) are told what a cell holds; Sheets reads the text. */
static void
append_kind (GString *out, const PasarTextCell *cell)
{
  if (cell->is_text)
    g_string_append (out, " sdnum=\"1033;0;@\" x:str style=\"mso-number-format:'\\@'\"");
  else if (cell->number != NULL)
    {
      g_string_append (out, " sdval=\"");
      g_string_append (out, cell->number);
      g_string_append (out, "\" x:num=\"");
      g_string_append (out, cell->number);
      g_string_append_c (out, '"');
    }
}

/**
 * pasar_html_append_row:
 * @out: where to write
 * @cells: (array length=n_cells): the cells of one row
 * @n_cells: length of @cells
 * @is_head: whether they name the columns
 *
 * Writes a row: the texts as they are shown, with the exact value where that is written another
 * way.
 */
void
pasar_html_append_row (GString *out, const PasarTextCell *cells, guint n_cells, gboolean is_head)
{
  g_return_if_fail (out != NULL);

  g_string_append (out, "<tr>");
  for (guint i = 0; i < n_cells; i++)
    {
      g_string_append (out, is_head ? "<th" : "<td");
      append_kind (out, &cells[i]);
      g_string_append_c (out, '>');
      append_escaped (out, cells[i].text);
      g_string_append (out, is_head ? "</th>" : "</td>");
    }
  g_string_append (out, "</tr>\n");
}

/**
 * pasar_html_end_table:
 * @out: where to write
 *
 * Ends what pasar_html_begin_table() began.
 */
void
pasar_html_end_table (GString *out)
{
  g_return_if_fail (out != NULL);

  g_string_append (out, "</table>\n</body></html>\n");
}
