/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/dialogs/import-columns.h"

#include "app/dialogs/util.h"
#include "jobs/slices.h"
#include "shopee/text.h"
#include "shopee/types.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

/* So many rows show what is in a column: as many as take no more than a part of the window's height
 * together with the heads, which are as high as some lines. */
#define MIN_ROWS        3
#define MAX_ROWS        6
#define PART_OF_WINDOW  4
#define LINES_FOR_HEADS 3
/* So many columns can be chosen; expressions name the others. */
#define N_COLUMNS 64
/* Of a text, in characters. */
#define WIDTH_MIN 8
#define WIDTH_MAX 22

/* What is over a column: its names the rows by this, or it has values for that. */
#define NOTHING    ""
#define KEY_PREFIX 'k'

struct _PasarImportColumns
{
  GtkWidget parent_instance;

  GtkWidget *window; /* the scrolled one */
  GtkGrid *grid;
  GSimpleActionGroup *actions; /* (owned) */
  GPtrArray *buttons;          /* (owned) GtkMenuButton (unowned): by column */
  guint n_rows;                /* that are shown */
  PasarImportData *data;       /* (owned) (nullable) */
  PasarCatalogue *catalogue;   /* (owned) (nullable) */
  PasarImportMapping *mapping; /* (owned) (nullable) */
  GCancellable *building;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (PasarImportColumns, pasar_import_columns, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_MAPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *
get_key_title (PasarMatchKey key)
{
  static const PasarColumn columns[] = {
    [PASAR_MATCH_MODEL_ID] = PASAR_COLUMN_MODEL_ID, [PASAR_MATCH_ITEM_ID] = PASAR_COLUMN_ITEM_ID,
    [PASAR_MATCH_SKU] = PASAR_COLUMN_SKU,           [PASAR_MATCH_ITEM_SKU] = PASAR_COLUMN_SKU,
    [PASAR_MATCH_BARCODE] = PASAR_COLUMN_BARCODE,
  };

  return key == PASAR_MATCH_ITEM_SKU
             ? _ ("SKU of Item")
             : pasar_column_info_get_title (pasar_column_get_info (columns[key]));
}

/* What a column means, as the state of its action. */
static char *
dup_meaning (PasarImportColumns *self, guint column)
{
  for (guint key = 0; self->mapping != NULL && key < PASAR_MATCH_N_KEYS; key++)
    {
      if (self->mapping->keys[key] == (int) column)
        return g_strdup_printf ("%c%u", KEY_PREFIX, key);
    }
  for (guint i = 0; self->mapping != NULL && i < self->mapping->n_sources; i++)
    {
      const PasarImportSource *source = &self->mapping->sources[i];

      if (source->expression == NULL && source->column == (int) column)
        return g_strdup_printf ("%u", source->target);
    }
  return g_strdup (NOTHING);
}

static const char *
get_title (PasarImportColumns *self, const char *meaning)
{
  const PasarColumnInfo *info;

  if (*meaning == '\0')
    return _ ("Ignore");
  if (*meaning == KEY_PREFIX)
    return get_key_title ((PasarMatchKey) atoi (meaning + 1));
  info = pasar_catalogue_get_column (self->catalogue, (PasarColumn) atoi (meaning));
  return info != NULL ? pasar_column_info_get_title (info) : "";
}

static void
add_choice (PasarImportColumns *self, GMenu *menu, guint column, const char *meaning)
{
  g_autofree char *action = g_strdup_printf ("columns.%u", column);
  g_autoptr (GMenuItem) item = pasar_dialog_new_menu_item (get_title (self, meaning));

  g_menu_item_set_action_and_target (item, action, "s", meaning);
  g_menu_append_item (menu, item);
}

static GMenuModel *
make_menu (PasarImportColumns *self, guint column)
{
  g_autoptr (GMenu) keys = g_menu_new ();
  g_autoptr (GMenu) values = g_menu_new ();
  g_autoptr (GMenu) nothing = g_menu_new ();
  GMenu *menu = g_menu_new ();

  for (guint key = 0; key < PASAR_MATCH_N_KEYS; key++)
    {
      g_autofree char *meaning = g_strdup_printf ("%c%u", KEY_PREFIX, key);

      add_choice (self, keys, column, meaning);
    }
  for (guint i = 0; i < pasar_catalogue_get_n_columns (self->catalogue); i++)
    {
      const PasarColumnInfo *info = pasar_catalogue_get_nth_column (self->catalogue, i);
      g_autofree char *meaning = g_strdup_printf ("%u", info->column);

      if (pasar_import_may_set (info))
        add_choice (self, values, column, meaning);
    }
  add_choice (self, nothing, column, NOTHING);
  g_menu_append_section (menu, _ ("Finds the Row"), G_MENU_MODEL (keys));
  g_menu_append_section (menu, _ ("New Values"), G_MENU_MODEL (values));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (nothing));
  return G_MENU_MODEL (menu);
}

/* Made when it is opened: there may be many columns. */
static void
create_popup_cb (GtkMenuButton *button, gpointer user_data)
{
  PasarImportColumns *self = user_data;
  guint column;

  if (g_ptr_array_find (self->buttons, button, &column))
    {
      g_autoptr (GMenuModel) menu = make_menu (self, column);

      gtk_menu_button_set_menu_model (button, menu);
    }
}

static void
chosen_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PasarImportColumns *self = user_data;
  const guint column = (guint) atoi (g_action_get_name (G_ACTION (action)));
  const char *meaning = g_variant_get_string (parameter, NULL);
  g_autoptr (PasarImportMapping) mapping = NULL;
  PasarImportSource source = { .column = (int) column };

