#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The fakes themselves: what they keep, refuse and count, and each way of being rude."""
import http.client
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request

from asking import PEOPLE, DocumensoClient, YousignClient
from fake import pdf
from fake.documenso import Documenso
from fake.server import Problem
from fake.yousign import Yousign

DROPPED = (http.client.HTTPException, urllib.error.URLError, ConnectionError)


class FakeTest(unittest.TestCase):
    make = Yousign

    def setUp(self):
        self.fake = self.make().start()
        self.addCleanup(self.fake.stop)
        self.client = YousignClient(self.fake.url, self.fake.key)

    def mails(self, kind):
        return [mail['to'] for mail in self.fake.mails if mail['kind'] == kind]


class TestYousign(FakeTest):
    def test_one_after_the_other(self):
        request, _ = self.client.launch()
        emails = [person[2] for person in PEOPLE]
        for number in range(3):
            self.assertEqual(emails[:number + 1], self.mails('invitation'))
            states = ['signed'] * number + ['notified'] + ['initiated'] * (2 - number)
            self.assertEqual(('ongoing', states), self.client.status(request))
            self.fake.control('sign')
        self.assertEqual(('done', ['signed'] * 3), self.client.status(request))
        self.assertRaises(Problem, self.fake.control, 'sign', request=request)

    def test_all_at_once(self):
        request, signers = self.client.launch(ordered_signers=False)
        self.assertEqual(3, len(self.mails('invitation')))
        self.fake.control('sign', signer=signers[2])
        self.assertEqual(('ongoing', ['notified', 'notified', 'signed']),
                         self.client.status(request))
        self.assertEqual('done', self.fake.control('complete'))

    def test_ends(self):
        for do, more, ends, states in (
                ('decline', {'reason': 'Non'}, 'declined', ['declined', 'aborted', 'aborted']),
                ('expire', {}, 'expired', ['notified', 'initiated', 'initiated']),
                ('cancel', {}, 'canceled', ['aborted'] * 3)):
            with self.subTest(do):
                request, _ = self.client.launch(do)
                self.fake.control(do, request=do, **more)
                self.assertEqual((ends, states), self.client.status(request))

    def test_time_goes_by(self):
        request, _ = self.client.launch(expiration_date=self.fake.stamp(86400)[:10])
        self.fake.control('clock', ahead=3 * 86400)
        self.assertEqual('expired', self.client.status(request)[0])

    def test_documents(self):
        request, _ = self.client.launch()
        at = '/signature_requests/%s/documents' % request
        before = self.client.ok('GET', at + '/download')
        self.assertEqual(400, self.client.send('GET', at + '/download', version='completed').status)
        self.fake.control('complete')
        after = self.client.ok('GET', at + '/download', version='completed')
        self.assertEqual(after, self.client.ok('GET', at + '/download', version='completed'))
        if not shutil.which('certutil') or not shutil.which('pdfsig'):
            self.assertEqual(before, after)
            return
        with tempfile.NamedTemporaryFile(suffix='.pdf') as file:
            file.write(after)
            file.flush()
            said = subprocess.run(['pdfsig', '-nocert', file.name], capture_output=True, text=True,
                                  check=False).stdout
        self.assertIn('Signature is Valid', said)
        self.assertIn('Total document signed', said)

    def test_anchors_make_fields(self):
        request = self.client.create()
        self.assertEqual(2, self.client.upload(request, 2)['total_anchors'])
        for person in PEOPLE:
            self.client.add(request, person)
        reply = self.client.send('POST', '/signature_requests/%s/activate' % request)
        self.assertEqual((400, 'A Signer has no field to sign.'),
                         (reply.status, reply.json()['detail']))

    def test_refusals(self):
        request, signers = self.client.launch()
        at, body = '/signature_requests/' + request, {'name': 'x', 'delivery_mode': 'email'}
        for wrong in ({'external_id': 'a b'}, {'external_id': 'é'}, {'name': 'x' * 129},
                      {'name': 'see https://a.example'}, {'other': 1}, {'expiration_date': 'soon'},
                      {'expiration_date': '2020-01-01'},
                      {'reminder_settings': {'interval_in_days': 3, 'max_occurrences': 1}}):
            with self.subTest(wrong):
                reply = self.client.send('POST', '/signature_requests', body={**body, **wrong})
                self.assertEqual(400, reply.status)
        self.assertEqual(415, self.client.send('POST', '/signature_requests').status)
        self.assertEqual(405, self.client.send('PUT', at).status)
        self.assertEqual(400, self.client.send('DELETE', at).status)
        self.assertEqual(404, self.client.send('GET', at + '/signers/x').status)
        draft = self.client.create('draft')
        for name in ('D’Arc', 'Dr. No', 'A/B', 'A, B', ' x'):
            with self.subTest(name):
                self.assertRaises(AssertionError, self.client.add, draft,
                                  (name, 'x', 'x@a.example', None))
        self.fake.control('sign', request=request)
        patched = self.client.send('PATCH', at + '/signers/' + signers[0], body={'info': {}})
        self.assertEqual(400, patched.status)

    def test_another_address(self):
        request, signers = self.client.launch()
        at = '/signature_requests/%s/signers/' % request
        self.client.ok('PATCH', at + signers[0], body={'info': {'email': 'other@a.example'}})
        self.client.ok('PATCH', at + signers[1], body={'info': {'email': 'later@a.example'}})
        self.assertEqual(['other@a.example'], self.mails('new_details'))
        self.fake.control('sign')
        self.assertEqual(['lea@eleve.example', 'later@a.example'], self.mails('invitation'))
        self.client.ok('POST', at + signers[1] + '/send_reminder')
        self.assertEqual(['later@a.example'], self.mails('reminder'))

    def test_lists(self):
        for n in range(5):
            self.client.create('paraphe-%d' % n)
        self.client.launch('paraphe-5')
        page = self.client.ok('GET', '/signature_requests', limit=4)
        rest = self.client.ok('GET', '/signature_requests', limit=4,
                              after=page['meta']['next_cursor'])
        self.assertEqual((4, 2, None),
                         (len(page['data']), len(rest['data']), rest['meta']['next_cursor']))
        self.assertEqual(6, len({one['id'] for one in page['data'] + rest['data']}))
        for query, count in (({'external_id[eq]': 'paraphe-3'}, 1), ({'status[eq]': 'draft'}, 5),
                             ({'status[in]': 'ongoing,done'}, 1), ({'source[eq]': 'app'}, 0),
                             ({'created_at[after]': self.fake.stamp(-86400)[:10]}, 6),
                             ({'completed_at[after]': '2020-01-01'}, 0)):
            with self.subTest(query):
                found = self.client.ok('GET', '/signature_requests', **query)['data']
                self.assertEqual(count, len(found))
        self.assertEqual(400, self.client.send('GET', '/signature_requests', limit=101).status)
        self.assertEqual(400, self.client.send('GET', '/signature_requests',
                                               **{'name[eq]': 'x'}).status)

    def test_limits(self):
        self.fake.control('limits', minute=2, hour=3)
        self.fake.ahead += 3600 - self.fake.now() % 3600
        for left in (1, 0):
            headers = self.client.send('GET', '/users').headers
            self.assertEqual(('2', str(left)), (headers['RateLimit-Limit'],
                                                headers['RateLimit-Remaining']))
        reply = self.client.send('GET', '/users')
        self.assertEqual(429, reply.status)
        self.assertTrue(0 < int(reply.headers['Retry-After']) <= 61)
        self.fake.control('clock', ahead=60)
        self.assertEqual(200, self.client.send('GET', '/users').status)
        reply = self.client.send('GET', '/users')
        self.assertEqual((429, '0'), (reply.status, reply.headers['X-RateLimit-Remaining-Hour']))
        self.assertGreater(int(reply.headers['Retry-After']), 61)
        self.assertEqual(2, self.fake.control('crossed'))


