/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs-fixture.h"

/* A program that works at a shop until it is killed, and what it does there. */

G_BEGIN_DECLS

/* What it does. */
#define KILL_EDIT    "edit"
#define KILL_LOAD    "load"
#define KILL_SUBMIT  "submit"
#define KILL_BOOST   "boost"
#define KILL_REFRESH "refresh"
#define KILL_OPEN    "open"
#define KILL_KEEP    "keep"
#define KILL_TELL    "tell"

/* A line each by its standard input. */
typedef struct
{
  const char *task;
  const char *path; /* of the store's file */
  guint32 seed;
  PasarTestSandbox *sandbox;
  char **environment; /* (nullable): the same as here */
} KillOrder;

GSubprocess *kill_start (const KillOrder *order);
/* Starts it and kills it so many microseconds after it said so many lines; what it said in all is
 * added to lines. Returns whether it was killed before it had ended. */
gboolean kill_run (const KillOrder *order, guint n_lines, gulong delay_us, GPtrArray *lines);

/* (transfer full) How often a call came for each item, by item id. */
GHashTable *kill_count_calls (PasarTestSandbox *sandbox, const char *call);

/* The items whose stock is worked at. */
#define KILL_BOOSTED_ITEMS                                                                         \
  {                                                                                                \
    0, 5, 8, 10, 20                                                                                \
  }
#define KILL_N_BOOSTED 5
#define KILL_KEPT_ITEM 30
GArray *kill_list_items (World *world);

/* What the seller does at random, drawn from the same seed by the program that is killed and by the
 * test that looks at what it left: the plain model of what is staged. */
typedef enum
{
  KILL_STAGE,
  KILL_IMPORT,
  KILL_UNDO,
  KILL_REDO,
} KillKind;

typedef struct
{
  GRand *rand;
  GPtrArray *states; /* GArray of gint64: one a step that is not undone for good */
  guint now;         /* of the states */
  guint n_drawn;     /* values */
} KillModel;

typedef struct
{
  KillKind kind;
  guint nth; /* of the items: which one was staged */
} KillStep;

/* takes the state before the first step over: a gint64 for each item */
KillModel *kill_model_new (guint32 seed, GArray *state);
void kill_model_free (KillModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KillModel, kill_model_free)
KillStep kill_model_step (KillModel *self);
const GArray *kill_model_get (KillModel *self);

/* What each of the items has: what is staged, or else what the shop has. */
GArray *kill_read_state (World *world, const GArray *items);

G_END_DECLS
