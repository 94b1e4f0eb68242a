/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "app-application.h"
#include "app-bench.h"
#include "base-session.h"

/* Without its settings' schema GLib would end the program without a word to the person. */
static gboolean
is_installed (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, PARAPHE_APPLICATION_ID, TRUE);
  return schema != NULL;
}

int
main (int argc, char **argv)
{
  const char *localedir = g_getenv ("PARAPHE_LOCALEDIR");
  g_autoptr (AppApplication) application = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : PARAPHE_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Paraphe");
  if (!is_installed ())
    {
      g_printerr ("%s\n", _ ("Paraphe is not installed: the schema of its settings is missing. Set "
                             "GSETTINGS_SCHEMA_DIR to the folder that holds it."));
      return 1;
    }
  app_bench_watch ();
  base_session_clean ();
  application = app_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
