/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-sign-in-page.h"

#include <glib/gi18n-lib.h>

#include "base-text.h"

/**
 * AppSignInPage:
 *
 * Stands before the list: asks who works, or for the password of whoever has locked the window, or
 * for a new one. It only asks: whether a password is right is another's to say.
 *
 * Emits "sign-in" with a name and a password, "new-password" with a password, "other" when another
 * database or another account is wanted instead. What was typed is wiped once it was asked about.
 */
struct _AppSignInPage
{
  AdwBin parent_instance;

  GtkImage *icon;
  GtkLabel *heading;
  GtkLabel *body;
  GtkEditable *name;
  GtkEditable *password;
  GtkEditable *again;
  GtkWidget *hint;
  GtkLabel *problem;
  GtkLabel *rest;
  GtkWidget *enter;
  GtkLabel *enter_label;
  GtkSpinner *spinner;
  GtkButton *other;

  AppSignInAsk ask;
  char *locked_name; /* (owned) (nullable): of whoever has locked the window */
  GdkDevice *keyboard;
  gboolean is_busy;

  char *closed_name;   /* (owned) (nullable): the account that takes no password */
  char *closed_why;    /* (owned) (nullable) */
  gint64 closed_until; /* seconds since 1970 */
  guint closed_source; /* looks at the clock */
  AppSignInClock clock;
};

enum
{
  SIGN_IN,
  NEW_PASSWORD,
  OTHER,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AppSignInPage, app_sign_in_page, ADW_TYPE_BIN)

static const struct
{
  const char *icon;
  const char *heading;
  const char *enter;
  const char *other;
  const char *password;
} asks[] = {
  [APP_SIGN_IN_WHO] = { "avatar-default-symbolic", N_ ("Sign In"), N_ ("_Sign In"),
                        N_ ("_Open Another Database…"), N_ ("Password") },
  [APP_SIGN_IN_SAME] = { "system-lock-screen-symbolic", N_ ("Locked"), N_ ("_Unlock"),
                         N_ ("_Change the Account…"), N_ ("Password") },
  [APP_SIGN_IN_NEW] = { "dialog-password-symbolic", N_ ("Choose Your Password"),
                        N_ ("_Use This Password"), N_ ("_Change the Account…"),
                        N_ ("New password") },
};

static gboolean
is_filled (AppSignInPage *self)
{
  if (gtk_editable_get_text (self->password)[0] == '\0')
    return FALSE;
  if (self->ask == APP_SIGN_IN_WHO)
    return !base_text_is_blank (gtk_editable_get_text (self->name));
  return self->ask == APP_SIGN_IN_SAME || gtk_editable_get_text (self->again)[0] != '\0';
}

/* Whoever else works here is not kept out by that. */
static gboolean
is_closed (AppSignInPage *self)
{
  g_autofree char *typed = NULL;
  g_autofree char *closed = NULL;

  if (self->closed_source == 0 || self->ask != APP_SIGN_IN_WHO)
    return self->closed_source != 0;
  typed = base_text_fold (gtk_editable_get_text (self->name));
  closed = base_text_fold (self->closed_name);
  return g_str_equal (typed, closed);
}

/* How long still, in words that do not change too often. */
static void
show_rest (AppSignInPage *self, gboolean is_shown)
{
  gint64 seconds = MAX (self->closed_until - self->clock (), 1);
  guint minutes = (guint) ((seconds + 59) / 60);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->rest), is_shown);
  if (!is_shown)
    return;
  if (seconds > 60)
    text = g_strdup_printf (
        ngettext ("Another %u minute to wait.", "Another %u minutes to wait.", minutes), minutes);
  else
    text = g_strdup_printf (
        ngettext ("Another %u second to wait.", "Another %u seconds to wait.", (guint) seconds),
        (guint) seconds);
  gtk_label_set_label (self->rest, text);
}

