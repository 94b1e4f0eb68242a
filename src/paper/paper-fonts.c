/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-fonts-private.h"

#include <fontconfig/fontconfig.h>
#include <sys/stat.h>

/**
 * paper_fonts_fingerprint:
 *
 * Returns: (transfer full): a text that changes when fonts are installed or removed
 */
char *
paper_fonts_fingerprint (void)
{
  FcConfig *config = FcInitLoadConfig ();
  FcStrList *folders = config != NULL ? FcConfigGetFontDirs (config) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  const FcChar8 *folder;

  while (folders != NULL && (folder = FcStrListNext (folders)) != NULL)
    {
      struct stat facts;

      if (stat ((const char *) folder, &facts) == 0)
        g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", (const char *) folder,
                                (gint64) facts.st_mtime);
    }
  if (folders != NULL)
    FcStrListDone (folders);
  if (config != NULL)
    FcConfigDestroy (config);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1);
}
