/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store-helpers.h"

/* A life of a data file, from opening it to closing it, for disks that fail in the middle. */

G_BEGIN_DECLS

typedef struct
{
  char *path;        /* (owned) */
  gint n_begun;      /* steps, opening is the first */
  gint n_done;       /* well */
  GError *error;     /* (owned) (nullable): of the last step that failed */
  PasarStore *store; /* (owned) (nullable) */
  gint64 shop;
  gint64 submission;
  GPtrArray *calls; /* (owned) (nullable) (element-type PasarJournalCall) */
} DiskRun;

typedef void (*DiskStepFunc) (DiskRun *run, gpointer user_data);

void disk_run_init (DiskRun *self, const char *path);
void disk_run_clear (DiskRun *self);
/* Until a step has failed twice; each is told after it was done well. */
void disk_run (DiskRun *self, DiskStepFunc done, gpointer user_data);
guint disk_run_get_n_steps (void);
/* (transfer full): all that the file has, but for times. */
char *disk_dump (const char *path);
/* (transfer full): what there is after no step, one, and so on. */
GStrv disk_run_list_dumps (const char *folder, GBytes *old);
/* Opens the file on a disk that is well and has it be whole, and as after n steps, or after one of
 * those until n_begun. */
void disk_assert_whole (const char *path, const GStrv dumps, gint n_done, gint n_begun);
/* (transfer full): a file of an earlier version. */
GBytes *disk_make_old (const char *folder);
/* (transfer full): a folder where waiting for the disk costs nothing, if there is such a place. */
char *disk_make_folder (void);
/* Whether all that can be tried is to be tried. */
gboolean disk_is_soak (void);

G_END_DECLS
