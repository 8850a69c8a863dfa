/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/sheet/source.h"

#include "app/sheet/private.h"
#include "catalogue/edits/undercut.h"
#include "catalogue/view/cell.h"
#include "catalogue/view/run.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Second part of the key of a row that has the id of its item but is not the item: what was staged
 * before the item got models. */
#define LEFT_OVER (-1)

/* More of a window that is very wide would bring a price too far from the name that it is of. */
#define MAX_NAME_CHARS 72

static void source_init (PasarGridSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarSheetSource,
                               pasar_sheet_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PASAR_TYPE_GRID_SOURCE, source_init))

/* Columns. */

static void
read_columns (PasarSheetSource *self)
{
  const guint n = pasar_catalogue_get_n_columns (self->catalogue);

  g_ptr_array_set_size (self->columns, 0);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->columns, (gpointer) pasar_catalogue_get_nth_column (self->catalogue, i));
}

/**
 * pasar_sheet_source_get_column:
 * @self: a source
 * @column: a column, as the grid numbers them
 *
 * Returns: (transfer none): what is known of it
 */
const PasarColumnInfo *
pasar_sheet_source_get_column (PasarSheetSource *self, guint column)
{
  return g_ptr_array_index (self->columns, column);
}

/**
 * pasar_sheet_source_find_column:
 * @self: a source
 * @column: a column of the catalogue
 *
 * Returns: its number for the grid; %PASAR_GRID_NONE: there is none
 */
guint
pasar_sheet_source_find_column (PasarSheetSource *self, PasarColumn column)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (pasar_sheet_source_get_column (self, i)->column == column)
        return i;
    }
  return PASAR_GRID_NONE;
}

static guint
get_n_columns (PasarGridSource *source)
{
  return PASAR_SHEET_SOURCE (source)->columns->len;
}

static void
read_column (PasarGridSource *source, guint column, PasarGridColumn *out)
{
  const PasarColumnInfo *info = pasar_sheet_source_get_column (PASAR_SHEET_SOURCE (source), column);

  out->id = info->id;
  out->title = pasar_column_info_get_title (info);
  out->n_chars = info->width;
  out->max_chars = info->column == PASAR_COLUMN_NAME ? MAX_NAME_CHARS : 0;
  out->is_number = info->is_numeric;
  out->is_sortable = TRUE;
  out->is_hidden = !info->is_shown;
}

/* Rows. */

static guint
get_n_rows (PasarGridSource *source)
{
  return g_list_model_get_n_items (G_LIST_MODEL (PASAR_SHEET_SOURCE (source)->view));
}

static void
get_keys (PasarGridSource *source, guint first, guint n, PasarGridKey *keys)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);

  for (guint i = 0; i < n; i++)
    {
      const guint number = pasar_view_get_row (self->view, first + i);
      const PasarRowKey key = pasar_catalogue_row_get_key (self->catalogue, number);
      const gboolean is_left_over =
          key.model_id == 0 && pasar_catalogue_row_is_gone (self->catalogue, number);

      keys[i] = (PasarGridKey){ key.item_id, is_left_over ? LEFT_OVER : key.model_id, number };
    }
}

static guint
find_number (PasarSheetSource *self, const PasarGridKey *key)
{
  return key->second == LEFT_OVER
             ? pasar_catalogue_find_editable (self->catalogue, (PasarRowKey){ key->first, 0 })
             : pasar_catalogue_find_again (self->catalogue,
                                           (PasarRowKey){ key->first, key->second },
                                           key->hint);
}

static void
find_rows (PasarGridSource *source, const PasarGridKey *keys, guint n, guint *rows)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);

  for (guint i = 0; i < n; i++)
    rows[i] = find_number (self, &keys[i]);
  pasar_view_find_rows (self->view, rows, n, rows);
}

/* Each once, in their order. */
static int
compare_ranges (gconstpointer a, gconstpointer b)
{
  const PasarGridRange *range_a = a;
  const PasarGridRange *range_b = b;

  return range_a->first_row < range_b->first_row ? -1 : range_a->first_row > range_b->first_row;
}

/**
 * pasar_sheet_source_reach:
 * @self: a source
 * @ranges: (array length=n_ranges): cells
 * @n_ranges: how many
 * @place: only ranges that reach over this place count; %PASAR_GRID_NONE: all
 *
 * Returns: (transfer full): what an edit of the rows of the ranges reaches, to be run; each row
 * once, in the order seen
 */
