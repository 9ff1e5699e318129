import { expect } from '@playwright/test';
import { accessFake, GLEB, MARINA, OLGA, PAVEL, SERGEY } from '../../test/access/fake';
import { CATALOGUE, fieldsFake, kindsFake } from '../../test/fields/fake';
import { searchFake } from '../../test/frame/fake';
import { BLANK, HOME, homeFake } from '../../test/home/fake';
import { journalFake } from '../../test/journal/fake';
import { CLOSED, CONNECTIONS, operatorsFake, UNCERTAIN, uncertainFake } from '../../test/operators/fake';
import { ANNA, Status } from '../../test/server/fakeServer';
import { usersFake } from '../../test/users/fake';
import { dialog, open, type State } from './state';

const anna = { ...homeFake(), ...searchFake(), ...accessFake() };
const admin = { ...homeFake(), ...searchFake(), ...accessFake(SERGEY), ...operatorsFake(), ...usersFake(), ...journalFake() };
const heading: State['act'] = async (page) => expect(page.locator('h1')).not.toBeEmpty();
const busy: State['act'] = async (page) => expect(page.locator('[aria-busy=true]').first()).toBeVisible();
const refused: State['act'] = async (page) => expect(page.getByRole('alert').filter({ hasText: /\S/ }).first()).toBeVisible();
const row: State['act'] = async (page) => expect(page.getByRole('row').nth(2)).toBeVisible();
const as = (handlers: object) => ({ options: { session: SERGEY, handlers: { ...admin, ...handlers } } });
const lacking = { 400: () => new Status(400), never: () => 'never' as const };

const NAMESAKES = ['1', '2'].map((id) => ({
    id,
    name: 'Алсу Гарипова',
    phone: '+7 917 204-18-40',
    city: 'Казань',
    product: null,
    optedOut: false,
    updatedAt: '2026-11-20T09:00:00Z',
}));

const HOMES: State[] = [
    { name: 'home', path: '/', options: { handlers: anna }, act: async (page) => expect(page.getByRole('table')).toBeVisible() },
    { name: 'home-first', path: '/', options: { handlers: { ...anna, ...homeFake(BLANK) } }, act: async (page) => expect(page.locator('ol').first()).toBeVisible() },
    { name: 'home-loading', path: '/', options: { handlers: { ...anna, 'GET /home': lacking.never } }, act: busy },
    { name: 'home-failed', path: '/', options: { handlers: { ...anna, 'GET /home': lacking[400] } }, act: refused },
    {
        name: 'home-practice',
        path: '/',
        options: { session: { ...ANNA, practice: true }, handlers: anna },
        act: async (page) => {
            await expect(page.locator('html[data-mode=practice]')).toBeAttached();
            // The frame of practice once filled a phone's whole screen.
            await expect(page.locator('h1')).toBeInViewport();
        },
    },
    {
        name: 'home-administrator',
        path: '/',
        options: {
            session: SERGEY,
            handlers: {
                ...admin,
                ...homeFake({ ...HOME, tasks: [{ kind: 'connection-down', title: '«Вестник» не на связи', detail: 'Сообщения через это подключение ждут. Проверьте его настройки.', campaignId: null, runId: null, connectionId: '1' }] }),
            },
        },
        act: async (page) => expect(page.locator('ul li').filter({ hasText: 'Северсвязь' })).toBeVisible(),
    },
    { name: 'home-approver', path: '/', options: { session: OLGA, handlers: { ...anna, ...homeFake({ ...HOME, tasks: [], drafts: [] }) } }, act: heading },
    { name: 'home-analyst', path: '/', options: { session: PAVEL, handlers: { ...anna, ...homeFake({ ...HOME, tasks: [], drafts: [] }) } }, act: heading },
    { name: 'home-alerts', path: '/', options: { session: GLEB, handlers: anna }, act: heading },
    {
        name: 'home-agent',
        path: '/',
        options: { session: MARINA, handlers: anna },
        act: async (page) => {
            await page.locator('[type=search]').fill('гар');
            await expect(page.getByText('+7 917 204-18-40')).toBeVisible();
        },
    },
    {
        name: 'home-agent-many',
        path: '/',
        options: { session: MARINA, handlers: { ...anna, 'GET /clients': () => ({ items: NAMESAKES, next: '2', total: 87 }) } },
        act: async (page) => {
            await page.locator('[type=search]').fill('гар');
            await expect(page.getByRole('link', { name: /Показать всех|Show all/ })).toBeVisible();
        },
    },
];

