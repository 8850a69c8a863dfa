/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "formats/head.h"
#include "jobs/import/workbook.h"

G_BEGIN_DECLS

/**
 * PasarTableKind:
 * @PASAR_TABLE_OTHER: a file of the seller's or of a supplier's: what its columns mean is guessed
 * @PASAR_TABLE_SALES_INFO: Seller Centre's workbook with prices and stock: it is known by its keys
 * @PASAR_TABLE_REFUSED: another workbook of Seller Centre's, without prices and stock
 *
 * What a table is.
 */
typedef enum
{
  PASAR_TABLE_OTHER,
  PASAR_TABLE_SALES_INFO,
  PASAR_TABLE_REFUSED,
} PasarTableKind;

/**
 * PasarColumnGuess:
 * @meaning: what the column is about
 * @certainty: how far that can be trusted; what is less than likely the user is asked
 * @n_sampled: how many of its cells were looked for in the shop
 * @n_hits: how many of them the shop has as what @meaning says
 * @is_read_only: whether Seller Centre ignores what is written there
 *
 * What a column of a table means.
 */
typedef struct
{
  PasarMeaning meaning;
  PasarCertainty certainty;
  guint n_sampled;
  guint n_hits;
  gboolean is_read_only;
} PasarColumnGuess;

/**
 * PasarRecognition:
 *
 * Finds out what a table is.
 */
typedef struct _PasarRecognition PasarRecognition;

PasarRecognition *pasar_recognition_new (const PasarTextTable *table, const PasarHead *head);
void pasar_recognition_free (PasarRecognition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarRecognition, pasar_recognition_free)
void pasar_recognition_begin (PasarRecognition *self, PasarCatalogue *catalogue);
gboolean pasar_recognition_run (gpointer recognition, gint64 deadline);

PasarTableKind pasar_recognition_get_kind (const PasarRecognition *self);
const char *pasar_recognition_get_workbook_kind (const PasarRecognition *self);
const PasarHead *pasar_recognition_get_head (const PasarRecognition *self);
const PasarColumnGuess *pasar_recognition_get_column (const PasarRecognition *self, guint column);
int pasar_recognition_find_column (const PasarRecognition *self, PasarMeaning meaning);
const char *pasar_recognition_get_shape (const PasarRecognition *self);

G_END_DECLS
