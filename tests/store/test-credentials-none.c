/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "credentials-helpers.h"

#include <libsecret/secret.h>

/* On a bus where no Secret Service is and none can be started. */

static void
test_no_service (void)
{
  g_autoptr (PasarSecrets) secrets = some_secrets ();
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup (1, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_NO_SERVICE);
  g_assert_false (store (1, secrets, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_NO_SERVICE);
  g_assert_false (clear (1, NULL, &error));
  assert_failed (&error, PASAR_CREDENTIALS_ERROR_NO_SERVICE);
}

int
main (int argc, char **argv)
{
  g_autoptr (GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credentials-none/no-service", test_no_service);
  g_test_dbus_up (bus);
  status = g_test_run ();
  /* libsecret keeps its connection, for which the bus would wait. */
  secret_service_disconnect ();
  g_test_dbus_down (bus);
  return status;
}
