/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue/view/match-private.h"

#include "catalogue/values/rational-private.h"
#include "catalogue/view/condition-private.h"
#include "catalogue/view/filter-private.h"
#include "catalogue/view/search-private.h"

#include <string.h>

#define SECS_PER_HOUR 3600
/* Before all other values; PASAR_NO_VALUE is none. */
#define LOWEST (PASAR_NO_VALUE + 1)
/* What is found out once for an item are bits of a number; further ones are found out again. */
#define MAX_BITS 64

/* A part of the condition; those that it is made of follow it. */
typedef struct
{
  PasarConditionKind kind;
  guint end; /* of its own parts */
  guint bit;
  PasarColumn column;
  PasarColumnType type;
  PasarComparison comparison;
  PasarStates state;
  gint64 low; /* both included */
  gint64 high;
  char *text; /* (owned) (nullable) folded */
  gsize length;
  gboolean is_number;          /* the text is all digits: ids are looked at for these alone */
  const PasarNumbers *numbers; /* (unowned) (nullable) */
  const PasarNumbers *over;    /* (unowned) (nullable) */
} Node;

struct _PasarMatcher
{
  GArray *nodes; /* Node */
  guint n_bits;
  gboolean asks_for_boosted;
};

static void
clear_node (Node *self)
{
  g_free (self->text);
}

static gint64
get_day_start (gint64 day, int n_days_later)
{
  g_autoptr (GDateTime) start = g_date_time_new_local ((int) (day / 10000),
                                                       (int) (day / 100 % 100),
                                                       (int) (day % 100),
                                                       0,
                                                       0,
                                                       0.0);
  g_autoptr (GDateTime) moved = start != NULL ? g_date_time_add_days (start, n_days_later) : NULL;

  return moved != NULL ? g_date_time_to_unix (moved) : G_MAXINT64;
}

/* All comparisons of whole numbers are ranges. */
static void
set_range (Node *self, const PasarCondition *condition, gint64 now_secs)
{
  const gboolean are_days = self->type == PASAR_COLUMN_TIME;
  const gint64 low = are_days ? get_day_start (condition->low, 0) : condition->low;
  const gint64 after = are_days ? get_day_start (condition->high, 1) : condition->high + 1;

  self->low = LOWEST;
  self->high = G_MAXINT64;
  switch (condition->comparison)
    {
    case PASAR_COMPARE_LESS:
      self->high = low - 1;
      break;
    case PASAR_COMPARE_AT_MOST:
      self->high = after - 1;
      break;
    case PASAR_COMPARE_AT_LEAST:
      self->low = low;
      break;
    case PASAR_COMPARE_MORE:
      self->low = after;
      break;
    case PASAR_COMPARE_WITHIN:
      self->low = now_secs - condition->low * SECS_PER_HOUR;
      break;
    case PASAR_COMPARE_EQUAL:
    case PASAR_COMPARE_BETWEEN:
      self->low = low;
      self->high = after - 1;
      break;
    case PASAR_COMPARE_EMPTY:
    case PASAR_COMPARE_CONTAINS:
    case PASAR_COMPARE_STARTS:
    default:
      break;
    }
}

static guint
get_cost (const PasarCondition *self)
{
  guint cost = 0;

  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    cost = MAX (cost, get_cost (self->children->pdata[i]));
  if (self->kind == PASAR_CONDITION_WORD)
    return 3;
  if (self->kind == PASAR_CONDITION_RATIO)
    return 2;
  return self->text != NULL ? 1 : cost;
}

static void append (PasarMatcher *self,
                    const PasarCondition *condition,
                    PasarCatalogue *catalogue,
                    gint64 now_secs);

static void
append_children (PasarMatcher *self,
                 const PasarCondition *condition,
                 PasarCatalogue *catalogue,
                 gint64 now_secs)
{
  for (guint cost = 0; cost <= 3; cost++)
    {
      for (guint i = 0; i < condition->children->len; i++)
        {
          const PasarCondition *child = condition->children->pdata[i];

          if (get_cost (child) == cost)
            append (self, child, catalogue, now_secs);
        }
    }
}

