/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/export.h"

#include "app/dialogs/save-table.h"
#include "app/dialogs/util.h"
#include "jobs/export/columns.h"
#include "jobs/export/export.h"
#include "jobs/export/fill.h"

#include <glib/gi18n-lib.h>

#define N_CHOICES 3
/* Of a box to tick, its column. */
#define COLUMN_KEY "column"

/* In the order of the rows of their combo. */
enum
{
  COLUMNS_SHOWN,
  COLUMNS_ALL,
  COLUMNS_CHOSEN,
};

struct _PasarExportDialog
{
  AdwWindow parent_instance;

  AdwComboRow *rows_row;
  AdwComboRow *columns_row;
  GtkWidget *chosen_row;
  GtkFlowBox *chosen_box;
  AdwComboRow *format_row;
  GtkWidget *fill_button;
  GtkWidget *export_button;

  PasarSession *session;      /* (owned) */
  GArray *choices[N_CHOICES]; /* (owned) PasarRowKey: shown, selected, all */
  GArray *columns;            /* (owned) PasarColumn: those that are shown */
  GtkNativeDialog *chooser;   /* (owned) (nullable) */
  GFile *workbook;            /* (owned) (nullable): to be filled in */
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

static guint
get_columns_choice (PasarExportDialog *self)
{
  return adw_combo_row_get_selected (self->columns_row);
}

static void
update (PasarExportDialog *self)
{
  const gboolean has_rows = get_rows (self)->len > 0;

  gtk_widget_set_visible (self->chosen_row, get_columns_choice (self) == COLUMNS_CHOSEN);
  gtk_widget_set_sensitive (self->export_button, has_rows);
  gtk_widget_set_sensitive (self->fill_button, has_rows);
}

static GtkCheckButton *
get_box (PasarExportDialog *self, int n)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->chosen_box, n);

  return child != NULL ? GTK_CHECK_BUTTON (gtk_flow_box_child_get_child (child)) : NULL;
}

static GArray *
dup_chosen (PasarExportDialog *self)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (PasarColumn));
  GtkCheckButton *box;

  for (int i = 0; (box = get_box (self, i)) != NULL; i++)
    {
      const PasarColumn column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (box), COLUMN_KEY));

      if (gtk_check_button_get_active (box))
        g_array_append_val (columns, column);
    }
  return columns;
}

static GArray *
dup_columns (PasarExportDialog *self)
{
  const guint choice = get_columns_choice (self);
  g_autoptr (GArray) columns =
      choice == COLUMNS_CHOSEN ? dup_chosen (self) : g_array_ref (self->columns);

  if (choice == COLUMNS_ALL)
    return pasar_export_dup_all_columns (pasar_session_get_catalogue (self->session));
  return pasar_export_dup_columns ((const PasarColumn *) (gpointer) columns->data, columns->len);
}

static void
run (PasarExportDialog *self, PasarJob *job)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[SIGNAL_EXPORT], 0, job);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
run_export (PasarExportDialog *self, GFile *file)
{
  g_autoptr (GArray) columns = dup_columns (self);
  g_autoptr (PasarJob) job =
      pasar_export_job_new (self->session,
                            get_rows (self),
                            (const PasarColumn *) (gpointer) columns->data,
                            columns->len,
                            file,
                            formats[adw_combo_row_get_selected (self->format_row)].format);

  run (self, job);
}

static void
run_fill (PasarExportDialog *self, GFile *file)
{
  g_autoptr (PasarJob) job =
      pasar_fill_job_new (self->session, get_rows (self), self->workbook, file);

  run (self, job);
}

/* (transfer full) (nullable) */
static GFile *
take_file (PasarExportDialog *self, int response)
{
  g_autoptr (GtkNativeDialog) chooser = g_steal_pointer (&self->chooser);
  GFile *file = response == GTK_RESPONSE_ACCEPT
                    ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser))
                    : NULL;

  gtk_native_dialog_destroy (chooser);
  return file;
}

