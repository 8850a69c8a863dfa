/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Prints what reading a shop of n_items from a server in another process costs, beside a bare
 * client of libsoup and json-glib. rate: calls a second. */
void bench_read (int n_items, int rate);
