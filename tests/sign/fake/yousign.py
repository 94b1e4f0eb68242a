# SPDX-License-Identifier: GPL-3.0-or-later
"""Yousign's public API v3 as far as Paraphe asks it, with a state.

As a library: `with Yousign() as fake:` and its `url`, `key`, `calls`, `mails`, `requests`, and the
methods do_…; as a command: `python3 -m fake.yousign --port 0 --control FILE`.
"""
import base64
import hashlib
import io
import re
import sys
import uuid
import zipfile

from . import pdf
from .server import Answer, Problem, Server, run

HUMAN_NAME = re.compile(r"^(?!\s)[0-9A-Za-z\u00c0-\u017f\u0218-\u021b`'() -]+(?<!\s)$")
FILE_NAME = re.compile(r'^(?!\s)[^/\\]+(?<!\s)$')
EXTERNAL_ID = re.compile(r'^[\w\-@.%+]+$', re.A)
EMAIL = re.compile(r'^[^@\s]+@[^@\s]+\.[^@\s]+$')
PHONE = re.compile(r'^\+[1-9]\d{6,14}$')
DAY = re.compile(r'^\d{4}-(0[1-9]|1[012])-(0[1-9]|[12][0-9]|3[01])$')
UNSAFE = re.compile(r'https?://|www\.|<[a-z/!]', re.I)
ANCHOR = re.compile(r'\{\{\s*s(\d+)\|signature(?:\|(\d+))?(?:\|(\d+))?[^}]*\}\}')

LEVELS = ('electronic_signature', 'advanced_electronic_signature', 'qualified_electronic_signature')
LOCALES = ('en', 'fr', 'de', 'it', 'nl', 'es', 'pl')
MODES = ('otp_email', 'otp_sms', 'no_otp', None)
NOT_BEGUN = ('initiated', 'notified')
OVER = ('signed', 'declined', 'aborted', 'error')
MOST_BYTES = 50 * 1000 * 1000
YEAR, HALF_YEAR, LINK = 366 * 86400, 183 * 86400, 48 * 3600

REQUEST_KEYS = {
    'name', 'delivery_mode', 'ordered_signers', 'ordered_approvers', 'custom_recipient_order',
    'reminder_settings', 'timezone', 'expiration_date', 'external_id', 'custom_experience_id',
    'workspace_id', 'audit_trail_locale', 'signers_allowed_to_decline', 'email_notification',
    'labels', 'workflow_session_id', 'previous_attempt_id', 'email_custom_note', 'branding_id'}
SIGNER_KEYS = {
    'info', 'signature_level', 'signature_authentication_mode', 'fields', 'insert_after_id',
    'group_with_id', 'redirect_urls', 'custom_text', 'delivery_mode', 'excluded_documents',
    'identification_attestation_id', 'email_notification', 'sms_notification',
    'pre_identity_verification_required'}
TEXT_KEYS = ('request_subject', 'request_body', 'reminder_subject', 'reminder_body')


def refuse(detail, status=400):
    kinds = {400: 'bad_request', 401: 'unauthorized', 403: 'forbidden', 404: 'not_found',
             415: 'unsupported_media_type'}
    raise Answer(status, {'type': kinds[status], 'detail': detail})


def check(holds, detail):
    if not holds:
        refuse(detail)


def is_safe(text, most):
    return isinstance(text, str) and 1 <= len(text) <= most and not UNSAFE.search(text)


class Signer:
    def __init__(self, body):
        self.id, self.status, self.signed_at = str(uuid.uuid4()), 'initiated', None
        self.info = {'phone_number': None, **body['info']}
        self.level = body['signature_level']
        self.mode = body.get('signature_authentication_mode')
        self.custom_text = body.get('custom_text') or {}
        self.delivery_mode = body.get('delivery_mode')
        self.link = self.link_until = None
        self.bounced = False


