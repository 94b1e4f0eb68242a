/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>
#include "model-state.h"
#include "work-message.h"

G_BEGIN_DECLS

/**
 * AppOutboxFilter:
 * @APP_OUTBOX_WAITING: what has not left
 * @APP_OUTBOX_FAILED: what was refused, or of which nobody knows
 * @APP_OUTBOX_SENT: what left
 * @APP_OUTBOX_ALL: all of it, what was cancelled too
 *
 * Part of the outbox.
 */
typedef enum
{
  APP_OUTBOX_WAITING,
  APP_OUTBOX_FAILED,
  APP_OUTBOX_SENT,
  APP_OUTBOX_ALL,
  APP_OUTBOX_N_FILTERS
} AppOutboxFilter;

#define APP_TYPE_OUTBOX_ITEM (app_outbox_item_get_type ())
G_DECLARE_FINAL_TYPE (AppOutboxItem, app_outbox_item, APP, OUTBOX_ITEM, GObject)

AppOutboxItem *app_outbox_item_new (const WorkOutboxRow *row);
const WorkOutboxRow *app_outbox_item_get_row (AppOutboxItem *self);
const ModelState *app_outbox_item_get_state (AppOutboxItem *self);
gboolean app_outbox_item_passes (AppOutboxItem *self, AppOutboxFilter filter, const char *words);
gboolean app_outbox_item_says (AppOutboxItem *self, const WorkOutboxRow *row);
gboolean app_outbox_item_is_mail (AppOutboxItem *self);
gboolean app_outbox_item_has_line (AppOutboxItem *self);
gboolean app_outbox_item_can_be_tried (AppOutboxItem *self);
gboolean app_outbox_item_can_be_cancelled (AppOutboxItem *self);
gboolean app_outbox_item_is_unknown (AppOutboxItem *self);
const char *app_outbox_item_get_utc (AppOutboxItem *self);
char *app_outbox_item_dup_why (AppOutboxItem *self);
const char *app_outbox_item_get_words (AppOutboxItem *self);

G_END_DECLS
