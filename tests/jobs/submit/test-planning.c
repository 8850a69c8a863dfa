/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "catalogue-fixture.h"
#include "jobs/submit/plan-private.h"
#include "jobs/submit/planning.h"
#include "util.h"

#define N_ITEMS 400

static void
put_item (PasarCatalogue *catalogue, gint64 item_id, gint64 price)
{
  fixture_put_plain (catalogue, item_id, item_id % 2 == 0 ? "Mug" : "Bowl", price, 40);
}

static PasarCatalogue *
make_catalogue (guint n_items)
{
  PasarCatalogue *catalogue = pasar_catalogue_new ("SGD", 2, 5);

  pasar_catalogue_freeze (catalogue);
  for (guint i = 1; i <= n_items; i++)
    put_item (catalogue, i, 1000);
  pasar_catalogue_thaw (catalogue);
  return catalogue;
}

static void
stage (PasarCatalogue *catalogue, gint64 item_id, PasarField field, gint64 value)
{
  const PasarRowKey key = { item_id, 0 };
  const guint row = pasar_catalogue_find_editable (catalogue, key);
  const PasarEdit edit = { key,
                           field,
                           pasar_catalogue_read_row (catalogue, row).values[field].staged,
                           value };
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));

  g_array_append_val (edits, edit);
  pasar_catalogue_stage (catalogue, pasar_step_new ("edit", edits));
}

static void
stage_all (PasarCatalogue *catalogue, guint n_items, gint64 price)
{
  g_autoptr (GArray) edits = g_array_new (FALSE, FALSE, sizeof (PasarEdit));

  for (guint i = 1; i <= n_items; i++)
    {
      const PasarEdit edit = { { i, 0 }, PASAR_FIELD_PRICE, PASAR_NO_VALUE, price };

      g_array_append_val (edits, edit);
    }
  pasar_catalogue_stage (catalogue, pasar_step_new ("edits", edits));
}

/* Every value that may be staged, good and bad. */
static void
edit_at_random (PasarCatalogue *catalogue)
{
  static const gint64 prices[] = { 0, 10, 125, 700, 1000, 1100, 1500, 4000, 8000, 200000 };
  static const gint64 stocks[] = { 0, 10, 40, 41, 400, 4000 };
  const gint64 item_id = g_test_rand_int_range (1, N_ITEMS + 1);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
    case 1:
    case 2:
      stage (catalogue,
             item_id,
             PASAR_FIELD_PRICE,
             prices[g_test_rand_int_range (0, G_N_ELEMENTS (prices))]);
      break;
    case 3:
    case 4:
      stage (catalogue,
             item_id,
             PASAR_FIELD_STOCK,
             stocks[g_test_rand_int_range (0, G_N_ELEMENTS (stocks))]);
      break;
    case 5:
      stage (catalogue, item_id, PASAR_FIELD_PRICE, PASAR_NO_VALUE);
      break;
    case 6:
      put_item (catalogue, item_id, 1000 + g_test_rand_int_range (0, 3));
      break;
    case 7:
    default:
      if (pasar_catalogue_get_can_undo (catalogue))
        pasar_step_free (pasar_catalogue_undo (catalogue));
      break;
    }
}

static void
assert_same (PasarPlan *plan, PasarPlan *other)
{
  g_assert_cmpuint (pasar_plan_get_n_entries (plan), ==, pasar_plan_get_n_entries (other));
  g_assert_cmpuint (pasar_plan_get_n_rows (plan), ==, pasar_plan_get_n_rows (other));
  g_assert_cmpuint (pasar_plan_get_n_shop_items (plan), ==, pasar_plan_get_n_shop_items (other));
  g_assert_true (pasar_plan_is_like (plan, other));
  for (guint i = 0; i < pasar_plan_get_n_entries (plan); i++)
    {
      const PasarChangeInfo *a = pasar_plan_get_entry (plan, i);
      const PasarChangeInfo *b = pasar_plan_get_entry (other, i);

      g_assert_cmpint (a->key.item_id, ==, b->key.item_id);
      g_assert_cmpint (a->key.model_id, ==, b->key.model_id);
      g_assert_cmpint (a->field, ==, b->field);
      g_assert_cmpint (a->state, ==, b->state);
      g_assert_cmphex (a->doubts, ==, b->doubts);
      g_assert_cmpint (a->base, ==, b->base);
      g_assert_cmpint (a->old_value, ==, b->old_value);
      g_assert_cmpint (a->new_value, ==, b->new_value);
      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpstr (a->sku, ==, b->sku);
      g_assert_cmpstr (a->reason, ==, b->reason);
      g_assert_cmpstr (a->advice, ==, b->advice);
    }
}

