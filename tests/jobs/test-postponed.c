/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/postponed.h"

#include "catalogue/edits/import.h"
#include "jobs-fixture.h"
#include "jobs/session/send-later.h"
#include "moved-clock.h"

#include <string.h>

/* Values that wait for the end of a promotion: by the sandbox an item is in one for five days. */

#define DAY_SECS (24 * 3600)

/* Items of the sandbox: with a promotion, the second one is a flash sale. */
#define PROMOTED 2
#define FLASH    22
#define PLAIN    40

typedef struct
{
  World *world;
  PasarPostponed *postponed;
  guint n_freed;
  guint n_prolonged;
  guint n_held;
  char *sent;
} Watch;

static void
add_cb (guint *count, guint n)
{
  *count += n;
}

static void
sent_cb (Watch *self, const char *summary)
{
  g_free (self->sent);
  self->sent = g_strdup (summary);
}

static void
watch_begin (Watch *self)
{
  self->postponed = pasar_postponed_new (self->world->session);
  g_signal_connect_swapped (self->postponed, "freed", G_CALLBACK (add_cb), &self->n_freed);
  g_signal_connect_swapped (self->postponed, "prolonged", G_CALLBACK (add_cb), &self->n_prolonged);
  g_signal_connect_swapped (self->postponed, "held", G_CALLBACK (add_cb), &self->n_held);
  g_signal_connect_swapped (self->postponed, "sent", G_CALLBACK (sent_cb), self);
}

static void
watch_end (Watch *self)
{
  g_signal_handlers_disconnect_by_data (self->postponed, self);
  g_signal_handlers_disconnect_by_data (self->postponed, &self->n_freed);
  g_signal_handlers_disconnect_by_data (self->postponed, &self->n_prolonged);
  g_signal_handlers_disconnect_by_data (self->postponed, &self->n_held);
  g_clear_object (&self->postponed);
}

static Watch *
watch_new (void)
{
  Watch *self = g_new0 (Watch, 1);

  self->world = world_new_loaded (pasar_test_sandbox_new ("--items", "60", NULL));
  watch_begin (self);
  return self;
}

static void
watch_free (Watch *self)
{
  watch_end (self);
  world_free (self->world);
  g_free (self->sent);
  g_free (self);
  clock_set_right ();
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Watch, watch_free)

static void
restart (Watch *self)
{
  watch_end (self);
  world_restart (self->world);
  watch_begin (self);
}

/* The price of an item that waits. */
static void
stage (Watch *self, guint item, gint64 price)
{
  const guint n = pasar_postponed_get_n (self->postponed);

  world_stage (self->world, item, 0, PASAR_FIELD_PRICE, price);
  WAIT_FOR (pasar_postponed_get_n (self->postponed) == n + 1);
}

