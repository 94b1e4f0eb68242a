/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-toplevel.h"

/* ---- the line of a student and a period ---- */

/* The class in which the student has the period, else any; 0 when the year has no such line. */
static gint64
find_class (AppWindow *self, gint64 student_id, gint64 period_id)
{
  for (guint i = 0; i < self->overview->lines->len; i++)
    {
      ModelLine *line = self->overview->lines->pdata[i];

      if (line->student_id == student_id && line->period_id == period_id)
        return line->class_group_id;
    }
  return 0;
}

static void
select_line (AppWindow *self, gint64 student_id, gint64 period_id)
{
  guint n = app_line_list_get_n_lines (self->list);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ModelLine) line = app_line_list_get_line (self->list, i);

      if (line->student_id != student_id || line->period_id != period_id)
        continue;
      app_line_list_select (self->list, i, TRUE);
      adw_leaflet_navigate (self->inner, ADW_NAVIGATION_DIRECTION_FORWARD);
      return;
    }
}

/**
 * _app_window_show_wanted_line:
 * @self: a window with an overview
 *
 * Goes to the line that is waited for, once its year is there.
 */
void
_app_window_show_wanted_line (AppWindow *self)
{
  AppWantedLine wanted = self->wanted_line;
  AppSidebarPlace place = { MODEL_TODO_ALL, 0, wanted.period_id };

  if (wanted.student_id == 0 || self->overview->year_id != wanted.year_id)
    return;
  self->wanted_line = (AppWantedLine){ 0 };
  place.class_group_id = find_class (self, wanted.student_id, wanted.period_id);
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  if (place.class_group_id != 0 && app_sidebar_select (self->sidebar, &place))
    adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_FORWARD);
  select_line (self, wanted.student_id, wanted.period_id);
}

static void
on_show_line_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  AppWantedLine *wanted = &self->wanted_line;

  g_variant_get (parameter, "(xxx)", &wanted->year_id, &wanted->student_id, &wanted->period_id);
  gtk_window_present (GTK_WINDOW (self));
  if (wanted->year_id == self->overview->year_id)
    _app_window_show_wanted_line (self);
  else
    g_action_group_change_action_state (G_ACTION_GROUP (self), "year",
                                        g_variant_new_int64 (wanted->year_id));
}

/* The line, if this school year has it. */
static void
show_or_say (AppWindow *self, const ModelLine *line)
{
  gtk_window_present (GTK_WINDOW (self));
  if (line == NULL)
    {
      _app_window_toast (self,
                         _ ("This line is not in the school year that is shown: choose another "
                            "year above the lists."),
                         NULL, NULL, NULL);
      return;
    }
  self->wanted_line = (AppWantedLine){ self->overview->year_id, line->student_id, line->period_id };
  _app_window_show_wanted_line (self);
}

static void
on_show_search_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  const ModelLine *found = NULL;
  gint64 student_id, period_id;

  g_variant_get (parameter, "(xx)", &student_id, &period_id);
  for (guint i = 0; found == NULL && i < self->overview->lines->len; i++)
    {
      const ModelLine *line = self->overview->lines->pdata[i];

      if (line->student_id == student_id && line->period_id == period_id)
        found = line;
    }
  show_or_say (self, found);
}

static void
on_show_agreement_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  gint64 agreement_id = g_variant_get_int64 (parameter);
  const ModelLine *found = NULL;

  for (guint i = 0; found == NULL && i < self->overview->lines->len; i++)
    {
      const ModelLine *line = self->overview->lines->pdata[i];

      if (line->agreement_id == agreement_id)
        found = line;
    }
  show_or_say (self, found);
  if (found != NULL)
    app_detail_show_page (self->detail, "agreement");
}

/* ---- students, companies, teachers ---- */

static void
on_people_changed_cb (AppPeopleWindow *people, AppWindow *self)
{
  _app_window_reload (self);
}

static void
on_line_wanted_cb (AppPeopleWindow *people,
                   gint64 year_id,
                   gint64 student_id,
                   gint64 period_id,
                   AppWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-line", "(xxx)", year_id, student_id,
                              period_id);
}

/* What could not be done because of them is done now. */
static void
on_people_left_cb (AppPeopleWindow *people, AppWindow *self)
{
  g_autoptr (GVariant) target = g_steal_pointer (&self->leaving_target);

  gtk_widget_activate_action_variant (GTK_WIDGET (self), self->leaving_action, target);
}

