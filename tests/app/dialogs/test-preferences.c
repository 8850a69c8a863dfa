/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/about.h"
#include "app/dialogs/preferences.h"
#include "app/dialogs/shortcuts.h"
#include "dialogs-fixture.h"
#include "keyring.h"

#include <sqlite3.h>

/* The preferences over the accounts of a store, with one shop and the demo shop, which has no
 * secrets in the keyring. */
typedef struct
{
  DialogsFixture shop;
  GSettings *settings;
  PasarAccounts *accounts;
  GtkWindow *window;
} Desk;

static void
save_demo_shop (Desk *desk)
{
  g_autoptr (PasarShop) shop = pasar_shop_copy (pasar_session_get_shop (desk->shop.session));
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GError) error = NULL;

  g_free (shop->host_id);
  shop->host_id = g_strdup ("demo");
  pasar_store_save_shop_async (desk->shop.store, shop, NULL, pasar_test_keep_result_cb, &saved);
  pasar_test_wait_result (&saved);
  g_assert_cmpint (pasar_store_finish_number (desk->shop.store, saved, &error), >, 0);
  g_assert_no_error (error);
}

static void
set_up (Desk *desk, gconstpointer data)
{
  const PasarSandboxOptions options = { .n_items = 10 };

  dialogs_fixture_set_up (&desk->shop, &options);
  save_demo_shop (desk);
  desk->settings = g_settings_new (APPLICATION_ID);
  desk->accounts = dialogs_fixture_load_accounts (&desk->shop);
  desk->window = pasar_preferences_new (NULL, desk->settings, desk->accounts);
  gtk_window_present (desk->window);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  static const char *const keys[] = {
    "color-scheme",        "auth-link-form",      "refresh-at-start",    "send-normal-stock",
    "show-pictures",       "requests-in-flight",  "requests-per-second", "doubt-fall-percent",
    "doubt-rise-percent",  "doubt-apart-points",  "doubt-stock-pieces",  "review-lowered-percent",
    "review-loss-percent", "review-out-of-stock", "review-items",        "quit-while-submitting"
  };

  dialogs_close (desk->window);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (desk->settings, keys[i]);
  g_object_unref (desk->accounts);
  g_object_unref (desk->settings);
  dialogs_fixture_tear_down (&desk->shop);
}

static guint
count_shops (Desk *desk)
{
  return g_list_model_get_n_items (G_LIST_MODEL (desk->accounts));
}

/* Words of the settings are entries of lists, both ways. */
static void
test_words (Desk *desk, gconstpointer data)
{
  g_autofree char *scheme = NULL;
  g_autofree char *form = NULL;

  adw_combo_row_set_selected (dialogs_find (desk->window, "scheme_row"), 2);
  scheme = g_settings_get_string (desk->settings, "color-scheme");
  g_assert_cmpstr (scheme, ==, "dark");
  g_settings_reset (desk->settings, "color-scheme");
  g_assert_cmpuint (adw_combo_row_get_selected (dialogs_find (desk->window, "scheme_row")), ==, 0);

  adw_combo_row_set_selected (dialogs_find (desk->window, "link_row"), 1);
  form = g_settings_get_string (desk->settings, "auth-link-form");
  g_assert_cmpstr (form, ==, "signed");
  g_settings_set_string (desk->settings, "auth-link-form", "page");
  g_assert_cmpuint (adw_combo_row_get_selected (dialogs_find (desk->window, "link_row")), ==, 0);
}

/* What was to be done every time can be taken back. */
static void
test_quit (Desk *desk, gconstpointer data)
{
  static const char *const words[] = { "ask", "background", "stop" };
  AdwComboRow *row = dialogs_find (desk->window, "quit_row");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *kept = NULL;

      g_settings_set_string (desk->settings, "quit-while-submitting", words[i]);
      g_assert_cmpuint (adw_combo_row_get_selected (row), ==, i);
      adw_combo_row_set_selected (row, 0);
      kept = g_settings_get_string (desk->settings, "quit-while-submitting");
      g_assert_cmpstr (kept, ==, "ask");
    }
  g_assert_cmpuint (g_list_model_get_n_items (adw_combo_row_get_model (row)),
                    ==,
                    G_N_ELEMENTS (words));
}

