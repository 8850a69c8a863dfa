/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/import/reading.h"

G_BEGIN_DECLS

/* A file that several threads may read. */
typedef struct
{
  PasarTableFile *file;
} PasarOpened;

void pasar_opened_unref (PasarOpened *self);

/* A file, and what it is read as: the work of one thread. */
typedef struct
{
  GFile *file;                 /* (owned) (nullable) */
  GBytes *text;                /* (owned) (nullable) */
  PasarOpened *opened;         /* (owned) (nullable) */
  PasarReadingChoices choices; /* the sheet is found */
  PasarImportData *data;       /* (owned) (nullable) */
  int progress;                /* atomic */
} PasarFileRead;

PasarFileRead *pasar_file_read_new (GFile *file,
                                    GBytes *text,
                                    PasarOpened *opened,
                                    const PasarReadingChoices *choices);
void pasar_file_read_free (gpointer file_read);
gboolean pasar_file_read_run (PasarFileRead *self, GCancellable *cancellable, GError **error);
double pasar_file_read_get_progress (PasarFileRead *self);

G_END_DECLS
