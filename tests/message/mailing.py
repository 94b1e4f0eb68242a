# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs mail-drive, the part of Paraphe that writes and sends mails."""
import base64
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

from smtp_server import make_certificate

MAIL = {
    'from_name': 'Lycée Élisée-Reclus — Bureau des stages',
    'from_address': 'stages@lycee-reclus.fr',
    'to_name': 'Zoë Lefèvre-Müller',
    'to_address': 'zoe.lefevre@example.fr',
    'subject': 'Convention de stage à signer',
    'text': 'Bonjour,\n\nVotre convention est prête.\n',
}

# of message-smtp.h
SENT, REFUSED, NOT_SENT, UNKNOWN = range(4)
(NONE, RECIPIENT, FULL, LOGIN, SIZE, POLICY, UNREACHED, LATER, SECURITY, SETTINGS, CANCELLED,
 CUT) = range(12)
STARTTLS, TLS, CLEAR = range(3)


def attachment(name, content, media='application/pdf'):
    return {'name': name, 'type': media, 'base64': base64.b64encode(content).decode()}


class MailTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, value):
        path = self.folder / name
        path.write_text(json.dumps(value), encoding='utf-8')
        return path

    def compose(self, what='compose', **changes):
        """What Paraphe keeps of the mail, and its bytes; with 'error' when there is none."""
        mail = {key: value for key, value in {**MAIL, **changes}.items() if value is not None}
        out = self.folder / 'mail.eml'
        done = subprocess.run([os.environ['MAIL_DRIVE'], what,
                               self.write('mail.json', mail), out],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual((0, b''), (done.returncode, done.stderr))
        told = json.loads(done.stdout)
        return told, out.read_bytes() if out.exists() and 'error' not in told else None


class SendTest(MailTest):
    """`good` is the certificate that is trusted, `expired` one that was good once."""

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        base = pathlib.Path(folder.name)
        cls.good = make_certificate(base / 'good', '20200101000000Z', '20491231000000Z')
        cls.expired = make_certificate(base / 'expired', '20200101000000Z', '20200201000000Z')

    def begin(self, server, mail, **changes):
        at = {'host': 'localhost', 'port': server.port, 'user': 'stages', 'password': 'secrèt',
              'security': STARTTLS, 'ca_file': self.good[0], **changes}
        at = {key: value for key, value in at.items() if value is not None}
        path = self.write('send.json', {**MAIL, **(mail or {}), 'server': at})
        # what a log would hold is read too: nothing of it may be personal
        environment = {**os.environ, 'G_MESSAGES_DEBUG': 'all', 'https_proxy': 'http://127.0.0.1:9',
                       'all_proxy': 'http://127.0.0.1:9', 'ALL_PROXY': 'http://127.0.0.1:9'}
        return subprocess.Popen([os.environ['MAIL_DRIVE'], 'send', path, '-'], env=environment,
                                stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE)

    def end(self, process):
        out, err = process.communicate(timeout=60)
        self.assertEqual((0, b''), (process.returncode, err))
        *log, last = out.decode().splitlines()
        for secret in ('secrèt', 'jeton', 'stages', 'zoe', 'Zoë', 'Convention', 'lycee'):
            self.assertNotIn(secret, '\n'.join(log))
        return json.loads(last)

    def send(self, server, mail=None, **changes):
        return self.end(self.begin(server, mail, **changes))

    def hold(self, expected, told, words=None):
        self.assertEqual(expected, (told['state'], told['reason'], told['code']))
        self.assertEqual(told['state'] == SENT, told['sentence'] == '')
        if words is not None:
            self.assertEqual(words, told['answer'])
