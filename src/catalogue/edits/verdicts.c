/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/verdicts.h"

#include "catalogue/edits/import-private.h"
#include "catalogue/table/entries-private.h"
#include "catalogue/values/change.h"

/* So many rows are looked at between two looks at the clock. */
#define ROWS_A_TURN 1024
/* In what rows are sorted by: above any change that is none of a price. */
#define OF_PRICE (G_GUINT64_CONSTANT (1) << 62)

struct _PasarVerdictRow
{
  GObject parent_instance;

  guint row;
};

G_DEFINE_FINAL_TYPE (PasarVerdictRow, pasar_verdict_row, G_TYPE_OBJECT)

static void
pasar_verdict_row_class_init (PasarVerdictRowClass *klass)
{
}

static void
pasar_verdict_row_init (PasarVerdictRow *self)
{
}

/**
 * pasar_verdict_row_get_row:
 * @self: an item of a [class@VerdictList]
 *
 * Tells which row it is, for what the import says of it.
 *
 * Returns: the row of the table
 */
guint
pasar_verdict_row_get_row (PasarVerdictRow *self)
{
  g_return_val_if_fail (PASAR_IS_VERDICT_ROW (self), 0);

  return self->row;
}

struct _PasarVerdictList
{
  GObject parent_instance;

  PasarImport *import; /* (owned) */
  guint verdicts;
  PasarVerdictOrder order;
  GArray *rows; /* (owned) guint32: what is listed */

  /* What will be. */
  gboolean is_done;
  guint round;     /* of the import, which it was begun for */
  guint next;      /* row of the table */
  GArray *entries; /* (owned) PasarSortEntry: found so far */
  guint64 all_ones;
  guint64 any_ones;
  PasarSortEntry *scratch; /* (owned) (nullable): while they are sorted */
  PasarSorting sorting;
};

static GType
pasar_verdict_list_get_item_type (GListModel *model)
{
  return PASAR_TYPE_VERDICT_ROW;
}

static guint
pasar_verdict_list_get_n_items (GListModel *model)
{
  return PASAR_VERDICT_LIST (model)->rows->len;
}

static gpointer
pasar_verdict_list_get_item (GListModel *model, guint position)
{
  PasarVerdictList *self = PASAR_VERDICT_LIST (model);
  PasarVerdictRow *item;

  if (position >= self->rows->len)
    return NULL;
  item = g_object_new (PASAR_TYPE_VERDICT_ROW, NULL);
  item->row = g_array_index (self->rows, guint32, position);
  return item;
}

static void
pasar_verdict_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pasar_verdict_list_get_item_type;
  iface->get_n_items = pasar_verdict_list_get_n_items;
  iface->get_item = pasar_verdict_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarVerdictList,
                               pasar_verdict_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      pasar_verdict_list_list_model_init))

static void
stop_sorting (PasarVerdictList *self)
{
  if (self->scratch != NULL)
    pasar_sorting_clear (&self->sorting);
  g_clear_pointer (&self->scratch, g_free);
}

static void
pasar_verdict_list_finalize (GObject *object)
{
  PasarVerdictList *self = PASAR_VERDICT_LIST (object);

  stop_sorting (self);
  g_array_unref (self->entries);
  g_array_unref (self->rows);
  g_clear_pointer (&self->import, pasar_import_unref);
  G_OBJECT_CLASS (pasar_verdict_list_parent_class)->finalize (object);
}

static void
pasar_verdict_list_class_init (PasarVerdictListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_verdict_list_finalize;
}

static void
pasar_verdict_list_init (PasarVerdictList *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->entries = g_array_new (FALSE, FALSE, sizeof (PasarSortEntry));
}

static void
begin (PasarVerdictList *self)
{
  stop_sorting (self);
  g_array_set_size (self->entries, 0);
  self->round = self->import->round;
  self->next = 0;
  self->all_ones = G_MAXUINT64;
  self->any_ones = 0;
  self->is_done = FALSE;
}

/* The larger the change, the smaller. */
static guint64
get_key (const PasarVerdictList *self, guint row)
{
  const PasarImport *import = self->import;
  guint64 largest = 0;

  for (guint i = 0; i < import->inputs->len; i++)
    {
      const PasarImportInput *input = &g_array_index (import->inputs, PasarImportInput, i);
      const PasarImportResult *result = pasar_import_get_result (import, row, i);
      const gboolean is_known = result->state == PASAR_IMPORT_CHANGED
                                || result->state == PASAR_IMPORT_ZERO
                                || result->state == PASAR_IMPORT_REFUSED;
      const gint64 change =
          is_known && result->to != PASAR_NO_VALUE
                  && pasar_catalogue_get_unit (import->catalogue, input->field) != PASAR_UNIT_NONE
              ? pasar_change_get (result->from, result->to)
              : PASAR_NO_VALUE;

      if (change != PASAR_NO_VALUE)
        largest = MAX (largest,
                       (guint64) ABS (change) + (input->field == PASAR_FIELD_PRICE ? OF_PRICE : 0));
    }
  return G_MAXUINT64 - largest;
}

