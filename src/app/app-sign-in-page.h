/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define APP_TYPE_SIGN_IN_PAGE (app_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (AppSignInPage, app_sign_in_page, APP, SIGN_IN_PAGE, AdwBin)

/**
 * AppSignInAsk:
 * @APP_SIGN_IN_WHO: the name and the password of whoever wants to work
 * @APP_SIGN_IN_SAME: the password of whoever has locked the window
 * @APP_SIGN_IN_NEW: a password of one's own, in place of the one that was given
 *
 * What is asked before anything is shown.
 */
typedef enum
{
  APP_SIGN_IN_WHO,
  APP_SIGN_IN_SAME,
  APP_SIGN_IN_NEW
} AppSignInAsk;

/* Seconds since 1970. */
typedef gint64 (*AppSignInClock) (void);

AppSignInPage *app_sign_in_page_new (void);
void app_sign_in_page_ask (AppSignInPage *self,
                           AppSignInAsk ask,
                           const char *place,
                           const char *name,
                           const char *label);
AppSignInAsk app_sign_in_page_get_ask (AppSignInPage *self);
void app_sign_in_page_set_busy (AppSignInPage *self, gboolean is_busy);
void app_sign_in_page_refuse (AppSignInPage *self, const char *problem);
void app_sign_in_page_close_until (AppSignInPage *self,
                                   const char *name,
                                   const char *problem,
                                   const char *until);
void app_sign_in_page_set_clock (AppSignInPage *self, AppSignInClock clock);
const char *app_sign_in_page_get_problem (AppSignInPage *self);
void app_sign_in_page_focus (AppSignInPage *self);

G_END_DECLS
