/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "base-file.h"
#include "base-mount.h"

/* What computers of schools have mounted, as their kernels tell it. */
static const char mountinfo[] =
    "22 28 0:21 / /proc rw,nosuid - proc proc rw\n"
    "28 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro\n"
    "29 28 8:3 / /maison rw,relatime shared:2 master:1 - ext4 /dev/sda3 rw\n"
    "40 28 0:44 / /mnt/partage rw,relatime shared:3 - cifs //serveur/partage "
    "rw,vers=3.1.1,cache=strict,username=mme.martin,uid=1000,soft,nounix,serverino,actimeo=1\n"
    "41 28 0:45 / /mnt/sans\\040verrous rw - cifs //serveur/b "
    "rw,vers=3.0,cache=strict,nobrl,serverino\n"
    "42 28 0:46 / /mnt/loose rw - cifs //serveur/c rw,vers=3.0,cache=loose\n"
    "43 28 0:47 / /mnt/vieux rw - cifs //serveur/d rw,vers=1.0,cache=strict\n"
    "44 28 0:48 / /mnt/nfs rw - nfs4 nas:/ecole rw,vers=4.2,hard,proto=tcp,local_lock=none\n"
    "45 28 0:49 / /mnt/nfs3 rw - nfs nas:/ecole rw,vers=3,nolock,local_lock=all\n"
    "46 28 0:50 / /mnt/nfs3l rw - nfs nas:/ecole rw,vers=3,hard,local_lock=none\n"
    "47 28 0:51 / /mnt/nfsll rw - nfs nas:/ecole rw,vers=3,local_lock=flock\n"
    "48 28 0:52 / /mnt/nocto rw - nfs4 nas:/ecole rw,vers=4.1,nocto,local_lock=none\n"
    "49 28 0:53 / /mnt/ssh rw - fuse.sshfs prof@serveur: rw,user_id=1000\n"
    "50 28 8:17 / /media/cle rw - fuseblk /dev/sdb1 rw,blksize=4096\n"
    "51 28 0:54 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw,user_id=1000\n"
    "52 28 0:55 / /mnt/vm rw - 9p hote rw,trans=virtio\n"
    "53 28 0:44 /administration /srv/admin rw shared:4 optional:5 - cifs //serveur/partage "
    "rw,vers=3.1.1,cache=strict\n"
    "54 29 0:56 / /maison/a/montages rw - autofs systemd-1 rw,fd=30\n"
    "55 54 0:57 / /maison/a/montages ro - nfs4 nas:/lecture ro,vers=4.2,local_lock=none\n"
    "56 28 0:58 / /mnt/nobrl rw - ext4 /dev/sdc1 rw,nobrl\n"
    "57 28 0:59 / /mnt/single rw - smb3 //s/x rw,vers=3.0,cache=singleclient\n"
    "58 28 0:60 / /mnt/nosync rw - cifs //s/x rw,vers=3.0,cache=none,nostrictsync\n"
    "59 28 0:61 / /mnt/no\\134slash rw - cifs //s/x rw,vers=2.1,cache=none,mapposix\n"
    "60 28 0:62 / /mnt/ro rw - cifs //s/x rw,cache=ro\n"
    "61 28 0:63 / /mnt/posix rw - nfs nas:/x rw,vers=3,local_lock=posix\n"
    "62 28 0:64 / /mnt/v2 rw - nfs nas:/x rw,vers=2,local_lock=none\n"
    "broken line\n"
    "63 28 0:65 / /mnt/short rw -\n"
    "\n";

