/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/application.h"
#include "app/demo.h"
#include "app/window.h"

G_BEGIN_DECLS

struct _PasarApplication
{
  AdwApplication parent_instance;

  GSettings *settings;     /* (owned): from startup on */
  PasarStore *store;       /* (owned) (nullable): until it is open */
  PasarAccounts *accounts; /* (owned) (nullable): as @store */
  PasarDemo *demo;         /* (owned) (nullable): as @store */
  GError *store_error;     /* (owned) (nullable) */
  GtkWindow *aside;        /* (unowned) (nullable): preferences, shortcuts, help or about */
  GCancellable *cancellable;
  guint window_id;      /* until there is a window, whatever the store does */
  gboolean demo_wanted; /* as soon as the store is open */
  gboolean opening;
  gboolean quitting;
  gboolean in_background; /* something is sent, and there is no window: the app is held */
};

/* application.c */
PasarWindow *pasar_application_get_window (PasarApplication *self);
void pasar_application_show_window (PasarApplication *self);

/* application-quit.c */
void pasar_application_come_back (PasarApplication *self);
void pasar_application_quit (PasarApplication *self);

G_END_DECLS
