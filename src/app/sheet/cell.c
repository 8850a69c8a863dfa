/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/cell.h"

#include "app/compat.h"
#include "app/sheet/private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

/* Pixels. */
#define PADDING     8
#define ICON_SIZE   16
#define ICON_GAP    4
#define MODEL_INSET (ICON_SIZE + ICON_GAP)
/* What stands back is drawn with this much of its colour. */
#define DIM_ALPHA           0.8f
#define DIM_ALPHA_CONTRASTY 0.9f
/* What CSS says, because it is rare; the other flags are drawn: a class costs a restyling. */
#define STYLED_FLAGS (PASAR_CELL_CHANGED | PASAR_CELL_PROBLEM)

struct _PasarCell
{
  GtkWidget parent_instance;

  PasarSheet *sheet;         /* (unowned): the cell lives within it */
  PasarCatalogue *catalogue; /* (unowned) (nullable): while bound */
  PasarColumn column;
  guint position;  /* the place in the view, while bound */
  guint row;       /* the row that was there when it was last read */
  PasarRowKey key; /* of that row: numbers may move before it is read again */
  char *text;
  PasarCellFlags flags;
  gboolean is_folded;
  gboolean is_cursor;
  gboolean label_stale; /* assistive technology has not been told yet */
  PangoLayout *layout;  /* (nullable): made when drawn */
  guint boost_mins;     /* how long the item is boosted still; 0: not */
};

G_DEFINE_FINAL_TYPE (PasarCell, pasar_cell, GTK_TYPE_WIDGET)

static gboolean
has_arrow (PasarCell *self)
{
  return self->column == PASAR_COLUMN_NAME && (self->flags & PASAR_CELL_HEADER) != 0;
}

static int
get_inset (PasarCell *self)
{
  if (self->column != PASAR_COLUMN_NAME || pasar_sheet_is_flat (self->sheet))
    return PADDING;
  if ((self->flags & PASAR_CELL_MODEL) != 0)
    return PADDING + 2 * MODEL_INSET;
  return PADDING + MODEL_INSET;
}

static gboolean
is_rtl (PasarCell *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

/* GTK gives a layout the font of the CSS, but neither its features nor its underlines. */
static void
add_attributes (PasarCell *self)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if ((self->flags & PASAR_CELL_NUMBER) != 0)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if ((self->flags & PASAR_CELL_PROBLEM) != 0)
    pango_attr_list_insert (attributes, pango_attr_underline_new (PANGO_UNDERLINE_ERROR));
  if ((self->flags & PASAR_CELL_HEADER) != 0 && (self->flags & PASAR_CELL_DIM) == 0)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_SEMIBOLD));
  pango_layout_set_attributes (self->layout, attributes);
}

/* Text stands at the start of the cell and numbers at its end. Pango swaps the sides for text that
 * runs against the direction of the widget, such as Latin names in Hebrew. */
static gboolean
is_aligned_right (PasarCell *self)
{
  const gboolean rtl = is_rtl (self);
  const gboolean right = ((self->flags & PASAR_CELL_NUMBER) != 0) != rtl;

  if (!rtl && g_str_is_ascii (self->text))
    return right;
  PangoLayoutLine *line = pango_layout_get_line_readonly (self->layout, 0);
  return right == ((pango_layout_line_get_resolved_direction (line) == PANGO_DIRECTION_RTL) == rtl);
}

static PangoLayout *
ensure_layout (PasarCell *self)
{
  if (self->layout == NULL)
    {
      self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->text);
      pango_layout_set_single_paragraph_mode (self->layout, TRUE);
      pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
      if (is_aligned_right (self))
        pango_layout_set_alignment (self->layout, PANGO_ALIGN_RIGHT);
      add_attributes (self);
    }
  return self->layout;
}

static void
snapshot_icon (PasarCell *self,
               GtkSnapshot *snapshot,
               const char *name,
               int x,
               const GdkRGBA *color)
{
  GtkIconPaintable *icon = pasar_sheet_get_icon (self->sheet, name);
  const int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (is_rtl (self))
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x - ICON_SIZE;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) x, (float) ((height - ICON_SIZE) / 2)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon),
                                            snapshot,
                                            ICON_SIZE,
                                            ICON_SIZE,
                                            color,
                                            1);
  gtk_snapshot_restore (snapshot);
}

