/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "shopee/client.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>

/* A file of settings that anybody may have written, as the Flatpak has one: each key has a value of
 * its type in its range all the same, and what is done with them stays within its bounds. */

static char *folder;
static char *path;
static GSettingsSchema *schema;
static PasarClient *client;

static void
clean_up (void)
{
  g_unlink (path);
  g_rmdir (folder);
  g_settings_schema_unref (schema);
  g_object_unref (client);
  g_free (path);
  g_free (folder);
}

static void
prepare (void)
{
  g_autoptr (GSettingsSchemaSource) source = NULL;
  g_autoptr (GError) error = NULL;

  if (folder != NULL)
    return;
  folder = g_dir_make_tmp ("pasar-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (folder, "keyfile", NULL);
  source = g_settings_schema_source_new_from_directory (SCHEMA_DIR, NULL, TRUE, &error);
  g_assert_no_error (error);
  schema = g_settings_schema_source_lookup (source, APPLICATION_ID, FALSE);
  g_assert_nonnull (schema);
  client = pasar_client_new ("https://partner.shopeemobile.com", 1, "key", 0);
  atexit (clean_up);
}

static void
check_value (GVariant *value)
{
  if (g_variant_is_container (value))
    for (gsize i = 0; i < g_variant_n_children (value); i++)
      {
        g_autoptr (GVariant) child = g_variant_get_child_value (value, i);

        check_value (child);
      }
  else if (g_variant_is_of_type (value, G_VARIANT_TYPE_STRING))
    g_assert_true (g_utf8_validate (g_variant_get_string (value, NULL), -1, NULL));
}

static void
check_keys (GSettings *settings)
{
  g_auto (GStrv) keys = g_settings_schema_list_keys (schema);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GSettingsSchemaKey) key = g_settings_schema_get_key (schema, keys[i]);
      g_autoptr (GVariant) value = g_settings_get_value (settings, keys[i]);

      g_assert_true (g_variant_is_of_type (value, g_settings_schema_key_get_value_type (key)));
      g_assert_true (g_settings_schema_key_range_check (key, value));
      check_value (value);
    }
}

static void
check_client (GSettings *settings)
{
  g_autofree char *redirect = g_settings_get_string (settings, "redirect-address");
  guint max;

  pasar_client_set_limits (client,
                           g_settings_get_uint (settings, "requests-in-flight"),
                           g_settings_get_double (settings, "requests-per-second"));
  max = pasar_client_get_max_in_flight (client);
  g_assert_true (max >= 1 && max <= 64);
  for (int page_form = FALSE; page_form <= TRUE; page_form++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *link =
          pasar_client_dup_auth_link (client, page_form, redirect, "state", &error);

      g_assert_true ((link == NULL) == (error != NULL));
      g_assert_true (link == NULL || g_uri_is_valid (link, G_URI_FLAGS_ENCODED, NULL));
    }
}

/* Of what is not UTF-8, GIO complains and takes the default. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize length)
{
  g_autofree char *text = g_utf8_make_valid ((const char *) data, (gssize) length);
  g_autoptr (GSettingsBackend) backend = NULL;
  g_autoptr (GSettings) settings = NULL;

  prepare ();
  /* What was in it before would be overwritten, but not cut off. */
  g_unlink (path);
  g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  backend = g_keyfile_settings_backend_new (path, "/", NULL);
  settings = g_settings_new_full (schema, backend, NULL);
  check_keys (settings);
  check_client (settings);
  return 0;
}
