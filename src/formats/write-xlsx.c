/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "formats/write-private.h"
#include "formats/xlsx-check-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <unistd.h>
#include <xlsxwriter.h>

/* libxlsxwriter writes the file. What is done here beside that is what it leaves to its callers: it
 * does not tell of a disk that is full, cannot be stopped when it packs, writes numbers by the
 * locale of the thread, and texts that are not XML. */

#define ROWS_MAX    1048576
#define COLUMNS_MAX 16384
#define TEXT_MAX    32767
/* Of what a double can tell apart. */
#define DIGITS_MAX 15

#define SECS_A_DAY 86400
/* From 1899-12-30 to 1970-01-01. */
#define EPOCH_DAYS 25569
/* The library writes 16 digits, of which five are days. */
#define PARTS_OF_DAY 1e10

#define COLOUR_OF_TITLES 0xEBEBEB
#define COLOUR_OF_LINE   0x9A9996
#define MARGIN           0.5
#define COPY_SIZE        65536
#define PATH_LENGTH      32
#define RANGE_LENGTH     64

/* A reference is the writer's, and one the thread's that packs the file: when the writer does not
 * wait for that any longer, it is the thread that tidies up. */
typedef struct
{
  int fd; /* of a file without a name, which so is gone with us, whatever happens; -1 */
  lxw_workbook *workbook; /* (owned) (nullable): until it is packed */
  lxw_worksheet *sheet;
  lxw_format *titles;
  lxw_format *titles_of_numbers;
  lxw_format *kinds[PASAR_N_CELL_KINDS];
  locale_t locale; /* (owned): numbers with points */
  GString *text;   /* (owned): of a cell */
  guint64 n_cells;

  GMutex mutex;
  GCond cond;
  gboolean is_packed;
  lxw_error result;
} Xlsx;

static void
xlsx_clear (gpointer data)
{
  Xlsx *self = data;

  /* The library frees all but this file. */
  if (self->workbook != NULL && self->sheet != NULL && self->sheet->optimize_tmpfile != NULL)
    fclose (self->sheet->optimize_tmpfile);
  g_clear_pointer (&self->workbook, lxw_workbook_free);
  g_clear_pointer (&self->locale, freelocale);
  if (self->fd >= 0)
    close (self->fd);
  g_string_free (self->text, TRUE);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
}

static void
xlsx_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, xlsx_clear);
}

static gboolean
set_errno (GError **error, int code)
{
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
  return FALSE;
}

/* The library keeps to itself why a file could not be written. */
static gboolean
set_no_space (GError **error)
{
  return set_errno (error, ENOSPC);
}

/* Where the library's own files are, too, which may be large: not in memory, as /tmp may be. */
static int
open_unnamed (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "XXXXXX.xlsx", NULL);
  int fd = -1;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    set_errno (error, errno);
  else
    g_unlink (path);
  return fd;
}

/* "[$SGD] #,##0.00" */
static char *
dup_money_format (const PasarTableLayout *layout)
{
  g_autofree char *decimals = g_strnfill (layout->digits, '0');
  const gboolean has_currency = *layout->currency != '\0';

  return g_strdup_printf ("%s%s%s#,##0%s%s",
                          has_currency ? "[$" : "",
                          layout->currency,
                          has_currency ? "] " : "",
                          *decimals != '\0' ? "." : "",
                          decimals);
}

static lxw_format *
add_title_format (Xlsx *self, uint8_t align)
{
  lxw_format *format = workbook_add_format (self->workbook);

  format_set_bold (format);
  format_set_bg_color (format, COLOUR_OF_TITLES);
  format_set_bottom (format, LXW_BORDER_THIN);
  format_set_bottom_color (format, COLOUR_OF_LINE);
  format_set_align (format, align);
  return format;
}

static void
add_formats (Xlsx *self, const PasarTableLayout *layout)
{
  /* By the numbers that Excel has for them, or else by what they are. */
  static const struct
  {
    uint8_t index;
    const char *code;
  } formats[PASAR_N_CELL_KINDS] = {
    [PASAR_CELLS_TEXT] = { .index = 49 },
    [PASAR_CELLS_PIECES] = { .index = 3 },
    [PASAR_CELLS_PERCENT] = { .code = "+0.0%;-0.0%;0.0%" },
    [PASAR_CELLS_TIME] = { .code = "yyyy-mm-dd hh:mm" },
  };
  g_autofree char *money = dup_money_format (layout);

  self->titles = add_title_format (self, LXW_ALIGN_LEFT);
  self->titles_of_numbers = add_title_format (self, LXW_ALIGN_RIGHT);
  for (guint i = 0; i < PASAR_N_CELL_KINDS; i++)
    {
      self->kinds[i] = workbook_add_format (self->workbook);
      if (i == PASAR_CELLS_MONEY)
        format_set_num_format (self->kinds[i], money);
      else if (formats[i].code != NULL)
        format_set_num_format (self->kinds[i], formats[i].code);
      else
        format_set_num_format_index (self->kinds[i], formats[i].index);
    }
}

