/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A real keyring daemon, on a bus and in a home of its own. */

G_BEGIN_DECLS

typedef struct _PasarTestKeyring PasarTestKeyring;

/* NULL where the daemon is not installed. One a program: the session bus of a process cannot be
 * changed while a library holds its connection. */
PasarTestKeyring *pasar_test_keyring_new (void);
/* As of those who log in without a password: the daemon writes its file as text. */
PasarTestKeyring *pasar_test_keyring_new_plain (void);
/* The daemon goes and comes back with what it had kept; it is unlocked then. */
void pasar_test_keyring_kill (PasarTestKeyring *self);
void pasar_test_keyring_start (PasarTestKeyring *self);
void pasar_test_keyring_lock (PasarTestKeyring *self);
void pasar_test_keyring_free (PasarTestKeyring *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTestKeyring, pasar_test_keyring_free)

G_END_DECLS
