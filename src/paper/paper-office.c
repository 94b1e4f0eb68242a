/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-office-private.h"

#include <glib/gi18n-lib.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base-file.h"
#include "paper-error.h"
#include "paper-format-private.h"

#define PROGRAM "soffice.bin"

/* Where it is when not in one of the usual places. */
#define VARIABLE "PARAPHE_OFFICE"

static const char *const folders[] = {
  "/usr/lib/libreoffice/program",
  "/usr/lib64/libreoffice/program",
  "/opt/libreoffice/program",
  "/usr/local/lib/libreoffice/program",
};

/* The program itself beside the script that PATH leads to: the script starts others, which would
 * have to be hunted down. */
static char *
find_by_path (void)
{
  g_autofree char *found = g_find_program_in_path ("soffice");
  char *script = found != NULL ? realpath (found, NULL) : NULL;
  g_autofree char *folder = script != NULL ? g_path_get_dirname (script) : NULL;

  free (script);
  return folder != NULL ? g_build_filename (folder, PROGRAM, NULL) : NULL;
}

static char *
find_program (void)
{
  const char *told = g_getenv (VARIABLE);
  char *path;

  if (told != NULL && *told != '\0')
    return g_strdup (told);
  for (gsize i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      path = g_build_filename (folders[i], PROGRAM, NULL);
      if (g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return path;
      g_free (path);
    }
  return find_by_path ();
}

/* Writer and Calc are packages of their own, and LibreOffice without one of them fails silently. */
static gboolean
has_component (const char *program, const char *component)
{
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *versions = g_build_filename (folder, "versionrc", NULL);
  g_autofree char *library = g_build_filename (folder, component, NULL);

  return !g_file_test (versions, G_FILE_TEST_EXISTS) || g_file_test (library, G_FILE_TEST_EXISTS);
}

/**
 * paper_office_find:
 * @format: what is to be made
 * @error: return location for a #PAPER_ERROR_MISSING, which says what to install
 *
 * Looks for LibreOffice where the environment variable PARAPHE_OFFICE says, in the usual places,
 * and along PATH.
 *
 * Returns: (transfer full): path of the program soffice.bin, or %NULL
 */
char *
paper_office_find (PaperFormat format, GError **error)
{
  const PaperFormatRow *row = paper_format_row (format);
  g_autofree char *program = find_program ();

  if (program != NULL && g_file_test (program, G_FILE_TEST_IS_EXECUTABLE)
      && has_component (program, row->component))
    return g_steal_pointer (&program);
  g_set_error (error, PAPER_ERROR, PAPER_ERROR_MISSING,
               _ ("LibreOffice, which makes the %s files, is not installed on this computer: "
                  "install the package “%s”, then try again."),
               row->extension, row->package);
  return NULL;
}

/**
 * paper_office_version:
 * @program: path of soffice.bin
 *
 * Returns: (transfer full): a text that changes when another LibreOffice is installed
 */
char *
paper_office_version (const char *program)
{
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *path = g_build_filename (folder, "versionrc", NULL);
  g_autoptr (GBytes) versions = base_file_read (path, 65536, NULL);
  g_autofree char *sum = versions != NULL ? base_file_sha256 (versions) : g_strdup ("");
  struct stat facts = { 0 };

  stat (program, &facts);
  return g_strdup_printf ("%s %s %" G_GINT64_FORMAT, program, sum, (gint64) facts.st_mtime);
}

static char **
keep (char **environment, const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL ? g_environ_setenv (environment, name, value, TRUE) : environment;
}

/**
 * paper_office_environment:
 * @folder: a folder of its own
 *
 * All that LibreOffice may know of its surroundings: its language, the person's fonts and a place
 * to write. It has no display, no session and no proxy, and so never meets the person's own.
 *
 * Returns: (transfer full): an environment
 */
char **
paper_office_environment (const char *folder)
{
  static const char *const kept[] = { "LANG",        "LANGUAGE", "LC_ALL", "LC_CTYPE",
                                      "LC_MESSAGES", "LOCPATH",  "TZ" };
  char **environment = g_environ_setenv (NULL, "HOME", folder, TRUE);

  environment = g_environ_setenv (environment, "TMPDIR", folder, TRUE);
  environment = g_environ_setenv (environment, "PATH", "/usr/bin:/bin", TRUE);
  environment = g_environ_setenv (environment, "SAL_USE_VCLPLUGIN", "svp", TRUE);
  environment = g_environ_setenv (environment, "XDG_DATA_HOME", g_get_user_data_dir (), TRUE);
  environment = g_environ_setenv (environment, "XDG_CACHE_HOME", g_get_user_cache_dir (), TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    environment = keep (environment, kept[i]);
  /* It reads the names of files in the locale's character set, and ours are UTF-8. */
  if (!g_get_charset (NULL))
    environment = g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
  return environment;
}

#define ITEM(path, name, value)                                        \
  "<item oor:path=\"/org.openoffice." path "\"><prop oor:name=\"" name \
  "\" oor:op=\"fuse\"><value>" value "</value></prop></item>\n"

/* Nothing of a document is run and nothing that it names is fetched; nothing is asked, recovered,
 * reported or looked for on the network. */
static const char profile[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                              "<oor:items xmlns:oor=\"http://openoffice.org/2001/registry\" "
                              "xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" "
                              "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n"
    /* clang-format off */
    ITEM ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true")
    ITEM ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true")
    ITEM ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3")
    ITEM ("Office.Common/Misc", "FirstRun", "false")
    ITEM ("Office.Common/Misc", "CrashReport", "false")
    ITEM ("Office.Common/Misc", "CollectUsageInformation", "false")
    ITEM ("Office.Recovery/AutoSave", "Enabled", "false")
    ITEM ("Office.Recovery/RecoveryInfo", "Enabled", "false")
    ITEM ("Office.Writer/Content/Update", "Link", "2")
    ITEM ("Office.Calc/Content/Update", "Link", "2")
    ITEM ("Setup/Office", "ooSetupInstCompleted", "true")
    /* clang-format on */
    "</oor:items>\n";

/* (nullable): what LibreOffice calls its build: "40(Build:2)" */
static char *
build_id (const char *program)
{
  g_autofree char *folder = g_path_get_dirname (program);
  g_autofree char *path = g_build_filename (folder, "versionrc", NULL);
  g_autoptr (GKeyFile) versions = g_key_file_new ();

  if (!g_key_file_load_from_file (versions, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  return g_key_file_get_string (versions, "Version", "buildid", NULL);
}

/* With a profile that does not know its build LibreOffice first looks for extensions, and then
 * wants to be started again. */
static void
write_build_id (const char *user, const char *program)
{
  g_autofree char *id = build_id (program);
  g_autofree char *folder = g_build_filename (user, "extensions", NULL);
  g_autofree char *path = g_build_filename (folder, "buildid", NULL);

  if (id != NULL && base_file_make_private_folder (folder, NULL))
    g_file_set_contents (path, id, -1, NULL);
}

/**
 * paper_office_write_profile:
 * @folder: where the profile is to be; made when missing
 * @program: path of soffice.bin
 * @error: return location for a #BaseError
 *
 * Makes a locked-down profile that belongs to one LibreOffice at a time: two that share one lose
 * documents without a word.
 *
 * Returns: whether it is there
 */
gboolean
paper_office_write_profile (const char *folder, const char *program, GError **error)
{
  g_autofree char *user = g_build_filename (folder, "user", NULL);
  g_autofree char *path = g_build_filename (user, "registrymodifications.xcu", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (profile, sizeof profile - 1);

  if (!base_file_make_private_folder (user, error)
      || !base_file_write_atomic (path, bytes, TRUE, error))
    return FALSE;
  write_build_id (user, program);
  return TRUE;
}