static const struct
{
  const char *path;
  const char *point;
  BaseMountClass class;
  const char *says; /* NULL: a database there can be changed */
} cases[] = {
  { "/", "/", BASE_MOUNT_LOCAL, NULL },
  { "/maison/a/base", "/maison", BASE_MOUNT_LOCAL, NULL },
  { "/maisonnette/base", "/", BASE_MOUNT_LOCAL, NULL },
  { "/mnt/partage", "/mnt/partage", BASE_MOUNT_SMB, NULL },
  { "/mnt/partage/stages/base", "/mnt/partage", BASE_MOUNT_SMB, NULL },
  { "/mnt/partage2/base", "/", BASE_MOUNT_LOCAL, NULL },
  { "/mnt/sans verrous/base", "/mnt/sans verrous", BASE_MOUNT_SMB, "“nobrl”" },
  { "/mnt/loose/base", "/mnt/loose", BASE_MOUNT_SMB, "“cache=loose”" },
  { "/mnt/vieux/base", "/mnt/vieux", BASE_MOUNT_SMB, "SMB 1" },
  { "/mnt/single/base", "/mnt/single", BASE_MOUNT_SMB, "“cache=singleclient”" },
  { "/mnt/nosync/base", "/mnt/nosync", BASE_MOUNT_SMB, "“nostrictsync”" },
  { "/mnt/ro/base", "/mnt/ro", BASE_MOUNT_SMB, "“cache=ro”" },
  { "/mnt/no\\slash/base", "/mnt/no\\slash", BASE_MOUNT_SMB, NULL },
  { "/mnt/nfs/base", "/mnt/nfs", BASE_MOUNT_NFS, NULL },
  { "/mnt/nfs3/base", "/mnt/nfs3", BASE_MOUNT_NFS, "“nolock”" },
  { "/mnt/nfs3l/base", "/mnt/nfs3l", BASE_MOUNT_NFS, NULL },
  { "/mnt/nfsll/base", "/mnt/nfsll", BASE_MOUNT_NFS, "“local_lock=flock”" },
  { "/mnt/posix/base", "/mnt/posix", BASE_MOUNT_NFS, "“local_lock=posix”" },
  { "/mnt/nocto/base", "/mnt/nocto", BASE_MOUNT_NFS, "“nocto”" },
  { "/mnt/v2/base", "/mnt/v2", BASE_MOUNT_NFS, "NFS 2" },
  { "/mnt/ssh/base", "/mnt/ssh", BASE_MOUNT_FUSE, "FUSE" },
  { "/media/cle/base", "/media/cle", BASE_MOUNT_LOCAL, NULL },
  { "/run/user/1000/gvfs/smb-share:server=s,share=p/base", "/run/user/1000/gvfs", BASE_MOUNT_GVFS,
    "/etc/fstab" },
  { "/mnt/vm/base", "/mnt/vm", BASE_MOUNT_NETWORK, "SMB or NFS" },
  /* A part of a share that is mounted again elsewhere is the share. */
  { "/srv/admin/base", "/srv/admin", BASE_MOUNT_SMB, NULL },
  /* What is mounted over another counts. */
  { "/maison/a/montages/base", "/maison/a/montages", BASE_MOUNT_NFS, NULL },
  /* Another file system's options mean something else. */
  { "/mnt/nobrl/base", "/mnt/nobrl", BASE_MOUNT_LOCAL, NULL },
  { "/mnt/short/base", "/", BASE_MOUNT_LOCAL, NULL },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BaseMount) mount = base_mount_find_in (mountinfo, cases[i].path);

      g_test_message ("%s", cases[i].path);
      g_assert_nonnull (mount);
      g_assert_cmpstr (mount->point, ==, cases[i].point);
      g_assert_cmpint (mount->class, ==, cases[i].class);
      if (cases[i].says == NULL)
        g_assert_null (mount->reason);
      else
        g_assert_nonnull (strstr (mount->reason, cases[i].says));
    }
}

/* Each reason says what to do: it ends as a sentence, and is more than one. */
static void
test_reasons (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BaseMount) mount = base_mount_find_in (mountinfo, cases[i].path);

      if (mount->reason == NULL)
        continue;
      g_assert_true (g_str_has_suffix (mount->reason, "."));
      g_assert_nonnull (strstr (mount->reason, ". "));
    }
}

static void
test_details (void)
{
  g_autoptr (BaseMount) smb = base_mount_find_in (mountinfo, "/mnt/partage/base");
  g_autoptr (BaseMount) covered = base_mount_find_in (mountinfo, "/maison/a/montages/base");

  g_assert_cmpstr (smb->source, ==, "//serveur/partage");
  g_assert_cmpstr (smb->type, ==, "cifs");
  g_assert_nonnull (strstr (smb->options, "username=mme.martin"));
  g_assert_false (smb->is_read_only);
  g_assert_true (base_mount_is_share (smb));
  g_assert_true (covered->is_read_only);
}

