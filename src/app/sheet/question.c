/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"
#include "catalogue/edits/computation.h"

#include <glib/gi18n-lib.h>

/* A number typed into the stock of an item can mean each of its variations, or all of them
 * together. The seller is asked; nothing is the default. */

static char *
dup_pieces (const PasarExpression *expression)
{
  gint64 amount;
  const PasarOperation operation = pasar_expression_get_operation (expression, &amount);
  const char *sign = operation != PASAR_OPERATION_ADD ? "" : amount < 0 ? "−" : "+";
  g_autofree char *number = NULL;

  if (operation == PASAR_OPERATION_OTHER)
    return g_strdup (pasar_expression_get_text (expression));
  amount = ABS (amount);
  number = pasar_money_format (amount, 0, NULL);
  /* Translators: a number of pieces: the sign of a change, or nothing, and the number */
  return g_strdup_printf (ngettext ("%s%s Piece", "%s%s Pieces", (gulong) amount), sign, number);
}

/* In the order of their kinds: each, or in all. */
#define N_ANSWERS (PASAR_COMMAND_IN_ALL + 1)

struct _PasarQuestion
{
  PasarReach *reach;                         /* (owned) */
  PasarExpression *expression;               /* (owned) */
  PasarCommand *commands[N_ANSWERS];         /* (owned) (nullable): where that can be */
  PasarComputation *computations[N_ANSWERS]; /* (owned) */
};

/**
 * pasar_question_new:
 * @reach: what is edited, done
 * @expression: what was typed
 *
 * Returns: (transfer full): what it may mean, to be run
 */
PasarQuestion *
pasar_question_new (PasarReach *reach, PasarExpression *expression)
{
  PasarQuestion *self = g_new0 (PasarQuestion, 1);

  self->reach = pasar_reach_ref (reach);
  self->expression = pasar_expression_ref (expression);
  for (guint kind = 0; kind < N_ANSWERS; kind++)
    {
      self->commands[kind] =
          pasar_reach_make_command (reach, (PasarCommandKind) kind, PASAR_FIELD_STOCK, expression);
      self->computations[kind] =
          pasar_computation_new (self->commands[kind], pasar_reach_get_catalogue (reach));
    }
  return self;
}

/**
 * pasar_question_free:
 * @self: (transfer full): a question
 */
void
pasar_question_free (PasarQuestion *self)
{
  for (guint kind = 0; kind < N_ANSWERS; kind++)
    {
      pasar_computation_free (self->computations[kind]);
      pasar_command_unref (self->commands[kind]);
    }
  pasar_expression_unref (self->expression);
  pasar_reach_unref (self->reach);
  g_free (self);
}

/**
 * pasar_question_run:
 * @self: a question
 * @until: when to stop for now, by the monotonic clock
 *
 * Goes on to see which of the answers can be.
 *
 * Returns: whether that is known
 */
gboolean
pasar_question_run (PasarQuestion *self, gint64 until)
{
  for (guint kind = 0; kind < N_ANSWERS; kind++)
    {
      if (!pasar_computation_run (self->computations[kind], until))
        return FALSE;
    }
  return TRUE;
}

/* Leaves out the answers that cannot be. Returns whether there is one that can. */
static gboolean
find_answers (PasarQuestion *self, GError **reason)
{
  gboolean can_be = FALSE;

  for (guint kind = 0; kind < N_ANSWERS; kind++)
    {
      g_autoptr (GArray) edits =
          pasar_computation_take_edits (self->computations[kind], *reason == NULL ? reason : NULL);

      if (edits == NULL)
        g_clear_pointer (&self->commands[kind], pasar_command_unref);
      can_be = can_be || edits != NULL;
    }
  return can_be;
}

/* reason: (nullable): why one of the answers cannot be. */
static char *
dup_question (const PasarQuestion *self, const GError *reason)
{
  const guint n_hidden = pasar_reach_get_n_hidden (self->reach);
  const guint n_all = pasar_reach_get_editable (self->reach)->len + n_hidden;
  g_autofree char *stock = pasar_money_format (pasar_reach_get_stock (self->reach), 0, NULL);
  GString *text = g_string_new (NULL);

  /* Each sentence is a line: GTK 4.8 makes a popover too low for text that wraps. */
  g_string_printf (text,
                   /* Translators: what an item has; %2$s is a number of pieces */
                   ngettext ("%1$u variation has %2$s pieces in all.",
                             "%1$u variations have %2$s pieces in all.",
                             n_all),
                   n_all,
                   stock);
  if (n_hidden > 0)
    g_string_append_printf (text, "\n%s", _ ("Those that the filter hides stay as they are."));
  g_string_append_printf (text,
                          "\n%s",
                          reason != NULL
                              ? reason->message
                              : _ ("In all: shared out in proportion to what each has now."));
  return g_string_free (text, FALSE);
}

static void
set_answer (PasarSheet *self, PasarCommandKind kind, PasarCommand *command, const char *label)
{
  gtk_button_set_label (self->answer_buttons[kind], label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->answer_buttons[kind]), command != NULL);
  g_clear_pointer (&self->answers[kind], pasar_command_unref);
  self->answers[kind] = command;
}

