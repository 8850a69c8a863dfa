/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/session/session.h"

G_BEGIN_DECLS

/**
 * PasarSessionLog:
 *
 * The log of an open shop: records get their numbers here, in the order in which the catalogue
 * changed, and go to the disk behind it. What cannot be written is kept and tried again; until then
 * it keeps the session alive.
 */
typedef struct _PasarSessionLog PasarSessionLog;

PasarSessionLog *
pasar_session_log_new (PasarSession *session, gint64 last_id, gint64 n_staged, gint64 work);
void pasar_session_log_free (PasarSessionLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSessionLog, pasar_session_log_free)

gint64 pasar_session_log_get_next_id (PasarSessionLog *self);
void pasar_session_log_add (PasarSessionLog *self,
                            PasarLogKind kind,
                            gint64 step,
                            const char *label,
                            GArray *edits,
                            GArray *bases,
                            gint64 n_staged_more);
void pasar_session_log_add_call (PasarSessionLog *self,
                                 const PasarJournalCall *call,
                                 GBytes *item,
                                 GBytes *data,
                                 guint n_edits,
                                 gint64 n_staged_more,
                                 GTask *task);
void pasar_session_log_flush (PasarSessionLog *self, GTask *task);
void pasar_session_log_drop_all (PasarSessionLog *self);

guint pasar_session_log_get_n_unwritten (PasarSessionLog *self);
const GError *pasar_session_log_get_error (PasarSessionLog *self);
gboolean pasar_session_log_is_unwritten (PasarSessionLog *self, PasarRowKey key, PasarField field);

G_END_DECLS
