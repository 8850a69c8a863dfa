/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/sheet/private.h"
#include "catalogue/edits/computation.h"

#include <glib/gi18n-lib.h>

/* A number typed into the stock of an item can mean each of its variations, or all of them
 * together; where they have stock at several locations, also each location. The seller is asked;
 * nothing is the default. */

static char *
dup_pieces (const PasarExpression *expression)
{
  gint64 amount;
  const PasarOperation operation = pasar_expression_get_operation (expression, &amount);
  const char *sign = operation != PASAR_OPERATION_ADD ? "" : amount < 0 ? "−" : "+";
  g_autofree char *number = NULL;

  if (operation != PASAR_OPERATION_ADD && operation != PASAR_OPERATION_SET)
    return g_strdup (pasar_expression_get_text (expression));
  amount = ABS (amount);
  number = pasar_money_format (amount, 0, NULL);
  /* Translators: a number of pieces: the sign of a change, or nothing, and the number */
  return g_strdup_printf (ngettext ("%s%s Piece", "%s%s Pieces", (gulong) amount), sign, number);
}

/* In the order of their kinds: each, each location, or in all. */
#define N_ANSWERS (PASAR_COMMAND_IN_ALL + 1)

struct _PasarQuestion
{
  PasarReach *reach;                         /* (owned) */
  PasarExpression *expression;               /* (owned) */
  gint64 pieces;                             /* that are there now */
  gboolean has_locations;                    /* there are rows with several */
  PasarCommand *commands[N_ANSWERS];         /* (owned) (nullable): where that can be */
  PasarComputation *computations[N_ANSWERS]; /* (owned) (nullable) */
};

/* The pieces at the location that is edited, or in all. */
static gint64
add_up (PasarReach *reach, const PasarCommand *command)
{
  PasarCatalogue *catalogue = pasar_reach_get_catalogue (reach);
  gint64 sum = 0;

  if (command->field == PASAR_FIELD_STOCK)
    return pasar_reach_get_stock (reach);
  for (guint i = 0; i < command->keys->len; i++)
    {
      const guint row =
          pasar_catalogue_find_editable (catalogue, g_array_index (command->keys, PasarRowKey, i));
      const gint64 pieces =
          pasar_catalogue_read_field (catalogue, row, (PasarField) command->field).effective;

      sum += pieces != PASAR_NO_VALUE ? pieces : 0;
    }
  return sum;
}

/**
 * pasar_question_new:
 * @reach: what is edited, done
 * @command: what was typed for it, to each row
 *
 * Returns: (transfer full): what it may mean, to be run
 */
