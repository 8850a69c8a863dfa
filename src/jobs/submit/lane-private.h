/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/submit/send-private.h"

G_BEGIN_DECLS

/**
 * PASAR_SEND_CANARY_ITEMS:
 *
 * So many items are written before it is seen what the shop makes of it.
 */
#define PASAR_SEND_CANARY_ITEMS 3

struct _PasarSend
{
  PasarSession *session; /* (unowned): the task's */
  GTask *task;           /* (unowned): owns this */
  PasarClient *client;   /* (owned) */
  GPtrArray *calls;      /* (element-type PasarJournalCall) (owned container) */
  guint max_in_flight;
  const PasarSendHooks *hooks; /* (unowned) */
  gpointer data;

  /* In progress. */
  GQueue lanes; /* (element-type PasarLane): not at work */
  PasarSendPhase phase;
  gint64 submission;
  guint n_in_flight;     /* lanes at work */
  guint n_failures;      /* in a row, of the same kind */
  char *failure;         /* (nullable): of what kind */
  guint n_tries;         /* of what is sent now */
  GHashTable *named;     /* (element-type PasarJournalCall): boosts that the server says failed */
  gboolean wants_glance; /* a boost has no certain answer */
  gboolean is_glancing;
  gboolean is_unsettled; /* an outcome could not be recorded */
  GError *error;         /* (nullable): what stopped it */

  /* Between the calls. */
  guint n_allowed;     /* lanes that may begin before the shop is read */
  gint64 checked_at;   /* when it was read last, by pasar_session_clock() */
  gboolean has_begun;  /* a lane since then */
  gboolean is_canary;  /* it was not seen yet what the shop makes of the first lanes */
  gboolean has_looked; /* for what became of these */
  GPtrArray *written;  /* (element-type PasarJournalCall): answered, not seen at the shop yet */
  gboolean is_busy;    /* something is under way that is no lane */
  gboolean is_paused;
  GCancellable *reading; /* ends the reads: when it is cancelled, or paused */
  GSource *cancelled;    /* (nullable) (owned) */
};

/**
 * PasarLane:
 *
 * The calls of one item: one after the other, prices first, each recorded before it is sent, and
 * its outcome after.
 */
typedef struct
{
  PasarSend *send; /* (unowned) */
  guint next;
  guint end;
} PasarLane;

gboolean pasar_lane_find_ready (PasarLane *self);
void pasar_lane_run (PasarLane *self);
void pasar_lanes_fill (PasarSend *self);
GPtrArray *pasar_lanes_list_next (PasarSend *self);

/* send.c */
PasarJournalCall *pasar_send_get_call (const PasarSend *self, guint index);
gboolean pasar_send_has_unclear (const PasarSend *self);
gboolean pasar_send_is_stopped (PasarSend *self);
gboolean pasar_send_is_out_of_date (PasarSend *self);
void pasar_send_stop (PasarSend *self, GError *error);
gboolean pasar_send_waits (PasarSend *self, const GError *error);
void pasar_send_show (const PasarJournalCall *call, gpointer self);
void pasar_send_set_phase (PasarSend *self, PasarSendPhase phase);
void pasar_send_pump (PasarSend *self);
void pasar_send_end (PasarSend *self);

/* send-reads.c */
gboolean pasar_send_is_interrupted (PasarSend *self);
void pasar_send_look (PasarSend *self, gboolean is_glance);
void pasar_send_check (PasarSend *self);

G_END_DECLS
