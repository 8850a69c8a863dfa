/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import-rows.h"

#include "app/dialogs/import-row.h"
#include "app/dialogs/list.h"
#include "app/dialogs/util.h"
#include "app/wrap-layout.h"
#include "catalogue/edits/verdicts.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

static const struct
{
  guint verdicts;
  const char *title;
  PasarVerdictOrder order;
} pills[] = {
  { PASAR_VERDICTS_ALL, N_ ("All") },
  { 1u << PASAR_IMPORT_ROW_CHANGED, N_ ("Changed"), PASAR_VERDICT_ORDER_CHANGE },
  /* Translators: rows of a file with values that wait for the end of a promotion */
  { 1u << PASAR_IMPORT_ROW_POSTPONED, N_ ("Waiting"), PASAR_VERDICT_ORDER_CHANGE },
  { 1u << PASAR_IMPORT_ROW_UNCHANGED, N_ ("Unchanged") },
  /* Translators: rows of a file with values that are not taken */
  { 1u << PASAR_IMPORT_ROW_LEFT_OUT, N_ ("Left Out") },
  /* Translators: rows of a file that the shop does not have */
  { 1u << PASAR_IMPORT_ROW_UNKNOWN, N_ ("Not Found") },
  /* Translators: rows of a file that may be several of the shop */
  { 1u << PASAR_IMPORT_ROW_AMBIGUOUS, N_ ("Ambiguous") },
  { 1u << PASAR_IMPORT_ROW_CONTRADICTORY | 1u << PASAR_IMPORT_ROW_CONFLICTING,
    /* Translators: rows of a file that contradict themselves or one another */
    N_ ("Contradictory") },
  /* Translators: rows of a file that say what a row above them says */
  { 1u << PASAR_IMPORT_ROW_REPEATED, N_ ("Repeated") },
  /* Translators: rows of a file with ids or codes that another program has changed */
  { 1u << PASAR_IMPORT_ROW_DAMAGED, N_ ("Damaged") },
  /* Translators: rows of a file without an id or a code */
  { 1u << PASAR_IMPORT_ROW_BLANK, N_ ("Without Code") },
  /* Translators: rows that the shop does not have any more */
  { 1u << PASAR_IMPORT_ROW_VANISHED, N_ ("Vanished") },
};
#define N_PILLS      G_N_ELEMENTS (pills)
#define PILL_ALL     0
#define PILL_CHANGED 1

struct _PasarImportRows
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *buttons[N_PILLS];
  GtkLabel *counts[N_PILLS];
  GtkListView *list;
  PasarImportReading *reading; /* (owned) (nullable) */
  PasarCatalogue *catalogue;   /* (owned) (nullable) */
  PasarImport *import;         /* (owned) (nullable): that is listed */
  PasarImportData *data;       /* (owned) (nullable): its rows */
  PasarImportMapping *mapping; /* (owned) (nullable): its sources */
  PasarVerdictList *rows;      /* (owned) (nullable) */
  GCancellable *listing;       /* (owned) (nullable) */
  gboolean is_chosen;          /* by the user */
};

G_DEFINE_FINAL_TYPE (PasarImportRows, pasar_import_rows, GTK_TYPE_WIDGET)

static guint
get_pill (PasarImportRows *self)
{
  for (guint i = 0; i < N_PILLS; i++)
    {
      if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->buttons[i])))
        return i;
    }
  return PILL_ALL;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_object_unref (user_data);
}

static void
list_rows (PasarImportRows *self)
{
  const guint pill = get_pill (self);

  if (self->rows == NULL)
    return;
  pasar_verdict_list_set (self->rows, pills[pill].verdicts, pills[pill].order);
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  pasar_slices_run_async (pasar_verdict_list_run,
                          self->rows,
                          self->listing,
                          listed_cb,
                          g_object_ref (self->rows));
}

static void
toggled_cb (PasarImportRows *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    list_rows (self);
}

static void
clicked_cb (PasarImportRows *self)
{
  self->is_chosen = TRUE;
}

static guint
count_rows (const PasarImportReport *report, guint verdicts)
{
  guint n = 0;

  for (guint i = 0; i < PASAR_IMPORT_N_VERDICTS; i++)
    {
      if ((verdicts & (1u << i)) != 0)
        n += report->n_rows[i];
    }
  return n;
}

static void
update_pills (PasarImportRows *self)
{
  const PasarImportReport *report = pasar_import_get_report (self->import);
  const gboolean has_changes = report->n_rows[PASAR_IMPORT_ROW_CHANGED] > 0;
  guint wanted = self->is_chosen ? get_pill (self) : has_changes ? PILL_CHANGED : PILL_ALL;

  for (guint i = 0; i < N_PILLS; i++)
    {
      const guint n = count_rows (report, pills[i].verdicts);
      g_autofree char *text = g_strdup_printf ("%'u", n);

      g_autofree char *spoken =
          g_strdup_printf ("%s, %s", g_dgettext (GETTEXT_PACKAGE, pills[i].title), text);

      gtk_label_set_label (self->counts[i], text);
      pasar_dialog_set_accessible_label (self->buttons[i], spoken);
      gtk_widget_set_visible (self->buttons[i], n > 0 || i == PILL_ALL);
    }
  if (!gtk_widget_get_visible (self->buttons[wanted]))
    wanted = PILL_ALL;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[wanted]), TRUE);
}

static void
row_setup_cb (PasarImportRows *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, pasar_import_row_new ());
  gtk_list_item_set_activatable (item, FALSE);
}

