/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "window-work.h"

#include "rounds.h"
#include "watchdog.h"

#define N_TIMES 5
#define N_STEPS 60

typedef void (*Act) (PasarWindow *window, guint nth);

/* What was too long while something was measured. */
static void
print_long_callbacks (const char *name, GPtrArray *callbacks)
{
  g_autofree char *count = g_strdup_printf ("%s:long_callbacks", name);

  bench_print_value (count, callbacks->len);
  for (guint i = 0; i < callbacks->len; i++)
    {
      const WatchdogCallback *callback = g_ptr_array_index (callbacks, i);
      g_autofree char *note =
          g_strdup_printf ("%s: %u ms in %s", name, callback->ms, callback->source);

      bench_print_note (note);
      g_debug ("%s:\n%s", note, callback->trace);
    }
}

/* The median time until the change is painted, over several times. prepare: (nullable): comes right
 * before it; restore: (nullable): takes it back; both are watched as well. */
static void
measure (PasarWindow *window, const char *name, Act prepare, Act act, Act restore)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GPtrArray) callbacks = NULL;

  watchdog_start ();
  for (guint i = 0; i < N_TIMES; i++)
    {
      gint64 start;
      double ms;

      if (prepare != NULL)
        prepare (window, i);
      start = g_get_monotonic_time ();
      act (window, i);
      bench_paint (GTK_WIDGET (window));
      ms = (double) (g_get_monotonic_time () - start) / 1000;
      g_array_append_val (times, ms);
      if (restore != NULL)
        restore (window, i);
      bench_run_for (100);
    }
  callbacks = watchdog_stop ();
  bench_print_value (name, bench_get_median (times));
  print_long_callbacks (name, callbacks);
}

/* The processor's time of a step, at 30 a second. */
static void
measure_steps (PasarWindow *window, const char *name, Act act)
{
  g_autoptr (GPtrArray) callbacks = NULL;
  double start_ms;

  bench_run_for (200);
  watchdog_start ();
  start_ms = bench_get_cpu_ms ();
  for (guint i = 0; i < N_STEPS; i++)
    {
      act (window, i);
      bench_run_for (33);
    }
  bench_print_value (name, (bench_get_cpu_ms () - start_ms) / N_STEPS);
  callbacks = watchdog_stop ();
  print_long_callbacks (name, callbacks);
}

static void
press (PasarWindow *window, guint key, GdkModifierType modifiers)
{
  GtkWidget *grid = GTK_WIDGET (pasar_sheet_get_grid (window->sheet));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (grid);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean is_taken = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &is_taken);
      if (is_taken)
        return;
    }
  g_assert_not_reached ();
}

static void
press_page_down (PasarWindow *window, guint nth)
{
  press (window, GDK_KEY_Page_Down, 0);
}

/* Three rows, as a click of the wheel does. */
static void
turn_wheel (PasarWindow *window, guint nth)
{
  GtkAdjustment *adjustment =
      gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (pasar_sheet_get_grid (window->sheet)));

  gtk_adjustment_set_value (adjustment,
                            gtk_adjustment_get_value (adjustment)
                                + 3 * gtk_adjustment_get_step_increment (adjustment));
}

/* Until the list is the one that was asked for. */
static void
wait_for_list (PasarWindow *window)
{
  while (pasar_view_get_is_pending (pasar_sheet_get_view (window->sheet)))
    g_main_context_iteration (NULL, TRUE);
}

static void
sort_by_price (PasarWindow *window, guint nth)
{
  pasar_sheet_sort (window->sheet, PASAR_COLUMN_PRICE, nth % 2 == 0);
  wait_for_list (window);
}

static void
sort_by_name (PasarWindow *window, guint nth)
{
  pasar_sheet_sort (window->sheet, PASAR_COLUMN_NAME, nth % 2 == 0);
  wait_for_list (window);
}

static void
sort_not (PasarWindow *window, guint nth)
{
  pasar_sheet_sort (window->sheet, PASAR_COLUMN_NONE, FALSE);
  wait_for_list (window);
}

