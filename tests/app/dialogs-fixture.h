/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "jobs/accounts/accounts.h"
#include "jobs/session/session.h"
#include "sandbox/sandbox.h"

#include <adwaita.h>

/* A shop of the sandbox, in this process, with a session over it in a folder of its own. */

G_BEGIN_DECLS

typedef struct
{
  char *folder;
  PasarSandbox *sandbox;
  PasarStore *store;
  PasarClient *client;
  PasarSession *session;
} DialogsFixture;

void dialogs_fixture_set_up (DialogsFixture *self, const PasarSandboxOptions *options);
void dialogs_fixture_tear_down (DialogsFixture *self);
/* Stages one value and waits until it is kept. */
void dialogs_fixture_stage (DialogsFixture *self, guint row, PasarField field, gint64 value);
/* The first editable row from first on that is live, is no kit, has no promotion and stock. */
guint dialogs_fixture_find_plain_row (DialogsFixture *self, guint first);
/* The accounts of the store. */
PasarAccounts *dialogs_fixture_load_accounts (DialogsFixture *self);
/* Presses a button that can be pressed. */
void dialogs_click (gpointer button);
/* All descendants of a type, in the order of the tree. */
GPtrArray *dialogs_find_all (gpointer widget, GType type);
/* The message dialog that is shown; waits for it. */
AdwMessageDialog *dialogs_wait_question (void);
/* Lets pass what older versions of libadwaita say of their own headings. */
void dialogs_let_headings_be (void);
/* The child of a template by its id. */
gpointer dialogs_find (gpointer widget, const char *id);
/* Closes a window and waits until it is gone. */
void dialogs_close (GtkWindow *window);

G_END_DECLS
