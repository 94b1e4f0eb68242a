/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-bench.h"
#include "app-counts.h"
#include "app-lines.h"
#include "app-overflow-box.h"
#include "app-prompt.h"

/* Longer than a toast takes to slide in, in place of another. */
#define TOAST_SETTLES_US (800 * G_TIME_SPAN_MILLISECOND)

G_DEFINE_FINAL_TYPE (AppWindow, app_window, ADW_TYPE_APPLICATION_WINDOW)

static void
on_toast_dismissed_cb (AdwToast *toast, AppWindow *self)
{
  if (self->toast == toast)
    self->toast = NULL;
}

/* What the toast says and offers; it may be on the screen already. Its button has one action for
 * all: GTK would not bear an action and its target that change one after the other. */
static void
fill_toast (AppWindow *self,
            const char *text,
            const char *button,
            const char *action,
            GVariant *target)
{
  g_autofree char *safe = g_markup_escape_text (text, -1);

  g_free (self->toast_action);
  self->toast_action = g_strdup (action);
  g_clear_pointer (&self->toast_target, g_variant_unref);
  self->toast_target = target != NULL ? g_variant_ref_sink (target) : NULL;
  adw_toast_set_title (self->toast, safe);
  adw_toast_set_button_label (self->toast, button);
}

/**
 * _app_window_toast:
 * @self: a window
 * @text: what was done
 * @button: (nullable): a verb
 * @action: (nullable): what @button does
 * @target: (nullable): the action's parameter
 *
 * Says that something was done, in place of what was said before: the button of an earlier toast
 * would be about an earlier state.
 *
 * A toast that is still sliding in takes the new words instead of making way: libadwaita 1.2 frees
 * one that is dismissed then before its animation has ended, and crashes on it.
 */
void
_app_window_toast (AppWindow *self,
                   const char *text,
                   const char *button,
                   const char *action,
                   GVariant *target)
{
  gint64 now = g_get_monotonic_time ();

  /* Locked, it tells nothing: the last of it is told to whoever comes back. */
  if (_app_window_is_locked (self))
    {
      g_free (self->account.said);
      self->account.said = g_strdup (text);
      return;
    }
  if (self->toast != NULL && now - self->toast_since < TOAST_SETTLES_US)
    {
      fill_toast (self, text, button, action, target);
      return;
    }
  if (self->toast != NULL)
    adw_toast_dismiss (self->toast);
  self->toast = adw_toast_new ("");
  self->toast_since = now;
  adw_toast_set_action_name (self->toast, "win.toast-button");
  fill_toast (self, text, button, action, target);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (on_toast_dismissed_cb), self, 0);
  adw_toast_overlay_add_toast (self->toasts, self->toast);
}

/**
 * _app_window_show_error:
 * @self: a window
 * @heading: what did not work
 * @error: why
 *
 * Says why something was not done; whole sentences do not fit a toast.
 */
void
_app_window_show_error (AppWindow *self, const char *heading, const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    app_prompt_say (GTK_WINDOW (self), heading, error->message);
}

static char *
name_place (AppWindow *self)
{
  const char *class_name = "", *period_name = "";

  if (self->place.is_outbox)
    return g_strdup (_ ("Outbox"));
  if (self->place.class_group_id == 0)
    return g_strdup (
        app_sidebar_todo_label (self->place.todo, _app_window_get_teacher (self) != 0));
  for (guint i = 0; i < self->overview->classes->len; i++)
    {
      const WorkClass *class_group = self->overview->classes->pdata[i];

      if (class_group->id != self->place.class_group_id)
        continue;
      class_name = class_group->name;
      for (guint j = 0; j < class_group->periods->len; j++)
        {
          const WorkPeriod *period = class_group->periods->pdata[j];

          if (period->id == self->place.period_id)
            period_name = period->name;
        }
    }
  return period_name[0] != '\0' ? g_strdup_printf ("%s — %s", class_name, period_name)
                                : g_strdup (class_name);
}

