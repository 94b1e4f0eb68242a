/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

GWeakRef *app_weak_new (gpointer object);
gpointer app_weak_take (GWeakRef *weak);

G_END_DECLS
