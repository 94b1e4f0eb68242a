/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-prompt.h"

/* ---- reading ---- */

static void
show_wanted (AppWindow *self)
{
  if (self->sending.wanted_id != 0 && app_outbox_page_read (self->outbox, self->sending.wanted_id))
    self->sending.wanted_id = 0;
}

static void
show_outbox (AppWindow *self, const WorkOutbox *outbox)
{
  gboolean has_any = outbox->rows->len > 0;

  app_sidebar_set_outbox (self->sidebar,
                          has_any || _app_window_sends_mail (self) || _app_window_sends_sms (self),
                          outbox->n_waiting, outbox->n_failed);
  if (self->place.is_outbox)
    {
      gboolean was_empty = app_outbox_list_is_empty (app_outbox_page_get_list (self->outbox));

      app_outbox_list_set_rows (app_outbox_page_get_list (self->outbox), outbox->rows);
      if (was_empty)
        app_outbox_list_open (app_outbox_page_get_list (self->outbox));
      show_wanted (self);
    }
}

static void
on_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkOutbox) outbox = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  if (self->school != WORK_SCHOOL (source))
    return;
  self->sending.is_reading = FALSE;
  if (outbox != NULL)
    {
      show_outbox (self, outbox);
      _app_window_plan_sending (self, outbox->n_waiting);
    }
  if (self->sending.reading_wanted)
    _app_window_read_outbox (self);
}

/**
 * _app_window_read_outbox:
 * @self: a window with a school
 *
 * Reads how the outbox stands: all of it while it is looked at, else the figures.
 */
void
_app_window_read_outbox (AppWindow *self)
{
  if (self->school == NULL || self->overview == NULL)
    return;
  self->sending.reading_wanted = self->sending.is_reading;
  if (self->sending.is_reading)
    return;
  self->sending.is_reading = TRUE;
  work_school_read_async (self->school, work_query_outbox_new (0, self->place.is_outbox ? 0 : 1),
                          self->cancellable, on_read_cb, g_object_ref (self));
}

/**
 * _app_window_show_contents:
 * @self: a window whose place is another
 *
 * Shows the lines, or the outbox.
 */
void
_app_window_show_contents (AppWindow *self)
{
  const char *page = self->place.is_outbox ? "outbox" : "lines";

  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->contents), page) == 0)
    return;
  gtk_stack_set_visible_child_name (self->contents, page);
  app_outbox_page_set_read_only (self->outbox, _app_window_is_read_only (self));
  if (!self->place.is_outbox)
    return;
  app_outbox_page_open (self->outbox);
  _app_window_read_outbox (self);
}

/* ---- what is done with the selected ones ---- */

static GArray *
ids_of (GPtrArray *items)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < items->len; i++)
    g_array_append_val (ids, app_outbox_item_get_row (items->pdata[i])->id);
  return ids;
}

/* @sure: a person has said that what may have arrived is to leave again; what has become of one
 * since it was looked at, nobody has said anything of. */
static void
retry (AppWindow *self, GPtrArray *items, gboolean sure)
{
  g_autoptr (GArray) ids = ids_of (items);
  g_autofree char *said = g_strdup_printf (
      ngettext ("%u e-mail or SMS is tried again", "%u e-mails and SMS are tried again", ids->len),
      ids->len);

  g_clear_pointer (&self->sending.said, g_free);
  _app_window_apply (self, work_change_messages_retry_new (_app_window_ids (ids), ids->len, sure),
                     _ ("Not Tried Again"), said);
}

/* What a question is about. */
typedef struct
{
  AppWindow *window;
  WorkSchool *school;
  GPtrArray *items;
} AppOutboxQuestion;

static AppOutboxQuestion *
question_new (AppWindow *self, GPtrArray *items)
{
  AppOutboxQuestion *question = g_new0 (AppOutboxQuestion, 1);

  question->window = g_object_ref (self);
  question->school = g_object_ref (self->school);
  question->items = g_ptr_array_ref (items);
  return question;
}

static void
question_free (AppOutboxQuestion *question)
{
  g_object_unref (question->window);
  g_object_unref (question->school);
  g_ptr_array_unref (question->items);
  g_free (question);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AppOutboxQuestion, question_free)

static gboolean
is_confirmed (AppOutboxQuestion *question, GAsyncResult *result)
{
  return app_prompt_confirm_finish (result, NULL) && question->window->school == question->school;
}