  if (self->mapping == NULL)
    return;
  mapping = pasar_import_mapping_copy (self->mapping);
  pasar_import_mapping_ignore_column (mapping, column);
  if (*meaning == KEY_PREFIX)
    pasar_import_mapping_set_key (mapping, (PasarMatchKey) atoi (meaning + 1), (int) column);
  else if (*meaning != '\0')
    {
      source.target = (PasarColumn) atoi (meaning);
      pasar_import_mapping_set_source (mapping, &source);
    }
  g_signal_emit (self, signals[SIGNAL_MAPPED], 0, mapping);
}

static const char *
get_head (PasarImportColumns *self, guint column)
{
  return pasar_import_data_get_table (self->data, '\0').heads[column];
}

/* A head, or the letters that spreadsheets have for the column. */
static char *
dup_name (PasarImportColumns *self, guint column)
{
  GString *letters;

  if (*get_head (self, column) != '\0')
    return pasar_text_sanitise (get_head (self, column), PASAR_NAME_MAX);
  letters = g_string_new (NULL);
  for (guint n = column + 1; n > 0; n = (n - 1) / 26)
    g_string_prepend_c (letters, (char) ('A' + (n - 1) % 26));
  return g_string_free (letters, FALSE);
}

static void
update_button (PasarImportColumns *self, guint column)
{
  GtkMenuButton *button = g_ptr_array_index (self->buttons, column);
  g_autofree char *action_name = g_strdup_printf ("%u", column);
  g_autofree char *meaning = dup_meaning (self, column);
  g_autofree char *name = dup_name (self, column);
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), action_name);
  /* Translators: what a screen reader says of a choice: the head of a column of a file, and what it
     is taken for, e.g. “Cost (SGD): Cost” */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), name, get_title (self, meaning));

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_string (meaning));
  gtk_label_set_label (g_object_get_data (G_OBJECT (button), "pasar-label"),
                       get_title (self, meaning));
  if (*meaning == '\0')
    gtk_widget_add_css_class (GTK_WIDGET (button), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (button), "dim-label");
  pasar_dialog_set_accessible_label (button, spoken);
}

static GtkWidget *
new_label (const char *text, float xalign)
{
  g_autofree char *line = g_strdelimit (pasar_text_sanitise (text, PASAR_NAME_MAX), "\r\n\t", ' ');
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), WIDTH_MIN);
  gtk_label_set_max_width_chars (GTK_LABEL (label), WIDTH_MAX);
  gtk_widget_set_margin_start (label, 6);
  gtk_widget_set_margin_end (label, 6);
  pasar_dialog_add_cut_tooltip (GTK_LABEL (label));
  return label;
}

static gboolean
is_amount (const char *text)
{
  return g_ascii_isdigit (*text) && text[strspn (text, "0123456789.,% ")] == '\0';
}

