/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"

#include "catalogue/view/reach.h"

#include <string.h>

#define PRICE PASAR_FIELD_PRICE
#define STOCK PASAR_FIELD_STOCK

static const PasarColumn price_and_stock[] = { PASAR_COLUMN_PRICE, PASAR_COLUMN_STOCK };

/* The rows that a list shows and what an edit of them reaches. */
typedef struct
{
  PasarView *view;
  GArray *rows;
  GArray *editable;
} Shown;

static void
shown_clear (Shown *shown)
{
  g_clear_object (&shown->view);
  g_clear_pointer (&shown->rows, g_array_unref);
  g_clear_pointer (&shown->editable, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static void
shown_read (Shown *shown)
{
  g_autoptr (PasarReach) reach = pasar_reach_new (shown->view);

  pasar_reach_add (reach, 0, G_MAXUINT);
  g_assert_true (pasar_reach_run (reach, G_MAXINT64));
  g_clear_pointer (&shown->rows, g_array_unref);
  g_clear_pointer (&shown->editable, g_array_unref);
  shown->rows = g_array_ref (pasar_reach_get_listed (reach));
  shown->editable = g_array_ref (pasar_reach_get_editable (reach));
}

/* All rows: those of models below their items, or all of them without items. */
static Shown
shown_new (PasarCatalogue *catalogue, gboolean flat)
{
  Shown shown = { .view = pasar_view_new (catalogue) };

  pasar_view_set_flat (shown.view, flat);
  shown_read (&shown);
  return shown;
}

/* From the first row on, so many of which are selected. */
static PasarPasteArea
make_area (const Shown *shown,
           const PasarColumn *columns,
           guint n_columns,
           guint n_selected_rows,
           guint n_selected_columns)
{
  return (PasarPasteArea){ .rows = (const guint *) (gpointer) shown->rows->data,
                           .n_rows = shown->rows->len,
                           .editable = shown->editable,
                           .columns = columns,
                           .n_columns = n_columns,
                           .n_selected_rows = n_selected_rows,
                           .n_selected_columns = n_selected_columns };
}

static PasarPaste *
run_paste (PasarCatalogue *catalogue, const PasarPasteTable *table, const PasarPasteArea *area)
{
  PasarPaste *paste = pasar_paste_new (catalogue, table, area, 1);

  g_assert_true (pasar_paste_run (paste, G_MAXINT64));
  return paste;
}

/* Stages what a paste comes to; its label. */
static char *
stage (PasarCatalogue *catalogue, PasarPaste *paste)
{
  g_autoptr (PasarCommand) command = pasar_paste_make_command (paste);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) edits = NULL;
  char *label;

  g_assert_nonnull (command);
  edits = pasar_command_compute (command, catalogue, &error);
  g_assert_no_error (error);
  label = pasar_command_dup_label (command, catalogue, edits->len);
  pasar_catalogue_stage (catalogue, pasar_step_new (label, edits));
  return label;
}

static guint
sum_refused (const PasarPasteReport *report)
{
  guint n = 0;

  for (guint i = 0; i < PASAR_PASTE_N_REASONS; i++)
    n += report->n_refused[i];
  g_assert_cmpuint (report->refused->len, ==, n);
  return n;
}

static void
assert_report (PasarPaste *paste,
               guint n_taken,
               guint n_unchanged,
               guint n_refused,
               guint n_outside)
{
  const PasarPasteReport *report = pasar_paste_get_report (paste);

  g_assert_cmpuint (report->n_taken, ==, n_taken);
  g_assert_cmpuint (report->n_unchanged, ==, n_unchanged);
  g_assert_cmpuint (sum_refused (report), ==, n_refused);
  g_assert_cmpuint (report->n_outside, ==, n_outside);
}

static void
assert_refusal (PasarPaste *paste,
                guint n,
                PasarPasteReason reason,
                gint64 item_id,
                gint64 model_id,
                const char *says)
{
  const PasarPasteReport *report = pasar_paste_get_report (paste);
  const PasarPasteRefusal *refusal;
  g_autofree char *text = pasar_paste_dup_reason (paste, n);

  g_assert_cmpuint (n, <, report->refused->len);
  refusal = &g_array_index (report->refused, PasarPasteRefusal, n);
  g_assert_cmpint (refusal->reason, ==, reason);
  g_assert_cmpint (refusal->key.item_id, ==, item_id);
  g_assert_cmpint (refusal->key.model_id, ==, model_id);
  g_test_message ("%s", text);
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, says));
}