PasarReach *
pasar_sheet_source_reach (PasarSheetSource *self,
                          const PasarGridRange *ranges,
                          guint n_ranges,
                          guint place)
{
  const guint n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->view));
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (PasarGridRange));
  PasarReach *reach = pasar_reach_new (self->view);
  guint next = 0;

  for (guint i = 0; i < n_ranges; i++)
    {
      if (place == PASAR_GRID_NONE
          || (place >= ranges[i].first_column
              && place - ranges[i].first_column < ranges[i].n_columns))
        g_array_append_val (sorted, ranges[i]);
    }
  g_array_sort (sorted, compare_ranges);
  for (guint i = 0; i < sorted->len; i++)
    {
      const PasarGridRange *range = &g_array_index (sorted, PasarGridRange, i);
      const guint first = MAX (next, MIN (range->first_row, n_rows));
      const guint end = range->first_row + MIN (range->n_rows, G_MAXUINT - range->first_row);

      if (MIN (end, n_rows) <= first)
        continue;
      next = MIN (end, n_rows);
      pasar_reach_add (reach, first, next - first);
    }
  return reach;
}

static void
toggle (PasarGridSource *source, guint row)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  const guint number = pasar_view_get_row (self->view, row);

  pasar_view_set_folded (self->view, number, !pasar_view_get_folded (self->view, number));
}

/* Cells. */

/* What is made up in one buffer goes into another, behind what is there. */
static const char *
keep_text (const PasarCellInfo *info, const char *text, PasarGridCell *out, gsize *used)
{
  const char *kept = out->buffer + *used;
  const gboolean is_own = text >= (const char *) info && text < (const char *) (info + 1);

  if (!is_own)
    return text;
  if (*used >= sizeof out->buffer)
    return "";
  *used += g_strlcpy (out->buffer + *used, text, sizeof out->buffer - *used) + 1;
  return kept;
}

/* A model below its item has none. */
static gboolean
has_picture (PasarSheetSource *self, gboolean is_model)
{
  return self->thumbnails != NULL && (!is_model || pasar_view_get_flat (self->view));
}

/**
 * pasar_sheet_source_dup_picture:
 * @self: a source
 * @row: a row of the catalogue
 *
 * Returns: (transfer full) (nullable): where the picture is that the row shows; %NULL for none
 */
char *
pasar_sheet_source_dup_picture (PasarSheetSource *self, guint row)
{
  return has_picture (self, pasar_catalogue_row_get_key (self->catalogue, row).model_id != 0)
             ? pasar_catalogue_row_dup_picture (self->catalogue, row)
             : NULL;
}

static void
read_picture (PasarSheetSource *self, guint row, PasarGridCell *out)
{
  g_autofree char *address = pasar_sheet_source_dup_picture (self, row);

  out->flags |= PASAR_GRID_CELL_PICTURE;
  if (address != NULL)
    out->picture = pasar_thumbnails_get (self->thumbnails, address);
}

static void
read_item (PasarSheetSource *self, guint row, const PasarCellInfo *info, PasarGridCell *out)
{
  const gboolean is_flat = pasar_view_get_flat (self->view);

  if (info->is_model && !is_flat)
    out->flags |= PASAR_GRID_CELL_INDENT;
  else if (!is_flat)
    out->flags |= PASAR_GRID_CELL_LEVEL;
  if (info->is_header)
    out->flags |= PASAR_GRID_CELL_STRONG;
  if (info->is_header && !is_flat)
    out->flags |= PASAR_GRID_CELL_EXPANDER;
  /* Else the variations of a long name could not be told apart. */
  if (info->is_model && is_flat)
    out->flags |= PASAR_GRID_CELL_WITH_DETAIL;
  if (info->is_header && !pasar_view_get_folded (self->view, row))
    out->flags |= PASAR_GRID_CELL_EXPANDED;
  if (has_picture (self, info->is_model))
    read_picture (self, row, out);
  else if (self->thumbnails != NULL)
    out->flags |= PASAR_GRID_CELL_BESIDE;
  pasar_sheet_source_read_marks (self, row, info->is_model, out);
}

static gboolean
is_cell_unwritten (PasarSheetSource *self, PasarRowKey key, PasarField field)
{
  g_autoptr (GArray) fields = NULL;

  if (pasar_session_is_unwritten (self->session, key, field))
    return TRUE;
  if (field != PASAR_FIELD_STOCK)
    return FALSE;
  fields = pasar_catalogue_dup_staged_fields (self->catalogue, key, field);
  for (guint i = 0; i < fields->len; i++)
    {
      if (pasar_session_is_unwritten (self->session, key, g_array_index (fields, PasarField, i)))
        return TRUE;
    }
  return FALSE;
}

