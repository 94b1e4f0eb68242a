#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix of test-sign-matrix.py with a whole school: database, documents, LibreOffice.

Whatever happens to a call of a sending, the next look at the provider goes on with it; in the end
the signed document and the proof are kept, the database is sound, all were invited once.
"""
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import unittest

from fake.documenso import Documenso
from fake.yousign import Yousign

CTL, PROGRAM = os.environ['PARAPHECTL'], os.environ['SIGN_SCHOOL']

# The heading and what the fake does. Pauses are real here, so the rest is test-sign-matrix.py's.
FAULTS = [('crash before', 'kill-before'), ('crash after', 'kill-after'),
          ('cut after', 'cut-after'), ('429', '429')]


class School:
    """A database in a folder of its own."""

    def __init__(self, folder, fake):
        self.folder, self.fake = folder, fake
        self.base = folder / 'school.paraphe'

    def copy(self, folder):
        shutil.copytree(self.folder, folder)
        return School(folder, self.fake)

    def make(self):
        subprocess.run([CTL, 'demo', self.base], check=True, capture_output=True)
        for name, value in (('provider', self.fake.name), ('ordered', '1'),
                            ('environment', 'own'), ('url', self.fake.url)):
            subprocess.run([CTL, 'settings', self.base, 'sign.' + name, value], check=True,
                           capture_output=True)

    def ask(self, sql, *values):
        base = sqlite3.connect(self.base)
        rows = base.execute(sql, values).fetchall()
        base.close()
        return rows

    def run(self, *words, rude=None):
        """Runs to its end. Returns the exit code and what was said."""
        started, process = threading.Event(), None

        def pid():
            started.wait(10)
            return process.pid
        if rude is not None:
            self.fake.control('rude', pid=pid, **rude)
        process = subprocess.Popen([PROGRAM, self.base, self.fake.key, *words],
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        started.set()
        said = process.communicate(timeout=180)
        self.fake.control('polite')
        return process.returncode, said[0] if process.returncode == 0 else said[1]


class Matrix:
    make = None

    @classmethod
    def setUpClass(cls):
        if not shutil.which('soffice') and not shutil.which('libreoffice'):
            raise unittest.SkipTest('LibreOffice is not installed')
        cls.table = {}
        cls.fake = cls.make().start()
        cls.addClassCleanup(cls.fake.stop)
        folder = tempfile.TemporaryDirectory(prefix='sign-school-')
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.first = School(cls.folder / 'first', cls.fake)
        cls.first.folder.mkdir()
        cls.first.make()
        code, said = cls.first.run('plan')
        assert code == 0, said
        cls.agreement = next(line.split()[0] for line in said.splitlines() if ' ready ' in line)
        # the document is made once: the computer goes out when it would look at the provider
        cls.first.run('send', cls.agreement, rude={'kind': 'kill-before', 'call': 1})
        cls.number = 0

    @classmethod
    def tearDownClass(cls):
        if not cls.table:
            return
        heads = [head for head, _ in FAULTS]
        print('\n%-10s %s' % (cls.fake.name, ' | '.join(heads)))
        for number in dict.fromkeys(number for number, _ in cls.table):
            print('call %-5d %s' % (number, ' | '.join(
                '%-*s' % (len(head), cls.table.get((number, head), '')) for head in heads)))
        sys.stdout.flush()

    def fresh(self):
        self.fake.control('forget')
        type(self).number += 1
        school = self.first.copy(self.folder / str(self.number))
        self.addCleanup(shutil.rmtree, school.folder, True)
        return school

    def check_sent(self, school):
        found = school.ask('SELECT remote_id, external_id, state, stage, problem FROM'
                           ' signature_request WHERE agreement_id = ?', self.agreement)
        requests = self.living()
        self.assertEqual([(*one, 'ongoing', None, None) for one in requests], found)
        self.assertEqual(1, len(requests))
        self.assertEqual([('electronic', 1)], school.ask(
            'SELECT mode, sent_on IS NOT NULL FROM agreement WHERE id = ?', self.agreement))

    def check_kept(self, school):
        self.fake.control('complete')
        code, said = school.run('sync')
        self.assertEqual(0, code, said)
        self.assertEqual([('completed', 1, 1)], school.ask(
            'SELECT state, signed_document_id IS NOT NULL, proof_document_id IS NOT NULL'
            ' FROM signature_request WHERE agreement_id = ?', self.agreement))
        invited = [mail['to'] for mail in self.fake.mails if mail['kind'] == 'invitation']
        wanted = school.ask('SELECT email FROM signature_signer ORDER BY position')
        self.assertEqual([email for email, in wanted], invited)
        done = subprocess.run([CTL, 'check', school.base], capture_output=True, text=True,
                              check=False)
        self.assertEqual(0, done.returncode, done.stderr)

    def try_one(self, school, number, kind):
        code, said = school.run('send', self.agreement, rude={'kind': kind, 'call': number})
        self.assertEqual(1, len([call for call in self.fake.calls if call.rude]), 'it happened')
        self.assertEqual(kind.startswith('kill'), code == -9, said)
        outcome = 'same run' if code == 0 else 'next look'
        if code != 0:
            code, said = school.run('sync')
            self.assertEqual(0, code, said)
        self.check_sent(school)
        return outcome

    def test_all(self):
        school = self.fresh()
        self.assertEqual(0, school.run('send', self.agreement)[0])
        self.check_sent(school)
        calls = len(self.fake.calls)
        self.check_kept(school)
        self.assertGreaterEqual(calls, self.least_calls)
        for number in range(1, calls + 1):
            for head, kind in FAULTS:
                self.table[number, head] = 'FAILED'
                with self.subTest(call=number, fault=head):
                    school = self.fresh()
                    self.table[number, head] = self.try_one(school, number, kind)
                    if kind == 'kill-after':
                        self.check_kept(school)

    def test_crashes_while_it_is_kept(self):
        """The computer goes out at each call that fetches what was signed."""
        sent = self.fresh()
        self.assertEqual(0, sent.run('send', self.agreement)[0])
        self.fake.control('complete')
        before = len(self.fake.calls)
        whole = sent.copy(self.folder / 'whole')
        self.addCleanup(shutil.rmtree, whole.folder, True)
        self.assertEqual(0, whole.run('sync')[0])
        for number in range(1, len(self.fake.calls) - before + 1):
            with self.subTest(number):
                school = sent.copy(self.folder / ('kept-%d' % number))
                self.addCleanup(shutil.rmtree, school.folder, True)
                at = len(self.fake.calls) + number
                code, said = school.run('sync', rude={'kind': 'kill-after', 'call': at})
                self.assertEqual(-9, code, said)
                code, said = school.run('sync')
                self.assertEqual(0, code, said)
                self.assertEqual([('completed', 2)], school.ask(
                    'SELECT state, (signed_document_id IS NOT NULL) + (proof_document_id IS NOT'
                    ' NULL) FROM signature_request'))
                self.assertEqual([(2,)], school.ask(
                    "SELECT count(*) FROM document WHERE kind IN ('signed', 'proof')"
                    ' AND agreement_id = ?', self.agreement))


class TestYousign(Matrix, unittest.TestCase):
    make, least_calls = Yousign, 8

    def living(self):
        return [(one.id, one.body['external_id']) for one in self.fake.requests
                if one.status != 'deleted']


class TestDocumenso(Matrix, unittest.TestCase):
    make, least_calls = Documenso, 3

    def living(self):
        return [(one.id, one.payload['externalId']) for one in self.fake.envelopes]


if __name__ == '__main__':
    outcome = unittest.main(exit=False).result
    if outcome.testsRun == 0 and outcome.skipped:
        print('skipped: ' + '; '.join(reason for _, reason in outcome.skipped))
        sys.exit(77)
    sys.exit(not outcome.wasSuccessful())
