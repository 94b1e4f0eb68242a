#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails sent through Exim: what it delivered is read by Python and compared."""
import shutil
import sys
import tempfile
import unittest

from exim_server import Exim, why_not
from mailing import (FULL, LATER, LOGIN, MAIL, NONE, NOT_SENT, POLICY, RECIPIENT, REFUSED, SECURITY,
                     SENT, SIZE, STARTTLS, TLS, SendTest, attachment)

LONG = ('Convention de stage de Zoë Lefèvre-Müller à la « Boulangerie de l’Œuf » du 12 janvier au '
        '6 février 2026 — à relire, à signer, puis à renvoyer ; réponse souhaitée dès que possible '
        'à Noël, même brève, par M. Gaël Naïm-Ançois')
TEXT = ('Bonjour Zoë,\n\nVoici la convention : 12 € × 2 = 24 €, « œuvre », naïf, Ÿ.\n'
        'From là on continue\n.\n..\n.point\n' + 'ligne très longue ' * 90 + '\n\n'
        'Élan 日本 ελληνικά 🙂\n-- \nLe bureau des stages\n')


class TestExim(SendTest):
    def serve(self, certificate=None, **switches):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        server = Exim(folder.name, certificate or self.good, **switches)
        self.addCleanup(server.stop)
        return server

    def test_delivered(self):
        files = [attachment('Convention de stage – Zoë Lefèvre (été).pdf', bytes(range(256)) * 300),
                 attachment('ÀÉÎÕÜ œ Ÿ ' * 7 + '.pdf', b'%PDF-1.7\n'),
                 attachment('plain name.csv', 'é;à\r\n'.encode(), 'text/csv'),
                 attachment('empty.txt', b'', 'text/plain')]
        for tls in (False, True):
            server = self.serve(tls=tls)
            mail = {'subject': LONG, 'text': TEXT, 'attachments': files,
                    'reply_to_name': 'Mme Noémie Où', 'reply_to_address': 'noemie@lycee-reclus.fr'}
            told = self.send(server, mail, security=TLS if tls else STARTTLS)
            self.hold((SENT, NONE, 250), told)
            self.assertRegex(told['answer'], '^OK id=')
            [found] = server.mails()
            for part in found.walk():
                self.assertEqual([], part.defects)
            self.assertEqual(LONG, found['Subject'])
            self.assertEqual([(MAIL['from_name'], MAIL['from_address']),
                              (MAIL['to_name'], MAIL['to_address']),
                              ('Mme Noémie Où', 'noemie@lycee-reclus.fr')],
                             [(one.display_name, one.addr_spec) for name in
                              ('From', 'To', 'Reply-To') for one in found[name].addresses])
            self.assertEqual((told['message_id'], 'auto-generated', MAIL['to_address'],
                              f'<{MAIL["from_address"]}>'),
                             (found['Message-ID'], found['Auto-Submitted'], found['Envelope-To'],
                              found['Return-Path']))
            self.assertEqual(TEXT, found.get_body(('plain',)).get_content())
            self.assertIn('« œuvre », naïf, Ÿ.<br>',
                          found.get_body(('html',)).get_content())
            parts = list(found.iter_attachments())
            self.assertEqual([one['name'].replace(' .pdf', '.pdf') for one in files],
                             [part.get_filename() for part in parts])
            self.assertEqual([bytes(range(256)) * 300, b'%PDF-1.7\n', 'é;à\r\n'.encode(), b''],
                             [part.get_payload(decode=True) for part in parts])
            log = server.log()
            self.assertRegex(log, r'P=esmtpsa X=TLS1\.[23]:')
            self.assertIn('A=plain:stages', log)

    def test_accents_in_the_domain(self):
        server = self.serve()
        told = self.send(server, {'to_address': 'zoe@université-évry.fr'})
        self.hold((SENT, NONE, 250), told)
        [found] = server.mails()
        self.assertEqual('zoe@université-évry.fr'.split('@')[1].encode('idna').decode(),
                         found['Envelope-To'].split('@')[1])

    def test_refused(self):
        server = self.serve()
        for changes, expected, words in (
                ({'to_address': 'nobody@example.fr'}, (REFUSED, RECIPIENT, 550), 'No such person'),
                ({'to_address': 'unrouteable@example.fr'}, (REFUSED, RECIPIENT, 550), 'Unroute'),
                ({'to_address': 'full@example.fr'}, (REFUSED, FULL, 552), 'Mailbox full'),
                ({'to_address': 'nearlyfull@example.fr'}, (NOT_SENT, LATER, 452), 'Mailbox full'),
                ({'subject': 'SPAM'}, (REFUSED, POLICY, 554), 'Taken for spam')):
            told = self.send(server, changes)
            self.hold(expected, told)
            self.assertIn(words, told['answer'])
        self.assertEqual([], server.mails())

    def test_too_large(self):
        server = self.serve(size='100K')
        told = self.send(server, {'attachments': [attachment('x.pdf', b'x' * 200000)]})
        self.hold((REFUSED, SIZE, 552), told)
        self.assertEqual([], server.mails())

    def test_wrong_password(self):
        server = self.serve()
        for wrong in ({'password': 'secret'}, {'user': 'autre'}):
            told = self.send(server, **wrong)
            self.hold((REFUSED, LOGIN, 535), told)
        told = self.send(server, user=None, password=None)
        self.hold((REFUSED, LOGIN, 530), told)
        self.assertEqual([], server.mails())

    def test_checked(self):
        """One signs in and nothing is sent."""
        server = self.serve()
        self.hold((SENT, NONE, 0), self.send(server, check=True))
        self.hold((REFUSED, LOGIN, 535), self.send(server, check=True, password='secret'))
        self.hold((NOT_SENT, SECURITY, 0),
                  self.send(self.serve(starttls=False), check=True))
        self.assertEqual([], server.mails())
        log = server.log()
        self.assertNotIn('<=', log)

    def test_greylisted(self):
        server = self.serve()
        told = self.send(server, {'to_address': 'grey@example.fr'})
        self.hold((NOT_SENT, LATER, 451), told, '4.7.1 Greylisted, come back later')
        self.assertEqual([], server.mails())
        again = self.send(server, {'to_address': 'grey@example.fr',
                                   'message_id': told['message_id']})
        self.hold((SENT, NONE, 250), again)
        self.assertEqual([told['message_id']], [mail['Message-ID'] for mail in server.mails()])

    def test_certificates(self):
        for tls in (False, True):
            for certificate, trusted in ((self.expired, self.expired[0]), (self.good, None),
                                         (self.good, self.expired[0])):
                server = self.serve(certificate, tls=tls)
                told = self.send(server, security=TLS if tls else STARTTLS, ca_file=trusted)
                self.hold((NOT_SENT, SECURITY, 0), told)
                self.assertEqual([], server.mails())

    def test_no_encryption(self):
        server = self.serve(starttls=False)
        told = self.send(server)
        self.assertEqual((NOT_SENT, SECURITY), (told['state'], told['reason']))
        self.assertNotIn('stages', server.log())
        self.assertEqual([], server.mails())


if __name__ == '__main__':
    reason = why_not() or ('' if shutil.which('openssl') else 'openssl is not installed')
    if reason:
        print('skipped: ' + reason)
        sys.exit(77)
    unittest.main()