/* A whole column, but not selected as one: each row is kept by who it is. */
static void
select_down (PasarWindow *window)
{
  pasar_sheet_set_cursor (window->sheet, 0, PASAR_COLUMN_NAME);
  press (window, GDK_KEY_Down, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  bench_run_for (1000);
}

static void
filter (PasarWindow *window, guint nth)
{
  gtk_editable_set_text (GTK_EDITABLE (window->search_entry),
                         nth % 2 == 0 ? "number 12" : "number 34");
  wait_for_list (window);
}

/* Three clauses. */
static void
filter_by_condition (PasarWindow *window, guint nth)
{
  gtk_editable_set_text (GTK_EDITABLE (window->search_entry),
                         nth % 2 == 0 ? "stock<25 price>=2 name:12" : "stock>=25 price<50 name:34");
  wait_for_list (window);
}

static void
filter_not (PasarWindow *window, guint nth)
{
  gtk_editable_set_text (GTK_EDITABLE (window->search_entry), "");
  wait_for_list (window);
  bench_run_for (300);
}

static void
result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for_write (PasarSession *session, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  pasar_session_write_finish (session, *result, NULL, &error);
  g_assert_no_error (error);
}

static void
undo (PasarWindow *window, guint nth)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_session_undo_async (window->session, NULL, result_cb, &result);
  wait_for_write (window->session, &result);
}

static void
flush (PasarWindow *window)
{
  g_autoptr (GAsyncResult) result = NULL;

  pasar_session_flush_async (window->session, result_cb, &result);
  wait_for_write (window->session, &result);
}

static void
undo_and_flush (PasarWindow *window, guint nth)
{
  undo (window, nth);
  flush (window);
}

static void
raise_prices (PasarWindow *window, guint nth)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (window->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarExpression) more =
      pasar_catalogue_parse (catalogue, PASAR_FIELD_PRICE, TRUE, "+10%", NULL, &error);

  g_assert_no_error (error);
  pasar_session_stage_async (window->session,
                             pasar_command_new (PASAR_COMMAND_EACH,
                                                catalogue,
                                                NULL,
                                                PASAR_ALL_ROWS,
                                                PASAR_FIELD_PRICE,
                                                more),
                             NULL,
                             result_cb,
                             &result);
  wait_for_write (window->session, &result);
}

static void
raise_and_flush (PasarWindow *window, guint nth)
{
  raise_prices (window, nth);
  flush (window);
}

static void
open_review (PasarWindow *window, guint nth)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), "review", NULL);
  while (window->review == NULL || !gtk_widget_get_mapped (GTK_WIDGET (window->review)))
    g_main_context_iteration (NULL, TRUE);
  bench_paint (GTK_WIDGET (window->review));
}

static void
close_review (PasarWindow *window, guint nth)
{
  bench_run_for (3000);
  gtk_window_close (window->review);
  while (window->review != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* All prices, as a sheet without headers has them: a line is a row. */
static void
select_prices (PasarWindow *window)
{
  PasarGrid *grid = pasar_sheet_get_grid (window->sheet);
  guint column;

  pasar_sheet_set_flat (window->sheet, TRUE);
  wait_for_list (window);
  pasar_sheet_set_cursor (window->sheet, 0, PASAR_COLUMN_PRICE);
  pasar_grid_get_cursor (grid, &column);
  pasar_grid_select (grid,
                     &(PasarGridRange){ 0,
                                        PASAR_GRID_NONE,
                                        pasar_grid_find_place (grid, column),
                                        1 },
                     1);
  bench_run_for (1000);
}

static void
copy_prices (PasarWindow *window, guint nth)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (pasar_sheet_get_view (window->sheet)));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%u.%02u\n", 10 + (i + nth) % 90, i % 100);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (window)), text->str);
}

static void
set_true (gboolean *flag)
{
  *flag = TRUE;
}

static void
paste (PasarWindow *window, guint nth)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (window->session);
  gboolean is_changed = FALSE;
  const gulong id =
      g_signal_connect_swapped (catalogue, "values-changed", G_CALLBACK (set_true), &is_changed);

  pasar_window_paste (window, FALSE);
  while (!is_changed)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (catalogue, id);
}

/* The last one that is not in a button. */
static GtkWidget *
find_last (GtkWidget *widget, GType type)
{
  GtkWidget *found = g_type_is_a (G_OBJECT_TYPE (widget), type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_last_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_prev_sibling (child))
    if (!GTK_IS_BUTTON (child))
      found = find_last (child, type);
  return found;
}

