/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/postponed.h"

#include "jobs/job.h"
#include "jobs/promotion-ends.h"
#include "jobs/send-postponed.h"
#include "jobs/session/cells-private.h"
#include "jobs/session/send-later-private.h"
#include "jobs/slices.h"
#include "jobs/submit/submit.h"

/* How often the clock is looked at. The time since the last look does not matter, as the computer
 * may sleep and the clock may be set. */
#define LOOK_SECS 30

/* Changes of the catalogue often come one after the other. */
#define DELAY_MS 50

/* Rows between two looks at the clock. */
#define STRIDE 64

/* A look through the catalogue, in slices, and what it comes to. */
typedef struct
{
  PasarChanged *changed; /* (owned): rows with something staged */
  guint next;            /* of these */
  GHashTable *waiting;   /* (owned) PasarWaitingCell */
  GHashTable *freed;     /* (owned) PasarEdit */
  guint n_freed;         /* of them now */
  guint n_prolonged;
  guint n_held;
} Round;

struct _PasarPostponed
{
  GObject parent_instance;

  PasarSession *session; /* (owned) */
  PasarBatchLimits limits;
  GCancellable *pause; /* (owned) (nullable): while nothing is paused */
  GHashTable *waiting; /* (owned) PasarWaitingCell */
  GHashTable *freed;   /* (owned) PasarEdit: waited, and can be sent now */
  GHashTable *to_send; /* (owned) PasarEdit: marked, and not locked any more */
  GHashTable *sending; /* (owned) (nullable): what of that is on its way */
  GHashTable *unsent;  /* (owned) PasarWaitingCell: what of that did not go */
  GHashTable *asked;   /* (owned): see pasar_promotion_ends_ask() */
  Round *round;        /* (owned) (nullable): while the catalogue is looked through */
  guint look_id;
  guint delay_id;
  gboolean is_out_of_date;
};

G_DEFINE_FINAL_TYPE (PasarPostponed, pasar_postponed, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_FREED,
  SIGNAL_PROLONGED,
  SIGNAL_HELD,
  SIGNAL_SENT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void catalogue_changed_cb (PasarPostponed *self);

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static Round *
round_new (PasarSession *session)
{
  Round *self = g_new0 (Round, 1);

  self->changed = pasar_changed_new (pasar_session_get_catalogue (session));
  self->waiting = pasar_cells_new (NULL);
  self->freed = pasar_cells_new (NULL);
  return self;
}

static void
round_free (Round *self)
{
  pasar_changed_free (self->changed);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->freed);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Round, round_free)

/* What is sent by itself. */

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarPostponed) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = pasar_send_postponed_finish (PASAR_SESSION (source), result, &error);
  g_autoptr (GHashTable) sent = g_steal_pointer (&self->sending);
  GHashTableIter iter;
  gpointer cell;

  g_hash_table_iter_init (&iter, sent);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    {
      const PasarWaitingCell waiting = { *(const PasarEdit *) cell, 0 };

      g_hash_table_add (self->unsent, g_memdup2 (&waiting, sizeof waiting));
    }
  if (summary != NULL || error != NULL)
    g_signal_emit (self, signals[SIGNAL_SENT], 0, summary != NULL ? summary : error->message);
  catalogue_changed_cb (self);
}

static void
send_marked (PasarPostponed *self)
{
  if (self->pause == NULL || self->sending != NULL || g_hash_table_size (self->to_send) == 0)
    return;
  self->sending = g_steal_pointer (&self->to_send);
  self->to_send = pasar_cells_new (NULL);
  pasar_send_postponed_async (self->session,
                              self->sending,
                              &self->limits,
                              self->pause,
                              sent_cb,
                              g_object_ref (self));
}

/* What waits. */

static gboolean
is_sending (PasarPostponed *self, const PasarEdit *cell)
{
  return self->sending != NULL && g_hash_table_contains (self->sending, cell);
}

