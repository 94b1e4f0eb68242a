/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-preferences-blocks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "app-format.h"
#include "base-ident.h"
#include "message-sms-text.h"
#include "model-value.h"
#include "work-message.h"

/**
 * AppPreferencesBlocks:
 *
 * Addresses and numbers that are never written to: whoever does not want it, and what fails. One
 * more can be written down, and each can be written to again.
 */
struct _AppPreferencesBlocks
{
  AdwPreferencesGroup parent_instance;

  AdwEntryRow *address;
  GtkWidget *empty;

  GPtrArray *rows; /* (element-type GtkWidget): one for each of them */
  AppPreferences *preferences;
};

static void app_preferences_blocks_part_init (AppPreferencesPartInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AppPreferencesBlocks,
                               app_preferences_blocks,
                               ADW_TYPE_PREFERENCES_GROUP,
                               G_IMPLEMENT_INTERFACE (APP_TYPE_PREFERENCES_PART,
                                                      app_preferences_blocks_part_init))

/* ---- what a person does ---- */

/* An address has an “@”; else it is a number. */
static void
on_apply_cb (AdwEntryRow *entry, AppPreferencesBlocks *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  gboolean is_mail = strchr (text, '@') != NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = is_mail ? base_ident_normalize (BASE_IDENT_EMAIL, text, &error)
                                     : message_sms_number (text, &error);

  if (address == NULL)
    {
      app_preferences_say (self->preferences, error->message);
      return;
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  app_preferences_apply_and_say (
      self->preferences,
      work_change_message_block_new (is_mail ? WORK_MESSAGE_MAIL : WORK_MESSAGE_SMS, address,
                                     "opt_out", NULL),
      NULL, _ ("Nobody writes there any more"));
}

static void
on_unblock_cb (GtkButton *button, AppPreferencesBlocks *self)
{
  ModelRecord *record = g_object_get_data (G_OBJECT (button), "record");
  gboolean is_mail = g_str_equal (model_record_get_or_empty (record, "channel"), "mail");

  app_preferences_apply_and_say (
      self->preferences,
      work_change_message_unblock_new (is_mail ? WORK_MESSAGE_MAIL : WORK_MESSAGE_SMS,
                                       model_record_get_or_empty (record, "address")),
      NULL, _ ("It may be written to again"));
}

/* ---- the rows ---- */

static char *
dup_subtitle (ModelRecord *record)
{
  const char *detail = model_record_get_or_empty (record, "detail");
  g_autofree char *reason = model_value_format (model_field_find ("message_block.reason"),
                                                model_record_get_or_empty (record, "reason"));
  g_autofree char *since = app_format_day (model_record_get_or_empty (record, "since"));
  g_autofree char *text = g_strdup_printf (_ ("%s, since %s"), reason, since);

  return detail[0] != '\0' ? g_strdup_printf ("%s\n%s", text, detail) : g_steal_pointer (&text);
}

static void
add_row (AppPreferencesBlocks *self, ModelRecord *record)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Write Again"));
  g_autofree char *subtitle = dup_subtitle (record);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 model_record_get_or_empty (record, "address"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !app_preferences_is_read_only (self->preferences));
  g_object_set_data_full (G_OBJECT (button), "record", g_object_ref (record), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_unblock_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
on_blocks_cb (gpointer target, gpointer result)
{
  AppPreferencesBlocks *self = target;
  g_autoptr (GPtrArray) records = result;

  if (self->preferences == NULL)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < records->len; i++)
    add_row (self, records->pdata[i]);
  gtk_widget_set_visible (self->empty, records->len == 0);
}

static void
app_preferences_blocks_load (AppPreferencesPart *part, AppPreferences *preferences)
{
  AppPreferencesBlocks *self = APP_PREFERENCES_BLOCKS (part);

  g_set_object (&self->preferences, preferences);
  gtk_widget_set_sensitive (GTK_WIDGET (self->address),
                            !app_preferences_is_read_only (preferences));
  app_preferences_read (preferences,
                        work_query_records_new (MODEL_ENTITY_MESSAGE_BLOCK, NULL, NULL),
                        on_blocks_cb, self);
}

static void
app_preferences_blocks_part_init (AppPreferencesPartInterface *iface)
{
  iface->load = app_preferences_blocks_load;
}

/* ---- the group ---- */

static void
app_preferences_blocks_dispose (GObject *object)
{
  AppPreferencesBlocks *self = APP_PREFERENCES_BLOCKS (object);

  g_clear_object (&self->preferences);
  g_ptr_array_set_size (self->rows, 0);
  G_OBJECT_CLASS (app_preferences_blocks_parent_class)->dispose (object);
}

static void
app_preferences_blocks_finalize (GObject *object)
{
  g_ptr_array_unref (APP_PREFERENCES_BLOCKS (object)->rows);
  G_OBJECT_CLASS (app_preferences_blocks_parent_class)->finalize (object);
}

static void
app_preferences_blocks_class_init (AppPreferencesBlocksClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_preferences_blocks_dispose;
  G_OBJECT_CLASS (klass)->finalize = app_preferences_blocks_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-preferences-blocks.ui");
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesBlocks, address);
  gtk_widget_class_bind_template_child (widget_class, AppPreferencesBlocks, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_apply_cb);
}

static void
app_preferences_blocks_init (AppPreferencesBlocks *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_preferences_blocks_new:
 *
 * Returns: (transfer floating): a group
 */
AppPreferencesBlocks *
app_preferences_blocks_new (void)
{
  return g_object_new (APP_TYPE_PREFERENCES_BLOCKS, NULL);
}