/* Only while it cannot be written: else it is on its way. */
static gboolean
is_unsaved (PasarSheetSource *self, guint row, const PasarColumnInfo *column)
{
  PasarRowInfo info;

  if (!column->is_editable || pasar_session_get_write_error (self->session) == NULL)
    return FALSE;
  info = pasar_catalogue_read_row (self->catalogue, row);
  for (guint i = info.first_edited; i < info.first_edited + info.n_edited; i++)
    {
      const PasarRowKey key = pasar_catalogue_row_get_key (self->catalogue, i);

      if (is_cell_unwritten (self, key, column->field))
        return TRUE;
    }
  return FALSE;
}

static void
read_cell (PasarGridSource *source, guint row, guint column, PasarGridCell *out)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  const PasarColumnInfo *column_info = pasar_sheet_source_get_column (self, column);
  const guint number = pasar_view_get_row (self->view, row);
  PasarCellInfo info;
  gsize used = 0;

  pasar_cell_info_read (&info,
                        self->catalogue,
                        number,
                        column_info->column,
                        pasar_view_get_flat (self->view));
  out->text = keep_text (&info, info.text, out, &used);
  out->was = keep_text (&info, info.shop_text, out, &used);
  if (info.is_changed)
    out->change = keep_text (&info, info.detail, out, &used);
  else
    out->detail = keep_text (&info, info.detail, out, &used);
  out->flags = (info.is_numeric ? PASAR_GRID_CELL_NUMBER : 0)
               | (info.is_dim ? PASAR_GRID_CELL_DIM : 0)
               | (info.is_changed ? PASAR_GRID_CELL_CHANGED | PASAR_GRID_CELL_STRONG : 0)
               | (info.is_problem ? PASAR_GRID_CELL_PROBLEM : 0)
               | (info.is_warned ? PASAR_GRID_CELL_WARNING : 0)
               | (info.is_locked ? PASAR_GRID_CELL_LOCKED : 0)
               | (pasar_field_is_yes_no (column_info->field) ? PASAR_GRID_CELL_SWITCH : 0);
  if (info.is_postponed)
    out->marks[0] = "alarm-symbolic";
  if (column_info->column == PASAR_COLUMN_NAME)
    read_item (self, number, &info, out);
  if (is_unsaved (self, number, column_info))
    out->flags |= PASAR_GRID_CELL_UNSAVED;
  if (self->found != NULL
      && pasar_find_find_cell (self->found, row, column_info->column) != PASAR_FIND_NONE)
    out->flags |= PASAR_GRID_CELL_FOUND;
}

static gboolean
is_empty (PasarGridSource *source, guint row, guint column)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);

  return pasar_view_is_empty (self->view,
                              row,
                              pasar_sheet_source_get_column (self, column)->column);
}

static guint
find_run_end (PasarGridSource *source, guint row, guint end, guint column)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);

  return pasar_view_find_run_end (self->view,
                                  row,
                                  end,
                                  pasar_sheet_source_get_column (self, column)->column);
}

static char *
dup_problem (PasarSheetSource *self, guint row, const PasarColumnInfo *info)
{
  char *text = info->is_editable
                   ? pasar_catalogue_row_dup_problem_text (self->catalogue, row, info->field)
                   : NULL;

  return text == NULL && info->column == PASAR_COLUMN_PRICE
             ? pasar_catalogue_dup_undercut_text (self->catalogue, row)
             : text;
}

static char *
dup_cell_label (PasarGridSource *source, guint row, guint column)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  const PasarColumnInfo *column_info = pasar_sheet_source_get_column (self, column);
  const guint number = pasar_view_get_row (self->view, row);
  GString *label = g_string_new (NULL);
  g_autofree char *problem = dup_problem (self, number, column_info);
  g_autofree char *value = NULL;
  PasarCellInfo info;

  pasar_cell_info_read (&info,
                        self->catalogue,
                        number,
                        column_info->column,
                        pasar_view_get_flat (self->view));
  value = pasar_cell_info_dup_label (&info);
  g_string_append (label, value);
  if (column_info->column == PASAR_COLUMN_NAME)
    {
      g_autofree char *marks = pasar_sheet_source_dup_marks (self, number, info.is_model, ", ");

      if (marks != NULL)
        g_string_append_printf (label, ", %s", marks);
    }
  if (is_unsaved (self, number, column_info))
    g_string_append_printf (label, ", %s", _ ("not on disk yet"));
  if (problem != NULL)
    g_string_append_printf (label, ", %s", problem);
  return g_string_free (label, FALSE);
}

static char *
dup_row_label (PasarGridSource *source, guint row)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  const PasarRowInfo info =
      pasar_catalogue_read_row (self->catalogue, pasar_view_get_row (self->view, row));

  return *info.variation != '\0' ? g_strdup_printf ("%s, %s", info.name, info.variation)
                                 : g_strdup (info.name);
}

