/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/match.h"
#include "catalogue/table/column.h"

G_BEGIN_DECLS

/* How alike two codes must be, tried one after the other. */
typedef enum
{
  PASAR_LIKENESS_EXACT,
  PASAR_LIKENESS_STRIPPED,
  PASAR_LIKENESS_FOLDED,
} PasarLikeness;

/* One key of the table, however many of its rows have it, and the rows of the shop that it names.
 */
typedef struct
{
  const char *text; /* as in the table */
  const char *code; /* as alike as need be */
  gint64 id;        /* of ids; 0: not one */
  guint hash;
  PasarMatchKey kind;
  PasarLikeness likeness;
  guint32 same; /* the name, counted from 1, that has the rows of this one too; 0: it has its own */
  guint32 first; /* in the links, counted from 1 */
  guint32 last;
  guint32 n_rows;
} PasarName;

/* A row that is named, in the order of rows. */
typedef struct
{
  guint32 row;
  guint32 next; /* counted from 1 */
} PasarNamedRow;

/* The names of a table, and which of them each row of the shop has. */
typedef struct
{
  PasarCatalogue *catalogue; /* (unowned) */
  PasarColumn barcode;
  GArray *names;       /* PasarName */
  GArray *rows;        /* PasarNamedRow */
  GStringChunk *codes; /* those that are not as in the table */
  GString *code;       /* the one that is looked at */
  guint32 *slots;      /* by hash: names, counted from 1; 0: empty */
  guint mask;
  guint n_used;
} PasarNames;

void pasar_names_init (PasarNames *self, PasarCatalogue *catalogue, guint64 n_expected);
void pasar_names_clear (PasarNames *self);
/* Counted from 1; 0: the text says nothing. */
guint32 pasar_names_add (PasarNames *self, PasarMatchKey kind, const char *text);
void pasar_names_begin (PasarNames *self);
/* Looks for a name with this likeness, if it has no rows yet. */
void pasar_names_look_for (PasarNames *self, guint index, PasarLikeness likeness);
/* Puts a row of the shop to the names that are looked for. */
void pasar_names_put_row (PasarNames *self, PasarMatchKey kind, guint row, PasarLikeness likeness);
void pasar_names_forget_rows (PasarNames *self);
gboolean pasar_names_has_row (PasarNames *self, const PasarName *name, guint row);
const char *pasar_names_read_code (const PasarNames *self, PasarMatchKey kind, guint row);

static inline gboolean
pasar_match_key_is_id (PasarMatchKey kind)
{
  return kind == PASAR_MATCH_MODEL_ID || kind == PASAR_MATCH_ITEM_ID;
}

/* The one with the rows. */
static inline PasarName *
pasar_names_get (const PasarNames *self, guint32 number)
{
  PasarName *name = &g_array_index (self->names, PasarName, number - 1);

  return name->same > 0 ? &g_array_index (self->names, PasarName, name->same - 1) : name;
}

static inline const PasarNamedRow *
pasar_names_get_row (const PasarNames *self, guint32 link)
{
  return &g_array_index (self->rows, PasarNamedRow, link - 1);
}

/* One after the other, each for a number of rows or names. */
typedef enum
{
  PASAR_MATCH_PHASE_READ,    /* the keys of the table */
  PASAR_MATCH_PHASE_NAMES,   /* those that are looked for with this likeness */
  PASAR_MATCH_PHASE_ROWS,    /* the rows of the shop that have them */
  PASAR_MATCH_PHASE_JUDGE,   /* what each row of the table names */
  PASAR_MATCH_PHASE_COMPARE, /* what the rows say that name the same */
  PASAR_MATCH_PHASE_MARK,    /* those that say different things */
  PASAR_MATCH_PHASE_DONE,
} PasarMatchPhase;

/* What a row of the table comes to. */
typedef struct
{
  guint8 verdict;
  guint8 differs_in_case;
  guint8 n_kept;
  guint32 n_candidates;
  guint32 first; /* of these, in the candidates */
} PasarJudgement;

/* Its names, by the kind of key; 0: none. */
typedef struct
{
  guint32 names[PASAR_MATCH_N_KEYS];
} PasarMatchKeys;

struct _PasarRowMatch
{
  PasarCatalogue *catalogue;
  PasarMatchTable table;
  PasarNames names;
  PasarLikeness likeness;
  PasarMatchPhase phase;
  guint next; /* in the phase */
  /* What the catalogue was like when the rows were begun. */
  guint layout;
  guint n_rows;
  guint n_dead;
  guint texts_stamp;

  GArray *keys; /* (nullable) PasarMatchKeys, by row of the table */
  GHashTable
      *worked; /* (nullable) PasarMatchKeys → row of the table + 1: what many rows have in common */
  GArray *judgements; /* PasarJudgement, by row of the table */
  GArray *candidates; /* PasarRowKey */
  guint n_other_case;
  guint n_by_verdict[PASAR_MATCH_N_VERDICTS];

  GArray *columns;     /* (nullable) guint: of the table, those that are compared */
  GHashTable *said_by; /* (nullable) PasarRowKey → row of the table + 1: the first that names it */
  GArray *group_of;    /* guint32 by row of the table: its group + 1; 0: it is alone */
  GArray *groups;      /* struct of match-compare.c */
  GArray *said;        /* guint32 */
};

static inline PasarJudgement *
pasar_row_match_get_judgement (const PasarRowMatch *self, guint row)
{
  return &g_array_index (self->judgements, PasarJudgement, row);
}

static inline const char *
pasar_row_match_get_text (const PasarRowMatch *self, guint row, guint column)
{
  return self->table.texts[(gsize) row * self->table.n_columns + column];
}

/* What a row of the table says beside the rows above it. */
void pasar_row_match_compare_row (PasarRowMatch *self, guint row);
/* Whether any row says something else, once all are compared. */
void pasar_row_match_mark_row (PasarRowMatch *self, guint row);
void pasar_row_match_end_compare (PasarRowMatch *self);

G_END_DECLS
