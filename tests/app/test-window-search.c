/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/condition-builder.h"
#include "app/filter-chip.h"
#include "catalogue/table/own-columns.h"
#include "window-fixture.h"

/* The search field in the window, with the demo shop. */

static void
type (WindowFixture *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->window->search_entry), text);
}

/* After what is there; a text that is set takes that away first. */
static void
add (WindowFixture *self, const char *text)
{
  const char *before = gtk_editable_get_text (GTK_EDITABLE (self->window->search_entry));
  int end = (int) g_utf8_strlen (before, -1);

  gtk_editable_insert_text (GTK_EDITABLE (self->window->search_entry), text, -1, &end);
}

static guint
count_rows (WindowFixture *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (pasar_sheet_get_view (self->window->sheet)));
}

static gboolean
is_error_shown (WindowFixture *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->window->search_error));
}

static void
condition_step (WindowFixture *self)
{
  guint n_all;
  guint n_few;

  window_open_demo_flat (self);
  n_all = count_rows (self);
  gtk_search_bar_set_search_mode (self->window->search_bar, TRUE);

  type (self, "stock<5");
  n_few = count_rows (self);
  g_assert_cmpuint (n_few, >, 0);
  g_assert_cmpuint (n_few, <, n_all);
  for (guint i = 0; i < n_few; i++)
    g_assert_cmpint (window_read_value (self, i, PASAR_FIELD_STOCK), <, 5);
  type (self, "-stock<5");
  g_assert_cmpuint (count_rows (self), ==, n_all - n_few);

  type (self, "");
  g_assert_cmpuint (count_rows (self), ==, n_all);
}

/* An error leaves the rows as they were, and says where it is. */
static void
error_step (WindowFixture *self)
{
  GtkEditable *entry = GTK_EDITABLE (self->window->search_entry);
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (entry));
  guint n_few;

  window_open_demo_flat (self);
  gtk_search_bar_set_search_mode (self->window->search_bar, TRUE);
  type (self, "stock<5");
  n_few = count_rows (self);
  g_assert_false (is_error_shown (self));

  add (self, " price>x");
  g_assert_cmpuint (count_rows (self), ==, n_few);
  g_assert_true (is_error_shown (self));
  g_assert_nonnull (strstr (gtk_label_get_text (self->window->search_error), "x"));
  g_assert_nonnull (gtk_text_get_attributes (text));
  g_assert_true (gtk_search_bar_get_search_mode (self->window->search_bar));

  /* Unfinished is not wrong yet. */
  gtk_editable_delete_text (entry, (int) strlen ("stock<5 price>"), -1);
  g_assert_cmpuint (count_rows (self), ==, n_few);
  g_assert_false (is_error_shown (self));
  g_signal_emit_by_name (entry, "activate");
  g_assert_true (is_error_shown (self));
  g_assert_cmpuint (count_rows (self), ==, n_few);

  add (self, "1");
  g_assert_false (is_error_shown (self));
  g_assert_null (gtk_text_get_attributes (text));
  g_assert_cmpuint (count_rows (self), <=, n_few);
}

/* A name alone is a word; from its sign on it is none any more. */
static void
name_step (WindowFixture *self)
{
  guint n_all;
  guint n_few;

  window_open_demo_flat (self);
  n_all = count_rows (self);
  add (self, "stock");
  g_assert_cmpuint (count_rows (self), ==, 0);
  add (self, "<");
  g_assert_cmpuint (count_rows (self), ==, n_all);
  add (self, "x");
  g_assert_true (is_error_shown (self));
  g_assert_cmpuint (count_rows (self), ==, n_all);

  type (self, "linen");
  n_few = count_rows (self);
  add (self, " -price");
  add (self, " >=");
  g_assert_cmpuint (n_few, >, 0);
  g_assert_cmpuint (count_rows (self), ==, n_few);
  /* What was a condition stays one while it is changed. */
  type (self, "linen stock<5");
  n_few = count_rows (self);
  add (self, "x");
  g_assert_cmpuint (count_rows (self), ==, n_few);
}

