/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/plan-private.h"

#define N_STATES (PASAR_CHANGE_SENDING + 1)

typedef struct
{
  PasarChangeInfo info; /* first; its texts but for reason and advice are in the plan's strings */
  PasarChange *object;  /* (nullable) (unowned): while somebody holds it */
} Entry;

struct _PasarPlan
{
  GObject parent_instance;

  PasarCatalogue *catalogue; /* (owned) */
  GArray *entries;           /* (element-type Entry) */
  GStringChunk *strings;     /* what the entries' names point into */
  guint n_by_state[N_STATES];
  guint n_rows;
  guint n_shop_items;
  gboolean confirmed;
};

static void pasar_plan_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PasarPlan,
                               pasar_plan,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      pasar_plan_list_model_init))

static void
entry_clear (gpointer data)
{
  Entry *entry = data;

  g_free (entry->info.reason);
  g_free (entry->info.advice);
}

static void
pasar_plan_finalize (GObject *object)
{
  PasarPlan *self = PASAR_PLAN (object);

  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_clear_object (&self->catalogue);
  G_OBJECT_CLASS (pasar_plan_parent_class)->finalize (object);
}

static void
pasar_plan_class_init (PasarPlanClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pasar_plan_finalize;
}

static void
pasar_plan_init (PasarPlan *self)
{
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, entry_clear);
  self->strings = g_string_chunk_new (4096);
}

static Entry *
get_entry (PasarPlan *self, guint index)
{
  return &g_array_index (self->entries, Entry, index);
}

static GType
pasar_plan_get_item_type (GListModel *model)
{
  return PASAR_TYPE_CHANGE;
}

static guint
pasar_plan_get_n_items (GListModel *model)
{
  return PASAR_PLAN (model)->entries->len;
}

static gpointer
pasar_plan_get_item (GListModel *model, guint position)
{
  PasarPlan *self = PASAR_PLAN (model);
  g_autoptr (PasarChange) made = NULL;
  Entry *entry;

  if (position >= self->entries->len)
    return NULL;
  entry = get_entry (self, position);
  if (entry->object == NULL)
    {
      made = pasar_change_new (G_OBJECT (self), &entry->info, position);
      g_set_weak_pointer (&entry->object, made);
    }
  return g_object_ref (entry->object);
}

static void
pasar_plan_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = pasar_plan_get_item_type;
  iface->get_n_items = pasar_plan_get_n_items;
  iface->get_item = pasar_plan_get_item;
}

static const char *
keep (PasarPlan *self, const char *text)
{
  return text != NULL && *text != '\0' ? g_string_chunk_insert (self->strings, text) : "";
}

/* The models of an item share its name. */
static const char *
keep_name (PasarPlan *self, const char *name)
{
  const PasarChangeInfo *last =
      self->entries->len != 0 ? pasar_plan_get_entry (self, self->entries->len - 1) : NULL;

  return last != NULL && g_strcmp0 (last->name, name) == 0 ? last->name : keep (self, name);
}

static void
add_change (PasarPlan *self, guint row, const PasarRowInfo *info, PasarField field)
{
  const PasarRowValue *value = &info->values[field];
  Entry entry = { .info = {
                      .key = info->key,
                      .field = field,
                      .base = PASAR_NO_VALUE,
                      .old_value = value->value,
                      .new_value = value->staged,
                      .name = keep_name (self, info->name),
                      .variation = keep (self, info->variation),
                      .sku = keep (self, info->sku),
                      .warnings = pasar_warnings_for (self->catalogue,
                                                      row,
                                                      field,
                                                      value->value,
                                                      value->staged),
                  } };
  const gboolean has_moved = (entry.info.warnings & PASAR_WARNING_CHANGED_SINCE) != 0;

  if (has_moved)
    entry.info.base = value->base;
  if (value->problem != PASAR_RULE_OK)
    {
      entry.info.state = PASAR_CHANGE_HELD;
      entry.info.reason = pasar_catalogue_row_dup_problem_text (self->catalogue, row, field);
    }
  else if (has_moved)
    {
      entry.info.reason =
          pasar_change_info_dup_moved_reason (&entry.info,
                                              pasar_catalogue_get_digits (self->catalogue));
      entry.info.advice = g_strdup (value->refusal);
    }
  self->n_by_state[entry.info.state]++;
  g_array_append_val (self->entries, entry);
}

/**
 * pasar_plan_new:
 * @catalogue: a catalogue
 *
 * Plans to send everything that is staged. What breaks a rule is held.
 *
 * Returns: (transfer full): the plan
 */
PasarPlan *
pasar_plan_new (PasarCatalogue *catalogue)
{
  PasarPlan *self = g_object_new (PASAR_TYPE_PLAN, NULL);
  g_autoptr (GArray) rows = NULL;
  gint64 item_id = 0;

  self->catalogue = g_object_ref (catalogue);
  rows = pasar_catalogue_dup_changed_rows (catalogue);
  for (guint i = 0; i < rows->len; i++)
    {
      const guint row = g_array_index (rows, guint, i);
      const PasarRowInfo info = pasar_catalogue_read_row (catalogue, row);

      self->n_rows++;
      if (i == 0 || info.key.item_id != item_id)
        self->n_shop_items++;
      item_id = info.key.item_id;
      for (guint k = 0; k < PASAR_N_FIELDS; k++)
        {
          if (info.values[k].staged != PASAR_NO_VALUE)
            add_change (self, row, &info, (PasarField) k);
        }
    }
  return self;
}

/**
 * pasar_plan_get_catalogue:
 * @self: a plan
 *
 * The table whose staged values the plan sends.
 *
 * Returns: (transfer none): where it was made from
 */
