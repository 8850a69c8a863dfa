/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/boost.h"

#include "app/dialogs/boost-list.h"
#include "app/dialogs/slot-strip.h"
#include "app/dialogs/util.h"
#include "jobs/submit/submit.h"

#include <glib/gi18n-lib.h>

struct _PasarBoostDialog
{
  AdwWindow parent_instance;

  GtkButton *boost_button;
  GtkSpinner *spinner;
  GtkInfoBar *error_bar;
  GtkLabel *error_label;
  GtkWidget *retry_button;
  GtkLabel *slots_heading;
  PasarSlotStrip *slots;
  PasarBoostList *list;

  PasarSession *session;     /* (owned) */
  PasarJob *job;             /* (owned) (nullable): the last boost */
  GCancellable *cancellable; /* (owned) */
  GtkWindow *question;       /* (nullable): whether to stop, while it is asked */
  gboolean loading;
  gboolean close_when_done;
};

G_DEFINE_FINAL_TYPE (PasarBoostDialog, pasar_boost_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_FINISHED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_running (PasarBoostDialog *self)
{
  return self->job != NULL && pasar_job_get_state (self->job) == PASAR_JOB_RUNNING;
}

static void
update_button (PasarBoostDialog *self)
{
  const guint n = pasar_boost_list_get_ticked (self->list)->len;
  g_autofree char *label =
      n == 0 ? g_strdup (_ ("Boost"))
             : g_strdup_printf (ngettext ("Boost %u Item", "Boost %u Items", n), n);

  gtk_button_set_label (self->boost_button, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->boost_button),
                            n > 0 && n <= pasar_slot_strip_get_n_free (self->slots)
                                && !self->loading && !is_running (self));
  gtk_spinner_set_spinning (self->spinner, self->loading || is_running (self));
}

static void
update_heading (PasarBoostDialog *self)
{
  const guint n_free = pasar_slot_strip_get_n_free (self->slots);
  g_autofree char *free_text
      /* Translators: free boost slots, and how many there are. */
      = g_strdup_printf (ngettext ("Boost slots: %u of %u free",
                                   "Boost slots: %u of %u free",
                                   n_free),
                         n_free,
                         PASAR_BOOST_SLOTS);

  gtk_label_set_label (self->slots_heading,
                       self->loading || !pasar_slot_strip_get_is_known (self->slots)
                           ? _ ("Boost slots")
                           : free_text);
}

static void
update_all (PasarBoostDialog *self)
{
  pasar_boost_list_update (self->list);
  update_button (self);
  update_heading (self);
}

static void
show_error (PasarBoostDialog *self, const GError *error)
{
  g_autofree char *text = pasar_dialog_dup_error_text (error);

  gtk_label_set_label (self->error_label, text);
  gtk_info_bar_set_revealed (self->error_bar, TRUE);
}

static void
slots_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostDialog) self = PASAR_BOOST_DIALOG (user_data);
  g_autoptr (GArray) slots = NULL;
  g_autoptr (GError) error = NULL;

  slots = pasar_session_get_boosts_finish (PASAR_SESSION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->loading = FALSE;
  if (slots == NULL)
    {
      show_error (self, error);
    }
  else
    {
      pasar_slot_strip_set_slots (self->slots,
                                  pasar_session_get_catalogue (PASAR_SESSION (source)),
                                  slots);
      pasar_boost_list_take_slots (self->list);
    }
  update_all (self);
}

static void
load_slots (PasarBoostDialog *self)
{
  if (self->loading)
    return;

  self->loading = TRUE;
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  pasar_session_get_boosts_async (self->session,
                                  self->cancellable,
                                  slots_loaded_cb,
                                  g_object_ref (self));
  update_button (self);
}

static void
slot_freed_cb (PasarBoostDialog *self)
{
  pasar_boost_list_take_slots (self->list);
  update_all (self);
}

static void
boosted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarBoostDialog) self = PASAR_BOOST_DIALOG (user_data);
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  pasar_job_run_finish (PASAR_JOB (source), result, &error);
  summary = pasar_job_dup_summary (PASAR_JOB (source));
  g_signal_emit (self, signals[SIGNAL_FINISHED], 0, summary != NULL ? summary : "");
  if (self->session == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (self->question != NULL)
    gtk_window_close (self->question);
  if (self->close_when_done)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  pasar_boost_list_untick_all (self->list);
  load_slots (self);
  pasar_boost_list_load_times (self->list, self->session);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
  update_all (self);
}

