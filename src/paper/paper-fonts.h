/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PaperFont:
 * @name: as the document writes it: "Calibri"
 * @package: (nullable): what to install to have it, or one whose letters are as wide
 *
 * A font that a document wants and this machine lacks: another takes its place, of other widths, so
 * that lines and pages end elsewhere than in Word.
 */
typedef struct
{
  char *name;
  char *package;
} PaperFont;

GPtrArray *paper_fonts_missing (GBytes *docx);
char *paper_font_sentence (const PaperFont *font);

G_END_DECLS
