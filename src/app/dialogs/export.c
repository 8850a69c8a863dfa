/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/export.h"

#include "app/dialogs/util.h"
#include "jobs/export/columns.h"
#include "jobs/export/export.h"

#include <glib/gi18n-lib.h>

#define N_CHOICES 3

struct _PasarExportDialog
{
  AdwWindow parent_instance;

  AdwComboRow *rows_row;
  AdwComboRow *columns_row;
  AdwComboRow *format_row;
  GtkWidget *export_button;

  PasarSession *session;      /* (owned) */
  GArray *choices[N_CHOICES]; /* (owned) PasarRowKey: shown, selected, all */
  GArray *columns;            /* (owned) PasarColumn: those that are shown */
  GtkNativeDialog *chooser;   /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (PasarExportDialog, pasar_export_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_EXPORT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In the order of the rows of their combo. */
static const struct
{
  PasarTableFormat format;
  const char *ending;
} formats[] = {
  { PASAR_TABLE_XLSX, ".xlsx" },
  { PASAR_TABLE_ODS, ".ods" },
  { PASAR_TABLE_CSV, ".csv" },
};

static GArray *
get_rows (PasarExportDialog *self)
{
  const guint n = adw_combo_row_get_selected (self->rows_row);

  /* There is none when the window goes. */
  return self->choices[n < N_CHOICES ? n : 0];
}

static void
update (PasarExportDialog *self)
{
  gtk_widget_set_sensitive (self->export_button, get_rows (self)->len > 0);
}

static void
run_export (PasarExportDialog *self, GFile *file)
{
  const gboolean has_all = adw_combo_row_get_selected (self->columns_row) != 0;
  g_autoptr (GArray) columns =
      has_all ? pasar_export_dup_all_columns (pasar_session_get_catalogue (self->session))
              : pasar_export_dup_columns ((const PasarColumn *) (gpointer) self->columns->data,
                                          self->columns->len);
  g_autoptr (PasarJob) job =
      pasar_export_job_new (self->session,
                            get_rows (self),
                            (const PasarColumn *) (gpointer) columns->data,
                            columns->len,
                            file,
                            formats[adw_combo_row_get_selected (self->format_row)].format);

  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_EXPORT], 0, job);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
chosen_cb (PasarExportDialog *self, int response, GtkNativeDialog *chooser)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  gtk_native_dialog_destroy (chooser);
  g_clear_object (&self->chooser);
  if (file != NULL)
    run_export (self, file);
}

/* "Toko Budi 2026-11-22.xlsx" */
static char *
dup_name (PasarExportDialog *self, const char *ending)
{
  const PasarShop *shop = pasar_session_get_shop (self->session);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  char *name = g_strconcat (shop->name != NULL ? shop->name : "Pasar", " ", date, ending, NULL);

  return g_strdelimit (name, "/\\:", '-');
}

static void
export_cb (PasarExportDialog *self)
{
  const guint n = adw_combo_row_get_selected (self->format_row);
  g_autofree char *name = dup_name (self, formats[n].ending);
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (_ ("Export As"),
                                                               GTK_WINDOW (self),
                                                               GTK_FILE_CHOOSER_ACTION_SAVE,
                                                               _ ("_Export"),
                                                               _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  g_set_object (&self->chooser, GTK_NATIVE_DIALOG (chooser));
  gtk_native_dialog_show (self->chooser);
  g_object_unref (chooser);
}

static void
pasar_export_dialog_dispose (GObject *object)
{
  PasarExportDialog *self = PASAR_EXPORT_DIALOG (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pasar_export_dialog_parent_class)->dispose (object);
}

static void
pasar_export_dialog_finalize (GObject *object)
{
  PasarExportDialog *self = PASAR_EXPORT_DIALOG (object);

  for (guint i = 0; i < N_CHOICES; i++)
    g_array_unref (self->choices[i]);
  g_array_unref (self->columns);
  G_OBJECT_CLASS (pasar_export_dialog_parent_class)->finalize (object);
}

static void
pasar_export_dialog_class_init (PasarExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_export_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_export_dialog_finalize;
  pasar_dialog_class_set_template (widget_class, "export.ui");
  pasar_dialog_class_close_on_escape (widget_class);
  gtk_widget_class_bind_template_child (widget_class, PasarExportDialog, rows_row);
  gtk_widget_class_bind_template_child (widget_class, PasarExportDialog, columns_row);
  gtk_widget_class_bind_template_child (widget_class, PasarExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, PasarExportDialog, export_button);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  signals[SIGNAL_EXPORT] = pasar_dialog_class_add_signal (klass, "export", 1, PASAR_TYPE_JOB);
}

static void
pasar_export_dialog_init (PasarExportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
list_rows (PasarExportDialog *self)
{
  g_autofree char *shown =
      /* Translators: which rows of a table; %'u is how many they are */
      g_strdup_printf (_ ("Shown (%'u)"), self->choices[0]->len);
  g_autofree char *selected =
      /* Translators: which rows of a table; %'u is how many they are */
      g_strdup_printf (_ ("Selected (%'u)"), self->choices[1]->len);
  g_autofree char *all =
      /* Translators: which rows of a table; %'u is how many they are */
      g_strdup_printf (_ ("All (%'u)"), self->choices[2]->len);
  const char *const texts[] = { shown, selected, all, NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (texts);

  adw_combo_row_set_model (self->rows_row, G_LIST_MODEL (list));
}

/**
 * pasar_export_dialog_new:
 * @parent: the window above
 * @session: the shop that is shown
 * @rows: what can be chosen of it
 * @columns: (element-type PasarColumn): what is shown of it
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_export_dialog_new (GtkWindow *parent,
                         PasarSession *session,
                         const PasarExportRows *rows,
                         GArray *columns)
{
  PasarExportDialog *self = g_object_new (PASAR_TYPE_EXPORT_DIALOG, NULL);

  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->choices[0] = g_array_ref (rows->shown);
  self->choices[1] = g_array_ref (rows->selected);
  self->choices[2] = g_array_ref (rows->all);
  self->columns = g_array_ref (columns);
  list_rows (self);
  g_signal_connect_swapped (self->rows_row, "notify::selected", G_CALLBACK (update), self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows_row));
  return GTK_WINDOW (self);
}
