/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/credentials.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>
#include <string.h>

/* Only calls of secret_password_*: in a sandbox libsecret turns them into its own file, whose key
 * is the portal's. */

#define GROUP "Secrets"

/**
 * pasar_credentials_error_quark:
 *
 * The domain of [error@CredentialsError].
 *
 * Returns: the quark
 */
G_DEFINE_QUARK (pasar_credentials_error, pasar_credentials_error)

static const SecretSchema schema = {
  .name = "io.github.pasar_app.Pasar.Shop",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "partner", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "shop", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

/**
 * pasar_secrets_new:
 * @partner_key: key that signs
 * @access_token: (nullable): token of the calls
 * @refresh_token: (nullable): token that gets the next pair
 * @expires_at: Unix seconds when the access token ends, 0 unknown
 *
 * Copies all texts.
 *
 * Returns: (transfer full): the secrets
 */
PasarSecrets *
pasar_secrets_new (const char *partner_key,
                   const char *access_token,
                   const char *refresh_token,
                   gint64 expires_at)
{
  PasarSecrets *self = g_new0 (PasarSecrets, 1);

  self->partner_key = g_strdup (partner_key);
  self->access_token = g_strdup (access_token);
  self->refresh_token = g_strdup (refresh_token);
  self->expires_at = expires_at;
  return self;
}

/**
 * pasar_secrets_copy:
 * @self: secrets
 *
 * Free it with pasar_secrets_free(), which wipes the texts.
 *
 * Returns: (transfer full): a copy
 */
PasarSecrets *
pasar_secrets_copy (const PasarSecrets *self)
{
  return pasar_secrets_new (self->partner_key,
                            self->access_token,
                            self->refresh_token,
                            self->expires_at);
}

/**
 * pasar_secrets_free:
 * @self: (transfer full) (nullable): secrets
 *
 * Overwrites the secrets in memory and frees them.
 */
void
pasar_secrets_free (PasarSecrets *self)
{
  if (self == NULL)
    return;
  secret_password_free (self->partner_key);
  secret_password_free (self->access_token);
  secret_password_free (self->refresh_token);
  g_free (self);
}

static void
set_if_known (GKeyFile *file, const char *key, const char *value)
{
  if (value != NULL)
    g_key_file_set_string (file, GROUP, key, value);
}

/* The key file keeps copies that GLib frees without overwriting; it lives only for the length of
 * this function. It becomes one line without special characters: of any other GNOME Keyring reads
 * but a part again from a keyring without a password. */
static char *
secrets_to_text (const PasarSecrets *secrets)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  char *lines;
  char *text;

  set_if_known (file, "partner-key", secrets->partner_key);
  set_if_known (file, "access-token", secrets->access_token);
  set_if_known (file, "refresh-token", secrets->refresh_token);
  g_key_file_set_int64 (file, GROUP, "expires-at", secrets->expires_at);
  lines = g_key_file_to_data (file, NULL, NULL);
  text = g_uri_escape_string (lines, NULL, FALSE);
  secret_password_free (lines);
  return text;
}

/* (nullable): the text, NULL where there is none. GLib gives a text even where its escapes are
 * wrong. */
static char *
get_text (GKeyFile *file, const char *key, gboolean *damaged)
{
  g_autoptr (GError) failure = NULL;
  char *text = g_key_file_get_string (file, GROUP, key, &failure);

  if (failure == NULL
      || g_error_matches (failure, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_KEY_NOT_FOUND))
    return text;
  *damaged = TRUE;
  secret_password_free (text);
  return NULL;
}

/* (nullable): NULL when there is no partner key, without which nothing can be signed, or the rest
 * is no key file. GLib's own errors quote the text, so none leaves this function. */
static PasarSecrets *
secrets_from_text (const char *text)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (PasarSecrets) secrets = NULL;
  g_autoptr (GError) failure = NULL;
  gboolean damaged = FALSE;
  /* Earlier versions kept the lines. */
  char *lines = *text == '[' ? g_strdup (text) : g_uri_unescape_string (text, NULL);
  const gboolean is_read =
      lines != NULL
      && g_key_file_load_from_data (file, lines, strlen (lines), G_KEY_FILE_NONE, NULL);

  secret_password_free (lines);
  if (!is_read)
    return NULL;
  secrets = g_new0 (PasarSecrets, 1);
  secrets->partner_key = get_text (file, "partner-key", &damaged);
  secrets->access_token = get_text (file, "access-token", &damaged);
  secrets->refresh_token = get_text (file, "refresh-token", &damaged);
  secrets->expires_at = g_key_file_get_int64 (file, GROUP, "expires-at", &failure);
  if (damaged || failure != NULL || secrets->partner_key == NULL)
    return NULL;
  return g_steal_pointer (&secrets);
}

