/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/lister-private.h"

#include <string.h>

/* No item of Shopee is older (the marketplace opened in 2015): where windows of update_time begin.
 */
#define FIRST_TIME G_GINT64_CONSTANT (1420070400)
/* The server's clock may be ahead of ours. */
#define AHEAD_SECS (24 * 60 * 60)

/* A stretch of update_time that is not read to its end; from and to 0: no bounds. */
typedef struct
{
  gint64 from;
  gint64 to;
  gint64 offset;
} Window;

struct _PasarItemLister
{
  GArray *windows;  /* (element-type Window): the last one is read now */
  GHashTable *seen; /* gint64 item id → its place in the list, from 1 */
  gint64 total;     /* -1 unknown */
  gboolean is_asking;
};

/**
 * pasar_item_lister_new:
 *
 * Returns: (transfer full): a walk that stands before the first page
 */
PasarItemLister *
pasar_item_lister_new (void)
{
  PasarItemLister *self = g_new0 (PasarItemLister, 1);
  const Window whole = { 0 };

  self->windows = g_array_new (FALSE, FALSE, sizeof (Window));
  g_array_append_val (self->windows, whole);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->total = -1;
  return self;
}

/**
 * pasar_item_lister_free:
 * @self: (nullable): a walk
 *
 * Frees it.
 */
void
pasar_item_lister_free (PasarItemLister *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->windows);
  g_hash_table_unref (self->seen);
  g_free (self);
}

/**
 * pasar_item_lister_can_ask:
 * @self: a walk
 *
 * Returns: whether a page may be asked for now
 */
gboolean
pasar_item_lister_can_ask (const PasarItemLister *self)
{
  return !self->is_asking && self->windows->len != 0;
}

/**
 * pasar_item_lister_is_done:
 * @self: a walk
 *
 * Returns: whether all pages were read
 */
gboolean
pasar_item_lister_is_done (const PasarItemLister *self)
{
  return self->windows->len == 0;
}

/**
 * pasar_item_lister_has_seen:
 * @self: a walk
 * @item_id: an item
 *
 * Returns: whether the item was in a page so far
 */
gboolean
pasar_item_lister_has_seen (const PasarItemLister *self, gint64 item_id)
{
  return g_hash_table_contains (self->seen, &item_id);
}

/**
 * pasar_item_lister_get_position:
 * @self: a walk
 * @item_id: an item
 *
 * Returns: the item's place in the shop's list, counted from 1; 0 when it was in no page so far
 */
guint
pasar_item_lister_get_position (const PasarItemLister *self, gint64 item_id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->seen, &item_id));
}

/**
 * pasar_item_lister_get_total:
 * @self: a walk
 *
 * Returns: how many items there will be, as far as is known; 0 when it is not
 */
guint
pasar_item_lister_get_total (const PasarItemLister *self)
{
  const guint n_found = g_hash_table_size (self->seen);

  if (pasar_item_lister_is_done (self))
    return n_found;
  return self->total > 0 ? MAX ((guint) MIN (self->total, G_MAXINT), n_found) : 0;
}

static Window *
current_window (PasarItemLister *self)
{
  return &g_array_index (self->windows, Window, self->windows->len - 1);
}

/**
 * pasar_item_lister_ask:
 * @self: a walk that can ask
 * @client: the shop's client
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called with the answer, for [method@ItemLister.take]
 * @user_data: for @callback
 *
 * Asks for the next page.
 */
void
pasar_item_lister_ask (PasarItemLister *self,
                       PasarClient *client,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  const Window *window = current_window (self);

  self->is_asking = TRUE;
  pasar_client_get_item_list_async (client,
                                    window->offset,
                                    PASAR_ITEM_PAGE_MAX,
                                    window->from,
                                    window->to,
                                    cancellable,
                                    callback,
                                    user_data);
}

/* The current window holds more than the server lets one page to: two halves take its place. */
static gboolean
split_window (PasarItemLister *self)
{
  Window window = *current_window (self);
  Window older;

  if (window.from == 0 && window.to == 0)
    {
      window.from = FIRST_TIME;
      window.to = g_get_real_time () / G_USEC_PER_SEC + AHEAD_SECS;
    }
  if (window.to - window.from < 2)
    return FALSE;
  window.offset = 0;
  older = window;
  older.to = window.from + (window.to - window.from) / 2;
  window.from = older.to;
  *current_window (self) = older;
  g_array_append_val (self->windows, window);
  return TRUE;
}

static gboolean
is_over_cap (const GError *error)
{
  const char *message =
      error->domain == PASAR_ERROR ? pasar_error_get_server_message (error) : NULL;

  return message != NULL && strstr (message, "offset over limit") != NULL;
}

/**
 * pasar_item_lister_take:
 * @self: a walk
 * @client: the shop's client
 * @result: what the callback was given
 * @new_ids: (element-type gint64): gets the items that were not seen before
 * @error: return location
 *
 * Takes a page. Errors: those of the call; the walk cannot go on after one.
 *
 * Returns: whether the walk may go on
 */
gboolean
pasar_item_lister_take (PasarItemLister *self,
                        PasarClient *client,
                        GAsyncResult *result,
                        GArray *new_ids,
                        GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (PasarItemPage) page = NULL;
  Window *window = current_window (self);

  self->is_asking = FALSE;
  page = pasar_client_get_item_list_finish (client, result, &local_error);
  if (page == NULL)
    {
      if (is_over_cap (local_error) && split_window (self))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; i < page->item_ids->len; i++)
    {
      const gint64 item_id = g_array_index (page->item_ids, gint64, i);

      if (pasar_item_lister_has_seen (self, item_id))
        continue;
      g_hash_table_insert (self->seen,
                           g_memdup2 (&item_id, sizeof item_id),
                           GUINT_TO_POINTER (g_hash_table_size (self->seen) + 1));
      g_array_append_val (new_ids, item_id);
    }
  if (window->from == 0 && window->to == 0 && page->total_count > 0)
    self->total = page->total_count;
  /* An offset that does not move on would be asked for for ever. */
  if (page->has_next_page && page->next_offset > window->offset)
    window->offset = page->next_offset;
  else
    g_array_set_size (self->windows, self->windows->len - 1);
  return TRUE;
}
