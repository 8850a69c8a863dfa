/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rendering.h"

#include "app/grid/grid.h"

#include <adwaita.h>
#include <math.h>

/* WCAG 2, 1.4.11, for what is not text: a sign alone, such as an arrow. */
#define LEAST_OF_SIGNS 3.0

/* Around cells there are lines, and the frame of the cursor. */
#define CELL_FRAME 3

/* A drawn window. */
typedef struct
{
  guint32 *pixels; /* 0xAARRGGBB */
  int width;
  int height;
} Picture;

static void
picture_clear (Picture *picture)
{
  g_free (picture->pixels);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Picture, picture_clear)

static const char *
get_title (GtkWidget *window)
{
  return gtk_window_get_title (GTK_WINDOW (gtk_widget_get_root (window)));
}

static void
painted_cb (gboolean *is_painted)
{
  *is_painted = TRUE;
}

static void
wait_for_frame (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  gboolean is_painted = FALSE;
  const gulong id =
      g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);

  gtk_widget_queue_draw (window);
  while (!is_painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static gboolean
is_moving (GtkWidget *widget)
{
  if (GTK_IS_STACK (widget) && gtk_stack_get_transition_running (GTK_STACK (widget)))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_moving (child))
      return TRUE;

  return FALSE;
}

/* NULL for a window that was not drawn yet. */
static GskRenderNode *
snapshot (GtkWidget *window)
{
  g_autoptr (GdkPaintable) paintable = NULL;
  GtkSnapshot *recorder = gtk_snapshot_new ();

  wait_for_frame (window);
  paintable = gtk_widget_paintable_new (window);
  gdk_paintable_snapshot (paintable,
                          recorder,
                          gtk_widget_get_width (window),
                          gtk_widget_get_height (window));

  return gtk_snapshot_free_to_node (recorder);
}

static void
draw (GtkWidget *window, Picture *picture)
{
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GskRenderer) renderer = gsk_cairo_renderer_new ();
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GError) error = NULL;

  while (is_moving (window))
    wait_for_frame (window);
  /* Whether a window has the keyboard is not what is looked at. */
  gtk_widget_unset_state_flags (window, GTK_STATE_FLAG_BACKDROP);
  while (node == NULL)
    node = snapshot (window);
  gsk_renderer_realize (renderer, NULL, &error);
  g_assert_no_error (error);
  picture->width = gtk_widget_get_width (window);
  picture->height = gtk_widget_get_height (window);
  texture = gsk_renderer_render_texture (renderer,
                                         node,
                                         &GRAPHENE_RECT_INIT (0,
                                                              0,
                                                              (float) picture->width,
                                                              (float) picture->height));
  picture->pixels = g_new (guint32, (gsize) picture->width * (gsize) picture->height);
  gdk_texture_download (texture, (guchar *) picture->pixels, (gsize) picture->width * 4);
  gsk_renderer_unrealize (renderer);
}

static double
get_linear (guint32 pixel, guint shift)
{
  const double value = ((pixel >> shift) & 0xff) / 255.0;

  return value <= 0.03928 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static double
get_contrast (guint32 a, guint32 b)
{
  const double of_a =
      0.2126 * get_linear (a, 16) + 0.7152 * get_linear (a, 8) + 0.0722 * get_linear (a, 0) + 0.05;
  const double of_b =
      0.2126 * get_linear (b, 16) + 0.7152 * get_linear (b, 8) + 0.0722 * get_linear (b, 0) + 0.05;

  return MAX (of_a, of_b) / MIN (of_a, of_b);
}

/* Of the text in an area: the background is what most of it shows, and the strokes are what differs
 * most, since their edges are blended. */
static double
measure (const Picture *picture, const GdkRectangle *area)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer pixel;
  gpointer count;
  guint32 background = 0;
  guint most = 0;
  double contrast = 1;

  for (int y = area->y; y < area->y + area->height; y++)
    for (int x = area->x; x < area->x + area->width; x++)
      {
        gpointer key = GUINT_TO_POINTER (picture->pixels[y * picture->width + x]);
        const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;

        g_hash_table_insert (counts, key, GUINT_TO_POINTER (n));
        if (n > most)
          {
            most = n;
            background = GPOINTER_TO_UINT (key);
          }
      }
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &pixel, &count))
    contrast = MAX (contrast, get_contrast (background, GPOINTER_TO_UINT (pixel)));

  return contrast;
}

