/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Submits a price and a stock of every row of a sandbox: how fast, and what it refuses that was not
 * held back before. */
void bench_submit (unsigned int n_items);
