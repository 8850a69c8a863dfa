/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/throttle.h"

#include <math.h>

static gint64
fake_clock (gpointer user_data)
{
  return *(gint64 *) user_data;
}

static guint
acquire_all (PasarThrottle *throttle, gint64 *wait_us)
{
  guint n = 0;

  while (n < 1000 && pasar_throttle_try_acquire (throttle, wait_us))
    n++;
  return n;
}

static void
test_in_flight (void)
{
  gint64 now = 1000;
  gint64 wait_us;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (3, 1000.0, fake_clock, &now);

  g_assert_cmpuint (acquire_all (throttle, &wait_us), ==, 3);
  g_assert_cmpint (wait_us, ==, PASAR_THROTTLE_FULL);
  now += G_USEC_PER_SEC;
  g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
  pasar_throttle_release (throttle);
  g_assert_true (pasar_throttle_try_acquire (throttle, &wait_us));
  g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
}

/* At a fast pace several go for each time that one waits, and none the less for it; at a slow one
 * each goes when it is due. */
static void
test_batches (void)
{
  static const double paces[] = { 100, 8 };

  for (guint i = 0; i < G_N_ELEMENTS (paces); i++)
    {
      gint64 now = 0;
      gint64 wait_us;
      guint n_sent = 0;
      guint n_waits = 0;
      g_autoptr (PasarThrottle) throttle = pasar_throttle_new (64, paces[i], fake_clock, &now);

      for (guint k = 0; k < 100; k++)
        pasar_throttle_taken (throttle);
      acquire_all (throttle, &wait_us);
      while (now < 10 * G_USEC_PER_SEC)
        {
          const guint n = acquire_all (throttle, &wait_us);

          for (guint k = 0; k < n; k++)
            pasar_throttle_release (throttle);
          n_sent += n;
          n_waits++;
          now += wait_us;
        }
      g_assert_cmpfloat (n_sent, >=, 10 * paces[i] - 10);
      g_assert_cmpfloat (n_sent, <=, 10 * paces[i] + 10);
      g_assert_cmpuint (n_waits, <, i == 0 ? n_sent / 3 : n_sent + 3);
    }
}

/* Many go at once only where the server has shown that it takes them. */
static void
test_begins_slowly (void)
{
  gint64 now = 0;
  gint64 wait_us;
  guint first;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (16, 1000.0, fake_clock, &now);

  first = acquire_all (throttle, &wait_us);
  g_assert_cmpuint (first, >, 1);
  g_assert_cmpuint (first, <, 16);
  for (guint i = 0; i < 100; i++)
    pasar_throttle_taken (throttle);
  g_assert_cmpfloat (pasar_throttle_get_pace (throttle), ==, 1000);
  now += G_USEC_PER_SEC;
  g_assert_cmpuint (first + acquire_all (throttle, &wait_us), ==, 16);
}

static void
test_pace (void)
{
  gint64 now = 0;
  gint64 wait_us;
  guint n;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (4, 8.0, fake_clock, &now);

  n = acquire_all (throttle, &wait_us);
  g_assert_cmpuint (n, ==, 4);
  for (guint i = 0; i < n; i++)
    pasar_throttle_release (throttle);
  /* From here on one each eighth of a second, however it is asked. */
  n = 0;
  for (guint i = 0; i < 10000; i++)
    {
      while (pasar_throttle_try_acquire (throttle, &wait_us))
        {
          pasar_throttle_release (throttle);
          pasar_throttle_taken (throttle);
          n++;
        }
      g_assert_cmpint (wait_us, >, 0);
      g_assert_cmpint (wait_us, <=, G_USEC_PER_SEC / 8 + 1);
      now += 1000;
    }
  g_assert_cmpuint (n, >=, 79);
  g_assert_cmpuint (n, <=, 80);
}

