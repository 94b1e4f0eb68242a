# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens to requests of signatures, from the invitation to the end, with each provider."""
from asking import PEOPLE
from driving import CODES, Refused

NEW = ('Anne', 'Lévy', 'anne@entreprise.example')


class Courses:
    """Needs self.fake and self.drive; the provider's own words are in the classes below."""

    people = PEOPLE
    looks_to_seal = 0
    # Yousign says nothing of who had but a link; its trail is refused to who has not signed.
    means, no_trail = ['(null)', 'sms_code', '(null)'], 'REFUSED'

    def refused(self, code, *words):
        with self.assertRaises(Refused) as caught:
            self.drive.ask(*words)
        self.assertEqual(code, CODES[caught.exception.code], caught.exception.sentence)
        return caught.exception.sentence

    def test_signed_by_all(self):
        self.drive.ask('check')
        request = self.drive.send(people=self.people,
                                  expires=self.fake.stamp(60 * 86400)[:10])
        self.assertEqual('ongoing', request.state)
        self.assertEqual(['invited', 'waiting', 'waiting'], request.states)
        self.assertEqual([person[2] for person in PEOPLE],
                         [signer.email for signer in request.signers])
        self.assertEqual(['paraphe-1'], self.drive.list())
        self.assertEqual(1, self.n_mails())
        for number in range(2):
            self.fake.control('sign')
            request = self.drive.load(request.id)
            self.assertEqual('signed', request.states[number])
            self.assertTrue(request.signers[number].signed_at.endswith('Z'))
            self.assertEqual('ongoing', request.state)
        self.refused('REFUSED', 'signed', request.id)
        self.fake.control('sign')
        for _ in range(self.looks_to_seal):
            request = self.drive.load(request.id)
            self.assertEqual(['ongoing'] + 3 * ['signed'], [request.state, *request.states])
        request = self.drive.load(request.id)
        self.assertEqual(['completed'] + 3 * ['signed'], [request.state, *request.states])
        self.assertEqual([], self.drive.list())
        self.assertGreater(int(self.drive.ask('signed', request.id)[0]), 500)
        self.assertGreater(int(self.drive.ask('proof', request.id)[0]), 300)
        self.assertIn('All have signed',
                      self.refused('REFUSED', 'stop', request.id, 'trop tard'))

    def test_trail(self):
        """How and from where each has signed is told once all have."""
        request = self.drive.send(people=self.people)
        ids = [signer.id for signer in request.signers]
        self.fake.control('sign')
        self.refused(self.no_trail, 'trail', request.id, *ids)
        self.fake.control('complete')
        request = self.drive.load(request.id)
        trails = [word.split('|') for word in self.drive.ask('trail', request.id, *ids)]
        self.assertEqual(ids, [trail[0] for trail in trails])
        self.assertEqual(self.means, [trail[1] for trail in trails])
        self.assertEqual(['203.0.113.1', '203.0.113.2', '203.0.113.3'],
                         [trail[2] for trail in trails])
        self.assertEqual([signer.signed_at for signer in request.signers],
                         [trail[5] for trail in trails])

    def test_at_once(self):
        request = self.drive.send(people=self.people, ordered=False, remind=0)
        self.assertEqual(3 * ['invited'], request.states)
        self.assertEqual(3, self.n_mails())

    def test_reminded(self):
        request = self.drive.send(people=self.people)
        before = self.n_mails('reminder')
        self.drive.ask('remind', request.id, request.signers[0].id)
        self.assertEqual(before + 1, self.n_mails('reminder'))
        self.refused('REFUSED', 'remind', request.id, request.signers[1].id)
        self.fake.control('sign')
        self.refused('REFUSED', 'remind', request.id, request.signers[0].id)
        self.assertEqual(before + 1, self.n_mails('reminder'))

    def test_transferred(self):
        request = self.drive.send(people=self.people)
        before = [signer.id for signer in request.signers]
        for place in (0, 2):
            now = self.drive.transfer(request.id, before[place], NEW if place == 0 else
                                      ('Luc', 'Roy', 'luc@lycee.example'))
            self.assertEqual(3, len(now.signers))
            self.assertEqual('ongoing', now.state)
        self.assertEqual([NEW[2], PEOPLE[1][2], 'luc@lycee.example'],
                         [signer.email for signer in now.signers])
        self.assertEqual('Anne Lévy', now.signers[0].name)
        self.assertEqual([NEW[2]], self.invited(NEW[2]))
        self.assertEqual([], self.invited('luc@lycee.example'))
        # asked again for the same, nothing more happens
        again = self.drive.transfer(request.id, now.signers[0].id, NEW)
        self.assertEqual([signer.id for signer in now.signers],
                         [signer.id for signer in again.signers])
        self.fake.control('complete')
        self.assertEqual('completed', self.drive.load(request.id).state)

    def test_transferred_too_late(self):
        request = self.drive.send(people=self.people)
        self.fake.control('sign')
        sentence = self.refused('REFUSED', 'transfer', request.id, request.signers[0].id,
                                '|'.join(NEW))
        self.assertIn('cannot be changed any more', sentence)
        self.assertNotIn(NEW[2], sentence)
        self.assertEqual(3, len(self.drive.load(request.id).signers))

    def test_declined(self):
        request = self.drive.send(people=self.people)
        self.fake.control('decline', reason='Les dates sont fausses')
        request = self.drive.load(request.id)
        self.assertEqual(('declined', 'Les dates sont fausses'), (request.state, request.reason))
        self.assertEqual('declined', request.states[0])
        self.assertEqual('Les dates sont fausses', request.signers[0].reason)
        self.assertEqual([], self.drive.list())
        self.drive.ask('stop', request.id, '')

    def test_stopped(self):
        request = self.drive.send(people=self.people)
        self.drive.ask('stop', request.id, 'Les horaires changent')
        now = self.drive.load(request.id)
        self.assertEqual('cancelled', now.state)
        self.assertEqual(3 * ['stopped'], now.states)
        self.drive.ask('stop', request.id, '')
        self.assertEqual([], self.drive.list())

    def test_expired(self):
        request = self.drive.send(people=self.people)
        self.fake.control('expire')
        self.assertEqual('expired', self.drive.load(request.id).state)

    def test_nobody_knows_it(self):
        self.refused('NOT_FOUND', 'load', self.nothing)

    def test_sent_again(self):
        request = self.drive.send(people=self.people)
        for known in ('', request.id, self.nothing):
            self.assertEqual(request.id, self.drive.send(known=known, people=self.people).id)
        self.assertEqual(1, len(self.fake.control('requests')))
        self.assertEqual(1, self.n_mails())

    def test_names(self):
        people = [('Léa', 'D’Arc', 'a@a.example'), ('J.-P.', 'Dupont & Fils', 'b@a.example'),
                  ('Zoé', 'Martin, née Roy', 'c@a.example')]
        request = self.drive.send(people=people)
        self.assertEqual('ongoing', request.state)

    def n_mails(self, kind='invitation'):
        return sum(1 for mail in self.fake.mails if mail['kind'] == self.mail_kinds[kind])

    def invited(self, address):
        return [mail['to'] for mail in self.fake.mails
                if mail['to'] == address and mail['kind'] != self.mail_kinds['reminder']]
