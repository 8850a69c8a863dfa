/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import.h"

#include "app/dialogs/import-columns.h"
#include "app/dialogs/import-computed.h"
#include "app/dialogs/import-leftovers.h"
#include "app/dialogs/import-memory.h"
#include "app/dialogs/import-options.h"
#include "app/dialogs/import-rows.h"
#include "app/dialogs/import-text.h"
#include "app/dialogs/util.h"
#include "jobs/submit/change.h"
#include "shopee/text.h"
#include "shopee/types.h"

#include <glib/gi18n-lib.h>

/* How often the progress is shown. */
#define PROGRESS_MS 100
/* What is over sooner is not worth a spinner, which takes its time from it. */
#define SPINNER_DELAY_MS 500

struct _PasarImportDialog
{
  AdwWindow parent_instance;

  GtkButton *import_button;
  GtkInfoBar *message_bar;
  GtkLabel *message_label;
  GtkMenuButton *options_button;
  GtkLabel *file_label;
  PasarImportOptions *options;
  GtkWidget *add_button;
  GtkLabel *warning_label;
  GtkSpinner *spinner;
  GtkStack *pages;
  GtkWidget *opening_page;
  GtkProgressBar *progress;
  AdwStatusPage *message_page;
  GtkWidget *main_page;
  PasarImportColumns *columns;
  PasarImportComputed *computed;
  GtkStack *outcome;
  GtkLabel *hint_label;
  GtkWidget *outcome_box;
  GtkLabel *extent_label;
  GtkCheckButton *zeros_check;
  GtkCheckButton *case_check;
  GtkWidget *leftovers_button;
  PasarImportRows *rows;

  PasarSession *session;       /* (owned) */
  PasarImportReading *reading; /* (owned) */
  PasarImportMemory *memory;   /* (owned) */
  guint progress_id;
  guint spinner_id;      /* until the spinner turns */
  GCancellable *staging; /* (owned) (nullable): as long as it is staged */
  gboolean is_setting;
};

G_DEFINE_FINAL_TYPE (PasarImportDialog, pasar_import_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_STAGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
progress_cb (gpointer user_data)
{
  PasarImportDialog *self = user_data;

  gtk_progress_bar_set_fraction (self->progress, pasar_import_reading_get_progress (self->reading));
  return G_SOURCE_CONTINUE;
}

static void
update_progress (PasarImportDialog *self, gboolean is_opening)
{
  if (is_opening && self->progress_id == 0)
    self->progress_id = g_timeout_add (PROGRESS_MS, progress_cb, self);
  else if (!is_opening)
    g_clear_handle_id (&self->progress_id, g_source_remove);
}

static void
spin_cb (gpointer user_data)
{
  PasarImportDialog *self = user_data;

  self->spinner_id = 0;
  gtk_spinner_start (self->spinner);
}

static void
update_spinner (PasarImportDialog *self, gboolean is_busy)
{
  if (is_busy && self->spinner_id == 0 && !gtk_spinner_get_spinning (self->spinner))
    self->spinner_id = g_timeout_add_once (SPINNER_DELAY_MS, spin_cb, self);
  if (is_busy)
    return;
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  gtk_spinner_stop (self->spinner);
}

/* What is read, over everything. */
static void
update_file (PasarImportDialog *self)
{
  PasarImportData *data = pasar_import_reading_get_data (self->reading);
  g_autofree char *amiss = data != NULL ? pasar_import_data_dup_warning (data) : NULL;
  g_autofree char *warning =
      pasar_change_join_sentences (amiss, pasar_import_memory_get_warning (self->memory));
  g_autofree char *said = pasar_import_dup_file_text (self->reading);
  g_autofree char *text = pasar_text_sanitise (said, PASAR_NAME_MAX);

  gtk_label_set_label (self->file_label, text);
  pasar_dialog_set_accessible_label (self->options_button, text);
  gtk_widget_set_sensitive (GTK_WIDGET (self->options_button), data != NULL);
  gtk_label_set_label (self->warning_label, warning != NULL ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning_label), warning != NULL);
  pasar_import_options_update (self->options);
}

static void
show_message (PasarImportDialog *self)
{
  g_autofree char *title = NULL;
  g_autofree char *text = pasar_import_dup_message (self->reading, &title);

  adw_status_page_set_title (self->message_page, title);
  pasar_dialog_set_description (self->message_page, text);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (self->message_page));
}

static void
update_checks (PasarImportDialog *self, const PasarImportReport *report)
{
  const PasarImportMapping *mapping = pasar_import_reading_get_mapping (self->reading);
  g_autofree char *zeros = pasar_import_dup_zeros_text (report);
  g_autofree char *others = pasar_import_dup_case_text (report);

  self->is_setting = TRUE;
  gtk_check_button_set_label (self->zeros_check, zeros);
  gtk_check_button_set_active (self->zeros_check, !mapping->leaves_out_zeros);
  gtk_widget_set_visible (GTK_WIDGET (self->zeros_check), report->n_zeros > 0);
  gtk_check_button_set_label (self->case_check, others);
  gtk_check_button_set_active (self->case_check, mapping->ignores_case);
  gtk_widget_set_visible (GTK_WIDGET (self->case_check),
                          report->n_other_case > 0 || !mapping->ignores_case);
  self->is_setting = FALSE;
}

