/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/history.h"

#include "app/dialogs/change-row.h"
#include "app/dialogs/history-keep.h"
#include "app/dialogs/history-most.h"
#include "app/dialogs/history-rows.h"
#include "app/dialogs/history-seal.h"
#include "app/dialogs/history-text.h"
#include "app/dialogs/job-progress.h"
#include "app/dialogs/list.h"
#include "app/dialogs/util.h"
#include "jobs/history.h"

#include <glib/gi18n-lib.h>

/* Submissions that are listed at a time. */
#define PAGE 50

#define ENTRY_KEY "pasar-entry"

struct _PasarHistoryDialog
{
  AdwWindow parent_instance;

  GtkWidget *back_button;
  AdwToastOverlay *overlay;
  GtkStack *stack;
  GtkWidget *empty_page;
  AdwLeaflet *leaflet;
  GtkWidget *list_page;
  GtkWidget *rows_page;
  GtkEditable *search_entry;
  GtkDropDown *show_drop_down;
  GtkListBox *list;
  GtkWidget *more_button;
  GtkLabel *verdict_label;
  GtkWidget *export_button;
  GtkDropDown *keep_drop_down;
  GtkDropDown *number_drop_down;
  GtkLabel *time_label;
  GtkLabel *summary_label;
  GtkWidget *take_back_button;
  GtkListView *rows;
  PasarJobProgress *progress;

  PasarSession *session;   /* (owned) */
  GCancellable *search;    /* (owned) (nullable): of what is listed */
  GCancellable *reading;   /* (owned) (nullable): of the rows */
  GCancellable *verifying; /* (owned) (nullable): the seals */
  GArray *item_ids;        /* (owned) (nullable) gint64: what was searched for */
  gint64 last;             /* submission that is listed, 0: none */
  PasarHistoryRows *shown; /* (owned) (nullable) */
  PasarJob *job;           /* (owned) (nullable): takes back */
  PasarHistoryRows *taken; /* (owned) (nullable): whose rows these are */
};

G_DEFINE_FINAL_TYPE (PasarHistoryDialog, pasar_history_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_REVIEW,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
show_error (PasarHistoryDialog *self, const GError *error)
{
  g_autofree char *text = pasar_dialog_dup_error_text (error);

  adw_toast_overlay_add_toast (self->overlay, pasar_dialog_new_toast (text));
}

/* The window is closed, or something else was asked for meanwhile. */
static gboolean
is_late (PasarHistoryDialog *self, GAsyncResult *result)
{
  return self->session == NULL
         || g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result)));
}

/* Where the rows have taken the place of the list. */
static void
update_back (PasarHistoryDialog *self)
{
  gtk_widget_set_visible (self->back_button,
                          adw_leaflet_get_folded (self->leaflet)
                              && adw_leaflet_get_visible_child (self->leaflet) == self->rows_page);
}

static void
back_cb (PasarHistoryDialog *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_page);
}

/* The rows of a submission. */

static void
update_take_back (PasarHistoryDialog *self)
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

  if (row == NULL)
    return;
  pasar_history_row_set_ticked (row, is_ticked);
  update_take_back (PASAR_HISTORY_DIALOG (gtk_widget_get_root (gtk_list_item_get_child (item))));
}

static void
row_setup_cb (PasarHistoryDialog *self, GtkListItem *item)
{
  GtkWidget *row = pasar_change_row_new ();

  pasar_change_row_set_show_field (PASAR_CHANGE_ROW (row), TRUE);
  pasar_change_row_set_tick_tooltip (PASAR_CHANGE_ROW (row), _ ("Take this change back"));
  g_signal_connect_object (row, "toggled", G_CALLBACK (row_toggled_cb), item, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
}

static void
row_bind_cb (PasarHistoryDialog *self, GtkListItem *item)
{
  pasar_history_row_show (gtk_list_item_get_item (item),
                          pasar_session_get_catalogue (self->session),
                          PASAR_CHANGE_ROW (gtk_list_item_get_child (item)));
}

static void
show_rows (PasarHistoryDialog *self, PasarHistoryRows *rows)
{
  g_autoptr (GListStore) none = g_list_store_new (PASAR_TYPE_HISTORY_ROW);

  g_set_object (&self->shown, rows);
  pasar_dialog_list_set_model (self->rows,
                               rows != NULL ? G_LIST_MODEL (rows) : G_LIST_MODEL (none));
  update_take_back (self);
}

static void
rows_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistoryDialog) self = user_data;
  g_autoptr (GPtrArray) submissions = NULL;
  g_autoptr (PasarHistoryRows) rows = NULL;
  g_autoptr (GError) error = NULL;

  submissions = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (is_late (self, result))
    return;
  if (submissions == NULL)
    {
      show_error (self, error);
      return;
    }
  if (submissions->len == 0)
    return;
  g_ptr_array_set_free_func (submissions, (GDestroyNotify) pasar_submission_free);
  rows = pasar_history_rows_new (g_ptr_array_steal_index (submissions, 0), self->item_ids);
  show_rows (self, rows);
}

static void
cancel (GCancellable **cancellable)
{
  g_cancellable_cancel (*cancellable);
  g_clear_object (cancellable);
}

