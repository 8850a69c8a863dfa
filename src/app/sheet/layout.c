/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The columns: how they are made, in which order and how wide they are, and what is sorted by. */

#define SAVE_DELAY_MS 400

/* The columns. Their widths are kept for text of the usual size, and follow its size. */

#define USUAL_TEXT_DPI (96.0 * 1024)

static double
get_text_scale (void)
{
  int dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi / USUAL_TEXT_DPI : 1;
}

/**
 * pasar_sheet_scale_width:
 * @self: a sheet
 * @width: for text of the usual size; negative: none
 *
 * Returns: pixels for the size that text has
 */
int
pasar_sheet_scale_width (PasarSheet *self, int width)
{
  return width < 0 ? width : (int) lround (width * self->text_scale);
}

static void
setup_cb (PasarSheet *self, GtkListItem *item, GtkSignalListItemFactory *factory)
{
  const PasarColumn column =
      GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (factory), "pasar-column"));

  gtk_list_item_set_child (item, pasar_cell_new (self, column));
}

static void
bind_cb (PasarSheet *self, GtkListItem *item, GtkSignalListItemFactory *factory)
{
  PasarSlot *slot = gtk_list_item_get_item (item);

  pasar_cell_bind (PASAR_CELL (gtk_list_item_get_child (item)),
                   self->catalogue,
                   pasar_slot_get_position (slot));
}

static void
unbind_cb (PasarSheet *self, GtkListItem *item, GtkSignalListItemFactory *factory)
{
  GtkWidget *cell = gtk_list_item_get_child (item);

  if (cell != NULL)
    pasar_cell_unbind (PASAR_CELL (cell));
}

/* GTK 4.8 does not tell which column it sorts by. So the sorters of the columns compare nothing:
 * each says that it was asked, and that the first thing is the smaller one. */
typedef struct
{
  PasarSheet *sheet;
  PasarColumn column;
} Probe;

static int
probe_cb (gconstpointer a, gconstpointer b, gpointer user_data)
{
  Probe *probe = user_data;

  if (probe->sheet->asked_column == PASAR_COLUMN_NONE)
    probe->sheet->asked_column = probe->column;
  return -1;
}

/**
 * pasar_sheet_apply_sort:
 * @self: a sheet
 *
 * Sorts the view by the column and direction that the headers show.
 */
void
pasar_sheet_apply_sort (PasarSheet *self)
{
  GtkOrdering ordering;

  /* Also told while the columns go, with the sheet. */
  if (self->view == NULL || self->column_view == NULL)
    return;
  self->asked_column = PASAR_COLUMN_NONE;
  ordering =
      gtk_sorter_compare (gtk_column_view_get_sorter (self->column_view), self, self->column_view);

  /* Who sorts wants to see what comes first; several selected rows are not given up for it. */
  self->to_top = self->selection != NULL && self->selected->len <= 1;
  pasar_view_set_sort (self->view, self->asked_column, ordering == GTK_ORDERING_LARGER);
  if (self->to_top)
    pasar_sheet_set_cursor (self, 0, self->cursor_column);
  self->to_top = FALSE;
}

/**
 * pasar_sheet_sort:
 * @self: a sheet
 * @column: what to sort by; `PASAR_COLUMN_NONE`: the shop's own order
 * @descending: largest first
 */
void
pasar_sheet_sort (PasarSheet *self, PasarColumn column, gboolean descending)
{
  gtk_column_view_sort_by_column (self->column_view,
                                  column == PASAR_COLUMN_NONE ? NULL : self->columns[column],
                                  descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
}

/**
 * pasar_sheet_save_columns:
 * @self: a sheet
 *
 * Keeps order, widths and choice of the columns in the settings.
 */
void
pasar_sheet_save_columns (PasarSheet *self)
{
  GListModel *model = gtk_column_view_get_columns (self->column_view);
  g_autoptr (GStrvBuilder) order = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) hidden = g_strv_builder_new ();
  GVariantBuilder widths;

  g_clear_handle_id (&self->save_columns_id, g_source_remove);
  g_variant_builder_init (&widths, G_VARIANT_TYPE ("a{si}"));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (model, i);
      const PasarSheetColumn *spec = g_object_get_data (G_OBJECT (column), "pasar-column");
      const int width = gtk_column_view_column_get_visible (column)
                            ? gtk_column_view_column_get_fixed_width (column)
                            : self->widths[spec->column];

      g_strv_builder_add (order, spec->id);
      if (!gtk_column_view_column_get_visible (column))
        g_strv_builder_add (hidden, spec->id);
      if (width > 0 && width != pasar_sheet_scale_width (self, spec->width))
        g_variant_builder_add (&widths, "{si}", spec->id, (int) lround (width / self->text_scale));
    }

  g_auto (GStrv) order_ids = g_strv_builder_end (order);
  g_auto (GStrv) hidden_ids = g_strv_builder_end (hidden);
  g_settings_set_strv (self->settings, "column-order", (const char *const *) order_ids);
  g_settings_set_strv (self->settings, "hidden-columns", (const char *const *) hidden_ids);
  g_settings_set_value (self->settings, "column-widths", g_variant_builder_end (&widths));
}

