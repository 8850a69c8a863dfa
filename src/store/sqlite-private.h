/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

/* A thin wrapper over one SQLite connection: prepared statements that are kept, typed values, and
 * failures as PasarStoreError. A connection and its statements belong to one thread. */

G_BEGIN_DECLS

/**
 * PasarSqlite:
 * An open connection with its prepared statements.
 */
typedef struct _PasarSqlite PasarSqlite;

/**
 * PasarStatement:
 * A prepared statement, borrowed from its connection until released.
 *
 * Values are bound by position from 1 and must live until the statement is finished. A failed bind
 * is remembered and reported by pasar_statement_finish(), so a caller checks once.
 */
typedef struct _PasarStatement PasarStatement;

PasarSqlite *pasar_sqlite_open (const char *path, int flags, int busy_timeout_ms, GError **error);
void pasar_sqlite_free (PasarSqlite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarSqlite, pasar_sqlite_free)

gboolean pasar_sqlite_exec (PasarSqlite *self, const char *sql, GError **error);
gboolean
pasar_sqlite_set_number (PasarSqlite *self, const char *pragma, gint64 value, GError **error);
gboolean
pasar_sqlite_get_number (PasarSqlite *self, const char *sql, gint64 *value, GError **error);
gboolean pasar_sqlite_begin (PasarSqlite *self, gboolean write, GError **error);
gboolean pasar_sqlite_commit (PasarSqlite *self, GError **error);
void pasar_sqlite_rollback (PasarSqlite *self);
void pasar_sqlite_set_checkpoint_on_close (PasarSqlite *self, gboolean checkpoint);
const char *pasar_sqlite_get_path (PasarSqlite *self);
sqlite3 *pasar_sqlite_get_handle (PasarSqlite *self);
gint64 pasar_sqlite_get_last_id (PasarSqlite *self);
gint64 pasar_sqlite_get_n_changed (PasarSqlite *self);
gboolean pasar_sqlite_backup (PasarSqlite *self, const char *path, GError **error);
char *pasar_sqlite_keep_copy (PasarSqlite *self, GError **error);
gboolean pasar_sqlite_replace (PasarSqlite *self, PasarSqlite *content, GError **error);
gboolean pasar_sqlite_mend (PasarSqlite *self, GError **error);

PasarStatement *pasar_sqlite_prepare (PasarSqlite *self, const char *sql, GError **error);
/**
 * PASAR_NUMBERS:
 * @...: numbers
 *
 * An array of gint64, and its length: two arguments of a call.
 */
#define PASAR_NUMBERS(...)                                                                         \
  ((const gint64[]){ __VA_ARGS__ }), (guint) G_N_ELEMENTS (((const gint64[]){ __VA_ARGS__ }))

PasarStatement *pasar_sqlite_query (PasarSqlite *self,
                                    const char *sql,
                                    const gint64 *numbers,
                                    guint n_numbers,
                                    GError **error);
gboolean pasar_sqlite_run (PasarSqlite *self,
                           const char *sql,
                           const gint64 *numbers,
                           guint n_numbers,
                           GError **error);
gboolean pasar_sqlite_check (PasarSqlite *self,
                             const char *sql,
                             const gint64 *numbers,
                             guint n_numbers,
                             GError **error);
void pasar_statement_release (PasarStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarStatement, pasar_statement_release)

void pasar_statement_bind_numbers (PasarStatement *self, const gint64 *numbers, guint n_numbers);
void pasar_statement_bind_text (PasarStatement *self, int position, const char *text);
void pasar_statement_bind_bytes (PasarStatement *self, int position, GBytes *bytes);
void pasar_statement_bind_row (PasarStatement *self, PasarStatement *row);
gboolean pasar_statement_next (PasarStatement *self);
gboolean pasar_statement_finish (PasarStatement *self, GError **error);
gboolean pasar_statement_check (PasarStatement *self, int column, GError **error);
gboolean pasar_statement_run (PasarStatement *self, GError **error);
gint64 pasar_statement_get_int64 (PasarStatement *self, int column);
gint64 pasar_statement_get_value (PasarStatement *self, int column);
gint64 pasar_statement_get_count (PasarStatement *self, int column);
gint64 pasar_statement_get_ms (PasarStatement *self, int column);
char *pasar_statement_dup_text (PasarStatement *self, int column);
char *pasar_statement_dup_name (PasarStatement *self, int column);
const guint8 *pasar_statement_peek_bytes (PasarStatement *self, int column, gsize *size);
GBytes *pasar_statement_dup_bytes (PasarStatement *self, int column);

G_END_DECLS
