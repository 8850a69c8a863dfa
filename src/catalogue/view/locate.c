/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/locate.h"

#include "catalogue/view/search-private.h"

#include <string.h>

/* How many rows are gone through before the clock is asked. */
#define STRIDE 256

/* How well a text fits; from the best on. */
typedef enum
{
  FIT_EXACT,
  FIT_NUMBER, /* the place in the list */
  FIT_START,
  FIT_PART,
  N_FITS,
} Fit;

struct _PasarLocating
{
  PasarView *view; /* (owned) */
  char *word;      /* (owned) folded */
  gboolean is_number;
  guint max;
  guint next;           /* row */
  guint layout;         /* of the catalogue when this was begun */
  GArray *rows[N_FITS]; /* (owned) guint */
};

/**
 * pasar_view_get_place_state:
 * @self: a view
 * @row: a row of its catalogue
 *
 * Of a model whose item is folded it is not known before that is unfolded whether a filter leaves
 * it out.
 *
 * Returns: whether the list has it
 */
PasarPlaceState
pasar_view_get_place_state (PasarView *self, guint row)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (self);
  const guint item_row = pasar_catalogue_read_row (catalogue, row).item_row;

  if (pasar_view_find_row (self, row) != PASAR_NO_ROW)
    return PASAR_PLACE_SHOWN;
  return item_row != row && pasar_view_find_row (self, item_row) != PASAR_NO_ROW
                 && pasar_view_get_folded (self, item_row)
             ? PASAR_PLACE_FOLDED
             : PASAR_PLACE_FILTERED;
}

/**
 * pasar_locating_new:
 * @view: the list whose rows have numbers
 * @text: what the seller typed
 * @max: so many rows are enough
 *
 * To be run, then asked.
 *
 * Returns: (transfer full): nothing found yet
 */
PasarLocating *
pasar_locating_new (PasarView *view, const char *text, guint max)
{
  PasarLocating *self = g_new0 (PasarLocating, 1);
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  self->view = g_object_ref (view);
  self->word = pasar_search_fold (stripped, -1);
  self->is_number = *self->word != '\0' && strspn (self->word, "0123456789") == strlen (self->word);
  self->max = max;
  self->layout = pasar_view_get_catalogue (view)->layout;
  for (guint i = 0; i < N_FITS; i++)
    self->rows[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

/**
 * pasar_locating_free:
 * @self: (transfer full): what was looked for
 *
 * It need not be done.
 */
void
pasar_locating_free (PasarLocating *self)
{
  for (guint i = 0; i < N_FITS; i++)
    g_array_unref (self->rows[i]);
  g_free (self->word);
  g_object_unref (self->view);
  g_free (self);
}

static Fit
fit_text (const PasarLocating *self, const char *text)
{
  const char *found = strstr (text, self->word);

  if (found == NULL)
    return N_FITS;
  if (found != text)
    return FIT_PART;
  return text[strlen (self->word)] == '\0' ? FIT_EXACT : FIT_START;
}

/* Nobody means a part of an id. */
static Fit
fit_id (const PasarLocating *self, gint64 id)
{
  char text[24];
  Fit fit;

  if (!self->is_number)
    return N_FITS;
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, id);
  fit = fit_text (self, text);
  return fit == FIT_PART ? N_FITS : fit;
}

static Fit
fit_row (const PasarLocating *self, PasarCatalogue *catalogue, guint row)
{
  const gboolean is_model = (catalogue->rows.flags[row] & PASAR_ROW_MODEL) != 0;
  const gint64 id =
      is_model ? catalogue->rows.model_id[row] : pasar_catalogue_item_of (catalogue, row)->item_id;
  const guint32 barcode = catalogue->rows.barcode[row];
  /* Both end with the SKU. */
  const PasarFolded sku =
      is_model
          ? pasar_search_get_model_text (catalogue, row, PASAR_COLUMN_SKU)
          : pasar_search_get_item_text (catalogue, catalogue->rows.item[row], PASAR_COLUMN_SKU);
  const Fit by_barcode =
      barcode != 0 ? fit_text (self, pasar_arena_get (&catalogue->texts, barcode)) : N_FITS;

  return MIN (MIN (fit_text (self, sku.text), by_barcode), fit_id (self, id));
}

/* In a list without items an item stands for its first model. */
static guint
get_listed (const PasarLocating *self, PasarCatalogue *catalogue, guint row)
{
  return pasar_view_get_flat (self->view) && pasar_catalogue_is_header (catalogue, row)
                 && pasar_catalogue_item_of (catalogue, row)->n_models > 0
             ? row + 1
             : row;
}

/* Each once, and no more than are wanted. */
static void
add_row (PasarLocating *self, GArray *rows, guint row)
{
  for (guint i = 0; i < rows->len; i++)
    {
      if (g_array_index (rows, guint, i) == row)
        return;
    }
  if (rows->len < self->max)
    g_array_append_val (rows, row);
}

static void
look_at (PasarLocating *self, PasarCatalogue *catalogue, guint row)
{
  Fit fit;

  if (!pasar_catalogue_is_alive (catalogue, row))
    return;
  fit = fit_row (self, catalogue, row);
  if (fit != N_FITS)
    add_row (self, self->rows[fit], get_listed (self, catalogue, row));
}

static void
add_numbered (PasarLocating *self)
{
  const guint64 number = self->is_number ? g_ascii_strtoull (self->word, NULL, 10) : 0;

  if (number > 0 && number <= g_list_model_get_n_items (G_LIST_MODEL (self->view)))
    add_row (self, self->rows[FIT_NUMBER], pasar_view_get_row (self->view, (guint) number - 1));
}

/**
 * pasar_locating_run:
 * @self: what is looked for
 * @deadline: when to stop for now, by the monotonic clock
 *
 * Goes on looking; begins anew where rows have moved meanwhile.
 *
 * Returns: whether all rows were looked at
 */
gboolean
pasar_locating_run (PasarLocating *self, gint64 deadline)
{
  PasarCatalogue *catalogue = pasar_view_get_catalogue (self->view);

  if (self->layout != catalogue->layout)
    {
      self->layout = catalogue->layout;
      self->next = 0;
    }
  if (self->next == 0)
    {
      for (guint i = 0; i < N_FITS; i++)
        g_array_set_size (self->rows[i], 0);
      add_numbered (self);
    }
  if (*self->word == '\0')
    return TRUE;
  while (self->next < catalogue->rows.n)
    {
      look_at (self, catalogue, self->next++);
      if (self->next % STRIDE == 0 && g_get_monotonic_time () >= deadline)
        return FALSE;
    }
  return TRUE;
}

/**
 * pasar_locating_dup_rows:
 * @self: what was looked for
 *
 * To be asked at once when all were looked at, before rows move.
 *
 * Returns: (transfer full) (element-type guint): rows of the catalogue, the best first, each once
 */
GArray *
pasar_locating_dup_rows (PasarLocating *self)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint fit = 0; fit < N_FITS; fit++)
    {
      for (guint i = 0; i < self->rows[fit]->len; i++)
        add_row (self, all, g_array_index (self->rows[fit], guint, i));
    }
  return all;
}
