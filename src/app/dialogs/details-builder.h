/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/table/catalogue.h"
#include "shopee/client.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * PasarDetailsBuilder:
 * @catalogue: (unowned): digits and currency
 * @client: (unowned): fetches pictures
 * @page: (unowned): where groups go
 * @group: (nullable) (unowned): the group that rows go to; made by the first row
 * @title: (nullable): title of that group
 *
 * Fills a page with groups of rows, and leaves out what has nothing to say: a row without a value,
 * a group without rows.
 */
typedef struct
{
  PasarCatalogue *catalogue;
  PasarClient *client;
  AdwPreferencesPage *page;
  AdwPreferencesGroup *group;
  const char *title;
} PasarDetailsBuilder;

void pasar_details_begin (PasarDetailsBuilder *self, const char *title);
void pasar_details_add_widget (PasarDetailsBuilder *self, GtkWidget *widget);
AdwActionRow *pasar_details_new_row (const char *title, const char *value);
void pasar_details_add_text (PasarDetailsBuilder *self, const char *title, const char *value);
void pasar_details_add_flag (PasarDetailsBuilder *self, const char *title, gboolean flag);
void pasar_details_add_id (PasarDetailsBuilder *self, const char *title, gint64 id);
void pasar_details_add_id_text (PasarDetailsBuilder *self, const char *title, const char *id);
void pasar_details_add_number (PasarDetailsBuilder *self, const char *title, gint64 number);
void pasar_details_add_price (PasarDetailsBuilder *self, const char *title, gint64 price);
void pasar_details_add_time (PasarDetailsBuilder *self, const char *title, gint64 unix_secs);
void pasar_details_add_link (PasarDetailsBuilder *self, const char *title, const char *url);
char *pasar_details_dup_price (PasarDetailsBuilder *self, gint64 price);

G_END_DECLS