static void
set_up_sheet (PasarTableWriter *writer, Xlsx *self)
{
  for (guint i = 0; i < writer->layout.n_columns; i++)
    worksheet_set_column (self->sheet,
                          (lxw_col_t) i,
                          (lxw_col_t) i,
                          pasar_writer_get_width (writer, i),
                          self->kinds[writer->columns[i].kind]);
  worksheet_set_landscape (self->sheet);
  worksheet_fit_to_pages (self->sheet, 1, 0);
  worksheet_set_margins (self->sheet, MARGIN, MARGIN, MARGIN, MARGIN);
  if (writer->layout.is_untitled)
    return;
  worksheet_freeze_panes (self->sheet, 1, 0);
  worksheet_repeat_rows (self->sheet, 0, 0);
}

static gboolean
begin (PasarTableWriter *writer, GError **error)
{
  Xlsx *self = g_atomic_rc_box_new0 (Xlsx);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "pasar", NULL);
  lxw_workbook_options options = {
    .constant_memory = !writer->layout.has_shared_texts,
    .tmpdir = folder,
  };
  char path[PATH_LENGTH];

  writer->data = self;
  writer->free_data = xlsx_unref;
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->text = g_string_new (NULL);
  self->locale = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
  self->fd = open_unnamed (folder, error);
  if (self->fd < 0)
    return FALSE;
  g_snprintf (path, sizeof path, "/dev/fd/%d", self->fd);
  self->workbook = workbook_new_opt (path, &options);
  self->sheet = workbook_add_worksheet (self->workbook, writer->layout.title);
  if (self->sheet == NULL)
    return set_no_space (error);
  add_formats (self, &writer->layout);
  set_up_sheet (writer, self);
  return TRUE;
}

/* Whether a text has what would be read as an escaped character: "_x0041_". */
static gboolean
is_like_escape (const char *text)
{
  return text[0] == '_' && text[1] == 'x' && g_ascii_isxdigit (text[2])
         && g_ascii_isxdigit (text[3]) && g_ascii_isxdigit (text[4]) && g_ascii_isxdigit (text[5])
         && text[6] == '_';
}

/* ST_Xstring: ECMA-376, part 1, 22.9.2.19. */
static const char *
escape (GString *out, const char *text)
{
  g_string_truncate (out, 0);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      const gunichar c = g_utf8_get_char (text);

      if (pasar_xml_is_forbidden (c) || is_like_escape (text))
        g_string_append_printf (out, "_x%04X_", c);
      else
        g_string_append_unichar (out, c);
    }
  return out->str;
}

static lxw_format *
get_format (const PasarTableWriter *writer, const Xlsx *self, guint i)
{
  const PasarCellKind kind = writer->columns[i].kind;

  if (!pasar_writer_is_at_titles (writer))
    return self->kinds[kind];
  return kind == PASAR_CELLS_TEXT || kind == PASAR_CELLS_TIME ? self->titles
                                                              : self->titles_of_numbers;
}

/* Days since 1899-12-30, by which Excel counts. Programs cut off what they do not show: rather some
 * microseconds late than a minute early. */
static double
get_serial (const char *number)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (number, utc);
  const double serial = (double) g_date_time_to_unix (time) / SECS_A_DAY + EPOCH_DAYS;

  return ceil (serial * PARTS_OF_DAY) / PARTS_OF_DAY;
}

static lxw_error
write_number (Xlsx *self, lxw_row_t row, lxw_col_t column, const char *number, PasarCellKind kind)
{
  lxw_format *format = self->kinds[kind];

  if (kind == PASAR_CELLS_BOOLEAN)
    return worksheet_write_boolean (self->sheet, row, column, !g_str_equal (number, "0"), format);
  return worksheet_write_number (self->sheet,
                                 row,
                                 column,
                                 kind == PASAR_CELLS_TIME ? get_serial (number)
                                                          : g_ascii_strtod (number, NULL),
                                 format);
}

