/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-export.h"

#include "app/dialogs/save-table.h"
#include "jobs/export/outcomes.h"

#include <glib/gi18n-lib.h>

/* A plan that was submitted. */
typedef struct
{
  PasarSession *session; /* (owned) */
  PasarPlan *plan;       /* (owned) */
} Submitted;

static Submitted *
submitted_new (PasarSession *session, PasarPlan *plan)
{
  Submitted *self = g_new (Submitted, 1);

  *self = (Submitted){ g_object_ref (session), g_object_ref (plan) };
  return self;
}

static void
submitted_free (gpointer data)
{
  Submitted *self = data;

  g_object_unref (self->plan);
  g_object_unref (self->session);
  g_free (self);
}

static void
free_closure_data (gpointer data, GClosure *closure)
{
  submitted_free (data);
}

static PasarJob *
make_job (GFile *file, PasarTableFormat format, gpointer user_data)
{
  const Submitted *submitted = user_data;

  return pasar_outcomes_job_new (submitted->session, submitted->plan, file, format);
}

static void
clicked_cb (GtkWidget *button, gpointer user_data)
{
  const Submitted *submitted = user_data;
  g_autofree char *name = pasar_save_table_dup_name (submitted->session, ".xlsx");

  pasar_save_table (button,
                    _ ("Export Outcomes As"),
                    name,
                    make_job,
                    submitted_new (submitted->session, submitted->plan),
                    submitted_free);
}

/**
 * pasar_review_offer_export:
 * @button: a button that nobody has seen yet
 * @session: the shop
 * @plan: what was submitted
 *
 * Shows the button, which writes what became of the changes to a file.
 */
void
pasar_review_offer_export (GtkWidget *button, PasarSession *session, PasarPlan *plan)
{
  g_signal_connect_data (button,
                         "clicked",
                         G_CALLBACK (clicked_cb),
                         submitted_new (session, plan),
                         free_closure_data,
                         0);
  gtk_widget_set_visible (button, TRUE);
}
