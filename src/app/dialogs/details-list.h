/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarDetailsKind:
 * @PASAR_DETAILS_TEXT: `char *`
 * @PASAR_DETAILS_CODE: `char *` that sellers copy
 * @PASAR_DETAILS_WORD: `char *`, a word of the API that may have a translation
 * @PASAR_DETAILS_LINK: `char *`, opened when it is an address of https
 * @PASAR_DETAILS_ID: `gint64` that sellers copy; 0: none
 * @PASAR_DETAILS_NUMBER: `gint64`
 * @PASAR_DETAILS_PRICE: `gint64`, minor units or `PASAR_PRICE_NONE`
 * @PASAR_DETAILS_TIME: `gint64`, Unix seconds; 0: none
 * @PASAR_DETAILS_FLAG: `gboolean`, shown when it is set
 *
 * How a field of a struct is shown.
 */
typedef enum
{
  PASAR_DETAILS_TEXT,
  PASAR_DETAILS_CODE,
  PASAR_DETAILS_WORD,
  PASAR_DETAILS_LINK,
  PASAR_DETAILS_ID,
  PASAR_DETAILS_NUMBER,
  PASAR_DETAILS_PRICE,
  PASAR_DETAILS_TIME,
  PASAR_DETAILS_FLAG,
} PasarDetailsKind;

/**
 * PasarDetailsField:
 * @label: what it is, untranslated
 * @kind: how it is shown
 * @offset: where it is in its struct
 *
 * A field of a struct, as data.
 */
typedef struct
{
  const char *label;
  PasarDetailsKind kind;
  gsize offset;
} PasarDetailsField;

/**
 * PasarDetailsList:
 *
 * Labels and values in two columns. What has no value has no line; a list without a line is not
 * shown.
 */
#define PASAR_TYPE_DETAILS_LIST (pasar_details_list_get_type ())
G_DECLARE_FINAL_TYPE (PasarDetailsList, pasar_details_list, PASAR, DETAILS_LIST, GtkWidget)

GtkWidget *pasar_details_list_new (PasarCatalogue *catalogue);
void pasar_details_list_add (PasarDetailsList *self, const char *label, const char *value);
void pasar_details_list_add_code (PasarDetailsList *self, const char *label, const char *value);
void pasar_details_list_add_word (PasarDetailsList *self, const char *label, const char *value);
void pasar_details_list_add_link (PasarDetailsList *self, const char *label, const char *url);
void pasar_details_list_add_fields (PasarDetailsList *self,
                                    const PasarDetailsField *fields,
                                    guint n_fields,
                                    gconstpointer record);
char *pasar_details_list_dup_price (PasarDetailsList *self, gint64 price);

G_END_DECLS
