/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-sheet-window.h"
#include "app-test-demo.h"

G_BEGIN_DECLS

/* A window of one sheet, over a copy of the demo school. */
typedef struct
{
  WorkSchool *school;
  WorkOverview *overview;
  AppSheetWindow *window; /* NULL once it is closed */
  char *operation_id;     /* of the last "saved" */
  char *said;
  guint n_saved;
} SheetFixture;

void app_sheet_test_set_up (SheetFixture *fixture, gconstpointer data);
void app_sheet_test_tear_down (SheetFixture *fixture, gconstpointer data);
ModelLine *app_sheet_test_find (SheetFixture *fixture, const char *placement_state);
void app_sheet_test_open (SheetFixture *fixture, gint64 student, gint64 period, gint64 placement);
void app_sheet_test_open_state (SheetFixture *fixture, const char *placement_state);
void app_sheet_test_wait (SheetFixture *fixture);
void app_sheet_test_act (SheetFixture *fixture, const char *action);
void
app_sheet_test_type (SheetFixture *fixture, ModelRoleId role, const char *key, const char *text);
void app_sheet_test_choose (SheetFixture *fixture, const char *key, gint64 id);
GtkWidget *app_sheet_test_dialog (void);
void app_sheet_test_respond (const char *label);
void app_sheet_test_answer (const char *text, const char *label);
ModelRecord *app_sheet_test_load (SheetFixture *fixture, ModelEntity entity, gint64 id);
void app_sheet_test_change (SheetFixture *fixture,
                            ModelEntity entity,
                            gint64 id,
                            const char *column,
                            const char *value);

G_END_DECLS
