/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/edits/match.h"
#include "catalogue/edits/paste.h"

G_BEGIN_DECLS

typedef enum
{
  PASAR_TARGET_ROW,     /* a plain item or a model */
  PASAR_TARGET_FOLDED,  /* an item that stands for its models */
  PASAR_TARGET_SUM,     /* an item whose models stand below it */
  PASAR_TARGET_REFUSED, /* nowhere to paste to */
  PASAR_TARGET_NOTHING, /* nothing to paste */
} PasarTargetKind;

/* A row of an area. Keys, as rows may move while the paste is planned. */
typedef struct
{
  PasarRowKey key;
  guint first_model; /* in the models of the area */
  guint n_models;
  PasarTargetKind kind;
  PasarPasteReason reason;
} PasarPasteTarget;

/* What is filled: targets by columns, with the table again and again. */
typedef struct
{
  GArray *targets;  /* PasarPasteTarget */
  GArray *models;   /* PasarRowKey */
  GArray *columns;  /* PasarColumn; of a column that is not pasted PASAR_COLUMN_NONE */
  guint sku_column; /* of the table; where the targets are found by SKU */
} PasarPastePart;

/* What was meant by a text of the table: nearly always an amount, which is read without more ado.
 */
typedef struct
{
  PasarExpression *expression; /* (owned) (nullable): NULL for an amount */
  gint64 amount;
} PasarPasteMeaning;

/* The stock of a row that is pasted as a whole. */
typedef struct
{
  PasarPasteRefusal refusal; /* of it, where it does not hold */
  gint64 value;
  gboolean is_new; /* another one than before */
} PasarPastedSum;

/* A paste while it is planned. */
struct _PasarPaste
{
  PasarCatalogue *catalogue;
  PasarPasteTable table;
  GArray *parts; /* PasarPastePart */

  /* What is still to become parts. */
  GArray *areas; /* PasarPasteArea */
  guint area;
  guint area_row; /* of the area, then of the table */
  guint next;     /* the first of the editable rows of the area that is not used yet */
  guint n_rows;   /* of the area that are filled */
  gulong moved_id;
  PasarRowMatch *match; /* (nullable) of a paste by SKU */

  /* Where it goes on. */
  guint part;
  guint target;
  guint column;

  /* The text that was read last, as the same often fills many cells. */
  const char *read_text;
  PasarField read_field;
  PasarPasteMeaning read; /* its expression is one of expressions */

  /* Of a shop with several locations: what is pasted there counts, sums need only hold. */
  GHashTable *located; /* (nullable) PasarRowKey → gint64: by how much a stock changes */
  GArray *sums;        /* PasarPastedSum */
  guint next_sum;      /* to be checked */

  PasarPasteReport report;
  GArray *cells;          /* PasarPastedCell */
  int field;              /* of all cells; -1: they are of both */
  GPtrArray *expressions; /* PasarExpression: of the cells that are no amounts */
};

static inline const char *
pasar_paste_get_text (const PasarPaste *self, guint row, guint column)
{
  return self->table.texts[(gsize) row * self->table.n_columns + column];
}

PasarPaste *pasar_paste_alloc (PasarCatalogue *catalogue, const PasarPasteTable *table);
PasarPastePart *pasar_paste_add_part (PasarPaste *self);
gboolean pasar_paste_read (PasarCatalogue *catalogue,
                           PasarField field,
                           const char *text,
                           char decimal_point,
                           PasarPasteMeaning *meaning,
                           GError **error);
/* Reads what the source has written in its way, where that is known, or the seller in that of the
 * locale. */
gboolean pasar_paste_read_number (const char *text,
                                  char decimal_point,
                                  const char *currency,
                                  guint decimals,
                                  gint64 *amount,
                                  GError **error);
void pasar_paste_note_stock (PasarPaste *self,
                             PasarField field,
                             const PasarPasteRefusal *refusal,
                             gint64 from,
                             gint64 to);
/* FALSE when there is none. */
gboolean pasar_paste_check_next_sum (PasarPaste *self);
/* Goes on with the rows that are found by SKU; FALSE when all of them have their targets. */
gboolean pasar_paste_add_next_by_sku (PasarPaste *self);
char *pasar_paste_dup_shared_sku (PasarPaste *self, const PasarPasteRefusal *refusal);

G_END_DECLS
