/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/review-link.h"

#include "app/dialogs/util.h"

#include <glib/gi18n-lib.h>

struct _PasarReviewLink
{
  GtkWidget parent_instance;

  GtkInfoBar *bar;
  GtkLabel *label;
  GtkButton *button;

  PasarSession *session; /* (owned) (nullable): once, when it is made */
  gboolean is_hushed;
};

G_DEFINE_FINAL_TYPE (PasarReviewLink, pasar_review_link, GTK_TYPE_WIDGET)

static guint changed_signal;

static gboolean
is_offline (PasarReviewLink *self)
{
  return pasar_session_get_client (self->session) != NULL
         && pasar_session_get_link (self->session) == PASAR_LINK_OFFLINE;
}

static void
update (PasarReviewLink *self)
{
  const gboolean usable = pasar_review_link_get_is_usable (self);
  const gboolean offline = is_offline (self);
  const char *message = pasar_session_get_link_message (self->session);

  if (!usable)
    {
      const char *what =
          offline ? _ ("The shop cannot be reached. Your changes are kept.")
                  : _ ("You are signed out of this shop. Connect it again to submit; your "
                       "changes are kept.");
      g_autofree char *text =
          message != NULL ? g_strdup_printf ("%s %s", what, message) : g_strdup (what);

      gtk_label_set_label (self->label, text);
    }
  gtk_button_set_label (self->button, offline ? _ ("_Try Again") : _ ("_Connect Again"));
  gtk_info_bar_set_revealed (self->bar, !usable && !self->is_hushed);
}

static void
link_cb (PasarReviewLink *self)
{
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarReviewLink) self = PASAR_REVIEW_LINK (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarShopInfo) info =
      pasar_client_get_shop_info_finish (PASAR_CLIENT (source), result, &error);

  gtk_widget_set_sensitive (GTK_WIDGET (self->button), TRUE);
  pasar_session_report (self->session, error);
}

static void
mend_cb (PasarReviewLink *self)
{
  if (!is_offline (self))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "app.connect", NULL);
      gtk_window_close (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), FALSE);
  pasar_client_get_shop_info_async (pasar_session_get_client (self->session),
                                    NULL,
                                    checked_cb,
                                    g_object_ref (self));
}

static void
pasar_review_link_dispose (GObject *object)
{
  PasarReviewLink *self = PASAR_REVIEW_LINK (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (pasar_review_link_parent_class)->dispose (object);
}

static void
pasar_review_link_class_init (PasarReviewLinkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_review_link_dispose;
  changed_signal = pasar_dialog_class_add_signal (klass, "changed", 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  pasar_dialog_class_set_template (widget_class, "review-link.ui");
  gtk_widget_class_bind_template_child (widget_class, PasarReviewLink, bar);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewLink, label);
  gtk_widget_class_bind_template_child (widget_class, PasarReviewLink, button);
  gtk_widget_class_bind_template_callback (widget_class, mend_cb);
}

static void
pasar_review_link_init (PasarReviewLink *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * pasar_review_link_set_session:
 * @self: what was just made
 * @session: the shop
 *
 * Follows the link to the shop from now on.
 */
void
pasar_review_link_set_session (PasarReviewLink *self, PasarSession *session)
{
  g_return_if_fail (PASAR_IS_REVIEW_LINK (self));

  g_set_object (&self->session, session);
  g_signal_connect_object (session, "notify::link", G_CALLBACK (link_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session,
                           "notify::link-message",
                           G_CALLBACK (update),
                           self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * pasar_review_link_get_is_usable:
 * @self: a link
 *
 * Returns: whether something can be sent, as far as is known
 */
gboolean
pasar_review_link_get_is_usable (PasarReviewLink *self)
{
  PasarLink state;

  g_return_val_if_fail (PASAR_IS_REVIEW_LINK (self), FALSE);

  state = pasar_session_get_link (self->session);
  return pasar_session_get_client (self->session) != NULL && state != PASAR_LINK_OFFLINE
         && state != PASAR_LINK_SIGNED_OUT;
}

/**
 * pasar_review_link_hush:
 * @self: a link
 *
 * Says nothing from now on: a submission runs, and tells of itself.
 */
void
pasar_review_link_hush (PasarReviewLink *self)
{
  g_return_if_fail (PASAR_IS_REVIEW_LINK (self));

  self->is_hushed = TRUE;
  update (self);
}
