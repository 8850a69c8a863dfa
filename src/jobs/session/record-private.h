/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "catalogue/values/value.h"

G_BEGIN_DECLS

/**
 * PASAR_RECORD_CHECKPOINT:
 *
 * In place of a #PasarLogKind: all that is staged.
 */
#define PASAR_RECORD_CHECKPOINT 0

/**
 * PasarRecordEdit:
 * @key: the row
 * @column: the stable name of the column
 * @location: (nullable): the shop's id of a warehouse; %NULL: of the whole
 * @from: staged before
 * @to: staged after
 * @base: what the shop had when it was staged
 * @refusal: (nullable): what the shop answered to @to
 *
 * A change of what is staged in one cell, as a record keeps it.
 */
typedef struct
{
  PasarRowKey key;
  const char *column;
  const char *location;
  PasarValue from;
  PasarValue to;
  PasarValue base;
  const char *refusal;
} PasarRecordEdit;

typedef struct _PasarRecordWriter PasarRecordWriter;

PasarRecordWriter *pasar_record_writer_new (guint kind, gint64 step);
void pasar_record_writer_add (PasarRecordWriter *self, const PasarRecordEdit *edit);
void pasar_record_writer_add_staged (PasarRecordWriter *self,
                                     const GArray *staged,
                                     const char *const *locations);
GBytes *pasar_record_writer_end (PasarRecordWriter *self);
void pasar_record_writer_free (PasarRecordWriter *self);

/**
 * PasarRecordReader:
 *
 * Reads the edits of a record one after the other. What it gives lives as long as the record.
 */
typedef struct _PasarRecordReader PasarRecordReader;

PasarRecordReader *pasar_record_reader_new (GBytes *data, guint kind, gint64 step);
gboolean pasar_record_reader_next (PasarRecordReader *self, PasarRecordEdit *edit);
gboolean pasar_record_reader_is_damaged (const PasarRecordReader *self);
void pasar_record_reader_free (PasarRecordReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarRecordReader, pasar_record_reader_free)

const char *pasar_field_get_column (PasarField field);
void
pasar_record_edit_set_field (PasarRecordEdit *self, PasarField field, const char *const *locations);
gboolean pasar_record_edit_get_field (const PasarRecordEdit *self,
                                      const char *const *locations,
                                      PasarField *field);
PasarValue pasar_record_value_from_cell (gint64 value, PasarField field);
gint64 pasar_record_value_to_cell (PasarValue value, PasarField field, PasarTexts *texts);

GBytes *pasar_record_encode (guint kind,
                             gint64 step,
                             const GArray *edits,
                             const GArray *bases,
                             const char *const *locations);
GArray *pasar_record_decode (GBytes *data,
                             guint kind,
                             gint64 step,
                             const char *const *locations,
                             PasarTexts *texts);

G_END_DECLS
