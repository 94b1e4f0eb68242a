#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Paraphe's client with the fakes of providers, over real HTTP."""
import unittest

from asking import DocumensoClient, YousignClient
from courses import Courses
from driving import Drive
from fake.documenso import Documenso
from fake.yousign import Yousign


class DriveTest(unittest.TestCase):
    def setUp(self):
        self.fake = self.make().start()
        self.addCleanup(self.fake.stop)
        self.drive = Drive(self.provider, self.fake.url, self.fake.key, self.client.anchor)
        self.addCleanup(self.drive.close)


class TestYousign(Courses, DriveTest):
    provider, make, client = 'yousign', Yousign, YousignClient
    mail_kinds = {'invitation': 'invitation', 'reminder': 'reminder'}
    nothing = '00000000-0000-4000-8000-000000000000'

    def test_what_is_asked(self):
        self.drive.send(ordered=True, remind=5, people=self.people)
        body = self.fake.requests[0].body
        self.assertEqual((True, True, 'fr', 'Europe/Paris', 'paraphe-1', 'email'),
                         tuple(body[key] for key in (
                             'ordered_signers', 'signers_allowed_to_decline', 'audit_trail_locale',
                             'timezone', 'external_id', 'delivery_mode')))
        self.assertEqual({'interval_in_days': 7, 'max_occurrences': 10},
                         body['reminder_settings'])
        self.assertEqual('Convention à signer',
                         body['email_notification']['custom_text']['request_subject'])
        self.assertEqual('/v3', self.fake.url[-3:])

    def test_a_hundred_a_call(self):
        for number in range(103):
            self.fake.limits.minute = 0
            self.drive.send(external_id='paraphe-%d' % number, people=self.people[:1])
        before = len(self.fake.calls)
        self.assertEqual(103, len(self.drive.list()))
        self.assertEqual(2, len(self.fake.calls) - before)

    def test_completed_since(self):
        self.drive.send(people=self.people)
        self.fake.control('complete')
        self.assertEqual([], self.drive.list())
        self.assertEqual(['paraphe-1'], self.drive.list(self.fake.stamp(-60)))


class TestDocumenso(Courses, DriveTest):
    provider, make, client = 'documenso', Documenso, DocumensoClient
    mail_kinds = {'invitation': 'invitation', 'reminder': 'reminder'}
    nothing = 'envelope_nothing'
    looks_to_seal = 1
    means, no_trail = 3 * ['link'], 'UNKNOWN'
    people = [(given, family, email, None) for given, family, email, _ in Courses.people]

    def test_opened(self):
        request = self.drive.send(people=self.people)
        self.fake.control('open')
        self.assertEqual('opened', self.drive.load(request.id).states[0])

    def test_transferred_whatever_is_lost(self):
        """Each call of it × each way of losing its answer: one signatory, invited once."""
        new = ('Anne', 'Lévy', 'anne@entreprise.example')
        for kind in ('500', '500-after', 'cut-before', 'cut-after', 'truncated', 'html-after'):
            for call in range(1, 8):
                self.fake.control('forget')
                request = self.drive.send(people=self.people)
                self.fake.control('rude', kind=kind, call=len(self.fake.calls) + call)
                with self.subTest(kind=kind, call=call):
                    now = self.drive.transfer(request.id, request.signers[0].id, new)
                    self.fake.control('polite')
                    self.assertEqual([new[2]] + [person[2] for person in self.people[1:]],
                                     [signer.email for signer in now.signers])
                    self.assertEqual([new[2]], self.invited(new[2]))
                    self.fake.control('complete')

    def test_old_link_is_dead(self):
        request = self.drive.send(people=self.people)
        old = request.signers[0].id
        now = self.drive.transfer(request.id, old, ('Anne', 'Lévy', 'anne@entreprise.example'))
        self.assertNotIn(old, [signer.id for signer in now.signers])


if __name__ == '__main__':
    unittest.main()
