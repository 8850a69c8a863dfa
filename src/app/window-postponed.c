/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/submission-notice.h"
#include "app/window-private.h"

#include <glib/gi18n-lib.h>

/* What waits for the end of a promotion: what becomes of it is told in the window, and by the
 * desktop while the seller is elsewhere. */

#define NOTIFICATION "postponed"

static char *
dup_freed_text (guint n)
{
  return g_strdup_printf (
      /* Translators: a number of prices and stocks that waited for the end of a promotion */
      ngettext ("The promotion has ended: %'u change that waited can be sent now.",
                "The promotion has ended: %'u changes that waited can be sent now.",
                n),
      n);
}

static void
show_freed (PasarWindow *self)
{
  g_autofree char *text = dup_freed_text (pasar_postponed_get_n_freed (self->postponed));

  pasar_banner_set (self->banner, PASAR_BANNER_FREED, text, _ ("_Review"), "win.review");
}

static void
forget_freed (PasarWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  pasar_banner_clear (self->banner, PASAR_BANNER_FREED);
  if (application != NULL)
    g_application_withdraw_notification (G_APPLICATION (application), NOTIFICATION);
}

static void
freed_cb (PasarWindow *self)
{
  g_autofree char *text = dup_freed_text (pasar_postponed_get_n_freed (self->postponed));

  /* Who has the review open sees them there. */
  if (self->review == NULL)
    show_freed (self);
  pasar_submission_notice_send (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))),
                                NOTIFICATION,
                                _ ("A Promotion Has Ended"),
                                text,
                                NULL);
}

/* What was dismissed does not come back. */
static void
changed_cb (PasarWindow *self)
{
  if (!pasar_banner_has (self->banner, PASAR_BANNER_FREED))
    return;
  if (pasar_postponed_get_n_freed (self->postponed) > 0)
    show_freed (self);
  else
    forget_freed (self);
}

static void
prolonged_cb (PasarWindow *self, guint n)
{
  g_autofree char *text = g_strdup_printf (
      /* Translators: a number of prices and stocks that wait for the end of a promotion */
      ngettext ("The promotion goes on, or another one has begun: %'u change waits on.",
                "The promotion goes on, or another one has begun: %'u changes wait on.",
                n),
      n);

  pasar_window_toast (self, text, FALSE);
}

static void
held_cb (PasarWindow *self, guint n)
{
  g_autofree char *text = g_strdup_printf (
      /* Translators: a number of prices and stocks that waited for the end of a promotion */
      ngettext ("%'u change that waited cannot be sent. Its row says why.",
                "%'u changes that waited cannot be sent. Their rows say why.",
                n),
      n);

  pasar_window_toast (self, text, FALSE);
}

static void
sent_cb (PasarWindow *self, const char *summary)
{
  /* Translators: of what waited for the end of a promotion; %s says what became of it, such as
     “8 changes done” */
  g_autofree char *text = g_strdup_printf (_ ("Sent as the promotion has ended: %s"), summary);

  pasar_window_toast_with (self, text, _ ("_Show"), "win.show-submission", NULL);
}

/* What a review asks about, and what is not sent by itself. */
static void
limits_cb (PasarWindow *self)
{
  const PasarBatchLimits limits = pasar_window_read_limits (self);
  const PasarDoubtLimits doubt_limits = {
    .fall = g_settings_get_uint (self->settings, "doubt-fall-percent"),
    .rise = g_settings_get_uint (self->settings, "doubt-rise-percent"),
    .apart = g_settings_get_uint (self->settings, "doubt-apart-points"),
    .stock = g_settings_get_uint (self->settings, "doubt-stock-pieces"),
  };

  if (self->postponed == NULL)
    return;
  pasar_postponed_set_limits (self->postponed, &limits);
  pasar_catalogue_set_doubt_limits (pasar_session_get_catalogue (self->session), &doubt_limits);
}

/**
 * pasar_window_update_postponed:
 * @self: a window
 *
 * Watches the ends of promotions of the shop that is open now, if any.
 */
void
pasar_window_update_postponed (PasarWindow *self)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } signals[] = {
    { "changed", G_CALLBACK (changed_cb) },     { "freed", G_CALLBACK (freed_cb) },
    { "prolonged", G_CALLBACK (prolonged_cb) }, { "held", G_CALLBACK (held_cb) },
    { "sent", G_CALLBACK (sent_cb) },
  };

  if (self->postponed != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->postponed, self);
      pasar_postponed_set_paused (self->postponed, TRUE);
      forget_freed (self);
    }
  g_clear_object (&self->postponed);
  if (self->session == NULL)
    return;
  self->postponed = pasar_postponed_new (self->session);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_swapped (self->postponed, signals[i].signal, signals[i].callback, self);
  limits_cb (self);
}

/**
 * pasar_window_pause_postponed:
 * @self: a window
 *
 * While the seller looks at what is to be sent, nothing is sent by itself.
 */
void
pasar_window_pause_postponed (PasarWindow *self)
{
  if (self->postponed != NULL)
    pasar_postponed_set_paused (self->postponed, self->review != NULL);
  if (self->review != NULL)
    forget_freed (self);
}

/**
 * pasar_window_postponed_init:
 * @self: a new window with its settings
 *
 * What may be sent by itself is no more than what a review would send by a click.
 */
void
pasar_window_postponed_init (PasarWindow *self)
{
  g_signal_connect_object (self->settings,
                           "changed",
                           G_CALLBACK (limits_cb),
                           self,
                           G_CONNECT_SWAPPED);
}
