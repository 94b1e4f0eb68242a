/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-setting.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "model-choice-private.h"
#include "model-entity.h"
#include "model-file-name.h"

struct _ModelSettings
{
  gatomicrefcount refs;
  GHashTable *values; /* name → value, only what differs from a default */
};

/* What a sheet cannot go without in most schools; each may change it, kind by kind. */
#define MANDATORY                                                              \
  "placement.company_id|placement.representative_id|placement.tutor_id|"       \
  "placement.teacher_id|placement.start|placement.end|placement.weekly_hours|" \
  "placement.activities"

/* What signatories read: French, whatever language the program speaks. */
#define SIGN_SUBJECT "Convention à signer : {prénom} {nom} ({période})"
#define SIGN_MESSAGE                                                            \
  "Bonjour,\n\nLa convention n° {numéro} de {prénom} {nom} ({classe}) avec " \
  "{entreprise}, {DATES_TEXTE}, attend votre signature.\n\nCordialement,\n{ETAB_NOM}"

/* Retention: no text fixes a term for these agreements; what comparable services do is two years
 * at hand, then five in the archive (domain §3.8). */
static const ModelSetting settings_table[] = {
  { "deadline.make", N_ ("Make and send this many days before the first day"), "21", 0, 365 },
  { "deadline.late", N_ ("Late when unsigned this many days before the first day"), "7", 0, 365 },
  { "deadline.chase", N_ ("Chase after this many days without news"), "7", 1, 365 },
  { "deadline.certificate", N_ ("Certificate expected this many days after the last day"), "14", 0,
    365 },
  { "retention.active", N_ ("Years that a school year stays at hand"), "2", 1, 50 },
  { "retention.purge", N_ ("Years after which personal data is past its term"), "5", 1, 50 },
  { "retention.access", N_ ("Months that the log of accesses is kept"), "12", 6, 36 },
  { MODEL_FILE_NAME_SETTING, N_ ("Names of the files"), "{classe}/{nom} {prénom} - {entreprise}", 0,
    0 },
  { "print.copies", N_ ("Copies of each agreement"), "3", 1, 20 },
  { "sign.provider", N_ ("E-signature provider"), "", 0, 0 },
  { "sign.environment", N_ ("Environment"), "production", 0, 0 },
  { "sign.url", N_ ("Address of the server"), "", 0, 0 },
  { "sign.ca_file", N_ ("Certificate authority of the server"), "", 0, 0 },
  { "sign.method", N_ ("Method of signature"), "link", 0, 0 },
  { "sign.ordered", N_ ("Order of the signatures"), "1", 0, 1 },
  { "sign.expires_days", N_ ("Days to sign (0: as the provider has it)"), "60", 0, 365 },
  { "sign.remind_days", N_ ("The provider reminds every so many days (0: never)"), "7", 0, 30 },
  { "sign.subject", N_ ("Subject of the invitation"), SIGN_SUBJECT, 0, 0 },
  { "sign.message", N_ ("Text of the invitation"), SIGN_MESSAGE, 0, 0 },
  { "backup.daily", N_ ("Back up every day"), "1", 0, 1 },
  { "backup.sealed", N_ ("Encrypt the backups"), "0", 0, 1 },
  { "backup.late", N_ ("Warn when the last backup is older than this many days (0: never)"), "7", 0,
    365 },
  { "backup.folder", N_ ("Folder of the backups"), "", 0, 0 },
  { "message.rules", N_ ("Automatic sending"), "0", 0, 1 },
  { "message.quiet_from", N_ ("Nothing is sent by itself from this hour on"), "20", 0, 23 },
  { "message.quiet_to", N_ ("Nothing is sent by itself before this hour"), "8", 0, 23 },
  { "message.saturdays", N_ ("Automatic sending on Saturdays"), "0", 0, 1 },
  { "message.per_minute", N_ ("Messages a minute at most"), "30", 1, 6000 },
  { "message.delay", N_ ("Seconds in which a sending can be taken back"), "10", 0, 3600 },
  { "message.from_name", N_ ("Name of the sender"), "", 0, 0 },
  { "message.from_address", N_ ("Address of the sender"), "", 0, 0 },
  { "message.reply_to", N_ ("Address for answers"), "", 0, 0 },
  { "message.mail.way", N_ ("Way of sending e-mails"), "", 0, 0 },
  { "message.mail.host", N_ ("Mail server"), "", 0, 0 },
  { "message.mail.port", N_ ("Port of the mail server (0: the usual one)"), "0", 0, 65535 },
  { "message.mail.security", N_ ("Security of the mail server"), "starttls", 0, 0 },
  { "message.mail.user", N_ ("Account at the mail server"), "", 0, 0 },
  { "message.mail.auth", N_ ("Sign-in at the mail server"), "password", 0, 0 },
  { "message.mail.oauth_service", N_ ("Service of the mail account"), "", 0, 0 },
  { "message.mail.oauth_client", N_ ("Identifier of the registered application"), "", 0, 0 },
  { "message.mail.oauth_tenant", N_ ("Tenant of the school (Microsoft)"), "", 0, 0 },
  { "message.mail.oauth_authorize_url", N_ ("Page of the sign-in (another service)"), "", 0, 0 },
  { "message.mail.oauth_token_url", N_ ("Address that gives access (another service)"), "", 0, 0 },
  { "message.mail.oauth_scope", N_ ("What is asked for (another service)"), "", 0, 0 },
  { "message.mail.ca_file", N_ ("Certificate authority of the mail server"), "", 0, 0 },
  { "message.sms.provider", N_ ("SMS provider"), "", 0, 0 },
  { "message.sms.simplify", N_ ("Cheaper characters in SMS"), "1", 0, 1 },
  { "kind.pfmp.mandatory", N_ ("Mandatory fields"), MANDATORY, 0, 0 },
  { "kind.observation.mandatory", N_ ("Mandatory fields"), MANDATORY, 0, 0 },
  { "kind.internship.mandatory", N_ ("Mandatory fields"), MANDATORY, 0, 0 },
};