static void
set_plain_error (GError **error, PasarCredentialsError code)
{
  const char *sentence = NULL;

  switch (code)
    {
    case PASAR_CREDENTIALS_ERROR_NO_SERVICE:
      sentence = _ ("No keyring is running, so the keys of your shop cannot be kept safely. "
                    "Install or start a keyring, such as GNOME Keyring, and try again.");
      break;
    case PASAR_CREDENTIALS_ERROR_NO_KEYRING:
      sentence = _ ("Your desktop has no keyring yet in which the keys of your shop can be kept. "
                    "Try again and choose a password when you are asked for the one of a new "
                    "keyring, or make a keyring named “Login” in the app Passwords and Keys.");
      break;
    case PASAR_CREDENTIALS_ERROR_LOCKED:
      sentence = _ ("The keyring is locked. Unlock it in the app Passwords and Keys, "
                    "and try again.");
      break;
    case PASAR_CREDENTIALS_ERROR_DISMISSED:
      sentence = _ ("The keyring stayed locked because its question was not answered. "
                    "Try again and enter the keyring’s password, which is most often the one "
                    "that you log in with.");
      break;
    case PASAR_CREDENTIALS_ERROR_NOT_FOUND:
      sentence = _ ("No keys are kept for this shop. Connect the shop again.");
      break;
    case PASAR_CREDENTIALS_ERROR_DAMAGED:
      sentence = _ ("The keys kept for this shop cannot be read. Connect the shop again.");
      break;
    case PASAR_CREDENTIALS_ERROR_FAILED:
    default:
      sentence = _ ("The keyring could not be used. Look in the app Passwords and Keys whether "
                    "there is a keyring named “Login” and whether it opens with its password; "
                    "make one where it is missing. Then try again.");
      break;
    }
  g_set_error_literal (error, PASAR_CREDENTIALS_ERROR, code, sentence);
}

static gboolean
is_no_service (const GError *failure)
{
  return g_error_matches (failure, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN)
         || g_error_matches (failure, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)
         || g_error_matches (failure, G_DBUS_ERROR, G_DBUS_ERROR_DISCONNECTED)
         || g_error_matches (failure, G_DBUS_ERROR, G_DBUS_ERROR_NO_SERVER)
         || (failure->domain == G_DBUS_ERROR && failure->code >= G_DBUS_ERROR_SPAWN_EXEC_FAILED
             && failure->code <= G_DBUS_ERROR_SPAWN_NO_MEMORY)
         || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED)
         || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CLOSED)
         || g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* “Object does not exist at path /org/freedesktop/secrets/collection/login”. Where there is no
 * default keyring libsecret has one created, and takes a closed prompt for its password as success:
 * what it then says is that there still is none. */
static gboolean
is_no_keyring (const GError *failure)
{
  return g_error_matches (failure, SECRET_ERROR, SECRET_ERROR_NO_SUCH_OBJECT)
         || g_error_matches (failure, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_METHOD)
         || g_error_matches (failure, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_OBJECT)
         || g_error_matches (failure, G_DBUS_ERROR, G_DBUS_ERROR_UNKNOWN_INTERFACE);
}

