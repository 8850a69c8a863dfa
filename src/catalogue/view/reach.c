/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/view-private.h"

/* A model may be meant twice: by itself and by its item. */
static void
take_row (GArray *rows, guint row, guint8 *is_taken)
{
  if (is_taken[row])
    return;
  is_taken[row] = TRUE;
  g_array_append_val (rows, row);
}

/**
 * pasar_view_dup_editable:
 * @self: a view
 * @rows: (array length=n_rows): the catalogue's numbers of rows
 * @n_rows: length of @rows
 * @n_hidden: (out) (optional): how many models of the headers among @rows are left out
 *
 * What an edit of @rows reaches: a header stands for those of its models that the filters let
 * through, whether or not it is folded.
 *
 * Returns: (transfer full) (element-type guint): plain items and models, each once
 */
GArray *
pasar_view_dup_editable (PasarView *self, const guint *rows, guint n_rows, guint *n_hidden)
{
  GArray *editable = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint8 *is_shown = NULL;
  g_autofree guint8 *is_taken = NULL;
  PasarFilterPass pass;
  guint n_left_out = 0;

  g_return_val_if_fail (PASAR_IS_VIEW (self), editable);

  /* Values may have changed since the rows were filtered: what is seen is what is meant. */
  is_shown = g_new0 (guint8, self->catalogue->rows.n + 1);
  is_taken = g_new0 (guint8, self->catalogue->rows.n + 1);
  for (guint i = 0; i < self->n_rows; i++)
    is_shown[self->rows[i]] = TRUE;
  pasar_filter_pass_init (&pass, &self->shown.filter, self->catalogue);
  for (guint i = 0; i < n_rows; i++)
    {
      const guint end = rows[i] + pasar_catalogue_get_n_rows_of (self->catalogue, rows[i]);

      if (pasar_catalogue_is_editable (self->catalogue, rows[i]))
        take_row (editable, rows[i], is_taken);
      else if (end > rows[i] + 1)
        pasar_filter_pass_enter (&pass, self->catalogue->rows.item[rows[i]]);
      for (guint row = rows[i] + 1; row < end; row++)
        {
          if (pasar_view_get_folded (self, rows[i]) ? pasar_filter_pass_matches (&pass, row)
                                                    : is_shown[row])
            take_row (editable, row, is_taken);
          else
            n_left_out++;
        }
    }
  if (n_hidden != NULL)
    *n_hidden = n_left_out;
  return editable;
}
