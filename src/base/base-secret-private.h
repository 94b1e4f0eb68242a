/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base-secret.h"

G_BEGIN_DECLS

void base_secret_propagate (GError **error, GError *cause, GCancellable *cancellable);

G_END_DECLS
