/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/session/limits-private.h"
#include "jobs/session/session-private.h"
#include "store/credentials.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (PasarSession, pasar_session, G_TYPE_OBJECT)

/* What a start replays in some milliseconds. */
#define CHECKPOINT_WORK 20000

typedef enum
{
  PROP_LINK = 1,
  PROP_LINK_MESSAGE,
  PROP_SHOP_NAME,
  PROP_N_UNWRITTEN,
  PROP_WRITE_ERROR,
} PasarSessionProperty;

static GParamSpec *properties[PROP_WRITE_ERROR + 1];

enum
{
  SIGNAL_BOOSTS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
pasar_session_dispose (GObject *object)
{
  PasarSession *self = PASAR_SESSION (object);

  g_clear_object (&self->client);
  g_clear_object (&self->catalogue);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (pasar_session_parent_class)->dispose (object);
}

static void
pasar_session_finalize (GObject *object)
{
  PasarSession *self = PASAR_SESSION (object);

  g_clear_pointer (&self->shop, pasar_shop_free);
  g_clear_pointer (&self->running, g_hash_table_unref);
  g_clear_pointer (&self->settled, g_hash_table_unref);
  g_clear_pointer (&self->limits, g_hash_table_unref);
  g_clear_pointer (&self->send_later, g_hash_table_unref);
  g_clear_pointer (&self->boosts, g_array_unref);
  g_clear_pointer (&self->read, g_hash_table_unref);
  g_clear_object (&self->jobs);
  g_clear_pointer (&self->log, pasar_session_log_free);
  g_clear_pointer (&self->last_bulk, pasar_command_unref);
  g_free (self->link_message);
  g_free (self->notice);
  G_OBJECT_CLASS (pasar_session_parent_class)->finalize (object);
}

static void
pasar_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PasarSession *self = PASAR_SESSION (object);

  switch ((PasarSessionProperty) id)
    {
    case PROP_LINK:
      g_value_set_int (value, (int) self->link);
      break;
    case PROP_LINK_MESSAGE:
      g_value_set_string (value, self->link_message);
      break;
    case PROP_SHOP_NAME:
      g_value_set_string (value, self->shop->name);
      break;
    case PROP_N_UNWRITTEN:
      g_value_set_uint (value, pasar_session_get_n_unwritten (self));
      break;
    case PROP_WRITE_ERROR:
      g_value_set_string (value, pasar_session_get_write_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pasar_session_class_init (PasarSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pasar_session_dispose;
  object_class->finalize = pasar_session_finalize;
  object_class->get_property = pasar_session_get_property;

  /**
   * PasarSession:link:
   *
   * How the shop can be reached, a [enum@Link].
   */
  properties[PROP_LINK] = g_param_spec_int ("link",
                                            NULL,
                                            NULL,
                                            PASAR_LINK_UNKNOWN,
                                            PASAR_LINK_SIGNED_OUT,
                                            PASAR_LINK_UNKNOWN,
                                            readable);
  /**
   * PasarSession:link-message:
   *
   * What went wrong last and what to do, a translated sentence; %NULL for nothing.
   */
  properties[PROP_LINK_MESSAGE] = g_param_spec_string ("link-message", NULL, NULL, NULL, readable);
  /**
   * PasarSession:shop-name:
   *
   * The name of the shop, which a load may bring anew.
   */
  properties[PROP_SHOP_NAME] = g_param_spec_string ("shop-name", NULL, NULL, NULL, readable);
  /**
   * PasarSession:n-unwritten:
   *
   * How many edits are not on disk yet.
   */
  properties[PROP_N_UNWRITTEN] =
      g_param_spec_uint ("n-unwritten", NULL, NULL, 0, G_MAXUINT, 0, readable);
  /**
   * PasarSession:write-error:
   *
   * Why edits could not be written to the disk and what to do, a translated sentence; %NULL while
   * they can. It is also notified when the cells that are meant are known.
   */
  properties[PROP_WRITE_ERROR] = g_param_spec_string ("write-error", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * PasarSession::boosts-changed:
   * @self: a session
   *
   * The boost slots of the shop were read.
   */
  signals[SIGNAL_BOOSTS_CHANGED] = g_signal_new ("boosts-changed",
                                                 PASAR_TYPE_SESSION,
                                                 G_SIGNAL_RUN_LAST,
                                                 0,
                                                 NULL,
                                                 NULL,
                                                 NULL,
                                                 G_TYPE_NONE,
                                                 0);
}

static void
pasar_session_init (PasarSession *self)
{
  self->running = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->settled = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->read = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->jobs = g_list_store_new (G_TYPE_OBJECT);
  self->timing = PASAR_TIMING_USUAL;
  self->checkpoint_work = CHECKPOINT_WORK;
}

/**
 * pasar_session_get_jobs:
 * @self: a session
 *
 * What the shop is busy with, whichever window began it.
 *
 * Returns: (transfer none): the jobs ([class@Job]) that run in this shop now; parts of others are
 * not among them
 */
GListModel *
pasar_session_get_jobs (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), NULL);
  return G_LIST_MODEL (self->jobs);
}

/**
 * pasar_session_get_catalogue:
 * @self: a session
 *
 * Lives as long as the session: filled from the cache first, then by loads.
 *
 * Returns: (transfer none): the shop's items; to be staged through the session only
 */
PasarCatalogue *
pasar_session_get_catalogue (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), NULL);
  return self->catalogue;
}

