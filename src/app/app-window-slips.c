/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-label-window.h"
#include "app-preview-window.h"
#include "app-prompt.h"
#include "work-slips.h"

/* A dialog has to fit on the screen. */
#define MAX_REMARKS 6

/* What could not be made is said above what could. */
static void
say_remarks (AppPreviewWindow *preview, GPtrArray *remarks)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = remarks->len > MAX_REMARKS ? MAX_REMARKS - 1 : remarks->len, n_more = remarks->len - n;

  if (n == 0)
    return;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) remarks->pdata[i]);
  if (n_more > 0)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (
          text, ngettext ("And so is %u other.", "And so are %u others.", n_more), n_more);
    }
  app_prompt_say (GTK_WINDOW (preview), _ ("Some Companies Are Left Out"), text->str);
}

static void
on_made_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppPreviewWindow) preview = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (WorkSlips) slips = work_slips_make_finish (result, &error);

  if (slips == NULL)
    {
      if (!_app_window_is_cancelled (error))
        app_preview_window_fail (preview, error);
      return;
    }
  app_preview_window_open (preview, slips->name, slips->pdf);
  say_remarks (preview, slips->remarks);
}

/* (transfer full): the lines that are selected, else those of the list */
static GPtrArray *
lines_wanted (AppWindow *self, char **which)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);

  if (selected->len == 0)
    {
      *which = g_strdup (adw_window_title_get_title (self->title));
      return app_line_list_get_lines (self->list);
    }
  *which = g_strdup_printf (ngettext ("%u line selected", "%u lines selected", selected->len),
                            selected->len);
  return g_steal_pointer (&selected);
}

static void
on_print_cb (AppPreviewWindow *preview, const char *name, GBytes *pdf, AppWindow *self)
{
  /* The preview goes with its window; its school may be closed before. */
  if (self->school != NULL)
    _app_window_print_document (self, GTK_WINDOW (preview), name, pdf, TRUE);
}

static void
make (AppWindow *self, const WorkSlipsOptions *options, const char *which)
{
  AppPreviewWindow *preview =
      app_preview_window_new (GTK_WINDOW (self), work_slips_label (options->kind), which);

  g_signal_connect_object (preview, "print", G_CALLBACK (on_print_cb), self, 0);
  app_preview_window_wait (preview, _ ("The pages are being made…"));
  gtk_window_present (GTK_WINDOW (preview));
  work_slips_make_async (self->school, options, app_preview_window_get_cancellable (preview),
                         on_made_cb, g_object_ref (preview));
}

/* ---- labels ---- */

/* What labels are made of, while the first one is chosen. */
typedef struct
{
  AppWindow *window; /* outlives the window where it is chosen */
  WorkSchool *school;
  GPtrArray *lines;
  char *which;
  guint labels;
} AppLabelling;

static void
labelling_free (gpointer data, GClosure *closure)
{
  AppLabelling *labelling = data;

  g_object_unref (labelling->school);
  g_ptr_array_unref (labelling->lines);
  g_free (labelling->which);
  g_free (labelling);
}

static void
on_first_chosen_cb (AppLabelWindow *window, guint first, AppLabelling *labelling)
{
  AppWindow *self = labelling->window;
  const WorkSlipsOptions options = { WORK_SLIPS_LABELS, labelling->lines, labelling->labels,
                                     first };

  g_hash_table_replace (self->first_labels, GUINT_TO_POINTER (labelling->labels),
                        GUINT_TO_POINTER (first));
  if (self->school == labelling->school)
    make (self, &options, labelling->which);
}

static void
choose_first (AppWindow *self, const WorkSlipsOptions *options, const char *which)
{
  guint first = GPOINTER_TO_UINT (
      g_hash_table_lookup (self->first_labels, GUINT_TO_POINTER (options->labels)));
  AppLabelWindow *window = app_label_window_new (GTK_WINDOW (self), options->labels, first);
  AppLabelling *labelling = g_new0 (AppLabelling, 1);

  labelling->window = self;
  labelling->school = g_object_ref (self->school);
  labelling->lines = g_ptr_array_ref (options->lines);
  labelling->which = g_strdup (which);
  labelling->labels = options->labels;
  g_signal_connect_data (window, "chosen", G_CALLBACK (on_first_chosen_cb), labelling,
                         labelling_free, 0);
  gtk_window_present (GTK_WINDOW (window));
}

static void
on_slips_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = APP_WINDOW (user_data);
  g_autofree char *which = NULL;
  g_autoptr (GPtrArray) lines = lines_wanted (self, &which);
  WorkSlipsOptions options = { .lines = lines };
  const char *key;

  g_variant_get (parameter, "(&su)", &key, &options.labels);
  if (!work_slips_from_key (key, &options.kind))
    return;
  if (options.kind == WORK_SLIPS_LABELS && work_slips_has_labels (options.labels))
    choose_first (self, &options, which);
  else
    make (self, &options, which);
}

static const GActionEntry entries[] = {
  { "slips", on_slips_cb, "(su)" },
};

/**
 * _app_window_install_slips_actions:
 * @self: a window
 *
 * Adds "win.slips": the small papers that go with agreements, for what is selected, else for the
 * list. Its parameter is the key of their kind and how many labels a sheet has; of labels it asks
 * which is the first that is still there.
 */
void
_app_window_install_slips_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