PasarCatalogue *
pasar_plan_get_catalogue (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), NULL);
  return self->catalogue;
}

/**
 * pasar_plan_get_n_rows:
 * @self: a plan
 *
 * A row may have two changes.
 *
 * Returns: how many rows of the sheet its changes are in
 */
guint
pasar_plan_get_n_rows (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return self->n_rows;
}

/**
 * pasar_plan_get_n_shop_items:
 * @self: a plan
 *
 * Rows of several variations may be of one item.
 *
 * Returns: how many items of the shop these rows belong to
 */
guint
pasar_plan_get_n_shop_items (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  return self->n_shop_items;
}

/**
 * pasar_plan_count_state:
 * @self: a plan
 * @state: a state
 *
 * Sums up what a review shows.
 *
 * Returns: how many changes are in it, O(1)
 */
guint
pasar_plan_count_state (PasarPlan *self, PasarChangeState state)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  g_return_val_if_fail ((guint) state < N_STATES, 0);
  return self->n_by_state[state];
}

/**
 * pasar_plan_count_warning:
 * @self: a plan
 * @warning: a warning, or several of which one is enough
 *
 * Only changes that are ready are counted, not those that are left out or held back.
 *
 * Returns: how many changes that will be sent have it, O(changes)
 */
guint
pasar_plan_count_warning (PasarPlan *self, PasarWarnings warning)
{
  guint n = 0;

  g_return_val_if_fail (PASAR_IS_PLAN (self), 0);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const PasarChangeInfo *entry = pasar_plan_get_entry (self, i);

      if (entry->state == PASAR_CHANGE_READY && (entry->warnings & warning) != 0)
        n++;
    }
  return n;
}

/**
 * pasar_plan_get_needs_confirmation:
 * @self: a plan
 *
 * Asks for %PASAR_WARNINGS_TO_CONFIRM.
 *
 * Returns: whether a change that will be sent must be confirmed and was not; the
 *   submit job leaves such changes out
 */
gboolean
pasar_plan_get_needs_confirmation (PasarPlan *self)
{
  g_return_val_if_fail (PASAR_IS_PLAN (self), FALSE);
  return !self->confirmed && pasar_plan_count_warning (self, PASAR_WARNINGS_TO_CONFIRM) != 0;
}

/**
 * pasar_plan_set_confirmed:
 * @self: a plan
 * @confirmed: whether the seller confirmed every change that needs it
 *
 * Confirms, or takes it back.
 */
void
pasar_plan_set_confirmed (PasarPlan *self, gboolean confirmed)
{
  g_return_if_fail (PASAR_IS_PLAN (self));
  self->confirmed = confirmed;
}

/**
 * pasar_plan_set_included:
 * @self: a plan that was not submitted yet
 * @change: a change of it that is ready or skipped; nothing happens to others
 * @included: whether to send it
 *
 * Leaves a change out of this submission, or takes it in again. It stays staged.
 */
void
pasar_plan_set_included (PasarPlan *self, PasarChange *change, gboolean included)
{
  const PasarChangeState from = included ? PASAR_CHANGE_SKIPPED : PASAR_CHANGE_READY;
  guint index;

  g_return_if_fail (PASAR_IS_PLAN (self));
  g_return_if_fail (PASAR_IS_CHANGE (change));

  index = pasar_change_get_index (change);
  if (pasar_plan_get_entry (self, index)->state == from)
    pasar_plan_set_entry_outcome (self,
                                  index,
                                  included ? PASAR_CHANGE_READY : PASAR_CHANGE_SKIPPED,
                                  NULL,
                                  NULL);
}

/**
 * pasar_plan_get_n_entries:
 * @self: a plan
 *
 * Returns: how many changes it has
 */
guint
pasar_plan_get_n_entries (PasarPlan *self)
{
  return self->entries->len;
}

/**
 * pasar_plan_get_entry:
 * @self: a plan
 * @index: below [method@Plan.get_n_entries]
 *
 * Returns: (transfer none): a change, without making an object
 */
const PasarChangeInfo *
pasar_plan_get_entry (PasarPlan *self, guint index)
{
  return &get_entry (self, index)->info;
}

/**
 * pasar_plan_set_entry_outcome:
 * @self: a plan
 * @index: a change
 * @state: where it stands now
 * @reason: (nullable): why; may be the entry's own
 * @advice: (nullable): what to do; may be the entry's own
 *
 * For the submit job: tells of an outcome.
 */
void
pasar_plan_set_entry_outcome (PasarPlan *self,
                              guint index,
                              PasarChangeState state,
                              const char *reason,
                              const char *advice)
{
  Entry *entry = get_entry (self, index);
  PasarChangeInfo *info = &entry->info;
  g_autofree char *old_reason = info->reason;
  g_autofree char *old_advice = info->advice;

  self->n_by_state[info->state]--;
  self->n_by_state[state]++;
  info->state = state;
  /* The old texts may be the new ones. */
  info->reason = g_strdup (reason);
  info->advice = g_strdup (advice);
  if (entry->object != NULL)
    pasar_change_tell_outcome (entry->object);
}

/**
 * pasar_plan_set_entry_moved:
 * @self: a plan
 * @index: a change
 * @base: the value that the shop had when the change was edited or sent
 * @value: the value that it has now
 *
 * The value at the shop has become another one.
 */
void
pasar_plan_set_entry_moved (PasarPlan *self, guint index, gint64 base, gint64 value)
{
  PasarChangeInfo *entry = &get_entry (self, index)->info;

  entry->base = base;
  entry->old_value = value;
  entry->warnings |= PASAR_WARNING_CHANGED_SINCE;
}
