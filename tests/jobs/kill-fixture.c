/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "kill-fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* Those before have special rules. */
#define FIRST_ITEM 30
#define N_ITEMS    40
/* Stocks that each category allows. */
#define FIRST_VALUE 1000
#define N_VALUES    8000

GSubprocess *
kill_start (const KillOrder *order)
{
  const PasarTestShop *shop = pasar_test_sandbox_get_shop (order->sandbox, 0);
  g_autofree char *input =
      g_strdup_printf ("%s\n%s\n%u\n%s\n%" G_GINT64_FORMAT "\n%s\n%" G_GINT64_FORMAT "\n%s\n%s\n",
                       order->task,
                       order->path,
                       order->seed,
                       pasar_test_sandbox_get_uri (order->sandbox),
                       pasar_test_sandbox_get_partner_id (order->sandbox),
                       pasar_test_sandbox_get_partner_key (order->sandbox),
                       shop->shop_id,
                       shop->access_token,
                       shop->refresh_token);
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  if (order->environment != NULL)
    g_subprocess_launcher_set_environ (launcher, order->environment);
  child = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("PASAR_KILL_CHILD"), NULL);
  g_assert_no_error (error);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (child),
                             input,
                             strlen (input),
                             NULL,
                             NULL,
                             &error);
  g_assert_no_error (error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (child), NULL, NULL);
  return child;
}

/* Returns whether there was one. */
static gboolean
read_line (GDataInputStream *output, GPtrArray *lines)
{
  char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

  if (line != NULL)
    g_ptr_array_add (lines, line);
  return line != NULL;
}

gboolean
kill_run (const KillOrder *order, guint n_lines, gulong delay_us, GPtrArray *lines)
{
  g_autoptr (GSubprocess) child = kill_start (order);
  g_autoptr (GDataInputStream) output =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));

  while (lines->len < n_lines && read_line (output, lines))
    ;
  g_usleep (delay_us);
  g_subprocess_force_exit (child);
  while (read_line (output, lines))
    ;
  g_subprocess_wait (child, NULL, NULL);
  /* Nothing but the kill may end it before its work is done. */
  if (g_subprocess_get_if_exited (child))
    g_assert_cmpint (g_subprocess_get_exit_status (child), ==, EXIT_SUCCESS);
  else
    g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  return !g_subprocess_get_if_exited (child);
}

static gint64
read_item_id (JsonObject *request)
{
  g_autoptr (JsonNode) node =
      json_from_string (json_object_get_string_member (request, "body"), NULL);
  JsonObject *body = json_node_get_object (node);

  if (json_object_has_member (body, "item_id"))
    return json_object_get_int_member (body, "item_id");
  return json_array_get_int_element (json_object_get_array_member (body, "item_id_list"), 0);
}

GHashTable *
kill_count_calls (PasarTestSandbox *sandbox, const char *call)
{
  g_autoptr (JsonNode) log = pasar_test_sandbox_get (sandbox, "/_sandbox/log");
  JsonArray *requests = json_object_get_array_member (json_node_get_object (log), "requests");
  GHashTable *counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (requests); i++)
    {
      JsonObject *request = json_array_get_object_element (requests, i);
      gint64 item_id;

      if (strcmp (json_object_get_string_member (request, "call"), call) != 0)
        continue;
      item_id = read_item_id (request);
      g_hash_table_replace (counts,
                            g_memdup2 (&item_id, sizeof item_id),
                            GINT_TO_POINTER (
                                GPOINTER_TO_INT (g_hash_table_lookup (counts, &item_id)) + 1));
    }
  return counts;
}

GArray *
kill_list_items (World *world)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = FIRST_ITEM; i < FIRST_ITEM + N_ITEMS; i++)
    if (pasar_catalogue_check (world_catalogue (world),
                               world_row (world, i, 0),
                               PASAR_FIELD_STOCK,
                               FIRST_VALUE)
        == PASAR_RULE_OK)
      g_array_append_val (items, i);
  g_assert_cmpuint (items->len, >, 0);
  return items;
}

GArray *
kill_read_state (World *world, const GArray *items)
{
  GArray *state = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < items->len; i++)
    {
      const guint nth = g_array_index (items, guint, i);
      const gint64 staged = world_staged (world, nth, 0, PASAR_FIELD_STOCK);
      const gint64 value =
          staged != PASAR_NO_VALUE ? staged : world_value (world, nth, 0, PASAR_FIELD_STOCK);

      g_array_append_val (state, value);
    }
  return state;
}

KillModel *
kill_model_new (guint32 seed, GArray *state)
{
  KillModel *self = g_new0 (KillModel, 1);

  self->rand = g_rand_new_with_seed (seed);
  self->states = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  g_ptr_array_add (self->states, state);
  self->n_drawn = seed;
  return self;
}

void
kill_model_free (KillModel *self)
{
  g_rand_free (self->rand);
  g_ptr_array_unref (self->states);
  g_free (self);
}

const GArray *
kill_model_get (KillModel *self)
{
  return g_ptr_array_index (self->states, self->now);
}

static KillKind
draw_kind (KillModel *self)
{
  const int what = g_rand_int_range (self->rand, 0, 10);

  if (what < 2 && self->now > 0)
    return KILL_UNDO;
  if (what < 4 && self->now + 1 < self->states->len)
    return KILL_REDO;
  return what == 4 ? KILL_IMPORT : KILL_STAGE;
}

static gint64
draw_value (KillModel *self, gint64 now)
{
  gint64 value;

  do
    value = FIRST_VALUE + self->n_drawn++ % N_VALUES;
  while (value == now);
  return value;
}

KillStep
kill_model_step (KillModel *self)
{
  const GArray *before = kill_model_get (self);
  const KillStep step = { draw_kind (self),
                          (guint) g_rand_int_range (self->rand, 0, (int) before->len) };
  GArray *after;

  if (step.kind == KILL_UNDO || step.kind == KILL_REDO)
    {
      self->now += step.kind == KILL_REDO ? 1 : -1u;
      return step;
    }
  after = g_array_copy ((GArray *) before);
  for (guint i = 0; i < after->len; i++)
    if (step.kind == KILL_IMPORT || i == step.nth)
      g_array_index (after, gint64, i) = draw_value (self, g_array_index (after, gint64, i));
  g_ptr_array_set_size (self->states, (int) ++self->now);
  g_ptr_array_add (self->states, after);
  return step;
}
