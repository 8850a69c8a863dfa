/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/head.h"

#include "app/grid/head-drag.h"
#include "app/grid/private.h"
#include "app/grid/title.h"

/* Pixels. */
#define RESIZE_STEP 10
#define MENU_OFFSET 8

struct _PasarGridHead
{
  GtkWidget parent_instance;

  PasarGrid *grid;   /* (unowned) */
  GPtrArray *titles; /* (element-type PasarGridTitle) (unowned), by place */
  GArray *sorts;     /* (element-type PasarGridSort) */
  PasarGridHeadDrag *drag;
};

G_DEFINE_FINAL_TYPE (PasarGridHead, pasar_grid_head, GTK_TYPE_WIDGET)

/* The titles. */

/**
 * pasar_grid_head_get_title:
 * @self: a head
 * @place: a place
 *
 * Returns: (transfer none): the title of its column
 */
GtkWidget *
pasar_grid_head_get_title (PasarGridHead *self, guint place)
{
  return g_ptr_array_index (self->titles, place);
}

static GtkWidget *
find_title (GPtrArray *titles, guint column)
{
  for (guint i = 0; i < titles->len; i++)
    {
      PasarGridTitle *title = g_ptr_array_index (titles, i);

      if (pasar_grid_title_get_column (title) == column)
        return g_ptr_array_steal_index (titles, i);
    }
  return NULL;
}

static void
show_sorts (PasarGridHead *self)
{
  for (guint i = 0; i < self->titles->len; i++)
    {
      PasarGridTitle *title = g_ptr_array_index (self->titles, i);
      const PasarGridSort *found = NULL;
      guint number = 0;

      for (guint n = 0; n < self->sorts->len && found == NULL; n++)
        {
          const PasarGridSort *sort = &g_array_index (self->sorts, PasarGridSort, n);

          if (sort->column != pasar_grid_title_get_column (title))
            continue;
          found = sort;
          number = n + 1;
        }
      pasar_grid_title_set_sort (title, found, number, self->sorts->len);
    }
}

/**
 * pasar_grid_head_read:
 * @self: a head
 *
 * The columns are others, or elsewhere. A title stays with its column, and the focus with it.
 */
void
pasar_grid_head_read (PasarGridHead *self)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->titles);
  GtkWidget *previous = NULL;

  self->titles = g_ptr_array_new ();
  for (guint place = 0; place < self->grid->geometry.n_places; place++)
    {
      const guint column = self->grid->places[place];
      GtkWidget *title = find_title (before, column);
      PasarGridColumn spec;

      if (title == NULL)
        title = pasar_grid_title_new (column);
      pasar_grid_source_read_column (self->grid->source, column, &spec);
      pasar_grid_title_set_spec (PASAR_GRID_TITLE (title), &spec);
      gtk_widget_insert_after (title, GTK_WIDGET (self), previous);
      g_ptr_array_add (self->titles, title);
      previous = title;
    }
  for (guint i = 0; i < before->len; i++)
    gtk_widget_unparent (g_ptr_array_index (before, i));
  show_sorts (self);
}

/**
 * pasar_grid_head_cancel_drag:
 * @self: a head
 *
 * The columns are about to be others: what is dragged may not be there any more.
 */
void
pasar_grid_head_cancel_drag (PasarGridHead *self)
{
  pasar_grid_head_drag_cancel (self->drag);
}

/**
 * pasar_grid_head_set_sorts:
 * @self: a head
 * @sorts: (array length=n_sorts): what the rows are sorted by
 * @n_sorts: how many
 */
void
pasar_grid_head_set_sorts (PasarGridHead *self, const PasarGridSort *sorts, guint n_sorts)
{
  g_array_set_size (self->sorts, 0);
  g_array_append_vals (self->sorts, sorts, n_sorts);
  show_sorts (self);
}

static void
sort_by (PasarGridHead *self, guint place, gboolean add)
{
  if (pasar_grid_title_is_sortable (PASAR_GRID_TITLE (pasar_grid_head_get_title (self, place))))
    pasar_grid_emit_sort_asked (self->grid, self->grid->places[place], add);
}

static void
select_place (PasarGridHead *self, guint place)
{
  const PasarGridRange range = { 0, PASAR_GRID_NONE, place, 1 };

  pasar_grid_select (self->grid, &range, 1);
}

/**
 * pasar_grid_head_activate:
 * @self: a head
 * @place: a place
 * @state: the keys that are held
 *
 * Its title was clicked, or a key was pressed on it: sorts, or selects the column.
 */
void
pasar_grid_head_activate (PasarGridHead *self, guint place, GdkModifierType state)
{
  if ((state & GDK_CONTROL_MASK) != 0)
    select_place (self, place);
  else
    sort_by (self, place, (state & GDK_SHIFT_MASK) != 0);
}