static char *
dup_cell_tooltip (PasarGridSource *source, guint row, guint column)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (source);
  const PasarColumnInfo *column_info = pasar_sheet_source_get_column (self, column);
  const guint number = pasar_view_get_row (self->view, row);
  g_autofree char *problem = dup_problem (self, number, column_info);
  PasarCellInfo info;

  if (problem != NULL)
    return g_steal_pointer (&problem);
  pasar_cell_info_read (&info,
                        self->catalogue,
                        number,
                        column_info->column,
                        pasar_view_get_flat (self->view));
  if (info.is_locked)
    return pasar_catalogue_dup_lock_text (self->catalogue, number, column_info->field);
  if (column_info->column == PASAR_COLUMN_NAME)
    return pasar_sheet_source_dup_marks (self, number, info.is_model, "\n");
  return is_unsaved (self, number, column_info)
             ? g_strdup (pasar_session_get_write_error (self->session))
             : NULL;
}

static void
source_init (PasarGridSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_n_columns = get_n_columns;
  iface->read_column = read_column;
  iface->read_cell = read_cell;
  iface->is_empty = is_empty;
  iface->find_run_end = find_run_end;
  iface->get_keys = get_keys;
  iface->find_rows = find_rows;
  iface->dup_cell_label = dup_cell_label;
  iface->dup_row_label = dup_row_label;
  iface->dup_cell_tooltip = dup_cell_tooltip;
  iface->dup_edit_text = pasar_sheet_source_dup_edit_text;
  iface->commit = pasar_sheet_source_commit;
  iface->fill = pasar_sheet_source_fill;
  iface->clear = pasar_sheet_source_clear;
  iface->toggle = toggle;
  iface->switch_cells = pasar_sheet_source_switch_cells;
}

/* The life of a source. */

static void
columns_changed_cb (PasarSheetSource *self)
{
  read_columns (self);
  pasar_grid_source_columns_changed (PASAR_GRID_SOURCE (self));
  pasar_sheet_columns_changed (self->sheet);
}

/* A column comes with the first location of a shop that has several. */
static void
rows_changed_cb (PasarSheetSource *self)
{
  if (self->columns->len != pasar_catalogue_get_n_columns (self->catalogue))
    {
      read_columns (self);
      pasar_grid_source_columns_changed (PASAR_GRID_SOURCE (self));
    }
  pasar_grid_source_rows_changed (PASAR_GRID_SOURCE (self));
}

static void
pasar_sheet_source_dispose (GObject *object)
{
  PasarSheetSource *self = PASAR_SHEET_SOURCE (object);

  g_clear_pointer (&self->found, pasar_find_unref);
  g_clear_object (&self->view);
  g_clear_object (&self->session);
  g_clear_object (&self->thumbnails);
  G_OBJECT_CLASS (pasar_sheet_source_parent_class)->dispose (object);
}

static void
pasar_sheet_source_finalize (GObject *object)
{
  g_ptr_array_unref (PASAR_SHEET_SOURCE (object)->columns);
  G_OBJECT_CLASS (pasar_sheet_source_parent_class)->finalize (object);
}

static void
pasar_sheet_source_class_init (PasarSheetSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_sheet_source_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_sheet_source_finalize;
}

static void
pasar_sheet_source_init (PasarSheetSource *self)
{
  self->columns = g_ptr_array_new ();
}

/**
 * pasar_sheet_source_new:
 * @sheet: who will show it, and stages what is edited
 * @session: the shop
 *
 * Returns: (transfer full): the shop as a source
 */
PasarSheetSource *
pasar_sheet_source_new (PasarSheet *sheet, PasarSession *session)
{
  PasarSheetSource *self = g_object_new (PASAR_TYPE_SHEET_SOURCE, NULL);

  self->sheet = sheet;
  self->session = g_object_ref (session);
  self->catalogue = pasar_session_get_catalogue (session);
  self->view = pasar_view_new (self->catalogue);
  read_columns (self);
  g_signal_connect_object (self->view,
                           "rows-will-change",
                           G_CALLBACK (pasar_grid_source_rows_will_change),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view,
                           "rows-changed",
                           G_CALLBACK (rows_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->catalogue,
                           "columns-changed",
                           G_CALLBACK (columns_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session,
                           "notify::write-error",
                           G_CALLBACK (pasar_grid_source_cells_changed),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->catalogue,
                           "values-changed",
                           G_CALLBACK (pasar_grid_source_cells_changed),
                           self,
                           G_CONNECT_SWAPPED);
  return self;
}
