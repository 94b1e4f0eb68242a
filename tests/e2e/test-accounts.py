#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts through the real window: the first administrator, whom they let in, and what each finds
who signs in. Fields are filled in and buttons pressed as a screen reader would: nothing depends on
where the keyboard is."""
import os
import subprocess
import unittest

import desk
from desk import Atspi, ask, enter, find_all, has_state, paraphectl, press, shows, wait
from gi.repository import GLib

BOSS = 'une phrase assez longue'
GIVEN = 'un premier mot de passe'
OWN = 'la phrase du secretariat'
NEW = 'une toute nouvelle phrase'
# What changes something: not there for who may only read.
CHANGES = {'win.' + name for name in (
    'import', 'generate', 'validate', 'set-step', 'compose', 'undo', 'add-interview', 'add-note',
    'new-sheet', 'submit-sheet', 'set-search-state', 'cancel-agreement', 'roll-over')}

# To check a password takes a quarter of a gigabyte and its time, on purpose: more than that when
# others are at work on the computer.
PATIENCE = 2 * desk.PATIENCE


class Accounts(desk.WindowTest):
    def open_demo(self):
        base = self.path('demo.paraphe')
        paraphectl('demo', base)
        return base

    def account(self, *words, typed):
        subprocess.run([os.environ['PARAPHECTL'], 'account', *words, '--password-stdin'],
                       input='\n'.join(typed) + '\n', text=True, check=True, capture_output=True)

    def is_told(self, window, text):
        """A text that comes after a password was looked at."""
        wait(lambda: shows(window.app, text), 'the text “%s”' % text, PATIENCE)

    def actions(self, window):
        """The actions that are there, be they of use now or not."""
        answer = window.bus.call_sync(desk.APPLICATION, desk.WINDOW_PATH, 'org.gtk.Actions', 'List',
                                      None, None, 0, desk.MILLISECONDS, None)
        return {'win.' + name for name in answer.unpack()[0]}

    def tries(self, window, name, password):
        enter(window.window, 'Nom du compte', name)
        enter(window.window, 'Mot de passe', password)
        press(window.window, 'Se connecter')

    def chooses(self, window, password):
        self.is_told(window, 'Choisissez votre mot de passe')
        enter(window.window, 'Nouveau mot de passe', password)
        enter(window.window, 'Le même, une seconde fois', password)
        press(window.window, 'Utiliser ce mot de passe')

    def works(self, window, label):
        """Who has signed in, once the list is there."""
        self.is_told(window, 'Compte\u00a0: ' + label)
        self.is_told(window, 'Tous les élèves')

    def takes_password(self, window):
        field = find_all(window.window, 'text', contains='Mot de passe')[0]
        return has_state(field, Atspi.StateType.SENSITIVE)

    def signs_out(self, window):
        """What is still under way ends first: it is asked for again until it is done."""
        def out():
            if window.is_enabled('win.sign-out'):
                window.call_actions('win.sign-out', 'Activate', ([], {}))
            return shows(window.window, 'Nom du compte')
        wait(out, 'the door', PATIENCE)

    def is_gone(self, window, title):
        wait(lambda: not any(title in name.lower() for name in window.windows()),
             'the end of the window “%s”' % title, PATIENCE)

    def is_listed(self, window, preferences, label):
        """An account in the list, once the dialog that added it has gone."""
        self.is_gone(window, 'compte')
        wait(lambda: find_all(preferences, contains=label), label + ' in the list', PATIENCE)

    def page_names(self, preferences):
        return {node.get_name() for node in find_all(preferences, 'page tab')}

    def test_an_administrator_lets_a_secretary_in(self):
        base = self.open_demo()
        window = self.start(base)
        window.sees('Conventions à faire')
        window.action('win.preferences-page', GLib.Variant('s', 'accounts'))
        preferences = window.other_window('Paramètres')
        # A row is no button: keys alone activate it.
        window.take_keyboard(preferences)
        self.tab_to(window, preferences, 'Créer le compte administrateur', how=str.startswith)
        window.press('space')
        dialog = window.other_window('Compte administrateur')
        for entry, text in (('Nom affiché', 'Mme Martin'), ('Nom du compte', 'martin'),
                            ('Mot de passe', BOSS), ('Le même', BOSS)):
            enter(dialog, entry, text)
        press(dialog, 'Créer')
        self.is_listed(window, preferences, 'Mme Martin')
        # Somebody of the secretary's office, which is what is proposed.
        press(preferences, 'Ajouter')
        dialog = window.other_window('Nouveau compte')
        for entry, text in (('Nom affiché', 'Mme Leroy'), ('Nom du compte', 'leroy'),
                            ('Premier mot de passe', GIVEN)):
            enter(dialog, entry, text)
        press(dialog, 'Ajouter')
        self.is_listed(window, preferences, 'Mme Leroy')
        self.assertEqual([('administrator', 'martin'), ('secretary', 'leroy')],
                         ask(base, 'SELECT role, name FROM account ORDER BY id'))
        self.signs_out(window)
        window.is_alone()
        # Wrong: said, and counted.
        self.tries(window, 'leroy', BOSS)
        self.is_told(window, 'Nom ou mot de passe faux. Il reste 4 essais.')
        self.tries(window, 'leroy', GIVEN)
        self.chooses(window, OWN)
        self.works(window, 'Mme Leroy, Secrétariat')
        # The accounts and the erasing of personal data are not hers.
        window.action('win.preferences')
        preferences = window.other_window('Paramètres')
        wait(lambda: 'Suivi' in self.page_names(preferences), 'the pages')
        self.assertEqual(set(), self.page_names(preferences) & {'Comptes', 'Données personnelles'})
        # Locked, nothing is left but the question; unlocked, all is as it was.
        window.action('win.lock')
        window.is_alone()
        window.sees('Session de Mme Leroy')
        enter(window.window, 'Mot de passe', OWN)
        press(window.window, 'Déverrouiller')
        wait(lambda: 'Paramètres' in window.windows(), 'the preferences again', PATIENCE)
        self.works(window, 'Mme Leroy, Secrétariat')
        # One's own password.
        window.action('win.change-password')
        dialog = window.other_window('Changer')
        for entry, text in (('Mot de passe actuel', OWN), ('Nouveau mot de passe', NEW),
                            ('Le même', NEW)):
            enter(dialog, entry, text)
        press(dialog, 'Changer')
        self.is_gone(window, 'changer')
        self.signs_out(window)
        self.tries(window, 'leroy', NEW)
        self.works(window, 'Mme Leroy, Secrétariat')
        self.stop(window)

    def test_who_only_reads_changes_nothing(self):
        base = self.open_demo()
        self.account('add', base, 'martin', 'administrator', 'Mme Martin', typed=[BOSS])
        self.account('add', base, 'petit', 'reader', 'M. Petit', '--account', 'martin',
                     typed=[BOSS, GIVEN])
        window = self.start(base)
        window.sees('Nom du compte')
        self.tries(window, 'petit', GIVEN)
        self.chooses(window, OWN)
        self.works(window, 'M. Petit, Lecture seule')
        self.assertEqual(set(), self.actions(window) & CHANGES)
        self.assertIn('win.export', self.actions(window))
        self.signs_out(window)
        # One too many: the field is closed, for that account alone.
        for left in range(4, 0, -1):
            self.tries(window, 'petit', GIVEN)
            self.is_told(window, 'Il reste %d essai' % left)
        self.tries(window, 'petit', GIVEN)
        wait(lambda: shows(window.window, 'ce compte n’en accepte plus avant')
             and not self.takes_password(window), 'the field closed, and why', PATIENCE)
        enter(window.window, 'Nom du compte', 'martin')
        wait(lambda: self.takes_password(window), 'the field open')
        self.tries(window, 'martin', BOSS)
        self.works(window, 'Mme Martin, Administrateur')
        self.assertLess(CHANGES, self.actions(window))
        self.stop(window)


if __name__ == '__main__':
    unittest.main()
