/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ModelMailService:
 * @key: "gmail"
 * @label: English source label
 * @domains: (nullable): ends of addresses that have their mail there, apart by bars; "ac-*.fr" has
 *   one star
 * @host: its server; with a star, which stands for the domain of the address
 * @port: of the server
 * @security: "starttls" or "tls"
 * @oauth: (nullable): the service whose sign-in it wants: "google", "microsoft"
 * @hint: (nullable): English source sentence: what one has to know
 *
 * Where many a school has its mail, and how mails are handed over there.
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *domains;
  const char *host;
  int port;
  const char *security;
  const char *oauth;
  const char *hint;
} ModelMailService;

const ModelMailService *model_mail_service_list (guint *n);
const ModelMailService *model_mail_service_find (const char *key);
const ModelMailService *model_mail_service_of_address (const char *address);
const ModelMailService *model_mail_service_of_host (const char *host);
char *model_mail_service_dup_host (const ModelMailService *service, const char *address);

G_END_DECLS