static GtkWidget *
new_button (PasarImportColumns *self, guint column, GtkAlign align)
{
  g_autofree char *name = g_strdup_printf ("%u", column);
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful (name, G_VARIANT_TYPE_STRING, g_variant_new_string (NOTHING));
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  g_signal_connect (action, "activate", G_CALLBACK (chosen_cb), self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
  g_object_set_data (G_OBJECT (button), "pasar-label", label);
  gtk_box_append (GTK_BOX (content), label);
  gtk_box_append (GTK_BOX (content), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  gtk_menu_button_set_child (GTK_MENU_BUTTON (button), content);
  gtk_widget_add_css_class (button, "import-meaning");
  gtk_widget_set_halign (button, align);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_popup_cb, self, NULL);
  return button;
}

static void
add_column (PasarImportColumns *self, guint column)
{
  const PasarImportTable table = pasar_import_data_get_table (self->data, '\0');
  g_autofree char *name = dup_name (self, column);
  const gboolean has_amounts = table.n_rows > 0 && is_amount (table.texts[column]);
  GtkWidget *button = new_button (self, column, has_amounts ? GTK_ALIGN_END : GTK_ALIGN_START);
  GtkWidget *head = new_label (name, has_amounts ? 1 : 0);

  gtk_widget_add_css_class (head, "heading");
  g_ptr_array_add (self->buttons, button);
  gtk_grid_attach (self->grid, button, (int) column + 1, 0, 1, 1);
  gtk_grid_attach (self->grid, head, (int) column + 1, 1, 1, 1);
  for (guint row = 0; row < self->n_rows; row++)
    {
      const char *text = table.texts[(gsize) row * table.n_columns + column];
      GtkWidget *label = new_label (text, is_amount (text) ? 1 : 0);

      gtk_widget_add_css_class (label, "numeric");
      gtk_grid_attach (self->grid, label, (int) column + 1, (int) row + 2, 1, 1);
    }
  update_button (self, column);
}

static gboolean
build (gpointer columns, gint64 deadline)
{
  PasarImportColumns *self = columns;
  const guint n = MIN (pasar_import_data_get_table (self->data, '\0').n_columns, N_COLUMNS);

  while (self->buttons->len < n)
    {
      add_column (self, self->buttons->len);
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return self->buttons->len == n;
}

static void
built_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_object_unref (user_data);
}

static guint
get_n_rows (PasarImportColumns *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  const int line = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  int width;
  int height;
  int n;

  pango_font_metrics_unref (metrics);
  gtk_window_get_default_size (window, &width, &height);
  n = height / PART_OF_WINDOW / MAX (line, 1) - LINES_FOR_HEADS;
  return MIN (pasar_import_data_get_table (self->data, '\0').n_rows,
              (guint) CLAMP (n, MIN_ROWS, MAX_ROWS));
}

static void
add_row_numbers (PasarImportColumns *self)
{
  for (guint row = 0; row < self->n_rows; row++)
    {
      g_autofree char *text =
          g_strdup_printf ("%u", pasar_import_data_get_row_number (self->data, row));
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 1);
      gtk_widget_set_margin_start (label, 12);
      gtk_widget_set_margin_end (label, 6);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "numeric");
      gtk_grid_attach (self->grid, label, 0, (int) row + 2, 1, 1);
    }
}

static void
clear (PasarImportColumns *self)
{
  GtkWidget *child;

  g_cancellable_cancel (self->building);
  g_set_object (&self->building, NULL);
  g_ptr_array_set_size (self->buttons, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_clear_pointer (&self->mapping, pasar_import_mapping_free);
  g_clear_pointer (&self->data, pasar_import_data_unref);
}

static void
pasar_import_columns_dispose (GObject *object)
{
  PasarImportColumns *self = PASAR_IMPORT_COLUMNS (object);

  if (self->window != NULL)
    clear (self);
  g_clear_pointer (&self->window, gtk_widget_unparent);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_import_columns_parent_class)->dispose (object);
}

static void
pasar_import_columns_finalize (GObject *object)
{
  PasarImportColumns *self = PASAR_IMPORT_COLUMNS (object);

  g_ptr_array_unref (self->buttons);
  g_object_unref (self->actions);
  G_OBJECT_CLASS (pasar_import_columns_parent_class)->finalize (object);
}

static void
pasar_import_columns_class_init (PasarImportColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pasar_import_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_import_columns_finalize;
  signals[SIGNAL_MAPPED] = pasar_dialog_class_add_signal (klass, "mapped", 1, G_TYPE_POINTER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
pasar_import_columns_init (PasarImportColumns *self)
{
  self->buttons = g_ptr_array_new ();
  self->actions = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "columns", G_ACTION_GROUP (self->actions));
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 2);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "import-grid");
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->grid), 6);
  self->window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->window),
                                  GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->window), GTK_WIDGET (self->grid));
  gtk_widget_add_css_class (self->window, "card");
  gtk_widget_set_overflow (self->window, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->window, GTK_WIDGET (self));
}

/**
 * pasar_import_columns_set_data:
 * @self: the columns
 * @data: what was read
 * @catalogue: the shop
 *
 * Shows the columns of a table; without a meaning until that is set.
 */
void
pasar_import_columns_set_data (PasarImportColumns *self,
                               PasarImportData *data,
                               PasarCatalogue *catalogue)
{
  g_return_if_fail (PASAR_IS_IMPORT_COLUMNS (self));

  if (self->data == data)
    return;
  clear (self);
  self->data = pasar_import_data_ref (data);
  g_set_object (&self->catalogue, catalogue);
  self->n_rows = get_n_rows (self);
  add_row_numbers (self);
  /* The first at once: it gets the focus. */
  (void) build (self, 0);
  self->building = g_cancellable_new ();
  pasar_slices_run_async (build, self, self->building, built_cb, g_object_ref (self));
}

/**
 * pasar_import_columns_set_mapping:
 * @self: the columns, with data
 * @mapping: (nullable): what they mean
 *
 * Shows over each column what it means.
 */
void
pasar_import_columns_set_mapping (PasarImportColumns *self, const PasarImportMapping *mapping)
{
  g_return_if_fail (PASAR_IS_IMPORT_COLUMNS (self) && self->data != NULL);

  g_clear_pointer (&self->mapping, pasar_import_mapping_free);
  self->mapping = mapping != NULL ? pasar_import_mapping_copy (mapping) : NULL;
  for (guint column = 0; column < self->buttons->len; column++)
    update_button (self, column);
}
