#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mails sent with an access token (OAuth 2) to a server of npm, read again by npm's own parser."""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from mailing import LOGIN, MAIL, NONE, REFUSED, SENT, STARTTLS, TLS, SendTest, attachment

PACKAGES = ['smtp-server@3.21.6', 'mailparser@3.14.2']
PROGRAM = pathlib.Path(__file__).with_name('xoauth2-server.js')


class Server:
    def __init__(self, packages, certificate, security):
        self.process = subprocess.Popen(
            ['node', PROGRAM, certificate[1], certificate[0], security], stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True, encoding='utf-8',
            env={**os.environ, 'NODE_PATH': str(packages / 'node_modules')})
        self.port = int(self.process.stdout.readline())

    def stop(self):
        """Returns the mails that came."""
        return [json.loads(line) for line in self.process.communicate(timeout=60)[0].splitlines()]


class TestXoauth2(SendTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.packages = pathlib.Path(folder.name)
        for program in ('node', 'npm', 'openssl'):
            if shutil.which(program) is None:
                raise unittest.SkipTest(program + ' is not installed')
        try:
            subprocess.run(['npm', 'install', '--silent', '--no-audit', '--no-fund', '--prefix',
                            folder.name, *PACKAGES], check=True, timeout=90, capture_output=True)
        except (OSError, subprocess.SubprocessError) as error:
            raise unittest.SkipTest(f'npm does not bring {PACKAGES}: {error}') from None

    def serve(self, security):
        server = Server(self.packages, self.good, security)
        self.addCleanup(server.process.kill)
        return server

    def test_sent(self):
        text = 'Bonjour Zoë,\n\nFrom là « œ » 12 €\n.\n..\n日本 🙂\n'
        subject = 'Élève : convention de Zoë Lefèvre-Müller, à signer dès que possible ' * 3 + 'fin'
        content = bytes(range(256)) * 500
        for security, mode in (('starttls', STARTTLS), ('tls', TLS)):
            server = self.serve(security)
            told = self.send(server, {'subject': subject, 'text': text, 'attachments': [
                attachment('Convention – été de Zoë.pdf', content)]},
                security=mode, password=None, token='jeton')
            self.hold((SENT, NONE, 250), told)
            [mail] = server.stop()
            people = [[{'name': MAIL[who + '_name'], 'address': MAIL[who + '_address']}]
                      for who in ('from', 'to')]
            self.assertEqual(
                {'user': 'XOAUTH2 stages', 'secure': True, 'subject': subject, 'text': text,
                 'id': told['message_id'], 'from': people[0], 'to': people[1],
                 'auto': 'auto-generated',
                 'envelope': [MAIL['from_address'], MAIL['to_address']],
                 'files': [['Convention – été de Zoë.pdf', 'application/pdf',
                            base64.b64encode(content).decode()]]},
                {key: value for key, value in mail.items() if key != 'html'})
            self.assertIn('From là « œ » 12 €', mail['html'])

    def test_refused(self):
        server = self.serve('starttls')
        for account in ({'token': 'périmé'}, {'token': 'jeton', 'user': 'autre'}):
            told = self.send(server, password=None, **account)
            self.assertEqual((REFUSED, LOGIN), (told['state'], told['reason']))
        # one that takes no passwords
        self.assertNotEqual(SENT, self.send(server)['state'])
        self.assertEqual([], server.stop())


if __name__ == '__main__':
    outcome = unittest.main(exit=False).result
    if outcome.testsRun == 0 and outcome.skipped:
        print('skipped: ' + '; '.join(reason for _, reason in outcome.skipped))
        sys.exit(77)
    sys.exit(not outcome.wasSuccessful())