static void
take_free (PasarPostponed *self, const PasarEdit *cell)
{
  Round *round = self->round;
  const PasarWaitingCell *before = g_hash_table_lookup (self->waiting, cell);
  const PasarEdit *freed = g_hash_table_lookup (self->freed, cell);
  const gboolean was_waiting = before != NULL && before->cell.to == cell->to;

  if (is_sending (self, cell))
    return;
  if (pasar_session_sends_later (self->session, cell->key, cell->field))
    g_hash_table_add (self->to_send, g_memdup2 (cell, sizeof *cell));
  else if (was_waiting || (freed != NULL && freed->to == cell->to))
    g_hash_table_add (round->freed, g_memdup2 (cell, sizeof *cell));
  round->n_freed += was_waiting && g_hash_table_contains (round->freed, cell);
}

static void
take_cell (PasarPostponed *self, guint row, const PasarRowInfo *info, PasarField field)
{
  Round *round = self->round;
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const PasarRowValue *value = &info->values[field];
  const PasarWaitingCell now = {
    { info->key, field, value->base, value->staged },
    pasar_catalogue_get_postponed_until (catalogue, row, field),
  };
  const PasarWaitingCell *before = g_hash_table_lookup (self->waiting, &now.cell);

  if (value->staged == PASAR_NO_VALUE)
    return;
  if (now.until != 0)
    {
      g_hash_table_add (round->waiting, g_memdup2 (&now, sizeof now));
      round->n_prolonged +=
          before != NULL && before->until <= get_now () && before->until < now.until;
    }
  else if (value->problem == PASAR_RULE_OK)
    take_free (self, &now.cell);
  else
    round->n_held += before != NULL && before->cell.to == value->staged;
}

static void
take_row (PasarPostponed *self, PasarRowKey key)
{
  PasarCatalogue *catalogue = pasar_session_get_catalogue (self->session);
  const guint row = pasar_catalogue_find_editable (catalogue, key);
  const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

  for (guint field = 0; info.is_alive && field < PASAR_N_FIELDS; field++)
    take_cell (self, row, &info, (PasarField) field);
}

static void
tell (PasarPostponed *self, guint signal, guint n)
{
  if (n > 0)
    g_signal_emit (self, signals[signal], 0, n);
}

static gboolean
run_round (gpointer work, gint64 deadline)
{
  PasarPostponed *self = work;
  Round *round = self->round;
  const GArray *keys;

  if (!pasar_changed_run (round->changed, deadline))
    return FALSE;
  keys = pasar_changed_get_keys (round->changed);
  while (round->next < keys->len)
    {
      for (const guint end = MIN (keys->len, round->next + STRIDE); round->next < end;
           round->next++)
        take_row (self, g_array_index (keys, PasarRowKey, round->next));
      if (g_get_monotonic_time () >= deadline)
        break;
    }
  return round->next == keys->len;
}

static void
end_round (PasarPostponed *self)
{
  g_autoptr (Round) round = g_steal_pointer (&self->round);

  pasar_session_prune_send_later (self->session);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->freed);
  self->waiting = g_hash_table_ref (round->waiting);
  self->freed = g_hash_table_ref (round->freed);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  tell (self, SIGNAL_FREED, round->n_freed);
  tell (self, SIGNAL_PROLONGED, round->n_prolonged);
  tell (self, SIGNAL_HELD, round->n_held);
  send_marked (self);
  pasar_postponed_look (self);
  if (self->is_out_of_date)
    catalogue_changed_cb (self);
}

static void
rounded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PasarPostponed) self = user_data;

  if (pasar_slices_run_finish (result, NULL))
    end_round (self);
}

/* It is looked at as what was never marked; by the next round, as one may have passed it already.
 */
static void
take_unsent (PasarPostponed *self)
{
  GHashTableIter iter;
  gpointer waiting;

  g_hash_table_iter_init (&iter, self->unsent);
  while (g_hash_table_iter_next (&iter, &waiting, NULL))
    {
      g_hash_table_iter_steal (&iter);
      g_hash_table_add (self->waiting, waiting);
    }
}

