/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/catalogue.h"
#include "catalogue/edits/import.h"
#include "catalogue/view/cell.h"
#include "catalogue/view/reach.h"
#include "catalogue/view/sum.h"
#include "catalogue/view/view.h"

#include <locale.h>
#include <string.h>
#include <time.h>

/* Prints what the view over catalogues of several sizes costs: until it is shown, and the longest
 * processor time that the main loop was held for meanwhile. */

#define N_MODELS 5
#define N_ROUNDS 7

static const guint default_sizes[] = { 10000, 100000, 1000000 };

static double
ms_since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

/* Of this thread alone, so that what else runs on the machine does not count. */
static double
get_cpu_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static gsize
get_rss (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &text, NULL, NULL))
    return 0;
  line = strstr (text, "VmRSS:");
  return line != NULL ? (gsize) g_ascii_strtoull (line + 6, NULL, 10) * 1024 : 0;
}

static void
put_item (PasarCatalogue *catalogue, guint i)
{
  static const char *const kinds[] = { "Linen shirt", "Ceramic mug", "เสื้อเชิ้ตผ้าลินิน", "亚麻衬衫",
                                       "Áo sơ mi",    "Phone case",  "Kopi bubuk",  "Café set" };
  static const char *const colours[] = { "White", "Blue", "Navy", "Émeraude", "ขาว", "黑色" };
  PasarModelRecord models[N_MODELS] = { 0 };
  PasarLocationStock stocks[N_MODELS];
  char variations[N_MODELS][64];
  char skus[N_MODELS][32];
  char name[128];
  char sku[32];
  PasarItemRecord record;

  for (guint m = 0; m < N_MODELS; m++)
    {
      const guint number = i * N_MODELS + m;
      const gint64 price = 500 + ((gint64) number * 7919) % 90000;

      g_snprintf (variations[m], sizeof variations[m], "%s, size %u", colours[(i + m) % 6], m);
      g_snprintf (skus[m], sizeof skus[m], "SKU-%u-%u", i * 7 % 100003, m);
      stocks[m] = (PasarLocationStock){ "", number % 50 };
      models[m] = (PasarModelRecord){ .model_id = 1000000 + number,
                                      .name = variations[m],
                                      .sku = skus[m],
                                      .price = price,
                                      .current_price = price,
                                      .locations = &stocks[m],
                                      .n_locations = 1 };
    }
  g_snprintf (name,
              sizeof name,
              "%s for summer and winter, free shipping, %u",
              kinds[i % 8],
              i * 31 % 100003);
  g_snprintf (sku, sizeof sku, "SKU-%u", i * 7 % 100003);
  record = (PasarItemRecord){ .item_id = 20000000000 + i,
                              .name = name,
                              .sku = sku,
                              .category_id = 100,
                              .has_model = TRUE,
                              .wholesale_price = PASAR_NO_VALUE,
                              .position = i + 1,
                              .models = models,
                              .n_models = N_MODELS };
  pasar_catalogue_put_item (catalogue, &record);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double x = *(const double *) a;
  const double y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static void
print_median (const char *what, double *times, double *held)
{
  qsort (times, N_ROUNDS, sizeof *times, compare_doubles);
  qsort (held, N_ROUNDS, sizeof *held, compare_doubles);
  g_print ("  %-32s %9.2f ms, held %7.2f ms\n", what, times[N_ROUNDS / 2], held[N_ROUNDS - 1]);
}

/* Asks for something n times; each time until the list has changed. */
static void
measure (const char *what, PasarView *view, void (*ask) (PasarView *view, guint round))
{
  double times[N_ROUNDS];
  double held[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      const gint64 start = g_get_monotonic_time ();
      double turn = get_cpu_ms ();

      ask (view, i);
      held[i] = get_cpu_ms () - turn;
      while (pasar_view_get_is_pending (view))
        {
          if (!g_main_context_pending (NULL))
            g_main_context_iteration (NULL, TRUE);
          turn = get_cpu_ms ();
          g_main_context_iteration (NULL, FALSE);
          held[i] = MAX (held[i], get_cpu_ms () - turn);
        }
      times[i] = ms_since (start);
    }
  print_median (what, times, held);
}

static void
sort_by_price (PasarView *view, guint round)
{
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_PRICE, round % 2 == 0 }, 1);
}

static void
sort_by_name (PasarView *view, guint round)
{
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_NAME, round % 2 == 0 }, 1);
}

static void
sort_by_sku (PasarView *view, guint round)
{
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_SKU, round % 2 == 0 }, 1);
}

static void
sort_by_shop (PasarView *view, guint round)
{
  pasar_view_set_sorts (view, &(PasarSort){ PASAR_COLUMN_PRICE, FALSE }, round % 2 == 0);
}

