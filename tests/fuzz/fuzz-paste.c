/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "catalogue/edits/paste.h"
#include "catalogue/view/reach.h"
#include "formats/clipboard.h"
#include "fuzz.h"

#include <string.h>

/* What is pasted of more is pasted in the same way. */
#define MAX_ROWS    40
#define MAX_COLUMNS 8

static const PasarColumn columns[] = { PASAR_COLUMN_NAME,
                                       PASAR_COLUMN_SKU,
                                       PASAR_COLUMN_PRICE,
                                       PASAR_COLUMN_STOCK };

/* (transfer container) */
static const char **
list_texts (const PasarTextTable *table, PasarPasteTable *pasted)
{
  const char **texts;

  pasted->n_rows = MIN (table->n_rows, MAX_ROWS);
  pasted->n_columns = MIN (table->n_columns, MAX_COLUMNS);
  pasted->decimal_point = table->n_rows % 2 == 0 ? '.' : '\0';
  texts = g_new (const char *, MAX (pasted->n_rows * pasted->n_columns, 1));
  for (guint row = 0; row < pasted->n_rows; row++)
    for (guint column = 0; column < pasted->n_columns; column++)
      texts[row * pasted->n_columns + column] = pasar_text_table_get_text (table, row, column);
  pasted->texts = texts;
  return texts;
}

/* Each cell is taken, the same already, left empty, outside, or refused for a reason. */
static void
check_paste (PasarCatalogue *catalogue, PasarPaste *paste)
{
  const PasarPasteReport *report = pasar_paste_get_report (paste);
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GArray) edits = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < report->refused->len; i++)
    {
      g_autofree char *reason = pasar_paste_dup_reason (paste, i);

      g_assert_true (g_utf8_validate (reason, -1, NULL));
    }
  if (report->n_taken == 0)
    return;
  command = pasar_paste_make_command (paste);
  edits = pasar_command_compute (command, catalogue, &error);
  g_assert_true ((edits == NULL) == (error != NULL));
  for (guint i = 0; edits != NULL && i < edits->len; i++)
    {
      const PasarEdit *edit = &g_array_index (edits, PasarEdit, i);

      g_assert_true (edit->to == PASAR_NO_VALUE || (edit->to >= 0 && edit->to <= PASAR_VALUE_MAX));
    }
}

static void
paste_at (PasarCatalogue *catalogue, PasarReach *reach, const PasarPasteTable *table, guint first)
{
  const GArray *rows = pasar_reach_get_listed (reach);
  const PasarPasteArea area = { .rows = (const guint *) (gpointer) rows->data,
                                .n_rows = rows->len,
                                .editable = pasar_reach_get_editable (reach),
                                .columns = columns + first,
                                .n_columns = G_N_ELEMENTS (columns) - first,
                                .n_selected_rows = 1 + first % 3,
                                .n_selected_columns = 1 };
  g_autoptr (PasarPaste) paste = pasar_paste_new (catalogue, table, &area, 1);

  g_assert_true (pasar_paste_run (paste, G_MAXINT64));
  check_paste (catalogue, paste);
  pasar_paste_has_heads (catalogue, table, area.columns, area.n_columns);
}

/* What the clipboard has: plain text, and after a form feed HTML. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  const guint8 *form_feed = length > 0 ? memchr (data, '\f', length) : NULL;
  const gsize text_length = form_feed != NULL ? (gsize) (form_feed - data) : length;
  g_autoptr (GBytes) text = g_bytes_new (data, text_length);
  g_autoptr (GBytes) html =
      form_feed != NULL ? g_bytes_new (form_feed + 1, length - text_length - 1) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarTextTable) table = pasar_clipboard_read (text, html, &error);
  g_autoptr (PasarCatalogue) catalogue = NULL;
  g_autoptr (PasarView) view = NULL;
  g_autoptr (PasarReach) reach = NULL;
  g_autofree const char **texts = NULL;
  PasarPasteTable pasted = { 0 };

  if (table == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpuint (error->domain, ==, PASAR_FORMAT_ERROR);
      return 0;
    }
  g_assert_no_error (error);
  texts = list_texts (table, &pasted);
  if (pasted.n_rows == 0 || pasted.n_columns == 0)
    return 0;
  catalogue = fixture_make_catalogue ();
  view = pasar_view_new (catalogue);
  reach = pasar_reach_new (view);
  pasar_reach_add (reach, 0, G_MAXUINT);
  g_assert_true (pasar_reach_run (reach, G_MAXINT64));
  for (guint first = 0; first < G_N_ELEMENTS (columns); first++)
    paste_at (catalogue, reach, &pasted, first);
  return 0;
}
