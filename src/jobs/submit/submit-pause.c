/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "jobs/submit/submit-private.h"

/* When a submission pauses, and goes on: as the seller says, and where something is missing that
 * comes by itself. */

/* How often the pace is looked at while it sends. */
#define TICK_SECS 1

static void
notify_waiting (PasarSubmitJob *self)
{
  g_object_notify (G_OBJECT (self), "waiting");
}

static gboolean
resume_cb (gpointer user_data)
{
  PasarSubmitJob *self = user_data;

  if (!pasar_submit_waiting_is_due (&self->waiting, g_get_real_time () / G_USEC_PER_SEC))
    return G_SOURCE_CONTINUE;
  self->resume_source = 0;
  pasar_submit_job_set_paused (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
begin_waiting (PasarSubmitJob *self, PasarSubmitWait kind)
{
  guint interval;

  g_clear_handle_id (&self->resume_source, g_source_remove);
  pasar_submit_waiting_begin (&self->waiting, kind, g_get_real_time () / G_USEC_PER_SEC);
  interval = pasar_submit_waiting_get_interval (&self->waiting);
  if (interval != 0)
    self->resume_source = g_timeout_add_seconds (interval, resume_cb, self);
  notify_waiting (self);
}

static void
end_waiting (PasarSubmitJob *self)
{
  g_clear_handle_id (&self->resume_source, g_source_remove);
  if (self->waiting.kind == PASAR_SUBMIT_WAITS_NOT)
    return;
  pasar_submit_waiting_end (&self->waiting);
  notify_waiting (self);
}

/* A rest that the server asked for passes without a pause. */
static void
watch_pace (PasarSubmitJob *self)
{
  PasarClient *client = pasar_session_get_client (pasar_job_get_session (PASAR_JOB (self)));
  const guint secs = client != NULL ? pasar_client_get_rest_secs (client) : 0;

  if (secs > TICK_SECS && self->waiting.kind == PASAR_SUBMIT_WAITS_NOT)
    {
      self->waiting.kind = PASAR_SUBMIT_WAITS_FOR_PACE;
      self->waiting.resumes_at = g_get_real_time () / G_USEC_PER_SEC + secs;
      notify_waiting (self);
    }
  else if (secs == 0 && self->waiting.kind == PASAR_SUBMIT_WAITS_FOR_PACE)
    end_waiting (self);
}

static gboolean
tick_cb (gpointer user_data)
{
  PasarSubmitJob *self = user_data;

  if (self->is_paused)
    return G_SOURCE_CONTINUE;
  watch_pace (self);
  pasar_submit_job_update_progress (self);
  return G_SOURCE_CONTINUE;
}

/* The shop was read, by whatever job. */
static void
link_cb (PasarSubmitJob *self, GParamSpec *pspec, PasarSession *session)
{
  if (pasar_session_get_link (session) != PASAR_LINK_ONLINE
      || self->waiting.kind != PASAR_SUBMIT_WAITS_FOR_NETWORK)
    return;
  end_waiting (self);
  pasar_submit_job_set_paused (self, FALSE);
}

/**
 * pasar_submit_job_begin_watch:
 * @self: a job that has begun to send
 *
 * Looks from now on whether it can go on as it does.
 */
void
pasar_submit_job_begin_watch (PasarSubmitJob *self)
{
  self->tick_source = g_timeout_add_seconds (TICK_SECS, tick_cb, self);
  g_signal_connect_swapped (pasar_job_get_session (PASAR_JOB (self)),
                            "notify::link",
                            G_CALLBACK (link_cb),
                            self);
  pasar_send_set_paused (self->send, self->is_paused);
}

/**
 * pasar_submit_job_end_watch:
 * @self: a job that has sent all
 *
 * Waits for nothing any more.
 */
void
pasar_submit_job_end_watch (PasarSubmitJob *self)
{
  g_clear_handle_id (&self->tick_source, g_source_remove);
  g_signal_handlers_disconnect_by_func (pasar_job_get_session (PASAR_JOB (self)), link_cb, self);
  end_waiting (self);
}

/**
 * pasar_submit_job_take_answer:
 * @self: a job
 *
 * The shop has answered: a network that was gone is there.
 */
void
pasar_submit_job_take_answer (PasarSubmitJob *self)
{
  if (self->is_paused || self->waiting.kind == PASAR_SUBMIT_WAITS_NOT)
    return;
  pasar_session_report (pasar_job_get_session (PASAR_JOB (self)), NULL);
  end_waiting (self);
}

static void
update_pause (PasarSubmitJob *self)
{
  pasar_submit_job_update_progress (self);
  pasar_job_interrupt_pace (PASAR_JOB (self));
  pasar_send_set_paused (self->send, self->is_paused);
}

/**
 * pasar_submit_job_wait_cb:
 * @send: what is sent
 * @error: what a call failed with
 * @user_data: the job
 *
 * Several calls that are on their way may fail so.
 *
 * Returns: whether it is paused because of it
 */
gboolean
pasar_submit_job_wait_cb (PasarSend *send, const GError *error, gpointer user_data)
{
  PasarSubmitJob *self = user_data;
  const PasarSubmitWait kind = pasar_submit_waiting_find_kind (error);

  if (!self->is_patient)
    return FALSE;
  if (self->is_paused && (kind == self->waiting.kind || self->waiting.resumes_at == 0))
    return TRUE;
  begin_waiting (self, kind);
  if (kind == PASAR_SUBMIT_WAITS_FOR_NETWORK)
    pasar_session_report (pasar_job_get_session (PASAR_JOB (self)), error);
  self->is_paused = TRUE;
  update_pause (self);
  return TRUE;
}

/**
 * pasar_submit_job_set_paused:
 * @self: a job
 * @is_paused: whether to send nothing for now
 *
 * A job that is paused makes no call once what was on its way is answered; it can be cancelled.
 * When it goes on what was read too long ago is read again, and what has moved at the shop is held.
 * Takes effect as soon as it sends. A network that was gone is waited for until an answer comes.
 */
void
pasar_submit_job_set_paused (PasarSubmitJob *self, gboolean is_paused)
{
  g_return_if_fail (PASAR_IS_SUBMIT_JOB (self));

  if (self->is_paused == is_paused)
    return;
  self->is_paused = is_paused;
  g_clear_handle_id (&self->resume_source, g_source_remove);
  if (is_paused)
    begin_waiting (self, PASAR_SUBMIT_WAITS_FOR_SELLER);
  else if (self->waiting.kind != PASAR_SUBMIT_WAITS_FOR_NETWORK)
    end_waiting (self);
  if (self->send != NULL)
    update_pause (self);
}

/**
 * pasar_submit_job_get_paused:
 * @self: a job
 *
 * For a button.
 *
 * Returns: whether it is paused
 */
gboolean
pasar_submit_job_get_paused (PasarSubmitJob *self)
{
  g_return_val_if_fail (PASAR_IS_SUBMIT_JOB (self), FALSE);
  return self->is_paused;
}

/**
 * pasar_submit_job_set_patient:
 * @self: a job that was not run yet
 *
 * What passes only pauses it: a network that is gone, a server that wants a slower pace, a quota
 * of calls that is used up. The first two it tries again by itself. Else it ends with the error.
 */
void
pasar_submit_job_set_patient (PasarSubmitJob *self)
{
  g_return_if_fail (PASAR_IS_SUBMIT_JOB (self));
  self->is_patient = TRUE;
}

/**
 * pasar_submit_job_set_goes_on:
 * @self: a job
 * @goes_on: whether it goes on by itself when there is a new quota of calls; else the seller says
 *   so
 *
 * May be set while it waits.
 */
void
pasar_submit_job_set_goes_on (PasarSubmitJob *self, gboolean goes_on)
{
  g_return_if_fail (PASAR_IS_SUBMIT_JOB (self));

  if (self->waiting.goes_on == goes_on)
    return;
  self->waiting.goes_on = goes_on;
  g_object_notify (G_OBJECT (self), "goes-on");
}

/**
 * pasar_submit_job_get_waiting:
 * @self: a job
 *
 * Also while a network that was gone is tried again.
 *
 * Returns: (transfer none): what it waits for, and until when
 */
const PasarSubmitWaiting *
pasar_submit_job_get_waiting (PasarSubmitJob *self)
{
  g_return_val_if_fail (PASAR_IS_SUBMIT_JOB (self), NULL);
  return &self->waiting;
}
