/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-person.h"
#include "store-connection.h"

G_BEGIN_DECLS

GPtrArray *store_people_load (StoreConnection *connection,
                              ModelEntity entity,
                              gint64 school_year_id,
                              const char *today,
                              GError **error);
char *store_people_last_contact (StoreConnection *connection,
                                 gint64 company_id,
                                 const char *today,
                                 GError **error);

/* What is remembered of a student, a company or a teacher: latest first. */
GPtrArray *
store_stays_load (StoreConnection *connection, ModelEntity entity, gint64 id, GError **error);

G_END_DECLS
