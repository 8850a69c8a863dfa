/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "shopee/client.h"

#include <json-glib/json-glib.h>

/* A sandbox program of one's own: started by command line (its path is in the environment,
 * PASAR_SANDBOX), ended with the test. Steered by the control paths that its README names. */

G_BEGIN_DECLS

typedef struct _PasarTestSandbox PasarTestSandbox;

/* What the program printed of a shop. */
typedef struct
{
  gint64 shop_id;
  char *access_token;
  char *refresh_token;
} PasarTestShop;

PasarTestSandbox *pasar_test_sandbox_new (const char *first_argument, ...) G_GNUC_NULL_TERMINATED;
void pasar_test_sandbox_free (PasarTestSandbox *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTestSandbox, pasar_test_sandbox_free)

const char *pasar_test_sandbox_get_uri (PasarTestSandbox *self);
gint64 pasar_test_sandbox_get_partner_id (PasarTestSandbox *self);
const char *pasar_test_sandbox_get_partner_key (PasarTestSandbox *self);
const PasarTestShop *pasar_test_sandbox_get_shop (PasarTestSandbox *self, guint n);

/* A client of the first shop: 16 in flight, no manners, quick back-off. */
PasarClient *pasar_test_sandbox_make_client (PasarTestSandbox *self);

/* Adds a fault, e.g. "call=update_price,nth=2,kind=reset"; each call of it is counted from now on.
 */
void pasar_test_sandbox_fault (PasarTestSandbox *self, const char *spec);
void pasar_test_sandbox_clear_faults (PasarTestSandbox *self);
/* Changes the world; printf style, a JSON object with a member "do". */
void pasar_test_sandbox_change (PasarTestSandbox *self, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
/* What the shop really holds. price: minor units; stock: of one location, the first being 0. */
gint64 pasar_test_sandbox_get_price (PasarTestSandbox *self, gint64 item_id, guint nth_row);
gint64 pasar_test_sandbox_get_stock (PasarTestSandbox *self,
                                     gint64 item_id,
                                     guint nth_row,
                                     guint location);
gint64 pasar_test_sandbox_get_model_id (PasarTestSandbox *self, gint64 item_id, guint nth_row);
/* How often a call came since the log was cleared, and how many were in flight at once. */
guint pasar_test_sandbox_count (PasarTestSandbox *self, const char *call);
void pasar_test_sandbox_clear_log (PasarTestSandbox *self);
/* (transfer full) GET of a control path, parsed. */
JsonNode *pasar_test_sandbox_get (PasarTestSandbox *self, const char *path);
/* (transfer full) The address that the browser ends at when the seller presses the button. id: shop
 * or main account. */
char *pasar_test_sandbox_authorise (PasarTestSandbox *self, gint64 id);

/* The plain catalogue's n-th item of the first shop, and the main account of all shops. */
gint64 pasar_test_sandbox_item (guint n);
#define PASAR_TEST_MAIN_ACCOUNT 700001

G_END_DECLS