/* The counts are kept as the plan goes on; here they are counted. */
static void
assert_counts (PasarPlan *plan)
{
  const guint n = pasar_plan_get_n_entries (plan);
  guint n_by_state[PASAR_CHANGE_SENDING + 1] = { 0 };
  guint n_moved = 0;

  for (guint bit = 0; bit < PASAR_N_DOUBTS; bit++)
    {
      const PasarDoubtKinds kind = (PasarDoubtKinds) (1 << bit);
      gint64 least = G_MAXINT64;
      guint n_doubted = 0;
      guint n_worst = 0;

      for (guint i = 0; i < n; i++)
        {
          const PasarChangeInfo *info = pasar_plan_get_entry (plan, i);

          if (info->state != PASAR_CHANGE_READY
              || pasar_doubt_kinds_get_gravest (info->doubts) != kind)
            continue;
          n_doubted++;
          n_worst += info->is_worst;
          least = info->is_worst ? MIN (least, info->severity) : least;
        }
      g_assert_cmpuint (pasar_plan_count_doubt (plan, kind), ==, n_doubted);
      g_assert_cmpuint (n_worst, ==, MIN (n_doubted, PASAR_PLAN_N_WORST));
      for (guint i = 0; i < n; i++)
        {
          const PasarChangeInfo *info = pasar_plan_get_entry (plan, i);

          if (info->state == PASAR_CHANGE_READY && !info->is_worst
              && pasar_doubt_kinds_get_gravest (info->doubts) == kind)
            g_assert_cmpint (info->severity, <=, least);
        }
    }
  for (guint i = 0; i < n; i++)
    {
      const PasarChangeInfo *info = pasar_plan_get_entry (plan, i);

      n_by_state[info->state]++;
      n_moved += info->state == PASAR_CHANGE_UNCERTAIN
                 || (info->state == PASAR_CHANGE_HELD && info->base != PASAR_NO_VALUE
                     && info->postponed_until == 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (n_by_state); i++)
    g_assert_cmpuint (pasar_plan_count_state (plan, (PasarChangeState) i), ==, n_by_state[i]);
  g_assert_cmpuint (pasar_plan_count_moved (plan), ==, n_moved);
}

static void
items_added_cb (GListModel *plan, guint position, guint n_removed, guint n_added, guint *n)
{
  g_assert_cmpuint (position, ==, *n);
  g_assert_cmpuint (n_removed, ==, 0);
  *n += n_added;
  g_assert_cmpuint (g_list_model_get_n_items (plan), ==, *n);
}

/* A plan that is made in the smallest pieces is the one that is made at once. */
static void
test_pieces (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (PasarCatalogue) catalogue = make_catalogue (N_ITEMS);
      g_autoptr (PasarPlan) at_once = NULL;
      g_autoptr (PasarPlan) plan = NULL;
      guint n = 0;

      for (guint i = 0; i < 60 * round; i++)
        edit_at_random (catalogue);
      at_once = pasar_plan_new (catalogue);
      plan = pasar_plan_begin (catalogue, FALSE);
      g_signal_connect (plan, "items-changed", G_CALLBACK (items_added_cb), &n);
      while (!pasar_plan_run (plan, 0))
        g_assert_false (pasar_plan_is_complete (plan));
      g_assert_true (pasar_plan_is_complete (plan));
      g_assert_cmpuint (n, ==, g_list_model_get_n_items (G_LIST_MODEL (at_once)));
      assert_same (plan, at_once);
      assert_counts (plan);
    }
}

/* Changes that are held stay where they are while the plan grows. */
static void
test_handles (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue (N_ITEMS);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) first = NULL;
  g_autoptr (PasarChange) last = NULL;

  stage_all (catalogue, N_ITEMS, 1100);
  plan = pasar_plan_begin (catalogue, FALSE);
  while (g_list_model_get_n_items (G_LIST_MODEL (plan)) == 0)
    pasar_plan_run (plan, 0);
  first = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  while (!pasar_plan_run (plan, 0))
    ;
  last = g_list_model_get_item (G_LIST_MODEL (plan), N_ITEMS - 1);
  g_assert_cmpint (pasar_change_read (first)->key.item_id, ==, 1);
  g_assert_cmpint (pasar_change_read (last)->key.item_id, ==, N_ITEMS);
  g_assert_cmpstr (pasar_change_read (first)->sku, ==, "Bowl");
}

