/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "grid-fixture.h"

struct _TestSource
{
  GObject parent_instance;

  guint n_ids;
  guint n_columns;
  guint *ids; /* (array length=n) by row */
  guint n;
  char **texts; /* (array length=n_ids*n_columns) (owned): what was committed; else NULL */
  GString *log;
  gboolean is_tree;
  gboolean refuses_fill;
};

static void test_source_iface_init (PasarGridSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSource,
                               test_source,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (PASAR_TYPE_GRID_SOURCE,
                                                      test_source_iface_init))

static void
test_source_finalize (GObject *object)
{
  TestSource *self = TEST_SOURCE (object);

  for (guint i = 0; i < self->n_ids * self->n_columns; i++)
    g_free (self->texts[i]);
  g_free (self->texts);
  g_free (self->ids);
  g_string_free (self->log, TRUE);
  G_OBJECT_CLASS (test_source_parent_class)->finalize (object);
}

static void
test_source_class_init (TestSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_source_finalize;
}

static void
test_source_init (TestSource *self)
{
  self->log = g_string_new (NULL);
}

static guint
get_n_rows (PasarGridSource *source)
{
  return TEST_SOURCE (source)->n;
}

static guint
get_n_columns (PasarGridSource *source)
{
  return TEST_SOURCE (source)->n_columns;
}

static void
read_column (PasarGridSource *source, guint column, PasarGridColumn *out)
{
  static const char *const ids[] = { "a", "b", "c", "d", "e", "f", "g", "h" };
  static const char *const titles[] = { "Item", "SKU", "Price", "Stock", "E", "F", "G", "H" };

  out->id = ids[column];
  out->title = titles[column];
  out->n_chars = column == 0 ? 24 : 10;
  out->max_chars = column == 0 ? 40 : 0;
  out->is_number = column > 1;
  out->is_sortable = TRUE;
}

static void
read_cell (PasarGridSource *source, guint row, guint column, PasarGridCell *out)
{
  TestSource *self = TEST_SOURCE (source);
  const guint id = self->ids[row];
  const char *text = test_source_get_text (self, id, column);

  out->flags = column > 1 ? PASAR_GRID_CELL_NUMBER : PASAR_GRID_CELL_PLAIN;
  if (self->is_tree && column == 0)
    out->flags |=
        id % 3 == 0 ? PASAR_GRID_CELL_EXPANDER | PASAR_GRID_CELL_EXPANDED : PASAR_GRID_CELL_INDENT;
  out->text = out->buffer;
  if (text != NULL)
    {
      out->text = text;
      out->flags |= PASAR_GRID_CELL_CHANGED;
    }
  else if (column == 0)
    g_snprintf (out->buffer, sizeof out->buffer, "Item %u", id);
  else
    g_snprintf (out->buffer, sizeof out->buffer, "%u", id * 10 + column);
}

static void
get_keys (PasarGridSource *source, guint first, guint n, PasarGridKey *keys)
{
  for (guint i = 0; i < n; i++)
    keys[i] = (PasarGridKey){ .first = TEST_SOURCE (source)->ids[first + i] };
}

static void
find_rows (PasarGridSource *source, const PasarGridKey *keys, guint n, guint *rows)
{
  TestSource *self = TEST_SOURCE (source);
  g_autofree guint *places = g_new (guint, self->n_ids + 1);

  for (guint id = 0; id < self->n_ids; id++)
    places[id] = PASAR_GRID_NONE;
  for (guint row = 0; row < self->n; row++)
    places[self->ids[row]] = row;
  for (guint i = 0; i < n; i++)
    rows[i] = places[keys[i].first];
}

static char *
dup_cell_label (PasarGridSource *source, guint row, guint column)
{
  PasarGridCell cell;

  pasar_grid_source_read_cell (source, row, column, &cell);
  return g_strconcat (cell.text,
                      (cell.flags & PASAR_GRID_CELL_CHANGED) != 0 ? ", changed" : "",
                      NULL);
}

static char *
dup_row_label (PasarGridSource *source, guint row)
{
  return g_strdup_printf ("Item %u", TEST_SOURCE (source)->ids[row]);
}

