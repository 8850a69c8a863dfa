/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/history-submission.h"

#include "app/dialogs/history-rows.h"
#include "app/dialogs/history-text.h"
#include "app/dialogs/job-progress.h"
#include "app/dialogs/list.h"
#include "app/dialogs/util.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _PasarHistorySubmission
{
  GtkWidget parent_instance;

  GtkStack *stack;
  GtkWidget *none_page;
  GtkWidget *box;
  GtkLabel *time_label;
  GtkLabel *summary_label;
  GtkWidget *take_back_button;
  GtkListView *rows;
  PasarJobProgress *progress;

  PasarSession *session;   /* (owned) (nullable) */
  gint64 id;               /* that is shown; 0: none */
  GArray *item_ids;        /* (owned) (nullable) gint64: whose rows are shown */
  GCancellable *reading;   /* (owned) (nullable): of the rows */
  PasarHistoryRows *shown; /* (owned) (nullable) */
  PasarJob *job;           /* (owned) (nullable): takes back */
  PasarHistoryRows *taken; /* (owned) (nullable): whose rows these are */
};

G_DEFINE_FINAL_TYPE (PasarHistorySubmission, pasar_history_submission, GTK_TYPE_WIDGET)

static guint review_signal;

static void
add_toast (PasarHistorySubmission *self, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);

  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
}

static void
show_error (PasarHistorySubmission *self, const GError *error)
{
  g_autofree char *text = pasar_dialog_dup_error_text (error);

  add_toast (self, pasar_dialog_new_toast (text));
}

/* The rows. */

static void
update_take_back (PasarHistorySubmission *self)
{
  gtk_widget_set_sensitive (self->take_back_button,
                            self->shown != NULL && self->job == NULL
                                && pasar_history_rows_has_ticked (self->shown)
                                && pasar_session_get_client (self->session) != NULL);
}

static void
row_toggled_cb (GtkListItem *item, gboolean is_ticked)
{
  PasarHistoryRow *row = gtk_list_item_get_item (item);
  GtkWidget *self =
      gtk_widget_get_ancestor (gtk_list_item_get_child (item), PASAR_TYPE_HISTORY_SUBMISSION);

  if (row == NULL || self == NULL)
    return;
  pasar_history_row_set_ticked (row, is_ticked);
  update_take_back (PASAR_HISTORY_SUBMISSION (self));
}

static void
row_setup_cb (PasarHistorySubmission *self, GtkListItem *item)
{
  GtkWidget *row = pasar_change_row_new ();

  pasar_change_row_set_show_field (PASAR_CHANGE_ROW (row), TRUE);
  pasar_change_row_set_tick_tooltip (PASAR_CHANGE_ROW (row), _ ("Take this change back"));
  g_signal_connect_object (row, "toggled", G_CALLBACK (row_toggled_cb), item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
row_bind_cb (PasarHistorySubmission *self, GtkListItem *item)
{
  pasar_history_row_show (gtk_list_item_get_item (item),
                          pasar_session_get_catalogue (self->session),
                          PASAR_CHANGE_ROW (gtk_list_item_get_child (item)));
}

static void
show_rows (PasarHistorySubmission *self, PasarHistoryRows *rows)
{
  g_autoptr (GListStore) none = g_list_store_new (PASAR_TYPE_HISTORY_ROW);

  g_set_object (&self->shown, rows);
  pasar_dialog_list_set_model (self->rows,
                               rows != NULL ? G_LIST_MODEL (rows) : G_LIST_MODEL (none));
  update_take_back (self);
}

static void
stop_reading (PasarHistorySubmission *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

/* The submission itself, unless it was pruned meanwhile: then an older one is read, or none. */
static PasarSubmission *
take_submission (PasarHistorySubmission *self, GPtrArray *submissions)
{
  const PasarSubmission *first = submissions->len > 0 ? submissions->pdata[0] : NULL;

  if (first == NULL || first->id != self->id)
    return NULL;
  g_ptr_array_set_free_func (submissions, (GDestroyNotify) pasar_submission_free);
  return g_ptr_array_steal_index (submissions, 0);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistorySubmission) self = user_data;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (PasarHistoryRows) rows = NULL;
  g_autoptr (GError) error = NULL;
  PasarSubmission *submission;

  submissions = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  if (submissions == NULL)
    {
      show_error (self, error);
      return;
    }
  submission = take_submission (self, submissions);
  if (submission == NULL)
    return;
  rows = pasar_history_rows_new (submission, self->item_ids);
  show_rows (self, rows);
}

static void
read_rows (PasarHistorySubmission *self)
{
  self->reading = g_cancellable_new ();
  pasar_store_list_submissions_async (pasar_session_get_store (self->session),
                                      pasar_session_get_shop (self->session)->id,
                                      FALSE,
                                      self->id + 1,
                                      1,
                                      self->reading,
                                      read_cb,
                                      g_object_ref (self));
}

/* Taking back. */

static void
review_cb (PasarHistorySubmission *self)
{
  g_signal_emit (self, review_signal, 0);
}

static void
tell_end (PasarHistorySubmission *self, PasarTakeBackJob *job)
{
  g_autofree char *summary = pasar_job_dup_summary (PASAR_JOB (job));
  AdwToast *toast = pasar_dialog_new_toast (summary);

  if (pasar_take_back_job_count (job, PASAR_TAKE_BACK_STAGED) > 0)
    {
      adw_toast_set_button_label (toast, _ ("_Review"));
      g_signal_connect_object (toast,
                               "button-clicked",
                               G_CALLBACK (review_cb),
                               self,
                               G_CONNECT_SWAPPED);
    }
  add_toast (self, toast);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistorySubmission) self = user_data;
  PasarTakeBackJob *job = PASAR_TAKE_BACK_JOB (source);
  g_autoptr (PasarHistoryRows) taken = g_steal_pointer (&self->taken);
  g_autoptr (GError) error = NULL;
  const gboolean is_done = pasar_job_run_finish (PASAR_JOB (job), result, &error);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_object (&self->job);
  if (root == NULL)
    return;
  if (is_done)
    {
      tell_end (self, job);
      pasar_history_rows_show_results (taken, pasar_take_back_job_get_rows (job));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
  update_take_back (self);
  /* What is insensitive loses the focus. */
  if (gtk_root_get_focus (root) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->rows));
}

static void
take_back_cb (PasarHistorySubmission *self)
{
  g_autoptr (GArray) rows =
      pasar_history_rows_list_ticked (self->shown, pasar_session_get_catalogue (self->session));
  g_autofree char *label = NULL;

  label = g_strdup_printf (
      /* Translators: a step that can be undone; %s is date and time of a submission */
      _ ("Took back what was sent on %s"),
      gtk_label_get_label (self->time_label));
  self->job = pasar_take_back_job_new (self->session, rows, label);
  g_set_object (&self->taken, self->shown);
  update_take_back (self);
  pasar_job_progress_follow (self->progress, self->job);
  pasar_job_run_async (self->job, taken_back_cb, g_object_ref (self));
}

/* The life of it. */

/* What is on its way has nobody any more who waits for it. */
static void
pasar_history_submission_unroot (GtkWidget *widget)
{
  stop_reading (PASAR_HISTORY_SUBMISSION (widget));
  GTK_WIDGET_CLASS (pasar_history_submission_parent_class)->unroot (widget);
}

static void
pasar_history_submission_dispose (GObject *object)
{
  PasarHistorySubmission *self = PASAR_HISTORY_SUBMISSION (object);

  stop_reading (self);
  pasar_dialog_list_clear (&self->rows);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_pointer (&self->item_ids, g_array_unref);
  g_clear_object (&self->shown);
  g_clear_object (&self->taken);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pasar_history_submission_parent_class)->dispose (object);
}