class TestDocumenso(FakeTest):
    make = Documenso

    def setUp(self):
        super().setUp()
        self.client = DocumensoClient(self.fake.url, self.fake.key)

    def test_one_after_the_other(self):
        envelope, _ = self.client.launch()
        emails = [person[2] for person in PEOPLE]
        for number in range(3):
            self.assertEqual(emails[:number + 1], self.mails('invitation'))
            self.assertEqual(('PENDING', ['SIGNED'] * number + ['NOT_SIGNED'] * (3 - number)),
                             self.client.status(envelope))
            self.fake.control('sign')
        self.assertEqual('PENDING', self.client.status(envelope)[0], 'it is being sealed')
        self.assertEqual('COMPLETED', self.client.status(envelope)[0])

    def test_sent_once(self):
        envelope, _ = self.client.launch(order='PARALLEL')
        self.client.ok('POST', '/envelope/distribute', body={'envelopeId': envelope})
        self.assertEqual(3, len(self.mails('invitation')))

    def test_a_signer_without_an_anchor(self):
        envelope = self.client.create(count=2)
        reply = self.client.send('POST', '/envelope/distribute', body={'envelopeId': envelope})
        self.assertEqual((400, 'INVALID_REQUEST'), (reply.status, reply.json()['data']['code']))

    def test_another_address_keeps_the_link(self):
        envelope, signers = self.client.launch()
        before = self.fake.envelopes[0].recipients[0].token
        self.fake.control('open')
        changed = self.client.ok('POST', '/envelope/recipient/update-many', body={
            'envelopeId': envelope, 'data': [{'id': signers[0], 'email': 'new@a.example'}]})
        one = changed['data'][0]
        self.assertEqual((before, 'OPENED', 'NOT_SENT'),
                         (one['token'], one['readStatus'], one['sendStatus']))
        self.assertNotIn('new@a.example', [mail['to'] for mail in self.fake.mails])
        self.client.ok('POST', '/envelope/redistribute',
                       body={'envelopeId': envelope, 'recipients': signers})
        self.assertIn('new@a.example', self.mails('reminder'))

    def test_another_recipient_has_another_link(self):
        envelope, signers = self.client.launch()
        self.client.ok('POST', '/envelope/recipient/delete', body={'recipientId': signers[0]})
        made = self.client.ok('POST', '/envelope/recipient/create-many', body={
            'envelopeId': envelope, 'data': [{'email': 'n@a.example', 'name': 'N', 'role': 'SIGNER',
                                              'signingOrder': 1}]})['data'][0]
        self.client.ok('POST', '/envelope/field/create-many', body={
            'envelopeId': envelope, 'data': [{
                'type': 'SIGNATURE', 'recipientId': made['id'], 'page': 1, 'positionX': 10,
                'positionY': 10, 'width': 20, 'height': 5}]})
        self.client.ok('POST', '/envelope/distribute', body={'envelopeId': envelope})
        self.assertEqual('n@a.example', self.mails('invitation')[-1])
        self.assertEqual('COMPLETED', self.fake.control('complete'))

    def test_ends(self):
        for do, more, ends in (('decline', {'reason': 'Non'}, 'REJECTED'),
                               ('cancel', {}, 'CANCELLED'), ('expire', {}, 'PENDING')):
            with self.subTest(do):
                envelope, _ = self.client.launch(do)
                self.fake.control(do, request=do, **more)
                self.assertEqual(ends, self.client.status(envelope)[0])
        late = self.client.ok('GET', '/envelope', hasExpiredRecipients='true')
        self.assertEqual(1, late['count'])
        self.assertEqual(400, self.client.send('POST', '/envelope/cancel', body={
            'envelopeId': self.client.create('draft')}).status)

    def test_files(self):
        envelope, _ = self.client.launch()
        item = self.client.ok('GET', '/envelope/' + envelope)['envelopeItems'][0]['id']
        at, proof = '/envelope/item/%s/download' % item, '/envelope/%s/certificate/download'
        self.assertEqual(400, self.client.send('GET', at).status)
        original = self.client.ok('GET', at, version='original')
        self.fake.control('complete')
        signed = self.client.ok('GET', at, version='signed')
        self.assertTrue(signed.startswith(original[:-10]))
        self.assertIn('lea@eleve.example',
                      pdf.text_of(self.client.ok('GET', proof % envelope)))

    def test_lists(self):
        for n in range(3):
            self.client.create('paraphe-%d' % n)
        first = self.client.ok('GET', '/envelope', perPage=2)
        second = self.client.ok('GET', '/envelope', perPage=2, page=2)
        self.assertEqual((3, 2, ['paraphe-2', 'paraphe-1', 'paraphe-0']),
                         (first['count'], first['totalPages'],
                          [one['externalId'] for one in first['data'] + second['data']]))
        self.assertEqual(0, self.client.ok('GET', '/envelope', status='PENDING')['count'])
        reply = DocumensoClient(self.fake.url, None).send('GET', '/envelope')
        self.assertEqual((401, 'UNAUTHORIZED'), (reply.status, reply.json()['code']))


