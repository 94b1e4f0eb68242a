# SPDX-License-Identifier: GPL-3.0-or-later
"""Documenso's API v2 ("envelopes") as far as Paraphe asks it, with a state.

As a library: `with Documenso() as fake:` and its `url`, `key`, `calls`, `mails`, `envelopes`, and
the methods do_…; as a command: `python3 -m fake.documenso --port 0 --control FILE`.
"""
import json
import random
import re
import string
import sys

from . import pdf
from .server import Answer, Problem, Server, run

EMAIL = re.compile(r'^[^@\s]+@[^@\s]+$')
ANCHOR = re.compile(r'\{\{\s*signature\s*,\s*r(\d+)[^}]*\}\}', re.I)
ROLES = ('SIGNER', 'APPROVER', 'VIEWER', 'CC', 'ASSISTANT')
UNITS = {'day': 1, 'week': 7, 'month': 30, 'year': 365}
META = {'subject', 'message', 'timezone', 'dateFormat', 'distributionMethod', 'signingOrder',
        'allowDictateNextSigner', 'redirectUrl', 'language', 'typedSignatureEnabled',
        'uploadSignatureEnabled', 'drawSignatureEnabled', 'emailId', 'emailReplyTo',
        'emailSettings', 'envelopeExpirationPeriod', 'reminderSettings'}
PAYLOAD = {'title', 'type', 'externalId', 'recipients', 'meta', 'visibility', 'globalAccessAuth',
           'globalActionAuth', 'formValues', 'folderId', 'attachments', 'delegatedDocumentOwner'}
MAILS = ('recipientSigningRequest', 'recipientRemoved', 'recipientSigned', 'documentPending',
         'documentCompleted', 'documentDeleted', 'ownerDocumentCompleted', 'ownerRecipientExpired',
         'ownerDocumentCreated')
STATUS = {'NOT_FOUND': 404, 'UNAUTHORIZED': 401, 'INVALID_REQUEST': 400, 'INVALID_BODY': 400}


def refuse(message, code='INVALID_REQUEST'):
    raise Answer(STATUS[code], {
        'message': message, 'code': 'INTERNAL_SERVER_ERROR',
        'data': {'code': code, 'httpStatus': STATUS[code],
                 'appError': {'code': code, 'message': message}}})


def check(holds, message):
    if not holds:
        refuse(message)


def valid(holds, *path):
    """A value that the schema of the body does not have."""
    if not holds:
        raise Answer(400, {
            'message': 'Input validation failed', 'code': 'BAD_REQUEST',
            'data': {'code': 'BAD_REQUEST', 'httpStatus': 400},
            'issues': [{'code': 'custom', 'path': list(path), 'message': 'Invalid input'}]})


def word(length):
    return ''.join(random.choices(string.ascii_lowercase + string.digits, k=length))


class Recipient:
    def __init__(self, number, data):
        self.id, self.token, self.data = number, word(21), data
        self.read = self.opened_at = self.signed_at = self.reason = self.expires_at = None
        self.sent = False
        self.state = 'NOT_SIGNED'

    @property
    def order(self):
        return self.data.get('signingOrder')

    def short(self):
        return {'id': self.id, 'name': self.data['name'], 'email': self.data['email'],
                'token': self.token, 'role': self.data['role'], 'signingOrder': self.order,
                'signingUrl': 'https://documenso.invalid/sign/' + self.token}

    def json(self, envelope):
        return {'envelopeId': envelope.id, 'role': self.data['role'], 'id': self.id,
                'readStatus': 'OPENED' if self.read else 'NOT_OPENED', 'signingStatus': self.state,
                'sendStatus': 'SENT' if self.sent else 'NOT_SENT', 'email': self.data['email'],
                'name': self.data['name'], 'token': self.token, 'documentDeletedAt': None,
                'expired': None, 'expiresAt': self.expires_at, 'expirationNotifiedAt': None,
                'signedAt': self.signed_at, 'authOptions': {'accessAuth': [], 'actionAuth': []},
                'signingOrder': self.order, 'rejectionReason': self.reason}