static void
update (AppSignInPage *self)
{
  gboolean is_open = !is_closed (self);
  GtkEditable *entries[] = { self->name, self->password, self->again };

  show_rest (self, !is_open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->password), is_open);
  gtk_widget_set_sensitive (GTK_WIDGET (self->again), is_open);
  /* One that is looked at keeps the focus. */
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    gtk_editable_set_editable (entries[i], !self->is_busy);
  gtk_widget_set_sensitive (self->enter, is_open && !self->is_busy && is_filled (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->other), !self->is_busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->is_busy);
  gtk_spinner_set_spinning (self->spinner, self->is_busy);
}

/* A screen reader that stands in the field says it, too. */
static void
say (AppSignInPage *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->password),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "", -1);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->password), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->password), "error");
}

static void
wipe (AppSignInPage *self)
{
  gtk_editable_set_text (self->password, "");
  gtk_editable_set_text (self->again, "");
}

static void
on_changed_cb (GtkEditable *entry, AppSignInPage *self)
{
  if (is_closed (self))
    say (self, self->closed_why);
  else if (gtk_editable_get_text (entry)[0] != '\0')
    say (self, NULL);
  update (self);
}

static void
enter (AppSignInPage *self)
{
  const char *password = gtk_editable_get_text (self->password);
  g_autofree char *name = NULL;

  if (self->is_busy || is_closed (self) || !is_filled (self))
    return;
  if (self->ask != APP_SIGN_IN_NEW)
    {
      name = self->ask == APP_SIGN_IN_SAME ? g_strdup (self->locked_name)
                                           : base_text_clean (gtk_editable_get_text (self->name));
      g_signal_emit (self, signals[SIGN_IN], 0, name, password);
    }
  else if (g_str_equal (password, gtk_editable_get_text (self->again)))
    g_signal_emit (self, signals[NEW_PASSWORD], 0, password);
  else
    app_sign_in_page_refuse (self, _ ("The two passwords are not the same: type them again."));
}

/* Enter goes to the next field while something is missing. */
static void
on_entered_cb (GtkEditable *entry, AppSignInPage *self)
{
  if (is_filled (self))
    enter (self);
  else if (entry == self->name)
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  else if (entry == self->password && self->ask == APP_SIGN_IN_NEW)
    gtk_widget_grab_focus (GTK_WIDGET (self->again));
}

static void
on_enter_clicked_cb (GtkButton *button, AppSignInPage *self)
{
  enter (self);
}

static void
on_other_clicked_cb (GtkButton *button, AppSignInPage *self)
{
  g_signal_emit (self, signals[OTHER], 0);
}

static void
on_caps_lock_cb (GdkDevice *keyboard, GParamSpec *pspec, AppSignInPage *self)
{
  gtk_widget_set_visible (self->hint, gdk_device_get_caps_lock_state (keyboard));
}

static void
app_sign_in_page_map (GtkWidget *widget)
{
  AppSignInPage *self = APP_SIGN_IN_PAGE (widget);
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  GTK_WIDGET_CLASS (app_sign_in_page_parent_class)->map (widget);
  if (g_set_object (&self->keyboard, keyboard) && keyboard != NULL)
    g_signal_connect_object (keyboard, "notify::caps-lock-state", G_CALLBACK (on_caps_lock_cb),
                             self, 0);
  if (keyboard != NULL)
    on_caps_lock_cb (keyboard, NULL, self);
}

static void
app_sign_in_page_dispose (GObject *object)
{
  AppSignInPage *self = APP_SIGN_IN_PAGE (object);

  g_clear_handle_id (&self->closed_source, g_source_remove);
  g_clear_object (&self->keyboard);
  G_OBJECT_CLASS (app_sign_in_page_parent_class)->dispose (object);
}

static void
app_sign_in_page_finalize (GObject *object)
{
  AppSignInPage *self = APP_SIGN_IN_PAGE (object);

  g_free (self->locked_name);
  g_free (self->closed_name);
  g_free (self->closed_why);
  G_OBJECT_CLASS (app_sign_in_page_parent_class)->finalize (object);
}

