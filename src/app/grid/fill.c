/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

#include <glib/gi18n.h>

/* Cells are filled from others, by a command. */

/* Whether it was done. */
gboolean
pasar_grid_fill_range (PasarGrid *self,
                       const PasarGridRange *from,
                       const PasarGridRange *to,
                       PasarGridFill fill)
{
  g_autoptr (GError) error = NULL;
  const PasarGridAnswer answer = pasar_grid_source_fill (self->source, from, to, fill, &error);

  if (answer == PASAR_GRID_REFUSED)
    pasar_grid_show_refusal (self, error != NULL ? error->message : "");
  return answer == PASAR_GRID_DONE;
}

/* What is selected as one range with the numbers of rows and columns that there are. */
static gboolean
find_one_range (PasarGrid *self, PasarGridRange *range)
{
  guint n_ranges;

  pasar_grid_selection_get_ranges (self->selection, &n_ranges);
  if (n_ranges <= 1)
    return pasar_grid_selection_get_bounds (self->selection, range);
  pasar_grid_show_refusal (self, _ ("Only one range of cells can be filled like this."));
  return FALSE;
}

/* Splits off the line at one end that the others are filled from; a single line is filled from the
 * one next to it. FALSE: there is none. */
static gboolean
find_source_line (guint *first, guint *n, guint n_all, gboolean from_last, guint *line)
{
  if (*n == 1)
    {
      if (from_last ? *first + 1 >= n_all : *first == 0)
        return FALSE;
      *n = 2;
      *first -= from_last ? 0 : 1;
    }
  *line = from_last ? *first + *n - 1 : *first;
  return TRUE;
}

/* Fills from the first row (down), the last one (up) or the first column (forward). */
static void
fill_range (PasarGrid *self, PasarGridRange to, PasarGridMove direction)
{
  PasarGridRange from = to;

  if (direction == PASAR_GRID_MOVE_FORWARD)
    {
      if (!find_source_line (&to.first_column,
                             &to.n_columns,
                             self->geometry.n_places,
                             FALSE,
                             &from.first_column))
        return;
      from.n_columns = 1;
    }
  else
    {
      if (!find_source_line (&to.first_row,
                             &to.n_rows,
                             self->geometry.n_rows,
                             direction == PASAR_GRID_MOVE_UP,
                             &from.first_row))
        return;
      from.n_rows = 1;
    }
  pasar_grid_fill_range (self, &from, &to, PASAR_GRID_FILL_COPY);
}

/* Fills the selected range from its first row (down), last row (up) or first column (forward). */
void
pasar_grid_fill_selection (PasarGrid *self, PasarGridMove direction)
{
  PasarGridRange range;

  if (find_one_range (self, &range))
    fill_range (self, range, direction);
}

void
pasar_grid_fill_from_above (PasarGrid *self)
{
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);

  fill_range (self, (PasarGridRange){ row, 1, place, 1 }, PASAR_GRID_MOVE_DOWN);
}

/* All that is selected takes the value of the cursor's cell. */
void
pasar_grid_fill_with_cursor (PasarGrid *self)
{
  guint column;
  const guint row = pasar_grid_get_cursor (self, &column);
  guint n_ranges;
  g_autofree PasarGridRange *ranges = pasar_grid_dup_target (self, &n_ranges);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = pasar_grid_source_dup_edit_text (self->source, row, column, &error);

  if (text == NULL
      || pasar_grid_source_commit (self->source, row, column, ranges, n_ranges, text, &error)
             == PASAR_GRID_REFUSED)
    pasar_grid_show_refusal (self, error != NULL ? error->message : "");
}
