/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "grid-fixture.h"

/* An input method that does as it is told. */
#define TEST_TYPE_CONTEXT (test_context_get_type ())
G_DECLARE_FINAL_TYPE (TestContext, test_context, TEST, CONTEXT, GtkIMContext)

struct _TestContext
{
  GtkIMContext parent_instance;

  char *preedit;
};

G_DEFINE_FINAL_TYPE (TestContext, test_context, GTK_TYPE_IM_CONTEXT)

static void
compose (TestContext *self, const char *preedit)
{
  g_free (self->preedit);
  self->preedit = g_strdup (preedit);
  g_signal_emit_by_name (self, "preedit-changed");
}

static void
commit_text (TestContext *self, const char *text)
{
  g_signal_emit_by_name (self, "commit", text);
}

static void
test_context_reset (GtkIMContext *context)
{
  TestContext *self = TEST_CONTEXT (context);

  if (self->preedit != NULL)
    compose (self, NULL);
}

static void
test_context_get_preedit_string (GtkIMContext *context,
                                 char **text,
                                 PangoAttrList **attributes,
                                 int *caret)
{
  TestContext *self = TEST_CONTEXT (context);

  if (text != NULL)
    *text = g_strdup (self->preedit != NULL ? self->preedit : "");
  if (attributes != NULL)
    *attributes = pango_attr_list_new ();
  if (caret != NULL)
    *caret = 0;
}

static void
test_context_finalize (GObject *object)
{
  g_free (TEST_CONTEXT (object)->preedit);
  G_OBJECT_CLASS (test_context_parent_class)->finalize (object);
}

static void
test_context_class_init (TestContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_context_finalize;
  GTK_IM_CONTEXT_CLASS (klass)->reset = test_context_reset;
  GTK_IM_CONTEXT_CLASS (klass)->get_preedit_string = test_context_get_preedit_string;
}

static void
test_context_init (TestContext *self)
{
}

typedef struct
{
  GridFixture base;
  TestContext *context;
  GtkWidget *entry; /* beside the grid */
  char *refusal;
  guint n_refused;
} EditorFixture;

static void
refused_cb (EditorFixture *self, const char *text)
{
  g_free (self->refusal);
  self->refusal = g_strdup (text);
  self->n_refused++;
}

static void
set_up (EditorFixture *self, gconstpointer data)
{
  GtkWidget *after;

  grid_set_up (&self->base, data);
  self->context = g_object_new (TEST_TYPE_CONTEXT, NULL);
  pasar_grid_typing_set_context (self->base.grid->typing, GTK_IM_CONTEXT (self->context));
  g_signal_connect_swapped (self->base.grid, "refused", G_CALLBACK (refused_cb), self);

  grid_put_between_entries (&self->base, &self->entry, &after);
  grid_wait_for_frame (&self->base);

  pasar_grid_set_cursor (self->base.grid, 3, 2);
  gtk_widget_grab_focus (GTK_WIDGET (self->base.grid));
}

static void
tear_down (EditorFixture *self, gconstpointer data)
{
  grid_tear_down (&self->base, data);
  g_object_unref (self->context);
  g_free (self->refusal);
}

static void
handle_pending (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static const char *
get_text (EditorFixture *self)
{
  GtkEditable *editor = pasar_grid_get_editor (self->base.grid);

  g_assert_nonnull (editor);
  return gtk_editable_get_text (editor);
}

static GtkWidget *
get_focus (EditorFixture *self)
{
  return gtk_window_get_focus (self->base.window);
}

static void
assert_in_editor (EditorFixture *self)
{
  GtkEditable *editor = pasar_grid_get_editor (self->base.grid);

  g_assert_nonnull (editor);
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), GTK_WIDGET (editor)));
}

static void
assert_in_cell (EditorFixture *self)
{
  GtkWidget *focus = get_focus (self);

  g_assert_false (pasar_grid_is_editing (self->base.grid));
  g_assert_nonnull (focus);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (focus)),
                   ==,
                   GTK_ACCESSIBLE_ROLE_GRID_CELL);
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (self->base.grid)));
}

