/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/window-views-private.h"
#include "util.h"
#include "window-fixture.h"

#include "store/kept.h"

/* What a view has of its own, and what it does not. */

/* After the usual ones. */
#define FIRST_OWN 5

static void
act (WindowFixture *self, const char *action, GVariant *parameter)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->window), action, parameter);
}

static void
choose (WindowFixture *self, guint n)
{
  act (self, "view", g_variant_new_uint32 (n));
  WAIT_FOR (!pasar_view_get_is_pending (pasar_sheet_get_view (self->window->sheet)));
}

static void
open_shop (WindowFixture *self)
{
  window_open_demo (self);
  WAIT_FOR (self->window->job == NULL
            && g_action_group_get_action_enabled (G_ACTION_GROUP (self->window), "view-rename"));
}

/* Columns and folding: "SKU Stock flat", of which each is left out where it is not so. */
static char *
describe (WindowFixture *self)
{
  PasarSheet *sheet = self->window->sheet;

  return g_strconcat (pasar_sheet_is_column_visible (sheet, PASAR_COLUMN_SKU) ? "SKU " : "",
                      pasar_sheet_is_column_visible (sheet, PASAR_COLUMN_STOCK) ? "Stock " : "",
                      pasar_view_get_flat (pasar_sheet_get_view (sheet)) ? "flat" : "",
                      NULL);
}

static void
assert_shown (WindowFixture *self, const char *expected)
{
  g_autofree char *shown = describe (self);

  g_assert_cmpstr (shown, ==, expected);
}

static void
change (WindowFixture *self)
{
  pasar_sheet_set_column_visible (self->window->sheet, PASAR_COLUMN_SKU, TRUE);
  pasar_sheet_set_column_visible (self->window->sheet, PASAR_COLUMN_STOCK, FALSE);
  act (self, "flat", NULL);
}

/* Columns and folding of the usual views are those of all of them, and outlive those of others. */
static void
own_step (WindowFixture *self)
{
  PasarSavedView *view;

  open_shop (self);
  pasar_sheet_set_column_visible (self->window->sheet, PASAR_COLUMN_SKU, FALSE);
  assert_shown (self, "Stock ");
  g_assert_false (pasar_window_is_view_changed (self->window));
  choose (self, 1);
  assert_shown (self, "Stock ");

  view = pasar_window_dup_shown (self->window, TRUE);
  view->name = g_strdup ("Own");
  pasar_views_add (self->window->views->views, view, FALSE);
  choose (self, FIRST_OWN);
  assert_shown (self, "Stock ");
  g_assert_false (pasar_window_is_view_changed (self->window));
  change (self);
  assert_shown (self, "SKU flat");
  g_assert_true (pasar_window_is_view_changed (self->window));
  choose (self, 0);
  assert_shown (self, "Stock ");
  choose (self, FIRST_OWN);
  assert_shown (self, "Stock ");

  change (self);
  act (self, "view-save", NULL);
  g_assert_false (pasar_window_is_view_changed (self->window));
  choose (self, 0);
  assert_shown (self, "Stock ");
  act (self, "flat", NULL);
  assert_shown (self, "Stock flat");
  g_assert_false (pasar_window_is_view_changed (self->window));
  act (self, "flat", NULL);
  choose (self, FIRST_OWN);
  assert_shown (self, "SKU flat");
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gint64
get_shop (WindowFixture *self)
{
  return pasar_session_get_shop (self->window->session)->id;
}

static void
keep_views (WindowFixture *self, const char *const *texts, guint n)
{
  PasarStore *store = pasar_session_get_store (self->window->session);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("V%u", i);

      g_ptr_array_add (kept, pasar_kept_new (name, texts[i]));
    }
  pasar_store_set_kept_async (store,
                              get_shop (self),
                              PASAR_KEPT_VIEW,
                              kept,
                              NULL,
                              keep_result_cb,
                              &result);
  WAIT_FOR (result != NULL);
  g_assert_true (pasar_store_finish (store, result, &error));
}

static GPtrArray *
list_kept (WindowFixture *self)
{
  PasarStore *store = pasar_session_get_store (self->window->session);
  g_autoptr (GAsyncResult) result = NULL;

  pasar_store_list_kept_async (store,
                               get_shop (self),
                               PASAR_KEPT_VIEW,
                               NULL,
                               keep_result_cb,
                               &result);
  WAIT_FOR (result != NULL);
  return pasar_store_finish_object (store, result, NULL);
}

static gboolean
is_told (WindowFixture *self, const char *part)
{
  return self->window->toast != NULL
         && strstr (adw_toast_get_title (self->window->toast), part) != NULL;
}

/* What cannot be read, or is not of this shop, is told, and is still there afterwards. */
static void
unread_step (WindowFixture *self)
{
  static const char *const texts[] = {
    "{'version': <uint32 7>, 'new': <'things'>}",
    "{'version': <uint32 1>, 'filters': <['far-1<3', 'is:promo']>, 'sorts': <[('far-2', true)]>}",
  };
  g_autoptr (PasarSession) session = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  guint n_rows;
  PasarView *view;

  open_shop (self);
  session = g_object_ref (self->window->session);
  keep_views (self, texts, G_N_ELEMENTS (texts));
  pasar_window_set_session (self->window, NULL);
  pasar_window_set_session (self->window, session);
  WAIT_FOR (pasar_views_get_n (self->window->views->views) == FIRST_OWN + G_N_ELEMENTS (texts));
  view = pasar_sheet_get_view (self->window->sheet);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (view));
  choose (self, FIRST_OWN);
  WAIT_FOR (is_told (self, "cannot be read"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), ==, n_rows);

  choose (self, FIRST_OWN + 1);
  WAIT_FOR (is_told (self, "far-2, far-1"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (view)), <, n_rows);
  pasar_sheet_sort (self->window->sheet, PASAR_COLUMN_PRICE, FALSE);
  act (self, "view-save", NULL);
  kept = list_kept (self);
  g_assert_cmpuint (kept->len, ==, G_N_ELEMENTS (texts));
  g_assert_cmpstr (((PasarKept *) kept->pdata[0])->data, ==, texts[0]);
  g_assert_nonnull (strstr (((PasarKept *) kept->pdata[1])->data, "far-1<3"));
  g_assert_nonnull (strstr (((PasarKept *) kept->pdata[1])->data, "far-2"));
  g_assert_nonnull (strstr (((PasarKept *) kept->pdata[1])->data, "price"));
}

