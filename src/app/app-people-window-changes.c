/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-people-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-conflict-dialog.h"
#include "app-person-fields.h"
#include "app-prompt.h"
#include "app-record-window.h"
#include "app-toplevel.h"
#include "model-person.h"
#include "store-error.h"
#include "work-change.h"

/**
 * Doing:
 * @window: where it is done
 * @school: whose database it is done in
 * @heading: what is said when it does not work
 * @text: what is said when it does
 * @shown_id: whose page is shown then, or 0: the same as before
 * @saves_page: whether it is what stands in the form of the page
 * @merges: whether the window of duplicates waits for it
 * @retry: (nullable): a record that was filled in, and is offered again when it is refused
 * @edited: (nullable): what is saved, of which somebody else may have changed the same
 *
 * One change on its way, and what becomes of it.
 */
typedef struct
{
  AppPeopleWindow *window;
  const char *heading;
  char *text;
  gint64 shown_id;
  gboolean saves_page;
  gboolean merges;
  ModelRecord *retry;
  ModelRecord *edited;
} Doing;

static void ask_for_record (AppPeopleWindow *self, ModelRecord *record);

static void
doing_free (Doing *doing)
{
  g_object_unref (doing->window);
  g_clear_object (&doing->retry);
  g_clear_object (&doing->edited);
  g_free (doing->text);
  g_free (doing);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Doing, doing_free)

/* ---- what is said ---- */

static void
on_error_closed_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  ModelRecord *record = g_object_get_data (G_OBJECT (dialog), "record");

  if (record != NULL)
    ask_for_record (user_data, record);
}

/* What was filled in is not lost: it is asked for again. */
static void
say_refused (AppPeopleWindow *self, const char *heading, const GError *error, ModelRecord *retry)
{
  GtkWindow *parent =
      self->merge_window != NULL ? GTK_WINDOW (self->merge_window) : GTK_WINDOW (self);
  AdwMessageDialog *dialog = app_prompt_say (parent, heading, error->message);

  if (retry != NULL)
    {
      g_object_set_data_full (G_OBJECT (dialog), "record", g_object_ref (retry), g_object_unref);
      g_signal_connect_object (dialog, "response", G_CALLBACK (on_error_closed_cb), self, 0);
    }
}

static void
on_undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPeopleWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *label = work_school_undo_finish (WORK_SCHOOL (source), result, &error);
  g_autofree char *text = NULL, *safe = NULL;

  self->n_pending--;
  if (error != NULL)
    say_refused (self, _ ("This Could Not Be Undone"), error, NULL);
  else
    {
      text = g_strdup_printf (_ ("Undone: %s"), label);
      safe = g_markup_escape_text (text, -1);
      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (safe));
    }
  _app_people_window_changed (self);
  _app_people_window_go_on (self);
}

static void
undo (AppPeopleWindow *self, const char *operation_id)
{
  self->n_pending++;
  work_school_undo_async (self->school, operation_id, NULL, on_undone_cb, g_object_ref (self));
}

static void
on_toast_clicked_cb (AdwToast *toast, AppPeopleWindow *self)
{
  undo (self, g_object_get_data (G_OBJECT (toast), "operation"));
  if (self->merge_window != NULL)
    gtk_window_close (GTK_WINDOW (self->merge_window));
}

static void
say_done (AppPeopleWindow *self, const char *text, const char *operation_id, gboolean in_merge)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);
  AdwToast *toast = adw_toast_new (safe);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  g_object_set_data_full (G_OBJECT (toast), "operation", g_strdup (operation_id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_toast_clicked_cb), self, 0);
  if (in_merge && self->merge_window != NULL)
    app_merge_window_toast (self->merge_window, toast);
  else
    adw_toast_overlay_add_toast (self->toasts, toast);
}

/* ---- what is done ---- */

static void find_duplicates (AppPeopleWindow *self);

static void
go_on_after (AppPeopleWindow *self, const Doing *doing, const WorkDone *done)
{
  g_autofree char *said = app_conflict_say_merged (doing->text, done);

  if (doing->saves_page)
    app_person_page_mark_saved (self->people[self->kind]);
  if (done->operation_id != NULL)
    say_done (self, said, done->operation_id, doing->merges);
  if (doing->shown_id != 0 || (doing->retry != NULL && done->id != 0))
    _app_people_window_show_now (self, self->kind,
                                 doing->shown_id != 0 ? doing->shown_id : done->id);
  if (doing->merges)
    find_duplicates (self);
  _app_people_window_changed (self);
  _app_people_window_go_on (self);
}

