/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base-mount.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base-file.h"

#define MOUNTINFO "/proc/self/mountinfo"

/* Types of /proc/self/mountinfo; what begins with "fuse" is dealt with apart. */
static const struct
{
  const char *type;
  BaseMountClass class;
} types[] = {
  { "cifs", BASE_MOUNT_SMB },         { "smb3", BASE_MOUNT_SMB },
  { "nfs", BASE_MOUNT_NFS },          { "nfs4", BASE_MOUNT_NFS },
  { "smbfs", BASE_MOUNT_NETWORK },    { "9p", BASE_MOUNT_NETWORK },
  { "virtiofs", BASE_MOUNT_NETWORK }, { "afs", BASE_MOUNT_NETWORK },
  { "ceph", BASE_MOUNT_NETWORK },     { "coda", BASE_MOUNT_NETWORK },
  { "ncpfs", BASE_MOUNT_NETWORK },    { "gfs2", BASE_MOUNT_NETWORK },
  { "ocfs2", BASE_MOUNT_NETWORK },    { "lustre", BASE_MOUNT_NETWORK },
  { "orangefs", BASE_MOUNT_NETWORK }, { "vboxsf", BASE_MOUNT_NETWORK },
  { "vmhgfs", BASE_MOUNT_NETWORK },   { "prl_fs", BASE_MOUNT_NETWORK },
  { "fuseblk", BASE_MOUNT_LOCAL },    { "fuse.gvfsd-fuse", BASE_MOUNT_GVFS },
};

/* What makes a share unfit for several seats, first found first told. Without an option: every
 * mount of the class. */
static const struct
{
  BaseMountClass class;
  const char *option;
  const char *text;
} conditions[] = {
  { BASE_MOUNT_SMB, "nobrl",
    N_ ("its network drive is mounted with “nobrl”: seats would not see each other’s locks and "
        "would damage the database. Have the option “nobrl” taken out, then mount the drive "
        "again.") },
  { BASE_MOUNT_SMB, "cache=loose",
    N_ ("its network drive is mounted with “cache=loose”: this computer would show old data. Have "
        "the option taken out (or “cache=strict” put in), then mount the drive again.") },
  { BASE_MOUNT_SMB, "cache=singleclient",
    N_ ("its network drive is mounted with “cache=singleclient”, for one computer alone. Have the "
        "option taken out, then mount the drive again.") },
  { BASE_MOUNT_SMB, "cache=ro",
    N_ ("its network drive is mounted with “cache=ro”, as if nobody ever changed it. Have the "
        "option taken out, then mount the drive again.") },
  { BASE_MOUNT_SMB, "nostrictsync",
    N_ ("its network drive is mounted with “nostrictsync”: what was saved could be lost with the "
        "server’s power. Have the option taken out, then mount the drive again.") },
  { BASE_MOUNT_SMB, "vers=1.0",
    N_ ("its network drive speaks an old language (SMB 1) in which locks cannot be trusted. Have "
        "it mounted with “vers=3.1.1”.") },
  { BASE_MOUNT_NFS, "nolock",
    N_ ("its network drive is mounted with “nolock”: seats would not see each other’s locks and "
        "would damage the database. Have the option taken out, or the drive mounted with "
        "“vers=4.2”.") },
  { BASE_MOUNT_NFS, "local_lock=all",
    N_ ("its network drive is mounted with “local_lock=all”: locks would stay on this computer. "
        "Have the option taken out, or the drive mounted with “vers=4.2”.") },
  { BASE_MOUNT_NFS, "local_lock=posix",
    N_ ("its network drive is mounted with “local_lock=posix”: locks would stay on this computer. "
        "Have the option taken out, or the drive mounted with “vers=4.2”.") },
  { BASE_MOUNT_NFS, "local_lock=flock",
    N_ ("its network drive is mounted with “local_lock=flock”: locks would stay on this computer. "
        "Have the option taken out, or the drive mounted with “vers=4.2”.") },
  { BASE_MOUNT_NFS, "nocto",
    N_ ("its network drive is mounted with “nocto”: this computer would show old data. Have the "
        "option taken out, then mount the drive again.") },
  { BASE_MOUNT_NFS, "vers=2",
    N_ ("its network drive speaks an old language (NFS 2). Have it mounted with “vers=4.2”.") },
  { BASE_MOUNT_NETWORK, NULL,
    N_ ("it is on a kind of network drive of which nothing shows that two seats keep out of each "
        "other’s way there. Put it on a share by SMB or NFS, or copy it to this computer to "
        "change it.") },
  { BASE_MOUNT_FUSE, NULL,
    N_ ("it is on a drive where two seats cannot keep out of each other’s way (FUSE). Have the "
        "share mounted by SMB or NFS, or copy the file to this computer to change it.") },
  { BASE_MOUNT_GVFS, NULL,
    N_ ("it was opened through the file manager (“Files”), which cannot save a database. Have the "
        "share mounted on this computer by SMB or NFS (a line of /etc/fstab), then open the file "
        "in the folder where it is mounted.") },
  { BASE_MOUNT_SYNC, NULL,
    N_ ("its folder is copied to other computers by a program (Nextcloud, OneDrive…), which mixes "
        "up the versions of a database. Move it to a share by SMB or NFS, or to a folder of this "
        "computer that is not copied.") },
};

