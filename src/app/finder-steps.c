/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/finder-private.h"

#include <glib/gi18n-lib.h>

/* From one cell to the next, and what is replaced there. */

static void
tell (PasarFinder *self, const char *text)
{
  g_signal_emit_by_name (self, "told", text);
}

/* Going. */

/* Whether the cell is one of those that are selected. */
static gboolean
is_selected (const PasarGridRange *ranges, guint n, guint position, guint place)
{
  for (guint i = 0; i < n; i++)
    {
      const PasarGridRange *range = &ranges[i];

      if (position >= range->first_row && position - range->first_row < range->n_rows
          && place >= range->first_column && place - range->first_column < range->n_columns)
        return TRUE;
    }
  return FALSE;
}

/* Selected cells that are gone through stay selected. */
static void
move_cursor (PasarFinder *self, guint position, PasarColumn column)
{
  PasarGrid *grid = pasar_sheet_get_grid (self->sheet);
  guint n;
  const PasarGridRange *selected = pasar_grid_get_ranges (grid, &n);
  g_autofree PasarGridRange *ranges = g_memdup2 (selected, n * sizeof *ranges);
  guint number;

  pasar_sheet_set_cursor (self->sheet, position, column);
  pasar_grid_get_cursor (grid, &number);
  if (self->scope == PASAR_FINDER_SELECTED
      && is_selected (ranges, n, position, pasar_grid_find_place (grid, number)))
    pasar_grid_select (grid, ranges, n);
}

static void
revealed_cb (PasarFinder *self, gboolean is_shown)
{
  if (is_shown)
    pasar_sheet_set_cursor (self->sheet,
                            pasar_sheet_get_cursor (self->sheet, NULL),
                            self->wanted_column);
}

/* A folded model is shown first. */
static void
go (PasarFinder *self, PasarFound found)
{
  const PasarRowKey key =
      pasar_catalogue_row_get_key (pasar_view_get_catalogue (self->view), found.row);
  const guint position = pasar_view_find_row (self->view, found.row);

  if (position != PASAR_NO_ROW)
    {
      move_cursor (self, position, found.column);
      return;
    }
  if (self->reveal == NULL)
    {
      self->reveal = pasar_reveal_new (self->sheet);
      g_signal_connect_swapped (self->reveal, "ended", G_CALLBACK (revealed_cb), self);
    }
  self->wanted_column = found.column;
  pasar_reveal_start (self->reveal, key.item_id, key.model_id, FALSE);
}

static void
go_next (PasarFinder *self, gboolean backwards)
{
  PasarColumn column;
  const guint position = pasar_sheet_get_cursor (self->sheet, &column);
  gboolean is_round;
  const guint index =
      pasar_find_find_next (pasar_finder_get_found (self), position, column, backwards, &is_round);

  if (index == PASAR_FIND_NONE)
    {
      tell (self, _ ("Not found in the rows that are shown"));
      return;
    }
  if (is_round)
    tell (self, backwards ? _ ("Went on from the end") : _ ("Went on from the beginning"));
  go (self, pasar_find_get_found (self->find, index));
}

/* Replacing. */

typedef struct
{
  PasarFinder *finder;   /* (owned) */
  PasarReplace *replace; /* (owned) */
  gboolean goes_on;
} Staging;

static void
staging_free (Staging *self)
{
  pasar_replace_unref (self->replace);
  g_object_unref (self->finder);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Staging, staging_free)

void
pasar_finder_begin_next (PasarFinder *self, PasarFinderNext next)
{
  self->next = next;
  if (self->find == NULL)
    pasar_finder_look (self);
  else if (self->is_found && self->again_id == 0)
    {
      self->next = PASAR_FINDER_NOTHING;
      if (next == PASAR_FINDER_REPLACE)
        pasar_finder_replace (self);
      else
        go_next (self, next == PASAR_FINDER_BACKWARDS);
    }
}

