/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"

#include "catalogue/table/own-columns.h"

#include <string.h>

/* Which columns are shown, where and how wide, and what the rows are sorted by. */

#define SAVE_DELAY_MS 400

/* What says whose a row is stays in sight when the sheet is scrolled sideways, where it stands
 * first. */
static void
update_frozen (PasarSheet *self)
{
  const guint n_places = pasar_grid_get_n_places (self->grid);
  guint n = 0;

  for (; n < n_places; n++)
    {
      const guint column = pasar_grid_get_source_column (self->grid, n);
      const PasarColumn id = pasar_sheet_source_get_column (self->source, column)->column;

      if (id != PASAR_COLUMN_NAME && id != PASAR_COLUMN_SKU)
        break;
    }
  pasar_grid_set_n_frozen (self->grid, n);
}

/* (transfer full) As they are where nobody has changed them. */
static GVariant *
dup_usual_layout (PasarSheet *self)
{
  PasarGridSource *source = PASAR_GRID_SOURCE (self->source);
  const guint n = pasar_grid_source_get_n_columns (source);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sib)"));

  for (guint i = 0; i < n; i++)
    {
      PasarGridColumn column;

      pasar_grid_source_read_column (source, i, &column);
      g_variant_builder_add (&builder, "(sib)", column.id, 0, !column.is_hidden);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* (transfer full) What stands behind the ids of columns that the seller made, in the settings of
 * all shops: the first one of a shop is another one than the first of another shop. */
static char *
dup_shop_suffix (PasarSheet *self)
{
  const PasarShop *shop = pasar_session_get_shop (self->source->session);

  return g_strdup_printf ("@%s/%" G_GINT64_FORMAT, shop->host_id, shop->shop_id);
}

/* (transfer full) As it is in this shop. */
static GVariant *
dup_kept_layout (PasarSheet *self)
{
  g_autoptr (GVariant) kept = g_settings_get_value (self->settings, "columns");
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sib)"));
  g_autofree char *suffix = dup_shop_suffix (self);
  GVariantIter iter;
  const char *id;
  int width;
  gboolean is_visible;

  g_variant_iter_init (&iter, kept);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &is_visible))
    {
      const gsize length = strlen (id) - (g_str_has_suffix (id, suffix) ? strlen (suffix) : 0);
      g_autofree char *plain = g_strndup (id, length);

      g_variant_builder_add (&builder, "(sib)", plain, width, is_visible);
    }
  return g_variant_ref_sink (g_variant_builder_end (&builder));
}

/* Those of before that the shop has nothing for, and that followed this one of its columns. */
static void
add_others (GVariantBuilder *builder,
            GVariant *before,
            GHashTable *ids,
            const char *suffix,
            const char *after)
{
  const char *last = "";
  GVariantIter iter;
  const char *id;
  int width;
  gboolean is_visible;

  g_variant_iter_init (&iter, before);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &is_visible))
    {
      if (g_hash_table_contains (ids, id))
        last = id;
      else if (g_str_equal (last, after) && !g_str_has_suffix (id, suffix))
        g_variant_builder_add (builder, "(sib)", id, width, is_visible);
    }
}

/* Columns of other shops stay where they are. */
static void
keep_columns (PasarSheet *self)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, "columns");
  g_autoptr (GVariant) layout = pasar_grid_dup_layout (self->grid);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(sib)"));
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *suffix = dup_shop_suffix (self);
  GVariantIter iter;
  PasarField field;
  const char *id;
  int width;
  gboolean is_visible;

  g_variant_iter_init (&iter, layout);
  while (g_variant_iter_next (&iter, "(&sib)", &id, NULL, NULL))
    g_hash_table_add (ids, (char *) id);
  add_others (&builder, before, ids, suffix, "");
  g_variant_iter_init (&iter, layout);
  while (g_variant_iter_next (&iter, "(&sib)", &id, &width, &is_visible))
    {
      g_autofree char *kept =
          g_strconcat (id, pasar_own_field_find (id, &field) ? suffix : "", NULL);

      g_variant_builder_add (&builder, "(sib)", kept, width, is_visible);
      add_others (&builder, before, ids, suffix, id);
    }
  g_settings_set_value (self->settings, "columns", g_variant_builder_end (&builder));
}