class Document:
    def __init__(self, name, nature, content, stamp, anchors):
        self.id, self.name, self.nature, self.content = str(uuid.uuid4()), name, nature, content
        self.created_at, self.signed, self.anchors = stamp, None, anchors

    def json(self):
        return {'id': self.id, 'filename': self.name, 'nature': self.nature,
                'content_type': 'application/pdf', 'is_protected': False,
                'sha256': hashlib.sha256(self.content).hexdigest(), 'is_signed': False,
                'created_at': self.created_at, 'total_pages': pdf.pages_of(self.content),
                'is_locked': False, 'initials': None, 'total_anchors': len(self.anchors),
                'excluded_approvers': [], 'excluded_signers': []}


class Request:
    def __init__(self, body, fake):
        self.id, self.status, self.body = str(uuid.uuid4()), 'draft', body
        self.created_at, self.activated_at, self.completed_at = fake.stamp(), None, None
        self.expires_at = fake.stamp(HALF_YEAR)
        self.signers, self.documents, self.decline, self.cancel = [], [], None, None
        self.unseen = fake.late
        self.set_expiration(fake, body)

    def set_expiration(self, fake, body):
        if body.get('expiration_date'):
            day = body['expiration_date']
            check(fake.stamp()[:10] <= day <= fake.stamp(YEAR)[:10],
                  'expiration_date: must be between today and in a year')
            self.expires_at = day + 'T23:59:59Z'

    def json(self):
        body = self.body
        note = body.get('email_notification') or {}
        sender = note.get('sender') or {'type': 'organization'}
        return {
            'id': self.id, 'status': self.status, 'name': body['name'],
            'delivery_mode': body['delivery_mode'], 'created_at': self.created_at,
            'activated_at': self.activated_at, 'completed_at': self.completed_at,
            'approved_at': None, 'ordered_signers': body.get('ordered_signers', False),
            'ordered_approvers': False, 'reminder_settings': body.get('reminder_settings'),
            'timezone': body.get('timezone', 'Europe/Paris'), 'email_custom_note': None,
            'expiration_date': self.expires_at, 'source': 'public_api',
            'signers': [{'id': one.id, 'status': one.status} for one in self.signers],
            'approvers': [], 'labels': [],
            'documents': [{'id': one.id, 'nature': one.nature} for one in self.documents],
            'sender': None, 'external_id': body.get('external_id'), 'branding_id': None,
            'custom_experience_id': None,
            'signers_allowed_to_decline': body.get('signers_allowed_to_decline', False),
            'workspace_id': Yousign.workspace,
            'audit_trail_locale': body.get('audit_trail_locale') or 'en',
            'email_notification': {
                'sender': {'type': sender['type'], 'custom_name': sender.get('custom_name')},
                'custom_note': None,
                'custom_text': {key: (note.get('custom_text') or {}).get(key)
                                for key in TEXT_KEYS}},
            'bulk_send_batch_id': None, 'decline_information': self.decline,
            'rejection_information': None, 'workflow_session_id': None,
            'previous_attempt_id': body.get('previous_attempt_id'),
            'custom_recipient_order': False, 'custom_properties': []}

    def signer_json(self, signer):
        index = self.signers.index(signer)
        fields = [{'id': str(uuid.uuid5(uuid.UUID(document.id), str(n))), 'type': 'signature',
                   'document_id': document.id, 'signer_id': signer.id, 'page': 1, 'x': 100,
                   'y': 100, 'width': width, 'height': height,
                   'reason': 'Signed by %(first_name)s %(last_name)s' % signer.info,
                   'display': {'layout': 'minimal'}}
                  for document in self.documents
                  for n, (number, width, height) in enumerate(document.anchors)
                  if number == index + 1]
        return {
            'id': signer.id, 'info': signer.info, 'status': signer.status, 'fields': fields,
            'signature_level': signer.level, 'signature_authentication_mode': signer.mode,
            'signature_link': signer.link, 'signature_link_expiration_date': signer.link_until,
            'signature_image_preview': None,
            'redirect_urls': {'success': None, 'error': None, 'decline': None},
            'custom_text': {key: signer.custom_text.get(key) for key in TEXT_KEYS},
            'delivery_mode': signer.delivery_mode, 'identification_attestation_id': None,
            'sms_notification': {'otp_message': {'custom_text': None}},
            'email_notification': {'disabled': []}, 'pre_identity_verification_required': False,
            'verified_identity_id': None, 'excluded_documents': [], 'signed_at': signer.signed_at,
            'recipient_stage_index': index if self.body.get('ordered_signers') else 0}