/* At the end of the cell; gives the width that it takes. */
static int
snapshot_boost (PasarCell *self, GtkSnapshot *snapshot, const GdkRGBA *color)
{
  g_autofree char *text =
      /* Translators: beside the name of a boosted item: the hours and minutes left. */
      g_strdup_printf (_ ("↑ %u:%02u"), self->boost_mins / 60, self->boost_mins % 60);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (is_rtl (self) ? PADDING
                                                                       : gtk_widget_get_width (
                                                                             GTK_WIDGET (self))
                                                                             - PADDING - width),
                                                (float) ((gtk_widget_get_height (GTK_WIDGET (self))
                                                          - height)
                                                         / 2)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
  return width + ICON_GAP;
}

static void
pasar_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PasarCell *self = PASAR_CELL (widget);
  const int width = gtk_widget_get_width (widget);
  const int height = gtk_widget_get_height (widget);
  const int inset = get_inset (self);
  int end = PADDING;
  PangoRectangle extents;
  GdkRGBA color;

  pasar_compat_widget_get_color (widget, &color);
  if (has_arrow (self))
    snapshot_icon (self,
                   snapshot,
                   self->is_folded ? "pan-end-symbolic" : "pan-down-symbolic",
                   PADDING - 2,
                   &color);
  if ((self->flags & PASAR_CELL_LOCKED) != 0)
    {
      color.alpha *= 0.5f;
      snapshot_icon (self,
                     snapshot,
                     "changes-prevent-symbolic",
                     width - PADDING - ICON_SIZE,
                     &color);
    }
  if (self->boost_mins > 0)
    end += snapshot_boost (self, snapshot, &color);
  if (*self->text == '\0' || width <= inset + end)
    return;
  if ((self->flags & PASAR_CELL_DIM) != 0 && (self->flags & STYLED_FLAGS) == 0)
    color.alpha *= adw_style_manager_get_high_contrast (adw_style_manager_get_default ())
                       ? DIM_ALPHA_CONTRASTY
                       : DIM_ALPHA;

  PangoLayout *layout = ensure_layout (self);
  pango_layout_set_width (layout, (width - inset - end) * PANGO_SCALE);
  pango_layout_get_extents (layout, NULL, &extents);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) (is_rtl (self) ? end : inset),
                                                floorf ((height - PANGO_PIXELS (extents.height))
                                                        / 2.0f)));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
pasar_cell_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  PasarCell *self = PASAR_CELL (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = pasar_sheet_get_line_height (self->sheet);
  else if (self->column == PASAR_COLUMN_NAME)
    *minimum = pasar_sheet_scale_width (self->sheet, pasar_sheet_column_get (self->column)->width);
  else
    *minimum = 2 * PADDING + MODEL_INSET;
  *natural = *minimum;
}

static void
pasar_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (pasar_cell_parent_class)->css_changed (widget, change);
  g_clear_object (&PASAR_CELL (widget)->layout);
}

static void
pasar_cell_dispose (GObject *object)
{
  PasarCell *self = PASAR_CELL (object);

  if (self->catalogue != NULL)
    pasar_cell_unbind (self);
  g_clear_object (&self->layout);
  G_OBJECT_CLASS (pasar_cell_parent_class)->dispose (object);
}

static void
pasar_cell_finalize (GObject *object)
{
  g_free (PASAR_CELL (object)->text);
  G_OBJECT_CLASS (pasar_cell_parent_class)->finalize (object);
}

