/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kill-fixture.h"

#include "catalogue/edits/import.h"
#include "catalogue/view/condition.h"
#include "jobs/accounts/accounts.h"
#include "jobs/session/session-private.h"
#include "jobs/views.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Works at a shop, to be killed in the middle of it; says a line whenever something is done for
 * good. What it is to do comes by standard input, see KillOrder: the order, base URL, partner id,
 * partner key, shop id, access token, refresh token. */

typedef struct
{
  char *task;
  char *path;
  guint32 seed;
  PasarClient *client;
} Order;

G_GNUC_PRINTF (1, 2)
static void
say (const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  vprintf (format, arguments);
  va_end (arguments);
  putchar ('\n');
  fflush (stdout);
}

static char *
read_line (void)
{
  char buffer[1024];

  if (fgets (buffer, sizeof buffer, stdin) == NULL)
    exit (EXIT_FAILURE);
  return g_strchomp (g_strdup (buffer));
}

static gint64
read_number (void)
{
  g_autofree char *line = read_line ();

  return g_ascii_strtoll (line, NULL, 10);
}

static PasarClient *
read_client (void)
{
  g_autofree char *uri = read_line ();
  const gint64 partner_id = read_number ();
  g_autofree char *key = read_line ();
  const gint64 shop_id = read_number ();
  g_autofree char *access = read_line ();
  g_autofree char *refresh = read_line ();
  g_autoptr (PasarTokens) tokens = pasar_tokens_new (access, refresh, 0);
  PasarClient *client = pasar_client_new (uri, partner_id, key, shop_id);

  pasar_client_set_tokens (client, tokens);
  pasar_client_set_limits (client, 8, 1000);
  return client;
}

static Order
read_order (void)
{
  Order order = { .task = read_line (), .path = read_line () };

  order.seed = (guint32) read_number ();
  order.client = read_client ();
  return order;
}

static void
order_clear (Order *order)
{
  g_clear_object (&order->client);
  g_free (order->task);
  g_free (order->path);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

static void
open_session (World *world, const Order *order)
{
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GPtrArray) shops = NULL;

  pasar_store_list_shops_async (world->store, NULL, pasar_test_keep_result_cb, &listed);
  shops = pasar_store_finish_object (world->store, pasar_test_wait_result (&listed), NULL);
  g_assert_cmpuint (shops->len, ==, 1);
  pasar_session_open_async (world->store,
                            g_ptr_array_index (shops, 0),
                            order->client,
                            NULL,
                            pasar_test_keep_result_cb,
                            &opened);
  world->session = pasar_session_open_finish (pasar_test_wait_result (&opened), NULL);
  g_assert_nonnull (world->session);
}

/* A list with a stock for each of the items, as one step. */
static void
import (World *world, const GArray *items, const GArray *state)
{
  static const PasarImportSource source = { PASAR_COLUMN_STOCK, 2, NULL };
  static const PasarImportMapping mapping = { .keys = { 0, 1, -1, -1, -1 },
                                              .sources = &source,
                                              .n_sources = 1 };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  PasarImportTable table = { .n_rows = items->len, .n_columns = 3 };
  g_autoptr (PasarImport) list = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const guint row = world_row (world, g_array_index (items, guint, i), 0);
      const PasarRowKey key = pasar_catalogue_row_get_key (world_catalogue (world), row);

      g_ptr_array_add (texts, g_strdup_printf ("%" G_GINT64_FORMAT, key.model_id));
      g_ptr_array_add (texts, g_strdup_printf ("%" G_GINT64_FORMAT, key.item_id));
      g_ptr_array_add (texts,
                       g_strdup_printf ("%" G_GINT64_FORMAT, g_array_index (state, gint64, i)));
    }
  table.texts = (const char *const *) texts->pdata;
  list = pasar_import_new (world_catalogue (world), &table, &mapping, NULL);
  while (!pasar_import_run (list, G_MAXINT64))
    ;
  pasar_session_stage_async (world->session,
                             pasar_import_make_command (list, "list.csv"),
                             NULL,
                             pasar_test_keep_result_cb,
                             &result);
  g_assert_true (
      pasar_session_write_finish (world->session, pasar_test_wait_result (&result), NULL, NULL));
}

