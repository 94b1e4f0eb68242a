/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"
#include "sign-order.h"

/**
 * sign_person_new:
 * @given_name: as typed
 * @family_name: as typed
 * @email: where the invitation goes
 *
 * Returns: (transfer full): a person without a mobile, who proves nothing more than their mailbox
 */
SignPerson *
sign_person_new (const char *given_name, const char *family_name, const char *email)
{
  SignPerson *person = g_new0 (SignPerson, 1);

  person->given_name = g_strdup (given_name != NULL ? given_name : "");
  person->family_name = g_strdup (family_name != NULL ? family_name : "");
  person->email = g_strdup (email != NULL ? email : "");
  return person;
}

/**
 * sign_person_free:
 * @person: (transfer full): a person
 */
void
sign_person_free (SignPerson *person)
{
  g_free (person->given_name);
  g_free (person->family_name);
  g_free (person->email);
  g_free (person->mobile);
  g_free (person);
}

/**
 * sign_order_new:
 * @external_id: ours, of this request alone
 * @title: what signatories see
 * @document: the PDF
 *
 * Returns: (transfer full): an order that nobody signs yet, in order, named "document.pdf"
 */
SignOrder *
sign_order_new (const char *external_id, const char *title, GBytes *document)
{
  SignOrder *order = g_new0 (SignOrder, 1);

  order->external_id = g_strdup (external_id);
  order->title = g_strdup (title);
  order->file_name = g_strdup ("document.pdf");
  order->document = g_bytes_ref (document);
  order->signers = g_ptr_array_new_with_free_func ((GDestroyNotify) sign_person_free);
  order->ordered = TRUE;
  return order;
}

/**
 * sign_order_free:
 * @order: (transfer full): an order
 */
void
sign_order_free (SignOrder *order)
{
  g_free (order->external_id);
  g_free (order->title);
  g_free (order->file_name);
  g_bytes_unref (order->document);
  g_ptr_array_unref (order->signers);
  g_free (order->expires_on);
  g_free (order->subject);
  g_free (order->message);
  g_free (order->since);
  g_free (order);
}
