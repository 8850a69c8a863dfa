/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"

#include <signal.h>
#include <sys/resource.h>

PasarStore *
open_store (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  PasarStore *store;

  pasar_store_open_async (path, NULL, pasar_test_keep_result_cb, &result);
  store = pasar_store_open_finish (pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return store;
}

void
close_store (PasarStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_store_close_async (store, pasar_test_keep_result_cb, &result);
  pasar_store_finish (store, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_object_unref (store);
}

/* Each of the files as it is in one and the same moment, while a thread writes them: read until
 * nothing changes from one reading to the next. */
void
copy_store (const char *path, const char *to)
{
  static const char *const endings[] = { "", "-wal", ".mark" };
  GBytes *contents[G_N_ELEMENTS (endings)] = { NULL };
  gboolean is_stable = FALSE;

  while (!is_stable)
    {
      is_stable = TRUE;
      for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
        {
          g_autofree char *file = g_strconcat (path, endings[i], NULL);
          g_autoptr (GBytes) old = g_steal_pointer (&contents[i]);
          char *text = NULL;
          gsize size = 0;

          g_file_get_contents (file, &text, &size, NULL);
          contents[i] = g_bytes_new_take (text, size);
          is_stable = is_stable && old != NULL && g_bytes_equal (old, contents[i]);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autoptr (GBytes) bytes = contents[i];
      g_autofree char *file = g_strconcat (to, endings[i], NULL);
      gsize size;
      const char *text = g_bytes_get_data (bytes, &size);

      if (size > 0)
        g_assert_true (g_file_set_contents_full (file,
                                                 text,
                                                 (gssize) size,
                                                 G_FILE_SET_CONTENTS_NONE,
                                                 0600,
                                                 NULL));
    }
}

PasarSession *
open_shop (PasarStore *store, PasarShop *shop, PasarClient *client)
{
  g_autoptr (GAsyncResult) saved = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GError) error = NULL;
  PasarSession *session;

  g_free (shop->host_id);
  shop->host_id = g_strdup ("custom");
  if (shop->region == NULL)
    shop->region = g_strdup ("SG");
  pasar_store_save_shop_async (store, shop, NULL, pasar_test_keep_result_cb, &saved);
  shop->id = pasar_store_finish_number (store, pasar_test_wait_result (&saved), &error);
  g_assert_no_error (error);
  pasar_session_open_async (store, shop, client, NULL, pasar_test_keep_result_cb, &opened);
  session = pasar_session_open_finish (pasar_test_wait_result (&opened), &error);
  g_assert_no_error (error);
  /* One look decides; tests of late answers set times of their own. */
  pasar_session_set_timing (session, (PasarTiming){ 60000, 0, 0 });
  return session;
}

void
world_open_session (World *self)
{
  g_autoptr (PasarClient) client = pasar_test_sandbox_make_client (self->sandbox);
  g_autoptr (PasarShop) shop = pasar_shop_new ();

  shop->base_url = g_strdup (pasar_test_sandbox_get_uri (self->sandbox));
  shop->partner_id = pasar_test_sandbox_get_partner_id (self->sandbox);
  shop->shop_id = pasar_test_sandbox_get_shop (self->sandbox, 0)->shop_id;
  self->session = open_shop (self->store, shop, client);
}

World *
world_new (PasarTestSandbox *sandbox)
{
  World *self = g_new0 (World, 1);

  self->sandbox = sandbox;
  self->folder = pasar_test_make_folder ();
  self->path = g_build_filename (self->folder, "pasar.db", NULL);
  self->store = open_store (self->path);
  world_open_session (self);
  return self;
}

World *
world_new_loaded (PasarTestSandbox *sandbox)
{
  World *self = world_new (sandbox);

  world_load (self);
  pasar_test_sandbox_clear_log (sandbox);
  return self;
}

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* As quitting does: what is shown may not be on disk yet, and holds the session. */
void
flush_session (PasarSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_session_flush_async (session, pasar_test_keep_result_cb, &result);
  pasar_session_write_finish (session, pasar_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  drain ();
}

void
world_close (World *self)
{
  drain ();
  if (self->session != NULL)
    flush_session (self->session);
  g_clear_object (&self->session);
  if (self->store != NULL)
    close_store (g_steal_pointer (&self->store));
}

void
world_free (World *self)
{
  world_close (self);
  pasar_test_sandbox_free (self->sandbox);
  pasar_test_remove_folder (self->folder);
  g_free (self->path);
  g_free (self);
}

void
world_restart (World *self)
{
  world_close (self);
  self->store = open_store (self->path);
  world_open_session (self);
}

gboolean
run_job (PasarJob *job, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_job_run_async (job, pasar_test_keep_result_cb, &result);
  return pasar_job_run_finish (job, pasar_test_wait_result (&result), error);
}

void
world_load (World *self)
{
  g_autoptr (PasarJob) job = pasar_load_job_new (self->session);
  g_autoptr (GError) error = NULL;

  run_job (job, &error);
  g_assert_no_error (error);
}

PasarCatalogue *
world_catalogue (World *self)
{
  return pasar_session_get_catalogue (self->session);
}

/* nth_model counts from 0; ignored for an item without models. */
guint
world_row (World *self, guint nth_item, guint nth_model)
{
  PasarCatalogue *catalogue = world_catalogue (self);
  const guint row = pasar_catalogue_find (catalogue, pasar_test_sandbox_item (nth_item), 0);
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

  g_assert_true (info.is_alive);
  if (!info.is_header)
    return row;
  g_assert_cmpuint (nth_model, <, info.n_edited);
  return info.first_edited + nth_model;
}

gint64
world_value (World *self, guint nth_item, guint nth_model, PasarField field)
{
  return pasar_catalogue_read_row (world_catalogue (self), world_row (self, nth_item, nth_model))
      .values[field]
      .value;
}

gint64
world_staged (World *self, guint nth_item, guint nth_model, PasarField field)
{
  return pasar_catalogue_read_field (world_catalogue (self),
                                     world_row (self, nth_item, nth_model),
                                     field)
      .staged;
}

void
start_stage (PasarSession *session,
             guint row,
             PasarField field,
             gint64 value,
             GAsyncResult **result)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  g_autofree char *text =
      pasar_number_dup_short (value, pasar_catalogue_get_decimals (catalogue, field), NULL);
  g_autoptr (PasarExpression) set =
      pasar_catalogue_parse (catalogue, field, TRUE, text, NULL, NULL);

  pasar_session_stage_async (session,
                             pasar_command_new (PASAR_COMMAND_EACH,
                                                catalogue,
                                                &row,
                                                1,
                                                (int) field,
                                                set),
                             NULL,
                             result != NULL ? pasar_test_keep_result_cb : NULL,
                             result);
}

gboolean
try_stage (PasarSession *session, guint row, PasarField field, gint64 value, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  start_stage (session, row, field, value, &result);
  return pasar_session_write_finish (session, pasar_test_wait_result (&result), NULL, error);
}

void
stage_set (PasarSession *session, guint row, PasarField field, const char *text)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  PasarCommand *command =
      pasar_command_new (PASAR_COMMAND_EACH, catalogue, &row, 1, (int) field, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (pasar_catalogue_parse_set (catalogue, field, text, &command->amount, NULL));
  pasar_session_stage_async (session, command, NULL, pasar_test_keep_result_cb, &result);
  pasar_session_write_finish (session, pasar_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
}

void
set_own_columns (PasarSession *session, GPtrArray *columns)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_session_set_own_columns_async (session, columns, pasar_test_keep_result_cb, &result);
  pasar_session_set_own_columns_finish (session, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
}

PasarField
add_own_column (PasarSession *session, PasarOwnKind kind, const char *title)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (session);
  PasarField field;

  set_own_columns (session, pasar_catalogue_add_own_column (catalogue, kind, title, &field, NULL));
  return field;
}

gboolean
world_try_stage (World *self,
                 guint nth_item,
                 guint nth_model,
                 PasarField field,
                 gint64 value,
                 GError **error)
{
  return try_stage (self->session, world_row (self, nth_item, nth_model), field, value, error);
}

void
world_stage (World *self, guint nth_item, guint nth_model, PasarField field, gint64 value)
{
  g_autoptr (GError) error = NULL;

  world_try_stage (self, nth_item, nth_model, field, value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (world_staged (self, nth_item, nth_model, field), ==, value);
}

gboolean
world_undo (World *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarStep) step = NULL;
  gboolean undone;

  pasar_session_undo_async (self->session, NULL, pasar_test_keep_result_cb, &result);
  undone =
      pasar_session_write_finish (self->session, pasar_test_wait_result (&result), &step, &error);
  g_assert_no_error (error);
  g_assert_true (undone == (step != NULL));
  return undone;
}

gboolean
world_redo (World *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean redone;

  pasar_session_redo_async (self->session, NULL, pasar_test_keep_result_cb, &result);
  redone =
      pasar_session_write_finish (self->session, pasar_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
  return redone;
}

void
jobs_confirm (PasarPlan *plan)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);

      pasar_plan_set_seen (plan, change);
    }
  pasar_plan_set_confirmed (plan, PASAR_DOUBTS_ALL);
}