static void
update_outcome (PasarImportDialog *self)
{
  PasarImport *import = pasar_import_reading_get_import (self->reading);
  const PasarImportReport *report;
  g_autofree char *extent = NULL;

  if (import == NULL)
    return;
  report = pasar_import_get_report (import);
  extent = pasar_import_dup_extent (report);
  gtk_label_set_label (self->extent_label, extent);
  update_checks (self, report);
  gtk_widget_set_visible (self->leftovers_button, pasar_import_count_leftovers (report) > 0);
  pasar_import_rows_update (self->rows);
  gtk_stack_set_visible_child (self->outcome, self->outcome_box);
}

static void
update_button (PasarImportDialog *self)
{
  const gboolean is_ready = pasar_import_reading_get_state (self->reading) == PASAR_READING_READY
                            && self->staging == NULL
                            && !pasar_import_computed_has_error (self->computed);
  PasarImport *import = pasar_import_reading_get_import (self->reading);
  const PasarImportReport *report = import != NULL ? pasar_import_get_report (import) : NULL;
  g_autofree char *label = report != NULL ? pasar_import_dup_action (report) : NULL;

  if (label != NULL)
    gtk_button_set_label (self->import_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button),
                            is_ready && report->n_cells[PASAR_IMPORT_CHANGED] > 0);
}

static void
show_table (PasarImportDialog *self)
{
  const PasarImportMapping *mapping = pasar_import_reading_get_mapping (self->reading);
  PasarImportData *data = pasar_import_reading_get_data (self->reading);
  const gboolean is_known =
      pasar_recognition_get_kind (pasar_import_data_get_recognition (data)) != PASAR_TABLE_OTHER;
  g_autofree char *hint = pasar_import_dup_hint (self->reading);

  if (mapping == NULL)
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->columns), !is_known);
  gtk_widget_set_visible (self->add_button, !is_known);
  pasar_import_columns_set_data (self->columns, data, pasar_session_get_catalogue (self->session));
  pasar_import_columns_set_mapping (self->columns, mapping);
  pasar_import_computed_update (self->computed);
  gtk_label_set_label (self->hint_label, hint != NULL ? hint : "");
  if (hint != NULL)
    gtk_stack_set_visible_child (self->outcome, GTK_WIDGET (self->hint_label));
  if (gtk_stack_get_visible_child (self->pages) == self->main_page)
    return;
  gtk_stack_set_visible_child (self->pages, self->main_page);
  gtk_widget_child_focus (self->main_page, GTK_DIR_TAB_FORWARD);
}

static void
changed_cb (PasarImportDialog *self)
{
  const PasarReadingState state = pasar_import_reading_get_state (self->reading);
  const gboolean is_busy = state == PASAR_READING_OPENING || state == PASAR_READING_CHECKING;

  if (state == PASAR_READING_APPLIED)
    return;
  update_progress (self, state == PASAR_READING_OPENING);
  update_spinner (self, is_busy);
  if (state == PASAR_READING_FAILED || state == PASAR_READING_REFUSED)
    show_message (self);
  else if (state != PASAR_READING_OPENING)
    show_table (self);
  if (state != PASAR_READING_OPENING)
    update_file (self);
  update_outcome (self);
  update_button (self);
}

static void
mapped_cb (PasarImportDialog *self, const PasarImportMapping *mapping)
{
  if (self->staging != NULL)
    return;
  pasar_import_memory_stop (self->memory);
  pasar_import_reading_set_mapping (self->reading, mapping);
}

static void
options_cb (PasarImportDialog *self, const PasarReadingChoices *choices)
{
  if (self->staging != NULL)
    return;
  pasar_import_memory_stop (self->memory);
  pasar_import_reading_set_choices (self->reading, choices);
}

static void
checked_cb (PasarImportDialog *self)
{
  g_autoptr (PasarImportMapping) mapping = NULL;

  if (self->is_setting)
    return;
  mapping = pasar_import_mapping_copy (pasar_import_reading_get_mapping (self->reading));
  mapping->leaves_out_zeros = !gtk_check_button_get_active (self->zeros_check);
  mapping->ignores_case = gtk_check_button_get_active (self->case_check);
  mapped_cb (self, mapping);
}

static void
add_cb (PasarImportDialog *self)
{
  pasar_import_computed_add (self->computed);
}

static void
leftovers_cb (PasarImportDialog *self)
{
  pasar_import_save_leftovers (self->leftovers_button, self->session, self->reading);
}