static void
pasar_history_submission_class_init (PasarHistorySubmissionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_history_submission_dispose;
  widget_class->unroot = pasar_history_submission_unroot;
  g_type_ensure (PASAR_TYPE_JOB_PROGRESS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  pasar_dialog_class_set_template (widget_class, "history-submission.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarHistorySubmission, stack);
  gtk_widget_class_bind_template_child (widget_class, PasarHistorySubmission, none_page);
  gtk_widget_class_bind_template_child (widget_class, PasarHistorySubmission, box);
  gtk_widget_class_bind_template_child (widget_class, PasarHistorySubmission, time_label);
  gtk_widget_class_bind_template_child (widget_class, PasarHistorySubmission, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PasarHistorySubmission, take_back_button);
  gtk_widget_class_bind_template_child (widget_class, PasarHistorySubmission, rows);
  gtk_widget_class_bind_template_child (widget_class, PasarHistorySubmission, progress);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
  review_signal = pasar_dialog_class_add_signal (klass, "review", 0);
}

static void
pasar_history_submission_init (PasarHistorySubmission *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pasar_dialog_list_init (self->rows,
                          self,
                          G_CALLBACK (row_setup_cb),
                          G_CALLBACK (row_bind_cb),
                          NULL);
}

/**
 * pasar_history_submission_show:
 * @self: what shows a submission
 * @session: the shop, always the same one
 * @entry: (nullable): the submission; %NULL: none
 * @item_ids: (nullable) (element-type gint64): the items whose rows are shown; %NULL: all
 *
 * Shows a submission, and its rows as soon as they are read.
 */
void
pasar_history_submission_show (PasarHistorySubmission *self,
                               PasarSession *session,
                               const PasarLedgerEntry *entry,
                               GArray *item_ids)
{
  g_autofree char *time = NULL;
  g_autofree char *summary = NULL;

  g_return_if_fail (PASAR_IS_HISTORY_SUBMISSION (self));
  g_return_if_fail (PASAR_IS_SESSION (session));

  stop_reading (self);
  g_set_object (&self->session, session);
  g_clear_pointer (&self->item_ids, g_array_unref);
  self->item_ids = item_ids != NULL ? g_array_ref (item_ids) : NULL;
  self->id = entry != NULL ? entry->id : 0;
  show_rows (self, NULL);
  gtk_stack_set_visible_child (self->stack, entry != NULL ? self->box : self->none_page);
  if (entry == NULL)
    return;
  time = pasar_dialog_dup_time (entry->created_at_ms / 1000);
  summary = pasar_history_dup_summary (entry);
  gtk_label_set_label (self->time_label, time != NULL ? time : "");
  gtk_label_set_label (self->summary_label, summary);
  read_rows (self);
}

/**
 * pasar_history_submission_close_window:
 * @self: what shows a submission, in a window
 *
 * Closes the window; what it has of many rows goes between frames.
 */
void
pasar_history_submission_close_window (PasarHistorySubmission *self)
{
  g_return_if_fail (PASAR_IS_HISTORY_SUBMISSION (self));

  stop_reading (self);
  pasar_dialog_list_close_window (self->rows);
}
