/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/loader.h"
#include "jobs/accounts/accounts.h"
#include "jobs/session/session.h"
#include "sandbox/sandbox.h"
#include "util.h"

#include <adwaita.h>

/* A shop of the sandbox, in this process, with a session over it in a folder of its own. */

G_BEGIN_DECLS

/* The plain catalogue's n-th item, as the sandbox's README says. */
#define ITEM(n) (G_GINT64_CONSTANT (25000000011) + 37 * (n))

typedef struct
{
  char *folder;
  PasarSandbox *sandbox;
  PasarStore *store;
  PasarClient *client;
  PasarSession *session;
  PasarPictureLoader *pictures;
} DialogsFixture;

/* What every test of a dialog begins with; FALSE: there is no display, and the program ends
 * with 77. */
gboolean dialogs_test_init (int *argc, char ***argv);
/* A test over a shop of 60 items. */
void dialogs_add (const char *path, void (*test) (DialogsFixture *fixture, gconstpointer data));
void dialogs_fixture_set_up (DialogsFixture *self, const PasarSandboxOptions *options);
void dialogs_fixture_tear_down (DialogsFixture *self);
/* Stages one value and waits until it is kept. */
void dialogs_fixture_stage (DialogsFixture *self, guint row, PasarField field, gint64 value);
/* The first editable row from first on that is live, is no kit, has no promotion and stock. */
guint dialogs_fixture_find_plain_row (DialogsFixture *self, guint first);
/* The row of an item, which must be there. */
guint dialogs_fixture_find_row (DialogsFixture *fixture, gint64 item_id);
gint64 dialogs_fixture_get_value (DialogsFixture *fixture, guint row, PasarField field);
gint64 dialogs_fixture_get_staged (DialogsFixture *fixture, guint row, PasarField field);
/* The dialog Edit Prices or Edit Stock, not presented yet. */
GtkWindow *
dialogs_fixture_edit (DialogsFixture *fixture, PasarField field, const guint *rows, guint n_rows);
/* The accounts of the store. */
PasarAccounts *dialogs_fixture_load_accounts (DialogsFixture *self);
/* Presses a button that can be pressed. */
void dialogs_click (gpointer button);
/* All descendants of a type, in the order of the tree. */
GPtrArray *dialogs_find_all (gpointer widget, GType type);
/* The message dialog that is shown; waits for it. */
AdwMessageDialog *dialogs_wait_question (void);
/* The child of a template by its id. */
gpointer dialogs_find (gpointer widget, const char *id);
/* Of such a child: what is typed into it, what it says, whether it can be pressed. */
void dialogs_type (gpointer dialog, const char *id, const char *text);
const char *dialogs_read_label (gpointer dialog, const char *id);
const char *dialogs_read_button (gpointer dialog, const char *id);
gboolean dialogs_is_sensitive (gpointer dialog, const char *id);
/* Conditions to wait for: a dialog shows a row of a change; Item Details its page, or why it has
 * none; a session has no job any more. */
gboolean dialogs_has_mapped_rows (gpointer dialog);
gboolean dialogs_shows_details (gpointer dialog);
gboolean dialogs_shows_error (gpointer dialog);
gboolean dialogs_has_no_jobs (gpointer session);
/* Whether a dialog shows how far its job is. */
gboolean dialogs_shows_progress (gpointer dialog);
/* The list of a review; waits until it has all rows, which are added between frames; scrolls to one
 * of its changes, as the keys do; and to all of them, until each of them was looked at that is to
 * be. */
GtkListView *dialogs_find_list (GtkWindow *dialog);
void dialogs_wait_rows (GtkWindow *dialog);
void dialogs_scroll_to (GtkWindow *dialog, guint position);
void dialogs_look_at_all (GtkWindow *dialog);
/* An item without models, with the stock unknown. */
void dialogs_put_item (PasarCatalogue *catalogue, gint64 item_id, gint64 price);
/* Without a turn of the main loop, as when somebody edits between two frames. */
void dialogs_stage_now (PasarCatalogue *catalogue, gint64 first_id, guint n, gint64 price);
/* The same of n new items, which cost 10.00. */
void dialogs_stage_many (DialogsFixture *fixture, guint n, gint64 price);
/* Closes a window and waits until it is gone. */
void dialogs_close (GtkWindow *window);

G_END_DECLS
