#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The provider's own description judges the fakes and what is asked: Prism stands between."""
import os
import re
import shutil
import signal
import subprocess
import sys
import unittest

from asking import PEOPLE, SHARED, DocumensoClient, YousignClient
from fake.documenso import Documenso
from fake.yousign import Yousign

PRISM = ['npx', '--yes', '@stoplight/prism-cli@5.14.2']


class Prism:
    """`prism proxy --errors` before a server: an answer of its own tells a violation."""

    def __init__(self, description, upstream):
        self.process = subprocess.Popen(
            [*PRISM, 'proxy', '--errors', '-h', '127.0.0.1', '-p', '0', str(description), upstream],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True)
        self.url, said = None, []
        for line in self.process.stdout:
            said.append(line)
            match = re.search(r'listening on (http://[\d.]+:\d+)', line)
            if match:
                self.url = match.group(1)
                return
        self.close()
        raise unittest.SkipTest('Prism did not start: %s' % ''.join(said)[-300:])

    def close(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.stdout.close()
        self.process.wait()


def violation_of(reply):
    told = reply.headers.get('sl-violations')
    if reply.headers.get_content_type() == 'application/problem+json':
        told = told or reply.body.decode()
    return told


class JudgeTest(unittest.TestCase):
    file = make = None

    @classmethod
    def setUpClass(cls):
        description = SHARED / cls.file
        if not description.exists():
            raise unittest.SkipTest('%s is not at hand' % cls.file)
        if not shutil.which('npx'):
            raise unittest.SkipTest('npm is not installed')
        cls.fake = cls.make().start()
        cls.addClassCleanup(cls.fake.stop)
        cls.prism = Prism(description, cls.fake.url)
        cls.addClassCleanup(cls.prism.close)

    def setUp(self):
        self.fake.control('forget')
        self.seen = []

    def client(self, kind, **more):
        return kind(self.prism.url, self.fake.key, seen=self.seen, **more)

    def judge(self, at_least):
        """Nothing that was seen is against the description, and it really was seen by Prism."""
        found = ['%s: %d %s' % (what, reply.status, violation_of(reply))
                 for what, reply in self.seen if violation_of(reply)]
        self.assertEqual([], found)
        self.assertGreaterEqual(len(self.seen), at_least)
        self.assertEqual(len(self.seen), len(self.fake.calls), 'not all went through')


class TestYousign(JudgeTest):
    file, make = 'yousign-openapi.json', Yousign

    def test_a_whole_course(self):
        client = self.client(YousignClient)
        request, signers = client.launch(expiration_date=self.fake.stamp(60 * 86400)[:10])
        at = '/signature_requests/' + request
        for query in ({'external_id[eq]': 'paraphe-1', 'limit': 100},
                      {'status[in]': 'ongoing,approval'},
                      {'completed_at[after]': '2026-01-01'}):
            client.ok('GET', '/signature_requests', **query)
        client.ok('GET', '/workspaces/default')
        client.ok('GET', '/users', limit=1)
        client.ok('POST', at + '/signers/%s/send_reminder' % signers[0])
        client.ok('PATCH', at + '/signers/' + signers[0], body={'info': {'email': 'new@a.example'}})
        client.ok('PATCH', at, body={'expiration_date': self.fake.stamp(90 * 86400)[:10]})
        for do in ('begin', 'sign', 'sign'):
            self.fake.control(do)
            client.ok('GET', at)
            client.ok('GET', at + '/signers')
        client.ok('GET', at + '/signers/%s/audit_trails' % signers[0])
        self.assertEqual('done', self.fake.control('sign'))
        client.ok('GET', at)
        client.ok('GET', at + '/signers/' + signers[2])
        document = client.ok('GET', at + '/documents')[0]['id']
        for path in ('/documents/' + document, '/documents/%s/download' % document,
                     '/signers/%s/audit_trails/download' % signers[0]):
            client.ok('GET', at + path)
        client.ok('GET', at + '/documents/download', version='completed')
        client.ok('GET', at + '/audit_trails/download', merge='true')
        self.judge(at_least=25)

    def test_other_ends(self):
        client = self.client(YousignClient)
        request, _ = client.launch('declined')
        self.fake.control('decline', reason='Les dates sont fausses')
        client.ok('GET', '/signature_requests/' + request)
        request, _ = client.launch('canceled')
        client.ok('POST', '/signature_requests/%s/cancel' % request,
                  body={'reason': 'errors_in_document', 'custom_note': 'Les horaires changent'})
        client.ok('DELETE', '/signature_requests/' + request)
        request, _ = client.launch('expired')
        self.fake.control('expire', request='expired')
        client.ok('GET', '/signature_requests/' + request)
        client.ok('POST', '/signature_requests/%s/reactivate' % request,
                  body={'expiration_date': self.fake.stamp(86400)[:10]})
        draft = client.create('draft')
        document, signer = client.upload(draft)['id'], client.add(draft, PEOPLE[0])
        client.ok('DELETE', '/signature_requests/%s/documents/%s' % (draft, document))
        client.ok('DELETE', '/signature_requests/%s/signers/%s' % (draft, signer))
        client.ok('DELETE', '/signature_requests/' + draft, permanent_delete='true')
        self.judge(at_least=25)

    def test_refusals(self):
        client = self.client(YousignClient)
        wrong = YousignClient(self.prism.url, 'another key', seen=self.seen)
        request, signers = client.launch()
        at = '/signature_requests/' + request
        nothing = '00000000-0000-4000-8000-000000000000'
        refused = [wrong.send('GET', '/signature_requests'),
                   client.send('GET', '/signature_requests/' + nothing),
                   client.send('POST', at + '/activate'),
                   client.send('POST', at + '/signers/%s/send_reminder' % signers[1]),
                   client.send('GET', at + '/documents/download', version='completed')]
        self.assertEqual([401, 404, 400, 400, 400], [reply.status for reply in refused])
        self.fake.control('rude', kind='429')
        self.assertEqual(429, client.send('GET', at).status)
        self.fake.control('rude', kind='500')
        self.assertEqual(500, client.send('GET', at).status)
        self.judge(at_least=13)

    def test_the_judge_judges(self):
        """Both ways: a request that is wrong, and an answer that is."""
        client = self.client(YousignClient)
        request = client.create()
        info = {'first_name': 'Jeanne', 'last_name': 'D’Arc', 'email': 'j@a.example',
                'locale': 'fr'}
        reply = client.send('POST', '/signature_requests/%s/signers' % request, body={
            'info': info, 'signature_level': 'electronic_signature'})
        self.assertIn('pattern', violation_of(reply) or '')
        self.fake.requests[0].status = 'begun'
        self.assertIn('status', violation_of(client.send('GET', '/signature_requests/' + request)))


class TestDocumenso(JudgeTest):
    """Without the files, of which the description says that they are JSON."""
    file, make = 'documenso-openapi.json', Documenso

    def test_a_whole_course(self):
        client = self.client(DocumensoClient)
        envelope, signers = client.launch(envelopeExpirationPeriod={'unit': 'day', 'amount': 60},
                                          reminderSettings={
                                              'sendAfter': {'unit': 'day', 'amount': 7},
                                              'repeatEvery': {'unit': 'day', 'amount': 7}})
        client.ok('GET', '/envelope', status='PENDING', perPage=100, orderByColumn='createdAt',
                  orderByDirection='desc')
        client.ok('POST', '/envelope/redistribute',
                  body={'envelopeId': envelope, 'recipients': signers[:1]})
        client.ok('POST', '/envelope/recipient/update-many', body={
            'envelopeId': envelope, 'data': [{'id': signers[0], 'email': 'new@a.example'}]})
        for do in ('open', 'sign', 'sign', 'sign'):
            self.fake.control(do)
            client.ok('GET', '/envelope/' + envelope)
        client.ok('GET', '/envelope/%s/audit-log' % envelope, perPage=100)
        self.assertEqual('COMPLETED', client.status(envelope)[0])
        self.judge(at_least=10)

    def test_other_ends(self):
        client = self.client(DocumensoClient)
        for number, (do, more) in enumerate((('decline', {'reason': 'Non'}), ('expire', {}))):
            envelope, _ = client.launch(str(number))
            self.fake.control(do, request=envelope, **more)
            client.ok('GET', '/envelope/' + envelope)
        client.ok('GET', '/envelope', hasExpiredRecipients='true')
        client.ok('POST', '/envelope/cancel', body={'envelopeId': envelope, 'reason': 'Erreur'})
        client.ok('POST', '/envelope/delete', body={'envelopeId': client.create('draft')})
        self.judge(at_least=8)

    def test_refusals(self):
        client = self.client(DocumensoClient)
        envelope, signers = client.launch()
        self.assertEqual(404, client.send('GET', '/envelope/envelope_none').status)
        self.fake.control('sign')
        self.assertEqual(400, client.send('POST', '/envelope/recipient/update-many', body={
            'envelopeId': envelope, 'data': [{'id': signers[0], 'email': 'x@a.example'}]}).status)
        self.assertEqual(401, DocumensoClient(self.prism.url, 'api_other', seen=self.seen)
                         .send('GET', '/envelope').status)
        self.judge(at_least=4)


if __name__ == '__main__':
    outcome = unittest.main(exit=False).result
    if outcome.testsRun == 0 and outcome.skipped:
        print('skipped: ' + '; '.join(reason for _, reason in outcome.skipped))
        sys.exit(77)
    sys.exit(not outcome.wasSuccessful())