/* Asks for a file; name: (nullable): to begin with. */
static void
choose_file (PasarExportDialog *self,
             GtkFileChooserAction action,
             const char *title,
             const char *accept,
             const char *name,
             GCallback chosen)
{
  GtkFileChooserNative *chooser =
      gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  g_signal_connect_object (chooser, "response", chosen, self, G_CONNECT_SWAPPED);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
}

static void
chosen_cb (PasarExportDialog *self, int response)
{
  g_autoptr (GFile) file = take_file (self, response);

  if (file != NULL)
    run_export (self, file);
}

static void
export_cb (PasarExportDialog *self)
{
  const guint n = adw_combo_row_get_selected (self->format_row);
  g_autofree char *name = pasar_save_table_dup_name (self->session, formats[n].ending);

  choose_file (self,
               GTK_FILE_CHOOSER_ACTION_SAVE,
               _ ("Export As"),
               _ ("_Export"),
               name,
               G_CALLBACK (chosen_cb));
}

static void
copy_chosen_cb (PasarExportDialog *self, int response)
{
  g_autoptr (GFile) file = take_file (self, response);

  if (file != NULL)
    run_fill (self, file);
}

static void
workbook_chosen_cb (PasarExportDialog *self, int response)
{
  g_autofree char *name = NULL;

  g_clear_object (&self->workbook);
  self->workbook = take_file (self, response);
  if (self->workbook == NULL)
    return;
  name = g_file_get_basename (self->workbook);
  choose_file (self,
               GTK_FILE_CHOOSER_ACTION_SAVE,
               _ ("Save the Filled-in Workbook As"),
               _ ("_Save"),
               name,
               G_CALLBACK (copy_chosen_cb));
}

static void
fill_cb (PasarExportDialog *self)
{
  choose_file (self,
               GTK_FILE_CHOOSER_ACTION_OPEN,
               _ ("Choose the Workbook From Seller Centre"),
               _ ("_Choose"),
               NULL,
               G_CALLBACK (workbook_chosen_cb));
}

static void
pasar_export_dialog_dispose (GObject *object)
{
  PasarExportDialog *self = PASAR_EXPORT_DIALOG (object);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  g_clear_object (&self->workbook);
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
  gtk_widget_class_bind_template_child (widget_class, PasarExportDialog, chosen_row);
  gtk_widget_class_bind_template_child (widget_class, PasarExportDialog, chosen_box);
  gtk_widget_class_bind_template_child (widget_class, PasarExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, PasarExportDialog, fill_button);
  gtk_widget_class_bind_template_child (widget_class, PasarExportDialog, export_button);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, fill_cb);
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

static void
add_box (PasarExportDialog *self, const PasarColumnInfo *info, gboolean is_chosen)
{
  GtkWidget *box = gtk_check_button_new_with_label (pasar_column_info_get_title (info));

  g_object_set_data (G_OBJECT (box), COLUMN_KEY, GUINT_TO_POINTER (info->column));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (box), is_chosen);
  gtk_flow_box_append (self->chosen_box, box);
  /* The box is what the keyboard goes to. */
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
}

/* Those that are shown first, and ticked. */
static void
list_columns (PasarExportDialog *self)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const PasarColumn *shown = (const PasarColumn *) (gpointer) self->columns->data;

  for (guint i = 0; i < self->columns->len; i++)
    add_box (self, pasar_catalogue_get_column (catalogue, shown[i]), TRUE);
  for (guint i = 0; i < pasar_catalogue_get_n_columns (catalogue); i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (catalogue, i);
      guint n = 0;

      while (n < self->columns->len && shown[n] != info->column)
        n++;
      if (n == self->columns->len)
        add_box (self, info, FALSE);
    }
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
  list_columns (self);
  g_signal_connect_swapped (self->columns_row, "notify::selected", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->rows_row, "notify::selected", G_CALLBACK (update), self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->rows_row));
  return GTK_WINDOW (self);
}
