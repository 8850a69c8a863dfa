/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/cell.h"

#include "catalogue/edits/postponed.h"
#include "catalogue/edits/rules.h"
#include "catalogue/edits/undercut.h"
#include "catalogue/table/catalogue-private.h"
#include "catalogue/values/change.h"
#include "catalogue/values/yes-no.h"

#include <glib/gi18n-lib.h>

/* Where a text is made up. */
typedef char Buffer[PASAR_CELL_TEXT_SIZE];

/* One number as its unit wants it. */
static const char *
format_number (PasarCatalogue *catalogue, const PasarColumnInfo *info, gint64 number, Buffer buffer)
{
  const guint digits = info->unit == PASAR_UNIT_MONEY ? pasar_catalogue_get_digits (catalogue) : 0;

  switch (info->unit)
    {
    case PASAR_UNIT_PERCENT:
      return (info->column == PASAR_COLUMN_CHANGE
                  ? pasar_change_format_to
                  : pasar_share_format_to) (number, NULL, buffer, sizeof (Buffer));
    case PASAR_UNIT_MONEY:
    case PASAR_UNIT_PIECES:
      return pasar_money_format_to (number, digits, NULL, buffer, sizeof (Buffer));
    case PASAR_UNIT_NUMBER:
      return pasar_number_format_to (number, NULL, buffer, sizeof (Buffer));
    case PASAR_UNIT_NONE:
    default:
      g_snprintf (buffer, sizeof (Buffer), "%" G_GINT64_FORMAT, number);
      return buffer;
    }
}

static const char *
format_range (PasarCatalogue *catalogue,
              const PasarColumnInfo *info,
              PasarColumnValue value,
              Buffer buffer)
{
  Buffer low;
  Buffer high;

  if (value.number == PASAR_NO_VALUE)
    return "";
  if (value.number == value.number_max)
    return format_number (catalogue, info, value.number, buffer);
  /* A sign after the dash is read better with room around it. */
  g_snprintf (buffer,
              sizeof (Buffer),
              info->unit == PASAR_UNIT_PERCENT ? "%s – %s" : "%s–%s",
              format_number (catalogue, info, value.number, low),
              format_number (catalogue, info, value.number_max, high));
  return buffer;
}

static const char *
format_time (gint64 seconds, Buffer buffer)
{
  g_autoptr (GDateTime) time =
      seconds != PASAR_NO_VALUE ? g_date_time_new_from_unix_local (seconds) : NULL;
  g_autofree char *text = time != NULL ? g_date_time_format (time, "%x %H:%M") : NULL;

  g_strlcpy (buffer, text != NULL ? text : "", sizeof (Buffer));
  return buffer;
}

/* Of a header also where only some of its models have it. */
static const char *
format_yes_no (PasarColumnValue value)
{
  if (value.number == value.number_max)
    return value.number > 0 ? PASAR_YES_MARK : "";
  return "–";
}

static const char *
say_yes_no (PasarColumnValue value)
{
  if (value.number == PASAR_NO_VALUE)
    return "";
  /* Translators: what a row says of variations of which some have yes and some have no */
  return value.number == value.number_max ? pasar_yes_no_get_word (value.number > 0) : _ ("Some");
}

static const char *
format_enumeration (PasarColumn column, gint64 value)
{
  if (column == PASAR_COLUMN_STATUS)
    return pasar_status_to_label ((PasarStatus) value);
  if (value == PASAR_PROMOTION_ONGOING)
    return _ ("Running");
  return value == PASAR_PROMOTION_UPCOMING ? _ ("Upcoming") : "";
}

static const char *
format_value (PasarCatalogue *catalogue,
              const PasarColumnInfo *info,
              PasarColumnValue value,
              Buffer buffer)
{
  switch (info->type)
    {
    case PASAR_COLUMN_TEXT:
      return value.text;
    case PASAR_COLUMN_TIME:
      return format_time (value.number, buffer);
    case PASAR_COLUMN_ENUMERATION:
      if (pasar_field_is_yes_no (info->field))
        return format_yes_no (value);
      return format_enumeration (info->column, value.number);
    case PASAR_COLUMN_NUMBER:
    default:
      return format_range (catalogue, info, value, buffer);
    }
}

