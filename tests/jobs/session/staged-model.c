/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "staged-model.h"

static guint
hash_cell (gconstpointer data)
{
  const ModelCell *cell = data;

  return (guint) (cell->item_id * 1000 + cell->model_id * 10 + cell->field);
}

static gboolean
is_same_cell (gconstpointer a, gconstpointer b)
{
  const ModelCell *left = a;
  const ModelCell *right = b;

  return left->item_id == right->item_id && left->model_id == right->model_id
         && left->field == right->field;
}

GHashTable *
model_table_new (void)
{
  return g_hash_table_new_full (hash_cell, is_same_cell, g_free, g_free);
}

gint64
model_table_get (GHashTable *table, ModelCell cell)
{
  const gint64 *value = g_hash_table_lookup (table, &cell);

  return value != NULL ? *value : PASAR_NO_VALUE;
}

/* PASAR_NO_VALUE: there is none. */
void
model_table_set (GHashTable *table, ModelCell cell, gint64 value)
{
  if (value == PASAR_NO_VALUE)
    g_hash_table_remove (table, &cell);
  else
    g_hash_table_replace (table, g_memdup2 (&cell, sizeof cell), g_memdup2 (&value, sizeof value));
}

GHashTable *
model_table_copy (GHashTable *table)
{
  GHashTable *copy = model_table_new ();
  GHashTableIter iter;
  gpointer cell;
  gpointer value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &cell, &value))
    model_table_set (copy, *(ModelCell *) cell, *(gint64 *) value);
  return copy;
}

gboolean
model_table_is_equal (GHashTable *a, GHashTable *b)
{
  GHashTableIter iter;
  gpointer cell;
  gpointer value;

  if (g_hash_table_size (a) != g_hash_table_size (b))
    return FALSE;
  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &cell, &value))
    if (model_table_get (b, *(ModelCell *) cell) != *(gint64 *) value)
      return FALSE;
  return TRUE;
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

char *
model_table_describe (GHashTable *table)
{
  static const char *const fields[MODEL_N_ALL] = { "price", "stock",  "a",     "b",    "c",  "cost",
                                                   "note",  "number", "money", "text", "yes" };
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const ModelCell *cell = key;

      g_ptr_array_add (lines,
                       g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT
                                        ".%s=%" G_GINT64_FORMAT,
                                        cell->item_id,
                                        cell->model_id,
                                        fields[cell->field],
                                        *(gint64 *) value));
    }
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (" ", (char **) lines->pdata);
}

static ModelStep *
step_new (gint64 id)
{
  ModelStep *self = g_new0 (ModelStep, 1);

  g_ref_count_init (&self->refs);
  self->id = id;
  self->edits = g_array_new (FALSE, FALSE, sizeof (ModelEdit));
  return self;
}

static gpointer
step_ref (gconstpointer step, gpointer data)
{
  ModelStep *self = (ModelStep *) step;

  g_ref_count_inc (&self->refs);
  return self;
}

static void
step_unref (gpointer step)
{
  ModelStep *self = step;

  if (!g_ref_count_dec (&self->refs))
    return;
  g_array_unref (self->edits);
  g_free (self);
}

Model *
model_new (void)
{
  Model *self = g_new0 (Model, 1);

  self->shop = model_table_new ();
  self->staged = model_table_new ();
  self->undo = g_ptr_array_new_with_free_func (step_unref);
  self->redo = g_ptr_array_new_with_free_func (step_unref);
  return self;
}

Model *
model_copy (const Model *self)
{
  Model *copy = g_new0 (Model, 1);

  copy->shop = model_table_copy (self->shop);
  copy->staged = model_table_copy (self->staged);
  copy->undo = g_ptr_array_copy (self->undo, step_ref, NULL);
  copy->redo = g_ptr_array_copy (self->redo, step_ref, NULL);
  g_ptr_array_set_free_func (copy->undo, step_unref);
  g_ptr_array_set_free_func (copy->redo, step_unref);
  copy->next_id = self->next_id;
  return copy;
}

void
model_free (Model *self)
{
  g_hash_table_unref (self->shop);
  g_hash_table_unref (self->staged);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self);
}

/* Whether the row has its stock at two locations or more, if the shop has it. */
gboolean
model_is_split (ModelCell cell)
{
  return (cell.item_id + cell.model_id) % 3 == 0;
}