/* Six plain items of one price and stock, named and called 1 to 6. */
static PasarCatalogue *
make_plain (void)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  for (gint64 id = 1; id <= 6; id++)
    {
      g_autofree char *name = g_strdup_printf ("%" G_GINT64_FORMAT, id);

      fixture_put_plain (catalogue, id, name, 100, 10);
    }
  return catalogue;
}

/* What is staged on the six: prices then stocks; "." for nothing. */
static void
assert_staged (PasarCatalogue *catalogue, const char *expected)
{
  g_autoptr (GString) staged = g_string_new (NULL);

  for (int field = 0; field < PASAR_N_FIELDS; field++)
    {
      for (gint64 id = 1; id <= 6; id++)
        {
          const gint64 value = fixture_staged (catalogue, id, 0, (PasarField) field);

          if (value == PASAR_NO_VALUE)
            g_string_append (staged, ". ");
          else
            g_string_append_printf (staged, "%" G_GINT64_FORMAT " ", value);
        }
      g_string_append (staged, "| ");
    }
  g_assert_cmpstr (staged->str, ==, expected);
}

typedef struct
{
  const char *texts[12];
  guint n_rows;
  guint n_columns;
  guint n_selected_rows;
  guint n_selected_columns;
  guint n_taken;
  guint n_outside;
  const char *staged;
} Layout;

/* In a sheet of six rows and the columns of price and stock. */
static const Layout layouts[] = {
  /* One value: into the cell, into all that are selected. */
  { { "2" }, 1, 1, 1, 1, 1, 0, "200 . . . . . | . . . . . . | " },
  { { "2" }, 1, 1, 3, 1, 3, 0, "200 200 200 . . . | . . . . . . | " },
  { { "2" }, 1, 1, 2, 2, 4, 0, "200 200 . . . . | 2 2 . . . . | " },
  /* A block from the first cell on. */
  { { "2", "3" }, 2, 1, 1, 1, 2, 0, "200 300 . . . . | . . . . . . | " },
  { { "2", "3" }, 1, 2, 1, 1, 2, 0, "200 . . . . . | 3 . . . . . | " },
  { { "2", "3", "4", "5" }, 2, 2, 1, 1, 4, 0, "200 400 . . . . | 3 5 . . . . | " },
  /* Laid again and again where the selection is a multiple. */
  { { "2", "3" }, 2, 1, 4, 1, 4, 0, "200 300 200 300 . . | . . . . . . | " },
  { { "2", "3" }, 2, 1, 4, 2, 8, 0, "200 300 200 300 . . | 2 3 2 3 . . | " },
  { { "2", "3" }, 1, 2, 3, 2, 6, 0, "200 200 200 . . . | 3 3 3 . . . | " },
  { { "2", "3" }, 1, 2, 3, 1, 6, 0, "200 200 200 . . . | 3 3 3 . . . | " },
  /* Once where it is not. */
  { { "2", "3" }, 2, 1, 3, 1, 2, 0, "200 300 . . . . | . . . . . . | " },
  { { "2", "3", "4" }, 3, 1, 2, 1, 3, 0, "200 300 400 . . . | . . . . . . | " },
  { { "2", "3", "4", "5" }, 2, 2, 3, 2, 4, 0, "200 400 . . . . | 3 5 . . . . | " },
  /* What does not fit is left out and counted; an empty text is nothing. */
  { { "2", "3", "4", "5", "6", "7", "8", "9" },
    8,
    1,
    1,
    1,
    6,
    2,
    "200 300 400 500 600 700 | . . . . . . | " },
  { { "2", "3", "4" }, 1, 3, 1, 1, 2, 1, "200 . . . . . | 3 . . . . . | " },
  { { "2", "3", "", "4", "5", " " }, 2, 3, 1, 1, 4, 0, "200 400 . . . . | 3 5 . . . . | " },
  { { "2", "", "4" }, 3, 1, 1, 1, 2, 0, "200 . 400 . . . | . . . . . . | " },
  { { "" }, 1, 1, 3, 1, 0, 0, ". . . . . . | . . . . . . | " },
};

