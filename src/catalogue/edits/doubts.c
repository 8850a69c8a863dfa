/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/changed.h"
#include "catalogue/edits/doubts-private.h"
#include "catalogue/edits/private.h"

/* All that is staged is gone over twice: what is usual among it must be known before one value is
 * judged by it. */

/* Rows between two looks at the clock. */
#define STRIDE 256

/* There may be one for each row: one by one they would take long to free. */
#define BLOCK_BYTES 32768

/* Fewer say nothing of what is usual. */
#define LEAST_STAGED 8
#define LEAST_ITEMS  3

/* Rounding brings prices together that are next to one another. Those that half of the rows with
 * one price are further apart by, in tenths of a percent, it does not. */
#define APART_BEFORE 100

static guint
doubt_hash (gconstpointer doubt)
{
  const PasarDoubt *self = doubt;

  return pasar_row_key_hash (&self->key) * 2 + (guint) self->field;
}

static gboolean
doubt_equal (gconstpointer a, gconstpointer b)
{
  const PasarDoubt *doubt_a = a;
  const PasarDoubt *doubt_b = b;

  return doubt_a->field == doubt_b->field && pasar_row_key_equal (&doubt_a->key, &doubt_b->key);
}

static void
constant_clear (gpointer data)
{
  PasarDoubtConstant *self = data;

  g_clear_pointer (&self->changes, g_array_unref);
}

/* All zeros, as long as the doubts. */
static gpointer
allocate (PasarDoubts *self, gsize size)
{
  char *block;

  if (self->n_bytes < size)
    {
      g_ptr_array_add (self->blocks, g_malloc0 (BLOCK_BYTES));
      self->n_bytes = BLOCK_BYTES;
    }
  block = g_ptr_array_index (self->blocks, self->blocks->len - 1);
  self->n_bytes -= size;
  return block + self->n_bytes;
}

/**
 * pasar_doubts_new:
 * @catalogue: a catalogue
 * @limits: from where on values are doubted; they are brought within their bounds
 *
 * Nothing is looked for before [method@Doubts.run].
 *
 * Returns: (transfer full): what is doubted
 */
PasarDoubts *
pasar_doubts_new (PasarCatalogue *catalogue, const PasarDoubtLimits *limits)
{
  PasarDoubts *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (limits != NULL, NULL);

  self = g_new0 (PasarDoubts, 1);
  self->catalogue = g_object_ref (catalogue);
  self->limits = pasar_doubt_limits_bound (*limits);
  self->stamp = catalogue->stamp;
  self->changed = pasar_changed_new (catalogue);
  self->batch = pasar_usual_new ();
  self->siblings = pasar_usual_new ();
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->constants = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, constant_clear);
  self->entries = g_ptr_array_new ();
  self->by_cell = g_hash_table_new (doubt_hash, doubt_equal);
  return self;
}

/**
 * pasar_doubts_free:
 * @self: (transfer full): what is doubted
 *
 * Frees @self.
 */
void
pasar_doubts_free (PasarDoubts *self)
{
  g_hash_table_unref (self->by_cell);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->constants);
  g_ptr_array_unref (self->blocks);
  g_free (self->siblings);
  g_free (self->batch);
  pasar_changed_free (self->changed);
  g_object_unref (self->catalogue);
  g_free (self);
}

/* First the changes of all prices are collected. */

static PasarDoubtConstant *
ensure_constant (PasarDoubts *self, gint64 new_price)
{
  PasarDoubtConstant *constant = g_hash_table_lookup (self->constants, &new_price);

  if (constant != NULL)
    return constant;
  constant = allocate (self, sizeof *constant);
  constant->price = new_price;
  constant->lowest = G_MAXINT64;
  g_hash_table_insert (self->constants, &constant->price, constant);
  return constant;
}

static void
add_change (PasarDoubtConstant *constant, gint64 change)
{
  if (constant->changes == NULL)
    constant->changes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (constant->changes, change);
}

static void
collect (PasarDoubts *self, guint row)
{
  const gint64 item_id = pasar_catalogue_item_of (self->catalogue, row)->item_id;
  const gint64 old_price = pasar_doubts_read_shop (self, row, PASAR_FIELD_PRICE);
  const gint64 new_price = pasar_doubts_read_staged (self, row, PASAR_FIELD_PRICE);
  const gint64 change = pasar_doubt_get_change (old_price, new_price);
  PasarDoubtConstant *constant;

  if (change == PASAR_NO_VALUE)
    return;
  pasar_usual_add (self->batch, change);
  constant = ensure_constant (self, new_price);
  if (constant->n_items == 0)
    constant->change = change;
  else
    add_change (constant, change);
  /* The rows of an item follow one another. */
  constant->n_items += constant->n_items == 0 || constant->last_item != item_id;
  constant->last_item = item_id;
  constant->lowest = MIN (constant->lowest, old_price);
  constant->highest = MAX (constant->highest, old_price);
}