static PasarCredentialsError
classify (const GError *failure)
{
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return PASAR_CREDENTIALS_ERROR_DISMISSED;
  if (g_error_matches (failure, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return PASAR_CREDENTIALS_ERROR_LOCKED;
  if (g_error_matches (failure, SECRET_ERROR, SECRET_ERROR_INVALID_FILE_FORMAT))
    return PASAR_CREDENTIALS_ERROR_DAMAGED;
  if (is_no_keyring (failure))
    return PASAR_CREDENTIALS_ERROR_NO_KEYRING;
  return is_no_service (failure) ? PASAR_CREDENTIALS_ERROR_NO_SERVICE
                                 : PASAR_CREDENTIALS_ERROR_FAILED;
}

/* Ends the task with what libsecret said; libsecret also calls a closed prompt cancelled. */
static void
return_failure (GTask *task, GError *failure)
{
  g_autoptr (GError) taken = failure;
  GError *plain = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  set_plain_error (&plain, classify (taken));
  g_task_return_error (task, plain);
}

static void
return_code (GTask *task, PasarCredentialsError code)
{
  GError *plain = NULL;

  set_plain_error (&plain, code);
  g_task_return_error (task, plain);
}

static GHashTable *
build_attributes (const char *host, gint64 partner_id, gint64 shop_id)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) "host", g_strdup (host));
  g_hash_table_insert (attributes,
                       (gpointer) "partner",
                       g_strdup_printf ("%" G_GINT64_FORMAT, partner_id));
  g_hash_table_insert (attributes,
                       (gpointer) "shop",
                       g_strdup_printf ("%" G_GINT64_FORMAT, shop_id));
  return attributes;
}

/* The task's data is the attributes. libsecret goes on using its session with a keyring that ended
 * meanwhile, in vain, so each call begins a new one. */
static GTask *
task_new (gpointer source_tag,
          const char *host,
          gint64 partner_id,
          gint64 shop_id,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  secret_service_disconnect ();
  g_task_set_source_tag (task, source_tag);
  g_task_set_task_data (task,
                        build_attributes (host, partner_id, shop_id),
                        (GDestroyNotify) g_hash_table_unref);
  return task;
}

static void
free_found (GList *found)
{
  g_list_free_full (found, g_object_unref);
}

/* libsecret gives nothing and no error both for what is not there and for what stayed locked after
 * its prompt. */
static void
lookup_searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *failure = NULL;
  GList *found = secret_password_search_finish (result, &failure);

  if (failure != NULL)
    return_failure (task, failure);
  else
    return_code (task,
                 found != NULL ? PASAR_CREDENTIALS_ERROR_DISMISSED
                               : PASAR_CREDENTIALS_ERROR_NOT_FOUND);
  free_found (found);
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *failure = NULL;
  char *text = secret_password_lookup_nonpageable_finish (result, &failure);
  PasarSecrets *secrets;

  if (failure != NULL)
    {
      return_failure (task, failure);
      return;
    }
  if (text == NULL)
    {
      GHashTable *attributes = g_task_get_task_data (task);
      GCancellable *cancellable = g_task_get_cancellable (task);

      secret_password_searchv (&schema,
                               attributes,
                               SECRET_SEARCH_NONE,
                               cancellable,
                               lookup_searched_cb,
                               g_steal_pointer (&task));
      return;
    }
  secrets = secrets_from_text (text);
  secret_password_free (text);
  if (secrets != NULL)
    g_task_return_pointer (task, secrets, (GDestroyNotify) pasar_secrets_free);
  else
    return_code (task, PASAR_CREDENTIALS_ERROR_DAMAGED);
}

/**
 * pasar_credentials_lookup_async:
 * @host: base URL of the host
 * @partner_id: partner id
 * @shop_id: the shop's id at the marketplace
 * @cancellable: (nullable): stops waiting; a prompt that is open is closed
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Reads the secrets of a shop. A locked keyring asks the seller to unlock it, for as long as they
 * take: give a @cancellable to be able to stop waiting.
 */
void
pasar_credentials_lookup_async (const char *host,
                                gint64 partner_id,
                                gint64 shop_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (host != NULL);

  task = task_new (pasar_credentials_lookup_async,
                   host,
                   partner_id,
                   shop_id,
                   cancellable,
                   callback,
                   user_data);
  secret_password_lookupv (&schema, g_task_get_task_data (task), cancellable, lookup_cb, task);
}

/**
 * pasar_credentials_lookup_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: %PASAR_CREDENTIALS_ERROR_NO_SERVICE, `_NO_KEYRING`, `_LOCKED`, `_DISMISSED`,
 * `_NOT_FOUND`, `_DAMAGED`,
 * `_FAILED`, each a sentence that says what to do; %G_IO_ERROR_CANCELLED.
 *
 * Returns: (transfer full) (nullable): the secrets
 */
