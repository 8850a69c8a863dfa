/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/sheet/reveal.h"

struct _PasarReveal
{
  GObject parent_instance;

  PasarSheet *sheet;
  GSignalGroup *view_signals; /* (owned) with a target while it waits for the list */
  gint64 item_id;
  gint64 model_id;
  gboolean takes_filters_off;
  guint again_id;
};

static guint ended_signal;

G_DEFINE_FINAL_TYPE (PasarReveal, pasar_reveal, G_TYPE_OBJECT)

static void
end (PasarReveal *self, gboolean is_shown)
{
  pasar_reveal_stop (self);
  g_signal_emit (self, ended_signal, 0, is_shown);
}

static void
try (PasarReveal *self)
{
  PasarView *view = pasar_sheet_get_view (self->sheet);

  if (pasar_sheet_show_row (self->sheet, self->item_id, self->model_id))
    end (self, TRUE);
  else if (view != NULL && pasar_view_get_is_pending (view))
    g_signal_group_set_target (self->view_signals, view);
  else if (self->takes_filters_off)
    {
      self->takes_filters_off = FALSE;
      gtk_widget_activate_action (GTK_WIDGET (self->sheet), "win.clear-filters", NULL);
      try (self);
    }
  else
    end (self, FALSE);
}

static gboolean
again_cb (gpointer user_data)
{
  PasarReveal *self = user_data;

  self->again_id = 0;
  try (self);
  return G_SOURCE_REMOVE;
}

/* Once all who follow the list have heard of it: unfolding changes it again. */
static void
rows_changed_cb (PasarReveal *self)
{
  if (self->again_id == 0)
    self->again_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, again_cb, self, NULL);
}

static void
pasar_reveal_dispose (GObject *object)
{
  PasarReveal *self = PASAR_REVEAL (object);

  g_clear_handle_id (&self->again_id, g_source_remove);
  g_clear_object (&self->view_signals);
  G_OBJECT_CLASS (pasar_reveal_parent_class)->dispose (object);
}

static void
pasar_reveal_class_init (PasarRevealClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_reveal_dispose;
  /**
   * PasarReveal::ended:
   * @self: what has put the cursor somewhere, or not
   * @is_shown: whether it is on the row
   */
  ended_signal = g_signal_new ("ended",
                               G_TYPE_FROM_CLASS (klass),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               1,
                               G_TYPE_BOOLEAN);
}

static void
pasar_reveal_init (PasarReveal *self)
{
  self->view_signals = g_signal_group_new (PASAR_TYPE_VIEW);
  g_signal_group_connect_swapped (self->view_signals,
                                  "rows-changed",
                                  G_CALLBACK (rows_changed_cb),
                                  self);
}

/**
 * pasar_reveal_new:
 * @sheet: the sheet, which outlives it
 *
 * Returns: (transfer full): nothing to be revealed yet
 */
PasarReveal *
pasar_reveal_new (PasarSheet *sheet)
{
  PasarReveal *self = g_object_new (PASAR_TYPE_REVEAL, NULL);

  self->sheet = sheet;
  return self;
}

/**
 * pasar_reveal_start:
 * @self: what reveals rows
 * @item_id: an item
 * @model_id: one of its models, or 0
 * @takes_filters_off: whether filters are cleared where they hide the row
 *
 * Puts the cursor on a row, and unfolds it: now, where the list has it, or once the list is the one
 * that was asked for last. What was begun before is given up.
 */
void
pasar_reveal_start (PasarReveal *self, gint64 item_id, gint64 model_id, gboolean takes_filters_off)
{
  g_return_if_fail (PASAR_IS_REVEAL (self));

  pasar_reveal_stop (self);
  self->item_id = item_id;
  self->model_id = model_id;
  self->takes_filters_off = takes_filters_off;
  try (self);
}

/**
 * pasar_reveal_stop:
 * @self: what reveals rows
 *
 * Waits no longer; nothing is told.
 */
void
pasar_reveal_stop (PasarReveal *self)
{
  g_return_if_fail (PASAR_IS_REVEAL (self));

  g_clear_handle_id (&self->again_id, g_source_remove);
  g_signal_group_set_target (self->view_signals, NULL);
}
