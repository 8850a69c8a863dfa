/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/edits/paste-private.h"

#include "catalogue/edits/private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* So many cells are pasted between two looks at the clock. */
#define CELLS_A_TURN 64

static void
clear_part (gpointer data)
{
  PasarPastePart *part = data;

  g_array_unref (part->targets);
  g_array_unref (part->models);
  g_array_unref (part->columns);
}

PasarPaste *
pasar_paste_alloc (PasarCatalogue *catalogue, const PasarPasteTable *table)
{
  PasarPaste *self = g_new0 (PasarPaste, 1);

  self->catalogue = g_object_ref (catalogue);
  self->table = *table;
  self->parts = g_array_new (FALSE, FALSE, sizeof (PasarPastePart));
  g_array_set_clear_func (self->parts, clear_part);
  self->areas = g_array_new (FALSE, FALSE, sizeof (PasarPasteArea));
  self->report.refused = g_array_new (FALSE, FALSE, sizeof (PasarPasteRefusal));
  self->sums = g_array_new (FALSE, FALSE, sizeof (PasarPastedSum));
  if (pasar_locations_get_n_columns (catalogue) > 0)
    self->located = g_hash_table_new_full (pasar_row_key_hash, pasar_row_key_equal, g_free, g_free);
  self->cells = g_array_new (FALSE, FALSE, sizeof (PasarPastedCell));
  self->expressions = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_expression_unref);
  return self;
}

/* The part is valid until the next one is added. */
PasarPastePart *
pasar_paste_add_part (PasarPaste *self)
{
  const PasarPastePart part = {
    g_array_new (FALSE, FALSE, sizeof (PasarPasteTarget)),
    g_array_new (FALSE, FALSE, sizeof (PasarRowKey)),
    g_array_new (FALSE, FALSE, sizeof (PasarColumn)),
  };

  g_array_append_val (self->parts, part);
  return &g_array_index (self->parts, PasarPastePart, self->parts->len - 1);
}

/* How many times a table is laid side by side: as often as it fills what is selected exactly. */
static guint
count_repeats (guint n_selected, guint n)
{
  return n_selected > n && n_selected % n == 0 ? n_selected / n : 1;
}

/* Rows and columns that are filled. Where the selection is a multiple in one direction, the other
 * one must be, too, or be a single row or column. */
static void
get_extent (const PasarPasteTable *table, const PasarPasteArea *area, guint *rows, guint *columns)
{
  const gboolean rows_fit =
      area->n_selected_rows <= 1 || area->n_selected_rows % table->n_rows == 0;
  const gboolean columns_fit =
      area->n_selected_columns <= 1 || area->n_selected_columns % table->n_columns == 0;
  const gboolean fits = rows_fit && columns_fit;

  *rows = table->n_rows * (fits ? count_repeats (area->n_selected_rows, table->n_rows) : 1);
  *columns =
      table->n_columns * (fits ? count_repeats (area->n_selected_columns, table->n_columns) : 1);
}

/* What a row of an area stands for. */
static PasarPasteTarget
make_target (PasarPaste *self, const PasarPasteArea *area, guint i, PasarPastePart *part)
{
  PasarCatalogue *catalogue = self->catalogue;
  const guint row = area->rows[i];
  PasarPasteTarget target = { .key = pasar_catalogue_row_get_key (catalogue, row),
                              .first_model = part->models->len };

  if (!pasar_catalogue_is_header (catalogue, row))
    {
      if (self->next < area->editable->len
          && g_array_index (area->editable, guint, self->next) == row)
        self->next++;
      return target;
    }
  target.kind = PASAR_TARGET_SUM;
  for (; self->next < area->editable->len; self->next++)
    {
      const guint model = g_array_index (area->editable, guint, self->next);
      PasarRowKey key;

      if (catalogue->rows.item[model] != catalogue->rows.item[row])
        break;
      if (i + 1 < area->n_rows
          && catalogue->rows.item[area->rows[i + 1]] == catalogue->rows.item[row])
        continue;
      target.kind = PASAR_TARGET_FOLDED;
      target.n_models++;
      key = pasar_catalogue_row_get_key (catalogue, model);
      g_array_append_val (part->models, key);
    }
  return target;
}