static void
take_step (World *world, const GArray *items, KillStep step, const GArray *state)
{
  switch (step.kind)
    {
    case KILL_STAGE:
      world_stage (world,
                   g_array_index (items, guint, step.nth),
                   0,
                   PASAR_FIELD_STOCK,
                   g_array_index (state, gint64, step.nth));
      break;
    case KILL_IMPORT:
      import (world, items, state);
      break;
    case KILL_UNDO:
      g_assert_true (world_undo (world));
      break;
    case KILL_REDO:
    default:
      g_assert_true (world_redo (world));
    }
}

/* Says how many steps are on disk. In the rest after them checkpoints are written, and the log is
 * trimmed. */
static void
edit (World *world, const Order *order)
{
  g_autoptr (GArray) items = kill_list_items (world);
  g_autoptr (KillModel) model = kill_model_new (order->seed, kill_read_state (world, items));

  world->session->checkpoint_work = g_random_int_range (1, 1000);
  for (guint n = 1;; n++)
    {
      const KillStep step = kill_model_step (model);

      take_step (world, items, step, kill_model_get (model));
      if (g_random_int_range (0, 3) != 0)
        continue;
      flush_session (world->session);
      say ("%u", n);
    }
}

static void
progress_cb (PasarJob *job, GParamSpec *property, gpointer user_data)
{
  say ("%u", pasar_job_get_n_done (job));
}

/* takes the job over */
static void
run (PasarJob *owned_job)
{
  g_autoptr (PasarJob) job = owned_job;

  g_signal_connect (job, "notify::n-done", G_CALLBACK (progress_cb), NULL);
  run_job (job, NULL);
}

static void
load (World *world, const Order *order)
{
  run (pasar_load_job_new (world->session));
}

static void
submit (World *world, const Order *order)
{
  g_autoptr (PasarPlan) plan = pasar_plan_new (world_catalogue (world));

  jobs_confirm (plan);
  run (pasar_submit_job_new (world->session, plan));
}

static void
boost (World *world, const Order *order)
{
  static const guint nth[KILL_N_BOOSTED] = KILL_BOOSTED_ITEMS;
  gint64 ids[KILL_N_BOOSTED];

  for (guint i = 0; i < KILL_N_BOOSTED; i++)
    ids[i] = pasar_test_sandbox_item (nth[i]);
  run (pasar_boost_job_new (world->session, ids, KILL_N_BOOSTED));
}

static PasarViews *
load_views (World *world)
{
  PasarViews *views = pasar_views_new (world->store, world->session->shop->id);
  g_autoptr (GAsyncResult) result = NULL;

  pasar_views_load_async (views, NULL, pasar_test_keep_result_cb, &result);
  g_assert_true (pasar_views_load_finish (views, pasar_test_wait_result (&result), NULL));
  return views;
}