static const char *const kinds[] = { "pfmp", "observation", "internship", NULL };

static const char *const styles[] = { "neutral", "accent", "success", "warning", "error", NULL };

/* Shapes a state may be told by, all of adwaita-icon-theme 43. */
static const char *const symbols[] = { "radio-symbolic",
                                       "system-search-symbolic",
                                       "call-start-symbolic",
                                       "semi-starred-symbolic",
                                       "starred-symbolic",
                                       "document-edit-symbolic",
                                       "dialog-question-symbolic",
                                       "object-select-symbolic",
                                       "process-stop-symbolic",
                                       "alarm-symbolic",
                                       "action-unavailable-symbolic",
                                       "mail-send-symbolic",
                                       "dialog-warning-symbolic",
                                       "view-more-symbolic",
                                       NULL };

/**
 * model_settings_new:
 *
 * Returns: (transfer full): the defaults
 */
ModelSettings *
model_settings_new (void)
{
  ModelSettings *self = g_new0 (ModelSettings, 1);

  g_atomic_ref_count_init (&self->refs);
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * model_settings_ref:
 * @self: settings, which nobody changes any more
 *
 * Returns: (transfer full): @self
 */
ModelSettings *
model_settings_ref (ModelSettings *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * model_settings_unref:
 * @self: (transfer full) (nullable): settings
 */
void
model_settings_unref (ModelSettings *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->values);
  g_free (self);
}

/**
 * model_settings_set:
 * @self: settings
 * @name: a setting, known to this program or not
 * @value: (nullable): its value; %NULL for the default
 */
void
model_settings_set (ModelSettings *self, const char *name, const char *value)
{
  g_return_if_fail (self != NULL && name != NULL);

  if (value != NULL)
    g_hash_table_insert (self->values, g_strdup (name), g_strdup (value));
  else
    g_hash_table_remove (self->values, name);
}

/**
 * model_settings_get:
 * @self: settings
 * @name: a setting
 *
 * Returns: (transfer none) (nullable): what the school chose, else the default, else %NULL
 */
const char *
model_settings_get (ModelSettings *self, const char *name)
{
  const char *value;
  const ModelSetting *setting;

  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  value = g_hash_table_lookup (self->values, name);
  if (value != NULL)
    return value;
  setting = model_setting_find (name);
  return setting != NULL ? setting->value : NULL;
}

/**
 * model_settings_get_int:
 * @self: settings
 * @name: a setting of the table that is a number
 *
 * Returns: the number; the default when what is kept is none or out of bounds
 */
int
model_settings_get_int (ModelSettings *self, const char *name)
{
  const ModelSetting *setting = model_setting_find (name);
  const char *value;
  gint64 number;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (setting != NULL, 0);

  value = model_settings_get (self, name);
  if (!g_ascii_string_to_signed (value, 10, setting->minimum, setting->maximum, &number, NULL))
    number = g_ascii_strtoll (setting->value, NULL, 10);
  return (int) number;
}

/**
 * model_settings_get_list:
 * @self: settings
 * @name: a setting that is a list, apart by "|"
 *
 * Returns: (transfer full): its elements, none for an empty one
 */
char **
model_settings_get_list (ModelSettings *self, const char *name)
{
  const char *value = model_settings_get (self, name);

  return g_strsplit (value != NULL ? value : "", "|", -1);
}

/**
 * model_settings_foreach:
 * @self: settings
 * @func: called with the name and the value of each that differs from its default
 * @user_data: for @func
 */
void
model_settings_foreach (ModelSettings *self, GHFunc func, gpointer user_data)
{
  g_return_if_fail (self != NULL);

  g_hash_table_foreach (self->values, func, user_data);
}

/**
 * model_setting_list:
 * @n: (out): how many there are
 *
 * Returns: (transfer none): the settings that are no family by themselves
 */
const ModelSetting *
model_setting_list (guint *n)
{
  *n = G_N_ELEMENTS (settings_table);
  return settings_table;
}

/**
 * model_setting_find:
 * @name: a setting
 *
 * Returns: (transfer none) (nullable): its line of the table
 */
const ModelSetting *
model_setting_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (settings_table); i++)
    if (g_strcmp0 (settings_table[i].name, name) == 0)
      return &settings_table[i];
  return NULL;
}

