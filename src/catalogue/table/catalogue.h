/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/record.h"
#include "catalogue/values/formula.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define PASAR_NO_ROW G_MAXUINT

/* In place of a number of rows: all that the catalogue has. */
#define PASAR_ALL_ROWS G_MAXUINT

/**
 * PasarField:
 * The two values that a seller edits.
 */
typedef enum
{
  PASAR_FIELD_PRICE,
  PASAR_FIELD_STOCK,
} PasarField;
#define PASAR_N_FIELDS 2

/**
 * PasarRule:
 * Why a staged value would be refused, checked the moment it is staged.
 */
typedef enum
{
  PASAR_RULE_OK,
  PASAR_RULE_NEGATIVE_OR_ZERO_PRICE,
  PASAR_RULE_DECIMALS,
  PASAR_RULE_PRICE_BELOW_MIN,
  PASAR_RULE_PRICE_ABOVE_MAX,
  PASAR_RULE_PRICE_RATIO,
  PASAR_RULE_PRICE_BELOW_WHOLESALE,
  PASAR_RULE_PRICE_WHOLESALE_SAME,
  PASAR_RULE_PRICE_PROMOTION,
  PASAR_RULE_STOCK_NEGATIVE,
  PASAR_RULE_STOCK_BELOW_MIN,
  PASAR_RULE_STOCK_ABOVE_MAX,
  PASAR_RULE_STOCK_RESERVED,
  PASAR_RULE_STOCK_PROMOTION,
  PASAR_RULE_KIT,
  PASAR_RULE_STATUS,
  PASAR_RULE_REGION, /* the decimals of its prices are not known: nothing can be changed */
  PASAR_RULE_GONE,   /* the item or model no longer exists in the shop */
} PasarRule;

/**
 * PasarRowKey:
 * Who a row is: stable across sort, filter, reload and restart. model_id 0: the item itself.
 */
typedef struct
{
  gint64 item_id;
  gint64 model_id;
} PasarRowKey;

/**
 * PasarEdit:
 * One staged change: from and to are staged values, PASAR_NO_VALUE meaning "nothing staged".
 */
typedef struct
{
  PasarRowKey key;
  PasarField field;
  gint64 from;
  gint64 to;
} PasarEdit;

/**
 * PasarStep:
 * An undo step: what one act of the seller did, in one go. It names each cell at most once.
 */
typedef struct
{
  char *label;   /* translated, e.g. "+10 % on 36 prices" */
  GArray *edits; /* PasarEdit */
  gint64 id;     /* where it is kept; 0: nowhere */
} PasarStep;
/* How many steps can be undone, and how many edits they have together. */
#define PASAR_STEPS_MAX       500
#define PASAR_STEPS_EDITS_MAX 1000000
PasarStep *pasar_step_new (const char *label, GArray *edits); /* takes a reference of edits */
void pasar_step_free (PasarStep *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarStep, pasar_step_free)

/**
 * PasarCatalogue:
 * All items and models of one shop, as columns; staged edits; undo. Not thread-safe: built in one
 * thread, handed over, then used in one thread only.
 *
 * Rows are numbered from 0; a number stays valid until `rows-changed`. Row kinds: a plain item
 * (editable), a header (an item with models: not itself editable, an edit of it means its models),
 * a model (editable).
 *
 * Signals: `rows-changed` (rows were added, removed or restructured: views rebuild; numbers may
 * have moved), `values-changed` (values or staged values of known rows changed: bound cells read
 * anew). Both are coalesced between pasar_catalogue_freeze() and _thaw(). Properties n-changed,
 * n-problems, can-undo, can-redo notify.
 */
#define PASAR_TYPE_CATALOGUE (pasar_catalogue_get_type ())
G_DECLARE_FINAL_TYPE (PasarCatalogue, pasar_catalogue, PASAR, CATALOGUE, GObject)

/* ratio 0: not checked. */
PasarCatalogue *pasar_catalogue_new (const char *currency, guint digits, guint ratio);
const char *pasar_catalogue_get_currency (PasarCatalogue *self);
guint pasar_catalogue_get_digits (PasarCatalogue *self);

