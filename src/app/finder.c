/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/finder-private.h"

#include "app/selected.h"
#include "catalogue/view/cell.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* For how long the main loop is held to look at once; a large shop is looked through while it goes
 * on. */
#define AT_ONCE_US 4000

G_DEFINE_FINAL_TYPE (PasarFinder, pasar_finder, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_TOLD,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Looking. */

static void
emit_changed (PasarFinder *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
run_find (gpointer find, gint64 deadline)
{
  return pasar_find_run (find, deadline);
}

static gboolean
run_plan (gpointer work, gint64 deadline)
{
  PasarFinder *self = work;

  return pasar_find_add_to (self->find, self->replace, &self->n_told, deadline)
         && pasar_replace_run (self->replace, deadline);
}

static void
end_plan (PasarFinder *self)
{
  const gboolean replaces_all = self->replaces_all;

  g_clear_object (&self->looking);
  self->is_planned = TRUE;
  self->replaces_all = FALSE;
  emit_changed (self);
  if (replaces_all)
    pasar_finder_replace_all (self);
}

static void
planned_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarFinder) self = user_data;

  if (pasar_slices_run_finish (result, NULL))
    end_plan (self);
}

static void
plan (PasarFinder *self)
{
  g_clear_pointer (&self->replace, pasar_replace_unref);
  self->is_planned = FALSE;
  self->n_told = 0;
  if (self->replacement == NULL || pasar_find_get_n_replaceable (self->find) == 0)
    {
      self->replaces_all = FALSE;
      return;
    }
  self->replace =
      pasar_replace_new (pasar_view_get_catalogue (self->view), self->pattern, self->replacement);
  if (run_plan (self, g_get_monotonic_time () + AT_ONCE_US))
    {
      end_plan (self);
      return;
    }
  self->looking = g_cancellable_new ();
  pasar_slices_run_async (run_plan, self, self->looking, planned_cb, g_object_ref (self));
}

static void
end_find (PasarFinder *self)
{
  const PasarFinderNext next = self->next;

  g_clear_object (&self->looking);
  self->is_found = TRUE;
  self->next = PASAR_FINDER_NOTHING;
  pasar_sheet_set_found (self->sheet, self->is_active ? self->find : NULL);
  emit_changed (self);
  plan (self);
  if (next != PASAR_FINDER_NOTHING)
    pasar_finder_begin_next (self, next);
}

static void
found_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarFinder) self = user_data;

  if (pasar_slices_run_finish (result, NULL))
    end_find (self);
}

static GArray *
dup_columns (PasarFinder *self)
{
  const PasarGridRange all = { 0,
                               1,
                               0,
                               pasar_grid_get_n_places (pasar_sheet_get_grid (self->sheet)) };
  GArray *columns;

  if (self->scope != PASAR_FINDER_COLUMN)
    return pasar_selected_dup_columns (self->sheet, &all);
  columns = g_array_new (FALSE, FALSE, sizeof (PasarColumn));
  if (self->column != PASAR_COLUMN_NONE)
    g_array_append_val (columns, self->column);
  return columns;
}

/* Places of the grid are those of the columns. */
static void
limit (PasarFinder *self)
{
  g_autoptr (GArray) ranges = pasar_selected_dup_ranges (self->sheet);

  for (guint i = 0; i < ranges->len; i++)
    {
      const PasarGridRange *range = &g_array_index (ranges, PasarGridRange, i);

      pasar_find_limit (self->find,
                        range->first_row,
                        range->n_rows,
                        range->first_column,
                        range->n_columns);
    }
}

/* What was found before is seen until there is something else. */
static void
stop (PasarFinder *self)
{
  g_clear_handle_id (&self->again_id, g_source_remove);
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->find, pasar_find_unref);
  g_clear_pointer (&self->replace, pasar_replace_unref);
  self->is_found = self->is_planned = FALSE;
}

/* Something else is asked now, for which what is still to be done was not meant. */
static void
forget_next (PasarFinder *self)
{
  self->next = PASAR_FINDER_NOTHING;
  self->replaces_all = FALSE;
}

static void
watch (PasarFinder *self, PasarView *view)
{
  if (!g_set_object (&self->view, view))
    return;
  g_signal_group_set_target (self->view_signals, view);
  g_signal_group_set_target (self->catalogue_signals,
                             view != NULL ? pasar_view_get_catalogue (view) : NULL);
}

