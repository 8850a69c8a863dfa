/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "accounts/market.h"
#include "kill-fixture.h"
#include "session/log-fixture.h"
#include "keyring.h"

#include <string.h>

/* A program that is killed at any moment of its work: what it had said to be done is done, nothing
 * is done twice, what is open is found out, and the store opens. PASAR_KILLS sets how often each
 * kind of work is killed. */

/* What is not said to be on disk yet may be all the same: so many steps, at the most. */
#define MAX_AHEAD 200

/* Decimal commas, the years of Buddha, and digits that are not 0 to 9. */
static const char *const locales[] = { "de_DE", "th_TH", "fa_IR" };
/* A day apart from one another, and half an hour off. */
static const char *const zones[] = { "Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu" };

static char *locale_folder; /* (nullable): these cannot be made here */
static guint n_survived;

static void
make_locales (void)
{
  g_autofree char *localedef = g_find_program_in_path ("localedef");

  if (localedef == NULL || !g_file_test ("/usr/share/i18n/locales/fa_IR", G_FILE_TEST_EXISTS))
    return;
  locale_folder = pasar_test_make_folder ();
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_autofree char *path = g_build_filename (locale_folder, locales[i], NULL);
      const char *const arguments[] = {
        localedef, "-c", "-i", locales[i], "-f", "UTF-8", path, NULL
      };

      g_assert_true (g_spawn_sync (NULL,
                                   (char **) arguments,
                                   NULL,
                                   G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL,
                                   NULL,
                                   NULL,
                                   NULL,
                                   NULL,
                                   NULL,
                                   NULL));
    }
}

/* Where the program works: not where this one looks at what it left. (transfer full) */
static GStrv
make_place (guint n)
{
  GStrv environment =
      g_environ_setenv (g_get_environ (), "TZ", zones[n % G_N_ELEMENTS (zones)], TRUE);

  if (locale_folder == NULL)
    return environment;
  environment = g_environ_setenv (environment, "LOCPATH", locale_folder, TRUE);
  return g_environ_setenv (environment, "LC_ALL", locales[n % G_N_ELEMENTS (locales)], TRUE);
}

static guint
get_n_kills (guint usual)
{
  const char *text = g_getenv ("PASAR_KILLS");

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : usual;
}

/* Kills it after one to so many lines and so much time, at the most. Returns the lines that it
 * said. */
static GPtrArray *
kill_at_random (const char *task,
                const char *path,
                PasarTestSandbox *sandbox,
                guint32 seed,
                int max_lines,
                int max_delay_us)
{
  g_auto (GStrv) place = make_place ((guint) g_test_rand_int_range (0, 3));
  const KillOrder order = { task, path, seed, sandbox, place };
  const guint n_lines = (guint) g_test_rand_int_range (1, max_lines + 1);
  const gulong delay_us = (gulong) g_test_rand_int_range (0, max_delay_us);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  const gboolean was_killed = kill_run (&order, n_lines, delay_us, lines);

  g_test_message ("%s, seed %u: %s after %u lines and %lu us",
                  task,
                  seed,
                  was_killed ? "killed" : "ended",
                  n_lines,
                  delay_us);
  n_survived += was_killed;
  return lines;
}

static World *
new_shop (void)
{
  return world_new_loaded (pasar_test_sandbox_new ("--items", "80", "--latency", "4", NULL));
}

/* What is staged is what was there after a step, and not after one before the last that was said to
 * be on disk. */
static void
test_edit (void)
{
  g_autoptr (World) world = new_shop ();
  g_autoptr (GArray) items = kill_list_items (world);

  for (guint i = 0; i < get_n_kills (4); i++)
    {
      const guint32 seed = (guint32) g_test_rand_int ();
      g_autoptr (KillModel) model = kill_model_new (seed, kill_read_state (world, items));
      g_autoptr (GPtrArray) lines = NULL;
      g_autoptr (GArray) found = NULL;
      guint64 n_kept = 0;
      guint n_ahead = 0;

      world_close (world);
      lines = kill_at_random (KILL_EDIT, world->path, world->sandbox, seed, 40, 3000);
      if (lines->len > 1)
        n_kept = g_ascii_strtoull (g_ptr_array_index (lines, lines->len - 1), NULL, 10);
      world->store = open_store (world->path);
      world_open_session (world);
      found = kill_read_state (world, items);
      for (guint64 n = 0; n < n_kept; n++)
        kill_model_step (model);
      while (memcmp (kill_model_get (model)->data, found->data, found->len * sizeof (gint64)) != 0)
        {
          g_assert_cmpuint (n_ahead++, <, MAX_AHEAD);
          kill_model_step (model);
        }
    }
}