class TestRude(FakeTest):
    def create(self):
        return self.client.send('POST', '/signature_requests',
                                body={'name': 'x', 'delivery_mode': 'email'})

    def test_answers(self):
        for kind, status, made in (('429', 429, 0), ('500', 500, 0), ('500-after', 500, 1),
                                   ('html', 503, 0), ('html-after', 200, 1)):
            with self.subTest(kind):
                self.fake.requests.clear()
                self.fake.control('rude', kind=kind)
                reply = self.create()
                self.assertEqual((status, made), (reply.status, len(self.fake.requests)))
                self.assertEqual('html' in kind, reply.body.startswith(b'<!DOCTYPE'))
                self.assertEqual(201, self.create().status, 'only once')

    def test_no_answer(self):
        for kind, made in (('cut-before', 0), ('cut-after', 1), ('truncated', 1),
                           ('slow-before', 0), ('slow-after', 1)):
            with self.subTest(kind):
                self.fake.requests.clear()
                more = {'seconds': 0.05} if 'slow' in kind else {}
                self.fake.control('rude', kind=kind, **more)
                self.assertRaises(DROPPED, self.create)
                self.assertEqual(made, len(self.fake.requests))
                self.assertEqual(201, self.create().status)

    def test_dead_from_a_call_on(self):
        self.fake.control('rude', kind='dead', call=3)
        self.assertEqual([201, 201], [self.create().status, self.create().status])
        for _ in range(3):
            self.assertRaises(DROPPED, self.create)
        self.fake.control('polite')
        self.assertEqual(201, self.create().status)
        self.assertEqual(3, len(self.fake.requests))

    def test_hooks(self):
        seen = []
        self.fake.control('rude', kind='hook-before', match='POST .*requests$',
                          hook=lambda call: seen.append(len(self.fake.requests)))
        self.client.send('GET', '/users')
        self.create()
        self.fake.control('rude', kind='hook-after',
                          hook=lambda call: seen.append(len(self.fake.requests)))
        self.create()
        self.assertEqual([0, 2], seen)

    def test_kills(self):
        for kind, made in (('kill-before', 0), ('kill-after', 1)):
            with self.subTest(kind):
                self.fake.requests.clear()
                with subprocess.Popen(['cat'], stdin=subprocess.PIPE) as victim:
                    self.fake.control('rude', kind=kind, pid=victim.pid)
                    self.assertRaises(DROPPED, self.create)
                    self.assertEqual(-9, victim.wait(10))
                self.assertEqual(made, len(self.fake.requests))


