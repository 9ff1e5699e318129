import type { Department, Key, User } from '@/users/api';
import { type Handlers, Status } from '../server/fakeServer';

const MARKETING = { id: '7', name: 'Маркетинг' };
const CENTRE = { id: '9', name: 'Контакт-центр' };
const HEAD = { id: '1', name: 'Управление' };

function user(id: string, login: string, name: string, more: Partial<User> = {}): User {
    return { id, login, name, role: 'campaign_manager', department: MARKETING, active: true, lockedUntil: null, lastSeenAt: '2026-11-23T12:50:00Z', ...more };
}

export const USERS: User[] = [
    user('1', 's.vetrov', 'Сергей Ветров', { role: 'administrator', department: HEAD, lastSeenAt: '2026-11-23T13:11:00Z' }),
    user('2', 'a.soloveva', 'Анна Соловьёва'),
    user('3', 'd.ryabov', 'Денис Рябов', { lockedUntil: '2026-11-23T13:25:00Z', lastSeenAt: '2026-11-22T09:00:00Z' }),
    user('4', 'o.myatleva', 'Ольга Мятлева', { role: 'approver', lastSeenAt: '2026-11-20T09:00:00Z' }),
    user('5', 'm.lisitsyna', 'Марина Лисицына', { role: 'agent', department: CENTRE }),
    user('6', 'p.zorin', 'Павел Зорин', { role: 'analyst', department: HEAD, lastSeenAt: null }),
    user('7', 'g.tikhomirov', 'Глеб Тихомиров', { role: 'alert_operator', department: HEAD, active: false, lastSeenAt: '2026-09-02T09:00:00Z' }),
];

export const DEPARTMENTS: Department[] = [
    { ...HEAD, users: 3 },
    { ...MARKETING, users: 3 },
    { ...CENTRE, users: 1 },
];

export const KEYS: Key[] = [
    { id: '1', name: 'CRM', prefix: 'srk_7Hq2', scopes: ['clients:read', 'clients:write'], department: MARKETING, createdAt: '2026-10-01T08:00:00Z', createdBy: 'Сергей Ветров', lastUsedAt: '2026-11-23T13:05:00Z', expiresAt: null },
    { id: '2', name: 'Витрина данных', prefix: 'srk_Lm0z', scopes: ['campaigns:read'], department: HEAD, createdAt: '2026-11-01T08:00:00Z', createdBy: 'Сергей Ветров', lastUsedAt: null, expiresAt: '2026-12-31T20:59:59Z' },
];

const LINK = { token: 'b6Yw0v3xT9', expiresAt: '2026-11-26T13:12:00Z' };

export function usersFake({ users = USERS, departments = DEPARTMENTS, keys = KEYS }: { users?: User[]; departments?: Department[]; keys?: Key[] } = {}): Handlers {
    let people = users;
    let rooms = departments;
    let issued = keys;
    const department = (id: string) => rooms.find((one) => one.id === id) ?? MARKETING;
    const put = (id: string, change: (one: User) => User) => {
        people = people.map((one) => (one.id === id ? change(one) : one));
        return people.find((one) => one.id === id) ?? new Status(404);
    };
    return {
        'GET /users': ({ query }) => {
            const text = (query.get('query') ?? '').toLowerCase();
            const found = people.filter(({ name, login }) => name.toLowerCase().includes(text) || login.includes(text));
            const from = Number(query.get('after') ?? 0);
            return { items: found.slice(from, from + 50), next: from + 50 < found.length ? String(from + 50) : null };
        },
        'POST /users': ({ body }) => {
            const wanted = body;
            if (people.some(({ login }) => login === wanted.login)) {
                return new Status(409, { code: 'login-taken', detail: 'Пользователь с таким именем уже есть.', errors: [{ pointer: '/login', detail: 'Такой логин уже занят. Выберите другой.' }] });
            }
            const { id, name } = department(wanted.departmentId);
            const made = user(String(people.length + 1), wanted.login, wanted.name, { role: wanted.role, department: { id, name }, lastSeenAt: null });
            people = [...people, made];
            return new Status(201, { user: made, link: LINK });
        },
        'PUT /users/:id': ({ params, body }) => {
            const { name, role, departmentId, active } = body;
            if (params.id === '1' && role !== 'administrator') return new Status(409, { code: 'last-administrator', detail: 'Это последний действующий администратор.' });
            const { id, name: room } = department(departmentId);
            return put(params.id, (one) => ({ ...one, name, role, active, department: { id, name: room } }));
        },
        'POST /users/:id/link': () => LINK,
        'POST /users/:id/unlock': ({ params }) => put(params.id, (one) => ({ ...one, lockedUntil: null })),
        'DELETE /users/:id/sessions': () => new Status(204),
        'GET /departments': () => ({ items: rooms }),
        'POST /departments': ({ body }) => {
            const { name } = body;
            if (rooms.some((one) => one.name === name)) return new Status(409, { code: 'department-taken', detail: 'Отдел с таким названием уже есть.' });
            rooms = [...rooms, { id: String(20 + rooms.length), name, users: 0 }];
            return new Status(201, rooms.at(-1));
        },
        'PUT /departments/:id': ({ params, body }) => {
            rooms = rooms.map((one) => (one.id === params.id ? { ...one, name: body.name } : one));
            return rooms.find(({ id }) => id === params.id);
        },
        'GET /api-keys': () => ({ items: issued }),
        'POST /api-keys': ({ body }) => {
            const { name, departmentId, scopes, expiresAt = null } = body;
            const { id, name: room } = department(departmentId);
            const key: Key = { id: '3', name, prefix: 'srk_9aBc', scopes: [...scopes], department: { id, name: room }, createdAt: '2026-11-23T13:12:00Z', createdBy: 'Сергей Ветров', lastUsedAt: null, expiresAt };
            issued = [...issued, key];
            return new Status(201, { key, secret: 'srk_9aBcD3fG5hJ7kL9mN1pQ3rS5tU7vW9xY' });
        },
        'DELETE /api-keys/:id': ({ params }) => {
            issued = issued.filter(({ id }) => id !== params.id);
            return new Status(204);
        },
    };
}
