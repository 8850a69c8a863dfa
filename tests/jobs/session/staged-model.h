/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

/* What a shop has and what must be staged in it, as plainly as it can be written: two tables of
 * values, and the steps that can be undone and made again. Some rows have their stock at several
 * locations: then it is staged there, and their stock is the sum. */

G_BEGIN_DECLS

typedef struct
{
  gint64 item_id;
  gint64 model_id; /* 0: of the item itself */
  gint64 field;    /* 0 price, 1 stock, then the stock at each location, then what is local */
} ModelCell;

/* What a cell is of, in place of a PasarField: the stock at the first location, and so on. */
#define MODEL_LOCATION    2
#define MODEL_N_LOCATIONS 3
#define MODEL_N_FIELDS    (MODEL_LOCATION + MODEL_N_LOCATIONS)
/* What the shop never has: a cost, a note, and a column of each kind that sellers make. The value
 * of a text is the number that it says. */
#define MODEL_N_LOCALS 6
#define MODEL_N_ALL    (MODEL_N_FIELDS + MODEL_N_LOCALS)

typedef struct
{
  ModelCell cell;
  gint64 from;
  gint64 to;
} ModelEdit;

/* Never changed once it is made, but for was_void. */
typedef struct
{
  grefcount refs;
  gint64 id;         /* its record in the log */
  GArray *edits;     /* ModelEdit: as made, or as taken back, last */
  gboolean was_void; /* once came to nothing: may be forgotten */
} ModelStep;

typedef struct
{
  GHashTable *shop;   /* ModelCell → gint64: what the shop has */
  GHashTable *staged; /* ModelCell → gint64: also what is local, as if it were staged */
  GPtrArray *undo;    /* ModelStep, the newest last */
  GPtrArray *redo;
  gint64 next_id; /* of the log */
} Model;

Model *model_new (void);
Model *model_copy (const Model *self);
void model_free (Model *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Model, model_free)

GHashTable *model_table_new (void);
GHashTable *model_table_copy (GHashTable *table);
gint64 model_table_get (GHashTable *table, ModelCell cell);
void model_table_set (GHashTable *table, ModelCell cell, gint64 value);
gboolean model_table_is_equal (GHashTable *a, GHashTable *b);
char *model_table_describe (GHashTable *table);

gboolean model_is_split (ModelCell cell);
ModelCell model_cell_of (ModelCell cell, gint64 field);
gint64 model_effective (const Model *self, ModelCell cell);
gint64 model_shown_staged (const Model *self, ModelCell cell);
void model_stage (Model *self, ModelCell cell, gint64 value);
void model_end_step (Model *self, GHashTable *before, gint64 id);
gboolean model_may_have_none (const Model *self, gboolean is_redo);
const char *model_move (Model *self, gboolean is_redo, gint64 id);
void model_put (Model *self, ModelCell cell, gint64 value);
void model_settle (Model *self, ModelCell cell, gint64 value);
void model_drop_equal (Model *self);
void model_note_void (Model *self);

G_END_DECLS
