/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/history.h"

#include "catalogue/values/pattern.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* Rows between two looks at the clock. */
#define STRIDE 64

/* What was submitted, as the seller asks for it. */

typedef struct
{
  PasarCatalogue *catalogue; /* (owned) */
  PasarPattern *pattern;     /* (owned) */
  guint next;                /* row */
  GArray *ids;               /* (owned) gint64 */
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->catalogue);
  pasar_pattern_unref (self->pattern);
  g_array_unref (self->ids);
  g_free (self);
}

static void
add_item (Search *self, gint64 item_id)
{
  if (self->ids->len == 0 || g_array_index (self->ids, gint64, self->ids->len - 1) != item_id)
    g_array_append_val (self->ids, item_id);
}

static gboolean
matches_id (Search *self, gint64 id)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, id);
  return id != 0 && pasar_pattern_matches (self->pattern, text);
}

static void
look_at (Search *self, guint row)
{
  const PasarRowInfo info = pasar_catalogue_read_row (self->catalogue, row);

  if (info.is_alive
      && (pasar_pattern_matches (self->pattern, info.name)
          || pasar_pattern_matches (self->pattern, info.variation)
          || pasar_pattern_matches (self->pattern, info.sku) || matches_id (self, info.key.item_id)
          || matches_id (self, info.key.model_id)))
    add_item (self, info.key.item_id);
}

static gboolean
look_at_some (gpointer work, gint64 deadline)
{
  Search *self = work;
  const guint n = pasar_catalogue_get_n_rows (self->catalogue);

  while (self->next < n)
    {
      const guint end = MIN (n, self->next + STRIDE);

      for (; self->next < end; self->next++)
        look_at (self, self->next);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->next >= n;
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Search *search = g_task_get_task_data (task);
  GError *error = NULL;

  if (pasar_slices_run_finish (result, &error))
    g_task_return_pointer (task, g_array_ref (search->ids), (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * pasar_history_find_items_async:
 * @session: an open shop
 * @text: a part of a name, a variation, a SKU or an id
 * @cancellable: (nullable): stops it
 * @callback: (scope async): called when all rows were looked at
 * @user_data: for @callback
 *
 * Finds the items whose history a seller asks for. An id that the shop has no more is found, too.
 */
void
pasar_history_find_items_async (PasarSession *session,
                                const char *text,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Search *search;
  GTask *task;
  gint64 id;

  g_return_if_fail (PASAR_IS_SESSION (session) && text != NULL);

  search = g_new0 (Search, 1);
  search->catalogue = g_object_ref (pasar_session_get_catalogue (session));
  search->pattern = pasar_pattern_new (text, PASAR_PATTERN_PART);
  search->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, &id, NULL))
    add_item (search, id);
  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, pasar_history_find_items_async);
  g_task_set_task_data (task, search, search_free);
  pasar_slices_run_async (look_at_some, search, cancellable, looked_cb, task);
}

/**
 * pasar_history_find_items_finish:
 * @session: an open shop
 * @result: what the callback was given
 * @error: return location
 *
 * Ends the search. Errors: `G_IO_ERROR_CANCELLED`.
 *
 * Returns: (transfer full) (element-type gint64): the ids of the items
 */
GArray *
pasar_history_find_items_finish (PasarSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_history_find_items_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  gint64 before_ms;
  guint max;
} Bound;

static void prune_next (GTask *task);

static void
pruned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  const gint64 id = pasar_store_finish_number (PASAR_STORE (source), result, &error);

  if (id > 0)
    {
      prune_next (task);
      return;
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static void
prune_next (GTask *task)
{
  PasarSession *session = g_task_get_source_object (task);
  const Bound *bound = g_task_get_task_data (task);

  pasar_store_prune_async (pasar_session_get_store (session),
                           pasar_session_get_shop (session)->id,
                           bound->before_ms,
                           bound->max,
                           NULL,
                           pruned_cb,
                           task);
}

/**
 * pasar_history_prune_async:
 * @session: an open shop
 * @months: for how long what was submitted is kept; 0: for good
 * @max: how many submissions are kept; 0: any number
 * @callback: (scope async) (nullable): called when all that is beyond that is gone
 * @user_data: for @callback
 *
 * Prunes what is too old or too much, each submission as a whole; others' work at the store goes on
 * between.
 */
void
pasar_history_prune_async (PasarSession *session,
                           guint months,
                           guint max,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_months (now, -(int) months);
  const Bound bound = { months > 0 ? g_date_time_to_unix (then) * 1000 : 0, max };
  GTask *task;

  g_return_if_fail (PASAR_IS_SESSION (session));

  task = g_task_new (session, NULL, callback, user_data);
  g_task_set_source_tag (task, pasar_history_prune_async);
  g_task_set_task_data (task, g_memdup2 (&bound, sizeof bound), g_free);
  prune_next (task);
}

/**
 * pasar_history_prune_finish:
 * @session: an open shop
 * @result: what the callback was given
 * @error: return location
 *
 * Ends pruning. Errors: `PASAR_STORE_ERROR`.
 *
 * Returns: whether nothing beyond the bound is left
 */
gboolean
pasar_history_prune_finish (PasarSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_history_prune_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * pasar_history_dup_verdict:
 * @report: what verifying the seals found
 *
 * Says whether the history is as it was written, and if not, from where on.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL: there is nothing sealed
 */
char *
pasar_history_dup_verdict (const PasarSealReport *report)
{
  gint64 since_ms = G_MAXINT64;
  g_autoptr (GDateTime) since = NULL;
  g_autofree char *time = NULL;

  for (guint i = 0; i < report->tampers->len; i++)
    since_ms = MIN (since_ms, g_array_index (report->tampers, PasarTamper, i).at_ms);
  if (report->tampers->len == 0)
    return report->n_sealed > 0 ? g_strdup_printf (
               /* Translators: of the history: nobody has changed it; %'u is a number of
                  submissions */
               ngettext ("Sealed and whole: %'u submission",
                         "Sealed and whole: %'u submissions",
                         (gulong) report->n_sealed),
               (guint) report->n_sealed)
                                : NULL;
  since = g_date_time_new_from_unix_local (since_ms / 1000);
  time = since != NULL ? g_date_time_format (since, "%x %H:%M") : g_strdup ("?");
  /* Translators: of the history; %s is the time of the first submission that is not as it was */
  return g_strdup_printf (_ ("Changed outside Pasar since %s"), time);
}
