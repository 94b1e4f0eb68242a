/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-job.h"
#include "merge-template.h"

G_BEGIN_DECLS

/* A job that merges every row of a CSV file into a template, without a database. */
WorkJob *work_merge_csv_new (const char *template_path,
                             const char *csv_path,
                             const char *folder,
                             const char *pattern,
                             MergeMissing missing);

/* A job that makes one document of them all. */
WorkJob *work_merge_csv_into_one_new (const char *template_path,
                                      const char *csv_path,
                                      const char *path,
                                      gboolean two_sided,
                                      MergeMissing missing);

typedef struct
{
  char *name;
  char *where;
  char *switches;
  guint count;
  gboolean known;
  char *label;        /* of the field it stands for, or "" */
  char **suggestions; /* for an unknown name */
} WorkTemplateField;

G_END_DECLS