static GtkWidget *
find_list (WindowFixture *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->window->search_completion));

  while (!GTK_IS_POPOVER (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static gboolean
is_listed (WindowFixture *self)
{
  return gtk_widget_get_visible (find_list (self));
}

static const char *
get_typed (WindowFixture *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->window->search_entry));
}

/* Typed where the keyboard is, with a slip at the end: what is inserted without a key is there
 * before the cursor stands behind it. */
static void
insert (WindowFixture *self, const char *text)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  g_assert_true (GTK_IS_TEXT (focus));
  g_signal_emit_by_name (focus, "insert-at-cursor", text);
}

static void
completion_step (WindowFixture *self)
{
  GtkWidget *entry = GTK_WIDGET (self->window->search_entry);

  window_open_demo_flat (self);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "search", NULL);
  insert (self, "linen sk");
  WAIT_FOR (is_listed (self));
  window_press (self, GDK_KEY_Escape, 0);
  g_assert_false (is_listed (self));
  g_assert_true (gtk_search_bar_get_search_mode (self->window->search_bar));

  insert (self, "u");
  WAIT_FOR (is_listed (self));
  window_press (self, GDK_KEY_Down, 0);
  g_assert_true (GTK_IS_LIST_BOX_ROW (gtk_root_get_focus (GTK_ROOT (self->window))));
  window_press (self, GDK_KEY_Up, 0);
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)), entry));
  window_press (self, GDK_KEY_Down, 0);
  gtk_widget_activate (gtk_root_get_focus (GTK_ROOT (self->window)));
  g_assert_cmpstr (get_typed (self), ==, "linen sku:");
  g_assert_false (is_listed (self));
  insert (self, "x");
  g_assert_cmpstr (get_typed (self), ==, "linen sku:x");

  /* Not of what is set by the app, nor once the keyboard is elsewhere. */
  type (self, "");
  insert (self, "pro");
  WAIT_FOR (is_listed (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->window->sheet));
  g_assert_false (is_listed (self));
  type (self, "sto");
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_false (is_listed (self));
}

/* Of the widgets of a type the nth one in the order of the tree; counts down n. */
static GtkWidget *
find_nth (GtkWidget *widget, GType type, guint *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
find_in_filters (WindowFixture *self, GType type, guint n)
{
  return find_nth (GTK_WIDGET (self->window->filter_bar), type, &n);
}

static GtkWidget *
find_in_builder (WindowFixture *self, GType type, guint n)
{
  return find_nth (find_in_filters (self, PASAR_TYPE_CONDITION_BUILDER, 0), type, &n);
}

/* The button that takes the nth chip away; NULL for none. */
static GtkWidget *
find_close (WindowFixture *self, guint n)
{
  GtkWidget *button;

  for (guint i = 0; (button = find_in_filters (self, GTK_TYPE_BUTTON, i)) != NULL; i++)
    {
      if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), "window-close-symbolic") == 0
          && n-- == 0)
        return button;
    }
  return NULL;
}

static void
select_string (GtkWidget *drop_down, const char *text)
{
  GListModel *model = gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (model), i), text))
        {
          gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), i);
          return;
        }
    }
  g_error ("there is no “%s”", text);
}

static void
build (WindowFixture *self, const char *column, const char *comparison, const char *value)
{
  GtkWidget *popover = find_in_filters (self, PASAR_TYPE_CONDITION_BUILDER, 0);
  GtkWidget *entry;

  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (popover)));
  WAIT_FOR (gtk_widget_get_mapped (popover));
  select_string (find_in_builder (self, GTK_TYPE_DROP_DOWN, 0), column);
  select_string (find_in_builder (self, GTK_TYPE_DROP_DOWN, 1), comparison);
  entry = find_in_builder (self, GTK_TYPE_ENTRY, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), value);
  g_signal_emit_by_name (entry, "activate");
}