static void
test_nothing (void)
{
  g_assert_null (base_mount_find_in ("", "/mnt"));
  g_assert_null (base_mount_find_in ("x y z", "/mnt"));
  g_assert_null (base_mount_find_in (mountinfo, "relative"));
}

/* Any beginning of the text, and any byte of it changed: nothing but an answer. */
static void
test_broken_texts (void)
{
  for (gsize n = 0; n < sizeof mountinfo; n++)
    {
      g_autofree char *text = g_strndup (mountinfo, n);
      g_autoptr (BaseMount) cut = base_mount_find_in (text, "/mnt/sans verrous/base");
      g_autofree char *spoilt = g_strdup (mountinfo);
      g_autoptr (BaseMount) other = NULL;

      if (n + 1 < sizeof mountinfo)
        spoilt[n] = "\\ -\n"[n % 4];
      other = base_mount_find_in (spoilt, "/mnt/sans verrous/base");
      g_assert_true (cut == NULL || cut->point[0] == '/');
    }
}

static void
test_here (void)
{
  g_autofree char *folder = g_dir_make_tmp ("paraphe-mount-XXXXXX", NULL);
  g_autofree char *missing = g_build_filename (folder, "not", "there", NULL);
  g_autoptr (BaseMount) mount = base_mount_find (folder);
  g_autoptr (BaseMount) not_yet = base_mount_find (missing);
  g_autoptr (BaseMount) proc = base_mount_find ("/proc/self/status");

  g_assert_cmpint (mount->class, ==, not_yet->class);
  g_assert_cmpstr (mount->point, ==, not_yet->point);
  g_assert_cmpstr (proc->type, ==, "proc");
  g_assert_cmpint (proc->class, ==, BASE_MOUNT_LOCAL);
  g_rmdir (folder);
}

static void
touch (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
}

static const struct
{
  const char *folder; /* under home */
  const char *marker; /* in it; NULL: its name tells */
  gboolean is_copied;
} folders[] = {
  { "Documents", "notes.txt", FALSE },
  { "Documents/Nextcloud", "notes.txt", FALSE },
  { "Nextcloud", NULL, TRUE },
  { "Nuage", ".sync_0a1b2c3d4e5f.db", TRUE },
  { "Nuage2", "._sync_0a1b2c3d4e5f.db", TRUE },
  { "Nuage3", ".owncloudsync.log", TRUE },
  { "Boite", ".dropbox", TRUE },
  { "Boite2", ".dropbox.cache", TRUE },
  { "OneDrive - Lycée", NULL, TRUE },
  { "Un", ".849C9593-D756-4E56-8D6E-42412F2A707B", TRUE },
  { "Mon Drive", NULL, TRUE },
  { "Gd", ".tmp.drivedownload", TRUE },
  { "kDrive 2", NULL, TRUE },
  { "Sync", ".stfolder", TRUE },
  { "sync_x.db", "sync_x.db", FALSE },
};

static void
test_sync_folders (void)
{
  g_autofree char *home = g_dir_make_tmp ("paraphe-home-XXXXXX", NULL);

  touch (home, ".dropbox"); /* in a home it is Dropbox's own folder, and says nothing */
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *top = g_build_filename (home, folders[i].folder, NULL);
      g_autofree char *inside = g_build_filename (top, "stages", "2026", NULL);
      g_autofree char *found = NULL;

      g_test_message ("%s", folders[i].folder);
      g_assert_cmpint (g_mkdir_with_parents (inside, 0700), ==, 0);
      if (folders[i].marker != NULL)
        touch (top, folders[i].marker);
      found = base_mount_find_sync_folder (inside, home);
      g_assert_cmpstr (found, ==, folders[i].is_copied ? top : NULL);
    }
  base_file_remove_folder (home);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/mount/cases", test_cases);
  g_test_add_func ("/base/mount/reasons", test_reasons);
  g_test_add_func ("/base/mount/details", test_details);
  g_test_add_func ("/base/mount/nothing", test_nothing);
  g_test_add_func ("/base/mount/broken-texts", test_broken_texts);
  g_test_add_func ("/base/mount/here", test_here);
  g_test_add_func ("/base/mount/sync-folders", test_sync_folders);
  return g_test_run ();
}