static gboolean
save_columns_cb (gpointer user_data)
{
  PasarSheet *self = user_data;

  self->save_columns_id = 0;
  pasar_sheet_save_columns (self);
  return G_SOURCE_REMOVE;
}

static const char *
find_label (GtkWidget *widget)
{
  const char *text = GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && text == NULL;
       child = gtk_widget_get_next_sibling (child))
    text = find_label (child);
  return text;
}

/* GTK has no setting for it: titles of numbers stand where the numbers do. */
static void
align_titles (PasarSheet *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->column_view));

  for (GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;
       title != NULL;
       title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *content = gtk_widget_get_first_child (title);
      const char *text = find_label (title);

      for (guint i = 0; i < PASAR_N_SHEET_COLUMNS && text != NULL && content != NULL; i++)
        {
          const PasarSheetColumn *spec = pasar_sheet_column_get_nth (i);

          if (spec->is_number && g_str_equal (_ (spec->title), text))
            gtk_widget_set_halign (content, GTK_ALIGN_END);
        }
    }
}

/* GTK 4.8 counts the widths of hidden columns when it shares out what is left, so a hidden column
 * has none; it gets it back when it is shown. */
static void
visible_cb (PasarSheet *self, GParamSpec *pspec, GtkColumnViewColumn *column)
{
  const PasarSheetColumn *spec = g_object_get_data (G_OBJECT (column), "pasar-column");
  const int width = gtk_column_view_column_get_fixed_width (column);

  if (gtk_column_view_column_get_visible (column))
    gtk_column_view_column_set_fixed_width (column, self->widths[spec->column]);
  else if (width > 0)
    {
      self->widths[spec->column] = width;
      gtk_column_view_column_set_fixed_width (column, -1);
    }
}

static void
columns_changed_cb (PasarSheet *self)
{
  if (self->loading_columns || self->column_view == NULL)
    return;
  align_titles (self);
  if (!gtk_column_view_column_get_visible (self->columns[self->cursor_column]))
    {
      self->cursor_column = pasar_sheet_step_column (self, self->cursor_column, -1);
      pasar_sheet_mark_cursor (self);
    }
  if (self->editor != NULL)
    gtk_widget_queue_allocate (self->overlay);
  if (self->save_columns_id == 0)
    self->save_columns_id = g_timeout_add (SAVE_DELAY_MS, save_columns_cb, self);
}

static GMenuModel *
build_header_menu (const PasarSheetColumn *spec)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) sort = g_menu_new ();
  g_autoptr (GMenu) columns = g_menu_new ();
  g_autoptr (GMenuItem) ascending = g_menu_item_new (_ ("Sort _Ascending"), NULL);
  g_autoptr (GMenuItem) descending = g_menu_item_new (_ ("Sort _Descending"), NULL);
  g_autoptr (GMenuItem) hide = g_menu_item_new (_ ("_Hide This Column"), NULL);

  g_menu_item_set_action_and_target (ascending, "win.sort", "(sb)", spec->id, FALSE);
  g_menu_item_set_action_and_target (descending, "win.sort", "(sb)", spec->id, TRUE);
  g_menu_append_item (sort, ascending);
  g_menu_append_item (sort, descending);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (sort));
  /* The name column stays: rows without it could not be told apart. */
  if (spec->column == PASAR_COLUMN_NAME)
    return G_MENU_MODEL (menu);
  g_menu_item_set_action_and_target (hide, "win.hide-column", "s", spec->id);
  g_menu_append_item (columns, hide);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (columns));
  return G_MENU_MODEL (menu);
}

