/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/own-columns.h"
#include "jobs/submit/submit.h"
#include "sandbox.h"
#include "util.h"

/* A sandbox, a store in a folder of its own, and the sandbox's first shop open in a session. */

G_BEGIN_DECLS

typedef struct
{
  PasarTestSandbox *sandbox;
  char *folder;
  char *path; /* of the store's file */
  PasarStore *store;
  PasarSession *session;
} World;

/* takes sandbox over */
World *world_new (PasarTestSandbox *sandbox);
World *world_new_loaded (PasarTestSandbox *sandbox);
void world_free (World *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* Closes everything but the sandbox and opens it again, as a restart does. */
void world_close (World *self);
void world_restart (World *self);
void world_open_session (World *self);
void world_load (World *self);

PasarStore *open_store (const char *path);
void close_store (PasarStore *store);
/* What a crash at this moment would leave of a store that is open at path. */
void copy_store (const char *path, const char *to);
/* Sets what the tests do not care for in shop. */
PasarSession *open_shop (PasarStore *store, PasarShop *shop, PasarClient *client);
/* Waits until all that was staged is on disk. */
void flush_session (PasarSession *session);
gboolean run_job (PasarJob *job, GError **error);
/* Stages one value of a row; result may be NULL. */
void start_stage (PasarSession *session,
                  guint row,
                  PasarField field,
                  gint64 value,
                  GAsyncResult **result);
gboolean
try_stage (PasarSession *session, guint row, PasarField field, gint64 value, GError **error);
/* What is not computed with: a text, or yes or no. */
void stage_set (PasarSession *session, guint row, PasarField field, const char *text);
/* Columns of the seller's own. */
void set_own_columns (PasarSession *session, GPtrArray *columns);
PasarField add_own_column (PasarSession *session, PasarOwnKind kind, const char *title);

PasarCatalogue *world_catalogue (World *self);
guint world_row (World *self, guint nth_item, guint nth_model);
gint64 world_value (World *self, guint nth_item, guint nth_model, PasarField field);
gint64 world_staged (World *self, guint nth_item, guint nth_model, PasarField field);
void world_stage (World *self, guint nth_item, guint nth_model, PasarField field, gint64 value);
gboolean world_try_stage (World *self,
                          guint nth_item,
                          guint nth_model,
                          PasarField field,
                          gint64 value,
                          GError **error);
gboolean world_undo (World *self);
gboolean world_redo (World *self);
/* What a seller does before a submission: looks at all changes, and confirms them. */
void jobs_confirm (PasarPlan *plan);
/* Submits all that is staged; (transfer full) plan. */
PasarPlan *world_submit (World *self, GError **error);
PasarPlan *world_submit_ok (World *self);
PasarChange *find_change (PasarPlan *plan, guint nth_item, PasarField field);
GPtrArray *list_unfinished (PasarSession *session);
/* (transfer full) */
PasarSubmission *get_last_submission (PasarSession *session);
guint count_unfinished (World *self);
/* Every row of the plan ended, and the catalogue has what it says. */
void assert_plan_consistent (World *self, PasarPlan *plan);
/* While set, this process can write no file, as on a full disk. */
void set_disk_full (gboolean is_full);

G_END_DECLS
