/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * WorkFieldInfo:
 * @name: a merge name
 * @role: (transfer none): English source label of whom or what it is about
 * @label: (transfer none): English source label of what it says of that
 * @aliases: (array zero-terminated=1): other names that mean the same
 * @example: what it becomes in an invented agreement; "" for what stays empty there
 *
 * What a template can ask for.
 */
typedef struct
{
  const char *name;
  const char *role;
  const char *label;
  char **aliases;
  char *example;
} WorkFieldInfo;

/**
 * WorkListInfo:
 * @name: of a list
 * @label: (transfer none): English source label
 * @columns: (element-type WorkFieldInfo): what each of its items has
 *
 * What a template can repeat a row or a paragraph for.
 */
typedef struct
{
  const char *name;
  const char *label;
  GPtrArray *columns;
} WorkListInfo;

GPtrArray *work_field_list_new (void);
GPtrArray *work_field_lists_new (void);

G_END_DECLS