static void
row_bind_cb (PasarImportRows *self, GtkListItem *item)
{
  const guint row = pasar_verdict_row_get_row (PASAR_VERDICT_ROW (gtk_list_item_get_item (item)));

  if (self->import != NULL)
    pasar_import_row_show (PASAR_IMPORT_ROW (gtk_list_item_get_child (item)),
                           self->catalogue,
                           self->data,
                           self->mapping,
                           self->import,
                           row);
}

static void
forget_import (PasarImportRows *self)
{
  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->import, pasar_import_unref);
  g_clear_pointer (&self->mapping, pasar_import_mapping_free);
  g_clear_pointer (&self->data, pasar_import_data_unref);
}

static void
pasar_import_rows_dispose (GObject *object)
{
  PasarImportRows *self = PASAR_IMPORT_ROWS (object);

  pasar_dialog_list_clear (&self->list);
  forget_import (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->reading);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_import_rows_parent_class)->dispose (object);
}

static void
pasar_import_rows_class_init (PasarImportRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_import_rows_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_pills (PasarImportRows *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_layout_manager (box, pasar_wrap_layout_new (6));
  for (guint i = 0; i < N_PILLS; i++)
    {
      GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

      self->buttons[i] = gtk_toggle_button_new ();
      self->counts[i] = GTK_LABEL (gtk_label_new (NULL));
      gtk_widget_add_css_class (GTK_WIDGET (self->counts[i]), "dim-label");
      gtk_widget_add_css_class (GTK_WIDGET (self->counts[i]), "numeric");
      gtk_box_append (GTK_BOX (content),
                      gtk_label_new (g_dgettext (GETTEXT_PACKAGE, pills[i].title)));
      gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->counts[i]));
      gtk_button_set_child (GTK_BUTTON (self->buttons[i]), content);
      gtk_widget_add_css_class (self->buttons[i], "import-verdict");
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->buttons[i]),
                                     GTK_TOGGLE_BUTTON (self->buttons[0]));
      g_signal_connect_swapped (self->buttons[i], "toggled", G_CALLBACK (toggled_cb), self);
      g_signal_connect_swapped (self->buttons[i], "clicked", G_CALLBACK (clicked_cb), self);
      gtk_box_append (GTK_BOX (box), self->buttons[i]);
    }
  return box;
}

static void
pasar_import_rows_init (PasarImportRows *self)
{
  GtkWidget *window = gtk_scrolled_window_new ();

  self->list = GTK_LIST_VIEW (gtk_list_view_new (NULL, NULL));
  gtk_list_view_set_show_separators (self->list, TRUE);
  pasar_dialog_set_accessible_label (self->list, _ ("Rows of the File"));
  pasar_dialog_list_init (self->list,
                          self,
                          G_CALLBACK (row_setup_cb),
                          G_CALLBACK (row_bind_cb),
                          NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window),
                                  GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->list));
  gtk_widget_add_css_class (window, "card");
  gtk_widget_set_overflow (window, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_vexpand (window, TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), new_pills (self));
  gtk_box_append (GTK_BOX (self->box), window);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * pasar_import_rows_set_reading:
 * @self: the rows
 * @reading: the file
 * @catalogue: the shop
 *
 * Says of what file the rows are.
 */
void
pasar_import_rows_set_reading (PasarImportRows *self,
                               PasarImportReading *reading,
                               PasarCatalogue *catalogue)
{
  g_return_if_fail (PASAR_IS_IMPORT_ROWS (self) && PASAR_IS_IMPORT_READING (reading));

  g_set_object (&self->reading, reading);
  g_set_object (&self->catalogue, catalogue);
}

static void
take_import (PasarImportRows *self, PasarImport *import)
{
  forget_import (self);
  self->import = pasar_import_ref (import);
  self->data = pasar_import_data_ref (pasar_import_reading_get_data (self->reading));
  self->mapping = pasar_import_mapping_copy (pasar_import_reading_get_mapping (self->reading));
  self->rows = pasar_verdict_list_new (import, PASAR_VERDICTS_ALL, PASAR_VERDICT_ORDER_TABLE);
  pasar_dialog_list_set_model (self->list, G_LIST_MODEL (self->rows));
}

/**
 * pasar_import_rows_update:
 * @self: the rows
 *
 * Follows the reading, where it is ready.
 */
void
pasar_import_rows_update (PasarImportRows *self)
{
  PasarImport *import;

  g_return_if_fail (PASAR_IS_IMPORT_ROWS (self));

  import = pasar_import_reading_get_import (self->reading);
  if (import == NULL)
    return;
  if (import != self->import)
    take_import (self, import);
  update_pills (self);
  list_rows (self);
}

static gboolean
take_down (gpointer rows, gint64 deadline)
{
  PasarImportRows *self = rows;

  if (self->list != NULL && self->rows != NULL
      && !pasar_dialog_list_take_away (self->list, deadline))
    return FALSE;
  g_object_unref (self);
  return TRUE;
}

/**
 * pasar_import_rows_take_down_async:
 * @self: rows that are not shown any more
 * @callback: (scope async): called when their widgets are gone
 * @user_data: for @callback
 *
 * Frees the widgets of the rows between frames.
 */
void
pasar_import_rows_take_down_async (PasarImportRows *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  g_return_if_fail (PASAR_IS_IMPORT_ROWS (self));

  g_cancellable_cancel (self->listing);
  if (self->rows != NULL)
    pasar_dialog_list_stop (self->list);
  pasar_slices_run_async (take_down, g_object_ref (self), NULL, callback, user_data);
}