static void
on_seats_changed_cb (AppWindow *self, WorkChanges *changes)
{
  if (self->people_window != NULL)
    app_people_window_tell_changes (self->people_window, changes);
}

static void
show_people (AppWindow *self, ModelEntity entity, gint64 id)
{
  if (self->people_window == NULL)
    {
      app_toplevel_remember (self, &self->people_window,
                             GTK_WINDOW (app_people_window_new (GTK_WINDOW (self))));
      g_signal_connect_object (self->people_window, "changed", G_CALLBACK (on_people_changed_cb),
                               self, 0);
      g_signal_connect_object (self->people_window, "line-wanted", G_CALLBACK (on_line_wanted_cb),
                               self, 0);
      g_signal_connect_object (self->people_window, "left", G_CALLBACK (on_people_left_cb), self,
                               0);
      _app_window_refresh_people (self);
    }
  app_people_window_show (self->people_window, entity, id);
  gtk_window_present (GTK_WINDOW (self->people_window));
}

static void
on_students_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_people (user_data, MODEL_ENTITY_STUDENT, 0);
}

static void
on_companies_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_people (user_data, MODEL_ENTITY_COMPANY, 0);
}

static void
on_teachers_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_people (user_data, MODEL_ENTITY_TEACHER, 0);
}

static void
on_show_student_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_people (user_data, MODEL_ENTITY_STUDENT, g_variant_get_int64 (parameter));
}

static void
on_show_company_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_people (user_data, MODEL_ENTITY_COMPANY, g_variant_get_int64 (parameter));
}

static void
on_show_teacher_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  show_people (user_data, MODEL_ENTITY_TEACHER, g_variant_get_int64 (parameter));
}

static void
on_student_of_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  show_people (self, MODEL_ENTITY_STUDENT, app_detail_get_line (self->detail)->student_id);
}

static void
on_company_of_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  show_people (self, MODEL_ENTITY_COMPANY, app_detail_get_line (self->detail)->company_id);
}

static void
on_teacher_of_selected_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;

  show_people (self, MODEL_ENTITY_TEACHER, app_detail_get_line (self->detail)->teacher_id);
}

/**
 * _app_window_refresh_people:
 * @self: a window with an overview
 *
 * Brings the pages of students, companies and teachers up to date, when they are open.
 */
void
_app_window_refresh_people (AppWindow *self)
{
  if (self->people_window != NULL)
    app_people_window_set_overview (self->people_window, self->school, self->overview);
}

/**
 * _app_window_leave_people:
 * @self: a window that is to let go of its school
 * @action: (transfer none): the action that lets go of it
 * @target: (nullable) (transfer floating): its parameter
 *
 * Returns: whether nothing typed in the pages would be lost; else it is asked what becomes of it,
 * and @action is done when that is settled
 */
gboolean
_app_window_leave_people (AppWindow *self, const char *action, GVariant *target)
{
  g_autoptr (GVariant) own = target != NULL ? g_variant_ref_sink (target) : NULL;

  if (self->people_window == NULL || app_people_window_leave (self->people_window))
    return TRUE;
  self->leaving_action = action;
  g_clear_pointer (&self->leaving_target, g_variant_unref);
  self->leaving_target = g_steal_pointer (&own);
  return FALSE;
}

static const GActionEntry entries[] = {
  { "students", on_students_cb },
  { "companies", on_companies_cb },
  { "teachers", on_teachers_cb },
  { "show-student", on_show_student_cb, "x" },
  { "show-company", on_show_company_cb, "x" },
  { "show-teacher", on_show_teacher_cb, "x" },
  { "student-of-selected", on_student_of_selected_cb },
  { "company-of-selected", on_company_of_selected_cb },
  { "teacher-of-selected", on_teacher_of_selected_cb },
  { "show-line", on_show_line_cb, "(xxx)" },
  { "show-search", on_show_search_cb, "(xx)" },
  { "show-agreement", on_show_agreement_cb, "x" },
};

/**
 * _app_window_install_people_actions:
 * @self: a window
 *
 * Adds what leads to the pages of students, companies and teachers, and back.
 */
void
_app_window_install_people_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect (self, "seats-changed", G_CALLBACK (on_seats_changed_cb), NULL);
}