class Envelope:
    def __init__(self, fake, number, payload, files):
        self.id, self.number, self.status = 'envelope_' + word(16), number, 'DRAFT'
        self.payload, self.meta = payload, payload.get('meta') or {}
        self.created_at = self.updated_at = fake.stamp()
        self.completed_at = self.reason = self.signed = None
        self.items = [('envelope_item_' + word(16), name, content) for name, content in files]
        self.recipients, self.fields, self.log = [], [], []
        self.reads_to_seal, self.unseen = None, fake.late

    def head(self):
        return {'internalVersion': 2, 'type': 'DOCUMENT', 'status': self.status,
                'source': 'DOCUMENT', 'visibility': 'EVERYONE', 'templateType': 'PRIVATE',
                'id': self.id, 'secondaryId': 'document_%d' % self.number,
                'externalId': self.payload.get('externalId'), 'createdAt': self.created_at,
                'updatedAt': self.updated_at, 'completedAt': self.completed_at, 'deletedAt': None,
                'title': self.payload['title'], 'formValues': None,
                'authOptions': {'globalAccessAuth': [], 'globalActionAuth': []},
                'publicTitle': '', 'publicDescription': '', 'userId': 1, 'teamId': 1,
                'folderId': None, 'templateId': None,
                'recipients': [one.json(self) for one in self.recipients],
                'team': {'id': 1, 'url': 'lycee'},
                'user': {'id': 1, 'name': 'Secretariat', 'email': 'secretariat@lycee.example'}}

    def json(self):
        meta = self.meta
        return {**self.head(), 'directLink': None, 'fields': self.fields, 'envelopeItems': [
            {'envelopeId': self.id, 'documentDataId': 'data_' + item[0], 'id': item[0],
             'order': n, 'title': item[1]} for n, item in enumerate(self.items, 1)],
                'documentMeta': {
                    'signingOrder': meta.get('signingOrder', 'PARALLEL'),
                    'distributionMethod': meta.get('distributionMethod', 'EMAIL'),
                    'id': 'meta_%d' % self.number, 'subject': meta.get('subject'),
                    'message': meta.get('message'), 'timezone': meta.get('timezone', 'Etc/UTC'),
                    'dateFormat': meta.get('dateFormat', 'yyyy-MM-dd hh:mm a'),
                    'redirectUrl': None, 'typedSignatureEnabled': True,
                    'uploadSignatureEnabled': True, 'drawSignatureEnabled': True,
                    'allowDictateNextSigner': False, 'language': meta.get('language', 'en'),
                    'emailSettings': {**dict.fromkeys(MAILS, True),
                                      **(meta.get('emailSettings') or {})},
                    'emailId': None, 'emailReplyTo': meta.get('emailReplyTo'),
                    'envelopeExpirationPeriod': meta.get('envelopeExpirationPeriod')}}


