/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-later.h"

#include "app/dialogs/util.h"
#include "jobs/session/send-later.h"

#include <glib/gi18n-lib.h>

struct _PasarReviewLater
{
  GtkWidget parent_instance;

  PasarSession *session; /* (owned) */
  GArray *cells;         /* (owned) (element-type PasarEdit): what waits */
  GtkCheckButton *check;
  gulong toggled_id;
};

G_DEFINE_FINAL_TYPE (PasarReviewLater, pasar_review_later, GTK_TYPE_WIDGET)

static guint
count_marked (PasarReviewLater *self)
{
  guint n = 0;

  for (guint i = 0; i < self->cells->len; i++)
    {
      const PasarEdit *cell = &g_array_index (self->cells, PasarEdit, i);

      n += pasar_session_sends_later (self->session, cell->key, cell->field);
    }
  return n;
}

/* Some of it may be marked, and some not. */
static void
show (PasarReviewLater *self)
{
  const guint n = count_marked (self);

  g_signal_handler_block (self->check, self->toggled_id);
  gtk_check_button_set_active (self->check, n > 0 && n == self->cells->len);
  gtk_check_button_set_inconsistent (self->check, n > 0 && n < self->cells->len);
  g_signal_handler_unblock (self->check, self->toggled_id);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarReviewLater) self = user_data;
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  g_autoptr (GError) error = NULL;

  if (!pasar_session_set_sends_later_finish (PASAR_SESSION (source), result, &error)
      && overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay),
                                 pasar_dialog_new_toast (error->message));
  show (self);
}

static void
toggled_cb (PasarReviewLater *self)
{
  gtk_check_button_set_inconsistent (self->check, FALSE);
  pasar_session_set_sends_later_async (self->session,
                                       self->cells,
                                       gtk_check_button_get_active (self->check),
                                       set_cb,
                                       g_object_ref (self));
}

static void
pasar_review_later_dispose (GObject *object)
{
  PasarReviewLater *self = PASAR_REVIEW_LATER (object);

  if (self->check != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->check));
  self->check = NULL;
  G_OBJECT_CLASS (pasar_review_later_parent_class)->dispose (object);
}

static void
pasar_review_later_finalize (GObject *object)
{
  PasarReviewLater *self = PASAR_REVIEW_LATER (object);

  g_array_unref (self->cells);
  g_object_unref (self->session);
  G_OBJECT_CLASS (pasar_review_later_parent_class)->finalize (object);
}

static void
pasar_review_later_class_init (PasarReviewLaterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_review_later_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_review_later_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_review_later_init (PasarReviewLater *self)
{
  self->cells = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  self->check = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_ ("Send when it ends")));
  gtk_widget_set_tooltip_text (
      GTK_WIDGET (self->check),
      _ ("Sent by itself when the promotion has ended, while Pasar is open, unless the shop has "
         "changed the value or something is worth a look. Otherwise you are told."));
  gtk_widget_set_parent (GTK_WIDGET (self->check), GTK_WIDGET (self));
  self->toggled_id =
      g_signal_connect_swapped (self->check, "toggled", G_CALLBACK (toggled_cb), self);
}

/**
 * pasar_review_later_new:
 * @session: an open shop
 *
 * Nothing waits before [method@ReviewLater.set_plan].
 *
 * Returns: (transfer floating): the check
 */
GtkWidget *
pasar_review_later_new (PasarSession *session)
{
  PasarReviewLater *self = g_object_new (PASAR_TYPE_REVIEW_LATER, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/**
 * pasar_review_later_set_plan:
 * @self: the check
 * @plan: a plan
 *
 * What waits in @plan is meant from now on.
 */
void
pasar_review_later_set_plan (PasarReviewLater *self, PasarPlan *plan)
{
  g_return_if_fail (PASAR_IS_REVIEW_LATER (self));

  g_array_unref (self->cells);
  self->cells = pasar_plan_dup_postponed (plan);
  show (self);
}
