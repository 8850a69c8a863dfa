/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/job-progress.h"

#include "app/dialogs/job-text.h"
#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

struct _PasarJobProgress
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *bar;
  GtkLabel *detail;
  GtkWidget *goes_on_box;
  GtkSwitch *goes_on_switch;
  GtkButton *pause_button;
  GtkWidget *stop_button;

  GSignalGroup *job;      /* (owned): that is followed */
  GBindingGroup *goes_on; /* (owned): of a submission, with the switch */
};

G_DEFINE_FINAL_TYPE (PasarJobProgress, pasar_job_progress, GTK_TYPE_WIDGET)

/* What only a submission can do. */
static void
update_submission (PasarJobProgress *self, PasarSubmitJob *job)
{
  const gboolean is_paused = pasar_submit_job_get_paused (job);

  gtk_button_set_label (self->pause_button, is_paused ? _ ("_Resume") : _ ("_Pause"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->pause_button),
                               is_paused ? _ ("Go On Sending") : _ ("Send Nothing for Now"));
  gtk_widget_set_visible (self->goes_on_box,
                          pasar_submit_job_get_waiting (job)->kind == PASAR_SUBMIT_WAITS_FOR_QUOTA);
}

static void
update_detail (PasarJobProgress *self, PasarJob *job)
{
  g_autofree char *detail = pasar_job_text_dup_detail (job);

  gtk_label_set_label (self->detail, detail != NULL ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
}

static void
update (PasarJobProgress *self)
{
  g_autoptr (PasarJob) job = g_signal_group_dup_target (self->job);
  const char *status = pasar_job_get_status (job);
  const guint n_total = pasar_job_get_n_total (job);

  gtk_revealer_set_reveal_child (self->revealer, pasar_job_get_state (job) == PASAR_JOB_RUNNING);
  if (gtk_widget_get_sensitive (self->stop_button))
    gtk_label_set_label (self->label, status != NULL ? status : "");
  update_detail (self, job);
  if (PASAR_IS_SUBMIT_JOB (job))
    update_submission (self, PASAR_SUBMIT_JOB (job));
  if (n_total > 0)
    gtk_progress_bar_set_fraction (self->bar, (double) pasar_job_get_n_done (job) / n_total);
  else
    gtk_progress_bar_pulse (self->bar);
}

static void
stop_cb (PasarJobProgress *self)
{
  g_autoptr (PasarJob) job = g_signal_group_dup_target (self->job);

  gtk_widget_set_sensitive (self->stop_button, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pause_button), FALSE);
  gtk_label_set_label (self->label, _ ("Stopping: waiting for what is on its way…"));
  pasar_job_cancel (job);
}

static void
pause_cb (PasarJobProgress *self)
{
  g_autoptr (PasarSubmitJob) job = g_signal_group_dup_target (self->job);

  pasar_submit_job_set_paused (job, !pasar_submit_job_get_paused (job));
  update (self);
}

static void
pasar_job_progress_dispose (GObject *object)
{
  PasarJobProgress *self = PASAR_JOB_PROGRESS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_object (&self->goes_on);
  g_clear_object (&self->job);
  g_clear_pointer (&child, gtk_widget_unparent);

  G_OBJECT_CLASS (pasar_job_progress_parent_class)->dispose (object);
}

static void
pasar_job_progress_class_init (PasarJobProgressClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_job_progress_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  pasar_dialog_class_set_template (widget_class, "job-progress.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarJobProgress, revealer);
  gtk_widget_class_bind_template_child (widget_class, PasarJobProgress, label);
  gtk_widget_class_bind_template_child (widget_class, PasarJobProgress, bar);
  gtk_widget_class_bind_template_child (widget_class, PasarJobProgress, detail);
  gtk_widget_class_bind_template_child (widget_class, PasarJobProgress, goes_on_box);
  gtk_widget_class_bind_template_child (widget_class, PasarJobProgress, goes_on_switch);
  gtk_widget_class_bind_template_child (widget_class, PasarJobProgress, pause_button);
  gtk_widget_class_bind_template_child (widget_class, PasarJobProgress, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
pasar_job_progress_init (PasarJobProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pasar_dialog_set_accessible_label (self->bar, _ ("Progress"));
  self->job = g_signal_group_new (PASAR_TYPE_JOB);
  g_signal_group_connect_swapped (self->job, "notify", G_CALLBACK (update), self);
  self->goes_on = g_binding_group_new ();
  g_binding_group_bind (self->goes_on,
                        "goes-on",
                        self->goes_on_switch,
                        "active",
                        G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
}

/**
 * pasar_job_progress_follow:
 * @self: a progress
 * @job: the job to show from now on
 */
void
pasar_job_progress_follow (PasarJobProgress *self, PasarJob *job)
{
  g_return_if_fail (PASAR_IS_JOB_PROGRESS (self));
  g_return_if_fail (PASAR_IS_JOB (job));

  g_signal_group_set_target (self->job, job);
  g_binding_group_set_source (self->goes_on, PASAR_IS_SUBMIT_JOB (job) ? job : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), PASAR_IS_SUBMIT_JOB (job));
  gtk_widget_set_visible (self->goes_on_box, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pause_button), TRUE);
  gtk_widget_set_sensitive (self->stop_button, TRUE);
  update (self);
}
