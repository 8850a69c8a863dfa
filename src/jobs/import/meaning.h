/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PasarMeaning:
 * @PASAR_MEANING_UNKNOWN: nothing that is known
 * @PASAR_MEANING_MODEL_ID: the shop's number of a model
 * @PASAR_MEANING_ITEM_ID: the shop's number of an item
 * @PASAR_MEANING_MODEL_SKU: the seller's code of a model, or of an item without models
 * @PASAR_MEANING_ITEM_SKU: the seller's code of an item with models
 * @PASAR_MEANING_BARCODE: the barcode
 * @PASAR_MEANING_NAME: the name of the item
 * @PASAR_MEANING_VARIATION: the name of the model
 * @PASAR_MEANING_PRICE: the price
 * @PASAR_MEANING_STOCK: the stock
 * @PASAR_MEANING_COST: what the seller pays
 * @PASAR_MEANING_FLOOR: the price that the seller does not go below
 * @PASAR_MEANING_NOTE: a note
 * @PASAR_MEANING_REASON: why a row was refused
 *
 * What a column of a file is about.
 */
typedef enum
{
  PASAR_MEANING_UNKNOWN,
  PASAR_MEANING_MODEL_ID,
  PASAR_MEANING_ITEM_ID,
  PASAR_MEANING_MODEL_SKU,
  PASAR_MEANING_ITEM_SKU,
  PASAR_MEANING_BARCODE,
  PASAR_MEANING_NAME,
  PASAR_MEANING_VARIATION,
  PASAR_MEANING_PRICE,
  PASAR_MEANING_STOCK,
  PASAR_MEANING_COST,
  PASAR_MEANING_FLOOR,
  PASAR_MEANING_NOTE,
  PASAR_MEANING_REASON,
} PasarMeaning;

/**
 * PASAR_N_MEANINGS:
 *
 * How many [enum@Meaning] there are, for arrays with something for each.
 */
#define PASAR_N_MEANINGS (PASAR_MEANING_REASON + 1)

/**
 * PasarHeadScore:
 * @PASAR_HEAD_SAYS_NOTHING: no word for it
 * @PASAR_HEAD_HAS_WORD: a word for it among others
 * @PASAR_HEAD_IS_CODE: a word that sellers use for their code, and Shopee for its number
 * @PASAR_HEAD_IS_WORD: a word for it alone
 *
 * How far the head of a column says what it is about; a higher one is more.
 */
typedef enum
{
  PASAR_HEAD_SAYS_NOTHING,
  PASAR_HEAD_HAS_WORD,
  PASAR_HEAD_IS_CODE,
  PASAR_HEAD_IS_WORD,
} PasarHeadScore;

/**
 * PasarMeanings:
 *
 * The words for what columns are about, in the languages of Shopee's sellers.
 */
typedef struct _PasarMeanings PasarMeanings;

PasarMeanings *pasar_meanings_new (void);
void pasar_meanings_free (PasarMeanings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarMeanings, pasar_meanings_free)
PasarMeaning
pasar_meanings_find (const PasarMeanings *self, const char *head, PasarHeadScore *score);
char *pasar_head_normalize (const char *head);

G_END_DECLS
