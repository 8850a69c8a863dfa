/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"

#include <glib/gi18n-lib.h>

/* The mark of an item that is boosted, with the time that is left. */

/* It shows minutes. */
#define REFRESH_SECS 20

static gboolean
refresh_cb (gpointer user_data)
{
  PasarSheet *self = user_data;

  pasar_grid_source_cells_changed (PASAR_GRID_SOURCE (self->source));
  if (pasar_session_get_n_boosted (self->source->session) > 0)
    return G_SOURCE_CONTINUE;
  self->boosts_id = 0;
  return G_SOURCE_REMOVE;
}

static void
boosts_changed_cb (PasarSheet *self)
{
  pasar_grid_source_cells_changed (PASAR_GRID_SOURCE (self->source));
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

/**
 * pasar_sheet_dup_boost_text:
 * @mins_left: how many minutes a boost goes on
 *
 * Returns: (transfer full): that the item is boosted, and how long still, for tooltips and screen
 *   readers
 */
char *
pasar_sheet_dup_boost_text (guint mins_left)
{
  /* Translators: %u:%02u are the hours and minutes that a boost goes on. */
  return g_strdup_printf (_ ("Boosted, %u:%02u left"), mins_left / 60, mins_left % 60);
}
