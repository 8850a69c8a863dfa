/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/file.h"
#include "formats/source-private.h"

G_BEGIN_DECLS

/* How a reading goes on: who wants it, and how much was unpacked for it. */
typedef struct
{
  GCancellable *cancellable;       /* (nullable) */
  PasarTableProgressFunc progress; /* (nullable) */
  gpointer user_data;
  guint64 n_expected; /* bytes; only as good as what the file says of itself */
  guint64 n_unpacked; /* bytes */
} PasarReading;

/* The directory of a zip whose entries are the parts of a workbook. Nothing is unpacked to disk,
 * nor kept; each part is read in pieces, from as many threads at a time as want to. */
typedef struct _PasarZip PasarZip;

/* source: must outlive it. */
PasarZip *pasar_zip_open (const PasarSource *source, PasarReading *reading, GError **error);
void pasar_zip_free (PasarZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarZip, pasar_zip_free)
/* A part's name as the functions below want it: in small letters, since names differ in nothing
 * else. base: the part that names it, or ""; target: as it names it. */
char *pasar_zip_dup_name (const char *base, const char *target);
gboolean pasar_zip_has (const PasarZip *self, const char *name);
/* How large it says that it is, 0 without one. */
guint64 pasar_zip_get_size (const PasarZip *self, const char *name);

typedef struct _PasarZipPart PasarZipPart;

PasarZipPart *
pasar_zip_open_part (const PasarZip *self, const char *name, PasarReading *reading, GError **error);
void pasar_zip_part_free (PasarZipPart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarZipPart, pasar_zip_part_free)
/* The next piece, which stays until the next call; of no length at the end. */
gboolean
pasar_zip_part_read (PasarZipPart *self, const char **bytes, gsize *length, GError **error);

G_END_DECLS
