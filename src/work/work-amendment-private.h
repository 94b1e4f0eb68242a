/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change-private.h"

G_BEGIN_DECLS

/**
 * WorkFollowing:
 *
 * What changing a validated sheet does to its agreement.
 */
typedef enum
{
  WORK_FOLLOWING_NOTHING,     /* there is none, or it says the same */
  WORK_FOLLOWING_NEW_VERSION, /* nobody has it yet: it is written anew */
  WORK_FOLLOWING_AMENDMENT    /* it has left the school or somebody has signed */
} WorkFollowing;

gboolean _work_agreement_following (StoreConnection *connection,
                                    gint64 placement_id,
                                    WorkFollowing *following,
                                    GError **error);
gboolean _work_agreement_follow_sheet (WorkChanging *changing, gint64 placement_id, GError **error);

G_END_DECLS
