/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "shopee/client.h"

/* What the seller pastes after authorising; nobody says that it is UTF-8. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *address = g_strndup ((const char *) data, length);
  g_autofree char *code = NULL;
  g_autofree char *state = NULL;
  g_autoptr (GError) error = NULL;
  gint64 shop_id = 0;
  gint64 account_id = 0;

  if (!pasar_client_parse_redirect (address, &code, &shop_id, &account_id, &state, &error))
    {
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_PARAMETER);
      g_assert_null (code);
      return 0;
    }
  g_assert_no_error (error);
  g_assert_nonnull (code);
  g_assert_true ((shop_id > 0) != (account_id > 0));
  return 0;
}
