/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/grid/layouts.h"

#define N_STYLES 16

/* Kept in any case: more than one cell can have. */
#define LEAST_KEPT 16

/* More bytes of a text cannot be seen in any cell. */
#define MAX_BYTES 1024

#define SMALL_SCALE 0.85

#define LEFT_TO_RIGHT_MARK "\342\200\216"

/* No width that it would have to fit. */
#define UNBOUND (-1)

struct _PasarGridText
{
  /* The key. */
  const char *text; /* (owned by the kept ones) */
  PasarGridTextStyle style;
  int bound; /* (pixels) what it was cut to */

  GList link; /* in the order of use */
  PangoLayout *layout;
  int x; /* (pixels) where the text begins in the layout */
  int width;
  float baseline;
  gboolean has_node;
  GskRenderNode *node; /* (nullable): in the colour, where there is something to see */
  GdkRGBA color;
};

struct _PasarGridLayouts
{
  PangoContext *context;
  PangoAttrList *attributes[N_STYLES];
  GHashTable *texts; /* (element-type PasarGridText) */
  GQueue used;       /* the one used last comes first */
  guint limit;
  guint n_made;
};

static guint
text_hash (gconstpointer data)
{
  const PasarGridText *self = data;

  return g_str_hash (self->text) * 31 + self->style * 7 + (guint) self->bound;
}

static gboolean
text_equal (gconstpointer a, gconstpointer b)
{
  const PasarGridText *one = a;
  const PasarGridText *other = b;

  return one->bound == other->bound && one->style == other->style
         && g_str_equal (one->text, other->text);
}

static void
text_free (gpointer data)
{
  PasarGridText *self = data;

  g_free ((char *) self->text);
  g_object_unref (self->layout);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_free (self);
}

/**
 * pasar_grid_layouts_new:
 *
 * Returns: (transfer full): nothing kept, without a context
 */
PasarGridLayouts *
pasar_grid_layouts_new (void)
{
  PasarGridLayouts *self = g_new0 (PasarGridLayouts, 1);

  self->texts = g_hash_table_new_full (text_hash, text_equal, text_free, NULL);
  self->limit = LEAST_KEPT;
  return self;
}

/**
 * pasar_grid_layouts_free:
 * @self: (transfer full): layouts
 */
void
pasar_grid_layouts_free (PasarGridLayouts *self)
{
  for (guint i = 0; i < N_STYLES; i++)
    g_clear_pointer (&self->attributes[i], pango_attr_list_unref);
  g_hash_table_unref (self->texts);
  g_clear_object (&self->context);
  g_free (self);
}

/**
 * pasar_grid_layouts_reset:
 * @self: layouts
 * @context: (nullable): of the widget: its font, its direction
 *
 * Drops all that is kept.
 */
void
pasar_grid_layouts_reset (PasarGridLayouts *self, PangoContext *context)
{
  g_hash_table_remove_all (self->texts);
  g_queue_init (&self->used);
  g_set_object (&self->context, context);
}

/* Drops what was not used for longest. */
static void
trim (PasarGridLayouts *self)
{
  while (self->used.length > self->limit)
    {
      GList *last = self->used.tail;

      g_queue_unlink (&self->used, last);
      g_hash_table_remove (self->texts, last->data);
    }
}

/**
 * pasar_grid_layouts_set_limit:
 * @self: layouts
 * @limit: how many texts are kept at most; 16 are in any case
 */
void
pasar_grid_layouts_set_limit (PasarGridLayouts *self, guint limit)
{
  self->limit = MAX (limit, LEAST_KEPT);
  trim (self);
}

/* GTK gives a layout the font of the CSS, but neither its features nor its lines. */
static PangoAttrList *
ensure_attributes (PasarGridLayouts *self, PasarGridTextStyle style)
{
  PangoAttrList *list;

  if (self->attributes[style] != NULL)
    return self->attributes[style];
  list = self->attributes[style] = pango_attr_list_new ();
  if ((style & PASAR_GRID_TEXT_FIGURES) != 0)
    pango_attr_list_insert (list, pango_attr_font_features_new ("tnum=1"));
  if ((style & PASAR_GRID_TEXT_BOLD) != 0)
    pango_attr_list_insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  if ((style & PASAR_GRID_TEXT_SMALL) != 0)
    pango_attr_list_insert (list, pango_attr_scale_new (SMALL_SCALE));
  if ((style & PASAR_GRID_TEXT_STRUCK) != 0)
    pango_attr_list_insert (list, pango_attr_strikethrough_new (TRUE));
  return list;
}