/* @doing: (transfer full) */
static void apply (AppPeopleWindow *self, WorkChange *change, Doing *doing);

/* Whoever waits for the page to be saved waits on, until it is or the person stays. */
static void
on_solved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Doing) doing = user_data;
  AppPeopleWindow *self = doing->window;
  g_autoptr (GError) error = NULL;

  self->n_pending--;
  if (self->school == NULL)
    return;
  if (app_conflict_solve_finish (result, &error))
    {
      WorkChange *change = work_change_person_save_new (doing->edited);

      if (doing->saves_page)
        app_person_page_refresh (self->people[self->kind]);
      apply (self, change, g_steal_pointer (&doing));
      return;
    }
  _app_people_window_stay (self);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say_refused (self, doing->heading, error, doing->retry);
}

/* @doing: (transfer full) */
static void
solve (AppPeopleWindow *self, Doing *doing)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (records, g_object_ref (doing->edited));
  self->n_pending++;
  app_conflict_solve_async (GTK_WINDOW (self), self->school, records, on_solved_cb, doing);
}

static void
on_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Doing) doing = user_data;
  AppPeopleWindow *self = doing->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkDone) done = work_school_apply_finish (WORK_SCHOOL (source), result, &error);

  self->n_pending--;
  if (self->school != WORK_SCHOOL (source))
    return;
  if (done != NULL)
    {
      go_on_after (self, doing, done);
      return;
    }
  if (doing->edited != NULL && g_error_matches (error, STORE_ERROR, STORE_ERROR_CONFLICT))
    {
      solve (self, g_steal_pointer (&doing));
      return;
    }
  _app_people_window_stay (self);
  say_refused (self, doing->heading, error, doing->retry);
  if (doing->merges)
    find_duplicates (self);
}

static Doing *
doing_new (AppPeopleWindow *self, const char *heading, const char *text)
{
  Doing *doing = g_new0 (Doing, 1);

  doing->window = g_object_ref (self);
  doing->heading = heading;
  doing->text = g_strdup (text);
  return doing;
}

static void
apply (AppPeopleWindow *self, WorkChange *change, Doing *doing)
{
  self->n_pending++;
  work_school_apply_async (self->school, change, NULL, on_done_cb, doing);
}

/**
 * _app_people_window_save:
 * @self: a window
 *
 * Saves what stands in the form of the page, when it can be.
 */
void
_app_people_window_save (AppPeopleWindow *self)
{
  AppPersonPage *page = self->people[self->kind];
  Doing *doing;
  g_autofree char *name = NULL, *text = NULL;

  if (!app_person_page_check (page))
    {
      _app_people_window_stay (self);
      return;
    }
  name = model_person_name (app_person_page_get_record (page));
  text = g_strdup_printf (_ ("“%s” saved"), name);
  doing = doing_new (self, _ ("This Was Not Saved"), text);
  doing->saves_page = TRUE;
  doing->edited = g_object_ref (app_person_page_get_record (page));
  apply (self, work_change_person_save_new (app_person_page_get_record (page)), doing);
}

static void
on_save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _app_people_window_save (APP_PEOPLE_WINDOW (widget));
}

static void
on_discard_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPeopleWindow *self = APP_PEOPLE_WINDOW (widget);

  app_person_page_discard (self->people[self->kind]);
}

static void
on_delete_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPeopleWindow *self = APP_PEOPLE_WINDOW (widget);
  AppPersonPage *page = self->people[self->kind];
  ModelEntity entity = _app_people_window_get_entity (self);
  g_autofree char *name = model_person_name (app_person_page_get_record (page));
  g_autofree char *text = g_strdup_printf (_ ("“%s” deleted"), name);

  app_person_page_discard (page);
  apply (self, work_change_person_delete_new (entity, self->id),
         doing_new (self, _ ("This Was Not Deleted"), text));
}

static void
on_undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  undo (APP_PEOPLE_WINDOW (widget), NULL);
}

/* ---- records that are filled in: somebody new, and what hangs from somebody ---- */

static const struct
{
  ModelEntity entity;
  const char *new_title;
  const char *title;
  const char *owner; /* (nullable): column */
} records[] = {
  { MODEL_ENTITY_STUDENT, N_ ("New Student"), N_ ("Student"), NULL },
  { MODEL_ENTITY_COMPANY, N_ ("New Company"), N_ ("Company"), NULL },
  { MODEL_ENTITY_TEACHER, N_ ("New Teacher"), N_ ("Teacher"), NULL },
  { MODEL_ENTITY_GUARDIAN, N_ ("New Guardian"), N_ ("Guardian"), "student_id" },
  { MODEL_ENTITY_SITE, N_ ("New Host Site"), N_ ("Host site"), "company_id" },
  { MODEL_ENTITY_CONTACT, N_ ("New Contact"), N_ ("Contact"), "company_id" },
  { MODEL_ENTITY_ENROLMENT, N_ ("Class of the Student"), N_ ("Class"), "student_id" },
};

