/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>
#include "app-outbox-list.h"

G_BEGIN_DECLS

/**
 * AppOutboxWish:
 * @APP_OUTBOX_TRY: send them once more
 * @APP_OUTBOX_CANCEL: give them up
 * @APP_OUTBOX_OPEN: open them in the person's mail program
 * @APP_OUTBOX_SHOW_LINE: go to the line that it is about
 * @APP_OUTBOX_BLOCK: never write to that address again
 *
 * What is wanted of the selected ones.
 */
typedef enum
{
  APP_OUTBOX_TRY,
  APP_OUTBOX_CANCEL,
  APP_OUTBOX_OPEN,
  APP_OUTBOX_SHOW_LINE,
  APP_OUTBOX_BLOCK,
  APP_OUTBOX_N_WISHES
} AppOutboxWish;

#define APP_TYPE_OUTBOX_PAGE (app_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (AppOutboxPage, app_outbox_page, APP, OUTBOX_PAGE, AdwBin)

AppOutboxPage *app_outbox_page_new (void);
AppOutboxList *app_outbox_page_get_list (AppOutboxPage *self);
void app_outbox_page_set_read_only (AppOutboxPage *self, gboolean read_only);
void app_outbox_page_follow (AppOutboxPage *self, AdwLeaflet *outer, AdwHeaderBar *header);
void app_outbox_page_search (AppOutboxPage *self);
void app_outbox_page_open (AppOutboxPage *self);
gboolean app_outbox_page_read (AppOutboxPage *self, gint64 id);
void app_outbox_page_back (AppOutboxPage *self);

G_END_DECLS