/**
 * pasar_sheet_load_layout:
 * @self: a sheet with a session
 *
 * Puts the columns as the seller left them, or as they were set for now.
 */
void
pasar_sheet_load_layout (PasarSheet *self)
{
  g_autoptr (GVariant) usual = dup_usual_layout (self);
  g_autoptr (GVariant) layout = NULL;

  pasar_sheet_save_layout (self);
  layout = self->own_layout != NULL ? g_variant_ref (self->own_layout) : dup_kept_layout (self);
  pasar_grid_set_layout (self->grid, usual);
  pasar_grid_set_layout (self->grid, layout);
  /* Rows without a name could not be told apart. */
  pasar_grid_set_column_visible (self->grid,
                                 pasar_sheet_source_find_column (self->source, PASAR_COLUMN_NAME),
                                 TRUE);
  update_frozen (self);
  g_signal_emit_by_name (self, "columns-changed");
}

/**
 * pasar_sheet_set_own_layout:
 * @self: a sheet
 * @layout: (nullable): order, widths and choice of the columns for now, which are not kept in the
 *   settings; %NULL: those that are kept there
 *
 * Puts the columns.
 */
void
pasar_sheet_set_own_layout (PasarSheet *self, GVariant *layout)
{
  g_autoptr (GVariant) before = g_steal_pointer (&self->own_layout);

  pasar_sheet_save_layout (self);
  self->own_layout = layout != NULL ? g_variant_ref_sink (layout) : NULL;
  if (self->source != NULL && (layout != NULL || before != NULL))
    pasar_sheet_load_layout (self);
}

/**
 * pasar_sheet_dup_layout:
 * @self: a sheet with a session
 *
 * Returns: (transfer full): order, widths and choice of the columns, as they are
 */
GVariant *
pasar_sheet_dup_layout (PasarSheet *self)
{
  return pasar_grid_dup_layout (self->grid);
}

/**
 * pasar_sheet_save_layout:
 * @self: a sheet
 *
 * Keeps order, widths and choice of the columns in the settings, when they were changed.
 */
void
pasar_sheet_save_layout (PasarSheet *self)
{
  if (self->save_layout_id == 0)
    return;
  g_clear_handle_id (&self->save_layout_id, g_source_remove);
  keep_columns (self);
}

static void
save_layout_cb (gpointer user_data)
{
  pasar_sheet_save_layout (user_data);
}

static void
keep_layout (PasarSheet *self)
{
  if (self->own_layout != NULL)
    {
      g_variant_unref (self->own_layout);
      self->own_layout = pasar_grid_dup_layout (self->grid);
    }
  else if (self->save_layout_id == 0)
    self->save_layout_id = g_timeout_add_once (SAVE_DELAY_MS, save_layout_cb, self);
}

static void
layout_changed_cb (PasarSheet *self)
{
  update_frozen (self);
  keep_layout (self);
  g_signal_emit_by_name (self, "columns-changed");
}

/**
 * pasar_sheet_set_column_visible:
 * @self: a sheet
 * @column: a column
 * @visible: whether it is shown
 */
void
pasar_sheet_set_column_visible (PasarSheet *self, PasarColumn column, gboolean visible)
{
  if (self->source == NULL || pasar_sheet_is_column_visible (self, column) == visible)
    return;
  pasar_grid_set_column_visible (self->grid,
                                 pasar_sheet_source_find_column (self->source, column),
                                 visible);
  layout_changed_cb (self);
}

