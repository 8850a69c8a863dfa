/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-private.h"

/* Going on: from shop to shop, and from one part of the window to the next. */

static void
switch_shop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  PasarAccount *account =
      self->accounts != NULL
          ? pasar_accounts_find (self->accounts, g_variant_get_string (parameter, NULL))
          : NULL;

  if (account != NULL && (account != self->account || self->session == NULL))
    pasar_window_open_account (self, account);
}

/* step: how many shops further in the menu. */
static void
go_to_shop (PasarWindow *self, guint step)
{
  GListModel *accounts = G_LIST_MODEL (self->accounts);
  const guint n = accounts != NULL ? g_list_model_get_n_items (accounts) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PasarAccount) account = g_list_model_get_item (accounts, i);
      g_autoptr (PasarAccount) next = g_list_model_get_item (accounts, (i + step) % n);

      if (account == self->account && next != account)
        {
          pasar_window_open_account (self, next);
          return;
        }
    }
}

static void
next_shop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  go_to_shop (user_data, 1);
}

static void
previous_shop_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;

  if (self->accounts != NULL)
    go_to_shop (self, g_list_model_get_n_items (G_LIST_MODEL (self->accounts)) - 1);
}

static gboolean
has_focus (PasarWindow *self, GtkWidget *pane)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));

  return focus != NULL && (focus == pane || gtk_widget_is_ancestor (focus, pane));
}

static void
next_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarWindow *self = user_data;
  GtkWidget *const panes[] = {
    GTK_WIDGET (self->search_bar),
    GTK_WIDGET (self->filter_bar),
    GTK_WIDGET (self->sheet),
    GTK_WIDGET (self->item_pane),
    GTK_WIDGET (self->entry_bar),
    GTK_WIDGET (self->find_bar),
    gtk_widget_get_ancestor (GTK_WIDGET (self->menu_button), ADW_TYPE_HEADER_BAR),
  };
  guint at = 0;

  while (at < G_N_ELEMENTS (panes) && !has_focus (self, panes[at]))
    at++;
  for (guint i = 1; i <= G_N_ELEMENTS (panes); i++)
    {
      GtkWidget *pane = panes[(at + i) % G_N_ELEMENTS (panes)];

      if (gtk_widget_get_mapped (pane) && gtk_widget_child_focus (pane, GTK_DIR_TAB_FORWARD))
        return;
    }
}

static const GActionEntry entries[] = {
  { .name = "switch-shop", .activate = switch_shop_cb, .parameter_type = "s", .state = "''" },
  { .name = "next-shop", .activate = next_shop_cb },
  { .name = "previous-shop", .activate = previous_shop_cb },
  { .name = "next-pane", .activate = next_pane_cb },
};

/**
 * pasar_window_go_init:
 * @self: a new window with its sheet
 *
 * Adds the actions that go to another shop or part of the window.
 */
void
pasar_window_go_init (PasarWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
