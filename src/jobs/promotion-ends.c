/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/promotion-ends.h"

#include "jobs/load/load-private.h"

/* How long until the shop is asked again of a promotion that it has not ended in time, and of one
 * whose end it does not tell. */
#define RETRY_US       (5 * G_TIME_SPAN_MINUTE)
#define RETRY_NEVER_US (60 * G_TIME_SPAN_MINUTE)

/* When the shop was asked for the sake of a cell. */
typedef struct
{
  PasarWaitingCell waiting;
  gint64 asked_at; /* by the monotonic clock */
} Asked;

static gboolean
is_due (GHashTable *asked, const PasarWaitingCell *waiting)
{
  const gboolean is_endless = waiting->until == G_MAXINT64;
  const Asked *before = g_hash_table_lookup (asked, waiting);

  if (!is_endless && waiting->until > g_get_real_time () / G_USEC_PER_SEC)
    return FALSE;
  return before == NULL || before->waiting.until != waiting->until
         || g_get_monotonic_time () - before->asked_at >= (is_endless ? RETRY_NEVER_US : RETRY_US);
}

static GArray *
list_due (GHashTable *waiting, GHashTable *asked)
{
  GArray *item_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, waiting);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      const Asked now = { *(const PasarWaitingCell *) key, g_get_monotonic_time () };

      if (!is_due (asked, key))
        continue;
      g_array_append_val (item_ids, now.waiting.cell.key.item_id);
      g_hash_table_add (asked, g_memdup2 (&now, sizeof now));
    }
  return item_ids;
}

/* What is staged on those that are gone stays, and says so. */
static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarLoadJob *load = PASAR_LOAD_JOB (source);
  g_autoptr (GArray) item_ids = user_data;
  PasarCatalogue *catalogue =
      pasar_session_get_catalogue (pasar_job_get_session (PASAR_JOB (load)));
  g_autoptr (GError) error = NULL;

  if (!pasar_job_run_finish (PASAR_JOB (load), result, &error))
    {
      g_debug ("Whether promotions have ended could not be read: %s", error->message);
      return;
    }
  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < item_ids->len; i++)
    {
      const gint64 item_id = g_array_index (item_ids, gint64, i);

      if (pasar_load_job_is_missing (load, item_id))
        pasar_catalogue_remove_item (catalogue, item_id);
    }
  pasar_catalogue_thaw (catalogue);
}

/**
 * pasar_promotion_ends_ask:
 * @session: an open shop in which no other items are read
 * @waiting: (element-type PasarWaitingCell): what waits, as a set of cells
 * @asked: from pasar_cells_new(): the same set each time, in which it is noted when the shop was
 *   asked for the sake of which cell
 *
 * Reads the items anew whose promotions should have ended by now, by the clock of the wall; those
 * that the shop did not end in time again after a while.
 */
void
pasar_promotion_ends_ask (PasarSession *session, GHashTable *waiting, GHashTable *asked)
{
  g_autoptr (GArray) item_ids = list_due (waiting, asked);
  g_autoptr (PasarJob) load = NULL;

  if (item_ids->len == 0)
    return;
  load =
      pasar_load_job_new_for_promotions (session, (const gint64 *) item_ids->data, item_ids->len);
  pasar_job_run_async (load, asked_cb, g_steal_pointer (&item_ids));
}
