/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-history.h"

G_BEGIN_DECLS

/* An invented history, put together newest first. */
WorkHistory *app_history_test_new (void);
WorkHistoryItem *app_history_test_add (WorkHistory *history,
                                       const char *at,
                                       WorkHistoryKind kind,
                                       const char *operation,
                                       const char *summary);
void app_history_test_change (WorkHistoryItem *item,
                              const char *label,
                              const char *before,
                              const char *after);
WorkHistory *app_history_test_sample (void);

G_END_DECLS
