/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"

#include <glib/gi18n.h>

/* Cells are filled from others, by a command. */

/* Whether it was done. */
gboolean
pasar_grid_fill_ranges (PasarGrid *self,
                        const PasarGridRange *from,
                        const PasarGridRange *to,
                        guint n_ranges,
                        PasarGridFill fill)
{
  g_autoptr (GError) error = NULL;
  const PasarGridAnswer answer =
      pasar_grid_source_fill (self->source, from, to, n_ranges, fill, &error);

  if (answer == PASAR_GRID_REFUSED)
    pasar_grid_show_refusal (self, error != NULL ? error->message : "");
  return answer == PASAR_GRID_DONE;
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

/* From the first row (down), the last one (up) or the first column (forward). */
static gboolean
find_source (PasarGrid *self, PasarGridMove direction, PasarGridRange *to, PasarGridRange *from)
{
  const PasarGridGeometry *geometry = &self->geometry;

  to->n_rows = MIN (to->n_rows, geometry->n_rows - to->first_row);
  to->n_columns = MIN (to->n_columns, geometry->n_places - to->first_column);
  *from = *to;
  if (direction == PASAR_GRID_MOVE_FORWARD)
    {
      from->n_columns = 1;
      return find_source_line (&to->first_column,
                               &to->n_columns,
                               geometry->n_places,
                               FALSE,
                               &from->first_column);
    }
  from->n_rows = 1;
  return find_source_line (&to->first_row,
                           &to->n_rows,
                           geometry->n_rows,
                           direction == PASAR_GRID_MOVE_UP,
                           &from->first_row);
}

static void
fill (PasarGrid *self, const PasarGridRange *ranges, guint n_ranges, PasarGridMove direction)
{
  g_autoptr (GArray) from = g_array_new (FALSE, FALSE, sizeof (PasarGridRange));
  g_autoptr (GArray) to = g_array_new (FALSE, FALSE, sizeof (PasarGridRange));

  for (guint i = 0; i < n_ranges; i++)
    {
      PasarGridRange source;
      PasarGridRange range = ranges[i];

      if (!find_source (self, direction, &range, &source))
        continue;
      g_array_append_val (from, source);
      g_array_append_val (to, range);
    }
  if (to->len > 0)
    pasar_grid_fill_ranges (self,
                            (const PasarGridRange *) (gpointer) from->data,
                            (const PasarGridRange *) (gpointer) to->data,
                            to->len,
                            PASAR_GRID_FILL_COPY);
}

/* Fills each selected range from its own first row (down), last row (up) or first column (forward).
 * Where ranges touch, which row is the first of which cannot be told. */
void
pasar_grid_fill_selection (PasarGrid *self, PasarGridMove direction)
{
  guint n_ranges;
  g_autofree PasarGridRange *ranges = pasar_grid_dup_target (self, &n_ranges);

  if (pasar_grid_region_is_apart (ranges, n_ranges))
    fill (self, ranges, n_ranges, direction);
  else
    pasar_grid_show_refusal (self, _ ("Ranges that overlap or touch cannot be filled like this."));
}

void
pasar_grid_fill_from_above (PasarGrid *self)
{
  guint place;
  const guint row = pasar_grid_selection_get_cursor (self->selection, &place);

  fill (self, &(const PasarGridRange){ row, 1, place, 1 }, 1, PASAR_GRID_MOVE_DOWN);
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