static void
test_wait_is_enough (void)
{
  gint64 now = 12345;
  gint64 wait_us;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (64, 7.3, fake_clock, &now);

  while (pasar_throttle_try_acquire (throttle, &wait_us))
    pasar_throttle_release (throttle);
  for (guint i = 0; i < 50; i++)
    {
      now += wait_us;
      g_assert_true (pasar_throttle_try_acquire (throttle, &wait_us));
      pasar_throttle_release (throttle);
      g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
    }
}

/* The longest time that the server names counts. */
static void
test_retry_after (void)
{
  gint64 now = 0;
  gint64 wait_us;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (4, 100.0, fake_clock, &now);

  pasar_throttle_refused (throttle, now, 5 * G_USEC_PER_SEC);
  pasar_throttle_refused (throttle, now, G_USEC_PER_SEC);
  g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
  g_assert_cmpint (wait_us, ==, 5 * G_USEC_PER_SEC);
  now = 5 * G_USEC_PER_SEC;
  pasar_throttle_try_acquire (throttle, &wait_us);
  now += wait_us;
  g_assert_true (pasar_throttle_try_acquire (throttle, &wait_us));
}

static void
test_bounds (void)
{
  gint64 now = 0;
  gint64 wait_us;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (0, 0.0, fake_clock, &now);

  g_assert_cmpuint (pasar_throttle_get_max_in_flight (throttle), ==, 1);
  g_assert_cmpfloat (pasar_throttle_get_pace (throttle), ==, 0.5);
  pasar_throttle_set_limits (throttle, 1000, 1e9);
  g_assert_cmpuint (pasar_throttle_get_max_in_flight (throttle), ==, PASAR_THROTTLE_MAX_IN_FLIGHT);
  for (guint i = 0; i < 5000; i++)
    pasar_throttle_taken (throttle);
  now += G_USEC_PER_SEC;
  g_assert_cmpuint (acquire_all (throttle, &wait_us), ==, PASAR_THROTTLE_MAX_IN_FLIGHT);
  /* A clock that goes back does not open the gate. */
  now = 0;
  pasar_throttle_release (throttle);
  acquire_all (throttle, &wait_us);
  g_assert_false (pasar_throttle_try_acquire (throttle, &wait_us));
}

/* A server that refuses everything is still asked once a second. */
static void
test_never_below_one (void)
{
  gint64 now = 0;
  gint64 wait_us;
  guint n = 0;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (16, 100.0, fake_clock, &now);

  while (now < 600 * (gint64) G_USEC_PER_SEC)
    {
      if (pasar_throttle_try_acquire (throttle, &wait_us))
        {
          n++;
          pasar_throttle_release (throttle);
          pasar_throttle_refused (throttle, now, 0);
        }
      else
        {
          g_assert_cmpint (wait_us, <=, G_USEC_PER_SEC + 1);
          now += wait_us;
        }
      g_assert_cmpfloat (pasar_throttle_get_pace (throttle), >=, 1.0);
    }
  g_assert_cmpuint (n, >=, 300);
}

/* So is one that takes less than that. */
static void
test_never_below_one_of_a_slow_server (void)
{
  gint64 now = 0;
  gint64 free_at = 0;
  gint64 wait_us;
  g_autoptr (PasarThrottle) throttle = pasar_throttle_new (16, 100.0, fake_clock, &now);

  while (now < 600 * (gint64) G_USEC_PER_SEC)
    {
      if (!pasar_throttle_try_acquire (throttle, &wait_us))
        {
          now += wait_us;
          continue;
        }
      pasar_throttle_release (throttle);
      if (now < free_at)
        pasar_throttle_refused (throttle, now, 0);
      else
        {
          pasar_throttle_taken (throttle);
          free_at = now + 4 * G_USEC_PER_SEC;
        }
      g_assert_cmpfloat (pasar_throttle_get_pace (throttle), >=, 1.0);
    }
}

/* A server with a limit, and a client that has always something to send. Time runs as fast as the
 * computer can. */

