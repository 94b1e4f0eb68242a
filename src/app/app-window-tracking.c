/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-choices.h"
#include "app-record-window.h"
#include "base-date.h"
#include "work-note.h"
#include "work-query.h"

/* Where a search stands, of a window that is being filled in. */
static void
remember_place (AppRecordWindow *window, GVariant *place)
{
  g_object_set_data_full (G_OBJECT (window), "place", g_variant_ref_sink (place),
                          (GDestroyNotify) g_variant_unref);
}

static WorkPlace
place_of (AppRecordWindow *window)
{
  GVariant *variant = g_object_get_data (G_OBJECT (window), "place");
  WorkPlace place = { 0, 0 };

  g_variant_get (variant, "(xx)", &place.student_id, &place.period_id);
  return place;
}

static void
offer_teachers (AppWindow *self, AppRecordWindow *window, const char *key)
{
  g_autoptr (GListModel) teachers = app_choices_new (self->overview->teachers, NULL);

  app_form_set_choices (app_record_window_get_form (window), key, teachers);
}

/**
 * _app_window_get_teacher:
 * @self: a window with a school
 *
 * Returns: the teacher who has signed in, 0 when it is none
 */
gint64
_app_window_get_teacher (AppWindow *self)
{
  const WorkAccount *account = work_school_get_account (self->school);

  return account != NULL && account->role == MODEL_ACCOUNT_TEACHER ? account->teacher_id : 0;
}

/* ---- interviews ---- */

static const char *const interview_keys[] = { "interview.account",    "interview.day",
                                              "interview.teacher_id", "interview.means",
                                              "interview.next_step",  NULL };
/* A teacher's own: there is nobody to choose. */
static const char *const own_interview_keys[] = { "interview.account", "interview.day",
                                                  "interview.means", "interview.next_step", NULL };
static const char *const interview_mandatory[] = { "interview.account", "interview.day", NULL };

static WorkChange *
make_interview_change (ModelRecord *interview, const WorkPlace *place)
{
  return work_change_interview_new (place, interview);
}

static GtkWindow *
present_interview_again (AppWindow *self, ModelRecord *interview, const WorkPlace *place);

static const AppRecordSaving interview_saving = { make_interview_change, present_interview_again,
                                                  N_ ("The Interview Was Not Kept"),
                                                  N_ ("Interview kept") };

static void
on_interview_accepted_cb (AppRecordWindow *window, ModelRecord *interview, AppWindow *self)
{
  WorkPlace place = place_of (window);

  _app_window_save_record (self, &interview_saving, interview, &place);
}

static void
on_interview_deleted_cb (AppRecordWindow *window, ModelRecord *interview, AppWindow *self)
{
  _app_window_apply (self, work_change_interview_delete_new (model_record_get_id (interview)),
                     _ ("The Interview Was Not Deleted"), _ ("Interview deleted"));
}

/* A teacher deletes no account that the administration has typed in, be it of his or her own
 * interview. */
static gboolean
may_delete_interview (AppWindow *self, gint64 id)
{
  const WorkLineDetail *known = app_detail_get_known (self->detail);

  for (guint i = 0; known != NULL && i < known->interviews->len; i++)
    if (((const WorkInterview *) known->interviews->pdata[i])->id == id)
      return ((const WorkInterview *) known->interviews->pdata[i])->may_delete;
  return id != 0 && _app_window_get_teacher (self) == 0;
}

