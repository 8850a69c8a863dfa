/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* A server behind TLS that reads a request and then behaves in one way, on each connection. */

typedef enum
{
  PEER_SILENT,
  PEER_CLOSING,
  PEER_GARBAGE,
  PEER_FROZEN,   /* in the middle of its answer */
  PEER_DRIPPING, /* an answer without end, a byte at a time */
} PeerKind;

typedef struct
{
  PeerKind kind;
  const char *const *protocols; /* it may speak */
  char *url;
  gint n_http2;    /* atomic: connections of HTTP/2 */
  gint n_requests; /* atomic: read */
  gint n_acted;    /* atomic: answered in its way */
  GCancellable *stop;
  GSocketListener *listener;
  GTlsCertificate *certificate;
  GThread *thread;
} TlsPeer;

TlsPeer *tls_peer_new (PeerKind kind, const char *const *protocols);
void tls_peer_free (TlsPeer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TlsPeer, tls_peer_free)
char *tls_peer_certificate_path (void);
