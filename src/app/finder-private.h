/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/finder.h"
#include "app/sheet/reveal.h"

G_BEGIN_DECLS

/* What is done as soon as it is known what is found. */
typedef enum
{
  PASAR_FINDER_NOTHING,
  PASAR_FINDER_FORWARDS,
  PASAR_FINDER_BACKWARDS,
  PASAR_FINDER_REPLACE,
} PasarFinderNext;

struct _PasarFinder
{
  GObject parent_instance;

  PasarSheet *sheet; /* (unowned) (nullable): NULL once it is gone */
  gboolean is_active;
  PasarPattern *pattern; /* (owned) */
  PasarFinderScope scope;
  char *replacement; /* (owned) (nullable): NULL: nothing is to be replaced */

  PasarView *view; /* (owned) (nullable): of what is below */
  GSignalGroup *view_signals;
  GSignalGroup *catalogue_signals;
  GCancellable *looking; /* (owned) (nullable): while there is more to find out */
  guint again_id;        /* until it is begun anew */
  PasarColumn column;    /* of the cursor, when it was begun */
  PasarFind *find;       /* (owned) (nullable): what is found, or will be */
  gboolean is_found;
  PasarReplace *replace; /* (owned) (nullable): what would be replaced */
  guint n_told;          /* of what is found, to that */
  gboolean is_planned;
  PasarFinderNext next;
  gboolean replaces_all; /* as soon as it is planned */
  gboolean is_staging;   /* what is replaced is on its way */

  PasarReveal *reveal;       /* (owned): of a folded model */
  PasarColumn wanted_column; /* to go to, once that is shown */
};

/* finder.c */
void pasar_finder_look (PasarFinder *self);

/* finder-steps.c */
void pasar_finder_begin_next (PasarFinder *self, PasarFinderNext next);

G_END_DECLS