static char *
dup_cell_tooltip (PasarGridSource *source, guint row, guint column)
{
  return NULL;
}

static char *
dup_edit_text (PasarGridSource *source, guint row, guint column, GError **error)
{
  PasarGridCell cell;

  if (column == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY, "Names cannot be changed.");
      return NULL;
    }
  pasar_grid_source_read_cell (source, row, column, &cell);
  return g_strdup (cell.text);
}

static void
log_range (TestSource *self, const PasarGridRange *range)
{
  g_string_append_printf (self->log,
                          " %u+%d,%u+%d",
                          range->first_row,
                          (int) range->n_rows,
                          range->first_column,
                          (int) range->n_columns);
}

/* The columns of the source are taken to be in their own order, all shown. */
static void
set_texts (TestSource *self, const PasarGridRange *range, const char *text)
{
  for (guint row = range->first_row;
       row < self->n
       && (range->n_rows == PASAR_GRID_NONE || row - range->first_row < range->n_rows);
       row++)
    for (guint column = range->first_column;
         column < self->n_columns
         && (range->n_columns == PASAR_GRID_NONE
             || column - range->first_column < range->n_columns);
         column++)
      {
        char **place = &self->texts[self->ids[row] * self->n_columns + column];

        g_free (*place);
        *place = g_strdup (text);
      }
}

static PasarGridAnswer
commit (PasarGridSource *source,
        guint row,
        guint column,
        const PasarGridRange *ranges,
        guint n_ranges,
        const char *text,
        GError **error)
{
  TestSource *self = TEST_SOURCE (source);

  if (g_str_equal (text, "bad"))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "This is bad.");
      return PASAR_GRID_REFUSED;
    }
  if (g_str_equal (text, "ask"))
    {
      g_string_append (self->log, "ask\n");
      return PASAR_GRID_ASKING;
    }
  g_string_append_printf (self->log, "commit %u,%u", row, column);
  for (guint i = 0; i < n_ranges; i++)
    {
      log_range (self, &ranges[i]);
      set_texts (self, &ranges[i], text);
    }
  g_string_append_printf (self->log, " %s\n", text);
  pasar_grid_source_cells_changed (source);
  return PASAR_GRID_DONE;
}

static PasarGridAnswer
fill (PasarGridSource *source,
      const PasarGridRange *from,
      const PasarGridRange *to,
      guint n_ranges,
      PasarGridFill kind,
      GError **error)
{
  TestSource *self = TEST_SOURCE (source);

  if (self->refuses_fill)
    {
      g_set_error_literal (error,
                           G_IO_ERROR,
                           G_IO_ERROR_INVALID_ARGUMENT,
                           "This cannot be filled.");
      return PASAR_GRID_REFUSED;
    }
  g_string_append (self->log, kind == PASAR_GRID_FILL_SERIES ? "series" : "fill");
  for (guint i = 0; i < n_ranges; i++)
    {
      log_range (self, &from[i]);
      log_range (self, &to[i]);
    }
  g_string_append_c (self->log, '\n');
  return PASAR_GRID_DONE;
}

static void
clear (PasarGridSource *source, const PasarGridRange *ranges, guint n_ranges)
{
  TestSource *self = TEST_SOURCE (source);

  g_string_append (self->log, "clear");
  for (guint i = 0; i < n_ranges; i++)
    {
      log_range (self, &ranges[i]);
      set_texts (self, &ranges[i], NULL);
    }
  g_string_append_c (self->log, '\n');
  pasar_grid_source_cells_changed (source);
}

static void
toggle (PasarGridSource *source, guint row)
{
  g_string_append_printf (TEST_SOURCE (source)->log, "toggle %u\n", row);
}

static void
test_source_iface_init (PasarGridSourceInterface *iface)
{
  iface->get_n_rows = get_n_rows;
  iface->get_n_columns = get_n_columns;
  iface->read_column = read_column;
  iface->read_cell = read_cell;
  iface->get_keys = get_keys;
  iface->find_rows = find_rows;
  iface->dup_cell_label = dup_cell_label;
  iface->dup_row_label = dup_row_label;
  iface->dup_cell_tooltip = dup_cell_tooltip;
  iface->dup_edit_text = dup_edit_text;
  iface->commit = commit;
  iface->fill = fill;
  iface->clear = clear;
  iface->toggle = toggle;
}