/**
 * _app_window_update_title:
 * @self: a window
 * @visible: (element-type ModelLine): the lines shown
 *
 * Says what is shown and how far it is.
 */
void
_app_window_update_title (AppWindow *self, GPtrArray *visible)
{
  g_autofree char *place = name_place (self);
  g_autofree char *students = NULL, *placed = NULL, *complete = NULL, *subtitle = NULL;
  AppCount figures = app_counts_of_lines (visible);

  /* Over several periods a student counts once for each. */
  if (self->place.period_id != 0)
    students = g_strdup_printf (ngettext ("%u student", "%u students", figures.students),
                                figures.students);
  else
    students =
        g_strdup_printf (ngettext ("%u search", "%u searches", figures.students), figures.students);
  placed = g_strdup_printf (ngettext ("%u placed", "%u placed", figures.placed), figures.placed);
  complete = g_strdup_printf (ngettext ("%u signed", "%u signed", figures.signed_by_all),
                              figures.signed_by_all);
  subtitle = g_strdup_printf ("%s · %s · %s", students, placed, complete);
  adw_window_title_set_title (self->title, place);
  adw_window_title_set_subtitle (self->title, subtitle);
  if (!_app_window_is_locked (self))
    gtk_window_set_title (GTK_WINDOW (self), place);
}

/* Shows what is selected: in the detail pane, under the list, and in what can be done. */
static void
update_selection (AppWindow *self)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  guint n_lines = app_line_list_get_n_lines (self->list);
  g_autofree char *label = NULL;

  if (selected->len == 0)
    label = g_strdup_printf (ngettext ("%u line", "%u lines", n_lines), n_lines);
  else
    label = g_strdup_printf (ngettext ("%u selected", "%u selected", selected->len), selected->len);
  gtk_label_set_label (self->selected_label, label);
  if (selected->len == 0)
    app_detail_set_line (self->detail, NULL);
  else if (selected->len == 1)
    app_detail_set_line (self->detail, selected->pdata[0]);
  else
    app_detail_set_several (self->detail, selected->len);
  _app_window_update_actions (self);
}

static void
on_place_selected_cb (AppSidebar *sidebar, const AppSidebarPlace *place, AppWindow *self)
{
  if (self->is_applying)
    return;
  self->place = *place;
  self->stages = 0;
  _app_window_refresh_list (self);
}

static void
on_place_activated_cb (AppSidebar *sidebar, const AppSidebarPlace *place, AppWindow *self)
{
  adw_leaflet_navigate (self->outer, ADW_NAVIGATION_DIRECTION_FORWARD);
}

static void
on_selection_changed_cb (AppLineList *list, AppWindow *self)
{
  if (self->overview != NULL)
    update_selection (self);
}

static void
on_line_activated_cb (AppLineList *list, guint position, AppWindow *self)
{
  g_autoptr (ModelLine) line = app_line_list_get_line (list, position);

  app_line_list_select (list, position, FALSE);
  if (line != NULL)
    _app_window_act_on_line (self, line);
}

static void
on_step_chosen_cb (AppDetail *detail, ModelLine *line, int step, AppWindow *self)
{
  _app_window_move_line (self, line, step);
}

static void
on_line_step_chosen_cb (AppLineList *list, ModelLine *line, int step, AppWindow *self)
{
  _app_window_move_line (self, line, step);
}

static void
on_search_changed_cb (GtkEditable *entry, AppWindow *self)
{
  gint64 start = g_get_monotonic_time ();

  _app_window_refresh_list (self);
  app_bench_frame_since (GTK_WIDGET (self), "filter", start);
}

static void
on_search_activate_cb (GtkSearchEntry *entry, AppWindow *self)
{
  app_line_list_select (self->list, 0, TRUE);
  app_line_list_focus (self->list);
}