static void
assert_log (EditorFixture *self, const char *expected)
{
  g_autofree char *log = test_source_take_log (self->base.source);

  g_assert_cmpstr (log, ==, expected);
}

static gboolean
press (EditorFixture *self, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers =
      gtk_widget_observe_controllers (GTK_WIDGET (self->base.grid));
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &handled);
    }
  return handled;
}

static void
type_into_editor (EditorFixture *self, const char *text)
{
  GtkEditable *editor = pasar_grid_get_editor (self->base.grid);
  int position;

  g_assert_nonnull (editor);
  gtk_editable_delete_selection (editor);
  position = gtk_editable_get_position (editor);
  gtk_editable_insert_text (editor, text, -1, &position);
  gtk_editable_set_position (editor, position);
}

static void
assert_cursor (EditorFixture *self, guint row, guint column)
{
  guint cursor_column;

  g_assert_cmpuint (pasar_grid_get_cursor (self->base.grid, &cursor_column), ==, row);
  g_assert_cmpuint (cursor_column, ==, column);
}

static void
test_typing (EditorFixture *self, gconstpointer data)
{
  assert_in_cell (self);
  commit_text (self->context, "4");
  g_assert_cmpstr (get_text (self), ==, "4");
  g_assert_cmpint (gtk_editable_get_position (pasar_grid_get_editor (self->base.grid)), ==, 1);
  assert_in_editor (self);
  type_into_editor (self, "2");
  press (self, GDK_KEY_Return, 0);
  assert_log (self, "commit 3,2 3+1,2+1 42\n");
  assert_in_cell (self);
  assert_cursor (self, 4, 2);
}

static void
test_value (EditorFixture *self, gconstpointer data)
{
  g_assert_true (pasar_grid_begin_editing (self->base.grid, NULL));
  g_assert_cmpstr (get_text (self), ==, "32");
  g_assert_cmpint (gtk_editable_get_position (pasar_grid_get_editor (self->base.grid)), ==, 2);
  /* The arrows are the text's. */
  g_assert_false (press (self, GDK_KEY_Left, 0));
  g_assert_true (press (self, GDK_KEY_Up, 0));
  assert_in_editor (self);
  /* What is as it was is no edit. */
  press (self, GDK_KEY_Return, GDK_SHIFT_MASK);
  assert_log (self, "");
  assert_in_cell (self);
  assert_cursor (self, 2, 2);
}

static void
test_arrows_after_typing (EditorFixture *self, gconstpointer data)
{
  commit_text (self->context, "1");
  g_assert_true (press (self, GDK_KEY_Right, 0));
  assert_log (self, "commit 3,2 3+1,2+1 1\n");
  assert_cursor (self, 3, 3);
  assert_cursor (self, 3, 3);

  commit_text (self->context, "5");
  g_assert_true (press (self, GDK_KEY_F2, 0));
  g_assert_false (press (self, GDK_KEY_Left, 0));
  assert_in_editor (self);
  g_assert_true (press (self, GDK_KEY_Tab, GDK_SHIFT_MASK));
  assert_log (self, "commit 3,3 3+1,3+1 5\n");
  assert_cursor (self, 3, 2);
}

static void
test_escape (EditorFixture *self, gconstpointer data)
{
  commit_text (self->context, "4");
  g_assert_true (press (self, GDK_KEY_Escape, 0));
  assert_in_cell (self);
  assert_cursor (self, 3, 2);
  assert_log (self, "");
  /* Nothing of it is left for the next one. */
  pasar_grid_begin_editing (self->base.grid, NULL);
  g_assert_cmpstr (get_text (self), ==, "32");
  gtk_widget_activate_action (get_focus (self), "text.undo", NULL);
  g_assert_cmpstr (get_text (self), ==, "32");
}