static void
test_switches_and_numbers (Desk *desk, gconstpointer data)
{
  gtk_switch_set_active (dialogs_find (desk->window, "normal_stock_switch"), FALSE);
  g_assert_false (g_settings_get_boolean (desk->settings, "send-normal-stock"));
  gtk_switch_set_active (dialogs_find (desk->window, "pictures_switch"), FALSE);
  g_assert_false (g_settings_get_boolean (desk->settings, "show-pictures"));
  gtk_switch_set_active (dialogs_find (desk->window, "refresh_switch"), FALSE);
  g_assert_false (g_settings_get_boolean (desk->settings, "refresh-at-start"));
  gtk_spin_button_set_value (dialogs_find (desk->window, "in_flight_spin"), 16);
  g_assert_cmpuint (g_settings_get_uint (desk->settings, "requests-in-flight"), ==, 16);
  gtk_spin_button_set_value (dialogs_find (desk->window, "per_second_spin"), 2.5);
  g_assert_cmpfloat (g_settings_get_double (desk->settings, "requests-per-second"), ==, 2.5);
}

static GtkSpinButton *
find_spin (Desk *desk, const char *name)
{
  g_autoptr (GPtrArray) spins = dialogs_find_all (desk->window, GTK_TYPE_SPIN_BUTTON);

  for (guint i = 0; i < spins->len; i++)
    if (g_str_equal (gtk_widget_get_name (spins->pdata[i]), name))
      return spins->pdata[i];
  g_assert_not_reached ();
}

/* What Review holds back, with its unit; nothing that is typed goes beyond the bounds. */
static void
test_review (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *key;
    const char *typed;
    guint kept;
    const char *shown;
  } cases[] = {
    { "doubt-fall-percent", "45", 45, "45 %" },
    { "doubt-fall-percent", "100", 90, "90 %" },
    { "doubt-fall-percent", "0 %", 5, "5 %" },
    { "doubt-rise-percent", "500", 500, "500 %" },
    { "doubt-apart-points", "11 points", 11, "11 points" },
    { "doubt-stock-pieces", "1000", 1000, "1000 pieces" },
    { "review-lowered-percent", "5", 5, "5 %" },
    { "review-loss-percent", "1", 1, "1 %" },
    { "review-out-of-stock", "1", 1, "1 row" },
    { "review-items", "10.000", 10000, "10000 items" },
    { "review-items", "many", 10000, "10000 items" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkSpinButton *spin = find_spin (desk, cases[i].key);

      gtk_editable_set_text (GTK_EDITABLE (spin), cases[i].typed);
      gtk_spin_button_update (spin);
      g_assert_cmpuint (g_settings_get_uint (desk->settings, cases[i].key), ==, cases[i].kept);
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (spin)), ==, cases[i].shown);
    }
}

static guint
find_account (Desk *desk, gboolean demo)
{
  for (guint i = 0;; i++)
    {
      g_autoptr (PasarAccount) account = g_list_model_get_item (G_LIST_MODEL (desk->accounts), i);

      if (g_str_equal (pasar_account_get_shop (account)->host_id, "demo") == demo)
        return i;
    }
}

/* As a window does: the accounts know of the session from then on. */
static void
open_account (Desk *desk)
{
  g_autoptr (PasarAccount) account =
      g_list_model_get_item (G_LIST_MODEL (desk->accounts), find_account (desk, FALSE));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_accounts_open_async (desk->accounts, account, NULL, pasar_test_keep_result_cb, &result);
  pasar_test_wait_result (&result);
  g_object_unref (desk->shop.session);
  desk->shop.session = pasar_accounts_open_finish (desk->accounts, result, &error);
  g_assert_no_error (error);
}

/* Presses the button of a shop; gives the question. */
static AdwMessageDialog *
ask_to_forget (Desk *desk, gboolean demo)
{
  g_autoptr (GPtrArray) buttons =
      dialogs_find_all (dialogs_find (desk->window, "shops_list"), GTK_TYPE_BUTTON);
  AdwMessageDialog *question;

  g_assert_cmpuint (buttons->len, ==, 2);
  dialogs_click (g_ptr_array_index (buttons, find_account (desk, demo)));
  question = dialogs_wait_question ();
  g_assert_true (g_str_has_prefix (adw_message_dialog_get_heading (question), "Forget "));
  return question;
}

