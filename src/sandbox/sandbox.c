/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "sandbox/sandbox.h"

#include "sandbox/private.h"

#include <string.h>

#define PARTNER_ID        2000501
#define DEFAULT_ITEMS     200
#define SECOND_SHOP_ITEMS 200

G_DEFINE_FINAL_TYPE (PasarSandbox, pasar_sandbox, G_TYPE_OBJECT)

static void
pasar_sandbox_finalize (GObject *object)
{
  PasarSandbox *self = PASAR_SANDBOX (object);

  pasar_sandbox_stop (self);
  for (guint i = 0; i < self->n_shops; i++)
    pasar_sandbox_shop_free (self->shops[i]);
  g_clear_pointer (&self->tokens, pasar_sandbox_tokens_free);
  g_clear_pointer (&self->faults, g_ptr_array_unref);
  g_clear_pointer (&self->late, g_array_unref);
  g_clear_pointer (&self->log, pasar_sandbox_log_free);
  g_clear_pointer (&self->images, g_hash_table_unref);
  g_clear_pointer (&self->hmac, g_hmac_unref);
  g_clear_pointer (&self->state_file, g_free);
  g_clear_pointer (&self->partner_key, g_free);
  g_clear_pointer (&self->uri, g_free);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (pasar_sandbox_parent_class)->finalize (object);
}

static void
pasar_sandbox_class_init (PasarSandboxClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_sandbox_finalize;
}

static void
pasar_sandbox_init (PasarSandbox *self)
{
  g_mutex_init (&self->lock);
  self->late = g_array_new (FALSE, FALSE, sizeof (PasarSandboxEffect));
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) pasar_sandbox_fault_unref);
  self->images =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  self->partner_id = PARTNER_ID;
  self->routes = pasar_sandbox_routes;
  self->log = pasar_sandbox_log_new ();
}

static void
make_key (PasarSandbox *self)
{
  g_autofree char *text = g_strdup_printf ("sandbox partner %u", self->options.seed);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  hash[60] = '\0';
  self->partner_key = g_strconcat ("shpk", hash, NULL);
  self->hmac = g_hmac_new (G_CHECKSUM_SHA256,
                           (const guchar *) self->partner_key,
                           strlen (self->partner_key));
}

static void
add_shop (PasarSandbox *self, const PasarSandboxRegion *region, guint n_items)
{
  PasarSandboxShop *shop = pasar_sandbox_shop_new (self->n_shops, region, self->options.seed);

  shop->mixed_names = self->options.mixed_names;
  shop->hostile_names = self->options.hostile_names;
  if (self->options.demo)
    pasar_sandbox_demo_fill (shop);
  else
    pasar_sandbox_catalogue_fill (shop, n_items);
  pasar_sandbox_shop_authorise (shop, pasar_sandbox_now (self));
  self->shops[self->n_shops++] = shop;
  pasar_sandbox_tokens_issue (self, 1u << shop->index, NULL, NULL);
}

/* After a long pause the tokens of the state file may be over; who starts the
 * sandbox is given ones that work. The demo's authorisation never ends. */
static void
renew_tokens (PasarSandbox *self)
{
  for (guint i = 0; i < self->n_shops; i++)
    {
      PasarSandboxShop *shop = self->shops[i];
      g_autofree char *newest = pasar_sandbox_tokens_dup_newest (self, shop, FALSE);

      if (self->options.demo)
        pasar_sandbox_shop_authorise (shop, pasar_sandbox_now (self));
      if (newest == NULL || !pasar_sandbox_tokens_allow (self, newest, shop))
        pasar_sandbox_tokens_issue (self, 1u << shop->index, NULL, NULL);
    }
}

static gboolean
add_faults (PasarSandbox *self, const char *const *specs, GError **error)
{
  for (guint i = 0; specs != NULL && specs[i] != NULL; i++)
    if (!pasar_sandbox_faults_add (self, specs[i], error))
      return FALSE;
  return TRUE;
}

/**
 * pasar_sandbox_new:
 * @options: (nullable): what it is made of; all is copied
 * @error: return location
 *
 * Makes a simulated shop; it does not listen yet.
 *
 * Errors: `G_IO_ERROR_INVALID_ARGUMENT` for a region or a fault spec that is none; `G_FILE_ERROR`
 * and `G_IO_ERROR_INVALID_DATA` where the state file cannot be used.
 *
 * Returns: (transfer full) (nullable): the sandbox, or %NULL
 */
