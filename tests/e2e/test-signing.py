#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Electronic signature through the real window, with providers that live in the test: a class goes
to be signed, is followed, reminded, redirected, refused, stopped, sent anew and kept; the keyring
fails; the computer goes out in the middle."""
import hashlib
import os
import re
import threading

import bus
import desk
import signing
from desk import GLib, enter, height_of, paraphectl, press, wait, walk
from fake.documenso import Documenso
from fake.yousign import Yousign

N = 24


class Class(signing.SigningTest):
    """A class of 24, from the key to the kept documents."""

    make = Yousign

    def setUp(self):
        super().setUp()
        self.notifications = bus.Notifications().start()
        self.addCleanup(self.notifications.stop)
        self.keyring = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PATH': self.path('keyring'),
                        'SECRET_FILE_TEST_PASSWORD': 'test'}

    # ---- the acts ----

    def stores_key(self, window):
        window.action('win.preferences-page', GLib.Variant('s', 'signing'))
        preferences = window.other_window('Paramètres')
        press(preferences, 'Saisir')
        self.give_key(window, keep=True)
        window.sees('La clé est dans le trousseau')
        press(preferences, 'Essayer')
        window.sees('Le prestataire accepte la clé')
        press(preferences, 'Fermer')
        window.is_alone()

    def sends_the_class(self, window):
        self.send(window, N)
        wait(lambda: self.states() == {'ongoing': N}, 'the class sent', signing.LONG)
        window.sees('%d conventions envoyées en signature' % N)
        self.assertEqual([(N,)], self.ask('SELECT count(DISTINCT external_id)'
                                          ' FROM signature_request'))
        self.assertEqual({'ongoing'}, {one.status for one in self.fake.requests})
        self.assertEqual(N, len(self.fake.requests))
        self.assertEqual(['invitation'] * N, [mail['kind'] for mail in self.fake.mails])
        wait(lambda: self.notifications.shown, 'a word to who looks elsewhere')
        self.assertEqual([('Signature électronique', '%d conventions envoyées en signature' % N)],
                         self.notifications.shown)

    def sign(self, number, times=1):
        for _ in range(times):
            self.fake.control('sign', request=self.remote(number))

    def sees_states_move(self, window):
        """Each agreement is as far as its place in the list, from nobody to all but one."""
        for place, number in enumerate(self.numbers_in_order):
            self.sign(number, place % 5)
        self.follow(window)
        for place in range(5):
            student = self.students[self.numbers_in_order[place]]
            far = re.compile(r'%d sur [56] (a|ont) signé\. ' % place)
            spoken = wait(lambda s=student, f=far: self.is_as_far(window, s, f), student,
                          signing.LONG).string
            self.assertEqual(place, spoken.count('A signé'))
            self.assertEqual(1, spoken.count('Invitation envoyée'))

    def is_as_far(self, window, student, far):
        """Followed again while it is not: a following by itself may have read before."""
        found = far.match(self.marks(window, student)[1])
        if not found:
            self.follow(window)
        return found

    def open_mark(self, window, student):
        """Clicks with the pointer on the mark of whose turn it is."""
        def image():
            marks = walk(self.marks(window, student)[0], height_of(window.window))
            return next(node for node in marks
                        if 'Invitation envoyée' in (node.get_description() or ''))
        window.click_at(image, 'the invitation of ' + student)
        window.find('push button', contains='Relancer')

    def reminds(self, window, number):
        """Once at a click; again only after a question."""
        before = len(self.fake.mails)
        student = self.students[number]
        self.open_mark(window, student)
        window.click('Relancer')
        window.sees('1 signataire relancé')
        self.assertEqual(['reminder'], [mail['kind'] for mail in self.fake.mails[before:]])
        self.has_ended(window)
        self.open_mark(window, student)
        window.click('Relancer')
        window.sees('moins d’une heure')
        press(window.question(), 'Annuler')
        window.is_alone()
        self.assertEqual(before + 1, len(self.fake.mails))

    def transfers(self, window, number):
        """From the page of the agreement, to another address."""
        self.select(window, self.students[number])
        window.action('win.show-detail', GLib.Variant('s', 'agreement'))
        window.click('Envoyer l’invitation ailleurs')
        dialog = window.question()
        enter(dialog, 'Courriel', 'accueil@entreprise.example')
        press(dialog, 'Envoyer')
        window.sees('Invitation envoyée à accueil@entreprise.example')
        signers = self.fake.find(self.remote(number)).signers
        self.assertIn('accueil@entreprise.example', [one.info['email'] for one in signers])
        self.show_all(window)

    def is_refused(self, window, number):
        self.fake.control('decline', request=self.remote(number), reason='Les horaires ont changé')
        self.follow_until(window, lambda: 'declined' in self.states(), 'the refusal')
        self.select(window, self.students[number])
        window.sees('Les horaires ont changé')
        self.assertIn(number, [row['number'] for row in
                               paraphectl('todo', self.base, '--list', 'today')])
        self.show_all(window)

    def stops_and_sends_anew(self, window, number):
        first = self.remote(number)
        self.select(window, self.students[number])
        window.action('win.sign-stop')
        dialog = window.question()
        enter(dialog, 'Motif', 'Tuteur remplacé')
        press(dialog, 'Arrêter')
        window.sees('1 signature arrêtée')
        request = self.fake.find(first)
        self.assertEqual(('canceled', 'Tuteur remplacé'),
                         (request.status, request.cancel['custom_note']))
        self.has_ended(window)
        # What can be sent is what the list says, which is read anew.
        window.sees('Signature arrêtée')
        self.send(window, 1)
        window.sees('1 convention envoyée en signature')
        self.has_ended(window)
        second = self.remote(number)
        self.assertNotEqual(first, second)
        self.assertEqual('ongoing', self.fake.find(second).status)
        self.show_all(window)

    # ---- what is kept ----

    def check_kept(self):
        rows = self.ask('SELECT r.remote_id, s.sha256, s.kind, p.sha256, p.kind'
                        ' FROM signature_request r JOIN document s ON s.id = r.signed_document_id'
                        ' JOIN document p ON p.id = r.proof_document_id'
                        " WHERE r.state = 'completed'")
        self.assertEqual(N - 1, len(rows))
        for remote, signed, kind, proof, proof_kind in rows:
            self.assertEqual(('signed', 'proof'), (kind, proof_kind))
            request = self.fake.find(remote)
            content = self.fake.content(request, request.documents[0])
            self.assertEqual(hashlib.sha256(content).hexdigest(), signed)
            for name in (signed, proof):
                path = os.path.join(self.base + '.documents', name[:2], name + '.pdf')
                with open(path, 'rb') as file:
                    self.assertEqual(name, hashlib.sha256(file.read()).hexdigest())
        self.check_sound()

    def test_a_class(self):
        self.numbers_in_order = self.make_class(N)
        self.students = self.numbers()
        reminded, moved, refused, stopped = self.numbers_in_order[:4]
        window = self.open_class(**self.keyring)
        window.look_away()
        self.stores_key(window)
        self.sends_the_class(window)
        self.sees_states_move(window)
        self.reminds(window, reminded)
        self.transfers(window, moved)
        self.is_refused(window, refused)
        self.stops_and_sends_anew(window, stopped)
        self.stop(window)

        # Overnight all others sign; the window looks by itself when it comes back.
        for number in self.numbers_in_order:
            if number != refused:
                self.fake.control('complete', request=self.remote(number))
        self.night_passes()
        before = len(self.notifications.shown)
        window = self.open_class(**self.keyring)
        window.look_away()
        wait(lambda: self.states().get('completed') == N - 1, 'the signed agreements',
             signing.LONG)
        wait(lambda: len(self.notifications.shown) > before, 'a word to who looks elsewhere')
        self.assertEqual([('Signature électronique', '%d conventions signées par tous' % (N - 1))],
                         self.notifications.shown[before:])
        self.assertEqual({'completed': N - 1, 'declined': 1, 'cancelled': 1}, self.states())
        self.select(window, self.students[stopped])
        window.action('win.show-detail', GLib.Variant('s', 'documents'))
        window.sees('Dossier de preuve · ' + stopped)
        window.sees('Document signé · ' + stopped)
        self.stop(window)
        self.check_kept()


class Keyring(signing.SigningTest):
    """Without a keyring, or with one that stays locked: the key is asked for, for this once."""

    make = Documenso

    def sends_with_a_key_for_this_once(self, sentence):
        number, = self.make_class(1)
        window = self.open_class()
        self.send(window, 1)
        window.sees(sentence)
        dialog = window.other_window('Clé d’API')
        press(dialog, 'Annuler')
        window.is_alone()
        self.assertEqual(([], {}), (self.fake.envelopes, self.states()))

        self.send(window, 1)
        self.give_key(window, keep=False)
        window.sees('1 convention envoyée en signature')
        self.assertEqual(['PENDING'], [one.status for one in self.fake.envelopes])
        # the session knows the key from now on
        self.fake.control('complete', request=self.remote(number))
        self.follow_until(window, lambda: self.states() == {'completed': 1},
                          'the signed agreement')
        self.stop(window)
        self.check_no_key()

    def check_no_key(self):
        """The key is nowhere in the home, nor in the database."""
        for here, _, names in os.walk(self.folder):
            for name in names:
                with open(os.path.join(here, name), 'rb') as file:
                    self.assertNotIn(self.fake.key.encode(), file.read(), name)
        self.check_sound()

    def test_absent(self):
        activatable = desk.Gio.bus_get_sync(desk.Gio.BusType.SESSION, None).call_sync(
            'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
            'ListActivatableNames', None, None, 0, -1, None).unpack()[0]
        if bus.LockedKeyring.name in activatable:
            self.skipTest('this computer would start a keyring')
        self.sends_with_a_key_for_this_once('Indiquez la clé pour cette fois')

    def test_locked(self):
        keyring = bus.LockedKeyring().start()
        self.addCleanup(keyring.stop)
        self.sends_with_a_key_for_this_once('verrouillé')
        self.assertLess(0, keyring.prompts)


class Crash(signing.SigningTest):
    """The computer goes out in the middle of launching: all goes on, and nothing twice."""

    make = Yousign

    def test_nothing_twice(self):
        count = 3
        self.make_class(count)
        keyring = {'SECRET_BACKEND': 'file', 'SECRET_FILE_TEST_PATH': self.path('keyring'),
                   'SECRET_FILE_TEST_PASSWORD': 'test'}
        window = self.open_class(**keyring)
        self.send(window, count)
        # the first one has left and nobody here has heard of it; the others have not begun
        self.fake.control('rude', kind='kill-after', match='/activate$', pid=window.process.pid)
        self.give_key(window, keep=True)
        window.process.wait(signing.LONG)
        self.assertEqual(['ongoing'], [one.status for one in self.fake.requests])
        self.assertEqual({'prepared': count - 1, 'sending': 1}, self.states())
        self.fake.control('polite')

        # F7 while the window looks by itself: it is no other seat that does
        asked = threading.Event()
        self.fake.control('rude', kind='hook-before', match='GET ',
                          hook=lambda call: asked.wait(signing.LONG))
        before = len(self.fake.calls)
        window = self.open_class(**keyring)
        wait(lambda: len(self.fake.calls) > before, 'a look by itself')
        window.action('win.sign-sync')
        asked.set()
        window.sees('%d nouveautés' % count)
        wait(lambda: self.states() == {'ongoing': count}, 'what was interrupted', signing.LONG)
        self.assertEqual(count, len(self.fake.requests))
        self.assertEqual(count, len(self.fake.mails))
        self.stop(window)
        self.check_sound()


if __name__ == '__main__':
    signing.main()