static gboolean
append_cell (PasarTableWriter *writer, const PasarTextCell *cell, guint i, GError **error)
{
  Xlsx *self = writer->data;
  const lxw_row_t row = writer->n_rows - 1;
  const char *number = pasar_writer_get_number (writer, cell, i);
  lxw_error result;

  if (number == NULL && *cell->text == '\0')
    return TRUE;
  self->n_cells++;
  result = number != NULL ? write_number (self, row, (lxw_col_t) i, number, writer->columns[i].kind)
                          : worksheet_write_string (self->sheet,
                                                    row,
                                                    (lxw_col_t) i,
                                                    escape (self->text, cell->text),
                                                    get_format (writer, self, i));
  /* Escaped, which the library counts. */
  if (result == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
    return pasar_writer_set_too_long (writer, i, error);
  return result == LXW_NO_ERROR || set_no_space (error);
}

static gboolean
append (PasarTableWriter *writer, const PasarTextCell *cells, GError **error)
{
  Xlsx *self = writer->data;
  const locale_t before = uselocale (self->locale);
  gboolean is_written = TRUE;

  for (guint i = 0; i < writer->layout.n_columns && is_written; i++)
    is_written = append_cell (writer, &cells[i], i, error);
  uselocale (before);
  if (is_written && self->sheet->optimize_tmpfile != NULL
      && ferror (self->sheet->optimize_tmpfile) != 0)
    return set_no_space (error);
  return is_written;
}

/* Ids are texts on purpose: no warning in each of their cells. */
static void
set_ranges (PasarTableWriter *writer, Xlsx *self)
{
  const lxw_row_t last_row = MAX (writer->n_rows, 1) - 1;
  const lxw_col_t last_column = (lxw_col_t) (writer->layout.n_columns - 1);
  char range[RANGE_LENGTH];

  lxw_rowcol_to_range (range, 0, 0, last_row, last_column);
  worksheet_ignore_errors (self->sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
  if (!writer->layout.is_untitled)
    worksheet_autofilter (self->sheet, 0, 0, last_row, last_column);
}

static gpointer
pack (gpointer data)
{
  Xlsx *self = data;
  lxw_error result;

  uselocale (self->locale);
  result = workbook_close (self->workbook);
  uselocale (LC_GLOBAL_LOCALE);
  g_mutex_lock (&self->mutex);
  self->workbook = NULL;
  self->result = result;
  self->is_packed = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  xlsx_unref (self);
  return NULL;
}

static void
wake_cb (GCancellable *cancellable, Xlsx *self)
{
  g_mutex_lock (&self->mutex);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

/* In a thread of its own, which nobody has to wait for. */
static gboolean
pack_and_wait (Xlsx *self, GCancellable *cancellable, GError **error)
{
  gulong handler;
  gboolean is_packed;

  g_thread_unref (g_thread_new ("pasar-xlsx", pack, g_atomic_rc_box_acquire (self)));
  handler = cancellable != NULL
                ? g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self, NULL)
                : 0;
  g_mutex_lock (&self->mutex);
  while (!self->is_packed && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->mutex);
  is_packed = self->is_packed;
  g_mutex_unlock (&self->mutex);
  g_cancellable_disconnect (cancellable, handler);
  if (!is_packed || g_cancellable_is_cancelled (cancellable))
    return !g_cancellable_set_error_if_cancelled (cancellable, error);
  if (self->result == LXW_NO_ERROR)
    return TRUE;
  return self->result == LXW_ERROR_ZIP_PARAMETER_ERROR || self->result == LXW_ERROR_ZIP_BAD_ZIP_FILE
             ? pasar_writer_set_too_large (error)
             : set_no_space (error);
}

static gboolean
copy (PasarTableWriter *writer, int fd, GError **error)
{
  g_autofree char *piece = g_malloc (COPY_SIZE);
  gssize n;

  for (off_t offset = 0; (n = pread (fd, piece, COPY_SIZE, offset)) > 0; offset += n)
    {
      if (!g_output_stream_write_all (pasar_new_file_get_stream (writer->file),
                                      piece,
                                      (gsize) n,
                                      NULL,
                                      writer->cancellable,
                                      error))
        return FALSE;
    }
  return n == 0 || set_errno (error, errno);
}

static gboolean
finish (PasarTableWriter *writer, GError **error)
{
  Xlsx *self = writer->data;

  if (g_cancellable_set_error_if_cancelled (writer->cancellable, error))
    return FALSE;
  set_ranges (writer, self);
  if (!pack_and_wait (self, writer->cancellable, error))
    return FALSE;
  if (!pasar_xlsx_check (self->fd, self->n_cells, writer->cancellable, error))
    return FALSE;
  return copy (writer, self->fd, error);
}

const PasarTableWriterClass pasar_xlsx_writer = {
  .begin = begin,
  .append = append,
  .finish = finish,
  .rows_max = ROWS_MAX,
  .columns_max = COLUMNS_MAX,
  .text_max = TEXT_MAX,
  .digits_max = DIGITS_MAX,
};
