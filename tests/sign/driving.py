# SPDX-License-Identifier: GPL-3.0-or-later
"""Paraphe's own client, driven through sign-drive: what it asks is what Paraphe asks."""
import os
import pathlib
import subprocess
import tempfile

from asking import PEOPLE, document


class Refused(Exception):
    def __init__(self, code, sentence):
        super().__init__(sentence)
        self.code, self.sentence = int(code), sentence


CODES = ('KEY', 'REFUSED', 'NOT_FOUND', 'BUSY', 'UNKNOWN', 'UNREACHED', 'CANCELLED',
         'UNSUPPORTED', 'INVALID')


class Request:
    def __init__(self, words):
        self.id, self.external_id, self.state, self.expires_at, self.reason = words[0].split('|')
        self.signers = [Signer(*word.split('|')) for word in words[1:]]

    @property
    def states(self):
        return [signer.state for signer in self.signers]


class Signer:
    def __init__(self, *words):
        self.id, self.email, self.name, self.state, self.signed_at, self.reason = words


class Drive:
    """A session with one provider."""

    def __init__(self, provider, url, key, anchor, environment='production'):
        self.folder = tempfile.TemporaryDirectory(prefix='drive-')
        path = pathlib.Path(self.folder.name) / 'Convention ABADIE.pdf'
        path.write_bytes(document(anchor, len(PEOPLE)))
        self.process = subprocess.Popen(
            [os.environ['SIGN_DRIVE'], provider, environment, url],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding='utf-8',
            env={**os.environ, 'no_proxy': '*'})
        self.stages = []
        self._tell(key)
        self._tell(str(path))

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.folder.cleanup()

    def _tell(self, line):
        self.process.stdin.write(line + '\n')
        self.process.stdin.flush()

    def ask(self, *words):
        self._tell('\t'.join(words))
        while True:
            answer = self.process.stdout.readline().rstrip('\n').split('\t')
            if answer[0] == 'stage':
                self.stages.append(tuple(answer[1:]))
            elif answer[0] == 'error':
                raise Refused(*answer[1:])
            else:
                return answer[1:]

    def send(self, external_id='paraphe-1', known='', ordered=True, expires='', remind=7,
             subject='Convention à signer', people=PEOPLE):
        told = ['|'.join(part or '' for part in person) for person in people]
        return Request(self.ask('send', external_id, known, '1' if ordered else '0', expires,
                                str(remind), subject, *told))

    def load(self, request):
        return Request(self.ask('load', request))

    def transfer(self, request, signer, person):
        return Request(self.ask('transfer', request, signer, '|'.join(person)))

    def list(self, since=''):
        return sorted(word for word in self.ask('list', since) if word)
