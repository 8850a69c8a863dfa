/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/compat.h"

/* Figures of a real window: each round is a process of its own, which prints "name value" lines;
 * medians are of all rounds. */

G_BEGIN_DECLS

/* In the process that is measured. */
double bench_get_cpu_ms (void);
double bench_get_rss_mb (void);
void bench_print_value (const char *name, double value);
/* Of the moment when the first rows are on the screen; started_us: of the monotonic clock. */
void bench_print_painted (gint64 started_us);
/* For the one who reads it; each only once, however many rounds print it. */
void bench_print_note (const char *note);
void bench_run_for (guint ms);
/* Until what changed before is on the screen. */
void bench_paint (GtkWidget *widget);
/* Sorts them. */
double bench_get_median (GArray *values);

/* In the process that measures. */
typedef struct _BenchValues BenchValues;

BenchValues *bench_values_new (void);
void bench_values_free (BenchValues *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BenchValues, bench_values_free)
void bench_values_add (BenchValues *self, const char *name, double value);
/* Runs a program to its end. */
void bench_values_add_round (BenchValues *self,
                             GSubprocessLauncher *launcher,
                             const char *const *arguments);
/* In the order in which they were printed; NULL after the last. */
const char *bench_values_get_name (BenchValues *self, guint i);
gboolean bench_values_has (BenchValues *self, const char *name);
/* The median. */
double bench_values_get (BenchValues *self, const char *name);
/* NULL after the last. */
const char *bench_values_get_note (BenchValues *self, guint i);

G_END_DECLS
