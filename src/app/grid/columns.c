/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/private.h"
#include "app/grid/style.h"

#include <math.h>

/* The columns: their order, their widths, which are shown and which are frozen. */

/* Pixels at the usual size of text. */
#define PADDING    17
#define ARROW_ROOM 20
#define MIN_WIDTH  40
#define MAX_WIDTH  2000

#define LAYOUT_TYPE "a(sib)"

/* Frozen columns take no more of the width: what scrolls has to be seen, too. */
#define MOST_FROZEN (2.0 / 3)

static void
place_clear (gpointer data)
{
  PasarGridPlace *place = data;

  g_free (place->id);
}

void
pasar_grid_columns_init (PasarGrid *self)
{
  self->columns = g_array_new (FALSE, FALSE, sizeof (PasarGridPlace));
  g_array_set_clear_func (self->columns, place_clear);
}

void
pasar_grid_columns_finalize (PasarGrid *self)
{
  g_array_unref (self->columns);
  g_free (self->places);
  g_free (self->geometry.widths);
}

static PasarGridPlace *
get_column (PasarGrid *self, guint i)
{
  return &g_array_index (self->columns, PasarGridPlace, i);
}

static int
scale (PasarGrid *self, int width)
{
  return (int) lround (width * pasar_grid_draw_get_metrics (self->draw)->text_scale);
}

/* The first columns that can use it take the width that is left. */
static void
share_rest (PasarGrid *self)
{
  PasarGridGeometry *geometry = &self->geometry;
  int rest = geometry->width - pasar_grid_geometry_get_total_width (geometry);
  guint place = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarGridPlace *column = get_column (self, i);
      int more;

      if (!column->is_visible)
        continue;
      more = column->width > 0 ? 0 : scale (self, column->max_width) - geometry->widths[place];
      more = CLAMP (more, 0, MAX (rest, 0));
      geometry->widths[place++] += more;
      rest -= more;
    }
}

/* Brings the geometry in line with the columns, and the width of the grid. */
void
pasar_grid_columns_allocate (PasarGrid *self)
{
  PasarGridGeometry *geometry = &self->geometry;
  int frozen = 0;

  g_free (self->places);
  g_free (geometry->widths);
  self->places = g_new (guint, self->columns->len + 1);
  geometry->widths = g_new (int, self->columns->len + 1);
  geometry->n_places = 0;
  geometry->n_frozen = 0;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarGridPlace *column = get_column (self, i);
      const int width = scale (self, column->width > 0 ? column->width : column->usual_width);

      if (!column->is_visible)
        continue;
      frozen += width;
      if (i < self->n_frozen && (geometry->width <= 0 || frozen <= geometry->width * MOST_FROZEN))
        geometry->n_frozen++;
      self->places[geometry->n_places] = column->column;
      geometry->widths[geometry->n_places] = width;
      geometry->n_places++;
    }
  share_rest (self);
}

/* The cursor and what is selected stay in their columns. */
static void
update (PasarGrid *self)
{
  const guint n_before = self->geometry.n_places;
  g_autofree guint *map = g_memdup2 (self->places, n_before * sizeof *map);

  pasar_grid_columns_allocate (self);
  if (self->head != NULL)
    pasar_grid_head_read (PASAR_GRID_HEAD (self->head));
  for (guint place = 0; place < n_before; place++)
    map[place] = pasar_grid_find_place (self, map[place]);
  pasar_grid_selection_map_places (self->selection, map, n_before);
  pasar_grid_selection_set_size (self->selection, self->geometry.n_rows, self->geometry.n_places);
  pasar_grid_place_changed (self);
  pasar_grid_selection_was_changed (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* As its cells need it, and its title with an arrow. */
static int
get_width_for (PasarGrid *self, const PasarGridColumn *column, guint n_chars)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  g_autoptr (PangoLayout) title = gtk_widget_create_pango_layout (GTK_WIDGET (self), column->title);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  double width = n_chars * pango_font_metrics_get_approximate_digit_width (metrics);
  int title_width;

  pango_font_metrics_unref (metrics);
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (title, attributes);
  pango_layout_get_size (title, &title_width, NULL);
  width = MAX (width, title_width + ARROW_ROOM * PANGO_SCALE) / PANGO_SCALE
          / pasar_grid_draw_get_metrics (self->draw)->text_scale;
  return CLAMP ((int) ceil (width) + PADDING, MIN_WIDTH, MAX_WIDTH);
}

static guint
find_id (PasarGrid *self, const char *id)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (g_strcmp0 (get_column (self, i)->id, id) == 0)
        return i;
    }
  return PASAR_GRID_NONE;
}

static void
move_column (PasarGrid *self, guint from, guint to)
{
  const PasarGridPlace column = *get_column (self, from);

  get_column (self, from)->id = NULL;
  g_array_remove_index (self->columns, from);
  g_array_insert_val (self->columns, to, column);
}

/* Which of all columns is in a place. */
static guint
get_index (PasarGrid *self, guint place)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      if (get_column (self, i)->is_visible && place-- == 0)
        return i;
    }
  return PASAR_GRID_NONE;
}

