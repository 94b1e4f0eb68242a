#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails sent to a real server over TLS, civil and rude."""
import shutil
import time
import unittest

from mailing import (CANCELLED, CLEAR, CUT, FULL, LATER, LOGIN, MAIL, NONE, NOT_SENT, POLICY,
                     RECIPIENT, REFUSED, SECURITY, SENT, SETTINGS, SIZE, STARTTLS, TLS, UNKNOWN,
                     UNREACHED, SendTest, attachment)
from smtp_server import Server


@unittest.skipUnless(shutil.which('openssl'), 'openssl is not installed')
class TestSmtp(SendTest):
    def serve(self, certificate=None, **switches):
        server = Server(certificate or self.good, **switches)
        self.addCleanup(server.stop)
        return server

    def test_sent(self):
        for tls in (False, True):
            for account in ({}, {'password': None, 'token': 'jeton'}):
                server = self.serve(tls=tls)
                text = '.\n..\n.point\nFrom là\n' + 'é' * 3000 + '\n'
                files = [attachment('Convention-été.pdf', bytes(range(256)) * 200)]
                told = self.send(server, {'text': text, 'attachments': files}, **account,
                                 security=TLS if tls else STARTTLS)
                self.hold((SENT, NONE, 250), told, '2.0.0 Queued as 42')
                composed = self.compose(text=text, attachments=files,
                                        message_id=told['message_id'])[1]
                self.assertEqual(len(composed), len(server.mails[0]))
                self.assertIn(b'Message-Id: ' + told['message_id'].encode(),
                              server.mails[0].replace(b'-ID', b'-Id'))
                self.assertIn(b'\r\n.\r\n..\r\n.point\r\n=46rom l=C3=A0\r\n', server.mails[0])
                said = [line for secure, line in server.talk if secure]
                self.assertEqual('EHLO [127.0.0.1]', said[0])
                self.assertIn(f'MAIL FROM:<{MAIL["from_address"]}> SIZE={len(composed)}', said)
                self.assertIn(f'RCPT TO:<{MAIL["to_address"]}>', said)
                self.assertEqual([] if tls else ['EHLO [127.0.0.1]', 'STARTTLS'],
                                 [line for secure, line in server.talk if not secure])

    def test_login_method(self):
        server = self.serve()
        server.auth = 'LOGIN'
        self.hold((SENT, NONE, 250), self.send(server))

    def test_clear_on_this_computer_alone(self):
        server = self.serve(starttls=False)
        told = self.send(server, security=CLEAR, user=None, password=None)
        self.hold((SENT, NONE, 250), told)
        for host in ('192.0.2.1', 'mail.example.fr', 'localhost.example.fr', '127.0.0.1.nip.io'):
            told = self.send(server, security=CLEAR, user=None, password=None, host=host)
            self.hold((NOT_SENT, SETTINGS, 0), told)

    def test_settings(self):
        server = self.serve()
        for wrong in ({'host': ''}, {'host': 'a/b'}, {'host': 'x@y'}, {'host': 'localhost:25'},
                      {'ca_file': '/nowhere'}, {'password': None}, {'token': 'jeton'},
                      {'port': 70000}, {'user': None}):
            self.hold((NOT_SENT, SETTINGS, 0), self.send(server, **wrong))
        self.assertEqual([], server.talk)

    def test_refused(self):
        for switches, reason, code in (
                ({'RCPT': '550 5.1.1 No such person'}, RECIPIENT, 550),
                ({'RCPT': '550 Unknown user'}, RECIPIENT, 550),
                ({'RCPT': '550 relay not permitted'}, POLICY, 550),
                ({'RCPT': '552 5.2.2 Mailbox full'}, FULL, 552),
                ({'RCPT': '552 Full'}, FULL, 552),
                ({'BODY': '552 5.2.2 Over quota'}, FULL, 552),
                ({'BODY': '552 Too large'}, SIZE, 552),
                ({'MAIL': '530 5.7.0 Log in first'}, LOGIN, 530),
                ({'AUTH': '535 No'}, LOGIN, 535),
                ({'BODY': '554-5.7.1 Looks like|554 spam'}, POLICY, 554),
                ({'GREETING': '554 Go away'}, POLICY, 554)):
            told = self.send(self.serve(**switches))
            self.hold((REFUSED, reason, code), told)
            first = next(iter(switches.values())).split('|')[0][4:]
            self.assertTrue(told['answer'].startswith(first), told['answer'])

    def test_wrong_password(self):
        server = self.serve()
        self.hold((REFUSED, LOGIN, 535), self.send(server, password='faux'),
                  '5.7.8 Wrong name or password')
        told = self.send(server, password=None, token='vieux')
        self.assertEqual((REFUSED, LOGIN), (told['state'], told['reason']))
        self.assertEqual([], server.mails)

    def test_too_large(self):
        server = self.serve()
        told = self.send(server, {'attachments': [attachment('x.pdf', b'x' * 1000000)]})
        self.hold((REFUSED, SIZE, 552), told, '5.3.4 Message too big')
        self.assertNotIn('DATA', [line for _, line in server.talk])

    def test_certificates(self):
        for tls in (False, True):
            security = TLS if tls else STARTTLS
            for certificate, trusted in ((self.expired, self.expired[0]), (self.good, None),
                                         (self.good, self.expired[0])):
                server = self.serve(certificate, tls=tls)
                told = self.send(server, security=security, ca_file=trusted)
                self.hold((NOT_SENT, SECURITY, 0), told)
                self.assertLessEqual(len(server.talk), 2)

    def test_no_encryption(self):
        for switches in ({'starttls': False}, {'STARTTLS': '454 4.7.0 Not now'}):
            server = self.serve(**switches)
            told = self.send(server)
            self.assertEqual((NOT_SENT, SECURITY), (told['state'], told['reason']))
            self.assertLessEqual({line for _, line in server.talk},
                                 {'EHLO [127.0.0.1]', 'STARTTLS', 'QUIT'})

    def test_later(self):
        server = self.serve(RCPT=['451 4.7.1 Greylisted'])
        self.hold((NOT_SENT, LATER, 451), self.send(server), '4.7.1 Greylisted')
        self.assertEqual([], server.mails)
        self.hold((SENT, NONE, 250), self.send(server))
        for switches, code in (({'BODY': '452 4.3.1 No room'}, 452),
                               ({'AUTH': '454 4.7.0 Wait'}, 454),
                               ({'GREETING': '421 Too many'}, 421)):
            self.hold((NOT_SENT, LATER, code), self.send(self.serve(**switches)))

    def test_unreached(self):
        server = Server(self.good)
        server.stop()
        self.hold((NOT_SENT, UNREACHED, 0), self.send(server))
        for command in ('GREETING', 'EHLO', 'AUTH', 'MAIL', 'RCPT', 'DATA'):
            self.hold((NOT_SENT, UNREACHED, 0), self.send(self.serve(**{command: 'cut'})))
        for command in ('GREETING', 'RCPT', 'DATA'):
            server = self.serve(**{command: 'hang'})
            told = self.send(server, timeout_ms=700)
            self.hold((NOT_SENT, UNREACHED, 0), told)
            self.assertTrue(server.gone.wait(30))
            self.assertNotIn(b'.\r\n', server.late)

    def test_unknown(self):
        big = {'attachments': [attachment('x.pdf', b'x' * 600000)]}
        for switches, mail in (({'BODY': 'cut'}, None), ({'BODY': 'hang'}, None),
                               ({'MIDDLE': 'cut'}, big), ({'MIDDLE': 'hang'}, big),
                               ({'BODY': '399 What'}, None)):
            server = self.serve(**switches)
            told = self.send(server, mail, timeout_ms=1500)
            self.assertEqual((UNKNOWN, CUT), (told['state'], told['reason']), switches)
            self.assertEqual(1, [line for _, line in server.talk].count('DATA'))

    def test_sent_is_sent_whatever_follows(self):
        for rude in ('cut', 'hang', '500 What'):
            began = time.monotonic()
            told = self.send(self.serve(QUIT=rude))
            self.hold((SENT, NONE, 250), told, '2.0.0 Queued as 42')
            self.assertLess(time.monotonic() - began, 15)

    def test_cancelled(self):
        big = {'attachments': [attachment('x.pdf', b'x' * 6000000)]}
        for command, mail, expected in (('GREETING', None, (NOT_SENT, CANCELLED, 0)),
                                        ('EHLO', None, (NOT_SENT, CANCELLED, 0)),
                                        ('AUTH', None, (NOT_SENT, CANCELLED, 0)),
                                        ('RCPT', None, (NOT_SENT, CANCELLED, 0)),
                                        ('DATA', None, (NOT_SENT, CANCELLED, 0)),
                                        ('MIDDLE', big, (UNKNOWN, CUT, 0)),
                                        ('BODY', None, (UNKNOWN, CUT, 0))):
            with self.subTest(command):
                server = self.serve(**{command: 'hang'})
                server.size = 10**7
                process = self.begin(server, mail, cancel=True)
                self.assertTrue(server.hung.wait(30))
                began = time.monotonic()
                process.stdin.close()
                process.stdin = None
                self.hold(expected, self.end(process))
                self.assertLess(time.monotonic() - began, 15)
                # nothing tells the server that what it has is the whole of a mail
                self.assertTrue(server.gone.wait(30))
                self.assertNotIn(b'.\r\n', server.late[-5:])
        server = self.serve()
        self.hold((NOT_SENT, CANCELLED, 0), self.send(server, cancelled=True))
        self.assertEqual([], server.talk)

    def test_endless_words(self):
        server = self.serve(EHLO='|'.join(['250-X' + 'x' * 900] * 400))
        told = self.send(server)
        self.assertEqual(NOT_SENT, told['state'])


if __name__ == '__main__':
    unittest.main()
