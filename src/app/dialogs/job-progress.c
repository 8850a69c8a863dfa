/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/job-progress.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

struct _PasarJobProgress
{
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *label;
  GtkProgressBar *bar;
  GtkWidget *stop_button;

  GSignalGroup *job; /* (owned): that is followed */
};

G_DEFINE_FINAL_TYPE (PasarJobProgress, pasar_job_progress, GTK_TYPE_WIDGET)

static void
update (PasarJobProgress *self)
{
  g_autoptr (PasarJob) job = g_signal_group_dup_target (self->job);
  const char *status = pasar_job_get_status (job);
  const guint n_total = pasar_job_get_n_total (job);

  gtk_revealer_set_reveal_child (self->revealer, pasar_job_get_state (job) == PASAR_JOB_RUNNING);
  if (gtk_widget_get_sensitive (self->stop_button))
    gtk_label_set_label (self->label, status != NULL ? status : "");
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
  gtk_label_set_label (self->label, _ ("Stopping: waiting for what is on its way…"));
  pasar_job_cancel (job);
}

static void
pasar_job_progress_dispose (GObject *object)
{
  PasarJobProgress *self = PASAR_JOB_PROGRESS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

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
  gtk_widget_class_bind_template_child (widget_class, PasarJobProgress, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, stop_cb);
}

static void
pasar_job_progress_init (PasarJobProgress *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pasar_dialog_set_accessible_label (self->bar, _ ("Progress"));
  self->job = g_signal_group_new (PASAR_TYPE_JOB);
  g_signal_group_connect_swapped (self->job, "notify", G_CALLBACK (update), self);
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
  gtk_widget_set_sensitive (self->stop_button, TRUE);
  update (self);
}