/**
 * pasar_session_get_store:
 * @self: a session
 *
 * All shops have the same.
 *
 * Returns: (transfer none): where it is kept
 */
PasarStore *
pasar_session_get_store (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), NULL);
  return self->store;
}

/**
 * pasar_session_get_client:
 * @self: a session
 *
 * Connecting again may give the session another client, so do not keep it.
 *
 * Returns: (transfer none) (nullable): its client; %NULL when signed out
 */
PasarClient *
pasar_session_get_client (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), NULL);
  return self->client;
}

/**
 * pasar_session_require_client:
 * @self: a session
 * @error: return location
 *
 * Returns: (transfer none) (nullable): its client, or the error of a shop that is signed
 *   out
 */
PasarClient *
pasar_session_require_client (PasarSession *self, GError **error)
{
  if (self->client == NULL)
    g_set_error_literal (error,
                         PASAR_ERROR,
                         PASAR_ERROR_AUTH,
                         self->link_message != NULL
                             ? self->link_message
                             : _ ("This shop is signed out. Connect it again."));
  return self->client;
}

static void
set_link (PasarSession *self, PasarLink link, char *message)
{
  g_autofree char *old_message = g_steal_pointer (&self->link_message);
  const PasarLink old_link = self->link;

  self->link = link;
  self->link_message = message;
  if (old_link != link)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK]);
  if (g_strcmp0 (old_message, message) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINK_MESSAGE]);
}

/**
 * pasar_session_set_client:
 * @self: a session
 * @client: (nullable): the client to use from now on
 *
 * Signs the shop in (what is known of the link is forgotten) or, with %NULL, out.
 */
void
pasar_session_set_client (PasarSession *self, PasarClient *client)
{
  g_return_if_fail (PASAR_IS_SESSION (self));

  if (!g_set_object (&self->client, client))
    return;
  if (client != NULL)
    pasar_client_set_price_digits (client, pasar_catalogue_get_digits (self->catalogue));
  set_link (self, client != NULL ? PASAR_LINK_UNKNOWN : PASAR_LINK_SIGNED_OUT, NULL);
}

/**
 * pasar_session_get_shop:
 * @self: a session
 *
 * What the store keeps of the shop: ids, host, region and name, no secrets.
 *
 * Returns: (transfer none): what is stored of the shop
 */
const PasarShop *
pasar_session_get_shop (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), NULL);
  return self->shop;
}

/**
 * pasar_session_get_link:
 * @self: a session
 *
 * Learnt from the calls that the session's jobs make; nothing is asked for it.
 *
 * Returns: how the shop can be reached
 */
