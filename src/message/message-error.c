/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "message-error.h"

G_DEFINE_QUARK (message_error_quark, message_error)
