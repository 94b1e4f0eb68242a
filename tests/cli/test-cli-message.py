#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl message: who would get what, what waits, what rules write, and in which words."""
import email
import email.policy
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import ctl
from ctl import DemoTest

sys.path.insert(0, str(pathlib.Path(os.environ['PARAPHE_SRCDIR']) / 'tests' / 'message'))
from smtp_server import Server, make_certificate  # noqa: E402

# An agreement of the demo, of a minor, whose six signatories have addresses.
MINOR = '2026-0109'
TO_SIGN = ('--number', MINOR, '--event', 'agreement.to_sign')


class MessageTest(DemoTest):
    def message(self, verb, *arguments):
        return self.done('message', verb, self.base, *arguments)

    def refused(self, code, verb, *arguments):
        return self.fails(code, 'message', verb, self.base, *arguments)

    def plan(self, *arguments, code=0):
        return self.json('message', 'plan', self.base, *arguments, code=code)

    def rules(self):
        return {(r['event'], r['for']): r for r in self.json('message', 'rules', self.base)}

    def text(self, event='agreement.to_sign', whom='tutor'):
        return self.json('message', 'text', self.base, '--event', event, '--for', whom)


class Plan(MessageTest):
    def test_who_gets_what(self):
        plans = self.plan(*TO_SIGN)
        self.assertEqual(['student', 'guardian', 'guardian', 'representative', 'tutor', 'teacher'],
                         [plan['for'] for plan in plans])
        for plan in plans:
            self.assertEqual('mail', plan['channel'])
            self.assertTrue(plan['can_be_sent'])
            self.assertIn('@', plan['address'])
            self.assertIn('Solène' if plan['for'] != 'student' else 'onvention', plan['subject'])
            self.assertNotIn('{', plan['subject'] + plan['text'])
        self.assertEqual(5, sum(plan['chosen'] for plan in plans))

    def test_nothing_is_changed(self):
        before = self.done('history', self.base)
        self.plan(*TO_SIGN, '--mail', '--sms')
        self.assertEqual(before, self.done('history', self.base))
        self.check(self.base)

    def test_sms(self):
        plans = self.plan(*TO_SIGN, '--sms', '--for', 'student,tutor')
        self.assertEqual([('sms', False), ('sms', True)],
                         [(plan['channel'], plan['chosen']) for plan in plans])
        self.assertTrue(all(plan['address'].startswith('+336') for plan in plans))
        self.assertTrue(all(plan['parts'] >= 1 and plan['subject'] is None for plan in plans))

    def test_own_words(self):
        plan, = self.plan('--number', MINOR, '--for', 'tutor', '--subject', 'Visite de {prénom}',
                          '--text', 'Bonjour {destinataire}, je passe le {début}.')
        self.assertEqual('Visite de Solène', plan['subject'])
        self.assertIn('Bonjour Mme Béatrice MAFFRE, je passe le ', plan['text'])
        self.assertNotIn('{', plan['text'])

    def test_what_hinders(self):
        plan, = self.plan('--number', MINOR, '--for', 'tutor', code=1)
        self.assertIn('The mail has no subject', ' '.join(plan['problems']))
        said = ctl.call('message', 'plan', self.base, '--number', MINOR, '--for', 'tutor')
        self.assertEqual(1, said.returncode)
        self.assertIn('problem: ', said.stdout)

    def test_wrong_calls(self):
        for arguments, words in (
                (('--event', 'zut'), 'zut'), (('--for', 'zut'), 'zut'), ((), '--for'),
                (('--for', 'tutor', '--document', 'perhaps'), '--document')):
            self.assertIn(words, self.refused(2, 'plan', '--number', MINOR, *arguments))
        self.assertIn('{zut}', self.refused(1, 'plan', '--number', MINOR, '--for', 'tutor',
                                            '--subject', 'x', '--text', '{zut}'))
        self.assertIn('plan, queue', self.fails(2, 'message', 'zut', self.base))
        self.assertIn('2026-9999', self.refused(1, 'queue', *TO_SIGN, '--number', '2026-9999'))
        self.assertIn('--class', self.refused(2, 'queue', '--event', 'agreement.to_sign'))


