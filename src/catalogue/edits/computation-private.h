/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/computation.h"
#include "catalogue/edits/private.h"

G_BEGIN_DECLS

/* Of an edit whose rules were not checked yet. */
#define PASAR_RULE_UNCHECKED 0xFF

/* One after the other, each for a number of rows, keys or edits. */
typedef enum
{
  PASAR_PHASE_PREPARE,   /* what the command is for */
  PASAR_PHASE_FIND,      /* the rows of the keys */
  PASAR_PHASE_COMPUTE,   /* EACH: what becomes of each row */
  PASAR_PHASE_LOCATIONS, /* EACH_LOCATION: what becomes of each row */
  PASAR_PHASE_ADD_UP,    /* IN_ALL: what the rows have together */
  PASAR_PHASE_SPREAD,    /* IN_ALL: what each gets */
  PASAR_PHASE_DISCARD,   /* DISCARD: what each has staged */
  PASAR_PHASE_PASTE,     /* PASTE: what becomes of each cell */
  PASAR_PHASE_CHECK,     /* the rules of the edits */
  PASAR_PHASE_LEAVE_OUT, /* the edits that break one */
  PASAR_PHASE_DONE,
} PasarPhase;

/* What the rows have together, must have at the least, and are to have. */
typedef struct
{
  guint n_rows;
  gint64 now;
  gint64 least;
  gint64 weights; /* what they have beyond the least */
  gint64 rest;    /* what is spread beyond the least */
  gint64 weight;  /* of the rows up to here */
  gint64 given;   /* of the rest, to the rows up to here */
} PasarSpread;

struct _PasarComputation
{
  PasarCommand *command;     /* (owned) */
  PasarCatalogue *catalogue; /* (owned) */
  PasarPhase phase;
  guint next; /* in the phase */
  guint n_restarts;
  /* What the catalogue was like at the start. */
  guint stamp;
  guint layout;
  guint n_rows;
  guint n_dead;

  GArray *rows;       /* (nullable) guint: those that are meant; NULL: all */
  GArray *edits;      /* PasarEdit */
  guint n_room;       /* for so many */
  GArray *edit_rows;  /* guint: of each edit */
  GByteArray *rules;  /* PasarRule of each edit, or PASAR_RULE_UNCHECKED */
  guint32 *edit_of;   /* (nullable) by row, index of its edit + 1; 0: none, or at locations */
  guint32 *is_pasted; /* (nullable) by row, a bit for each field; one for all locations */
  GHashTable *pasted_locations; /* (nullable) row and field of the cells into which was pasted */
  guint n_kept;                 /* while some are left out */
  PasarSpread spread;
  GError *error; /* there is no result at all */
  PasarComputed computed;
};

gboolean pasar_computation_is_out_of_date (const PasarComputation *self);
gboolean pasar_computation_takes_part (PasarComputation *self, guint row, PasarField field);
void pasar_computation_add_edit (PasarComputation *self, guint row, PasarField field, gint64 to);
void pasar_computation_begin_check (PasarComputation *self);
void pasar_computation_check (PasarComputation *self, guint index);
void pasar_computation_discard (PasarComputation *self, guint row);
void pasar_computation_discard_waiting (PasarComputation *self);
void pasar_computation_add_up (PasarComputation *self, guint row);
void pasar_computation_begin_spread (PasarComputation *self);
void pasar_computation_spread (PasarComputation *self, guint row);

G_END_DECLS