/* Then what is usual among them is measured. */

static void
measure_constant (PasarDoubts *self, PasarDoubtConstant *constant)
{
  if (constant->n_items < LEAST_ITEMS)
    return;
  pasar_usual_clear (self->siblings);
  pasar_usual_add (self->siblings, constant->change);
  for (guint i = 0; i < constant->changes->len; i++)
    pasar_usual_add (self->siblings, g_array_index (constant->changes, gint64, i));
  pasar_usual_measure (self->siblings, LEAST_ITEMS, 0);
  constant->is_slip = self->siblings->deviation >= APART_BEFORE;
}

/* FALSE when there are no more. */
static gboolean
measure_chunk (PasarDoubts *self)
{
  gpointer constant;

  for (guint i = 0; i < STRIDE; i++)
    {
      if (!g_hash_table_iter_next (&self->next_constant, NULL, &constant))
        return FALSE;
      measure_constant (self, constant);
      if (!((const PasarDoubtConstant *) constant)->is_slip)
        g_hash_table_iter_remove (&self->next_constant);
    }
  return TRUE;
}

static gint64
get_thousandths (gint64 a, gint64 b)
{
  const gint64 small = MIN (a, b);
  const __int128 times = (__int128) MAX (a, b) * 1000 / MAX (small, 1);

  return small > 0 ? (gint64) MIN (times, (__int128) G_MAXINT64) : G_MAXINT64;
}

/* By what the worst of a kind is found. */
static gint64
get_severity (PasarDoubts *self, const PasarDoubtEntry *entry, PasarDoubtKinds kind)
{
  if (kind == PASAR_DOUBT_OUT_OF_STOCK)
    return entry->doubt.old_value;
  if (kind == PASAR_DOUBT_BELOW_COST || kind == PASAR_DOUBT_BELOW_FLOOR)
    return get_thousandths (entry->limit, entry->doubt.new_value);
  if (kind == PASAR_DOUBT_SIBLINGS)
    return ABS (entry->change - entry->siblings);
  if (kind == PASAR_DOUBT_BATCH)
    return ABS (entry->change - self->batch->median);
  return get_thousandths (entry->doubt.old_value, entry->doubt.new_value);
}

/* Takes in what is doubted. */
void
pasar_doubts_add (PasarDoubts *self, const PasarDoubtEntry *found)
{
  PasarDoubtEntry *entry = allocate (self, sizeof *entry);

  *entry = *found;
  g_ptr_array_add (self->entries, entry);
  g_hash_table_add (self->by_cell, entry);
  for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
    {
      gint64 severity;

      if ((entry->doubt.kinds >> bit & 1) == 0)
        continue;
      severity = get_severity (self, entry, (PasarDoubtKinds) (1 << bit));
      if (self->n_by_kind[bit]++ > 0 && severity <= self->severity[bit])
        continue;
      self->worst[bit] = entry;
      self->severity[bit] = severity;
    }
}

/* What the shop does not have any more is never sent. */
static void
work_at_row (PasarDoubts *self, PasarRowKey key)
{
  const guint row = pasar_catalogue_find_editable (self->catalogue, key);

  if (row == PASAR_NO_ROW || (self->catalogue->rows.flags[row] & PASAR_ROW_GONE) != 0)
    return;
  if (self->phase == PASAR_DOUBTS_COLLECT)
    collect (self, row);
  else
    pasar_doubts_judge (self, row);
}

/* FALSE when there are no more. */
static gboolean
work_at_rows (PasarDoubts *self)
{
  const GArray *keys = pasar_changed_get_keys (self->changed);
  const guint end = MIN (keys->len, self->next + STRIDE);

  while (self->next < end)
    work_at_row (self, g_array_index (keys, PasarRowKey, self->next++));
  return end < keys->len;
}

static void
begin_phase (PasarDoubts *self, PasarDoubtsPhase phase)
{
  self->phase = phase;
  self->next = 0;
  if (phase != PASAR_DOUBTS_MEASURE)
    return;
  pasar_usual_measure (self->batch, LEAST_STAGED, self->limits.apart * 10);
  g_hash_table_iter_init (&self->next_constant, self->constants);
}

static void
run_chunk (PasarDoubts *self)
{
  const gboolean has_more =
      self->phase == PASAR_DOUBTS_MEASURE ? measure_chunk (self) : work_at_rows (self);

  if (!has_more)
    begin_phase (self, self->phase + 1);
}

