/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change.h"

G_BEGIN_DECLS

/* A small school in a folder of its own: the class 2MELEC with two periods and three students.
 * ABADIE Léa, minor, has a validated sheet; BRÛLÉ Noé, of age, one to validate; CAZALS Inès none.
 */
typedef struct
{
  char *folder;
  char *path;
  WorkSchool *school;
  StoreConnection *filling; /* while it is filled, in one transaction */
  gint64 year_id;
  gint64 class_id;
  gint64 periods[2];
  gint64 teacher_id;
  gint64 company_id;
  gint64 site_id;
  gint64 contacts[2]; /* representative, tutor */
  gint64 students[3];
  gint64 searches[3];
  gint64 placements[2];
} WorkFixture;

void work_fixture_set_up (WorkFixture *fixture, gconstpointer data);
void work_fixture_tear_down (WorkFixture *fixture, gconstpointer data);
gint64 work_fixture_add (WorkFixture *fixture, ModelEntity entity, ...) G_GNUC_NULL_TERMINATED;
void work_fixture_change (WorkFixture *fixture,
                          ModelEntity entity,
                          gint64 id,
                          const char *column,
                          const char *value);
void work_fixture_save (WorkFixture *fixture, ModelRecord *record);
ModelRecord *work_fixture_load (WorkFixture *fixture, ModelEntity entity, gint64 id);
GPtrArray *work_fixture_load_all (WorkFixture *fixture, ModelEntity entity);
WorkDone *work_fixture_apply (WorkFixture *fixture, WorkChange *change);
void
work_fixture_assert_refused (WorkFixture *fixture, WorkChange *change, ...) G_GNUC_NULL_TERMINATED;
gint64 work_fixture_add_agreement (WorkFixture *fixture, gint64 placement_id, const char *number);
char *work_fixture_id (gint64 id);
void work_fixture_remove_folder (const char *folder);
void work_fixture_assert_sound (WorkFixture *fixture);

/* For asynchronous calls: waits for the one result. */
GAsyncResult *work_fixture_wait (GAsyncResult **result);
void work_fixture_on_result_cb (GObject *source, GAsyncResult *result, gpointer data);

G_END_DECLS
