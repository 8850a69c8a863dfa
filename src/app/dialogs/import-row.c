/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import-row.h"

#include "app/dialogs/util.h"
#include "app/text-layout.h"
#include "catalogue/table/row.h"
#include "jobs/submit/change.h"
#include "shopee/text.h"
#include "shopee/types.h"

#include <adwaita.h>
#include <string.h>

/* In characters: of the number of the row, and of the values. */
#define NUMBER_WIDTH 6
#define VALUES_WIDTH 26

struct _PasarImportRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *detail;
  GtkLabel *values;
  GtkWidget *reason_bin;
  GtkLabel *reason;
};

G_DEFINE_FINAL_TYPE (PasarImportRow, pasar_import_row, GTK_TYPE_WIDGET)

static GtkLabel *
new_label (float xalign, const char *class, ...)
{
  GtkWidget *label = gtk_label_new (NULL);
  va_list classes;

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  va_start (classes, class);
  for (; class != NULL; class = va_arg (classes, const char *))
    gtk_widget_add_css_class (label, class);
  va_end (classes);
  pasar_dialog_add_cut_tooltip (GTK_LABEL (label));
  return GTK_LABEL (label);
}

static void
pasar_import_row_dispose (GObject *object)
{
  g_clear_pointer (&PASAR_IMPORT_ROW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (pasar_import_row_parent_class)->dispose (object);
}

static void
pasar_import_row_class_init (PasarImportRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_import_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_import_row_init (PasarImportRow *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->number = new_label (1, "dim-label", "numeric", NULL);
  self->title = new_label (0, NULL, NULL);
  self->detail = new_label (0, "caption", "dim-label", NULL);
  self->reason = new_label (0, "caption", NULL);
  self->values = new_label (1, "numeric", NULL);
  gtk_label_set_width_chars (self->number, NUMBER_WIDTH);
  gtk_label_set_width_chars (self->values, VALUES_WIDTH);
  gtk_label_set_justify (self->values, GTK_JUSTIFY_RIGHT);
  gtk_label_set_ellipsize (self->reason, PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->reason, TRUE);
  gtk_label_set_width_chars (self->reason, 20);
  gtk_label_set_max_width_chars (self->reason, 20);
  self->reason_bin = adw_bin_new ();
  gtk_widget_set_layout_manager (self->reason_bin, g_object_new (PASAR_TYPE_TEXT_LAYOUT, NULL));
  adw_bin_set_child (ADW_BIN (self->reason_bin), GTK_WIDGET (self->reason));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->detail));
  gtk_box_append (GTK_BOX (texts), self->reason_bin);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->number));
  gtk_box_append (GTK_BOX (self->box), texts);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->values));
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 6);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * pasar_import_row_new:
 *
 * Makes a row that shows nothing yet.
 *
 * Returns: (transfer none): the row
 */
GtkWidget *
pasar_import_row_new (void)
{
  return g_object_new (PASAR_TYPE_IMPORT_ROW, NULL);
}

/* What names the row, as it stands in the file; a code that is in two columns once. */
static char *
dup_key (PasarImportData *data, const PasarImportMapping *mapping, guint row)
{
  const PasarImportTable table = pasar_import_data_get_table (data, '\0');
  GString *key = g_string_new (NULL);
  const char *before = "";

  for (guint i = 0; i < PASAR_MATCH_N_KEYS; i++)
    {
      const char *text = mapping->keys[i] >= 0
                             ? table.texts[(gsize) row * table.n_columns + (guint) mapping->keys[i]]
                             : "";

      if (*text == '\0' || g_str_equal (text, before))
        continue;
      g_string_append_printf (key, "%s%s", key->len > 0 ? " · " : "", text);
      before = text;
    }
  return g_strdelimit (g_string_free (key, FALSE), "\r\n\t", ' ');
}

/* The row of the shop, where it is known for sure. */
static char *
dup_item (PasarCatalogue *catalogue, PasarMatched matched)
{
  const guint row = matched.n_candidates == 1
                        ? pasar_catalogue_find_editable (catalogue, matched.candidates[0])
                        : PASAR_NO_ROW;
  PasarRowInfo info;

  if (row == PASAR_NO_ROW)
    return NULL;
  info = pasar_catalogue_read_row (catalogue, row);
  return info.variation != NULL && *info.variation != '\0'
             ? g_strdup_printf ("%s · %s", info.name, info.variation)
             : g_strdup (info.name);
}

static char *
dup_value (PasarCatalogue *catalogue, const PasarColumnInfo *info, gint64 value)
{
  if (value != PASAR_NO_VALUE && info->type == PASAR_COLUMN_TEXT)
    return g_strdup (pasar_text_get (value));
  return pasar_dialog_dup_value (catalogue, info->field, value);
}

static void
add_change (GString *lines, PasarCatalogue *catalogue, PasarColumn target, PasarImportCell cell)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, target);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *percent = NULL;

  if (cell.state != PASAR_IMPORT_CHANGED || info == NULL)
    return;
  from = dup_value (catalogue, info, cell.from);
  to = dup_value (catalogue, info, cell.to);
  percent = info->unit == PASAR_UNIT_MONEY ? pasar_dialog_dup_percent (cell.from, cell.to)
                                           : g_strdup ("");
  g_string_append_printf (lines,
                          "%s%s: %s → %s%s%s",
                          lines->len > 0 ? "\n" : "",
                          pasar_column_info_get_title (info),
                          from,
                          to,
                          *percent != '\0' ? "  " : "",
                          percent);
}

static void
set_text (GtkLabel *label, const char *text)
{
  g_autofree char *shown = pasar_text_sanitise (text != NULL ? text : "", PASAR_DESCRIPTION_MAX);

  gtk_label_set_label (label, shown);
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/**
 * pasar_import_row_show:
 * @self: the row
 * @catalogue: the shop
 * @data: the file
 * @mapping: what its columns mean
 * @import: what it comes to
 * @row: the row of the table
 *
 * Shows a row of a file.
 */
void
pasar_import_row_show (PasarImportRow *self,
                       PasarCatalogue *catalogue,
                       PasarImportData *data,
                       const PasarImportMapping *mapping,
                       PasarImport *import,
                       guint row)
{
  const PasarMatched matched = pasar_import_get_matched (import, row);
  g_autofree char *number = g_strdup_printf ("%u", pasar_import_data_get_row_number (data, row));
  g_autofree char *key = dup_key (data, mapping, row);
  g_autofree char *item = dup_item (catalogue, matched);
  g_autofree char *left_out = pasar_import_dup_reason (import, row);
  g_autofree char *postponed = pasar_import_dup_postponed_text (import, row);
  g_autofree char *reason = pasar_change_join_sentences (left_out, postponed);
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autofree char *shown = NULL;

  for (guint i = 0; i < mapping->n_sources; i++)
    add_change (changes,
                catalogue,
                mapping->sources[i].target,
                pasar_import_get_cell (import, row, i));
  set_text (self->number, number);
  set_text (self->title, item != NULL ? item : key);
  set_text (self->detail, item != NULL ? key : NULL);
  set_text (self->reason, reason);
  gtk_widget_set_visible (self->reason_bin, reason != NULL && *reason != '\0');
  shown = pasar_text_sanitise (changes->str, PASAR_DESCRIPTION_MAX);
  gtk_label_set_label (self->values, shown);
}
