/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/paste-choice.h"

#include "app/compat.h"
#include "app/selected.h"
#include "app/window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* By position or by SKU: asked where a table has SKUs, and when the seller wants to choose. */

/* So many rows are looked at for numbers. */
#define SAMPLE_ROWS 20

typedef struct
{
  GArray *columns;           /* (owned) guint: of the table, those that can have the values */
  GtkDropDown *sources;      /* (unowned): of these */
  PasarPasteChoiceFunc func; /* (nullable): until it is told */
  gpointer user_data;
} Question;

static void
tell (Question *question, PasarPasteChoice choice, guint column)
{
  const PasarPasteChoiceFunc func = g_steal_pointer (&question->func);

  if (func != NULL)
    func (choice, column, question->user_data);
}

/* Without an answer, when the dialog goes with its window. */
static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  tell (question, PASAR_PASTE_CHOICE_NONE, 0);
  g_array_unref (question->columns);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  Question *question = user_data;
  const guint selected = gtk_drop_down_get_selected (question->sources);

  if (g_str_equal (response, "sku") && selected < question->columns->len)
    tell (question, PASAR_PASTE_CHOICE_SKU, g_array_index (question->columns, guint, selected));
  else if (g_str_equal (response, "position"))
    tell (question, PASAR_PASTE_CHOICE_POSITION, 0);
  else if (g_str_equal (response, "import"))
    tell (question, PASAR_PASTE_CHOICE_IMPORT, 0);
  else
    tell (question, PASAR_PASTE_CHOICE_NONE, 0);
}

/**
 * pasar_paste_choice_get_target:
 * @sheet: a sheet
 *
 * Returns: the column into which values are pasted by SKU: that of the cursor, or where it cannot
 * be edited the price
 */
PasarColumn
pasar_paste_choice_get_target (PasarSheet *sheet)
{
  g_autoptr (GArray) ranges = pasar_selected_dup_ranges (sheet);

  for (guint i = 0; i < ranges->len; i++)
    {
      const PasarGridRange *range = &g_array_index (ranges, PasarGridRange, i);

      for (guint n = 0; n < range->n_columns; n++)
        {
          const PasarColumnInfo *info = pasar_selected_get_column (sheet, range->first_column + n);

          if (info->is_editable)
            return info->column;
        }
    }
  return PASAR_COLUMN_PRICE;
}

static const char *
get_text (const PasarPasteTable *table, guint row, guint column)
{
  return table->texts[(gsize) row * table->n_columns + column];
}

/* How many of the first texts have figures and no letters, as amounts have. */
static guint
count_numbers (const PasarPasteTable *table, guint column)
{
  guint n = 0;

  for (guint row = 0; row < MIN (table->n_rows, SAMPLE_ROWS); row++)
    {
      const char *text = get_text (table, row, column);
      gboolean has_letter = FALSE;
      gboolean has_digit = FALSE;

      for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
        {
          const gunichar c = g_utf8_get_char (p);

          has_digit = has_digit || g_unichar_isdigit (c);
          has_letter = has_letter || g_unichar_isalpha (c);
        }
      n += has_digit && !has_letter ? 1 : 0;
    }
  return n;
}

static char *
dup_column_name (const PasarPasteTable *table, guint column)
{
  /* Translators: a column of a table that is pasted: its number, and what stands first in it */
  return g_strdup_printf (_ ("Column %u: %s"), column + 1, get_text (table, 0, column));
}

static void
name_sources_cb (GtkDropDown *sources)
{
  pasar_compat_drop_down_set_label (sources, _ ("Values by SKU from"));
}

static GtkDropDown *
add_sources (AdwMessageDialog *dialog, Question *question, const PasarPasteTable *table)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new_with_mnemonic (_ ("_Values by SKU from"));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *sources;
  guint best = 0;

  for (guint i = 0; i < question->columns->len; i++)
    {
      const guint column = g_array_index (question->columns, guint, i);
      g_autofree char *name = dup_column_name (table, column);

      gtk_string_list_append (names, name);
      if (count_numbers (table, column)
          > count_numbers (table, g_array_index (question->columns, guint, best)))
        best = i;
    }
  sources = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (sources), best);
  gtk_widget_set_hexpand (sources, TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), sources);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), sources);
  name_sources_cb (GTK_DROP_DOWN (sources));
  g_signal_connect (sources, "notify::selected", G_CALLBACK (name_sources_cb), NULL);
  gtk_widget_set_visible (box, question->columns->len > 1);
  adw_message_dialog_set_extra_child (dialog, box);
  return GTK_DROP_DOWN (sources);
}

static char *
dup_body (PasarSkuCount count, const char *target)
{
  GString *body = g_string_new (NULL);

  if (count.column < 0)
    return g_strdup (_ ("No column of the table has SKUs of this shop."));
  g_string_append_printf (
      body,
      /* Translators: %2$s is the head of a column of the sheet, e.g. Price */
      ngettext ("By SKU: %1$'u row of the table has a SKU of this shop; its value goes into "
                "“%2$s”, wherever the item is.",
                "By SKU: %1$'u rows of the table have SKUs of this shop; their values go into "
                "“%2$s”, wherever the items are.",
                count.n_found),
      count.n_found,
      target);
  if (count.n_unknown > 0)
    g_string_append_printf (body,
                            ngettext (" %'u SKU is unknown.",
                                      " %'u SKUs are unknown.",
                                      count.n_unknown),
                            count.n_unknown);
  if (count.n_shared > 0)
    g_string_append_printf (body,
                            ngettext (" %'u SKU belongs to several rows.",
                                      " %'u SKUs belong to several rows.",
                                      count.n_shared),
                            count.n_shared);
  g_string_append_printf (body, "\n\n%s", _ ("By position: from the first selected cell on."));
  return g_string_free (body, FALSE);
}

/**
 * pasar_paste_choice_ask:
 * @window: a window with a shop
 * @table: what is pasted
 * @count: how much of it can be pasted by SKU
 * @func: (scope async): told what the seller chose
 * @user_data: for @func
 *
 * Asks how a table is pasted.
 */
void
pasar_paste_choice_ask (PasarWindow *window,
                        const PasarPasteTable *table,
                        PasarSkuCount count,
                        PasarPasteChoiceFunc func,
                        gpointer user_data)
{
  PasarSheet *sheet = window->sheet;
  PasarCatalogue *catalogue = pasar_view_get_catalogue (pasar_sheet_get_view (sheet));
  const PasarColumn target = pasar_paste_choice_get_target (sheet);
  g_autofree char *body =
      dup_body (count,
                pasar_column_info_get_title (pasar_catalogue_get_column (catalogue, target)));
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("How to Paste?"), body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);
  Question *question = g_new0 (Question, 1);

  question->columns = g_array_new (FALSE, FALSE, sizeof (guint));
  question->func = func;
  question->user_data = user_data;
  for (guint i = 0; count.column >= 0 && i < table->n_columns; i++)
    {
      if (i != (guint) count.column)
        g_array_append_val (question->columns, i);
    }
  adw_message_dialog_add_responses (message,
                                    "cancel",
                                    _ ("_Cancel"),
                                    "import",
                                    _ ("_Import…"),
                                    "position",
                                    _ ("By _Position"),
                                    "sku",
                                    _ ("By _SKU"),
                                    NULL);
  adw_message_dialog_set_response_enabled (message, "sku", question->columns->len > 0);
  adw_message_dialog_set_default_response (message,
                                           question->columns->len > 0 ? "sku" : "position");
  adw_message_dialog_set_close_response (message, "cancel");
  question->sources = add_sources (message, question, table);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
