/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-fonts-private.h"

#include <fontconfig/fontconfig.h>
#include <glib/gi18n-lib.h>
#include <sys/stat.h>

/* Fonts of Word and Windows, the free ones whose letters are as wide, and who brings them. */
static const struct
{
  const char *name;
  const char *instead; /* families, apart by "|" */
  const char *package;
} known[] = {
  { "Calibri", "Carlito", "fonts-crosextra-carlito" },
  { "Cambria", "Caladea", "fonts-crosextra-caladea" },
  { "Arial", "Liberation Sans|Arimo", "fonts-liberation" },
  { "Helvetica", "Liberation Sans|Nimbus Sans|Arimo", "fonts-liberation" },
  { "Arial Narrow", "Liberation Sans Narrow", "fonts-liberation" },
  { "Times New Roman", "Liberation Serif|Tinos", "fonts-liberation" },
  { "Times", "Liberation Serif|Nimbus Roman|Tinos", "fonts-liberation" },
  { "Courier New", "Liberation Mono|Cousine", "fonts-liberation" },
  { "Courier", "Liberation Mono|Nimbus Mono PS|Cousine", "fonts-liberation" },
  { "Palatino Linotype", "P052", "fonts-urw-base35" },
  { "Book Antiqua", "P052", "fonts-urw-base35" },
  { "Bookman Old Style", "Bookman URW|URW Bookman", "fonts-urw-base35" },
  { "Century Schoolbook", "C059", "fonts-urw-base35" },
  { "Symbol", "OpenSymbol|Standard Symbols PS", "fonts-opensymbol" },
  { "Wingdings", "OpenSymbol", "fonts-opensymbol" },
  { "Wingdings 2", "OpenSymbol", "fonts-opensymbol" },
  { "Wingdings 3", "OpenSymbol", "fonts-opensymbol" },
  { "Webdings", "OpenSymbol", "fonts-opensymbol" },
  { "Verdana", "", "ttf-mscorefonts-installer" },
  { "Georgia", "Gelasio", "ttf-mscorefonts-installer" },
  { "Trebuchet MS", "", "ttf-mscorefonts-installer" },
  { "Comic Sans MS", "", "ttf-mscorefonts-installer" },
  { "Impact", "", "ttf-mscorefonts-installer" },
  { "Arial Black", "", "ttf-mscorefonts-installer" },
};

static int
find_known (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i].name, name) == 0)
      return (int) i;
  return -1;
}

static void
font_free (gpointer data)
{
  PaperFont *font = data;

  g_free (font->name);
  g_free (font->package);
  g_free (font);
}

/* Whether the machine shows a family as itself: whatever is asked for, there is always some answer.
 */
static gboolean
has_family (FcConfig *config, const char *family)
{
  FcPattern *pattern = FcPatternCreate ();
  FcPattern *match;
  FcResult result;
  FcChar8 *found = NULL;
  gboolean same = FALSE;

  FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *) family);
  FcConfigSubstitute (config, pattern, FcMatchPattern);
  FcDefaultSubstitute (pattern);
  match = FcFontMatch (config, pattern, &result);
  FcPatternDestroy (pattern);
  for (int i = 0;
       match != NULL && !same && FcPatternGetString (match, FC_FAMILY, i, &found) == FcResultMatch;
       i++)
    same = FcStrCmpIgnoreCase (found, (const FcChar8 *) family) == 0;
  if (match != NULL)
    FcPatternDestroy (match);
  return same;
}

static gboolean
has_any (FcConfig *config, const char *families)
{
  g_auto (GStrv) names = g_strsplit (families, "|", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (*names[i] != '\0' && has_family (config, names[i]))
      return TRUE;
  return FALSE;
}

/**
 * paper_fonts_missing:
 * @docx: a Word document
 *
 * Tells which fonts a document is written in that this machine has neither itself nor one as wide
 * for. What cannot be read lacks none: whoever converts it is told then.
 *
 * Returns: (transfer full) (element-type PaperFont): them, in the order of the document
 */
GPtrArray *
paper_fonts_missing (GBytes *docx)
{
  GPtrArray *missing = g_ptr_array_new_with_free_func (font_free);
  g_autoptr (GPtrArray) wanted = paper_fonts_wanted (docx);
  FcConfig *config = wanted->len > 0 ? FcInitLoadConfigAndFonts () : NULL;

  for (guint i = 0; config != NULL && i < wanted->len; i++)
    {
      const char *name = g_ptr_array_index (wanted, i);
      int row = find_known (name);
      PaperFont *font;

      if (has_family (config, name) || (row >= 0 && has_any (config, known[row].instead)))
        continue;
      font = g_new0 (PaperFont, 1);
      font->name = g_strdup (name);
      font->package = row >= 0 ? g_strdup (known[row].package) : NULL;
      g_ptr_array_add (missing, font);
    }
  if (config != NULL)
    FcConfigDestroy (config);
  return missing;
}

/**
 * paper_font_sentence:
 * @font: a font that is missing
 *
 * Returns: (transfer full): what to tell the person: what is missing, what comes of it, what to do
 */
char *
paper_font_sentence (const PaperFont *font)
{
  if (font->package != NULL)
    return g_strdup_printf (_ ("The font “%s” is not on this computer, so that pages may end "
                               "elsewhere than in Word: install the package “%s”."),
                            font->name, font->package);
  return g_strdup_printf (
      _ ("The font “%s” is not on this computer, so that pages may end elsewhere "
         "than in Word: install it, or choose another in the template."),
      font->name);
}

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