class Yousign(Server):
    """The fake of Yousign."""

    base, name = '/v3', 'yousign'
    workspace = 'c1f1b0a6-5a3e-4a53-9b0e-2f1d6f1f0001'

    def __init__(self, **options):
        super().__init__(**options)
        self.requests = []
        self.pen = pdf.Signer('Yousign (essai)')

    def stop(self):
        super().stop()
        self.pen.close()

    # Routes.

    def handle(self, call):
        if call.headers.get('authorization') != 'Bearer ' + self.key:
            refuse('The API key is not valid.', 401)
        self.expire_late()
        place = call.path[len(self.base):] if call.path.startswith(self.base + '/') else ''
        allowed = False
        for pattern, methods in ROUTES:
            match = re.fullmatch(pattern, place)
            if not match:
                continue
            if call.method in methods:
                return methods[call.method](self, call, *match.groups())
            allowed = True
        if allowed:
            raise Answer(405, {'message': 'Method not allowed'})
        return refuse('The resource was not found.', 404)

    def rate_headers(self):
        most = self.limits.minute or 100000, self.limits.hour or 1000000
        left = self.limits.left(60) if self.limits.minute else most[0]
        left_hour = self.limits.left(3600) if self.limits.hour else most[1]
        return {'RateLimit-Limit': most[0], 'RateLimit-Remaining': left,
                'RateLimit-Reset': int(60 - self.now() % 60) + 1,
                'X-RateLimit-Limit-Minute': most[0], 'X-RateLimit-Remaining-Minute': left,
                'X-RateLimit-Limit-Hour': most[1], 'X-RateLimit-Remaining-Hour': left_hour}

    def request(self, ident):
        for one in self.requests:
            if one.id == ident:
                return one
        return refuse('The Signature Request was not found.', 404)

    def signer(self, request, ident):
        for one in request.signers:
            if one.id == ident:
                return one
        return refuse('The Signer was not found.', 404)

    def document(self, request, ident):
        for one in request.documents:
            if one.id == ident:
                return one
        return refuse('The Document was not found.', 404)

    def body(self, call, keys, optional=False):
        if optional and not call.body:
            return {}
        if call.headers.get('content-type', '').split(';')[0] != 'application/json':
            refuse('The content type is not supported.', 415)
        body = call.json()
        check(isinstance(body, dict), 'The body is not a JSON object.')
        for key in body:
            check(key in keys, '%s: unknown property' % key)
        return body

    # Requests.

    def check_request(self, body):
        check('name' not in body or is_safe(body['name'], 128), 'name: not valid')
        check(body.get('delivery_mode', 'email') in ('email', 'none'), 'delivery_mode: not valid')
        external = body.get('external_id')
        check(external is None or (EXTERNAL_ID.match(external) and len(external) <= 255),
              'external_id: not valid')
        day = body.get('expiration_date')
        check(day is None or DAY.match(day), 'expiration_date: not valid')
        remind = body.get('reminder_settings')
        check(remind is None or (remind.get('interval_in_days') in (1, 2, 7, 14)
                                 and remind.get('max_occurrences') in range(1, 11)),
              'reminder_settings: not valid')
        self.check_note(body.get('email_notification') or {})

    def check_note(self, note):
        check(set(note) <= {'sender', 'custom_note', 'custom_text'}, 'email_notification: unknown')
        sender = note.get('sender') or {'type': 'organization'}
        check(sender.get('type') in ('organization', 'workspace', 'custom', 'user'),
              'email_notification.sender: not valid')
        self.check_text(note.get('custom_text') or {})

    def check_text(self, text):
        for key, value in text.items():
            check(key in TEXT_KEYS and (value is None
                                        or is_safe(value, 512 if 'subject' in key else 2000)),
                  '%s: not valid' % key)

    def post_request(self, call):
        body = self.body(call, REQUEST_KEYS)
        check('name' in body and 'delivery_mode' in body, 'name, delivery_mode: required')
        self.check_request(body)
        request = Request(body, self)
        self.requests.append(request)
        return Answer(201, request.json())

    def get_request(self, call, ident):
        return Answer(200, self.request(ident).json())

    def patch_request(self, call, ident):
        request = self.request(ident)
        body = self.body(call, REQUEST_KEYS)
        check(request.status == 'draft'
              or (request.status in ('ongoing', 'approval') and set(body) <= {'expiration_date'}),
              'The Signature Request cannot be changed any more.')
        self.check_request(body)
        request.set_expiration(self, body)
        request.body.update(body)
        return Answer(200, request.json())

    def delete_request(self, call, ident):
        request = self.request(ident)
        check(request.status not in ('ongoing', 'approval'),
              'A Signature Request that is ongoing cannot be deleted.')
        request.status = 'deleted'
        if call.query.get('permanent_delete') == 'true':
            self.requests.remove(request)
        return Answer(204)

    def list_requests(self, call):
        limit = call.query.get('limit', '100')
        check(limit.isdigit() and 1 <= int(limit) <= 100, 'limit: between 1 and 100')
        found = self.listed(reversed(self.requests))
        for key, value in call.query.items():
            if key not in ('limit', 'after', 'q'):
                found = self.filter(found, key, value)
        start = 0
        if 'after' in call.query:
            last = base64.b64decode(call.query['after']).decode()
            ids = [one.id for one in found]
            check(last in ids, 'after: not valid')
            start = ids.index(last) + 1
        page = found[start:start + int(limit)]
        more = start + len(page) < len(found)
        cursor = base64.b64encode(page[-1].id.encode()).decode() if more else None
        items = [one.json() for one in page]
        for item in items:
            for key in ('email_notification', 'decline_information', 'rejection_information'):
                del item[key]
        return Answer(200, {'meta': {'next_cursor': cursor}, 'data': items})

    def filter(self, found, key, value):
        match = re.fullmatch(r'(\w+)\[(eq|in|between|before|after)\]', key)
        check(match, '%s: unknown filter' % key)
        field, operator = match.groups()
        values = value.split(',')
        if field in ('status', 'source') and operator in ('eq', 'in'):
            return [one for one in found if one.json()[field] in values]
        if field in ('external_id', 'workspace_id') and operator == 'eq':
            return [one for one in found if one.json()[field] == value]
        check(field in ('created_at', 'activated_at', 'completed_at', 'approved_at', 'declined_at',
                        'rejected_at') and operator != 'in', '%s: unknown filter' % key)
        for day in values:
            check(DAY.match(day), '%s: not a day' % key)
        return [one for one in found if self.is_then(one, field, operator, values)]

    @staticmethod
    def is_then(request, field, operator, days):
        if field == 'declined_at':
            stamp = request.decline and request.decline['declined_at']
        else:
            stamp = getattr(request, field, None)
        if not stamp:
            return False
        day = stamp[:10]
        return {'eq': day == days[0], 'before': day < days[0], 'after': day > days[0],
                'between': days[0] <= day <= days[-1]}[operator]

    # Documents.

    def post_document(self, call, ident):
        request = self.request(ident)
        check(request.status == 'draft', 'The Signature Request is not a draft.')
        parts = {name: (file_name, kind, content)
                 for name, file_name, kind, content in call.parts()}
        if not parts:
            refuse('The content type is not supported.', 415)
        check('file' in parts and parts['file'][0], 'file: required')
        nature = parts.get('nature', (None, None, b''))[2].decode()
        check(nature in ('signable_document', 'attachment'), 'nature: required')
        name = parts['name'][2].decode() if 'name' in parts else parts['file'][0]
        check(FILE_NAME.match(name) and len(name) <= 128, 'name: not valid')
        content = parts['file'][2]
        check(content.startswith(b'%PDF-'), 'file: this is not a PDF')
        check(len(content) <= MOST_BYTES, 'file: larger than 50 MB')
        anchors = []
        if parts.get('parse_anchors', (None, None, b''))[2] == b'true':
            anchors = self.find_anchors(content)
        document = Document(name, nature, content, self.stamp(), anchors)
        request.documents.append(document)
        return Answer(201, document.json())

    @staticmethod
    def find_anchors(content):
        if pdf.pages_of(content) > 150:
            return []
        return [(int(number), min(2000, max(85, int(width or 85))),
                 min(1000, max(37, int(height or 37))))
                for number, width, height in ANCHOR.findall(pdf.text_of(content))]

    def list_documents(self, call, ident):
        return Answer(200, [one.json() for one in self.request(ident).documents])

    def get_document(self, call, ident, document):
        return Answer(200, self.document(self.request(ident), document).json())

    def delete_document(self, call, ident, document):
        request = self.request(ident)
        check(request.status == 'draft', 'The Signature Request is not a draft.')
        request.documents.remove(self.document(request, document))
        return Answer(204)

    def content(self, request, document):
        """As it is now; signed once everybody has."""
        if request.status != 'done':
            return document.content
        if document.signed is None:
            document.signed = self.pen.sign(document.content)
        return document.signed

    def download_document(self, call, ident, document):
        request = self.request(ident)
        return Answer(200, self.content(request, self.document(request, document)),
                      'application/pdf')

    def download_documents(self, call, ident):
        request = self.request(ident)
        version = call.query.get('version', 'current')
        check(version in ('current', 'completed'), 'version: not valid')
        check(version == 'current' or request.status == 'done',
              'The Signature Request is not done.')
        check(request.documents, 'There is no document.')
        files = [(one.name, self.content(request, one)) for one in request.documents]
        return self.files(files, call.query.get('archive') == 'true')

    @staticmethod
    def files(files, archive):
        if len(files) == 1 and not archive:
            return Answer(200, files[0][1], 'application/pdf')
        data = io.BytesIO()
        with zipfile.ZipFile(data, 'w') as bundle:
            for n, (name, content) in enumerate(files):
                bundle.writestr('%d-%s' % (n, name), content)
        return Answer(200, data.getvalue(), 'application/zip')

    # Signers.

    def check_signer(self, body):
        info = body.get('info') or {}
        for key in info:
            check(key in ('first_name', 'last_name', 'email', 'phone_number', 'locale'),
                  'info.%s: unknown property' % key)
        for key in ('first_name', 'last_name'):
            check(key not in info or (isinstance(info[key], str) and HUMAN_NAME.match(info[key])
                                      and len(info[key]) <= 255), 'info.%s: not valid' % key)
        check('email' not in info or (EMAIL.match(info['email']) and len(info['email']) <= 100),
              'info.email: not valid')
        phone = info.get('phone_number')
        check(phone is None or PHONE.match(phone), 'info.phone_number: not valid')
        check(info.get('locale', 'fr') in LOCALES, 'info.locale: not valid')
        check(body.get('signature_level', LEVELS[0]) in LEVELS, 'signature_level: not valid')
        check(body.get('signature_authentication_mode') in MODES,
              'signature_authentication_mode: not valid')
        check(body.get('delivery_mode') in ('email', 'none', None), 'delivery_mode: not valid')
        self.check_text(body.get('custom_text') or {})

    def post_signer(self, call, ident):
        request = self.request(ident)
        body = self.body(call, SIGNER_KEYS)
        check(request.status == 'draft', 'The Signature Request is not a draft.')
        check('info' in body and 'signature_level' in body, 'info, signature_level: required')
        for key in ('first_name', 'last_name', 'email', 'locale'):
            check(key in body['info'], 'info.%s: required' % key)
        self.check_signer(body)
        signer = Signer(body)
        check(signer.mode != 'otp_sms' or signer.info['phone_number'],
              'info.phone_number: required by otp_sms')
        after = body.get('insert_after_id')
        place = len(request.signers)
        if after is not None:
            place = request.signers.index(self.signer(request, after)) + 1
        request.signers.insert(place, signer)
        return Answer(201, request.signer_json(signer))

    def list_signers(self, call, ident):
        request = self.request(ident)
        return Answer(200, [request.signer_json(one) for one in request.signers])

    def get_signer(self, call, ident, signer):
        request = self.request(ident)
        return Answer(200, request.signer_json(self.signer(request, signer)))

    def patch_signer(self, call, ident, which):
        request = self.request(ident)
        signer = self.signer(request, which)
        body = self.body(call, SIGNER_KEYS)
        check(request.status in ('draft', 'approval', 'ongoing') and signer.status in NOT_BEGUN,
              'The Signer cannot be changed any more.')
        self.check_signer(body)
        signer.info.update(body.get('info') or {})
        signer.mode = body.get('signature_authentication_mode', signer.mode)
        signer.custom_text = body.get('custom_text') or signer.custom_text
        if signer.status == 'notified' and body.get('info'):
            signer.bounced = False
            self.mail('new_details', signer.info['email'], request=request.id, signer=signer.id)
        return Answer(200, request.signer_json(signer))

    def delete_signer(self, call, ident, signer):
        request = self.request(ident)
        check(request.status == 'draft', 'The Signature Request is not a draft.')
        request.signers.remove(self.signer(request, signer))
        return Answer(204)

    def remind(self, call, ident, which):
        request = self.request(ident)
        signer = self.signer(request, which)
        check(request.status == 'ongoing' and signer.status == 'notified',
              'The Signer cannot be reminded.')
        self.mail('reminder', signer.info['email'], request=request.id, signer=signer.id)
        return Answer(201)

    # The course of things.

    def invite(self, request):
        """Invites whose turn it is, once each."""
        for signer in request.signers:
            if signer.status == 'initiated':
                signer.status = 'notified'
                signer.link = 'https://yousign.invalid/procedure/sign?signer=' + signer.id
                signer.link_until = self.stamp(LINK)
                if (signer.delivery_mode or request.body['delivery_mode']) == 'email':
                    self.mail('invitation', signer.info['email'], request=request.id,
                              signer=signer.id)
            if request.body.get('ordered_signers') and signer.status not in OVER:
                break

    def activate(self, call, ident):
        request = self.request(ident)
        self.body(call, {'sender_id'}, optional=True)
        check(request.status == 'draft', 'The Signature Request is not a draft.')
        check(request.signers, 'There is no Signer.')
        check(any(one.nature == 'signable_document' for one in request.documents),
              'There is no document to sign.')
        for signer in request.signers:
            check(request.signer_json(signer)['fields'], 'A Signer has no field to sign.')
        request.status, request.activated_at = 'ongoing', self.stamp()
        self.invite(request)
        answer = request.json()
        for key in ('sender', 'decline_information', 'email_notification', 'bulk_send_batch_id',
                    'source', 'workspace_id', 'custom_properties'):
            del answer[key]
        answer['signers'] = [{'id': one.id, 'status': one.status, 'signature_link': one.link,
                              'signature_link_expiration_date': one.link_until}
                             for one in request.signers]
        return Answer(201, answer)

    def end(self, request, status):
        request.status = status
        for signer in request.signers:
            if signer.status not in OVER:
                signer.status = 'aborted'

    def cancel(self, call, ident):
        request = self.request(ident)
        body = self.body(call, {'reason', 'custom_note'})
        check(body.get('reason') in ('contractualization_aborted', 'errors_in_document', 'other'),
              'reason: not valid')
        note = body.get('custom_note')
        check(note is None or note == '' or is_safe(note, 500), 'custom_note: not valid')
        check(request.status in ('approval', 'ongoing'), 'The Signature Request is not ongoing.')
        request.cancel = body
        for signer in request.signers:
            if signer.status not in ('initiated', 'aborted'):
                self.mail('canceled', signer.info['email'], request=request.id, signer=signer.id)
        self.end(request, 'canceled')
        return Answer(201, request.json())

    def reactivate(self, call, ident):
        request = self.request(ident)
        body = self.body(call, {'expiration_date'})
        check(DAY.match(body.get('expiration_date', '')), 'expiration_date: required')
        check(request.status == 'expired', 'The Signature Request is not expired.')
        request.set_expiration(self, body)
        request.status = 'ongoing'
        return Answer(201, request.json())

    def expire_late(self):
        for request in self.requests:
            if request.status == 'ongoing' and request.expires_at < self.stamp():
                request.status = 'expired'

    # Proof.

    def proof_of(self, request, signer):
        """The trail of one signatory; their number is the end of their address of the network."""
        code = {'otp_sms': 'sms', 'otp_email': 'email'}.get(signer.mode)
        return {
            'version': 5,
            'signature_request': {'id': request.id, 'name': request.body['name'],
                                  'sent_at': request.activated_at,
                                  'expired_at': request.expires_at},
            'sender': {'id': self.workspace, 'type': 'User', 'ip_address': '192.0.2.1'},
            'signer': {'id': signer.id, 'first_name': signer.info['first_name'],
                       'last_name': signer.info['last_name'],
                       'email_address': signer.info['email'],
                       'phone_number': signer.info['phone_number'],
                       'ip_address': '203.0.113.%d' % (request.signers.index(signer) + 1),
                       'consent_given_at': signer.signed_at,
                       'signature_process_completed_at': signer.signed_at},
            'documents': [{'id': one.id, 'name': one.name, 'mime_type': 'application/pdf'}
                          for one in request.documents],
            'organization': {'id': self.workspace, 'name': 'Lycee'},
            'authentication': {'mode': code, 'validated_at': signer.signed_at} if code else {},
            'electronic_signature_level': {'level': 'Simple electronic signature'}}

    def get_proof(self, call, ident, which):
        request = self.request(ident)
        signer = self.signer(request, which)
        check(signer.status == 'signed', 'The Signer has not signed.')
        return Answer(200, self.proof_of(request, signer))

    def download_proof(self, call, ident, which):
        request = self.request(ident)
        signer = self.signer(request, which)
        check(signer.status == 'signed', 'The Signer has not signed.')
        return Answer(200, self.proof_pdf(request, [signer]), 'application/pdf')

    def download_proofs(self, call, ident):
        request = self.request(ident)
        check(request.status == 'done', 'The Signature Request is not done.')
        if call.query.get('merge') == 'true':
            return Answer(200, self.proof_pdf(request, request.signers), 'application/pdf')
        return self.files([(one.id + '.pdf', self.proof_pdf(request, [one]))
                           for one in request.signers], True)

    def proof_pdf(self, request, signers):
        lines = ['Dossier de preuve', request.body['name'], request.id]
        for signer in signers:
            lines.append('%s %s, %s, %s' % (signer.info['first_name'], signer.info['last_name'],
                                            signer.info['email'], signer.signed_at))
        return pdf.make(lines)

    def get_default_workspace(self, call):
        return Answer(200, self.workspace_json())

    def list_workspaces(self, call):
        return Answer(200, {'meta': {'next_cursor': None}, 'data': [self.workspace_json()]})

    def workspace_json(self):
        return {'id': self.workspace, 'name': 'Lycee', 'external_name': None, 'default': True,
                'created_at': '2026-01-05T08:00:00Z', 'updated_at': '2026-01-05T08:00:00Z',
                'deleted_at': None, 'users': []}

    def list_users(self, call):
        return Answer(200, {'meta': {'next_cursor': None}, 'data': []})

    # What people do.

    def find(self, request=None):
        """A request by its id or external id; without one, the only one that there is."""
        found = [one for one in self.requests
                 if request in (None, one.id, one.body.get('external_id'))
                 and (request is not None or one.status != 'deleted')]
        if len(found) != 1:
            raise Problem('%d requests are %s' % (len(found), request or 'there'))
        return found[0]

    def who(self, request, signer):
        """A signer by number from 1, id or address; None: the first whose turn it is."""
        for number, one in enumerate(request.signers, 1):
            if signer in (number, one.id, one.info['email']):
                return one
            if signer is None and one.status not in ('initiated', *OVER):
                return one
        raise Problem('no signer is %s' % signer)

    def turn(self, request, signer):
        request = self.find(request)
        signer = self.who(request, signer)
        if request.status != 'ongoing' or signer.status in ('initiated', *OVER):
            raise Problem('it is not their turn: %s, %s' % (request.status, signer.status))
        return request, signer

    def do_open(self, request=None, signer=None):
        """The link is opened: nothing of it can be polled."""
        self.turn(request, signer)

    def do_begin(self, request=None, signer=None):
        self.turn(request, signer)[1].status = 'verified'

    def do_sign(self, request=None, signer=None):
        request, signer = self.turn(request, signer)
        signer.status, signer.signed_at = 'signed', self.stamp()
        if all(one.status == 'signed' for one in request.signers):
            request.status, request.completed_at = 'done', self.stamp()
        else:
            self.invite(request)
        return request.status

    def do_complete(self, request=None):
        """All who have not signed do, in their order."""
        request = self.find(request)
        while request.status == 'ongoing':
            self.do_sign(request.id)
        return request.status

    def do_decline(self, reason, request=None, signer=None):
        request, signer = self.turn(request, signer)
        if not request.body.get('signers_allowed_to_decline'):
            raise Problem('this request does not allow anyone to decline')
        signer.status = 'declined'
        request.decline = {'signer_id': signer.id, 'reason': reason, 'declined_at': self.stamp()}
        self.end(request, 'declined')

    def do_bounce(self, request=None, signer=None):
        """The invitation does not arrive: nothing of it can be polled."""
        self.turn(request, signer)[1].bounced = True

    def do_error(self, request=None, signer=None):
        self.turn(request, signer)[1].status = 'error'

    def do_change_email(self, email, request=None, signer=None):
        """The sender changes an address in the provider's own window."""
        self.turn(request, signer)[1].info['email'] = email

    def do_expire(self, request=None):
        request = self.find(request)
        if request.status != 'ongoing':
            raise Problem('it is not ongoing')
        request.status, request.expires_at = 'expired', self.stamp(-1)

    def do_cancel(self, request=None):
        """Stopped in the provider's own window."""
        self.end(self.find(request), 'canceled')

    def do_delete(self, request=None):
        self.requests.remove(self.find(request))

    def do_forget(self):
        """Forgets all requests, calls and mails."""
        for what in (self.requests, self.calls, self.mails, self.rudes):
            what.clear()

    def do_requests(self):
        return [{**one.json(), 'cancel': one.cancel,
                 'signers': [one.signer_json(signer) for signer in one.signers],
                 'documents': [document.json() for document in one.documents]}
                for one in self.requests]

    def do_state(self):
        return {**super().do_state(), 'requests': self.do_requests()}


