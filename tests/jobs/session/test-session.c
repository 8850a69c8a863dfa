/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs-fixture.h"
#include "jobs/session/session-private.h"

#include <string.h>

/* Of prices; result may be NULL. */
static void
ask (World *world,
     PasarCommandKind kind,
     const guint *rows,
     guint n_rows,
     const char *text,
     GAsyncResult **result)
{
  g_autoptr (PasarExpression) expression = NULL;

  if (text != NULL)
    expression =
        pasar_catalogue_parse (world_catalogue (world), PASAR_FIELD_PRICE, TRUE, text, NULL, NULL);
  pasar_session_stage_async (world->session,
                             pasar_command_new (kind,
                                                world_catalogue (world),
                                                rows,
                                                n_rows,
                                                PASAR_FIELD_PRICE,
                                                expression),
                             NULL,
                             result != NULL ? pasar_test_keep_result_cb : NULL,
                             result);
}

static void
test_survives_reload_and_restart (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  world_stage (world, 1, 2, PASAR_FIELD_STOCK, 9);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2060);
  world_load (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2060);
  world_restart (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2060);
  g_assert_cmpint (world_staged (world, 1, 2, PASAR_FIELD_STOCK), ==, 9);
  /* The history too, and it goes on on disk. */
  g_assert_true (world_undo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
  world_restart (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
  g_assert_true (world_redo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2060);
  g_assert_false (world_redo (world));
  g_assert_true (world_undo (world));
  g_assert_true (world_undo (world));
  g_assert_true (world_undo (world));
  g_assert_false (world_undo (world));
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
  world_restart (world);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
}

/* Many calls at once are made in the order asked. */
static void
test_order (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  GAsyncResult *results[20] = { NULL };
  g_autoptr (GAsyncResult) undone = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    start_stage (world->session, world_row (world, 0, 0), PASAR_FIELD_PRICE, 2000 + i, &results[i]);
  pasar_session_undo_async (world->session, NULL, pasar_test_keep_result_cb, &undone);
  flush_session (world->session);
  g_assert_nonnull (undone);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2018);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr (GAsyncResult) result = results[i];

      g_assert_true (pasar_session_write_finish (world->session, result, NULL, NULL));
    }
  world_restart (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2018);
  g_assert_true (world_undo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2017);
}

/* What is asked while another edit is under way goes on from it: "+1" twice is two more, and
 * a discard takes back what was staged by then. Count and label are those of its turn. */
static void
test_computed_at_its_turn (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  PasarCatalogue *catalogue = world_catalogue (world);
  const guint rows[] = { world_row (world, 0, 0), world_row (world, 20, 0) };
  const gint64 price = world_value (world, 0, 0, PASAR_FIELD_PRICE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (PasarStep) step = NULL;

  for (guint i = 0; i < 2; i++)
    ask (world, PASAR_COMMAND_EACH, rows, 1, "+1", NULL);
  ask (world, PASAR_COMMAND_EACH, rows, 2, "+1", &result);
  flush_session (world->session);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, price + 300);
  g_assert_true (pasar_session_write_finish (world->session, result, &step, NULL));
  g_assert_cmpuint (step->edits->len, ==, 2);
  g_assert_cmpstr (step->label, ==, "+1.00 on 2 prices");
  g_clear_pointer (&step, pasar_step_free);
  g_clear_object (&result);

  /* Only the first has that price at its turn. */
  start_stage (world->session, rows[0], PASAR_FIELD_PRICE, price, NULL);
  ask (world, PASAR_COMMAND_DISCARD, rows, 2, NULL, &result);
  flush_session (world->session);
  g_assert_true (pasar_session_write_finish (world->session, result, &step, NULL));
  g_assert_cmpuint (step->edits->len, ==, 1);
  g_assert_cmpstr (step->label, ==, "Discarded 1 change");
  g_assert_cmpuint (pasar_catalogue_get_n_changed (catalogue), ==, 0);
}

/* However many steps there are, and however often the app was started since. */
static void
test_steps_unlimited (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  const guint n = 1200;
  guint n_undone = 0;

  for (guint i = 0; i < n; i++)
    {
      start_stage (world->session, world_row (world, 0, 0), PASAR_FIELD_PRICE, 3000 + i, NULL);
      if (i % 400 == 399)
        {
          flush_session (world->session);
          world_restart (world);
        }
    }
  while (world_undo (world))
    {
      n_undone++;
      if (n_undone % 500 == 0)
        world_restart (world);
    }
  g_assert_cmpuint (n_undone, ==, n);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  for (guint i = 0; i < n; i++)
    g_assert_true (world_redo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 3000 + n - 1);
  world_restart (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 3000 + n - 1);
}

