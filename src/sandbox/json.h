/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Appends JSON to a string. A key of NULL appends an array element. Commas come by themselves. */

void pasar_sandbox_json_open (GString *json, const char *key, char bracket);

void pasar_sandbox_json_close (GString *json, char bracket);

void pasar_sandbox_json_string (GString *json, const char *key, const char *value);

void pasar_sandbox_json_int (GString *json, const char *key, gint64 value);

void pasar_sandbox_json_uint (GString *json, const char *key, guint64 value);

void pasar_sandbox_json_bool (GString *json, const char *key, gboolean value);

void pasar_sandbox_json_null (GString *json, const char *key);

void pasar_sandbox_json_money (GString *json, const char *key, gint64 minor, guint digits);

G_END_DECLS
