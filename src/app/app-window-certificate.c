/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "app-window-private.h"

#include <glib/gi18n-lib.h>

#include "app-certificate-window.h"
#include "app-lines.h"

static void
finish (gpointer dialog, const WorkDone *done, const GError *error)
{
  app_certificate_window_finish (dialog, error);
}

static void
say_received (AppWindow *self, const WorkDone *done, const GError *error, gpointer dialog)
{
  g_autofree char *text = NULL;

  if (done == NULL || done->operation_id == NULL)
    return;
  text = g_strdup_printf (ngettext ("Certificate of %u placement noted",
                                    "Certificates of %u placements noted", done->n),
                          done->n);
  _app_window_say_done (self, text, done->operation_id);
}

static void
on_accepted_cb (AppCertificateWindow *dialog, AppWindow *self)
{
  _app_window_apply_from (self, app_certificate_window_get_change (dialog), dialog, finish,
                          say_received);
}

static void
on_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AppWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates =
      work_school_read_finish (WORK_SCHOOL (source), result, &error);
  AppCertificateWindow *dialog;

  if (self->school != WORK_SCHOOL (source))
    return;
  if (certificates == NULL)
    {
      _app_window_show_error (self, _ ("The Placements Cannot Be Read"), error);
      return;
    }
  dialog = app_certificate_window_new (GTK_WINDOW (self), certificates, self->today);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (on_accepted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_certificate_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AppWindow *self = user_data;
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GArray) ids = app_lines_with_agreement (selected);

  if (ids->len > 0)
    work_school_read_async (self->school,
                            work_query_certificates_new (_app_window_ids (ids), ids->len),
                            self->cancellable, on_known_cb, g_object_ref (self));
}

static const GActionEntry entries[] = {
  { "certificate", on_certificate_cb },
};

/**
 * _app_window_install_certificate_actions:
 * @self: a window
 *
 * Adds what is done when the companies' certificates come.
 */
void
_app_window_install_certificate_actions (AppWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/**
 * _app_window_has_certified:
 * @self: a window
 *
 * Returns: whether something is selected that a certificate may end
 */
gboolean
_app_window_has_certified (AppWindow *self)
{
  g_autoptr (GPtrArray) selected = app_line_list_get_selected (self->list);
  g_autoptr (GArray) ids = app_lines_with_agreement (selected);

  return ids->len > 0;
}
