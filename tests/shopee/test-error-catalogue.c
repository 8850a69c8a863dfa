/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/error-catalogue-private.h"
#include "shopee/error-private.h"

#include <string.h>

#include <gio/gio.h>

/* Codes that say nothing without their message. */
static gboolean
is_ambiguous (const char *code)
{
  return strcmp (code, "error_auth") == 0 || strcmp (code, "error_param") == 0
         || strcmp (code, "error_inner") == 0;
}

static void
check_row (const char *code, const char *message)
{
  g_autofree char *prefixed = g_strconcat ("product.", code, NULL);
  const PasarErrorInfo *info = pasar_error_catalogue_lookup (code, message);

  if (info == NULL)
    g_error ("unknown code: %s", code);
  if (is_ambiguous (code) && info->message == NULL && strstr (message, "{{") == NULL)
    g_error ("unknown message of %s: %s", code, message);
  if (strchr (code, '.') == NULL)
    g_assert_true (pasar_error_catalogue_lookup (prefixed, message) == info);
}

/* Each row of the tables of the four seeds, and of what else is expected. */
static void
test_tables (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "shopee", data, NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  guint n = 0;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", 2);

      if (*lines[i] == '\0')
        continue;
      check_row (cells[0], cells[1]);
      n++;
    }
  g_assert_cmpuint (n, >=, 20);
}