/**
 * pasar_sheet_is_column_visible:
 * @self: a sheet
 * @column: a column
 *
 * Returns: whether it is shown
 */
gboolean
pasar_sheet_is_column_visible (PasarSheet *self, PasarColumn column)
{
  return self->source != NULL
         && pasar_grid_find_place (self->grid,
                                   pasar_sheet_source_find_column (self->source, column))
                != PASAR_GRID_NONE;
}

/* Sorting. */

static void
show_sorts (PasarSheet *self)
{
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (PasarGridSort));
  guint n;
  const PasarSort *sorts = pasar_view_get_sorts (self->source->view, &n);

  for (guint i = 0; i < n; i++)
    {
      const PasarGridSort sort = {
        pasar_sheet_source_find_column (self->source, sorts[i].column),
        sorts[i].descending,
      };

      g_array_append_val (shown, sort);
    }
  pasar_grid_set_sorts (self->grid, (const PasarGridSort *) (gpointer) shown->data, shown->len);
}

/**
 * pasar_sheet_set_sorts:
 * @self: a sheet
 * @sorts: (array length=n_sorts) (nullable): what to sort by, the most important column first
 * @n_sorts: 0: the shop's own order
 */
void
pasar_sheet_set_sorts (PasarSheet *self, const PasarSort *sorts, guint n_sorts)
{
  if (self->source == NULL)
    return;
  pasar_view_set_sorts (self->source->view, sorts, n_sorts);
  show_sorts (self);
  g_signal_emit_by_name (self, "columns-changed");
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
  const PasarSort sort = { column, descending };

  pasar_sheet_set_sorts (self, &sort, column != PASAR_COLUMN_NONE ? 1 : 0);
}

/**
 * pasar_sheet_columns_changed:
 * @self: a sheet
 *
 * The shop has other columns: rows are not sorted by one that it has no more.
 */
void
pasar_sheet_columns_changed (PasarSheet *self)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (PasarSort));
  guint n;
  const PasarSort *sorts = pasar_view_get_sorts (self->source->view, &n);

  for (guint i = 0; i < n; i++)
    {
      if (pasar_sheet_source_find_column (self->source, sorts[i].column) != PASAR_GRID_NONE)
        g_array_append_val (wanted, sorts[i]);
    }
  if (wanted->len < n)
    pasar_view_set_sorts (self->source->view,
                          (const PasarSort *) (gpointer) wanted->data,
                          wanted->len);
  show_sorts (self);
  g_signal_emit_by_name (self, "columns-changed");
}

/* Up, down, and not by it; with others before it only where it is added to them. */
static void
sort_asked_cb (PasarSheet *self, guint column, gboolean add)
{
  const PasarColumn asked = pasar_sheet_source_get_column (self->source, column)->column;
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (PasarSort));
  PasarSort next = { asked, FALSE };
  gboolean is_over = FALSE;
  guint place = G_MAXUINT;
  guint n;
  const PasarSort *sorts = pasar_view_get_sorts (self->source->view, &n);

  for (guint i = 0; i < n; i++)
    {
      if (sorts[i].column == asked)
        {
          place = wanted->len;
          is_over = sorts[i].descending;
          next.descending = TRUE;
        }
      else if (add)
        g_array_append_val (wanted, sorts[i]);
    }
  if (!is_over)
    g_array_insert_val (wanted, MIN (place, wanted->len), next);
  pasar_sheet_set_sorts (self, (const PasarSort *) (gpointer) wanted->data, wanted->len);
}

/**
 * pasar_sheet_layout_init:
 * @self: a new sheet
 */
void
pasar_sheet_layout_init (PasarSheet *self)
{
  g_signal_connect_object (self->grid,
                           "layout-changed",
                           G_CALLBACK (layout_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->grid,
                           "sort-asked",
                           G_CALLBACK (sort_asked_cb),
                           self,
                           G_CONNECT_SWAPPED);
}