/* The same from a file. */
static void
import (Watch *self, guint item, const char *price)
{
  static const PasarImportSource source = { PASAR_COLUMN_PRICE, 1, NULL };
  static const PasarImportMapping mapping = { .keys = { -1, 0, -1, -1, -1 },
                                              .sources = &source,
                                              .n_sources = 1 };
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, pasar_test_sandbox_item (item));
  const char *const texts[] = { id, price };
  const PasarImportTable table = { .texts = texts, .n_rows = 1, .n_columns = 2 };
  g_autoptr (PasarImport) imported =
      pasar_import_new (world_catalogue (self->world), &table, &mapping, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  pasar_import_run (imported, G_MAXINT64);
  pasar_session_stage_async (self->world->session,
                             pasar_import_make_command (imported, "list.csv"),
                             NULL,
                             pasar_test_keep_result_cb,
                             &result);
  pasar_session_write_finish (self->world->session, pasar_test_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
}

static void
set_promotion (Watch *self, guint item, const char *staging)
{
  pasar_test_sandbox_change (self->world->sandbox,
                             "{\"do\":\"set_promotion\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"staging\":\"%s\"}",
                             pasar_test_sandbox_item (item),
                             staging);
}

/* The computer sleeps longer than the promotions were to last. */
static void
sleep_days (Watch *self, gint64 days)
{
  clock_sleep (days * DAY_SECS);
  pasar_test_sandbox_change (self->world->sandbox,
                             "{\"do\":\"set_clock\",\"advance\":%" G_GINT64_FORMAT "}",
                             days * DAY_SECS);
}

static void
mark (Watch *self, guint item, gboolean sends_later)
{
  const PasarEdit cell = { .key = { pasar_test_sandbox_item (item), 0 },
                           .field = PASAR_FIELD_PRICE };
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_array_append_val (cells, cell);
  pasar_session_set_sends_later_async (self->world->session,
                                       cells,
                                       sends_later,
                                       pasar_test_keep_result_cb,
                                       &result);
  pasar_session_set_sends_later_finish (self->world->session,
                                        pasar_test_wait_result (&result),
                                        &error);
  g_assert_no_error (error);
}

static gboolean
is_marked (Watch *self, guint item)
{
  return pasar_session_sends_later (self->world->session,
                                    (PasarRowKey){ pasar_test_sandbox_item (item), 0 },
                                    PASAR_FIELD_PRICE);
}

static guint
count (Watch *self, const char *call)
{
  return pasar_test_sandbox_count (self->world->sandbox, call);
}

static gint64
get_price (Watch *self, guint item)
{
  return pasar_test_sandbox_get_price (self->world->sandbox, pasar_test_sandbox_item (item), 0);
}

/* Nothing is asked before the end, and nothing is sent before the seller says so. */
static void
test_offered (void)
{
  g_autoptr (Watch) watch = watch_new ();
  g_autoptr (PasarPlan) plan = NULL;

  stage (watch, PROMOTED, 3100);
  world_stage (watch->world, PLAIN, 0, PASAR_FIELD_PRICE, 2222);
  set_promotion (watch, PROMOTED, "none");
  pasar_postponed_look (watch->postponed);
  g_assert_null (pasar_job_find (watch->world->session, PASAR_TYPE_LOAD_JOB));
  g_assert_cmpuint (watch->n_freed, ==, 0);

  sleep_days (watch, 6);
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (watch->n_freed == 1);
  g_assert_cmpuint (pasar_postponed_get_n (watch->postponed), ==, 0);
  g_assert_cmpuint (pasar_postponed_get_n_freed (watch->postponed), ==, 1);
  g_assert_cmpuint (count (watch, "get_item_promotion"), ==, 1);
  g_assert_cmpuint (count (watch, "update_price"), ==, 0);
  g_assert_cmpint (world_staged (watch->world, PROMOTED, 0, PASAR_FIELD_PRICE), ==, 3100);

  plan = world_submit_ok (watch->world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 2);
  WAIT_FOR (pasar_postponed_get_n_freed (watch->postponed) == 0);
  g_assert_cmpuint (watch->n_freed, ==, 1);
  g_assert_null (watch->sent);
}

/* What comes from a file waits as what is typed. */
static void
test_imported (void)
{
  g_autoptr (Watch) watch = watch_new ();

  import (watch, PROMOTED, "31.00");
  WAIT_FOR (pasar_postponed_get_n (watch->postponed) == 1);
  g_assert_cmpint (world_staged (watch->world, PROMOTED, 0, PASAR_FIELD_PRICE), ==, 3100);
  set_promotion (watch, PROMOTED, "none");
  sleep_days (watch, 6);
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (watch->n_freed == 1);
  g_assert_cmpuint (count (watch, "update_price"), ==, 0);
}

/* It did not fail when the others were sent. */
static void
test_not_failed (void)
{
  g_autoptr (Watch) watch = watch_new ();
  g_autoptr (PasarPlan) plan = NULL;

  stage (watch, PROMOTED, 3100);
  world_stage (watch->world, PLAIN, 0, PASAR_FIELD_PRICE, 2222);
  plan = world_submit_ok (watch->world);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_DONE), ==, 1);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_HELD), ==, 1);
  g_assert_cmpuint (pasar_plan_count_failed (plan), ==, 0);
  g_assert_cmpuint (pasar_catalogue_get_n_failed (world_catalogue (watch->world)), ==, 0);
  g_assert_cmpint (world_staged (watch->world, PROMOTED, 0, PASAR_FIELD_PRICE), ==, 3100);
}

/* What was read anyway is noticed as well. */
static void
test_freed_by_load (void)
{
  g_autoptr (Watch) watch = watch_new ();

  stage (watch, PROMOTED, 3100);
  set_promotion (watch, PROMOTED, "none");
  world_load (watch->world);
  WAIT_FOR (watch->n_freed == 1);
  /* It comes into another one before it was sent. */
  set_promotion (watch, PROMOTED, "upcoming");
  world_load (watch->world);
  WAIT_FOR (pasar_postponed_get_n (watch->postponed) == 1);
  g_assert_cmpuint (pasar_postponed_get_n_freed (watch->postponed), ==, 0);
}

