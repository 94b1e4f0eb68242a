#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""paraphectl sign against providers that live in the test: from the check to what is kept, with
the program killed in between."""
import os
import pathlib
import subprocess
import sys
import unittest

import ctl
from ctl import DemoTest

sys.path.insert(0, str(pathlib.Path(os.environ['PARAPHE_SRCDIR']) / 'tests' / 'sign'))
from fake import pdf  # noqa: E402
from fake.documenso import Documenso  # noqa: E402
from fake.server import Rude  # noqa: E402
from fake.yousign import Yousign  # noqa: E402

# Two of the demo that nobody has on paper yet: one of age, one minor; and one that is signed.
ADULT, MINOR, SIGNED = '2026-0106', '2026-0109', '2026-0103'
SENDING = ['GET', 'POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'POST']

OFFICE = '''#!/bin/sh
for name; do case "$name" in [0-9]*.docx) cp '%s' "${name%%.docx}.pdf" ;; esac; done
'''


class SignTest(DemoTest):
    make = Yousign
    provider, environment = 'yousign', 'own'

    def setUp(self):
        super().setUp()
        self.fake = self.make().start()
        self.addCleanup(self.fake.stop)
        page, office = self.folder / 'page.pdf', self.folder / 'soffice.bin'
        page.write_bytes(pdf.make(['Convention de stage']))
        office.write_text(OFFICE % page)
        office.chmod(0o700)
        self.office = dict(os.environ, PARAPHE_OFFICE=str(office), LANGUAGE='en',
                           XDG_RUNTIME_DIR=str(self.folder), DBUS_SESSION_BUS_ADDRESS='none:')
        for name, value in (('provider', self.provider), ('environment', self.environment),
                            ('url', self.fake.url)):
            self.done('settings', self.base, 'sign.' + name, value)

    def start(self, verb, *arguments, key='fake-key', command=('sign',)):
        options = ['--key-stdin'] if key is not None else []
        process = subprocess.Popen(
            [ctl.CTL, *command, verb, str(self.base), *map(str, arguments), *options],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            encoding='utf-8', env=self.office)
        process.stdin.write((self.fake.key if key == 'fake-key' else key or '') + '\n')
        process.stdin.close()
        process.stdin = None
        return process

    def sign(self, verb, *arguments, code=0, key='fake-key'):
        """What one call printed, and what it said on stderr."""
        with self.start(verb, *arguments, key=key) as process:
            said, told = process.communicate(timeout=120)
        self.assertEqual(code, process.returncode, said + told)
        return said, told

    def events(self):
        return [event['kind'] for event in ctl.json.loads(self.sign('sync', '--json')[0])]

    def status(self, number=ADULT):
        found = self.json('sign', 'status', self.base, '--number', number)
        self.assertEqual(1, len(found))
        return found[0]

    def states(self, number=ADULT):
        return [signer['state'] for signer in self.status(number)['signers']]

    def mails(self, kind):
        return [mail['to'] for mail in self.fake.mails if mail['kind'] == kind]

    def documents(self, number=ADULT):
        folder = self.folder / 'copies'
        folder.mkdir(exist_ok=True)
        self.done('agreement', self.base, '--number', number, '--export-documents', folder)
        return sorted(path.name for path in folder.iterdir())


class Signing(SignTest):
    def test_plan_changes_nothing(self):
        plans = self.json('sign', 'plan', self.base, '--number', MINOR)
        self.assertTrue(plans[0]['can_be_sent'])
        self.assertEqual(['school', 'student', 'guardian', 'company', 'tutor', 'teacher'],
                         [person['role'] for person in plans[0]['people']])
        plans = self.json('sign', 'plan', self.base, '--number', SIGNED, code=1)
        self.assertFalse(plans[0]['can_be_sent'])
        self.assertEqual([], self.fake.calls)
        self.assertEqual([], self.json('sign', 'status', self.base))

    def test_whole_way(self):
        said, _ = self.sign('send', '--number', ADULT)
        self.assertEqual('CORDEIRO Célia\n', said)
        self.assertEqual(SENDING, [call.method for call in self.fake.calls])
        self.assertEqual(['invited'] + ['waiting'] * 4, self.states())
        self.assertEqual([], self.events())
        self.fake.control('sign')
        self.assertEqual(['signed'], self.events())
        self.assertEqual(['signed', 'invited'], self.states()[:2])
        self.fake.control('complete')
        self.assertEqual(['signed'] * 4 + ['completed', 'kept'], self.events())
        self.assertEqual('completed', self.status()['state'])
        names = self.documents()
        self.assertTrue(any('(signé)' in name for name in names), names)
        self.assertTrue(any('(preuve)' in name for name in names), names)
        self.assertEqual([], self.events())
        self.check(self.base)
        # who, when, how and from where
        signers = self.status()['signers']
        self.assertEqual(['203.0.113.%d' % n for n in range(1, 6)],
                         [signer['signed_from'] for signer in signers])
        self.assertTrue(all(signer['consented_at'] for signer in signers), signers)
        said, _ = self.sign('status', '--number', ADULT)
        self.assertEqual(5, said.count('by link received by e-mail, from 203.0.113.'), said)

    def test_anchors_reach_the_provider(self):
        self.sign('send', '--number', MINOR)
        request = self.fake.control('requests')[0]
        self.assertEqual(6, request['documents'][0]['total_anchors'])
        self.assertIn('2026-0109', request['name'])
        self.assertIn('GUÉRIN', request['name'])

    def test_two_at_once_and_one_that_cannot(self):
        said, told = self.sign('send', '--number', ADULT, '--number', SIGNED, '--number', MINOR,
                               code=1)
        self.assertEqual(2, len(said.splitlines()))
        self.assertIn('The agreement is', told)
        self.assertEqual(2, len(self.fake.control('requests')))

    def test_sync_has_a_name_of_its_own(self):
        self.sign('send', '--number', ADULT)
        self.fake.control('sign')
        with self.start('sync', '--json', command=()) as process:
            said, told = process.communicate(timeout=120)
        self.assertEqual(0, process.returncode, said + told)
        self.assertEqual(['signed'], [event['kind'] for event in ctl.json.loads(said)])

    def test_sync_keeps_its_pace(self):
        """However often a timer asks; a person is told at once."""
        self.sign('send', '--number', ADULT)
        for _ in range(3):
            with self.start('sync', command=()) as process:
                said, told = process.communicate(timeout=120)
            self.assertEqual((0, '', ''), (process.returncode, said, told))
        lists = [call for call in self.fake.calls
                 if call.method == 'GET' and call.path.endswith('/signature_requests')
                 and 'status[in]' in call.query]
        self.assertEqual(1, len(lists))
        self.fake.control('sign')
        self.assertEqual(['signed'], self.events())

    def test_address_changed_there(self):
        """The list has no addresses: it is noticed when all of the agreement is asked."""
        self.sign('send', '--number', ADULT)
        self.fake.control('change_email', email='nouveau@lycee.example')
        self.assertEqual([], self.events())
        said, _ = self.sign('sync', '--json', '--number', ADULT)
        self.assertEqual(['moved'], [event['kind'] for event in ctl.json.loads(said)])
        self.assertEqual('nouveau@lycee.example', self.status()['signers'][0]['email'])
        self.fake.control('change_email', email='autre@lycee.example')
        said, _ = self.sign('sync', '--json', '--whole')
        self.assertEqual(['moved'], [event['kind'] for event in ctl.json.loads(said)])

    def test_remind(self):
        self.sign('send', '--number', ADULT)
        self.sign('remind', '--number', ADULT)
        self.assertEqual(1, len(self.mails('reminder')))
        _, told = self.sign('remind', '--number', ADULT, code=1)
        self.assertIn('less than an hour ago', told)
        self.sign('remind', '--number', ADULT, '--force')
        self.assertEqual(2, len(self.mails('reminder')))
        self.assertIsNotNone(self.status()['signers'][0]['reminded_at'])

    def test_transfer(self):
        self.sign('send', '--number', ADULT)
        self.sign('transfer', '--number', ADULT, '--signatory', 'tutor', '--to',
                  'chef@garage.example')
        signer = self.status()['signers'][3]
        self.assertEqual('chef@garage.example', signer['email'])
        request = self.fake.control('requests')[0]
        self.assertEqual('chef@garage.example', request['signers'][3]['info']['email'])
        self.sign('transfer', '--number', ADULT, '--to', 'x@garage.example', code=2)

    def test_declined_and_sent_anew(self):
        self.sign('send', '--number', ADULT)
        self.fake.control('sign')
        self.fake.control('decline', reason='Les dates sont fausses')
        self.assertEqual(['signed', 'declined'], self.events())
        status = self.status()
        self.assertEqual(('declined', 'Les dates sont fausses'),
                         (status['state'], status['reason']))
        self.sign('send', '--number', ADULT)
        self.assertEqual('ongoing', self.status()['state'])

    def test_stop_and_start_again(self):
        self.sign('send', '--number', ADULT)
        self.sign('stop', '--number', ADULT, code=2)
        self.sign('stop', '--number', ADULT, '--reason', 'Autre entreprise')
        self.assertEqual('canceled', self.fake.control('requests')[0]['status'])
        self.assertEqual('cancelled', self.status()['state'])
        _, told = self.sign('stop', '--number', ADULT, '--reason', 'Encore', code=1)
        self.assertIn('nothing to stop', told)
        self.sign('send', '--number', ADULT)
        self.fake.control('complete', request=self.fake.control('requests')[-1]['id'])
        self.assertIn('completed', self.events())
        self.check(self.base)

    def test_two_seats_at_once(self):
        seats = [self.start('send', '--number', ADULT) for _ in range(2)]
        codes = []
        for seat in seats:
            with seat:
                seat.communicate(timeout=120)
                codes.append(seat.returncode)
        self.assertIn(0, codes)
        self.assertEqual(['ongoing'],
                         [request['status'] for request in self.fake.control('requests')])
        self.assertEqual(1, len(self.mails('invitation')))

    def test_undo_is_refused(self):
        self.sign('send', '--number', ADULT)
        told = self.fails(1, 'undo', self.base)
        self.assertIn('stop its e-signature instead', told)
        self.assertEqual('ongoing', self.status()['state'])

    def test_key(self):
        _, told = self.sign('send', '--number', ADULT, key=None, code=1)
        self.assertIn('for this once', told)
        _, told = self.sign('check', key='wrong', code=1)
        self.assertNotIn('wrong', told)
        self.sign('check')
        self.sign('key', key=None, code=2)
        self.assertEqual([], self.fake.control('requests'))

    def test_usage(self):
        self.fails(2, 'sign', 'dance', self.base)
        self.fails(2, 'sign', 'send')
        told = self.sign('send', code=1)[1]
        self.assertIn('Say what it is about', told)
        self.sign('remind', '--number', ADULT, code=2)


class Elsewhere(SignTest):
    """The same with a server of the school's own."""
    make = Documenso
    provider, environment = 'documenso', 'own'

    def test_whole_way(self):
        self.sign('send', '--number', ADULT)
        self.assertEqual(['invited'] + ['waiting'] * 4, self.states())
        self.fake.control('open')
        self.assertEqual(['opened'], self.events())
        self.fake.control('sign')
        self.assertEqual(['signed'], self.events())
        self.sign('remind', '--number', ADULT)
        self.fake.control('complete')
        events = self.events()
        self.assertEqual(['completed', 'kept'], events[-2:])
        self.assertEqual(1, sum('(signé)' in name for name in self.documents()))

    def test_stop(self):
        self.sign('send', '--number', ADULT)
        self.sign('stop', '--number', ADULT, '--reason', 'Autre entreprise')
        self.assertEqual('cancelled', self.status()['state'])
        self.assertEqual([], self.events())