const FRAME: State[] = [
    {
        name: 'search-many',
        path: '/help',
        options: { handlers: { ...anna, 'GET /search': () => ({ items: [1, 2, 3, 4, 5].map((id) => ({ kind: 'client' as const, id: String(id), title: 'Алсу Гарипова', hint: 'Казань' })) }) } },
        act: async (page) => {
            await page.keyboard.press('Control+k');
            await page.getByRole('combobox').fill('гар');
            await expect(page.getByRole('option', { name: /Все клиенты|All clients/ })).toBeVisible();
        },
    },
    {
        name: 'search',
        path: '/help',
        options: { handlers: anna },
        act: async (page) => {
            await heading(page, undefined as never);
            await page.keyboard.press('Control+k');
            await dialog(page);
            await page.getByRole('combobox').fill('бонус');
            await expect(page.getByRole('option').nth(2)).toBeVisible();
        },
    },
    {
        name: 'search-pages',
        path: '/help',
        options: { session: SERGEY, handlers: admin },
        act: async (page) => {
            await heading(page, undefined as never);
            await page.keyboard.press('Control+k');
            await dialog(page);
        },
    },
    {
        name: 'search-nothing',
        path: '/help',
        options: { handlers: anna },
        act: async (page) => {
            await heading(page, undefined as never);
            await page.keyboard.press('Control+k');
            await dialog(page);
            await page.getByRole('combobox').fill('ыыы');
            await expect(page.getByText(/Ничего не нашли|Nothing found/)).toBeVisible();
        },
    },
    {
        name: 'line-lost',
        path: '/',
        options: { handlers: anna },
        act: async (page) => {
            await expect(page.getByRole('table')).toBeVisible();
            await page.evaluate(() => window.dispatchEvent(new Event('offline')));
            await expect(page.getByText(/Связь потеряна|Connection lost/)).toBeVisible();
        },
    },
    {
        name: 'own-menu',
        path: '/help',
        options: { session: SERGEY, handlers: admin },
        act: async (page) => {
            const menu = page.getByRole('button', { name: /^(Меню|Menu)$/ });
            const own = page.getByRole('button', { name: /Сергей Ветров/ });
            await expect(menu.or(own).filter({ visible: true })).toBeVisible();
            if (await menu.isVisible()) await menu.click();
            else await own.click();
        },
    },
    { name: 'help', path: '/help', options: { handlers: anna }, act: heading },
    { name: 'help-topic', path: '/help/practice', options: { handlers: anna }, act: async (page) => expect(page.locator('article li').first()).toBeVisible() },
    { name: 'help-missing', path: '/help/nothing', options: { handlers: anna }, act: heading },
];