static const char *
get_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return gtk_label_get_text (GTK_LABEL (widget));
  if (GTK_IS_TEXT (widget))
    return gtk_editable_get_text (GTK_EDITABLE (widget));

  return "";
}

/* Whether all of it is on screen, and where. */
static gboolean
get_area (GtkWidget *window, GtkWidget *widget, GdkRectangle *area)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, window, &bounds))
    return FALSE;
  if (bounds.size.width < 1 || bounds.size.height < 1)
    return FALSE;
  for (GtkWidget *parent = widget; parent != window;)
    {
      graphene_rect_t outer;

      parent = gtk_widget_get_parent (parent);
      if (parent != window && gtk_widget_get_overflow (parent) != GTK_OVERFLOW_HIDDEN)
        continue;
      if (!gtk_widget_compute_bounds (parent, window, &outer)
          || !graphene_rect_contains_rect (&outer, &bounds))
        return FALSE;
    }
  area->x = (int) floorf (bounds.origin.x);
  area->y = (int) floorf (bounds.origin.y);
  area->width = (int) bounds.size.width;
  area->height = (int) bounds.size.height;

  return TRUE;
}

typedef void (*TextFunc) (GtkWidget *widget, const char *text, gpointer user_data);

static void
for_each_text (GtkWidget *widget, TextFunc func, gpointer user_data)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (*get_text (widget) != '\0')
    func (widget, get_text (widget), user_data);
  /* A popover or a tooltip is drawn by itself. */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_NATIVE (child))
      for_each_text (child, func, user_data);
}

typedef struct
{
  GtkWidget *window;
  Picture picture;
  double least;
  guint n_texts;
} ContrastCheck;

static gboolean
has_words (const char *text)
{
  while (*text != '\0' && !g_unichar_isalnum (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);

  return *text != '\0';
}

static void
check_area (ContrastCheck *check, const char *text, const GdkRectangle *area)
{
  const double contrast = measure (&check->picture, area);

  check->n_texts++;
  if (contrast >= (has_words (text) ? check->least : LEAST_OF_SIGNS))
    return;
  g_test_message ("%s: \"%s\" has a contrast of %.2f", get_title (check->window), text, contrast);
  g_test_fail ();
}

static void
check_contrast (GtkWidget *widget, const char *text, gpointer user_data)
{
  ContrastCheck *check = user_data;
  GdkRectangle area;

  if (gtk_widget_is_sensitive (widget) && get_area (check->window, widget, &area))
    check_area (check, text, &area);
}

/* The cells that are seen wholly, or all but an edge. */
static void
check_grid (PasarGrid *grid, ContrastCheck *check)
{
  PasarGridSource *source = pasar_grid_get_source (grid);
  GdkRectangle place;

  if (source == NULL || !get_area (check->window, GTK_WIDGET (grid), &place))
    return;
  for (guint row = 0; row < pasar_grid_source_get_n_rows (source); row++)
    for (guint i = 0; i < pasar_grid_get_n_places (grid); i++)
      {
        const guint column = pasar_grid_get_source_column (grid, i);
        GdkRectangle area;
        PasarGridCell cell;

        if (!pasar_grid_get_cell_area (grid, row, column, &area) || area.x < 0
            || area.x + area.width > place.width || area.y + area.height > place.height)
          continue;
        pasar_grid_source_read_cell (source, row, column, &cell);
        area.x += place.x + CELL_FRAME;
        area.y += place.y + CELL_FRAME;
        area.width -= 2 * CELL_FRAME;
        area.height -= 2 * CELL_FRAME;
        if (*cell.text != '\0')
          check_area (check, cell.text, &area);
      }
}

static void
check_grids (GtkWidget *widget, ContrastCheck *check)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (PASAR_IS_GRID (widget))
    check_grid (PASAR_GRID (widget), check);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_grids (child, check);
}

guint
rendering_check_contrast (gpointer window, double least)
{
  ContrastCheck check = { .window = window, .least = least };

  draw (window, &check.picture);
  for_each_text (window, check_contrast, &check);
  check_grids (window, &check);
  picture_clear (&check.picture);

  return check.n_texts;
}

/* The label's own, or that of what it is in. */
static gboolean
has_tooltip (GtkWidget *widget)
{
  while (widget != NULL && !gtk_widget_get_has_tooltip (widget))
    widget = gtk_widget_get_parent (widget);

  return widget != NULL;
}