static GtkWindow *
present_interview (AppWindow *self, ModelRecord *interview, GVariant *place)
{
  gint64 id = model_record_get_id (interview);
  AppRecordWindow *window = app_record_window_new (
      GTK_WINDOW (self), id == 0 ? _ ("New Interview") : _ ("Interview"), _ ("_Save"), interview,
      _app_window_get_teacher (self) != 0 ? own_interview_keys : interview_keys);

  remember_place (window, place);
  if (_app_window_get_teacher (self) == 0)
    offer_teachers (self, window, "interview.teacher_id");
  app_record_window_set_mandatory (window, interview_mandatory);
  app_record_window_set_deletable (window, may_delete_interview (self, id));
  g_signal_connect_object (window, "accepted", G_CALLBACK (on_interview_accepted_cb), self, 0);
  g_signal_connect_object (window, "deleted", G_CALLBACK (on_interview_deleted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static GtkWindow *
present_interview_again (AppWindow *self, ModelRecord *interview, const WorkPlace *place)
{
  return present_interview (self, interview,
                            g_variant_new ("(xx)", place->student_id, place->period_id));
}

static gint64
follower_of (AppWindow *self, gint64 student_id, gint64 period_id)
{
  for (guint i = 0; i < self->overview->lines->len; i++)
    {
      ModelLine *line = g_ptr_array_index (self->overview->lines, i);

      if (line->student_id == student_id && line->period_id == period_id)
        return line->teacher_id;
    }
  return 0;
}

static void
on_add_interview_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (ModelRecord) interview = model_record_new (MODEL_ENTITY_INTERVIEW);
  g_autofree char *today = base_date_today_iso ();
  gint64 student_id, period_id, teacher_id;

  g_variant_get (parameter, "(xx)", &student_id, &period_id);
  teacher_id = _app_window_get_teacher (self);
  if (teacher_id == 0)
    teacher_id = follower_of (self, student_id, period_id);
  model_record_set_canonical (interview, "day", today);
  model_record_set_canonical (interview, "means", "meeting");
  if (teacher_id != 0)
    model_record_set_int (interview, "teacher_id", teacher_id);
  present_interview (self, interview, g_variant_new ("(xx)", student_id, period_id));
}

static void
on_interview_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelRecord) interview =
      work_school_read_finish (WORK_SCHOOL (source), result, &error);
  ModelLine *line = app_detail_get_line (self->detail);

  if (interview == NULL)
    _app_window_show_error (self, _ ("The Interview Cannot Be Read"), error);
  else if (_app_window_get_teacher (self) != 0
           && model_record_get_int (interview, "teacher_id") != _app_window_get_teacher (self))
    _app_window_toast (self, _ ("This interview is not yours: only whoever held it changes it."),
                       NULL, NULL, NULL);
  else if (line != NULL)
    present_interview (self, interview, g_variant_new ("(xx)", line->student_id, line->period_id));
}

static void
on_edit_interview_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);

  work_school_read_async (
      self->school, work_query_record_new (MODEL_ENTITY_INTERVIEW, g_variant_get_int64 (parameter)),
      self->cancellable, on_interview_loaded_cb, g_object_ref (self));
}

/* ---- the state of searches ---- */

static GArray *
selected_places (AppWindow *self)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (WorkPlace));

  for (guint i = 0; i < selected->len; i++)
    {
      ModelLine *line = g_ptr_array_index (selected, i);
      WorkPlace place = { line->student_id, line->period_id };

      if (line->period_id != 0)
        g_array_append_val (places, place);
    }
  return places;
}

static void
on_set_search_state_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (GArray) places = selected_places (self);
  g_autofree char *said = g_strdup_printf (
      ngettext ("State of %u search changed", "State of %u searches changed", places->len),
      places->len);

  if (places->len == 0)
    return;
  _app_window_apply (self,
                     work_change_search_state_new ((const WorkPlace *) (gpointer) places->data,
                                                   places->len,
                                                   g_variant_get_string (parameter, NULL), NULL),
                     _ ("The State Was Not Changed"), said);
}

/* ---- notes ---- */

static const char *const note_keys[] = { "note.text",          "note.tone",       "note.audience",
                                         "note.to_teacher_id", "note.teacher_id", NULL };
static const char *const own_note_keys[] = { "note.text", "note.tone", NULL };
static const char *const note_mandatory[] = { "note.text", "note.tone", NULL };

/* What is for one teacher is for teachers, whatever else was chosen. */
static WorkChange *
make_note_change (ModelRecord *record, const WorkPlace *place)
{
  WorkNote note = { .place = *place };

  note.tone = model_record_get (record, "tone");
  note.to_teacher_id = model_record_get_int (record, "to_teacher_id");
  note.audience = note.to_teacher_id != 0 ? "teachers" : model_record_get (record, "audience");
  note.teacher_id = model_record_get_int (record, "teacher_id");
  note.answers_id = model_record_get_int (record, "answers_id");
  note.text = model_record_get (record, "text");
  return work_change_note_new (&note);
}

static GtkWindow *present_note_again (AppWindow *self, ModelRecord *note, const WorkPlace *place);