class TestCommand(unittest.TestCase):
    def start(self, module, *arguments):
        here = os.path.dirname(os.path.abspath(__file__))
        process = subprocess.Popen([sys.executable, '-B', '-m', module, *arguments], cwd=here,
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(process.wait, 10)
        self.addCleanup(process.stdout.close)
        self.addCleanup(process.stdin.close)
        return json.loads(process.stdout.readline())

    @staticmethod
    def control(said, ca_file=None, **asked):
        context = ssl.create_default_context(cafile=ca_file) if ca_file else None
        opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            *([urllib.request.HTTPSHandler(context=context)] if context else []))
        try:
            with opener.open(said['control'], json.dumps(asked).encode(), timeout=30) as answer:
                return json.loads(answer.read())
        except urllib.error.HTTPError as answer:
            return json.loads(answer.read())

    def test_from_outside(self):
        with tempfile.TemporaryDirectory() as folder:
            file = os.path.join(folder, 'where')
            said = self.start('fake.yousign', '--key', 'k', '--control', file)
            with open(file, encoding='utf-8') as lines:
                self.assertEqual(said, json.load(lines))
        request, _ = YousignClient(said['url'], 'k').launch()
        self.assertEqual({'result': 'ongoing'}, self.control(said, do='sign', signer=1))
        self.assertIn('not their turn', self.control(said, do='sign', signer=1)['problem'])
        self.assertIn('nothing is called', self.control(said, do='dance')['problem'])
        state = self.control(said, do='state')['result']
        self.assertEqual([request], [one['id'] for one in state['requests']])
        self.assertEqual(6, len(state['calls']))

    @unittest.skipUnless(shutil.which('openssl'), 'openssl is not installed')
    def test_secure(self):
        said = self.start('fake.yousign', '--tls')
        trusting = YousignClient(said['url'], 'fake-key', ca_file=said['ca_file'])
        self.assertEqual(200, trusting.send('GET', '/users').status)
        self.assertRaises(urllib.error.URLError, YousignClient(said['url'], 'fake-key').send, 'GET',
                          '/users')
        self.assertEqual(1, len(self.control(said, said['ca_file'], do='calls')['result']))


class TestPdf(unittest.TestCase):
    def test_text(self):
        data = pdf.make(['Léa (élève)', '{{s1|signature|138|60}}'])
        self.assertIn('Léa (élève)', pdf.text_of(data))
        self.assertEqual([(1, 138, 60)], Yousign.find_anchors(data))
        self.assertEqual(1, pdf.pages_of(data))


if __name__ == '__main__':
    unittest.main()