static void
type_text (PasarView *view, guint round)
{
  static const char *const texts[] = { "l", "li", "lin", "linen", "linen 12", "linen 12 na", "" };

  pasar_view_set_text (view, texts[round % G_N_ELEMENTS (texts)]);
}

/* Three clauses: numbers of two columns, and a text. */
static void
filter_by_condition (PasarView *view, guint round)
{
  static const char *const texts[] = { "stock<25 price>=200 name:linen", "" };
  g_autoptr (PasarCondition) condition = NULL;
  gsize place;

  pasar_condition_read (texts[round % G_N_ELEMENTS (texts)],
                        pasar_view_get_catalogue (view),
                        pasar_condition_get_kept_format (),
                        &condition,
                        &place,
                        NULL);
  pasar_view_set_condition (view, condition, 0);
}

static void
choose_chip (PasarView *view, guint round)
{
  g_autoptr (PasarCondition) chip = pasar_condition_new_state (PASAR_STATE_OUT_OF_STOCK);

  pasar_view_set_condition (view, round % 2 == 0 ? chip : NULL, 0);
}

static void
measure_cells (PasarCatalogue *catalogue)
{
  static const PasarColumn columns[] = { PASAR_COLUMN_NAME,
                                         PASAR_COLUMN_SKU,
                                         PASAR_COLUMN_PRICE,
                                         PASAR_COLUMN_STOCK };
  const guint n = pasar_catalogue_get_n_rows (catalogue);
  const guint n_cells = 200000;
  double start = get_cpu_ms ();
  gsize sum = 0;

  for (guint i = 0; i < n_cells; i++)
    {
      PasarCellInfo cell;

      pasar_cell_info_read (&cell, catalogue, (i / 4) % n, columns[i % 4], FALSE);
      sum += (guint8) cell.text[0];
    }
  g_print ("  %-32s %9.3f µs (%zu)\n",
           "read a cell",
           (get_cpu_ms () - start) * 1000.0 / n_cells,
           sum & 1);
}

static void
measure_counts (PasarView *view)
{
  double start = get_cpu_ms ();
  const PasarCount count = pasar_view_count (view, PASAR_STATE_OUT_OF_STOCK);

  g_print ("  %-32s %9.2f ms (%u)\n",
           "counts of the chips",
           (get_cpu_ms () - start),
           count.n_models);
  start = get_cpu_ms ();
  pasar_view_count (view, PASAR_STATE_CHANGED);
  g_print ("  %-32s %9.2f ms\n", "the same again", (get_cpu_ms () - start));
}

/* What selecting all cells of a column asks for. */
static void
measure_reach (PasarView *view)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (view));
  g_autoptr (PasarReach) reach = pasar_reach_new (view);
  g_autoptr (PasarSumming) summing = pasar_summing_new (view);
  double start = get_cpu_ms ();

  pasar_reach_add (reach, 0, n);
  pasar_reach_run (reach, G_MAXINT64);
  g_print ("  %-32s %9.2f ms (%u)\n",
           "what an edit of all reaches",
           (get_cpu_ms () - start),
           pasar_reach_get_editable (reach)->len);
  start = get_cpu_ms ();
  pasar_summing_add (summing, PASAR_COLUMN_PRICE, 0, n);
  pasar_summing_run (summing, G_MAXINT64);
  g_print ("  %-32s %9.2f ms\n", "sum of all prices", (get_cpu_ms () - start));
}

#define IMPORT_COLUMNS 12

/* The SKU, the price and the stock of each model, and columns that are not used. */
static GPtrArray *
dup_list (guint n_rows)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n_rows / (N_MODELS + 1) * N_MODELS; i++)
    {
      g_ptr_array_add (texts,
                       g_strdup_printf ("SKU-%u-%u", i / N_MODELS * 7 % 100003, i % N_MODELS));
      g_ptr_array_add (texts, g_strdup_printf ("%u.%02u", 5 + i % 7, i % 100));
      g_ptr_array_add (texts, g_strdup_printf ("%u", i % 90));
      for (guint k = 3; k < IMPORT_COLUMNS; k++)
        g_ptr_array_add (texts, g_strdup ("as the supplier has it"));
    }
  return texts;
}