static guint
find_record (ModelEntity entity)
{
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (records) && records[i].entity != entity)
    i++;
  return i;
}

static void
on_record_accepted_cb (AppRecordWindow *window, ModelRecord *record, AppPeopleWindow *self)
{
  ModelEntity entity = model_record_get_entity (record);
  ModelRecord *enrolment =
      app_form_get_record (app_record_window_get_form (window), MODEL_ENTITY_ENROLMENT);
  gint64 class_id = enrolment != NULL ? model_record_get_int (enrolment, "class_group_id") : 0;
  Doing *doing = doing_new (self, _ ("This Was Not Saved"), _ ("Saved"));
  WorkChange *change;

  if (entity == MODEL_ENTITY_ENROLMENT)
    change = work_change_enrol_new (model_record_get_int (record, "student_id"), class_id);
  else if (entity == MODEL_ENTITY_STUDENT)
    change = work_change_student_add_new (record, class_id);
  else
    {
      change = work_change_person_save_new (record);
      doing->edited = g_object_ref (record);
    }
  if (records[find_record (entity)].owner == NULL)
    doing->retry = g_object_ref (record);
  apply (self, change, doing);
}

static void
on_record_deleted_cb (AppRecordWindow *window, ModelRecord *record, AppPeopleWindow *self)
{
  apply (self,
         work_change_person_delete_new (model_record_get_entity (record),
                                        model_record_get_id (record)),
         doing_new (self, _ ("This Was Not Deleted"), _ ("Deleted")));
}

/* A new student is put in a class at once, one of the year that is looked at. */
static void
offer_classes (AppPeopleWindow *self, AppForm *form, ModelRecord *record)
{
  static const char *const keys[] = { "enrolment.class_group_id", NULL };
  g_autoptr (ModelRecord) enrolment = NULL;

  if (model_record_get_entity (record) == MODEL_ENTITY_STUDENT)
    {
      enrolment = model_record_new (MODEL_ENTITY_ENROLMENT);
      app_form_add_group (form, NULL, NULL, keys);
      app_form_set_record (form, enrolment);
    }
  app_form_set_choices (form, keys[0], self->classes);
}

static void
ask_for_record (AppPeopleWindow *self, ModelRecord *record)
{
  static const char *const enrolment_keys[] = { "enrolment.class_group_id", NULL };
  ModelEntity entity = model_record_get_entity (record);
  guint i = find_record (entity);
  gboolean is_new = model_record_get_id (record) == 0;
  const char *const *keys =
      entity == MODEL_ENTITY_ENROLMENT ? enrolment_keys : app_person_fields_asked (entity);
  AppRecordWindow *window = app_record_window_new (
      GTK_WINDOW (self), is_new ? _ (records[i].new_title) : _ (records[i].title), _ ("_Save"),
      record, keys);

  app_record_window_set_mandatory (window, entity == MODEL_ENTITY_ENROLMENT
                                               ? enrolment_keys
                                               : app_person_fields_required (entity));
  app_record_window_set_deletable (window, !is_new);
  if (entity == MODEL_ENTITY_STUDENT || entity == MODEL_ENTITY_ENROLMENT)
    offer_classes (self, app_record_window_get_form (window), record);
  g_signal_connect_object (window, "accepted", G_CALLBACK (on_record_accepted_cb), self, 0);
  g_signal_connect_object (window, "deleted", G_CALLBACK (on_record_deleted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
ask_for_new (AppPeopleWindow *self, ModelEntity entity)
{
  g_autoptr (ModelRecord) record = model_record_new (entity);
  const char *owner = records[find_record (entity)].owner;

  if (owner != NULL)
    model_record_set_int (record, owner, self->id);
  ask_for_record (self, record);
}

/**
 * _app_people_window_add:
 * @self: a window in which nothing is unsaved
 *
 * Asks for somebody new.
 */
void
_app_people_window_add (AppPeopleWindow *self)
{
  ask_for_new (self, _app_people_window_get_entity (self));
}

static void
on_add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _app_people_window_leave_for (APP_PEOPLE_WINDOW (widget), APP_NEXT_ADD);
}

static void
on_add_part_cb (AppPersonPage *page, int entity, AppPeopleWindow *self)
{
  ask_for_new (self, (ModelEntity) entity);
}

static void
on_edit_part_cb (AppPersonPage *page, ModelRecord *record, AppPeopleWindow *self)
{
  g_autoptr (ModelRecord) copy = model_record_copy (record);

  ask_for_record (self, copy);
}

static void
on_enrol_cb (AppPersonPage *page, AppPeopleWindow *self)
{
  ask_for_new (self, MODEL_ENTITY_ENROLMENT);
}

/**
 * _app_people_window_connect_page:
 * @self: a window
 * @page: one of its pages
 *
 * Does what the page asks for.
 */
void
_app_people_window_connect_page (AppPeopleWindow *self, AppPersonPage *page)
{
  g_signal_connect_object (page, "add-part", G_CALLBACK (on_add_part_cb), self, 0);
  g_signal_connect_object (page, "edit-part", G_CALLBACK (on_edit_part_cb), self, 0);
  g_signal_connect_object (page, "enrol", G_CALLBACK (on_enrol_cb), self, 0);
}

/* ---- duplicates ---- */

static void
on_duplicates_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPeopleWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) duplicates = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  self->n_reading--;
  if (self->merge_window == NULL || self->school != WORK_SCHOOL (source))
    return;
  if (duplicates != NULL)
    app_merge_window_set_duplicates (self->merge_window, duplicates);
  else
    say_refused (self, _ ("This Could Not Be Read"), error, NULL);
}

