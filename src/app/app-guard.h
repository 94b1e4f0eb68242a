/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model-entity.h"

G_BEGIN_DECLS

/**
 * AppGuardRevealed:
 * @entity: whose row it is of
 * @id: the row
 * @user_data: of the caller
 *
 * A sensitive value was asked for and is shown.
 */
typedef void (*AppGuardRevealed) (ModelEntity entity, gint64 id, gpointer user_data);

void
app_guard_set (gboolean masks, gboolean may_reveal, AppGuardRevealed revealed, gpointer user_data);
gboolean app_guard_masks (const ModelField *field);
gboolean app_guard_may_reveal (void);
void app_guard_tell (ModelEntity entity, gint64 id);

G_END_DECLS
