/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/table/catalogue-private.h"

#define MIN_DEAD_TO_COMPACT 4096

typedef enum
{
  SIGNAL_ROWS_WILL_CHANGE,
  SIGNAL_ROWS_CHANGED,
  SIGNAL_VALUES_CHANGED,
  SIGNAL_RANKS_CHANGED,
  SIGNAL_COLUMNS_CHANGED,
  N_SIGNALS,
} PasarCatalogueSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PasarCatalogue, pasar_catalogue, G_TYPE_OBJECT)

/**
 * pasar_row_key_hash:
 * @key: (type PasarRowKey): who a row is
 *
 * For a #GHashTable of rows.
 *
 * Returns: its hash
 */
guint
pasar_row_key_hash (gconstpointer key)
{
  const PasarRowKey *self = key;
  guint64 hash =
      (guint64) self->item_id * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15) + (guint64) self->model_id;

  return (guint) (hash ^ (hash >> 32));
}

/**
 * pasar_row_key_equal:
 * @a: (type PasarRowKey): who a row is
 * @b: (type PasarRowKey): who another is
 *
 * For a #GHashTable of rows.
 *
 * Returns: whether they are the same
 */
gboolean
pasar_row_key_equal (gconstpointer a, gconstpointer b)
{
  const PasarRowKey *key_a = a;
  const PasarRowKey *key_b = b;

  return key_a->item_id == key_b->item_id && key_a->model_id == key_b->model_id;
}

/* A cell is a PasarEdit of which only the key and the field count. */
static guint
cell_hash (gconstpointer cell)
{
  const PasarEdit *self = cell;

  return pasar_row_key_hash (&self->key) * 2 + (guint) self->field;
}

static gboolean
cell_equal (gconstpointer a, gconstpointer b)
{
  const PasarEdit *cell_a = a;
  const PasarEdit *cell_b = b;

  return cell_a->field == cell_b->field && pasar_row_key_equal (&cell_a->key, &cell_b->key);
}

static void
pasar_catalogue_finalize (GObject *object)
{
  PasarCatalogue *self = PASAR_CATALOGUE (object);

  pasar_rows_clear (&self->rows);
  pasar_index_clear (self);
  pasar_ranks_clear (self);
  pasar_order_clear (self);
  pasar_arena_clear (&self->texts);
  g_clear_pointer (&self->picture_folders, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_array_unref);
  g_clear_pointer (&self->locations, g_array_unref);
  g_clear_pointer (&self->dirty_items, g_array_unref);
  pasar_locations_clear (self);
  pasar_promotions_clear (self);
  g_clear_pointer (&self->limits, g_hash_table_unref);
  g_clear_pointer (&self->refusals, g_hash_table_unref);
  g_clear_pointer (&self->seen, g_hash_table_unref);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->splits, g_hash_table_unref);
  g_clear_pointer (&self->failed, g_hash_table_unref);
  pasar_locals_clear (&self->locals);
  pasar_own_columns_clear (self);
  g_clear_pointer (&self->folded_local_texts, g_hash_table_unref);
  g_clear_pointer (&self->local_texts, pasar_texts_unref);
  g_clear_pointer (&self->undo, g_ptr_array_unref);
  g_clear_pointer (&self->redo, g_ptr_array_unref);
  g_clear_pointer (&self->dropped, g_array_unref);
  g_clear_pointer (&self->currency, g_free);

  G_OBJECT_CLASS (pasar_catalogue_parent_class)->finalize (object);
}