/* Nothing while the models have not been read. */
static const char *
format_count (guint n_models, Buffer buffer)
{
  if (n_models == 0)
    return "";
  g_snprintf (buffer,
              sizeof (Buffer),
              /* Translators: how many variations an item has */
              g_dngettext (GETTEXT_PACKAGE, "%'u variation", "%'u variations", n_models),
              n_models);
  return buffer;
}

/* Below an item its models go by their variation alone; in a list without items they need both. */
static void
read_item (PasarCellInfo *self, PasarCatalogue *catalogue, guint row, gboolean flat)
{
  const char *variation = pasar_arena_get (&catalogue->texts, catalogue->rows.variation[row]);

  if (self->is_model && !flat)
    self->text = variation;
  else if (self->is_model)
    self->detail = variation;
  else if (self->is_header)
    self->detail =
        format_count (pasar_catalogue_item_of (catalogue, row)->n_models, self->detail_buffer);
}

/* What the shop has in a cell of a column that can be edited. */
static PasarColumnValue
read_shop_value (PasarCatalogue *catalogue, guint row, PasarField field)
{
  PasarColumnValue value = { NULL, PASAR_NO_VALUE, PASAR_NO_VALUE };

  if (!pasar_field_is_location (field))
    return pasar_catalogue_read_value (catalogue,
                                       row,
                                       field == PASAR_FIELD_PRICE ? PASAR_COLUMN_SHOP_PRICE
                                                                  : PASAR_COLUMN_SHOP_STOCK);
  value.number = value.number_max =
      pasar_locations_read_shop (catalogue, row, (guint) (field - PASAR_FIELD_LOCATION));
  return value;
}

/* The change of a price: of a header only when all its models change by the same. */
static gint64
get_change (PasarCatalogue *catalogue, guint row, PasarField field, PasarColumnValue staged)
{
  PasarColumnValue value;

  if (field != PASAR_FIELD_PRICE)
    return pasar_change_get (read_shop_value (catalogue, row, field).number, staged.number);
  value = pasar_catalogue_read_value (catalogue, row, PASAR_COLUMN_CHANGE);
  return value.number == value.number_max ? value.number : PASAR_NO_VALUE;
}

static void
read_changed (PasarCellInfo *self,
              PasarCatalogue *catalogue,
              guint row,
              const PasarColumnInfo *info,
              PasarColumnValue staged)
{
  const PasarRule rule = pasar_catalogue_find_problem (catalogue, row, info->field);

  self->is_changed = TRUE;
  self->is_refused = pasar_row_is_refused (catalogue, row, pasar_field_get_answered (info->field));
  self->is_postponed = pasar_rule_is_promotion (rule);
  self->is_problem = self->is_refused || (rule != PASAR_RULE_OK && !self->is_postponed);
  /* Pieces that only move from one location to another change these, not their sum. */
  if (info->field == PASAR_FIELD_STOCK && !self->is_header && !self->is_problem
      && !self->is_postponed
      && staged.number == read_shop_value (catalogue, row, info->field).number)
    {
      self->is_changed = FALSE;
      return;
    }
  self->shop_text = format_range (catalogue,
                                  info,
                                  read_shop_value (catalogue, row, info->field),
                                  self->shop_buffer);
  self->change = get_change (catalogue, row, info->field, staged);
  self->detail =
      pasar_change_format_to (self->change, NULL, self->detail_buffer, sizeof self->detail_buffer);
}

/* What is local, or computed, is never a change. */
static gboolean
is_staged (PasarCatalogue *catalogue, guint row, PasarField field)
{
  if (pasar_field_is_local (field) || field == PASAR_FIELD_MARGIN)
    return FALSE;
  return pasar_field_is_location (field)
             ? pasar_locations_is_staged (catalogue, row, (guint) (field - PASAR_FIELD_LOCATION))
             : pasar_row_is_staged (catalogue, row, field);
}

/**
 * pasar_cell_info_read:
 * @self: (out caller-allocates): filled
 * @catalogue: a shop
 * @row: any number
 * @column: any column
 * @flat: whether models stand without a header above them
 *
 * Reads what the cell of a row and column shows now. Meant for every cell in sight at every frame:
 * allocates nothing that outlives the call.
 */