PasarQuestion *
pasar_question_new (PasarReach *reach, const PasarCommand *command)
{
  PasarQuestion *self = g_new0 (PasarQuestion, 1);

  self->reach = pasar_reach_ref (reach);
  self->expression = pasar_expression_ref (command->expression);
  self->pieces = add_up (reach, command);
  self->has_locations = command->field == PASAR_FIELD_STOCK
                        && pasar_command_has_locations (command, pasar_reach_get_catalogue (reach));
  for (guint kind = 0; kind < N_ANSWERS; kind++)
    {
      if (kind == PASAR_COMMAND_EACH_LOCATION && !self->has_locations)
        continue;
      self->commands[kind] = pasar_reach_make_command (reach,
                                                       (PasarCommandKind) kind,
                                                       command->field,
                                                       command->expression);
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
      g_clear_pointer (&self->computations[kind], pasar_computation_free);
      g_clear_pointer (&self->commands[kind], pasar_command_unref);
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
      if (self->computations[kind] != NULL
          && !pasar_computation_run (self->computations[kind], until))
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
      g_autoptr (GArray) edits = NULL;

      if (self->computations[kind] == NULL)
        continue;
      edits =
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
  g_autofree char *stock = pasar_money_format (self->pieces, 0, NULL);
  GString *text = g_string_new (NULL);

  /* Each sentence is a line: GTK 4.8 makes a popover too low for text that wraps. */
  if (n_all > 1)
    g_string_printf (text,
                     /* Translators: what an item has; %2$s is a number of pieces */
                     ngettext ("%1$'u variation has %2$s pieces in all.",
                               "%1$'u variations have %2$s pieces in all.",
                               n_all),
                     n_all,
                     stock);
  else
    /* Translators: %s is a number of pieces */
    g_string_printf (text, _ ("All locations together have %s pieces."), stock);
  if (n_hidden > 0)
    g_string_append_printf (text, "\n%s", _ ("Those that the filter hides stay as they are."));
  if (reason != NULL)
    g_string_append_printf (text, "\n%s", reason->message);
  else if (n_all > 1)
    g_string_append_printf (text,
                            "\n%s",
                            _ ("In all: shared out in proportion to what each has now."));
  if (self->has_locations)
    g_string_append_printf (text,
                            "\n%s",
                            n_all > 1 ? _ ("Of each, its first location takes the difference.")
                                      : _ ("In all: the first location takes the difference."));
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

static void
set_answers (PasarSheet *self, PasarQuestion *question)
{
  const guint n = pasar_reach_get_editable (question->reach)->len;
  g_autofree char *pieces = dup_pieces (question->expression);
  g_autofree char *each =
      /* Translators: a button; %2$s is a number of pieces with the word for them */
      g_strdup_printf (ngettext ("_Each of the %1$'u Variation: %2$s",
                                 "_Each of the %1$'u Variations: %2$s",
                                 n),
                       n,
                       pieces);
  g_autofree char *location =
      /* Translators: a button; %s is a number of pieces with the word for them */
      g_strdup_printf (_ ("Each _Location: %s"), pieces);
  g_autofree char *in_all =
      /* Translators: a button; %s is a number of pieces with the word for them */
      g_strdup_printf (_ ("_In All: %s"), pieces);
  const char *const labels[] = { each, location, in_all };

  for (guint kind = 0; kind < N_ANSWERS; kind++)
    set_answer (self,
                (PasarCommandKind) kind,
                g_steal_pointer (&question->commands[kind]),
                labels[kind]);
  gtk_widget_set_visible (GTK_WIDGET (self->answer_buttons[PASAR_COMMAND_EACH]), n > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->answer_buttons[PASAR_COMMAND_EACH_LOCATION]),
                          question->has_locations);
}

/**
 * pasar_sheet_ask:
 * @self: a sheet with an edit under way
 * @cell: where it is, in the grid
 * @question: (transfer full): what is asked, run to its end
 * @error: return location
 *
 * Asks beside the cell whether the pieces are meant for each variation, for each location, or for
 * all together. Nothing is asked, and @error is set, when none of these is possible.
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
  g_autofree char *text = NULL;
  GdkRectangle area = *cell;
  graphene_point_t origin;

  if (!find_answers (asked, &reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return PASAR_GRID_REFUSED;
    }
  text = dup_question (asked, reason);
  gtk_label_set_text (self->question_text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->question_box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text,
                                  -1);
  set_answers (self, asked);
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
  guint kind = 0;
  PasarCommand *command;

  while (button != GTK_WIDGET (self->answer_buttons[kind]))
    kind++;
  command = g_steal_pointer (&self->answers[kind]);

  gtk_popover_popdown (GTK_POPOVER (self->question));
  pasar_grid_end_editing (self->grid);
  pasar_sheet_stage (self, command);
}

/* What was typed waits to be asked again. */
static gboolean
give_keys_back_cb (gpointer user_data)
{
  PasarSheet *self = user_data;
  GtkEditable *editor = pasar_grid_get_editor (self->grid);

  if (editor != NULL && !pasar_sheet_is_asking (self))
    {
      gtk_widget_grab_focus (GTK_WIDGET (editor));
      gtk_editable_set_position (editor, -1);
    }
  return G_SOURCE_REMOVE;
}

/* GTK 4.18 moves the focus after this: an editor that had it would lose it, and so ask again. */
static void
closed_cb (PasarSheet *self)
{
  g_idle_add_full (G_PRIORITY_HIGH_IDLE, give_keys_back_cb, g_object_ref (self), g_object_unref);
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
  for (guint kind = 0; kind < N_ANSWERS; kind++)
    self->answer_buttons[kind] = add_button (self, box, "", G_CALLBACK (answered_cb));
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
