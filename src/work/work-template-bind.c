/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "work-template.h"

#include <glib/gi18n-lib.h>

#include "model-binding.h"
#include "model-role.h"
#include "work-change-private.h"

typedef struct
{
  gint64 id;
  char **names;
  char *target;      /* (nullable) */
  gboolean is_guess; /* each stands for what is guessed of it */
} Binding;

static Binding *
binding_new (gint64 id, const char *const *names, const char *target, gboolean is_guess)
{
  Binding *binding = g_new0 (Binding, 1);

  binding->id = id;
  binding->names = g_strdupv ((char **) names);
  binding->target = g_strdup (target);
  binding->is_guess = is_guess;
  return binding;
}

static void
binding_free (gpointer data)
{
  Binding *binding = data;

  g_strfreev (binding->names);
  g_free (binding->target);
  g_free (binding);
}

static gboolean
bind_name (ModelBindings *bindings, const char *name, const char *target, GError **error)
{
  const ModelMergeName *meant = target != NULL ? model_merge_find (target) : NULL;

  if (target != NULL && *target != '\0' && meant == NULL)
    return _work_refuse (
        error, _ ("“%s” is no merge field of Paraphe: the list of them is in the guide."), target);
  return model_bindings_set (bindings, name, meant != NULL ? meant->name : target)
         || _work_refuse (error, _ ("“%s” is no name that a field of a template can have."), name);
}

/* Somebody may have said meanwhile what the name stands for, or that it stays empty. */
static void
bind_guess (ModelBindings *bindings, const char *name)
{
  const ModelMergeName *guess = model_merge_guess (name);

  if (guess != NULL && model_bindings_get (bindings, name) == NULL)
    model_bindings_set (bindings, name, guess->name);
}

/* Read, changed and saved in one transaction: two seats that bind two names do not collide. */
static gboolean
bind_names (WorkChanging *changing, gpointer data, GError **error)
{
  const Binding *binding = data;
  g_autoptr (ModelRecord) template =
      _work_changing_load (changing, MODEL_ENTITY_TEMPLATE, binding->id, error);
  g_autoptr (ModelBindings) bindings = NULL;
  g_autofree char *text = NULL;

  if (template == NULL)
    return FALSE;
  bindings = model_bindings_new (model_record_get (template, "bindings"));
  for (char **name = binding->names; *name != NULL; name++)
    if (binding->is_guess)
      bind_guess (bindings, *name);
    else if (!bind_name (bindings, *name, binding->target, error))
      return FALSE;
  text = model_bindings_to_text (bindings);
  model_record_set_canonical (template, "bindings", text);
  return _work_changing_save (changing, template, error);
}

/**
 * work_change_template_bind_new:
 * @template_id: a template
 * @name: a name as it writes it
 * @target: (nullable): the merge name that it stands for, "" where it is left empty on purpose,
 *   %NULL when nothing is said of it any more
 *
 * What a name stands for is kept when the file is replaced.
 *
 * Returns: (transfer full): the change that binds a name of a template's own
 */
WorkChange *
work_change_template_bind_new (gint64 template_id, const char *name, const char *target)
{
  const char *const names[] = { name, NULL };

  return _work_change_new ("template.bind", bind_names,
                           binding_new (template_id, names, target, FALSE), binding_free);
}

/**
 * work_change_template_guess_new:
 * @template_id: a template
 * @names: (array zero-terminated=1): names as it writes them
 *
 * Returns: (transfer full): the change that binds names to what is most likely meant by them; those
 *   that nothing is guessed of and those that are bound stay as they are
 */
WorkChange *
work_change_template_guess_new (gint64 template_id, const char *const *names)
{
  return _work_change_new ("template.bind", bind_names,
                           binding_new (template_id, names, NULL, TRUE), binding_free);
}
