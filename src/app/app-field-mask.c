/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-field-mask.h"

#include <glib/gi18n-lib.h>

/**
 * AppFieldMask:
 *
 * Stands in the place of a value that is not shown: dots and an eye, or why it cannot be shown.
 * Emits "revealed" when it is asked for.
 */
struct _AppFieldMask
{
  AdwBin parent_instance;

  GtkLabel *text;
  GtkWidget *eye;
};

enum
{
  REVEALED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppFieldMask, app_field_mask, ADW_TYPE_BIN)

static void
on_clicked_cb (GtkButton *button, AppFieldMask *self)
{
  g_signal_emit (self, signals[REVEALED], 0);
}

static gboolean
app_field_mask_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (APP_FIELD_MASK (widget)->eye);
}

static void
app_field_mask_class_init (AppFieldMaskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->grab_focus = app_field_mask_grab_focus;
  signals[REVEALED] = g_signal_new ("revealed", APP_TYPE_FIELD_MASK, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-field-mask.ui");
  gtk_widget_class_bind_template_child (widget_class, AppFieldMask, text);
  gtk_widget_class_bind_template_child (widget_class, AppFieldMask, eye);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
app_field_mask_init (AppFieldMask *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_field_mask_new:
 *
 * Returns: (transfer floating): a mask
 */
GtkWidget *
app_field_mask_new (void)
{
  return g_object_new (APP_TYPE_FIELD_MASK, NULL);
}

/**
 * app_field_mask_show:
 * @self: a mask
 * @name: what is masked, for screen readers
 * @is_sealed: whether whoever is signed in has no key to it
 * @may_reveal: whether they may ask for it
 *
 * Says what it stands for.
 */
void
app_field_mask_show (AppFieldMask *self, const char *name, gboolean is_sealed, gboolean may_reveal)
{
  g_autofree char *masked = NULL, *action = NULL;

  g_return_if_fail (APP_IS_FIELD_MASK (self));
  /* Translators: %s is a field: "Date of birth, masked". */
  masked = g_strdup_printf (_ ("%s, masked"), name);
  action = g_strdup_printf (_ ("Show: %s"), name);
  gtk_label_set_label (self->text, is_sealed ? _ ("Reserved for the administration") : "••••");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_sealed ? _ ("Reserved for the administration") : masked, -1);
  gtk_widget_set_visible (self->eye, may_reveal && !is_sealed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->eye), GTK_ACCESSIBLE_PROPERTY_LABEL, action,
                                  -1);
}

/**
 * app_field_mask_get_text:
 * @self: a mask
 *
 * Returns: (transfer none): what stands there
 */
const char *
app_field_mask_get_text (AppFieldMask *self)
{
  g_return_val_if_fail (APP_IS_FIELD_MASK (self), NULL);
  return gtk_label_get_label (self->text);
}
