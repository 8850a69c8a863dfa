/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For setresuid(). */
#define _GNU_SOURCE
#include "config.h"

#include "formats/delimited.h"
#include "formats/file.h"
#include "formats/write.h"
#include "formats/zip-private.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* Of the user without rights that every system has. */
#define NOBODY 65534

#define BEFORE   "what was there before"
#define N_ROUNDS 60
#define FEW_KIB  64
/* Rows that take so much in each stage of each format. */
#define SMALL_ROWS 300
#define SMALL_KIB  64

static const PasarTableFormat formats[] = { PASAR_TABLE_XLSX, PASAR_TABLE_ODS, PASAR_TABLE_CSV };

static const PasarTableColumn columns[] = {
  { "Name", PASAR_CELLS_TEXT, 20 },
  { "Price", PASAR_CELLS_MONEY, 10 },
};

static const PasarTableLayout layout = {
  .title = "Items",
  .columns = columns,
  .n_columns = G_N_ELEMENTS (columns),
  .currency = "SGD",
  .digits = 2,
  .separator = ',',
  .decimal_point = '.',
};

typedef struct
{
  char *folder;
  char *path;
  GFile *file;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("pasar-write-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "table", NULL);
  self->file = g_file_new_for_path (self->path);
  g_assert_true (g_file_set_contents (self->path, BEFORE, -1, NULL));
}

static gboolean
is_cache_empty (void)
{
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "pasar", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);

  return folder == NULL || g_dir_read_name (folder) == NULL;
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_remove (self->path);
  /* Fails where something was left over. */
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  /* What was cancelled is taken down in a thread. */
  while (!is_cache_empty ())
    g_usleep (1000);
  g_object_unref (self->file);
  g_free (self->path);
  g_free (self->folder);
}

static void
assert_contents (const Fixture *self, const char *expected)
{
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (self->path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, expected);
}

/* Rows that cannot be packed well. */
static gboolean
append_rows (PasarTableWriter *writer, guint n, GError **error)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("%08x%08x", g_test_rand_int (), g_test_rand_int ());
      const PasarTextCell cells[] = { { .text = text }, { .text = "1.50", .number = "1.5" } };

      if (!pasar_table_writer_append (writer, cells, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_replaces (Fixture *self, gconstpointer data)
{
  g_autoptr (PasarTableWriter) writer = NULL;
  g_autoptr (GError) error = NULL;
  const PasarTextCell cells[] = {
    { .text = "Shirt, \"long\"" },
    { .text = "1,234.50", .number = "1234.5" },
  };
  GStatBuf status;

  g_assert_cmpint (g_chmod (self->path, 0640), ==, 0);
  writer = pasar_table_writer_new (self->file, PASAR_TABLE_CSV, &layout, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pasar_table_writer_append (writer, cells, &error));
  assert_contents (self, BEFORE);
  g_assert_true (pasar_table_writer_finish (writer, &error));
  g_assert_no_error (error);
  assert_contents (self, "Name,Price\r\n\"Shirt, \"\"long\"\"\",1234.5\r\n");
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 07777, ==, 0640);
}

/* As Excel reads it where decimals have a comma. */
static void
test_csv_of_the_locale (Fixture *self, gconstpointer data)
{
  g_autoptr (PasarTableWriter) writer = NULL;
  PasarTableLayout local = layout;
  const PasarTextCell cells[] = {
    { .text = "-5" },
    { .text = "-5,25", .number = "-5.25" },
  };

  local.separator = ';';
  local.decimal_point = ',';
  local.has_mark = TRUE;
  writer = pasar_table_writer_new (self->file, PASAR_TABLE_CSV, &local, NULL, NULL);
  g_assert_true (pasar_table_writer_append (writer, cells, NULL));
  g_assert_true (pasar_table_writer_finish (writer, NULL));
  assert_contents (self, "\xEF\xBB\xBFName;Price\r\n'-5;-5,25\r\n");
}

static void
test_link (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "link", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (PasarTableWriter) writer = NULL;

  g_assert_cmpint (symlink ("table", path), ==, 0);
  writer = pasar_table_writer_new (file, PASAR_TABLE_CSV, &layout, NULL, NULL);
  g_assert_true (pasar_table_writer_finish (writer, NULL));
  g_assert_true (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  assert_contents (self, "Name,Price\r\n");
  g_remove (path);
}

static void
assert_not_begun (GFile *file, GQuark domain, int code)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (pasar_table_writer_new (file, formats[i], &layout, NULL, &error));
      g_assert_error (error, domain, code);
    }
}