PasarSandbox *
pasar_sandbox_new (const PasarSandboxOptions *options, GError **error)
{
  PasarSandboxOptions none = { 0 };
  const PasarSandboxOptions *o = options != NULL ? options : &none;
  const char *code = o->demo || o->region == NULL ? "SG" : o->region;
  const PasarSandboxRegion *region = pasar_sandbox_region_find (code);
  g_autoptr (PasarSandbox) self = g_object_new (PASAR_TYPE_SANDBOX, NULL);

  if (region == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "No such region: %s", code);
      return NULL;
    }
  self->options = *o;
  self->options.region = NULL;
  self->options.faults = NULL;
  self->options.state_file = self->state_file = g_strdup (o->state_file);
  self->options.n_items = o->n_items > 0 ? o->n_items : DEFAULT_ITEMS;
  self->options.seed = MAX (o->seed, 1);
  self->tokens = pasar_sandbox_tokens_new (self->options.seed);
  make_key (self);
  add_shop (self, region, self->options.n_items);
  if (o->demo || o->second_shop)
    add_shop (self,
              pasar_sandbox_region_find (strcmp (code, "MY") == 0 ? "TH" : "MY"),
              MIN (self->options.n_items, SECOND_SHOP_ITEMS));
  if (!add_faults (self, o->faults, error)
      || (self->state_file != NULL && !pasar_sandbox_state_load (self, error)))
    return NULL;
  renew_tokens (self);
  return g_steal_pointer (&self);
}

static gboolean
listen_on_loopback (PasarSandbox *self, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, self->options.port);
  g_autoslist (GUri) uris = NULL;

  if (!soup_server_listen (self->server, address, 0, error))
    return FALSE;
  uris = soup_server_get_uris (self->server);
  self->uri = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  return TRUE;
}

