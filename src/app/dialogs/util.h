/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

#include <adwaita.h>

G_BEGIN_DECLS

void pasar_dialog_class_set_template (GtkWidgetClass *widget_class, const char *file);
void pasar_dialog_class_close_on_escape (GtkWidgetClass *widget_class);
guint pasar_dialog_class_add_signal (gpointer klass, const char *name, guint n_params, ...);
void pasar_dialog_set_parent (GtkWindow *dialog, GtkWindow *parent);
GtkWidget *pasar_dialog_new_question (gpointer parent,
                                      const char *heading,
                                      const char *body,
                                      const char *no,
                                      const char *yes);
char *pasar_dialog_dup_error_text (const GError *error);
char *pasar_dialog_dup_value (PasarCatalogue *catalogue, PasarField field, gint64 value);
char *pasar_dialog_dup_percent (gint64 old_value, gint64 new_value);
char *pasar_dialog_dup_waiting (PasarCatalogue *catalogue);
char *pasar_dialog_join (GPtrArray *parts);
char *pasar_dialog_dup_detail (const char *variation, const char *sku);
char *pasar_dialog_dup_time (gint64 unix_secs);
char *pasar_dialog_dup_day (gint64 unix_secs);
gboolean pasar_dialog_read_number (const char *text, guint *number);
void pasar_dialog_mark_place (GtkEditable *entry, gsize place);
void pasar_dialog_set_entry_error (GtkWidget *entry, GtkLabel *label, const char *message);
void pasar_dialog_add_cut_tooltip (GtkLabel *label);
AdwToast *pasar_dialog_new_toast (const char *text);
GMenuItem *pasar_dialog_new_menu_item (const char *label);
void pasar_dialog_set_description (AdwStatusPage *page, const char *text);
void pasar_dialog_set_accessible_label (gpointer widget, const char *label);

G_END_DECLS