/* What is built and what is typed must both hold; of what is built all, or any. */
static void
chips_step (WindowFixture *self)
{
  guint n_all;
  guint n_few;
  guint n_many;

  window_open_demo_flat (self);
  n_all = count_rows (self);
  type (self, "stock<5");
  n_few = count_rows (self);
  type (self, "stock>=50");
  n_many = count_rows (self);
  type (self, "");

  build (self, "Stock", "<", "x");
  g_assert_null (find_close (self, 0));
  g_assert_true (gtk_widget_get_visible (find_in_filters (self, PASAR_TYPE_CONDITION_BUILDER, 0)));
  g_assert_cmpuint (count_rows (self), ==, n_all);
  build (self, "Stock", "<", "5");
  g_assert_nonnull (find_close (self, 0));
  g_assert_cmpuint (count_rows (self), ==, n_few);
  type (self, "stock>=5");
  g_assert_cmpuint (count_rows (self), ==, 0);
  type (self, "");

  build (self, "Stock", "≥", "50");
  g_assert_cmpuint (count_rows (self), ==, 0);
  select_string (find_in_filters (self, GTK_TYPE_DROP_DOWN, 0), "Any of These");
  g_assert_cmpuint (count_rows (self), ==, n_few + n_many);
  g_signal_emit_by_name (find_close (self, 0), "clicked");
  g_assert_cmpuint (count_rows (self), ==, n_many);
  g_assert_null (find_close (self, 1));

  build (self, "Status", "is not", "");
  g_assert_nonnull (find_close (self, 1));
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "clear-filters", NULL);
  g_assert_null (find_close (self, 0));
  g_assert_cmpuint (count_rows (self), ==, n_all);
}

static PasarField
add_own (PasarCatalogue *catalogue, PasarOwnKind kind)
{
  PasarField field;
  g_autoptr (GPtrArray) columns =
      pasar_catalogue_add_own_column (catalogue, kind, "Shelf", &field, NULL);

  g_assert_nonnull (columns);
  pasar_catalogue_set_own_columns (catalogue, columns);
  return field;
}

/* A column may give way to another one that is called the same. */
static void
same_title_step (WindowFixture *self)
{
  g_autoptr (GPtrArray) none = NULL;
  PasarCatalogue *catalogue;
  PasarField text;

  window_open_demo_flat (self);
  catalogue = pasar_session_get_catalogue (self->window->session);
  text = add_own (catalogue, PASAR_OWN_TEXT);
  build (self, "Shelf", "contains", "a");
  g_assert_nonnull (find_close (self, 0));
  none = pasar_catalogue_remove_own_column (catalogue, text);
  pasar_catalogue_set_own_columns (catalogue, none);
  add_own (catalogue, PASAR_OWN_NUMBER);
  g_action_group_activate_action (G_ACTION_GROUP (self->window), "clear-filters", NULL);
  build (self, "Shelf", "≥", "3");
  g_assert_nonnull (find_close (self, 0));
}

/* The entry of the only chip, which is opened for it. */
static GtkEditable *
open_chip (WindowFixture *self)
{
  GtkWidget *chip = find_in_filters (self, PASAR_TYPE_FILTER_CHIP, 0);
  guint n = 0;
  GtkWidget *button = find_nth (chip, GTK_TYPE_MENU_BUTTON, &n);
  GtkWidget *entry;

  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  n = 0;
  entry = find_nth (chip, GTK_TYPE_ENTRY, &n);
  WAIT_FOR (gtk_widget_get_mapped (entry));
  return GTK_EDITABLE (entry);
}

static void
change_chip (WindowFixture *self, const char *text)
{
  GtkEditable *entry = open_chip (self);

  gtk_editable_set_text (entry, text);
  g_signal_emit_by_name (entry, "activate");
}

static const char *
get_chip (WindowFixture *self)
{
  GtkWidget *chip = find_in_filters (self, PASAR_TYPE_FILTER_CHIP, 0);
  guint n = 0;

  return chip != NULL ? gtk_label_get_text (GTK_LABEL (find_nth (chip, GTK_TYPE_LABEL, &n))) : NULL;
}

static void
press_in_chip (WindowFixture *self, const char *label)
{
  GtkWidget *chip = find_in_filters (self, PASAR_TYPE_FILTER_CHIP, 0);
  GtkWidget *button;

  for (guint i = 0, n = 0; n = i, (button = find_nth (chip, GTK_TYPE_BUTTON, &n)) != NULL; i++)
    {
      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
        {
          g_signal_emit_by_name (button, "clicked");
          return;
        }
    }
  g_error ("there is no “%s”", label);
}

/* A chip is made its opposite, given another filter of which either is enough, and edited as a
 * text: what cannot be read changes nothing, and nothing at all takes it away. */
