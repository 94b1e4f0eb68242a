/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-people-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-acts.h"
#include "app-picker-item.h"
#include "app-prompt.h"
#include "base-text.h"
#include "model-person.h"

enum
{
  CHANGED,
  LINE_WANTED,
  LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppPeopleWindow, app_people_window, ADW_TYPE_WINDOW)

static const struct
{
  ModelEntity entity;
  const char *title;
  const char *add;
} kinds[APP_N_PEOPLE] = {
  { MODEL_ENTITY_STUDENT, N_ ("Students"), N_ ("New Student") },
  { MODEL_ENTITY_COMPANY, N_ ("Companies"), N_ ("New Company") },
  { MODEL_ENTITY_TEACHER, N_ ("Teachers"), N_ ("New Teacher") },
};

/**
 * _app_people_window_get_entity:
 * @self: a window
 *
 * Returns: what it lists
 */
ModelEntity
_app_people_window_get_entity (AppPeopleWindow *self)
{
  return kinds[self->kind].entity;
}

static gboolean
is_changed (AppPeopleWindow *self)
{
  return self->people[self->kind] != NULL && self->id != 0
         && app_person_page_is_changed (self->people[self->kind]);
}

/**
 * _app_people_window_can_write:
 * @self: a window with a school
 *
 * Returns: whether whoever is signed in may change students, companies and teachers here
 */
gboolean
_app_people_window_can_write (AppPeopleWindow *self)
{
  return !work_school_is_read_only (self->school)
         && work_school_may (self->school, MODEL_ACT_EDIT_PEOPLE) != MODEL_MAY_NO;
}

/* Buttons of what a role never does are not there. */
static gboolean
may (const char *action, gpointer school)
{
  static const char *const writing[] = { "people.add", "people.save", NULL };

  return !g_strv_contains (writing, action)
         || work_school_may (school, MODEL_ACT_EDIT_PEOPLE) != MODEL_MAY_NO;
}

/**
 * _app_people_window_update:
 * @self: a window
 *
 * Enables what makes sense now.
 */
void
_app_people_window_update (AppPeopleWindow *self)
{
  gboolean can_write = self->school != NULL && _app_people_window_can_write (self);
  const struct
  {
    const char *action;
    gboolean enabled;
  } rows[] = {
    { "people.add", can_write },
    { "people.merge", can_write },
    { "people.undo", can_write },
    { "people.save", can_write && is_changed (self) },
    { "people.discard", is_changed (self) },
    { "people.delete", can_write && self->id != 0 },
    { "people.export", _app_people_window_can_export (self) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), rows[i].action, rows[i].enabled);
  gtk_widget_set_visible (self->person_button, self->id != 0);
  if (self->school != NULL)
    app_acts_show (GTK_WIDGET (self), may, self->school);
}

static void
show_kind (AppPeopleWindow *self)
{
  GtkToggleButton *buttons[] = { self->students_button, self->companies_button,
                                 self->teachers_button };
  const char *add = _ (kinds[self->kind].add);

  gtk_toggle_button_set_active (buttons[self->kind], TRUE);
  adw_window_title_set_title (self->list_title, _ (kinds[self->kind].title));
  gtk_window_set_title (GTK_WINDOW (self), _ (kinds[self->kind].title));
  gtk_widget_set_tooltip_text (self->add_button, add);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  add, -1);
}

/**
 * _app_people_window_show_now:
 * @self: a window in which nothing is unsaved
 * @kind: which of the three lists
 * @id: whose page, or 0
 *
 * Goes to a list and a page of it.
 */
void
_app_people_window_show_now (AppPeopleWindow *self, guint kind, gint64 id)
{
  gboolean same_kind = kind == self->kind;

  app_live_bar_clear (self->news);
  self->kind = kind;
  self->id = id;
  show_kind (self);
  if (same_kind)
    app_people_list_select (self->list, id);
  else
    _app_people_window_read_people (self);
  _app_people_window_read_person (self);
}

/* ---- leaving what is not saved ---- */

static void
on_leave_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPeopleWindow) self = user_data;

  switch (app_prompt_leave_finish (result))
    {
    case APP_LEAVING_SAVE:
      _app_people_window_save (self);
      break;
    case APP_LEAVING_DISCARD:
      app_person_page_discard (self->people[self->kind]);
      _app_people_window_go_on (self);
      break;
    default:
      _app_people_window_stay (self);
    }
}

/**
 * _app_people_window_leave_for:
 * @self: a window
 * @next: what comes next
 *
 * Does it: at once, or once the person has said what is to become of what is not saved.
 */