PasarPlan *
world_submit (World *self, GError **error)
{
  PasarPlan *plan = pasar_plan_new (world_catalogue (self));
  g_autoptr (PasarJob) job = NULL;

  jobs_confirm (plan);
  job = pasar_submit_job_new (self->session, plan);
  run_job (job, error);
  return plan;
}

PasarPlan *
world_submit_ok (World *self)
{
  g_autoptr (GError) error = NULL;
  PasarPlan *plan = world_submit (self, &error);

  g_assert_no_error (error);
  return plan;
}

/* (transfer full) The first change of an item's field. */
PasarChange *
find_change (PasarPlan *plan, guint nth_item, PasarField field)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);

      if (pasar_change_read (change)->key.item_id == pasar_test_sandbox_item (nth_item)
          && pasar_change_read (change)->field == field)
        return g_steal_pointer (&change);
    }
  g_assert_not_reached ();
}

static GPtrArray *
list_submissions (PasarSession *session, gboolean unfinished_only)
{
  PasarStore *store = pasar_session_get_store (session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *submissions;

  pasar_store_list_submissions_async (store,
                                      pasar_session_get_shop (session)->id,
                                      unfinished_only,
                                      0,
                                      0,
                                      NULL,
                                      pasar_test_keep_result_cb,
                                      &result);
  submissions = pasar_store_finish_object (store, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return submissions;
}

GPtrArray *
list_unfinished (PasarSession *session)
{
  return list_submissions (session, TRUE);
}

PasarSubmission *
get_last_submission (PasarSession *session)
{
  g_autoptr (GPtrArray) submissions = list_submissions (session, FALSE);

  g_ptr_array_set_free_func (submissions, (GDestroyNotify) pasar_submission_free);
  return g_ptr_array_steal_index (submissions, 0);
}

guint
count_unfinished (World *self)
{
  g_autoptr (GPtrArray) submissions = list_unfinished (self->session);

  return submissions->len;
}

void
assert_plan_consistent (World *world, PasarPlan *plan)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (plan)); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);
      const PasarRowKey key = pasar_change_read (change)->key;
      const guint row = pasar_catalogue_find (world_catalogue (world), key.item_id, key.model_id);
      const gint64 staged = pasar_catalogue_read_row (world_catalogue (world), row)
                                .values[pasar_change_read (change)->field]
                                .staged;
      const gint64 value = pasar_catalogue_read_row (world_catalogue (world), row)
                               .values[pasar_change_read (change)->field]
                               .value;

      if (pasar_change_read (change)->state == PASAR_CHANGE_DONE)
        {
          g_assert_cmpint (staged, ==, PASAR_NO_VALUE);
          g_assert_cmpint (value, ==, pasar_change_read (change)->new_value);
        }
      else
        {
          g_assert_cmpint (staged, ==, pasar_change_read (change)->new_value);
          g_assert_cmpint (value, ==, pasar_change_read (change)->old_value);
        }
    }
}

void
set_disk_full (gboolean is_full)
{
  struct rlimit limit;

  signal (SIGXFSZ, is_full ? SIG_IGN : SIG_DFL);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = is_full ? 512 : limit.rlim_max;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}