static void
selected_cb (PasarHistoryDialog *self, GtkListBoxRow *row)
{
  const PasarLedgerEntry *entry =
      row != NULL ? g_object_get_data (G_OBJECT (row), ENTRY_KEY) : NULL;
  g_autofree char *time = NULL;
  g_autofree char *summary = NULL;

  /* The list goes with the window. */
  if (self->session == NULL)
    return;
  cancel (&self->reading);
  show_rows (self, NULL);
  if (entry != NULL)
    {
      time = pasar_dialog_dup_time (entry->created_at_ms / 1000);
      summary = pasar_history_dup_summary (entry);
      self->reading = g_cancellable_new ();
      pasar_store_list_submissions_async (pasar_session_get_store (self->session),
                                          pasar_session_get_shop (self->session)->id,
                                          FALSE,
                                          entry->id + 1,
                                          1,
                                          self->reading,
                                          rows_read_cb,
                                          g_object_ref (self));
    }
  gtk_label_set_label (self->time_label, time != NULL ? time : "");
  gtk_label_set_label (self->summary_label, summary != NULL ? summary : "");
}

/* What changed most leads to the submissions that changed it. */
static void
activated_cb (PasarHistoryDialog *self, GtkListBoxRow *row)
{
  const gint64 item_id = pasar_history_most_get_item (row);
  g_autofree char *id = NULL;

  if (item_id != 0)
    {
      id = g_strdup_printf ("%" G_GINT64_FORMAT, item_id);
      gtk_editable_set_text (self->search_entry, id);
      gtk_drop_down_set_selected (self->show_drop_down, 0);
      return;
    }
  adw_leaflet_set_visible_child (self->leaflet, self->rows_page);
}

/* Taking back. */

static void
review_cb (PasarHistoryDialog *self)
{
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_REVIEW], 0);
  g_object_unref (self);
}

static void
tell_end (PasarHistoryDialog *self, PasarTakeBackJob *job)
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
  adw_toast_overlay_add_toast (self->overlay, toast);
}

static void
taken_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistoryDialog) self = user_data;
  PasarTakeBackJob *job = PASAR_TAKE_BACK_JOB (source);
  g_autoptr (GError) error = NULL;
  const gboolean is_done = pasar_job_run_finish (PASAR_JOB (job), result, &error);

  g_clear_object (&self->job);
  if (self->session == NULL)
    return;
  if (is_done)
    {
      tell_end (self, job);
      pasar_history_rows_show_results (self->taken, pasar_take_back_job_get_rows (job));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
  g_clear_object (&self->taken);
  update_take_back (self);
}

static void
take_back_cb (PasarHistoryDialog *self)
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

/* The list of submissions. */

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const PasarLedgerEntry *entry = g_object_get_data (G_OBJECT (row), ENTRY_KEY);
  g_autofree char *day = entry != NULL ? pasar_history_dup_day (entry) : NULL;
  g_autofree char *day_before =
      entry != NULL && before != NULL
          ? pasar_history_dup_day (g_object_get_data (G_OBJECT (before), ENTRY_KEY))
          : NULL;
  GtkWidget *label;

  if (g_strcmp0 (day, day_before) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (day);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_top (label, before != NULL ? 12 : 0);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_header (row, label);
}

/* Takes the entry. */
static void
add_entry (PasarHistoryDialog *self, PasarLedgerEntry *entry)
{
  g_autofree char *title = pasar_history_dup_title (entry);
  g_autofree char *summary = pasar_history_dup_summary (entry);
  GtkWidget *row = pasar_history_new_row (title, summary);

  g_object_set_data_full (G_OBJECT (row),
                          ENTRY_KEY,
                          entry,
                          (GDestroyNotify) pasar_ledger_entry_free);
  gtk_list_box_append (self->list, row);
}

static void
clear_list (PasarHistoryDialog *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  self->last = 0;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistoryDialog) self = user_data;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const gboolean is_first = self->last == 0;

  entries = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (is_late (self, result))
    return;
  if (entries == NULL)
    {
      show_error (self, error);
      return;
    }
  gtk_widget_set_visible (self->more_button, entries->len == PAGE);
  g_ptr_array_set_free_func (entries, NULL);
  for (guint i = 0; i < entries->len; i++)
    {
      PasarLedgerEntry *entry = g_ptr_array_index (entries, i);

      self->last = entry->id;
      add_entry (self, entry);
    }
  gtk_stack_set_visible_child (self->stack,
                               is_first && entries->len == 0 && self->item_ids == NULL
                                   ? self->empty_page
                                   : GTK_WIDGET (self->leaflet));
  if (is_first)
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
}

static void
more_cb (PasarHistoryDialog *self)
{
  pasar_store_list_ledger_async (pasar_session_get_store (self->session),
                                 pasar_session_get_shop (self->session)->id,
                                 self->item_ids,
                                 self->last,
                                 PAGE,
                                 self->search,
                                 listed_cb,
                                 g_object_ref (self));
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistoryDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GArray *ids = pasar_history_find_items_finish (PASAR_SESSION (source), result, &error);

  if (is_late (self, result))
    {
      g_clear_pointer (&ids, g_array_unref);
      return;
    }
  g_clear_pointer (&self->item_ids, g_array_unref);
  self->item_ids = ids;
  clear_list (self);
  more_cb (self);
}