/* Before a shop is forgotten the seller hears what goes with it, also what is not on disk yet, and
 * can let it be. */
static void
test_let_it_be (Desk *desk, gconstpointer data)
{
  AdwMessageDialog *question;
  guint row;

  open_account (desk);
  row = dialogs_fixture_find_plain_row (&desk->shop, 0);
  dialogs_fixture_stage (&desk->shop, row, PASAR_FIELD_PRICE, 2199);
  question = ask_to_forget (desk, FALSE);
  g_assert_nonnull (strstr (adw_message_dialog_get_body (question), "1 change that was not"));
  /* As Escape does. */
  dialogs_close (GTK_WINDOW (question));
  g_assert_cmpuint (count_shops (desk), ==, 2);
}

static gboolean
has_one_shop (gpointer data)
{
  return count_shops (data) == 1;
}

/* Forgotten is forgotten: also for the next start. */
static void
test_forget (Desk *desk, gconstpointer data)
{
  AdwMessageDialog *question = ask_to_forget (desk, FALSE);
  g_autoptr (PasarAccounts) later = NULL;

  g_assert_null (strstr (adw_message_dialog_get_body (question), "not submitted"));
  adw_message_dialog_response (question, "yes");
  gtk_window_destroy (GTK_WINDOW (question));
  pasar_test_wait (has_one_shop, desk);
  later = dialogs_fixture_load_accounts (&desk->shop);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (later)), ==, 1);
}

static gboolean
is_told (gpointer data)
{
  GListModel *windows = gtk_window_get_toplevels ();
  gboolean *told = data;

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window)
          && g_str_equal (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (window)),
                          "The Shop Was Not Forgotten"))
        {
          *told = *adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (window)) != '\0';
          gtk_window_destroy (window);
        }
    }
  return *told;
}

/* The disk does not take it: told, and the shop is still there. */
static void
test_not_forgotten (Desk *desk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (desk->shop.folder, "pasar.db", NULL);
  AdwMessageDialog *question = ask_to_forget (desk, FALSE);
  sqlite3 *other = NULL;
  gboolean told = FALSE;

  g_assert_cmpint (sqlite3_open (path, &other), ==, SQLITE_OK);
  sqlite3_busy_timeout (other, 30000);
  g_assert_cmpint (sqlite3_exec (other, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  adw_message_dialog_response (question, "yes");
  gtk_window_destroy (GTK_WINDOW (question));
  pasar_test_wait (is_told, &told);
  sqlite3_close (other);
  g_assert_cmpuint (count_shops (desk), ==, 2);
}

static void
test_other_windows (void)
{
  GtkWindow *about = pasar_about_new (NULL);
  GtkWindow *shortcuts = pasar_shortcuts_new (NULL);

  gtk_window_present (about);
  gtk_window_present (shortcuts);
  dialogs_close (about);
  dialogs_close (shortcuts);
}

static void
skip (void)
{
  g_test_skip ("gnome-keyring-daemon is not installed");
}

#define ADD(path, test) g_test_add (path, Desk, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  /* Before GTK asks for the session bus. */
  g_autoptr (PasarTestKeyring) keyring = pasar_test_keyring_new ();

  if (!dialogs_test_init (&argc, &argv))
    return 77;

  ADD ("/dialogs-preferences/words", test_words);
  ADD ("/dialogs-preferences/quit", test_quit);
  ADD ("/dialogs-preferences/switches-and-numbers", test_switches_and_numbers);
  ADD ("/dialogs-preferences/review", test_review);
  ADD ("/dialogs-preferences/let-it-be", test_let_it_be);
  g_test_add_func ("/dialogs-preferences/other-windows", test_other_windows);
  if (keyring == NULL)
    {
      g_test_add_func ("/dialogs-preferences/keyring", skip);
      return g_test_run ();
    }
  ADD ("/dialogs-preferences/forget", test_forget);
  ADD ("/dialogs-preferences/not-forgotten", test_not_forgotten);
  return g_test_run ();
}
