/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "log-fixture.h"

#include <sqlite3.h>

void
run_sql (const char *path, const char *sql)
{
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static int
add_value_cb (gpointer user_data, int n, char **values, char **names)
{
  GString *text = user_data;

  for (int i = 0; i < n; i++)
    if (!g_str_has_suffix (names[i], "_ms"))
      g_string_append_printf (text, "%s|", values[i]);
  g_string_append_c (text, '\n');
  return 0;
}

char *
dump (const char *path)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  GString *text = g_string_new (NULL);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_exec (db,
                "SELECT 'SELECT * FROM [' || name || '];' FROM sqlite_schema WHERE type = 'table'",
                add_value_cb,
                sql,
                NULL);
  g_string_replace (sql, "|", "", 0);
  g_assert_cmpint (sqlite3_exec (db, sql->str, add_value_cb, text, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return g_string_free (text, FALSE);
}

void
spoil (World *world, const char *sql)
{
  world_close (world);
  run_sql (world->path, sql);
  world->store = open_store (world->path);
  world_open_session (world);
}

gint64
query (World *world, const char *sql)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_open_v2 (world->path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return number;
}

gboolean
move (PasarSession *session, gboolean is_redo, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (is_redo)
    pasar_session_redo_async (session, NULL, pasar_test_keep_result_cb, &result);
  else
    pasar_session_undo_async (session, NULL, pasar_test_keep_result_cb, &result);
  return pasar_session_write_finish (session, pasar_test_wait_result (&result), NULL, error);
}

World *
new_stepped_world (void)
{
  World *world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));

  for (guint i = 1; i <= 10; i++)
    world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2000 + i);
  return world;
}