static void
test_name_of_a_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);

  assert_not_begun (folder, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  assert_contents (self, BEFORE);
}

static void
test_no_such_folder (Fixture *self, gconstpointer data)
{
  g_autofree char *path = g_build_filename (self->folder, "no", "such", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  assert_not_begun (file, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Root may write everywhere: its tests are somebody else for as long. */
static void
set_user (const Fixture *self, uid_t user)
{
  if (user != 0)
    {
      g_assert_cmpint (chown (self->folder, user, (gid_t) -1), ==, 0);
      g_assert_cmpint (chown (self->path, user, (gid_t) -1), ==, 0);
    }
  g_assert_cmpint (setresuid (user, user, 0), ==, 0);
}

static void
test_not_permitted (Fixture *self, gconstpointer data)
{
  const gboolean is_root = geteuid () == 0;

  if (is_root)
    set_user (self, NOBODY);
  g_assert_cmpint (g_chmod (self->path, 0400), ==, 0);
  assert_not_begun (self->file, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpint (g_chmod (self->path, 0600), ==, 0);
  g_assert_cmpint (g_chmod (self->folder, 0500), ==, 0);
  assert_not_begun (self->file, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_assert_cmpint (g_chmod (self->folder, 0700), ==, 0);
  assert_contents (self, BEFORE);
  if (is_root)
    set_user (self, 0);
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (PasarTableWriter) writer = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GError) last_error = NULL;

      writer = pasar_table_writer_new (self->file, formats[i], &layout, cancellable, &error);
      g_assert_true (append_rows (writer, 10000, &error));
      g_assert_no_error (error);
      g_cancellable_cancel (cancellable);
      g_assert_false (append_rows (writer, 1, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (pasar_table_writer_finish (writer, &last_error));
      g_assert_error (last_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_pointer (&writer, pasar_table_writer_free);
      assert_contents (self, BEFORE);
    }
}

/* Whoever stops the program while it packs does not wait for that. */
static gpointer
cancel (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancelled_at_the_end (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (PasarTableWriter) writer = NULL;
      g_autoptr (GError) error = NULL;
      GThread *thread;

      writer = pasar_table_writer_new (self->file, formats[i], &layout, cancellable, NULL);
      g_assert_true (append_rows (writer, 10000, NULL));
      thread = g_thread_new ("cancel", cancel, cancellable);
      if (!pasar_table_writer_finish (writer, &error))
        {
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
          assert_contents (self, BEFORE);
        }
      g_thread_join (thread);
      g_clear_pointer (&writer, pasar_table_writer_free);
      g_assert_true (g_file_set_contents (self->path, BEFORE, -1, NULL));
    }
}

/* In a process of its own, which may only write files of so many bytes: as on a disk that is full.
 * Gives whether it says that all is written. */
static gboolean
write_with_room (const Fixture *self, PasarTableFormat format, guint n_rows, guint kib)
{
  const struct rlimit limit = { kib * 1024, kib * 1024 };
  const pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      g_autoptr (PasarTableWriter) writer = NULL;
      g_autoptr (GError) error = NULL;

      signal (SIGXFSZ, SIG_IGN);
      setrlimit (RLIMIT_FSIZE, &limit);
      writer = pasar_table_writer_new (self->file, format, &layout, NULL, &error);
      if (writer != NULL && append_rows (writer, n_rows, &error)
          && pasar_table_writer_finish (writer, &error))
        _exit (1);
      g_clear_pointer (&writer, pasar_table_writer_free);
      _exit (error != NULL && error->domain == G_IO_ERROR ? 0 : 2);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_assert_cmpint (WEXITSTATUS (status), <=, 1);
  return WEXITSTATUS (status) == 1;
}

static void
test_disk_full (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_assert_false (write_with_room (self, formats[i], 20000, FEW_KIB));
      assert_contents (self, BEFORE);
    }
}

/* Wherever the room ends, what is said to be written is there. */
static void
test_disk_full_anywhere (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      guint n_written = 0;

      for (guint kib = 1; kib <= SMALL_KIB; kib++)
        {
          g_autoptr (PasarTableFile) file = NULL;
          g_autoptr (PasarTextTable) table = NULL;

          if (!write_with_room (self, formats[i], SMALL_ROWS, kib))
            {
              assert_contents (self, BEFORE);
              continue;
            }
          n_written++;
          file = pasar_table_file_open (self->path, NULL, NULL);
          g_assert_nonnull (file);
          table = pasar_table_file_read_sheet (file, 0, G_MAXUINT, NULL, NULL, NULL, NULL);
          g_assert_nonnull (table);
          g_assert_cmpuint (table->n_rows, ==, 1 + SMALL_ROWS);
          g_assert_true (g_file_set_contents (self->path, BEFORE, -1, NULL));
        }
      g_assert_cmpuint (n_written, >, 0);
      g_assert_cmpuint (n_written, <, SMALL_KIB);
    }
}

/* In a process of its own: says when it is in the middle, and waits. */
static void
write_half (const Fixture *self, PasarTableFormat format, int said)
{
  g_autoptr (PasarTableWriter) writer =
      pasar_table_writer_new (self->file, format, &layout, NULL, NULL);

  if (append_rows (writer, 10000, NULL) && write (said, "", 1) == 1)
    pause ();
  _exit (1);
}

static void
remove_parts (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, ".pasar-"))
        g_remove (path);
    }
}

static void
test_killed (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      int said[2];
      char byte;
      pid_t child;

      g_assert_cmpint (pipe (said), ==, 0);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        write_half (self, formats[i], said[1]);
      close (said[1]);
      g_assert_cmpint (read (said[0], &byte, 1), ==, 1);
      close (said[0]);
      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
      assert_contents (self, BEFORE);
    }
  remove_parts (self->folder);
}

