/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/pasar-boost-candidate.h"

#include <glib/gi18n-lib.h>

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

static guint
find_row (PasarBoostCandidate *self)
{
  return pasar_catalogue_find (self->catalogue, self->item_id, 0);
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
  guint row;

  g_return_val_if_fail (PASAR_IS_BOOST_CANDIDATE (self), "");

  row = find_row (self);

  return row != PASAR_NO_ROW ? pasar_catalogue_row_get_name (self->catalogue, row) : "";
}

/**
 * pasar_boost_candidate_get_sku:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the item's own SKU
 */
const char *
pasar_boost_candidate_get_sku (PasarBoostCandidate *self)
{
  guint row;

  g_return_val_if_fail (PASAR_IS_BOOST_CANDIDATE (self), NULL);

  row = find_row (self);

  return row != PASAR_NO_ROW ? pasar_catalogue_row_get_sku (self->catalogue, row) : NULL;
}

static gboolean
has_stock (PasarBoostCandidate *self, guint row)
{
  guint first = row;
  guint n = 1;

  if (pasar_catalogue_row_is_header (self->catalogue, row))
    n = pasar_catalogue_row_get_models (self->catalogue, row, &first);

  /* Unknown stock is not no stock: the shop decides. */
  for (guint i = first; i < first + n; i++)
    {
      const gint64 stock = pasar_catalogue_row_get_value (self->catalogue, i, PASAR_FIELD_STOCK);

      if (stock == PASAR_NO_VALUE || stock > 0
          || pasar_catalogue_row_get_shopee_stock (self->catalogue, i) > 0)
        return TRUE;
    }

  return n == 0;
}

/**
 * pasar_boost_candidate_dup_obstacle:
 * @self: a candidate
 *
 * The shop boosts live items with stock (reference 4.3).
 *
 * Returns: (transfer full) (nullable): why the item cannot be boosted, a sentence
 */
char *
pasar_boost_candidate_dup_obstacle (PasarBoostCandidate *self)
{
  PasarStatus status;
  guint row;

  g_return_val_if_fail (PASAR_IS_BOOST_CANDIDATE (self), NULL);

  row = find_row (self);
  if (row == PASAR_NO_ROW)
    return g_strdup (_ ("This item is no longer in the shop."));

  status = pasar_catalogue_row_get_status (self->catalogue, row);
  if (status != PASAR_STATUS_NORMAL)
    /* Translators: the status is that of the item, e.g. "Not listed". */
    return g_strdup_printf (_ ("Only live items can be boosted. Status: %s."),
                            pasar_status_to_label (status));
  if (!has_stock (self, row))
    return g_strdup (_ ("Out of stock: only items with stock can be boosted."));

  return NULL;
}