static void
stage_all (World *world, const GArray *items, gint64 first_value)
{
  for (guint i = 0; i < items->len; i++)
    start_stage (world->session,
                 world_row (world, g_array_index (items, guint, i), 0),
                 PASAR_FIELD_STOCK,
                 first_value + i,
                 NULL);
  flush_session (world->session);
}

static gint64
get_stock_at_shop (World *world, guint nth_item)
{
  const gint64 item_id = pasar_test_sandbox_item (nth_item);

  return pasar_test_sandbox_get_stock (world->sandbox, item_id, 0, 0)
         + pasar_test_sandbox_get_stock (world->sandbox, item_id, 0, 1);
}

static void
settle (World *world)
{
  g_autoptr (PasarJob) job = pasar_settle_job_new (world->session);
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_settle_job_get_counts (PASAR_SETTLE_JOB (job))->n_unknown, ==, 0);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
}

/* Each change is at the shop and no longer staged, or staged and not at the shop. */
static void
assert_settled (World *world, const GArray *items, gint64 first_value)
{
  for (guint i = 0; i < items->len; i++)
    {
      const guint nth = g_array_index (items, guint, i);
      const gint64 at_shop = get_stock_at_shop (world, nth);

      g_assert_cmpint (world_value (world, nth, 0, PASAR_FIELD_STOCK), ==, at_shop);
      if (at_shop == first_value + i)
        g_assert_cmpint (world_staged (world, nth, 0, PASAR_FIELD_STOCK), ==, PASAR_NO_VALUE);
      else
        g_assert_cmpint (world_staged (world, nth, 0, PASAR_FIELD_STOCK), ==, first_value + i);
    }
}

static void
assert_each_once (PasarTestSandbox *sandbox, const char *call, guint n)
{
  g_autoptr (GHashTable) counts = kill_count_calls (sandbox, call);
  GHashTableIter iter;
  gpointer count;

  g_assert_cmpuint (g_hash_table_size (counts), ==, n);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    g_assert_cmpint (GPOINTER_TO_INT (count), ==, 1);
}

static void
test_submit (void)
{
  g_autoptr (World) world = new_shop ();
  g_autoptr (GArray) items = kill_list_items (world);

  for (guint i = 0; i < get_n_kills (3); i++)
    {
      const gint64 first_value = 1000 + 100 * (gint64) i;
      g_autoptr (GPtrArray) lines = NULL;
      g_autoptr (PasarPlan) rest = NULL;

      pasar_test_sandbox_clear_log (world->sandbox);
      stage_all (world, items, first_value);
      world_close (world);
      lines = kill_at_random (KILL_SUBMIT, world->path, world->sandbox, i, 2, 80000);
      world->store = open_store (world->path);
      world_open_session (world);
      settle (world);
      assert_settled (world, items, first_value);
      /* The rest is sent now; what the shop had taken is not sent again. */
      rest = world_submit_ok (world);
      assert_settled (world, items, first_value);
      g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
      assert_each_once (world->sandbox, "update_stock", items->len);
    }
}

