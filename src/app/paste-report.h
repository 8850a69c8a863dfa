/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/window.h"
#include "catalogue/edits/history.h"
#include "catalogue/edits/paste.h"
#include "jobs/clipboard/read.h"

G_BEGIN_DECLS

/**
 * PasarPasteRefusals:
 * What a paste did not take, as long as that is of use.
 */
typedef struct _PasarPasteRefusals PasarPasteRefusals;

void pasar_paste_report_show (PasarWindow *window,
                              const PasarStep *step,
                              PasarTextTable *texts,
                              PasarPaste *paste,
                              GBytes *table);
void pasar_paste_report_forget (PasarWindow *window);
char *pasar_paste_report_dup_reason (PasarWindow *window);

G_END_DECLS
