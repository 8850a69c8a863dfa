/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/cell.h"
#include "app/sheet/sheet.h"
#include "app/sheet/slots.h"

G_BEGIN_DECLS

/**
 * PasarSheetRow:
 * @key: who it is
 * @is_gone: whether the shop did not have it any more: where an item got models after it was
 * edited, what was staged has the same key as the item
 *
 * A row that is found again after the catalogue numbers its rows anew.
 */
typedef struct
{
  PasarRowKey key;
  gboolean is_gone;
} PasarSheetRow;

struct _PasarSheet
{
  GtkWidget parent_instance;

  GSettings *settings;       /* (owned) */
  PasarSession *session;     /* (owned) (nullable) */
  PasarCatalogue *catalogue; /* (owned) (nullable): of the session */
  PasarView *view;           /* (owned) (nullable): over the catalogue */
  PasarSlots *selection;     /* (owned) (nullable): as many as the view has rows */
  GSignalGroup *catalogue_signals;

  GtkWidget *overlay;
  GtkWidget *scrolled;
  GtkColumnView *column_view;
  GtkColumnViewColumn *columns[PASAR_N_SHEET_COLUMNS]; /* (unowned): by PasarColumn */
  int widths[PASAR_N_SHEET_COLUMNS];                   /* pixels, while hidden; -1: what is left */
  GHashTable *cells;                                   /* (element-type PasarCell): bound ones */
  GHashTable *icons;                                   /* name → GtkIconPaintable */
  double text_scale;                                   /* of the usual size of text */
  int line_height;                                     /* 0: to be measured */
  guint labels_id;
  guint boosts_id; /* while an item is boosted */
  guint focus_id;
  guint save_columns_id;
  gboolean loading_columns;

  PasarColumn asked_column; /* of the sorter that was asked first, see layout.c */

  guint cursor; /* position in the view; PASAR_NO_ROW while the view is empty */
  PasarColumn cursor_column;
  PasarSheetRow cursor_row;
  guint anchor;           /* position where a selected range starts */
  gboolean adding;        /* plain moves keep the selection: rows are picked one by one */
  gboolean focus_pending; /* the cell of the cursor is not there yet */
  gboolean was_touched;   /* cursor or selection, since the shop is shown */
  gboolean to_top;        /* the rebuild that comes goes to the first row */

  GArray *selected; /* PasarSheetRow: the selection, by who the rows are */
  gboolean restoring;

  PasarRowKey top_key; /* the uppermost visible row before the list was rebuilt */
  double top_offset;   /* pixels of it above the edge */
  gboolean restore_scroll;

  GtkWidget *editor; /* (nullable): GtkText while a cell is edited */
  GtkWidget *editor_box;
  GtkWidget *message;  /* (unowned): beside a cell: why its text, or any, cannot be */
  GtkWidget *question; /* (owned): what the text means */
  GtkWidget *question_box;
  GtkLabel *question_text;
  GtkButton *answer_buttons[PASAR_COMMAND_IN_ALL + 1];
  PasarCommand *answers[PASAR_COMMAND_IN_ALL + 1]; /* (owned) (nullable): while it is asked */
  guint leave_id;                                  /* the keyboard left the editor */
  PasarRowKey edit_key;
  PasarColumn edit_column;
  char *edit_start;   /* (nullable): the value that stood there, which is no change */
  gboolean composing; /* the input method has text that is not there yet */
  gboolean ending_edit;
};

/* sheet.c: for cells and for the other files of the sheet */
void pasar_sheet_add_cell (PasarSheet *self, PasarCell *cell);
void pasar_sheet_queue_labels (PasarSheet *self);
void pasar_sheet_refresh_cells (PasarSheet *self);
void pasar_sheet_remove_cell (PasarSheet *self, PasarCell *cell);
PasarCell *pasar_sheet_find_cell (PasarSheet *self, guint row, PasarColumn column);
int pasar_sheet_get_line_height (PasarSheet *self);
GtkIconPaintable *pasar_sheet_get_icon (PasarSheet *self, const char *name);
gboolean pasar_sheet_is_folded (PasarSheet *self, guint row);
gboolean pasar_sheet_is_flat (PasarSheet *self);
void pasar_sheet_emit_message (PasarSheet *self, const char *text);
guint pasar_sheet_get_cursor_row (PasarSheet *self);
guint pasar_sheet_get_n_rows (PasarSheet *self);

/* cursor.c */
void pasar_sheet_cursor_init (PasarSheet *self);
void pasar_sheet_mark_cursor (PasarSheet *self);
void pasar_sheet_focus_cursor (PasarSheet *self);
void pasar_sheet_rebuild (PasarSheet *self);
void pasar_sheet_restore_scroll (PasarSheet *self);
void pasar_sheet_move_to (PasarSheet *self, guint position, PasarColumn column, gboolean extend);
PasarColumn pasar_sheet_step_column (PasarSheet *self, PasarColumn column, int steps);
void pasar_sheet_update_selected (PasarSheet *self);

/* boost-mark.c */
void pasar_sheet_watch_boosts (PasarSheet *self);
void pasar_sheet_unwatch_boosts (PasarSheet *self);
guint pasar_sheet_get_boost_mins_left (PasarSheet *self, guint row);
char *pasar_sheet_dup_boost_text (guint mins_left);

/* keys.c */
void pasar_sheet_keys_init (PasarSheet *self);

/* layout.c */
void pasar_sheet_layout_init (PasarSheet *self);
void pasar_sheet_apply_sort (PasarSheet *self);
int pasar_sheet_scale_width (PasarSheet *self, int width);

/* edit.c */
void pasar_sheet_edit_init (PasarSheet *self);
void pasar_sheet_lose_edit (PasarSheet *self);
void pasar_sheet_hide_message (PasarSheet *self);

gboolean pasar_sheet_find_edited_cell (PasarSheet *self, GdkRectangle *area);

/* question.c */
void pasar_sheet_question_init (PasarSheet *self);
void pasar_sheet_question_clear (PasarSheet *self);
gboolean pasar_sheet_is_asking (PasarSheet *self);
void pasar_sheet_ask (PasarSheet *self,
                      guint row,
                      GArray *rows,
                      PasarExpression *expression,
                      GError **error);

/* stage.c */
void pasar_sheet_stage (PasarSheet *self, PasarCommand *command);
PasarCommand *pasar_sheet_make_command (PasarSheet *self,
                                        PasarCommandKind kind,
                                        GArray *rows,
                                        PasarField field,
                                        PasarExpression *expression);
gboolean pasar_sheet_commit (PasarSheet *self,
                             guint row,
                             PasarField field,
                             const char *text,
                             GError **error);

G_END_DECLS
