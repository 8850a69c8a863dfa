/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "credentials-helpers.h"
#include "keyring.h"
#include "store-helpers.h"

/* A keyring daemon that ends and comes back, as with a new login: what was kept is there, and more
 * can be kept. Without a password, as of those who log in without one, its file is lines of text.
 */

static PasarTestKeyring *keyring;

static void
skip (void)
{
  g_test_skip ("gnome-keyring-daemon is not installed");
}

static void
restart (void)
{
  pasar_test_keyring_kill (keyring);
  pasar_test_keyring_start (keyring);
}

static void
assert_kept (gint64 shop_id, const PasarSecrets *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarSecrets) found = lookup (shop_id, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (found->partner_key, ==, expected->partner_key);
  g_assert_cmpstr (found->access_token, ==, expected->access_token);
  g_assert_cmpstr (found->refresh_token, ==, expected->refresh_token);
  g_assert_cmpint (found->expires_at, ==, expected->expires_at);
}

static void
keep (gint64 shop_id, const PasarSecrets *secrets)
{
  g_autoptr (GError) error = NULL;

  store (shop_id, secrets, NULL, &error);
  g_assert_no_error (error);
}

static void
test_restart (void)
{
  g_autoptr (PasarSecrets) first = some_secrets ();
  g_autoptr (PasarSecrets) second =
      pasar_secrets_new ("\tstrange\\\n[key]=ü ", "second-ACCESS", "second-REFRESH", 1800014400);

  keep (1, first);
  restart ();
  assert_kept (1, first);
  restart ();
  keep (1, second);
  assert_kept (1, second);
  restart ();
  keep (2, first);
  assert_kept (1, second);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  keyring = pasar_test_keyring_new_plain ();
  g_test_add_func ("/credentials-restart/no-password", keyring != NULL ? test_restart : skip);
  status = g_test_run ();
  if (keyring != NULL)
    pasar_test_keyring_free (keyring);
  return status;
}