/**
 * pasar_grid_head_fit:
 * @self: a head
 * @place: a place
 *
 * Gives its column the width in which the title and the cells that are seen have room.
 */
void
pasar_grid_head_fit (PasarGridHead *self, guint place)
{
  int title;

  gtk_widget_measure (pasar_grid_head_get_title (self, place),
                      GTK_ORIENTATION_HORIZONTAL,
                      -1,
                      NULL,
                      &title,
                      NULL,
                      NULL);
  pasar_grid_columns_resize (self->grid,
                             place,
                             MAX (title, pasar_grid_draw_measure_place (self->grid->draw, place)));
  pasar_grid_layout_changed (self->grid);
}

/* The keyboard. */

/**
 * pasar_grid_head_focus_title:
 * @self: a head
 * @place: a place; one that there is not leads nowhere
 *
 * Returns: whether its title has the keyboard, in sight
 */
gboolean
pasar_grid_head_focus_title (PasarGridHead *self, guint place)
{
  if (place >= self->titles->len)
    return FALSE;
  pasar_grid_scroll_to_place (self->grid, PASAR_GRID_NONE, place);
  return gtk_widget_grab_focus (pasar_grid_head_get_title (self, place));
}

static void
move_place (PasarGridHead *self, guint place, int step)
{
  const guint target = place + (guint) step;

  if (!pasar_grid_columns_can_move (self->grid, place, target))
    return;
  pasar_grid_columns_move (self->grid, place, target);
  pasar_grid_scroll_to_place (self->grid, PASAR_GRID_NONE, target);
  pasar_grid_layout_changed (self->grid);
}

/* Left or right, seen in reading order. */
static void
step (PasarGridHead *self, guint place, int direction, GdkModifierType state)
{
  if (state == GDK_ALT_MASK)
    move_place (self, place, direction);
  else if (state == (GDK_ALT_MASK | GDK_SHIFT_MASK))
    {
      pasar_grid_columns_resize (self->grid,
                                 place,
                                 self->grid->geometry.widths[place] + direction * RESIZE_STEP);
      pasar_grid_layout_changed (self->grid);
    }
  else if (state == 0)
    pasar_grid_head_focus_title (self, place + (guint) direction);
}

static void
open_menu (PasarGridHead *self, guint place)
{
  const double x = pasar_grid_geometry_get_place_x (&self->grid->geometry, place);

  pasar_grid_emit_context_menu (self->grid,
                                pasar_grid_mirror_x (self->grid, MAX (x, 0) + MENU_OFFSET, 0),
                                gtk_widget_get_height (GTK_WIDGET (self)) - 1);
}