static void
tell_failure (PasarImportDialog *self, const GError *error)
{
  g_autofree char *reason = pasar_dialog_dup_error_text (error);
  /* Translators: the reason is a sentence. */
  g_autofree char *text = g_strdup_printf (_ ("Nothing was changed. %s"), reason);

  gtk_label_set_label (self->message_label, text);
  gtk_info_bar_set_revealed (self->message_bar, TRUE);
  pasar_import_reading_set_mapping (self->reading,
                                    pasar_import_reading_get_mapping (self->reading));
}

static void
staged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarImportDialog) self = user_data;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->staging);
  if (pasar_session_write_finish (PASAR_SESSION (source), result, &step, &error))
    {
      if (step != NULL && self->memory != NULL)
        pasar_import_memory_keep (self->memory);
      if (step != NULL)
        g_signal_emit (self, signals[SIGNAL_STAGED], 0, step);
      gtk_window_close (GTK_WINDOW (self));
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_window_close (GTK_WINDOW (self));
  else if (self->reading != NULL)
    tell_failure (self, error);
}

static void
import_cb (PasarImportDialog *self)
{
  if (self->staging != NULL || pasar_import_reading_get_state (self->reading) != PASAR_READING_READY
      || pasar_import_computed_has_error (self->computed))
    return;
  self->staging = g_cancellable_new ();
  gtk_info_bar_set_revealed (self->message_bar, FALSE);
  pasar_session_stage_async (self->session,
                             pasar_import_reading_apply (self->reading),
                             self->staging,
                             staged_cb,
                             g_object_ref (self));
  update_button (self);
}

static void
taken_down_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWindow) window = user_data;

  gtk_window_destroy (window);
}

/* For the user it is closed at once; its rows go one after the other. */
static gboolean
close_request_cb (PasarImportDialog *self)
{
  /* It may be too late to stop it: wait for the answer, which comes within moments. */
  if (self->staging != NULL)
    {
      g_cancellable_cancel (self->staging);
      return TRUE;
    }
  update_progress (self, FALSE);
  update_spinner (self, FALSE);
  pasar_import_memory_stop (self->memory);
  pasar_import_reading_stop (self->reading);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  pasar_import_rows_take_down_async (self->rows, taken_down_cb, g_object_ref (self));
  return TRUE;
}

static void
pasar_import_dialog_dispose (GObject *object)
{
  PasarImportDialog *self = PASAR_IMPORT_DIALOG (object);

  g_clear_handle_id (&self->progress_id, g_source_remove);
  g_clear_handle_id (&self->spinner_id, g_source_remove);
  if (self->reading != NULL && self->staging == NULL)
    pasar_import_reading_stop (self->reading);
  g_clear_object (&self->memory);
  g_clear_object (&self->reading);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pasar_import_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, message_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, message_label);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, options_button);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, file_label);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, options);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, add_button);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, warning_label);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, opening_page);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, message_page);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, main_page);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, columns);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, computed);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, outcome);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, outcome_box);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, extent_label);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, zeros_check);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, case_check);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, leftovers_button);
  gtk_widget_class_bind_template_child (widget_class, PasarImportDialog, rows);
}

static void
pasar_import_dialog_class_init (PasarImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PASAR_TYPE_IMPORT_COLUMNS);
  g_type_ensure (PASAR_TYPE_IMPORT_COMPUTED);
  g_type_ensure (PASAR_TYPE_IMPORT_OPTIONS);
  g_type_ensure (PASAR_TYPE_IMPORT_ROWS);
  G_OBJECT_CLASS (klass)->dispose = pasar_import_dialog_dispose;
  signals[SIGNAL_STAGED] = pasar_dialog_class_add_signal (klass, "staged", 1, G_TYPE_POINTER);
  pasar_dialog_class_close_on_escape (widget_class);
  pasar_dialog_class_set_template (widget_class, "import.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, checked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_cb);
  gtk_widget_class_bind_template_callback (widget_class, leftovers_cb);
  gtk_widget_class_bind_template_callback (widget_class, mapped_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_cb);
}

static void
pasar_import_dialog_init (PasarImportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pasar_import_dialog_new:
 * @parent: the window above
 * @session: the shop that is shown
 * @reading: what is imported
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_import_dialog_new (GtkWindow *parent, PasarSession *session, PasarImportReading *reading)
{
  PasarImportDialog *self = g_object_new (PASAR_TYPE_IMPORT_DIALOG, NULL);
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);

  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->reading = g_object_ref (reading);
  self->memory = pasar_import_memory_new (session, reading);
  pasar_import_options_set_reading (self->options, reading);
  pasar_import_computed_set_reading (self->computed, reading, catalogue);
  pasar_import_rows_set_reading (self->rows, reading, catalogue);
  g_signal_connect_object (reading, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->memory,
                           "changed",
                           G_CALLBACK (update_file),
                           self,
                           G_CONNECT_SWAPPED);
  changed_cb (self);
  update_file (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->options_button));
  return GTK_WINDOW (self);
}
