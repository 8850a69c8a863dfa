/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/error.h"
#include "shopee/host.h"

static void
test_all (void)
{
  gsize n_hosts;
  const PasarHost *hosts = pasar_host_get_all (&n_hosts);

  g_assert_cmpuint (n_hosts, ==, 8);
  for (gsize i = 0; i < n_hosts; i++)
    {
      g_assert_true (pasar_host_find (hosts[i].id) == &hosts[i]);
      if (hosts[i].base_url != NULL)
        {
          g_autofree char *checked = pasar_host_check_custom (hosts[i].base_url, NULL);

          g_assert_cmpstr (checked, ==, hosts[i].base_url);
        }
    }
  g_assert_cmpstr (pasar_host_find ("production")->base_url,
                   ==,
                   "https://partner.shopeemobile.com");
  g_assert_cmpstr (pasar_host_find ("sandbox")->base_url,
                   ==,
                   "https://openplatform.sandbox.test-stable.shopee.sg");
  g_assert_null (pasar_host_find ("custom")->base_url);
  g_assert_null (pasar_host_find ("nowhere"));
  g_assert_null (pasar_host_find (NULL));
}

static void
test_custom_accepted (void)
{
  static const struct
  {
    const char *text;
    const char *url;
  } cases[] = {
    { "https://example.com", "https://example.com" },
    { "  https://example.com/ \n", "https://example.com" },
    { "https://example.com///", "https://example.com" },
    { "example.com", "https://example.com" },
    { "HTTPS://example.com:8443", "https://example.com:8443" },
    { "http://127.0.0.1:8080/", "http://127.0.0.1:8080" },
    { "http://localhost:8080", "http://localhost:8080" },
    { "http://127.8.8.8", "http://127.8.8.8" },
    { "http://[::1]:99", "http://[::1]:99" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = pasar_host_check_custom (cases[i].text, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (url, ==, cases[i].url);
    }
}

static void
test_custom_refused (void)
{
  static const char *const cases[] = {
    "",
    "   ",
    "http://example.com",
    "http://192.168.1.2:80",
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "ftp://example.com",
    "https://",
    "https://user:word@example.com",
    "https://example.com/api",
    "https://example.com?x=1",
    "https://example.com#x",
    "https://exa mple.com",
    "file:///etc/passwd",
  };

  g_assert_null (pasar_host_check_custom (NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *url = pasar_host_check_custom (cases[i], &error);

      g_assert_null (url);
      g_assert_error (error, PASAR_ERROR, PASAR_ERROR_PARAMETER);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/host/all", test_all);
  g_test_add_func ("/host/custom-accepted", test_custom_accepted);
  g_test_add_func ("/host/custom-refused", test_custom_refused);
  return g_test_run ();
}