static gboolean
key_pressed_cb (PasarGridHead *self, guint keyval, guint keycode, GdkModifierType state)
{
  const int forward = pasar_grid_is_rtl (self->grid) ? -1 : 1;
  guint place;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (!g_ptr_array_find (self->titles, gtk_widget_get_focus_child (GTK_WIDGET (self)), &place))
    return GDK_EVENT_PROPAGATE;
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      pasar_grid_head_activate (self, place, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      step (self, place, -forward, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      step (self, place, forward, state);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      pasar_grid_head_focus_title (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      pasar_grid_head_focus_title (self, self->titles->len - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      open_menu (self, place);
      return GDK_EVENT_STOP;
    case GDK_KEY_F10:
      if (state != GDK_SHIFT_MASK)
        return GDK_EVENT_PROPAGATE;
      open_menu (self, place);
      return GDK_EVENT_STOP;
    case GDK_KEY_F6:
      if (state != 0)
        return GDK_EVENT_PROPAGATE;
      G_GNUC_FALLTHROUGH;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (state == GDK_ALT_MASK)
        {
          open_menu (self, place);
          return GDK_EVENT_STOP;
        }
      G_GNUC_FALLTHROUGH;
    case GDK_KEY_Escape:
    case GDK_KEY_Tab:
      gtk_widget_grab_focus (GTK_WIDGET (self->grid));
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return GDK_EVENT_STOP;
    default:
      /* What is typed here is not for the cells. */
      return (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0
             && gdk_keyval_to_unicode (keyval) != 0;
    }
}

/* The Tab key leads past the titles, to the cells: they are for who asks for them. */
static gboolean
pasar_grid_head_focus (GtkWidget *widget, GtkDirectionType direction)
{
  return FALSE;
}

/* The widget. */

static void
pasar_grid_head_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  PasarGridHead *self = PASAR_GRID_HEAD (widget);

  for (guint i = 0; orientation == GTK_ORIENTATION_VERTICAL && i < self->titles->len; i++)
    {
      int height;

      gtk_widget_measure (pasar_grid_head_get_title (self, i),
                          orientation,
                          -1,
                          NULL,
                          &height,
                          NULL,
                          NULL);
      *minimum = *natural = MAX (*natural, height);
    }
}

/* Beside the frozen columns a title has what is left of it. Where that is too little, it is out of
 * sight, but there: it may have the focus. */
static void
allocate_title (PasarGridHead *self, guint place, int height)
{
  const PasarGridGeometry *geometry = &self->grid->geometry;
  GtkWidget *title = pasar_grid_head_get_title (self, place);
  const int start = (int) pasar_grid_geometry_get_place_x (geometry, place);
  const int end = start + geometry->widths[place];
  int x = start;
  int width;
  int least;

  if (place >= geometry->n_frozen)
    x = MAX (x, pasar_grid_geometry_get_frozen_width (geometry));
  gtk_widget_measure (title, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  width = end - x;
  if (width < least)
    {
      width = end - start;
      x = -width;
    }
  gtk_widget_size_allocate (title,
                            &(GtkAllocation){ (int) pasar_grid_mirror_x (self->grid, x, width),
                                              0,
                                              width,
                                              height },
                            -1);
}

/**
 * pasar_grid_head_allocate_titles:
 * @self: a head that is allocated
 *
 * Puts the titles over their columns, which may have moved while the head has not.
 */
void
pasar_grid_head_allocate_titles (PasarGridHead *self)
{
  for (guint place = 0; place < self->titles->len; place++)
    allocate_title (self, place, gtk_widget_get_height (GTK_WIDGET (self)));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
pasar_grid_head_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  pasar_grid_head_allocate_titles (PASAR_GRID_HEAD (widget));
}

static void
pasar_grid_head_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PasarGridHead *self = PASAR_GRID_HEAD (widget);
  double offset;
  const guint moved = pasar_grid_head_drag_get_moved (self->drag, &offset);

  for (guint place = 0; place < self->titles->len; place++)
    {
      if (place != moved)
        gtk_widget_snapshot_child (widget, pasar_grid_head_get_title (self, place), snapshot);
    }
  if (moved == PASAR_GRID_NONE)
    return;
  /* It goes with the pointer. */
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) offset, 0));
  gtk_widget_snapshot_child (widget, pasar_grid_head_get_title (self, moved), snapshot);
}

/**
 * pasar_grid_head_snapshot_mark:
 * @self: a head
 * @snapshot: of the grid
 *
 * Draws a line over all rows where the column that is dragged would come to be.
 */
void
pasar_grid_head_snapshot_mark (PasarGridHead *self, GtkSnapshot *snapshot)
{
  double x;

  if (pasar_grid_head_drag_get_target (self->drag, &x))
    pasar_grid_draw_snapshot_mark (self->grid->draw, snapshot, x);
}

static void
pasar_grid_head_dispose (GObject *object)
{
  PasarGridHead *self = PASAR_GRID_HEAD (object);

  g_clear_pointer (&self->drag, pasar_grid_head_drag_free);
  while (self->titles->len > 0)
    gtk_widget_unparent (g_ptr_array_steal_index (self->titles, self->titles->len - 1));
  G_OBJECT_CLASS (pasar_grid_head_parent_class)->dispose (object);
}

static void
pasar_grid_head_finalize (GObject *object)
{
  PasarGridHead *self = PASAR_GRID_HEAD (object);

  g_ptr_array_unref (self->titles);
  g_array_unref (self->sorts);
  G_OBJECT_CLASS (pasar_grid_head_parent_class)->finalize (object);
}

static void
pasar_grid_head_class_init (PasarGridHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pasar_grid_head_dispose;
  object_class->finalize = pasar_grid_head_finalize;
  widget_class->focus = pasar_grid_head_focus;
  widget_class->measure = pasar_grid_head_measure;
  widget_class->size_allocate = pasar_grid_head_size_allocate;
  widget_class->snapshot = pasar_grid_head_snapshot;
  gtk_widget_class_set_css_name (widget_class, "header");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ROW);
}

static void
pasar_grid_head_init (PasarGridHead *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->titles = g_ptr_array_new ();
  self->sorts = g_array_new (FALSE, FALSE, sizeof (PasarGridSort));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

/**
 * pasar_grid_head_new:
 * @grid: what it will be put into
 *
 * Returns: (transfer floating): a head without titles
 */
GtkWidget *
pasar_grid_head_new (PasarGrid *grid)
{
  PasarGridHead *self = g_object_new (PASAR_TYPE_GRID_HEAD, NULL);

  self->grid = grid;
  self->drag = pasar_grid_head_drag_new (self, grid);
  return GTK_WIDGET (self);
}
