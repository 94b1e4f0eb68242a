/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-compose-row.h"

#include <glib/gi18n-lib.h>

/**
 * AppComposeRow:
 *
 * Somebody who would be written to: a box that takes the person in, the name, where to, about whom,
 * and what there is to know.
 */
struct _AppComposeRow
{
  AdwBin parent_instance;

  GtkCheckButton *check;
  GtkImage *stop;
  GtkImage *channel;
  GtkLabel *name;
  GtkLabel *address;
  GtkLabel *remark;

  AppComposeItem *item; /* (nullable) */
  gulong handler;
};

G_DEFINE_FINAL_TYPE (AppComposeRow, app_compose_row, ADW_TYPE_BIN)

static void
on_check_toggled_cb (GtkCheckButton *check, AppComposeRow *self)
{
  if (self->item != NULL)
    app_compose_item_set_chosen (self->item, gtk_check_button_get_active (check));
}

static void
show_chosen (AppComposeRow *self)
{
  gtk_check_button_set_active (self->check, app_compose_item_is_chosen (self->item));
}

static void
forget_item (AppComposeRow *self)
{
  g_clear_signal_handler (&self->handler, self->item);
  g_clear_object (&self->item);
}

static void
app_compose_row_dispose (GObject *object)
{
  forget_item (APP_COMPOSE_ROW (object));
  G_OBJECT_CLASS (app_compose_row_parent_class)->dispose (object);
}

static void
app_compose_row_class_init (AppComposeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_compose_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-compose-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AppComposeRow, check);
  gtk_widget_class_bind_template_child (widget_class, AppComposeRow, stop);
  gtk_widget_class_bind_template_child (widget_class, AppComposeRow, channel);
  gtk_widget_class_bind_template_child (widget_class, AppComposeRow, name);
  gtk_widget_class_bind_template_child (widget_class, AppComposeRow, address);
  gtk_widget_class_bind_template_child (widget_class, AppComposeRow, remark);
  gtk_widget_class_bind_template_callback (widget_class, on_check_toggled_cb);
}

static void
app_compose_row_init (AppComposeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_compose_row_new:
 *
 * Returns: (transfer floating): a row without anybody
 */
GtkWidget *
app_compose_row_new (void)
{
  return g_object_new (APP_TYPE_COMPOSE_ROW, NULL);
}

/* "anne@roux.example · about ABADIE Léa, 2MELEC" */
static char *
say_where (const WorkMessagePlan *plan)
{
  gboolean has_class = plan->class_name != NULL && plan->class_name[0] != '\0';
  g_autofree char *about = has_class ? g_strdup_printf ("%s, %s", plan->student, plan->class_name)
                                     : g_strdup (plan->student);

  return g_strjoin (" · ", plan->address != NULL ? plan->address : _ ("no address"), about, NULL);
}

static void
show_remark (AppComposeRow *self, const WorkMessagePlan *plan)
{
  const char *remark = app_compose_item_get_remark (self->item);

  gtk_label_set_label (self->remark, remark != NULL ? remark : "");
  gtk_widget_set_visible (GTK_WIDGET (self->remark), remark != NULL);
  gtk_widget_remove_css_class (GTK_WIDGET (self->remark), "error");
  gtk_widget_remove_css_class (GTK_WIDGET (self->remark), "warning");
  gtk_widget_add_css_class (GTK_WIDGET (self->remark), plan->can_be_sent ? "warning" : "error");
  gtk_widget_set_visible (GTK_WIDGET (self->check), plan->can_be_sent);
  gtk_widget_set_visible (GTK_WIDGET (self->stop), !plan->can_be_sent);
}

/**
 * app_compose_row_set_item:
 * @self: a row
 * @item: whom it shows
 */
void
app_compose_row_set_item (AppComposeRow *self, AppComposeItem *item)
{
  const WorkMessagePlan *plan;
  g_autofree char *where = NULL, *name = NULL;
  gboolean is_sms;

  g_return_if_fail (APP_IS_COMPOSE_ROW (self));
  forget_item (self);
  plan = app_compose_item_get_plan (item);
  is_sms = plan->channel == WORK_MESSAGE_SMS;
  where = say_where (plan);
  /* Translators: name of the box that takes a person in. */
  name =
      g_strdup_printf (is_sms ? _ ("Write to %s by SMS") : _ ("Write to %s by e-mail"), plan->name);
  gtk_image_set_from_icon_name (self->channel, is_sms ? "phone-symbolic" : "mail-unread-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->channel), is_sms ? _ ("SMS") : _ ("E-mail"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_label_set_label (self->name, plan->name);
  gtk_label_set_label (self->address, where);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->address), where);
  gtk_check_button_set_active (self->check, app_compose_item_is_chosen (item));
  self->item = g_object_ref (item);
  self->handler = g_signal_connect_swapped (item, "toggled", G_CALLBACK (show_chosen), self);
  show_remark (self, plan);
}

/**
 * app_compose_row_dup_spoken:
 * @self: a row
 *
 * Returns: (transfer full): all that it shows, in words
 */
char *
app_compose_row_dup_spoken (AppComposeRow *self)
{
  const char *remark;

  g_return_val_if_fail (APP_IS_COMPOSE_ROW (self), NULL);
  remark = gtk_label_get_label (self->remark);
  return g_strjoin (", ", gtk_widget_get_tooltip_text (GTK_WIDGET (self->channel)),
                    gtk_label_get_label (self->name), gtk_label_get_label (self->address),
                    remark[0] != '\0' ? remark : NULL, NULL);
}
