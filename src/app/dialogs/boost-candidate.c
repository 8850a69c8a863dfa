/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/boost-candidate.h"

#include "app/dialogs/util.h"
#include "jobs/submit/change.h"

#include <glib/gi18n-lib.h>
#include <gtk/gtk.h>

struct _PasarBoostCandidate
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  gint64 item_id;
};

G_DEFINE_FINAL_TYPE (PasarBoostCandidate, pasar_boost_candidate, G_TYPE_OBJECT)

static void
pasar_boost_candidate_dispose (GObject *object)
{
  g_clear_object (&PASAR_BOOST_CANDIDATE (object)->catalogue);

  G_OBJECT_CLASS (pasar_boost_candidate_parent_class)->dispose (object);
}

static void
pasar_boost_candidate_class_init (PasarBoostCandidateClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_boost_candidate_dispose;
}

static void
pasar_boost_candidate_init (PasarBoostCandidate *self)
{
}

static PasarRowInfo
read_row (PasarBoostCandidate *self)
{
  return pasar_catalogue_read_row (self->catalogue,
                                   pasar_catalogue_find (self->catalogue, self->item_id, 0));
}

/**
 * pasar_boost_candidate_new:
 * @catalogue: the catalogue of the shop
 * @item_id: the item
 *
 * Returns: (transfer full): a candidate
 */
PasarBoostCandidate *
pasar_boost_candidate_new (PasarCatalogue *catalogue, gint64 item_id)
{
  PasarBoostCandidate *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (PASAR_TYPE_BOOST_CANDIDATE, NULL);
  self->catalogue = g_object_ref (catalogue);
  self->item_id = item_id;

  return self;
}

/**
 * pasar_boost_candidate_get_item_id:
 * @self: a candidate
 *
 * Returns: the item
 */
gint64
pasar_boost_candidate_get_item_id (PasarBoostCandidate *self)
{
  g_return_val_if_fail (PASAR_IS_BOOST_CANDIDATE (self), 0);

  return self->item_id;
}

/**
 * pasar_boost_candidate_get_name:
 * @self: a candidate
 *
 * Returns: (transfer none): the item's name, "" when it is gone
 */
const char *
pasar_boost_candidate_get_name (PasarBoostCandidate *self)
{
  g_return_val_if_fail (PASAR_IS_BOOST_CANDIDATE (self), "");

  return read_row (self).name;
}

static char *
dup_price (PasarCatalogue *catalogue, const PasarRowValue *price)
{
  g_autofree char *low = pasar_dialog_dup_value (catalogue, PASAR_FIELD_PRICE, price->value);
  g_autofree char *high = pasar_dialog_dup_value (catalogue, PASAR_FIELD_PRICE, price->value_max);

  if (price->value_max == PASAR_NO_VALUE || price->value_max == price->value)
    return g_steal_pointer (&low);

  return g_strdup_printf ("%s–%s", low, high);
}

/**
 * pasar_boost_candidate_dup_facts:
 * @self: a candidate
 * @boosted_at_secs: when it was last boosted, Unix seconds; 0 when that is not known
 *
 * Returns: (transfer full): what helps to choose: price, stock, the last boost, SKU; "" when the
 *   item is gone
 */
char *
pasar_boost_candidate_dup_facts (PasarBoostCandidate *self, gint64 boosted_at_secs)
{
  g_autofree char *price = NULL;
  g_autofree char *stock = NULL;
  g_autofree char *boosted_at = NULL;
  PasarRowInfo row;
  GString *facts;

  g_return_val_if_fail (PASAR_IS_BOOST_CANDIDATE (self), NULL);

  row = read_row (self);
  if (!row.is_alive)
    return g_strdup ("");

  price = dup_price (self->catalogue, &row.values[PASAR_FIELD_PRICE]);
  stock = pasar_dialog_dup_value (self->catalogue,
                                  PASAR_FIELD_STOCK,
                                  row.values[PASAR_FIELD_STOCK].value);
  boosted_at = pasar_dialog_dup_time (boosted_at_secs);

  facts = g_string_new (NULL);
  g_string_append_printf (facts,
                          /* Translators: a currency, an amount, and a number of pieces:
                           * "SGD 12.90 · 40 in stock". */
                          _ ("%s %s · %s in stock"),
                          pasar_catalogue_get_currency (self->catalogue),
                          price,
                          stock);
  if (boosted_at != NULL)
    /* Translators: %s are date and time. */
    g_string_append_printf (facts, _ (" · last boosted %s"), boosted_at);
  if (*row.sku != '\0')
    g_string_append_printf (facts, " · %s", row.sku);

  return g_string_free (facts, FALSE);
}