/**
 * pasar_doubts_run:
 * @self: what is doubted
 * @deadline: g_get_monotonic_time() at which to stop; %G_MAXINT64: never
 *
 * Goes on, by some rows at the least. What changes in the catalogue meanwhile may be judged as it
 * was or as it is: then it is late when it is done.
 *
 * Returns: whether it is done
 */
gboolean
pasar_doubts_run (PasarDoubts *self, gint64 deadline)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if (self->phase == PASAR_DOUBTS_LIST && !pasar_changed_run (self->changed, deadline))
    return FALSE;
  self->phase = MAX (self->phase, PASAR_DOUBTS_COLLECT);
  while (self->phase != PASAR_DOUBTS_DONE)
    {
      run_chunk (self);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->phase == PASAR_DOUBTS_DONE;
}

/**
 * pasar_doubts_is_late:
 * @self: what is doubted
 *
 * What was found can still be read then.
 *
 * Returns: whether the catalogue has changed since they were begun, so that they are to be made
 *   anew
 */
gboolean
pasar_doubts_is_late (PasarDoubts *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->stamp != self->catalogue->stamp;
}

/**
 * pasar_doubts_get_n:
 * @self: what is doubted
 *
 * A row may have two of them.
 *
 * Returns: how many cells are doubted
 */
guint
pasar_doubts_get_n (PasarDoubts *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

/**
 * pasar_doubts_get_nth:
 * @self: what is doubted
 * @n: below [method@Doubts.get_n]
 *
 * They are in item order.
 *
 * Returns: (transfer none): one of them, valid as long as @self
 */
const PasarDoubt *
pasar_doubts_get_nth (PasarDoubts *self, guint n)
{
  g_return_val_if_fail (self != NULL && n < self->entries->len, NULL);

  return g_ptr_array_index (self->entries, n);
}

/**
 * pasar_doubts_find:
 * @self: what is doubted
 * @key: a row
 * @field: %PASAR_FIELD_PRICE or %PASAR_FIELD_STOCK
 *
 * Stock at locations is doubted as a whole.
 *
 * Returns: (transfer none) (nullable): why the cell is doubted; %NULL when it is not
 */
const PasarDoubt *
pasar_doubts_find (PasarDoubts *self, PasarRowKey key, PasarField field)
{
  const PasarDoubt cell = { .key = key, .field = field };

  g_return_val_if_fail (self != NULL, NULL);

  return g_hash_table_lookup (self->by_cell, &cell);
}

/**
 * pasar_doubts_get_rows:
 * @self: what is doubted
 *
 * Those with something staged, in item order. Some may have nothing staged any more.
 *
 * Returns: (transfer none) (element-type PasarRowKey): the rows that were looked at
 */
const GArray *
pasar_doubts_get_rows (PasarDoubts *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return pasar_changed_get_keys (self->changed);
}

/**
 * pasar_doubts_get_severity:
 * @self: what is doubted
 * @doubt: one of @self
 * @kind: one of its kinds
 *
 * Orders cells of one kind.
 *
 * Returns: more for what is further from what it is compared with
 */
gint64
pasar_doubts_get_severity (PasarDoubts *self, const PasarDoubt *doubt, PasarDoubtKinds kind)
{
  g_return_val_if_fail (self != NULL && doubt != NULL, 0);

  return get_severity (self, (const PasarDoubtEntry *) doubt, kind);
}

/**
 * pasar_doubts_count:
 * @self: what is doubted
 * @kind: one kind
 *
 * Those that were looked at are among them.
 *
 * Returns: how many cells are doubted for it, O(1)
 */
guint
pasar_doubts_count (PasarDoubts *self, PasarDoubtKinds kind)
{
  const int bit = g_bit_nth_lsf (kind, -1);

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (bit >= 0 && bit < PASAR_N_DOUBTS && kind == 1u << bit, 0);

  return self->n_by_kind[bit];
}

/**
 * pasar_doubts_get_worst:
 * @self: what is doubted
 * @kind: one kind
 *
 * The one that is furthest from what it is compared with; of what goes out of stock the one that
 * had most.
 *
 * Returns: (transfer none) (nullable): the worst cell of a kind; %NULL when there is none
 */
const PasarDoubt *
pasar_doubts_get_worst (PasarDoubts *self, PasarDoubtKinds kind)
{
  const int bit = g_bit_nth_lsf (kind, -1);

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (bit >= 0 && bit < PASAR_N_DOUBTS && kind == 1u << bit, NULL);

  return (const PasarDoubt *) self->worst[bit];
}