/* A boost that was made is not asked for again, and each is made in the end. */
static void
test_boost (void)
{
  static const guint nth[KILL_N_BOOSTED] = KILL_BOOSTED_ITEMS;

  for (guint i = 0; i < get_n_kills (2); i++)
    {
      g_autoptr (World) world =
          world_new (pasar_test_sandbox_new ("--items", "40", "--latency", "10", NULL));
      gint64 ids[KILL_N_BOOSTED];
      g_autoptr (GPtrArray) lines = NULL;
      g_autoptr (PasarJob) rest = NULL;
      g_autoptr (GError) error = NULL;

      world_close (world);
      lines = kill_at_random (KILL_BOOST, world->path, world->sandbox, i, 2, 80000);
      world->store = open_store (world->path);
      world_open_session (world);
      settle (world);
      for (guint k = 0; k < KILL_N_BOOSTED; k++)
        ids[k] = pasar_test_sandbox_item (nth[k]);
      rest = pasar_boost_job_new (world->session, ids, KILL_N_BOOSTED);
      run_job (rest, &error);
      g_assert_no_error (error);
      assert_each_once (world->sandbox, "boost_item", KILL_N_BOOSTED);
    }
}

/* What is read from the shop may come in part; what the seller changed stays. */
static void
test_load (void)
{
  g_autoptr (World) world = new_shop ();
  g_autoptr (GArray) items = kill_list_items (world);

  stage_all (world, items, 1000);
  for (guint i = 0; i < get_n_kills (2); i++)
    {
      const guint nth =
          g_array_index (items, guint, (guint) g_test_rand_int_range (0, (int) items->len));
      const gint64 price = 2100 + (gint64) i;
      g_autoptr (GArray) before = kill_read_state (world, items);
      g_autoptr (GArray) after = NULL;
      g_autoptr (GPtrArray) lines = NULL;

      pasar_test_sandbox_change (world->sandbox,
                                 "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                                 ",\"minor\":%" G_GINT64_FORMAT "}",
                                 pasar_test_sandbox_item (nth),
                                 price);
      world_close (world);
      lines = kill_at_random (KILL_LOAD, world->path, world->sandbox, i, 6, 5000);
      world->store = open_store (world->path);
      world_open_session (world);
      after = kill_read_state (world, items);
      g_assert_cmpmem (after->data,
                       after->len * sizeof (gint64),
                       before->data,
                       before->len * sizeof (gint64));
      world_load (world);
      g_assert_cmpint (world_value (world, nth, 0, PASAR_FIELD_PRICE), ==, price);
    }
}

/* As it comes out of a migration that nothing interrupts. (transfer full) */
static char *
migrate (const char *path, const char *sql)
{
  run_sql (path, sql);
  close_store (open_store (path));
  return dump (path);
}

/* An older file is the older one, or a whole new one. */
static void
test_migrate (gconstpointer data)
{
  const char *name = data;
  g_autofree char *source = g_test_build_filename (G_TEST_DIST, "data", "store", name, NULL);
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "5", NULL));
  g_autofree char *plain_path = g_build_filename (world->folder, "plain.db", NULL);
  g_autofree char *sql = NULL;
  g_autofree char *migrated = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (source, &sql, NULL, &error);
  g_assert_no_error (error);
  migrated = migrate (plain_path, sql);
  for (guint i = 0; i < get_n_kills (1); i++)
    {
      g_autofree char *folder = pasar_test_make_folder ();
      g_autofree char *path = g_build_filename (folder, "pasar.db", NULL);
      g_autofree char *found = NULL;
      g_autoptr (GPtrArray) lines = NULL;

      run_sql (path, sql);
      lines = kill_at_random (KILL_OPEN, path, world->sandbox, i, 1, 12000);
      close_store (open_store (path));
      found = dump (path);
      g_assert_cmpstr (found, ==, migrated);
      pasar_test_remove_folder (g_steal_pointer (&folder));
    }
}

/* What was kept in one place is read in another. */
static void
test_places (void)
{
  g_autoptr (World) world = NULL;
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);

  if (locale_folder == NULL)
    {
      g_test_skip ("no locales can be made here");
      return;
    }
  world = new_shop ();
  world_close (world);
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    {
      g_auto (GStrv) place = make_place (i);
      const KillOrder order = {
        i == 0 ? KILL_KEEP : KILL_TELL, world->path, 0, world->sandbox, place,
      };
      g_autoptr (GPtrArray) told = g_ptr_array_new_with_free_func (g_free);

      kill_run (&order, G_MAXUINT, 0, told);
      g_assert_cmpuint (told->len, >, 5);
      for (guint k = 0; k < told->len; k++)
        if (i == 0)
          g_ptr_array_add (kept, g_strdup (g_ptr_array_index (told, k)));
        else
          g_assert_cmpstr (g_ptr_array_index (told, k), ==, g_ptr_array_index (kept, k));
      g_assert_cmpuint (told->len, ==, kept->len);
    }
  world->store = open_store (world->path);
  world_open_session (world);
}

