/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/demo.h"

#include "sandbox/sandbox.h"

#include <glib/gstdio.h>

struct _PasarDemo
{
  GObject parent_instance;

  PasarAccounts *accounts; /* (owned) */
  PasarSandbox *sandbox;   /* (owned) (nullable): once it is in use */
};

G_DEFINE_FINAL_TYPE (PasarDemo, pasar_demo, G_TYPE_OBJECT)

static void
pasar_demo_dispose (GObject *object)
{
  pasar_demo_stop (PASAR_DEMO (object));
  g_clear_object (&PASAR_DEMO (object)->accounts);
  G_OBJECT_CLASS (pasar_demo_parent_class)->dispose (object);
}

static void
pasar_demo_class_init (PasarDemoClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pasar_demo_dispose;
}

static void
pasar_demo_init (PasarDemo *self)
{
}

/**
 * pasar_demo_new:
 * @accounts: the connected shops
 *
 * Its server is not started yet.
 *
 * Returns: (transfer full): the demo shop
 */
PasarDemo *
pasar_demo_new (PasarAccounts *accounts)
{
  PasarDemo *self = g_object_new (PASAR_TYPE_DEMO, NULL);

  self->accounts = g_object_ref (accounts);
  return self;
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  PasarAccount *account =
      pasar_accounts_connect_demo_finish (PASAR_ACCOUNTS (source), result, &error);

  if (account == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, account, g_object_unref);
}

static void
connect_shop (PasarDemo *self, GTask *task)
{
  g_autofree char *access_token = pasar_sandbox_dup_access_token (self->sandbox, 0);
  g_autofree char *refresh_token = pasar_sandbox_dup_refresh_token (self->sandbox, 0);

  pasar_accounts_connect_demo_async (self->accounts,
                                     pasar_sandbox_get_uri (self->sandbox),
                                     pasar_sandbox_get_partner_id (self->sandbox),
                                     pasar_sandbox_get_partner_key (self->sandbox),
                                     pasar_sandbox_get_shop_id (self->sandbox, 0),
                                     access_token,
                                     refresh_token,
                                     g_task_get_cancellable (task),
                                     connected_cb,
                                     g_object_ref (task));
}

static void
make_sandbox_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "pasar", NULL);
  g_autofree char *state_file = g_build_filename (folder, "demo-shop.state", NULL);
  const PasarSandboxOptions options = { .demo = TRUE, .state_file = state_file };
  g_autoptr (GError) error = NULL;
  PasarSandbox *sandbox;

  g_mkdir_with_parents (folder, 0700);
  sandbox = pasar_sandbox_new (&options, &error);
  if (sandbox == NULL)
    {
      /* Nothing in it is of value: the demo shop begins anew, and the file is set aside. */
      g_autofree char *aside = g_strconcat (state_file, ".damaged", NULL);

      g_clear_error (&error);
      g_rename (state_file, aside);
      sandbox = pasar_sandbox_new (&options, &error);
    }
  if (sandbox == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, sandbox, g_object_unref);
}

static void
sandbox_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PasarDemo *self = PASAR_DEMO (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (PasarSandbox) sandbox = g_task_propagate_pointer (G_TASK (result), &error);

  if (sandbox == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* Another request for the demo shop may have been quicker. */
  if (self->sandbox == NULL)
    {
      if (!pasar_sandbox_start (sandbox, &error))
        {
          g_task_return_error (task, g_steal_pointer (&error));
          return;
        }
      self->sandbox = g_steal_pointer (&sandbox);
    }
  connect_shop (self, task);
}

/**
 * pasar_demo_start_async:
 * @self: the demo shop
 * @cancellable: (nullable): stops it
 * @callback: (scope async): runs once
 * @user_data: for @callback
 *
 * Starts the demo shop's server within the app, on a loopback port, unless it runs already.
 */
void
pasar_demo_start_async (PasarDemo *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) make = NULL;

  g_task_set_source_tag (task, pasar_demo_start_async);
  if (self->sandbox != NULL)
    {
      connect_shop (self, task);
      return;
    }
  make = g_task_new (self, cancellable, sandbox_made_cb, g_object_ref (task));
  g_task_set_source_tag (make, make_sandbox_thread);
  g_task_run_in_thread (make, make_sandbox_thread);
}

/**
 * pasar_demo_start_finish:
 * @self: the demo shop
 * @result: of the call
 * @error: (out): why the demo shop cannot be had
 *
 * Returns: (transfer full) (nullable): the demo shop, ready to be opened
 */
PasarAccount *
pasar_demo_start_finish (PasarDemo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, pasar_demo_start_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * pasar_demo_stop:
 * @self: the demo shop
 *
 * Ends its server, if it runs; what it remembers is kept.
 */
void
pasar_demo_stop (PasarDemo *self)
{
  if (self->sandbox != NULL)
    pasar_sandbox_stop (self->sandbox);
  g_clear_object (&self->sandbox);
}