static void
most_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistoryDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = pasar_store_finish_object (PASAR_STORE (source), result, &error);

  if (is_late (self, result))
    return;
  if (rows == NULL)
    {
      show_error (self, error);
      return;
    }
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->list,
                         pasar_history_most_new_row (pasar_session_get_catalogue (self->session),
                                                     &g_array_index (rows, PasarMostChanged, i)));
}

/* Lists what is searched for, or what changed most. */
static void
search_cb (PasarHistoryDialog *self)
{
  const char *text = gtk_editable_get_text (self->search_entry);

  cancel (&self->search);
  self->search = g_cancellable_new ();
  if (pasar_history_most_is_chosen (self->show_drop_down))
    {
      gtk_editable_set_text (self->search_entry, "");
      clear_list (self);
      gtk_widget_set_visible (self->more_button, FALSE);
      pasar_history_most_list_async (self->show_drop_down,
                                     self->session,
                                     self->search,
                                     most_cb,
                                     g_object_ref (self));
      return;
    }
  if (*text != '\0')
    {
      pasar_history_find_items_async (self->session,
                                      text,
                                      self->search,
                                      found_cb,
                                      g_object_ref (self));
      return;
    }
  g_clear_pointer (&self->item_ids, g_array_unref);
  clear_list (self);
  more_cb (self);
}

/* Who searches wants submissions. */
static void
search_changed_cb (PasarHistoryDialog *self)
{
  if (!pasar_history_most_is_chosen (self->show_drop_down))
    search_cb (self);
  else if (*gtk_editable_get_text (self->search_entry) != '\0')
    gtk_drop_down_set_selected (self->show_drop_down, 0);
}

static void
keep_cb (PasarHistoryDialog *self)
{
  adw_toast_overlay_add_toast (
      self->overlay,
      pasar_dialog_new_toast (
          _ ("What is beyond that is removed when a shop is opened the next time.")));
}

static void
init_keep (PasarHistoryDialog *self, GSettings *settings)
{
  GtkDropDown *drop_downs[] = { self->keep_drop_down, self->number_drop_down };

  pasar_history_keep_init (self->keep_drop_down, self->number_drop_down, settings);
  for (guint i = 0; i < G_N_ELEMENTS (drop_downs); i++)
    g_signal_connect_object (drop_downs[i],
                             "notify::selected",
                             G_CALLBACK (keep_cb),
                             self,
                             G_CONNECT_SWAPPED);
}

static gboolean
close_request_cb (PasarHistoryDialog *self)
{
  cancel (&self->search);
  cancel (&self->reading);
  cancel (&self->verifying);
  return GDK_EVENT_PROPAGATE;
}

static void
pasar_history_dialog_dispose (GObject *object)
{
  PasarHistoryDialog *self = PASAR_HISTORY_DIALOG (object);

  cancel (&self->search);
  cancel (&self->reading);
  cancel (&self->verifying);
  pasar_dialog_list_clear (&self->rows);
  g_clear_object (&self->shown);
  g_clear_object (&self->taken);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_pointer (&self->item_ids, g_array_unref);
  G_OBJECT_CLASS (pasar_history_dialog_parent_class)->dispose (object);
}

static void
pasar_history_dialog_class_init (PasarHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_history_dialog_dispose;
  g_type_ensure (PASAR_TYPE_JOB_PROGRESS);
  pasar_dialog_class_set_template (widget_class, "history.ui");
  pasar_dialog_class_close_on_escape (widget_class);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, overlay);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, list_page);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, rows_page);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, show_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, list);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, more_button);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, keep_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, number_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, time_label);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, take_back_button);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, rows);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, progress);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_back_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_back);
  signals[SIGNAL_REVIEW] = pasar_dialog_class_add_signal (klass, "review", 0);
}

static void
pasar_history_dialog_init (PasarHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pasar_history_most_init (self->show_drop_down);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
  pasar_dialog_list_init (self->rows,
                          self,
                          G_CALLBACK (row_setup_cb),
                          G_CALLBACK (row_bind_cb),
                          NULL);
  update_back (self);
}

/**
 * pasar_history_dialog_new:
 * @parent: (nullable): the window above
 * @session: the open shop
 * @settings: of the application
 *
 * Shows what was submitted.
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_history_dialog_new (GtkWindow *parent, PasarSession *session, GSettings *settings)
{
  PasarHistoryDialog *self = g_object_new (PASAR_TYPE_HISTORY_DIALOG, NULL);

  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  self->verifying = g_cancellable_new ();
  pasar_history_show_verdict (self->verdict_label, session, self->verifying);
  pasar_history_offer_export (self->export_button, session);
  g_signal_connect_object (self->show_drop_down,
                           "notify::selected",
                           G_CALLBACK (search_cb),
                           self,
                           G_CONNECT_SWAPPED);
  init_keep (self, settings);
  search_cb (self);
  return GTK_WINDOW (self);
}