/* What programs that copy folders leave at the top of theirs. */
static const char *const markers[] = {
  ".sync_*.db", /* Nextcloud, ownCloud, kDrive */
  "._sync_*.db",
  ".nextcloudsync.log",
  ".owncloudsync.log",
  ".dropbox",
  ".dropbox.cache",
  ".849C9593-D756-4E56-8D6E-42412F2A707B", /* OneDrive */
  ".tmp.drivedownload",                    /* Google Drive */
  ".tmp.driveupload",
  ".grive",
  ".insync",
  ".stfolder", /* Syncthing */
  ".kdrivesync.log",
  ".seafile-data",
};

/* Names of such folders in a home, where no marker tells. */
static const char *const names[] = {
  "Nextcloud", "ownCloud", "Dropbox", "OneDrive", "OneDrive - *", "Google Drive", "GoogleDrive",
  "Mon Drive", "My Drive", "kDrive",  "kDrive *", "Insync",       "pCloudDrive",
};

static gboolean
matches_any (const char *name, const char *const *patterns, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (g_pattern_match_simple (patterns[i], name))
      return TRUE;
  return FALSE;
}

/**
 * base_mount_free:
 * @mount: (transfer full): a mount
 *
 * Frees it.
 */
void
base_mount_free (BaseMount *mount)
{
  g_free (mount->point);
  g_free (mount->type);
  g_free (mount->source);
  g_free (mount->options);
  g_free (mount);
}

/* "\040" is a space: what would break a line into other cells. */
static char *
unescape (const char *cell)
{
  GString *text = g_string_new (NULL);

  for (const char *at = cell; *at != '\0'; at++)
    if (at[0] == '\\' && at[1] >= '0' && at[1] <= '3' && at[2] >= '0' && at[2] <= '7'
        && at[3] >= '0' && at[3] <= '7')
      {
        g_string_append_c (text, (char) ((at[1] - '0') * 64 + (at[2] - '0') * 8 + (at[3] - '0')));
        at += 3;
      }
    else
      g_string_append_c (text, *at);
  return g_string_free (text, FALSE);
}

static gboolean
is_under (const char *path, const char *point)
{
  gsize length = strlen (point);

  if (length == 1)
    return path[0] == '/';
  return strncmp (path, point, length) == 0 && (path[length] == '\0' || path[length] == '/');
}

static BaseMountClass
classify (const char *type, const char *point, const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return types[i].class;
  if (g_pattern_match_simple ("/run/user/*/gvfs*", path) || g_str_has_suffix (point, "/.gvfs"))
    return BASE_MOUNT_GVFS;
  return g_str_has_prefix (type, "fuse") ? BASE_MOUNT_FUSE : BASE_MOUNT_LOCAL;
}

static gboolean
has_option (const char *options, const char *wanted)
{
  g_auto (GStrv) list = g_strsplit (options, ",", -1);

  return g_strv_contains ((const char *const *) list, wanted);
}

static const char *
find_reason (const BaseMount *mount)
{
  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (conditions[i].class == mount->class
        && (conditions[i].option == NULL || has_option (mount->options, conditions[i].option)))
      return _ (conditions[i].text);
  return NULL;
}

/* proc(5): "36 35 98:0 /root /point rw,noatime shared:1 - ext3 /dev/root rw,errors=continue", with
 * any number of cells before the hyphen. */
static BaseMount *
parse_line (const char *line, const char *path)
{
  g_auto (GStrv) cells = g_strsplit (line, " ", -1);
  guint n = g_strv_length (cells);
  g_autofree char *point = NULL;
  BaseMount *mount;
  guint hyphen = 6;

  while (hyphen < n && !g_str_equal (cells[hyphen], "-"))
    hyphen++;
  if (hyphen + 3 >= n)
    return NULL;
  point = unescape (cells[4]);
  if (!is_under (path, point))
    return NULL;
  mount = g_new0 (BaseMount, 1);
  mount->point = g_steal_pointer (&point);
  mount->type = g_strdup (cells[hyphen + 1]);
  mount->source = unescape (cells[hyphen + 2]);
  mount->options = g_strconcat (cells[5], ",", cells[hyphen + 3], NULL);
  mount->class = classify (mount->type, mount->point, path);
  mount->is_read_only = has_option (mount->options, "ro");
  return mount;
}

/**
 * base_mount_find_in:
 * @mountinfo: text of /proc/self/mountinfo
 * @path: an absolute path without links
 *
 * The longest mount point above @path counts, and of several at one place the last.
 *
 * Returns: (transfer full) (nullable): how @path is reached, or %NULL when the text does not say
 */
