#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails through the real window and a mail server that lives in the test: a class is written to,
everybody seen, taken back, sent; one is refused, tried again, given up; and the click on a
notification goes where it should."""
import email
import email.policy
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import bus
import desk
import signing
from desk import (GLib, enter, find_all, has_state, named, paraphectl, press, read, shows,
                  wait)
from fake.yousign import Yousign

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'message'))
from smtp_server import Server, make_certificate  # noqa: E402

CLASS, OCCASION = '2MELEC', 'Sans lieu de stage'
QUEUED, REFUSED = 'dans la boîte d’envoi', '1 courriel ou SMS n’est pas parti.'


class Lines:
    """What the tests ask of the database and of the windows of the program."""

    def ask(self, sql, *values):
        return desk.ask(self.base, sql, *values)

    def counts(self):
        return dict(self.ask('SELECT state, count(*) FROM message GROUP BY state'))

    def waits_for(self, **counts):
        wait(lambda: self.counts() == counts, 'an outbox of %s' % counts)


@unittest.skipUnless(shutil.which('xdotool') and shutil.which('openssl'),
                     'needs xdotool and openssl')
class Class(Lines, desk.WindowTest):
    """A class without placements, and a school that has a mail account."""

    def setUp(self):
        super().setUp()
        self.base = self.path('lycee.paraphe')
        self.notifications = bus.Notifications().start()
        self.addCleanup(self.notifications.stop)
        certificate = make_certificate(pathlib.Path(self.path('ca')), '20250101000000Z',
                                       '20400101000000Z')
        self.server = Server(certificate)
        self.addCleanup(self.server.stop)
        paraphectl('demo', self.base)
        for name, value in (('mail.way', 'smtp'), ('mail.host', 'localhost'),
                            ('mail.port', str(self.server.port)), ('mail.ca_file', certificate[0]),
                            ('from_address', 'bureau@lycee.example'), ('delay', '600'),
                            ('per_minute', '600')):
            self.set(name, value)

    def set(self, name, value):
        paraphectl('settings', self.base, 'message.' + name, value)

    # ---- the window ----

    def open_class(self, **extra):
        window = self.start(self.base, **extra)
        window.sees('Tous les élèves')
        ids = self.ask('SELECT c.id, p.id FROM class_group c JOIN period_class pc'
                       ' ON pc.class_group_id = c.id JOIN period p ON p.id = pc.period_id'
                       ' WHERE c.name = ? ORDER BY p.start DESC', CLASS)[0]
        window.action('win.show-period', GLib.Variant('(xx)', ids))
        window.sees(CLASS + ' — ')
        window.take_keyboard()
        return window

    def is_alone(self, window):
        window.is_alone()
        window.take_keyboard()

    def writes(self, window):
        """Opens the window one writes in, and waits until everybody is there."""
        window.action('win.compose')
        dialog = window.other_window('Écrire')
        wait(lambda: re.search(r'\d+ courriel', ' '.join(desk.texts(dialog))), 'who gets what')
        return dialog

    def is_only(self, window, dialog, audience):
        """Leaves out all but one quality."""
        for name in ('Élèves', 'Responsables légaux', 'Professeurs référents'):
            def check(called=name):
                return find_all(dialog, 'check box', name=called)[0]

            def is_checked(look=check):
                return has_state(look(), desk.Atspi.StateType.CHECKED)
            wanted = name == audience
            if read(is_checked, name) != wanted:
                window.click_at(check, name)
            wait(lambda is_so=is_checked, w=wanted: is_so() == w, name)

    def chosen(self, dialog):
        """How many would leave, as it is told."""
        text = next(text for text in desk.texts(dialog) if re.match(r'\d+ courriel', text))
        return int(text.split()[0])

    def sends(self, window, students, said):
        """Writes to the students of the list, however many they are. What is said of it soon goes
        again: it is looked for first."""
        dialog = self.writes(window)
        self.is_only(window, dialog, 'Élèves')
        wait(lambda: self.chosen(dialog) == students, '%d chosen' % students)
        press(dialog, 'Envoyer')
        window.sees(said)

    def narrows(self, window, student):
        window.action('win.search-for', GLib.Variant('s', student))
        window.sees('1 élève ·')

    def outbox(self, window):
        window.action('win.outbox')
        window.sees('En échec')

    def opens_row(self, window, name):
        window.click_at(lambda: find_all(window.window, 'list item', contains=name)[0], name)

    # ---- tests ----

    def students(self):
        return self.ask('SELECT s.family_name, s.given_name, s.email FROM student s'
                        ' JOIN enrolment e ON e.student_id = s.id JOIN class_group c'
                        ' ON c.id = e.class_group_id WHERE c.name = ? ORDER BY 1, 2', CLASS)

    def test_a_class_is_written_to(self):
        window = self.open_class()
        students = self.students()
        self.sees_everyone_first(window, students)
        self.is_taken_back(window, len(students))
        self.set('delay', '0')
        self.server.replies['RCPT'] = [None, '550 5.1.1 No such person']
        self.sends(window, len(students), REFUSED)
        self.is_alone(window)
        self.waits_for(sent=len(students) - 1, refused=1)
        self.reads_what_arrived(students)
        self.sees_the_refusal(window)
        self.tries_again(window, len(students))
        self.assertEqual([], paraphectl('check', self.base)['problems'])
        self.stop(window)

    def sees_everyone_first(self, window, students):
        dialog = self.writes(window)
        wait(lambda: shows(dialog, OCCASION), 'the occasion')
        self.is_only(window, dialog, 'Élèves')
        wait(lambda: self.chosen(dialog) == len(students), 'the whole class')
        family, given, address = students[0]
        wait(lambda: shows(dialog, address), 'the address of the first')
        wait(lambda: shows(dialog, 'Bonjour ' + given), 'the text as the first would read it')
        self.assertEqual({}, self.counts())
        self.assertEqual([], self.server.mails)
        press(dialog, 'Annuler')
        self.is_alone(window)

    def is_taken_back(self, window, count):
        self.sends(window, count, '%d courriels et SMS dans la boîte d’envoi' % count)
        self.assertEqual({'queued': count}, self.counts())
        window.click('Annuler')
        self.is_alone(window)
        self.waits_for()
        self.assertEqual([], self.server.mails)

    def reads_what_arrived(self, students):
        mails = [email.message_from_bytes(mail, policy=email.policy.default)
                 for mail in self.server.mails]
        refused = self.ask("SELECT address FROM message WHERE state = 'refused'")[0][0]
        self.assertEqual(sorted(one[2] for one in students if one[2] != refused),
                         sorted(mail['To'].addresses[0].addr_spec for mail in mails))
        for mail in mails:
            self.assertIn('bureau@lycee.example', mail['From'])
            self.assertIn('stage', mail['Subject'].lower())
            self.assertEqual('text/plain', mail.get_body(('plain',)).get_content_type())

    def sees_the_refusal(self, window):
        name = self.ask("SELECT name FROM message WHERE state = 'refused'")[0][0]
        self.outbox(window)
        rows = wait(lambda: [row for _, row in named(window.window, 'list item') if name in row],
                    'the row of ' + name)
        self.assertIn('Échec', rows[0])
        self.opens_row(window, name)
        window.sees('550 5.1.1 No such person')

    def tries_again(self, window, count):
        window.click('Réessayer')
        self.waits_for(sent=count)
        self.assertEqual(count, len(self.server.mails))
        window.sees('Aucun échec')

    def test_what_may_have_arrived_is_asked_about(self):
        window = self.open_class()
        self.set('delay', '0')
        family = self.students()[0][0].upper()
        self.narrows(window, family)
        self.server.replies['BODY'] = ['cut']
        self.sends(window, 1, REFUSED)
        self.is_alone(window)
        self.waits_for(unknown=1)
        self.outbox(window)
        window.sees('Peut-être envoyé')
        self.opens_row(window, 'Peut-être')
        press(window.window, 'Réessayer')
        question = window.question()
        wait(lambda: shows(question, 'deux fois'), 'what may happen')
        press(question, 'Annuler')
        self.is_alone(window)
        self.assertEqual({'unknown': 1}, self.counts())
        press(window.window, 'Réessayer')
        press(window.question(), 'Envoyer à nouveau')
        self.is_alone(window)
        self.waits_for(sent=1)
        ids = {email.message_from_bytes(mail)['Message-ID'] for mail in self.server.mails}
        self.assertEqual((2, 1), (len(self.server.mails), len(ids)))
        self.stop(window)

    def test_a_sending_is_given_up_and_a_line_gone_to(self):
        window = self.open_class()
        family = self.students()[0][0].upper()
        self.narrows(window, family)
        self.sends(window, 1, QUEUED)
        self.is_alone(window)
        self.waits_for(queued=1)
        self.outbox(window)
        window.sees('Part le')
        self.opens_row(window, family)
        press(window.window, 'Ligne de l’élève')
        window.sees('1 sélectionnée')
        self.outbox(window)
        self.opens_row(window, family)
        press(window.window, 'Annuler l’envoi')
        self.waits_for(cancelled=1)
        self.stop(window)
        self.assertEqual([], self.server.mails)

    def test_a_password_that_is_nowhere_is_asked_for(self):
        self.set('mail.user', 'stages')
        window = self.open_class(SECRET_BACKEND='file', SECRET_FILE_TEST_PATH=self.path('keyring'),
                                 SECRET_FILE_TEST_PASSWORD='test', **desk.WITH_KEYRING)
        self.set('delay', '0')
        self.narrows(window, self.students()[0][0])
        self.sends(window, 1, 'Ce qui attend dans la boîte d’envoi ne part pas.')
        window.click('Saisir le mot de passe')
        dialog = window.other_window('Mot de passe')
        enter(dialog, 'Mot de passe', 'secrèt')
        press(dialog, 'Utiliser')
        self.waits_for(sent=1)
        self.assertEqual(1, len(self.server.mails))
        self.stop(window)

    def test_what_is_about_to_leave_is_told_of_at_the_end(self):
        window = self.open_class()
        self.set('delay', '50')
        self.narrows(window, self.students()[0][0])
        self.sends(window, 1, QUEUED)
        self.assertEqual({'queued': 1}, self.counts())
        window.is_alone()
        window.action('app.quit')
        press(window.question(), 'Fermer quand même')
        window.process.wait(desk.PATIENCE)
        self.assertEqual({'queued': 1}, self.counts())

    def has_mail_program(self):
        """One that only writes down what it is given."""
        given, script = self.path('given'), self.path('mailer')
        with open(script, 'w', encoding='ascii') as file:
            file.write('#!/bin/sh\nprintf %%s "$1" > %s.new && mv %s.new %s\n' % ((given,) * 3))
        os.chmod(script, 0o700)
        for folder, name, text in (
                ('.local/share/applications', 'mailer.desktop',
                 '[Desktop Entry]\nType=Application\nName=Mailer\nExec=%s %%u\n'
                 'MimeType=x-scheme-handler/mailto;\n' % script),
                ('.config', 'mimeapps.list',
                 '[Default Applications]\nx-scheme-handler/mailto=mailer.desktop\n')):
            os.makedirs(os.path.join(self.home, folder), exist_ok=True)
            with open(os.path.join(self.home, folder, name), 'w', encoding='ascii') as file:
                file.write(text)
        return given

    def test_without_an_account_it_goes_by_hand(self):
        self.set('mail.way', '')
        given = self.has_mail_program()
        window = self.open_class()
        family, _, address = self.students()[0]
        self.narrows(window, family)
        dialog = self.writes(window)
        self.is_only(window, dialog, 'Élèves')
        wait(lambda: shows(dialog, 'Pas encore de compte de courriel'), 'why it goes by hand')
        press(dialog, 'Ouvrir dans ma messagerie')
        wait(lambda: os.path.exists(given), 'the mail program')
        with open(given, encoding='utf-8') as file:
            uri = file.read()
        self.assertTrue(uri.startswith('mailto:' + address))
        self.assertIn('Bonjour', uri)
        wait(lambda: 'Écrire' not in window.windows(), 'the end of the writing')
        question = window.question()
        self.assertEqual({'queued': 1}, self.counts())
        press(question, 'Parti')
        self.waits_for(sent=1)
        self.assertIn('à la main', self.ask('SELECT answer FROM message')[0][0])
        self.stop(window)
        self.assertEqual([], self.server.mails)

    def test_what_is_opened_from_the_outbox_does_not_leave_too(self):
        given = self.has_mail_program()
        window = self.open_class()
        self.set('delay', '50')
        family = self.students()[0][0].upper()
        self.narrows(window, family)
        self.sends(window, 1, QUEUED)
        self.is_alone(window)
        self.waits_for(queued=1)
        self.outbox(window)
        self.opens_row(window, family)
        press(window.window, 'Ouvrir dans ma messagerie')
        wait(lambda: os.path.exists(given), 'the mail program')
        question = window.question()
        self.assertEqual({'cancelled': 1}, self.counts())
        press(question, 'Parti')
        self.waits_for(sent=1)
        self.stop(window)
        self.assertEqual([], self.server.mails)

    def test_rules_write_by_themselves(self):
        self.set('mail.way', '')  # what they write stays
        subprocess.run([os.environ['PARAPHECTL'], 'message', 'rules', self.base, '--for=student',
                        '--event=search.missing', '--mail', '--days=300'], check=True,
                       capture_output=True)
        window = self.open_class()
        self.assertEqual({}, self.counts())
        self.stop(window)
        self.set('rules', '1')
        window = self.open_class()
        wait(lambda: self.ask('SELECT count(*) FROM message WHERE once IS NOT NULL')[0][0] > 0,
             'what the rules write')
        window.sees('Boîte d’envoi')
        self.stop(window)
        self.assertEqual([], self.server.mails)

    def test_what_is_sent_by_hand_leaves_by_hand_only(self):
        """The mail program has it, and the school's account does not send it as well."""
        window = self.open_class()
        self.set('delay', '0')
        self.narrows(window, self.students()[0][0])
        dialog = self.writes(window)
        self.is_only(window, dialog, 'Élèves')
        wait(lambda: self.chosen(dialog) == 1, 'one chosen')
        press(dialog, 'Ouvrir dans ma messagerie')
        self.waits_for(cancelled=1)
        self.assertEqual([(0,)], self.ask('SELECT attempts FROM message'))
        self.assertEqual([], self.server.mails)

    def test_somebody_who_looks_elsewhere_is_told(self):
        window = self.open_class()
        self.set('delay', '0')
        self.narrows(window, self.students()[0][0])
        self.server.replies['RCPT'] = ['550 5.1.1 No such person']
        dialog = self.writes(window)
        self.is_only(window, dialog, 'Élèves')
        wait(lambda: self.chosen(dialog) == 1, 'one chosen')
        window.look_away()
        press(dialog, 'Envoyer')
        wait(lambda: self.notifications.shown, 'a notification')
        self.assertEqual([('Boîte d’envoi', '1 courriel ou SMS n’est pas parti.')],
                         self.notifications.shown)
        self.notifications.click(1)
        window.sees('Échec de l’envoi')
        self.stop(window)