/* The columns of the source are others: those that there were stay as they are. */
void
pasar_grid_columns_read (PasarGrid *self)
{
  g_autoptr (GVariant) layout = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  pasar_grid_head_cancel_drag (PASAR_GRID_HEAD (self->head));
  layout = pasar_grid_dup_layout (self);
  for (guint place = 0; place < self->geometry.n_places; place++)
    g_ptr_array_add (ids, g_strdup (get_column (self, get_index (self, place))->id));
  g_array_set_size (self->columns, 0);
  for (guint i = 0; self->source != NULL && i < pasar_grid_source_get_n_columns (self->source); i++)
    {
      PasarGridColumn column;
      PasarGridPlace place = { .column = i };

      pasar_grid_source_read_column (self->source, i, &column);
      place.id = g_strdup (column.id);
      place.usual_width = get_width_for (self, &column, column.n_chars);
      place.max_width = get_width_for (self, &column, column.max_chars);
      place.is_visible = !column.is_hidden;
      g_array_append_val (self->columns, place);
    }
  /* What is in a place may have another number now. */
  for (guint place = 0; place < ids->len; place++)
    {
      const guint i = find_id (self, g_ptr_array_index (ids, place));

      self->places[place] = i != PASAR_GRID_NONE ? get_column (self, i)->column : PASAR_GRID_NONE;
    }
  pasar_grid_set_layout (self, layout);
}

/* Gives a place a width, in pixels of the screen. */
void
pasar_grid_columns_resize (PasarGrid *self, guint place, int width)
{
  const double text_scale = pasar_grid_draw_get_metrics (self->draw)->text_scale;
  PasarGridPlace *column = get_column (self, get_index (self, place));

  column->width = CLAMP ((int) ceil (width / text_scale), MIN_WIDTH, MAX_WIDTH);
  pasar_grid_columns_allocate (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* Whether a place can be brought to another one: frozen ones stay among themselves. */
gboolean
pasar_grid_columns_can_move (PasarGrid *self, guint from, guint to)
{
  return from < self->geometry.n_places && to < self->geometry.n_places && from != to
         && (get_index (self, from) < self->n_frozen) == (get_index (self, to) < self->n_frozen);
}

void
pasar_grid_columns_move (PasarGrid *self, guint from, guint to)
{
  g_return_if_fail (pasar_grid_columns_can_move (self, from, to));
  move_column (self, get_index (self, from), get_index (self, to));
  update (self);
}

/**
 * pasar_grid_set_n_frozen:
 * @self: a grid
 * @n_frozen: how many of the first columns, hidden ones included, stay when it is scrolled sideways
 *
 * In a narrow grid fewer of them do: what scrolls has to be seen, too.
 */
void
pasar_grid_set_n_frozen (PasarGrid *self, guint n_frozen)
{
  self->n_frozen = n_frozen;
  update (self);
}

/**
 * pasar_grid_get_n_places:
 * @self: a grid
 *
 * Returns: how many columns are shown
 */
guint
pasar_grid_get_n_places (PasarGrid *self)
{
  return self->geometry.n_places;
}

/**
 * pasar_grid_get_source_column:
 * @self: a grid
 * @place: a place
 *
 * Returns: the column of the source that is shown there
 */
guint
pasar_grid_get_source_column (PasarGrid *self, guint place)
{
  g_return_val_if_fail (place < self->geometry.n_places, PASAR_GRID_NONE);
  return self->places[place];
}

/**
 * pasar_grid_find_place:
 * @self: a grid
 * @column: a column of the source
 *
 * Returns: where it is shown; %PASAR_GRID_NONE: it is hidden
 */
guint
pasar_grid_find_place (PasarGrid *self, guint column)
{
  for (guint place = 0; place < self->geometry.n_places; place++)
    {
      if (self->places[place] == column)
        return place;
    }
  return PASAR_GRID_NONE;
}

/**
 * pasar_grid_set_column_visible:
 * @self: a grid
 * @column: a column of the source
 * @visible: whether it is shown
 *
 * The last column that is shown stays.
 */
void
pasar_grid_set_column_visible (PasarGrid *self, guint column, gboolean visible)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      PasarGridPlace *place = get_column (self, i);

      if (place->column != column || place->is_visible == visible
          || (!visible && self->geometry.n_places == 1))
        continue;
      place->is_visible = visible;
      update (self);
      return;
    }
}

/**
 * pasar_grid_dup_layout:
 * @self: a grid
 *
 * Returns: (transfer full): order, widths at the usual size of text (0: nobody has changed it), and
 *   visibility of the columns, by their ids: `a(sib)`
 */
GVariant *
pasar_grid_dup_layout (PasarGrid *self)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (LAYOUT_TYPE));
  for (guint i = 0; i < self->columns->len; i++)
    {
      const PasarGridPlace *place = get_column (self, i);

      g_variant_builder_add (&builder, "(sib)", place->id, place->width, place->is_visible);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* One column can always be seen. */
static void
show_one (PasarGrid *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (get_column (self, i)->is_visible)
      return;
  if (self->columns->len > 0)
    get_column (self, 0)->is_visible = TRUE;
}

/**
 * pasar_grid_set_layout:
 * @self: a grid with a source
 * @layout: what [method@Grid.dup_layout] gave once; anything else is passed over
 *
 * Brings the columns into an order, with widths and visibility. Columns that it does not name come
 * last, as they are.
 */
void
pasar_grid_set_layout (PasarGrid *self, GVariant *layout)
{
  GVariantIter iter;
  const char *id;
  int width;
  gboolean is_visible;
  guint n = 0;

  if (!g_variant_is_of_type (layout, G_VARIANT_TYPE (LAYOUT_TYPE)))
    return;
  g_variant_iter_init (&iter, layout);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &is_visible))
    {
      const guint i = find_id (self, id);
      PasarGridPlace *place;

      if (i == PASAR_GRID_NONE || i < n)
        continue;
      move_column (self, i, n);
      place = get_column (self, n++);
      place->width = width > 0 ? CLAMP (width, MIN_WIDTH, MAX_WIDTH) : 0;
      place->is_visible = is_visible;
    }
  show_one (self);
  update (self);
}
