/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/grid/grid.h"

/* Rows with all that a cell can show: names in the scripts of the markets, pictures that are there
 * and that are not, new values, refused, locked and unsaved ones, folds and marks.
 * Every edit is refused. */

G_BEGIN_DECLS

#define TEST_TYPE_SHOWCASE (test_showcase_get_type ())
G_DECLARE_FINAL_TYPE (TestShowcase, test_showcase, TEST, SHOWCASE, GObject)

TestShowcase *test_showcase_new (guint n_rows);

G_END_DECLS