static void
test_layout (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++)
    {
      const Layout *layout = &layouts[i];
      const PasarPasteTable table = { layout->texts, layout->n_rows, layout->n_columns, '\0' };
      g_autoptr (PasarCatalogue) catalogue = make_plain ();
      g_auto (Shown) shown = shown_new (catalogue, TRUE);
      const PasarPasteArea area = make_area (&shown,
                                             price_and_stock,
                                             2,
                                             layout->n_selected_rows,
                                             layout->n_selected_columns);
      g_autoptr (PasarPaste) paste = run_paste (catalogue, &table, &area);

      g_test_message ("layout %u", i);
      assert_report (paste, layout->n_taken, 0, 0, layout->n_outside);
      if (layout->n_taken > 0)
        g_free (stage (catalogue, paste));
      else
        g_assert_null (pasar_paste_make_command (paste));
      assert_staged (catalogue, layout->staged);
    }
}

/* Each cell by the rules of typing. */
static void
test_cells (void)
{
  static const char *const texts[] = {
    "1.00",    "",   "12.50", "*1.5", "S$ 3", "1,990",  "words",
    "12.5055", "-5", "10%",   "0",    "RM 3", "*0.001", "99999999999999"
  };
  static const PasarPasteTable table = { texts, G_N_ELEMENTS (texts), 1, '\0' };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_auto (Shown) shown = { NULL };
  g_autoptr (PasarPaste) paste = NULL;
  g_autofree char *label = NULL;
  PasarPasteArea area;

  for (guint i = 0; i < table.n_rows; i++)
    fixture_put_plain (catalogue, i + 1, "item", 100, 1);
  shown = shown_new (catalogue, TRUE);
  area = make_area (&shown, price_and_stock, 2, 1, 1);
  paste = run_paste (catalogue, &table, &area);

  assert_report (paste, 5, 1, 7, 0);
  assert_refusal (paste, 0, PASAR_PASTE_AMBIGUOUS, 6, 0, "“1,990” can be read in two ways");
  assert_refusal (paste, 1, PASAR_PASTE_UNREADABLE, 7, 0, "“words”");
  assert_refusal (paste, 2, PASAR_PASTE_UNREADABLE, 8, 0, "decimals");
  assert_refusal (paste, 3, PASAR_PASTE_AMBIGUOUS, 9, 0, "=price-5");
  assert_refusal (paste, 4, PASAR_PASTE_AMBIGUOUS, 10, 0, "+10%");
  assert_refusal (paste, 5, PASAR_PASTE_UNREADABLE, 12, 0, "another currency");
  assert_refusal (paste, 6, PASAR_PASTE_UNREADABLE, 14, 0, "too large");
  label = stage (catalogue, paste);
  g_assert_cmpstr (label, ==, "Pasted 5 prices");
  g_assert_cmpint (fixture_staged (catalogue, 1, 0, PRICE), ==, PASAR_NO_VALUE);
  g_assert_cmpint (fixture_staged (catalogue, 3, 0, PRICE), ==, 1250);
  g_assert_cmpint (fixture_staged (catalogue, 4, 0, PRICE), ==, 150);
  g_assert_cmpint (fixture_staged (catalogue, 5, 0, PRICE), ==, 300);
  /* As when it is typed: the cell says that it must be more than 0. */
  g_assert_cmpint (fixture_problem (catalogue, 11, 0, PRICE),
                   ==,
                   PASAR_RULE_NEGATIVE_OR_ZERO_PRICE);
  g_assert_cmpint (fixture_staged (catalogue, 13, 0, PRICE), ==, 0);
}

static void
test_labels (void)
{
  static const char *const texts[] = { "2", "3" };
  static const PasarPasteTable across = { texts, 1, 2, '\0' };
  static const PasarPasteTable down = { texts, 2, 1, '\0' };
  g_autoptr (PasarCatalogue) catalogue = make_plain ();
  g_auto (Shown) shown = shown_new (catalogue, TRUE);
  const PasarPasteArea both = make_area (&shown, price_and_stock, 2, 1, 1);
  const PasarPasteArea stocks = make_area (&shown, price_and_stock + 1, 1, 1, 1);
  g_autoptr (PasarPaste) first = run_paste (catalogue, &across, &both);
  g_autoptr (PasarPaste) second = run_paste (catalogue, &down, &stocks);
  g_autofree char *values = stage (catalogue, first);
  g_autofree char *stock = stage (catalogue, second);

  g_assert_cmpstr (values, ==, "Pasted 2 values");
  g_assert_cmpstr (stock, ==, "Pasted stock of 2 rows");
  fixture_undo (catalogue);
  assert_staged (catalogue, "200 . . . . . | 3 . . . . . | ");
}