/* A label that wraps or ends in dots says so itself; another may get less room than it asks for. */
static gboolean
is_cut (GtkWidget *widget)
{
  int wanted = 0;

  if (!GTK_IS_LABEL (widget))
    return FALSE;
  if (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    return !has_tooltip (widget);
  if (!gtk_label_get_wrap (GTK_LABEL (widget)))
    pango_layout_get_pixel_size (gtk_label_get_layout (GTK_LABEL (widget)), &wanted, NULL);

  return gtk_widget_get_width (widget) < wanted;
}

/* Whether it stands out of what it is in, up to what can be scrolled. */
static gboolean
sticks_out (GtkWidget *window, GtkWidget *widget)
{
  for (GtkWidget *parent = widget; parent != window;)
    {
      graphene_rect_t bounds;

      parent = gtk_widget_get_parent (parent);
      if (GTK_IS_SCROLLED_WINDOW (parent) || GTK_IS_SCROLLABLE (parent)
          || GTK_IS_SCROLLABLE (gtk_widget_get_parent (parent)))
        return FALSE;
      if (!gtk_widget_compute_bounds (widget, parent, &bounds))
        return TRUE;
      if (bounds.origin.x < -1
          || bounds.origin.x + bounds.size.width > (float) gtk_widget_get_width (parent) + 1)
        return TRUE;
    }

  return FALSE;
}

static void
check_fit (GtkWidget *widget, const char *text, gpointer user_data)
{
  GtkWidget *window = user_data;

  if (!is_cut (widget) && !sticks_out (window, widget))
    return;
  g_test_message ("%s: \"%s\" is cut", get_title (window), text);
  g_test_fail ();
}

void
rendering_check_fit (gpointer window)
{
  wait_for_frame (window);
  for_each_text (window, check_fit, window);
}

void
rendering_init (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/io/github/pasar_app/Pasar/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static void
save (GtkWidget *window, const char *state, const char *look)
{
  const char *folder = g_getenv ("PASAR_PICTURES");
  g_autofree char *file = g_strdup_printf ("%s-%s.png", state, look);
  g_autofree char *path = folder != NULL ? g_build_filename (folder, file, NULL) : NULL;
  g_auto (Picture) picture = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  if (path == NULL)
    return;
  draw (window, &picture);
  bytes = g_bytes_new (picture.pixels, (gsize) picture.width * (gsize) picture.height * 4);
  texture = gdk_memory_texture_new (picture.width,
                                    picture.height,
                                    GDK_MEMORY_DEFAULT,
                                    bytes,
                                    (gsize) picture.width * 4);
  gdk_texture_save_to_png (texture, path);
}

/* Of what is in the window: what the window itself wants has its shadow, too. */
static void
wait_for_size (GtkWidget *window)
{
  GtkWidget *content = gtk_widget_get_first_child (window);
  int least;

  do
    {
      wait_for_frame (window);
      gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
    }
  while (GTK_IS_WINDOW (window) && gtk_widget_get_width (content) < least);
}

void
rendering_check_looks (gpointer window, const char *state)
{
  static const struct
  {
    const char *name;
    AdwColorScheme scheme;
    double text;
  } looks[] = {
    { "light-1", ADW_COLOR_SCHEME_FORCE_LIGHT, 1 },
    { "dark-1", ADW_COLOR_SCHEME_FORCE_DARK, 1 },
    { "light-1.5", ADW_COLOR_SCHEME_FORCE_LIGHT, 1.5 },
    { "dark-1.5", ADW_COLOR_SCHEME_FORCE_DARK, 1.5 },
  };

  if (GTK_IS_WINDOW (window))
    gtk_window_present (window);
  if (!RENDERING_LOOKS)
    {
      wait_for_frame (window);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_test_message ("%s-%s", state, looks[i].name);
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), looks[i].scheme);
      g_object_set (gtk_widget_get_settings (window),
                    "gtk-xft-dpi",
                    (int) (96 * 1024 * looks[i].text),
                    NULL);
      wait_for_size (window);
      g_assert_cmpuint (rendering_check_contrast (window, RENDERING_LEAST_CONTRAST), >, 1);
      rendering_check_fit (window);
      g_assert_cmpint (gtk_widget_get_width (window), <=, 1024);
      g_assert_cmpint (gtk_widget_get_height (window), <=, 768);
      save (window, state, looks[i].name);
    }
}