static void
look_at_row (PasarVerdictList *self, guint row)
{
  PasarSortEntry entry = { .id = row };

  if ((self->verdicts >> self->import->verdicts[row] & 1) == 0)
    return;
  if (self->order == PASAR_VERDICT_ORDER_CHANGE)
    entry.key = get_key (self, row);
  self->all_ones &= entry.key;
  self->any_ones |= entry.key;
  g_array_append_val (self->entries, entry);
}

static gboolean
look (PasarVerdictList *self, gint64 deadline)
{
  const guint n = self->import->table.n_rows;

  while (self->next < n)
    {
      const guint end = MIN (n, self->next + ROWS_A_TURN);

      for (; self->next < end; self->next++)
        look_at_row (self, self->next);
      if (self->next < n && g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return TRUE;
}

static gboolean
sort (PasarVerdictList *self, gint64 deadline)
{
  if (self->scratch == NULL)
    {
      self->scratch = g_new (PasarSortEntry, MAX (self->entries->len, 1));
      pasar_sorting_init (&self->sorting,
                          (PasarSortEntry *) (gpointer) self->entries->data,
                          self->scratch,
                          self->entries->len,
                          self->all_ones ^ self->any_ones);
    }
  return pasar_sorting_run (&self->sorting, deadline);
}

static void
show (PasarVerdictList *self)
{
  const guint n_before = self->rows->len;
  const guint n = self->entries->len;

  g_array_set_size (self->rows, n);
  for (guint i = 0; i < n; i++)
    g_array_index (self->rows, guint32, i) = self->sorting.from[i].id;
  stop_sorting (self);
  g_array_unref (self->entries);
  self->entries = g_array_new (FALSE, FALSE, sizeof (PasarSortEntry));
  self->is_done = TRUE;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, n);
}

/**
 * pasar_verdict_list_new:
 * @import: what a table comes to
 * @verdicts: a bit, `1 << verdict`, for each [enum@ImportVerdict] that is wanted
 * @order: how they are listed
 *
 * Lists nothing until it has run.
 *
 * Returns: (transfer full): the list, to be run
 */
PasarVerdictList *
pasar_verdict_list_new (PasarImport *import, guint verdicts, PasarVerdictOrder order)
{
  PasarVerdictList *self;

  g_return_val_if_fail (import != NULL, NULL);

  self = g_object_new (PASAR_TYPE_VERDICT_LIST, NULL);
  self->import = pasar_import_ref (import);
  pasar_verdict_list_set (self, verdicts, order);
  return self;
}

/**
 * pasar_verdict_list_set:
 * @self: a list
 * @verdicts: a bit, `1 << verdict`, for each [enum@ImportVerdict] that is wanted
 * @order: how they are listed
 *
 * Asks for other rows, or for another order. It has what it had until it has run.
 */
void
pasar_verdict_list_set (PasarVerdictList *self, guint verdicts, PasarVerdictOrder order)
{
  g_return_if_fail (PASAR_IS_VERDICT_LIST (self));

  self->verdicts = verdicts;
  self->order = order;
  begin (self);
}

/**
 * pasar_verdict_list_run:
 * @list: a [class@VerdictList]
 * @deadline: when to stop for now, by the monotonic clock
 *
 * Finds out what can be found out until @deadline. Runs the import first where that is not done, or
 * has to begin anew since the shop has changed; then the list is made anew, too. A
 * `PasarSliceFunc`.
 *
 * Returns: whether all is done
 */
gboolean
pasar_verdict_list_run (gpointer list, gint64 deadline)
{
  PasarVerdictList *self = list;

  g_return_val_if_fail (PASAR_IS_VERDICT_LIST (self), TRUE);

  if (!pasar_import_run (self->import, deadline))
    return FALSE;
  if (self->round != self->import->round)
    begin (self);
  if (self->is_done)
    return TRUE;
  if (!look (self, deadline) || !sort (self, deadline))
    return FALSE;
  show (self);
  return TRUE;
}

/**
 * pasar_verdict_list_get_row:
 * @self: a list
 * @position: a position in it
 *
 * The same as the item there says, without the item.
 *
 * Returns: the row of the table
 */
guint
pasar_verdict_list_get_row (PasarVerdictList *self, guint position)
{
  g_return_val_if_fail (PASAR_IS_VERDICT_LIST (self), 0);
  g_return_val_if_fail (position < self->rows->len, 0);

  return g_array_index (self->rows, guint32, position);
}
