/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "work-message.h"

G_BEGIN_DECLS

/* ---- work-message-sign-in.c ---- */

char *_work_message_access_token (WorkSchool *school, GCancellable *cancellable, GError **error);
gboolean
_work_message_forget_sign_in (WorkSchool *school, GCancellable *cancellable, GError **error);

G_END_DECLS
