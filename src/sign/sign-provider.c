/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-provider.h"
#include "sign-provider-private.h"

/* One line a provider. The first is what a school is offered first. */
static const SignProvider *const providers[] = {
  &_sign_provider_yousign,
  &_sign_provider_documenso,
};

/**
 * sign_provider_get_n:
 *
 * Returns: how many providers there are
 */
guint
sign_provider_get_n (void)
{
  return G_N_ELEMENTS (providers);
}

/**
 * sign_provider_get:
 * @n: below sign_provider_get_n()
 *
 * Returns: (transfer none): a provider
 */
const SignProvider *
sign_provider_get (guint n)
{
  g_return_val_if_fail (n < G_N_ELEMENTS (providers), NULL);
  return providers[n];
}

/**
 * sign_provider_find:
 * @id: (nullable): "yousign"
 *
 * Returns: (transfer none) (nullable): that provider
 */
const SignProvider *
sign_provider_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (providers); i++)
    if (g_strcmp0 (providers[i]->id, id) == 0)
      return providers[i];
  return NULL;
}

/**
 * sign_provider_get_id:
 * @self: a provider
 *
 * Returns: what stands for it in a database
 */
const char *
sign_provider_get_id (const SignProvider *self)
{
  return self->id;
}

/**
 * sign_provider_get_label:
 * @self: a provider
 *
 * Returns: its name, for a person
 */
const char *
sign_provider_get_label (const SignProvider *self)
{
  return self->label;
}

/**
 * sign_provider_get_features:
 * @self: a provider
 *
 * Returns: what it can do
 */
SignFeatures
sign_provider_get_features (const SignProvider *self)
{
  return self->features;
}

/**
 * sign_provider_get_environments:
 * @self: a provider
 * @n: (out): how many
 *
 * Returns: (array length=n): where it is reached, the real one first
 */
const SignEnvironment *
sign_provider_get_environments (const SignProvider *self, guint *n)
{
  *n = self->n_environments;
  return self->environments;
}

/**
 * sign_provider_find_environment:
 * @self: a provider
 * @key: (nullable): "production"
 *
 * Returns: (transfer none) (nullable): that environment
 */
const SignEnvironment *
sign_provider_find_environment (const SignProvider *self, const char *key)
{
  for (guint i = 0; i < self->n_environments; i++)
    if (g_strcmp0 (self->environments[i].key, key) == 0)
      return &self->environments[i];
  return NULL;
}

/**
 * sign_provider_dup_anchor:
 * @self: a provider
 * @n: the signatory's place, from 1
 *
 * Returns: (transfer full): the text that marks in the document where they sign
 */
char *
sign_provider_dup_anchor (const SignProvider *self, guint n)
{
  g_auto (GStrv) parts = g_strsplit (self->anchor, "%u", -1);
  g_autofree char *number = g_strdup_printf ("%u", n);

  return g_strjoinv (number, parts);
}

/**
 * sign_provider_count_calls:
 * @self: a provider
 * @n_signers: how many sign
 *
 * For sign_session_estimate_seconds().
 *
 * Returns: how many calls it takes to send a request, when nothing goes wrong
 */
guint
sign_provider_count_calls (const SignProvider *self, guint n_signers)
{
  return self->count_calls (n_signers);
}

/**
 * sign_provider_check_order:
 * @self: a provider
 * @order: who is to sign; the document may still be empty
 * @error: return location for a #SIGN_ERROR, a sentence for a person
 *
 * Nobody is asked.
 *
 * Returns: whether the provider takes such names, addresses and methods
 */
gboolean
sign_provider_check_order (const SignProvider *self, const SignOrder *order, GError **error)
{
  return self->check_order (order, error);
}
