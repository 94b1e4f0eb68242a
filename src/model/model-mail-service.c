/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-mail-service.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Microsoft takes no TLS from the first byte, and Google no password of the account itself. */
static const ModelMailService services[] = {
  { "academy", N_ ("Académie (ac-….fr)"), "ac-*.fr", "smtp.*", 465, "tls", NULL,
    N_ ("The account is the academic one; the académie may take mails from its own network "
        "alone.") },
  { "google", N_ ("Google Workspace, Gmail"), "gmail.com|googlemail.com", "smtp.gmail.com", 465,
    "tls", "google",
    N_ ("Google wants that one signs in with the browser, or a password made for applications.") },
  { "microsoft", N_ ("Microsoft 365"), "onmicrosoft.com", "smtp.office365.com", 587, "starttls",
    "microsoft", N_ ("Microsoft wants that one signs in with the browser.") },
  { "orange", N_ ("Orange"), "orange.fr|wanadoo.fr", "smtp.orange.fr", 465, "tls", NULL, NULL },
  { "free", N_ ("Free"), "free.fr", "smtp.free.fr", 465, "tls", NULL,
    N_ ("Authenticated SMTP is switched on in the account at Free.") },
  { "laposte", N_ ("La Poste"), "laposte.net", "smtp.laposte.net", 465, "tls", NULL, NULL },
  { "sfr", N_ ("SFR"), "sfr.fr|neuf.fr|club-internet.fr", "smtp.sfr.fr", 465, "tls", NULL, NULL },
  { "ovh", N_ ("OVHcloud"), NULL, "ssl0.ovh.net", 465, "tls", NULL, NULL },
  { "gandi", N_ ("Gandi"), NULL, "mail.gandi.net", 465, "tls", NULL, NULL },
  { "infomaniak", N_ ("Infomaniak"), "ik.me", "mail.infomaniak.com", 465, "tls", NULL, NULL },
  { "ionos", N_ ("IONOS"), NULL, "smtp.ionos.fr", 465, "tls", NULL, NULL },
};

/**
 * model_mail_service_list:
 * @n: (out): how many there are
 *
 * Returns: (transfer none): the services, what most schools have first
 */
const ModelMailService *
model_mail_service_list (guint *n)
{
  *n = G_N_ELEMENTS (services);
  return services;
}

/**
 * model_mail_service_find:
 * @key: (nullable): "google"
 *
 * Returns: (transfer none) (nullable): that service
 */
const ModelMailService *
model_mail_service_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    if (g_strcmp0 (services[i].key, key) == 0)
      return &services[i];
  return NULL;
}

static char *
dup_domain (const char *address)
{
  const char *at = address != NULL ? strrchr (address, '@') : NULL;

  return at != NULL && at[1] != '\0' ? g_ascii_strdown (at + 1, -1) : NULL;
}

/* Whether a domain is one of those, or below it. */
static gboolean
has_domain (const ModelMailService *service, const char *domain)
{
  g_auto (GStrv) ends = g_strsplit (service->domains != NULL ? service->domains : "", "|", -1);

  for (guint i = 0; ends[i] != NULL; i++)
    {
      g_autofree char *below = g_strconcat ("*.", ends[i], NULL);

      if (g_pattern_match_simple (ends[i], domain)
          || (strchr (ends[i], '*') == NULL && g_pattern_match_simple (below, domain)))
        return TRUE;
    }
  return FALSE;
}

/**
 * model_mail_service_of_address:
 * @address: (nullable): "ce.0690001a@ac-lyon.fr"
 *
 * Returns: (transfer none) (nullable): where it has its mail, when that is known by its domain
 */
const ModelMailService *
model_mail_service_of_address (const char *address)
{
  g_autofree char *domain = dup_domain (address);

  for (guint i = 0; domain != NULL && i < G_N_ELEMENTS (services); i++)
    if (has_domain (&services[i], domain))
      return &services[i];
  return NULL;
}

/**
 * model_mail_service_of_host:
 * @host: (nullable): the name of a server: "smtp.ac-lyon.fr"
 *
 * Returns: (transfer none) (nullable): whose it is
 */
const ModelMailService *
model_mail_service_of_host (const char *host)
{
  g_autofree char *lower = g_ascii_strdown (host != NULL ? host : "", -1);

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      const char *star = strchr (services[i].host, '*');
      gsize head = star != NULL ? (gsize) (star - services[i].host) : 0;

      if (star == NULL ? g_str_equal (services[i].host, lower)
                       : strncmp (services[i].host, lower, head) == 0
                             && has_domain (&services[i], lower + head))
        return &services[i];
    }
  return NULL;
}

/**
 * model_mail_service_dup_host:
 * @service: a service
 * @address: (nullable): an address that has its mail there
 *
 * Returns: (transfer full) (nullable): the name of the server; %NULL when it goes with the address
 *   and that is of no such service
 */
char *
model_mail_service_dup_host (const ModelMailService *service, const char *address)
{
  const char *star = strchr (service->host, '*');
  g_autofree char *domain = NULL;

  if (star == NULL)
    return g_strdup (service->host);
  domain = dup_domain (address);
  if (domain == NULL || !has_domain (service, domain))
    return NULL;
  return g_strdup_printf ("%.*s%s", (int) (star - service->host), service->host, domain);
}