/* Filling. put_item replaces the item and its models wholly; staged values of models that remain
 * are kept, of models that are gone too (they then have PASAR_RULE_GONE and a row that says so
 * until unstaged). Header items whose models are not known yet (has_model, n_models 0) keep the
 * models they had. */
void pasar_catalogue_put_item (PasarCatalogue *self, const PasarItemRecord *record);
/* The models of an item that is already known. */
void pasar_catalogue_put_models (PasarCatalogue *self,
                                 gint64 item_id,
                                 const PasarModelRecord *models,
                                 guint n_models);
void pasar_catalogue_remove_item (PasarCatalogue *self, gint64 item_id);
void
pasar_catalogue_set_promotion (PasarCatalogue *self, PasarRowKey key, PasarPromotionState state);
/* Limits of get_item_limit; PASAR_NO_VALUE / -1 where unknown. category_id 0: those of the shop in
 * general. */
void pasar_catalogue_set_limits (PasarCatalogue *self,
                                 gint64 category_id,
                                 gint64 min_price,
                                 gint64 max_price,
                                 gint64 min_stock,
                                 gint64 max_stock);
/* Packed form of a known item as it is at the shop (without what is staged), for the cache; NULL
 * when unknown. */
GBytes *pasar_catalogue_pack_item (PasarCatalogue *self, gint64 item_id);
void pasar_catalogue_freeze (PasarCatalogue *self);
void pasar_catalogue_thaw (PasarCatalogue *self);

