/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-print-dialog.h"

#include <glib/gi18n-lib.h>

/* Millimetres: wider pages are A3 on its side, or larger. */
#define WIDER_THAN_A4 250

/* Before the name of an option of the print server, in GTK's settings. */
#define CUPS_PREFIX "cups-"

/**
 * app_print_dialog_new:
 * @parent: the window it belongs to
 * @copies: how many are printed unless another number is chosen
 *
 * Returns: (transfer none): the system's print dialog, which is not shown yet
 */
GtkPrintUnixDialog *
app_print_dialog_new (GtkWindow *parent, guint copies)
{
  g_autoptr (GtkPrintSettings) settings = gtk_print_settings_new ();
  GtkPrintUnixDialog *dialog;

  /* No “file” among the printers: what would be written there is not what is printed. */
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (parent)), "gtk-print-backends", "cups", NULL);
  dialog = GTK_PRINT_UNIX_DIALOG (gtk_print_unix_dialog_new (_ ("Print"), parent));
  gtk_print_settings_set_n_copies (settings, (int) copies);
  gtk_print_settings_set_collate (settings, TRUE);
  gtk_print_unix_dialog_set_settings (dialog, settings);
  gtk_print_unix_dialog_set_manual_capabilities (dialog, GTK_PRINT_CAPABILITY_COPIES
                                                             | GTK_PRINT_CAPABILITY_COLLATE);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  return dialog;
}

static PaperSides
sides_of (GtkPrintSettings *settings)
{
  if (!gtk_print_settings_has_key (settings, GTK_PRINT_SETTINGS_DUPLEX))
    return PAPER_SIDES_DEFAULT;
  switch (gtk_print_settings_get_duplex (settings))
    {
    case GTK_PRINT_DUPLEX_HORIZONTAL:
      return PAPER_SIDES_LONG_EDGE;
    case GTK_PRINT_DUPLEX_VERTICAL:
      return PAPER_SIDES_SHORT_EDGE;
    case GTK_PRINT_DUPLEX_SIMPLEX:
    default:
      return PAPER_SIDES_ONE;
    }
}

static PaperMedia
media_of (GtkPageSetup *setup)
{
  double width;

  if (setup == NULL)
    return PAPER_MEDIA_DEFAULT;
  width = gtk_page_setup_get_paper_width (setup, GTK_UNIT_MM);
  return width > WIDER_THAN_A4 ? PAPER_MEDIA_A3 : PAPER_MEDIA_A4;
}

static void
add_cups_option (const char *key, const char *value, gpointer more)
{
  if (g_str_has_prefix (key, CUPS_PREFIX))
    g_ptr_array_add (more, g_strdup_printf ("%s=%s", key + strlen (CUPS_PREFIX), value));
}

static void
add_pages (GtkPrintSettings *settings, GPtrArray *more)
{
  g_autoptr (GString) text = g_string_new ("page-ranges=");
  g_autofree GtkPageRange *ranges = NULL;
  int n = 0;

  if (gtk_print_settings_get_print_pages (settings) != GTK_PRINT_PAGES_RANGES)
    return;
  ranges = gtk_print_settings_get_page_ranges (settings, &n);
  for (int i = 0; i < n; i++)
    g_string_append_printf (text, "%s%d-%d", i > 0 ? "," : "", ranges[i].start + 1,
                            ranges[i].end + 1);
  if (n > 0)
    g_ptr_array_add (more, g_strdup (text->str));
}

/* (transfer full): what else was chosen in the dialog, in the words of the print server, which does
 * all of it: pages are sent as they are. */
static char **
more_of (GtkPrintSettings *settings)
{
  static const struct
  {
    const char *key, *value; /* NULL for any but 1 */
    const char *option;
  } all[] = {
    { GTK_PRINT_SETTINGS_REVERSE, "true", "outputorder=reverse" },
    { GTK_PRINT_SETTINGS_PAGE_SET, "even", "page-set=even" },
    { GTK_PRINT_SETTINGS_PAGE_SET, "odd", "page-set=odd" },
    { GTK_PRINT_SETTINGS_NUMBER_UP, NULL, "number-up" },
  };
  g_autoptr (GPtrArray) more = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      const char *value = gtk_print_settings_get (settings, all[i].key);

      if (value != NULL && all[i].value == NULL && !g_str_equal (value, "1"))
        g_ptr_array_add (more, g_strdup_printf ("%s=%s", all[i].option, value));
      else if (value != NULL && g_strcmp0 (value, all[i].value) == 0)
        g_ptr_array_add (more, g_strdup (all[i].option));
    }
  add_pages (settings, more);
  gtk_print_settings_foreach (settings, add_cups_option, more);
  g_ptr_array_add (more, NULL);
  return (char **) g_ptr_array_steal (more, NULL);
}

/**
 * app_print_dialog_read:
 * @dialog: a print dialog
 * @options: (out): what was chosen in it; its texts are those of @dialog and of what is returned
 *
 * Returns: (transfer full): what keeps the texts of @options
 */
char **
app_print_dialog_read (GtkPrintUnixDialog *dialog, WorkPrintOptions *options)
{
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);
  g_autoptr (GtkPrintSettings) settings = gtk_print_unix_dialog_get_settings (dialog);
  char **more = more_of (settings);

  *options = (WorkPrintOptions){
    .more = (const char *const *) more,
    .printer = printer != NULL ? gtk_printer_get_name (printer) : NULL,
    .copies = (guint) MAX (1, gtk_print_settings_get_n_copies (settings)),
    .sides = sides_of (settings),
    .media = media_of (gtk_print_unix_dialog_get_page_setup (dialog)),
  };
  return more;
}
