/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* All that is used outside of this folder, but for the view and the values alone. */

#include "catalogue/edits/changed.h"
#include "catalogue/edits/command.h"
#include "catalogue/edits/computation.h"
#include "catalogue/edits/doubts.h"
#include "catalogue/edits/history.h"
#include "catalogue/edits/input.h"
#include "catalogue/edits/origins.h"
#include "catalogue/edits/paste-sku.h"
#include "catalogue/edits/postponed.h"
#include "catalogue/edits/rules.h"
#include "catalogue/edits/staged.h"
#include "catalogue/table/column.h"
#include "catalogue/table/row.h"
