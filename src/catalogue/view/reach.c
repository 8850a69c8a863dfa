/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/view-private.h"

/* What is reached, while it is gone through. */
typedef struct
{
  PasarView *view;
  PasarFilterPass pass;
  guint8 *is_shown; /* (owned) by row */
  guint8 *is_taken; /* (owned): a model may be meant twice, by itself and by its item */
  guint *rows;
  guint n_rows;
  guint n_hidden;
} Reach;

static void
take_row (Reach *self, guint row)
{
  if (!self->is_taken[row])
    self->rows[self->n_rows++] = row;
  self->is_taken[row] = TRUE;
}

static void
take_models (Reach *self, guint header)
{
  PasarCatalogue *catalogue = self->view->catalogue;
  const gboolean is_folded = pasar_view_get_folded (self->view, header);
  const guint end = header + pasar_catalogue_get_n_rows_of (catalogue, header);

  if (end > header + 1)
    pasar_filter_pass_enter (&self->pass, catalogue->rows.item[header]);
  for (guint row = header + 1; row < end; row++)
    {
      if (is_folded ? pasar_filter_pass_matches (&self->pass, row) : self->is_shown[row])
        take_row (self, row);
      else
        self->n_hidden++;
    }
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
  Reach reach = { .view = self };
  GArray *editable = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_val_if_fail (PASAR_IS_VIEW (self), editable);

  /* Values may have changed since the rows were filtered: what is seen is what is meant. */
  reach.is_shown = g_new0 (guint8, self->catalogue->rows.n + 1);
  reach.is_taken = g_new0 (guint8, self->catalogue->rows.n + 1);
  for (guint i = 0; i < self->n_rows; i++)
    reach.is_shown[self->rows[i]] = TRUE;
  pasar_filter_pass_init (&reach.pass, &self->shown.filter, self->catalogue);
  g_array_set_size (editable, self->catalogue->rows.n);
  reach.rows = (guint *) (gpointer) editable->data;
  for (guint i = 0; i < n_rows; i++)
    {
      if (pasar_catalogue_is_editable (self->catalogue, rows[i]))
        take_row (&reach, rows[i]);
      else
        take_models (&reach, rows[i]);
    }
  g_array_set_size (editable, reach.n_rows);
  g_free (reach.is_shown);
  g_free (reach.is_taken);
  if (n_hidden != NULL)
    *n_hidden = reach.n_hidden;
  return editable;
}
