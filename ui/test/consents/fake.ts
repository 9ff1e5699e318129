import type { ConsentRecord, Imported, Proof, Purpose } from '@/consents/api';
import { CARD } from '../recipients/fake';
import { type Handlers, Status } from '../server/fakeServer';

export function record(id: string, more: Partial<ConsentRecord> = {}): ConsentRecord {
    return {
        id,
        clientId: '1',
        phone: '+7 916 555-18-40',
        purpose: 'advertising',
        purposeText: 'Реклама',
        channel: 'sms',
        given: true,
        source: 'анкета',
        sourceText: 'анкета',
        textVersion: null,
        evidence: null,
        at: '2026-03-03T09:00:00Z',
        recordedAt: '2026-03-03T09:00:05Z',
        recordedBy: null,
        annulledAt: null,
        ...more,
    };
}

/** The answers given last come first; one of them came by mistake. */
export const RECORDS: ConsentRecord[] = [
    record('74', { given: false, at: '2026-11-02T10:00:00Z', annulledAt: '2026-11-03T08:00:00Z', source: 'import:31', sourceText: 'загрузка 31' }),
    record('61', { given: false, at: '2026-06-01T10:00:00Z', recordedAt: '2026-06-01T10:05:00Z', recordedBy: 'Марина Лисицына', source: 'by hand', sourceText: 'вручную' }),
    record('55', { purpose: 'surveys', purposeText: 'Опросы', channel: 'call', at: '2026-05-12T07:30:00Z' }),
    record('40', { textVersion: 'v3', evidence: 'анкета № 17' }),
];

export const PURPOSES: Purpose[] = [
    { key: 'advertising', titleRu: 'Реклама', titleEn: 'Advertising', archived: false, version: 1 },
    { key: 'surveys', titleRu: 'Опросы', titleEn: 'Surveys', archived: false, version: 3 },
    { key: 'old', titleRu: 'Клуб', titleEn: 'Club', archived: true, version: 2 },
];

export const PROOF: Proof = {
    phone: '+7 916 555-18-40',
    on: '2026-03-05T20:59:59.999Z',
    madeAt: '2026-11-23T13:12:00Z',
    madeBy: 'Анна Соловьёва',
    optedOut: true,
    people: [
        { clientId: '1', name: 'Алсу Гарипова', exists: true, states: [{ purpose: 'advertising', purposeText: 'Реклама', channel: 'sms', given: true, by: '40' }], records: [record('40', { textVersion: 'v3', evidence: 'анкета № 17' })] },
        { clientId: '8', name: null, exists: false, states: [], records: [record('12', { clientId: '8', given: false, annulledAt: '2025-01-01T00:00:00Z', at: '2024-01-01T09:00:00Z' })] },
    ],
    silence: [{ optedOut: true, source: 'sms', sourceText: 'ответное SMS', at: '2026-03-04T12:00:00Z' }],
};

export const IMPORTED: Imported = {
    rows: 1_204,
    recorded: 1_180,
    unknown: 22,
    rejected: 2,
    rejections: [
        { row: 14, column: 'Телефон', problem: 'В номере не хватает цифр: найдено 7.', value: '' },
        { row: 80, column: 'Дата', problem: 'Ожидается прошедшая дата, например 25.11.2026 или 25.11.2026 10:30. Строка пропущена.', value: 'вчера' },
    ],
};

/** The ledger of one client, the catalogue of purposes and a proof. What is sent is put into `sent`. */
export function consentsFake({ records = RECORDS, purposes = PURPOSES, proof = PROOF }: { records?: ConsentRecord[]; purposes?: Purpose[]; proof?: Proof } = {}, sent: unknown[] = []): Handlers {
    let ledger = records;
    let all = purposes;
    return {
        'GET /clients/:id/consents': () => ledger,
        'GET /consents/purposes': () => all,
        'POST /consents/purposes': ({ body }) => {
            sent.push(body);
            if (all.some(({ key }) => key === body.key)) return new Status(409, { errors: [{ pointer: '/key', detail: `Цель с ключом ${body.key} уже есть.` }] });
            const made = { key: body.key ?? '', titleRu: body.titleRu ?? '', titleEn: body.titleEn ?? '', archived: false, version: 1 };
            all = [...all, made];
            return made;
        },
        'PUT /consents/purposes/:key': ({ params, body }) => {
            sent.push(body);
            all = all.map((one) => (one.key === params.key ? { ...one, titleRu: body.titleRu ?? '', titleEn: body.titleEn ?? '', archived: body.archived ?? false, version: one.version + 1 } : one));
            return all.find(({ key }) => key === params.key);
        },
        'GET /consents/proof': ({ query }) => {
            sent.push(Object.fromEntries(query));
            if ((query.get('phone') ?? '').replaceAll(/\D/g, '').length < 11) return new Status(422, { errors: [{ pointer: '/phone', detail: 'Укажите номер целиком, например +7 916 123-45-67.' }] });
            return proof;
        },
        'POST /clients/:id/consent': ({ body }) => {
            sent.push(body);
            ledger = [record('80', { given: body.given ?? false, purpose: body.purpose ?? '', purposeText: 'Опросы', channel: body.channel ?? 'sms', sourceText: body.source ?? 'вручную', at: '2026-11-23T13:12:00Z' }), ...ledger];
            return CARD;
        },
        'POST /consents/import': () => IMPORTED,
    };
}
