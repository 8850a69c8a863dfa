/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/table.h"

G_BEGIN_DECLS

/**
 * PasarDamageKind:
 * @PASAR_DAMAGE_EXPONENT: a code made a number that is written with an exponent: "1.2E+15"
 * @PASAR_DAMAGE_ROUNDED: more digits than a spreadsheet keeps of a number, the others made zeros
 * @PASAR_DAMAGE_ZEROS: zeros that it began with are gone
 * @PASAR_DAMAGE_DATE: a code made a date: "3-Jan" of "3-1"
 * @PASAR_DAMAGE_ERROR: what a formula came to that has no value: "#N/A"
 * @PASAR_DAMAGE_NUMBER: written as an amount: "12,345,678", "12345678.0"
 * @PASAR_DAMAGE_APOSTROPHE: the apostrophe before it, which kept a spreadsheet from doing all of
 * the above, has become a part of it
 *
 * What a spreadsheet has done to an id or a SKU.
 */
typedef enum
{
  PASAR_DAMAGE_EXPONENT,
  PASAR_DAMAGE_ROUNDED,
  PASAR_DAMAGE_ZEROS,
  PASAR_DAMAGE_DATE,
  PASAR_DAMAGE_ERROR,
  PASAR_DAMAGE_NUMBER,
  PASAR_DAMAGE_APOSTROPHE,
} PasarDamageKind;

/**
 * PASAR_N_DAMAGE_KINDS:
 *
 * How many [enum@DamageKind] there are, for arrays with something for each.
 */
#define PASAR_N_DAMAGE_KINDS (PASAR_DAMAGE_APOSTROPHE + 1)

/**
 * PasarDamage:
 * @row: of the table
 * @kind: what was done
 *
 * A cell that is not what it was.
 */
typedef struct
{
  guint row;
  PasarDamageKind kind;
} PasarDamage;

/**
 * PasarKnowsCodeFunc:
 * @code: an id or a SKU
 * @user_data: what was given with the function
 *
 * Says whether the shop has a code.
 *
 * Returns: whether it does
 */
typedef gboolean (*PasarKnowsCodeFunc) (const char *code, gpointer user_data);

/**
 * PasarCodeColumn:
 * @column: the column of the table
 * @first_row: the first row that is no head
 * @is_id: whether codes are figures alone, as ids and barcodes are; else they are SKUs, which may
 * look like anything
 * @knows: (nullable): whether the shop has a code; %NULL: that is not known
 * @user_data: for @knows
 *
 * A column that is to be codes.
 */
typedef struct
{
  guint column;
  guint first_row;
  gboolean is_id;
  PasarKnowsCodeFunc knows;
  gpointer user_data;
} PasarCodeColumn;

GArray *pasar_damage_find (const PasarTextTable *table, const PasarCodeColumn *codes);

G_END_DECLS