static void
test_classes (void)
{
  static const struct
  {
    const char *code;
    const char *message;
    PasarError error_class;
    PasarRetry retry;
  } cases[] = {
    { "error_auth", "Invalid access_token.", PASAR_ERROR_AUTH, PASAR_RETRY_AFTER_REFRESH },
    { "invalid_acceess_token", "", PASAR_ERROR_AUTH, PASAR_RETRY_AFTER_REFRESH },
    { "invalid_access_token", NULL, PASAR_ERROR_AUTH, PASAR_RETRY_AFTER_REFRESH },
    { "error_auth",
      "Stock should be larger than reserved stock.",
      PASAR_ERROR_RULE,
      PASAR_RETRY_NO },
    { "error_auth",
      "Lack of location_id, please double check.",
      PASAR_ERROR_PARAMETER,
      PASAR_RETRY_NO },
    { "error_auth", "No permission to current api.", PASAR_ERROR_PERMISSION, PASAR_RETRY_NO },
    { "error_auth", "something new", PASAR_ERROR_PERMISSION, PASAR_RETRY_NO },
    { "error_auth", "Invalid refresh_token.", PASAR_ERROR_AUTH, PASAR_RETRY_NO },
    { "error.param",
      "Can not update item with stock less than reserved stock",
      PASAR_ERROR_RULE,
      PASAR_RETRY_NO },
    { "error_param", "Timestamp is expired.", PASAR_ERROR_CLOCK, PASAR_RETRY_AFTER_CLOCK },
    { "error_param", "Wrong model_id.", PASAR_ERROR_NOT_FOUND, PASAR_RETRY_NO },
    { "error_sign", "Wrong sign.", PASAR_ERROR_SIGNATURE, PASAR_RETRY_NO },
    { "error_limit", "", PASAR_ERROR_QUOTA, PASAR_RETRY_NO },
    { "error_rate_limit", "", PASAR_ERROR_THROTTLED, PASAR_RETRY_BACKOFF },
    { "error_system_busy", "", PASAR_ERROR_TRANSIENT, PASAR_RETRY_BACKOFF },
    { "error_inner", "Update item failed x", PASAR_ERROR_RULE, PASAR_RETRY_NO },
    { "product.error_update_price_fail",
      "Update price failed, please try later.",
      PASAR_ERROR_RULE,
      PASAR_RETRY_NO },
    { "product.error_busi", "reached shop's bump slot limit", PASAR_ERROR_RULE, PASAR_RETRY_NO },
    { "source_ip_undeclared", "", PASAR_ERROR_CONFIG, PASAR_RETRY_NO },
    { "shop_banned", "", PASAR_ERROR_SHOP_STATE, PASAR_RETRY_NO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarErrorInfo *info = pasar_error_catalogue_lookup (cases[i].code, cases[i].message);

      g_assert_nonnull (info);
      g_assert_cmpint (info->error_class, ==, cases[i].error_class);
      g_assert_cmpint (info->retry, ==, cases[i].retry);
    }
  g_assert_null (pasar_error_catalogue_lookup ("error_from_the_future", ""));
  g_assert_null (pasar_error_catalogue_lookup ("", ""));
  g_assert_null (pasar_error_catalogue_lookup (".", ""));
  g_assert_null (pasar_error_catalogue_lookup ("product.", ""));
  g_assert_null (pasar_error_catalogue_lookup (NULL, NULL));
}

/* A row behind one of the same code that takes any message would never be found. */
static void
test_rows_reachable (void)
{
  gsize n_rows;
  const PasarErrorInfo *rows = pasar_error_catalogue_get_rows (&n_rows);

  for (gsize i = 0; i < n_rows; i++)
    {
      g_assert_true (pasar_error_catalogue_lookup (rows[i].code, rows[i].message) == &rows[i]);
      g_assert_cmpuint (rows[i].max_tries, >=, 1);
      g_assert_true ((rows[i].retry == PASAR_RETRY_NO) == (rows[i].max_tries == 1));
    }
}

static void
test_reasons (void)
{
  static const struct
  {
    const char *reason;
    PasarError error_class;
  } cases[] = {
    { "can not boost item repeatedly", PASAR_ERROR_RULE },
    { "model ID not exist in sku", PASAR_ERROR_NOT_FOUND },
    { "Original_price is less than min price limit.", PASAR_ERROR_RULE },
    { "Stock should be larger than 13 (reserve stock number) for model Blue M", PASAR_ERROR_RULE },
    { "Stock should be within 0-10000000 for model Blue M", PASAR_ERROR_RULE },
    { "reached shop's bump slot limit", PASAR_ERROR_RULE },
    { "Price cannot be changed when model is under promotion.", PASAR_ERROR_RULE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PasarErrorInfo *info = pasar_error_catalogue_lookup_reason (cases[i].reason);

      g_assert_nonnull (info);
      g_assert_cmpint (info->error_class, ==, cases[i].error_class);
      g_assert_nonnull (info->advice);
    }
  g_assert_null (pasar_error_catalogue_lookup_reason (NULL));
  g_assert_null (pasar_error_catalogue_lookup_reason (""));
  g_assert_null (pasar_error_catalogue_lookup_reason ("the moon is full"));
}

static void
test_error_values (void)
{
  g_autoptr (GError) error =
      pasar_error_new_from_server ("source_ip_undeclared",
                                   "Request Source IP (203.0.113.9) is undeclared.",
                                   "r12");
  g_autoptr (GError) copy = g_error_copy (error);
  g_autoptr (GError) unknown = pasar_error_new_from_server ("new_code", "", "r99");
  g_autoptr (GError) foreign = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "x");

  g_assert_error (copy, PASAR_ERROR, PASAR_ERROR_CONFIG);
  g_assert_cmpstr (pasar_error_get_server_code (copy), ==, "source_ip_undeclared");
  g_assert_cmpstr (pasar_error_get_request_id (copy), ==, "r12");
  g_assert_nonnull (strstr (copy->message, "203.0.113.9"));
  g_assert_nonnull (strstr (pasar_error_get_advice (copy), "Whitelist"));
  g_assert_error (unknown, PASAR_ERROR, PASAR_ERROR_UNKNOWN);
  g_assert_nonnull (strstr (unknown->message, "new_code"));
  g_assert_null (pasar_error_get_server_code (foreign));
  g_assert_null (pasar_error_get_advice (foreign));
  for (int code = PASAR_ERROR_AUTH; code <= PASAR_ERROR_UNKNOWN; code++)
    {
      g_autoptr (GError) local = pasar_error_new_local (code, NULL);

      g_assert_cmpstr (local->message, !=, "");
      g_assert_cmpstr (pasar_error_get_advice (local), !=, "");
      g_assert_null (pasar_error_get_request_id (local));
    }
}

/* What is said beside a sentence of ours belongs to it, and the advice comes after it. */
static void
test_asides (void)
{
  g_autoptr (GError) local = pasar_error_new_local (PASAR_ERROR_MALFORMED, "%s", "not JSON");
  g_autoptr (GError) server = pasar_error_new_from_server ("new_code", "It is so.", "r1");
  g_autoptr (GError) tls = pasar_error_new_tls_missing ();

  g_assert_true (g_str_has_suffix (local->message, "understood (not JSON)."));
  g_assert_true (g_str_has_suffix (server->message, " (Shopee: It is so)."));
  g_assert_null (strstr (server->message, ". ("));
  g_assert_cmpstr (tls->message,
                   ==,
                   "Pasar has no secure connections: the package glib-networking is missing.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error-catalogue/asides", test_asides);
  g_test_add_data_func ("/error-catalogue/boost-item", "errors-boost-item.txt", test_tables);
  g_test_add_data_func ("/error-catalogue/update-price", "errors-update-price.txt", test_tables);
  g_test_add_data_func ("/error-catalogue/get-item-base-info",
                        "errors-get-item-base-info.txt",
                        test_tables);
  g_test_add_data_func ("/error-catalogue/update-stock", "errors-update-stock.txt", test_tables);
  g_test_add_data_func ("/error-catalogue/other", "errors-other.txt", test_tables);
  g_test_add_func ("/error-catalogue/classes", test_classes);
  g_test_add_func ("/error-catalogue/rows-reachable", test_rows_reachable);
  g_test_add_func ("/error-catalogue/reasons", test_reasons);
  g_test_add_func ("/error-catalogue/error-values", test_error_values);
  return g_test_run ();
}
