/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/import.h"
#include "catalogue/edits/paste-private.h"
#include "catalogue/edits/price-plan-private.h"

G_BEGIN_DECLS

/* One after the other, each for the rows of the table. */
typedef enum
{
  PASAR_IMPORT_PHASE_MATCH, /* the rows of the shop */
  PASAR_IMPORT_PHASE_READ,  /* what each says of its row */
  PASAR_IMPORT_PHASE_CHECK, /* the rules of all of it together */
  PASAR_IMPORT_PHASE_COUNT, /* what that comes to */
  PASAR_IMPORT_PHASE_DONE,
} PasarImportPhase;

typedef struct
{
  PasarColumn target;
  PasarField field;
  int column;
  char *text;                  /* (owned) (nullable) of the expression */
  PasarExpression *expression; /* (owned) (nullable) */
} PasarImportInput;

/* A value while it is found out. */
typedef struct
{
  gint64 from;
  gint64 to;
  guint8 state;
  guint8 rule;
  guint8 is_zero;
} PasarImportResult;

struct _PasarImport
{
  PasarCatalogue *catalogue; /* (owned) */
  PasarImportTable table;
  gpointer kept;            /* (owned) (nullable): what the table points at */
  GDestroyNotify free_kept; /* (nullable) */
  int keys[PASAR_MATCH_N_KEYS];
  gboolean ignores_case;
  gboolean leaves_out_zeros;
  GArray *inputs; /* PasarImportInput */

  PasarImportPhase phase;
  guint next; /* in the phase */
  guint n_restarts;
  guint round;         /* counts up whenever something begins anew */
  gboolean is_applied; /* the rows are those that were shown */
  gboolean is_given;   /* it has become an edit, and stays as it was then */
  /* What the catalogue was like when the phase of reading began, or that of matching. */
  guint stamp;
  guint layout;
  guint n_rows;
  guint n_dead;
  guint texts_stamp;

  PasarRowMatch *match;       /* (owned) */
  guint32 *rows;              /* (owned) by row of the table: that of the shop + 1; 0: none */
  PasarImportResult *results; /* (owned) by row of the table, those of each input */
  guint8 *verdicts;           /* (owned) PasarImportVerdict by row of the table */
  guint8 *said;               /* (owned) by row of the shop and input: whether it has its value */
  PasarPricePlan *prices;     /* (owned) what the table says of prices */
  PasarImportReport report;
};

/* The columns of the table stand beyond those of the shop. */
#define PASAR_IMPORT_FIRST_COLUMN (1 << 24)

/* How many decimals a number of the table may have where it is computed with. */
guint pasar_import_get_decimals (PasarCatalogue *catalogue, PasarColumn target);
/* What a row of the table says; CHANGED where that is a value, which may be so already. */
PasarImportState pasar_import_read (PasarImport *self,
                                    guint table_row,
                                    const PasarImportInput *input,
                                    guint row,
                                    gint64 *to,
                                    GError **error);
gboolean pasar_import_doubts_zero (PasarCatalogue *catalogue, PasarField field);
const char *pasar_import_get_text (const PasarImport *self, guint row, guint column);

static inline PasarImportResult *
pasar_import_get_result (const PasarImport *self, guint row, guint input)
{
  return &self->results[(gsize) row * self->inputs->len + input];
}

G_END_DECLS
