/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-subpage.h"

#include <glib/gi18n-lib.h>

#include "app-preferences-blocks.h"
#include "app-preferences-lock.h"
#include "app-preferences-messages.h"
#include "app-preferences-sending.h"
#include "app-preferences-texts.h"

/**
 * AppPreferencesSubpage:
 *
 * Groups that have a page of their own behind a row of the preferences.
 */
struct _AppPreferencesSubpage
{
  AdwBin parent_instance;

  AdwWindowTitle *title;
  AdwPreferencesPage *page;
};

G_DEFINE_FINAL_TYPE (AppPreferencesSubpage, app_preferences_subpage, ADW_TYPE_BIN)

static void
add (AppPreferencesSubpage *self, gpointer group)
{
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
}

static void
add_texts (AppPreferencesSubpage *self)
{
  add (self, app_preferences_texts_new ());
}

static void
add_sending (AppPreferencesSubpage *self)
{
  AppPreferencesMessages *quiet = app_preferences_messages_new ("quiet");

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (quiet), _ ("When Nothing Leaves"));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (quiet),
      _ ("What is due then waits for the next hour at which one may be written to."));
  add (self, app_preferences_sending_new ());
  add (self, quiet);
}

static void
add_blocks (AppPreferencesSubpage *self)
{
  add (self, app_preferences_blocks_new ());
}

static const struct
{
  const char *name;
  const char *title;
  void (*add) (AppPreferencesSubpage *self);
} pages[] = {
  { "texts", N_ ("Standard Texts"), add_texts },
  { "sending", N_ ("Automatic Sending"), add_sending },
  { "blocks", N_ ("Not Written To"), add_blocks },
};

static void
app_preferences_subpage_class_init (AppPreferencesSubpageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (APP_TYPE_PREFERENCES_LOCK);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/paraphe/Paraphe/ui/app-preferences-subpage.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSubpage, title);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesSubpage, page);
}

static void
app_preferences_subpage_init (AppPreferencesSubpage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_subpage_new:
 * @name: "texts", "sending" or "blocks"
 *
 * Returns: (transfer floating): its page, which is still to be loaded
 */
AppPreferencesSubpage *
app_preferences_subpage_new (const char *name)
{
  AppPreferencesSubpage *self = g_object_new (APP_TYPE_PREFERENCES_SUBPAGE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      {
        adw_window_title_set_title (self->title, _ (pages[i].title));
        pages[i].add (self);
      }
  return self;
}