ModelCell
model_cell_of (ModelCell cell, gint64 field)
{
  return (ModelCell){ cell.item_id, cell.model_id, field };
}

static gboolean
is_sum (ModelCell cell)
{
  return cell.field == PASAR_FIELD_STOCK && model_is_split (cell);
}

/* Of a sum that of the locations where the shop has the row. */
gint64
model_effective (const Model *self, ModelCell cell)
{
  const gint64 staged = model_table_get (self->staged, cell);
  const gint64 shop = model_table_get (self->shop, cell);
  gint64 sum = 0;

  if (!is_sum (cell) || shop == PASAR_NO_VALUE)
    return staged != PASAR_NO_VALUE ? staged : shop;
  for (gint64 field = MODEL_LOCATION; field < MODEL_N_FIELDS; field++)
    {
      const ModelCell at = model_cell_of (cell, field);

      if (model_table_get (self->shop, at) != PASAR_NO_VALUE)
        sum += model_effective (self, at);
    }
  return sum;
}

/* A sum counts as staged as soon as anything is at a location, also where the shop has none any
 * more. */
gint64
model_shown_staged (const Model *self, ModelCell cell)
{
  if (!is_sum (cell))
    return model_table_get (self->staged, cell);
  for (gint64 field = MODEL_LOCATION; field < MODEL_N_FIELDS; field++)
    if (model_table_get (self->staged, model_cell_of (cell, field)) != PASAR_NO_VALUE)
      return model_effective (self, cell);
  return PASAR_NO_VALUE;
}

/* What the shop has need not be staged. */
static gint64
get_meaning (const Model *self, ModelCell cell, gint64 value)
{
  return value == model_table_get (self->shop, cell) ? PASAR_NO_VALUE : value;
}

/* The difference goes to the first location; what that cannot bear of a fall to the next ones. */
static void
spread (Model *self, ModelCell cell, gint64 value)
{
  gint64 rest = value - model_effective (self, cell);
  gint64 last = 0;

  for (gint64 field = MODEL_LOCATION; field < MODEL_N_FIELDS; field++)
    if (model_table_get (self->shop, model_cell_of (cell, field)) != PASAR_NO_VALUE)
      last = field;
  for (gint64 field = MODEL_LOCATION; field < MODEL_N_FIELDS; field++)
    {
      const ModelCell at = model_cell_of (cell, field);
      gint64 now;
      gint64 given;

      if (model_table_get (self->shop, at) == PASAR_NO_VALUE)
        {
          model_table_set (self->staged, at, PASAR_NO_VALUE);
          continue;
        }
      now = model_effective (self, at);
      given = field == last ? rest : MAX (rest, -now);
      model_table_set (self->staged, at, get_meaning (self, at, now + given));
      rest -= given;
    }
}

void
model_stage (Model *self, ModelCell cell, gint64 value)
{
  value = get_meaning (self, cell, value);
  if (!is_sum (cell))
    model_table_set (self->staged, cell, value);
  else if (value == PASAR_NO_VALUE)
    for (gint64 field = MODEL_LOCATION; field < MODEL_N_FIELDS; field++)
      model_table_set (self->staged, model_cell_of (cell, field), PASAR_NO_VALUE);
  else if (value != model_shown_staged (self, cell))
    spread (self, cell, value);
}

static void
add_differences (GArray *edits, GHashTable *table, GHashTable *before, GHashTable *after)
{
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      const ModelEdit edit = { *(ModelCell *) cell,
                               model_table_get (before, *(ModelCell *) cell),
                               model_table_get (after, *(ModelCell *) cell) };

      /* Those of both tables are met twice. */
      if (edit.from != edit.to && (table == after || edit.to == PASAR_NO_VALUE))
        g_array_append_val (edits, edit);
    }
}

/* All that was staged since makes a step. */
void
model_end_step (Model *self, GHashTable *before, gint64 id)
{
  ModelStep *step;

  if (model_table_is_equal (before, self->staged))
    return;
  step = step_new (id);
  add_differences (step->edits, before, before, self->staged);
  add_differences (step->edits, self->staged, before, self->staged);
  g_ptr_array_add (self->undo, step);
  g_ptr_array_set_size (self->redo, 0);
}