/* What was pasted is what the cell has after its turn, whatever was staged before that. */
static void
test_turn (void)
{
  static const char *const texts[] = { "1.00", "*2" };
  static const PasarPasteTable table = { texts, 2, 1, '\0' };
  g_autoptr (PasarCatalogue) catalogue = make_plain ();
  g_auto (Shown) shown = shown_new (catalogue, TRUE);
  const PasarPasteArea area = make_area (&shown, price_and_stock, 2, 1, 1);
  g_autoptr (PasarPaste) paste = run_paste (catalogue, &table, &area);

  assert_report (paste, 1, 1, 0, 0);
  fixture_stage (catalogue, 1, 0, PRICE, 700);
  fixture_stage (catalogue, 2, 0, PRICE, 700);
  g_free (stage (catalogue, paste));
  assert_staged (catalogue, ". 1400 . . . . | . . . . . . | ");
}

static void
test_locked (void)
{
  static const char *const texts[] = { "S1", "2", "5", "S2", "3", "6", "S3", "4", "7" };
  static const PasarPasteTable table = { texts, 3, 3, '\0' };
  static const PasarColumn columns[] = { PASAR_COLUMN_SKU, PASAR_COLUMN_PRICE, PASAR_COLUMN_STOCK };
  g_autoptr (PasarCatalogue) catalogue = make_plain ();
  g_auto (Shown) shown = { NULL };
  g_autoptr (PasarPaste) paste = NULL;
  g_autofree char *label = NULL;
  PasarPasteArea area;

  pasar_catalogue_set_promotion (catalogue, (PasarRowKey){ 2, 0 }, PASAR_PROMOTION_ONGOING);
  pasar_catalogue_set_holiday (catalogue, TRUE);
  shown = shown_new (catalogue, TRUE);
  area = make_area (&shown, columns, 3, 1, 1);
  paste = run_paste (catalogue, &table, &area);

  assert_report (paste, 3, 0, 6, 0);
  assert_refusal (paste, 0, PASAR_PASTE_READ_ONLY, 1, 0, "“SKU”");
  assert_refusal (paste, 1, PASAR_PASTE_LOCKED, 1, 0, "holiday");
  assert_refusal (paste, 3, PASAR_PASTE_LOCKED, 2, 0, "holiday");
  assert_refusal (paste, 5, PASAR_PASTE_LOCKED, 3, 0, "holiday");
  label = stage (catalogue, paste);
  assert_staged (catalogue, "200 300 400 . . . | . . . . . . | ");
  /* What is in a promotion is not left out, but waits. */
  g_assert_cmpuint (pasar_catalogue_get_n_postponed (catalogue), ==, 1);
}

/* A shop whose decimals are not known is only shown. */
static void
test_read_only_shop (void)
{
  static const char *const texts[] = { "2" };
  static const PasarPasteTable table = { texts, 1, 1, '.' };
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("", PASAR_DIGITS_UNKNOWN, 5);
  g_auto (Shown) shown = { NULL };
  g_autoptr (PasarPaste) paste = NULL;
  PasarPasteArea area;

  fixture_put_plain (catalogue, 1, "Mug", 50000, 3);
  shown = shown_new (catalogue, TRUE);
  area = make_area (&shown, price_and_stock, 2, 1, 1);
  paste = run_paste (catalogue, &table, &area);
  assert_report (paste, 0, 0, 1, 0);
  assert_refusal (paste, 0, PASAR_PASTE_UNREADABLE, 1, 0, "only be looked at");
}