static void
find_duplicates (AppPeopleWindow *self)
{
  self->n_reading++;
  work_school_read_async (self->school,
                          work_query_duplicates_new (_app_people_window_get_entity (self)), NULL,
                          on_duplicates_cb, g_object_ref (self));
}

static void
on_merge_wanted_cb (AppMergeWindow *window,
                    ModelRecord *kept,
                    GPtrArray *others,
                    AppPeopleWindow *self)
{
  guint n = others->len + 1;
  g_autofree char *name = model_person_name (kept);
  g_autofree char *text = g_strdup_printf (
      ngettext ("%u file merged into “%s”", "%u files merged into “%s”", n), n, name);
  Doing *doing = doing_new (self, _ ("These Were Not Merged"), text);

  doing->shown_id = model_record_get_id (kept);
  doing->merges = TRUE;
  apply (self, work_change_merge_new (kept, others), doing);
}

/**
 * _app_people_window_merge:
 * @self: a window in which nothing is unsaved
 *
 * Shows which files are likely the same.
 */
void
_app_people_window_merge (AppPeopleWindow *self)
{
  if (self->merge_window == NULL)
    {
      app_toplevel_remember (self, &self->merge_window,
                             GTK_WINDOW (app_merge_window_new (
                                 GTK_WINDOW (self), _app_people_window_get_entity (self))));
      g_signal_connect_object (self->merge_window, "merge", G_CALLBACK (on_merge_wanted_cb), self,
                               0);
    }
  gtk_window_present (GTK_WINDOW (self->merge_window));
  find_duplicates (self);
}

static void
on_merge_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _app_people_window_leave_for (APP_PEOPLE_WINDOW (widget), APP_NEXT_MERGE);
}

static void
on_back_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPeopleWindow *self = APP_PEOPLE_WINDOW (widget);

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  app_people_list_focus (self->list);
}

static void
on_search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AppPeopleWindow *self = APP_PEOPLE_WINDOW (widget);

  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  app_people_list_focus_search (self->list);
}

static void
on_students_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  app_people_window_show (APP_PEOPLE_WINDOW (widget), MODEL_ENTITY_STUDENT, 0);
}

static void
on_companies_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  app_people_window_show (APP_PEOPLE_WINDOW (widget), MODEL_ENTITY_COMPANY, 0);
}

static void
on_teachers_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  app_people_window_show (APP_PEOPLE_WINDOW (widget), MODEL_ENTITY_TEACHER, 0);
}

static void
on_export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  _app_people_window_export (APP_PEOPLE_WINDOW (widget));
}

/**
 * _app_people_window_install_actions:
 * @widget_class: the class of the window
 *
 * Adds all that the window can do, under "people.".
 */
void
_app_people_window_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "people.add", on_add_cb },           { "people.save", on_save_cb },
    { "people.discard", on_discard_cb },   { "people.delete", on_delete_cb },
    { "people.undo", on_undo_cb },         { "people.merge", on_merge_cb },
    { "people.students", on_students_cb }, { "people.companies", on_companies_cb },
    { "people.teachers", on_teachers_cb }, { "people.back", on_back_cb },
    { "people.search", on_search_cb },     { "people.export", on_export_cb },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}
