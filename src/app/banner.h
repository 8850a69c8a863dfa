/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PasarBannerKind:
 * What a message is about; of several the first in this order is shown.
 */
typedef enum
{
  PASAR_BANNER_UNWRITTEN,  /* changes are shown that could not be written to the disk */
  PASAR_BANNER_STORE,      /* something could not be kept on disk */
  PASAR_BANNER_DAMAGED,    /* what was kept was damaged */
  PASAR_BANNER_SIGNED_OUT, /* the shop has to be connected again */
  PASAR_BANNER_OFFLINE,    /* no answer from the network */
  PASAR_BANNER_READ_ONLY,  /* nothing of the shop can be changed */
  PASAR_BANNER_LOAD,       /* reading the shop stopped */
  PASAR_BANNER_SETTLED,    /* what became of a submission that was cut off */
  PASAR_BANNER_FAILED,     /* what a submission did not settle is shown */
  PASAR_BANNER_FREED,      /* what waited for the end of a promotion can be sent */
} PasarBannerKind;
#define PASAR_N_BANNERS 10

/**
 * PasarBanner:
 * A strip under the header bar with a sentence on the state of the shop and a button for what to
 * do about it. Holds one message a kind and shows the gravest.
 */
#define PASAR_TYPE_BANNER (pasar_banner_get_type ())
G_DECLARE_FINAL_TYPE (PasarBanner, pasar_banner, PASAR, BANNER, GtkWidget)

void pasar_banner_set (PasarBanner *self,
                       PasarBannerKind kind,
                       const char *text,
                       const char *button,
                       const char *action);
gboolean pasar_banner_has (PasarBanner *self, PasarBannerKind kind);
void pasar_banner_clear (PasarBanner *self, PasarBannerKind kind);
void pasar_banner_clear_all (PasarBanner *self);

G_END_DECLS