static void
test_whole_selection (EditorFixture *self, gconstpointer data)
{
  const PasarGridRange ranges[] = { { 3, 4, 2, 2 }, { 9, 1, 2, PASAR_GRID_NONE } };

  pasar_grid_select (self->base.grid, ranges, G_N_ELEMENTS (ranges));
  commit_text (self->context, "8");
  g_assert_true (press (self, GDK_KEY_Return, GDK_CONTROL_MASK));
  assert_log (self, "commit 3,2 3+4,2+2 9+1,2+-1 8\n");
  assert_in_cell (self);
  assert_cursor (self, 3, 2);
}

static void
test_locked (EditorFixture *self, gconstpointer data)
{
  pasar_grid_set_cursor (self->base.grid, 3, 0);
  commit_text (self->context, "x");
  g_assert_false (pasar_grid_is_editing (self->base.grid));
  g_assert_cmpstr (self->refusal, ==, "Names cannot be changed.");
  compose (self->context, "x");
  g_assert_false (pasar_grid_is_editing (self->base.grid));
  g_assert_null (self->context->preedit);
  g_assert_false (pasar_grid_begin_editing (self->base.grid, NULL));
  g_assert_cmpuint (self->n_refused, ==, 3);
  grid_wait_for_frame (&self->base);
  assert_in_cell (self);
}

static void
test_refused (EditorFixture *self, gconstpointer data)
{
  int start;
  int end;

  commit_text (self->context, "b");
  type_into_editor (self, "ad");
  press (self, GDK_KEY_Return, 0);
  g_assert_cmpstr (self->refusal, ==, "This is bad.");
  assert_in_editor (self);
  assert_cursor (self, 3, 2);
  g_assert_true (
      gtk_editable_get_selection_bounds (pasar_grid_get_editor (self->base.grid), &start, &end));
  g_assert_cmpint (start, ==, 0);
  g_assert_cmpint (end, ==, 3);
  grid_wait_for_frame (&self->base);
  /* Going away does not drop it, nor does it take the focus back. */
  gtk_widget_grab_focus (self->entry);
  handle_pending ();
  g_assert_cmpstr (get_text (self), ==, "bad");
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), self->entry));
  g_assert_false (pasar_grid_commit_editing (self->base.grid));
  assert_in_editor (self);
  type_into_editor (self, "6");
  press (self, GDK_KEY_Return, 0);
  assert_log (self, "commit 3,2 3+1,2+1 6\n");
}

static void
test_asking (EditorFixture *self, gconstpointer data)
{
  commit_text (self->context, "a");
  type_into_editor (self, "sk");
  press (self, GDK_KEY_Return, 0);
  assert_log (self, "ask\n");
  g_assert_cmpstr (get_text (self), ==, "ask");
  assert_cursor (self, 3, 2);
  /* The question has the focus meanwhile: nothing is asked again. */
  gtk_widget_grab_focus (self->entry);
  handle_pending ();
  g_assert_false (pasar_grid_commit_editing (self->base.grid));
  assert_log (self, "");
  /* It was put aside: the text goes on. */
  gtk_widget_grab_focus (GTK_WIDGET (pasar_grid_get_editor (self->base.grid)));
  press (self, GDK_KEY_Return, 0);
  assert_log (self, "ask\n");
  pasar_grid_end_editing (self->base.grid);
  assert_in_cell (self);
  g_assert_cmpuint (self->n_refused, ==, 0);
}

static void
test_leaving (EditorFixture *self, gconstpointer data)
{
  commit_text (self->context, "6");
  gtk_widget_grab_focus (self->entry);
  handle_pending ();
  assert_log (self, "commit 3,2 3+1,2+1 6\n");
  g_assert_false (pasar_grid_is_editing (self->base.grid));
  g_assert_true (gtk_widget_is_ancestor (get_focus (self), self->entry));
}

