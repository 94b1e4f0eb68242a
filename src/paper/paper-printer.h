/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  PAPER_PRINTER_IDLE,
  PAPER_PRINTER_PRINTING,
  PAPER_PRINTER_STOPPED
} PaperPrinterState;

/**
 * PaperPrinter:
 * @name: what the print server calls it
 * @label: what people call it
 * @place: where it stands, "" when nobody has said
 * @state: what it does
 * @reason: (nullable): why it does not print, as a sentence
 * @is_default: whether it is the one that is meant when none is named
 * @is_accepting: whether it takes jobs
 * @has_duplex: whether it prints both sides
 * @has_a3: whether it prints A3
 * @has_color: whether it prints in colour
 *
 * One printer of the print server.
 */
typedef struct
{
  char *name;
  char *label;
  char *place;
  PaperPrinterState state;
  char *reason;
  gboolean is_default;
  gboolean is_accepting;
  gboolean has_duplex;
  gboolean has_a3;
  gboolean has_color;
} PaperPrinter;

void paper_printer_free (PaperPrinter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PaperPrinter, paper_printer_free)

G_END_DECLS