const ACCESS: State[] = [
    { name: 'setup', path: '/setup#first-token', options: { loggedIn: false, handlers: accessFake() }, act: async (page) => expect(page.locator('[name=company]')).toBeVisible() },
    {
        name: 'setup-refused',
        path: '/setup#other',
        options: { loggedIn: false, handlers: accessFake() },
        act: async (page) => {
            await page.locator('[type=submit]').click();
            await page.locator('[name=company]').fill('Полянка');
            await page.locator('[name=name]').fill('Сергей');
            await page.locator('[name=new-password]').fill('a long password');
            await page.locator('[name=login]').fill('s.vetrov');
            await page.locator('[type=submit]').click();
            await refused(page, undefined as never);
        },
    },
    { name: 'setup-empty', path: '/setup#first-token', options: { loggedIn: false, handlers: accessFake() }, act: async (page) => page.locator('[type=submit]').click() },
    { name: 'setup-over', path: '/setup', options: { loggedIn: false, handlers: accessFake(ANNA, { setup: false }) }, act: heading },
    { name: 'setup-no-token', path: '/setup', options: { loggedIn: false, handlers: accessFake() }, act: heading },
    { name: 'setup-loading', path: '/setup', options: { loggedIn: false, handlers: { 'public GET /setup': lacking.never } }, act: busy },
    { name: 'setup-failed', path: '/setup', options: { loggedIn: false, handlers: { 'public GET /setup': lacking[400] } }, act: refused },
    { name: 'password', path: '/password#good-token', options: { loggedIn: false, handlers: accessFake() }, act: async (page) => expect(page.locator('[name=new-password]')).toBeVisible() },
    { name: 'password-gone', path: '/password#old', options: { loggedIn: false, handlers: accessFake() }, act: heading },
    { name: 'password-loading', path: '/password#slow', options: { loggedIn: false, handlers: { 'public GET /password-links/:token': lacking.never } }, act: busy },
    {
        name: 'password-failed',
        path: '/password#good-token',
        options: { loggedIn: false, handlers: { 'public GET /password-links/:token': () => new Status(500) } },
        act: refused,
    },
    { name: 'profile', path: '/profile', options: { handlers: anna }, act: async (page) => expect(page.getByText(/Chrome, Windows/)).toBeVisible() },
    {
        name: 'profile-refused',
        path: '/profile',
        options: { handlers: anna },
        act: async (page) => {
            await page.locator('[name=phone]').fill('123');
            await page.locator('form').first().locator('[type=submit]').click();
            await page.locator('form').nth(1).locator('[type=submit]').click();
            await expect(page.locator('[name=phone][aria-invalid=true]')).toBeVisible();
        },
    },
    { name: 'profile-devices-failed', path: '/profile', options: { handlers: { ...anna, 'GET /session/devices': lacking[400] } }, act: refused },
];

const OPERATORS: State[] = [
    { name: 'operators', path: '/operators', ...as({}), act: row },
    { name: 'operators-empty', path: '/operators', ...as(operatorsFake([])), act: heading },
    { name: 'operators-halted', path: '/operators', ...as({ 'GET /connections': () => ({ items: CONNECTIONS, halted: true }) }), act: refused },
    { name: 'operators-practice', path: '/operators', options: { session: { ...SERGEY, practice: true }, handlers: { ...admin, ...operatorsFake(CONNECTIONS.slice(-1)) } }, act: heading },
    { name: 'operators-loading', path: '/operators', ...as({ 'GET /connections': lacking.never }), act: busy },
    { name: 'operators-failed', path: '/operators', ...as({ 'GET /connections': lacking[400] }), act: refused },
    { name: 'operator', path: '/operators/1', ...as({}), act: async (page) => expect(page.locator('form').first()).toBeVisible() },
    { name: 'operators-closed', path: '/operators', ...as(operatorsFake(CLOSED)), act: row },
    { name: 'operator-paused', path: '/operators/1', ...as(operatorsFake(CLOSED)), act: async (page) => expect(page.getByRole('button', { name: /Возобновить|Resume/ })).toBeVisible() },
    { name: 'operator-draining', path: '/operators/2', ...as(operatorsFake(CLOSED)), act: async (page) => expect(page.getByRole('button', { name: /Возобновить|Resume/ })).toBeVisible() },
    { name: 'operator-resting', path: '/operators/3', ...as(operatorsFake(CLOSED)), act: async (page) => expect(page.locator('form').first()).toBeVisible() },
    { name: 'operator-spent', path: '/operators/4', ...as(operatorsFake(CLOSED)), act: async (page) => expect(page.locator('form').first()).toBeVisible() },
    {
        name: 'operator-pausing',
        path: '/operators/3',
        ...as({}),
        act: async (page) => {
            await open(page, /Поставить на паузу/, /^Pause/);
            await dialog(page);
        },
    },
    {
        name: 'operator-draining-asked',
        path: '/operators/3',
        ...as({}),
        act: async (page) => {
            await open(page, /Не брать новые/, /Stop new messages/);
            await dialog(page);
        },
    },
    {
        name: 'operator-hours-refused',
        path: '/operators/3',
        ...as(operatorsFake(CLOSED)),
        act: async (page) => {
            const closesAt = page.getByLabel(/Отправляет до|Sends till/);
            await closesAt.fill('');
            await page.locator('[type=submit]').first().click();
            await expect(closesAt).toHaveAttribute('aria-invalid', 'true');
            await closesAt.scrollIntoViewIfNeeded();
        },
    },
    { name: 'operator-practice', path: '/operators/7', ...as({}), act: heading },
    { name: 'operator-loading', path: '/operators/1', ...as({ 'GET /connection-kinds': lacking.never }), act: busy },
    { name: 'operator-failed', path: '/operators/1', ...as({ 'GET /connections': lacking[400] }), act: refused },
    { name: 'operator-missing', path: '/operators/404', ...as({}), act: heading },
    {
        name: 'operator-off',
        path: '/operators/3',
        ...as({}),
        act: async (page) => {
            await open(page, /Выключить/, /Turn off/);
            await dialog(page);
        },
    },
    {
        name: 'operator-tested',
        path: '/operators/3',
        ...as({}),
        act: async (page) => {
            await open(page, /Отправить проверку/, /Send a test/);
            await expect(page.getByText(/Доставлено\.|Delivered\./)).toBeVisible();
        },
    },
    {
        name: 'operator-test-waits',
        path: '/operators/3',
        ...as({ ...operatorsFake(CLOSED), 'GET /test-messages/:id': () => ({ id: '77001', state: 'queued', reason: null, at: '2026-11-23T13:12:04Z' }) }),
        act: async (page) => {
            await open(page, /Отправить проверку/, /Send a test/);
            const told = page.getByText(/Встало в очередь|It is queued/);
            await expect(told).toBeVisible();
            await told.scrollIntoViewIfNeeded();
        },
    },
    { name: 'operator-new', path: '/operators/new', ...as({}), act: async (page) => expect(page.locator('form')).toBeVisible() },
    {
        name: 'operator-more',
        path: '/operators/new',
        ...as({}),
        act: async (page) => {
            await page.locator('summary').click();
            await expect(page.locator('textarea')).toBeVisible();
        },
    },
    {
        name: 'operator-new-refused',
        path: '/operators/new',
        ...as({}),
        act: async (page) => {
            await page.locator('[type=submit]').click();
            await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
        },
    },
];