static void
begin_area (PasarPaste *self, const PasarPasteArea *area)
{
  PasarPastePart *part = pasar_paste_add_part (self);
  guint n_columns;

  get_extent (&self->table, area, &self->n_rows, &n_columns);
  self->n_rows = MIN (self->n_rows, area->n_rows);
  pasar_array_reserve (part->targets, self->n_rows);
  if (self->area == 0)
    pasar_array_reserve (self->cells, self->n_rows);
  g_array_append_vals (part->columns, area->columns, MIN (n_columns, area->n_columns));
  self->next = 0;
}

/* Counts the texts of a row of the table for which there is no row or column left. */
static void
count_outside (PasarPaste *self, const PasarPastePart *part, guint row)
{
  for (guint i = row < self->n_rows ? part->columns->len : 0; i < self->table.n_columns; i++)
    self->report.n_outside += !pasar_number_is_missing (pasar_paste_get_text (self, row, i));
}

/* Goes on with the areas by a row; FALSE when all of them are parts. */
static gboolean
add_next (PasarPaste *self)
{
  const PasarPasteArea *area;
  PasarPastePart *part;

  if (self->match != NULL)
    return pasar_paste_add_next_by_sku (self);
  if (self->area == self->areas->len)
    return FALSE;
  area = &g_array_index (self->areas, PasarPasteArea, self->area);
  if (self->area_row == 0)
    begin_area (self, area);
  part = &g_array_index (self->parts, PasarPastePart, self->parts->len - 1);
  if (self->area_row < self->n_rows)
    {
      const PasarPasteTarget target = make_target (self, area, self->area_row, part);

      g_array_append_val (part->targets, target);
    }
  if (self->area_row < self->table.n_rows)
    count_outside (self, part, self->area_row);
  self->area_row++;
  if (self->area_row >= MAX (self->n_rows, self->table.n_rows))
    {
      self->area_row = 0;
      self->area++;
    }
  return TRUE;
}

/* The numbers of rows are about to move: from here on keys are what counts. */
static void
rows_will_change_cb (PasarPaste *self)
{
  while (add_next (self))
    ;
}

/**
 * pasar_paste_new:
 * @catalogue: a shop
 * @table: what is pasted
 * @areas: (array length=n_areas): where, each for itself
 * @n_areas: length of @areas
 *
 * Begins to plan a paste by position. The table is laid once from the first row and column of each
 * area on; where what is selected is a multiple of it, again and again; a single value into all
 * that is selected. What does not fit is counted and left out. A text for an item with models goes
 * to those of its models that are shown when they are folded, as when it is typed there.
 *
 * Returns: (transfer full): the paste, to be run
 */
PasarPaste *
pasar_paste_new (PasarCatalogue *catalogue,
                 const PasarPasteTable *table,
                 const PasarPasteArea *areas,
                 guint n_areas)
{
  PasarPaste *self;

  g_return_val_if_fail (PASAR_IS_CATALOGUE (catalogue), NULL);
  g_return_val_if_fail (table != NULL, NULL);

  self = pasar_paste_alloc (catalogue, table);
  if (table->n_rows > 0 && table->n_columns > 0 && n_areas > 0)
    g_array_append_vals (self->areas, areas, n_areas);
  self->moved_id = g_signal_connect_swapped (catalogue,
                                             "rows-will-change",
                                             G_CALLBACK (rows_will_change_cb),
                                             self);
  return self;
}

/**
 * pasar_paste_free:
 * @self: (transfer full) (nullable): a paste
 *
 * Frees @self.
 */
void
pasar_paste_free (PasarPaste *self)
{
  if (self == NULL)
    return;
  g_clear_signal_handler (&self->moved_id, self->catalogue);
  g_object_unref (self->catalogue);
  g_clear_pointer (&self->match, pasar_row_match_free);
  g_array_unref (self->areas);
  g_array_unref (self->parts);
  g_array_unref (self->report.refused);
  g_array_unref (self->sums);
  g_clear_pointer (&self->located, g_hash_table_unref);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->expressions, g_ptr_array_unref);
  g_free (self);
}

static const PasarPastePart *
get_part (const PasarPaste *self)
{
  return &g_array_index (self->parts, PasarPastePart, self->part);
}