PasarLink
pasar_session_get_link (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), PASAR_LINK_UNKNOWN);
  return self->link;
}

/**
 * pasar_session_get_link_message:
 * @self: a session
 *
 * For the banner above the sheet; %NULL while there is nothing to say.
 *
 * Returns: (nullable): what went wrong last and what to do, translated
 */
const char *
pasar_session_get_link_message (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), NULL);
  return self->link_message;
}

static char *
dup_error_sentence (const GError *error)
{
  const char *advice = error->domain == PASAR_ERROR ? pasar_error_get_advice (error) : NULL;

  if (advice == NULL || *advice == '\0' || strstr (error->message, advice) != NULL)
    return g_strdup (error->message);
  return g_strdup_printf ("%s %s", error->message, advice);
}

/**
 * pasar_session_report:
 * @self: a session
 * @error: (nullable): what a call met; %NULL when it worked
 *
 * Jobs tell here how calls went; sets `link` and `link-message`. A cancelled
 * call says nothing of the link.
 */
void
pasar_session_report (PasarSession *self, const GError *error)
{
  PasarLink link = PASAR_LINK_ONLINE;

  g_return_if_fail (PASAR_IS_SESSION (self));

  if (error != NULL && error->domain != PASAR_ERROR && error->domain != PASAR_CREDENTIALS_ERROR)
    return;
  if (g_error_matches (error, PASAR_ERROR, PASAR_ERROR_AUTH)
      || g_error_matches (error, PASAR_ERROR, PASAR_ERROR_TOKEN_STORE)
      || (error != NULL && error->domain == PASAR_CREDENTIALS_ERROR))
    link = PASAR_LINK_SIGNED_OUT;
  else if (g_error_matches (error, PASAR_ERROR, PASAR_ERROR_NETWORK)
           || g_error_matches (error, PASAR_ERROR, PASAR_ERROR_TLS))
    link = PASAR_LINK_OFFLINE;
  set_link (self, link, error != NULL ? dup_error_sentence (error) : NULL);
}

static void
shop_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (pasar_store_finish_number (PASAR_STORE (source), result, &error) < 0)
    g_message ("What was learned of the shop could not be saved: %s", error->message);
}

/* Nothing that is said leaves what is known. */
static void
learn_text (char **known, const char *said)
{
  if (said == NULL || *said == '\0')
    return;
  g_free (*known);
  *known = g_strdup (said);
}

/**
 * pasar_session_learn_shop:
 * @self: a session
 * @info: (nullable): what the shop says of itself
 * @currency: (nullable): its currency
 * @refreshed_at_secs: Unix seconds of a complete load, or 0
 *
 * Takes what a load learned of the shop, and saves it unless the shop is forgotten.
 */
void
pasar_session_learn_shop (PasarSession *self,
                          const PasarShopInfo *info,
                          const char *currency,
                          gint64 refreshed_at_secs)
{
  PasarShop *shop = self->shop;
  g_autofree char *old_name = g_strdup (shop->name);

  if (info != NULL)
    {
      learn_text (&shop->name, info->shop_name);
      learn_text (&shop->region, info->region);
      if (info->expire_time != 0)
        shop->authorised_until_secs = info->expire_time;
    }
  learn_text (&shop->currency, currency);
  if (refreshed_at_secs != 0)
    shop->refreshed_at_secs = refreshed_at_secs;
  if (g_strcmp0 (old_name, shop->name) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOP_NAME]);
  if (self->is_forgotten)
    return;
  pasar_store_save_shop_async (self->store, shop, NULL, shop_saved_cb, NULL);
  pasar_session_keep_limits (self);
}

/**
 * pasar_session_set_forgotten:
 * @self: a session
 * @is_forgotten: whether the shop is removed from the store
 *
 * Saving what a load learned would insert the shop anew, and its edits have no place any more.
 */
void
pasar_session_set_forgotten (PasarSession *self, gboolean is_forgotten)
{
  self->is_forgotten = is_forgotten;
  if (is_forgotten)
    pasar_session_log_drop_all (self->log);
}

