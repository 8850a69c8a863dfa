/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/cell-pattern-private.h"
#include "catalogue/edits/price-plan-private.h"
#include "catalogue/edits/replace.h"

G_BEGIN_DECLS

typedef enum
{
  PASAR_REPLACE_PHASE_BEGIN,
  PASAR_REPLACE_PHASE_READ,
  PASAR_REPLACE_PHASE_CHECK,
  PASAR_REPLACE_PHASE_COUNT,
  PASAR_REPLACE_PHASE_DONE,
} PasarReplacePhase;

/* A column in which it is replaced. */
typedef struct
{
  PasarColumn column;
  PasarField field;
  PasarCellPattern *pattern; /* (owned) */
} PasarReplaceTarget;

typedef struct
{
  PasarRowKey key;
  gint64 to; /* of a changed or refused number */
  guint row; /* where it was last */
  guint16 target;
  guint8 state;
  guint8 rule;
} PasarReplaceEntry;

struct _PasarReplace
{
  PasarCatalogue *catalogue; /* (owned) */
  PasarPattern *pattern;     /* (owned) */
  char *replacement;         /* (owned) */
  GArray *targets;           /* (owned) PasarReplaceTarget */
  GArray *cells;             /* (owned) PasarReplaceEntry */
  gboolean has_locations;    /* cells are stock at locations */

  PasarReplacePhase phase;
  guint next; /* in the phase */
  guint n_restarts;
  gboolean is_given; /* it has become an edit, and stays as it was then */
  /* What the catalogue was like when it began. */
  guint stamp;
  guint layout;
  guint n_rows;
  guint n_dead;
  PasarPricePlan *prices; /* (owned) (nullable) while it runs */
  PasarReplaceReport report;
};

const PasarReplaceTarget *pasar_replace_get_target (const PasarReplace *self,
                                                    const PasarReplaceEntry *cell);
/* PASAR_NO_ROW when the shop does not have it any more. */
guint pasar_replace_find_row (PasarReplace *self, PasarReplaceEntry *cell);
/* (nullable) What stands in a cell then; NULL where there is nothing to replace. */
char *pasar_replace_dup_result (PasarReplace *self, const PasarReplaceEntry *cell, guint row);
/* What is to be done by what the cell says now, whatever the shop says to it. */
PasarReplaceState
pasar_replace_read_cell (PasarReplace *self, PasarReplaceEntry *cell, GError **error);

G_END_DECLS