/* What a cell of a spreadsheet cannot hold is said, not cut. */
static void
test_long_text (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *longest = g_strnfill (32767, 'x');
      g_autofree char *wide = g_malloc0 (4 * 16384 + 1);
      g_autoptr (PasarTableWriter) writer = NULL;
      g_autoptr (GError) error = NULL;
      PasarTextCell cells[] = { { .text = longest }, { .text = "" } };

      writer = pasar_table_writer_new (self->file, formats[i], &layout, NULL, NULL);
      g_assert_true (pasar_table_writer_append (writer, cells, &error));
      g_assert_no_error (error);
      /* Each counts twice. */
      for (guint k = 0; k < 16384; k++)
        memcpy (wide + 4 * k, "\xF0\x9F\x91\x95", 4);
      cells[0].text = wide;
      g_assert_cmpint (pasar_table_writer_append (writer, cells, &error),
                       ==,
                       formats[i] == PASAR_TABLE_CSV);
      if (formats[i] == PASAR_TABLE_CSV)
        continue;
      g_assert_error (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_TOO_LARGE);
      g_assert_nonnull (strstr (error->message, "Name"));
      g_assert_nonnull (strstr (error->message, "row 3"));
    }
}

static void
test_too_many_rows (Fixture *self, gconstpointer data)
{
  const PasarTextCell cells[] = { { .text = "" }, { .text = "" } };
  g_autoptr (PasarTableWriter) writer = NULL;
  g_autoptr (GError) error = NULL;

  writer = pasar_table_writer_new (self->file, PASAR_TABLE_XLSX, &layout, NULL, NULL);
  for (guint i = 1; i < 1048576; i++)
    g_assert_true (pasar_table_writer_append (writer, cells, NULL));
  g_assert_false (pasar_table_writer_append (writer, cells, &error));
  g_assert_error (error, PASAR_FORMAT_ERROR, PASAR_FORMAT_ERROR_TOO_LARGE);
}

static char *
dup_random_text (const char *const *pieces, guint n_pieces)
{
  GString *text = g_string_new (NULL);

  for (gint k = g_test_rand_int_range (0, 5); k > 0; k--)
    g_string_append (text, pieces[g_test_rand_int_range (0, (gint32) n_pieces)]);
  return g_string_free (text, FALSE);
}

/* A text as it comes back from CSV. */
static void
assert_comes_back (const PasarTextTable *table, guint row, guint column, const char *text)
{
  const char *cell = table->cells[(gsize) row * table->n_columns + column];

  g_assert_cmpstr (pasar_delimited_unprotect (cell), ==, text);
  /* No spreadsheet takes it for a formula. */
  g_assert_true (*cell == '\0' || strchr ("=+-@\t\r\n", *cell) == NULL);
}