/* Rows of items with models: 1 Shirt with 11, 12, 13; 2 Mug. */
static void
test_items (void)
{
  static const char *const texts[] = { "2", "3", "4", "5", "6" };
  static const PasarPasteTable five = { texts, 5, 1, '\0' };
  static const PasarPasteTable two = { texts, 2, 1, '\0' };
  static const PasarPasteTable one = { texts, 1, 1, '\0' };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_auto (Shown) shown = shown_new (catalogue, FALSE);
  PasarPasteArea area = make_area (&shown, price_and_stock, 2, 1, 1);
  g_autoptr (PasarPaste) below = run_paste (catalogue, &five, &area);
  g_autoptr (PasarPaste) into_all = NULL;
  g_autoptr (PasarPaste) folded = NULL;
  g_autoptr (PasarPaste) stock = NULL;

  /* The row of the item takes its place and its text, but has no value of its own. */
  assert_report (below, 4, 0, 1, 0);
  assert_refusal (below, 0, PASAR_PASTE_ITEM, 1, 0, "variations");
  g_free (stage (catalogue, below));
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 300);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 600);

  /* One value into all that is selected reaches the models by themselves. */
  area.n_selected_rows = 5;
  into_all = run_paste (catalogue, &one, &area);
  assert_report (into_all, 4, 0, 0, 0);

  /* Folded it stands for those of its models that a filter lets through. */
  pasar_view_set_text (shown.view, "blue");
  pasar_view_fold_all (shown.view, TRUE);
  shown_read (&shown);
  g_assert_cmpuint (shown.rows->len, ==, 1);
  area = make_area (&shown, price_and_stock, 2, 1, 1);
  folded = run_paste (catalogue, &one, &area);
  assert_report (folded, 1, 0, 0, 0);
  g_free (stage (catalogue, folded));
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 300);
  g_assert_cmpint (fixture_staged (catalogue, 1, 12, PRICE), ==, 200);

  /* What is folded while a filter is on is no concern of the whole list. */
  pasar_view_set_text (shown.view, "");
  pasar_view_fold_all (shown.view, TRUE);
  shown_read (&shown);
  g_assert_cmpuint (shown.rows->len, ==, 2);
  area = make_area (&shown, price_and_stock + 1, 1, 1, 1);
  /* How the stock of an item is meant is asked when it is typed, and not guessed here. */
  stock = run_paste (catalogue, &two, &area);
  assert_report (stock, 0, 1, 1, 0);
  assert_refusal (stock, 0, PASAR_PASTE_ITEM, 1, 0, "variations");
}

/* Several selections at once: each is filled for itself. */
static void
test_areas (void)
{
  static const char *const texts[] = { "2" };
  static const PasarPasteTable table = { texts, 1, 1, '\0' };
  g_autoptr (PasarCatalogue) catalogue = make_plain ();
  g_auto (Shown) shown = shown_new (catalogue, TRUE);
  const PasarPasteArea first = make_area (&shown, price_and_stock, 2, 2, 1);
  PasarPasteArea areas[] = { first, make_area (&shown, price_and_stock + 1, 1, 1, 1) };
  g_autoptr (PasarPaste) paste = NULL;

  areas[1].rows += 4;
  areas[1].n_rows -= 4;
  paste = pasar_paste_new (catalogue, &table, areas, 2);
  g_assert_true (pasar_paste_run (paste, G_MAXINT64));
  assert_report (paste, 3, 0, 0, 0);
  g_free (stage (catalogue, paste));
  assert_staged (catalogue, "200 200 . . . . | . . . . 2 . | ");
}

typedef struct
{
  const char *text;
  char decimal_point;
  guint digits;
  gint64 price; /* PASAR_NO_VALUE: refused */
} Reading;

/* The sign before decimals that the source is proven to have leaves one reading. */
static const Reading readings[] = {
  { "1.990", '\0', 2, PASAR_NO_VALUE },
  { "1.990", '.', 2, 199 },
  { "1.990", ',', 2, 199000 },
  { "1,990", '.', 2, 199000 },
  { "1,990", ',', 2, 199 },
  { "12,50", ',', 2, 1250 },
  { "12.50", ',', 2, 1250 },
  { "1.234.567,50", ',', 2, 123456750 },
  { "1,234.50", ',', 2, 123450 },
  { "S$ 1.990", ',', 2, 199000 },
  { "1.990", ',', 0, 1990 },
  { "1.990", '.', 0, PASAR_NO_VALUE },
  { "1,567", ',', 0, PASAR_NO_VALUE },
  { "1.567", '.', 2, PASAR_NO_VALUE },
  { "12.5.6", '.', 2, PASAR_NO_VALUE },
  { "*1.5", ',', 2, 150 },
  { "12.00", '.', 0, 12 },
  { "word", ',', 2, PASAR_NO_VALUE },
};

static void
test_decimal_point (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (readings); i++)
    {
      const Reading *reading = &readings[i];
      const PasarPasteTable table = { &reading->text, 1, 1, reading->decimal_point };
      g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", reading->digits, 5);
      g_auto (Shown) shown = { NULL };
      g_autoptr (PasarPaste) paste = NULL;
      PasarPasteArea area;

      fixture_put_plain (catalogue, 1, "Mug", 100, 3);
      shown = shown_new (catalogue, TRUE);
      area = make_area (&shown, price_and_stock, 1, 1, 1);
      paste = run_paste (catalogue, &table, &area);
      g_test_message ("%s with %c", reading->text, reading->decimal_point);
      assert_report (paste,
                     reading->price != PASAR_NO_VALUE ? 1 : 0,
                     0,
                     reading->price == PASAR_NO_VALUE ? 1 : 0,
                     0);
      if (reading->price == PASAR_NO_VALUE)
        continue;
      g_free (stage (catalogue, paste));
      g_assert_cmpint (fixture_staged (catalogue, 1, 0, PRICE), ==, reading->price);
    }
}