static void
pasar_cell_class_init (PasarCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pasar_cell_dispose;
  object_class->finalize = pasar_cell_finalize;
  widget_class->snapshot = pasar_cell_snapshot;
  widget_class->measure = pasar_cell_measure;
  widget_class->css_changed = pasar_cell_css_changed;
  gtk_widget_class_set_css_name (widget_class, "sheetcell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID_CELL);
}

static void
pasar_cell_init (PasarCell *self)
{
  self->row = PASAR_NO_ROW;
  self->text = g_strdup ("");
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

/**
 * pasar_cell_new:
 * @sheet: the sheet that it will be put in
 * @column: the column that it shows
 *
 * Returns: (transfer floating): a cell that shows nothing yet
 */
GtkWidget *
pasar_cell_new (PasarSheet *sheet, PasarColumn column)
{
  PasarCell *self = g_object_new (PASAR_TYPE_CELL, NULL);

  self->sheet = sheet;
  self->column = column;
  return GTK_WIDGET (self);
}

static void
update_classes (PasarCell *self)
{
  static const struct
  {
    PasarCellFlags flag;
    const char *name;
  } names[] = {
    { PASAR_CELL_CHANGED, "changed" },
    { PASAR_CELL_PROBLEM, "problem" },
  };
  const char *classes[G_N_ELEMENTS (names) + 2] = { NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if ((self->flags & names[i].flag) != 0)
        classes[n++] = names[i].name;
    }
  if (self->is_cursor)
    classes[n++] = "cursor";
  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
}

/**
 * pasar_cell_refresh:
 * @self: a cell
 *
 * Reads anew what the cell shows.
 */
void
pasar_cell_refresh (PasarCell *self)
{
  PasarCellContent content;
  gboolean is_folded;
  guint boost_mins;

  if (self->catalogue == NULL || !pasar_catalogue_read_row (self->catalogue, self->row).is_alive)
    return;

  pasar_cell_content_read (&content, self->catalogue, self->row, self->column);
  is_folded = self->column == PASAR_COLUMN_NAME && (content.flags & PASAR_CELL_HEADER) != 0
              && pasar_sheet_is_folded (self->sheet, self->row);
  boost_mins = self->column == PASAR_COLUMN_NAME
                   ? pasar_sheet_get_boost_mins_left (self->sheet, self->row)
                   : 0;
  if (content.flags == self->flags && is_folded == self->is_folded && boost_mins == self->boost_mins
      && g_str_equal (content.text, self->text) && !self->label_stale)
    return;

  const PasarCellFlags changed_flags = content.flags ^ self->flags;
  self->flags = content.flags;
  self->is_folded = is_folded;
  self->boost_mins = boost_mins;
  if ((changed_flags & STYLED_FLAGS) != 0)
    update_classes (self);
  if (changed_flags != 0 || !g_str_equal (content.text, self->text))
    {
      g_free (self->text);
      self->text = g_strdup (content.text);
      g_clear_object (&self->layout);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));

  self->label_stale = TRUE;
  if (self->is_cursor)
    pasar_cell_update_label (self);
  else
    pasar_sheet_queue_labels (self->sheet);
}

/**
 * pasar_cell_update_label:
 * @self: a cell
 *
 * Tells assistive technology what the cell shows, if that has changed.
 *
 * Returns: whether there was something to tell
 */
gboolean
pasar_cell_update_label (PasarCell *self)
{
  g_autofree char *label = NULL;
  PasarCellContent content;

  if (!self->label_stale || self->catalogue == NULL
      || !pasar_catalogue_read_row (self->catalogue, self->row).is_alive)
    return FALSE;
  self->label_stale = FALSE;
  pasar_cell_content_read (&content, self->catalogue, self->row, self->column);
  label = pasar_cell_content_dup_label (&content, self->catalogue, self->row, self->column);
  if (self->boost_mins > 0)
    {
      g_autofree char *boost = pasar_sheet_dup_boost_text (self->boost_mins);
      g_autofree char *name = g_steal_pointer (&label);

      label = g_strdup_printf ("%s, %s", name, boost);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               (content.flags & PASAR_CELL_PROBLEM) != 0
                                   ? GTK_ACCESSIBLE_INVALID_TRUE
                                   : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (has_arrow (self))
    gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                                 GTK_ACCESSIBLE_STATE_EXPANDED,
                                 !self->is_folded,
                                 -1);
  else if (self->column == PASAR_COLUMN_NAME)
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED);
  return TRUE;
}

/**
 * pasar_cell_bind:
 * @self: a cell
 * @catalogue: a shop that outlives the binding
 * @position: the place in the view whose row it shows
 */
void
pasar_cell_bind (PasarCell *self, PasarCatalogue *catalogue, guint position)
{
  self->catalogue = catalogue;
  self->position = position;
  pasar_cell_read_place (self);
  pasar_sheet_add_cell (self->sheet, self);
}

