/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/zip-private.h"

G_BEGIN_DECLS

/* A sheet of cells as its workbook lists it. */
typedef struct
{
  char *name;
  gboolean is_hidden;
  char *part; /* (nullable): of the zip, where each sheet has its own */
} PasarSheet;

/* More than programs can hold. */
#define PASAR_SHEETS_MAX 4096

GPtrArray *pasar_sheets_new (void);
gboolean pasar_sheets_add (GPtrArray *sheets,
                           const char *name,
                           gboolean is_hidden,
                           const char *part,
                           GError **error);

/* What all sheets of an XLSX share. */
typedef struct
{
  GPtrArray *sheets; /* PasarSheet * */
  char *strings;     /* (nullable): the part with the shared strings */
  GArray *formats;   /* PasarCellFormat, by style */
  gboolean is_1904;
} PasarXlsx;

/* The part that is the workbook; NULL when the zip is none. */
char *pasar_xlsx_find (const PasarZip *zip, PasarReading *reading, GError **error);
PasarXlsx *
pasar_xlsx_open (const PasarZip *zip, const char *part, PasarReading *reading, GError **error);
void pasar_xlsx_free (PasarXlsx *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarXlsx, pasar_xlsx_free)
PasarTextTable *pasar_xlsx_read_sheet (const PasarXlsx *self,
                                       const PasarZip *zip,
                                       guint sheet,
                                       guint max_rows,
                                       PasarReading *reading,
                                       GError **error);

gboolean pasar_ods_is (const PasarZip *zip);
GPtrArray *pasar_ods_list (const PasarZip *zip, PasarReading *reading, GError **error);
PasarTextTable *pasar_ods_read_sheet (const PasarZip *zip,
                                      guint sheet,
                                      guint max_rows,
                                      PasarReading *reading,
                                      GError **error);

G_END_DECLS
