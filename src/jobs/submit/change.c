/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/plan-private.h"

/* A change is a handle on an entry of its plan. */
struct _PasarChange
{
  GObject parent_instance;

  PasarPlan *plan; /* (owned) */
  guint index;
};

G_DEFINE_FINAL_TYPE (PasarChange, pasar_change, G_TYPE_OBJECT)

typedef enum
{
  PROP_STATE = 1,
  PROP_REASON,
  PROP_ADVICE,
} PasarChangeProperty;

static GParamSpec *properties[PROP_ADVICE + 1];

static const PasarPlanEntry *
get_entry (PasarChange *self)
{
  return pasar_plan_get_entry (self->plan, self->index);
}

static void
pasar_change_dispose (GObject *object)
{
  PasarChange *self = PASAR_CHANGE (object);

  if (self->plan != NULL)
    pasar_plan_forget_object (self->plan, self->index);
  g_clear_object (&self->plan);
  G_OBJECT_CLASS (pasar_change_parent_class)->dispose (object);
}

static void
pasar_change_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PasarChange *self = PASAR_CHANGE (object);

  switch ((PasarChangeProperty) id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) get_entry (self)->state);
      break;
    case PROP_REASON:
      g_value_set_string (value, get_entry (self)->reason);
      break;
    case PROP_ADVICE:
      g_value_set_string (value, get_entry (self)->advice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
pasar_change_class_init (PasarChangeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = pasar_change_dispose;
  object_class->get_property = pasar_change_get_property;

  /**
   * PasarChange:state:
   *
   * Where the change stands, a [enum@ChangeState].
   */
  properties[PROP_STATE] = g_param_spec_int ("state",
                                             NULL,
                                             NULL,
                                             PASAR_CHANGE_READY,
                                             PASAR_CHANGE_SENDING,
                                             PASAR_CHANGE_READY,
                                             readable);
  /**
   * PasarChange:reason:
   *
   * Why it stands so, a translated sentence; %NULL where the state says it all.
   */
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, readable);
  /**
   * PasarChange:advice:
   *
   * What to do about it, a translated sentence; %NULL for nothing.
   */
  properties[PROP_ADVICE] = g_param_spec_string ("advice", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
pasar_change_init (PasarChange *self)
{
}

/**
 * pasar_change_new:
 * @plan: a plan
 * @index: a change of it
 *
 * Returns: (transfer full): a handle on the change
 */
PasarChange *
pasar_change_new (PasarPlan *plan, guint index)
{
  PasarChange *self = g_object_new (PASAR_TYPE_CHANGE, NULL);

  self->plan = g_object_ref (plan);
  self->index = index;
  return self;
}

/**
 * pasar_change_get_index:
 * @self: a change
 *
 * Returns: its place in the plan
 */
guint
pasar_change_get_index (PasarChange *self)
{
  return self->index;
}

/**
 * pasar_change_notify_outcome:
 * @self: a change
 *
 * Tells that state, reason and advice may have changed.
 */
void
pasar_change_notify_outcome (PasarChange *self)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  g_object_notify_by_pspec (object, properties[PROP_REASON]);
  g_object_notify_by_pspec (object, properties[PROP_ADVICE]);
  g_object_notify_by_pspec (object, properties[PROP_STATE]);
  g_object_thaw_notify (object);
}

/**
 * pasar_change_get_key:
 * @self: a change
 *
 * Names the row of the shop, whatever its number in the table is by now.
 *
 * Returns: the row
 */
PasarRowKey
pasar_change_get_key (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), ((PasarRowKey){ 0 }));
  return get_entry (self)->key;
}

/**
 * pasar_change_get_field:
 * @self: a change
 *
 * A row with a price and a stock to send has two changes.
 *
 * Returns: which value of the row changes
 */
PasarField
pasar_change_get_field (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), PASAR_FIELD_PRICE);
  return get_entry (self)->field;
}

/**
 * pasar_change_get_base:
 * @self: a change
 *
 * With it a seller sees what would be undone by sending: base, mine and the shop's.
 *
 * Returns: the value that the shop had when the change was edited or last sent, where it has
 * another one now (minor units or pieces); else %PASAR_NO_VALUE
 */
gint64
pasar_change_get_base (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), PASAR_NO_VALUE);
  return get_entry (self)->base;
}

/**
 * pasar_change_get_old_value:
 * @self: a change
 *
 * What a seller compares the new value with.
 *
 * Returns: the value at the shop when the plan was made, or when it was seen to have moved (minor
 * units or pieces), `PASAR_NO_VALUE` when it is not known
 */
gint64
pasar_change_get_old_value (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), PASAR_NO_VALUE);
  return get_entry (self)->old_value;
}

/**
 * pasar_change_get_new_value:
 * @self: a change
 *
 * As it was staged when the plan was made: later edits do not change it.
 *
 * Returns: the value to send (minor units or pieces)
 */
gint64
pasar_change_get_new_value (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), PASAR_NO_VALUE);
  return get_entry (self)->new_value;
}

/**
 * pasar_change_get_name:
 * @self: a change
 *
 * Copied when the plan was made, so it is there when the item is gone.
 *
 * Returns: the item's name
 */
const char *
pasar_change_get_name (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), NULL);
  return get_entry (self)->name;
}

/**
 * pasar_change_get_variation:
 * @self: a change
 *
 * Tells the change from those of the item's other models.
 *
 * Returns: the model's name, "" for an item without models
 */
const char *
pasar_change_get_variation (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), NULL);
  return get_entry (self)->variation;
}

/**
 * pasar_change_get_sku:
 * @self: a change
 *
 * The code of the model, where it has one of its own.
 *
 * Returns: the row's SKU, "" when it has none
 */
const char *
pasar_change_get_sku (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), NULL);
  return get_entry (self)->sku;
}

/**
 * pasar_change_get_warnings:
 * @self: a change
 *
 * Worked out when the plan was made; later readings of the shop may add to it.
 *
 * Returns: why it deserves a second look
 */
PasarWarnings
pasar_change_get_warnings (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), PASAR_WARNING_NONE);
  return get_entry (self)->warnings;
}

/**
 * pasar_change_get_state:
 * @self: a change
 *
 * Tells whether a change is still to be sent, and then what became of it.
 *
 * Returns: where it stands
 */
PasarChangeState
pasar_change_get_state (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), PASAR_CHANGE_READY);
  return get_entry (self)->state;
}

/**
 * pasar_change_get_reason:
 * @self: a change
 *
 * Translated. %NULL where the state says it all.
 *
 * Returns: (nullable): why it stands so, a sentence
 */
const char *
pasar_change_get_reason (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), NULL);
  return get_entry (self)->reason;
}

/**
 * pasar_change_get_advice:
 * @self: a change
 *
 * Translated. %NULL where there is nothing to be done.
 *
 * Returns: (nullable): what to do about it, a sentence
 */
const char *
pasar_change_get_advice (PasarChange *self)
{
  g_return_val_if_fail (PASAR_IS_CHANGE (self), NULL);
  return get_entry (self)->advice;
}
