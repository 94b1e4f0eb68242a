/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-signer-popover.h"

#include "app-format.h"

/**
 * AppSignerPopover:
 *
 * What is known of a signatory, and what can be done: remind, send the invitation elsewhere.
 */
struct _AppSignerPopover
{
  GtkPopover parent_instance;

  GtkLabel *about;
  GtkActionable *remind;
  GtkActionable *transfer;
};

G_DEFINE_FINAL_TYPE (AppSignerPopover, app_signer_popover, GTK_TYPE_POPOVER)

/* What a button does begins when the popover is gone. */
static void
on_clicked_cb (GtkButton *button, AppSignerPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* What can be done has the focus; the text, which can be copied, would show itself selected. */
static void
app_signer_popover_map (GtkWidget *widget)
{
  AppSignerPopover *self = APP_SIGNER_POPOVER (widget);
  GtkWidget *buttons[] = { GTK_WIDGET (self->remind), GTK_WIDGET (self->transfer) };
  gboolean is_done = FALSE;

  GTK_WIDGET_CLASS (app_signer_popover_parent_class)->map (widget);
  for (guint i = 0; i < G_N_ELEMENTS (buttons) && !is_done; i++)
    is_done = gtk_widget_get_visible (buttons[i]) && gtk_widget_grab_focus (buttons[i]);
}

static void
app_signer_popover_class_init (AppSignerPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = app_signer_popover_map;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-signer-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSignerPopover, about);
  gtk_widget_class_bind_template_child (widget_class, AppSignerPopover, remind);
  gtk_widget_class_bind_template_child (widget_class, AppSignerPopover, transfer);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked_cb);
}

static void
app_signer_popover_init (AppSignerPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_signer_popover_new:
 *
 * Returns: (transfer floating): a popover about nobody yet
 */
GtkWidget *
app_signer_popover_new (void)
{
  return g_object_new (APP_TYPE_SIGNER_POPOVER, NULL);
}

/**
 * app_signer_popover_set_signer:
 * @self: a popover
 * @signer: a signatory
 * @is_ongoing: whether the agreement can still be signed
 *
 * Shows a signatory. Who has signed can be neither reminded nor replaced; who waits for their turn
 * has nothing to be reminded of.
 */
void
app_signer_popover_set_signer (AppSignerPopover *self,
                               const ModelSigner *signer,
                               gboolean is_ongoing)
{
  g_autofree char *text = app_format_signer (signer);
  gboolean can_move =
      is_ongoing
      && (model_signer_state_is_current (signer->state) || signer->state == MODEL_SIGNER_WAITING
          || signer->state == MODEL_SIGNER_BOUNCED);

  g_return_if_fail (APP_IS_SIGNER_POPOVER (self));
  gtk_label_set_label (self->about, text);
  gtk_actionable_set_action_target (self->remind, "x", signer->signer_id);
  gtk_actionable_set_action_target (self->transfer, "x", signer->signer_id);
  gtk_widget_set_visible (GTK_WIDGET (self->remind),
                          is_ongoing && model_signer_state_is_current (signer->state));
  gtk_widget_set_visible (GTK_WIDGET (self->transfer), can_move);
}