static gpointer
thread_func (gpointer data)
{
  PasarSandbox *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  pasar_sandbox_server_forget (self);
  if (self->save_source != NULL)
    g_source_destroy (self->save_source);
  g_clear_pointer (&self->save_source, g_source_unref);
  /* Lets the connections that were just dropped end in their own context. */
  while (g_main_context_iteration (self->context, FALSE))
    continue;
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
end_thread (PasarSandbox *self)
{
  g_autoptr (GSource) quit = g_idle_source_new ();

  g_source_set_callback (quit, quit_cb, self->loop, NULL);
  g_source_attach (quit, self->context);
  g_clear_pointer (&self->thread, g_thread_join);
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
}

/**
 * pasar_sandbox_start:
 * @self: a sandbox that is not running
 * @error: return location
 *
 * Starts the server in a thread of its own. When this returns %TRUE, it listens.
 *
 * Errors: of `G_IO_ERROR`, where the port is not free.
 *
 * Returns: whether it listens
 */
gboolean
pasar_sandbox_start (PasarSandbox *self, GError **error)
{
  gboolean listening;

  g_return_val_if_fail (PASAR_IS_SANDBOX (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  pasar_sandbox_server_setup (self);
  listening = listen_on_loopback (self, error);
  g_main_context_pop_thread_default (self->context);
  self->thread = g_thread_new ("pasar-sandbox", thread_func, self);
  if (!listening)
    end_thread (self);
  return listening;
}

/**
 * pasar_sandbox_stop:
 * @self: a sandbox
 *
 * Stops the server: open requests are dropped, the port is closed, the state is saved and the
 * thread is gone when this returns. Does nothing where it does not run.
 */
void
pasar_sandbox_stop (PasarSandbox *self)
{
  g_return_if_fail (PASAR_IS_SANDBOX (self));

  if (self->thread == NULL)
    return;
  end_thread (self);
  g_clear_pointer (&self->uri, g_free);
  if (self->state_file != NULL)
    pasar_sandbox_save (self);
}

/**
 * pasar_sandbox_get_uri:
 * @self: a sandbox
 *
 * Returns: (nullable): where it listens, such as `http://127.0.0.1:40000`, without a slash at the
 *   end; %NULL while it does not run
 */
const char *
pasar_sandbox_get_uri (PasarSandbox *self)
{
  g_return_val_if_fail (PASAR_IS_SANDBOX (self), NULL);
  return self->uri;
}

/**
 * pasar_sandbox_get_partner_id:
 * @self: a sandbox
 *
 * Returns: the one partner it knows
 */
gint64
pasar_sandbox_get_partner_id (PasarSandbox *self)
{
  g_return_val_if_fail (PASAR_IS_SANDBOX (self), 0);
  return self->partner_id;
}

/**
 * pasar_sandbox_get_partner_key:
 * @self: a sandbox
 *
 * Returns: the partner's made-up key
 */
const char *
pasar_sandbox_get_partner_key (PasarSandbox *self)
{
  g_return_val_if_fail (PASAR_IS_SANDBOX (self), NULL);
  return self->partner_key;
}

/**
 * pasar_sandbox_get_n_shops:
 * @self: a sandbox
 *
 * Returns: 1 or 2
 */
guint
pasar_sandbox_get_n_shops (PasarSandbox *self)
{
  g_return_val_if_fail (PASAR_IS_SANDBOX (self), 0);
  return self->n_shops;
}

/**
 * pasar_sandbox_get_shop_id:
 * @self: a sandbox
 * @n: below [method@Sandbox.get_n_shops]
 *
 * Returns: the shop's id
 */
gint64
pasar_sandbox_get_shop_id (PasarSandbox *self, guint n)
{
  g_return_val_if_fail (PASAR_IS_SANDBOX (self), 0);
  g_return_val_if_fail (n < self->n_shops, 0);
  return self->shops[n]->shop_id;
}

/**
 * pasar_sandbox_get_region:
 * @self: a sandbox
 * @n: below [method@Sandbox.get_n_shops]
 *
 * Returns: the shop's market, such as `SG`
 */
const char *
pasar_sandbox_get_region (PasarSandbox *self, guint n)
{
  g_return_val_if_fail (PASAR_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (n < self->n_shops, NULL);
  return self->shops[n]->region->code;
}

static char *
dup_token (PasarSandbox *self, guint n, gboolean refresh)
{
  char *token;

  g_return_val_if_fail (PASAR_IS_SANDBOX (self), NULL);
  g_return_val_if_fail (n < self->n_shops, NULL);
  g_mutex_lock (&self->lock);
  token = pasar_sandbox_tokens_dup_newest (self, self->shops[n], refresh);
  g_mutex_unlock (&self->lock);
  return token;
}

/**
 * pasar_sandbox_dup_access_token:
 * @self: a sandbox
 * @n: below [method@Sandbox.get_n_shops]
 *
 * Returns: (transfer full) (nullable): the shop's newest access token
 */
char *
pasar_sandbox_dup_access_token (PasarSandbox *self, guint n)
{
  return dup_token (self, n, FALSE);
}

/**
 * pasar_sandbox_dup_refresh_token:
 * @self: a sandbox
 * @n: below [method@Sandbox.get_n_shops]
 *
 * Returns: (transfer full) (nullable): the shop's newest refresh token
 */
char *
pasar_sandbox_dup_refresh_token (PasarSandbox *self, guint n)
{
  return dup_token (self, n, TRUE);
}

/**
 * pasar_sandbox_add_fault:
 * @self: a sandbox, running or not
 * @spec: such as `call=update_price,nth=3,kind=status,value=502`; all keys stand in the folder's
 *   README.md
 * @error: return location
 *
 * Makes some answers fail from now on. Errors: `G_IO_ERROR_INVALID_ARGUMENT`.
 *
 * Returns: whether @spec could be read
 */
gboolean
pasar_sandbox_add_fault (PasarSandbox *self, const char *spec, GError **error)
{
  gboolean added;

  g_return_val_if_fail (PASAR_IS_SANDBOX (self), FALSE);
  g_mutex_lock (&self->lock);
  added = pasar_sandbox_faults_add (self, spec, error);
  g_mutex_unlock (&self->lock);
  return added;
}

/**
 * pasar_sandbox_clear_faults:
 * @self: a sandbox, running or not
 *
 * Takes all faults back.
 */
void
pasar_sandbox_clear_faults (PasarSandbox *self)
{
  g_return_if_fail (PASAR_IS_SANDBOX (self));
  g_mutex_lock (&self->lock);
  g_ptr_array_set_size (self->faults, 0);
  g_mutex_unlock (&self->lock);
}
