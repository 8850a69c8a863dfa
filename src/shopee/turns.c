/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "shopee/turns.h"

#define DEFAULT_IN_FLIGHT  4
#define DEFAULT_PER_SECOND 8.0

typedef struct
{
  PasarTurnFunc func;
  gpointer user_data;
} Turn;

struct _PasarTurns
{
  PasarThrottle *throttle;
  GQueue waiting; /* Turn */
  GSource *wake_source;
};

static void
clear_wake_source (PasarTurns *self)
{
  if (self->wake_source != NULL)
    g_source_destroy (self->wake_source);
  g_clear_pointer (&self->wake_source, g_source_unref);
}

/**
 * pasar_turns_new:
 *
 * Makes turns of 4 requests in flight and 8 a second at most.
 *
 * Returns: (transfer full): the turns
 */
PasarTurns *
pasar_turns_new (void)
{
  PasarTurns *self = g_rc_box_new0 (PasarTurns);

  self->throttle = pasar_throttle_new (DEFAULT_IN_FLIGHT, DEFAULT_PER_SECOND, NULL, NULL);
  g_queue_init (&self->waiting);
  return self;
}

/**
 * pasar_turns_ref:
 * @self: turns
 *
 * Clients of one partner and shop share it.
 *
 * Returns: (transfer full): the same
 */
PasarTurns *
pasar_turns_ref (PasarTurns *self)
{
  return g_rc_box_acquire (self);
}

static void
turns_clear (PasarTurns *self)
{
  clear_wake_source (self);
  g_queue_clear_full (&self->waiting, g_free);
  pasar_throttle_free (self->throttle);
}

/**
 * pasar_turns_unref:
 * @self: turns
 *
 * Frees it with its last user.
 */
void
pasar_turns_unref (PasarTurns *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) turns_clear);
}

/**
 * pasar_turns_get_throttle:
 * @self: turns
 *
 * Lives as long as @self.
 *
 * Returns: (transfer none): its throttle, whose limits may be set
 */
PasarThrottle *
pasar_turns_get_throttle (PasarTurns *self)
{
  return self->throttle;
}

static void pump (PasarTurns *self);

static gboolean
wake_cb (gpointer user_data)
{
  pump (user_data);
  return G_SOURCE_REMOVE;
}

/* Gives turns as far as the throttle lets them. */
static void
pump (PasarTurns *self)
{
  g_autoptr (PasarTurns) held = pasar_turns_ref (self);
  gint64 wait_us = 0;

  clear_wake_source (self);
  while (!g_queue_is_empty (&self->waiting))
    {
      g_autofree Turn *turn = NULL;

      if (!pasar_throttle_try_acquire (self->throttle, &wait_us))
        break;
      turn = g_queue_pop_head (&self->waiting);
      turn->func (turn->user_data);
    }
  if (g_queue_is_empty (&self->waiting) || wait_us == PASAR_THROTTLE_FULL)
    return;
  clear_wake_source (self);
  self->wake_source = g_timeout_source_new ((guint) MIN ((wait_us + 999) / 1000, G_MAXINT32));
  g_source_set_callback (self->wake_source, wake_cb, self, NULL);
  g_source_attach (self->wake_source, g_main_context_get_thread_default ());
}

/**
 * pasar_turns_wait:
 * @self: turns
 * @first: whether to go before all who wait already
 * @func: (scope async): called when it is the turn, maybe at once
 * @user_data: data for @func, other than that of all who wait
 *
 * Waits for a turn.
 */
void
pasar_turns_wait (PasarTurns *self, gboolean first, PasarTurnFunc func, gpointer user_data)
{
  Turn *turn = g_new (Turn, 1);

  *turn = (Turn){ func, user_data };
  if (first)
    g_queue_push_head (&self->waiting, turn);
  else
    g_queue_push_tail (&self->waiting, turn);
  pump (self);
}

/**
 * pasar_turns_leave:
 * @self: turns
 * @user_data: data of one who waits
 *
 * Gives the place in the row up.
 */
void
pasar_turns_leave (PasarTurns *self, gpointer user_data)
{
  for (GList *link = self->waiting.head; link != NULL; link = link->next)
    if (((Turn *) link->data)->user_data == user_data)
      {
        g_free (link->data);
        g_queue_delete_link (&self->waiting, link);
        return;
      }
}

/**
 * pasar_turns_release:
 * @self: turns
 *
 * Says that what was sent is over.
 */
void
pasar_turns_release (PasarTurns *self)
{
  pasar_throttle_release (self->throttle);
  pump (self);
}