static gboolean
has_stock (PasarCatalogue *catalogue, const PasarRowInfo *item)
{
  /* Unknown stock is not no stock: the shop decides. */
  for (guint i = 0; i < item->n_edited; i++)
    {
      const PasarRowInfo row = pasar_catalogue_read_row (catalogue, item->first_edited + i);
      const gint64 stock = row.values[PASAR_FIELD_STOCK].value;

      if (stock == PASAR_NO_VALUE || stock > 0 || row.shopee_stock > 0)
        return TRUE;
    }

  return item->n_edited == 0;
}

typedef enum
{
  OBSTACLE_NONE,
  OBSTACLE_GONE,
  OBSTACLE_STATUS,
  OBSTACLE_STOCK,
} Obstacle;

/* The shop boosts live items with stock (reference 4.3). */
static Obstacle
find_obstacle (PasarCatalogue *catalogue, const PasarRowInfo *item)
{
  if (!item->is_alive)
    return OBSTACLE_GONE;
  if (item->status != PASAR_STATUS_NORMAL)
    return OBSTACLE_STATUS;
  return has_stock (catalogue, item) ? OBSTACLE_NONE : OBSTACLE_STOCK;
}

/**
 * pasar_boost_candidate_is_ready:
 * @catalogue: the catalogue of a shop
 * @item_id: an item
 *
 * For counting many of them.
 *
 * Returns: whether the item has no obstacle
 */
gboolean
pasar_boost_candidate_is_ready (PasarCatalogue *catalogue, gint64 item_id)
{
  const guint row = pasar_catalogue_find (catalogue, item_id, 0);
  PasarRowInfo item;

  /* Nearly all of them, and a look at all that a row has takes long. */
  if (pasar_catalogue_read_number (catalogue, row, PASAR_COLUMN_STATUS) == PASAR_STATUS_NORMAL
      && pasar_catalogue_read_number (catalogue, row, PASAR_COLUMN_SHOP_STOCK) > 0)
    return TRUE;
  item = pasar_catalogue_read_row (catalogue, row);
  return find_obstacle (catalogue, &item) == OBSTACLE_NONE;
}

/**
 * pasar_boost_candidate_dup_obstacle:
 * @self: a candidate
 *
 * Returns: (transfer full) (nullable): why the item cannot be boosted, a sentence
 */
char *
pasar_boost_candidate_dup_obstacle (PasarBoostCandidate *self)
{
  PasarRowInfo row;

  g_return_val_if_fail (PASAR_IS_BOOST_CANDIDATE (self), NULL);

  row = read_row (self);
  switch (find_obstacle (self->catalogue, &row))
    {
    case OBSTACLE_GONE:
      return g_strdup (_ ("This item is no longer in the shop."));
    case OBSTACLE_STATUS:
      /* Translators: the status is that of the item, e.g. "Not listed". */
      return g_strdup_printf (_ ("Only live items can be boosted. Status: %s."),
                              pasar_status_to_label (row.status));
    case OBSTACLE_STOCK:
      return g_strdup (_ ("Out of stock: only items with stock can be boosted."));
    case OBSTACLE_NONE:
    default:
      return NULL;
    }
}

/**
 * pasar_boost_candidate_dup_outcome:
 * @outcome: what became of a boost
 *
 * Returns: (transfer full) (nullable): that in words
 */
char *
pasar_boost_candidate_dup_outcome (const PasarJournalRow *outcome)
{
  switch (outcome->state)
    {
    case PASAR_CHANGE_DONE:
      return g_strdup (_ ("Boosted."));

    case PASAR_CHANGE_UNKNOWN:
      if (outcome->reason == NULL)
        return g_strdup (_ ("The shop did not answer. Look at the slots before you try again."));
      break;

    case PASAR_CHANGE_SKIPPED:
      if (outcome->reason == NULL)
        return g_strdup (_ ("Not boosted: no slot was free."));
      break;

    case PASAR_CHANGE_READY:
    case PASAR_CHANGE_HELD:
    case PASAR_CHANGE_SENDING:
    case PASAR_CHANGE_REFUSED:
    case PASAR_CHANGE_UNCERTAIN:
    default:
      break;
    }

  return pasar_change_join_sentences (outcome->reason, outcome->advice);
}

static gpointer
map_row_cb (gpointer item, gpointer user_data)
{
  g_autoptr (PasarRow) row = PASAR_ROW (item);

  return pasar_boost_candidate_new (pasar_row_get_catalogue (row), pasar_row_get_key (row).item_id);
}

/**
 * pasar_boost_candidates_new_for_view:
 * @view: a view with its headers folded, so that each item is one row
 *
 * Returns: (transfer full): its items as PasarBoostCandidate
 */
GListModel *
pasar_boost_candidates_new_for_view (PasarView *view)
{
  return G_LIST_MODEL (
      gtk_map_list_model_new (g_object_ref (G_LIST_MODEL (view)), map_row_cb, NULL, NULL));
}
