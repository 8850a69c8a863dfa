/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/banner.h"
#include "app/completion.h"
#include "app/entry-bar.h"
#include "app/filter-bar.h"
#include "app/find-bar.h"
#include "app/go-to.h"
#include "app/item-pane.h"
#include "app/paste-report.h"
#include "app/pictures/loader.h"
#include "app/sheet/reveal.h"
#include "app/side-view.h"
#include "app/window.h"
#include "jobs/postponed.h"
#include "jobs/submit/submit.h"

G_BEGIN_DECLS

typedef struct _PasarWindowViews PasarWindowViews;

struct _PasarWindow
{
  AdwApplicationWindow parent_instance;

  GSettings *settings; /* (owned) */

  /* Template children. */
  AdwToastOverlay *toasts;
  GtkMenuButton *shop_button;
  GtkWidget *shop_names;
  GtkLabel *shop_label;
  GtkLabel *shop_subtitle;
  GMenu *shop_menu;
  GtkButton *review_button;
  GtkToggleButton *side_button;
  GtkMenuButton *menu_button;
  PasarBanner *banner;
  GtkSearchBar *search_bar;
  PasarCompletionBox *search_completion;
  GtkSearchEntry *search_entry;
  GtkLabel *search_error;
  GtkStack *pages;
  GtkWidget *opening_page;
  GtkSpinner *opening_spinner;
  GtkWidget *demo_button;
  GtkSpinner *loading_spinner;
  PasarFilterBar *filter_bar;
  GtkWidget *sheet_page;
  GtkStack *rows_pages;
  AdwStatusPage *nothing_page;
  AdwStatusPage *empty_page;
  GtkButton *empty_button;
  AdwStatusPage *error_page;
  GtkBox *status_bar;
  GtkLabel *summary_label;
  GtkLabel *problem_label;
  GtkLabel *mode_label;
  GtkBox *progress_box;
  GtkLabel *progress_label;
  GtkProgressBar *progress_bar;
  GtkWidget *submission_box;
  GtkButton *pause_button;

  PasarSheet *sheet;
  PasarSideView *side_view;
  PasarItemPane *item_pane;
  PasarEntryBar *entry_bar;
  PasarFindBar *find_bar;
  PasarReveal *reveal; /* (owned): of rows that dialogs name */
  PasarGoTo *go_to;    /* (nullable): made when first asked for */
  GtkWidget *context_menu;
  guint fit_menu_id;
  GMenuModel *main_menu; /* (owned) */
  GMenuModel *cell_menu; /* (owned) */
  GMenu *columns_menu;   /* (owned) */
  GMenu *sort_menu;      /* (owned) */
  char *column_titles;   /* (owned) (nullable): of those in these */

  /* The open shop. */
  PasarAccounts *accounts;   /* (owned) (nullable): watched */
  PasarDemo *demo;           /* (owned) (nullable): as @accounts */
  GError *store_error;       /* (owned) (nullable): why there are no accounts */
  char *store_path;          /* (owned) (nullable): of what could not be opened */
  PasarAccount *account;     /* (owned) (nullable): open or being opened */
  PasarSession *session;     /* (owned) (nullable) */
  PasarPostponed *postponed; /* (owned) (nullable): of the session */
  GSignalGroup *session_signals;
  GSignalGroup *catalogue_signals;
  GSignalGroup *view_signals;
  GCancellable *opening; /* (owned) (nullable): of the shop that is being opened */
  gboolean demo_wanted;  /* the demo shop is about to be opened: no other one at start */
  char *open_error;      /* (owned) (nullable): why a shop could not be opened */

  PasarPictureCache *picture_cache; /* (owned) */
  PasarPictureLoader *pictures;     /* (owned) (nullable): of the session */

  PasarJob *job; /* (owned) (nullable): load or settle, under way */
  GSignalGroup *job_signals;
  PasarJob *export_job;          /* (owned) (nullable): under way */
  PasarJob *submission;          /* (owned) (nullable): that ended last, of the open shop */
  AdwToast *toast;               /* (unowned) (nullable): the one that is shown */
  AdwToast *waiting_toast;       /* (owned) (nullable): for the end of an edit, or of toast_tick */
  guint toast_tick;              /* while the last one comes into place */
  gint64 toast_frame_us;         /* its last frame */
  gint64 toast_age_us;           /* for how long it was drawn */
  gboolean toast_is_due;         /* the next one, or none, as soon as it is in place */
  GtkWindow *review;             /* (unowned) (nullable) */
  gboolean submission_is_wanted; /* as soon as the shop is open */
  GSignalGroup *jobs_signals;    /* (nullable): of the shop's jobs */
  GtkWindow *boost;              /* (unowned) (nullable) */
  GTask *quit_task;              /* (owned) (nullable): waits for the job to end */
  gboolean is_closing;           /* the window is closed, and with it the app */
  PasarPasteRefusals *refusals;  /* (owned) (nullable): of the last paste */
  char *searched;                /* (owned) (nullable): the text that filters */
  PasarCondition *condition;     /* (owned) (nullable): the same */
  PasarWindowViews *views;       /* (owned) (nullable) */

