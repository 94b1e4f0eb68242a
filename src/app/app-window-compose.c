/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-toplevel.h"

/* ---- what is written about ---- */

static GArray *
make_things (GPtrArray *lines)
{
  GArray *things = g_array_new (FALSE, FALSE, sizeof (WorkMessageThing));

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = lines->pdata[i];
      WorkMessageThing thing = { line->student_id, line->period_id, line->placement_id,
                                 line->cancelled ? 0 : line->agreement_id };

      g_array_append_val (things, thing);
    }
  return things;
}

/* What one most likely has to say about lines that are this far. */
static const char *
guess_event (GPtrArray *lines)
{
  guint n_searching = 0, n_signed = 0, n_sent = 0, n_made = 0;

  for (guint i = 0; i < lines->len; i++)
    {
      ModelLine *line = lines->pdata[i];

      n_searching += line->placement_id == 0;
      n_made += line->agreement_id != 0 && !line->cancelled;
      n_sent += line->sent_on[0] != '\0' && line->signed_on[0] == '\0';
      n_signed += line->signed_on[0] != '\0';
    }
  if (n_searching == lines->len)
    return "search.missing";
  if (n_signed == lines->len)
    return "agreement.signed";
  if (n_sent == lines->len)
    return "agreement.reminder";
  return n_made == lines->len ? "agreement.to_sign" : MODEL_MESSAGE_OWN;
}

/* ---- into the outbox ---- */

static void
say_queued (AppWindow *self, const WorkDone *done, const GError *error, gpointer dialog)
{
  g_autofree char *text = NULL;

  if (error != NULL || done->operation_id == NULL)
    return;
  text = g_strdup_printf (
      ngettext ("%u e-mail or SMS in the outbox", "%u e-mails and SMS in the outbox", done->n),
      done->n);
  _app_window_say_done (self, text, done->operation_id);
  /* Who closes the window at once is told of it too. */
  _app_window_plan_sending (self, self->sending.n_waiting + done->n);
}

static void
finish_queued (gpointer dialog, const WorkDone *done, const GError *error)
{
  AppComposeWindow *window = APP_COMPOSE_WINDOW (dialog);

  if (error != NULL)
    app_compose_window_fail (window, error->message);
  else
    app_compose_window_finish (window);
}

static void
on_accepted_cb (AppComposeWindow *dialog, AppWindow *self)
{
  g_autoptr (GPtrArray) plans = app_compose_window_get_plans (dialog);

  if (!_app_window_is_asked_by (self, dialog) || _app_window_is_read_only (self))
    {
      app_compose_window_fail (dialog, NULL);
      return;
    }
  _app_window_apply_from (self, work_change_messages_new (plans), dialog, finish_queued,
                          say_queued);
}

/* ---- by hand ---- */

/* So long it waits until it is opened: what a person sends, the program does not send as well. */
#define BY_HAND_MINUTES 10

/* Among so many latest ones it is: other seats write, too. */
#define BY_HAND_ROWS 50

#define PLANS "app-plans"

/* A mail that went into the outbox to be opened. */
typedef struct
{
  AppWindow *window;
  GPtrArray *plans;
} AppOpening;

static void
opening_free (AppOpening *opening)
{
  g_object_unref (opening->window);
  g_ptr_array_unref (opening->plans);
  g_free (opening);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppOpening, opening_free)

static gboolean
is_of_plan (const WorkOutboxRow *row, const WorkMessagePlan *plan)
{
  return g_strcmp0 (row->state, "queued") == 0 && g_strcmp0 (row->address, plan->address) == 0
         && g_strcmp0 (row->subject, plan->subject) == 0
         && g_strcmp0 (row->not_before, plan->not_before) == 0;
}

static void
on_by_hand_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppOpening) opening = user_data;
  AppWindow *self = opening->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOutbox) outbox = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (outbox == NULL || self->school != WORK_SCHOOL (source) || self->is_closing)
    return;
  for (guint i = 0; i < outbox->rows->len; i++)
    if (is_of_plan (outbox->rows->pdata[i], opening->plans->pdata[0]))
      {
        g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

        g_ptr_array_add (items, app_outbox_item_new (outbox->rows->pdata[i]));
        _app_window_open_by_hand (self, items);
        return;
      }
}

static void
open_queued (AppWindow *self, const WorkDone *done, const GError *error, gpointer dialog)
{
  AppOpening *opening;

  if (error != NULL || done->operation_id == NULL)
    return;
  opening = g_new0 (AppOpening, 1);
  opening->window = g_object_ref (self);
  opening->plans = g_ptr_array_ref (g_object_get_data (G_OBJECT (dialog), PLANS));
  work_school_read_async (self->school, work_query_outbox_new (0, BY_HAND_ROWS), self->cancellable,
                          on_by_hand_read_cb, opening);
}

static void
on_by_hand_cb (AppComposeWindow *dialog, AppWindow *self)
{
  GPtrArray *plans = app_compose_window_get_plans (dialog);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) later = g_date_time_add_minutes (now, BY_HAND_MINUTES);

  g_object_set_data_full (G_OBJECT (dialog), PLANS, plans, (GDestroyNotify) g_ptr_array_unref);
  if (!_app_window_is_asked_by (self, dialog) || _app_window_is_read_only (self))
    {
      app_compose_window_fail (dialog, NULL);
      return;
    }
  for (guint i = 0; i < plans->len; i++)
    {
      WorkMessagePlan *plan = plans->pdata[i];

      g_free (plan->not_before);
      plan->not_before = g_date_time_format (later, "%Y-%m-%dT%H:%M:%SZ");
    }
  _app_window_apply_from (self, work_change_messages_new (plans), dialog, finish_queued,
                          open_queued);
}

/* ---- the window ---- */

static void
on_compose_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GPtrArray) lines =
      selected->len > 0 ? g_ptr_array_ref (selected) : app_line_list_get_lines (self->list);
  g_autoptr (GArray) things = make_things (lines);
  AppComposeWindow *dialog;

  if (things->len == 0)
    return;
  dialog = app_compose_window_new (GTK_WINDOW (self), self->school,
                                   (const WorkMessageThing *) (gpointer) things->data, things->len);
  _app_window_ask_by (self, dialog);
  app_toplevel_remember (self, &self->compose_window, GTK_WINDOW (dialog));
  _app_window_refresh_compose (self);
  app_compose_what_set_event (app_compose_window_get_what (dialog), guess_event (lines));
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_accepted_cb), self, 0);
  g_signal_connect_object (dialog, "by-hand", G_CALLBACK (on_by_hand_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * _app_window_refresh_compose:
 * @self: a window with an overview
 *
 * Tells the window in which something is written which accounts there are now.
 */
void
_app_window_refresh_compose (AppWindow *self)
{
  if (self->compose_window != NULL)
    app_compose_window_set_accounts (self->compose_window, _app_window_sends_mail (self),
                                     _app_window_sends_sms (self));
}

static const GActionEntry entries[] = {
  { "compose", on_compose_cb },
};

/**
 * _app_window_install_compose_actions:
 * @self: a window
 *
 * Adds "win.compose": mails and SMS about the selected lines, or all.
 */
void
_app_window_install_compose_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