typedef struct
{
  const char *texts[8];
  guint n_rows;
  gboolean has_heads;
} Heads;

/* Two columns: a SKU, which has no head of its own to judge by, and a price. */
static const Heads heads[] = {
  { { "SKU", "Price", "A1", "12.50" }, 2, TRUE },
  { { "SKU", "Price", "A1", "", "A2", "9" }, 3, TRUE },
  { { "A1", "Harga", "A2", "RM 5" }, 2, TRUE },
  { { "A1", "12.50", "A2", "9" }, 2, FALSE },
  { { "SKU", "Price 2", "A1", "12.50" }, 2, FALSE },
  { { "SKU", "", "A1", "12.50" }, 2, FALSE },
  { { "SKU", "Price" }, 1, FALSE },
  { { "SKU", "Price", "A1", "none" }, 2, FALSE },
  { { "SKU", "Price", "A1", "" }, 2, FALSE },
};

static void
test_heads (void)
{
  static const PasarColumn columns[] = { PASAR_COLUMN_SKU, PASAR_COLUMN_PRICE };
  static const PasarColumn texts_alone[] = { PASAR_COLUMN_SKU, PASAR_COLUMN_NAME };
  g_autoptr (PasarCatalogue) catalogue = make_plain ();

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      const PasarPasteTable table = { heads[i].texts, heads[i].n_rows, 2, '\0' };

      g_test_message ("%u", i);
      g_assert_cmpint (pasar_paste_has_heads (catalogue, &table, columns, 2),
                       ==,
                       heads[i].has_heads);
      g_assert_false (pasar_paste_has_heads (catalogue, &table, texts_alone, 2));
    }
}

static PasarSkuSearch *
run_search (PasarCatalogue *catalogue, const PasarPasteTable *table, int column)
{
  PasarSkuSearch *search = pasar_sku_search_new (catalogue, table, column);

  g_assert_true (pasar_sku_search_run (search, G_MAXINT64));
  return search;
}

static void
assert_count (PasarSkuSearch *search, int column, guint n_found, guint n_shared, guint n_unknown)
{
  const PasarSkuCount count = pasar_sku_search_get_count (search);

  g_assert_cmpint (count.column, ==, column);
  g_assert_cmpuint (count.n_found, ==, n_found);
  g_assert_cmpuint (count.n_shared, ==, n_shared);
  g_assert_cmpuint (count.n_unknown, ==, n_unknown);
}

static void
test_by_sku (void)
{
  static const char *const texts[] = {
    "White shirt",
    "Shirt-11",
    "2",
    "",
    "Mug",
    "3", /**/
    "",
    "Twin",
    "4",
    "",
    "missing",
    "5", /**/
    "",
    "Shirt",
    "6",
    "",
    "",
    "7", /**/
    "",
    "Cup",
    "8",
    "",
    "Cup",
    "9", /**/
    "",
    "Bowl",
    "1,990",
    "",
    " Bowl ",
    "1,990",
  };
  static const PasarPasteTable table = { texts, G_N_ELEMENTS (texts) / 3, 3, '\0' };
  static const PasarColumn columns[] = { PASAR_COLUMN_NONE, PASAR_COLUMN_NONE, PASAR_COLUMN_PRICE };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarSkuSearch) search = NULL;
  g_autoptr (PasarPaste) paste = NULL;
  g_autofree char *label = NULL;

  fixture_put_plain (catalogue, 3, "Twin", 100, 1);
  fixture_put_plain (catalogue, 4, "Twin", 100, 1);
  fixture_put_plain (catalogue, 5, "Cup", 100, 1);
  fixture_put_plain (catalogue, 6, "Bowl", 100, 1);
  search = run_search (catalogue, &table, -1);
  assert_count (search, 1, 6, 1, 2);

  paste = pasar_paste_new_by_sku (search, columns);
  g_assert_true (pasar_paste_run (paste, G_MAXINT64));
  assert_report (paste, 2, 0, 6, 0);
  assert_refusal (paste, 0, PASAR_PASTE_SHARED_SKU, 0, 0, "“Twin”: Twin; Twin.");
  assert_refusal (paste, 1, PASAR_PASTE_UNKNOWN_SKU, 0, 0, "“missing”");
  /* An item with models is not meant by its own SKU. */
  assert_refusal (paste, 2, PASAR_PASTE_UNKNOWN_SKU, 0, 0, "“Shirt”");
  assert_refusal (paste, 3, PASAR_PASTE_REPEATED_SKU, 5, 0, "“Cup”");
  assert_refusal (paste, 4, PASAR_PASTE_REPEATED_SKU, 5, 0, "“Cup”");
  /* Twice the same is said once. */
  assert_refusal (paste, 5, PASAR_PASTE_AMBIGUOUS, 6, 0, "“1,990”");
  label = stage (catalogue, paste);
  g_assert_cmpstr (label, ==, "Pasted 2 prices");
  g_assert_cmpint (fixture_staged (catalogue, 1, 11, PRICE), ==, 200);
  g_assert_cmpint (fixture_staged (catalogue, 2, 0, PRICE), ==, 300);
}