static PasarRowKey
get_model (const PasarPaste *self, const PasarPasteTarget *target, guint i)
{
  return g_array_index (get_part (self)->models, PasarRowKey, target->first_model + i);
}

static PasarPasteRefusal
make_refusal (const PasarPaste *self, PasarPasteReason reason, PasarRowKey key)
{
  return (PasarPasteRefusal){
    .reason = reason,
    .key = key,
    .column = g_array_index (get_part (self)->columns, PasarColumn, self->column),
    .source_row = self->target % self->table.n_rows,
    .source_column = self->column % self->table.n_columns,
  };
}

/* The cell that has its turn is not taken. */
static void
refuse (PasarPaste *self, PasarPasteReason reason, PasarRowKey key)
{
  const PasarPasteRefusal refusal = make_refusal (self, reason, key);

  g_array_append_val (self->report.refused, refusal);
  self->report.n_refused[reason]++;
}

static gboolean
read_text (PasarPaste *self, const char *text, PasarField field, GError **error)
{
  PasarPasteMeaning meaning = { 0 };

  if (g_strcmp0 (text, self->read_text) == 0 && field == self->read_field)
    return TRUE;
  if (!pasar_paste_read (self->catalogue, field, text, self->table.decimal_point, &meaning, error))
    return FALSE;
  self->read_text = text;
  self->read_field = field;
  self->read = meaning;
  if (meaning.expression != NULL)
    g_ptr_array_add (self->expressions, meaning.expression);
  return TRUE;
}

/* What was read, into one row. */
static void
take (PasarPaste *self, PasarRowKey key, PasarField field)
{
  const PasarPastedCell cell = {
    key,
    field,
    self->read.expression != NULL ? self->expressions->len : 0,
    self->read.amount,
  };
  const guint row = pasar_catalogue_find_editable (self->catalogue, key);
  gint64 old;
  gint64 to;

  if (row == PASAR_NO_ROW
      || (pasar_catalogue_is_locked (self->catalogue, row, field)
          && !pasar_catalogue_can_postpone (self->catalogue, row, field)))
    {
      refuse (self, PASAR_PASTE_LOCKED, key);
      return;
    }
  old = pasar_staged_read_effective (self->catalogue, row, field);
  to = self->read.amount;
  if (self->read.expression != NULL
      && !pasar_catalogue_evaluate (self->catalogue, row, self->read.expression, &to, NULL))
    {
      refuse (self, PASAR_PASTE_NO_RESULT, key);
      return;
    }
  if (self->located != NULL)
    {
      const PasarPasteRefusal refusal = make_refusal (self, PASAR_PASTE_OTHER_SUM, key);

      pasar_paste_note_stock (self, field, &refusal, old, to);
    }
  if (to == old)
    self->report.n_unchanged++;
  else
    self->report.n_taken++;
  if (self->cells->len == 0)
    self->field = (int) field;
  else if (self->field != (int) field)
    self->field = -1;
  /* Also what is so already: it may be another by the time of its turn. */
  g_array_append_val (self->cells, cell);
}

/* Stock for several models is asked each or in all when it is typed, and never guessed. */
static gboolean
can_spread (const PasarPaste *self, const PasarPasteTarget *target, PasarField field)
{
  return target->kind == PASAR_TARGET_FOLDED
         && (target->n_models == 1 || !pasar_field_is_stock (field)
             || (self->read.expression != NULL
                 && pasar_expression_get_operation (self->read.expression, NULL)
                        == PASAR_OPERATION_PERCENT));
}

/* A single value for all that is selected reaches the models below by themselves. */
static gboolean
is_for_all (const PasarPaste *self)
{
  return self->table.n_rows == 1 && get_part (self)->targets->len > 1;
}