void
pasar_finder_look (PasarFinder *self)
{
  g_autoptr (GArray) columns = NULL;

  stop (self);
  watch (self, pasar_sheet_get_view (self->sheet));
  if (self->view == NULL || *pasar_pattern_get_text (self->pattern) == '\0')
    {
      forget_next (self);
      pasar_sheet_set_found (self->sheet, NULL);
      emit_changed (self);
      return;
    }
  pasar_sheet_get_cursor (self->sheet, &self->column);
  columns = dup_columns (self);
  self->find = pasar_find_new (self->view,
                               self->pattern,
                               (const PasarColumn *) (gpointer) columns->data,
                               columns->len);
  if (self->scope == PASAR_FINDER_SELECTED)
    limit (self);
  if (pasar_find_run (self->find, g_get_monotonic_time () + AT_ONCE_US))
    {
      end_find (self);
      return;
    }
  self->looking = g_cancellable_new ();
  pasar_slices_run_async (run_find, self->find, self->looking, found_cb, g_object_ref (self));
}

static gboolean
look_cb (gpointer user_data)
{
  PasarFinder *self = user_data;

  self->again_id = 0;
  pasar_finder_look (self);
  return G_SOURCE_REMOVE;
}

/* Once all who follow the list have heard of it, and once for all that changes at a time. */
static void
queue_look_cb (PasarFinder *self)
{
  if (!self->is_active && self->next == PASAR_FINDER_NOTHING)
    {
      stop (self);
      watch (self, NULL);
    }
  else if (self->again_id == 0)
    self->again_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, look_cb, self, NULL);
}

static void
cursor_changed_cb (PasarFinder *self)
{
  PasarColumn column;

  pasar_sheet_get_cursor (self->sheet, &column);
  if (pasar_sheet_get_view (self->sheet) != self->view
      || (self->scope == PASAR_FINDER_COLUMN && column != self->column))
    {
      self->replaces_all = FALSE;
      queue_look_cb (self);
    }
  else
    emit_changed (self);
}

static void
selection_changed_cb (PasarFinder *self)
{
  if (self->scope != PASAR_FINDER_SELECTED)
    return;
  self->replaces_all = FALSE;
  queue_look_cb (self);
}

/* The life of a finder. */

static void
pasar_finder_dispose (GObject *object)
{
  PasarFinder *self = PASAR_FINDER (object);

  stop (self);
  g_clear_object (&self->reveal);
  g_clear_weak_pointer (&self->sheet);
  g_clear_object (&self->view_signals);
  g_clear_object (&self->catalogue_signals);
  g_clear_object (&self->view);
  g_clear_pointer (&self->pattern, pasar_pattern_unref);
  g_clear_pointer (&self->replacement, g_free);
  G_OBJECT_CLASS (pasar_finder_parent_class)->dispose (object);
}

static void
pasar_finder_class_init (PasarFinderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_finder_dispose;

  /**
   * PasarFinder::changed:
   * @self: a finder
   *
   * What is found, or would be replaced, or where the cursor is in it, is another.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed",
                                          G_TYPE_FROM_CLASS (klass),
                                          G_SIGNAL_RUN_LAST,
                                          0,
                                          NULL,
                                          NULL,
                                          NULL,
                                          G_TYPE_NONE,
                                          0);
  /**
   * PasarFinder::told:
   * @self: a finder
   * @text: a sentence
   *
   * The seller should know something of the last step.
   */
  signals[SIGNAL_TOLD] = g_signal_new ("told",
                                       G_TYPE_FROM_CLASS (klass),
                                       G_SIGNAL_RUN_LAST,
                                       0,
                                       NULL,
                                       NULL,
                                       NULL,
                                       G_TYPE_NONE,
                                       1,
                                       G_TYPE_STRING);
}

static void
pasar_finder_init (PasarFinder *self)
{
  self->pattern = pasar_pattern_new ("", PASAR_PATTERN_PART);
  self->view_signals = g_signal_group_new (PASAR_TYPE_VIEW);
  g_signal_group_connect_swapped (self->view_signals,
                                  "rows-changed",
                                  G_CALLBACK (queue_look_cb),
                                  self);
  self->catalogue_signals = g_signal_group_new (PASAR_TYPE_CATALOGUE);
  g_signal_group_connect_swapped (self->catalogue_signals,
                                  "values-changed",
                                  G_CALLBACK (queue_look_cb),
                                  self);
}

/**
 * pasar_finder_new:
 * @sheet: where it looks
 *
 * Returns: (transfer full): a finder that looks for nothing yet
 */
PasarFinder *
pasar_finder_new (PasarSheet *sheet)
{
  static const struct
  {
    const char *signal;
    GCallback callback;
  } followed[] = {
    { "cursor-changed", G_CALLBACK (cursor_changed_cb) },
    { "selection-changed", G_CALLBACK (selection_changed_cb) },
    { "columns-changed", G_CALLBACK (queue_look_cb) },
  };
  PasarFinder *self = g_object_new (PASAR_TYPE_FINDER, NULL);

  g_set_weak_pointer (&self->sheet, sheet);
  for (guint i = 0; i < G_N_ELEMENTS (followed); i++)
    g_signal_connect_object (sheet,
                             followed[i].signal,
                             followed[i].callback,
                             self,
                             G_CONNECT_SWAPPED);
  return self;
}