static void
pasar_catalogue_class_init (PasarCatalogueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_catalogue_finalize;

  /**
   * PasarCatalogue::rows-will-change:
   * @self: a catalogue
   *
   * `rows-changed` comes next. Until then numbers of rows from before still name who they did, also
   * of rows that are gone: see [method@Catalogue.row_get_key].
   */
  signals[SIGNAL_ROWS_WILL_CHANGE] = g_signal_new ("rows-will-change",
                                                   G_TYPE_FROM_CLASS (klass),
                                                   G_SIGNAL_RUN_LAST,
                                                   0,
                                                   NULL,
                                                   NULL,
                                                   NULL,
                                                   G_TYPE_NONE,
                                                   0);
  /**
   * PasarCatalogue::rows-changed:
   * @self: a catalogue
   *
   * Rows were added, removed or moved. `values-changed` follows.
   */
  signals[SIGNAL_ROWS_CHANGED] = g_signal_new ("rows-changed",
                                               G_TYPE_FROM_CLASS (klass),
                                               G_SIGNAL_RUN_LAST,
                                               0,
                                               NULL,
                                               NULL,
                                               NULL,
                                               G_TYPE_NONE,
                                               0);
  /**
   * PasarCatalogue::values-changed:
   * @self: a catalogue
   *
   * Values or staged values of known rows changed.
   */
  signals[SIGNAL_VALUES_CHANGED] = g_signal_new ("values-changed",
                                                 G_TYPE_FROM_CLASS (klass),
                                                 G_SIGNAL_RUN_LAST,
                                                 0,
                                                 NULL,
                                                 NULL,
                                                 NULL,
                                                 G_TYPE_NONE,
                                                 0);
  /**
   * PasarCatalogue::ranks-changed:
   * @self: a catalogue
   *
   * Texts that were to be sorted by can be now, or their order is another one.
   */
  signals[SIGNAL_RANKS_CHANGED] = g_signal_new ("ranks-changed",
                                                G_TYPE_FROM_CLASS (klass),
                                                G_SIGNAL_RUN_LAST,
                                                0,
                                                NULL,
                                                NULL,
                                                NULL,
                                                G_TYPE_NONE,
                                                0);
  /**
   * PasarCatalogue::columns-changed:
   * @self: a catalogue
   *
   * The seller made, renamed or removed columns.
   */
  signals[SIGNAL_COLUMNS_CHANGED] = g_signal_new ("columns-changed",
                                                  G_TYPE_FROM_CLASS (klass),
                                                  G_SIGNAL_RUN_LAST,
                                                  0,
                                                  NULL,
                                                  NULL,
                                                  NULL,
                                                  G_TYPE_NONE,
                                                  0);
}

static void
pasar_catalogue_init (PasarCatalogue *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (PasarItemSlot));
  self->locations = g_array_new (FALSE, FALSE, sizeof (PasarPooledLocation));
  self->dirty_items = g_array_new (FALSE, FALSE, sizeof (guint32));
  pasar_locations_init (self);
  pasar_promotions_init (self);
  pasar_splits_init (self);
  pasar_locals_init (&self->locals);
  pasar_own_columns_init (self);
  self->local_texts = pasar_texts_new ();
  self->folded_local_texts = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->limits = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->refusals = g_hash_table_new_full (cell_hash, cell_equal, g_free, g_free);
  self->seen = g_hash_table_new_full (cell_hash, cell_equal, NULL, g_free);
  self->waiting = g_hash_table_new_full (pasar_row_key_hash, pasar_row_key_equal, NULL, g_free);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_history_entry_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_history_entry_free);
  self->dropped = g_array_new (FALSE, FALSE, sizeof (PasarEdit));
  pasar_arena_init (&self->texts);
  self->picture_folders = g_ptr_array_new_with_free_func (g_free);
}

/**
 * pasar_catalogue_get_currency:
 * @self: a catalogue
 *
 * All items of a shop are priced in the currency of its region.
 *
 * Returns: (transfer none): the currency of all prices
 */
const char *
pasar_catalogue_get_currency (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), "");

  return self->currency;
}

/**
 * pasar_catalogue_get_texts:
 * @self: a catalogue
 *
 * For who makes values of local texts.
 *
 * Returns: (transfer none): where the texts of local fields are
 */
PasarTexts *
pasar_catalogue_get_texts (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), NULL);

  return self->local_texts;
}

/**
 * pasar_catalogue_get_digits:
 * @self: a catalogue
 *
 * A price in minor units is the shown amount times ten to the power of this.
 *
 * Returns: decimals of the currency
 */
guint
pasar_catalogue_get_digits (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return self->digits;
}

static gboolean
wants_compacting (PasarCatalogue *self)
{
  return (self->n_dead > MIN_DEAD_TO_COMPACT && self->n_dead > self->rows.n / 4)
         || (self->wasted_bytes > 1024 * 1024 && self->wasted_bytes > self->texts.size / 2);
}