void
_app_people_window_leave_for (AppPeopleWindow *self, AppNext next)
{
  g_autofree char *name = NULL, *text = NULL;

  if (self->next != APP_NEXT_NOTHING)
    return;
  self->next = next;
  if (!is_changed (self))
    {
      _app_people_window_go_on (self);
      return;
    }
  name = model_person_name (app_person_page_get_record (self->people[self->kind]));
  /* Translators: the name of a person or company. */
  text = g_strdup_printf (_ ("What was changed of “%s” is not saved yet."), name);
  app_prompt_leave_async (GTK_WINDOW (self), text, on_leave_cb, g_object_ref (self));
}

/**
 * _app_people_window_go_on:
 * @self: a window in which nothing is unsaved
 *
 * Does what was to come next, if anything.
 */
void
_app_people_window_go_on (AppPeopleWindow *self)
{
  AppNext next = self->next;

  self->next = APP_NEXT_NOTHING;
  if (next == APP_NEXT_SHOW)
    _app_people_window_show_now (self, self->next_kind, self->next_id);
  else if (next == APP_NEXT_ADD)
    _app_people_window_add (self);
  else if (next == APP_NEXT_MERGE)
    _app_people_window_merge (self);
  else if (next == APP_NEXT_LEAVE)
    {
      /* The window it belongs to may go at once, and this one is still held by what was done. */
      gtk_window_set_transient_for (GTK_WINDOW (self), NULL);
      g_signal_emit (self, signals[LEFT], 0);
    }
  if (next == APP_NEXT_CLOSE || next == APP_NEXT_LEAVE)
    gtk_window_close (GTK_WINDOW (self));
}

/**
 * _app_people_window_stay:
 * @self: a window
 *
 * Goes nowhere: the person stays with what is not saved.
 */
void
_app_people_window_stay (AppPeopleWindow *self)
{
  self->next = APP_NEXT_NOTHING;
  show_kind (self);
  app_people_list_select (self->list, self->id);
}

static void
go_to (AppPeopleWindow *self, guint kind, gint64 id)
{
  self->next_kind = kind;
  self->next_id = id;
  _app_people_window_leave_for (self, APP_NEXT_SHOW);
}

static void
on_kind_clicked_cb (GtkToggleButton *button, AppPeopleWindow *self)
{
  GtkToggleButton *buttons[] = { self->students_button, self->companies_button,
                                 self->teachers_button };

  for (guint i = 0; i < APP_N_PEOPLE; i++)
    if (buttons[i] == button && i != self->kind)
      go_to (self, i, 0);
}

static void
on_list_selected_cb (AppPeopleList *list, gint64 id, AppPeopleWindow *self)
{
  if (id != self->id)
    go_to (self, self->kind, id);
}

static void
on_list_opened_cb (AppPeopleList *list, gint64 id, AppPeopleWindow *self)
{
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
}

/* Whether nothing holds the window back; else it asks, and does @next once that is settled. */
static gboolean
leave (AppPeopleWindow *self, AppNext next)
{
  if (!is_changed (self) && self->n_pending == 0)
    return TRUE;
  if (self->n_pending > 0)
    self->next = next;
  else
    _app_people_window_leave_for (self, next);
  return FALSE;
}

static gboolean
app_people_window_close_request (GtkWindow *window)
{
  if (!leave (APP_PEOPLE_WINDOW (window), APP_NEXT_CLOSE))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (app_people_window_parent_class)->close_request (window);
}

/* ---- the window ---- */

static void
app_people_window_dispose (GObject *object)
{
  AppPeopleWindow *self = APP_PEOPLE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->school);
  g_clear_object (&self->classes);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  g_clear_weak_pointer (&self->merge_window);
  for (guint i = 0; i < APP_N_PEOPLE; i++)
    self->people[i] = NULL;
  G_OBJECT_CLASS (app_people_window_parent_class)->dispose (object);
}

static void
app_people_window_class_init (AppPeopleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_people_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = app_people_window_close_request;
  signals[CHANGED] = g_signal_new ("changed", APP_TYPE_PEOPLE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[LINE_WANTED] =
      g_signal_new ("line-wanted", APP_TYPE_PEOPLE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 3, G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64);
  signals[LEFT] = g_signal_new ("left", APP_TYPE_PEOPLE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  g_type_ensure (APP_TYPE_LIVE_BAR);
  g_type_ensure (APP_TYPE_PEOPLE_LIST);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-people-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, list_title);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, add_button);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, person_button);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, students_button);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, companies_button);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, teachers_button);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, list);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, news);
  gtk_widget_class_bind_template_child (widget_class, AppPeopleWindow, pages);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_list_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_list_opened_cb);
  _app_people_window_install_actions (widget_class);
}

static void
app_people_window_init (AppPeopleWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  _app_people_window_watch_seats (self);
  show_kind (self);
  _app_people_window_update (self);
}

