/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/log-private.h"
#include "jobs/session/session.h"

G_BEGIN_DECLS

struct _PasarSession
{
  GObject parent_instance;

  PasarStore *store; /* (owned) */
  PasarShop *shop;   /* (owned) */
  PasarClient *client;
  PasarCatalogue *catalogue;
  PasarLink link;
  char *link_message;
  GArray *boosts; /* (element-type PasarBoostSlot) (nullable): as last read */
  GQueue
      changes; /* (element-type SessionChange) (owned): waiting for their turn; each holds this */
  gboolean is_changing;    /* one has its turn */
  PasarCommand *last_bulk; /* (owned) (nullable): without its rows */
  PasarSessionLog *log;    /* (owned): what changed, on its way to the disk */
  gint64 checkpoint_work;  /* so much of it, in edits, is worth a checkpoint */
  char *notice;            /* (nullable): what was found damaged when it was opened */
  gboolean is_forgotten;   /* the store is to keep nothing more of the shop */
  GHashTable *settled;     /* gint64 item id → gint64 when a write of it was answered */
  GHashTable *read;        /* gint64 item id → gint64 when its last reading was asked */
  GHashTable *limits; /* (owned) gint64 category id → what it allows, and when that was read */
  GHashTable *send_later; /* (owned) PasarEdit: see send-later.c */
  PasarTiming timing;
  GListStore *jobs;    /* (element-type GObject) (owned): those that run */
  GHashTable *running; /* (element-type gint64): submissions that a job of this session is at */
};

void pasar_session_record_async (PasarSession *self,
                                 PasarJournalCall *call,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

void pasar_session_keep_bulk (PasarSession *self, const PasarCommand *command);
void pasar_session_forget_dropped (PasarSession *self);

gint64 pasar_session_clock (void);
void pasar_session_note_settled (PasarSession *self, gint64 item_id);
gboolean pasar_session_was_settled_since (PasarSession *self, gint64 item_id, gint64 moment);

void pasar_session_note_read (PasarSession *self, gint64 item_id, gint64 asked_at);
gboolean pasar_session_was_read_since (PasarSession *self, gint64 item_id, gint64 moment);

void pasar_session_learn_shop (PasarSession *self,
                               const PasarShopInfo *info,
                               const char *currency,
                               gint64 refreshed_at_secs);

void pasar_session_notify_written (PasarSession *self);
void pasar_session_set_forgotten (PasarSession *self, gboolean is_forgotten);

void pasar_session_set_submission_running (PasarSession *self, gint64 id, gboolean is_running);
gboolean pasar_session_is_submission_running (PasarSession *self, gint64 id);

PasarClient *pasar_session_require_client (PasarSession *self, GError **error);

G_END_DECLS
