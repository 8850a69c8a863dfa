/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/load/category-limits-private.h"

#include "jobs/session/limits-private.h"

struct _PasarCategoryLimits
{
  PasarSession *session; /* (owned) */
  GHashTable *seen;      /* (owned) (element-type gint64) */
  GArray *wanted;        /* (owned) (element-type gint64): not asked for yet */
};

typedef struct
{
  PasarSession *session; /* (owned) */
  gint64 category_id;
  PasarCategoryLimitsFunc callback;
  gpointer user_data;
} Call;

/**
 * pasar_category_limits_new:
 * @session: an open shop
 *
 * Returns: (transfer full): a reader that wants nothing yet
 */
PasarCategoryLimits *
pasar_category_limits_new (PasarSession *session)
{
  PasarCategoryLimits *self = g_new0 (PasarCategoryLimits, 1);

  self->session = g_object_ref (session);
  self->seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (gint64));
  return self;
}

/**
 * pasar_category_limits_free:
 * @self: (nullable): a reader
 *
 * Frees it. What is on its way still comes.
 */
void
pasar_category_limits_free (PasarCategoryLimits *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->seen);
  g_array_unref (self->wanted);
  g_object_unref (self->session);
  g_free (self);
}

/**
 * pasar_category_limits_add:
 * @self: a reader
 * @category_id: the category of an item; 0: unknown
 *
 * Wants its limits, unless they are known.
 */
void
pasar_category_limits_add (PasarCategoryLimits *self, gint64 category_id)
{
  if (category_id != 0
      && g_hash_table_add (self->seen, g_memdup2 (&category_id, sizeof category_id))
      && pasar_session_needs_limits (self->session, category_id))
    g_array_append_val (self->wanted, category_id);
}

/**
 * pasar_category_limits_can_ask:
 * @self: a reader
 *
 * Returns: whether there is something to ask for
 */
gboolean
pasar_category_limits_can_ask (PasarCategoryLimits *self)
{
  return self->wanted->len > 0;
}

/* What is not known of a category is taken from the shop: a load is worth as much without it. */
static void
limit_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Call *call = user_data;
  g_autoptr (PasarSession) session = call->session;
  g_autoptr (GError) error = NULL;
  g_autofree PasarItemLimit *limit =
      pasar_client_get_item_limit_finish (PASAR_CLIENT (source), result, &error);

  if (limit != NULL)
    pasar_session_take_limits (session, call->category_id, limit);
  else
    g_debug ("The limits of a category could not be read: %s", error->message);
  call->callback (call->user_data);
}

/**
 * pasar_category_limits_ask:
 * @self: a reader that can ask
 * @client: that of the load: the session may have none any more
 * @cancellable: (nullable): stops waiting
 * @callback: (scope async): called when it came, or did not
 * @user_data: for @callback
 *
 * Asks for the limits of the next category.
 */
void
pasar_category_limits_ask (PasarCategoryLimits *self,
                           PasarClient *client,
                           GCancellable *cancellable,
                           PasarCategoryLimitsFunc callback,
                           gpointer user_data)
{
  const Call call = { g_object_ref (self->session),
                      g_array_index (self->wanted, gint64, self->wanted->len - 1),
                      callback,
                      user_data };

  g_array_set_size (self->wanted, self->wanted->len - 1);
  pasar_client_get_item_limit_async (client,
                                     call.category_id,
                                     cancellable,
                                     limit_cb,
                                     g_memdup2 (&call, sizeof call));
}
