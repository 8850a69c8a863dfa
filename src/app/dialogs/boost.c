/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/boost.h"

#include "app/dialogs/boost-list.h"
#include "app/dialogs/job-progress.h"
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
  PasarJobProgress *progress;

  PasarSession *session;     /* (owned) */
  PasarJob *job;             /* (owned) (nullable): the last boost */
  GCancellable *cancellable; /* (owned) */
  guint n_done;              /* of the job, when the slots were last asked for */
  gboolean loading;
  gboolean is_stale; /* what is loading was asked for too early */
};

G_DEFINE_FINAL_TYPE (PasarBoostDialog, pasar_boost_dialog, ADW_TYPE_WINDOW)

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
             : g_strdup_printf (ngettext ("Boost %'u Item", "Boost %'u Items", n), n);

  gtk_button_set_label (self->boost_button, label);
  gtk_widget_set_visible (GTK_WIDGET (self->boost_button), !is_running (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->boost_button),
                            n > 0 && n <= pasar_slot_strip_get_n_free (self->slots)
                                && !self->loading);
  gtk_spinner_set_spinning (self->spinner, self->loading && !is_running (self));
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

static void read_slots (PasarBoostDialog *self);

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
  if (self->is_stale)
    {
      read_slots (self);
      return;
    }
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
read_slots (PasarBoostDialog *self)
{
  self->is_stale = self->loading;
  if (self->loading)
    return;

  self->loading = TRUE;
  pasar_session_get_boosts_async (self->session,
                                  self->cancellable,
                                  slots_loaded_cb,
                                  g_object_ref (self));
  update_button (self);
}

static void
load_slots (PasarBoostDialog *self)
{
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  read_slots (self);
}

static void
slot_freed_cb (PasarBoostDialog *self)
{
  pasar_boost_list_take_slots (self->list);
  update_all (self);
}

static void
ended (PasarBoostDialog *self)
{
  const GError *error = pasar_job_get_error (self->job);

  pasar_boost_list_end_job (self->list, self->session);
  load_slots (self);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_error (self, error);
  update_all (self);
}

static void
job_state_cb (PasarBoostDialog *self)
{
  if (!is_running (self))
    ended (self);
}

/* An item that was boosted is in its slot at once. */
static void
job_progress_cb (PasarBoostDialog *self)
{
  const guint n_done = pasar_job_get_n_done (self->job);

  if (self->n_done != n_done)
    read_slots (self);
  self->n_done = n_done;
  update_all (self);
}

/* Shows a job that runs: one that was started here, or one that was found. */
static void
follow (PasarBoostDialog *self, PasarJob *job)
{
  g_set_object (&self->job, job);
  self->n_done = pasar_job_get_n_done (job);
  g_signal_connect_object (job,
                           "notify::n-done",
                           G_CALLBACK (job_progress_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (job,
                           "notify::state",
                           G_CALLBACK (job_state_cb),
                           self,
                           G_CONNECT_SWAPPED);
  pasar_boost_list_set_job (self->list, PASAR_BOOST_JOB (job));
  pasar_job_progress_follow (self->progress, job);
  gtk_info_bar_set_revealed (self->error_bar, FALSE);
  update_all (self);
}

static void
boost_cb (PasarBoostDialog *self)
{
  GArray *ticked = pasar_boost_list_get_ticked (self->list);
  g_autoptr (PasarJob) job = NULL;

  if (ticked->len == 0 || self->loading || is_running (self))
    return;

  job = pasar_boost_job_new (self->session, (const gint64 *) (gpointer) ticked->data, ticked->len);
  pasar_job_run_async (job, NULL, NULL);
  follow (self, job);
  job_state_cb (self);
}

static gboolean
pasar_boost_dialog_close_request (GtkWindow *window)
{
  pasar_boost_list_close_window (PASAR_BOOST_DIALOG (window)->list);
  return TRUE;
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
  GTK_WINDOW_CLASS (klass)->close_request = pasar_boost_dialog_close_request;

  g_type_ensure (PASAR_TYPE_JOB_PROGRESS);
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
  gtk_widget_class_bind_template_child (widget_class, PasarBoostDialog, progress);
  gtk_widget_class_bind_template_callback (widget_class, boost_cb);
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

static GArray *
dup_rows (PasarCatalogue *catalogue, PasarBoostJob *job)
{
  const GPtrArray *outcomes = pasar_boost_job_get_outcomes (job);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < outcomes->len; i++)
    {
      const PasarJournalRow *outcome = g_ptr_array_index (outcomes, i);
      const guint row = pasar_catalogue_find (catalogue, outcome->item_id, 0);

      if (row != PASAR_NO_ROW)
        g_array_append_val (rows, row);
    }
  return rows;
}

static void
fill (PasarBoostDialog *self,
      PasarPictureLoader *pictures,
      const guint *rows,
      guint n_rows,
      gboolean are_chosen)
{
  PasarJob *job = pasar_job_find (self->session, PASAR_TYPE_BOOST_JOB);
  g_autoptr (GArray) boosted = NULL;

  if (job == NULL)
    {
      pasar_boost_list_fill (self->list,
                             self->session,
                             pictures,
                             self->slots,
                             rows,
                             n_rows,
                             are_chosen);
      return;
    }
  boosted = dup_rows (pasar_session_get_catalogue (self->session), PASAR_BOOST_JOB (job));
  pasar_boost_list_fill (self->list,
                         self->session,
                         pictures,
                         self->slots,
                         (const guint *) (gpointer) boosted->data,
                         boosted->len,
                         TRUE);
  follow (self, job);
}

/**
 * pasar_boost_dialog_new:
 * @parent: (nullable): the window above
 * @session: the open shop
 * @pictures: (nullable): loads pictures of its items; without it there are none
 * @rows: (array length=n_rows) (nullable): rows of its catalogue to offer, unless a boost runs
 *   there, which is shown; a model stands for its item
 * @n_rows: how many; with none the seller searches for items
 * @are_chosen: whether the seller selected the rows on purpose: then they are ticked, if the free
 * slots take them all
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *
pasar_boost_dialog_new (GtkWindow *parent,
                        PasarSession *session,
                        PasarPictureLoader *pictures,
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
  fill (self, pictures, rows, n_rows, are_chosen);
  load_slots (self);

  return GTK_WINDOW (self);
}