static void
put_promoted_item (PasarCatalogue *catalogue, gint64 price)
{
  const PasarRowKey key = { 1, 0 };

  put_item (catalogue, key.item_id, price);
  pasar_catalogue_set_promotion (catalogue, key, PASAR_PROMOTION_ONGOING);
}

/* What waits for the end of a promotion did not fail, and is no decision of the seller's until
 * then, whatever the shop has by now; but who keeps the shop's value waits no more. */
static void
test_waits (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue (1);
  g_autoptr (PasarPlan) plan = NULL;
  g_autoptr (PasarChange) change = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *kept = NULL;

  put_promoted_item (catalogue, 1000);
  stage (catalogue, 1, PASAR_FIELD_PRICE, 1100);
  put_promoted_item (catalogue, 1050);
  plan = pasar_plan_new (catalogue);
  change = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  g_assert_cmpint (pasar_change_read (change)->base, ==, 1000);
  g_assert_cmpuint (pasar_plan_count_postponed (plan), ==, 1);
  g_assert_cmpuint (pasar_plan_count_moved (plan), ==, 0);
  g_assert_cmpuint (pasar_plan_count_failed (plan), ==, 0);
  g_assert_cmpstr (pasar_change_info_get_label (pasar_change_read (change)),
                   ==,
                   "Waits for the end of a promotion");
  summary = pasar_plan_dup_summary (plan);
  g_assert_cmpstr (summary, ==, "0 changes done, 1 waits for the end of a promotion");

  pasar_plan_keep_shop_value (plan, change);
  g_assert_cmpuint (pasar_plan_count_postponed (plan), ==, 0);
  kept = pasar_plan_dup_summary (plan);
  g_assert_cmpstr (kept, ==, "0 changes done, 1 held back");
}

static gboolean
is_current (gpointer planning)
{
  return pasar_planning_is_current (planning);
}

static void
count_cb (PasarPlanning *planning, guint *n)
{
  ++*n;
}

/* Whatever happens between two pieces, the plan in the end is that of what is staged. */
static void
test_edits_in_the_middle (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue (N_ITEMS);
  g_autoptr (PasarPlanning) planning = pasar_planning_new (catalogue, FALSE);
  guint n_planned = 0;
  guint n_unchanged = 0;

  g_signal_connect (planning, "planned", G_CALLBACK (count_cb), &n_planned);
  g_signal_connect (planning, "unchanged", G_CALLBACK (count_cb), &n_unchanged);
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (PasarPlan) expected = NULL;

      for (guint i = 0; i < 40; i++)
        {
          edit_at_random (catalogue);
          if (i % 8 == 0)
            g_main_context_iteration (NULL, FALSE);
        }
      pasar_test_wait (is_current, planning);
      expected = pasar_plan_new (catalogue);
      assert_same (pasar_planning_get_plan (planning), expected);
      assert_counts (pasar_planning_get_plan (planning));
    }
  g_assert_cmpuint (n_planned + n_unchanged, >, 0);
}

static void
see_all (PasarPlan *plan)
{
  for (guint i = 0; i < pasar_plan_get_n_entries (plan); i++)
    {
      g_autoptr (PasarChange) change = g_list_model_get_item (G_LIST_MODEL (plan), i);

      pasar_plan_set_seen (plan, change);
    }
}