static void
test_csv_round_trip (Fixture *self, gconstpointer data)
{
  static const char *const pieces[] = { "'", "=", "+", "-",   "@", "\t", "\r", "\n",   "\"", ",",
                                        ";", " ", "a", "1.5", "é", "＝", "泰", "\x01", "" };
  const char separators[] = { ',', ';', '\t' };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (PasarTableWriter) writer = NULL;
      g_autoptr (PasarTextTable) table = NULL;
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      g_autofree char *contents = NULL;
      PasarTableLayout any = layout;
      gsize length;

      any.separator = separators[round % G_N_ELEMENTS (separators)];
      any.has_mark = round % 2 == 0;
      writer = pasar_table_writer_new (self->file, PASAR_TABLE_CSV, &any, NULL, NULL);
      for (guint i = 0; i < 40; i++)
        g_ptr_array_add (texts, dup_random_text (pieces, G_N_ELEMENTS (pieces)));
      for (guint i = 0; i < texts->len; i += 2)
        {
          const PasarTextCell cells[] = { { .text = texts->pdata[i] },
                                          { .text = texts->pdata[i + 1] } };

          g_assert_true (pasar_table_writer_append (writer, cells, NULL));
        }
      g_assert_true (pasar_table_writer_finish (writer, NULL));

      g_assert_true (g_file_get_contents (self->path, &contents, &length, NULL));
      table = pasar_delimited_read (contents, length, any.separator, NULL);
      g_assert_cmpuint (table->n_rows, ==, 1 + texts->len / 2);
      for (guint i = 0; i < texts->len; i++)
        assert_comes_back (table, 1 + i / 2, i % 2, texts->pdata[i]);
    }
}

static void
assert_cell (const PasarTextTable *table,
             guint row,
             guint column,
             const char *text,
             PasarCellType type)
{
  g_assert_cmpstr (pasar_text_table_get_text (table, row, column), ==, text);
  if (*text != '\0')
    g_assert_cmpint (pasar_text_table_get_cell_type (table, row, column), ==, type);
}

/* What our own reader finds: every text and number, as what it was. */
static void
test_workbook_round_trip (Fixture *self, gconstpointer data)
{
  static const char *const pieces[] = { "'",  "=", "-",   "@",  "  ",  "\n",      "<",     "&",
                                        "\"", "a", "1.5", "泰", "]]>", "_x0041_", "00123", "👕" };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      const PasarTableFormat format = round % 2 == 0 ? PASAR_TABLE_XLSX : PASAR_TABLE_ODS;
      PasarTableLayout any = layout;
      g_autoptr (PasarTableWriter) writer = NULL;
      g_autoptr (PasarTableFile) file = NULL;
      g_autoptr (PasarTextTable) table = NULL;
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);

      any.has_shared_texts = round % 4 == 0;
      writer = pasar_table_writer_new (self->file, format, &any, NULL, NULL);
      for (guint i = 0; i < 30; i++)
        {
          char *text = dup_random_text (pieces, G_N_ELEMENTS (pieces));
          char *number = g_strdup_printf ("%d.%d",
                                          g_test_rand_int_range (-99999999, 99999999),
                                          g_test_rand_int_range (1, 10));
          const PasarTextCell cells[] = { { .text = text }, { .text = number, .number = number } };

          g_ptr_array_add (texts, text);
          g_ptr_array_add (numbers, number);
          g_assert_true (pasar_table_writer_append (writer, cells, NULL));
        }
      g_assert_true (pasar_table_writer_finish (writer, NULL));

      file = pasar_table_file_open (self->path, NULL, NULL);
      g_assert_nonnull (file);
      g_assert_cmpstr (pasar_table_file_get_sheet_name (file, 0), ==, "Items");
      table = pasar_table_file_read_sheet (file, 0, G_MAXUINT, NULL, NULL, NULL, NULL);
      g_assert_nonnull (table);
      g_assert_cmpuint (table->n_rows, ==, 1 + texts->len);
      for (guint i = 0; i < texts->len; i++)
        {
          assert_cell (table, i + 1, 0, texts->pdata[i], PASAR_CELL_TEXT);
          assert_cell (table, i + 1, 1, numbers->pdata[i], PASAR_CELL_NUMBER);
        }
    }
}