/* What a file of as many rows comes to, once it is read, and the edits when it is applied. */
static void
measure_import (PasarCatalogue *catalogue, guint n_rows)
{
  g_autoptr (GPtrArray) texts = dup_list (n_rows);
  static const char *const heads[IMPORT_COLUMNS] = { "SKU", "Cost", "Stock", "", "", "",
                                                     "",    "",     "",      "", "", "" };
  static const PasarImportSource sources[] = { { PASAR_COLUMN_PRICE, -1, "=cost*1.6 end .90" },
                                               { PASAR_COLUMN_STOCK, 2, NULL } };
  const PasarImportMapping mapping = { .keys = { -1, -1, 0, -1, -1 },
                                       .sources = sources,
                                       .n_sources = G_N_ELEMENTS (sources) };
  const PasarImportTable table = { .texts = (const char *const *) texts->pdata,
                                   .n_rows = texts->len / IMPORT_COLUMNS,
                                   .n_columns = IMPORT_COLUMNS,
                                   .heads = heads,
                                   .decimal_point = '.' };
  const PasarMatchTable by_sku = { .texts = table.texts,
                                   .n_rows = table.n_rows,
                                   .n_columns = IMPORT_COLUMNS,
                                   .columns = { -1, -1, 0, -1, -1 } };
  g_autoptr (PasarRowMatch) match = pasar_row_match_new (catalogue, &by_sku);
  g_autoptr (PasarImport) import = NULL;
  g_autoptr (PasarCommand) command = NULL;
  g_autoptr (GArray) edits = NULL;
  double start = get_cpu_ms ();
  double held = 0;

  pasar_row_match_run (match, G_MAXINT64);
  g_print ("  %-32s %9.2f ms (%u)\n",
           "match by SKU",
           (get_cpu_ms () - start),
           pasar_row_match_count (match, PASAR_MATCH_FOUND));
  start = get_cpu_ms ();
  import = pasar_import_new (catalogue, &table, &mapping, NULL);
  for (gboolean is_done = FALSE; !is_done;)
    {
      const double turn = get_cpu_ms ();

      is_done = pasar_import_run (import, g_get_monotonic_time () + 8000);
      held = MAX (held, get_cpu_ms () - turn);
    }
  g_print ("  %-32s %9.2f ms, held %7.2f ms (%u)\n",
           "preview of an import",
           (get_cpu_ms () - start),
           held,
           pasar_import_get_report (import)->n_cells[PASAR_IMPORT_CHANGED]);
  start = get_cpu_ms ();
  command = pasar_import_make_command (import, "list");
  edits = pasar_command_compute (command, catalogue, NULL);
  g_print ("  %-32s %9.2f ms (%u)\n", "its edits", (get_cpu_ms () - start), edits->len);
}

static void
measure_size (guint n_rows)
{
  const gsize rss = get_rss ();
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_autoptr (PasarView) view = NULL;
  double start = get_cpu_ms ();

  g_print ("%u rows\n", n_rows);
  pasar_catalogue_freeze (catalogue);
  for (guint i = 0; i < n_rows / (N_MODELS + 1); i++)
    put_item (catalogue, i);
  pasar_catalogue_thaw (catalogue);
  g_print ("  %-32s %9.2f ms\n", "fill", (get_cpu_ms () - start));
  start = get_cpu_ms ();
  pasar_catalogue_prepare (catalogue);
  g_print ("  %-32s %9.2f ms\n", "prepare", (get_cpu_ms () - start));
  g_print ("  %-32s %9.1f bytes a row\n",
           "memory",
           (double) pasar_catalogue_get_memory (catalogue) / n_rows);
  g_print ("  %-32s %9.1f bytes a row, %.1f MB\n",
           "resident",
           (double) (get_rss () - rss) / n_rows,
           (double) (get_rss () - rss) / 1e6);
  start = get_cpu_ms ();
  view = pasar_view_new (catalogue);
  g_print ("  %-32s %9.2f ms\n", "first view", (get_cpu_ms () - start));

  measure ("sort by price", view, sort_by_price);
  measure ("sort by price, and not", view, sort_by_shop);
  measure ("sort by name", view, sort_by_name);
  measure ("sort by SKU", view, sort_by_sku);
  pasar_view_set_sorts (view, NULL, 0);
  measure ("filter as typed", view, type_text);
  measure ("condition filter", view, filter_by_condition);
  pasar_view_set_condition (view, NULL, 0);
  measure ("choose a chip", view, choose_chip);
  pasar_view_set_condition (view, NULL, 0);
  while (pasar_view_get_is_pending (view))
    g_main_context_iteration (NULL, TRUE);
  measure_counts (view);
  pasar_view_set_flat (view, TRUE);
  measure ("sort by price, flat", view, sort_by_price);
  measure_import (catalogue, n_rows);
  measure ("sort by name, flat", view, sort_by_name);
  pasar_view_set_flat (view, FALSE);
  measure_cells (catalogue);
  measure_reach (view);
  g_print ("  %-32s %9.1f bytes a row, %.1f MB\n",
           "resident after all",
           (double) (get_rss () - rss) / n_rows,
           (double) (get_rss () - rss) / 1e6);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  for (int i = 1; i < argc; i++)
    measure_size ((guint) g_ascii_strtoull (argv[i], NULL, 10));
  for (guint i = 0; argc <= 1 && i < G_N_ELEMENTS (default_sizes); i++)
    measure_size (default_sizes[i]);
  return 0;
}