/**
 * model_kind_keys:
 *
 * Returns: (transfer none): the kinds of agreement, as periods keep them
 */
const char *const *
model_kind_keys (void)
{
  return kinds;
}

/**
 * model_kind_setting:
 * @kind: a kind of agreement
 * @what: "label", "template" or "mandatory"
 *
 * Returns: (transfer full): the name of its setting
 */
char *
model_kind_setting (const char *kind, const char *what)
{
  return g_strdup_printf ("kind.%s.%s", kind, what);
}

/**
 * model_kind_label:
 * @settings: the school's settings
 * @kind: (nullable): a kind of agreement; %NULL or "" stands for the first
 *
 * Returns: (transfer full): what the school calls it
 */
char *
model_kind_label (ModelSettings *settings, const char *kind)
{
  const char *key = kind != NULL && kind[0] != '\0' ? kind : kinds[0];
  g_autofree char *name = model_kind_setting (key, "label");
  const char *label = model_settings_get (settings, name);
  const char *choice;

  if (label != NULL && label[0] != '\0')
    return g_strdup (label);
  choice = model_choice_label (model_field_find ("period.kind")->detail, key);
  return g_strdup (choice != NULL ? _ (choice) : key);
}

/**
 * model_kind_mandatory:
 * @settings: the school's settings
 * @kind: (nullable): a kind of agreement; %NULL or "" stands for the first
 *
 * Returns: (transfer full): keys of the fields that its sheets cannot go without; those that this
 *   program does not know are left out
 */