void
pasar_cell_info_read (PasarCellInfo *self,
                      PasarCatalogue *catalogue,
                      guint row,
                      PasarColumn column,
                      gboolean flat)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, column);
  PasarColumnValue value;
  guint flags;

  self->text = self->word = self->shop_text = self->detail = "";
  self->change = PASAR_NO_VALUE;
  self->is_changed = self->is_problem = self->is_refused = self->is_locked = FALSE;
  self->is_warned = self->is_postponed = FALSE;
  self->is_editable = self->is_numeric = FALSE;
  self->is_dim = self->is_header = self->is_model = FALSE;
  if (info == NULL || !pasar_catalogue_is_alive (catalogue, row))
    return;

  flags = catalogue->rows.flags[row];
  self->is_header = (flags & PASAR_ROW_HEADER) != 0;
  self->is_model = (flags & PASAR_ROW_MODEL) != 0;
  self->is_dim = pasar_catalogue_item_of (catalogue, row)->status != PASAR_STATUS_NORMAL
                 || (flags & PASAR_ROW_UNAVAILABLE) != 0;
  self->is_numeric = info->is_numeric;
  value = pasar_catalogue_read_value (catalogue, row, column);
  self->text = format_value (catalogue, info, value, self->text_buffer);
  if (column == PASAR_COLUMN_NAME)
    read_item (self, catalogue, row, flat);
  self->word = pasar_field_is_yes_no (info->field) ? say_yes_no (value) : self->text;
  if (column == PASAR_COLUMN_PRICE)
    self->is_warned = pasar_catalogue_find_undercut (catalogue, row) != PASAR_FIELD_PRICE;
  if (!info->is_editable)
    return;

  if (is_staged (catalogue, row, info->field))
    read_changed (self, catalogue, row, info, value);
  else
    self->is_locked = pasar_catalogue_is_locked (catalogue, row, info->field);
  self->is_editable =
      (!self->is_locked || pasar_catalogue_can_postpone (catalogue, row, info->field))
      && !(self->is_header && pasar_catalogue_item_of (catalogue, row)->n_models == 0);
  /* Where there can be no value there is nothing to lock. */
  if (self->text[0] == '\0' && pasar_field_is_location (info->field))
    self->is_locked = FALSE;
}

/**
 * pasar_cell_info_dup_label:
 * @self: what a cell shows
 *
 * What a screen reader is told of the cell beside its row and column.
 *
 * Returns: (transfer full): such as “10.90, was 9.90, +10 %”
 */
char *
pasar_cell_info_dup_label (const PasarCellInfo *self)
{
  GString *label = g_string_new (*self->word != '\0' ? self->word : _ ("empty"));

  if (*self->shop_text != '\0')
    {
      g_string_append (label, ", ");
      /* Translators: part of what a screen reader says of a cell; %s is the value before */
      g_string_append_printf (label, _ ("was %s"), self->shop_text);
    }
  if (*self->detail != '\0')
    g_string_append_printf (label, ", %s", self->detail);
  if (self->is_locked)
    g_string_append_printf (label,
                            ", %s",
                            self->is_editable ? _ ("locked by a promotion") : _ ("locked"));
  return g_string_free (label, FALSE);
}

/**
 * pasar_cell_dup_lock_reason:
 * @catalogue: a shop
 * @row: a row of it
 * @column: a column
 *
 * What to say to who tries to type into a cell that cannot be edited.
 *
 * Returns: (transfer full) (nullable): a translated sentence; %NULL when it can be edited: of an
 * item with models, when one of them can. What is in a promotion can: it waits
 */
char *
pasar_cell_dup_lock_reason (PasarCatalogue *catalogue, guint row, PasarColumn column)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, column);

  if (column == PASAR_COLUMN_NAME || column == PASAR_COLUMN_VARIATION)
    return g_strdup (_ ("Names are changed in Shopee’s Seller Centre. Here prices and stock can be "
                        "changed."));
  if (column == PASAR_COLUMN_SKU)
    return g_strdup (_ ("SKUs are changed in Shopee’s Seller Centre. Here prices and stock can be "
                        "changed."));
  if (info == NULL || !info->is_editable)
    return g_strdup (
        _ ("This column only shows what Shopee says. Prices and stock can be changed."));
  if (pasar_catalogue_read_row (catalogue, row).n_edited == 0)
    return g_strdup (_ ("The variations of this item have not been read yet."));
  return pasar_catalogue_can_postpone (catalogue, row, info->field)
             ? NULL
             : pasar_catalogue_dup_lock_text (catalogue, row, info->field);
}