ID = r'/signature_requests/([^/]+)'
ROUTES = [
    ('/signature_requests', {'POST': Yousign.post_request, 'GET': Yousign.list_requests}),
    (ID, {'GET': Yousign.get_request, 'PATCH': Yousign.patch_request,
          'DELETE': Yousign.delete_request}),
    (ID + '/activate', {'POST': Yousign.activate}),
    (ID + '/cancel', {'POST': Yousign.cancel}),
    (ID + '/reactivate', {'POST': Yousign.reactivate}),
    (ID + '/documents', {'POST': Yousign.post_document, 'GET': Yousign.list_documents}),
    (ID + '/documents/download', {'GET': Yousign.download_documents}),
    (ID + '/documents/([^/]+)', {'GET': Yousign.get_document, 'DELETE': Yousign.delete_document}),
    (ID + '/documents/([^/]+)/download', {'GET': Yousign.download_document}),
    (ID + '/signers', {'POST': Yousign.post_signer, 'GET': Yousign.list_signers}),
    (ID + '/signers/([^/]+)', {'GET': Yousign.get_signer, 'PATCH': Yousign.patch_signer,
                               'DELETE': Yousign.delete_signer}),
    (ID + '/signers/([^/]+)/send_reminder', {'POST': Yousign.remind}),
    (ID + '/signers/([^/]+)/audit_trails', {'GET': Yousign.get_proof}),
    (ID + '/signers/([^/]+)/audit_trails/download', {'GET': Yousign.download_proof}),
    (ID + '/audit_trails/download', {'GET': Yousign.download_proofs}),
    ('/workspaces', {'GET': Yousign.list_workspaces}),
    ('/workspaces/default', {'GET': Yousign.get_default_workspace}),
    ('/users', {'GET': Yousign.list_users}),
]

if __name__ == '__main__':
    run(Yousign, sys.argv[1:])