class Killed(SignTest):
    """kill -9 while a call is on its way, at each of them, before and after it was done."""

    def kill_at(self, kind, call):
        holder = {}
        self.fake.rudes.append(Rude(kind, call=call, pid=lambda: holder['process'].pid))
        holder['process'] = self.start('send', '--number', ADULT)
        with holder['process'] as process:
            process.communicate(timeout=60)
        self.assertEqual(-9, process.returncode)

    def check_gone_on(self, kind, call):
        """One request, whole, of which each was told once, however it is gone on with."""
        self.kill_at(kind, call)
        if call % 2:
            self.assertEqual(['sent'], self.events())
        else:
            self.sign('send', '--number', ADULT)
        requests = self.fake.control('requests')
        self.assertEqual(['ongoing'], [request['status'] for request in requests])
        self.assertEqual(5, len(requests[0]['signers']))
        self.assertEqual(1, len(self.mails('invitation')))
        self.assertEqual('ongoing', self.status()['state'])
        self.check(self.base)

    def test_kill_while_keeping(self):
        self.sign('send', '--number', ADULT)
        self.fake.control('complete')
        count = len(self.fake.calls)
        for kind in ('kill-before', 'kill-after', 'kill-before'):
            holder = {}
            self.fake.rudes.append(Rude(kind, match='download', pid=lambda: holder['process'].pid))
            holder['process'] = self.start('sync')
            with holder['process'] as process:
                process.communicate(timeout=60)
            self.assertEqual(-9, process.returncode)
        self.assertGreater(len(self.fake.calls), count)
        self.assertIn('kept', self.events())
        self.assertEqual('completed', self.status()['state'])
        names = self.documents()
        self.assertEqual(1, sum('(signé)' in name for name in names), names)
        self.check(self.base)

    def test_kill_while_stopping(self):
        self.sign('send', '--number', ADULT)
        for kind in ('kill-before', 'kill-after'):
            holder = {}
            self.fake.rudes.append(Rude(kind, match='cancel', pid=lambda: holder['process'].pid))
            holder['process'] = self.start('stop', '--number', ADULT, '--reason', 'Erreur')
            with holder['process'] as process:
                process.communicate(timeout=60)
            self.assertEqual(-9, process.returncode)
        self.assertEqual(['cancelled'], self.events())
        self.assertEqual('cancelled', self.status()['state'])
        self.assertEqual('canceled', self.fake.control('requests')[0]['status'])


def add_kills():
    for kind in ('kill-before', 'kill-after'):
        for call in range(1, len(SENDING) + 1):
            def test(self, kind=kind, call=call):
                self.check_gone_on(kind, call)
            setattr(Killed, 'test_%s_call_%d' % (kind.replace('-', '_'), call), test)


add_kills()

if __name__ == '__main__':
    unittest.main(verbosity=2)