TestSource *
test_source_new (guint n_rows, guint n_columns)
{
  TestSource *self = g_object_new (TEST_TYPE_SOURCE, NULL);

  g_assert_cmpuint (n_columns, <=, 8);
  self->n_ids = self->n = n_rows;
  self->n_columns = n_columns;
  self->ids = g_new (guint, n_rows + 1);
  for (guint i = 0; i < n_rows; i++)
    self->ids[i] = i;
  self->texts = g_new0 (char *, n_rows *n_columns + 1);
  return self;
}

void
test_source_set_rows (TestSource *self, const guint *ids, guint n)
{
  g_assert_cmpuint (n, <=, self->n_ids);
  pasar_grid_source_rows_will_change (PASAR_GRID_SOURCE (self));
  memmove (self->ids, ids, n * sizeof *ids);
  self->n = n;
  pasar_grid_source_rows_changed (PASAR_GRID_SOURCE (self));
}

void
test_source_reverse (TestSource *self)
{
  g_autofree guint *ids = g_new (guint, self->n + 1);

  for (guint row = 0; row < self->n; row++)
    ids[row] = self->ids[self->n - 1 - row];
  test_source_set_rows (self, ids, self->n);
}

guint
test_source_get_id (TestSource *self, guint row)
{
  g_assert_cmpuint (row, <, self->n);
  return self->ids[row];
}

const char *
test_source_get_text (TestSource *self, guint id, guint column)
{
  return self->texts[id * self->n_columns + column];
}

void
test_source_set_tree (TestSource *self)
{
  self->is_tree = TRUE;
  pasar_grid_source_cells_changed (PASAR_GRID_SOURCE (self));
}

void
test_source_refuse_fill (TestSource *self)
{
  self->refuses_fill = TRUE;
}

char *
test_source_dup_log (TestSource *self)
{
  return g_strdup (self->log->str);
}

char *
test_source_take_log (TestSource *self)
{
  char *log = test_source_dup_log (self);

  g_string_truncate (self->log, 0);
  return log;
}

void
grid_set_up (GridFixture *self, gconstpointer data)
{
  const guint n_rows = GPOINTER_TO_UINT (data);

  self->source = test_source_new (n_rows > 0 ? n_rows : 100, 8);
  self->grid = PASAR_GRID (pasar_grid_new ());
  pasar_grid_set_source (self->grid, PASAR_GRID_SOURCE (self->source));
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->grid));
  self->window = GTK_WINDOW (gtk_window_new ());
  gtk_window_set_default_size (self->window, 640, 400);
  gtk_window_set_child (self->window, self->scrolled);
  gtk_window_present (self->window);
  grid_wait_for_frame (self);
}

void
grid_tear_down (GridFixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_object_unref (self->source);
}

void
grid_put_between_entries (GridFixture *self, GtkWidget **before, GtkWidget **after)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  *before = gtk_entry_new ();
  *after = gtk_entry_new ();
  /* What is taken out would go on as if it had the focus. */
  gtk_window_set_focus (self->window, NULL);
  g_object_ref (self->scrolled);
  gtk_window_set_child (self->window, NULL);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), *before);
  gtk_box_append (GTK_BOX (box), self->scrolled);
  gtk_box_append (GTK_BOX (box), *after);
  gtk_window_set_child (self->window, box);
  g_object_unref (self->scrolled);
}

static void
after_paint_cb (GdkFrameClock *clock, gboolean *painted)
{
  *painted = TRUE;
}

void
grid_wait_for_frame (GridFixture *self)
{
  GdkFrameClock *clock;
  gboolean painted = FALSE;
  gulong id;

  while (!gtk_widget_get_mapped (GTK_WIDGET (self->grid)))
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_queue_draw (GTK_WIDGET (self->grid));
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->grid));
  id = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &painted);
  while (!painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

gboolean
grid_press (gpointer widget, guint keyval, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_taken = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_taken; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, state, &is_taken);
    }
  return is_taken;
}
