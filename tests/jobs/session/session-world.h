/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/view.h"
#include "jobs-fixture.h"
#include "staged-model.h"

/* A shop without a client, open in a session, and beside it the plain model. */

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  char *path; /* of the store's file */
  PasarStore *store;
  PasarSession *session;
  PasarCatalogue *catalogue; /* (unowned) */
  PasarView *view;
  Model *model;
  int n_items;     /* that the shop has at the most */
  GPtrArray *past; /* Model: after each step since all was on disk, the last one now */
  guint n_kept;    /* index of the one that is on disk for certain: of items it may be an older */
  guint n_writers; /* of items, that are not done */
  guint n_kills;   /* that lost something */
  GPtrArray *log;  /* char *: what was done */
} Sessions;

Sessions *sessions_new (void);
void sessions_free (Sessions *self);

/* What a location is called, and which field it is in the catalogue, where that depends on which of
 * them came first. */
extern const char *const sessions_location_ids[MODEL_N_LOCATIONS];
PasarField sessions_get_field (Sessions *self, gint64 field);

void sessions_say (Sessions *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void sessions_fail (Sessions *self, const char *format, ...) G_GNUC_PRINTF (2, 3) G_GNUC_NORETURN;

void sessions_flush (Sessions *self);
void sessions_reopen (Sessions *self);
void sessions_rest (Sessions *self);
void sessions_kill (Sessions *self);

/* To be called after each step. */
void sessions_compare (Sessions *self);

G_END_DECLS
