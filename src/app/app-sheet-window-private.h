/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-sheet-window.h"
#include "work-account.h"

#include "app-live-bar.h"

G_BEGIN_DECLS

/* What is done once a sheet is saved. */
typedef enum
{
  APP_SHEET_STAY,
  APP_SHEET_CLOSE,
  APP_SHEET_SUBMIT,
  APP_SHEET_VALIDATE
} AppSheetThen;

/**
 * AppSheetWindow:
 *
 * Edits one placement sheet. app-sheet-window.c is its widgets, -check.c follows what is typed,
 * -save.c saves it, -conflict.c settles what two seats have changed, -course.c moves it on.
 *
 * Emits "saved" with an operation's id and what was done, each time that the school has changed.
 */
struct _AppSheetWindow
{
  AdwWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *heading;
  AdwFlap *flap;
  GtkStack *pages;
  AdwStatusPage *failed;
  AppLiveBar *news; /* what others have done with it */
  GtkBox *remarks;
  AppSheetForm *form;
  AppSheetPanel *panel;
  GtkToggleButton *panel_button;
  AdwButtonContent *panel_content;
  GtkWidget *submit_button;

  WorkSchool *school;
  GCancellable *cancellable; /* of what is read */
  GListStore *sites;
  GListStore *contacts;
  GListStore *companies;
  GListStore *teachers;
  WorkSheet *sheet; /* (nullable): while it is read */
  guint check_source;
  guint n_pending; /* asked of the database thread */
  gboolean is_changed;
  gboolean is_closed;
  gboolean is_asking; /* whether to close */
  gboolean is_saving;
  AppSheetThen then; /* what comes when it is saved */
};

/* app-sheet-window.c */
void _app_sheet_window_show (AppSheetWindow *self, WorkSheet *sheet);
void _app_sheet_window_show_remarks (AppSheetWindow *self);
void _app_sheet_window_update (AppSheetWindow *self);
void _app_sheet_window_reload (AppSheetWindow *self, gint64 placement_id);
void _app_sheet_window_toast (AppSheetWindow *self, const char *text, const char *action);
void _app_sheet_window_fail (AppSheetWindow *self, const char *heading, const GError *error);
void _app_sheet_window_go_to_next (AppSheetWindow *self);
void _app_sheet_window_saved (AppSheetWindow *self, const WorkDone *done, const char *said);
gint64 _app_sheet_window_id (AppSheetWindow *self);
gboolean _app_sheet_window_is_in (AppSheetWindow *self, const char *state);

/* app-sheet-window-check.c */
void _app_sheet_window_watch (AppSheetWindow *self);
void _app_sheet_window_load_choices (AppSheetWindow *self);
void _app_sheet_window_load_people (AppSheetWindow *self);
void _app_sheet_window_check (AppSheetWindow *self);

/* app-sheet-window-save.c */
void _app_sheet_window_save (AppSheetWindow *self, AppSheetThen then);
gboolean _app_sheet_window_may_close (AppSheetWindow *self);

/* app-sheet-window-conflict.c */
void _app_sheet_window_meet (AppSheetWindow *self, gboolean saves);
void _app_sheet_window_watch_seats (AppSheetWindow *self);

/* app-sheet-window-course.c */
void _app_sheet_window_install_course (GtkWidgetClass *widget_class);
void _app_sheet_window_update_course (AppSheetWindow *self);
void _app_sheet_window_move_on (AppSheetWindow *self, gint64 placement_id, AppSheetThen then);

G_END_DECLS