static void
append (PasarMatcher *self,
        const PasarCondition *condition,
        PasarCatalogue *catalogue,
        gint64 now_secs)
{
  const PasarColumnInfo *info = pasar_catalogue_get_column (catalogue, condition->column);
  const guint at = self->nodes->len;
  Node node = { .kind = condition->kind,
                .bit = MAX_BITS,
                .column = condition->column,
                .type = info != NULL ? info->type : PASAR_COLUMN_NUMBER,
                .comparison = condition->comparison,
                .state = condition->state };

  if (node.kind == PASAR_CONDITION_RATIO)
    {
      node.low = condition->low;
      node.high = condition->high;
    }
  else
    set_range (&node, condition, now_secs);
  pasar_catalogue_find_numbers (catalogue, node.column, &node.numbers, &node.over);
  if (condition->text != NULL)
    {
      node.text = pasar_search_fold (condition->text, -1);
      node.length = strlen (node.text);
      node.is_number = node.text[strspn (node.text, "0123456789")] == '\0';
    }
  if ((node.text != NULL || node.kind == PASAR_CONDITION_RATIO) && self->n_bits < MAX_BITS)
    node.bit = self->n_bits++;
  self->asks_for_boosted |= node.kind == PASAR_CONDITION_BOOSTED;
  g_array_append_val (self->nodes, node);
  if (condition->children != NULL)
    append_children (self, condition, catalogue, now_secs);
  g_array_index (self->nodes, Node, at).end = self->nodes->len;
}

PasarMatcher *
pasar_matcher_new (const PasarCondition *condition, PasarCatalogue *catalogue, gint64 now_secs)
{
  PasarMatcher *self = g_rc_box_new0 (PasarMatcher);

  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  g_array_set_clear_func (self->nodes, (GDestroyNotify) clear_node);
  append (self, condition, catalogue, now_secs);
  return self;
}

PasarMatcher *
pasar_matcher_ref (PasarMatcher *self)
{
  return g_rc_box_acquire (self);
}

static void
clear (PasarMatcher *self)
{
  g_array_unref (self->nodes);
}

void
pasar_matcher_unref (PasarMatcher *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) clear);
}

gboolean
pasar_matcher_asks_for_boosted (const PasarMatcher *self)
{
  return self->asks_for_boosted;
}

void
pasar_match_enter (PasarMatch *self, guint32 item)
{
  self->item = item;
  self->known = 0;
}

static gboolean
has_text (const Node *node, PasarFolded folded)
{
  const char *found;

  switch (node->comparison)
    {
    case PASAR_COMPARE_STARTS:
      return folded.length >= node->length && memcmp (folded.text, node->text, node->length) == 0;
    case PASAR_COMPARE_EQUAL:
      return folded.length == node->length && memcmp (folded.text, node->text, node->length) == 0;
    case PASAR_COMPARE_CONTAINS:
    case PASAR_COMPARE_EMPTY:
    case PASAR_COMPARE_LESS:
    case PASAR_COMPARE_AT_MOST:
    case PASAR_COMPARE_AT_LEAST:
    case PASAR_COMPARE_MORE:
    case PASAR_COMPARE_BETWEEN:
    case PASAR_COMPARE_WITHIN:
    default:
      found = strstr (folded.text, node->text);
      return found != NULL && found + node->length <= folded.text + folded.length;
    }
}

/* Exact: the prices are multiplied, not divided. */
static gboolean
has_ratio (const Node *node, PasarCatalogue *catalogue, guint row)
{
  const PasarNumbers *numbers = &catalogue->rows.value[PASAR_FIELD_PRICE];
  const PasarNumbers *over = &catalogue->rows.staged[PASAR_FIELD_PRICE];
  const gint64 lowest = pasar_row_fold (catalogue, row, numbers, over, PASAR_FOLD_LOWEST);
  const gint64 highest = pasar_row_fold (catalogue, row, numbers, over, PASAR_FOLD_HIGHEST);
  const PasarWide scaled = (PasarWide) highest * pasar_power_of_ten (PASAR_RATIO_DIGITS);
  const PasarWide low = (PasarWide) node->low * lowest;
  const PasarWide high = (PasarWide) node->high * lowest;

  if (lowest == PASAR_NO_VALUE || lowest <= 0)
    return FALSE;
  switch (node->comparison)
    {
    case PASAR_COMPARE_LESS:
      return scaled < low;
    case PASAR_COMPARE_AT_MOST:
      return scaled <= low;
    case PASAR_COMPARE_AT_LEAST:
      return scaled >= low;
    case PASAR_COMPARE_MORE:
      return scaled > low;
    case PASAR_COMPARE_EMPTY:
    case PASAR_COMPARE_CONTAINS:
    case PASAR_COMPARE_STARTS:
    case PASAR_COMPARE_EQUAL:
    case PASAR_COMPARE_BETWEEN:
    case PASAR_COMPARE_WITHIN:
    default:
      return scaled >= low && scaled <= high;
    }
}

/* What holds for all rows of an item as soon as it holds for the item. */
static gboolean
item_matches (const Node *node, const PasarMatch *match)
{
  PasarCatalogue *catalogue = match->catalogue;

  if (node->kind == PASAR_CONDITION_WORD)
    return pasar_search_item_has_word (catalogue, match->item, node->text, node->is_number);
  if (node->kind == PASAR_CONDITION_RATIO)
    return has_ratio (node, catalogue, pasar_catalogue_item (catalogue, match->item)->first_row);
  return (node->column == PASAR_COLUMN_NAME || node->column == PASAR_COLUMN_SKU)
         && has_text (node, pasar_search_get_item_text (catalogue, match->item, node->column));
}

