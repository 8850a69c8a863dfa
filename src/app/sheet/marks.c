/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"
#include "catalogue/view/cell.h"

#include <glib/gi18n-lib.h>

/* What is said beside the name of an item: that it is boosted, with the time that is left, and that
 * it is a kit. Not again of each model below it. */

/* It shows minutes. */
#define REFRESH_SECS 20

/* How many items are boosted; they can be filtered by that. */
static guint
show_boosted (PasarSheet *self)
{
  gint64 item_ids[PASAR_BOOST_SLOTS];
  const guint n = pasar_session_get_boosted (self->source->session, item_ids);

  pasar_grid_source_cells_changed (PASAR_GRID_SOURCE (self->source));
  pasar_view_set_boosted (pasar_sheet_get_view (self), item_ids, n);
  return n;
}

static gboolean
refresh_cb (gpointer user_data)
{
  PasarSheet *self = user_data;

  if (show_boosted (self) > 0)
    return G_SOURCE_CONTINUE;
  self->boosts_id = 0;
  return G_SOURCE_REMOVE;
}

static void
boosts_changed_cb (PasarSheet *self)
{
  show_boosted (self);
  if (self->boosts_id == 0)
    self->boosts_id = g_timeout_add_seconds (REFRESH_SECS, refresh_cb, self);
}

/**
 * pasar_sheet_watch_boosts:
 * @self: a sheet
 *
 * Shows the boosts of the session that it has now.
 */
void
pasar_sheet_watch_boosts (PasarSheet *self)
{
  g_signal_connect_object (self->source->session,
                           "boosts-changed",
                           G_CALLBACK (boosts_changed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  boosts_changed_cb (self);
}

/**
 * pasar_sheet_unwatch_boosts:
 * @self: a sheet whose session goes
 */
void
pasar_sheet_unwatch_boosts (PasarSheet *self)
{
  g_clear_handle_id (&self->boosts_id, g_source_remove);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source->session, boosts_changed_cb, self);
}

/* The models of an item that is shown above them have none. */
static gboolean
has_marks (PasarSheetSource *self, gboolean is_model)
{
  return !is_model || pasar_view_get_flat (self->view);
}

/* How many minutes the boost goes on, begun ones counted; 0 for none. */
static guint
get_boost_mins_left (PasarSheetSource *self, guint row)
{
  const gint64 item_id = pasar_catalogue_row_get_key (self->catalogue, row).item_id;

  return (guint) ((pasar_session_get_boost_secs_left (self->session, item_id) + 59) / 60);
}

static void
append (char *buffer, gsize size, const char *text)
{
  if (*text == '\0')
    return;
  if (*buffer != '\0')
    g_strlcat (buffer, " · ", size);
  g_strlcat (buffer, text, size);
}

/**
 * pasar_sheet_source_read_marks:
 * @self: a source
 * @row: a row of the catalogue
 * @is_model: whether it is a model
 * @out: (inout): the cell of its name
 *
 * Puts the marks in front of what stands beside the name already: "↑ 1:30 · Kit · 6 variations".
 */
void
pasar_sheet_source_read_marks (PasarSheetSource *self,
                               guint row,
                               gboolean is_model,
                               PasarGridCell *out)
{
  const guint boost_mins = has_marks (self, is_model) ? get_boost_mins_left (self, row) : 0;
  const gboolean is_kit =
      has_marks (self, is_model) && pasar_catalogue_read_row (self->catalogue, row).is_kit;
  char detail[PASAR_CELL_TEXT_SIZE];

  if (boost_mins == 0 && !is_kit)
    return;
  g_strlcpy (detail, out->detail, sizeof detail);
  out->buffer[0] = '\0';
  if (boost_mins > 0)
    g_snprintf (out->buffer,
                sizeof out->buffer,
                /* Translators: beside the name of a boosted item: the hours and minutes left. */
                _ ("↑ %u:%02u"),
                boost_mins / 60,
                boost_mins % 60);
  if (is_kit)
    /* Translators: beside the name of an item that is a set of other items */
    append (out->buffer, sizeof out->buffer, _ ("Kit"));
  append (out->buffer, sizeof out->buffer, detail);
  out->detail = out->buffer;
  out->flags |= PASAR_GRID_CELL_WITH_DETAIL;
}

/**
 * pasar_sheet_source_dup_marks:
 * @self: a source
 * @row: a row of the catalogue
 * @is_model: whether it is a model
 * @separator: between one and the next
 *
 * Returns: (transfer full) (nullable): the marks in words, for tooltips and screen readers; %NULL
 *   for none
 */
char *
pasar_sheet_source_dup_marks (PasarSheetSource *self,
                              guint row,
                              gboolean is_model,
                              const char *separator)
{
  g_autoptr (GStrvBuilder) marks = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  guint boost_mins;

  if (!has_marks (self, is_model))
    return NULL;
  boost_mins = get_boost_mins_left (self, row);
  if (boost_mins > 0)
    {
      g_autofree char *boost =
          /* Translators: %u:%02u are the hours and minutes that a boost goes on. */
          g_strdup_printf (_ ("Boosted, %u:%02u left"), boost_mins / 60, boost_mins % 60);

      g_strv_builder_add (marks, boost);
    }
  if (pasar_catalogue_read_row (self->catalogue, row).is_kit)
    g_strv_builder_add (
        marks,
        _ ("It is a kit: its stock follows from the stock of its parts. Change theirs."));
  all = g_strv_builder_end (marks);
  return all[0] != NULL ? g_strjoinv (separator, all) : NULL;
}
