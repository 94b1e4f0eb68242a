/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-school.h"

G_BEGIN_DECLS

gboolean work_school_examine (WorkSchool *self, GCancellable *cancellable, GError **error);
void work_school_examine_async (WorkSchool *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean work_school_examine_finish (WorkSchool *self, GAsyncResult *result, GError **error);

G_END_DECLS
