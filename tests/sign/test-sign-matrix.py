#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every call of a sending × what can happen to it: sent once all the same, nothing is left over.

The client is a program that knows between two runs only what it wrote down. After a run that did
not succeed it is run again, as after a restart: then the agreement is on its way, exactly one
request is at the provider, all signatories are invited once. Prints a table of all combinations.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

from asking import PEOPLE, DocumensoClient, YousignClient, document
from fake.documenso import Documenso
from fake.yousign import Yousign

CLIENT = os.environ['SIGN_CLIENT']

# The heading, what the fake does, and the client's patience in milliseconds.
FAULTS = [('crash before', 'kill-before', 0), ('crash after', 'kill-after', 0),
          ('time-out before', 'slow-before', 300), ('time-out after', 'slow-after', 300),
          ('429', '429', 0), ('500 before', '500', 0), ('500 after', '500-after', 0),
          ('cut before', 'cut-before', 0), ('cut after', 'cut-after', 0),
          ('half', 'truncated', 0), ('HTML before', 'html', 0), ('HTML after', 'html-after', 0)]


class Client:
    """The program of a school's computer, with what it keeps."""

    def __init__(self, fake, anchor, folder):
        self.fake, self.known = fake, folder / 'known'
        self.document = folder / 'document.pdf'
        self.document.write_bytes(document(anchor, len(PEOPLE)))

    def start(self, timeout=0, words=('send',), more=()):
        people = [part for person in PEOPLE
                  for part in ('--person', '%s,%s,%s,' % person[:3])]
        return subprocess.Popen(
            [CLIENT, '--provider', self.fake.name, '--url', self.fake.url, '--key', self.fake.key,
             '--known', self.known, '--document', self.document, '--external-id', 'paraphe-1',
             '--ordered', '--timeout', str(timeout), *people, *more, *words],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def send(self, rude=None, timeout=0):
        """Runs to its end. Returns the exit code and what was said."""
        started, process = threading.Event(), None

        def pid():
            started.wait(10)
            return process.pid
        if rude is not None:
            self.fake.control('rude', pid=pid, **rude)
        process = self.start(timeout)
        started.set()
        said = process.communicate(timeout=60)
        self.fake.control('polite')
        return process.returncode, said[1]


class Matrix:
    """One provider's; a subclass says how to look at its fake."""

    make = anchor = create = None

    @classmethod
    def setUpClass(cls):
        cls.table = {}
        cls.fake = cls.make().start()
        cls.addClassCleanup(cls.fake.stop)

    @classmethod
    def tearDownClass(cls):
        if not cls.table:
            return
        heads = [head for head, _, _ in FAULTS]
        print('\n%-44s %s' % (cls.fake.name, ' | '.join(heads)))
        for call in dict.fromkeys(call for call, _ in cls.table):
            print('%-44s %s' % (call, ' | '.join(
                '%-*s' % (len(head), cls.table.get((call, head), '')) for head in heads)))
        sys.stdout.flush()

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='sign-matrix-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def fresh(self):
        self.fake.control('forget')
        client = Client(self.fake, self.anchor, self.folder)
        client.known.unlink(missing_ok=True)
        return client

    @staticmethod
    def name_of(call):
        return re.sub(r'/(envelope_|[0-9a-f]{8}-)[^/]*', '/…', '%s %s' % (
            call.method, call.path.replace('/v3', '').replace('/api/v2', '')))

    def sequence(self):
        client = self.fresh()
        code, said = client.send()
        self.assertEqual(0, code, said)
        names = [self.name_of(call) for call in self.fake.calls]
        return ['%d %s' % item for item in enumerate(names, 1)]

    def check_sent(self, client, what):
        """One request, on its way, as ordered; asked again nothing is changed."""
        self.check_one(client.known.read_text())
        before = len(self.fake.calls)
        code, said = client.send()
        self.assertEqual(0, code, said)
        self.assertEqual({'GET'}, {call.method for call in self.fake.calls[before:]}, what)
        self.fake.control('complete')
        invited = [mail['to'] for mail in self.fake.mails if mail['kind'] == 'invitation']
        self.assertEqual([person[2] for person in PEOPLE], invited)

    def try_one(self, number, kind, timeout):
        client = self.fresh()
        code, said = client.send({'kind': kind, 'call': number}, timeout)
        self.assertEqual(1, len([call for call in self.fake.calls if call.rude]), 'it happened')
        self.assertEqual(kind.startswith('kill'), code == -9)
        outcome = 'same run'
        if code != 0:
            outcome = 'next run'
            code, again = client.send()
            self.assertEqual(0, code, said + again)
        self.check_sent(client, kind)
        return outcome

    def test_all(self):
        calls = self.sequence()
        self.assertGreaterEqual(len(calls), self.least_calls, calls)
        for number, name in enumerate(calls, 1):
            for head, kind, timeout in FAULTS:
                self.table[name, head] = 'FAILED'
                with self.subTest(call=name, fault=head):
                    self.table[name, head] = self.try_one(number, kind, timeout)

    def test_dead_from_a_call_on(self):
        """The connection is gone and comes back only for the next run."""
        for number in range(1, len(self.sequence()) + 1):
            with self.subTest(number):
                client = self.fresh()
                code, _ = client.send({'kind': 'dead', 'call': number})
                self.assertEqual(1, code)
                code, said = client.send()
                self.assertEqual(0, code, said)
                self.check_sent(client, 'dead')

    def test_crashes_at_each_call_in_turn(self):
        """The computer goes out at its first call, then at the second of the next run, and on."""
        for kind in ('kill-before', 'kill-after'):
            with self.subTest(kind):
                client, code, number = self.fresh(), -9, 1
                while code == -9 and number < 40:
                    before = len(self.fake.calls)
                    code, said = client.send({'kind': kind, 'call': before + number})
                    number += 1
                self.assertEqual(0, code, said)
                self.check_sent(client, kind)

    def test_made_but_listed_later(self):
        """Nothing was heard of it, and it is in no list for a while: it is waited for."""
        for kind in ('500-after', 'cut-after', 'truncated', 'html-after'):
            with self.subTest(kind):
                client = self.fresh()
                self.fake.control('late', looks=3)
                code, said = client.send({'kind': kind, 'match': self.create})
                self.fake.control('late', looks=0)
                self.assertEqual(0, code, said)
                self.check_sent(client, kind)

    def test_what_was_written_down_is_lost(self):
        client = self.fresh()
        self.assertEqual(0, client.send()[0])
        client.known.unlink()
        code, said = client.send()
        self.assertEqual(0, code, said)
        self.check_sent(client, 'lost')


class TestYousign(Matrix, unittest.TestCase):
    make, anchor, least_calls = Yousign, YousignClient.anchor, 7
    create = 'POST .*/signature_requests$'

    def check_one(self, known):
        living = [one for one in self.fake.requests if one.status != 'deleted']
        self.assertEqual([(known, 'ongoing', 'paraphe-1')],
                         [(one.id, one.status, one.body['external_id']) for one in living])
        self.assertEqual(1, len(living[0].documents))
        self.assertEqual([person[2] for person in PEOPLE],
                         [signer.info['email'] for signer in living[0].signers])


    def test_the_limits_of_the_test_environment(self):
        """Sixty agreements leave at once: the client waits, and said for how long."""
        client = self.fresh()
        self.fake.control('limits', minute=30, hour=200)
        self.addCleanup(self.fake.control, 'limits', minute=0, hour=0)
        process = client.start(words=('send-many', '60'), more=(
            '--environment', 'test', '--control',
            self.fake.url.replace(self.fake.base, '/_control')))
        said, problem = process.communicate(timeout=100)
        self.assertEqual(0, process.returncode, problem)
        estimate, taken = map(int, said.split())
        print('\n60 agreements, %d calls: %d s, %d s were said' % (len(self.fake.calls), taken,
                                                                  estimate))
        self.assertEqual(0, self.fake.control('crossed'))
        self.assertEqual(['ongoing'] * 60, [one.status for one in self.fake.requests])
        self.assertLess(abs(taken - estimate), 0.1 * estimate)


class TestDocumenso(Matrix, unittest.TestCase):
    make, anchor, least_calls = Documenso, DocumensoClient.anchor, 3
    create = 'POST .*/envelope/create$'

    def check_one(self, known):
        self.assertEqual([(known, 'PENDING', 'paraphe-1')],
                         [(one.id, one.status, one.payload['externalId'])
                          for one in self.fake.envelopes])
        self.assertEqual([person[2] for person in PEOPLE],
                         [one.data['email'] for one in self.fake.envelopes[0].recipients])


@unittest.skipUnless(shutil.which('openssl'), 'openssl is not installed')
class TestCertificate(unittest.TestCase):
    """A server that cannot prove who it is gets nothing."""

    def test_trust(self):
        with tempfile.TemporaryDirectory() as folder, Yousign(tls=True) as fake:
            client = Client(fake, YousignClient.anchor, pathlib.Path(folder))
            code, said = client.send()
            self.assertEqual((1, []), (code, fake.calls))
            self.assertIn('could not prove that it is what it says', said)
            process = client.start(more=('--ca', fake.ca_file))
            said = process.communicate(timeout=60)
            self.assertEqual(0, process.returncode, said)
            self.assertEqual('ongoing', fake.requests[0].status)


if __name__ == '__main__':
    unittest.main()