static void
app_sign_in_page_class_init (AppSignInPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  /* No copy of a password is made on the way. */
  GType text = G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE;

  object_class->dispose = app_sign_in_page_dispose;
  object_class->finalize = app_sign_in_page_finalize;
  widget_class->map = app_sign_in_page_map;
  signals[SIGN_IN] = g_signal_new ("sign-in", APP_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, text, text);
  signals[NEW_PASSWORD] = g_signal_new ("new-password", APP_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 1, text);
  signals[OTHER] = g_signal_new ("other", APP_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-sign-in-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, icon);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, heading);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, body);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, name);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, password);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, again);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, hint);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, problem);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, rest);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, enter);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, enter_label);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, AppSignInPage, other);
  gtk_widget_class_bind_template_callback (widget_class, on_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_enter_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_other_clicked_cb);
}

static gint64
read_clock (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
app_sign_in_page_init (AppSignInPage *self)
{
  self->clock = read_clock;
  gtk_widget_init_template (GTK_WIDGET (self));
  app_sign_in_page_ask (self, APP_SIGN_IN_WHO, NULL, NULL, NULL);
}

/**
 * app_sign_in_page_new:
 *
 * Returns: (transfer floating): a page that asks who works
 */
AppSignInPage *
app_sign_in_page_new (void)
{
  return g_object_new (APP_TYPE_SIGN_IN_PAGE, NULL);
}

static void
show_body (AppSignInPage *self, const char *place, const char *label)
{
  g_autofree char *text = NULL;

  if (self->ask == APP_SIGN_IN_NEW)
    text = g_strdup (_ ("In place of the one that you were given: at least 12 characters, or a "
                        "sentence that only you would say."));
  else if (self->ask == APP_SIGN_IN_SAME && label != NULL)
    /* Translators: %s is whoever has locked the window: "Mme Martin". */
    text = g_strdup_printf (_ ("%s is signed in. What was being typed is still there."), label);
  else
    text = g_strdup (place != NULL ? place : "");
  gtk_label_set_label (self->body, text);
  gtk_widget_set_visible (GTK_WIDGET (self->body), text[0] != '\0');
}

/**
 * app_sign_in_page_ask:
 * @self: the page
 * @ask: what to ask
 * @place: (nullable): the database, as people name it
 * @name: (nullable): the account: whose password is asked, or the one that was used here last
 * @label: (nullable): the same as it is shown to people
 *
 * Asks something, in place of what was asked and typed before.
 */
void
app_sign_in_page_ask (AppSignInPage *self,
                      AppSignInAsk ask,
                      const char *place,
                      const char *name,
                      const char *label)
{
  const char *password;

  g_return_if_fail (APP_IS_SIGN_IN_PAGE (self));
  g_clear_handle_id (&self->closed_source, g_source_remove);
  self->ask = ask;
  self->is_busy = FALSE;
  g_free (self->locked_name);
  self->locked_name = g_strdup (name);
  wipe (self);
  gtk_editable_set_text (self->name, name != NULL ? name : "");
  gtk_widget_set_visible (GTK_WIDGET (self->name), ask == APP_SIGN_IN_WHO);
  gtk_widget_set_visible (GTK_WIDGET (self->again), ask == APP_SIGN_IN_NEW);
  gtk_image_set_from_icon_name (self->icon, asks[ask].icon);
  gtk_label_set_label (self->heading, _ (asks[ask].heading));
  gtk_label_set_label (self->enter_label, _ (asks[ask].enter));
  gtk_button_set_label (self->other, _ (asks[ask].other));
  password = _ (asks[ask].password);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->password), password);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->password), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  password, -1);
  show_body (self, place, label);
  say (self, NULL);
  update (self);
}

/**
 * app_sign_in_page_get_ask:
 * @self: the page
 *
 * Returns: what it asks
 */
AppSignInAsk
app_sign_in_page_get_ask (AppSignInPage *self)
{
  g_return_val_if_fail (APP_IS_SIGN_IN_PAGE (self), APP_SIGN_IN_WHO);
  return self->ask;
}

/**
 * app_sign_in_page_set_busy:
 * @self: the page
 * @is_busy: whether what was typed is being looked at
 *
 * To check a password takes a moment, on purpose: meanwhile nothing can be typed.
 */
