/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/grid.h"
#include "app/pictures/thumbnails.h"
#include "app/sheet/sheet.h"

G_BEGIN_DECLS

/**
 * PasarSheetSource:
 * What the grid shows of one session, and what an edit in it means. Its rows are those of a
 * [class@View], its columns those of the catalogue's registry.
 */
#define PASAR_TYPE_SHEET_SOURCE (pasar_sheet_source_get_type ())
G_DECLARE_FINAL_TYPE (PasarSheetSource, pasar_sheet_source, PASAR, SHEET_SOURCE, GObject)

struct _PasarSheetSource
{
  GObject parent_instance;

  PasarSheet *sheet;           /* (unowned) (nullable): that shows it */
  PasarSession *session;       /* (owned) */
  PasarCatalogue *catalogue;   /* (unowned): of the session */
  PasarView *view;             /* (owned) */
  GPtrArray *columns;          /* (owned) (element-type PasarColumnInfo) */
  PasarThumbnails *thumbnails; /* (owned) (nullable): while items have pictures */
  PasarFind *found;            /* (owned) (nullable): what is marked */
};

PasarSheetSource *pasar_sheet_source_new (PasarSheet *sheet, PasarSession *session);
guint pasar_sheet_source_find_column (PasarSheetSource *self, PasarColumn column);
const PasarColumnInfo *pasar_sheet_source_get_column (PasarSheetSource *self, guint column);
char *pasar_sheet_source_dup_picture (PasarSheetSource *self, guint row);
PasarReach *pasar_sheet_source_reach (PasarSheetSource *self,
                                      const PasarGridRange *ranges,
                                      guint n_ranges,
                                      guint place);

/* fill.c */
PasarGridAnswer pasar_sheet_source_fill (PasarGridSource *source,
                                         const PasarGridRange *from,
                                         const PasarGridRange *to,
                                         guint n_ranges,
                                         PasarGridFill fill,
                                         GError **error);

/* marks.c */
void pasar_sheet_source_read_marks (PasarSheetSource *self,
                                    guint row,
                                    gboolean is_model,
                                    PasarGridCell *out);
char *pasar_sheet_source_dup_marks (PasarSheetSource *self,
                                    guint row,
                                    gboolean is_model,
                                    const char *separator);

/* stage.c */
char *pasar_sheet_source_dup_plain (PasarSheetSource *self, gint64 value, PasarField field);
char *
pasar_sheet_source_dup_edit_text (PasarGridSource *source, guint row, guint column, GError **error);
PasarGridAnswer pasar_sheet_source_commit (PasarGridSource *source,
                                           guint row,
                                           guint column,
                                           const PasarGridRange *ranges,
                                           guint n_ranges,
                                           const char *text,
                                           GError **error);
void
pasar_sheet_source_clear (PasarGridSource *source, const PasarGridRange *ranges, guint n_ranges);
void pasar_sheet_source_switch_cells (PasarGridSource *source,
                                      guint row,
                                      guint column,
                                      const PasarGridRange *ranges,
                                      guint n_ranges);

G_END_DECLS
