/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-change-private.h"
#include "work-message-plan-private.h"

G_BEGIN_DECLS

/* work-message-queue.c */
gboolean _work_message_queue (WorkChanging *changing, GPtrArray *plans, GError **error);

G_END_DECLS