static GtkEditable *
find_entry (PasarWindow *window)
{
  return GTK_EDITABLE (find_last (GTK_WIDGET (window->entry_bar), GTK_TYPE_ENTRY));
}

/* The bar says first how many, and last what it would come to. */
static const char *
read_preview (PasarWindow *window)
{
  return gtk_label_get_text (
      GTK_LABEL (find_last (GTK_WIDGET (window->entry_bar), GTK_TYPE_LABEL)));
}

static void
preview (PasarWindow *window, guint nth)
{
  g_assert_cmpstr (read_preview (window), ==, "");
  gtk_editable_set_text (find_entry (window), nth % 2 == 0 ? "+10%" : "=price*1.2");
  while (*read_preview (window) == '\0')
    g_main_context_iteration (NULL, TRUE);
}

static void
preview_not (PasarWindow *window, guint nth)
{
  gtk_editable_set_text (find_entry (window), "");
}

/* A key while what was typed before it is computed. */
static void
begin_preview (PasarWindow *window, guint nth)
{
  gtk_editable_set_text (find_entry (window), "+1");
  bench_paint (GTK_WIDGET (window));
}

static void
type (PasarWindow *window, guint nth)
{
  GtkEditable *entry = find_entry (window);
  int position = -1;

  gtk_editable_insert_text (entry, "0", -1, &position);
}

static void
apply (PasarWindow *window, guint nth)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (window->session);
  gboolean is_changed = FALSE;
  const gulong id =
      g_signal_connect_swapped (catalogue, "values-changed", G_CALLBACK (set_true), &is_changed);

  gtk_editable_set_text (find_entry (window), "+10%");
  g_signal_emit_by_name (find_entry (window), "activate");
  while (!is_changed)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (catalogue, id);
}

/* As Ctrl+Enter does. */
static void
commit_all (PasarWindow *window, guint nth)
{
  PasarGrid *grid = pasar_sheet_get_grid (window->sheet);
  PasarCatalogue *catalogue = pasar_session_get_catalogue (window->session);
  gboolean is_changed = FALSE;
  const gulong id =
      g_signal_connect_swapped (catalogue, "values-changed", G_CALLBACK (set_true), &is_changed);
  guint column;
  guint n_ranges;
  const guint row = pasar_grid_get_cursor (grid, &column);
  const PasarGridRange *ranges = pasar_grid_get_ranges (grid, &n_ranges);
  g_autoptr (GError) error = NULL;

  pasar_grid_source_commit (pasar_grid_get_source (grid),
                            row,
                            column,
                            ranges,
                            n_ranges,
                            "12.50",
                            &error);
  g_assert_no_error (error);
  while (!is_changed)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (catalogue, id);
}

void
bench_window_work (PasarWindow *window)
{
  measure_steps (window, "page_cpu_ms", press_page_down);
  measure_steps (window, "wheel_cpu_ms", turn_wheel);
  measure (window, "sort_price_ms", NULL, sort_by_price, NULL);
  measure (window, "sort_name_ms", NULL, sort_by_name, NULL);
  sort_not (window, 0);
  measure (window, "filter_ms", NULL, filter, filter_not);
  measure (window, "condition_filter_ms", NULL, filter_by_condition, filter_not);
  select_down (window);
  measure (window, "sort_selected_ms", NULL, sort_by_price, NULL);
  sort_not (window, 0);
  pasar_sheet_set_cursor (window->sheet, 0, PASAR_COLUMN_NAME);
  measure (window, "raise_ms", NULL, raise_prices, undo_and_flush);
  measure (window, "raise_on_disk_ms", NULL, raise_and_flush, undo_and_flush);
  raise_and_flush (window, 0);
  measure (window, "undo_ms", NULL, undo, raise_and_flush);
  measure (window, "review_ms", NULL, open_review, close_review);
  undo_and_flush (window, 0);
  select_prices (window);
  copy_prices (window, 0);
  measure (window, "paste_ms", NULL, paste, undo_and_flush);
  measure (window, "commit_all_ms", NULL, commit_all, undo_and_flush);
  measure (window, "preview_ms", NULL, preview, preview_not);
  measure (window, "type_ms", begin_preview, type, preview_not);
  measure (window, "apply_ms", NULL, apply, undo_and_flush);
}
