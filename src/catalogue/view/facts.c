/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/facts.h"

#include "catalogue/edits/rules.h"
#include "catalogue/table/catalogue-private.h"
#include "catalogue/view/cell.h"

/**
 * pasar_fact_free:
 * @self: a fact
 *
 * Frees it and its texts.
 */
void
pasar_fact_free (PasarFact *self)
{
  g_free (self->text);
  g_free (self->shop_text);
  g_free (self->detail);
  g_free (self->label);
  g_free (self->reason);
  g_free (self);
}

/* Names are the heading over the others; what the shop has, and by how much that changes, is said
 * beside what is staged. */
static gboolean
is_said_elsewhere (PasarColumn column)
{
  return column == PASAR_COLUMN_NAME || column == PASAR_COLUMN_VARIATION
         || column == PASAR_COLUMN_SHOP_PRICE || column == PASAR_COLUMN_CHANGE
         || column == PASAR_COLUMN_SHOP_STOCK;
}

static char *
dup_reason (const PasarCellInfo *cell,
            PasarCatalogue *catalogue,
            guint row,
            const PasarColumnInfo *column)
{
  if (cell->is_problem || cell->is_postponed)
    return pasar_catalogue_row_dup_problem_text (catalogue, row, column->field);
  return cell->is_locked ? pasar_catalogue_dup_lock_text (catalogue, row, column->field) : NULL;
}

static PasarFact *
fact_new (PasarCatalogue *catalogue, guint row, const PasarColumnInfo *column)
{
  PasarFact *self = g_new (PasarFact, 1);
  PasarCellInfo cell;

  pasar_cell_info_read (&cell, catalogue, row, column->column, FALSE);
  *self = (PasarFact){
    .column = column,
    .row = row,
    .text = g_strdup (cell.text),
    .shop_text = g_strdup (cell.shop_text),
    .detail = g_strdup (cell.detail),
    .label = pasar_cell_info_dup_label (&cell),
    .reason = dup_reason (&cell, catalogue, row, column),
    .is_changed = cell.is_changed,
    .is_problem = cell.is_problem,
  };
  return self;
}

/**
 * pasar_facts_read:
 * @catalogue: a shop
 * @row: any number
 *
 * All that the registry of columns has of a row, but its names, in the usual order.
 *
 * Returns: (transfer full) (element-type PasarFact): what there is to say; nothing where there is
 * no such row
 */
GPtrArray *
pasar_facts_read (PasarCatalogue *catalogue, guint row)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_fact_free);
  const guint n = pasar_catalogue_get_n_columns (catalogue);

  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *column = pasar_catalogue_get_nth_column (catalogue, i);
      g_autoptr (PasarFact) fact = NULL;

      if (is_said_elsewhere (column->column))
        continue;
      fact = fact_new (catalogue, row, column);
      if (fact->is_changed || *fact->text != '\0')
        g_ptr_array_add (facts, g_steal_pointer (&fact));
    }
  return facts;
}

static void
add_changes (GPtrArray *facts, PasarCatalogue *catalogue, guint row)
{
  const guint n = pasar_catalogue_get_n_columns (catalogue);

  for (guint i = 0; i < n; i++)
    {
      const PasarColumnInfo *column = pasar_catalogue_get_nth_column (catalogue, i);
      g_autoptr (PasarFact) fact = NULL;

      if (!column->is_editable)
        continue;
      fact = fact_new (catalogue, row, column);
      if (fact->is_changed)
        g_ptr_array_add (facts, g_steal_pointer (&fact));
    }
}

/**
 * pasar_facts_read_changes:
 * @catalogue: a shop
 * @row: any number: of an item with models, or of one of these
 * @max: so many models at most
 * @n_rows: (out): how many models have something staged
 *
 * What is staged on the models of an item, model by model.
 *
 * Returns: (transfer full) (element-type PasarFact): that of the first @max of them; nothing for an
 * item without models, which is its own row
 */
GPtrArray *
pasar_facts_read_changes (PasarCatalogue *catalogue, guint row, guint max, guint *n_rows)
{
  GPtrArray *facts = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_fact_free);
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);
  const PasarRowInfo item = pasar_catalogue_read_row (catalogue, info.item_row);

  *n_rows = 0;
  for (guint i = item.first_edited; item.is_header && i < item.first_edited + item.n_edited; i++)
    {
      if (!pasar_catalogue_has_staged (catalogue, i))
        continue;
      if (*n_rows < max)
        add_changes (facts, catalogue, i);
      (*n_rows)++;
    }
  return facts;
}