/**
 * pasar_sheet_ask:
 * @self: a sheet with an edit under way
 * @cell: where it is, in the grid
 * @question: (transfer full): what is asked, run to its end
 * @error: return location
 *
 * Asks beside the cell whether the pieces are meant for each variation or for all together. Nothing
 * is asked, and @error is set, when neither is possible.
 *
 * Returns: whether it is asked
 */
PasarGridAnswer
pasar_sheet_ask (PasarSheet *self,
                 const GdkRectangle *cell,
                 PasarQuestion *question,
                 GError **error)
{
  g_autoptr (PasarQuestion) asked = question;
  g_autoptr (GError) reason = NULL;
  const guint n = pasar_reach_get_editable (asked->reach)->len;
  g_autofree char *pieces = dup_pieces (asked->expression);
  g_autofree char *text = NULL;
  g_autofree char *each_label = NULL;
  g_autofree char *in_all_label = NULL;
  GdkRectangle area = *cell;
  graphene_point_t origin;

  if (!find_answers (asked, &reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return PASAR_GRID_REFUSED;
    }
  text = dup_question (asked, reason);
  each_label =
      /* Translators: a button; %2$s is a number of pieces with the word for them */
      g_strdup_printf (ngettext ("_Each of the %1$u Variation: %2$s",
                                 "_Each of the %1$u Variations: %2$s",
                                 n),
                       n,
                       pieces);
  /* Translators: a button; %s is a number of pieces with the word for them */
  in_all_label = g_strdup_printf (_ ("_In All: %s"), pieces);
  gtk_label_set_text (self->question_text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->question_box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text,
                                  -1);
  set_answer (self,
              PASAR_COMMAND_EACH,
              g_steal_pointer (&asked->commands[PASAR_COMMAND_EACH]),
              each_label);
  set_answer (self,
              PASAR_COMMAND_IN_ALL,
              g_steal_pointer (&asked->commands[PASAR_COMMAND_IN_ALL]),
              in_all_label);
  if (gtk_widget_compute_point (GTK_WIDGET (self->grid),
                                GTK_WIDGET (self),
                                &GRAPHENE_POINT_INIT ((float) cell->x, (float) cell->y),
                                &origin))
    {
      area.x = (int) origin.x;
      area.y = (int) origin.y;
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->question), &area);
  gtk_popover_popup (GTK_POPOVER (self->question));
  /* Not a button: Enter is to answer nothing. */
  gtk_widget_grab_focus (self->question_box);
  return PASAR_GRID_ASKING;
}

static void
answered_cb (PasarSheet *self, GtkWidget *button)
{
  const PasarCommandKind kind = button == GTK_WIDGET (self->answer_buttons[PASAR_COMMAND_EACH])
                                    ? PASAR_COMMAND_EACH
                                    : PASAR_COMMAND_IN_ALL;
  PasarCommand *command = g_steal_pointer (&self->answers[kind]);

  gtk_popover_popdown (GTK_POPOVER (self->question));
  pasar_grid_end_editing (self->grid);
  pasar_sheet_stage (self, command);
}

/* What was typed waits to be asked again. */
static void
closed_cb (PasarSheet *self)
{
  GtkEditable *editor = pasar_grid_get_editor (self->grid);

  if (editor == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (editor));
  gtk_editable_set_position (editor, -1);
}

static GtkButton *
add_button (PasarSheet *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_box_append (GTK_BOX (box), button);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  return GTK_BUTTON (button);
}

static void
cancelled_cb (PasarSheet *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->question));
}

/**
 * pasar_sheet_question_init:
 * @self: a new sheet
 */
void
pasar_sheet_question_init (PasarSheet *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX,
                                 "accessible-role",
                                 GTK_ACCESSIBLE_ROLE_GROUP,
                                 "focusable",
                                 TRUE,
                                 "orientation",
                                 GTK_ORIENTATION_VERTICAL,
                                 "spacing",
                                 6,
                                 NULL);
  GtkWidget *text = gtk_label_new (NULL);

  gtk_widget_add_css_class (box, "sheet-question");
  gtk_label_set_xalign (GTK_LABEL (text), 0.0f);
  gtk_box_append (GTK_BOX (box), text);
  self->question_box = box;
  self->question_text = GTK_LABEL (text);
  self->answer_buttons[PASAR_COMMAND_EACH] = add_button (self, box, "", G_CALLBACK (answered_cb));
  self->answer_buttons[PASAR_COMMAND_IN_ALL] = add_button (self, box, "", G_CALLBACK (answered_cb));
  add_button (self, box, _ ("_Cancel"), G_CALLBACK (cancelled_cb));
  self->question = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->question), box);
  g_signal_connect_object (self->question,
                           "closed",
                           G_CALLBACK (closed_cb),
                           self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->question, GTK_WIDGET (self));
}

/**
 * pasar_sheet_question_clear:
 * @self: a sheet that is disposed
 */
void
pasar_sheet_question_clear (PasarSheet *self)
{
  g_clear_pointer (&self->question, gtk_widget_unparent);
  for (guint i = 0; i < G_N_ELEMENTS (self->answers); i++)
    g_clear_pointer (&self->answers[i], pasar_command_unref);
}

/**
 * pasar_sheet_is_asking:
 * @self: a sheet
 *
 * Returns: whether the seller is asked what the text in the editor means
 */
gboolean
pasar_sheet_is_asking (PasarSheet *self)
{
  return self->question != NULL && gtk_widget_get_visible (self->question);
}
