import type { Forecast } from '@/audience/forecast';
import type { Person } from '@/shared/person';
import type { Handlers } from '../server/fakeServer';

export const KONSTANTIN: Person = { id: '3002', name: 'Константин Ершов', phone: '+7 ··· ··· 93-07', city: 'Пермь', localTime: '18:12' };
export const IYA: Person = { id: '3001', name: 'Ия Ким', phone: '+7 ··· ··· 18-40', city: 'Казань', localTime: '16:12' };
export const NAMELESS: Person = { id: '3003', name: null, phone: '+7 ··· ··· 55-12', city: 'Казань', localTime: '16:12' };

/** The campaign of the pictures: 13 105 of 14 210. */
export const FORECAST: Forecast = {
    exact: true,
    share: 1,
    found: 14_210,
    suppressed: [
        { reason: 'opted_out', text: 'отписались', count: 610 },
        { reason: 'no_consent', text: 'нет согласия', count: 320 },
        { reason: 'no_value', text: 'нет данных', count: 95 },
        { reason: 'same_number', text: 'повторы номера', count: 80 },
    ],
    recipients: 13_105,
    parts: 26_210,
    partsPerPerson: [{ parts: 2, people: 13_105 }],
    price: 53_730,
    byConnection: [
        { id: '1', name: 'Северсвязь', people: 4_720, parts: 9_440, unitPrice: 1.95, sum: 18_408 },
        { id: '2', name: 'Мегалайн', people: 3_610, parts: 7_220, unitPrice: 2.1, sum: 15_162 },
        { id: '3', name: 'Радуга', people: 2_540, parts: 5_080, unitPrice: 2.1, sum: 10_668 },
        { id: '4', name: 'Тон и ещё четыре', people: 2_235, parts: 4_470, unitPrice: 2.12, sum: 9_492 },
    ],
    byZone: [
        { zone: 'Europe/Moscow', title: 'Казань, Москва', people: 7_940, localTime: '16:12' },
        { zone: 'Asia/Yekaterinburg', title: 'Пермь', people: 5_030, localTime: '18:12' },
        { zone: 'Asia/Novosibirsk', title: 'Новосибирск', people: 94, localTime: '20:12' },
        { zone: 'Asia/Vladivostok', title: 'Владивосток', people: 41, localTime: '23:12' },
    ],
    lacking: [{ key: 'first_name', title: 'Имя', count: 212 }],
    examples: [
        {
            kind: 'shortest',
            person: IYA,
            text: 'Ия, на вашей карте 640 бонусов, и 30 ноября они сгорят. Ближайший к вам магазин: Мира, 7. Отказ: ответьте СТОП',
            parts: 2,
            breaks: [67],
        },
        {
            kind: 'longest',
            person: KONSTANTIN,
            text: 'Константин, на вашей карте 12 905 бонусов, и 30 ноября они сгорят. Ближайший к вам магазин: Героев Хасана, 105/2. Отказ: ответьте СТОП',
            parts: 2,
            breaks: [67],
        },
        {
            kind: 'incomplete',
            person: NAMELESS,
            text: 'Добрый день, на вашей карте 1 015 бонусов, и 30 ноября они сгорят. Ближайший к вам магазин: Ленина, 60. Отказ: ответьте СТОП',
            parts: 2,
            breaks: [67],
        },
    ],
    seconds: 6_600,
};

/** An estimate of the same: numbers to two figures, as from a sample. */
export const ESTIMATE: Forecast = { ...FORECAST, exact: false, share: 0.1, found: 14_000, recipients: 13_000 };

/** Answers every forecast with one; without a text there is no price. */
export function audienceHandlers(forecast: Forecast = FORECAST): Handlers {
    return {
        'POST /audience/forecast': ({ body }) => (body.text === null ? { ...forecast, parts: null, price: null, partsPerPerson: [], examples: [], lacking: [] } : forecast),
    };
}
