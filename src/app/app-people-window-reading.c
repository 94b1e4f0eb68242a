/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-people-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-prompt.h"
#include "app-toplevel.h"
#include "store-error.h"
#include "work-access.h"

static void
on_page_changed_cb (AppPersonPage *page, AppPeopleWindow *self)
{
  _app_people_window_update (self);
}

static void
on_stay_opened_cb (AppPersonPage *page,
                   gint64 year_id,
                   gint64 student_id,
                   gint64 period_id,
                   AppPeopleWindow *self)
{
  _app_people_window_want_line (self, year_id, student_id, period_id);
}

/* The page of this kind, made when it is wanted first. */
static AppPersonPage *
ensure_page (AppPeopleWindow *self)
{
  AppPersonPage **page = &self->people[self->kind];

  if (*page == NULL)
    {
      *page = app_person_page_new (_app_people_window_get_entity (self));
      gtk_stack_add_named (self->pages, GTK_WIDGET (*page),
                           model_entity_info (_app_people_window_get_entity (self))->key);
      g_signal_connect_object (*page, "changed", G_CALLBACK (on_page_changed_cb), self, 0);
      g_signal_connect_object (*page, "stay-opened", G_CALLBACK (on_stay_opened_cb), self, 0);
      _app_people_window_connect_page (self, *page);
    }
  app_person_page_set_looks (*page, self->looks);
  app_person_page_set_editable (*page, _app_people_window_can_write (self));
  return *page;
}

static void
show_nobody (AppPeopleWindow *self)
{
  self->id = 0;
  app_people_list_select (self->list, 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pages), TRUE);
  gtk_stack_set_visible_child_name (self->pages, "none");
  _app_people_window_update (self);
}

/* What an answer belongs to: another list or page may have been asked for since. */
typedef struct
{
  AppPeopleWindow *window;
  GCancellable *cancellable;
  guint kind;
  gint64 id;
} Ask;

static Ask *
ask_new (AppPeopleWindow *self)
{
  Ask *ask = g_new0 (Ask, 1);

  ask->window = g_object_ref (self);
  ask->cancellable = g_object_ref (self->cancellable);
  ask->kind = self->kind;
  ask->id = self->id;
  self->n_reading++;
  return ask;
}

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->window);
  g_object_unref (ask->cancellable);
  g_free (ask);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ask, ask_free)

/* One that was closed meanwhile has nobody to tell. */
static gboolean
is_current (Ask *ask)
{
  return !g_cancellable_is_cancelled (ask->cancellable) && ask->kind == ask->window->kind
         && app_toplevel_is_open (GTK_WINDOW (ask->window));
}

static void
show_error (AppPeopleWindow *self, const GError *error)
{
  app_prompt_say (GTK_WINDOW (self), _ ("This Could Not Be Read"), error->message);
}

static void
on_person_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  AppPeopleWindow *self = ask->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkPerson) person = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  self->n_reading--;
  if (!is_current (ask) || ask->id != self->id)
    return;
  if (person != NULL)
    {
      AppPersonPage *page = ensure_page (self);

      app_person_page_set_person (page, g_steal_pointer (&person));
      work_school_log_access (self->school, STORE_ACCESS_OPEN, _app_people_window_get_entity (self),
                              self->id);
      gtk_widget_set_sensitive (GTK_WIDGET (self->pages), TRUE);
      gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
      _app_people_window_update (self);
      return;
    }
  show_nobody (self);
  /* Deleted or merged meanwhile: the list says it. */
  if (!g_error_matches (error, STORE_ERROR, STORE_ERROR_NOT_FOUND))
    show_error (self, error);
}

/**
 * _app_people_window_read_person:
 * @self: a window
 *
 * Reads whose page is to be shown, and shows it. As long as another page stands there, nothing can
 * be typed into it.
 */
void
_app_people_window_read_person (AppPeopleWindow *self)
{
  AppPersonPage *page = self->people[self->kind];
  ModelRecord *record = page != NULL ? app_person_page_get_record (page) : NULL;

  if (self->school == NULL || self->id == 0)
    {
      show_nobody (self);
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->pages),
                            record != NULL && model_record_get_id (record) == self->id);
  work_school_read_async (self->school,
                          work_query_person_new (_app_people_window_get_entity (self), self->id),
                          self->cancellable, on_person_cb, ask_new (self));
}

static void
on_people_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Ask) ask = user_data;
  AppPeopleWindow *self = ask->window;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) people = work_school_read_finish (WORK_SCHOOL (source), result, &error);

  self->n_reading--;
  if (!is_current (ask))
    return;
  if (people == NULL)
    {
      show_error (self, error);
      return;
    }
  app_people_list_set_people (self->list, _app_people_window_get_entity (self), people);
  app_people_list_select (self->list, self->id);
}

/**
 * _app_people_window_read_people:
 * @self: a window
 *
 * Reads the list, and shows it.
 */
void
_app_people_window_read_people (AppPeopleWindow *self)
{
  if (self->school != NULL)
    work_school_read_async (
        self->school, work_query_people_new (_app_people_window_get_entity (self), self->year_id),
        self->cancellable, on_people_cb, ask_new (self));
}