static void
on_search_mode_cb (GtkSearchBar *bar, GParamSpec *pspec, AppWindow *self)
{
  if (gtk_search_bar_get_search_mode (bar))
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  else
    {
      gtk_editable_set_text (self->search_entry, "");
      app_line_list_focus (self->list);
    }
}

/* The space bar shows the document, before the list takes it for the selection; a button that has
 * the focus keeps it. */
static gboolean
on_list_space_cb (GtkEventControllerKey *controller,
                  guint keyval,
                  guint keycode,
                  GdkModifierType modifiers,
                  AppWindow *self)
{
  if (keyval != GDK_KEY_space || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0
      || GTK_IS_BUTTON (gtk_root_get_focus (GTK_ROOT (self))))
    return GDK_EVENT_PROPAGATE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "win.preview", NULL);
}

/* Typing in the list searches; + and - move the step. Not window accelerators: these would take the
 * keys away from every entry. */
static gboolean
on_list_key_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType modifiers,
                AppWindow *self)
{
  if (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_plus || keyval == GDK_KEY_KP_Add)
    return gtk_widget_activate_action (GTK_WIDGET (self), "win.step-forward", NULL);
  if (keyval == GDK_KEY_minus || keyval == GDK_KEY_KP_Subtract)
    return gtk_widget_activate_action (GTK_WIDGET (self), "win.step-back", NULL);
  if (g_unichar_isgraph (gdk_keyval_to_unicode (keyval))
      && gtk_event_controller_key_forward (
          controller, GTK_WIDGET (gtk_editable_get_delegate (self->search_entry))))
    {
      gtk_search_bar_set_search_mode (self->search_bar, TRUE);
      gtk_editable_set_position (self->search_entry, -1);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
app_window_close_request (GtkWindow *window)
{
  if (!_app_window_may_close (APP_WINDOW (window)))
    return GDK_EVENT_STOP;
  return GTK_WINDOW_CLASS (app_window_parent_class)->close_request (window);
}

static void
app_window_dispose (GObject *object)
{
  AppWindow *self = APP_WINDOW (object);

  g_clear_handle_id (&self->present_source, g_source_remove);
  _app_window_drop_fill_popovers (self);
  _app_window_stop_backup (self);
  _app_window_stop_sync (self);
  _app_window_stop_sending (self);
  _app_window_forget_notices (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  _app_window_end_school (self);
  _app_window_forget_account (self);
  g_clear_object (&self->account.curtain);
  g_clear_object (&self->account.absence);
  g_clear_object (&self->job);
  g_clear_object (&self->job_cancellable);
  g_clear_object (&self->settings);
  g_clear_weak_pointer (&self->year_window);
  g_clear_weak_pointer (&self->people_window);
  g_clear_weak_pointer (&self->compose_window);
  self->toast = NULL;
  G_OBJECT_CLASS (app_window_parent_class)->dispose (object);
}

static void
app_window_finalize (GObject *object)
{
  AppWindow *self = APP_WINDOW (object);

  g_clear_pointer (&self->overview, work_overview_free);
  g_clear_pointer (&self->documents, g_hash_table_unref);
  g_clear_pointer (&self->first_labels, g_hash_table_unref);
  g_clear_pointer (&self->account.withdrawn, g_hash_table_unref);
  g_free (self->account.said);
  g_free (self->path);
  g_free (self->toast_action);
  g_free (self->exported);
  g_clear_pointer (&self->toast_target, g_variant_unref);
  g_clear_pointer (&self->leaving_target, g_variant_unref);
  g_free (self->today);
  G_OBJECT_CLASS (app_window_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/paraphe/Paraphe/ui/app-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AppWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, loading);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, failed);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, sign_in);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, outer);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, list_header);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, contents);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, inner);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, outbox);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, sidebar_pane);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, sidebar_separator);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, account_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, account_name);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, account_role);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, year_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, title);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, search_bar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, filter_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, filter_panel);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, filter_bar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, read_only_bar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, read_only_reason);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, away_bar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, backup_bar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, news_bar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, stage_bar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, stage_label);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, list);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, detail);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, job_bar);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, selected_label);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, step_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, referent_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, template_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, more_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, AppWindow, undo_section);
  gtk_widget_class_bind_template_callback (widget_class, on_place_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_line_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_line_step_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_step_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, on_search_mode_cb);
}

