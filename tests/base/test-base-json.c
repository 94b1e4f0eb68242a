/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "base-json.h"

static void
test_json (void)
{
  static const char *const bad[] = { "", "{", "[1", "{\"a\":1}x", "\xff", "nul" };
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (JsonNode) node =
      base_json_parse ("{\"s\":\"x\",\"n\":7,\"d\":1.5,\"t\":\"12.25\",\"b\":true,\"i\":1e999,"
                       "\"z\":null,\"o\":{},\"a\":[{},1]}",
                       -1);
  JsonObject *object = base_json_object (node);
  g_autofree char *id = base_json_dup_id (object, "n");
  g_autofree char *none = base_json_dup_id (object, "o");

  g_assert_cmpstr (base_json_string (object, "s"), ==, "x");
  g_assert_cmpstr (base_json_string (object, "n"), ==, "");
  g_assert_cmpstr (base_json_string (object, "z"), ==, "");
  g_assert_cmpstr (base_json_string (object, "o"), ==, "");
  g_assert_cmpstr (base_json_string (NULL, "s"), ==, "");
  g_assert_cmpint (base_json_int (object, "n", 0), ==, 7);
  g_assert_cmpint (base_json_int (object, "s", -1), ==, -1);
  g_assert_cmpfloat (base_json_number (object, "d", 0), ==, 1.5);
  g_assert_cmpfloat (base_json_number (object, "t", 0), ==, 12.25);
  g_assert_cmpfloat (base_json_number (object, "n", 0), ==, 7);
  g_assert_cmpfloat (base_json_number (object, "s", -1), ==, -1);
  g_assert_cmpfloat (base_json_number (object, "i", -1), ==, -1);
  g_assert_cmpfloat (base_json_number (object, "nothing", 3), ==, 3);
  g_assert_true (base_json_boolean (object, "b"));
  g_assert_false (base_json_boolean (object, "s"));
  g_assert_cmpstr (id, ==, "7");
  g_assert_null (none);
  g_assert_null (base_json_member_array (object, "o"));
  g_assert_nonnull (base_json_member_object (object, "o"));
  g_assert_cmpuint (base_json_n_objects (base_json_member_array (object, "a")), ==, 2);
  g_assert_null (base_json_element (base_json_member_array (object, "a"), 1));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (base_json_parse (bad[i], -1));
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (base_json_parse (deep->str, -1));
}

static void
test_times (void)
{
  static const struct
  {
    const char *told, *read;
  } cases[] = {
    { "2025-01-10T16:59:20+00:00", "2025-01-10T16:59:20Z" },
    { "2025-01-10T16:59:20Z", "2025-01-10T16:59:20Z" },
    { "2026-07-01T00:30:00+02:00", "2026-06-30T22:30:00Z" },
    { "2026-11-26T13:01:51.123Z", "2026-11-26T13:01:51Z" },
    { "2026-11-26", NULL },
    { "demain", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"at\":\"%s\"}", cases[i].told);
      g_autoptr (JsonNode) node = base_json_parse (text, -1);
      g_autofree char *read = base_json_dup_time (base_json_object (node), "at");

      g_assert_cmpstr (read, ==, cases[i].read);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/json/read", test_json);
  g_test_add_func ("/base/json/times", test_times);
  return g_test_run ();
}
