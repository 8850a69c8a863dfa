/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/boost-candidates.h"

struct _PasarBoostCandidates
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  GArray *item_ids;          /* (owned) gint64 */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarBoostCandidates,
                               pasar_boost_candidates,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return PASAR_TYPE_BOOST_CANDIDATE;
}

static guint
get_n_items (GListModel *model)
{
  return PASAR_BOOST_CANDIDATES (model)->item_ids->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  PasarBoostCandidates *self = PASAR_BOOST_CANDIDATES (model);

  return position < self->item_ids->len
             ? pasar_boost_candidate_new (self->catalogue,
                                          g_array_index (self->item_ids, gint64, position))
             : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
pasar_boost_candidates_finalize (GObject *object)
{
  PasarBoostCandidates *self = PASAR_BOOST_CANDIDATES (object);

  g_clear_object (&self->catalogue);
  g_array_unref (self->item_ids);

  G_OBJECT_CLASS (pasar_boost_candidates_parent_class)->finalize (object);
}

static void
pasar_boost_candidates_class_init (PasarBoostCandidatesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_boost_candidates_finalize;
}

static void
pasar_boost_candidates_init (PasarBoostCandidates *self)
{
  self->item_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

/**
 * pasar_boost_candidates_new:
 * @catalogue: the catalogue of the shop
 * @rows: (array length=n_rows) (nullable): rows of it
 * @n_rows: how many
 *
 * Returns: (transfer full): the items of the rows, each once
 */
PasarBoostCandidates *
pasar_boost_candidates_new (PasarCatalogue *catalogue, const guint *rows, guint n_rows)
{
  PasarBoostCandidates *self = g_object_new (PASAR_TYPE_BOOST_CANDIDATES, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  self->catalogue = g_object_ref (catalogue);
  for (guint i = 0; i < n_rows; i++)
    {
      const gint64 item_id = pasar_catalogue_row_get_key (catalogue, rows[i]).item_id;
      const guint item = pasar_catalogue_find (catalogue, item_id, 0);

      if (item != PASAR_NO_ROW && g_hash_table_add (seen, GUINT_TO_POINTER (item)))
        g_array_append_val (self->item_ids, item_id);
    }
  return self;
}

/**
 * pasar_boost_candidates_get_item_ids:
 * @self: some candidates
 * @n: (out): how many
 *
 * Returns: (transfer none) (array length=n): their items
 */
const gint64 *
pasar_boost_candidates_get_item_ids (PasarBoostCandidates *self, guint *n)
{
  *n = self->item_ids->len;
  return (const gint64 *) (gpointer) self->item_ids->data;
}
