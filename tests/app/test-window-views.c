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

int
main (int argc, char **argv)
{
  window_test_init (&argc, &argv);
  window_add ("/window-views/own", own_step);
  window_add ("/window-views/unread", unread_step);
  return window_test_run ();
}
