/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base-mount.h"

/* The first line is a path, what follows the kernel's list of mounts: whatever stands there, the
 * mount that is found is one above the path, and all that is said of it is text. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
check_mount (const BaseMount *mount, const char *path)
{
  gsize length = strlen (mount->point);

  g_assert_cmpint (mount->class, >=, BASE_MOUNT_LOCAL);
  g_assert_cmpint (mount->class, <=, BASE_MOUNT_GVFS);
  g_assert_nonnull (mount->type);
  g_assert_nonnull (mount->source);
  g_assert_nonnull (mount->options);
  g_assert_true (length <= 1 || strncmp (path, mount->point, length) == 0);
  if (mount->reason != NULL)
    g_assert_true (g_utf8_validate (mount->reason, -1, NULL));
  /* Nothing but a share or this computer's own disk may be written into. */
  if (mount->class == BASE_MOUNT_FUSE || mount->class == BASE_MOUNT_GVFS
      || mount->class == BASE_MOUNT_NETWORK)
    g_assert_nonnull (mount->reason);
  if (strstr (mount->options, ",nobrl,") != NULL && mount->class == BASE_MOUNT_SMB)
    g_assert_nonnull (mount->reason);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *end = strchr (text, '\n');
  g_autofree char *path = end != NULL ? g_strndup (text, (gsize) (end - text)) : NULL;
  g_autoptr (BaseMount) mount = NULL;

  if (path == NULL || path[0] != '/')
    return 0;
  mount = base_mount_find_in (end + 1, path);
  if (mount != NULL)
    check_mount (mount, path);
  return 0;
}