class Documenso(Server):
    """The fake of Documenso."""

    base, name = '/api/v2', 'documenso'
    # After the last signature it is PENDING for so many looks, until the sealing is done.
    reads_to_seal = 1

    def __init__(self, key='api_fake', **options):
        super().__init__(key=key if key != 'fake-key' else 'api_fake', **options)
        self.envelopes, self.number = [], 0
        self.pen = pdf.Signer('Documenso (essai)')

    def stop(self):
        super().stop()
        self.pen.close()

    def handle(self, call):
        given = call.headers.get('authorization', '')
        if not given:
            raise Answer(401, {'message': 'Invalid session or API token.', 'code': 'UNAUTHORIZED',
                               'data': {'code': 'UNAUTHORIZED', 'httpStatus': 401}})
        if given.removeprefix('Bearer ') != self.key:
            refuse('Invalid token', 'UNAUTHORIZED')
        place = call.path[len(self.base):] if call.path.startswith(self.base + '/') else ''
        for method, pattern, answer in ROUTES:
            match = re.fullmatch(pattern, place)
            if match and method == call.method:
                return answer(self, call, *match.groups())
        return refuse('Not found', 'NOT_FOUND')

    def rate_headers(self):
        most = self.limits.minute or 1000
        left = self.limits.left(60) if self.limits.minute else most
        return {'X-RateLimit-Limit': most, 'X-RateLimit-Remaining': left,
                'X-RateLimit-Reset': int(self.now() // 60 + 1) * 60}

    def too_many(self, seconds):
        return Answer(429, {'error': 'Too many requests, please try again later.'},
                      headers={'Retry-After': seconds})

    def failure(self):
        return Answer(500, {'message': 'An unexpected error occurred',
                            'code': 'INTERNAL_SERVER_ERROR'})

    def envelope(self, ident):
        for one in self.envelopes:
            if one.id == ident:
                return one
        return refuse('Envelope could not be found', 'NOT_FOUND')

    def body(self, call, required, optional=()):
        body = call.json()
        valid(isinstance(body, dict), 'body')
        for key in required:
            valid(key in body, key)
        for key in body:
            valid(key in required or key in optional, key)
        return body

    def note(self, envelope, kind, ip=None, **data):
        envelope.updated_at = self.stamp()
        envelope.log.append({'id': word(12), 'createdAt': self.stamp(), 'envelopeId': envelope.id,
                             'name': None, 'email': None, 'userId': None, 'userAgent': None,
                             'ipAddress': ip, 'type': kind, 'data': data})

    # Envelopes.

    @staticmethod
    def check_recipient(data, *path):
        valid(EMAIL.match(data.get('email') or '') and len(data['email']) <= 254, *path, 'email')
        valid(isinstance(data.get('name'), str) and len(data['name']) <= 255, *path, 'name')
        valid(data.get('role') in ROLES, *path, 'role')

    @staticmethod
    def check_payload(payload):
        for key in payload:
            valid(key in PAYLOAD, 'payload', key)
        valid(payload.get('type') in ('DOCUMENT', 'TEMPLATE'), 'payload', 'type')
        valid(isinstance(payload.get('title'), str) and payload['title'], 'payload', 'title')
        valid(len(payload.get('externalId') or '') <= 255, 'payload', 'externalId')
        meta = payload.get('meta') or {}
        for key in meta:
            valid(key in META, 'payload', 'meta', key)
        valid(len(meta.get('subject') or '') <= 254, 'payload', 'meta', 'subject')
        valid(len(meta.get('message') or '') <= 5000, 'payload', 'meta', 'message')
        valid(meta.get('signingOrder', 'PARALLEL') in ('PARALLEL', 'SEQUENTIAL'), 'payload', 'meta')
        valid(meta.get('distributionMethod', 'EMAIL') in ('EMAIL', 'NONE'), 'payload', 'meta')

    def post_envelope(self, call):
        payload, files = None, []
        for name, file_name, _, content in call.parts():
            if name == 'payload':
                try:
                    payload = json.loads(content)
                except ValueError:
                    valid(False, 'payload')
            elif name == 'files':
                check(content.startswith(b'%PDF-'), 'The file is not a PDF')
                files.append((file_name, content))
        valid(isinstance(payload, dict), 'payload')
        valid(files, 'files')
        self.check_payload(payload)
        for n, data in enumerate(payload.get('recipients') or []):
            self.check_recipient(data, 'payload', 'recipients', n)
        self.number += 1
        envelope = Envelope(self, self.number, payload, files)
        for data in payload.get('recipients') or []:
            self.add_recipient(envelope, data)
        self.find_anchors(envelope)
        self.envelopes.append(envelope)
        self.note(envelope, 'DOCUMENT_CREATED', title=payload['title'])
        return Answer(200, {'id': envelope.id})

    def add_recipient(self, envelope, data):
        self.number += 1
        recipient = Recipient(self.number, dict(data))
        envelope.recipients.append(recipient)
        return recipient

    def find_anchors(self, envelope):
        for item, _, content in envelope.items:
            for number in ANCHOR.findall(pdf.text_of(content)):
                if 1 <= int(number) <= len(envelope.recipients):
                    recipient = envelope.recipients[int(number) - 1]
                    self.add_field(envelope, item, recipient, 1, 10, 10, 20, 5)

    def add_field(self, envelope, item, recipient, page, x, y, width, height):
        self.number += 1
        envelope.fields.append({
            'envelopeId': envelope.id, 'envelopeItemId': item, 'type': 'SIGNATURE',
            'id': self.number, 'secondaryId': word(12), 'recipientId': recipient.id, 'page': page,
            'positionX': x, 'positionY': y, 'width': width, 'height': height, 'customText': '',
            'inserted': False, 'fieldMeta': None})
        return envelope.fields[-1]

    def get_envelope(self, call, ident):
        envelope = self.envelope(ident)
        self.look(envelope)
        return Answer(200, envelope.json())

    def look(self, envelope):
        if envelope.reads_to_seal is not None:
            if envelope.reads_to_seal <= 0:
                self.seal(envelope)
            else:
                envelope.reads_to_seal -= 1

    def list_envelopes(self, call):
        query = call.query
        page, size = int(query.get('page', 1)), int(query.get('perPage', 10))
        valid(page >= 1 and 1 <= size <= 100, 'perPage')
        found = sorted(self.listed(self.envelopes), key=lambda one: one.number,
                       reverse=query.get('orderByDirection', 'desc') == 'desc')
        for envelope in found:
            self.look(envelope)
        if 'status' in query:
            valid(query['status'] in ('DRAFT', 'PENDING', 'COMPLETED', 'REJECTED', 'CANCELLED'),
                  'status')
            found = [one for one in found if one.status == query['status']]
        if query.get('query'):
            found = [one for one in found
                     if query['query'].lower() in one.payload['title'].lower()]
        if query.get('hasExpiredRecipients') == 'true':
            found = [one for one in found if self.is_late(one)]
        part = found[(page - 1) * size:page * size]
        return Answer(200, {'data': [one.head() for one in part], 'count': len(found),
                            'currentPage': page, 'perPage': size,
                            'totalPages': -(-len(found) // size)})

    def is_late(self, envelope):
        return any(one.expires_at and one.expires_at < self.stamp() and one.state == 'NOT_SIGNED'
                   for one in envelope.recipients)

    # The course of things.

    def turn_of(self, envelope):
        """Whose turn it is: all who have not signed, or the first of them."""
        waiting = [one for one in envelope.recipients
                   if one.state == 'NOT_SIGNED' and one.data['role'] != 'CC']
        if envelope.meta.get('signingOrder') != 'SEQUENTIAL':
            return waiting
        return sorted(waiting, key=lambda one: one.order or 0)[:1]

    def invite(self, envelope):
        for recipient in self.turn_of(envelope):
            if not recipient.sent:
                self.write(envelope, recipient, 'invitation', False)

    def write(self, envelope, recipient, kind, again):
        recipient.sent = True
        if envelope.meta.get('distributionMethod') != 'NONE':
            self.mail(kind, recipient.data['email'], request=envelope.id, signer=recipient.id)
        self.note(envelope, 'EMAIL_SENT', recipientEmail=recipient.data['email'],
                  recipientName=recipient.data['name'], recipientId=recipient.id,
                  recipientRole=recipient.data['role'], isResending=again,
                  emailType='SIGNING_REQUEST')

    def distribute(self, call):
        body = self.body(call, ('envelopeId',), ('meta',))
        envelope = self.envelope(body['envelopeId'])
        check(envelope.status in ('DRAFT', 'PENDING'), 'The envelope cannot be sent')
        check(envelope.recipients, 'The envelope has no recipient')
        signed = {field['recipientId'] for field in envelope.fields}
        check(all(one.id in signed for one in envelope.recipients if one.data['role'] == 'SIGNER'),
              'Some signers have not been assigned a signature field')
        envelope.meta.update(body.get('meta') or {})
        if envelope.status == 'DRAFT':
            envelope.status = 'PENDING'
            self.set_expiration(envelope)
            self.note(envelope, 'DOCUMENT_SENT')
        self.invite(envelope)
        return Answer(200, {'success': True, 'id': envelope.id,
                            'recipients': [one.short() for one in envelope.recipients]})

    def set_expiration(self, envelope):
        period = envelope.meta.get('envelopeExpirationPeriod') or {}
        if period.get('unit'):
            days = UNITS[period['unit']] * period['amount']
            for recipient in envelope.recipients:
                recipient.expires_at = self.stamp(days * 86400)

    def redistribute(self, call):
        body = self.body(call, ('envelopeId', 'recipients'))
        envelope = self.envelope(body['envelopeId'])
        valid(body['recipients'], 'recipients')
        check(envelope.status == 'PENDING', 'The envelope is not pending')
        for recipient in envelope.recipients:
            if recipient.id in body['recipients'] and recipient.state == 'NOT_SIGNED':
                self.write(envelope, recipient, 'reminder', True)
        return Answer(200, {'success': True, 'id': envelope.id,
                            'recipients': [one.short() for one in envelope.recipients]})

    def cancel(self, call):
        body = self.body(call, ('envelopeId',), ('reason',))
        envelope = self.envelope(body['envelopeId'])
        check(envelope.status == 'PENDING', 'Only a pending envelope can be cancelled')
        envelope.reason = body.get('reason')
        for recipient in envelope.recipients:
            if recipient.sent:
                self.mail('canceled', recipient.data['email'], request=envelope.id,
                          signer=recipient.id)
        self.do_cancel(envelope.id)
        return Answer(200, {'success': True})

    def delete(self, call):
        envelope = self.envelope(self.body(call, ('envelopeId',))['envelopeId'])
        self.envelopes.remove(envelope)
        return Answer(200, {'success': True})

    # Recipients and fields.

    def recipient(self, ident, envelope=None):
        for one in [envelope] if envelope else self.envelopes:
            for recipient in one.recipients:
                if recipient.id == ident:
                    return one, recipient
        return refuse('Recipient not found', 'NOT_FOUND')

    def update_recipients(self, call):
        body = self.body(call, ('envelopeId', 'data'))
        envelope = self.envelope(body['envelopeId'])
        changed = []
        for n, data in enumerate(body['data']):
            _, recipient = self.recipient(data.get('id'), envelope)
            check(recipient.state == 'NOT_SIGNED', 'Cannot modify a recipient who has signed')
            self.check_recipient({**recipient.data, **data}, 'data', n)
            before = recipient.data['email']
            recipient.data.update({key: data[key] for key in data if key != 'id'})
            if recipient.data['email'] != before:
                recipient.sent = False
                self.note(envelope, 'RECIPIENT_UPDATED', recipientId=recipient.id, changes=[
                    {'type': 'EMAIL', 'from': before, 'to': recipient.data['email']}])
            changed.append(recipient.json(envelope))
        return Answer(200, {'data': changed})

    def delete_recipient(self, call):
        envelope, recipient = self.recipient(self.body(call, ('recipientId',))['recipientId'])
        check(envelope.status in ('DRAFT', 'PENDING') and recipient.state == 'NOT_SIGNED',
              'The recipient cannot be deleted')
        envelope.recipients.remove(recipient)
        envelope.fields = [one for one in envelope.fields if one['recipientId'] != recipient.id]
        return Answer(200, {'success': True})

    def create_recipients(self, call):
        body = self.body(call, ('envelopeId', 'data'))
        envelope = self.envelope(body['envelopeId'])
        check(envelope.status in ('DRAFT', 'PENDING'), 'The envelope is closed')
        for n, data in enumerate(body['data']):
            self.check_recipient(data, 'data', n)
        made = [self.add_recipient(envelope, data) for data in body['data']]
        return Answer(200, {'data': [one.json(envelope) for one in made]})

    def create_fields(self, call):
        body = self.body(call, ('envelopeId', 'data'))
        envelope = self.envelope(body['envelopeId'])
        made = []
        for n, data in enumerate(body['data']):
            _, recipient = self.recipient(data.get('recipientId'), envelope)
            valid(data.get('type') == 'SIGNATURE', 'data', n, 'type')
            made.append(self.add_field(
                envelope, data.get('envelopeItemId') or envelope.items[0][0], recipient,
                data.get('page', 1), data.get('positionX'), data.get('positionY'),
                data.get('width'), data.get('height')))
        return Answer(200, {'data': made})

    def get_recipient(self, call, ident):
        envelope, recipient = self.recipient(int(ident))
        return Answer(200, {**recipient.json(envelope), 'fields': [
            field for field in envelope.fields if field['recipientId'] == recipient.id]})

    # Files.

    def download(self, call, ident):
        for envelope in self.envelopes:
            for item, _, content in envelope.items:
                if item != ident:
                    continue
                if call.query.get('version', 'signed') != 'signed':
                    return Answer(200, content, 'application/pdf')
                check(envelope.status == 'COMPLETED', 'The envelope is not completed')
                if envelope.signed is None:
                    envelope.signed = {}
                if item not in envelope.signed:
                    envelope.signed[item] = self.pen.sign(content)
                return Answer(200, envelope.signed[item], 'application/pdf')
        return refuse('Envelope item not found', 'NOT_FOUND')

    def paper(self, envelope, title):
        lines = [title, envelope.payload['title'], envelope.id]
        for one in envelope.recipients:
            lines.append('%s, %s, %s' % (one.data['name'], one.data['email'], one.signed_at))
        return Answer(200, pdf.make(lines), 'application/pdf')

    def download_certificate(self, call, ident):
        envelope = self.envelope(ident)
        check(envelope.status == 'COMPLETED', 'The envelope is not completed')
        return self.paper(envelope, 'Certificat de signature')

    def download_log(self, call, ident):
        return self.paper(self.envelope(ident), "Journal d'audit")

    def get_log(self, call, ident):
        envelope = self.envelope(ident)
        page, size = int(call.query.get('page', 1)), int(call.query.get('perPage', 10))
        valid(page >= 1 and 1 <= size <= 100, 'perPage')
        valid(call.query.get('orderByColumn', 'createdAt') == 'createdAt', 'orderByColumn')
        log = list(envelope.log)
        if call.query.get('orderByDirection', 'desc') == 'desc':
            log.reverse()
        return Answer(200, {'data': log[(page - 1) * size:page * size], 'count': len(log),
                            'currentPage': page, 'perPage': size,
                            'totalPages': -(-len(log) // size)})

    # What people do.

    def find(self, request=None):
        """An envelope by its id or external id; without one, the only one that there is."""
        found = [one for one in self.envelopes
                 if request in (None, one.id, one.payload.get('externalId'))]
        if len(found) != 1:
            raise Problem('%d envelopes are %s' % (len(found), request or 'there'))
        return found[0]

    def turn(self, request, signer):
        envelope = self.find(request)
        turn = self.turn_of(envelope) if envelope.status == 'PENDING' else []
        for number, one in enumerate(envelope.recipients, 1):
            if one in turn and signer in (None, number, one.id, one.data['email']):
                return envelope, one
        raise Problem('it is not their turn: %s, %s' % (envelope.status, signer))

    @staticmethod
    def ip_of(envelope, recipient):
        """From where somebody is in the network: their number is its end."""
        return '203.0.113.%d' % (envelope.recipients.index(recipient) + 1)

    def do_open(self, request=None, signer=None):
        envelope, one = self.turn(request, signer)
        if not one.read:
            one.read, one.opened_at = True, self.stamp()
            self.note(envelope, 'DOCUMENT_OPENED', ip=self.ip_of(envelope, one),
                      recipientEmail=one.data['email'],
                      recipientName=one.data['name'], recipientId=one.id,
                      recipientRole=one.data['role'], accessAuth=[])

    def do_sign(self, request=None, signer=None):
        envelope, one = self.turn(request, signer)
        self.do_open(envelope.id, one.id)
        one.state, one.signed_at = 'SIGNED', self.stamp()
        for field in envelope.fields:
            field['inserted'] = field['inserted'] or field['recipientId'] == one.id
        self.note(envelope, 'DOCUMENT_RECIPIENT_COMPLETED', ip=self.ip_of(envelope, one),
                  recipientEmail=one.data['email'], recipientName=one.data['name'],
                  recipientId=one.id, recipientRole=one.data['role'], actionAuth=[])
        if self.turn_of(envelope):
            self.invite(envelope)
        else:
            envelope.reads_to_seal = self.reads_to_seal
        return envelope.status

    def seal(self, envelope):
        envelope.reads_to_seal = None
        envelope.status, envelope.completed_at = 'COMPLETED', self.stamp()
        self.note(envelope, 'DOCUMENT_COMPLETED', transactionId=word(12))

    def do_complete(self, request=None):
        """All who have not signed do, in their order; it is sealed at once."""
        envelope = self.find(request)
        while self.turn_of(envelope):
            self.do_sign(envelope.id)
        self.seal(envelope)
        return envelope.status

    def do_decline(self, reason, request=None, signer=None):
        envelope, one = self.turn(request, signer)
        one.state, one.reason, envelope.status = 'REJECTED', reason, 'REJECTED'
        self.note(envelope, 'DOCUMENT_RECIPIENT_REJECTED', recipientEmail=one.data['email'],
                  recipientName=one.data['name'], recipientId=one.id,
                  recipientRole=one.data['role'], reason=reason)

    def do_bounce(self, request=None, signer=None):
        """The invitation does not arrive: nothing of it can be polled."""
        self.turn(request, signer)

    def do_change_email(self, email, request=None, signer=None):
        self.turn(request, signer)[1].data['email'] = email

    def do_expire(self, request=None):
        envelope = self.find(request)
        for one in envelope.recipients:
            one.expires_at = self.stamp(-1)

    def do_cancel(self, request=None):
        envelope = self.find(request)
        envelope.status = 'CANCELLED'
        self.note(envelope, 'DOCUMENT_CANCELLED', reason=envelope.reason or '')

    def do_delete(self, request=None):
        self.envelopes.remove(self.find(request))

    def do_forget(self):
        """Forgets all envelopes, calls and mails."""
        for what in (self.envelopes, self.calls, self.mails, self.rudes):
            what.clear()

    def do_requests(self):
        return [{**one.json(), 'log': one.log} for one in self.envelopes]

    def do_state(self):
        return {**super().do_state(), 'requests': self.do_requests()}


ROUTES = [
    ('POST', '/envelope/create', Documenso.post_envelope),
    ('POST', '/envelope/distribute', Documenso.distribute),
    ('POST', '/envelope/redistribute', Documenso.redistribute),
    ('POST', '/envelope/cancel', Documenso.cancel),
    ('POST', '/envelope/delete', Documenso.delete),
    ('POST', '/envelope/recipient/update-many', Documenso.update_recipients),
    ('POST', '/envelope/recipient/delete', Documenso.delete_recipient),
    ('POST', '/envelope/recipient/create-many', Documenso.create_recipients),
    ('POST', '/envelope/field/create-many', Documenso.create_fields),
    ('GET', r'/envelope/recipient/(\d+)', Documenso.get_recipient),
    ('GET', r'/envelope/item/([^/]+)/download', Documenso.download),
    ('GET', '/envelope', Documenso.list_envelopes),
    ('GET', r'/envelope/([^/]+)', Documenso.get_envelope),
    ('GET', r'/envelope/([^/]+)/certificate/download', Documenso.download_certificate),
    ('GET', r'/envelope/([^/]+)/audit-log/download', Documenso.download_log),
    ('GET', r'/envelope/([^/]+)/audit-log', Documenso.get_log),
]

if __name__ == '__main__':
    run(Documenso, sys.argv[1:])
