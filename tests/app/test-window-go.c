/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "util.h"
#include "window-fixture.h"

/* The keys of the window, and where they go. */

static void
act (WindowFixture *self, const char *action)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, NULL);
}

/* Whatever has a key does something. */
static void
keys_step (WindowFixture *self)
{
  GtkApplication *application = GTK_APPLICATION (self->application);
  g_auto (GStrv) names = gtk_application_list_action_descriptions (application);

  g_assert_cmpuint (g_strv_length (names), >, 10);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *full = NULL;
      g_autoptr (GVariant) target = NULL;
      GActionMap *actions = g_str_has_prefix (names[i], "app.") ? G_ACTION_MAP (application)
                                                                : G_ACTION_MAP (self->window);

      g_assert_true (g_action_parse_detailed_name (names[i], &full, &target, NULL));
      if (!g_str_has_prefix (full, "window."))
        g_assert_nonnull (g_action_map_lookup_action (actions, strchr (full, '.') + 1));
    }
}

/* Ctrl+S has nothing to do, and says so. */
static void
save_step (WindowFixture *self)
{
  window_open_demo (self);
  pasar_sheet_set_cursor (self->window->sheet, window_find_plain (self), PASAR_COLUMN_PRICE);
  g_assert_true (pasar_sheet_begin_edit (self->window->sheet, "9.95"));
  g_assert_true (pasar_sheet_end_edit (self->window->sheet));
  act (self, "save");
  WAIT_FOR (self->window->toast != NULL
            && g_str_has_prefix (adw_toast_get_title (self->window->toast), "Everything is kept"));
  g_assert_cmpuint (pasar_session_get_n_unwritten (self->window->session), ==, 0);
  g_assert_cmpuint (window_count_changed (self), ==, 1);
}

static gboolean
has_focus (WindowFixture *self, gpointer widget)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* All parts of the window can be reached by one key, and the sheet comes again. */
static void
panes_step (WindowFixture *self)
{
  GtkWidget *sheet = GTK_WIDGET (self->window->sheet);
  guint n_filters = 0;
  guint n_header = 0;
  guint n_bar = 0;
  guint n = 0;

  window_open_demo_flat (self);
  window_select_cells (self,
                       window_find_run (self, 3, PASAR_FIELD_PRICE),
                       3,
                       PASAR_COLUMN_PRICE,
                       1);
  WAIT_FOR (gtk_widget_get_height (GTK_WIDGET (self->window->entry_bar)) > 0);
  gtk_widget_grab_focus (sheet);
  do
    {
      act (self, "next-pane");
      n_filters += has_focus (self, self->window->filter_bar);
      n_bar += has_focus (self, self->window->entry_bar);
      n_header += has_focus (self,
                             gtk_widget_get_ancestor (GTK_WIDGET (self->window->menu_button),
                                                      ADW_TYPE_HEADER_BAR));
      n++;
    }
  while (!has_focus (self, sheet) && n < 8);
  g_assert_true (has_focus (self, sheet));
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (n_filters, ==, 1);
  g_assert_cmpuint (n_bar, ==, 1);
  g_assert_cmpuint (n_header, ==, 1);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Another shop, whose server is nowhere. */
static void
add_shop (WindowFixture *self)
{
  g_autoptr (PasarShop) shop = pasar_shop_new ();
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GError) error = NULL;

  shop->host_id = g_strdup ("custom");
  shop->base_url = g_strdup ("http://127.0.0.1:9/");
  shop->partner_id = 1;
  shop->shop_id = 2;
  pasar_store_save_shop_async (pasar_accounts_get_store (self->window->accounts),
                               shop,
                               NULL,
                               keep_result_cb,
                               &saved);
  WAIT_FOR (saved != NULL);
  pasar_accounts_load_async (self->window->accounts, NULL, keep_result_cb, &loaded);
  WAIT_FOR (loaded != NULL);
  pasar_accounts_load_finish (self->window->accounts, loaded, &error);
  g_assert_no_error (error);
}

/* The menu of shops goes to the open shop without opening it anew, keys to the one beside it. */
static void
shops_step (WindowFixture *self)
{
  GActionGroup *actions = G_ACTION_GROUP (self->window);
  PasarAccount *demo;
  PasarSession *session;
  g_autofree char *key = NULL;

  window_open_demo (self);
  demo = self->window->account;
  session = self->window->session;
  key = pasar_account_dup_key (demo);
  g_action_group_activate_action (actions, "switch-shop", g_variant_new_string (key));
  g_assert_true (self->window->session == session);
  g_action_group_activate_action (actions, "switch-shop", g_variant_new_string ("no such shop"));
  g_assert_true (self->window->session == session);
  act (self, "next-shop");
  act (self, "previous-shop");
  g_assert_true (self->window->session == session);

  act (self, "retry");
  WAIT_FOR (g_str_equal (window_get_page (self), "sheet"));
  WAIT_FOR (self->window->job == NULL);

  add_shop (self);
  act (self, "next-shop");
  WAIT_FOR (self->window->account != demo);
  act (self, "next-shop");
  WAIT_FOR (self->window->account == demo);
  act (self, "previous-shop");
  WAIT_FOR (self->window->account != demo);
  act (self, "previous-shop");
  WAIT_FOR (self->window->account == demo && self->window->session != NULL);
}

/* The window is closed while a row is looked for: nothing is done to its sheet, which is gone. */
static void
closed_step (WindowFixture *self)
{
  window_open_demo (self);
  window_put_items (self, 100000);
  act (self, "go-to");
  gtk_editable_set_text (GTK_EDITABLE (gtk_root_get_focus (GTK_ROOT (self->window))),
                         "no such row");
}

int
main (int argc, char *argv[])
{
  window_test_init (&argc, &argv);

  window_add ("/window-go/keys", keys_step);
  window_add ("/window-go/save", save_step);
  window_add ("/window-go/panes", panes_step);
  window_add ("/window-go/shops", shops_step);
  window_add ("/window-go/closed", closed_step);
  window_add ("/window-go/closed-is-forgotten", window_open_demo);
  return window_test_run ();
}
