/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/private.h"

/* What the chain of seals is made of; see seal.c. */

G_BEGIN_DECLS

/* The numbers are kept in the file. */
typedef enum
{
  PASAR_SEAL_START, /* the submission and those before it have none; made by the schema */
  PASAR_SEAL_ENDED,
  PASAR_SEAL_PRUNED,
} PasarSealKind;

typedef struct
{
  PasarSealKind kind;
  gint64 submission;
  gint64 at_ms;
  char *content; /* (owned) */
  char *digest;  /* (owned) */
} PasarSeal;

static inline void
pasar_seal_clear (PasarSeal *self)
{
  g_free (self->content);
  g_free (self->digest);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PasarSeal, pasar_seal_clear)

#define PASAR_SEAL_COLUMNS "kind, submission, at_ms, content, digest"

void pasar_seal_read (PasarStatement *statement, PasarSeal *seal);
char *pasar_seal_dup_content (PasarSqlite *db, gint64 submission, GError **error);
char *pasar_seal_dup_digest (const char *previous, const PasarSeal *seal);
char *pasar_seal_dup_own_digest (const PasarSeal *seal);

G_END_DECLS
