/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/column.h"

G_BEGIN_DECLS

/**
 * PASAR_OWN_COLUMNS_MAX:
 *
 * How many columns of the seller's own a shop has at most.
 */
#define PASAR_OWN_COLUMNS_MAX 10

/**
 * PASAR_OWN_TITLE_MAX:
 *
 * How many characters the title of one has at most.
 */
#define PASAR_OWN_TITLE_MAX 40

/**
 * PasarOwnKind:
 * @PASAR_OWN_NUMBER: numbers with up to %PASAR_NUMBER_DECIMALS decimals
 * @PASAR_OWN_MONEY: amounts in the shop's currency
 * @PASAR_OWN_TEXT: texts
 * @PASAR_OWN_YES_NO: yes or no
 *
 * What a column of the seller's own holds.
 */
typedef enum
{
  PASAR_OWN_NUMBER,
  PASAR_OWN_MONEY,
  PASAR_OWN_TEXT,
  PASAR_OWN_YES_NO,
} PasarOwnKind;

/**
 * PASAR_N_OWN_KINDS:
 *
 * How many [enum@OwnKind] there are.
 */
#define PASAR_N_OWN_KINDS (PASAR_OWN_YES_NO + 1)

/**
 * PasarOwnColumn:
 * @field: what of a row it holds
 * @title: its head
 * @is_removed: whether it is not there any more: its values still are, and nobody else has its
 *   field
 *
 * A column that the seller made.
 */
typedef struct
{
  PasarField field;
  char *title;
  gboolean is_removed;
} PasarOwnColumn;

PasarOwnColumn *pasar_own_column_new (PasarField field, const char *title, gboolean is_removed);
void pasar_own_column_free (PasarOwnColumn *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarOwnColumn, pasar_own_column_free)

PasarOwnKind pasar_own_field_get_kind (PasarField field);
const char *pasar_own_field_get_id (PasarField field);
gboolean pasar_own_field_find (const char *id, PasarField *field);

GPtrArray *pasar_catalogue_dup_own_columns (PasarCatalogue *self);
void pasar_catalogue_set_own_columns (PasarCatalogue *self, const GPtrArray *columns);
GPtrArray *pasar_catalogue_add_own_column (PasarCatalogue *self,
                                           PasarOwnKind kind,
                                           const char *title,
                                           PasarField *field,
                                           GError **error);
GPtrArray *pasar_catalogue_rename_own_column (PasarCatalogue *self,
                                              PasarField field,
                                              const char *title,
                                              GError **error);
GPtrArray *pasar_catalogue_remove_own_column (PasarCatalogue *self, PasarField field);

G_END_DECLS
