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
  GArray *ids; /* (element-type gint64) */
  gboolean has_left;
} AppByHand;

static AppByHand *
by_hand_new (AppWindow *self, GPtrArray *items)
{
  AppByHand *hand = g_new0 (AppByHand, 1);

  hand->window = g_object_ref (self);
  hand->school = g_object_ref (self->school);
  hand->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < items->len; i++)
    {
      const WorkOutboxRow *row = app_outbox_item_get_row (items->pdata[i]);

      g_array_append_val (hand->ids, row->id);
      hand->has_left =
          hand->has_left || g_str_equal (row->state, "sent") || g_str_equal (row->state, "sending");
    }
  return hand;
}

static void
by_hand_free (AppByHand *hand)
{
  g_object_unref (hand->window);
  g_object_unref (hand->school);
  g_array_unref (hand->ids);
  g_free (hand);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppByHand, by_hand_free)

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
      by_hand_free (hand);
      return;
    }
  app_prompt_confirm_async (
      GTK_WINDOW (hand->window), ngettext ("Was It Sent?", "Were They Sent?", n),
      _ ("Your mail program has it. Once you have sent it from there, say so: the history then "
         "tells it. Else it stays in the outbox as it is."),
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
  by_hand_free (hand);
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

/**
 * _app_window_open_by_hand:
 * @self: a window
 * @items: (element-type AppOutboxItem): mails of the outbox
 *
 * Opens them in the person's mail program: one that a link takes there whole as a new mail, else
 * as files that hold all of it. Then asks whether they were sent.
 */
void
_app_window_open_by_hand (AppWindow *self, GPtrArray *items)
{
  AppByHand *hand = by_hand_new (self, items);
  const WorkOutboxRow *first = app_outbox_item_get_row (items->pdata[0]);
  g_autofree char *uri = items->len == 1 ? work_message_dup_uri (first) : NULL;

  if (uri != NULL)
    open_uri (hand, uri);
  else
    {
      g_autoptr (WorkJob) job =
          work_message_export_new (self->school, _app_window_ids (hand->ids), hand->ids->len);

      work_job_run_async (job, self->cancellable, on_exported_cb, hand);
    }
}