/**
 * app_people_window_new:
 * @parent: (nullable): the window it belongs to
 *
 * Returns: (transfer none): a window on no school, owned by GTK until it is closed
 */
AppPeopleWindow *
app_people_window_new (GtkWindow *parent)
{
  return g_object_new (APP_TYPE_PEOPLE_WINDOW, "transient-for", parent, NULL);
}

static GListModel *
list_classes (WorkOverview *overview)
{
  GListStore *store = g_list_store_new (APP_TYPE_PICKER_ITEM);

  for (guint i = 0; i < overview->classes->len; i++)
    {
      const WorkClass *class_group = overview->classes->pdata[i];
      g_autofree char *key = base_text_fold (class_group->name);
      g_autoptr (AppPickerItem) item =
          app_picker_item_new (class_group->id, class_group->name, NULL, key);

      g_list_store_append (store, item);
    }
  return G_LIST_MODEL (store);
}

/**
 * app_people_window_set_overview:
 * @self: a window
 * @school: a school
 * @overview: what was just read of one of its years
 *
 * Reads the list and the page again. What is typed and not saved stays.
 */
void
app_people_window_set_overview (AppPeopleWindow *self, WorkSchool *school, WorkOverview *overview)
{
  g_return_if_fail (APP_IS_PEOPLE_WINDOW (self));
  g_set_object (&self->school, school);
  self->year_id = overview->year_id;
  g_clear_object (&self->classes);
  self->classes = list_classes (overview);
  g_clear_pointer (&self->looks, model_search_looks_unref);
  self->looks = model_search_looks_ref (overview->looks);
  _app_people_window_read_people (self);
  if (self->id != 0)
    _app_people_window_read_person (self);
  _app_people_window_update (self);
}

/**
 * _app_people_window_changed:
 * @self: a window in which something was saved
 *
 * Tells it to whoever has the overview.
 */
void
_app_people_window_changed (AppPeopleWindow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/**
 * _app_people_window_want_line:
 * @self: a window
 * @year_id: a school year
 * @student_id: a student
 * @period_id: a period
 *
 * Tells that the line is to be shown in the list of the school.
 */
void
_app_people_window_want_line (AppPeopleWindow *self,
                              gint64 year_id,
                              gint64 student_id,
                              gint64 period_id)
{
  g_signal_emit (self, signals[LINE_WANTED], 0, year_id, student_id, period_id);
}

/**
 * app_people_window_show:
 * @self: a window
 * @entity: %MODEL_ENTITY_STUDENT, %MODEL_ENTITY_COMPANY or %MODEL_ENTITY_TEACHER
 * @id: whose page, or 0: the list
 *
 * Goes there; asks before that when something is not saved.
 */
void
app_people_window_show (AppPeopleWindow *self, ModelEntity entity, gint64 id)
{
  g_return_if_fail (APP_IS_PEOPLE_WINDOW (self));
  for (guint i = 0; i < APP_N_PEOPLE; i++)
    if (kinds[i].entity == entity && (i != self->kind || (id != 0 && id != self->id)))
      go_to (self, i, id);
  if (id != 0)
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  else
    app_people_list_focus_search (self->list);
}

/**
 * app_people_window_leave:
 * @self: a window
 *
 * Asks what becomes of what is not saved, if anything is; when that is settled the window emits
 * "left" and closes itself.
 *
 * Returns: whether it can be closed at once
 */
gboolean
app_people_window_leave (AppPeopleWindow *self)
{
  g_return_val_if_fail (APP_IS_PEOPLE_WINDOW (self), TRUE);
  if (leave (self, APP_NEXT_LEAVE))
    return TRUE;
  gtk_window_present (GTK_WINDOW (self));
  return FALSE;
}

/**
 * app_people_window_is_busy:
 * @self: a window
 *
 * Returns: whether something is being read or saved
 */
gboolean
app_people_window_is_busy (AppPeopleWindow *self)
{
  g_return_val_if_fail (APP_IS_PEOPLE_WINDOW (self), FALSE);
  return self->n_reading > 0 || self->n_pending > 0;
}

/**
 * app_people_window_get_list:
 * @self: a window
 *
 * Returns: (transfer none): its list
 */
AppPeopleList *
app_people_window_get_list (AppPeopleWindow *self)
{
  g_return_val_if_fail (APP_IS_PEOPLE_WINDOW (self), NULL);
  return self->list;
}

/**
 * app_people_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none) (nullable): the page that is shown, %NULL when nobody is selected
 */
AppPersonPage *
app_people_window_get_page (AppPeopleWindow *self)
{
  g_return_val_if_fail (APP_IS_PEOPLE_WINDOW (self), NULL);
  return self->id != 0 ? self->people[self->kind] : NULL;
}