  GtkWindow *import;               /* (unowned) (nullable) */
  GtkNativeDialog *import_chooser; /* (owned) (nullable) */
  GQueue opened_files;             /* (owned) GFile: wait to be imported */
  GtkWidget *drop_hint;

  guint counts_id;
  guint opening_id; /* until the page says that a shop is being opened */
  guint summary_id;
  GCancellable *summing; /* (owned) (nullable): while what is selected is summed up */
  GCancellable *copying; /* (owned) (nullable): while what is copied is written */
};

/* window-notice.c */
void pasar_window_notices_init (PasarWindow *self);
void pasar_window_tell_damage (PasarWindow *self);
void pasar_window_toast (PasarWindow *self, const char *text, gboolean with_undo);
void pasar_window_toast_with (PasarWindow *self,
                              const char *text,
                              const char *label,
                              const char *action,
                              GVariant *target);
void pasar_window_tell_step (PasarWindow *self, const char *notice, gboolean with_undo);

/* window-page.c */
void pasar_window_clear_filters (PasarWindow *self);
void pasar_window_update_page (PasarWindow *self);
void pasar_window_update_actions (PasarWindow *self);
void pasar_window_update_link (PasarWindow *self);
void pasar_window_queue_counts (PasarWindow *self);

/* window-export.c */
void pasar_window_export_init (PasarWindow *self);

/* window-import.c */
void pasar_window_import_init (PasarWindow *self);
void pasar_window_import_file (PasarWindow *self, GFile *file);
void pasar_window_import_next (PasarWindow *self);
void pasar_window_import_text (PasarWindow *self, GBytes *text);
gboolean pasar_window_paste_files (PasarWindow *self);
void pasar_window_close_import (PasarWindow *self);

/* window-search.c */
void pasar_window_class_bind_search (GtkWidgetClass *widget_class);
void pasar_window_search (PasarWindow *self);
void pasar_window_filter (PasarWindow *self);
char *pasar_window_dup_kept_search (PasarWindow *self);
void pasar_window_set_kept_search (PasarWindow *self, const char *kept);

/* window-views.c */
void pasar_window_views_init (PasarWindow *self);
void pasar_window_drop_views (PasarWindow *self);
void pasar_window_open_views (PasarWindow *self);
void pasar_window_update_views (PasarWindow *self);
const char *pasar_window_get_view_title (PasarWindow *self);
gboolean pasar_window_get_has_fold (PasarWindow *self);
gboolean pasar_window_choose_all (PasarWindow *self);

/* window-summary.c */
void pasar_window_queue_summary (PasarWindow *self);
void pasar_window_update_summary (PasarWindow *self);
void pasar_window_show_mode (PasarWindow *self);

/* window-repeat.c */
gboolean pasar_window_repeat (PasarWindow *self);

/* window-actions.c */
void pasar_window_actions_init (PasarWindow *self);
void pasar_window_show_flat (PasarWindow *self, gboolean flat);
void pasar_window_show_menu (PasarWindow *self, GMenuModel *menu, const GdkRectangle *place);

/* window-postponed.c */
void pasar_window_postponed_init (PasarWindow *self);
void pasar_window_update_postponed (PasarWindow *self);
void pasar_window_pause_postponed (PasarWindow *self);

/* window-dialogs.c */
PasarBatchLimits pasar_window_read_limits (PasarWindow *self);
void pasar_window_present_dialog (PasarWindow *self, GtkWindow **kept, GtkWindow *dialog);
void pasar_window_dialogs_init (PasarWindow *self);

/* window-go.c */
void pasar_window_go_init (PasarWindow *self);

/* window-find.c */
void pasar_window_find_init (PasarWindow *self);

/* window-zoom.c */
void pasar_window_zoom_init (PasarWindow *self);

/* window-copy.c */
void pasar_window_class_install_clipboard (GtkWidgetClass *widget_class);
void pasar_window_enable_clipboard (PasarWindow *self, gboolean enabled);
gboolean pasar_window_leave_to_text (PasarWindow *self, const char *action);

/* window-paste.c */
void pasar_window_paste (PasarWindow *self, gboolean asks);

/* window-columns.c */
void pasar_window_columns_init (PasarWindow *self, GMenu *columns, GMenu *sort);
void pasar_window_update_columns (PasarWindow *self);
GMenuModel *pasar_window_make_head_menu (PasarWindow *self, const char *id);

/* window-shop.c */
void pasar_window_load (PasarWindow *self);
void pasar_window_set_session (PasarWindow *self, PasarSession *session);

/* window-jobs.c */
void pasar_window_jobs_init (PasarWindow *self);
void pasar_window_watch_jobs (PasarWindow *self);
void pasar_window_update_progress (PasarWindow *self);
PasarSubmitJob *pasar_window_find_submission (PasarWindow *self);

/* window-pictures.c */
void pasar_window_update_pictures (PasarWindow *self);
void pasar_window_forget_pictures (PasarWindow *self);

/* window-side.c */
GtkWidget *pasar_window_side_init (PasarWindow *self);
void pasar_window_update_side_pane (PasarWindow *self);

/* window-quit.c */
void pasar_window_flush_and_quit (PasarWindow *self);
void pasar_window_go_on_quitting (PasarWindow *self);

G_END_DECLS