PasarSecrets *
pasar_credentials_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == pasar_credentials_lookup_async,
                        NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *failure = NULL;

  if (secret_password_store_finish (result, &failure))
    g_task_return_boolean (task, TRUE);
  else if (failure == NULL)
    return_code (task, PASAR_CREDENTIALS_ERROR_DISMISSED);
  else
    return_failure (task, failure);
}

/**
 * pasar_credentials_store_async:
 * @host: base URL of the host
 * @partner_id: partner id
 * @shop_id: the shop's id at the marketplace
 * @label: what the keyring's own tools show; no secret in it
 * @secrets: with a partner key; copied before the call returns
 * @cancellable: (nullable): stops waiting; a prompt that is open is closed
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Keeps the secrets of a shop in the default keyring, all at once in the place of older ones.
 */
void
pasar_credentials_store_async (const char *host,
                               gint64 partner_id,
                               gint64 shop_id,
                               const char *label,
                               const PasarSecrets *secrets,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;
  char *text;

  g_return_if_fail (host != NULL);
  g_return_if_fail (secrets != NULL && secrets->partner_key != NULL);

  task = task_new (pasar_credentials_store_async,
                   host,
                   partner_id,
                   shop_id,
                   cancellable,
                   callback,
                   user_data);
  text = secrets_to_text (secrets);
  secret_password_storev (&schema,
                          g_task_get_task_data (task),
                          SECRET_COLLECTION_DEFAULT,
                          label != NULL ? label : "Pasar",
                          text,
                          cancellable,
                          store_cb,
                          task);
  secret_password_free (text);
}

/**
 * pasar_credentials_store_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: as pasar_credentials_lookup_finish().
 *
 * Returns: whether the keyring has them
 */
gboolean
pasar_credentials_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == pasar_credentials_store_async,
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
cleared_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *failure = NULL;

  if (secret_password_clear_finish (result, &failure))
    g_task_return_boolean (task, TRUE);
  else if (failure != NULL)
    return_failure (task, failure);
  else
    return_code (task, PASAR_CREDENTIALS_ERROR_DISMISSED);
}

static void
clear_searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *failure = NULL;
  GList *found = secret_password_search_finish (result, &failure);
  GHashTable *attributes = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (failure != NULL)
    return_failure (task, failure);
  else if (found == NULL)
    g_task_return_boolean (task, TRUE);
  else
    secret_password_clearv (&schema,
                            attributes,
                            cancellable,
                            cleared_again_cb,
                            g_steal_pointer (&task));
  free_found (found);
}

/* libsecret clears only what is unlocked, so a miss is searched for with a prompt. */
static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *failure = NULL;
  GHashTable *attributes = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (secret_password_clear_finish (result, &failure))
    g_task_return_boolean (task, TRUE);
  else if (failure != NULL)
    return_failure (task, failure);
  else
    secret_password_searchv (&schema,
                             attributes,
                             SECRET_SEARCH_UNLOCK,
                             cancellable,
                             clear_searched_cb,
                             g_steal_pointer (&task));
}

/**
 * pasar_credentials_clear_async:
 * @host: base URL of the host
 * @partner_id: partner id
 * @shop_id: the shop's id at the marketplace
 * @cancellable: (nullable): stops waiting; a prompt that is open is closed
 * @callback: (scope async): runs in the caller's thread-default context
 * @user_data: for @callback
 *
 * Removes the secrets of a shop from the keyring; where there are none it succeeds.
 */
void
pasar_credentials_clear_async (const char *host,
                               gint64 partner_id,
                               gint64 shop_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (host != NULL);

  task = task_new (pasar_credentials_clear_async,
                   host,
                   partner_id,
                   shop_id,
                   cancellable,
                   callback,
                   user_data);
  secret_password_clearv (&schema, g_task_get_task_data (task), cancellable, cleared_cb, task);
}

/**
 * pasar_credentials_clear_finish:
 * @result: what the callback was given
 * @error: return location
 *
 * Errors: as pasar_credentials_lookup_finish(), but not `_NOT_FOUND`.
 *
 * Returns: whether the keyring has nothing of the shop any more
 */
gboolean
pasar_credentials_clear_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  g_return_val_if_fail (g_task_get_source_tag (G_TASK (result)) == pasar_credentials_clear_async,
                        FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
