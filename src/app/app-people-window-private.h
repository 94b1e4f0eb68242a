/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-people-window.h"

#include "app-live-bar.h"
#include "app-merge-window.h"
#include "work-account.h"

G_BEGIN_DECLS

/* Students, companies, teachers. */
#define APP_N_PEOPLE 3

/* What comes once nothing is unsaved any more. */
typedef enum
{
  APP_NEXT_NOTHING,
  APP_NEXT_SHOW, /* another page */
  APP_NEXT_ADD,
  APP_NEXT_MERGE,
  APP_NEXT_CLOSE,
  APP_NEXT_LEAVE /* as the window it belongs to asked */
} AppNext;

/**
 * AppPeopleWindow:
 *
 * The students, companies and teachers of a school: a list and the page of one of them.
 * app-people-window.c is what is looked at, -reading.c what is read, -changes.c what is done,
 * -seats.c what others do. Emits
 * "changed" when something was saved: whoever has the overview reads it again and gives it to
 * app_people_window_set_overview(); "line-wanted" with a school year, a student and a period; and
 * "left" when what app_people_window_leave() had to ask about is settled.
 */
struct _AppPeopleWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwLeaflet *leaflet;
  AdwWindowTitle *list_title;
  GtkWidget *add_button;
  GtkWidget *person_button; /* shown while somebody's page is */
  GtkToggleButton *students_button;
  GtkToggleButton *companies_button;
  GtkToggleButton *teachers_button;
  AppPeopleList *list;
  AppLiveBar *news; /* what others have done with the page */
  GtkStack *pages;
  AppPersonPage *people[APP_N_PEOPLE]; /* (nullable): once they were looked at */

  WorkSchool *school;
  GListModel *classes;     /* of the year, to choose from */
  ModelSearchLooks *looks; /* of the states of a search */
  gint64 year_id;
  GCancellable *cancellable; /* of what is read */

  guint kind; /* which of the three */
  gint64 id;  /* whose page is shown, or being read; 0: nobody's */
  guint n_reading;
  guint n_pending; /* changes sent to the database thread */

  AppNext next;
  guint next_kind; /* of what is shown next */
  gint64 next_id;

  AppMergeWindow *merge_window; /* (nullable) (weak) */
};

/* app-people-window.c */
ModelEntity _app_people_window_get_entity (AppPeopleWindow *self);
void _app_people_window_leave_for (AppPeopleWindow *self, AppNext next);
void _app_people_window_go_on (AppPeopleWindow *self);
void _app_people_window_stay (AppPeopleWindow *self);
gboolean _app_people_window_can_write (AppPeopleWindow *self);
void _app_people_window_update (AppPeopleWindow *self);
void _app_people_window_show_now (AppPeopleWindow *self, guint kind, gint64 id);
void _app_people_window_changed (AppPeopleWindow *self);
void _app_people_window_want_line (AppPeopleWindow *self,
                                   gint64 year_id,
                                   gint64 student_id,
                                   gint64 period_id);

/* app-people-window-reading.c */
void _app_people_window_read_people (AppPeopleWindow *self);
void _app_people_window_read_person (AppPeopleWindow *self);

/* app-people-window-export.c */
gboolean _app_people_window_can_export (AppPeopleWindow *self);
void _app_people_window_export (AppPeopleWindow *self);

/* app-people-window-seats.c */
void _app_people_window_watch_seats (AppPeopleWindow *self);

/* app-people-window-changes.c */
void _app_people_window_install_actions (GtkWidgetClass *widget_class);
void _app_people_window_save (AppPeopleWindow *self);
void _app_people_window_add (AppPeopleWindow *self);
void _app_people_window_merge (AppPeopleWindow *self);
void _app_people_window_connect_page (AppPeopleWindow *self, AppPersonPage *page);

G_END_DECLS