static void
boost_cb (PasarBoostDialog *self)
{
  GArray *ticked = pasar_boost_list_get_ticked (self->list);

  if (ticked->len == 0 || self->loading || is_running (self))
    return;

  g_clear_object (&self->job);
  self->job =
      pasar_boost_job_new (self->session, (const gint64 *) (gpointer) ticked->data, ticked->len);
  pasar_boost_list_set_job (self->list, PASAR_BOOST_JOB (self->job));
  g_signal_connect_object (self->job,
                           "notify::n-done",
                           G_CALLBACK (update_all),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  pasar_job_run_async (self->job, boosted_cb, g_object_ref (self));
  update_all (self);
}

static void
close_response_cb (PasarBoostDialog *self, const char *response)
{
  self->question = NULL;
  if (g_strcmp0 (response, "yes") == 0)
    pasar_boost_dialog_stop (self);
}

static gboolean
close_request_cb (PasarBoostDialog *self)
{
  if (!is_running (self))
    {
      g_cancellable_cancel (self->cancellable);
      return GDK_EVENT_PROPAGATE;
    }
  if (self->close_when_done)
    return GDK_EVENT_STOP;

  if (self->question == NULL)
    {
      self->question = GTK_WINDOW (
          pasar_boost_dialog_new_question (self, _ ("Stop Boosting?"), _ ("_Stop and Close")));
      g_signal_connect_object (self->question,
                               "response",
                               G_CALLBACK (close_response_cb),
                               self,
                               G_CONNECT_SWAPPED);
    }
  gtk_window_present (self->question);

  return GDK_EVENT_STOP;
}

static void
pasar_boost_dialog_dispose (GObject *object)
{
  PasarBoostDialog *self = PASAR_BOOST_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->job);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (pasar_boost_dialog_parent_class)->dispose (object);
}

static void
pasar_boost_dialog_class_init (PasarBoostDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pasar_boost_dialog_dispose;

  /**
   * PasarBoostDialog::finished:
   * @self: the dialog
   * @summary: a sentence on how the boosts ended
   */
  signals[SIGNAL_FINISHED] = pasar_dialog_class_add_signal (klass, "finished", 1, G_TYPE_STRING);

  g_type_ensure (PASAR_TYPE_SLOT_STRIP);
  g_type_ensure (PASAR_TYPE_BOOST_LIST);
  pasar_dialog_class_close_on_escape (widget_class);
  pasar_dialog_class_set_template (widget_class, "boost.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, boost_button);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, error_bar);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, retry_button);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, slots_heading);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, slots);
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, boost_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_bind_template_callback (widget_class, load_slots);
  gtk_widget_class_bind_template_callback (widget_class, slot_freed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_all);
}

static void
pasar_boost_dialog_init (PasarBoostDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pasar_boost_dialog_new:
 * @parent: (nullable): the window above
 * @session: the open shop
 * @rows: (array length=n_rows) (nullable): rows of its catalogue to offer; a model stands for its
 * item
 * @n_rows: how many; with none the seller searches for items
 * @are_chosen: whether the seller selected the rows on purpose: then they are ticked, if the free
 * slots take them all
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_boost_dialog_new (GtkWindow *parent,
                        PasarSession *session,
                        const guint *rows,
                        guint n_rows,
                        gboolean are_chosen)
{
  PasarBoostDialog *self;

  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);
  g_return_val_if_fail (rows != NULL || n_rows == 0, NULL);

  self = g_object_new (PASAR_TYPE_BOOST_DIALOG, NULL);
  pasar_dialog_set_parent (GTK_WINDOW (self), parent);
  self->session = g_object_ref (session);
  pasar_boost_list_fill (self->list, session, self->slots, rows, n_rows, are_chosen);
  if (n_rows == 0)
    gtk_window_set_focus (GTK_WINDOW (self), pasar_boost_list_get_search_entry (self->list));
  load_slots (self);

  return GTK_WINDOW (self);
}

/**
 * pasar_boost_dialog_get_is_running:
 * @self: a boost dialog
 *
 * Returns: whether items are being boosted
 */
gboolean
pasar_boost_dialog_get_is_running (PasarBoostDialog *self)
{
  g_return_val_if_fail (PASAR_IS_BOOST_DIALOG (self), FALSE);

  return is_running (self);
}

/**
 * pasar_boost_dialog_new_question:
 * @self: a boost dialog
 * @heading: the question
 * @yes: label of the response `yes`
 *
 * Returns: (transfer none): asks whether to stop boosting, to be presented
 */
GtkWidget *
pasar_boost_dialog_new_question (PasarBoostDialog *self, const char *heading, const char *yes)
{
  g_return_val_if_fail (PASAR_IS_BOOST_DIALOG (self), NULL);

  return pasar_dialog_new_question (self,
                                    heading,
                                    _ ("The boost that is on its way is waited for. The other "
                                       "items are not boosted."),
                                    _ ("_Keep Boosting"),
                                    yes);
}

/**
 * pasar_boost_dialog_stop:
 * @self: a boost dialog
 *
 * Closes the dialog; while it boosts, no further boost is sent, and it closes when the one on its
 * way has been answered.
 */
void
pasar_boost_dialog_stop (PasarBoostDialog *self)
{
  g_return_if_fail (PASAR_IS_BOOST_DIALOG (self));

  self->close_when_done = TRUE;
  if (is_running (self))
    pasar_job_cancel (self->job);
  else
    gtk_window_close (GTK_WINDOW (self));
}
