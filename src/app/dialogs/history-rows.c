/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/history-rows.h"

#include "app/dialogs/history-text.h"
#include "app/dialogs/util.h"

#include <string.h>

/* A row of the submission. */
typedef struct
{
  PasarField field;
  const PasarJournalRow *row; /* (unowned): of the submission */
} Row;

struct _PasarHistoryRows
{
  GObject parent_instance;

  PasarSubmission *submission; /* (owned) */
  GArray *rows;                /* (owned) Row: all */
  GArray *shown;               /* (owned) guint: of them */
  guint8 *is_ticked;           /* (owned): by row */
  GHashTable *results;         /* (owned): row → PasarTakeBackRow */
};

struct _PasarHistoryRow
{
  GObject parent_instance;

  PasarHistoryRows *rows; /* (owned) */
  guint index;            /* of all */
};

G_DEFINE_FINAL_TYPE (PasarHistoryRow, pasar_history_row, G_TYPE_OBJECT)

static GType
get_item_type (GListModel *model)
{
  return PASAR_TYPE_HISTORY_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return PASAR_HISTORY_ROWS (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  PasarHistoryRows *self = PASAR_HISTORY_ROWS (model);
  PasarHistoryRow *row;

  if (position >= self->shown->len)
    return NULL;
  row = g_object_new (PASAR_TYPE_HISTORY_ROW, NULL);
  row->rows = g_object_ref (self);
  row->index = g_array_index (self->shown, guint, position);
  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarHistoryRows,
                               pasar_history_rows,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
pasar_history_row_finalize (GObject *object)
{
  g_object_unref (PASAR_HISTORY_ROW (object)->rows);
  G_OBJECT_CLASS (pasar_history_row_parent_class)->finalize (object);
}

static void
pasar_history_row_class_init (PasarHistoryRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_history_row_finalize;
}

static void
pasar_history_row_init (PasarHistoryRow *self)
{
}

static void
pasar_history_rows_finalize (GObject *object)
{
  PasarHistoryRows *self = PASAR_HISTORY_ROWS (object);

  g_array_unref (self->rows);
  g_array_unref (self->shown);
  g_hash_table_unref (self->results);
  g_free (self->is_ticked);
  pasar_submission_free (self->submission);
  G_OBJECT_CLASS (pasar_history_rows_parent_class)->finalize (object);
}

static void
pasar_history_rows_class_init (PasarHistoryRowsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_history_rows_finalize;
}

static void
pasar_history_rows_init (PasarHistoryRows *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->shown = g_array_new (FALSE, FALSE, sizeof (guint));
  self->results = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/* (transfer full) (nullable): none: all items */
static GHashTable *
new_set (const GArray *item_ids)
{
  GHashTable *set = NULL;

  if (item_ids != NULL)
    set = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; set != NULL && i < item_ids->len; i++)
    g_hash_table_add (set, &g_array_index (item_ids, gint64, i));
  return set;
}

static void
add_call (PasarHistoryRows *self, const PasarJournalCall *call, GHashTable *items)
{
  const gboolean is_shown = call->kind != PASAR_CALL_BOOST
                            && (items == NULL || g_hash_table_contains (items, &call->item_id));

  for (guint i = 0; i < call->rows->len; i++)
    {
      const guint index = self->rows->len;
      const Row row = { call->kind == PASAR_CALL_PRICE ? PASAR_FIELD_PRICE : PASAR_FIELD_STOCK,
                        g_ptr_array_index (call->rows, i) };

      g_array_append_val (self->rows, row);
      if (is_shown)
        g_array_append_val (self->shown, index);
    }
}

/**
 * pasar_history_rows_new:
 * @submission: (transfer full): what was submitted
 * @item_ids: (nullable) (element-type gint64): the items whose rows are shown; %NULL: all
 *
 * All that the shop took is ticked at first.
 *
 * Returns: (transfer full): its rows
 */
PasarHistoryRows *
pasar_history_rows_new (PasarSubmission *submission, const GArray *item_ids)
{
  PasarHistoryRows *self = g_object_new (PASAR_TYPE_HISTORY_ROWS, NULL);
  g_autoptr (GHashTable) items = new_set (item_ids);

  self->submission = submission;
  for (guint i = 0; i < submission->calls->len; i++)
    add_call (self, g_ptr_array_index (submission->calls, i), items);
  self->is_ticked = g_new0 (guint8, self->rows->len + 1);
  for (guint i = 0; i < self->shown->len; i++)
    {
      const guint index = g_array_index (self->shown, guint, i);

      self->is_ticked[index] =
          g_array_index (self->rows, Row, index).row->state == PASAR_CHANGE_DONE;
    }
  return self;
}

/**
 * pasar_history_rows_has_ticked:
 * @self: rows
 *
 * Returns: whether any of them is to be taken back
 */
gboolean
pasar_history_rows_has_ticked (PasarHistoryRows *self)
{
  g_return_val_if_fail (PASAR_IS_HISTORY_ROWS (self), FALSE);
  return memchr (self->is_ticked, TRUE, self->rows->len) != NULL;
}

/**
 * pasar_history_rows_list_ticked:
 * @self: rows
 * @catalogue: of the shop
 *
 * Returns: (transfer full) (element-type PasarTakeBackRow): what the ticked rows changed
 */
GArray *
pasar_history_rows_list_ticked (PasarHistoryRows *self, PasarCatalogue *catalogue)
{
  g_return_val_if_fail (PASAR_IS_HISTORY_ROWS (self), NULL);
  return pasar_take_back_list (catalogue, self->submission, self->is_ticked);
}

/**
 * pasar_history_rows_show_results:
 * @self: rows
 * @results: (element-type PasarTakeBackRow): what taking some of them back came to
 *
 * Shows that with the rows, and ticks none of them any more. Of a stock at several locations what
 * was left as it is counts.
 */
void
pasar_history_rows_show_results (PasarHistoryRows *self, const GArray *results)
{
  g_return_if_fail (PASAR_IS_HISTORY_ROWS (self));

  for (guint i = 0; i < results->len; i++)
    {
      const PasarTakeBackRow *result = &g_array_index (results, PasarTakeBackRow, i);
      const PasarTakeBackRow *other =
          g_hash_table_lookup (self->results, GUINT_TO_POINTER (result->index));

      self->is_ticked[result->index] = FALSE;
      if (other == NULL || other->state == PASAR_TAKE_BACK_STAGED)
        g_hash_table_replace (self->results,
                              GUINT_TO_POINTER (result->index),
                              g_memdup2 (result, sizeof *result));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), 0, self->shown->len, self->shown->len);
}

/**
 * pasar_history_row_set_ticked:
 * @self: a row
 * @is_ticked: whether it is to be taken back
 */
void
pasar_history_row_set_ticked (PasarHistoryRow *self, gboolean is_ticked)
{
  g_return_if_fail (PASAR_IS_HISTORY_ROW (self));
  self->rows->is_ticked[self->index] = is_ticked != FALSE;
}

static void
show_subject (const PasarJournalRow *row, PasarCatalogue *catalogue, PasarChangeRow *widget)
{
  const PasarRowKey key = { row->item_id, row->model_id };
  const guint at = pasar_catalogue_find_editable (catalogue, key);

  if (at != PASAR_NO_ROW)
    {
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, at);
      g_autofree char *detail = pasar_dialog_dup_detail (info.variation, info.sku);

      pasar_change_row_set_subject (widget, info.name, detail);
    }
  else
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, row->item_id);

      pasar_change_row_set_subject (widget, id, NULL);
    }
}