/**
 * pasar_finder_set_active:
 * @self: a finder
 * @is_active: whether what is found is followed and marked, or only looked for at each step
 */
void
pasar_finder_set_active (PasarFinder *self, gboolean is_active)
{
  self->is_active = is_active;
  forget_next (self);
  if (is_active)
    {
      pasar_finder_look (self);
      return;
    }
  stop (self);
  g_clear_object (&self->reveal);
  if (self->sheet != NULL)
    pasar_sheet_set_found (self->sheet, NULL);
}

/**
 * pasar_finder_set_pattern:
 * @self: a finder
 * @text: what is looked for
 * @flags: how
 */
void
pasar_finder_set_pattern (PasarFinder *self, const char *text, PasarPatternFlags flags)
{
  pasar_pattern_unref (self->pattern);
  self->pattern = pasar_pattern_new (text, flags);
  forget_next (self);
  if (self->is_active)
    pasar_finder_look (self);
  else
    stop (self);
}

/**
 * pasar_finder_set_scope:
 * @self: a finder
 * @scope: where it looks
 */
void
pasar_finder_set_scope (PasarFinder *self, PasarFinderScope scope)
{
  if (self->scope == scope)
    return;
  self->scope = scope;
  forget_next (self);
  if (self->is_active)
    pasar_finder_look (self);
  else
    stop (self);
}

/**
 * pasar_finder_set_replacement:
 * @self: a finder
 * @replacement: (nullable): what is to stand in place of what is found; %NULL: nothing is to be
 *   replaced
 */
void
pasar_finder_set_replacement (PasarFinder *self, const char *replacement)
{
  if (g_strcmp0 (self->replacement, replacement) == 0)
    return;
  g_free (self->replacement);
  self->replacement = g_strdup (replacement);
  self->replaces_all = FALSE;
  if (!self->is_found || self->again_id != 0)
    return;
  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  plan (self);
  emit_changed (self);
}

/**
 * pasar_finder_get_found:
 * @self: a finder
 *
 * Returns: (transfer none) (nullable): all that is found; %NULL while that is not known, or nothing
 *   is looked for
 */
PasarFind *
pasar_finder_get_found (PasarFinder *self)
{
  /* What is out of date by now is dropped. */
  if (self->is_found)
    pasar_find_run (self->find, 0);
  return self->is_found ? self->find : NULL;
}

/**
 * pasar_finder_get_place:
 * @self: a finder
 *
 * Returns: which of what is found is in the cell of the cursor, from 0; %PASAR_FIND_NONE: none
 */
guint
pasar_finder_get_place (PasarFinder *self)
{
  PasarFind *find = pasar_finder_get_found (self);
  PasarColumn column;
  const guint position = pasar_sheet_get_cursor (self->sheet, &column);

  return find != NULL && position != PASAR_NO_ROW ? pasar_find_find_cell (find, position, column)
                                                  : PASAR_FIND_NONE;
}

/**
 * pasar_finder_get_planned:
 * @self: a finder
 *
 * Returns: (transfer none) (nullable): what would be replaced; %NULL while that is not known, or
 *   nothing is to be
 */
PasarReplace *
pasar_finder_get_planned (PasarFinder *self)
{
  PasarFind *find = pasar_finder_get_found (self);

  return self->is_planned && self->again_id == 0 && find != NULL
                 && pasar_find_get_n_replaceable (find) > 0
             ? self->replace
             : NULL;
}

/**
 * pasar_finder_dup_read_only_reason:
 * @self: a finder
 *
 * Returns: (transfer full) (nullable): why it is not replaced in some of the cells in which it is
 *   found, a translated sentence; %NULL when it can be in all
 */
char *
pasar_finder_dup_read_only_reason (PasarFinder *self)
{
  PasarFind *find = pasar_finder_get_found (self);
  const guint index = find != NULL ? pasar_find_get_first_read_only (find) : PASAR_FIND_NONE;
  PasarCatalogue *catalogue;
  PasarFound found;

  if (index == PASAR_FIND_NONE)
    return NULL;
  found = pasar_find_get_found (find, index);
  catalogue = pasar_view_get_catalogue (self->view);
  return pasar_catalogue_get_column (catalogue, found.column)->is_editable
             ? g_strdup (_ ("A margin follows from the price and the cost."))
             : pasar_cell_dup_lock_reason (catalogue, found.row, found.column);
}
