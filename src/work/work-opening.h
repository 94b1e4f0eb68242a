/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-school.h"

G_BEGIN_DECLS

#define WORK_TYPE_OPENING (work_opening_get_type ())
G_DECLARE_FINAL_TYPE (WorkOpening, work_opening, WORK, OPENING, GObject)

WorkOpening *work_opening_start (const char *path, StoreOpenMode mode);
const char *work_opening_get_path (WorkOpening *self);
void work_opening_wait_async (WorkOpening *self, GAsyncReadyCallback callback, gpointer user_data);
WorkSchool *work_opening_wait_finish (WorkOpening *self,
                                      GAsyncResult *result,
                                      WorkOverview **overview,
                                      GError **error);

G_END_DECLS
