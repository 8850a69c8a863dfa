/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/connect.h"
#include "app/dialogs/help.h"
#include "dialogs-fixture.h"
#include "keyring.h"
#include "market.h"
#include "rendering.h"

#include <string.h>

#define KEY_64 "shpk1234567890abcdef1234567890abcdef1234567890abcdef123456789012"

/* A dialog over the accounts of a market; the settings are those of the test. */
typedef struct
{
  Market *market;
  GSettings *settings;
  GtkWindow *dialog;
} Desk;

static void
open_dialog (Desk *desk, const PasarShop *shop, gboolean again)
{
  desk->dialog =
      pasar_connect_dialog_new (NULL, desk->market->accounts, desk->settings, shop, again);
  gtk_window_present (desk->dialog);
}

static void
set_up (Desk *desk, gconstpointer data)
{
  desk->market = market_new (pasar_test_sandbox_new ("--items", "10", "--second-shop", NULL));
  desk->settings = g_settings_new (APPLICATION_ID);
  open_dialog (desk, NULL, FALSE);
}

static void
tear_down (Desk *desk, gconstpointer data)
{
  dialogs_close (desk->dialog);
  g_object_unref (desk->settings);
  market_free (desk->market);
}

static void
click (Desk *desk, const char *id)
{
  GtkWidget *button = dialogs_find (desk->dialog, id);

  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_true (gtk_widget_get_visible (button));
  g_signal_emit_by_name (button, "clicked");
}

static void
type (Desk *desk, const char *id, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (dialogs_find (desk->dialog, id)), text);
}

static const char *
read_text (Desk *desk, const char *id)
{
  return gtk_editable_get_text (GTK_EDITABLE (dialogs_find (desk->dialog, id)));
}

/* What is said beside a field; NULL for nothing. */
static const char *
read_error (Desk *desk, const char *id)
{
  GtkWidget *label = dialogs_find (desk->dialog, id);

  return gtk_widget_get_visible (label) ? gtk_label_get_label (GTK_LABEL (label)) : NULL;
}

static gboolean
can_go_on (Desk *desk)
{
  return gtk_widget_get_sensitive (GTK_WIDGET (dialogs_find (desk->dialog, "next_button")));
}

static gboolean
is_on (Desk *desk, const char *page)
{
  return gtk_stack_get_visible_child (dialogs_find (desk->dialog, "stack"))
         == dialogs_find (desk->dialog, page);
}

static gboolean
is_over (gpointer data)
{
  return is_on (data, "failed_page") || is_on (data, "done_page");
}

static gboolean
asks_for_consent (gpointer data)
{
  return is_on (data, "authorise_page");
}

static const char *
read_page (Desk *desk, const char *page)
{
  return adw_status_page_get_description (dialogs_find (desk->dialog, page));
}

/* The last kind is one's own server, which needs an address. */
static void
choose_own_server (Desk *desk)
{
  AdwComboRow *hosts = dialogs_find (desk->dialog, "host_row");

  adw_combo_row_set_selected (hosts,
                              g_list_model_get_n_items (adw_combo_row_get_model (hosts)) - 1);
  type (desk, "address_row", pasar_test_sandbox_get_uri (desk->market->sandbox));
}

static void
enter_keys (Desk *desk)
{
  g_autofree char *partner_id =
      g_strdup_printf (" %" G_GINT64_FORMAT " ",
                       pasar_test_sandbox_get_partner_id (desk->market->sandbox));

  choose_own_server (desk);
  type (desk, "partner_id_row", partner_id);
  type (desk, "partner_key_row", pasar_test_sandbox_get_partner_key (desk->market->sandbox));
  click (desk, "next_button");
}

static void
authorise (Desk *desk, gint64 id)
{
  g_autofree char *address = pasar_test_sandbox_authorise (desk->market->sandbox, id);

  type (desk, "final_row", address);
  g_assert_null (read_error (desk, "answer_error"));
  click (desk, "next_button");
}

static gint64
get_shop_id (Desk *desk)
{
  return pasar_test_sandbox_get_shop (desk->market->sandbox, 0)->shop_id;
}