BaseMount *
base_mount_find_in (const char *mountinfo, const char *path)
{
  g_auto (GStrv) lines = NULL;
  g_autoptr (BaseMount) best = NULL;

  g_return_val_if_fail (mountinfo != NULL && path != NULL, NULL);

  lines = g_strsplit (mountinfo, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      BaseMount *mount = parse_line (lines[i], path);

      if (mount == NULL)
        continue;
      if (best != NULL && strlen (mount->point) < strlen (best->point))
        {
          base_mount_free (mount);
          continue;
        }
      g_clear_pointer (&best, base_mount_free);
      best = mount;
    }
  if (best != NULL)
    best->reason = find_reason (best);
  return g_steal_pointer (&best);
}

static gboolean
has_marker (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (name[0] == '.' && matches_any (name, markers, G_N_ELEMENTS (markers)))
      return TRUE;
  return FALSE;
}

/**
 * base_mount_find_sync_folder:
 * @folder: an absolute path without links
 * @home: the person's home folder
 *
 * Looks for what Nextcloud, ownCloud, Dropbox, OneDrive, Google Drive, kDrive and their like leave
 * in their folders.
 *
 * Returns: (transfer full) (nullable): the folder above @folder, or itself, that such a program
 *   copies elsewhere
 */
char *
base_mount_find_sync_folder (const char *folder, const char *home)
{
  g_autofree char *at = g_strdup (folder);

  g_return_val_if_fail (folder != NULL && home != NULL, NULL);

  while (!g_str_equal (at, "/") && !g_str_equal (at, "."))
    {
      g_autofree char *above = g_path_get_dirname (at);
      g_autofree char *name = g_path_get_basename (at);

      if ((g_str_equal (above, home) && matches_any (name, names, G_N_ELEMENTS (names)))
          || (!g_str_equal (at, home) && has_marker (at)))
        return g_steal_pointer (&at);
      g_free (at);
      at = g_steal_pointer (&above);
    }
  return NULL;
}

/* (transfer full): @path, or the nearest folder above that is there, without links */
static char *
resolve (const char *path)
{
  g_autofree char *at = g_canonicalize_filename (path, NULL);

  for (;;)
    {
      char *real = realpath (at, NULL);
      g_autofree char *above = g_path_get_dirname (at);

      if (real != NULL)
        {
          char *copy = g_strdup (real);

          free (real);
          return copy;
        }
      if (g_str_equal (above, at))
        return g_steal_pointer (&at);
      g_free (at);
      at = g_steal_pointer (&above);
    }
}

/* Where the list of mounts does not help, what the kernel calls the file system does. */
static BaseMount *
make_from_kind (const char *path)
{
  static const BaseMountClass classes[] = {
    [BASE_FILE_KIND_LOCAL] = BASE_MOUNT_LOCAL,
    [BASE_FILE_KIND_NETWORK] = BASE_MOUNT_NETWORK,
    [BASE_FILE_KIND_FUSE] = BASE_MOUNT_FUSE,
  };
  BaseMount *mount = g_new0 (BaseMount, 1);

  mount->class = classes[base_file_kind (path)];
  mount->point = g_strdup ("/");
  mount->type = g_strdup ("");
  mount->source = g_strdup ("");
  mount->options = g_strdup ("");
  return mount;
}

static void
look_for_sync_folder (BaseMount *mount, const char *path)
{
  g_autofree char *above = g_path_get_dirname (path);
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  char *folder = base_mount_find_sync_folder (is_folder ? path : above, g_get_home_dir ());

  if (folder == NULL)
    return;
  mount->class = BASE_MOUNT_SYNC;
  g_free (mount->point);
  mount->point = folder;
}

/**
 * base_mount_find:
 * @path: a file or a folder; where it does not exist yet, the nearest folder above is asked
 *
 * Returns: (transfer full): how @path is reached
 */
BaseMount *
base_mount_find (const char *path)
{
  g_autofree char *real = NULL;
  g_autofree char *mountinfo = NULL;
  BaseMount *mount = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  real = resolve (path);
  if (g_file_get_contents (MOUNTINFO, &mountinfo, NULL, NULL))
    mount = base_mount_find_in (mountinfo, real);
  /* A file system that is not known by its name, and overlays of one: its number may be known. */
  if (mount == NULL
      || (mount->class == BASE_MOUNT_LOCAL && !g_str_equal (mount->type, "fuseblk")
          && base_file_kind (real) != BASE_FILE_KIND_LOCAL))
    {
      g_clear_pointer (&mount, base_mount_free);
      mount = make_from_kind (real);
    }
  if (mount->class == BASE_MOUNT_LOCAL)
    look_for_sync_folder (mount, real);
  mount->reason = find_reason (mount);
  return mount;
}

/**
 * base_mount_is_share:
 * @mount: how a file is reached
 *
 * Returns: whether other computers reach it too, so that a database there is opened for several
 *   seats
 */
gboolean
base_mount_is_share (const BaseMount *mount)
{
  g_return_val_if_fail (mount != NULL, FALSE);

  return mount->class == BASE_MOUNT_SMB || mount->class == BASE_MOUNT_NFS
         || mount->class == BASE_MOUNT_NETWORK;
}
