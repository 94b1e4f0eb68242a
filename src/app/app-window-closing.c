/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-prompt.h"
#include "app-step-slider.h"
#include "store-queue.h"

/* How long the program waits for its database to be closed: a drive that hangs may never answer,
 * and of one that was seen to hang nothing is awaited. */
#define PATIENCE_MS      30000
#define PATIENCE_AWAY_MS 1000

static gboolean
is_at_work (AppWindow *self)
{
  return self->job != NULL || self->n_pending > 0;
}

static gboolean
are_people_busy (AppWindow *self)
{
  return self->people_window != NULL && app_people_window_is_busy (self->people_window);
}

/* What is under way stops after the item in hand. */
static void
stop_work (AppWindow *self)
{
  self->is_closing = TRUE;
  _app_window_stop_job (self);
  g_cancellable_cancel (self->sync.cancellable);
  g_cancellable_cancel (self->sending.cancellable);
  g_cancellable_cancel (self->sending.rules_cancellable);
}

static void
on_given_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (source);

  self->giving_up = NULL;
  self->is_leaving = FALSE;
  self->is_closing = FALSE;
  if (!app_prompt_confirm_finish (result, NULL))
    return;
  self->gives_up = TRUE;
  if (self->people_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->people_window));
  gtk_window_close (GTK_WINDOW (self));
}

/**
 * _app_window_offer_to_give_up:
 * @self: a window
 *
 * When the window is to be closed and waits for a database that does not answer: asks whether to go
 * all the same.
 */
void
_app_window_offer_to_give_up (AppWindow *self)
{
  if (!self->is_leaving || !self->live.is_away || self->giving_up != NULL
      || !(is_at_work (self) || are_people_busy (self)))
    return;
  self->giving_up = app_prompt_confirm_async (GTK_WINDOW (self), _ ("Close Without Waiting?"),
                                              _ ("The database does not answer, and what you did "
                                                 "last is not saved yet. It will be when the "
                                                 "database is there again, if Paraphe stays open; "
                                                 "if you close it now, it may be lost. What "
                                                 "was saved before is safe."),
                                              _ ("C_lose Anyway"), TRUE, on_given_up_cb, NULL);
}

/* Whether nothing of the other windows waits to be saved; else it is asked what becomes of it, or
 * waited for, and the window is closed again. */
static gboolean
are_others_done (AppWindow *self)
{
  if (!_app_window_leave_people (self, "window.close", NULL))
    {
      self->is_leaving = are_people_busy (self);
      _app_window_offer_to_give_up (self);
      return FALSE;
    }
  return _app_window_leave_outbox (self);
}

/**
 * _app_window_may_close:
 * @self: a window that is to be closed
 *
 * What was asked for is finished before the window goes: a move on its way is saved, a job stops
 * after the item in hand. _app_window_finish_closing() then closes the window again.
 *
 * Returns: whether it can go now
 */
gboolean
_app_window_may_close (AppWindow *self)
{
  if (self->gives_up)
    return TRUE;
  if (_app_window_has_hidden (self))
    {
      app_sign_in_page_refuse (
          self->sign_in,
          _ ("Other windows are open behind this one: unlock, so that nothing typed is lost."));
      return FALSE;
    }
  if (!are_others_done (self))
    return FALSE;
  _app_window_remember (self);
  app_step_slider_flush (app_detail_get_slider (self->detail));
  if (!is_at_work (self))
    return TRUE;
  self->is_leaving = TRUE;
  stop_work (self);
  _app_window_offer_to_give_up (self);
  return FALSE;
}

/**
 * _app_window_finish_closing:
 * @self: a window in which something has just ended
 *
 * Closes the window when that was asked for and nothing is left to wait for.
 *
 * Returns: whether the window is going away
 */
gboolean
_app_window_finish_closing (AppWindow *self)
{
  if (!self->is_closing)
    return FALSE;
  if (is_at_work (self))
    return TRUE;
  if (self->giving_up != NULL)
    gtk_window_close (GTK_WINDOW (self->giving_up));
  gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

/**
 * _app_window_end_school:
 * @self: a window that goes away
 *
 * The program ends with its window, and not before its database is closed, unless its drive hangs:
 * what is under way there then is a reading, or a transaction that the next opening rolls back.
 */
void
_app_window_end_school (AppWindow *self)
{
  guint patience = self->live.is_away ? PATIENCE_AWAY_MS : PATIENCE_MS;

  _app_window_stop_live (self);
  if (self->school == NULL)
    return;
  work_school_close (self->school);
  if (!store_queue_join_within (work_school_get_queue (self->school), patience))
    g_message ("The drive of the database does not answer: the program ends without waiting");
  g_clear_object (&self->school);
}
