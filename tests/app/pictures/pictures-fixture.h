/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/pictures/loader.h"
#include "fake-server.h"
#include "util.h"

/* Pictures at a server on this computer, and a loader with a cache in a folder of its own. */

G_BEGIN_DECLS

typedef struct
{
  FakeServer *server;
  PasarClient *client;
  char *folder; /* of the cache; not made yet */
  PasarPictureCache *cache;
  PasarPictureLoader *loader;
  gboolean is_holding; /* requests wait */
  gboolean is_broken;  /* answers are no pictures */
} PicturesFixture;

void pictures_set_up (PicturesFixture *self, gconstpointer data);
void pictures_tear_down (PicturesFixture *self, gconstpointer data);
void pictures_add (const char *path, void (*test) (PicturesFixture *fixture, gconstpointer data));
/* The address of the n-th picture, which is red. */
char *pictures_dup_address (PicturesFixture *self, guint n);
/* A file with a picture of one colour, 0xRRGGBBAA. */
GBytes *pictures_make_file (int width, int height, guint32 color);
guint pictures_get_n_asked (PicturesFixture *self);
/* Which one was asked for at its turn. */
guint pictures_get_asked (PicturesFixture *self, guint turn);
/* Answers a request that waits, as the server would. */
void pictures_release (PicturesFixture *self, guint nth);
/* How many files there are in the folder of the cache, and their bytes. */
guint pictures_count_kept (PicturesFixture *self, gsize *n_bytes);
/* The colour in the middle, as it is drawn: 0xAARRGGBB. */
guint32 pictures_read_color (GdkTexture *texture);

G_END_DECLS
