/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/demo.h"
#include "app/sheet/sheet.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarWindow:
 * The main window: header bar, banner, filters, the sheet of the open shop, status bar; and a
 * page for every state in which there is no sheet.
 */
#define PASAR_TYPE_WINDOW (pasar_window_get_type ())
G_DECLARE_FINAL_TYPE (PasarWindow, pasar_window, PASAR, WINDOW, AdwApplicationWindow)

PasarWindow *
pasar_window_new (GtkApplication *application, GSettings *settings, gboolean demo_wanted);
void pasar_window_set_shops (PasarWindow *self, PasarAccounts *accounts, PasarDemo *demo);
void pasar_window_set_store_error (PasarWindow *self, const GError *error, const char *path);
void pasar_window_open_account (PasarWindow *self, PasarAccount *account);
void pasar_window_open_demo (PasarWindow *self);
void pasar_window_open_files (PasarWindow *self, GFile *const *files, guint n_files);
void pasar_window_show_connect (PasarWindow *self);
void pasar_window_show_submission (PasarWindow *self);
void pasar_window_prepare_quit_async (PasarWindow *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void pasar_window_hurry_quit (PasarWindow *self);
gboolean pasar_window_prepare_quit_finish (PasarWindow *self, GAsyncResult *result, GError **error);

G_END_DECLS