static void
test_row_moves (EditorFixture *self, gconstpointer data)
{
  commit_text (self->context, "6");
  test_source_reverse (self->base.source);
  grid_wait_for_frame (&self->base);
  g_assert_cmpstr (get_text (self), ==, "6");
  g_assert_true (pasar_grid_commit_editing (self->base.grid));
  assert_log (self, "commit 96,2 96+1,2+1 6\n");
  g_assert_cmpstr (test_source_get_text (self->base.source, 3, 2), ==, "6");
}

static void
test_row_goes (EditorFixture *self, gconstpointer data)
{
  const guint rows[] = { 0, 1, 2, 4 };

  commit_text (self->context, "bad");
  press (self, GDK_KEY_Return, 0);
  g_assert_cmpuint (self->n_refused, ==, 1);
  test_source_set_rows (self->base.source, rows, G_N_ELEMENTS (rows));
  g_assert_false (pasar_grid_is_editing (self->base.grid));
  g_assert_cmpuint (self->n_refused, ==, 2);
  g_assert_nonnull (strstr (self->refusal, "bad"));
  grid_wait_for_frame (&self->base);
  handle_pending ();
  g_assert_nonnull (get_focus (self));
  assert_log (self, "");

  /* All of them, with an edit that changed nothing. */
  pasar_grid_set_cursor (self->base.grid, 1, 2);
  pasar_grid_begin_editing (self->base.grid, NULL);
  test_source_set_rows (self->base.source, rows, 0);
  g_assert_false (pasar_grid_is_editing (self->base.grid));
  g_assert_cmpuint (self->n_refused, ==, 2);
  grid_wait_for_frame (&self->base);
  handle_pending ();
  g_assert_true (get_focus (self) == GTK_WIDGET (self->base.grid));
}

static void
test_composing (EditorFixture *self, gconstpointer data)
{
  /* 你 in two keys; the focus stays with the input method that composes. */
  compose (self->context, "n");
  g_assert_cmpstr (get_text (self), ==, "n");
  g_assert_false (GTK_IS_TEXT (get_focus (self)));
  handle_pending ();
  compose (self->context, "ni");
  g_assert_cmpstr (get_text (self), ==, "ni");
  commit_text (self->context, "你");
  compose (self->context, NULL);
  g_assert_cmpstr (get_text (self), ==, "你");
  handle_pending ();
  assert_in_editor (self);
  press (self, GDK_KEY_Return, 0);
  assert_log (self, "commit 3,2 3+1,2+1 你\n");
}

static void
test_composing_dead_key (EditorFixture *self, gconstpointer data)
{
  /* The end of the composition comes before what it came to. */
  compose (self->context, "´");
  compose (self->context, NULL);
  commit_text (self->context, "é");
  handle_pending ();
  g_assert_cmpstr (get_text (self), ==, "é");
  assert_in_editor (self);
}

static void
test_composing_goes_on (EditorFixture *self, gconstpointer data)
{
  compose (self->context, "한");
  commit_text (self->context, "한");
  compose (self->context, "ㄱ");
  handle_pending ();
  g_assert_cmpstr (get_text (self), ==, "한ㄱ");
  g_assert_false (GTK_IS_TEXT (get_focus (self)));
  commit_text (self->context, "글");
  compose (self->context, NULL);
  handle_pending ();
  g_assert_cmpstr (get_text (self), ==, "한글");
  assert_in_editor (self);
}

static void
test_composing_given_up (EditorFixture *self, gconstpointer data)
{
  compose (self->context, "n");
  compose (self->context, NULL);
  handle_pending ();
  assert_in_cell (self);

  compose (self->context, "n");
  pasar_grid_end_editing (self->base.grid);
  g_assert_null (self->context->preedit);
  assert_in_cell (self);

  compose (self->context, "n");
  g_assert_true (pasar_grid_commit_editing (self->base.grid));
  handle_pending ();
  g_assert_false (pasar_grid_is_editing (self->base.grid));
}