static gboolean
try_flush (World *world, GError **error)
{
  g_autoptr (GAsyncResult) flushed = NULL;

  pasar_session_flush_async (world->session, pasar_test_keep_result_cb, &flushed);
  return pasar_session_write_finish (world->session,
                                     pasar_test_wait_result (&flushed),
                                     NULL,
                                     error);
}

static gboolean
is_marked (gpointer data)
{
  World *world = data;

  return pasar_session_is_unwritten (world->session,
                                     (PasarRowKey){ pasar_test_sandbox_item (0), 0 },
                                     PASAR_FIELD_PRICE);
}

/* A disk without room: the edit is seen all the same, what is not on disk is known, and it gets
 * there as soon as there is room. */
static void
test_failed_write (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  const PasarRowKey key = { pasar_test_sandbox_item (0), 0 };
  g_autoptr (GError) error = NULL;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  flush_session (world->session);
  g_assert_cmpuint (pasar_session_get_n_unwritten (world->session), ==, 0);
  set_disk_full (TRUE);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2090);
  g_assert_false (try_flush (world, &error));
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL);
  g_assert_cmpuint (pasar_session_get_n_unwritten (world->session), ==, 1);
  g_assert_cmpstr (pasar_session_get_write_error (world->session), ==, error->message);
  pasar_test_wait (is_marked, world);
  g_assert_false (pasar_session_is_unwritten (world->session, key, PASAR_FIELD_STOCK));
  /* Undo is an edit like others. */
  g_assert_true (world_undo (world));
  g_assert_true (world_redo (world));
  g_assert_cmpuint (pasar_session_get_n_unwritten (world->session), ==, 3);
  set_disk_full (FALSE);
  g_clear_error (&error);
  g_assert_true (try_flush (world, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (pasar_session_get_n_unwritten (world->session), ==, 0);
  g_assert_null (pasar_session_get_write_error (world->session));
  g_assert_false (pasar_session_is_unwritten (world->session, key, PASAR_FIELD_PRICE));
  world_restart (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2090);
  g_assert_true (world_undo (world));
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2050);
}

/* A write that began before there was room says nothing of one that is asked for after. */
static void
test_room_amid_write (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));

  for (gint64 i = 0; i < 12; i++)
    {
      g_autoptr (GError) error = NULL;

      set_disk_full (TRUE);
      world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2090 + i);
      for (gint64 k = 0; k < i; k++)
        {
          g_usleep (2000);
          g_main_context_iteration (NULL, FALSE);
        }
      g_usleep (2000);
      set_disk_full (FALSE);
      g_assert_true (try_flush (world, &error));
      g_assert_no_error (error);
    }
}

static gboolean
is_written (gpointer data)
{
  return pasar_session_get_n_unwritten (((World *) data)->session) == 0;
}

/* Nobody need ask for it. */
static void
test_retried (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));

  set_disk_full (TRUE);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2090);
  g_assert_false (try_flush (world, NULL));
  set_disk_full (FALSE);
  pasar_test_wait (is_written, world);
  world_restart (world);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, 2090);
}

/* Nothing is sent on the strength of an edit that is not on disk. */
static void
test_not_submitted_before_written (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarPlan) again = NULL;
  g_autoptr (GError) error = NULL;

  set_disk_full (TRUE);
  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2090);
  plan = world_submit (world, &error);
  set_disk_full (FALSE);
  g_assert_error (error, PASAR_STORE_ERROR, PASAR_STORE_ERROR_FULL);
  g_assert_cmpuint (pasar_test_sandbox_count (world->sandbox, "update_price"), ==, 0);
  g_assert_cmpuint (count_unfinished (world), ==, 0);
  again = world_submit_ok (world);
  g_assert_cmpuint (pasar_plan_count_state (again, PASAR_CHANGE_DONE), ==, 1);
}