static void
staged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Staging) staging = user_data;
  PasarFinder *self = staging->finder;
  g_autoptr (PasarStep) step = NULL;
  g_autoptr (GError) error = NULL;
  const PasarReplaceReport *report;
  g_autofree char *reason = NULL;

  self->is_staging = FALSE;
  if (self->sheet == NULL)
    return;
  if (!pasar_session_write_finish (PASAR_SESSION (source), result, &step, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_signal_emit_by_name (self->sheet, "stage-failed", error->message);
      /* What was planned is given away, and no value changes that would have it planned anew. */
      if (self->is_active && self->replace == NULL)
        pasar_finder_look (self);
      return;
    }
  if (self->view == NULL
      || pasar_session_get_catalogue (PASAR_SESSION (source))
             != pasar_view_get_catalogue (self->view))
    return;
  if (step != NULL)
    g_signal_emit_by_name (self->sheet,
                           "staged",
                           staging->goes_on && pasar_sheet_is_in_sight (self->sheet, step)
                               ? NULL
                               : step->label);
  if (!staging->goes_on || !self->is_active)
    return;
  report = pasar_replace_get_report (staging->replace);
  if (step == NULL && pasar_replace_get_n_cells (staging->replace) > 0)
    reason = pasar_replace_dup_reason (staging->replace, report->first_left_out);
  if (reason != NULL)
    tell (self, reason);
  pasar_finder_begin_next (self, PASAR_FINDER_FORWARDS);
}

static void
stage (PasarFinder *self, PasarReplace *replace, gboolean goes_on)
{
  Staging *staging = g_new (Staging, 1);

  self->is_staging = TRUE;
  *staging = (Staging){ g_object_ref (self), replace, goes_on };
  pasar_sheet_stage_async (self->sheet, pasar_replace_make_command (replace), staged_cb, staging);
}

/**
 * pasar_finder_step:
 * @self: a finder
 * @backwards: whether it goes up
 *
 * Brings the cursor to the next cell in which it is found, as soon as that is known.
 */
void
pasar_finder_step (PasarFinder *self, gboolean backwards)
{
  if (*pasar_pattern_get_text (self->pattern) != '\0')
    pasar_finder_begin_next (self, backwards ? PASAR_FINDER_BACKWARDS : PASAR_FINDER_FORWARDS);
}

/**
 * pasar_finder_replace:
 * @self: a finder
 *
 * Replaces it in the cell of the cursor and goes on to the next; where it is not in that cell, it
 * only goes.
 */
void
pasar_finder_replace (PasarFinder *self)
{
  const guint place = pasar_finder_get_place (self);
  PasarReplace *replace;
  PasarFound found;

  /* The cell would be taken twice. */
  if (self->replacement == NULL || self->is_staging
      || *pasar_pattern_get_text (self->pattern) == '\0')
    return;
  if (!self->is_found || self->again_id != 0)
    {
      pasar_finder_begin_next (self, PASAR_FINDER_REPLACE);
      return;
    }
  if (place == PASAR_FIND_NONE || !pasar_find_is_replaceable (self->find, place))
    {
      pasar_finder_begin_next (self, PASAR_FINDER_FORWARDS);
      return;
    }
  found = pasar_find_get_found (self->find, place);
  replace =
      pasar_replace_new (pasar_view_get_catalogue (self->view), self->pattern, self->replacement);
  pasar_replace_add (replace, found.row, found.column);
  stage (self, replace, TRUE);
}

/**
 * pasar_finder_replace_all:
 * @self: a finder
 *
 * Replaces it wherever it is found, in one step, as soon as it is known what that comes to.
 */
void
pasar_finder_replace_all (PasarFinder *self)
{
  if (self->replacement == NULL)
    return;
  if (!self->is_planned || self->replace == NULL || self->again_id != 0)
    {
      self->replaces_all = self->looking != NULL || self->again_id != 0;
      return;
    }
  self->is_planned = FALSE;
  stage (self, g_steal_pointer (&self->replace), FALSE);
}