/* What an edit turned round comes to now: nothing where something else changed the cell since. */
static gboolean
turn_round (const Model *self, ModelEdit *edit)
{
  const ModelEdit old = *edit;

  edit->from = get_meaning (self, old.cell, old.to);
  edit->to = get_meaning (self, old.cell, old.from);
  return model_table_get (self->staged, edit->cell) == edit->from && edit->from != edit->to;
}

static gboolean
is_void (const Model *self, const ModelStep *step)
{
  for (guint i = 0; i < step->edits->len; i++)
    {
      ModelEdit edit = g_array_index (step->edits, ModelEdit, i);

      if (turn_round (self, &edit))
        return FALSE;
    }
  return TRUE;
}

/* To be called after each change. */
void
model_note_void (Model *self)
{
  GPtrArray *const stacks[] = { self->undo, self->redo };

  for (guint k = 0; k < G_N_ELEMENTS (stacks); k++)
    for (guint i = 0; i < stacks[k]->len; i++)
      {
        ModelStep *step = g_ptr_array_index (stacks[k], i);

        step->was_void = step->was_void || is_void (self, step);
      }
}

/* Whether there need not be a step to undo, or to make again. */
gboolean
model_may_have_none (const Model *self, gboolean is_redo)
{
  const GPtrArray *stack = is_redo ? self->redo : self->undo;

  for (guint i = 0; i < stack->len; i++)
    if (!((const ModelStep *) g_ptr_array_index (stack, i))->was_void)
      return FALSE;
  return TRUE;
}

/* Undoes the step, or makes it again. Returns what is wrong with that, or NULL: it must be the
 * newest that comes to something; those that once came to nothing may have been forgotten. */
const char *
model_move (Model *self, gboolean is_redo, gint64 id)
{
  GPtrArray *from = is_redo ? self->redo : self->undo;
  GPtrArray *to = is_redo ? self->undo : self->redo;
  g_autoptr (GArray) edits = NULL;
  ModelStep *moved = step_new (id);
  gboolean found = FALSE;

  while (!found && from->len > 0)
    {
      const ModelStep *step = g_ptr_array_index (from, from->len - 1);

      found = step->id == id;
      if (found)
        edits = g_array_ref (step->edits);
      else if (!step->was_void)
        break;
      g_ptr_array_set_size (from, (int) from->len - 1);
    }
  g_ptr_array_add (to, moved);
  if (!found)
    return "another step should have had its turn";
  for (guint i = 0; i < edits->len; i++)
    {
      ModelEdit edit = g_array_index (edits, ModelEdit, i);

      if (!turn_round (self, &edit))
        continue;
      model_table_set (self->staged, edit.cell, edit.to);
      g_array_append_val (moved->edits, edit);
    }
  return moved->edits->len > 0 ? NULL : "the step comes to nothing";
}

/* The shop has the value now; PASAR_NO_VALUE: it has no such row any more. */
void
model_put (Model *self, ModelCell cell, gint64 value)
{
  model_table_set (self->shop, cell, value);
  if (value != PASAR_NO_VALUE)
    model_table_set (self->staged,
                     cell,
                     get_meaning (self, cell, model_table_get (self->staged, cell)));
}

static void
update_sum (Model *self, ModelCell cell)
{
  gint64 sum = 0;

  for (gint64 field = MODEL_LOCATION; field < MODEL_N_FIELDS; field++)
    sum += MAX (model_table_get (self->shop, model_cell_of (cell, field)), 0);
  model_table_set (self->shop, model_cell_of (cell, PASAR_FIELD_STOCK), sum);
}

/* The shop took the value, also of a row that a refresh did not find any more. */
void
model_settle (Model *self, ModelCell cell, gint64 value)
{
  if (model_table_get (self->shop, cell) != PASAR_NO_VALUE)
    model_table_set (self->shop, cell, value);
  if (cell.field >= MODEL_LOCATION)
    update_sum (self, cell);
  if (model_table_get (self->staged, cell) == value)
    model_table_set (self->staged, cell, PASAR_NO_VALUE);
}

/* Of what the shop has nothing is staged any more. */
void
model_drop_equal (Model *self)
{
  GHashTableIter iter;
  gpointer cell;
  gpointer value;

  g_hash_table_iter_init (&iter, self->staged);
  while (g_hash_table_iter_next (&iter, &cell, &value))
    if (get_meaning (self, *(ModelCell *) cell, *(gint64 *) value) == PASAR_NO_VALUE)
      g_hash_table_iter_remove (&iter);
}
