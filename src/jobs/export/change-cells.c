/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/export/change-cells.h"

#include <glib/gi18n-lib.h>

#define WIDTH        14
#define ID_WIDTH     18
#define NAME_WIDTH   40
#define REASON_WIDTH 60

/* Those of the shop first. */
enum
{
  CELL_NAME,
  CELL_VARIATION,
  CELL_SKU,
  CELL_ITEM_ID,
  CELL_MODEL_ID,
  CELL_FIELD,
  CELL_LOCATION,
  CELL_OLD,
  CELL_NEW,
  CELL_OUTCOME,
  CELL_REASON, /* and what to do */
  CELL_REQUEST_ID,
  N_CELLS,
};

G_STATIC_ASSERT (N_CELLS == PASAR_N_CHANGE_CELLS);

/* Columns of the shop have their own heads. */
static const char *
get_title (guint cell)
{
  static const PasarColumn shop_columns[] = {
    PASAR_COLUMN_NAME,    PASAR_COLUMN_VARIATION, PASAR_COLUMN_SKU,
    PASAR_COLUMN_ITEM_ID, PASAR_COLUMN_MODEL_ID,
  };
  static const char *const titles[N_CELLS] = {
    /* Translators: the head of a column: whether the price or the stock was changed */
    [CELL_FIELD] = N_ ("Changed"),
    /* Translators: the head of a column: the code of a warehouse */
    [CELL_LOCATION] = N_ ("Location"),
    /* Translators: the head of a column: the value before a change */
    [CELL_OLD] = N_ ("Before"),
    /* Translators: the head of a column: the value that was to be set */
    [CELL_NEW] = N_ ("After"),
    /* Translators: the head of a column: what became of a change */
    [CELL_OUTCOME] = N_ ("Outcome"),
    /* Translators: the head of a column: why a row was left out */
    [CELL_REASON] = N_ ("Reason"),
    /* Translators: the head of a column: by what Shopee’s server knows a request */
    [CELL_REQUEST_ID] = N_ ("Request ID"),
  };

  return cell < G_N_ELEMENTS (shop_columns)
             ? pasar_column_info_get_title (pasar_column_get_info (shop_columns[cell]))
             : g_dgettext (GETTEXT_PACKAGE, titles[cell]);
}

/**
 * pasar_change_cells_add_columns:
 * @columns: (array fixed-size=12): of a table
 *
 * Fills in what the columns of changes are.
 */
void
pasar_change_cells_add_columns (PasarTableColumn *columns)
{
  static const guint widths[N_CELLS] = {
    [CELL_NAME] = NAME_WIDTH,  [CELL_VARIATION] = WIDTH,     [CELL_SKU] = ID_WIDTH,
    [CELL_ITEM_ID] = ID_WIDTH, [CELL_MODEL_ID] = ID_WIDTH,   [CELL_FIELD] = WIDTH,
    [CELL_LOCATION] = WIDTH,   [CELL_OLD] = WIDTH,           [CELL_NEW] = WIDTH,
    [CELL_OUTCOME] = WIDTH,    [CELL_REASON] = REASON_WIDTH, [CELL_REQUEST_ID] = NAME_WIDTH,
  };

  for (guint i = 0; i < N_CELLS; i++)
    columns[i] = (PasarTableColumn){ get_title (i), PASAR_CELLS_NUMBER, widths[i] };
}

/**
 * pasar_change_cells_make_text:
 * @job: a job that reads a row
 * @text: (nullable): a text
 *
 * Makes a cell of a text, whatever it looks like.
 *
 * Returns: the cell
 */
PasarTextCell
pasar_change_cells_make_text (PasarTableJob *job, const char *text)
{
  return (PasarTextCell){ .text = text != NULL ? pasar_table_job_keep (job, text) : "",
                          .is_text = TRUE };
}

/**
 * pasar_change_cells_make_id:
 * @job: a job that reads a row
 * @id: an id, 0 for none
 *
 * Makes a cell of an id, which is no number to count with.
 *
 * Returns: the cell
 */
PasarTextCell
pasar_change_cells_make_id (PasarTableJob *job, gint64 id)
{
  g_autofree char *text = id != 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, id) : NULL;

  return pasar_change_cells_make_text (job, text);
}

static PasarTextCell
make_value (PasarTableJob *job, PasarCatalogue *catalogue, PasarField field, gint64 value)
{
  static const PasarNumberFormat plain = { ".", "" };
  const guint digits = field == PASAR_FIELD_PRICE ? pasar_catalogue_get_digits (catalogue) : 0;
  PasarTextCell cell = { .text = "" };
  char text[64];

  if (value == PASAR_NO_VALUE)
    return cell;
  pasar_money_format_to (value, digits, &plain, text, sizeof text);
  cell.text = cell.number = pasar_table_job_keep (job, text);
  return cell;
}

/**
 * pasar_change_cells_fill:
 * @self: a change
 * @job: a job that reads its row
 * @catalogue: of the shop
 * @cells: (array fixed-size=12): of the row
 *
 * Fills in the cells of the change.
 */
void
pasar_change_cells_fill (const PasarChangeCells *self,
                         PasarTableJob *job,
                         PasarCatalogue *catalogue,
                         PasarTextCell *cells)
{
  const PasarColumnInfo *field = pasar_column_get_info (pasar_column_for_field (self->field));

  cells[CELL_NAME] = pasar_change_cells_make_text (job, self->name);
  cells[CELL_VARIATION] = pasar_change_cells_make_text (job, self->variation);
  cells[CELL_SKU] = pasar_change_cells_make_text (job, self->sku);
  cells[CELL_ITEM_ID] = pasar_change_cells_make_id (job, self->key.item_id);
  cells[CELL_MODEL_ID] = pasar_change_cells_make_id (job, self->key.model_id);
  cells[CELL_FIELD] = pasar_change_cells_make_text (job, pasar_column_info_get_title (field));
  cells[CELL_LOCATION] = pasar_change_cells_make_text (job, self->location_id);
  cells[CELL_OLD] = make_value (job, catalogue, self->field, self->old_value);
  cells[CELL_NEW] = make_value (job, catalogue, self->field, self->new_value);
  cells[CELL_OUTCOME] = pasar_change_cells_make_text (job, self->outcome);
  cells[CELL_REASON] = pasar_change_cells_make_text (job, self->reason);
  cells[CELL_REQUEST_ID] = pasar_change_cells_make_text (job, self->request_id);
}
