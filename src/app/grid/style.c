/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/style.h"

#include "app/compat.h"

/* Pixels. */
#define PICTURE_SIZE   28
#define ICON_SIZE      16
#define ROW_PADDING    3
#define NORMAL_PADDING 7

/* The scripts of the markets, with the highest and the lowest of what they have. */
#define TALL_TEXT "Ágj ที่ปู่ญี่ ฐุ 漢字國 Ễậựỷ عربي"

#define USUAL_TEXT_DPI (96.0 * 1024)

/* A colour that CSS chooses: a widget that is never seen. */
#define PASAR_TYPE_GRID_SWATCH (pasar_grid_swatch_get_type ())
G_DECLARE_FINAL_TYPE (PasarGridSwatch, pasar_grid_swatch, PASAR, GRID_SWATCH, GtkWidget)

struct _PasarGridSwatch
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (PasarGridSwatch, pasar_grid_swatch, GTK_TYPE_WIDGET)

static void
pasar_grid_swatch_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pasar_grid_swatch_parent_class)->css_changed (widget, change);
  if (gtk_widget_get_parent (widget) != NULL)
    gtk_widget_queue_draw (gtk_widget_get_parent (widget));
}

static void
pasar_grid_swatch_class_init (PasarGridSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->css_changed = pasar_grid_swatch_css_changed;
  gtk_widget_class_set_css_name (widget_class, "swatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NONE);
}

static void
pasar_grid_swatch_init (PasarGridSwatch *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

struct _PasarGridStyle
{
  GtkWidget *grid;                          /* (unowned) */
  GtkWidget *swatches[PASAR_GRID_N_COLORS]; /* (unowned): children of the grid */
  GdkRGBA colors[PASAR_GRID_N_COLORS];
  GHashTable *icons; /* (element-type utf8 GtkIconPaintable) */
  PasarGridMetrics metrics;

  /* Of what the metrics and the icons are. */
  PangoContext *context; /* (nullable) */
  guint serial;
  int scale_factor;
  GtkTextDirection direction;
  PasarGridDensity density;
};

/**
 * pasar_grid_style_new:
 * @grid: a grid
 *
 * Returns: (transfer full): its style
 */
PasarGridStyle *
pasar_grid_style_new (GtkWidget *grid)
{
  static const char *const classes[PASAR_GRID_N_COLORS] = {
    [PASAR_GRID_COLOR_BASE] = "base",       [PASAR_GRID_COLOR_DIM] = "dim",
    [PASAR_GRID_COLOR_ERROR] = "error",     [PASAR_GRID_COLOR_LINE] = "line",
    [PASAR_GRID_COLOR_EDGE] = "edge",       [PASAR_GRID_COLOR_CHANGED] = "changed",
    [PASAR_GRID_COLOR_PROBLEM] = "problem", [PASAR_GRID_COLOR_SELECTED] = "selected",
    [PASAR_GRID_COLOR_FRAME] = "frame",     [PASAR_GRID_COLOR_IDLE] = "idle",
    [PASAR_GRID_COLOR_PICTURE] = "picture", [PASAR_GRID_COLOR_WARNING] = "warning",
    [PASAR_GRID_COLOR_FOUND] = "found",
  };
  PasarGridStyle *self = g_new0 (PasarGridStyle, 1);

  self->grid = grid;
  self->icons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  for (guint i = PASAR_GRID_COLOR_TEXT + 1; i < PASAR_GRID_N_COLORS; i++)
    {
      self->swatches[i] = g_object_new (PASAR_TYPE_GRID_SWATCH, NULL);
      gtk_widget_add_css_class (self->swatches[i], classes[i]);
      gtk_widget_set_child_visible (self->swatches[i], FALSE);
      gtk_widget_set_parent (self->swatches[i], grid);
    }
  return self;
}

/**
 * pasar_grid_style_free:
 * @self: (transfer full): a style
 */
void
pasar_grid_style_free (PasarGridStyle *self)
{
  for (guint i = PASAR_GRID_COLOR_TEXT + 1; i < PASAR_GRID_N_COLORS; i++)
    gtk_widget_unparent (self->swatches[i]);
  g_hash_table_unref (self->icons);
  g_clear_object (&self->context);
  g_free (self);
}

static double
get_text_scale (PasarGridStyle *self)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (self->grid), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi / USUAL_TEXT_DPI : 1;
}

/* The ink of a text around its baseline. Not by a layout: that would look for words in Thai, for
 * which a dictionary is read. */
static PangoRectangle
measure_ink (PangoContext *context, const char *text)
{
  GList *items = pango_itemize (context, text, 0, (int) strlen (text), NULL, NULL);
  PangoGlyphString *glyphs = pango_glyph_string_new ();
  int top = 0;
  int bottom = 0;

  for (GList *l = items; l != NULL; l = l->next)
    {
      PangoItem *item = l->data;
      PangoRectangle ink;

      pango_shape (text + item->offset, item->length, &item->analysis, glyphs);
      pango_glyph_string_extents (glyphs, item->analysis.font, &ink, NULL);
      top = MIN (top, ink.y);
      bottom = MAX (bottom, ink.y + ink.height);
    }
  g_list_free_full (items, (GDestroyNotify) pango_item_free);
  pango_glyph_string_free (glyphs);
  return (PangoRectangle){ .y = top, .height = bottom - top };
}

/* All texts of a row stand on one line. Latin ones are in the middle, and there is room above and
 * below for the taller ones. */
static void
measure (PasarGridStyle *self)
{
  const int padding = self->density == PASAR_GRID_NORMAL ? NORMAL_PADDING : ROW_PADDING;
  PangoFontMetrics *font = pango_context_get_metrics (self->context, NULL, NULL);
  PangoRectangle ink = measure_ink (self->context, TALL_TEXT);
  PasarGridMetrics *metrics = &self->metrics;
  int ascent;
  int middle;
  int half;
  int tallest;

  ascent = PANGO_PIXELS_CEIL (pango_font_metrics_get_ascent (font));
  middle = ascent - PANGO_PIXELS_CEIL (pango_font_metrics_get_height (font)) / 2;
  half = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (font)) / 2;
  pango_font_metrics_unref (font);
  pango_extents_to_pixels (&ink, NULL);
  /* Of the ink, above and below the middle of Latin text. */
  tallest = MAX (-ink.y - middle, ink.y + ink.height + middle);

  metrics->text_scale = get_text_scale (self);
  metrics->icon = (int) (ICON_SIZE * metrics->text_scale + 0.5);
  metrics->row_height = 2 * MAX (half + padding, tallest + 1) + 1;
  if (self->density == PASAR_GRID_NORMAL)
    metrics->row_height = MAX (metrics->row_height, PICTURE_SIZE + 2 * ROW_PADDING + 1);
  metrics->picture = MIN (PICTURE_SIZE, metrics->row_height - 5);
  metrics->baseline = (metrics->row_height - 1) / 2 + middle;
}

