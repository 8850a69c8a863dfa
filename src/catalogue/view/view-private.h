/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/view/arrange-private.h"
#include "catalogue/view/tally-private.h"

G_BEGIN_DECLS

struct _PasarView
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  PasarArrangement shown;    /* what is asked for */
  PasarTally *tally;         /* (owned) of the filter */
  GBytes *list;              /* (owned) what is shown; who goes through it keeps it as it was */
  const guint32 *rows;       /* (unowned) in it */
  guint n_rows;
  guint32 *positions; /* (owned) (nullable) by row */
  guint n_positions;
  guint layout; /* the catalogue's when rows was made */
  gboolean is_changing;

  PasarBuild *build; /* (owned) (nullable) what will be shown */
  gboolean is_built;
  guint build_layout;
  guint build_source;
  guint count_source;
  gboolean waits_for_ranks;
  guint n_holds;
  gboolean is_due;    /* the list is made when nobody holds it any more */
  gboolean in_pieces; /* however small it is */
};

/* What is asked for is another order or folding, or another filter. */
void pasar_view_rebuild (PasarView *self);
void pasar_view_refilter (PasarView *self);

G_END_DECLS
