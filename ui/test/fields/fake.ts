import type { FieldSettings, FieldType } from '@/fields/api';
import type { EventKind } from '@/fields/eventKinds';
import { type Handlers, Status } from '../server/fakeServer';

function field(key: string, titleRu: string, titleEn: string, type: FieldType, more: Partial<FieldSettings> = {}): FieldSettings {
    return {
        key,
        type,
        titleRu,
        titleEn,
        personalData: 'none',
        readers: [],
        source: '',
        synonyms: [],
        options: [],
        standard: true,
        archived: false,
        version: 0,
        filled: 0.87,
        ...more,
    };
}

const OWN = { standard: false, version: 1 } as const;

export const CATALOGUE: FieldSettings[] = [
    field('external_id', 'Внешний код', 'External id', 'text', { filled: 1 }),
    field('phone', 'Телефон', 'Phone', 'phone', { personalData: 'personal', filled: 1 }),
    field('first_name', 'Имя', 'First name', 'text', { personalData: 'personal', synonyms: ['name', 'имя клиента'], filled: 0.94 }),
    field('city', 'Город', 'City', 'text', { synonyms: ['город проживания'], filled: 0.81 }),
    field('debt', 'Долг', 'Debt', 'money', { filled: 0.12 }),
    field('hobbies', 'Увлечения', 'Hobbies', 'many_of', {
        ...OWN,
        source: 'CRM, обновляется ночью',
        options: [
            { code: 'ski', titleRu: 'лыжи', titleEn: 'skiing' },
            { code: 'tea', titleRu: 'чай', titleEn: 'tea' },
        ],
        filled: 0.34,
    }),
    field('diagnosis', 'Диагноз', 'Diagnosis', 'text', { ...OWN, personalData: 'special', readers: ['agent'], filled: null }),
    field('old_code', 'Старый код', 'Old code', 'number', { ...OWN, archived: true, filled: 0.02 }),
];

/** @param sent takes what is to be saved */
export function fieldsFake(fields: FieldSettings[] = CATALOGUE, sent: unknown[] = []): Handlers {
    let all = fields;
    const put = (key: string, change: (one: FieldSettings) => FieldSettings) => {
        all = all.map((one) => (one.key === key ? change(one) : one));
        return all.find((one) => one.key === key) ?? new Status(404);
    };
    const settings = (body: Partial<FieldSettings>) => ({
        titleRu: body.titleRu ?? '',
        titleEn: body.titleEn ?? '',
        personalData: body.personalData ?? 'none',
        readers: body.readers ?? [],
        source: body.source ?? '',
        synonyms: body.synonyms ?? [],
        options: body.options ?? [],
    });
    return {
        'GET /field-catalogue': () => ({ items: all }),
        'POST /field-catalogue': ({ body }) => {
            sent.push(body);
            const wanted = body as Partial<FieldSettings>;
            const owner = all.find(({ titleRu }) => titleRu === wanted.titleRu);
            if (owner) {
                const detail = `«${owner.titleRu}» уже значит поле «${owner.titleRu}». Выберите другое название.`;
                return new Status(409, { code: 'field-name-taken', detail, errors: [{ pointer: '/titleRu', detail }] });
            }
            const made = field(wanted.key ?? '', '', '', wanted.type ?? 'text', { ...OWN, ...settings(wanted), filled: null });
            all = [...all, made];
            return new Status(201, made);
        },
        'PUT /field-catalogue/:key': ({ params, body }) => {
            sent.push(body);
            return put(params.key, (one) => {
                const wanted = settings(body as Partial<FieldSettings>);
                return { ...one, ...wanted, ...(one.standard ? { titleRu: one.titleRu, titleEn: one.titleEn, options: one.options } : {}), version: one.version + 1 };
            });
        },
        'PUT /field-catalogue/:key/archived': ({ params, body }) => put(params.key, (one) => ({ ...one, archived: body.archived === true, version: one.version + 1 })),
        'DELETE /field-catalogue/:key': ({ params }) => {
            if (params.key === 'hobbies') return new Status(409, { code: 'field-in-use', detail: 'Оно есть здесь: Лыжники. Уберите его оттуда.' });
            all = all.filter(({ key }) => key !== params.key);
            return new Status(204);
        },
    };
}

export const KINDS: EventKind[] = [
    {
        key: 'purchase',
        titleRu: 'Покупка',
        titleEn: 'Purchase',
        attributes: [
            { key: 'shop', titleRu: 'Магазин', titleEn: 'Shop', type: 'text' },
            { key: 'items', titleRu: 'Товаров', titleEn: 'Items', type: 'number' },
        ],
        archived: false,
        version: 1,
    },
    { key: 'visit', titleRu: 'Визит', titleEn: 'Visit', attributes: [], archived: false, version: 1 },
    { key: 'fax', titleRu: 'Факс', titleEn: 'Fax', attributes: [], archived: true, version: 3 },
];

/** @param sent takes what is to be saved */
export function kindsFake(kinds: EventKind[] = KINDS, sent: unknown[] = []): Handlers {
    let all = kinds;
    return {
        'GET /event-kinds': () => all,
        'POST /event-kinds': ({ body }) => {
            sent.push(body);
            if (all.some(({ key }) => key === body.key)) {
                const detail = `Вид событий «${body.key}» уже есть. Выберите другой ключ.`;
                return new Status(409, { code: 'event-kind-taken', detail, errors: [{ pointer: '/key', detail }] });
            }
            const made = { ...(body as EventKind), archived: false, version: 1 };
            all = [...all, made];
            return new Status(201, made);
        },
        'PUT /event-kinds/:key': ({ params, body }) => {
            sent.push(body);
            const before = all.find(({ key }) => key === params.key);
            if (!before || before.version !== body.version) return new Status(409, { code: 'event-kind-changed', detail: 'Этот вид уже изменил кто-то другой. Откройте его снова.' });
            const after = { ...before, ...(body as EventKind), version: before.version + 1 };
            all = all.map((one) => (one.key === params.key ? after : one));
            return after;
        },
    };
}