/* Most shops have nothing of the kind. */
static gboolean
has_anything (PasarPostponed *self)
{
  return pasar_session_get_n_send_later (self->session) > 0 || g_hash_table_size (self->waiting) > 0
         || g_hash_table_size (self->freed) > 0
         || pasar_catalogue_get_n_postponed (pasar_session_get_catalogue (self->session)) > 0;
}

static gboolean
begin_round_cb (gpointer user_data)
{
  PasarPostponed *self = user_data;

  self->delay_id = 0;
  self->is_out_of_date = FALSE;
  take_unsent (self);
  if (!has_anything (self))
    return G_SOURCE_REMOVE;
  self->round = round_new (self->session);
  pasar_slices_run_async (run_round, self, NULL, rounded_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
catalogue_changed_cb (PasarPostponed *self)
{
  self->is_out_of_date = TRUE;
  if (self->round == NULL && self->delay_id == 0)
    self->delay_id = g_timeout_add (DELAY_MS, begin_round_cb, self);
}

/* Asking the shop. */

/**
 * pasar_postponed_look:
 * @self: what waits
 *
 * Asks the shop of what should have ended by now, unless it is read or written to anyway. This is
 * done from time to time, too.
 */
void
pasar_postponed_look (PasarPostponed *self)
{
  g_return_if_fail (PASAR_IS_POSTPONED (self));

  if (pasar_session_get_client (self->session) == NULL
      || pasar_session_get_link (self->session) == PASAR_LINK_SIGNED_OUT
      || pasar_job_find (self->session, PASAR_TYPE_LOAD_JOB) != NULL
      || pasar_job_find (self->session, PASAR_TYPE_SUBMIT_JOB) != NULL)
    return;
  pasar_promotion_ends_ask (self->session, self->waiting, self->asked);
}

static gboolean
look_cb (gpointer user_data)
{
  pasar_postponed_look (user_data);
  return G_SOURCE_CONTINUE;
}

/* The life of it. */

static void
pasar_postponed_dispose (GObject *object)
{
  PasarPostponed *self = PASAR_POSTPONED (object);

  g_clear_handle_id (&self->look_id, g_source_remove);
  g_clear_handle_id (&self->delay_id, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (pasar_session_get_catalogue (self->session), self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pasar_postponed_parent_class)->dispose (object);
}

static void
pasar_postponed_finalize (GObject *object)
{
  PasarPostponed *self = PASAR_POSTPONED (object);

  g_clear_object (&self->pause);
  g_hash_table_unref (self->waiting);
  g_hash_table_unref (self->freed);
  g_hash_table_unref (self->to_send);
  g_hash_table_unref (self->unsent);
  g_hash_table_unref (self->asked);
  G_OBJECT_CLASS (pasar_postponed_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, GType type)
{
  return g_signal_new (name,
                       PASAR_TYPE_POSTPONED,
                       G_SIGNAL_RUN_LAST,
                       0,
                       NULL,
                       NULL,
                       NULL,
                       G_TYPE_NONE,
                       type != G_TYPE_NONE ? 1 : 0,
                       type);
}

static void
pasar_postponed_class_init (PasarPostponedClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_postponed_dispose;
  G_OBJECT_CLASS (klass)->finalize = pasar_postponed_finalize;

  /**
   * PasarPostponed::changed:
   * @self: what waits
   *
   * The counts may be others.
   */
  signals[SIGNAL_CHANGED] = add_signal ("changed", G_TYPE_NONE);
  /**
   * PasarPostponed::freed:
   * @self: what waits
   * @n: how many values
   *
   * The shop does not lock them any more: the seller can send them.
   */
  signals[SIGNAL_FREED] = add_signal ("freed", G_TYPE_UINT);
  /**
   * PasarPostponed::prolonged:
   * @self: what waits
   * @n: how many values
   *
   * What should have ended by now goes on, or something else has begun: they wait on.
   */
  signals[SIGNAL_PROLONGED] = add_signal ("prolonged", G_TYPE_UINT);
  /**
   * PasarPostponed::held:
   * @self: what waits
   * @n: how many values
   *
   * The promotion is over, and something else holds them: their item may be gone.
   */
  signals[SIGNAL_HELD] = add_signal ("held", G_TYPE_UINT);
  /**
   * PasarPostponed::sent:
   * @self: what waits
   * @summary: what became of it, a translated sentence
   *
   * What the seller had marked was sent by itself.
   */
  signals[SIGNAL_SENT] = add_signal ("sent", G_TYPE_STRING);
}

static void
pasar_postponed_init (PasarPostponed *self)
{
  self->limits = PASAR_BATCH_LIMITS_DEFAULT;
  self->pause = g_cancellable_new ();
  self->waiting = pasar_cells_new (NULL);
  self->freed = pasar_cells_new (NULL);
  self->to_send = pasar_cells_new (NULL);
  self->unsent = pasar_cells_new (NULL);
  self->asked = pasar_cells_new (NULL);
  self->look_id = g_timeout_add_seconds (LOOK_SECS, look_cb, self);
}

/**
 * pasar_postponed_new:
 * @session: an open shop
 *
 * As long as it is there, ends of promotions are watched.
 *
 * Returns: (transfer full): what waits in the shop
 */
PasarPostponed *
pasar_postponed_new (PasarSession *session)
{
  PasarPostponed *self;
  PasarCatalogue *catalogue;

  g_return_val_if_fail (PASAR_IS_SESSION (session), NULL);

  self = g_object_new (PASAR_TYPE_POSTPONED, NULL);
  catalogue = pasar_session_get_catalogue (session);
  self->session = g_object_ref (session);
  g_signal_connect_swapped (catalogue, "values-changed", G_CALLBACK (catalogue_changed_cb), self);
  g_signal_connect_swapped (catalogue, "rows-changed", G_CALLBACK (catalogue_changed_cb), self);
  catalogue_changed_cb (self);
  return self;
}

/**
 * pasar_postponed_set_limits:
 * @self: what waits
 * @limits: what may be sent by itself at a time
 *
 * They are those above which a review asks for more than a click.
 */
void
pasar_postponed_set_limits (PasarPostponed *self, const PasarBatchLimits *limits)
{
  g_return_if_fail (PASAR_IS_POSTPONED (self));
  self->limits = *limits;
}

/**
 * pasar_postponed_set_paused:
 * @self: what waits
 * @is_paused: whether to send nothing by itself for now
 *
 * A submission that has begun goes on. What comes free meanwhile is sent, or offered, afterwards.
 */
void
pasar_postponed_set_paused (PasarPostponed *self, gboolean is_paused)
{
  g_return_if_fail (PASAR_IS_POSTPONED (self));

  if (is_paused == (self->pause == NULL))
    return;
  g_cancellable_cancel (self->pause);
  g_clear_object (&self->pause);
  if (is_paused)
    return;
  self->pause = g_cancellable_new ();
  send_marked (self);
}

/**
 * pasar_postponed_get_n:
 * @self: what waits
 *
 * Those that are on their way to the shop are not among them.
 *
 * Returns: how many staged values wait until a promotion has ended
 */
guint
pasar_postponed_get_n (PasarPostponed *self)
{
  g_return_val_if_fail (PASAR_IS_POSTPONED (self), 0);
  return g_hash_table_size (self->waiting);
}

/**
 * pasar_postponed_get_n_freed:
 * @self: what waits
 *
 * They are offered until they are sent, edited or discarded.
 *
 * Returns: how many staged values waited, and can be sent now
 */
guint
pasar_postponed_get_n_freed (PasarPostponed *self)
{
  g_return_val_if_fail (PASAR_IS_POSTPONED (self), 0);
  return g_hash_table_size (self->freed);
}