static gboolean
ask_item (const Node *node, PasarMatch *match)
{
  const guint64 bit = node->bit < MAX_BITS ? G_GUINT64_CONSTANT (1) << node->bit : 0;

  if ((match->known & bit) == 0)
    {
      const gboolean holds = item_matches (node, match);

      match->known |= bit;
      match->holds = holds ? match->holds | bit : match->holds & ~bit;
      return holds;
    }
  return (match->holds & bit) != 0;
}

static gboolean
text_matches (const Node *node, PasarMatch *match, guint row)
{
  PasarCatalogue *catalogue = match->catalogue;
  const gboolean is_model = (catalogue->rows.flags[row] & PASAR_ROW_MODEL) != 0;
  g_autofree char *folded = NULL;
  const char *text;

  switch ((int) node->column)
    {
    case PASAR_COLUMN_NAME:
      return ask_item (node, match);
    case PASAR_COLUMN_SKU:
      return ask_item (node, match)
             || (is_model
                 && has_text (node, pasar_search_get_model_text (catalogue, row, node->column)));
    case PASAR_COLUMN_VARIATION:
      return is_model
             && has_text (node, pasar_search_get_model_text (catalogue, row, node->column));
    default:
      text = pasar_catalogue_read_value (catalogue, row, node->column).text;
      if (node->column >= PASAR_COLUMN_LOCAL)
        return has_text (node, pasar_search_get_local_text (catalogue, text));
      folded = pasar_search_fold (text, -1);
      return has_text (node, (PasarFolded){ folded, strlen (folded) });
    }
}

static gint64
get_number (const Node *node, PasarCatalogue *catalogue, guint row)
{
  gint64 number = PASAR_NO_VALUE;

  if (node->numbers == NULL || (catalogue->rows.flags[row] & PASAR_ROW_HEADER) != 0)
    return pasar_catalogue_read_number (catalogue, row, node->column);
  if (node->over != NULL)
    number = pasar_numbers_get (node->over, row);
  return number != PASAR_NO_VALUE ? number : pasar_numbers_get (node->numbers, row);
}

static gboolean
column_matches (const Node *node, PasarMatch *match, guint row)
{
  PasarCatalogue *catalogue = match->catalogue;
  gint64 number;

  if (node->text != NULL)
    return text_matches (node, match, row);
  if (node->type == PASAR_COLUMN_TEXT)
    return *pasar_catalogue_read_value (catalogue, row, node->column).text == '\0';
  number = get_number (node, catalogue, row);
  return node->comparison == PASAR_COMPARE_EMPTY ? number == PASAR_NO_VALUE
                                                 : number >= node->low && number <= node->high;
}

static gboolean matches (const Node *nodes, guint at, PasarMatch *match, guint row);

/* Whether one of the parts of a join is as it is asked for. */
static gboolean
has_part (const Node *nodes, guint at, PasarMatch *match, guint row, gboolean wanted)
{
  for (guint i = at + 1; i < nodes[at].end; i = nodes[i].end)
    {
      if (!matches (nodes, i, match, row) == !wanted)
        return TRUE;
    }
  return FALSE;
}

static gboolean
matches (const Node *nodes, guint at, PasarMatch *match, guint row)
{
  const Node *node = &nodes[at];
  PasarCatalogue *catalogue = match->catalogue;

  switch (node->kind)
    {
    case PASAR_CONDITION_ALL:
      return !has_part (nodes, at, match, row, FALSE);
    case PASAR_CONDITION_ANY:
      return has_part (nodes, at, match, row, TRUE);
    case PASAR_CONDITION_NOT:
      return !matches (nodes, at + 1, match, row);
    case PASAR_CONDITION_WORD:
      return ask_item (node, match)
             || ((catalogue->rows.flags[row] & PASAR_ROW_MODEL) != 0
                 && pasar_search_model_has_word (catalogue, row, node->text, node->is_number));
    case PASAR_CONDITION_STATE:
      return (pasar_filter_get_states (catalogue, row) & node->state) != 0;
    case PASAR_CONDITION_BOOSTED:
      return match->boosted != NULL
             && g_hash_table_contains (match->boosted,
                                       &pasar_catalogue_item (catalogue, match->item)->item_id);
    case PASAR_CONDITION_RATIO:
      return ask_item (node, match);
    case PASAR_CONDITION_COLUMN:
    default:
      return column_matches (node, match, row);
    }
}

gboolean
pasar_matcher_matches (const PasarMatcher *self, PasarMatch *match, guint row)
{
  return matches ((const Node *) (gconstpointer) self->nodes->data, 0, match, row);
}
