/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/sheet/sheet.h"
#include "app/sheet/source.h"

G_BEGIN_DECLS

struct _PasarSheet
{
  GtkWidget parent_instance;

  GSettings *settings; /* (owned) */
  GtkWidget *scrolled;
  PasarGrid *grid;          /* (unowned): in it */
  PasarSheetSource *source; /* (owned) (nullable): of the session that is shown */

  guint boosts_id; /* while an item is boosted */
  guint save_layout_id;
  GVariant *own_layout; /* (owned) (nullable): instead of that in the settings */
  gboolean is_flat;
  gboolean was_touched; /* cursor or selection, since the shop is shown */

  PasarPictureLoader *loader; /* (owned) (nullable) */
  guint look_id;              /* while something else may be in sight */
  guint seen_first;           /* at the last look */
  guint n_seen;

  guint moving; /* the cursor is moved by the sheet, or by its rows */

  guint n_staging;        /* edits under way */
  GCancellable *staging;  /* (owned) (nullable): of these */
  guint busy_id;          /* until they are told */
  gboolean is_busy;       /* they are */
  GCancellable *checking; /* (owned) (nullable): what was typed, while that takes a while */

  GtkWidget *question; /* (owned): what the text means */
  GtkWidget *question_box;
  GtkLabel *question_text;
  GtkButton *answer_buttons[PASAR_COMMAND_IN_ALL + 1];
  PasarCommand *answers[PASAR_COMMAND_IN_ALL + 1]; /* (owned) (nullable): while it is asked */
};

/* A stock that means one of several things, to be asked about. */
typedef struct _PasarQuestion PasarQuestion;

/* sheet.c */
guint pasar_sheet_get_n_rows (PasarSheet *self);
void pasar_sheet_move_to (PasarSheet *self, guint position, guint column);

/* cursor.c */
guint pasar_sheet_get_cursor_row (PasarSheet *self);

/* marks.c */
void pasar_sheet_watch_boosts (PasarSheet *self);
void pasar_sheet_unwatch_boosts (PasarSheet *self);

/* layout.c */
void pasar_sheet_layout_init (PasarSheet *self);
void pasar_sheet_load_layout (PasarSheet *self);
void pasar_sheet_columns_changed (PasarSheet *self);

/* pictures.c */
void pasar_sheet_pictures_init (PasarSheet *self);
void pasar_sheet_look_for_pictures (PasarSheet *self);
void pasar_sheet_show_pictures (PasarSheet *self);
void pasar_sheet_drop_pictures (PasarSheet *self);

/* question.c */
PasarQuestion *pasar_question_new (PasarReach *reach, const PasarCommand *command);
void pasar_question_free (PasarQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarQuestion, pasar_question_free)
gboolean pasar_question_run (PasarQuestion *self, gint64 until);
void pasar_sheet_question_init (PasarSheet *self);
void pasar_sheet_question_clear (PasarSheet *self);
gboolean pasar_sheet_is_asking (PasarSheet *self);
PasarGridAnswer pasar_sheet_ask (PasarSheet *self,
                                 const GdkRectangle *cell,
                                 PasarQuestion *question,
                                 GError **error);

/* stage.c */
void pasar_sheet_stop_checking (PasarSheet *self);

G_END_DECLS