static void
flush (PasarCatalogue *self)
{
  g_autoptr (PasarCatalogue) hold = g_object_ref (self);
  gboolean rows_changed = self->rows_pending;
  gboolean values_changed = self->values_pending || rows_changed;

  if (self->frozen > 0)
    return;

  if (self->before_flush != NULL)
    self->before_flush (self);
  self->rows_pending = self->values_pending = FALSE;

  if (rows_changed)
    g_signal_emit (self, signals[SIGNAL_ROWS_WILL_CHANGE], 0);
  if (rows_changed && wants_compacting (self))
    pasar_catalogue_compact (self);

  if (rows_changed)
    g_signal_emit (self, signals[SIGNAL_ROWS_CHANGED], 0);
  if (values_changed)
    g_signal_emit (self, signals[SIGNAL_VALUES_CHANGED], 0);
}

/* Forgets what the shop answered to the cell: to the stock of a row it has one answer, whatever the
 * location. */
void
pasar_catalogue_drop_refusal (PasarCatalogue *self, PasarRowKey key, PasarField field, guint row)
{
  const PasarEdit cell = { .key = key, .field = pasar_field_get_answered (field) };

  if (row != PASAR_NO_ROW)
    self->rows.flags[row] &= (guint16) ~PASAR_ROW_REFUSED (cell.field);
  if (g_hash_table_size (self->refusals) > 0)
    g_hash_table_remove (self->refusals, &cell);
}

/* Forgets that the seller has looked at what is staged in the cell, of a stock in any of its
 * locations. */
void
pasar_catalogue_forget_seen (PasarCatalogue *self, PasarRowKey key, PasarField field)
{
  const PasarEdit cell = { .key = key, .field = pasar_field_get_answered (field) };

  if (g_hash_table_size (self->seen) > 0)
    g_hash_table_remove (self->seen, &cell);
}

/* Has the rules of what is staged in the item checked again before a change is told. */
void
pasar_catalogue_mark_dirty (PasarCatalogue *self, guint32 item)
{
  GArray *dirty = self->dirty_items;

  self->stamp++;
  if (dirty->len == 0 || g_array_index (dirty, guint32, dirty->len - 1) != item)
    g_array_append_val (dirty, item);
}

/* Tells that rows were added, removed or restructured, now or when the catalogue thaws. */
void
pasar_catalogue_rows_changed (PasarCatalogue *self)
{
  self->rows_pending = TRUE;
  flush (self);
}

/* Tells that values of known rows changed, now or when the catalogue thaws. */
void
pasar_catalogue_values_changed (PasarCatalogue *self)
{
  self->values_pending = TRUE;
  flush (self);
}

void
pasar_catalogue_ranks_changed (PasarCatalogue *self)
{
  g_signal_emit (self, signals[SIGNAL_RANKS_CHANGED], 0);
}

/* Tells that the columns of the seller's own are others. */
void
pasar_catalogue_columns_changed (PasarCatalogue *self)
{
  g_signal_emit (self, signals[SIGNAL_COLUMNS_CHANGED], 0);
}

/* Brings the counts of changes and problems up to date with what is staged in the row, its
 * refusals and its rules. */
void
pasar_catalogue_update_counts (PasarCatalogue *self, guint row)
{
  guint16 *flags = &self->rows.flags[row];
  gboolean alive = pasar_catalogue_is_editable (self, row);
  gboolean changed = FALSE;
  gboolean problem = FALSE;
  gboolean postponed = FALSE;

  self->stamp++;
  for (guint field = 0; field < PASAR_N_FIELDS && alive; field++)
    {
      const PasarRule rule = (PasarRule) self->rows.rule[field][row];

      if (pasar_numbers_get (&self->rows.staged[field], row) == PASAR_NO_VALUE)
        continue;
      changed = TRUE;
      postponed |= pasar_rule_is_promotion (rule);
      problem |= (rule != PASAR_RULE_OK && !pasar_rule_is_promotion (rule))
                 || (*flags & PASAR_ROW_REFUSED (field)) != 0;
    }

  self->n_changed += (guint) changed - (guint) ((*flags & PASAR_ROW_CHANGED) != 0);
  self->n_postponed += (guint) postponed - (guint) ((*flags & PASAR_ROW_POSTPONED) != 0);
  *flags = (guint16) ((*flags & ~PASAR_ROW_COUNTED) | (changed ? PASAR_ROW_CHANGED : 0)
                      | (problem ? PASAR_ROW_PROBLEM : 0) | (postponed ? PASAR_ROW_POSTPONED : 0));
}

