/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "paper-printer-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "paper-error.h"

/* What is asked of the server about each printer. */
const char *const _paper_printer_attributes[] = {
  "printer-name",  "printer-info",          "printer-location",          "printer-type",
  "printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-state-message",
};
const int _paper_n_printer_attributes = G_N_ELEMENTS (_paper_printer_attributes);

/* Why a printer or a job waits, by the words of the protocol (RFC 8011 §5.4.12): each may be
 * followed by "-report", "-warning" or "-error". */
static const struct
{
  const char *word;
  const char *text;
} reasons[] = {
  { "media-empty", N_ ("There is no paper left.") },
  { "media-needed", N_ ("It waits for paper.") },
  { "media-jam", N_ ("Paper is jammed.") },
  { "toner-empty", N_ ("There is no toner left.") },
  { "marker-supply-empty", N_ ("There is no ink or toner left.") },
  { "cover-open", N_ ("A cover is open.") },
  { "door-open", N_ ("A door is open.") },
  { "offline", N_ ("It is switched off or not connected.") },
  { "connecting-to-device", N_ ("It is switched off or not connected.") },
  { "timed-out", N_ ("It does not answer.") },
  { "shutdown", N_ ("It is switched off or not connected.") },
  { "spool-area-full", N_ ("The disk of the print server is full.") },
  { "paused", N_ ("It has been paused.") },
  { "printer-stopped", N_ ("The printer is stopped.") },
  { "aborted-by-system", N_ ("The print server gave it up.") },
};

/**
 * paper_printer_free:
 * @self: (nullable) (transfer full): a printer
 */
void
paper_printer_free (PaperPrinter *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->label);
  g_free (self->place);
  g_free (self->reason);
  g_free (self);
}

/**
 * _paper_reason_text:
 * @reason: (nullable): a reason in the words of the protocol: "media-empty-error"
 *
 * Returns: (transfer full) (nullable): a sentence, %NULL when it is none that a person waits for
 */
char *
_paper_reason_text (const char *reason)
{
  for (guint i = 0; reason != NULL && i < G_N_ELEMENTS (reasons); i++)
    {
      gsize length = strlen (reasons[i].word);

      if (strncmp (reason, reasons[i].word, length) == 0
          && (reason[length] == '\0' || reason[length] == '-'))
        return g_strdup (_ (reasons[i].text));
    }
  return NULL;
}

static char *
read_text (ipp_attribute_t *attribute)
{
  const char *text = ippGetString (attribute, 0, NULL);

  return g_utf8_make_valid (text != NULL ? text : "", -1);
}

static void
read_type (PaperPrinter *self, int type)
{
  self->has_duplex = (type & CUPS_PRINTER_DUPLEX) != 0;
  self->has_a3 = (type & (CUPS_PRINTER_MEDIUM | CUPS_PRINTER_LARGE)) != 0;
  self->has_color = (type & CUPS_PRINTER_COLOR) != 0;
}

static void
read_reasons (PaperPrinter *self, ipp_attribute_t *attribute)
{
  for (int i = 0; self->reason == NULL && i < ippGetCount (attribute); i++)
    self->reason = _paper_reason_text (ippGetString (attribute, i, NULL));
}

static void
read_attribute (PaperPrinter *self, ipp_attribute_t *attribute)
{
  const char *name = ippGetName (attribute);

  if (g_str_equal (name, "printer-name") && self->name == NULL)
    self->name = read_text (attribute);
  else if (g_str_equal (name, "printer-info") && self->label == NULL)
    self->label = read_text (attribute);
  else if (g_str_equal (name, "printer-location") && self->place == NULL)
    self->place = read_text (attribute);
  else if (g_str_equal (name, "printer-type"))
    read_type (self, ippGetInteger (attribute, 0));
  else if (g_str_equal (name, "printer-is-accepting-jobs"))
    self->is_accepting = ippGetBoolean (attribute, 0) != 0;
  else if (g_str_equal (name, "printer-state-reasons"))
    read_reasons (self, attribute);
  else if (g_str_equal (name, "printer-state"))
    switch (ippGetInteger (attribute, 0))
      {
      case IPP_PSTATE_STOPPED:
        self->state = PAPER_PRINTER_STOPPED;
        break;
      case IPP_PSTATE_PROCESSING:
        self->state = PAPER_PRINTER_PRINTING;
        break;
      default:
        self->state = PAPER_PRINTER_IDLE;
      }
}

/**
 * _paper_printer_read:
 * @response: an answer of the server
 * @at: (inout): its next attribute
 *
 * Reads the next printer of an answer.
 *
 * Returns: (transfer full) (nullable): the printer, %NULL after the last one
 */
PaperPrinter *
_paper_printer_read (ipp_t *response, ipp_attribute_t **at)
{
  g_autoptr (PaperPrinter) self = g_new0 (PaperPrinter, 1);

  self->is_accepting = TRUE;
  while (*at != NULL && ippGetGroupTag (*at) != IPP_TAG_PRINTER)
    *at = ippNextAttribute (response);
  for (; *at != NULL && ippGetGroupTag (*at) == IPP_TAG_PRINTER; *at = ippNextAttribute (response))
    if (ippGetName (*at) != NULL)
      read_attribute (self, *at);
  if (self->name == NULL || self->name[0] == '\0')
    return NULL;
  if (self->label == NULL || self->label[0] == '\0')
    {
      g_free (self->label);
      self->label = g_strdup (self->name);
    }
  if (self->place == NULL)
    self->place = g_strdup ("");
  return g_steal_pointer (&self);
}

/**
 * _paper_printer_check:
 * @self: a printer
 * @error: return location for a %PAPER_ERROR_REFUSED
 *
 * Returns: whether something sent to it would be printed
 */
gboolean
_paper_printer_check (const PaperPrinter *self, GError **error)
{
  if (!self->is_accepting)
    g_set_error (error, PAPER_ERROR, PAPER_ERROR_REFUSED,
                 _ ("The printer “%s” takes no jobs at the moment. Nothing was sent. Choose "
                    "another one, or have it accept jobs again."),
                 self->label);
  else if (self->state == PAPER_PRINTER_STOPPED && self->reason == NULL)
    g_set_error (error, PAPER_ERROR, PAPER_ERROR_REFUSED,
                 _ ("The printer “%s” is stopped. Nothing was sent. Choose another one, or start "
                    "it again."),
                 self->label);
  else if (self->state == PAPER_PRINTER_STOPPED)
    g_set_error (error, PAPER_ERROR, PAPER_ERROR_REFUSED,
                 /* Translators: the second %s is a sentence that says why. */
                 _ ("The printer “%s” is stopped. %s Nothing was sent. Choose another one, or "
                    "start it again."),
                 self->label, self->reason);
  else
    return TRUE;
  return FALSE;
}