class Queue(MessageTest):
    def queue(self, *arguments):
        return self.json('message', 'queue', self.base, *arguments)

    def test_queued_and_taken_back(self):
        self.assertEqual({'mail': 5, 'sms': 3, 'parts': 3, 'left_out': 4},
                         self.queue(*TO_SIGN, '--mail', '--sms'))
        self.assertIn('8', self.done('undo', self.base))
        self.check(self.base)

    def test_class(self):
        what = ('--class', 'TAGORA', '--for', 'student', '--subject', 'Réunion {prénom}', '--text',
                'Demain.')
        plans = self.plan(*what)
        self.assertGreater(len(plans), 10)
        self.assertEqual(len(plans), self.queue(*what)['mail'])

    def test_not_whom_it_is_not_about(self):
        plans = self.json('message', 'plan', self.base, '--class', 'TAGORA', '--event',
                          'agreement.signed', '--for', 'student', code=1)
        told = [plan for plan in plans if plan['can_be_sent'] and not plan['chosen']]
        self.assertTrue(told)
        self.assertTrue(all('Not all have signed' in ' '.join(plan['warnings']) for plan in told))

    def test_nobody(self):
        self.assertIn('Nobody is chosen',
                      self.refused(1, 'queue', '--number', MINOR, '--for', 'tutor'))

    def test_blocked(self):
        address, = [plan['address'] for plan in self.plan(*TO_SIGN, '--for', 'tutor')]
        self.message('block', '--to', address.upper())
        self.assertIn('Nobody is chosen', self.refused(1, 'queue', *TO_SIGN, '--for', 'tutor'))
        self.message('unblock', '--to', address)
        self.queue(*TO_SIGN, '--for', 'tutor')
        self.assertIn(address, self.refused(1, 'unblock', '--to', address))
        self.assertIn('--to', self.refused(2, 'block'))
        self.refused(1, 'block', '--to', '01 23')
        self.refused(1, 'block', '--to', address, '--reason', 'zut')


class Rules(MessageTest):
    def test_all_are_off(self):
        rules = self.rules()
        self.assertGreater(len(rules), 20)
        self.assertFalse(any(rule['mail'] or rule['sms'] for rule in rules.values()))
        self.assertEqual([], self.json('message', 'rules', self.base, '--dry-run'))
        self.assertIn('agreement.late', self.message('rules'))

    def test_change(self):
        which = ('--event', 'agreement.late', '--for', 'tutor,teacher')
        self.message('rules', *which, '--mail', '--days', '300', '--at-most', '4')
        for whom in ('tutor', 'teacher'):
            rule = self.rules()['agreement.late', whom]
            self.assertEqual((True, False, 300, 4), (rule['mail'], rule['sms'], rule['days'],
                                                     rule['at_most']))
        self.assertFalse(self.rules()['agreement.late', 'student']['mail'])
        would = self.json('message', 'rules', self.base, '--dry-run')
        self.assertGreater(len(would), 10)
        self.assertEqual({'tutor', 'teacher'}, {plan['for'] for plan in would})
        self.message('rules', *which, '--off')
        self.assertEqual([], self.json('message', 'rules', self.base, '--dry-run'))

    def test_wrong_calls(self):
        late = ('--event', 'agreement.late', '--for', 'tutor')
        self.assertIn('--event', self.refused(2, 'rules', '--mail'))
        self.assertIn('such rule', self.refused(2, 'rules', '--mail', '--event', 'search.interview',
                                                '--for', 'student'))
        self.assertIn('whole numbers', self.refused(2, 'rules', *late, '--days', 'x'))
        self.assertIn('0 to 365', self.refused(1, 'rules', *late, '--days', '366'))

    def test_killed(self):
        """Two seats at a time, one of them killed wherever it is: each message is there once."""
        self.done('settings', self.base, 'message.rules', '1')
        for event, whom in (('agreement.late', 'tutor,teacher,office'),
                            ('agreement.to_sign', 'tutor,representative')):
            self.message('rules', '--event', event, '--for', whom, '--mail', '--days', '365',
                         '--at-most', '1')
        self.message('rules', '--event', 'agreement.to_sign', '--for', 'tutor', '--days', '0')
        would = self.would()
        self.assertGreater(len(would), 20)
        call = [ctl.CTL, 'message', 'run', str(self.base), '--rules']
        for n in range(12):
            seats = [subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                     for _ in range(2)]
            try:
                seats[n % 2].wait(timeout=random.uniform(0, 0.12))
            except subprocess.TimeoutExpired:
                seats[n % 2].kill()
            for seat in seats:
                seat.wait()
        ctl.call('message', 'run', self.base, '--rules')
        wrote = [(row['event'], row['for'], row['student'], row['address'])
                 for row in self.json('message', 'list', self.base)]
        self.assertEqual(sorted(would), sorted(wrote))
        self.assertEqual([], self.would())
        self.check(self.base)

    def would(self):
        return [(plan['event'], plan['for'], plan['student'], plan['address'])
                for plan in self.json('message', 'rules', self.base, '--dry-run')]


