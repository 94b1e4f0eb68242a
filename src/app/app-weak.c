/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-weak.h"

/**
 * app_weak_new:
 * @object: (type GObject): who waits for an answer
 *
 * What an answer comes to keeps nothing alive that is waited for no more: a window that is closed
 * and still held is one whose parent GTK does not forget, and what a row runs stops when the row
 * goes.
 *
 * Returns: (transfer full): for app_weak_take()
 */
GWeakRef *
app_weak_new (gpointer object)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, object);
  return weak;
}

/**
 * app_weak_take:
 * @weak: (transfer full): of app_weak_new()
 *
 * Returns: (transfer full) (nullable): who waited, if they are still there
 */
gpointer
app_weak_take (GWeakRef *weak)
{
  gpointer object = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return object;
}
