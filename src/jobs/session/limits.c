/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/limits-private.h"

#include "jobs/session/session-private.h"
#include "store/kept.h"

/* What the categories of the shop allow: as the rules know it, and as the store keeps it for a day,
 * under the number of the category: decimals of the prices, when it was read in seconds of Unix
 * time, and the limits, with blanks between. */

#define MAX_AGE_SECS (24 * 3600)
#define N_NUMBERS    7

typedef struct
{
  gint64 read_at;
  PasarLimits limits;
} KnownLimits;

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* A clock that was set back makes nothing last longer. */
static gboolean
is_fresh (gint64 read_at)
{
  const gint64 now = get_now ();

  return read_at <= now && read_at > now - MAX_AGE_SECS;
}

static void
put (GHashTable *known, PasarCatalogue *catalogue, gint64 category_id, const KnownLimits *limits)
{
  g_hash_table_insert (known,
                       g_memdup2 (&category_id, sizeof category_id),
                       g_memdup2 (limits, sizeof *limits));
  pasar_catalogue_set_limits (catalogue, category_id, &limits->limits);
}

static gboolean
read_one (const PasarKept *kept, guint digits, gint64 *category_id, KnownLimits *known)
{
  gint64 numbers[N_NUMBERS];
  g_auto (GStrv) words = g_strsplit (kept->data, " ", N_NUMBERS + 1);

  if (g_strv_length (words) != N_NUMBERS
      || !g_ascii_string_to_signed (kept->name, 10, 0, G_MAXINT64, category_id, NULL))
    return FALSE;
  for (guint i = 0; i < N_NUMBERS; i++)
    if (!g_ascii_string_to_signed (words[i], 10, G_MININT64, G_MAXINT64, &numbers[i], NULL))
      return FALSE;
  *known = (KnownLimits){ numbers[1],
                          { { numbers[2], numbers[4] }, { numbers[3], numbers[5] }, numbers[6] } };
  return numbers[0] == (gint64) digits && is_fresh (known->read_at);
}

/* What of it still holds. kept: (element-type PasarKept)
 * Returns: (transfer full) (element-type gint64 KnownLimits): all that is known */
GHashTable *
pasar_limits_restore (PasarCatalogue *catalogue, const GPtrArray *kept)
{
  GHashTable *known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);

  for (guint i = 0; i < kept->len; i++)
    {
      gint64 category_id;
      KnownLimits limits;

      if (read_one (g_ptr_array_index (kept, i),
                    pasar_catalogue_get_digits (catalogue),
                    &category_id,
                    &limits))
        put (known, catalogue, category_id, &limits);
    }
  return known;
}

/* Whether nothing is known of the category, or not since a day. */
gboolean
pasar_session_needs_limits (PasarSession *self, gint64 category_id)
{
  const KnownLimits *known = g_hash_table_lookup (self->limits, &category_id);

  return known == NULL || !is_fresh (known->read_at);
}

/* category_id: 0: the shop in general */
void
pasar_session_take_limits (PasarSession *self, gint64 category_id, const PasarItemLimit *limit)
{
  const KnownLimits known = { get_now (),
                              { { limit->min_price, limit->min_stock },
                                { limit->max_price, limit->max_stock },
                                limit->min_wholesale_percent } };

  put (self->limits, self->catalogue, category_id, &known);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!pasar_store_finish (PASAR_STORE (source), result, &error))
    g_debug ("The limits of the categories could not be kept: %s", error->message);
}

/* Nobody waits for it: what is not kept is read again. */
void
pasar_session_keep_limits (PasarSession *self)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_kept_free);
  const guint digits = pasar_catalogue_get_digits (self->catalogue);
  GHashTableIter iter;
  gpointer category_id;
  gpointer value;

  g_hash_table_iter_init (&iter, self->limits);
  while (g_hash_table_iter_next (&iter, &category_id, &value))
    {
      const KnownLimits *known = value;
      const PasarLimits *limits = &known->limits;
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, *(const gint64 *) category_id);
      g_autofree char *data =
          g_strdup_printf ("%u %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT
                           " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT,
                           digits,
                           known->read_at,
                           limits->min[PASAR_FIELD_PRICE],
                           limits->max[PASAR_FIELD_PRICE],
                           limits->min[PASAR_FIELD_STOCK],
                           limits->max[PASAR_FIELD_STOCK],
                           limits->min_wholesale_percent);

      if (is_fresh (known->read_at))
        g_ptr_array_add (kept, pasar_kept_new (name, data));
    }
  pasar_store_set_kept_async (self->store,
                              self->shop->id,
                              PASAR_KEPT_LIMITS,
                              kept,
                              NULL,
                              kept_cb,
                              NULL);
}
