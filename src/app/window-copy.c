/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/selected.h"
#include "app/window-private.h"
#include "jobs/clipboard/copy.h"
#include "jobs/slices.h"

#include <glib/gi18n-lib.h>

/* What is selected goes to the clipboard, as text and as HTML. */

typedef struct
{
  PasarWindow *window; /* (owned) */
  PasarReach *reach;   /* (owned): the rows */
  GArray *columns;     /* (owned) (element-type PasarColumn) */
  gboolean flat;
  gboolean with_heads;
  PasarCopy *copy; /* (owned) (nullable) */
} Copying;

static void
copying_free (Copying *copying)
{
  g_clear_pointer (&copying->copy, pasar_copy_free);
  g_array_unref (copying->columns);
  pasar_reach_unref (copying->reach);
  g_object_unref (copying->window);
  g_free (copying);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copying, copying_free)

static GdkContentProvider *
make_provider (PasarCopy *copy)
{
  g_autoptr (GBytes) bytes = pasar_copy_steal_text (copy);
  g_autoptr (GBytes) html = pasar_copy_steal_html (copy);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = g_strndup (data, size);
  GdkContentProvider *providers[2];
  guint n = 0;

  providers[n++] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  if (html != NULL)
    providers[n++] = gdk_content_provider_new_for_bytes ("text/html", html);
  return gdk_content_provider_new_union (providers, n);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Copying) copying = user_data;
  g_autoptr (GdkContentProvider) provider = NULL;

  if (!pasar_slices_run_finish (result, NULL))
    return;
  g_clear_object (&copying->window->copying);
  provider = make_provider (copying->copy);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (copying->window)), provider);
}

static gboolean
copy_slice_cb (gpointer work, gint64 deadline)
{
  Copying *copying = work;

  if (!pasar_reach_run (copying->reach, deadline))
    return FALSE;
  if (copying->copy == NULL)
    {
      const GArray *rows = pasar_reach_get_listed (copying->reach);
      const GArray *columns = copying->columns;

      copying->copy = pasar_copy_new (pasar_reach_get_catalogue (copying->reach),
                                      (const guint *) (gpointer) rows->data,
                                      rows->len,
                                      (const PasarColumn *) (gpointer) columns->data,
                                      columns->len,
                                      copying->flat,
                                      copying->with_heads);
    }
  return pasar_copy_run (copying->copy, deadline);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const guint number_a = *(const guint *) a;
  const guint number_b = *(const guint *) b;

  return number_a < number_b ? -1 : number_a > number_b;
}

/* The places of the ranges, each once, in their order. */
static GArray *
dup_places (GArray *ranges)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      const PasarGridRange *range = &g_array_index (ranges, PasarGridRange, i);

      for (guint k = 0; k < range->n_columns; k++)
        {
          const guint place = range->first_column + k;

          g_array_append_val (places, place);
        }
    }
  g_array_sort (places, compare_numbers);
  for (guint i = 0; i < places->len; i++)
    {
      const guint place = g_array_index (places, guint, i);

      if (n == 0 || g_array_index (places, guint, n - 1) != place)
        g_array_index (places, guint, n++) = place;
    }
  g_array_set_size (places, n);
  return places;
}

/* Whether they are all the cells of some rows in some columns: only such can be a table. */
static gboolean
are_a_table (GArray *ranges, guint n_rows, guint n_columns)
{
  guint64 n = 0;

  for (guint i = 0; i < ranges->len; i++)
    {
      const PasarGridRange *range = &g_array_index (ranges, PasarGridRange, i);

      n += (guint64) range->n_rows * range->n_columns;
    }
  return n == (guint64) n_rows * n_columns;
}

static void
copy_cells (PasarWindow *self, PasarReach *reach, GArray *places, gboolean with_heads)
{
  Copying *copying = g_new0 (Copying, 1);

  copying->window = g_object_ref (self);
  copying->reach = pasar_reach_ref (reach);
  copying->columns = g_array_new (FALSE, FALSE, sizeof (PasarColumn));
  copying->flat = pasar_view_get_flat (pasar_sheet_get_view (self->sheet));
  copying->with_heads = with_heads;
  for (guint i = 0; i < places->len; i++)
    {
      const PasarColumnInfo *info =
          pasar_selected_get_column (self->sheet, g_array_index (places, guint, i));

      g_array_append_val (copying->columns, info->column);
    }
  self->copying = g_cancellable_new ();
  pasar_slices_run_async (copy_slice_cb, copying, self->copying, copied_cb, copying);
}

/**
 * pasar_window_leave_to_text:
 * @self: a window
 * @action: of a text
 *
 * While a cell is edited, what is done with the clipboard is about the text in it, also when it is
 * asked for in a menu.
 *
 * Returns: whether it was
 */
gboolean
pasar_window_leave_to_text (PasarWindow *self, const char *action)
{
  GtkEditable *editor = pasar_sheet_get_editor (self->sheet);
  GtkEditable *text = editor != NULL ? gtk_editable_get_delegate (editor) : NULL;

  return editor != NULL
         && gtk_widget_activate_action (GTK_WIDGET (text != NULL ? text : editor), action, NULL);
}

/* The selected cells, or of an edit in place the text that is marked. */
static void
copy (PasarWindow *self, gboolean with_heads)
{
  g_autoptr (GArray) ranges = NULL;
  g_autoptr (PasarReach) reach = NULL;
  g_autoptr (GArray) places = NULL;

  /* What was copied before must not come to the clipboard after it. */
  g_cancellable_cancel (self->copying);
  g_clear_object (&self->copying);
  if (pasar_window_leave_to_text (self, "clipboard.copy"))
    return;
  ranges = pasar_selected_dup_ranges (self->sheet);
  if (ranges->len == 0)
    return;
  reach = pasar_sheet_reach_selected (self->sheet);
  places = dup_places (ranges);
  if (are_a_table (ranges, pasar_reach_get_n_listed (reach), places->len))
    copy_cells (self, reach, places, with_heads);
  else
    pasar_window_toast (
        self,
        _ ("These cells cannot be copied together. Select the same columns in each row."),
        FALSE);
}

static void
copy_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  copy (PASAR_WINDOW (widget), g_str_equal (action, "sheet.copy-with-heads"));
}

/* No value can be taken away: each has one at the shop. */
static void
cut_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PasarWindow *self = PASAR_WINDOW (widget);

  if (pasar_window_leave_to_text (self, "clipboard.cut"))
    return;
  copy (self, FALSE);
  pasar_window_toast (
      self,
      _ ("Copied. Nothing can be cut out of a shop; Delete brings back the shop’s value."),
      FALSE);
}

static void
paste_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  pasar_window_paste (PASAR_WINDOW (widget), g_str_equal (action, "sheet.paste-special"));
}

static const struct
{
  const char *name;
  GtkWidgetActionActivateFunc activate;
} actions[] = {
  { "sheet.copy", copy_cb },   { "sheet.copy-with-heads", copy_cb }, { "sheet.cut", cut_cb },
  { "sheet.paste", paste_cb }, { "sheet.paste-special", paste_cb },
};

/**
 * pasar_window_class_install_clipboard:
 * @widget_class: of the window
 *
 * Adds the actions of the clipboard, which keys of the sheet and menus use.
 */
void
pasar_window_class_install_clipboard (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}

/**
 * pasar_window_enable_clipboard:
 * @self: a window
 * @enabled: whether there are cells
 *
 * Lets the actions of the clipboard be used, or not.
 */
void
pasar_window_enable_clipboard (PasarWindow *self, gboolean enabled)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i].name, enabled);
}
