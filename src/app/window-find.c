/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

/* Finding without filtering, and replacing. */

static void
find_replace_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pasar_find_bar_open (((PasarWindow *) user_data)->find_bar, TRUE);
}

static void
find_next_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pasar_find_bar_step (((PasarWindow *) user_data)->find_bar, FALSE);
}

static void
find_previous_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  pasar_find_bar_step (((PasarWindow *) user_data)->find_bar, TRUE);
}

static const GActionEntry entries[] = {
  { .name = "find-replace", .activate = find_replace_cb },
  { .name = "find-next", .activate = find_next_cb },
  { .name = "find-previous", .activate = find_previous_cb },
};

/**
 * pasar_window_find_init:
 * @self: a new window with its sheet
 *
 * Adds the bar, below the rows and the toasts, which are not to cover what is typed.
 */
void
pasar_window_find_init (PasarWindow *self)
{
  self->find_bar = PASAR_FIND_BAR (pasar_find_bar_new (self->sheet));
  gtk_box_insert_child_after (GTK_BOX (gtk_widget_get_parent (GTK_WIDGET (self->status_bar))),
                              GTK_WIDGET (self->find_bar),
                              GTK_WIDGET (self->toasts));
  g_object_bind_property (self->sheet_page,
                          "sensitive",
                          self->find_bar,
                          "visible",
                          G_BINDING_SYNC_CREATE);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