static void
app_window_class_init (AppWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = app_window_dispose;
  object_class->finalize = app_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = app_window_close_request;
  /* What others have done: a WorkChanges that lasts as long as the emission. */
  g_signal_new ("seats-changed", APP_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (APP_TYPE_DETAIL);
  g_type_ensure (APP_TYPE_FILTER_BAR);
  g_type_ensure (APP_TYPE_FILTER_PANEL);
  g_type_ensure (APP_TYPE_JOB_BAR);
  g_type_ensure (APP_TYPE_LINE_LIST);
  g_type_ensure (APP_TYPE_LIVE_BAR);
  g_type_ensure (APP_TYPE_OUTBOX_PAGE);
  g_type_ensure (APP_TYPE_OVERFLOW_BOX);
  g_type_ensure (APP_TYPE_SIDEBAR);
  g_type_ensure (APP_TYPE_SIGN_IN_PAGE);
  g_type_ensure (APP_TYPE_WELCOME);
  bind_template (GTK_WIDGET_CLASS (klass));
}

/* Keys that follow Ctrl+F at once are not to wait until the bar has slid in: an entry that is not
 * drawn yet takes none. */
static void
open_search_at_once (AppWindow *self)
{
  GtkWidget *revealer = gtk_widget_get_first_child (GTK_WIDGET (self->search_bar));

  if (GTK_IS_REVEALER (revealer))
    gtk_revealer_set_transition_duration (GTK_REVEALER (revealer), 0);
}

static void
app_window_init (AppWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *space = gtk_event_controller_key_new ();

  self->first_labels = g_hash_table_new (NULL, NULL);
  self->documents = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->account.withdrawn = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_object_unref);
  self->settings = g_settings_new (PARAPHE_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->search_bar, self->search_entry);
  open_search_at_once (self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_list_key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_event_controller_set_propagation_phase (space, GTK_PHASE_CAPTURE);
  g_signal_connect (space, "key-pressed", G_CALLBACK (on_list_space_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), space);
  _app_window_install_actions (self);
  _app_window_install_live (self);
  _app_window_restore (self);
  _app_window_update_actions (self);
}

/**
 * app_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window on its first page, owned by GTK until it is closed
 */
AppWindow *
app_window_new (GtkApplication *application)
{
  return g_object_new (APP_TYPE_WINDOW, "application", application, NULL);
}

/**
 * app_window_get_page:
 * @self: a window
 *
 * Returns: (transfer none): "welcome", "loading", "failed", "sign-in" or "school"
 */
const char *
app_window_get_page (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), NULL);
  return gtk_stack_get_visible_child_name (self->pages);
}

/**
 * app_window_is_busy:
 * @self: a window
 *
 * Returns: whether something was asked of the database or runs in the background
 */
gboolean
app_window_is_busy (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), FALSE);
  return self->is_loading || self->n_pending > 0 || self->job != NULL
         || g_strcmp0 (app_window_get_page (self), "loading") == 0;
}

/**
 * app_window_get_sidebar:
 * @self: a window
 *
 * Returns: (transfer none): its lists and classes
 */
AppSidebar *
app_window_get_sidebar (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), NULL);
  return self->sidebar;
}

/**
 * app_window_get_list:
 * @self: a window
 *
 * Returns: (transfer none): its lines
 */
AppLineList *
app_window_get_list (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), NULL);
  return self->list;
}

/**
 * app_window_get_detail:
 * @self: a window
 *
 * Returns: (transfer none): its detail pane
 */
AppDetail *
app_window_get_detail (AppWindow *self)
{
  g_return_val_if_fail (APP_IS_WINDOW (self), NULL);
  return self->detail;
}
