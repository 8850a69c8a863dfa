/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "credentials-helpers.h"

#include "store-helpers.h"

PasarSecrets *
lookup (gint64 shop_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_credentials_lookup_async (HOST, 7, shop_id, cancellable, keep_result_cb, &result);
  return pasar_credentials_lookup_finish (wait_for_result (&result), error);
}

gboolean
store (gint64 shop_id, const PasarSecrets *secrets, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_credentials_store_async (HOST,
                                 7,
                                 shop_id,
                                 "Pasar: Kedai Ros",
                                 secrets,
                                 cancellable,
                                 keep_result_cb,
                                 &result);
  return pasar_credentials_store_finish (wait_for_result (&result), error);
}

gboolean
clear (gint64 shop_id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_credentials_clear_async (HOST, 7, shop_id, cancellable, keep_result_cb, &result);
  return pasar_credentials_clear_finish (wait_for_result (&result), error);
}

PasarSecrets *
some_secrets (void)
{
  return pasar_secrets_new ("key-PARTNER", "token-ACCESS", "token-REFRESH", 1800000000);
}

/* Clears the error, whose sentence holds no secret. */
void
assert_failed (GError **error, PasarCredentialsError code)
{
  g_assert_error (*error, PASAR_CREDENTIALS_ERROR, (int) code);
  g_assert_true (g_str_has_suffix ((*error)->message, "."));
  g_assert_null (strstr ((*error)->message, "PARTNER"));
  g_clear_error (error);
}
