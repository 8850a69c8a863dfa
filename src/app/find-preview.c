/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/find-preview.h"

#include "app/dialogs/util.h"
#include "catalogue/catalogue.h"

#include <glib/gi18n-lib.h>

/* What would be replaced, before it is. */

/* So many cells are listed; nobody reads more of them. */
#define MAX_CELLS 50

/**
 * pasar_find_preview_dup_summary:
 * @replace: what would be replaced, planned
 *
 * Returns: (transfer full): in how many cells it would be, and in how many not, and why
 */
char *
pasar_find_preview_dup_summary (PasarReplace *replace)
{
  const PasarReplaceReport *report = pasar_replace_get_report (replace);
  const guint n = report->n_cells[PASAR_REPLACE_CHANGED];
  const guint n_left_out =
      report->n_cells[PASAR_REPLACE_UNREADABLE] + report->n_cells[PASAR_REPLACE_REFUSED];
  GString *text = g_string_new (NULL);

  g_string_printf (text, ngettext ("%'u cell changes", "%'u cells change", n), n);
  if (n_left_out > 0)
    {
      g_autofree char *reason = pasar_replace_dup_reason (replace, report->first_left_out);

      g_string_append (text, " · ");
      g_string_append_printf (text,
                              /* Translators: how many cells are not changed, and a sentence that
                                 says why the first of them is not */
                              ngettext ("%'u left out: %s", "%'u left out: %s", n_left_out),
                              n_left_out,
                              reason != NULL ? reason : "");
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_label (const char *text, const char *style, int max_chars)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), max_chars);
  pasar_dialog_add_cut_tooltip (GTK_LABEL (label));
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

static GtkWidget *
new_cell (PasarReplace *replace, PasarCatalogue *catalogue, guint index)
{
  const PasarReplaceCell cell = pasar_replace_get_cell (replace, index);
  const guint number = pasar_catalogue_find_editable (catalogue, cell.key);
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, number);
  const char *title =
      pasar_column_info_get_title (pasar_catalogue_get_column (catalogue, cell.column));
  g_autofree char *detail = pasar_dialog_dup_detail (info.variation, info.sku);
  g_autofree char *where =
      *detail != '\0' ? g_strdup_printf ("%s · %s", detail, title) : g_strdup (title);
  g_autofree char *from = pasar_replace_dup_old (replace, index);
  g_autofree char *to = pasar_replace_dup_new (replace, index);
  g_autofree char *change = g_strdup_printf ("%s → %s", from, to);
  g_autofree char *reason = pasar_replace_dup_reason (replace, index);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s%s%s",
                                             info.name,
                                             where,
                                             change,
                                             reason != NULL ? ", " : "",
                                             reason != NULL ? reason : "");
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *values = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *value = new_label (change, "numeric", 28);

  gtk_widget_add_css_class (box, "place");
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (names), new_label (info.name, NULL, 32));
  gtk_box_append (GTK_BOX (names), new_label (where, "dim-label", 32));
  gtk_label_set_xalign (GTK_LABEL (value), 1);
  gtk_box_append (GTK_BOX (values), value);
  if (reason != NULL)
    {
      GtkWidget *why = new_label (reason, "error", 28);

      gtk_label_set_xalign (GTK_LABEL (why), 1);
      gtk_box_append (GTK_BOX (values), why);
    }
  gtk_box_append (GTK_BOX (box), names);
  gtk_box_append (GTK_BOX (box), values);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  pasar_dialog_set_accessible_label (row, spoken);
  return row;
}

static void
append_more (GtkWidget *list, guint n)
{
  GtkWidget *row = gtk_list_box_row_new ();
  /* Translators: how many cells are not listed any more */
  g_autofree char *text = g_strdup_printf (ngettext ("and %'u more", "and %'u more", n), n);
  GtkWidget *label = new_label (text, "dim-label", 40);

  gtk_widget_add_css_class (label, "place");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* Those that are left out are what is looked for in it. */
static guint
append_cells (GtkWidget *list,
              PasarReplace *replace,
              PasarCatalogue *catalogue,
              gboolean is_left_out,
              guint n_listed)
{
  const guint n = pasar_replace_get_n_cells (replace);

  for (guint i = 0; i < n && n_listed < MAX_CELLS; i++)
    {
      const PasarReplaceState state = pasar_replace_get_cell (replace, i).state;

      if (state == PASAR_REPLACE_UNCHANGED || (state != PASAR_REPLACE_CHANGED) != is_left_out)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), new_cell (replace, catalogue, i));
      n_listed++;
    }
  return n_listed;
}

/**
 * pasar_find_preview_new_list:
 * @replace: what would be replaced, planned
 * @catalogue: where
 *
 * Returns: (transfer floating): the first of its cells, as they are and as they would be; those
 *   that are left out come first
 */
GtkWidget *
pasar_find_preview_new_list (PasarReplace *replace, PasarCatalogue *catalogue)
{
  const PasarReplaceReport *report = pasar_replace_get_report (replace);
  const guint n = pasar_replace_get_n_cells (replace) - report->n_cells[PASAR_REPLACE_UNCHANGED];
  GtkWidget *list = gtk_list_box_new ();
  guint n_listed;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_valign (list, GTK_ALIGN_START);
  pasar_dialog_set_accessible_label (list, _ ("What changes"));
  n_listed = append_cells (list, replace, catalogue, TRUE, 0);
  n_listed = append_cells (list, replace, catalogue, FALSE, n_listed);
  if (n > n_listed)
    append_more (list, n - n_listed);
  return list;
}