/**
 * pasar_catalogue_freeze:
 * @self: a catalogue
 *
 * Holds all signals, and keeps row numbers where they are, until as many [method@Catalogue.thaw].
 * Counts of problems may lag behind until then.
 */
void
pasar_catalogue_freeze (PasarCatalogue *self)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  self->frozen++;
}

/**
 * pasar_catalogue_thaw:
 * @self: a catalogue
 *
 * Ends one [method@Catalogue.freeze]; the last one emits what was held, each signal at most once.
 */
void
pasar_catalogue_thaw (PasarCatalogue *self)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (self->frozen > 0);

  self->frozen--;
  flush (self);
}

/**
 * pasar_catalogue_get_n_changed:
 * @self: a catalogue
 *
 * Counts rows, not values: a row with a price and a stock staged is one.
 *
 * Returns: how many rows have something staged, headers not counted
 */
guint
pasar_catalogue_get_n_changed (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return self->n_changed;
}

/**
 * pasar_catalogue_get_n_waiting:
 * @self: a catalogue
 *
 * How many rows have something staged but are not in the catalogue: restored before the shop's
 * data arrived, or of items that are gone.
 *
 * Returns: the number of such rows
 */
guint
pasar_catalogue_get_n_waiting (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return g_hash_table_size (self->waiting);
}

/**
 * pasar_catalogue_get_memory:
 * @self: a catalogue
 *
 * Measures what a row costs; the benchmark compares it with a naive table.
 *
 * Returns: bytes held by rows, items, index and texts
 */
gsize
pasar_catalogue_get_memory (PasarCatalogue *self)
{
  g_return_val_if_fail (PASAR_IS_CATALOGUE (self), 0);

  return pasar_rows_get_memory (&self->rows) + self->items->len * sizeof (PasarItemSlot)
         + (self->index.slots != NULL ? (self->index.mask + 1) * sizeof (guint32) : 0)
         + pasar_arena_get_memory (&self->texts) + pasar_ranks_get_memory (self)
         + self->locations->len * sizeof (PasarPooledLocation)
         + pasar_locals_get_memory (&self->locals);
}

/* 0: all of them. */
static void
mark_category_dirty (PasarCatalogue *self, gint64 category_id)
{
  self->stamp++;
  for (guint32 item = 0; self->n_changed > 0 && item < self->items->len; item++)
    {
      if (category_id == 0 || pasar_catalogue_item (self, item)->category_id == category_id)
        pasar_catalogue_mark_dirty (self, item);
    }
}

/**
 * pasar_catalogue_set_limits:
 * @self: a catalogue
 * @category_id: a category; 0: the limits of the shop in general
 * @limits: its limits
 *
 * Sets what get_item_limit says. What a category leaves open is taken from the shop in general.
 */
void
pasar_catalogue_set_limits (PasarCatalogue *self, gint64 category_id, const PasarLimits *limits)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));
  g_return_if_fail (limits != NULL);

  g_hash_table_insert (self->limits,
                       g_memdup2 (&category_id, sizeof category_id),
                       g_memdup2 (limits, sizeof *limits));
  mark_category_dirty (self, category_id);
  if (self->n_changed > 0)
    pasar_catalogue_values_changed (self);
}

/**
 * pasar_catalogue_set_holiday:
 * @self: a catalogue
 * @is_on_holiday: whether the shop is in full holiday mode
 *
 * Sets what get_shop_holiday_mode says: no stock of a shop on holiday can be changed.
 */
void
pasar_catalogue_set_holiday (PasarCatalogue *self, gboolean is_on_holiday)
{
  g_return_if_fail (PASAR_IS_CATALOGUE (self));

  if (self->is_on_holiday == is_on_holiday)
    return;
  self->is_on_holiday = is_on_holiday;
  mark_category_dirty (self, 0);
  pasar_catalogue_values_changed (self);
}