static guint
add (WindowFixture *self, const char *name, gboolean is_for_all)
{
  return pasar_views_add (self->window->views->views, pasar_saved_view_new (name), is_for_all);
}

/* Does something with a view, as from its menu. */
static void
act_on (WindowFixture *self, guint n, const char *action)
{
  self->window->views->asked = n;
  act (self, action, NULL);
}

static void
set_for_all (WindowFixture *self, guint n, gboolean is_for_all)
{
  self->window->views->asked = n;
  g_action_group_change_action_state (G_ACTION_GROUP (self->window),
                                      "view-for-all",
                                      g_variant_new_boolean (is_for_all));
}

/* The one that is chosen stays so wherever views go, whatever others are called. */
static void
twins_step (WindowFixture *self)
{
  const PasarSavedView *chosen;
  PasarWindowViews *views;

  open_shop (self);
  views = self->window->views;
  g_assert_cmpuint (add (self, "Twin", TRUE), ==, FIRST_OWN);
  g_assert_cmpuint (add (self, "Twin", FALSE), ==, FIRST_OWN + 1);
  g_assert_cmpuint (add (self, "Other", FALSE), ==, FIRST_OWN + 2);
  choose (self, FIRST_OWN + 1);
  chosen = pasar_window_get_chosen (self->window);
  act_on (self, FIRST_OWN + 1, "view-move-right");
  g_assert_true (pasar_window_get_chosen (self->window) == chosen);
  g_assert_cmpuint (views->chosen, ==, FIRST_OWN + 2);
  set_for_all (self, FIRST_OWN + 1, TRUE);
  g_assert_true (pasar_window_get_chosen (self->window) == chosen);
  act_on (self, 0, "view-remove");
  g_assert_true (pasar_window_get_chosen (self->window) == chosen);
  act_on (self, 0, "view-usual");
  g_assert_true (pasar_window_get_chosen (self->window) == chosen);
  set_for_all (self, views->chosen, TRUE);
  g_assert_true (pasar_window_get_chosen (self->window) == chosen);
  g_assert_true (pasar_views_get_is_for_all (views->views, views->chosen));

  /* One that is usual is another one when it is of this shop alone. */
  choose (self, 1);
  set_for_all (self, 1, FALSE);
  g_assert_cmpstr (pasar_saved_view_get_title (pasar_window_get_chosen (self->window)),
                   ==,
                   "Changed");
  g_assert_false (pasar_views_get_is_for_all (views->views, views->chosen));
}

/* As if the key was pressed while the focus is in the widget. */
static void
press (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GtkShortcutTrigger) trigger = gtk_keyval_trigger_new (key, modifiers);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      for (guint n = 0;
           GTK_IS_SHORTCUT_CONTROLLER (shortcuts) && n < g_list_model_get_n_items (shortcuts);
           n++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, n);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), trigger)
              && gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL))
            return;
        }
    }
  g_assert_not_reached ();
}

/* The menu of the tab that has the focus. */
static void
menu_step (WindowFixture *self)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
  } keys[] = { { GDK_KEY_Menu, 0 },
               { GDK_KEY_F10, GDK_SHIFT_MASK },
               { GDK_KEY_Down, GDK_ALT_MASK } };
  PasarWindowViews *views;

  open_shop (self);
  views = self->window->views;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      views->asked = 0;
      gtk_widget_grab_focus (pasar_view_tabs_get_tab (views->tabs, i + 1));
      press (GTK_WIDGET (views->tabs), keys[i].key, keys[i].modifiers);
      WAIT_FOR (gtk_widget_get_mapped (self->window->context_menu));
      g_assert_cmpuint (views->asked, ==, i + 1);
      gtk_popover_popdown (GTK_POPOVER (self->window->context_menu));
      WAIT_FOR (!gtk_widget_get_mapped (self->window->context_menu));
    }
}

/* What is said in the menu of a view is not done to one of another shop. */
static void
menu_of_other_shop_step (WindowFixture *self)
{
  open_shop (self);
  gtk_widget_grab_focus (pasar_view_tabs_get_tab (self->window->views->tabs, 1));
  press (GTK_WIDGET (self->window->views->tabs), GDK_KEY_Menu, 0);
  WAIT_FOR (gtk_widget_get_mapped (self->window->context_menu));
  pasar_window_set_session (self->window, NULL);
  WAIT_FOR (!gtk_widget_get_mapped (self->window->context_menu));
}

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  window_add ("/window-views/own", own_step);
  window_add ("/window-views/unread", unread_step);
  window_add ("/window-views/twins", twins_step);
  window_add ("/window-views/menu", menu_step);
  window_add ("/window-views/menu-of-other-shop", menu_of_other_shop_step);
  return window_test_run ();
}
