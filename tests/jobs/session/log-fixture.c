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