static GtkColumnViewColumn *
make_column (PasarSheet *self, const PasarSheetColumn *spec)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;
  g_autoptr (GMenuModel) menu = build_header_menu (spec);
  Probe *probe = g_new (Probe, 1);

  g_object_set_data (G_OBJECT (factory), "pasar-column", GUINT_TO_POINTER (spec->column));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);

  column = gtk_column_view_column_new (_ (spec->title), factory);
  g_object_set_data (G_OBJECT (column), "pasar-column", (gpointer) spec);
  gtk_column_view_column_set_resizable (column, TRUE);
  /* The name takes what the others leave, until the seller gives it a width. */
  gtk_column_view_column_set_expand (column, spec->column == PASAR_COLUMN_NAME);
  self->widths[spec->column] =
      spec->column == PASAR_COLUMN_NAME ? -1 : pasar_sheet_scale_width (self, spec->width);
  gtk_column_view_column_set_fixed_width (column, self->widths[spec->column]);
  gtk_column_view_column_set_header_menu (column, menu);

  probe->sheet = self;
  probe->column = spec->column;
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe_cb, probe, g_free));
  gtk_column_view_column_set_sorter (column, sorter);

  g_signal_connect_object (column,
                           "notify::fixed-width",
                           G_CALLBACK (columns_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (column,
                           "notify::visible",
                           G_CALLBACK (visible_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (column,
                           "notify::visible",
                           G_CALLBACK (columns_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_column_view_column_set_visible (column, spec->visible);
  return column;
}

static void
load_columns (PasarSheet *self)
{
  g_auto (GStrv) order = g_settings_get_strv (self->settings, "column-order");
  g_auto (GStrv) hidden = g_settings_get_strv (self->settings, "hidden-columns");
  g_autoptr (GVariant) chosen = g_settings_get_user_value (self->settings, "hidden-columns");
  g_autoptr (GVariant) widths = g_settings_get_value (self->settings, "column-widths");
  guint place = 0;

  for (guint i = 0; order[i] != NULL; i++)
    {
      const PasarSheetColumn *spec = pasar_sheet_column_find (order[i]);

      if (spec != NULL)
        gtk_column_view_insert_column (self->column_view, place++, self->columns[spec->column]);
    }
  for (guint i = 0; i < PASAR_N_SHEET_COLUMNS; i++)
    {
      const PasarSheetColumn *spec = pasar_sheet_column_get_nth (i);
      int width;

      /* An empty list that nobody wrote means "as usual", not "all". */
      if (chosen != NULL)
        gtk_column_view_column_set_visible (self->columns[spec->column],
                                            !g_strv_contains ((const char *const *) hidden,
                                                              spec->id));
      if (g_variant_lookup (widths, spec->id, "i", &width) && width >= 24 && width <= 4000)
        {
          self->widths[spec->column] = pasar_sheet_scale_width (self, width);
          if (gtk_column_view_column_get_visible (self->columns[spec->column]))
            gtk_column_view_column_set_fixed_width (self->columns[spec->column],
                                                    self->widths[spec->column]);
        }
    }
  /* A sheet without any column could not be brought back by its headers. */
  gtk_column_view_column_set_visible (self->columns[PASAR_COLUMN_NAME], TRUE);
}

static void
text_size_cb (PasarSheet *self)
{
  const double scale = get_text_scale ();
  const double factor = scale / self->text_scale;

  if (factor == 1)
    return;
  self->text_scale = scale;
  self->loading_columns = TRUE;
  for (guint i = 0; i < PASAR_N_SHEET_COLUMNS; i++)
    {
      GtkColumnViewColumn *column = self->columns[i];
      const int width = gtk_column_view_column_get_fixed_width (column);

      if (width > 0)
        gtk_column_view_column_set_fixed_width (column, (int) lround (width * factor));
      else if (self->widths[i] > 0)
        self->widths[i] = (int) lround (self->widths[i] * factor);
    }
  self->loading_columns = FALSE;
}

/**
 * pasar_sheet_layout_init:
 * @self: a new sheet with its column view
 *
 * Makes the columns as the seller left them.
 */
void
pasar_sheet_layout_init (PasarSheet *self)
{
  self->text_scale = get_text_scale ();
  g_signal_connect_object (gtk_settings_get_default (),
                           "notify::gtk-xft-dpi",
                           G_CALLBACK (text_size_cb),
                           self,
                           G_CONNECT_SWAPPED);
  self->loading_columns = TRUE;
  for (guint i = 0; i < PASAR_N_SHEET_COLUMNS; i++)
    {
      const PasarSheetColumn *spec = pasar_sheet_column_get_nth (i);
      g_autoptr (GtkColumnViewColumn) column = make_column (self, spec);

      gtk_column_view_append_column (self->column_view, column);
      self->columns[spec->column] = column;
    }
  load_columns (self);
  self->loading_columns = FALSE;
  g_signal_connect_object (self->column_view,
                           "map",
                           G_CALLBACK (align_titles),
                           self,
                           G_CONNECT_SWAPPED);

  g_signal_connect_object (gtk_column_view_get_columns (self->column_view),
                           "items-changed",
                           G_CALLBACK (columns_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_sorter (self->column_view),
                           "changed",
                           G_CALLBACK (pasar_sheet_apply_sort),
                           self,
                           G_CONNECT_SWAPPED);
}