static guint
count_given_pairs (PasarTestSandbox *sandbox)
{
  return pasar_test_sandbox_count (sandbox, "access_token_get");
}

/* The keyring has the last pair that was said to be kept, or one after it. Only a pair that was on
 * its way can be lost, and then the seller connects the shop again. */
static void
kill_refreshing (Market *market, const char *path, guint32 seed)
{
  const gint64 shop_id = pasar_test_sandbox_get_shop (market->sandbox, 0)->shop_id;
  const guint n_before = count_given_pairs (market->sandbox);
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (PasarSecrets) secrets = NULL;
  g_autoptr (PasarSession) session = NULL;
  g_autoptr (PasarAccount) account = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_last;
  guint n_given;

  lines = kill_at_random (KILL_REFRESH, path, market->sandbox, seed, 12, 15000);
  n_given = count_given_pairs (market->sandbox) - n_before;
  secrets = look_up (market, shop_id);
  g_assert_nonnull (secrets);
  is_last = lines->len > 0
            && strcmp (secrets->refresh_token, g_ptr_array_index (lines, lines->len - 1)) == 0;
  for (guint i = 0; i + 1 < lines->len; i++)
    g_assert_cmpstr (secrets->refresh_token, !=, g_ptr_array_index (lines, i));
  market_restart (market);
  account = g_list_model_get_item (G_LIST_MODEL (market->accounts), 0);
  session = open_account (market, account);
  pasar_client_refresh_token_async (pasar_session_get_client (session),
                                    NULL,
                                    pasar_test_keep_result_cb,
                                    &result);
  if (pasar_client_refresh_token_finish (pasar_session_get_client (session),
                                         pasar_test_wait_result (&result),
                                         &error))
    return;
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_AUTH);
  g_assert_true (is_last || lines->len == 0);
  g_assert_cmpuint (n_given, ==, lines->len + 1);
  {
    g_autoptr (PasarConnection) connection = connection_by_code (market, FALSE);
    g_autoptr (GPtrArray) connected = NULL;

    g_clear_error (&error);
    connected = run_connection (connection, NULL, &error);
    g_assert_no_error (error);
  }
}

static void
test_refresh (void)
{
  g_autoptr (Market) market = market_new (pasar_test_sandbox_new ("--items", "30", NULL));
  const PasarConnectRequest request = make_request (market);
  g_autoptr (GPtrArray) connected = assert_connects (market, &request);

  for (guint i = 0; i < get_n_kills (2); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u.db", market->folder, i);

      copy_store (market->path, path);
      kill_refreshing (market, path, i);
    }
}

static void
skip (void)
{
  g_test_skip ("no keyring daemon");
}

int
main (int argc, char **argv)
{
  static const char *const schemas[] = {
    "schema-v1.sql", "schema-v2.sql", "schema-v3.sql", "schema-v4.sql",
    "schema-v5.sql", "schema-v6.sql", "schema-v7.sql",
  };
  g_autoptr (PasarTestKeyring) keyring = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  make_locales ();
  keyring = pasar_test_keyring_new ();
  g_test_add_func ("/kill/edit", test_edit);
  g_test_add_func ("/kill/submit", test_submit);
  g_test_add_func ("/kill/boost", test_boost);
  g_test_add_func ("/kill/load", test_load);
  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kill/migrate/%s", schemas[i]);

      g_test_add_data_func (path, schemas[i], test_migrate);
    }
  g_test_add_func ("/kill/places", test_places);
  g_test_add_func ("/kill/refresh", keyring != NULL ? test_refresh : skip);
  status = g_test_run ();
  if (locale_folder != NULL)
    pasar_test_remove_folder (locale_folder);
  g_print ("# kills survived: %u\n", n_survived);
  return status;
}
