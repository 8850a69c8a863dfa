/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/history.h"

#include "app/dialogs/history-keep.h"
#include "app/dialogs/history-most.h"
#include "app/dialogs/history-seal.h"
#include "app/dialogs/history-submission.h"
#include "app/dialogs/history-text.h"
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
  PasarHistorySubmission *submission;
  GtkEditable *search_entry;
  GtkDropDown *show_drop_down;
  GtkListBox *list;
  GtkWidget *nothing_label;
  GtkWidget *more_button;
  GtkLabel *verdict_label;
  GtkWidget *export_button;
  GtkDropDown *keep_drop_down;
  GtkDropDown *number_drop_down;
  PasarSession *session;   /* (owned) */
  GCancellable *search;    /* (owned) (nullable): of what is listed */
  GCancellable *verifying; /* (owned) (nullable): the seals */
  GArray *item_ids;        /* (owned) (nullable) gint64: what was searched for */
  gint64 last;             /* submission that is listed, 0: what is listed comes anew */
  gboolean is_listing;     /* it is on its way */
};

G_DEFINE_FINAL_TYPE (PasarHistoryDialog, pasar_history_dialog, ADW_TYPE_WINDOW)

static guint review_signal;

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
                              && adw_leaflet_get_visible_child (self->leaflet)
                                     == GTK_WIDGET (self->submission));
}

static void
back_cb (PasarHistoryDialog *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_page);
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
  /* The list goes with the window. */
  if (self->session != NULL)
    pasar_history_submission_show (self->submission,
                                   self->session,
                                   row != NULL ? g_object_get_data (G_OBJECT (row), ENTRY_KEY)
                                               : NULL,
                                   self->item_ids);
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
      return;
    }
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->submission));
}

static void
review_cb (PasarHistoryDialog *self)
{
  g_object_ref (self);
  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, review_signal, 0);
  g_object_unref (self);
}

/* The list of submissions. */

/* (nullable): none where the list shows something else */
static char *
dup_day (GtkListBoxRow *row)
{
  const PasarLedgerEntry *entry =
      row != NULL ? g_object_get_data (G_OBJECT (row), ENTRY_KEY) : NULL;

  return entry != NULL ? pasar_dialog_dup_day (entry->created_at_ms / 1000) : NULL;
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  g_autofree char *day = dup_day (row);
  g_autofree char *day_before = dup_day (before);
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
  gtk_widget_set_visible (self->nothing_label, TRUE);
}

/* What was asked for has come, or why it has not. */
static gboolean
end_listing (PasarHistoryDialog *self, gboolean is_read, const GError *error)
{
  self->is_listing = FALSE;
  if (!is_read)
    show_error (self, error);
  return is_read;
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistoryDialog) self = user_data;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const gboolean is_first = self->last == 0;

  entries = pasar_store_finish_object (PASAR_STORE (source), result, &error);
  if (is_late (self, result) || !end_listing (self, entries != NULL, error))
    return;
  if (is_first)
    clear_list (self);
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
list_page (PasarHistoryDialog *self)
{
  self->is_listing = TRUE;
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
more_cb (PasarHistoryDialog *self)
{
  if (!self->is_listing)
    list_page (self);
}

/* item_ids: (transfer full) (nullable): what they are to be of */
static void
list_submissions (PasarHistoryDialog *self, GArray *item_ids)
{
  g_clear_pointer (&self->item_ids, g_array_unref);
  self->item_ids = item_ids;
  self->last = 0;
  list_page (self);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistoryDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids = pasar_history_find_items_finish (PASAR_SESSION (source), result, &error);

  if (!is_late (self, result))
    list_submissions (self, g_steal_pointer (&ids));
}

static void
most_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarHistoryDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = pasar_store_finish_object (PASAR_STORE (source), result, &error);

  if (is_late (self, result) || !end_listing (self, rows != NULL, error))
    return;
  clear_list (self);
  gtk_widget_set_visible (self->more_button, FALSE);
  for (guint i = 0; i < rows->len; i++)
    gtk_list_box_append (self->list,
                         pasar_history_most_new_row (pasar_session_get_catalogue (self->session),
                                                     &g_array_index (rows, PasarMostChanged, i)));
}

/* Lists what is searched for, or what changed most; what was listed stays until that is there. */
static void
search_cb (PasarHistoryDialog *self)
{
  const char *text = gtk_editable_get_text (self->search_entry);

  cancel (&self->search);
  self->search = g_cancellable_new ();
  self->is_listing = TRUE;
  if (pasar_history_most_is_chosen (self->show_drop_down))
    {
      gtk_editable_set_text (self->search_entry, "");
      pasar_history_most_list_async (self->show_drop_down,
                                     self->session,
                                     self->search,
                                     most_cb,
                                     g_object_ref (self));
    }
  else if (*text != '\0')
    pasar_history_find_items_async (self->session,
                                    text,
                                    self->search,
                                    found_cb,
                                    g_object_ref (self));
  else
    list_submissions (self, NULL);
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
  cancel (&self->verifying);
  pasar_history_submission_close_window (self->submission);
  return GDK_EVENT_STOP;
}

static void
pasar_history_dialog_dispose (GObject *object)
{
  PasarHistoryDialog *self = PASAR_HISTORY_DIALOG (object);

  cancel (&self->search);
  cancel (&self->verifying);
  g_clear_object (&self->session);
  g_clear_pointer (&self->item_ids, g_array_unref);
  G_OBJECT_CLASS (pasar_history_dialog_parent_class)->dispose (object);
}

static void
pasar_history_dialog_class_init (PasarHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_history_dialog_dispose;
  g_type_ensure (PASAR_TYPE_HISTORY_SUBMISSION);
  pasar_dialog_class_set_template (widget_class, "history.ui");
  pasar_dialog_class_close_on_escape (widget_class);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, overlay);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, empty_page);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, leaflet);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, list_page);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, submission);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, search_entry);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, show_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, list);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, nothing_label);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, more_button);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, export_button);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, keep_drop_down);
  gtk_widget_class_bind_template_child (widget_class, PasarHistoryDialog, number_drop_down);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, review_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_back);
  review_signal = pasar_dialog_class_add_signal (klass, "review", 0);
}

static void
pasar_history_dialog_init (PasarHistoryDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pasar_history_most_init (self->show_drop_down);
  gtk_list_box_set_header_func (self->list, header_cb, NULL, NULL);
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
  pasar_history_offer_export (self->export_button, session);
  g_signal_connect_object (self->show_drop_down,
                           "notify::selected",
                           G_CALLBACK (search_cb),
                           self,
                           G_CONNECT_SWAPPED);
  init_keep (self, settings);
  search_cb (self);
  self->verifying = g_cancellable_new ();
  pasar_history_show_verdict (self->verdict_label, session, self->verifying);
  return GTK_WINDOW (self);
}
