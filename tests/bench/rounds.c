/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "rounds.h"

#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

/* Before a line that is no value. */
#define NOTE "# "

double
bench_get_cpu_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000.0
         + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1000.0;
}

double
bench_get_rss_mb (void)
{
  g_autofree char *text = NULL;
  glong pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);
  return (double) pages * (double) sysconf (_SC_PAGESIZE) / 1024 / 1024;
}

void
bench_print_value (const char *name, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  /* With a point in every locale, as it is read again. */
  g_print ("%s %s\n", name, g_ascii_formatd (text, sizeof text, "%.3f", value));
}

void
bench_print_painted (gint64 started_us)
{
  bench_print_value ("painted_ms", (double) (g_get_monotonic_time () - started_us) / 1000);
  bench_print_value ("painted_cpu_ms", bench_get_cpu_ms ());
}

void
bench_print_note (const char *note)
{
  g_print (NOTE "%s\n", note);
}

static gboolean
raise_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

void
bench_run_for (guint ms)
{
  gboolean is_over = FALSE;

  g_source_set_name_by_id (g_timeout_add (ms, raise_cb, &is_over), "bench");
  while (!is_over)
    g_main_context_iteration (NULL, TRUE);
}

static void
painted_cb (GdkFrameClock *clock, gboolean *is_painted)
{
  *is_painted = TRUE;
}

void
bench_paint (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean is_painted = FALSE;
  const gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);

  gtk_widget_queue_draw (widget);
  while (!is_painted)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, id);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double *first = a;
  const double *second = b;

  return (*first > *second) - (*first < *second);
}

double
bench_get_median (GArray *values)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, values->len / 2);
}

struct _BenchValues
{
  GHashTable *numbers; /* (element-type utf8 GArray): of doubles, by name */
  GPtrArray *names;    /* (element-type utf8): in the order in which they were printed */
  GPtrArray *notes;    /* (element-type utf8) */
};

BenchValues *
bench_values_new (void)
{
  BenchValues *self = g_new (BenchValues, 1);

  self->numbers =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->notes = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
bench_values_free (BenchValues *self)
{
  g_hash_table_unref (self->numbers);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

void
bench_values_add (BenchValues *self, const char *name, double value)
{
  GArray *numbers = g_hash_table_lookup (self->numbers, name);

  if (numbers == NULL)
    {
      numbers = g_array_new (FALSE, FALSE, sizeof (double));
      g_hash_table_insert (self->numbers, g_strdup (name), numbers);
      g_ptr_array_add (self->names, g_strdup (name));
    }
  g_array_append_val (numbers, value);
}

static void
add_note (BenchValues *self, const char *note)
{
  if (!g_ptr_array_find_with_equal_func (self->notes, note, g_str_equal, NULL))
    g_ptr_array_add (self->notes, g_strdup (note));
}

void
bench_values_add_round (BenchValues *self,
                        GSubprocessLauncher *launcher,
                        const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;

  process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  lines = g_strsplit (output, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines[i], " ", 2);

      if (g_str_has_prefix (lines[i], NOTE))
        add_note (self, words[1]);
      else if (g_strv_length (words) == 2)
        bench_values_add (self, words[0], g_ascii_strtod (words[1], NULL));
    }
}

const char *
bench_values_get_name (BenchValues *self, guint i)
{
  return i < self->names->len ? g_ptr_array_index (self->names, i) : NULL;
}

double
bench_values_get (BenchValues *self, const char *name)
{
  return bench_get_median (g_hash_table_lookup (self->numbers, name));
}

gboolean
bench_values_has (BenchValues *self, const char *name)
{
  return g_hash_table_contains (self->numbers, name);
}

const char *
bench_values_get_note (BenchValues *self, guint i)
{
  return i < self->notes->len ? g_ptr_array_index (self->notes, i) : NULL;
}