/* The usual kind of shop is chosen; what is odd is told beside its field, at once. */
static void
test_odd_keys (Desk *desk, gconstpointer data)
{
  static const struct
  {
    const char *id;
    const char *key;
    gboolean id_wrong;
    gboolean key_wrong;
    gboolean hint;
  } cases[] = {
    { "2009999", KEY_64, FALSE, FALSE, FALSE },
    { " 2009999\n", "  " KEY_64 "\n", FALSE, FALSE, FALSE },
    { "20o9999", KEY_64, TRUE, FALSE, FALSE },
    { "-5", KEY_64, TRUE, FALSE, FALSE },
    { "99999999999", KEY_64, TRUE, FALSE, FALSE },
    { KEY_64, "2009999", TRUE, TRUE, FALSE },
    { "2009999", "shpk12345 67890", FALSE, TRUE, FALSE },
    { "2009999", "shpk1234567890", FALSE, FALSE, TRUE },
  };

  g_assert_cmpuint (adw_combo_row_get_selected (dialogs_find (desk->dialog, "host_row")), ==, 0);
  g_assert_false (can_go_on (desk));
  g_assert_null (read_error (desk, "partner_id_error"));
  g_assert_null (read_error (desk, "partner_key_error"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s, %s", cases[i].id, cases[i].key);
      type (desk, "partner_id_row", cases[i].id);
      type (desk, "partner_key_row", cases[i].key);
      g_assert_cmpint (read_error (desk, "partner_id_error") != NULL, ==, cases[i].id_wrong);
      g_assert_cmpint (read_error (desk, "partner_key_error") != NULL, ==, cases[i].key_wrong);
      g_assert_cmpint (read_error (desk, "partner_key_hint") != NULL, ==, cases[i].hint);
      g_assert_cmpint (can_go_on (desk), ==, !cases[i].id_wrong && !cases[i].key_wrong);
    }
  type (desk, "partner_id_row", KEY_64);
  g_assert_nonnull (strstr (read_error (desk, "partner_id_error"), "partner key"));
}

static void
test_own_server (Desk *desk, gconstpointer data)
{
  type (desk, "partner_id_row", "2009999");
  type (desk, "partner_key_row", KEY_64);
  choose_own_server (desk);
  g_assert_true (can_go_on (desk));
  type (desk, "address_row", "");
  g_assert_null (read_error (desk, "address_error"));
  g_assert_false (can_go_on (desk));
  type (desk, "address_row", "http://example.com");
  g_assert_nonnull (read_error (desk, "address_error"));
  g_assert_false (can_go_on (desk));
}

/* Shopee's page would not say what is wrong with it. */
static void
test_odd_redirect (Desk *desk, gconstpointer data)
{
  static const char *const odd[] = { "not an address", "shop.example/done", "https://", "ftp://x" };

  enter_keys (desk);
  g_assert_null (read_error (desk, "redirect_error"));
  g_assert_true (gtk_widget_is_sensitive (dialogs_find (desk->dialog, "browser_button")));
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_test_message ("%s", odd[i]);
      type (desk, "redirect_row", odd[i]);
      g_assert_nonnull (read_error (desk, "redirect_error"));
      g_assert_false (gtk_widget_is_sensitive (dialogs_find (desk->dialog, "browser_button")));
    }
  type (desk, "redirect_row", " https://shop.example/done ");
  g_assert_null (read_error (desk, "redirect_error"));
  g_assert_true (gtk_widget_is_sensitive (dialogs_find (desk->dialog, "browser_button")));
}

static void
test_wrong_address (Desk *desk, gconstpointer data)
{
  enter_keys (desk);
  type (desk, "final_row", "https://open.shopee.com/?nothing=1");
  g_assert_false (can_go_on (desk));
  g_assert_nonnull (read_error (desk, "answer_error"));
  /* Shopee does not know that code: nothing but another one helps. */
  type (desk, "final_row", "https://open.shopee.com/?code=abcdef&shop_id=123");
  click (desk, "next_button");
  pasar_test_wait (is_over, desk);
  g_assert_true (is_on (desk, "failed_page"));
  g_assert_false (gtk_widget_get_visible (dialogs_find (desk->dialog, "again_button")));
  g_assert_true (gtk_widget_is_focus (dialogs_find (desk->dialog, "retreat_button")));
  g_assert_cmpuint (n_accounts (desk->market), ==, 0);
  click (desk, "back_button");
  g_assert_true (is_on (desk, "authorise_page"));
  g_assert_cmpstr (read_text (desk, "final_row"),
                   ==,
                   "https://open.shopee.com/?code=abcdef&shop_id=123");
}

/* The connection fails after the code was spent: the same dialog goes on, with Try Again as well as
 * by going back and forth. */
