/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A real keyring daemon, on a bus and in a home of its own. */

G_BEGIN_DECLS

typedef struct _PasarTestKeyring PasarTestKeyring;

/* NULL where the daemon is not installed. One a program: the session bus of a process cannot be
 * changed while a library holds its connection. */
PasarTestKeyring *pasar_test_keyring_new (void);
void pasar_test_keyring_free (PasarTestKeyring *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PasarTestKeyring, pasar_test_keyring_free)

G_END_DECLS