#define RUN_SECS   70
#define WARM_SECS  10
#define LATENCY_US 50000
#define TIMER_US   1000 /* how exactly timers fire */

typedef enum
{
  BUCKET, /* fills at the limit, holds what comes in a second */
  WINDOW  /* as many in each second of the clock */
} Server;

typedef struct
{
  const char *name;
  Server server;
  double limit; /* a second */
  double ceiling;
  gint64 retry_after_us;
  double share; /* of the limit, that must be used */
} Row;

static const Row rows[] = {
  { "bucket-5", BUCKET, 5, 1000, 0, 0.95 },
  { "bucket-10", BUCKET, 10, 1000, 0, 0.95 },
  { "bucket-20", BUCKET, 20, 1000, 0, 0.95 },
  { "bucket-100", BUCKET, 100, 1000, 0, 0.95 },
  { "bucket-10-ceiling-15", BUCKET, 10, 15, 0, 0.95 },
  { "bucket-10-asks-2", BUCKET, 10, 1000, 2 * G_USEC_PER_SEC, 0.93 },
  { "bucket-100-asks-2", BUCKET, 100, 1000, 2 * G_USEC_PER_SEC, 0.93 },
  { "window-5", WINDOW, 5, 1000, 0, 0.88 },
  { "window-20", WINDOW, 20, 1000, 0, 0.88 },
  { "window-100", WINDOW, 100, 1000, 0, 0.88 },
  { "window-20-asks-2", WINDOW, 20, 1000, 2 * G_USEC_PER_SEC, 0.75 },
};

/* A throttle, a server, and what is on its way between them. */
typedef struct
{
  Row row;
  gint64 now;
  double level; /* of the bucket, or used of the window */
  gint64 since; /* when the bucket was filled, or the number of the window */
  PasarThrottle *throttle;
  GQueue flights; /* of Flight */
  guint n_taken;
  guint n_refused;
} World;

typedef struct
{
  gint64 sent_at;
  gint64 answered_at;
  gboolean taken;
} Flight;

static void
world_init (World *world, const Row *row)
{
  *world = (World){ .row = *row, .level = row->server == BUCKET ? row->limit : 0 };
  world->throttle = pasar_throttle_new (16, row->ceiling, fake_clock, &world->now);
}