static void
test_stock (void)
{
  g_autoptr (Watch) watch = watch_new ();

  world_stage (watch->world, FLASH, 0, PASAR_FIELD_STOCK, 77);
  WAIT_FOR (pasar_postponed_get_n (watch->postponed) == 1);
  set_promotion (watch, FLASH, "none");
  sleep_days (watch, 6);
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (watch->n_freed == 1);
}

/* It waits on, and the shop is not asked again and again. */
static void
test_prolonged (void)
{
  g_autoptr (Watch) watch = watch_new ();
  PasarCatalogue *catalogue = world_catalogue (watch->world);
  gint64 until;

  stage (watch, PROMOTED, 3100);
  mark (watch, PROMOTED, TRUE);
  until = pasar_catalogue_get_postponed_until (catalogue,
                                               world_row (watch->world, PROMOTED, 0),
                                               PASAR_FIELD_PRICE);
  sleep_days (watch, 6);
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (watch->n_prolonged == 1);
  g_assert_cmpint (pasar_catalogue_get_postponed_until (catalogue,
                                                        world_row (watch->world, PROMOTED, 0),
                                                        PASAR_FIELD_PRICE),
                   >,
                   until);
  WAIT_FOR (pasar_job_find (watch->world->session, PASAR_TYPE_LOAD_JOB) == NULL);
  pasar_postponed_look (watch->postponed);
  g_assert_null (pasar_job_find (watch->world->session, PASAR_TYPE_LOAD_JOB));
  g_assert_cmpuint (pasar_postponed_get_n (watch->postponed), ==, 1);
  g_assert_cmpuint (watch->n_freed, ==, 0);
  g_assert_true (is_marked (watch, PROMOTED));
  g_assert_cmpuint (count (watch, "update_price"), ==, 0);
}

/* A promotion that is over by our clock and not by the shop's is asked for once in a while. */
static void
test_clock_ahead (void)
{
  g_autoptr (Watch) watch = watch_new ();

  stage (watch, PROMOTED, 3100);
  mark (watch, PROMOTED, TRUE);
  clock_set (6 * DAY_SECS);
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (pasar_job_find (watch->world->session, PASAR_TYPE_LOAD_JOB) == NULL);
  pasar_postponed_look (watch->postponed);
  g_assert_null (pasar_job_find (watch->world->session, PASAR_TYPE_LOAD_JOB));
  clock_set (-6 * DAY_SECS);
  pasar_postponed_look (watch->postponed);
  g_assert_null (pasar_job_find (watch->world->session, PASAR_TYPE_LOAD_JOB));
  g_assert_cmpuint (pasar_postponed_get_n (watch->postponed), ==, 1);
  g_assert_cmpuint (count (watch, "update_price"), ==, 0);
}

/* The promotion is over as the item is: that is said, and nothing is sent. */
static void
check_held (const char *what)
{
  g_autoptr (Watch) watch = watch_new ();
  g_autofree char *text = NULL;

  stage (watch, PROMOTED, 3100);
  mark (watch, PROMOTED, TRUE);
  sleep_days (watch, 6);
  pasar_test_sandbox_change (watch->world->sandbox,
                             "{%s,\"item_id\":%" G_GINT64_FORMAT "}",
                             what,
                             pasar_test_sandbox_item (PROMOTED));
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (watch->n_held == 1);
  text = pasar_catalogue_row_dup_problem_text (world_catalogue (watch->world),
                                               world_row (watch->world, PROMOTED, 0),
                                               PASAR_FIELD_PRICE);
  g_assert_nonnull (text);
  g_assert_null (strstr (text, "promotion"));
  g_assert_cmpuint (pasar_postponed_get_n (watch->postponed), ==, 0);
  g_assert_cmpuint (watch->n_freed, ==, 0);
  g_assert_cmpuint (count (watch, "update_price"), ==, 0);
  g_assert_cmpint (world_staged (watch->world, PROMOTED, 0, PASAR_FIELD_PRICE), ==, 3100);
}