/* What is on disk of some rows, of the seller's own column and of the views. */
static void
tell (World *world, const Order *order)
{
  PasarCatalogue *catalogue = world_catalogue (world);
  g_autoptr (PasarViews) views = load_views (world);

  for (guint i = 0; i < pasar_catalogue_get_n_columns (catalogue); i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (catalogue, i);
      const guint row = world_row (world, KILL_KEPT_ITEM, 0);
      PasarRowValue cell;

      if (!info->is_editable || info->type == PASAR_COLUMN_TEXT)
        continue;
      cell = pasar_catalogue_read_field (catalogue, row, info->field);
      say ("%s: %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT, info->id, cell.value, cell.staged);
    }
  for (guint n = 0; n < pasar_views_get_n (views); n++)
    {
      const PasarSavedView *saved = pasar_views_get_nth (views, n);
      g_autoptr (PasarCondition) search = NULL;
      g_autoptr (PasarView) view = pasar_view_new (catalogue);

      if (saved->search != NULL)
        pasar_condition_read_kept (saved->search, catalogue, &search);
      pasar_view_set_condition (view, search, 0);
      say ("%s: %s, %u rows",
           pasar_saved_view_get_title (saved),
           saved->search != NULL ? saved->search : "all",
           g_list_model_get_n_items (G_LIST_MODEL (view)));
    }
}

/* What is typed here is typed as people do in this place. */
static void
keep (World *world, const Order *order)
{
  PasarCatalogue *catalogue = world_catalogue (world);
  const PasarNumberFormat *format = pasar_number_format_get_default ();
  g_autofree char *typed = g_strdup_printf ("price > 20%s55", format->decimal_point);
  PasarSavedView *saved = pasar_saved_view_new ("Dear");
  const guint row = world_row (world, KILL_KEPT_ITEM, 0);
  const PasarField weight = add_own_column (world->session, PASAR_OWN_NUMBER, "Weight");
  g_autoptr (PasarCondition) condition = NULL;
  g_autoptr (PasarViews) views = NULL;
  gsize place = 0;

  world_stage (world, KILL_KEPT_ITEM, 0, PASAR_FIELD_PRICE, 2345);
  start_stage (world->session, row, PASAR_FIELD_COST, 1234, NULL);
  start_stage (world->session, row, weight, 2750, NULL);
  flush_session (world->session);
  g_assert_true (pasar_condition_read (typed, catalogue, format, &condition, &place, NULL));
  g_free (saved->search);
  saved->search = pasar_condition_write (condition, catalogue, pasar_condition_get_kept_format ());
  views = load_views (world);
  pasar_views_add (views, saved, FALSE);
  tell (world, order);
}

static void
work_at_shop (const Order *order, void (*work) (World *world, const Order *order))
{
  World world = { .store = open_store (order->path) };

  open_session (&world, order);
  say ("open");
  work (&world, order);
  world_close (&world);
}

/* Says each refresh token that the keyring has. */
static void
refresh (const Order *order)
{
  g_autoptr (PasarStore) store = open_store (order->path);
  g_autoptr (PasarAccounts) accounts = pasar_accounts_new (store);
  g_autoptr (PasarAccount) account = NULL;
  g_autoptr (PasarSession) session = NULL;
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) opened = NULL;

  pasar_accounts_load_async (accounts, NULL, pasar_test_keep_result_cb, &loaded);
  g_assert_true (pasar_accounts_load_finish (accounts, pasar_test_wait_result (&loaded), NULL));
  account = g_list_model_get_item (G_LIST_MODEL (accounts), 0);
  pasar_accounts_open_async (accounts, account, NULL, pasar_test_keep_result_cb, &opened);
  session = pasar_accounts_open_finish (accounts, pasar_test_wait_result (&opened), NULL);
  g_assert_cmpstr (pasar_session_get_link_message (session), ==, NULL);
  for (;;)
    {
      PasarClient *client = pasar_session_get_client (session);
      g_autoptr (GAsyncResult) refreshed = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PasarTokens) tokens = NULL;

      pasar_client_refresh_token_async (client, NULL, pasar_test_keep_result_cb, &refreshed);
      pasar_client_refresh_token_finish (client, pasar_test_wait_result (&refreshed), &error);
      g_assert_no_error (error);
      tokens = pasar_client_dup_tokens (client);
      say ("%s", tokens->refresh_token);
    }
}

/* A file of an older version becomes one of this one. */
static void
migrate (const Order *order)
{
  say ("opening");
  close_store (open_store (order->path));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *task;
    void (*work) (World *world, const Order *order);
  } works[] = {
    { KILL_EDIT, edit },   { KILL_LOAD, load }, { KILL_SUBMIT, submit },
    { KILL_BOOST, boost }, { KILL_KEEP, keep }, { KILL_TELL, tell },
  };
  g_auto (Order) order = { NULL };

  if (setlocale (LC_ALL, "") == NULL)
    return EXIT_FAILURE;
  order = read_order ();
  for (guint i = 0; i < G_N_ELEMENTS (works); i++)
    if (strcmp (works[i].task, order.task) == 0)
      work_at_shop (&order, works[i].work);
  if (strcmp (order.task, KILL_REFRESH) == 0)
    refresh (&order);
  if (strcmp (order.task, KILL_OPEN) == 0)
    migrate (&order);
  return EXIT_SUCCESS;
}
