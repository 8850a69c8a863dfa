/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "credentials-helpers.h"
#include "keyring.h"
#include "store-helpers.h"

#include <libsecret/secret.h>

/* Against a real keyring daemon. */

static const SecretSchema schema = {
  "io.github.pasar_app.Pasar.Shop",
  SECRET_SCHEMA_NONE,
  {
      { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "partner", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "shop", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static void
skip (void)
{
  g_test_skip ("gnome-keyring-daemon is not installed");
}

static void
assert_secrets (const PasarSecrets *found, const PasarSecrets *expected)
{
  g_assert_nonnull (found);
  g_assert_cmpstr (found->partner_key, ==, expected->partner_key);
  g_assert_cmpstr (found->access_token, ==, expected->access_token);
  g_assert_cmpstr (found->refresh_token, ==, expected->refresh_token);
  g_assert_cmpint (found->expires_at, ==, expected->expires_at);
}

static void
test_round_trip (void)
{
  g_autoptr (PasarSecrets) first = some_secrets ();
  g_autoptr (PasarSecrets) strange =
      pasar_secrets_new (" [a]=b\\s\n#ü;\t", NULL, "x=\"y\"", G_MAXINT64);
  g_autoptr (PasarSecrets) found = NULL;
  g_autoptr (PasarSecrets) replaced = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store (1, first, NULL, &error));
  g_assert_no_error (error);
  found = lookup (1, NULL, &error);
  g_assert_no_error (error);
  assert_secrets (found, first);

  /* A later pair takes the place of the earlier one. */
  g_assert_true (store (1, strange, NULL, &error));
  replaced = lookup (1, NULL, &error);
  g_assert_no_error (error);
  assert_secrets (replaced, strange);
  g_assert_true (clear (1, NULL, &error));
}

static void
test_apart (void)
{
  g_autoptr (PasarSecrets) first = pasar_secrets_new ("one", NULL, NULL, 0);
  g_autoptr (PasarSecrets) second = pasar_secrets_new ("two", NULL, NULL, 0);
  g_autoptr (PasarSecrets) found = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store (1, first, NULL, &error));
  g_assert_true (store (2, second, NULL, &error));
  g_assert_true (clear (2, NULL, &error));
  found = lookup (1, NULL, &error);
  assert_secrets (found, first);
  g_assert_null (lookup (2, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_NOT_FOUND);
  pasar_credentials_lookup_async ("https://other.example", 7, 1, NULL, keep_result_cb, &result);
  g_assert_null (pasar_credentials_lookup_finish (wait_for_result (&result), &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_NOT_FOUND);
  g_assert_true (clear (1, NULL, &error));
}

static void
test_not_found (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup (404, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_NOT_FOUND);
  g_assert_true (clear (404, NULL, &error));
  g_assert_no_error (error);
}

static void
test_damaged (void)
{
  static const char *const texts[] = {
    "",
    "PARTNER",
    "[Secrets]\naccess-token=PARTNER\nexpires-at=0\n",
    "[Secrets]\npartner-key=PARTNER\nexpires-at=soon\n",
    "[Other]\npartner-key=PARTNER\nexpires-at=0\n",
    "[Secrets]\npartner-key=\\q\nexpires-at=0\n",
  };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (secret_password_store_sync (&schema,
                                                 SECRET_COLLECTION_DEFAULT,
                                                 "damaged",
                                                 texts[i],
                                                 NULL,
                                                 &error,
                                                 "host",
                                                 HOST,
                                                 "partner",
                                                 "7",
                                                 "shop",
                                                 "3",
                                                 NULL));
      g_assert_null (lookup (3, NULL, &error));
      assert_failed (&error, PASAR_CREDENTIALS_ERROR_DAMAGED);
    }
  g_assert_true (clear (3, NULL, &error));
}

/* What earlier versions wrote is read. */
static void
test_lines (void)
{
  g_autoptr (PasarSecrets) expected = some_secrets ();
  g_autoptr (PasarSecrets) found = NULL;
  g_autoptr (GError) error = NULL;

  secret_password_store_sync (&schema,
                              SECRET_COLLECTION_DEFAULT,
                              "lines",
                              "[Secrets]\npartner-key=key-PARTNER\naccess-token=token-ACCESS\n"
                              "refresh-token=token-REFRESH\nexpires-at=1800000000\n",
                              NULL,
                              &error,
                              "host",
                              HOST,
                              "partner",
                              "7",
                              "shop",
                              "4",
                              NULL);
  g_assert_no_error (error);
  found = lookup (4, NULL, &error);
  g_assert_no_error (error);
  assert_secrets (found, expected);
  g_assert_true (clear (4, NULL, &error));
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PasarSecrets) secrets = some_secrets ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (lookup (1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (store (1, secrets, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (clear (1, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* With nobody to show the prompt the daemon takes it as closed. The collection stays locked: the
 * last test. */
static void
test_locked (void)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (PasarSecrets) secrets = some_secrets ();
  g_autoptr (GError) error = NULL;
  g_autolist (GObject) objects = NULL;

  g_assert_true (store (5, secrets, NULL, &error));
  service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  collection = secret_collection_for_alias_sync (service,
                                                 SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE,
                                                 NULL,
                                                 &error);
  g_assert_nonnull (collection);
  objects = g_list_prepend (NULL, g_object_ref (collection));
  g_assert_cmpint (secret_service_lock_sync (service, objects, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);

  g_assert_null (lookup (5, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_DISMISSED);
  g_assert_false (store (5, secrets, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_LOCKED);
  g_assert_false (clear (5, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_DISMISSED);
}

/* Without a keyring the daemon asks for the password of a new one, and takes the missing answer as
 * no. The collection is gone: after all others. */
static void
test_no_keyring (void)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (PasarSecrets) secrets = some_secrets ();
  g_autoptr (GError) error = NULL;

  service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  collection = secret_collection_for_alias_sync (service,
                                                 SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE,
                                                 NULL,
                                                 &error);
  g_assert_nonnull (collection);
  g_assert_true (secret_collection_delete_sync (collection, NULL, &error));
  g_assert_no_error (error);

  g_assert_null (lookup (5, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_NOT_FOUND);
  g_assert_false (store (5, secrets, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_NO_KEYRING);
}

static void
test_secrets (void)
{
  g_autoptr (PasarSecrets) secrets = some_secrets ();
  g_autoptr (PasarSecrets) copy = pasar_secrets_copy (secrets);

  assert_secrets (copy, secrets);
  g_assert_true (copy->partner_key != secrets->partner_key);
  pasar_secrets_free (NULL);
}

int
main (int argc, char **argv)
{
  g_autoptr (PasarTestKeyring) keyring = NULL;

  g_test_init (&argc, &argv, NULL);
  keyring = pasar_test_keyring_new ();
  g_test_add_func ("/credentials/secrets", test_secrets);
  if (keyring == NULL)
    {
      g_test_add_func ("/credentials/keyring", skip);
      return g_test_run ();
    }
  g_test_add_func ("/credentials/round-trip", test_round_trip);
  g_test_add_func ("/credentials/apart", test_apart);
  g_test_add_func ("/credentials/not-found", test_not_found);
  g_test_add_func ("/credentials/damaged", test_damaged);
  g_test_add_func ("/credentials/lines", test_lines);
  g_test_add_func ("/credentials/cancelled", test_cancelled);
  g_test_add_func ("/credentials/locked", test_locked);
  g_test_add_func ("/credentials/no-keyring", test_no_keyring);
  return g_test_run ();
}
