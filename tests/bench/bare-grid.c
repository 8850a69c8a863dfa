/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bare-grid.h"

#define COLUMN_WIDTH 140
#define ROW_HEIGHT   35
#define PADDING      8

/* Rows whose texts are kept: some screens of them. */
#define N_KEPT 128

typedef struct
{
  guint id;
  PangoLayout *layouts[GRID_ROWS_COLUMNS];
} KeptRow;

struct _BareGrid
{
  GtkWidget parent_instance;

  GridRows *rows; /* (unowned) */
  KeptRow kept[N_KEPT];
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
};

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_FINAL_TYPE_WITH_CODE (BareGrid,
                               bare_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static PangoLayout *
make_layout (BareGrid *self, guint row, guint column)
{
  char text[64];
  PangoLayout *layout;

  grid_rows_read_text (self->rows, row, column, text, sizeof text);
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (COLUMN_WIDTH - 2 * PADDING) * PANGO_SCALE);
  if (grid_rows_is_number (column))
    pango_layout_set_alignment (layout, PANGO_ALIGN_RIGHT);
  return layout;
}

/* Where a row of this number was kept before, it makes room. */
static PangoLayout *
get_layout (BareGrid *self, guint row, guint column)
{
  const guint id = self->rows->ids[row];
  KeptRow *kept = &self->kept[row % N_KEPT];

  for (guint i = 0; i < GRID_ROWS_COLUMNS && kept->id != id; i++)
    g_clear_object (&kept->layouts[i]);
  kept->id = id;
  if (kept->layouts[column] == NULL)
    kept->layouts[column] = make_layout (self, row, column);
  return kept->layouts[column];
}

static void
bare_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BareGrid *self = BARE_GRID (widget);
  const double y = gtk_adjustment_get_value (self->vadjustment);
  const int height = gtk_widget_get_height (widget);
  const int width = gtk_widget_get_width (widget);
  GdkRGBA color;
  GdkRGBA line;

  pasar_compat_widget_get_color (widget, &color);
  line = color;
  line.alpha *= 0.15F;
  for (guint row = (guint) (y / ROW_HEIGHT); row < self->rows->n && row * ROW_HEIGHT < y + height;
       row++)
    {
      const float top = (float) (row * ROW_HEIGHT - y);

      gtk_snapshot_append_color (snapshot,
                                 &line,
                                 &GRAPHENE_RECT_INIT (0, top + ROW_HEIGHT - 1, (float) width, 1));
      for (guint column = 0; column < GRID_ROWS_COLUMNS && column * COLUMN_WIDTH < (guint) width;
           column++)
        {
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot,
                                  &GRAPHENE_POINT_INIT ((float) (column * COLUMN_WIDTH + PADDING),
                                                        top + PADDING));
          gtk_snapshot_append_layout (snapshot, get_layout (self, row, column), &color);
          gtk_snapshot_restore (snapshot);
        }
    }
}

static void
configure (BareGrid *self)
{
  const double height = MAX (gtk_widget_get_height (GTK_WIDGET (self)), 1);
  const double total = MAX ((double) self->rows->n * ROW_HEIGHT, height);
  const double value = CLAMP (gtk_adjustment_get_value (self->vadjustment), 0, total - height);

  gtk_adjustment_configure (self->vadjustment, value, 0, total, ROW_HEIGHT, height, height);
}

static void
bare_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  configure (BARE_GRID (widget));
}

static void
bare_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BareGrid *self = BARE_GRID (object);

  if (id == PROP_HADJUSTMENT)
    g_value_set_object (value, self->hadjustment);
  else if (id == PROP_VADJUSTMENT)
    g_value_set_object (value, self->vadjustment);
}

static void
bare_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BareGrid *self = BARE_GRID (object);

  if (id == PROP_HADJUSTMENT)
    g_set_object (&self->hadjustment, g_value_get_object (value));
  if (id != PROP_VADJUSTMENT || !g_set_object (&self->vadjustment, g_value_get_object (value)))
    return;
  if (self->vadjustment != NULL)
    g_signal_connect_object (self->vadjustment,
                             "value-changed",
                             G_CALLBACK (gtk_widget_queue_draw),
                             self,
                             G_CONNECT_SWAPPED);
}

static void
bare_grid_dispose (GObject *object)
{
  BareGrid *self = BARE_GRID (object);

  for (guint i = 0; i < N_KEPT; i++)
    for (guint column = 0; column < GRID_ROWS_COLUMNS; column++)
      g_clear_object (&self->kept[i].layouts[column]);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  G_OBJECT_CLASS (bare_grid_parent_class)->dispose (object);
}

static void
bare_grid_class_init (BareGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bare_grid_get_property;
  object_class->set_property = bare_grid_set_property;
  object_class->dispose = bare_grid_dispose;
  widget_class->snapshot = bare_grid_snapshot;
  widget_class->size_allocate = bare_grid_size_allocate;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
bare_grid_init (BareGrid *self)
{
  for (guint i = 0; i < N_KEPT; i++)
    self->kept[i].id = G_MAXUINT;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (GTK_WIDGET (self), "view");
}

GtkWidget *
bare_grid_new (GridRows *rows)
{
  BareGrid *self = g_object_new (BARE_TYPE_GRID, NULL);

  self->rows = rows;
  return GTK_WIDGET (self);
}

void
bare_grid_update (BareGrid *self)
{
  configure (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
