/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "util.h"
#include "window-fixture.h"

/* What waits for the end of a promotion, in the window with the demo shop in it. */

static gboolean
says (WindowFixture *self, const char *part)
{
  return strstr (gtk_label_get_text (self->window->summary_label), part) != NULL;
}

static gboolean
has_banner (WindowFixture *self)
{
  return pasar_banner_has (self->window->banner, PASAR_BANNER_FREED);
}

/* It is counted while it waits, and offered when the shop says that it may be sent. */
static void
freed_step (WindowFixture *self)
{
  g_autoptr (PasarExpression) price = NULL;
  PasarCatalogue *catalogue;
  PasarPromotionLock lock;
  PasarRowKey key;
  guint row;

  window_open_demo_flat (self);
  WAIT_FOR (self->window->job == NULL);
  catalogue = window_get_catalogue (self);
  row = window_find_promoted (self);
  key = pasar_catalogue_row_get_key (catalogue, row);
  lock = pasar_catalogue_row_get_lock (catalogue, row);
  price = pasar_catalogue_parse (catalogue, PASAR_FIELD_PRICE, TRUE, "77", NULL, NULL);
  pasar_session_stage_async (self->window->session,
                             pasar_command_new (PASAR_COMMAND_EACH,
                                                catalogue,
                                                &row,
                                                1,
                                                (int) PASAR_FIELD_PRICE,
                                                price),
                             NULL,
                             NULL,
                             NULL);
  WAIT_FOR (pasar_postponed_get_n (self->window->postponed) == 1);
  WAIT_FOR (says (self, "1 row waits for a promotion to end"));
  g_assert_false (has_banner (self));

  pasar_catalogue_set_promotion (catalogue, key, PASAR_PROMOTION_NONE);
  WAIT_FOR (has_banner (self));
  WAIT_FOR (!says (self, "waits for a promotion"));
  WAIT_FOR (window_find_button (GTK_WIDGET (self->window->banner), "win.review") != NULL);

  /* Another one begins before it is sent. */
  pasar_catalogue_set_promotion_lock (catalogue, key, PASAR_PROMOTION_ONGOING, &lock);
  WAIT_FOR (!has_banner (self));
  pasar_catalogue_set_promotion (catalogue, key, PASAR_PROMOTION_NONE);
  WAIT_FOR (has_banner (self));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "review", NULL);
  g_assert_nonnull (self->window->review);
  g_assert_false (has_banner (self));
  gtk_window_close (self->window->review);
  WAIT_FOR (self->window->review == NULL);
}

/* What was sent by itself can be looked at from where it is told. */
static void
told_step (WindowFixture *self)
{
  window_open_demo (self);
  g_signal_emit_by_name (self->window->postponed, "sent", "1 change done");
  WAIT_FOR (self->window->toast != NULL
            && g_strcmp0 (adw_toast_get_title (self->window->toast),
                          "Sent as the promotion has ended: 1 change done")
                   == 0);
  g_assert_cmpstr (adw_toast_get_action_name (self->window->toast), ==, "win.show-submission");
}

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  window_add ("/window-postponed/freed", freed_step);
  window_add ("/window-postponed/told", told_step);
  return window_test_run ();
}
