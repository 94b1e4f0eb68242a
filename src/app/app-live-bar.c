/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-live-bar.h"

/**
 * AppLiveBar:
 *
 * A line that says what others have done, or that the database is away. It takes no focus and is in
 * nobody's way: it is read or hidden. Emits "activated" when its button, if it has one, is pressed.
 */
struct _AppLiveBar
{
  AdwBin parent_instance;

  GtkRevealer *revealer;
  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *label;
  GtkButton *button;
  GtkWidget *close;

  guint source; /* what ends it */
  gboolean is_warning;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppLiveBar, app_live_bar, ADW_TYPE_BIN)

static gboolean
on_end_cb (gpointer user_data)
{
  AppLiveBar *self = user_data;

  self->source = 0;
  app_live_bar_clear (self);
  return G_SOURCE_REMOVE;
}

static void
on_close_cb (GtkButton *button, AppLiveBar *self)
{
  app_live_bar_clear (self);
}

static void
on_button_cb (GtkButton *button, AppLiveBar *self)
{
  g_signal_emit (self, signals[ACTIVATED], 0);
}

static void
app_live_bar_dispose (GObject *object)
{
  AppLiveBar *self = APP_LIVE_BAR (object);

  g_clear_handle_id (&self->source, g_source_remove);
  G_OBJECT_CLASS (app_live_bar_parent_class)->dispose (object);
}

static void
app_live_bar_class_init (AppLiveBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = app_live_bar_dispose;
  signals[ACTIVATED] = g_signal_new ("activated", APP_TYPE_LIVE_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-live-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, AppLiveBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, AppLiveBar, box);
  gtk_widget_class_bind_template_child (widget_class, AppLiveBar, icon);
  gtk_widget_class_bind_template_child (widget_class, AppLiveBar, label);
  gtk_widget_class_bind_template_child (widget_class, AppLiveBar, button);
  gtk_widget_class_bind_template_child (widget_class, AppLiveBar, close);
  gtk_widget_class_bind_template_callback (widget_class, on_button_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_close_cb);
}

static void
app_live_bar_init (AppLiveBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * app_live_bar_new:
 *
 * Returns: (transfer floating): a bar that says nothing, and is not seen
 */
AppLiveBar *
app_live_bar_new (void)
{
  return g_object_new (APP_TYPE_LIVE_BAR, NULL);
}

static void
show (AppLiveBar *self, const char *text, const char *verb, gboolean is_warning)
{
  g_clear_handle_id (&self->source, g_source_remove);
  self->is_warning = is_warning;
  gtk_label_set_label (self->label, text);
  gtk_image_set_from_icon_name (self->icon, is_warning ? "dialog-warning-symbolic"
                                                       : "dialog-information-symbolic");
  if (is_warning)
    gtk_widget_add_css_class (self->box, "warning");
  else
    gtk_widget_remove_css_class (self->box, "warning");
  gtk_widget_set_visible (GTK_WIDGET (self->button), verb != NULL);
  if (verb != NULL)
    gtk_button_set_label (self->button, verb);
  gtk_widget_set_visible (self->close, !is_warning);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

/**
 * app_live_bar_tell:
 * @self: a bar
 * @text: a sentence
 * @seconds: how long it is shown
 *
 * Says something in place of what was said before.
 */
void
app_live_bar_tell (AppLiveBar *self, const char *text, guint seconds)
{
  g_return_if_fail (APP_IS_LIVE_BAR (self));
  show (self, text, NULL, FALSE);
  self->source = g_timeout_add_seconds (seconds, on_end_cb, self);
}

/**
 * app_live_bar_warn:
 * @self: a bar
 * @text: a sentence
 * @verb: what can be done about it, with its mnemonic
 *
 * Says what does not work, until it does.
 */
void
app_live_bar_warn (AppLiveBar *self, const char *text, const char *verb)
{
  g_return_if_fail (APP_IS_LIVE_BAR (self));
  show (self, text, verb, TRUE);
}

/**
 * app_live_bar_offer:
 * @self: a bar
 * @text: a sentence
 * @verb: what can be done about it, with its mnemonic
 *
 * Says something, until it is hidden.
 */
void
app_live_bar_offer (AppLiveBar *self, const char *text, const char *verb)
{
  g_return_if_fail (APP_IS_LIVE_BAR (self));
  show (self, text, verb, FALSE);
}

/**
 * app_live_bar_clear:
 * @self: a bar
 *
 * Says nothing any more.
 */
void
app_live_bar_clear (AppLiveBar *self)
{
  g_return_if_fail (APP_IS_LIVE_BAR (self));
  g_clear_handle_id (&self->source, g_source_remove);
  self->is_warning = FALSE;
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
  /* At once: what slides out is still read out, and clicked. */
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * app_live_bar_get_text:
 * @self: a bar
 *
 * Returns: (nullable): what it says; %NULL for nothing
 */
const char *
app_live_bar_get_text (AppLiveBar *self)
{
  g_return_val_if_fail (APP_IS_LIVE_BAR (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self)) ? gtk_label_get_label (self->label) : NULL;
}

/**
 * app_live_bar_is_warning:
 * @self: a bar
 *
 * Returns: whether it says that something does not work
 */
gboolean
app_live_bar_is_warning (AppLiveBar *self)
{
  g_return_val_if_fail (APP_IS_LIVE_BAR (self), FALSE);
  return self->is_warning;
}
