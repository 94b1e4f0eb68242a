/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app-sheet-form.h"

#include "app-sheet-groups-private.h"

G_BEGIN_DECLS

/* Several fields in one part: the hours of each day. */
#define APP_SHEET_WEEK "*"

#define APP_SHEET_MAX_GROUPS 24

/* A field of the form, or several. */
typedef struct
{
  ModelRoleId role;
  const char *key; /* of its field; APP_SHEET_WEEK */
  AppFormPart *part;
  guint group;
  gboolean is_detail;
  gboolean is_marked; /* as mandatory */
  char *said;         /* (nullable): by the notes */
} AppSheetRow;

/**
 * AppSheetForm:
 *
 * Edits a placement sheet with whom it names, in place: a group for each of them and for each
 * chapter of the sheet. What is known of a company or a person stays folded away until it is asked
 * for, missing or new.
 *
 * Emits "changed" and "committed" with a role and a field's key, as the parts of an #AppForm do;
 * "create-requested" with a role and what was typed, when a new row is asked for; "list-requested"
 * with a role when the new row is given up for one of the list; "dates-requested" when the dates
 * are to be the period's. app-sheet-form.c makes it and leads through it, -show.c is what it says.
 */
struct _AppSheetForm
{
  GtkWidget parent_instance;

  GPtrArray *rows; /* (element-type AppSheetRow) */
  AdwPreferencesGroup *groups[APP_SHEET_MAX_GROUPS];
  GtkButton *buttons[APP_SHEET_MAX_GROUPS]; /* of groups about somebody */
  GtkWidget *period_dates;
  gboolean expanded[MODEL_N_ROLES];
  gboolean is_editable;
  gboolean may_correct;
  WorkSheet *sheet; /* (not owned) (nullable) */
};

/* app-sheet-form.c */
gboolean _app_sheet_form_is_new (AppSheetForm *self, ModelRoleId role);

/* app-sheet-form-show.c */
void _app_sheet_form_leave (AppSheetRow *row);

G_END_DECLS