static void
show_result (PasarHistoryRow *self,
             const PasarTakeBackRow *result,
             PasarCatalogue *catalogue,
             PasarChangeRow *widget)
{
  const gboolean is_staged = result->state == PASAR_TAKE_BACK_STAGED;
  g_autofree char *text = pasar_history_dup_result (catalogue, result);

  pasar_change_row_set_state (widget,
                              is_staged ? PASAR_CHANGE_READY : PASAR_CHANGE_HELD,
                              text,
                              NULL);
  pasar_change_row_hide_tick (widget);
}

/**
 * pasar_history_row_show:
 * @self: a row
 * @catalogue: of the shop
 * @widget: what shows it
 *
 * Shows what was submitted, what became of it, and what taking it back came to.
 */
void
pasar_history_row_show (PasarHistoryRow *self, PasarCatalogue *catalogue, PasarChangeRow *widget)
{
  const Row *at = &g_array_index (self->rows->rows, Row, self->index);
  const PasarJournalRow *row = at->row;
  const PasarTakeBackRow *result =
      g_hash_table_lookup (self->rows->results, GUINT_TO_POINTER (self->index));

  show_subject (row, catalogue, widget);
  pasar_change_row_set_values (widget, catalogue, at->field, row->old_value, row->new_value);
  pasar_change_row_set_can_show (widget, FALSE);
  pasar_change_row_set_can_keep (widget, FALSE);
  if (result != NULL)
    {
      show_result (self, result, catalogue, widget);
      return;
    }
  pasar_change_row_set_state (widget,
                              row->state,
                              row->reason != NULL ? row->reason : row->origin,
                              row->advice);
  pasar_change_row_set_ticked (widget,
                               self->rows->is_ticked[self->index],
                               row->state == PASAR_CHANGE_DONE);
}
