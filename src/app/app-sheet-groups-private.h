/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-role.h"

G_BEGIN_DECLS

/**
 * AppSheetGroup:
 * @title: English source label
 * @text: (nullable): English source text that says more
 * @link: whom the group is about, when the sheet names somebody there; else %MODEL_N_ROLES
 * @create_label: (nullable): English source label: how a new row is made for @link
 * @new_text: (nullable): English source text that stands there while a new row is filled in
 * @columns: columns of the sheet itself, apart by "|"
 * @details: columns of what @link is, apart by "|": shown when they are asked for or needed
 *
 * One group of fields of the form.
 */
typedef struct
{
  const char *title;
  const char *text;
  ModelRoleId link;
  const char *create_label;
  const char *new_text;
  const char *columns;
  const char *details;
} AppSheetGroup;

/* app-sheet-groups.c */
const AppSheetGroup *_app_sheet_groups (guint *n);
const AppSheetGroup *_app_sheet_group (guint index);

G_END_DECLS