/* A time that there is not is what it is shown as, and no day of 1970. */
static void
test_no_time (Fixture *self, gconstpointer data)
{
  static const PasarTableColumn times[] = { { "Updated", PASAR_CELLS_TIME, 20 } };
  static const PasarTextCell cells[] = {
    { .text = "never", .number = "never" },
    { .text = "30 February", .number = "2026-02-30T10:00:00" },
    { .text = "long ago", .number = "1850-01-01T00:00:00" },
    { .text = "", .number = "" },
    { .text = "yesterday", .number = "2026-11-21T10:29:00" },
  };
  PasarTableLayout of_times = layout;

  of_times.columns = times;
  of_times.n_columns = 1;
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (PasarTableWriter) writer = NULL;
      g_autoptr (PasarTableFile) file = NULL;
      g_autoptr (PasarTextTable) table = NULL;

      writer = pasar_table_writer_new (self->file, formats[i], &of_times, NULL, NULL);
      for (guint k = 0; k < G_N_ELEMENTS (cells); k++)
        g_assert_true (pasar_table_writer_append (writer, &cells[k], NULL));
      g_assert_true (pasar_table_writer_finish (writer, NULL));
      if (formats[i] == PASAR_TABLE_CSV)
        {
          assert_contents (self,
                           "Updated\r\nnever\r\n30 February\r\nlong ago\r\n\r\n"
                           "2026-11-21 10:29:00\r\n");
          continue;
        }
      file = pasar_table_file_open (self->path, NULL, NULL);
      table = pasar_table_file_read_sheet (file, 0, G_MAXUINT, NULL, NULL, NULL, NULL);
      g_assert_nonnull (table);
      assert_cell (table, 1, 0, "never", PASAR_CELL_TEXT);
      assert_cell (table, 2, 0, "30 February", PASAR_CELL_TEXT);
      assert_cell (table, 3, 0, "long ago", PASAR_CELL_TEXT);
      assert_cell (table, table->n_rows - 1, 0, "2026-11-21T10:29:00", PASAR_CELL_DATE);
      g_assert_cmpuint (pasar_text_table_get_row_number (table, table->n_rows - 1), ==, 6);
    }
}

/* Where Excel keeps its texts. */
static void
test_shared_texts (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PasarTableWriter) writer = NULL;
      g_autoptr (PasarSource) source = NULL;
      g_autoptr (PasarZip) zip = NULL;
      PasarTableLayout any = layout;

      any.has_shared_texts = i == 1;
      writer = pasar_table_writer_new (self->file, PASAR_TABLE_XLSX, &any, NULL, NULL);
      g_assert_true (append_rows (writer, 10, NULL));
      g_assert_true (pasar_table_writer_finish (writer, NULL));
      source = pasar_source_open (self->path, NULL);
      zip = pasar_zip_open (source, &(PasarReading){ 0 }, NULL);
      g_assert_nonnull (zip);
      g_assert_cmpint (pasar_zip_has (zip, "xl/sharedstrings.xml"), ==, any.has_shared_texts);
    }
}

static void
test_unprotect (void)
{
  static const struct
  {
    const char *cell;
    const char *text;
  } cases[] = {
    { "'=1+1", "=1+1" }, { "''=1", "'=1" },  { "'90s", "'90s" }, { "'", "'" },      { "", "" },
    { "-5", "-5" },      { "it's", "it's" }, { "''", "''" },     { "'＝1", "＝1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (pasar_delimited_unprotect (cases[i].cell), ==, cases[i].text);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/write/replaces", test_replaces },
    { "/write/csv-of-the-locale", test_csv_of_the_locale },
    { "/write/link", test_link },
    { "/write/name-of-a-folder", test_name_of_a_folder },
    { "/write/no-such-folder", test_no_such_folder },
    { "/write/not-permitted", test_not_permitted },
    { "/write/cancelled", test_cancelled },
    { "/write/cancelled-at-the-end", test_cancelled_at_the_end },
    { "/write/disk-full", test_disk_full },
    { "/write/disk-full-anywhere", test_disk_full_anywhere },
    { "/write/killed", test_killed },
    { "/write/long-text", test_long_text },
    { "/write/too-many-rows", test_too_many_rows },
    { "/write/no-time", test_no_time },
    { "/write/csv-round-trip", test_csv_round_trip },
    { "/write/shared-texts", test_shared_texts },
    { "/write/workbook-round-trip", test_workbook_round_trip },
  };

  g_autofree char *cache = g_dir_make_tmp ("pasar-cache-XXXXXX", NULL);
  g_autofree char *own = g_build_filename (cache, "pasar", NULL);
  int status;

  g_setenv ("XDG_CACHE_HOME", cache, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/write/unprotect", test_unprotect);
  status = g_test_run ();
  g_rmdir (own);
  g_rmdir (cache);
  return status;
}
