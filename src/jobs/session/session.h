/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "catalogue/catalogue.h"
#include "shopee/client.h"
#include "store/store.h"

G_BEGIN_DECLS

/**
 * PasarLink:
 * @PASAR_LINK_UNKNOWN: nothing was asked yet
 * @PASAR_LINK_ONLINE: the shop answers
 * @PASAR_LINK_OFFLINE: no answer from the network
 * @PASAR_LINK_SIGNED_OUT: no usable tokens: connect the shop again
 *
 * How the shop can be reached, as far as is known.
 */
typedef enum
{
  PASAR_LINK_UNKNOWN,
  PASAR_LINK_ONLINE,
  PASAR_LINK_OFFLINE,
  PASAR_LINK_SIGNED_OUT,
} PasarLink;

/**
 * PasarSession:
 *
 * One open shop: its catalogue in memory, its part of the store, its client.
 * Everything that changes what is staged goes through here: each change is
 * made in the catalogue at its turn, and appended to the log in the store
 * behind it. What could not be written is kept in memory and tried again;
 * [method@Session.flush_async] waits for it.
 */
#define PASAR_TYPE_SESSION (pasar_session_get_type ())
G_DECLARE_FINAL_TYPE (PasarSession, pasar_session, PASAR, SESSION, GObject)

void pasar_session_open_async (PasarStore *store,
                               const PasarShop *shop,
                               PasarClient *client,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
PasarSession *pasar_session_open_finish (GAsyncResult *result, GError **error);

GListModel *pasar_session_get_jobs (PasarSession *self);
PasarCatalogue *pasar_session_get_catalogue (PasarSession *self);
PasarStore *pasar_session_get_store (PasarSession *self);
PasarClient *pasar_session_get_client (PasarSession *self);
void pasar_session_set_client (PasarSession *self, PasarClient *client);
const PasarShop *pasar_session_get_shop (PasarSession *self);
PasarLink pasar_session_get_link (PasarSession *self);
const char *pasar_session_get_link_message (PasarSession *self);
void pasar_session_report (PasarSession *self, const GError *error);

/**
 * PasarTiming:
 * @fresh_ms: how old a reading of an item may be when its changes are sent; an older one is made
 *   again before
 * @write_looks_ms: for how long the shop is looked at for a price or a stock whose answer was lost
 * @boost_looks_ms: the same for a boost
 *
 * How long things may take, in milliseconds.
 */
typedef struct
{
  gint64 fresh_ms;
  gint64 write_looks_ms;
  gint64 boost_looks_ms;
} PasarTiming;

/**
 * PASAR_TIMING_USUAL:
 *
 * The times unless others are set. Gateways were seen to give up on writes that were carried out
 * 15 s later; a boost cannot be taken back, so it is looked for longer.
 */
#define PASAR_TIMING_USUAL                                                                         \
  ((PasarTiming){ .fresh_ms = 60000, .write_looks_ms = 30000, .boost_looks_ms = 75000 })

void pasar_session_set_timing (PasarSession *self, PasarTiming timing);

const PasarCommand *pasar_session_get_last_bulk (PasarSession *self);
void pasar_session_stage_async (PasarSession *self,
                                PasarCommand *command,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void pasar_session_set_fee_async (PasarSession *self,
                                  gint64 fee,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean pasar_session_set_fee_finish (PasarSession *self, GAsyncResult *result, GError **error);
void pasar_session_set_own_columns_async (PasarSession *self,
                                          GPtrArray *columns,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean
pasar_session_set_own_columns_finish (PasarSession *self, GAsyncResult *result, GError **error);
void pasar_session_undo_async (PasarSession *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void pasar_session_redo_async (PasarSession *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void
pasar_session_flush_async (PasarSession *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean pasar_session_write_finish (PasarSession *self,
                                     GAsyncResult *result,
                                     PasarStep **step,
                                     GError **error);
guint pasar_session_get_n_unwritten (PasarSession *self);
const char *pasar_session_get_write_error (PasarSession *self);
gboolean pasar_session_is_unwritten (PasarSession *self, PasarRowKey key, PasarField field);
const char *pasar_session_get_notice (PasarSession *self);

/**
 * PasarItemDetails:
 * @info: base info with tax and complaint policy
 * @models: (nullable): %NULL for an item without models
 * @promotions: (element-type PasarPromotion): empty when they could not be read
 *
 * Everything Shopee says of one item, read now.
 */
typedef struct
{
  PasarItemInfo *info;
  PasarModelList *models;
  GPtrArray *promotions;
} PasarItemDetails;

void pasar_item_details_free (PasarItemDetails *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarItemDetails, pasar_item_details_free)

void pasar_session_get_details_async (PasarSession *self,
                                      gint64 item_id,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
PasarItemDetails *
pasar_session_get_details_finish (PasarSession *self, GAsyncResult *result, GError **error);

/**
 * PasarBoostSlot:
 * @free_at: Unix seconds when the slot frees up
 *
 * A slot of the shop that is in use.
 */
typedef struct
{
  gint64 item_id;
  gint64 free_at;
} PasarBoostSlot;

/**
 * PASAR_BOOST_SLOTS:
 *
 * How many items of a shop can be boosted at a time (reference 4.3).
 */
#define PASAR_BOOST_SLOTS 5

/**
 * PASAR_BOOST_SECS:
 *
 * Seconds that a boost keeps its slot, as long as in every report (reference 4.3).
 */
#define PASAR_BOOST_SECS (4 * 60 * G_GINT64_CONSTANT (60))

void pasar_session_get_boosts_async (PasarSession *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GArray *pasar_session_get_boosts_finish (PasarSession *self, GAsyncResult *result, GError **error);
gint64 pasar_session_get_boost_secs_left (PasarSession *self, gint64 item_id);
guint pasar_session_get_boosted (PasarSession *self, gint64 item_ids[PASAR_BOOST_SLOTS]);

G_END_DECLS