static void
on_retry_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppOutboxQuestion) question = user_data;

  if (is_confirmed (question, result))
    retry (question->window, question->items, TRUE);
}

static guint
count_unknown (GPtrArray *items)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += app_outbox_item_is_unknown (items->pdata[i]);
  return n;
}

static void
wish_try (AppWindow *self, GPtrArray *items)
{
  guint n = count_unknown (items);
  g_autofree char *body = g_strdup_printf (
      ngettext ("%u of them may have arrived: sending was cut short and the server said nothing. "
                "Sent again, it may arrive twice.",
                "%u of them may have arrived: sending was cut short and the server said nothing. "
                "Sent again, they may arrive twice.",
                n),
      n);

  if (n == 0)
    retry (self, items, FALSE);
  else
    app_prompt_confirm_async (GTK_WINDOW (self), _ ("Send Again?"), body, _ ("_Send Again"), FALSE,
                              on_retry_answered_cb, question_new (self, items));
}

static void
wish_cancel (AppWindow *self, GPtrArray *items)
{
  g_autoptr (GArray) ids = ids_of (items);
  g_autofree char *said = g_strdup_printf (
      ngettext ("%u sending cancelled", "%u sendings cancelled", ids->len), ids->len);

  _app_window_apply (self, work_change_messages_cancel_new (_app_window_ids (ids), ids->len),
                     _ ("Not Cancelled"), said);
}

static void
on_block_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppOutboxQuestion) question = user_data;
  const WorkOutboxRow *row = app_outbox_item_get_row (question->items->pdata[0]);

  if (is_confirmed (question, result))
    _app_window_apply (question->window,
                       work_change_message_block_new (row->channel, row->address,
                                                      row->is_nobody ? "bounced" : "opt_out",
                                                      row->problem),
                       _ ("The Address Is Not Blocked"), _ ("Address blocked"));
}

static void
wish_block (AppWindow *self, GPtrArray *items)
{
  const WorkOutboxRow *row = app_outbox_item_get_row (items->pdata[0]);
  g_autofree char *body =
      g_strdup_printf (_ ("Nothing is sent to %s any more, by nobody and no rule. The preferences "
                          "list the blocked addresses, and let them be written to again."),
                       row->address);

  app_prompt_confirm_async (GTK_WINDOW (self), _ ("Never Write to This Address Again?"), body,
                            _ ("_Block the Address"), FALSE, on_block_answered_cb,
                            question_new (self, items));
}

static void
wish_line (AppWindow *self, GPtrArray *items)
{
  const WorkMessageThing *thing = &app_outbox_item_get_row (items->pdata[0])->thing;

  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-search", "(xx)", thing->student_id,
                              thing->period_id);
}

static void
on_wished_cb (AppOutboxPage *page, guint wish, AppWindow *self)
{
  static void (*const wishes[APP_OUTBOX_N_WISHES]) (AppWindow * window, GPtrArray * items) = {
    [APP_OUTBOX_TRY] = wish_try,
    [APP_OUTBOX_CANCEL] = wish_cancel,
    [APP_OUTBOX_OPEN] = _app_window_open_by_hand,
    [APP_OUTBOX_SHOW_LINE] = wish_line,
    [APP_OUTBOX_BLOCK] = wish_block,
  };
  g_autoptr (GPtrArray) items =
      app_outbox_list_get_selected (app_outbox_page_get_list (self->outbox));

  if (items->len > 0 && self->school != NULL)
    wishes[wish](self, items);
}

static void
on_outbox_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  if (app_sidebar_select (self->sidebar, &(AppSidebarPlace){ MODEL_TODO_ALL, 0, 0, TRUE }))
    adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_FORWARD);
}

/* It is listed once the outbox was read: it is selected then. */
static void
on_show_message_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  self->sending.wanted_id = g_variant_get_int64 (parameter);
  on_outbox_cb (action, NULL, user_data);
  _app_window_read_outbox (self);
}

static const GActionEntry entries[] = {
  { "outbox", on_outbox_cb },
  { "show-message", on_show_message_cb, "x" },
};

/**
 * _app_window_install_outbox_actions:
 * @self: a window
 *
 * Adds "win.outbox", which goes there, and does what is wished of what is selected there.
 */
void
_app_window_install_outbox_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  app_outbox_page_follow (self->outbox, self->outer, self->list_header);
  g_signal_connect (self->outbox, "wished", G_CALLBACK (on_wished_cb), self);
}