static void
change_chip_step (WindowFixture *self)
{
  guint n_all;
  guint n_few;
  GtkWidget *chip;
  GtkWidget *builder;
  guint n = 0;

  window_open_demo_flat (self);
  n_all = count_rows (self);
  build (self, "Stock", "<", "5");
  n_few = count_rows (self);
  g_assert_cmpstr (get_chip (self), ==, "Stock < 5");
  g_assert_cmpstr (gtk_editable_get_text (open_chip (self)), ==, "stock<5");
  press_in_chip (self, "_Opposite");
  g_assert_cmpstr (get_chip (self), ==, "Stock ≥ 5");
  g_assert_cmpuint (count_rows (self), ==, n_all - n_few);
  change_chip (self, "stock<");
  g_assert_cmpstr (get_chip (self), ==, "Stock ≥ 5");
  g_assert_cmpuint (count_rows (self), ==, n_all - n_few);
  change_chip (self, "stock<5 is:problem");
  g_assert_cmpstr (get_chip (self), ==, "Stock < 5 and Problems");
  change_chip (self, "stock<5");

  open_chip (self);
  chip = find_in_filters (self, PASAR_TYPE_FILTER_CHIP, 0);
  builder = find_nth (chip, PASAR_TYPE_CONDITION_BUILDER, &n);
  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_parent (builder)));
  WAIT_FOR (gtk_widget_get_mapped (builder));
  n = 0;
  select_string (find_nth (builder, GTK_TYPE_DROP_DOWN, &n), "State");
  n = 2;
  select_string (find_nth (builder, GTK_TYPE_DROP_DOWN, &n), "With Variations");
  press_in_chip (self, "_Add");
  g_assert_cmpstr (get_chip (self), ==, "Stock < 5 or With Variations");
  g_assert_cmpuint (count_rows (self), >, n_few);
  g_assert_cmpuint (count_rows (self), <, n_all);
  change_chip (self, " ");
  g_assert_null (get_chip (self));
  g_assert_cmpuint (count_rows (self), ==, n_all);

  build (self, "Highest ÷ Lowest Price", ">", "1");
  g_assert_cmpstr (get_chip (self), ==, "Highest ÷ Lowest Price > 1");
  g_assert_cmpuint (count_rows (self), <, n_all);
  g_assert_cmpuint (count_rows (self), >, 0);
}

/* A shop that is opened while a filter is on is folded once it is off. */
static void
folds_step (WindowFixture *self)
{
  g_autoptr (PasarSession) session = NULL;
  PasarCatalogue *catalogue;
  PasarView *view;
  guint n_headers = 0;

  window_open_demo (self);
  session = g_object_ref (self->window->session);
  catalogue = pasar_session_get_catalogue (session);
  build (self, "Stock", "≥", "0");
  g_settings_reset (self->window->settings, "flat-view");
  pasar_window_set_session (self->window, NULL);
  pasar_window_set_session (self->window, session);
  g_assert_nonnull (find_close (self, 0));
  view = pasar_sheet_get_view (self->window->sheet);
  g_assert_nonnull (pasar_view_get_condition (view));

  g_action_group_activate_action (G_ACTION_GROUP (self->window), "clear-filters", NULL);
  g_assert_null (pasar_view_get_condition (view));
  for (guint i = 0; i < count_rows (self); i++)
    {
      const guint row = pasar_view_get_row (view, i);

      if (!pasar_catalogue_read_row (catalogue, row).is_header)
        continue;
      n_headers++;
      g_assert_true (pasar_view_get_folded (view, row));
    }
  g_assert_cmpuint (n_headers, >, 0);
}

int
main (int argc, char *argv[])
{
  window_test_init (&argc, &argv);

  window_add ("/window-search/condition", condition_step);
  window_add ("/window-search/error", error_step);
  window_add ("/window-search/name", name_step);
  window_add ("/window-search/completion", completion_step);
  window_add ("/window-search/chips", chips_step);
  window_add ("/window-search/same-title", same_title_step);
  window_add ("/window-search/change-chip", change_chip_step);
  window_add ("/window-search/folds", folds_step);
  return window_test_run ();
}
