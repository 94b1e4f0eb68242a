# SPDX-License-Identifier: GPL-3.0-or-later
"""A client for the tests of the fakes: it asks what Paraphe asks, and looks at each answer."""
import json
import os
import pathlib
import ssl
import urllib.error
import urllib.parse
import urllib.request

from fake import pdf

ROOT = pathlib.Path(os.environ.get('PARAPHE_SRCDIR')
                    or pathlib.Path(__file__).resolve().parents[2])
SHARED = ROOT.parent / 'shared' / 'reference'


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def json(self):
        return json.loads(self.body)


class Client:
    """Calls go to `url`; `seen` gets each reply."""

    def __init__(self, url, key, ca_file=None, scheme='Bearer ', seen=None):
        self.url, self.key, self.scheme, self.seen = url, key, scheme, seen
        context = ssl.create_default_context(cafile=ca_file) if ca_file else None
        handlers = [urllib.request.ProxyHandler({})]
        if context:
            handlers.append(urllib.request.HTTPSHandler(context=context))
        self.opener = urllib.request.build_opener(*handlers)

    def send(self, method, path, body=None, form=None, **query):
        headers, data = {}, None
        if self.key is not None:
            headers['Authorization'] = self.scheme + self.key
        if body is not None:
            data, headers['Content-Type'] = json.dumps(body).encode(), 'application/json'
        if form is not None:
            data, headers['Content-Type'] = self.pack(form), 'multipart/form-data; boundary=--x-y'
        if query:
            path += '?' + urllib.parse.urlencode(query)
        request = urllib.request.Request(self.url + path, data, headers, method=method)
        try:
            with self.opener.open(request, timeout=30) as answer:
                reply = Reply(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as answer:
            reply = Reply(answer.code, answer.headers, answer.read())
        if self.seen is not None:
            self.seen.append(('%s %s' % (method, path), reply))
        return reply

    @staticmethod
    def pack(form):
        """Parts are (name, text) or (name, file name, content)."""
        data = b''
        for part in form:
            data += b'----x-y\r\nContent-Disposition: form-data; name="%s"' % part[0].encode()
            if len(part) == 3:
                data += (b'; filename="%s"\r\nContent-Type: application/pdf\r\n\r\n%s\r\n'
                         % (part[1].encode(), part[2]))
            else:
                data += b'\r\n\r\n%s\r\n' % part[1].encode()
        return data + b'----x-y--\r\n'

    def ok(self, method, path, **more):
        reply = self.send(method, path, **more)
        assert 200 <= reply.status < 300, '%s %s: %d %s' % (method, path, reply.status, reply.body)
        if reply.headers.get_content_type() == 'application/json' and reply.body:
            return reply.json()
        return reply.body


PEOPLE = [("Léa", "D'Arc-Pépin", 'lea@eleve.example', None),
          ('Zoé', 'Martin', 'zoe@entreprise.example', '+33612345678'),
          ('Jean', 'Dupont', 'jean@lycee.example', None)]


def document(anchor, count):
    return pdf.make(['Convention'] + [anchor % n for n in range(1, count + 1)])


class YousignClient(Client):
    anchor = '{{s%d|signature|138|60}}'

    def create(self, external_id='paraphe-1', **more):
        return self.ok('POST', '/signature_requests', body={
            'name': 'Convention 2026-0042', 'delivery_mode': 'email', 'ordered_signers': True,
            'reminder_settings': {'interval_in_days': 7, 'max_occurrences': 10},
            'timezone': 'Europe/Paris', 'external_id': external_id, 'audit_trail_locale': 'fr',
            'signers_allowed_to_decline': True,
            'email_notification': {'sender': {'type': 'organization'},
                                   'custom_text': {'request_subject': 'Convention à signer',
                                                   'request_body': 'Bonjour, merci de signer.'}},
            **more})['id']

    def upload(self, request, count=3):
        return self.ok('POST', '/signature_requests/%s/documents' % request, form=[
            ('nature', 'signable_document'), ('parse_anchors', 'true'),
            ('file', 'Convention.pdf', document(self.anchor, count))])

    def add(self, request, person):
        given, family, email, phone = person
        body = {'info': {'first_name': given, 'last_name': family, 'email': email,
                         'locale': 'fr'},
                'signature_level': 'electronic_signature',
                'signature_authentication_mode': 'otp_sms' if phone else 'otp_email'}
        if phone:
            body['info']['phone_number'] = phone
        return self.ok('POST', '/signature_requests/%s/signers' % request, body=body)['id']

    def launch(self, external_id='paraphe-1', **more):
        request = self.create(external_id, **more)
        self.upload(request)
        signers = [self.add(request, person) for person in PEOPLE]
        self.ok('POST', '/signature_requests/%s/activate' % request)
        return request, signers

    def status(self, request):
        one = self.ok('GET', '/signature_requests/' + request)
        return one['status'], [signer['status'] for signer in one['signers']]


class DocumensoClient(Client):
    anchor = '{{signature, r%d}}'

    def __init__(self, url, key, **more):
        super().__init__(url, key, scheme='', **more)

    def create(self, external_id='paraphe-1', order='SEQUENTIAL', count=3, **meta):
        payload = {
            'type': 'DOCUMENT', 'title': 'Convention 2026-0042', 'externalId': external_id,
            'recipients': [{'email': email, 'name': '%s %s' % (given, family), 'role': 'SIGNER',
                            'signingOrder': n}
                           for n, (given, family, email, _) in enumerate(PEOPLE, 1)],
            'meta': {'subject': 'Convention à signer', 'message': 'Merci de signer.',
                     'timezone': 'Europe/Paris', 'dateFormat': 'dd/MM/yyyy HH:mm',
                     'distributionMethod': 'EMAIL', 'signingOrder': order, 'language': 'fr',
                     **meta}}
        return self.ok('POST', '/envelope/create', form=[
            ('payload', json.dumps(payload)),
            ('files', 'Convention.pdf', document(self.anchor, count))])['id']

    def launch(self, external_id='paraphe-1', **more):
        envelope = self.create(external_id, **more)
        made = self.ok('POST', '/envelope/distribute', body={'envelopeId': envelope})
        return envelope, [one['id'] for one in made['recipients']]

    def status(self, envelope):
        one = self.ok('GET', '/envelope/' + envelope)
        return one['status'], [signer['signingStatus'] for signer in one['recipients']]