char **
model_kind_mandatory (ModelSettings *settings, const char *kind)
{
  g_autofree char *name =
      model_kind_setting (kind != NULL && kind[0] != '\0' ? kind : kinds[0], "mandatory");
  g_auto (GStrv) keys = model_settings_get_list (settings, name);
  g_autoptr (GStrvBuilder) known = g_strv_builder_new ();

  for (guint i = 0; keys[i] != NULL; i++)
    {
      const ModelField *field = model_field_find (keys[i]);

      if (field != NULL && (field->flags & (MODEL_FIELD_MANDATABLE | MODEL_FIELD_REQUIRED)) != 0)
        g_strv_builder_add (known, keys[i]);
    }
  return g_strv_builder_end (known);
}

static const char *
find_word (const char *const *words, const char *word, const char *otherwise)
{
  for (guint i = 0; word != NULL && words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return words[i];
  return otherwise;
}

static const char *
get_of_state (ModelSettings *settings, const char *key, const char *what)
{
  g_autofree char *name = g_strdup_printf ("search_state.%s.%s", key, what);

  return model_settings_get (settings, name);
}

typedef struct
{
  ModelSearchState state;
  gint64 position;
} Placed;

static int
compare_placed (gconstpointer a, gconstpointer b)
{
  const Placed *first = a, *second = b;

  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;
  return (int) first->state - (int) second->state;
}

/**
 * model_search_looks_new:
 * @settings: the school's settings: `search_state.KEY.label`, `.style`, `.symbol`, `.position`
 *
 * Labels are in the user's language already, or in the school's words.
 *
 * Returns: (transfer full): how states are shown; what makes no sense is as by default
 */
ModelSearchLooks *
model_search_looks_new (ModelSettings *settings)
{
  ModelSearchLooks *looks = g_atomic_rc_box_new0 (ModelSearchLooks);
  Placed placed[MODEL_N_SEARCH_STATES];

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    {
      const ModelState *info = model_search_state_info (i);
      const char *label = get_of_state (settings, info->key, "label");
      const char *position = get_of_state (settings, info->key, "position");

      looks->states[i].key = info->key;
      looks->states[i].label =
          g_strdup (label != NULL && label[0] != '\0' ? label : _ (info->label));
      looks->states[i].style =
          find_word (styles, get_of_state (settings, info->key, "style"), info->style);
      looks->states[i].symbol =
          find_word (symbols, get_of_state (settings, info->key, "symbol"), info->symbol);
      placed[i].state = i;
      placed[i].position = position != NULL ? g_ascii_strtoll (position, NULL, 10) : i;
    }
  qsort (placed, MODEL_N_SEARCH_STATES, sizeof *placed, compare_placed);
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    looks->order[i] = placed[i].state;
  return looks;
}

/**
 * model_search_looks_ref:
 * @looks: how states are shown
 *
 * Returns: (transfer full): @looks
 */
ModelSearchLooks *
model_search_looks_ref (ModelSearchLooks *looks)
{
  return g_atomic_rc_box_acquire (looks);
}

static void
clear_looks (gpointer data)
{
  ModelSearchLooks *looks = data;

  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    g_free ((char *) looks->states[i].label);
}

/**
 * model_search_looks_unref:
 * @looks: (transfer full) (nullable): how states are shown
 */
void
model_search_looks_unref (ModelSearchLooks *looks)
{
  if (looks != NULL)
    g_atomic_rc_box_release_full (looks, clear_looks);
}

/**
 * model_search_looks_equal:
 * @a: (nullable): how states are shown
 * @b: (nullable): alike
 *
 * Returns: whether both show and order all states in the same way
 */
gboolean
model_search_looks_equal (const ModelSearchLooks *a, const ModelSearchLooks *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  for (guint i = 0; i < MODEL_N_SEARCH_STATES; i++)
    if (a->order[i] != b->order[i] || a->states[i].style != b->states[i].style
        || a->states[i].symbol != b->states[i].symbol
        || !g_str_equal (a->states[i].label, b->states[i].label))
      return FALSE;
  return TRUE;
}

/**
 * model_state_styles:
 *
 * Returns: (transfer none): the colours that a state may have
 */
const char *const *
model_state_styles (void)
{
  return styles;
}

/**
 * model_state_symbols:
 *
 * Returns: (transfer none): the shapes that a state may have
 */
const char *const *
model_state_symbols (void)
{
  return symbols;
}