static void
paste_cell (PasarPaste *self, const PasarPasteTarget *target, const char *text)
{
  const PasarColumn column = g_array_index (get_part (self)->columns, PasarColumn, self->column);
  const PasarColumnInfo *info = pasar_catalogue_get_column (self->catalogue, column);
  g_autoptr (GError) error = NULL;

  PasarField field;

  if (target->kind == PASAR_TARGET_SUM && is_for_all (self))
    return;
  field = info != NULL ? pasar_field_get_edited (info->field) : PASAR_FIELD_PRICE;
  if (info == NULL || !info->is_editable)
    refuse (self, PASAR_PASTE_READ_ONLY, target->key);
  else if (target->kind == PASAR_TARGET_SUM)
    refuse (self, PASAR_PASTE_ITEM, target->key);
  else if (!read_text (self, text, info->field, &error))
    refuse (self,
            g_error_matches (error, PASAR_INPUT_ERROR, PASAR_INPUT_ERROR_AMBIGUOUS)
                ? PASAR_PASTE_AMBIGUOUS
                : PASAR_PASTE_UNREADABLE,
            target->key);
  else if (target->kind == PASAR_TARGET_ROW)
    take (self, target->key, field);
  else if (!can_spread (self, target, field))
    refuse (self, PASAR_PASTE_ITEM, target->key);
  else
    for (guint i = 0; i < target->n_models; i++)
      take (self, get_model (self, target, i), field);
}

/* Pastes the next cell; FALSE when there is none. */
static gboolean
paste_next (PasarPaste *self)
{
  const PasarPastePart *part;
  const PasarPasteTarget *target;
  const char *text;

  if (self->part == self->parts->len)
    return FALSE;
  part = get_part (self);
  if (self->column == part->columns->len)
    {
      self->column = 0;
      self->target++;
    }
  if (self->target >= part->targets->len || part->columns->len == 0)
    {
      self->target = self->column = 0;
      self->part++;
      return TRUE;
    }
  target = &g_array_index (part->targets, PasarPasteTarget, self->target);
  text = pasar_paste_get_text (self,
                               self->target % self->table.n_rows,
                               self->column % self->table.n_columns);
  if (target->kind == PASAR_TARGET_REFUSED && self->column == part->sku_column)
    refuse (self, target->reason, target->key);
  if (target->kind < PASAR_TARGET_REFUSED && !pasar_number_is_missing (text)
      && g_array_index (part->columns, PasarColumn, self->column) != PASAR_COLUMN_NONE)
    paste_cell (self, target, text);
  self->column++;
  return TRUE;
}

/**
 * pasar_paste_run:
 * @self: a paste
 * @deadline: when to stop for now, by the monotonic clock; %G_MAXINT64: when all is done
 *
 * Plans what can be planned until @deadline, and a few cells at least.
 *
 * Returns: whether all is done
 */
gboolean
pasar_paste_run (PasarPaste *self, gint64 deadline)
{
  g_return_val_if_fail (self != NULL, TRUE);

  do
    {
      for (guint i = 0; i < CELLS_A_TURN; i++)
        {
          if (!add_next (self) && !paste_next (self) && !pasar_paste_check_next_sum (self))
            return TRUE;
        }
    }
  while (g_get_monotonic_time () < deadline);
  return FALSE;
}

/**
 * pasar_paste_get_report:
 * @self: a paste
 *
 * What has been planned so far: when pasar_paste_run() said that all is done, of all of it.
 *
 * Returns: (transfer none): what it comes to
 */
const PasarPasteReport *
pasar_paste_get_report (PasarPaste *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->report;
}

/**
 * pasar_paste_give_cells:
 * @self: a paste that is done
 * @command: a paste that waits to know its cells
 *
 * Says what was taken. @self has nothing to give after it but its report.
 */
void
pasar_paste_give_cells (PasarPaste *self, PasarCommand *command)
{
  g_return_if_fail (self != NULL && self->cells != NULL);

  pasar_command_add_cells (command,
                           self->field,
                           g_steal_pointer (&self->cells),
                           g_steal_pointer (&self->expressions));
}

/**
 * pasar_paste_make_command:
 * @self: a paste that is done
 *
 * What was taken, as one edit that is computed at its turn. @self has nothing to give after it but
 * its report.
 *
 * Returns: (transfer full) (nullable): the edit; %NULL when nothing was taken
 */
PasarCommand *
pasar_paste_make_command (PasarPaste *self)
{
  PasarCommand *command;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->cells == NULL || self->cells->len == 0)
    return NULL;
  command = pasar_command_new_later (PASAR_COMMAND_PASTE, -1, NULL, NULL, NULL, NULL);
  pasar_paste_give_cells (self, command);
  return command;
}