static void
test_cancelled_before_its_turn (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const guint row = world_row (world, 0, 0);
  g_autoptr (PasarExpression) set =
      pasar_catalogue_parse (world_catalogue (world), PASAR_FIELD_PRICE, TRUE, "20.5", NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  pasar_session_stage_async (world->session,
                             pasar_command_new (PASAR_COMMAND_EACH,
                                                world_catalogue (world),
                                                &row,
                                                1,
                                                PASAR_FIELD_PRICE,
                                                set),
                             cancellable,
                             pasar_test_keep_result_cb,
                             &result);
  g_assert_false (
      pasar_session_write_finish (world->session, pasar_test_wait_result (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (world_staged (world, 0, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
}

/* An item gets models after it was edited: what was staged can still be taken back, here and on
 * disk. */
static void
test_discard_after_models (void)
{
  g_autoptr (World) world = world_new_loaded (pasar_test_sandbox_new ("--items", "30", NULL));
  const gint64 item_id = pasar_test_sandbox_item (0);
  const PasarModelRecord model = { .model_id = 7, .name = "White", .sku = "W", .price = 1500 };
  guint edited;
  guint row;

  world_stage (world, 0, 0, PASAR_FIELD_PRICE, 2050);
  pasar_catalogue_put_item (world_catalogue (world),
                            &(PasarItemRecord){ .item_id = item_id,
                                                .name = "Shirt",
                                                .sku = "S",
                                                .has_model = TRUE,
                                                .wholesale_price = PASAR_NO_VALUE,
                                                .models = &model,
                                                .n_models = 1 });
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 1);
  edited = pasar_catalogue_find_editable (world_catalogue (world), (PasarRowKey){ item_id, 0 });
  /* What is changed of the model is another matter. */
  row = pasar_catalogue_find (world_catalogue (world), item_id, model.model_id);
  g_assert_true (try_stage (world->session, row, PASAR_FIELD_PRICE, 1600, NULL));
  ask (world, PASAR_COMMAND_DISCARD, &edited, 1, NULL, NULL);
  flush_session (world->session);
  g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 1);
  row = pasar_catalogue_find (world_catalogue (world), item_id, model.model_id);
  ask (world, PASAR_COMMAND_DISCARD, &row, 1, NULL, NULL);
  flush_session (world->session);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (pasar_catalogue_get_n_changed (world_catalogue (world)), ==, 0);
      g_assert_cmpuint (pasar_catalogue_get_n_waiting (world_catalogue (world)), ==, 0);
      world_restart (world);
    }
}

/* Whoever loses the answer to a boost has lost a slot if it was made: a late one is waited for. */
static void
test_patience (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (PasarSession) session = NULL;
  g_autoptr (GError) error = NULL;

  pasar_session_open_async (world->store,
                            pasar_session_get_shop (world->session),
                            NULL,
                            NULL,
                            pasar_test_keep_result_cb,
                            &opened);
  session = pasar_session_open_finish (pasar_test_wait_result (&opened), &error);
  g_assert_no_error (error);
  g_assert_cmpint (session->timing.boost_looks_ms, >=, 60 * 1000);
  g_assert_cmpint (session->timing.write_looks_ms, >=, 15 * 1000);
  g_assert_cmpint (session->timing.fresh_ms, <=, 60 * 1000);
}

static void
test_details (void)
{
  g_autoptr (World) world = world_new (pasar_test_sandbox_new ("--items", "30", NULL));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) missing = NULL;
  g_autoptr (PasarItemDetails) details = NULL;
  g_autoptr (GError) error = NULL;

  pasar_session_get_details_async (world->session,
                                   pasar_test_sandbox_item (4),
                                   NULL,
                                   pasar_test_keep_result_cb,
                                   &result);
  details =
      pasar_session_get_details_finish (world->session, pasar_test_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (details->info->item_id, ==, pasar_test_sandbox_item (4));
  g_assert_cmpuint (details->models->models->len, ==, 4);
  g_assert_cmpuint (details->promotions->len, ==, 2);
  pasar_session_get_details_async (world->session,
                                   12345,
                                   NULL,
                                   pasar_test_keep_result_cb,
                                   &missing);
  g_assert_null (
      pasar_session_get_details_finish (world->session, pasar_test_wait_result (&missing), &error));
  g_assert_error (error, PASAR_ERROR, PASAR_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session/survives-reload-and-restart", test_survives_reload_and_restart);
  g_test_add_func ("/session/order", test_order);
  g_test_add_func ("/session/computed-at-its-turn", test_computed_at_its_turn);
  g_test_add_func ("/session/steps-unlimited", test_steps_unlimited);
  g_test_add_func ("/session/failed-write", test_failed_write);
  g_test_add_func ("/session/room-amid-write", test_room_amid_write);
  g_test_add_func ("/session/retried", test_retried);
  g_test_add_func ("/session/not-submitted-before-written", test_not_submitted_before_written);
  g_test_add_func ("/session/cancelled-before-its-turn", test_cancelled_before_its_turn);
  g_test_add_func ("/session/discard-after-models", test_discard_after_models);
  g_test_add_func ("/session/patience", test_patience);
  g_test_add_func ("/session/details", test_details);
  return g_test_run ();
}