/**
 * pasar_cell_read_place:
 * @self: a cell
 *
 * Reads anew which row is in the place of the cell, and what it shows.
 */
void
pasar_cell_read_place (PasarCell *self)
{
  guint row;
  PasarRowKey key;

  if (self->catalogue == NULL)
    return;
  row = pasar_view_get_row (pasar_sheet_get_view (self->sheet), self->position);
  self->row = row;
  if (row == PASAR_NO_ROW)
    return;
  key = pasar_catalogue_row_get_key (self->catalogue, row);
  /* Its name for assistive technology holds more than what it shows. */
  if (key.item_id != self->key.item_id || key.model_id != self->key.model_id)
    self->label_stale = TRUE;
  self->key = key;
  pasar_cell_refresh (self);
}

/**
 * pasar_cell_unbind:
 * @self: a cell
 */
void
pasar_cell_unbind (PasarCell *self)
{
  pasar_sheet_remove_cell (self->sheet, self);
  self->catalogue = NULL;
  self->row = PASAR_NO_ROW;
}

/**
 * pasar_cell_set_cursor:
 * @self: a cell
 * @is_cursor: whether the cell cursor is here
 */
void
pasar_cell_set_cursor (PasarCell *self, gboolean is_cursor)
{
  if (self->is_cursor == is_cursor)
    return;
  self->is_cursor = is_cursor;
  update_classes (self);
  if (is_cursor)
    pasar_cell_update_label (self);
}

/**
 * pasar_cell_get_position:
 * @self: a bound cell
 *
 * Returns: its place in the view
 */
guint
pasar_cell_get_position (PasarCell *self)
{
  return self->position;
}

/**
 * pasar_cell_get_row:
 * @self: a cell
 *
 * Returns: the row in the catalogue, `PASAR_NO_ROW` while not bound
 */
guint
pasar_cell_get_row (PasarCell *self)
{
  return self->row;
}

/**
 * pasar_cell_get_key:
 * @self: a bound cell
 *
 * Returns: whose row it shows
 */
PasarRowKey
pasar_cell_get_key (PasarCell *self)
{
  return self->key;
}

/**
 * pasar_cell_get_column:
 * @self: a cell
 *
 * Returns: its column
 */
PasarColumn
pasar_cell_get_column (PasarCell *self)
{
  return self->column;
}

/**
 * pasar_cell_get_text:
 * @self: a cell
 *
 * Returns: (transfer none): the text that it shows
 */
const char *
pasar_cell_get_text (PasarCell *self)
{
  return self->text;
}

/**
 * pasar_cell_get_flags:
 * @self: a cell
 *
 * Returns: how it looks
 */
PasarCellFlags
pasar_cell_get_flags (PasarCell *self)
{
  return self->flags;
}

/**
 * pasar_cell_is_ellipsised:
 * @self: a cell
 *
 * Returns: whether its text is too long to be seen wholly
 */
gboolean
pasar_cell_is_ellipsised (PasarCell *self)
{
  return self->layout != NULL && pango_layout_is_ellipsized (self->layout);
}

/**
 * pasar_cell_dup_tooltip:
 * @self: a cell
 *
 * Returns: (transfer full) (nullable): its text when that is too long to be seen wholly, and what
 *   its boost mark means
 */
char *
pasar_cell_dup_tooltip (PasarCell *self)
{
  const gboolean is_cut = pasar_cell_is_ellipsised (self);
  g_autofree char *boost =
      self->boost_mins > 0 ? pasar_sheet_dup_boost_text (self->boost_mins) : NULL;

  if (is_cut && boost != NULL)
    return g_strdup_printf ("%s\n%s", self->text, boost);
  return is_cut ? g_strdup (self->text) : g_steal_pointer (&boost);
}

/**
 * pasar_cell_hits_arrow:
 * @self: a cell
 * @x: a place within it
 *
 * Returns: whether the arrow that folds the models is there
 */
gboolean
pasar_cell_hits_arrow (PasarCell *self, double x)
{
  if (is_rtl (self))
    x = gtk_widget_get_width (GTK_WIDGET (self)) - x;
  return has_arrow (self) && x < PADDING + ICON_SIZE + ICON_GAP;
}