static void
test_try_again (Desk *desk, gconstpointer data)
{
  const gboolean by_going_back = GPOINTER_TO_INT (data);

  type (desk, "redirect_row", "https://shop.example/done");
  enter_keys (desk);
  pasar_test_sandbox_fault (desk->market->sandbox, "call=get_shop_info,kind=html");
  authorise (desk, PASAR_TEST_MAIN_ACCOUNT);
  pasar_test_wait (is_over, desk);
  g_assert_true (is_on (desk, "failed_page"));
  g_assert_nonnull (strstr (read_page (desk, "failed_page"), "need not authorise again"));
  pasar_test_sandbox_clear_faults (desk->market->sandbox);
  if (by_going_back)
    {
      click (desk, "back_button");
      click (desk, "next_button");
    }
  else
    click (desk, "again_button");
  pasar_test_wait (is_over, desk);
  g_assert_true (is_on (desk, "done_page"));
  g_assert_cmpuint (n_accounts (desk->market), ==, 2);
  g_assert_cmpuint (pasar_test_sandbox_count (desk->market->sandbox, "token_get"), ==, 1);
}

/* One shop of two is missed; the last page tries it again. */
static void
test_missed (Desk *desk, gconstpointer data)
{
  enter_keys (desk);
  pasar_test_sandbox_fault (desk->market->sandbox, "call=get_shop_info,nth=1,kind=html");
  authorise (desk, PASAR_TEST_MAIN_ACCOUNT);
  pasar_test_wait (is_over, desk);
  g_assert_true (is_on (desk, "done_page"));
  g_assert_cmpuint (n_accounts (desk->market), ==, 1);
  g_assert_nonnull (strstr (read_page (desk, "done_page"), "1 more shop"));
  click (desk, "missed_button");
  pasar_test_wait (is_over, desk);
  g_assert_cmpuint (n_accounts (desk->market), ==, 2);
  g_assert_false (gtk_widget_get_visible (dialogs_find (desk->dialog, "missed_button")));
}

/* A shop that is signed out: all that the seller entered once is there, and only the consent is
 * asked for. */
static void
test_again (Desk *desk, gconstpointer data)
{
  g_autofree char *shop_id = g_strdup_printf ("%" G_GINT64_FORMAT, get_shop_id (desk));
  g_autoptr (PasarAccount) account = NULL;

  enter_keys (desk);
  type (desk, "redirect_row", "https://shop.example/done");
  authorise (desk, get_shop_id (desk));
  pasar_test_wait (is_over, desk);
  g_assert_true (is_on (desk, "done_page"));
  dialogs_close (desk->dialog);
  account = g_list_model_get_item (G_LIST_MODEL (desk->market->accounts), 0);
  open_dialog (desk, pasar_account_get_shop (account), TRUE);
  pasar_test_wait (asks_for_consent, desk);
  g_assert_cmpstr (read_text (desk, "redirect_row"), ==, "https://shop.example/done");
  g_assert_cmpstr (read_text (desk, "shop_id_row"), ==, shop_id);
  g_assert_cmpstr (read_text (desk, "partner_key_row"),
                   ==,
                   pasar_test_sandbox_get_partner_key (desk->market->sandbox));
  authorise (desk, get_shop_id (desk));
  pasar_test_wait (is_over, desk);
  g_assert_true (is_on (desk, "done_page"));
}

static GtkWindow *
find_help (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_strcmp0 (gtk_window_get_title (window), "Help") == 0)
        return window;
    }
  return NULL;
}

/* The first descendant of a type, with a label where one is given. */
static gpointer
find (GtkWidget *widget, GType type, const char *label)
{
  gpointer found = NULL;

  if (g_type_is_a (G_OBJECT_TYPE (widget), type)
      && (label == NULL || g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type, label);
  return found;
}

/* Who has no partner ID finds a chapter on it from the dialog; the others can be turned to. */
static void
test_help (Desk *desk, gconstpointer data)
{
  GtkWindow *help;
  GtkStack *stack;
  g_autoptr (GtkSelectionModel) pages = NULL;

  g_signal_emit_by_name (find (GTK_WIDGET (desk->dialog),
                               GTK_TYPE_BUTTON,
                               "Read More in the Hel_p"),
                         "clicked");
  help = find_help ();
  g_assert_nonnull (help);
  /* The arrow keys turn the pages from the start. */
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_window_get_focus (help)));
  stack = find (GTK_WIDGET (help), GTK_TYPE_STACK, NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "connect");
  pages = gtk_stack_get_pages (stack);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (pages)), >=, 7);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (pages), i);
      GtkStackPage *page = GTK_STACK_PAGE (item);

      g_assert_cmpstr (gtk_stack_page_get_title (page), !=, "");
      gtk_selection_model_select_item (pages, i, TRUE);
      g_assert_true (gtk_stack_get_visible_child (stack) == gtk_stack_page_get_child (page));
    }
  dialogs_close (help);
}

static void
look (Desk *desk, const char *state)
{
  rendering_check_looks (desk->dialog, state);
}