class Text(MessageTest):
    def test_change_and_reset(self):
        usual = self.text()
        self.assertFalse(usual['changed'])
        self.message('text', '--event', 'agreement.to_sign', '--for', 'tutor', '--subject',
                     'Pour {prénom}')
        self.assertEqual({**usual, 'subject': 'Pour {prénom}', 'changed': True}, self.text())
        self.assertEqual(usual, self.text(whom='tutor') | {'subject': usual['subject'],
                                                           'changed': False})
        plan, = self.plan(*TO_SIGN, '--for', 'tutor')
        self.assertEqual('Pour Solène', plan['subject'])
        self.message('text', '--event', 'agreement.to_sign', '--for', 'tutor', '--reset')
        self.assertEqual(usual, self.text())

    def test_shown(self):
        said = self.message('text', '--event', 'agreement.to_sign', '--for', 'tutor')
        self.assertIn(self.text()['text'], said)

    def test_refused(self):
        which = ('--event', 'agreement.to_sign', '--for', 'tutor')
        self.assertIn('{zut}', self.refused(1, 'text', *which, '--text', 'a {zut}'))
        self.assertIn('one line', self.refused(1, 'text', *which, '--subject', 'a\nb'))
        self.assertIn('zut', self.refused(2, 'text', '--event', 'zut', '--for', 'tutor'))
        self.assertIn('--for', self.refused(2, 'text', '--event', 'agreement.to_sign'))


