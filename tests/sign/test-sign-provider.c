/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "sign-error.h"
#include "sign-server.h"

static void
test_table (void)
{
  g_assert_cmpuint (sign_provider_get_n (), ==, 2);
  g_assert_null (sign_provider_find ("nobody"));
  g_assert_null (sign_provider_find (NULL));
  for (guint i = 0; i < sign_provider_get_n (); i++)
    {
      const SignProvider *provider = sign_provider_get (i);
      SignFeatures features = sign_provider_get_features (provider);
      guint n;
      const SignEnvironment *environments = sign_provider_get_environments (provider, &n);

      g_assert_true (sign_provider_find (sign_provider_get_id (provider)) == provider);
      g_assert_cmpstr (sign_provider_get_label (provider), !=, "");
      g_assert_cmpuint (n, >, 0);
      g_assert_cmpuint (sign_provider_count_calls (provider, 5), >=, 3);
      g_assert_null (sign_provider_find_environment (provider, "nowhere"));
      for (guint e = 0; e < n; e++)
        {
          g_assert_true (sign_provider_find_environment (provider, environments[e].key)
                         == &environments[e]);
          /* where there is no address, the school gives one */
          if (environments[e].url == NULL)
            g_assert_true (features & SIGN_FEATURE_OWN_ADDRESS);
          else
            g_assert_true (g_str_has_prefix (environments[e].url, "https://"));
        }
    }
}

static void
test_anchors (void)
{
  g_autofree char *one = sign_provider_dup_anchor (sign_provider_find ("yousign"), 1);
  g_autofree char *two = sign_provider_dup_anchor (sign_provider_find ("documenso"), 12);

  g_assert_cmpstr (one, ==, "{{s1|signature|138|60}}");
  g_assert_cmpstr (two, ==, "{{signature, r12}}");
}

static void
test_states (void)
{
  SignState state;
  SignerState signer;

  for (guint i = 0; i < SIGN_N_STATES; i++)
    {
      g_assert_true (sign_state_from_key (sign_state_to_key ((SignState) i), &state));
      g_assert_cmpint (state, ==, (int) i);
    }
  for (guint i = 0; i < SIGN_N_SIGNER_STATES; i++)
    {
      g_assert_true (
          sign_signer_state_from_key (sign_signer_state_to_key ((SignerState) i), &signer));
      g_assert_cmpint (signer, ==, (int) i);
    }
  g_assert_false (sign_state_from_key ("sealed", &state));
  g_assert_false (sign_state_from_key (NULL, &state));
  g_assert_false (sign_signer_state_from_key ("", &signer));
  g_assert_false (sign_state_is_over (SIGN_STATE_DRAFT));
  g_assert_false (sign_state_is_over (SIGN_STATE_ONGOING));
  g_assert_true (sign_state_is_over (SIGN_STATE_EXPIRED));
}

static void
test_request (void)
{
  g_autoptr (SignRequest) request = sign_request_new ("r1");
  g_autoptr (SignRequest) same = sign_request_ref (request);
  SignSigner *signer = sign_request_add_signer (request, "s1", SIGN_SIGNER_INVITED);

  g_assert_true (same == request);
  g_assert_true (sign_request_find_signer (request, "s1") == signer);
  g_assert_null (sign_request_find_signer (request, "s2"));
  g_assert_null (sign_request_find_signer (request, NULL));
  g_assert_cmpstr (signer->email, ==, "");
  g_assert_cmpint (request->state, ==, SIGN_STATE_DRAFT);
}

