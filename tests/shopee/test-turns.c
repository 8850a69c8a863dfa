/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fake-server.h"
#include "shopee/turns.h"

static void
note_cb (gpointer user_data)
{
  g_string_append_c (*(GString **) user_data, 'x');
}

/* In a row; who leaves is passed over, who goes first is next. */
static void
test_order (void)
{
  g_autoptr (PasarTurns) turns = pasar_turns_new ();
  GString *logs[4] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    logs[i] = g_string_new (NULL);
  pasar_throttle_set_limits (pasar_turns_get_throttle (turns), 1, 1000);
  pasar_turns_wait (turns, FALSE, note_cb, &logs[0]);
  g_assert_cmpuint (logs[0]->len, ==, 1);
  pasar_turns_wait (turns, FALSE, note_cb, &logs[1]);
  pasar_turns_wait (turns, FALSE, note_cb, &logs[2]);
  pasar_turns_wait (turns, TRUE, note_cb, &logs[3]);
  pasar_turns_leave (turns, &logs[1]);
  pasar_turns_release (turns);
  while (logs[3]->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (logs[2]->len, ==, 0);
  pasar_turns_release (turns);
  while (logs[2]->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (logs[1]->len, ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    g_string_free (logs[i], TRUE);
}

static gboolean
has_request (gpointer data)
{
  return ((FakeServer *) data)->requests->len > 0;
}

/* Two clients of one shop: what one has in flight the other waits for. */
static void
test_shared (void)
{
  FakeServer *server = fake_server_new ();
  g_autoptr (PasarTurns) turns = pasar_turns_new ();
  PasarClient *clients[2];
  Waiting waiting[2] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      clients[i] = fake_server_new_client (server);
      pasar_client_set_turns (clients[i], turns);
    }
  pasar_client_set_limits (clients[0], 1, 1000);
  g_assert_cmpuint (pasar_client_get_max_in_flight (clients[1]), ==, 1);
  fake_server_reply (server, SHOP_INFO, NULL);
  fake_server_reply (server, SHOP_INFO, "{\"error\":\"\",\"region\":\"SG\"}");
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    pasar_client_get_shop_info_async (clients[i], NULL, waiting_cb, &waiting[i]);
  wait_until (has_request, server);
  spin (100);
  g_assert_cmpuint (server->requests->len, ==, 1);
  fake_server_answer (g_ptr_array_index (server->held, 0),
                      200,
                      "{\"error\":\"\",\"region\":\"SG\"}");
  soup_server_message_unpause (g_ptr_array_index (server->held, 0));
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    {
      g_autoptr (GAsyncResult) result = waiting_take (&waiting[i]);
      g_autoptr (PasarShopInfo) info = pasar_client_get_shop_info_finish (clients[i], result, NULL);

      g_assert_nonnull (info);
    }
  for (guint i = 0; i < G_N_ELEMENTS (clients); i++)
    g_assert_finalize_object (clients[i]);
  fake_server_free (server);
}

/* A long job has its calls waiting: what the seller waits for is sent before them. */
static void
test_urgent (void)
{
  FakeServer *server = fake_server_new ();
  PasarClient *client = fake_server_new_client (server);
  Waiting of_job[3] = { 0 };
  Waiting of_seller = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) slots = NULL;

  pasar_client_set_limits (client, 1, 1000);
  fake_server_reply (server, SHOP_INFO, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (of_job); i++)
    pasar_client_get_shop_info_async (client, NULL, waiting_cb, &of_job[i]);
  wait_until (has_request, server);
  pasar_client_get_boosted_list_async (client, NULL, waiting_cb, &of_seller);
  fake_server_reply (server,
                     "/api/v2/product/get_boosted_list",
                     "{\"error\":\"\",\"response\":{\"item_list\":[]}}");
  for (guint i = 1; i < G_N_ELEMENTS (of_job); i++)
    fake_server_reply (server, SHOP_INFO, "{\"error\":\"\",\"region\":\"SG\"}");
  fake_server_answer (g_ptr_array_index (server->held, 0),
                      200,
                      "{\"error\":\"\",\"region\":\"SG\"}");
  soup_server_message_unpause (g_ptr_array_index (server->held, 0));
  for (guint i = 0; i < G_N_ELEMENTS (of_job); i++)
    {
      g_autoptr (GAsyncResult) answer = waiting_take (&of_job[i]);
      g_autoptr (PasarShopInfo) info = pasar_client_get_shop_info_finish (client, answer, NULL);

      g_assert_nonnull (info);
    }
  result = waiting_take (&of_seller);
  slots = pasar_client_get_boosted_list_finish (client, result, NULL);
  g_assert_nonnull (slots);
  g_clear_object (&result);
  g_assert_cmpuint (server->requests->len, ==, 4);
  g_assert_true (g_str_has_suffix (fake_server_get (server, 1)->path, "/get_boosted_list"));
  g_assert_finalize_object (client);
  fake_server_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/turns/order", test_order);
  g_test_add_func ("/turns/shared", test_shared);
  g_test_add_func ("/turns/urgent", test_urgent);
  return g_test_run ();
}