class Outbox(MessageTest):
    """With a mail server that lives in the test."""
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.certificate = make_certificate(pathlib.Path(folder.name) / 'good', '20200101000000Z',
                                           '20491231000000Z')

    def setUp(self):
        super().setUp()
        self.server = Server(self.certificate)
        self.addCleanup(self.server.stop)
        for name, value in (('from_address', 'stages@lycee.example'), ('delay', '0'),
                            ('per_minute', '600'), ('mail.way', 'smtp'), ('mail.host', 'localhost'),
                            ('mail.port', self.server.port), ('mail.user', 'stages'),
                            ('mail.ca_file', self.certificate[0])):
            self.done('settings', self.base, 'message.' + name, value)

    def queue(self, *arguments):
        self.message('queue', '--number', MINOR, '--event', 'agreement.late', *arguments)

    def list(self, *arguments):
        return self.json('message', 'list', self.base, *arguments)

    def states(self):
        return sorted(row['state'] for row in self.list())

    def start(self, verb, *arguments, password='secrèt'):
        words = ['message', verb, str(self.base), '--key-stdin', *arguments]
        return subprocess.run([ctl.CTL, *words], input=password + '\n', capture_output=True,
                              encoding='utf-8', check=False, timeout=120,
                              env=dict(os.environ, DBUS_SESSION_BUS_ADDRESS='none:'))

    def run_now(self, *arguments, code=0, password='secrèt'):
        done = self.start('run', *arguments, password=password)
        self.assertEqual(code, done.returncode, done.stdout + done.stderr)
        return done.stdout, done.stderr

    def mails(self):
        return [email.message_from_bytes(mail, policy=email.policy.default)
                for mail in self.server.mails]

    def test_sent(self):
        self.queue('--for', 'tutor,teacher')
        self.assertEqual(['queued', 'queued'], self.states())
        self.run_now()
        self.assertEqual(['sent', 'sent'], self.states())
        rows = {row['address']: row for row in self.list('--state', 'sent')}
        mails = self.mails()
        self.assertEqual(2, len(mails))
        for mail in mails:
            row = rows[mail['To'].addresses[0].addr_spec]
            self.assertEqual(row['name'], mail['To'].addresses[0].display_name)
            self.assertEqual(row['subject'].split(), mail['Subject'].split())
            self.assertEqual(row['text'].split(), mail.get_body(('plain',)).get_content().split())
            self.assertTrue(mail['Message-ID'].endswith('@lycee.example>'))
        self.run_now()
        self.assertEqual(2, len(self.server.mails))
        self.assertEqual([], self.list('--state', 'queued'))
        self.check(self.base)

    def test_rules_first(self):
        self.run_now('--rules')
        self.assertEqual([], self.list())
        self.done('settings', self.base, 'message.rules', '1')
        self.done('settings', self.base, 'message.quiet_from', '0')
        self.done('settings', self.base, 'message.quiet_to', '0')
        self.message('rules', '--event', 'agreement.late', '--for', 'tutor', '--mail', '--days',
                     '365')
        self.run_now('--rules')
        rows = self.list()
        self.assertGreater(len(rows), 5)
        self.assertEqual({'agreement.late'}, {row['event'] for row in rows})
        self.assertEqual({'tutor'}, {row['for'] for row in rows})
        self.run_now('--rules')
        self.assertEqual(len(rows), len(self.list()))

    def test_cancelled_and_retried(self):
        self.queue('--for', 'tutor,teacher')
        first, second = [str(row['id']) for row in self.list()]
        self.message('cancel', first)
        self.run_now()
        self.assertEqual(['cancelled', 'sent'], self.states())
        self.assertEqual(1, len(self.server.mails))
        self.assertIn('has left', self.refused(1, 'cancel', second))
        self.message('retry', first)
        self.run_now()
        self.assertEqual(['sent', 'sent'], self.states())
        self.assertEqual(2, len(self.server.mails))

    def test_unknown_is_not_sent_again(self):
        self.server.replies['BODY'] = ['cut']
        self.queue('--for', 'tutor')
        self.run_now(code=1)
        self.assertEqual(['unknown'], self.states())
        row, = self.list()
        self.assertTrue(row['problem'])
        self.run_now()
        self.assertEqual(1, len(self.server.mails))
        self.refused(1, 'retry', str(row['id']))
        self.message('retry', str(row['id']), '--force')
        self.run_now()
        first, second = self.mails()
        self.assertEqual(first['Message-ID'], second['Message-ID'])
        self.assertEqual(['sent'], self.states())

    def test_to_oneself(self):
        done = self.start('test', '--number', MINOR, '--event', 'agreement.late', '--for', 'tutor',
                          '--to', 'secretariat@lycee.example')
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)
        mail, = self.mails()
        self.assertEqual('secretariat@lycee.example', mail['To'].addresses[0].addr_spec)
        self.assertIn('Solène', mail['Subject'])
        self.assertEqual([], self.list())
        self.start('test', '--number', MINOR, '--subject', 'Essai {prénom}', '--text', 'Oui',
                   '--to', 'secretariat@lycee.example')
        self.assertEqual('Essai Solène', self.mails()[1]['Subject'])
        self.assertIn('--to', self.refused(2, 'test'))
        self.assertIn('{zut}', self.refused(1, 'test', '--number', MINOR, '--subject', '{zut}',
                                            '--to', 'secretariat@lycee.example'))
        self.assertIn('zut', self.refused(1, 'test', '--number', MINOR, '--for', 'zut', '--to',
                                          'secretariat@lycee.example'))

    def test_wrong_password(self):
        self.queue('--for', 'tutor')
        _, told = self.run_now(code=1, password='faux')
        self.assertIn('paraphectl: ', told)
        self.assertNotIn('faux', told)
        self.assertEqual(['queued'], self.states())
        self.assertEqual([], self.server.mails)

    def test_shown(self):
        self.queue('--for', 'tutor,teacher')
        rows = self.list()
        said = self.message('show', str(rows[0]['id']))
        self.assertIn(rows[0]['address'], said)
        self.assertIn(rows[0]['text'].splitlines()[-1], said)
        shown = self.json('message', 'show', self.base, str(rows[1]['id']))
        self.assertEqual([rows[1]], shown)
        table = self.message('list')
        for row in rows:
            self.assertIn(row['address'], table)
        self.assertEqual(rows, self.list('--number', MINOR))
        self.assertEqual([], self.list('--class', '2MELEC'))

    def test_wrong_calls(self):
        self.assertIn('list', self.refused(2, 'show'))
        self.assertIn('“x”', self.refused(2, 'cancel', 'x'))
        self.refused(1, 'cancel', '999')
        self.refused(1, 'list', '--state', 'zut')
        self.assertEqual(1, ctl.call('message', 'show', self.base, '999').returncode)


if __name__ == '__main__':
    unittest.main()
