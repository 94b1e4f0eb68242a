/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "model-mail-service.h"

/* Where schools have their mail. */

static void
test_table (void)
{
  guint n;
  const ModelMailService *all = model_mail_service_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_assert_true (model_mail_service_find (all[i].key) == &all[i]);
      g_assert_true (g_str_equal (all[i].security, "tls")
                     || g_str_equal (all[i].security, "starttls"));
      g_assert_cmpint (all[i].port, ==, g_str_equal (all[i].security, "tls") ? 465 : 587);
      g_assert_nonnull (all[i].label);
    }
  g_assert_null (model_mail_service_find ("none"));
  g_assert_null (model_mail_service_find (NULL));
}

static void
test_of_address (void)
{
  static const struct
  {
    const char *address;
    const char *key;
    const char *host;
  } cases[] = {
    { "ce.0690001a@ac-lyon.fr", "academy", "smtp.ac-lyon.fr" },
    { "CE.0690001A@AC-Nancy-Metz.FR", "academy", "smtp.ac-nancy-metz.fr" },
    { "lycee@gmail.com", "google", "smtp.gmail.com" },
    { "a@lycee.onmicrosoft.com", "microsoft", "smtp.office365.com" },
    { "a@wanadoo.fr", "orange", "smtp.orange.fr" },
    { "a@notfree.fr", NULL, NULL },
    { "a@lycee-example.fr", NULL, NULL },
    { "ac-lyon.fr", NULL, NULL },
    { "a@", NULL, NULL },
    { "", NULL, NULL },
    { NULL, NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ModelMailService *service = model_mail_service_of_address (cases[i].address);
      g_autofree char *host =
          service != NULL ? model_mail_service_dup_host (service, cases[i].address) : NULL;

      g_assert_cmpstr (service != NULL ? service->key : NULL, ==, cases[i].key);
      g_assert_cmpstr (host, ==, cases[i].host);
    }
}

/* The server of an académie goes with the address. */
static void
test_host_without_address (void)
{
  g_assert_null (model_mail_service_dup_host (model_mail_service_find ("academy"), NULL));
  g_assert_null (model_mail_service_dup_host (model_mail_service_find ("academy"), "a@free.fr"));
}

static void
test_of_host (void)
{
  static const struct
  {
    const char *host;
    const char *key;
  } cases[] = {
    { "smtp.ac-lyon.fr", "academy" },
    { "SMTP.gmail.com", "google" },
    { "ssl0.ovh.net", "ovh" },
    { "smtp.gmail.com.evil.fr", NULL },
    { "ac-lyon.fr", NULL },
    { "mail.lycee.fr", NULL },
    { "smtp.", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const ModelMailService *service = model_mail_service_of_host (cases[i].host);

      g_assert_cmpstr (service != NULL ? service->key : NULL, ==, cases[i].key);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/mail-service/table", test_table);
  g_test_add_func ("/model/mail-service/of-address", test_of_address);
  g_test_add_func ("/model/mail-service/host-without-address", test_host_without_address);
  g_test_add_func ("/model/mail-service/of-host", test_of_host);
  return g_test_run ();
}