const choosing: State['act'] = async (page) => {
    await page.getByRole('checkbox').nth(1).check();
    await page.getByRole('checkbox').first().check();
    await open(page, /Решить о 2/, /Decide about 2/);
    await dialog(page);
};
const deciding: State['act'] = async (page) => {
    await open(page, /Решить обо всех/, /Decide about all/);
    await dialog(page);
    await page.getByRole('radio').first().check();
    await page.getByRole('dialog').locator('[type=submit]').click();
};
const many = Array.from({ length: 50 }, (_, index) => UNCERTAIN.slice(0, 4).map((one) => ({ ...one, id: `${one.id}${index}` }))).flat();

const UNCERTAINS: State[] = [
    { name: 'uncertain', path: '/operators/uncertain', ...as({}), act: row },
    { name: 'uncertain-none', path: '/operators/uncertain', ...as(uncertainFake([])), act: heading },
    { name: 'uncertain-none-of-run', path: '/operators/uncertain?run=404', ...as({}), act: heading },
    { name: 'uncertain-group', path: '/operators/uncertain?connection=2&messageClass=advertising', ...as({}), act: row },
    { name: 'uncertain-all-decided', path: '/operators/uncertain', ...as(uncertainFake(UNCERTAIN.slice(-1))), act: async (page) => expect(page.getByRole('row').nth(1)).toBeVisible() },
    {
        name: 'uncertain-many',
        path: '/operators/uncertain',
        ...as({ ...uncertainFake(many), 'GET /uncertain': () => ({ items: many.slice(0, 50), next: '9' }) }),
        act: async (page) => expect(page.getByRole('button', { name: /Показать ещё|Show more/ })).toBeVisible(),
    },
    { name: 'uncertain-loading', path: '/operators/uncertain', ...as({ 'GET /uncertain': lacking.never }), act: busy },
    { name: 'uncertain-counting', path: '/operators/uncertain', ...as({ 'GET /uncertain/summary': lacking.never }), act: busy },
    { name: 'uncertain-failed', path: '/operators/uncertain', ...as({ 'GET /uncertain': lacking[400] }), act: refused },
    { name: 'uncertain-no-right', path: '/operators/uncertain', ...as({ 'GET /uncertain/summary': () => new Status(403, { code: 'forbidden', detail: 'Для этого у вас нет прав.' }) }), act: refused },
    { name: 'uncertain-deciding', path: '/operators/uncertain', ...as({}), act: choosing },
    {
        name: 'uncertain-nothing-chosen',
        path: '/operators/uncertain',
        ...as({}),
        act: async (page, server) => {
            await choosing(page, server);
            await page.getByRole('dialog').locator('[type=submit]').click();
            await refused(page, server);
        },
    },
    {
        name: 'uncertain-busy',
        path: '/operators/uncertain',
        ...as({ 'POST /uncertain/decisions': lacking.never }),
        act: async (page, server) => {
            await deciding(page, server);
            await expect(page.getByText(/Записываем…|Writing down…/)).toBeVisible();
        },
    },
    {
        name: 'uncertain-decided',
        path: '/operators/uncertain',
        ...as(uncertainFake(UNCERTAIN, [], { gone: 2, stopped: 1, forbidden: 1, later: 1 })),
        act: async (page, server) => {
            await deciding(page, server);
            await expect(page.getByText(/Решено: 4|Decided: 4/)).toBeVisible();
            await expect(page.getByRole('dialog')).toBeHidden();
        },
    },
    {
        name: 'uncertain-conflict',
        path: '/operators/uncertain',
        ...as({ 'POST /uncertain/decisions': () => new Status(409, { code: 'uncertain-more', detail: 'Пока вы решали, их стало 5 вместо 4. Ничего не сделано: посмотрите на новые и решите ещё раз.' }) }),
        act: async (page, server) => {
            await deciding(page, server);
            await refused(page, server);
        },
    },
];

