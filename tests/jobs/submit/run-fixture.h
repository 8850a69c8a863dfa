/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs-fixture.h"

/* A submission of stocks, and the calls that it makes. */

G_BEGIN_DECLS

#define FIRST_ITEM 30
#define N_CANARY   3

typedef struct
{
  World *world;
  PasarPlan *plan;
  PasarJob *job;
  GAsyncResult *result;
} Run;

/* Stock of the items from FIRST_ITEM on, which has one location and may be changed. */
void stage_stocks (World *world, guint n);
void run_start (Run *run, World *world);
void run_end (Run *run, GError **error);
guint run_count (Run *run, PasarChangeState state);
/* The calls that came, one letter each: w writes stock, r reads items. (transfer full) */
char *dup_calls (World *world);

G_END_DECLS