/* Reading. All O(1) unless said. */
guint pasar_catalogue_get_n_rows (PasarCatalogue *self); /* dead rows included: see is_alive */
guint pasar_catalogue_get_n_items (PasarCatalogue *self);
guint pasar_catalogue_get_n_models (PasarCatalogue *self);
guint pasar_catalogue_find (PasarCatalogue *self, gint64 item_id, gint64 model_id);
guint pasar_catalogue_find_editable (PasarCatalogue *self, PasarRowKey key);
gboolean pasar_catalogue_row_is_alive (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_row_is_header (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_row_is_model (PasarCatalogue *self, guint row);
PasarRowKey pasar_catalogue_row_get_key (PasarCatalogue *self, guint row);
guint pasar_catalogue_row_get_item_row (PasarCatalogue *self,
                                        guint row); /* of a model: its header; else itself */
/* Of a header: the rows of its models, first and count (contiguous). */
guint pasar_catalogue_row_get_models (PasarCatalogue *self, guint row, guint *first);
const char *pasar_catalogue_row_get_name (PasarCatalogue *self,
                                          guint row); /* a model's is its item's */
const char *pasar_catalogue_row_get_variation (PasarCatalogue *self, guint row);
const char *pasar_catalogue_row_get_sku (PasarCatalogue *self, guint row);
PasarStatus pasar_catalogue_row_get_status (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_row_is_unavailable (PasarCatalogue *self, guint row);
gboolean pasar_catalogue_row_is_kit (PasarCatalogue *self, guint row);
PasarPromotionState
pasar_catalogue_row_get_promotion (PasarCatalogue *self,
                                   guint row); /* header: the strongest of its models */
gint64 pasar_catalogue_row_get_current_price (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_reserved (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_shopee_stock (PasarCatalogue *self, guint row);
gint64 pasar_catalogue_row_get_update_time (PasarCatalogue *self, guint row);
/* The value at the shop; header: lowest price / stock sum of its models (O(models)). */
gint64 pasar_catalogue_row_get_value (PasarCatalogue *self, guint row, PasarField field);
/* Header: dearest price of its models; else as get_value. */
gint64 pasar_catalogue_row_get_price_max (PasarCatalogue *self, guint row);
/* Staged value or PASAR_NO_VALUE; header: lowest price / stock sum of all models with what is
 * staged, when any of them has one staged. */
gint64 pasar_catalogue_row_get_staged (PasarCatalogue *self, guint row, PasarField field);
/* Staged where there is one, else the value at the shop. */
gint64 pasar_catalogue_row_get_effective (PasarCatalogue *self, guint row, PasarField field);
gint64 pasar_catalogue_row_get_effective_price_max (PasarCatalogue *self,
                                                    guint row); /* header: of its models */
/* The seller's stock by location, (transfer none), valid until rows-changed; 0 when unknown. */
guint pasar_catalogue_row_get_locations (PasarCatalogue *self,
                                         guint row,
                                         PasarLocationStock *out,
                                         guint n_out);
/* How a new total is spread over the locations: the difference goes to the first location; a
 * reduction that it cannot bear goes on to the next ones. out has room for row_get_locations()
 * entries. */
guint pasar_catalogue_row_spread_stock (PasarCatalogue *self,
                                        guint row,
                                        gint64 total,
                                        PasarLocationStock *out,
                                        guint n_out);

/* Staging. */
/* The rule that value would break in this row, siblings with their effective values included;
 * PASAR_RULE_OK for none. */
PasarRule pasar_catalogue_check (PasarCatalogue *self, guint row, PasarField field, gint64 value);
/* The rule that the staged value breaks now. Header: the first of its models'. */
PasarRule pasar_catalogue_row_get_problem (PasarCatalogue *self, guint row, PasarField field);
/* A plain translated sentence with the numbers in it; NULL when there is no problem. A refusal of
 * the server counts. (transfer full) */
char *pasar_catalogue_row_dup_problem_text (PasarCatalogue *self, guint row, PasarField field);
/* The same for a value not staged. */
char *
pasar_catalogue_dup_rule_text (PasarCatalogue *self, guint row, PasarField field, gint64 value);
/* What the shop answered to the last submission of this cell; text NULL clears it. Cleared by the
 * next staging of the cell. */
void pasar_catalogue_set_refusal (PasarCatalogue *self,
                                  PasarRowKey key,
                                  PasarField field,
                                  const char *text);
const char *pasar_catalogue_row_get_refusal (PasarCatalogue *self, guint row, PasarField field);

/* Why nothing of the shop can be changed; NULL when it can. */
const char *pasar_catalogue_get_read_only_reason (PasarCatalogue *self);
/* Reads what was typed for a field, into a cell or for many. */
gboolean pasar_catalogue_parse (PasarCatalogue *self,
                                PasarField field,
                                gboolean in_bulk,
                                const char *text,
                                PasarFormula *formula,
                                GError **error);
/* Makes the edits of a formula over rows (headers stand for their models; a row once). A result
 * equal to the value at the shop unstages. Rows without a value at the shop are left out unless
 * SET. Does not change anything. (transfer full) GArray of PasarEdit; n_refused: how many results
 * break a rule (checked all together, siblings included), n_failed: how many could not be computed.
 * Either may be NULL. */
GArray *pasar_catalogue_plan (PasarCatalogue *self,
                              const guint *rows,
                              guint n_rows,
                              PasarField field,
                              const PasarFormula *formula,
                              guint *n_refused,
                              guint *n_failed);
/* The same, and which rule each of the edits breaks (PasarRule, PASAR_RULE_OK for none; checked all
 * together). rules: (transfer full), as long as the edits. */
GArray *pasar_catalogue_plan_checked (PasarCatalogue *self,
                                      const guint *rows,
                                      guint n_rows,
                                      PasarField field,
                                      const PasarFormula *formula,
                                      guint8 **rules,
                                      guint *n_failed);
/* The edits that spread a stock over rows; NULL with error when that cannot be. */
GArray *pasar_catalogue_plan_in_all (PasarCatalogue *self,
                                     const guint *rows,
                                     guint n_rows,
                                     const PasarFormula *formula,
                                     GError **error);
/* Edits that unstage what is staged (rows NULL: everywhere); field -1: both. */
GArray *
pasar_catalogue_plan_discard (PasarCatalogue *self, const guint *rows, guint n_rows, int field);
/* Applies a step (steals it) and puts it on the undo stack, redo is dropped. Unknown keys are kept
 * as staged edits of rows that do not exist yet. */
void pasar_catalogue_stage (PasarCatalogue *self, PasarStep *step);
gint64 pasar_catalogue_get_forgotten_step (PasarCatalogue *self, guint n_edits);
/* Restores what an earlier run staged, without an undo step. refusal nullable. */
void pasar_catalogue_restore_staged (PasarCatalogue *self,
                                     PasarRowKey key,
                                     PasarField field,
                                     gint64 value,
                                     const char *refusal);
/* What the shop had when a cell was staged: the seller saw that. */
void
pasar_catalogue_set_base (PasarCatalogue *self, PasarRowKey key, PasarField field, gint64 base);
gint64 pasar_catalogue_row_get_base (PasarCatalogue *self, guint row, PasarField field);
/* Restores the undo history of an earlier run, oldest first; undone: it is on the redo side. Steals
 * step. */
void pasar_catalogue_restore_step (PasarCatalogue *self, PasarStep *step, gboolean undone);
/* The edits that undo/redo would apply now, (transfer full) NULL when there is nothing. Cells that
 * have since been settled by a submission are left out. */
GArray *pasar_catalogue_plan_undo (PasarCatalogue *self, const PasarStep **step);
GArray *pasar_catalogue_plan_redo (PasarCatalogue *self, const PasarStep **step);
void pasar_catalogue_undo (PasarCatalogue *self);
void pasar_catalogue_redo (PasarCatalogue *self);
gboolean pasar_catalogue_get_can_undo (PasarCatalogue *self);
gboolean pasar_catalogue_get_can_redo (PasarCatalogue *self);
/* Edits that unstage the cells on which nothing is staged any more since the shop has the value by
 * itself: a load found it there, or it was staged as it is. (transfer full) GArray of PasarEdit,
 * NULL when there were none since the last call */
GArray *pasar_catalogue_take_dropped (PasarCatalogue *self);
/* The shop took value: it is the value at the shop from now on; what is staged goes when it equals
 * it. locations_total is spread as above. */
void pasar_catalogue_settle (PasarCatalogue *self, PasarRowKey key, PasarField field, gint64 value);
guint pasar_catalogue_get_n_changed (
    PasarCatalogue *self); /* rows with something staged, headers not counted */
guint pasar_catalogue_get_n_problems (
    PasarCatalogue *self); /* rows whose staged value breaks a rule or was refused */
/* All rows with something staged, in item order. (transfer full) GArray of guint */
GArray *pasar_catalogue_dup_changed_rows (PasarCatalogue *self);

/* What waits for rows that will not come gets rows of its own, with PASAR_RULE_GONE. may_adopt says
 * which items are known to be so. (transfer full) GArray of gint64: the items concerned */
typedef gboolean (*PasarItemFunc) (gint64 item_id, gpointer user_data);
GArray *
pasar_catalogue_adopt_waiting (PasarCatalogue *self, PasarItemFunc may_adopt, gpointer user_data);
gboolean pasar_catalogue_row_is_gone (PasarCatalogue *self, guint row);
guint pasar_catalogue_get_n_waiting (
    PasarCatalogue *self); /* rows that are staged but not in the catalogue */

/**
 * PasarSummary:
 * @n_rows: editable rows, headers standing for their models
 * @stock: pieces, with what is staged
 * @average_price: (minor units) of the effective prices; PASAR_NO_VALUE when there is none, as the
 * next two
 *
 * What is selected, added up.
 */
typedef struct
{
  guint n_rows;
  gint64 stock;
  gint64 average_price;
  gint64 min_price;
  gint64 max_price;
} PasarSummary;
void pasar_catalogue_summarise (PasarCatalogue *self,
                                const guint *rows,
                                guint n_rows,
                                PasarSummary *out);

/* Makes ready what filtering and sorting by text need, so that the first key press does not wait
 * for it: in the thread that fills the catalogue. Otherwise it is made when first needed. */
void pasar_catalogue_prepare (PasarCatalogue *self);
gsize pasar_catalogue_get_memory (PasarCatalogue *self); /* bytes */

G_END_DECLS