static const AppRecordSaving note_saving = { make_note_change, present_note_again,
                                             N_ ("The Note Was Not Kept"), N_ ("Note kept") };

static void
on_note_accepted_cb (AppRecordWindow *window, ModelRecord *record, AppWindow *self)
{
  WorkPlace place = place_of (window);

  _app_window_save_record (self, &note_saving, record, &place);
}

static GtkWindow *
present_note (AppWindow *self, ModelRecord *note, GVariant *place)
{
  gint64 answers_id = model_record_get_int (note, "answers_id");
  gboolean is_short = answers_id != 0 || _app_window_get_teacher (self) != 0;
  AppRecordWindow *window =
      app_record_window_new (GTK_WINDOW (self), answers_id != 0 ? _ ("Answer") : _ ("New Note"),
                             _ ("_Save"), note, is_short ? own_note_keys : note_keys);

  remember_place (window, place);
  if (!is_short)
    {
      offer_teachers (self, window, "note.teacher_id");
      offer_teachers (self, window, "note.to_teacher_id");
      app_form_set_label (app_record_window_get_form (window), "note.teacher_id",
                          _ ("Written by a teacher"));
    }
  app_record_window_set_mandatory (window, note_mandatory);
  g_signal_connect_object (window, "accepted", G_CALLBACK (on_note_accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}

static GtkWindow *
present_note_again (AppWindow *self, ModelRecord *note, const WorkPlace *place)
{
  return present_note (self, note, g_variant_new ("(xx)", place->student_id, place->period_id));
}

static void
on_add_note_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autoptr (ModelRecord) note = model_record_new (MODEL_ENTITY_NOTE);

  model_record_set_canonical (note, "tone", "information");
  model_record_set_canonical (note, "audience",
                              _app_window_get_teacher (self) != 0 ? "teachers" : "administration");
  present_note (self, note, parameter);
}

/* What an answer is about, and for whom, is said by what it answers. */
static void
on_answer_note_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_autoptr (ModelRecord) note = model_record_new (MODEL_ENTITY_NOTE);

  model_record_set_canonical (note, "tone", "information");
  model_record_set_int (note, "answers_id", g_variant_get_int64 (parameter));
  present_note (APP_WINDOW (user_data), note,
                g_variant_new ("(xx)", G_GINT64_CONSTANT (0), G_GINT64_CONSTANT (0)));
}

static void
on_read_note_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gint64 id = g_variant_get_int64 (parameter);

  _app_window_apply (APP_WINDOW (user_data), work_change_notes_read_new (&id, 1, TRUE),
                     _ ("The Message Was Not Marked"), _ ("Message read"));
}

static void
on_delete_note_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  _app_window_apply (
      APP_WINDOW (user_data),
      work_change_delete_new ("note.delete", MODEL_ENTITY_NOTE, g_variant_get_int64 (parameter)),
      _ ("The Note Was Not Deleted"), _ ("Note deleted"));
}

/* The same for the selected line, from the keyboard and the bar. */
static void
for_selected (AppWindow *self, const char *action)
{
  ModelLine *line = app_detail_get_line (self->detail);

  if (line != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "(xx)", line->student_id,
                                line->period_id);
}

static void
on_interview_of_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  for_selected (APP_WINDOW (user_data), "win.add-interview");
}

static void
on_note_of_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  for_selected (APP_WINDOW (user_data), "win.add-note");
}

static const GActionEntry entries[] = {
  { "add-interview", on_add_interview_cb, "(xx)" },
  { "edit-interview", on_edit_interview_cb, "x" },
  { "set-search-state", on_set_search_state_cb, "s" },
  { "decide-search-state", on_set_search_state_cb, "s" },
  { "add-note", on_add_note_cb, "(xx)" },
  { "answer-note", on_answer_note_cb, "x" },
  { "read-note", on_read_note_cb, "x" },
  { "delete-note", on_delete_note_cb, "x" },
  { "interview-of-selected", on_interview_of_selected_cb },
  { "note-of-selected", on_note_of_selected_cb },
};

/**
 * _app_window_install_tracking_actions:
 * @self: a window
 *
 * Adds what is done to follow a search, under "win.".
 */
void
_app_window_install_tracking_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