const USERS: State[] = [
    { name: 'users', path: '/users', ...as({}), act: row },
    { name: 'users-nobody', path: '/users?query=nobody', ...as({}), act: heading },
    { name: 'users-loading', path: '/users', ...as({ 'GET /users': lacking.never }), act: busy },
    { name: 'users-failed', path: '/users', ...as({ 'GET /users': lacking[400] }), act: refused },
    {
        name: 'user',
        path: '/users',
        ...as({}),
        act: async (page) => {
            await open(page, /Денис Рябов/, /Денис Рябов/);
            await dialog(page);
        },
    },
    {
        name: 'user-invite',
        path: '/users',
        ...as({}),
        act: async (page) => {
            await open(page, /Пригласить человека/, /Invite a person/);
            await dialog(page);
            await page.getByRole('dialog').locator('[type=submit]').click();
        },
    },
    {
        name: 'user-link',
        path: '/users',
        ...as({}),
        act: async (page) => {
            await open(page, /Денис Рябов/, /Денис Рябов/);
            await dialog(page);
            await open(page, /Сделать ссылку/, /Make a link/);
            await expect(page.getByRole('dialog').locator('input[readonly]')).toBeVisible();
        },
    },
    {
        name: 'fields',
        path: '/fields',
        ...as(fieldsFake()),
        act: async (page) => expect(page.getByText('old_code')).toBeVisible(),
    },
    { name: 'fields-none', path: '/fields', ...as(fieldsFake(CATALOGUE.filter(({ standard }) => standard))), act: row },
    {
        name: 'field-new',
        path: '/fields',
        ...as(fieldsFake()),
        act: async (page) => {
            await open(page, /Добавить поле/, /Add a field/);
            await dialog(page);
            await page.getByRole('dialog').locator('select').first().selectOption('many_of');
            await page.getByRole('dialog').locator('input[type=checkbox]').first().check();
            await page.getByRole('dialog').locator('button[type=submit]').click();
            await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
        },
    },
    {
        name: 'field-standard',
        path: '/fields',
        ...as(fieldsFake()),
        act: async (page) => {
            await open(page, /Город/, /City/);
            await dialog(page);
        },
    },
    {
        name: 'field-archived',
        path: '/fields',
        ...as(fieldsFake()),
        act: async (page) => {
            await open(page, /Старый код/, /Old code/);
            await dialog(page);
            await open(page, /Удалить со значениями/, /Remove with its values/);
        },
    },
    { name: 'fields-loading', path: '/fields', ...as({ 'GET /field-catalogue': lacking.never }), act: busy },
    { name: 'fields-failed', path: '/fields', ...as({ 'GET /field-catalogue': lacking[400] }), act: refused },
    { name: 'event-kinds', path: '/fields/events', ...as(kindsFake()), act: row },
    { name: 'event-kinds-none', path: '/fields/events', ...as(kindsFake([])), act: heading },
    {
        name: 'event-kind-new',
        path: '/fields/events',
        ...as(kindsFake()),
        act: async (page) => {
            await open(page, /Добавить вид/, /Add a kind/);
            await dialog(page);
            await open(page, /Ещё свойство/, /One more property/);
            await page.getByRole('dialog').locator('button[type=submit]').click();
            await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
        },
    },
    {
        name: 'event-kind',
        path: '/fields/events',
        ...as(kindsFake()),
        act: async (page) => {
            await open(page, /Покупка/, /Purchase/);
            await dialog(page);
        },
    },
    { name: 'event-kinds-loading', path: '/fields/events', ...as({ 'GET /event-kinds': lacking.never }), act: busy },
    { name: 'event-kinds-failed', path: '/fields/events', ...as({ 'GET /event-kinds': lacking[400] }), act: refused },
    { name: 'departments', path: '/users/departments', ...as({}), act: async (page) => expect(page.getByText('Контакт-центр')).toBeVisible() },
    {
        name: 'department-new',
        path: '/users/departments',
        ...as({}),
        act: async (page) => {
            await open(page, /Добавить отдел/, /Add a department/);
            await dialog(page);
        },
    },
    {
        name: 'department-rename',
        path: '/users/departments',
        ...as({}),
        act: async (page) => {
            await open(page, /Переименовать/, /Rename/);
            await dialog(page);
        },
    },
    { name: 'departments-loading', path: '/users/departments', ...as({ 'GET /departments': lacking.never }), act: busy },
    { name: 'departments-failed', path: '/users/departments', ...as({ 'GET /departments': lacking[400] }), act: refused },
    { name: 'keys', path: '/users/keys', ...as({}), act: async (page) => expect(page.getByText('CRM')).toBeVisible() },
    { name: 'keys-empty', path: '/users/keys', ...as(usersFake({ keys: [] })), act: heading },
    { name: 'keys-loading', path: '/users/keys', ...as({ 'GET /api-keys': lacking.never }), act: busy },
    { name: 'keys-failed', path: '/users/keys', ...as({ 'GET /api-keys': lacking[400] }), act: refused },
    {
        name: 'key-new',
        path: '/users/keys',
        ...as({}),
        act: async (page) => {
            await open(page, /Выпустить ключ/, /Issue a key/);
            await dialog(page);
        },
    },
    {
        name: 'key-made',
        path: '/users/keys',
        ...as({}),
        act: async (page) => {
            await open(page, /Выпустить ключ/, /Issue a key/);
            await dialog(page);
            const box = page.getByRole('dialog');
            await box.locator('input').first().fill('CRM 2');
            await box.locator('select').selectOption('7');
            await box.locator('[type=checkbox]').first().check();
            await box.locator('[type=submit]').click();
            await expect(box.locator('input[readonly]')).toBeVisible();
        },
    },
    {
        name: 'key-revoke',
        path: '/users/keys',
        ...as({}),
        act: async (page) => {
            await open(page, /Отозвать ключ/, /Revoke the key/);
            await dialog(page);
        },
    },
];

const JOURNAL: State[] = [
    {
        name: 'journal',
        path: '/journal',
        ...as({}),
        act: async (page) => {
            await page.getByRole('button', { name: /Подробнее|Details/ }).nth(1).click();
            await expect(page.locator('dl').first()).toBeVisible();
        },
    },
    { name: 'journal-filtered', path: '/journal?object=client:3001', ...as({}), act: async (page) => expect(page.locator('ol li').first()).toBeVisible() },
    { name: 'journal-nothing', path: '/journal?action=text.deleted', ...as({}), act: heading },
    { name: 'journal-empty', path: '/journal', ...as(journalFake([])), act: heading },
    { name: 'journal-loading', path: '/journal', ...as({ 'GET /audit': lacking.never }), act: busy },
    { name: 'journal-failed', path: '/journal', ...as({ 'GET /audit': lacking[400] }), act: refused },
];

/** The frame and what it leads to: home by role, the door's other pages, operators, users, journal, help. */
export const FRAME_STATES: State[] = [...HOMES, ...FRAME, ...ACCESS, ...OPERATORS, ...UNCERTAINS, ...USERS, ...JOURNAL];