/**
 * pasar_session_notify_written:
 * @self: a session
 *
 * Tells that edits were written, or could not be.
 */
void
pasar_session_notify_written (PasarSession *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_UNWRITTEN]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRITE_ERROR]);
}

/**
 * pasar_session_get_n_unwritten:
 * @self: a session
 *
 * Edits are shown before they are on disk, and are soon.
 *
 * Returns: how many are not on disk yet
 */
guint
pasar_session_get_n_unwritten (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), 0);
  return pasar_session_log_get_n_unwritten (self->log);
}

/**
 * pasar_session_get_write_error:
 * @self: a session
 *
 * It is tried again from time to time, with the next edit, and by [method@Session.flush_async].
 *
 * Returns: (nullable): why edits could not be written to the disk, translated; %NULL while they can
 */
const char *
pasar_session_get_write_error (PasarSession *self)
{
  const GError *error;

  g_return_val_if_fail (PASAR_IS_SESSION (self), NULL);
  error = pasar_session_log_get_error (self->log);
  return error != NULL ? error->message : NULL;
}

/**
 * pasar_session_is_unwritten:
 * @self: a session
 * @key: a row
 * @field: which of its values
 *
 * For the mark of a cell; known a moment after [property@Session:write-error] has come.
 *
 * Returns: whether an edit of it could not be written to the disk
 */
gboolean
pasar_session_is_unwritten (PasarSession *self, PasarRowKey key, PasarField field)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), FALSE);
  return pasar_session_log_is_unwritten (self->log, key, field);
}

/**
 * pasar_session_get_notice:
 * @self: a session
 *
 * For the seller, once after opening.
 *
 * Returns: (nullable): what of the shop's data was found damaged when it was opened, and what
 *   became of it, translated; %NULL: nothing
 */
const char *
pasar_session_get_notice (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), NULL);
  return self->notice;
}

/**
 * pasar_session_set_timing:
 * @self: a session
 * @timing: how long things may take
 *
 * Changes how long the jobs of this session wait; what runs already may keep the old times.
 */
void
pasar_session_set_timing (PasarSession *self, PasarTiming timing)
{
  g_return_if_fail (PASAR_IS_SESSION (self));
  self->timing = timing;
}

/**
 * pasar_session_keep_bulk:
 * @self: a session
 * @command: what was just done
 *
 * Keeps it for pasar_session_get_last_bulk(), unless it is of one row alone.
 */
void
pasar_session_keep_bulk (PasarSession *self, const PasarCommand *command)
{
  if (command->expression == NULL || (command->keys != NULL && command->keys->len <= 1))
    return;
  g_clear_pointer (&self->last_bulk, pasar_command_unref);
  self->last_bulk = pasar_command_new (command->kind,
                                       self->catalogue,
                                       NULL,
                                       0,
                                       command->field,
                                       command->expression);
  self->last_bulk->leave_out_refused = command->leave_out_refused;
}

/**
 * pasar_session_get_last_bulk:
 * @self: a session
 *
 * For who does the same to other rows.
 *
 * Returns: (transfer none) (nullable): what was done last to several rows, computed for each,
 * without these
 */
const PasarCommand *
pasar_session_get_last_bulk (PasarSession *self)
{
  g_return_val_if_fail (PASAR_IS_SESSION (self), NULL);

  return self->last_bulk;
}

/**
 * pasar_session_set_submission_running:
 * @self: a session
 * @id: a submission of the journal
 * @is_running: whether a job is at it
 *
 * What is being sent now must not be settled as if a crash had left it.
 */
void
pasar_session_set_submission_running (PasarSession *self, gint64 id, gboolean is_running)
{
  if (is_running)
    g_hash_table_add (self->running, g_memdup2 (&id, sizeof id));
  else
    g_hash_table_remove (self->running, &id);
}

/**
 * pasar_session_is_submission_running:
 * @self: a session
 * @id: a submission of the journal
 *
 * Returns: whether a job of this session is at it
 */
gboolean
pasar_session_is_submission_running (PasarSession *self, gint64 id)
{
  return g_hash_table_contains (self->running, &id);
}