/* What is drawn on the pages before anything is asked, with all that can be said beside a field. */
static void
test_looks_of_entries (Desk *desk, gconstpointer data)
{
  GtkWidget *page = dialogs_find (desk->dialog, "key_page");

  look (desk, "connect-keys");
  adw_expander_row_set_expanded (find (page, ADW_TYPE_EXPANDER_ROW, NULL), TRUE);
  look (desk, "connect-guide");
  adw_expander_row_set_expanded (find (page, ADW_TYPE_EXPANDER_ROW, NULL), FALSE);
  type (desk, "partner_id_row", KEY_64);
  type (desk, "partner_key_row", "2009999");
  look (desk, "connect-keys-swapped");
  choose_own_server (desk);
  type (desk, "address_row", "http://example.com");
  type (desk, "partner_id_row", "99999999999");
  type (desk, "partner_key_row", "shpk12345 67890");
  look (desk, "connect-keys-odd");
  adw_combo_row_set_selected (dialogs_find (desk->dialog, "host_row"), 0);
  type (desk, "partner_key_row", "shpk1234567890");
  look (desk, "connect-key-short");

  enter_keys (desk);
  look (desk, "connect-authorise");
  type (desk, "redirect_row", "not an address");
  type (desk, "final_row", "https://open.shopee.com/?nothing=1");
  look (desk, "connect-authorise-odd");
  adw_expander_row_set_expanded (dialogs_find (desk->dialog, "tokens_row"), TRUE);
  type (desk, "shop_id_row", "x");
  type (desk, "access_row", "abcdef");
  look (desk, "connect-tokens");
}

/* What is drawn once the shop was asked. */
static void
test_looks_of_answers (Desk *desk, gconstpointer data)
{
  g_autoptr (PasarAccount) account = NULL;

  enter_keys (desk);
  type (desk, "final_row", "https://open.shopee.com/?code=abcdef&shop_id=123");
  click (desk, "next_button");
  pasar_test_wait (is_over, desk);
  look (desk, "connect-wrong-code");
  click (desk, "back_button");
  pasar_test_sandbox_fault (desk->market->sandbox, "call=get_shop_info,kind=html");
  authorise (desk, PASAR_TEST_MAIN_ACCOUNT);
  look (desk, "connect-testing");
  pasar_test_wait (is_over, desk);
  look (desk, "connect-failed");
  pasar_test_sandbox_clear_faults (desk->market->sandbox);
  pasar_test_sandbox_fault (desk->market->sandbox, "call=get_shop_info,nth=1,kind=html");
  click (desk, "again_button");
  pasar_test_wait (is_over, desk);
  look (desk, "connect-missed");
  pasar_test_sandbox_clear_faults (desk->market->sandbox);
  click (desk, "missed_button");
  pasar_test_wait (is_over, desk);
  look (desk, "connect-done");
  dialogs_close (desk->dialog);

  account = g_list_model_get_item (G_LIST_MODEL (desk->market->accounts), 0);
  open_dialog (desk, pasar_account_get_shop (account), TRUE);
  pasar_test_wait (asks_for_consent, desk);
  look (desk, "connect-again");
  click (desk, "back_button");
  look (desk, "connect-again-keys");
}

static void
skip (void)
{
  g_test_skip ("gnome-keyring-daemon is not installed");
}

#define ADD(path, data, test)                                                                      \
  g_test_add (path, Desk, GINT_TO_POINTER (data), set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  /* Before GTK asks for the session bus. */
  g_autoptr (PasarTestKeyring) keyring = pasar_test_keyring_new ();

  if (!dialogs_test_init (&argc, &argv))
    return 77;
  rendering_init ();
  ADD ("/dialogs-connect/odd-keys", 0, test_odd_keys);
  ADD ("/dialogs-connect/own-server", 0, test_own_server);
  ADD ("/dialogs-connect/odd-redirect", 0, test_odd_redirect);
  ADD ("/dialogs-connect/help", 0, test_help);
  ADD ("/dialogs-connect/looks-of-entries", 0, test_looks_of_entries);
  if (keyring == NULL)
    {
      g_test_add_func ("/dialogs-connect/keyring", skip);
      return g_test_run ();
    }
  ADD ("/dialogs-connect/wrong-address", 0, test_wrong_address);
  ADD ("/dialogs-connect/try-again", FALSE, test_try_again);
  ADD ("/dialogs-connect/back-and-forth", TRUE, test_try_again);
  ADD ("/dialogs-connect/missed", 0, test_missed);
  ADD ("/dialogs-connect/again", 0, test_again);
  ADD ("/dialogs-connect/looks-of-answers", 0, test_looks_of_answers);
  return g_test_run ();
}