void
app_sign_in_page_set_busy (AppSignInPage *self, gboolean is_busy)
{
  g_return_if_fail (APP_IS_SIGN_IN_PAGE (self));
  self->is_busy = is_busy;
  update (self);
}

/**
 * app_sign_in_page_refuse:
 * @self: the page
 * @problem: why what was typed does not do
 *
 * Says it under the fields, and waits for another try.
 */
void
app_sign_in_page_refuse (AppSignInPage *self, const char *problem)
{
  g_return_if_fail (APP_IS_SIGN_IN_PAGE (self));
  self->is_busy = FALSE;
  wipe (self);
  say (self, problem);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->password));
}

/* The clock of the computer, which goes on while it sleeps, and is looked at again and again. */
static gboolean
on_look_cb (gpointer user_data)
{
  AppSignInPage *self = user_data;
  gboolean was_closed = is_closed (self);

  if (self->clock () < self->closed_until)
    {
      show_rest (self, was_closed);
      return G_SOURCE_CONTINUE;
    }
  self->closed_source = 0;
  if (was_closed)
    say (self, NULL);
  update (self);
  if (was_closed)
    gtk_widget_grab_focus (GTK_WIDGET (self->password));
  return G_SOURCE_REMOVE;
}

/**
 * app_sign_in_page_close_until:
 * @self: the page
 * @name: the account of which too many wrong passwords were typed
 * @problem: why no try is taken, and until when
 * @until: UTC timestamp
 *
 * Takes no password of that account before, and says how long that is.
 */
void
app_sign_in_page_close_until (AppSignInPage *self,
                              const char *name,
                              const char *problem,
                              const char *until)
{
  g_autoptr (GDateTime) end = NULL;

  g_return_if_fail (APP_IS_SIGN_IN_PAGE (self));
  g_return_if_fail (name != NULL && problem != NULL && until != NULL);

  end = g_date_time_new_from_iso8601 (until, NULL);
  if (end == NULL || g_date_time_to_unix (end) <= self->clock ())
    {
      app_sign_in_page_refuse (self, problem);
      return;
    }
  g_free (self->closed_name);
  self->closed_name = g_strdup (name);
  g_free (self->closed_why);
  self->closed_why = g_strdup (problem);
  self->closed_until = g_date_time_to_unix (end);
  g_clear_handle_id (&self->closed_source, g_source_remove);
  self->closed_source = g_timeout_add_seconds (1, on_look_cb, self);
  self->is_busy = FALSE;
  /* Not from a field that has gone grey already. */
  if (is_closed (self))
    gtk_widget_grab_focus (self->ask == APP_SIGN_IN_WHO ? GTK_WIDGET (self->name)
                                                        : GTK_WIDGET (self->other));
  wipe (self);
  say (self, problem);
  update (self);
}

/**
 * app_sign_in_page_set_clock:
 * @self: the page
 * @clock: gives the seconds since 1970
 *
 * For tests, which do not wait for minutes.
 */
void
app_sign_in_page_set_clock (AppSignInPage *self, AppSignInClock clock)
{
  g_return_if_fail (APP_IS_SIGN_IN_PAGE (self) && clock != NULL);
  self->clock = clock;
}

/**
 * app_sign_in_page_get_problem:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): what it says under the fields
 */
const char *
app_sign_in_page_get_problem (AppSignInPage *self)
{
  g_return_val_if_fail (APP_IS_SIGN_IN_PAGE (self), NULL);
  return gtk_widget_get_visible (GTK_WIDGET (self->problem)) ? gtk_label_get_label (self->problem)
                                                             : NULL;
}

/**
 * app_sign_in_page_focus:
 * @self: the page
 *
 * Goes to the first field that is to be filled in.
 */
void
app_sign_in_page_focus (AppSignInPage *self)
{
  gboolean asks_name;

  g_return_if_fail (APP_IS_SIGN_IN_PAGE (self));
  asks_name = self->ask == APP_SIGN_IN_WHO && gtk_editable_get_text (self->name)[0] == '\0';
  gtk_widget_grab_focus (GTK_WIDGET (asks_name ? self->name : self->password));
}