static void
test_follows_cell (EditorFixture *self, gconstpointer data)
{
  GtkAdjustment *adjustment =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->base.scrolled));
  GtkWidget *editor;
  GdkRectangle cell;
  graphene_rect_t before;
  graphene_rect_t after;

  commit_text (self->context, "6");
  editor = GTK_WIDGET (pasar_grid_get_editor (self->base.grid));
  grid_wait_for_frame (&self->base);
  g_assert_true (pasar_grid_get_cell_area (self->base.grid, 3, 2, &cell));
  g_assert_true (gtk_widget_compute_bounds (editor, GTK_WIDGET (self->base.grid), &before));
  g_assert_cmpint ((int) before.origin.x, ==, cell.x);
  g_assert_cmpint ((int) before.origin.x + (int) before.size.width, ==, cell.x + cell.width);
  g_assert_cmpint ((int) before.origin.y, <=, cell.y);

  gtk_adjustment_set_value (adjustment, 20);
  grid_wait_for_frame (&self->base);
  g_assert_true (gtk_widget_compute_bounds (editor, GTK_WIDGET (self->base.grid), &after));
  g_assert_cmpint ((int) after.origin.y, ==, (int) before.origin.y - 20);

  gtk_adjustment_set_value (adjustment, 1000);
  grid_wait_for_frame (&self->base);
  assert_in_editor (self);
  g_assert_true (gtk_widget_compute_bounds (gtk_widget_get_parent (editor),
                                            GTK_WIDGET (self->base.grid),
                                            &after));
  g_assert_cmpfloat (after.size.height, ==, 0);
  type_into_editor (self, "7");
  grid_wait_for_frame (&self->base);
  g_assert_true (pasar_grid_get_cell_area (self->base.grid, 3, 2, &cell));
}

static void
test_grows (EditorFixture *self, gconstpointer data)
{
  GtkWidget *editor;
  GtkWidget *grid = GTK_WIDGET (self->base.grid);
  GdkRectangle cell;
  graphene_rect_t area;

  commit_text (self->context, "=max(cost*1.3; floor)");
  editor = GTK_WIDGET (pasar_grid_get_editor (self->base.grid));
  grid_wait_for_frame (&self->base);
  pasar_grid_get_cell_area (self->base.grid, 3, 2, &cell);
  g_assert_true (gtk_widget_compute_bounds (editor, grid, &area));
  g_assert_cmpint ((int) area.origin.x, ==, cell.x);
  g_assert_cmpint ((int) area.size.width, >, cell.width);
  for (guint i = 0; i < 10; i++)
    type_into_editor (self, "+ max(cost * 1.3; floor) ");
  grid_wait_for_frame (&self->base);
  g_assert_true (gtk_widget_compute_bounds (editor, grid, &area));
  g_assert_cmpint ((int) area.origin.x, >=, 0);
  g_assert_cmpint ((int) (area.origin.x + area.size.width), <=, gtk_widget_get_width (grid));
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

#define ADD(name, function)                                                                        \
  g_test_add ("/grid/editor/" name, EditorFixture, NULL, set_up, function, tear_down)
  ADD ("typing", test_typing);
  ADD ("value", test_value);
  ADD ("arrows-after-typing", test_arrows_after_typing);
  ADD ("escape", test_escape);
  ADD ("whole-selection", test_whole_selection);
  ADD ("locked", test_locked);
  ADD ("refused", test_refused);
  ADD ("asking", test_asking);
  ADD ("leaving", test_leaving);
  ADD ("row-moves", test_row_moves);
  ADD ("row-goes", test_row_goes);
  ADD ("composing", test_composing);
  ADD ("composing-dead-key", test_composing_dead_key);
  ADD ("composing-goes-on", test_composing_goes_on);
  ADD ("composing-given-up", test_composing_given_up);
  ADD ("follows-cell", test_follows_cell);
  ADD ("grows", test_grows);
#undef ADD
  return g_test_run ();
}