static int
get_drawn_length (const char *text)
{
  const gsize length = strnlen (text, MAX_BYTES + 1);
  const char *end;

  if (length <= MAX_BYTES)
    return (int) length;
  end = g_utf8_find_prev_char (text, text + MAX_BYTES);
  return end != NULL ? (int) (end - text) : 0;
}

/* Signs stay where they belong to a number in right-to-left texts, too. */
static void
set_text (PasarGridLayouts *self, PasarGridText *text)
{
  const int length = get_drawn_length (text->text);
  g_autofree char *marked = NULL;

  if ((text->style & PASAR_GRID_TEXT_FIGURES) == 0
      || pango_context_get_base_dir (self->context) != PANGO_DIRECTION_RTL)
    {
      pango_layout_set_text (text->layout, text->text, length);
      return;
    }
  marked = g_strdup_printf (LEFT_TO_RIGHT_MARK "%.*s", length, text->text);
  pango_layout_set_text (text->layout, marked, -1);
}

static PasarGridText *
make_text (PasarGridLayouts *self, const PasarGridText *key)
{
  PasarGridText *text = g_new0 (PasarGridText, 1);
  PangoRectangle area;

  text->text = g_strdup (key->text);
  text->style = key->style;
  text->bound = key->bound;
  text->link.data = text;
  text->layout = pango_layout_new (self->context);
  set_text (self, text);
  pango_layout_set_single_paragraph_mode (text->layout, TRUE);
  pango_layout_set_attributes (text->layout, ensure_attributes (self, text->style));
  if (text->bound != UNBOUND)
    {
      pango_layout_set_ellipsize (text->layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (text->layout, text->bound * PANGO_SCALE);
    }
  pango_layout_get_pixel_extents (text->layout, NULL, &area);
  text->x = area.x;
  text->width = area.width;
  text->baseline = (float) PANGO_PIXELS (pango_layout_get_baseline (text->layout));
  self->n_made++;
  return text;
}

static PasarGridText *
get (PasarGridLayouts *self, const PasarGridText *key)
{
  PasarGridText *text = g_hash_table_lookup (self->texts, key);

  if (text != NULL)
    g_queue_unlink (&self->used, &text->link);
  else
    {
      text = make_text (self, key);
      g_hash_table_add (self->texts, text);
    }
  g_queue_push_head_link (&self->used, &text->link);
  return text;
}

/**
 * pasar_grid_layouts_get:
 * @self: layouts with a context
 * @text: one line
 * @style: how it is set
 * @width: (pixels) what it may take; where it takes more, it ends in dots. Negative: no limit
 *
 * Returns: (transfer none): the text as it is set
 */
PasarGridText *
pasar_grid_layouts_get (PasarGridLayouts *self,
                        const char *text,
                        PasarGridTextStyle style,
                        int width)
{
  PasarGridText key = { .text = text, .style = style, .bound = UNBOUND };
  PasarGridText *found = get (self, &key);

  if (width >= 0 && found->width > width)
    {
      key.bound = width;
      found = get (self, &key);
    }
  trim (self);
  return found;
}

/**
 * pasar_grid_layouts_get_n_made:
 * @self: layouts
 *
 * Returns: how many texts were set since the start
 */
guint
pasar_grid_layouts_get_n_made (const PasarGridLayouts *self)
{
  return self->n_made;
}

/**
 * pasar_grid_layouts_get_n_kept:
 * @self: layouts
 *
 * Returns: how many texts are kept
 */
guint
pasar_grid_layouts_get_n_kept (const PasarGridLayouts *self)
{
  return self->used.length;
}

/**
 * pasar_grid_text_get_width:
 * @self: a text
 *
 * Returns: (pixels) what it takes
 */
int
pasar_grid_text_get_width (const PasarGridText *self)
{
  return self->width;
}

/**
 * pasar_grid_text_append:
 * @self: a text
 * @snapshot: where to draw
 * @x: (pixels) where its left edge is
 * @baseline: (pixels) where its baseline is
 * @color: its colour
 */
void
pasar_grid_text_append (PasarGridText *self,
                        GtkSnapshot *snapshot,
                        float x,
                        float baseline,
                        const GdkRGBA *color)
{
  if (!self->has_node || !gdk_rgba_equal (&self->color, color))
    {
      GtkSnapshot *recorder = gtk_snapshot_new ();

      gtk_snapshot_append_layout (recorder, self->layout, color);
      g_clear_pointer (&self->node, gsk_render_node_unref);
      self->node = gtk_snapshot_free_to_node (recorder);
      self->color = *color;
      self->has_node = TRUE;
    }
  if (self->node == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (x - (float) self->x, baseline - self->baseline));
  gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}
