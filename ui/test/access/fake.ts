import type { Device } from '@/access/api';
import type { Session } from '@/access/session';
import { ANNA, type Handlers, Status } from '../server/fakeServer';

export const SERGEY: Session = {
    login: 's.vetrov',
    name: 'Сергей Ветров',
    role: 'administrator',
    department: { id: '1', name: 'Управление' },
    language: 'ru',
    phone: '+7 916 123-45-67',
    practice: false,
};
export const MARINA: Session = { ...ANNA, login: 'm.lisitsyna', name: 'Марина Лисицына', role: 'agent', department: { id: '9', name: 'Контакт-центр, линия 1' } };
export const OLGA: Session = { ...ANNA, login: 'o.myatleva', name: 'Ольга Мятлева', role: 'approver' };
export const PAVEL: Session = { ...ANNA, login: 'p.zorin', name: 'Павел Зорин', role: 'analyst', department: { id: '5', name: 'Финансы' } };
export const GLEB: Session = { ...ANNA, login: 'g.tikhomirov', name: 'Глеб Тихомиров', role: 'alert_operator', department: { id: '6', name: 'Служба безопасности' } };

export const DEVICES: Device[] = [
    {
        id: '31',
        current: true,
        userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0 Safari/537.36',
        address: '10.4.7.18',
        openedAt: '2026-11-23T05:58:00Z',
        usedAt: '2026-11-23T13:11:00Z',
    },
    {
        id: '28',
        current: false,
        userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1',
        address: '10.4.9.77',
        openedAt: '2026-11-20T16:20:00Z',
        usedAt: '2026-11-22T18:40:00Z',
    },
    { id: '27', current: false, userAgent: null, address: '10.4.9.78', openedAt: '2026-11-02T09:00:00Z', usedAt: '2026-11-12T10:00:00Z' },
];

const WEAK = { code: 'password-weak', detail: 'В пароле должно быть от 10 до 200 знаков. Придумайте другой.' };

/** The door's part of the server: own data, devices, set-up, links. Keeps what is changed. */
export function accessFake(session: Session = ANNA, { setup = true }: { setup?: boolean } = {}): Handlers {
    let now = session;
    let devices = DEVICES;
    return {
        'PUT /session/profile': ({ body }) => {
            const { name, phone = null, language } = body;
            if (phone !== null && phone.replaceAll(/\D/g, '').length !== 11) {
                return new Status(400, {
                    code: 'phone-malformed',
                    detail: 'Это не номер мобильного телефона.',
                    errors: [{ pointer: '/phone', detail: 'Это не номер мобильного телефона. Напишите его целиком, например +7 916 123-45-67.' }],
                });
            }
            now = { ...now, name, phone: phone === null ? null : '+7 916 123-45-67', language };
            return now;
        },
        'PUT /session/practice': ({ body }) => {
            now = { ...now, practice: body.on };
            return now;
        },
        'PUT /session/password': ({ body }) => {
            const { current, password } = body;
            if (current !== 'correct horse') {
                return new Status(400, { code: 'password-wrong', detail: 'Нынешний пароль введён неверно.', errors: [{ pointer: '/current', detail: 'Нынешний пароль введён неверно.' }] });
            }
            return password.length < 10 ? new Status(400, { ...WEAK, errors: [{ pointer: '/password', detail: WEAK.detail }] }) : new Status(204);
        },
        'GET /session/devices': () => ({ items: devices }),
        'DELETE /session/devices/:id': ({ params }) => {
            devices = devices.filter(({ id }) => id !== params.id);
            return new Status(204);
        },
        'public GET /setup': () => ({ open: setup }),
        'public POST /setup': ({ body }) => {
            const { token, name, login, password } = body;
            if (token !== 'first-token') return new Status(409, { code: 'setup-closed', detail: 'Ссылка неверна, или система уже настроена.' });
            if (password.length < 10) return new Status(400, { ...WEAK, errors: [{ pointer: '/password', detail: WEAK.detail }] });
            return { ...SERGEY, name, login };
        },
        'public GET /password-links/:token': ({ params }) =>
            params.token === 'good-token'
                ? { login: 'd.ryabov', name: 'Денис Рябов' }
                : new Status(404, { code: 'password-link-invalid', detail: 'Ссылка уже использована, устарела или записана не целиком.' }),
        'public POST /password-links/:token': ({ body }) =>
            body.password.length < 10 ? new Status(400, { ...WEAK, errors: [{ pointer: '/password', detail: WEAK.detail }] }) : new Status(204),
    };
}