static void
test_gone (void)
{
  check_held ("\"do\":\"delete_item\",\"how\":\"gone\"");
}

static void
test_deleted (void)
{
  check_held ("\"do\":\"delete_item\"");
}

static void
test_banned (void)
{
  check_held ("\"do\":\"set_status\",\"status\":\"BANNED\"");
}

/* Only what was marked goes, and only once. */
static void
test_sent (void)
{
  g_autoptr (Watch) watch = watch_new ();

  stage (watch, PROMOTED, 3100);
  stage (watch, FLASH, world_value (watch->world, FLASH, 0, PASAR_FIELD_PRICE) + 10);
  world_stage (watch->world, PLAIN, 0, PASAR_FIELD_PRICE, 2222);
  mark (watch, PROMOTED, TRUE);
  set_promotion (watch, PROMOTED, "none");
  set_promotion (watch, FLASH, "none");
  sleep_days (watch, 6);
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (watch->sent != NULL);
  g_assert_cmpstr (watch->sent, ==, "1 change done");
  g_assert_cmpint (get_price (watch, PROMOTED), ==, 3100);
  g_assert_cmpint (world_staged (watch->world, PROMOTED, 0, PASAR_FIELD_PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpuint (count (watch, "update_price"), ==, 1);
  g_assert_cmpint (world_staged (watch->world, PLAIN, 0, PASAR_FIELD_PRICE), ==, 2222);
  WAIT_FOR (pasar_postponed_get_n_freed (watch->postponed) == 1);
  g_assert_cmpuint (watch->n_freed, ==, 1);

  /* The same value once more was not marked. */
  pasar_test_sandbox_change (watch->world->sandbox,
                             "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"minor\":3000}",
                             pasar_test_sandbox_item (PROMOTED));
  set_promotion (watch, PROMOTED, "ongoing");
  world_load (watch->world);
  stage (watch, PROMOTED, 3100);
  g_assert_false (is_marked (watch, PROMOTED));
}

/* What an outcome nobody knows is of is looked for, not sent again. */
static void
test_answer_lost (void)
{
  g_autoptr (Watch) watch = watch_new ();

  stage (watch, PROMOTED, 3100);
  mark (watch, PROMOTED, TRUE);
  set_promotion (watch, PROMOTED, "none");
  pasar_test_sandbox_fault (watch->world->sandbox, "call=update_price,kind=reset,when=after");
  sleep_days (watch, 6);
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (watch->sent != NULL);
  g_assert_cmpint (get_price (watch, PROMOTED), ==, 3100);
  g_assert_cmpuint (count (watch, "update_price"), ==, 1);
  g_assert_false (is_marked (watch, PROMOTED));
  g_assert_cmpuint (count_unfinished (watch->world), ==, 0);
}

/* While the seller reviews what is staged nothing goes by itself, and afterwards it does. */
static void
test_paused (void)
{
  g_autoptr (Watch) watch = watch_new ();

  stage (watch, PROMOTED, 3100);
  mark (watch, PROMOTED, TRUE);
  pasar_postponed_set_paused (watch->postponed, TRUE);
  set_promotion (watch, PROMOTED, "none");
  world_load (watch->world);
  WAIT_FOR (pasar_postponed_get_n (watch->postponed) == 0);
  g_assert_true (is_marked (watch, PROMOTED));
  g_assert_cmpuint (watch->n_freed, ==, 0);
  g_assert_cmpuint (count (watch, "update_price"), ==, 0);
  pasar_postponed_set_paused (watch->postponed, FALSE);
  WAIT_FOR (watch->sent != NULL);
  g_assert_cmpint (get_price (watch, PROMOTED), ==, 3100);
}

typedef void (*Spoil) (Watch *watch);

static void
move_price (Watch *watch)
{
  pasar_test_sandbox_change (watch->world->sandbox,
                             "{\"do\":\"set_price\",\"item_id\":%" G_GINT64_FORMAT
                             ",\"minor\":2900}",
                             pasar_test_sandbox_item (PROMOTED));
}

static void
lower_limits (Watch *watch)
{
  PasarBatchLimits limits = PASAR_BATCH_LIMITS_DEFAULT;

  limits.n_items = 0;
  pasar_postponed_set_limits (watch->postponed, &limits);
}

/* The first is told that its token is too old. */
static void
fail_second_reading (Watch *watch)
{
  pasar_test_sandbox_fault (watch->world->sandbox, "call=get_item_base_info,from=3,kind=reset");
}

static const struct
{
  const char *name;
  gint64 price;
  Spoil spoil;
} spoilt[] = {
  { "moved", 3100, move_price },
  { "slip", 30000, NULL },
  { "limits", 3100, lower_limits },
  { "offline", 3100, fail_second_reading },
};

/* Whatever is not as the seller saw it, or worth a look, is offered to them. */
static void
test_offered_instead (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (Watch) watch = watch_new ();

  stage (watch, PROMOTED, spoilt[i].price);
  mark (watch, PROMOTED, TRUE);
  set_promotion (watch, PROMOTED, "none");
  if (spoilt[i].spoil != NULL)
    spoilt[i].spoil (watch);
  sleep_days (watch, 6);
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (watch->n_freed == 1);
  g_assert_false (is_marked (watch, PROMOTED));
  g_assert_cmpint (world_staged (watch->world, PROMOTED, 0, PASAR_FIELD_PRICE),
                   ==,
                   spoilt[i].price);
  g_assert_cmpuint (count (watch, "update_price"), ==, 0);
  g_assert_null (watch->sent);
}

/* Looks at all that is staged in a review, and confirms what of it is doubted. */
static void
confirm (Watch *self)
{
  g_autoptr (PasarPlan) plan = pasar_plan_new (world_catalogue (self->world));

  jobs_confirm (plan);
}

/* More than the seller had looked at. */
static void
raise_floor (Watch *watch)
{
  g_assert_true (world_try_stage (watch->world, PROMOTED, 0, PASAR_FIELD_FLOOR, 40000, NULL));
}

static const struct
{
  const char *name;
  Spoil spoil; /* after it was confirmed */
  gboolean is_sent;
} confirmed[] = {
  { "sent", NULL, TRUE },
  { "moved", move_price, FALSE },
  { "another-doubt", raise_floor, FALSE },
  { "limits", lower_limits, FALSE },
};

/* What is doubted is sent by itself where it was confirmed while it waited, and is as it was then.
 */
static void
test_confirmed (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autoptr (Watch) watch = watch_new ();

  stage (watch, PROMOTED, 30000);
  mark (watch, PROMOTED, TRUE);
  confirm (watch);
  set_promotion (watch, PROMOTED, "none");
  if (confirmed[i].spoil != NULL)
    confirmed[i].spoil (watch);
  sleep_days (watch, 6);
  pasar_postponed_look (watch->postponed);
  WAIT_FOR (watch->n_freed == 1 || watch->sent != NULL);
  g_assert_cmpuint (watch->n_freed, ==, confirmed[i].is_sent ? 0 : 1);
  g_assert_cmpuint (count (watch, "update_price"), ==, confirmed[i].is_sent ? 1 : 0);
  g_assert_cmpint (get_price (watch, PROMOTED) == 30000, ==, confirmed[i].is_sent);
  g_assert_cmpint (world_staged (watch->world, PROMOTED, 0, PASAR_FIELD_PRICE),
                   ==,
                   confirmed[i].is_sent ? PASAR_NO_VALUE : 30000);
}

/* Of several that are marked the one that may be a slip is offered, and the others are sent. */
static void
test_one_offered (void)
{
  g_autoptr (Watch) watch = watch_new ();

  stage (watch, PROMOTED, 3100);
  stage (watch, FLASH, 10 * world_value (watch->world, FLASH, 0, PASAR_FIELD_PRICE));
  mark (watch, PROMOTED, TRUE);
  mark (watch, FLASH, TRUE);
  pasar_postponed_set_paused (watch->postponed, TRUE);
  set_promotion (watch, PROMOTED, "none");
  set_promotion (watch, FLASH, "none");
  world_load (watch->world);
  WAIT_FOR (pasar_postponed_get_n (watch->postponed) == 0);
  pasar_postponed_set_paused (watch->postponed, FALSE);
  WAIT_FOR (watch->sent != NULL && watch->n_freed == 1);
  g_assert_cmpstr (watch->sent, ==, "1 change done");
  g_assert_cmpint (get_price (watch, PROMOTED), ==, 3100);
  g_assert_cmpuint (count (watch, "update_price"), ==, 1);
  g_assert_cmpuint (pasar_postponed_get_n_freed (watch->postponed), ==, 1);
  g_assert_false (is_marked (watch, FLASH));
}

/* A mark means the value that was there, as long as it is there. */
static void
test_mark_ends (void)
{
  g_autoptr (Watch) watch = watch_new ();

  stage (watch, PROMOTED, 3100);
  mark (watch, PROMOTED, TRUE);
  world_stage (watch->world, PROMOTED, 0, PASAR_FIELD_PRICE, 3200);
  g_assert_false (is_marked (watch, PROMOTED));
  mark (watch, PROMOTED, TRUE);
  g_assert_true (is_marked (watch, PROMOTED));
  mark (watch, PROMOTED, FALSE);
  g_assert_false (is_marked (watch, PROMOTED));

  /* Discarded and typed again. */
  mark (watch, PROMOTED, TRUE);
  world_undo (watch->world);
  WAIT_FOR (world_staged (watch->world, PROMOTED, 0, PASAR_FIELD_PRICE) == 3100);
  world_undo (watch->world);
  WAIT_FOR (pasar_postponed_get_n (watch->postponed) == 0);
  stage (watch, PROMOTED, 3200);
  g_assert_false (is_marked (watch, PROMOTED));
  restart (watch);
  g_assert_false (is_marked (watch, PROMOTED));
}

/* What a kill at this moment leaves. */
static void
test_kept (void)
{
  g_autoptr (Watch) watch = watch_new ();
  g_autofree char *copy = NULL;

  stage (watch, PROMOTED, 3100);
  stage (watch, FLASH, 3300);
  flush_session (watch->world->session);
  mark (watch, PROMOTED, TRUE);
  copy = g_strconcat (watch->world->path, ".copy", NULL);
  copy_store (watch->world->path, copy);
  watch_end (watch);
  world_close (watch->world);
  g_free (watch->world->path);
  watch->world->path = g_steal_pointer (&copy);
  watch->world->store = open_store (watch->world->path);
  world_open_session (watch->world);
  watch_begin (watch);
  g_assert_true (is_marked (watch, PROMOTED));
  g_assert_false (is_marked (watch, FLASH));
  WAIT_FOR (pasar_postponed_get_n (watch->postponed) == 2);

  /* The end comes while the program does not run. */
  watch_end (watch);
  world_close (watch->world);
  set_promotion (watch, PROMOTED, "none");
  set_promotion (watch, FLASH, "none");
  sleep_days (watch, 6);
  watch->world->store = open_store (watch->world->path);
  world_open_session (watch->world);
  watch_begin (watch);
  WAIT_FOR (watch->sent != NULL && watch->n_freed == 1);
  g_assert_cmpint (get_price (watch, PROMOTED), ==, 3100);
  g_assert_cmpuint (count (watch, "update_price"), ==, 1);
  restart (watch);
  g_assert_cmpint (world_staged (watch->world, FLASH, 0, PASAR_FIELD_PRICE), ==, 3300);
  g_assert_false (is_marked (watch, PROMOTED));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/postponed/offered", test_offered);
  g_test_add_func ("/postponed/imported", test_imported);
  g_test_add_func ("/postponed/not-failed", test_not_failed);
  g_test_add_func ("/postponed/freed-by-load", test_freed_by_load);
  g_test_add_func ("/postponed/stock", test_stock);
  g_test_add_func ("/postponed/prolonged", test_prolonged);
  g_test_add_func ("/postponed/clock-ahead", test_clock_ahead);
  g_test_add_func ("/postponed/gone", test_gone);
  g_test_add_func ("/postponed/deleted", test_deleted);
  g_test_add_func ("/postponed/banned", test_banned);
  g_test_add_func ("/postponed/sent", test_sent);
  g_test_add_func ("/postponed/answer-lost", test_answer_lost);
  g_test_add_func ("/postponed/paused", test_paused);
  for (guint i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_autofree char *path = g_strconcat ("/postponed/offered-instead/", spoilt[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_offered_instead);
    }
  for (guint i = 0; i < G_N_ELEMENTS (confirmed); i++)
    {
      g_autofree char *path = g_strconcat ("/postponed/confirmed/", confirmed[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_confirmed);
    }
  g_test_add_func ("/postponed/one-offered", test_one_offered);
  g_test_add_func ("/postponed/mark-ends", test_mark_ends);
  g_test_add_func ("/postponed/kept", test_kept);
  return g_test_run ();
}