/* What is no list of SKUs is not taken for one, unless the seller says so. */
static void
test_no_skus (void)
{
  static const char *const texts[] = { "2", "3", "Mug", "4", "5", "6" };
  static const PasarPasteTable pairs = { texts, 3, 2, '\0' };
  static const PasarPasteTable single = { texts + 2, 1, 1, '\0' };
  static const PasarPasteTable nothing = { texts, 0, 0, '\0' };
  g_autoptr (PasarCatalogue) catalogue = fixture_make_catalogue ();
  g_autoptr (PasarSkuSearch) in_pairs = run_search (catalogue, &pairs, -1);
  g_autoptr (PasarSkuSearch) in_single = run_search (catalogue, &single, -1);
  g_autoptr (PasarSkuSearch) in_nothing = run_search (catalogue, &nothing, -1);
  g_autoptr (PasarSkuSearch) said = run_search (catalogue, &pairs, 0);

  assert_count (in_pairs, -1, 0, 0, 0);
  assert_count (in_single, -1, 0, 0, 0);
  assert_count (in_nothing, -1, 0, 0, 0);
  assert_count (said, 0, 1, 0, 2);
}

/* Rows may come, go and move while it is planned. */
static void
test_slices (void)
{
  enum
  {
    N_ITEMS = 2000
  };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PasarCatalogue) catalogue = pasar_catalogue_new ("SGD", 2, 5);
  g_auto (Shown) shown = { NULL };
  g_autoptr (PasarSkuSearch) search = NULL;
  g_autoptr (PasarPaste) by_sku = NULL;
  g_autoptr (PasarPaste) paste = NULL;
  static const PasarColumn columns[] = { PASAR_COLUMN_NONE, PASAR_COLUMN_PRICE };
  PasarPasteTable table;
  PasarPasteArea area;
  guint n_slices = 0;

  for (guint i = 1; i <= N_ITEMS; i++)
    {
      g_ptr_array_add (texts, g_strdup_printf ("sku %u", i));
      g_ptr_array_add (texts, g_strdup_printf ("%u", i + 1));
      fixture_put_plain (catalogue, i, g_ptr_array_index (texts, texts->len - 2), 100, 1);
    }
  table = (PasarPasteTable){ (const char *const *) texts->pdata, N_ITEMS, 2, '\0' };
  shown = shown_new (catalogue, TRUE);
  area = make_area (&shown, columns, 2, 1, 1);
  search = pasar_sku_search_new (catalogue, &table, -1);
  paste = pasar_paste_new (catalogue, &table, &area, 1);

  while (!pasar_paste_run (paste, 0) || !pasar_sku_search_run (search, 0))
    {
      /* Many that are gone make the others move. */
      for (guint i = 0; i < 20 && ++n_slices <= N_ITEMS / 3; i++)
        pasar_catalogue_remove_item (catalogue, n_slices);
    }
  g_assert_cmpuint (n_slices, >, 20);
  g_assert_cmpuint (pasar_paste_get_report (paste)->n_taken
                        + sum_refused (pasar_paste_get_report (paste)),
                    ==,
                    N_ITEMS);
  by_sku = pasar_paste_new_by_sku (search, columns);
  while (!pasar_paste_run (by_sku, 0))
    ;
  g_free (stage (catalogue, by_sku));
  for (guint i = 1; i <= N_ITEMS; i++)
    {
      if (pasar_catalogue_find (catalogue, i, 0) != PASAR_NO_ROW)
        g_assert_cmpint (fixture_staged (catalogue, i, 0, PRICE), ==, (i + 1) * 100);
    }
}