/* What comes to the same is not shown again; what is left out stays so. */
static void
test_same (void)
{
  g_autoptr (PasarCatalogue) catalogue = make_catalogue (N_ITEMS);
  g_autoptr (PasarPlanning) planning = NULL;
  g_autoptr (PasarChange) change = NULL;
  PasarPlan *plan;
  guint n_planned = 0;
  guint n_unchanged = 0;

  stage_all (catalogue, 10, 1100);
  planning = pasar_planning_new (catalogue, FALSE);
  g_assert_true (pasar_planning_is_current (planning));
  plan = pasar_planning_get_plan (planning);
  g_signal_connect (planning, "planned", G_CALLBACK (count_cb), &n_planned);
  g_signal_connect (planning, "unchanged", G_CALLBACK (count_cb), &n_unchanged);
  change = g_list_model_get_item (G_LIST_MODEL (plan), 3);
  pasar_plan_set_included (plan, change, FALSE);

  /* The shop is read, and has what it had. */
  put_item (catalogue, 7, 1000);
  put_item (catalogue, 50, 2000);
  g_assert_false (pasar_planning_is_current (planning));
  pasar_test_wait (is_current, planning);
  g_assert_true (pasar_planning_get_plan (planning) == plan);
  g_assert_cmpuint (n_planned, ==, 0);
  g_assert_cmpuint (n_unchanged, ==, 1);

  /* A change is taken back. */
  stage (catalogue, 1, PASAR_FIELD_PRICE, PASAR_NO_VALUE);
  pasar_test_wait (is_current, planning);
  plan = pasar_planning_get_plan (planning);
  g_assert_cmpuint (n_planned, ==, 1);
  g_assert_cmpuint (pasar_plan_get_n_entries (plan), ==, 9);
  g_assert_cmpuint (pasar_plan_count_state (plan, PASAR_CHANGE_SKIPPED), ==, 1);
  g_assert_cmpint (pasar_plan_get_entry (plan, 2)->key.item_id, ==, 4);
  g_assert_cmpint (pasar_plan_get_entry (plan, 2)->state, ==, PASAR_CHANGE_SKIPPED);

  /* The shop has another price than the seller saw. */
  put_item (catalogue, 7, 1050);
  pasar_test_wait (is_current, planning);
  plan = pasar_planning_get_plan (planning);
  g_assert_cmpuint (n_planned, ==, 2);
  g_assert_cmpuint (pasar_plan_count_doubt (plan, PASAR_DOUBT_MOVED), ==, 1);
  g_assert_true (pasar_plan_get_needs_confirmation (plan));

  /* What was looked at is to be looked at again when it has become another change. */
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_MOVED), ==, 1);
  see_all (plan);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_MOVED), ==, 0);
  stage (catalogue, 5, PASAR_FIELD_PRICE, 1300);
  pasar_test_wait (is_current, planning);
  plan = pasar_planning_get_plan (planning);
  g_assert_cmpuint (n_planned, ==, 3);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_MOVED), ==, 0);
  put_item (catalogue, 7, 1060);
  pasar_test_wait (is_current, planning);
  plan = pasar_planning_get_plan (planning);
  g_assert_cmpuint (n_planned, ==, 4);
  g_assert_cmpuint (pasar_plan_count_unseen (plan, PASAR_DOUBT_MOVED), ==, 1);

  /* From here on it stays as it is. */
  pasar_planning_stop (planning);
  stage (catalogue, 2, PASAR_FIELD_PRICE, 1200);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_true (pasar_planning_get_plan (planning) == plan);
}

static gboolean
raise_cb (gpointer flag)
{
  *(gboolean *) flag = TRUE;
  return G_SOURCE_REMOVE;
}

/* Nobody waits for a plan any more that is being made, nor for its end to be freed. */
static void
test_dropped (void)
{
  const guint n = 100000;
  g_autoptr (PasarCatalogue) catalogue = make_catalogue (n);
  g_autoptr (PasarPlan) whole = NULL;
  gpointer planning;
  gboolean is_idle = FALSE;

  /* All of them break a rule, so that each has a reason. */
  stage_all (catalogue, n, 0);
  planning = pasar_planning_new (catalogue, FALSE);
  g_object_add_weak_pointer (planning, &planning);
  g_assert_false (pasar_planning_is_current (planning));
  g_main_context_iteration (NULL, FALSE);
  pasar_planning_stop (planning);
  g_object_unref (planning);
  g_idle_add_full (G_PRIORITY_LOW, raise_cb, &is_idle, NULL);
  while (!is_idle || planning != NULL)
    g_main_context_iteration (NULL, TRUE);

  whole = pasar_plan_new (catalogue);
  g_assert_cmpuint (pasar_plan_count_state (whole, PASAR_CHANGE_HELD), ==, n);
  g_clear_object (&whole);
  is_idle = FALSE;
  g_idle_add_full (G_PRIORITY_LOW, raise_cb, &is_idle, NULL);
  while (!is_idle)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/planning/pieces", test_pieces);
  g_test_add_func ("/planning/handles", test_handles);
  g_test_add_func ("/planning/waits", test_waits);
  g_test_add_func ("/planning/edits-in-the-middle", test_edits_in_the_middle);
  g_test_add_func ("/planning/same", test_same);
  g_test_add_func ("/planning/dropped", test_dropped);

  return g_test_run ();
}