@unittest.skipUnless(shutil.which('xdotool'), 'needs xdotool')
class Clicked(signing.SigningTest):
    """Agreements with a provider of signatures."""

    make = Yousign

    def test_a_click_goes_to_the_agreement(self):
        notifications = bus.Notifications().start()
        self.addCleanup(notifications.stop)
        numbers = self.make_class(3)
        window = self.open_class(SECRET_BACKEND='file', SECRET_FILE_TEST_PATH=self.path('keyring'),
                                 SECRET_FILE_TEST_PASSWORD='test')
        window.look_away()
        window.action('win.sign-send')
        dialog = window.other_window('Envoyer en signature')
        press(dialog, 'Envoyer 3 conventions')
        self.give_key(window, keep=True)
        wait(lambda: self.states() == {'ongoing': 3}, 'the class sent', signing.LONG)
        self.has_ended(window)
        wait(lambda: notifications.shown, 'a word of what was sent')
        for _ in range(6):
            self.fake.control('sign', request=self.remote(numbers[1]))
        window.action('win.show-all')
        before = len(notifications.shown)
        self.night_passes()
        window.action('win.reload')
        wait(lambda: notifications.shown[before:], 'a word of the signatures', signing.LONG)
        self.assertEqual(('Signature électronique', '1 convention signée par tous'),
                         notifications.shown[-1])
        notifications.click(len(notifications.shown))
        window.sees('1 sélectionnée')
        window.sees(numbers[1])
        self.stop(window)


if __name__ == '__main__':
    signing.main()