static void
world_clear (World *world)
{
  g_queue_clear_full (&world->flights, g_free);
  pasar_throttle_free (world->throttle);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static gboolean
takes (World *world, gint64 now)
{
  if (world->row.server == WINDOW)
    {
      if (now / G_USEC_PER_SEC != world->since)
        world->level = 0;
      world->since = now / G_USEC_PER_SEC;
      return ++world->level <= world->row.limit;
    }
  world->level += (now - world->since) * world->row.limit / G_USEC_PER_SEC;
  world->level = MIN (world->level, world->row.limit);
  world->since = now;
  if (world->level < 1)
    return FALSE;
  world->level -= 1;
  return TRUE;
}

static void
send (World *world)
{
  Flight *flight = g_new (Flight, 1);
  gint64 there = world->now + LATENCY_US / 2 + g_test_rand_int_range (0, LATENCY_US / 5);

  *flight = (Flight){ world->now, there + LATENCY_US / 2, takes (world, there) };
  g_queue_push_tail (&world->flights, flight);
}

static void
receive (World *world)
{
  g_autofree Flight *flight = g_queue_pop_head (&world->flights);

  world->now = MAX (world->now, flight->answered_at);
  pasar_throttle_release (world->throttle);
  if (flight->taken)
    pasar_throttle_taken (world->throttle);
  else
    pasar_throttle_refused (world->throttle, flight->sent_at, world->row.retry_after_us);
  world->n_taken += flight->taken;
  world->n_refused += !flight->taken;
}

/* Counts anew what is answered until then. */
static void
run_until (World *world, double end_secs)
{
  gint64 wait_us = 0;

  world->n_taken = world->n_refused = 0;
  while (world->now < end_secs * G_USEC_PER_SEC)
    {
      const Flight *next = g_queue_peek_head (&world->flights);

      if (pasar_throttle_try_acquire (world->throttle, &wait_us))
        {
          send (world);
          continue;
        }
      if (wait_us != PASAR_THROTTLE_FULL)
        wait_us = (wait_us + TIMER_US - 1) / TIMER_US * TIMER_US;
      if (next != NULL && wait_us > next->answered_at - world->now)
        receive (world);
      else
        world->now += wait_us;
    }
}

static void
test_uses_the_limit (gconstpointer row)
{
  g_auto (World) world = { 0 };
  guint n_first_taken, n_first_refused;
  double share, refused, refused_in_all;

  world_init (&world, row);
  run_until (&world, WARM_SECS);
  n_first_taken = world.n_taken;
  n_first_refused = world.n_refused;
  run_until (&world, RUN_SECS);
  share = world.n_taken / (world.row.limit * (RUN_SECS - WARM_SECS));
  refused = (double) world.n_refused / (world.n_taken + world.n_refused);
  refused_in_all = (double) (n_first_refused + world.n_refused)
                   / (n_first_taken + n_first_refused + world.n_taken + world.n_refused);
  g_test_message ("%.3f of the limit, %.3f refused, %.3f with the first seconds",
                  share,
                  refused,
                  refused_in_all);
  g_assert_cmpfloat (share, >=, world.row.share);
  g_assert_cmpfloat (refused, <=, 0.02);
  g_assert_cmpfloat (refused_in_all, <=, 0.04);
}

/* What the server takes may change: less is respected within seconds, more is found. */
static void
test_follows_the_limit (void)
{
  const Row row = { .server = BUCKET, .limit = 50, .ceiling = 1000 };
  g_auto (World) world = { 0 };

  world_init (&world, &row);
  run_until (&world, 30);
  world.row.limit = 10;
  run_until (&world, 45);
  run_until (&world, 75);
  g_test_message ("of 300: %u taken, %u refused", world.n_taken, world.n_refused);
  g_assert_cmpuint (world.n_taken, >=, 280);
  g_assert_cmpuint (world.n_refused, <=, 12);
  world.row.limit = 50;
  run_until (&world, 200);
  g_assert_cmpfloat (pasar_throttle_get_pace (world.throttle), >=, 40);
}

/* Who has nothing to send does not forget, and does not try for more meanwhile. */
static void
test_keeps_the_pace_while_idle (void)
{
  const Row row = { .server = BUCKET, .limit = 10, .ceiling = 1000 };
  g_auto (World) world = { 0 };
  double pace;

  world_init (&world, &row);
  run_until (&world, 30);
  pace = pasar_throttle_get_pace (world.throttle);
  world.now += 3600 * (gint64) G_USEC_PER_SEC;
  g_assert_cmpfloat (fabs (pasar_throttle_get_pace (world.throttle) - pace), <=, 0.5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/throttle/in-flight", test_in_flight);
  g_test_add_func ("/throttle/batches", test_batches);
  g_test_add_func ("/throttle/begins-slowly", test_begins_slowly);
  g_test_add_func ("/throttle/pace", test_pace);
  g_test_add_func ("/throttle/wait-is-enough", test_wait_is_enough);
  g_test_add_func ("/throttle/retry-after", test_retry_after);
  g_test_add_func ("/throttle/bounds", test_bounds);
  g_test_add_func ("/throttle/never-below-one", test_never_below_one);
  g_test_add_func ("/throttle/never-below-one/slow-server", test_never_below_one_of_a_slow_server);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/throttle/uses-the-limit/", rows[i].name, NULL);

      g_test_add_data_func (path, &rows[i], test_uses_the_limit);
    }
  g_test_add_func ("/throttle/follows-the-limit", test_follows_the_limit);
  g_test_add_func ("/throttle/keeps-the-pace-while-idle", test_keeps_the_pace_while_idle);
  return g_test_run ();
}