#define N_ROUNDS 500

/* Any table anywhere, against the same done cell by cell as slowly as can be. */
static void
test_random (void)
{
  static const char *const pool[] = { "",   "1", "2.50", "*2",   "x",  "1,990",
                                      "10", " ", "7",    "+10%", "99", "*0" };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = make_plain ();
      g_auto (Shown) shown = shown_new (catalogue, TRUE);
      const guint n_rows = (guint) g_test_rand_int_range (1, 9);
      const guint n_columns = (guint) g_test_rand_int_range (1, 4);
      const guint first = (guint) g_test_rand_int_range (0, 6);
      const guint n_selected_rows = (guint) g_test_rand_int_range (1, 7 - (gint) first);
      const guint n_selected_columns = (guint) g_test_rand_int_range (1, 3);
      gint64 expected[PASAR_N_FIELDS][6];
      const char *texts[27];
      const PasarPasteTable table = { texts, n_rows, n_columns, '\0' };
      PasarPasteArea area =
          make_area (&shown, price_and_stock, 2, n_selected_rows, n_selected_columns);
      g_autoptr (PasarPaste) paste = NULL;
      g_autoptr (PasarCommand) command = NULL;
      g_autoptr (GArray) edits = NULL;
      const gboolean tiles = (n_selected_rows == 1 || n_selected_rows % n_rows == 0)
                             && (n_selected_columns == 1 || n_selected_columns % n_columns == 0);
      const guint end = first + (tiles ? MAX (n_rows, n_selected_rows) : n_rows);
      const guint end_column = tiles ? MAX (n_columns, n_selected_columns) : n_columns;
      guint n_taken = 0;

      for (guint i = 0; i < n_rows * n_columns; i++)
        texts[i] = pool[g_test_rand_int_range (0, G_N_ELEMENTS (pool))];
      for (guint row = 0; row < 6; row++)
        {
          expected[PRICE][row] = 100;
          expected[STOCK][row] = 10;
          for (guint i = 0; i < MIN (end_column, 2); i++)
            {
              g_autoptr (PasarExpression) expression = NULL;
              const char *text = texts[((row - first) % n_rows) * n_columns + i % n_columns];

              if (row < first || row >= end)
                continue;
              expression =
                  pasar_catalogue_parse (catalogue, (PasarField) i, FALSE, text, NULL, NULL);
              if (expression == NULL)
                continue;
              /* None of the pool names another column. */
              g_assert_true (pasar_expression_evaluate (expression,
                                                        &expected[i][row],
                                                        &expected[i][row],
                                                        NULL));
            }
        }
      area.rows += first;
      area.n_rows -= first;
      paste = pasar_paste_new (catalogue, &table, &area, 1);
      while (!pasar_paste_run (paste, 0))
        ;
      command = pasar_paste_make_command (paste);
      if (command != NULL)
        {
          edits = pasar_command_compute (command, catalogue, NULL);
          fixture_stage_edits (catalogue, g_steal_pointer (&edits));
        }
      for (guint row = 0; row < 6; row++)
        {
          const PasarRowInfo info =
              pasar_catalogue_read_row (catalogue, pasar_catalogue_find (catalogue, row + 1, 0));

          for (guint field = 0; field < PASAR_N_FIELDS; field++)
            {
              g_assert_cmpint (info.values[field].effective, ==, expected[field][row]);
              n_taken += info.values[field].staged != PASAR_NO_VALUE;
            }
        }
      g_assert_cmpuint (pasar_paste_get_report (paste)->n_taken, ==, n_taken);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/paste/layout", test_layout);
  g_test_add_func ("/paste/cells", test_cells);
  g_test_add_func ("/paste/labels", test_labels);
  g_test_add_func ("/paste/turn", test_turn);
  g_test_add_func ("/paste/locked", test_locked);
  g_test_add_func ("/paste/read-only-shop", test_read_only_shop);
  g_test_add_func ("/paste/items", test_items);
  g_test_add_func ("/paste/areas", test_areas);
  g_test_add_func ("/paste/decimal-point", test_decimal_point);
  g_test_add_func ("/paste/heads", test_heads);
  g_test_add_func ("/paste/by-sku", test_by_sku);
  g_test_add_func ("/paste/no-skus", test_no_skus);
  g_test_add_func ("/paste/slices", test_slices);
  g_test_add_func ("/paste/random", test_random);

  return g_test_run ();
}
