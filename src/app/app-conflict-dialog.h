/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "work-change.h"
#include "work-conflict.h"

G_BEGIN_DECLS

#define APP_TYPE_CONFLICT_DIALOG (app_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AppConflictDialog, app_conflict_dialog, APP, CONFLICT_DIALOG, AdwWindow)

/* Which value of each field that two have changed. */
AppConflictDialog *app_conflict_dialog_ask_async (GtkWindow *parent,
                                                  const WorkConflict *conflict,
                                                  GAsyncReadyCallback callback,
                                                  gpointer user_data);
WorkKeep *app_conflict_dialog_ask_finish (GAsyncResult *result, GError **error);
void app_conflict_dialog_choose (AppConflictDialog *self, guint clash, WorkKeep keep);
void app_conflict_dialog_choose_all (AppConflictDialog *self, WorkKeep keep);
gboolean app_conflict_dialog_accept (AppConflictDialog *self);
char *app_conflict_dialog_get_value (AppConflictDialog *self, guint clash, WorkKeep keep);

/* The whole way from a save that clashed to records that can be saved. */
void app_conflict_solve_async (GtkWindow *parent,
                               WorkSchool *school,
                               GPtrArray *records,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean app_conflict_solve_finish (GAsyncResult *result, GError **error);

char *app_conflict_say_merged (const char *said, const WorkDone *done);

G_END_DECLS