/**
 * pasar_grid_style_update:
 * @self: a style
 * @density: how high rows are
 *
 * Measures anew, where something is different.
 *
 * Returns: whether it was
 */
gboolean
pasar_grid_style_update (PasarGridStyle *self, PasarGridDensity density)
{
  PangoContext *context = gtk_widget_get_pango_context (self->grid);
  const guint serial = pango_context_get_serial (context);
  const int scale_factor = gtk_widget_get_scale_factor (self->grid);
  const GtkTextDirection direction = gtk_widget_get_direction (self->grid);

  if (context == self->context && serial == self->serial && scale_factor == self->scale_factor
      && direction == self->direction && density == self->density
      && get_text_scale (self) == self->metrics.text_scale)
    return FALSE;
  g_set_object (&self->context, context);
  self->serial = serial;
  self->scale_factor = scale_factor;
  self->direction = direction;
  self->density = density;
  pasar_grid_style_drop_icons (self);
  measure (self);
  return TRUE;
}

/**
 * pasar_grid_style_drop_icons:
 * @self: a style
 *
 * For another theme of icons.
 */
void
pasar_grid_style_drop_icons (PasarGridStyle *self)
{
  g_hash_table_remove_all (self->icons);
}

/**
 * pasar_grid_style_read_colors:
 * @self: a style
 *
 * Takes the colours as CSS has them now: once a frame.
 */
void
pasar_grid_style_read_colors (PasarGridStyle *self)
{
  pasar_compat_widget_get_color (self->grid, &self->colors[PASAR_GRID_COLOR_TEXT]);
  for (guint i = PASAR_GRID_COLOR_TEXT + 1; i < PASAR_GRID_N_COLORS; i++)
    pasar_compat_widget_get_color (self->swatches[i], &self->colors[i]);
}

/**
 * pasar_grid_style_get_color:
 * @self: a style
 * @color: which one
 *
 * Returns: (transfer none): the colour
 */
const GdkRGBA *
pasar_grid_style_get_color (const PasarGridStyle *self, PasarGridColor color)
{
  return &self->colors[color];
}

/**
 * pasar_grid_style_get_metrics:
 * @self: a style that was updated once
 *
 * Returns: (transfer none): how large things are
 */
const PasarGridMetrics *
pasar_grid_style_get_metrics (const PasarGridStyle *self)
{
  return &self->metrics;
}

static GtkIconPaintable *
ensure_icon (PasarGridStyle *self, const char *name)
{
  GtkIconPaintable *icon = g_hash_table_lookup (self->icons, name);

  if (icon == NULL)
    {
      icon = gtk_icon_theme_lookup_icon (gtk_icon_theme_get_for_display (
                                             gtk_widget_get_display (self->grid)),
                                         name,
                                         NULL,
                                         self->metrics.icon,
                                         self->scale_factor,
                                         self->direction,
                                         GTK_ICON_LOOKUP_PRELOAD);
      g_hash_table_insert (self->icons, g_strdup (name), icon);
    }
  return icon;
}

/**
 * pasar_grid_style_append_icon:
 * @self: a style
 * @snapshot: where to draw
 * @name: of a symbolic icon; for right-to-left layouts its own variant is taken
 * @x: (pixels) its left edge
 * @y: (pixels) its upper edge
 * @color: its colour
 */
void
pasar_grid_style_append_icon (PasarGridStyle *self,
                              GtkSnapshot *snapshot,
                              const char *name,
                              float x,
                              float y,
                              const GdkRGBA *color)
{
  const int size = self->metrics.icon;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (ensure_icon (self, name)),
                                            snapshot,
                                            size,
                                            size,
                                            color,
                                            1);
  gtk_snapshot_restore (snapshot);
}