static SignSession *
open (const char *provider,
      const char *environment,
      const char *url,
      const char *key,
      GError **error)
{
  SignAccess access = { sign_provider_find (provider), environment, url, key, NULL };

  return sign_session_new (&access, error);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *provider, *environment, *url, *used; /* NULL: refused */
  } cases[] = {
    { "yousign", "production", NULL, "https://api.yousign.app/v3" },
    { "yousign", "test", "", "https://api-sandbox.yousign.app/v3" },
    { "yousign", "test", "http://127.0.0.1:80/v3/", "http://127.0.0.1:80/v3" },
    { "yousign", "elsewhere", NULL, NULL },
    { "yousign", NULL, NULL, NULL },
    { "documenso", "production", NULL, "https://app.documenso.com/api/v2" },
    { "documenso", "own", "https://sign.lycee.example", "https://sign.lycee.example/api/v2" },
    { "documenso", "own", " https://sign.lycee.example/ ", "https://sign.lycee.example/api/v2" },
    { "documenso", "own", "https://sign.lycee.example/api/v2/",
      "https://sign.lycee.example/api/v2" },
    { "documenso", "own", "https://lycee.example/sign", "https://lycee.example/sign/api/v2" },
    { "documenso", "own", "http://localhost:3000", "http://localhost:3000/api/v2" },
    { "documenso", "own", NULL, NULL },
    { "documenso", "own", "sign.lycee.example", NULL },
    { "documenso", "own", "http://sign.lycee.example", NULL },
    { "documenso", "own", "http://127.0.0.1.lycee.example", NULL },
    { "documenso", "own", "http://localhost@lycee.example", NULL },
    { "documenso", "own", "https://a:b@lycee.example", NULL },
    { "documenso", "own", "https://lycee.example/?x=1", NULL },
    { "documenso", "own", "https://lycee.example/#x", NULL },
    { "documenso", "own", "ftp://lycee.example", NULL },
    { "documenso", "own", "https://", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SignSession) session =
          open (cases[i].provider, cases[i].environment, cases[i].url, "k", &error);

      if (cases[i].used == NULL)
        {
          g_assert_error (error, SIGN_ERROR, SIGN_ERROR_INVALID);
          g_assert_null (session);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (_sign_session_get_url (session), ==, cases[i].used);
    }
}

static void
test_keys (void)
{
  static const char *const bad[] = { NULL, "", " ", "a b", "é", "a\nb", "a\r\nX-Other: b" };
  g_autofree char *endless = g_strnfill (2000, 'x');
  g_autoptr (SignSession) session = open ("yousign", "test", NULL, " key \n", NULL);

  /* as it is copied from a page */
  g_assert_cmpstr (_sign_session_get_key (session), ==, "key");
  g_assert_null (open ("yousign", "test", NULL, endless, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (open ("yousign", "test", NULL, bad[i], &error));
      g_assert_error (error, SIGN_ERROR, SIGN_ERROR_INVALID);
      if (bad[i] != NULL && strlen (bad[i]) > 3)
        g_assert_null (strstr (error->message, bad[i]));
    }
}

static void
test_paths (void)
{
  static const struct
  {
    const char *id, *path;
  } cases[] = {
    { "2f0a-77", "/a/2f0a-77" }, { "a/../../keys", "/a/a%2F..%2F..%2Fkeys" },
    { "..", "/a/%2E" },          { "x?y=1#z", "/a/x%3Fy%3D1%23z" },
    { "x\r\ny", "/a/x%0D%0Ay" }, { "é", "/a/%C3%A9" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = _sign_call_path ("a", cases[i].id, NULL);

      g_assert_cmpstr (path, ==, cases[i].path);
    }
}

static void
test_errors (void)
{
  g_autoptr (GError) unknown = g_error_new_literal (SIGN_ERROR, SIGN_ERROR_UNKNOWN, "x");
  g_autoptr (GError) busy = g_error_new_literal (SIGN_ERROR, SIGN_ERROR_BUSY, "x");

  g_assert_true (sign_error_may_be_done (unknown));
  g_assert_false (sign_error_may_be_done (busy));
  g_assert_false (sign_error_may_be_done (NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sign/provider/table", test_table);
  g_test_add_func ("/sign/provider/anchors", test_anchors);
  g_test_add_func ("/sign/provider/states", test_states);
  g_test_add_func ("/sign/provider/request", test_request);
  g_test_add_func ("/sign/provider/addresses", test_addresses);
  g_test_add_func ("/sign/provider/keys", test_keys);
  g_test_add_func ("/sign/provider/paths", test_paths);
  g_test_add_func ("/sign/provider/errors", test_errors);
  return g_test_run ();
}
