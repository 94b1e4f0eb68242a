/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-prompt.h"

/* Mails that a person sends with the mail program he or she knows. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school;
  GArray *ids;     /* (element-type gint64) */
  char *uri;       /* (nullable): the only one of them, as a link */
  guint n_waiting; /* of them */
  gboolean has_left;
} AppByHand;

static AppByHand *
by_hand_new (AppWindow *self, GPtrArray *items)
{
  AppByHand *hand = g_rc_box_new0 (AppByHand);

  hand->window = g_object_ref (self);
  hand->school = g_object_ref (self->school);
  hand->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < items->len; i++)
    {
      const WorkOutboxRow *row = app_outbox_item_get_row (items->pdata[i]);

      g_array_append_val (hand->ids, row->id);
      hand->has_left =
          hand->has_left || g_str_equal (row->state, "sent") || g_str_equal (row->state, "sending");
      hand->n_waiting += g_str_equal (row->state, "queued");
    }
  if (items->len == 1)
    hand->uri = work_message_dup_uri (app_outbox_item_get_row (items->pdata[0]));
  return hand;
}

static void
by_hand_clear (gpointer data)
{
  AppByHand *hand = data;

  g_object_unref (hand->window);
  g_object_unref (hand->school);
  g_array_unref (hand->ids);
  g_free (hand->uri);
}

static void
by_hand_unref (gpointer data)
{
  g_rc_box_release_full (data, by_hand_clear);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppByHand, by_hand_unref)

static gboolean
is_still_there (AppByHand *hand)
{
  return hand->window->school == hand->school && !hand->window->is_closing;
}

static void
on_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppByHand) hand = user_data;
  gboolean sent = app_prompt_confirm_finish (result, NULL);

  if (sent && is_still_there (hand))
    _app_window_apply (
        hand->window,
        work_change_messages_by_hand_new (_app_window_ids (hand->ids), hand->ids->len),
        _ ("Not Noted as Sent"), _ ("Noted as sent"));
}

/* Nobody but the person knows whether it was sent from there. */
static void
ask_whether_sent (AppByHand *hand)
{
  guint n = hand->ids->len;

  if (hand->has_left || _app_window_is_read_only (hand->window))
    {
      by_hand_unref (hand);
      return;
    }
  app_prompt_confirm_async (
      GTK_WINDOW (hand->window), ngettext ("Was It Sent?", "Were They Sent?", n),
      _ ("Your mail program has it. Once you have sent it from there, say so: the history then "
         "tells it. Else it stays in the outbox, from where it can be tried again."),
      _ ("_Sent"), FALSE, on_answered_cb, hand);
}

static void
on_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AppByHand *hand = user_data;
  g_autoptr (GError) error = NULL;

  if (g_app_info_launch_default_for_uri_finish (result, &error) && is_still_there (hand))
    {
      ask_whether_sent (hand);
      return;
    }
  if (error != NULL && is_still_there (hand))
    app_prompt_say (GTK_WINDOW (hand->window), _ ("No Mail Program Opens This"),
                    _ ("Choose a mail program in the settings of this computer, under Default "
                       "Applications. What you wrote stays in the outbox."));
  by_hand_unref (hand);
}

static void
open_uri (AppByHand *hand, const char *uri)
{
  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, on_opened_cb, hand);
}

static void
on_exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppByHand) hand = user_data;
  g_autoptr (GError) error = NULL;
  WorkJob *job = WORK_JOB (source);
  GPtrArray *files = work_job_get_succeeded (job);
  gboolean done = work_job_run_finish (job, result, &error);

  if (!is_still_there (hand))
    return;
  if (!done && !_app_window_is_cancelled (error))
    _app_window_show_error (hand->window, _ ("The E-mail Could Not Be Opened"), error);
  for (guint i = 0; i + 1 < files->len; i++)
    {
      const WorkJobItem *item = files->pdata[i];

      if (item->path != NULL)
        _app_window_open_path (hand->window, item->path, FALSE);
    }
  if (files->len > 0)
    {
      const WorkJobItem *last = files->pdata[files->len - 1];
      g_autofree char *uri = last->path != NULL ? g_filename_to_uri (last->path, NULL, NULL) : NULL;

      if (uri != NULL)
        open_uri (g_steal_pointer (&hand), uri);
    }
}

static void
open_mails (AppByHand *hand)
{
  if (hand->uri != NULL)
    open_uri (hand, hand->uri);
  else
    {
      g_autoptr (WorkJob) job =
          work_message_export_new (hand->school, _app_window_ids (hand->ids), hand->ids->len);

      work_job_run_async (job, hand->window->cancellable, on_exported_cb, hand);
    }
}

/* One that has begun to leave meanwhile is not opened beside. */
static void
open_held (AppWindow *self, const WorkDone *done, const GError *error, gpointer data)
{
  AppByHand *hand = data;

  if (error != NULL)
    _app_window_show_error (self, _ ("The E-mail Could Not Be Opened"), error);
  else if (done->n < hand->n_waiting)
    app_prompt_say (GTK_WINDOW (self), _ ("The E-mail Could Not Be Opened"),
                    _ ("It is being sent just now. What becomes of it is told in the outbox."));
  else
    open_mails (g_rc_box_acquire (hand));
}

/* What is opened elsewhere must not leave from here at the same time. */
static gboolean
may_leave_by_itself (AppByHand *hand)
{
  return hand->n_waiting > 0 && _app_window_sends_mail (hand->window);
}

/**
 * _app_window_open_by_hand:
 * @self: a window
 * @items: (element-type AppOutboxItem): mails of the outbox
 *
 * Opens them in the person's mail program: one that a link takes there whole as a new mail, else
 * as files that hold all of it. Then asks whether they were sent. Those that the school's account
 * would send are taken back first, so that nobody gets one twice.
 */
void
_app_window_open_by_hand (AppWindow *self, GPtrArray *items)
{
  AppByHand *hand = by_hand_new (self, items);

  if (may_leave_by_itself (hand))
    _app_window_apply_then (
        self, work_change_messages_cancel_new (_app_window_ids (hand->ids), hand->ids->len),
        open_held, hand, by_hand_unref);
  else
    open_mails (hand);
}
