import { expect, type Page } from '@playwright/test';
import { accessFake, SERGEY } from '../../test/access/fake';
import { searchFake } from '../../test/frame/fake';
import { homeFake } from '../../test/home/fake';
import { type Handlers, Status } from '../../test/server/fakeServer';
import { BACK_ON, CLIENTS, FULL, RECEIPTS, RUNNING, source, SOURCES, sourcesFake, type SourcesFake, TABLES, TILL } from '../../test/sources/fake';
import { dialog, open, type State } from './state';

const admin = { ...homeFake(), ...searchFake(), ...accessFake(SERGEY) };
const as = (fake: SourcesFake = {}, handlers: Handlers = {}) => ({ options: { session: SERGEY, handlers: { ...admin, ...sourcesFake(fake), ...handlers } } });
const one = (more: Parameters<typeof source>[2] = {}) => ({ sources: [source('1', 'CRM', more)] });
const heading: State['act'] = async (page) => expect(page.locator('h1')).not.toBeEmpty();
const row: State['act'] = async (page) => expect(page.getByRole('row').nth(1)).toBeVisible();
const busy: State['act'] = async (page) => expect(page.locator('[aria-busy=true]').first()).toBeVisible();
const refused: State['act'] = async (page) => expect(page.getByRole('alert').filter({ hasText: /\S/ }).first()).toBeVisible();
const field = (page: Page, ru: RegExp, en: RegExp) => page.getByLabel(new RegExp(`${ru.source}|${en.source}`)).first();
const submit = (page: Page) => page.locator('form [type=submit]').click();
const reached = async (page: Page) => {
    await field(page, /Какая это система/, /Which system it is/).selectOption('postgresql');
    await page.getByLabel('Сервер').fill('crm.example.com');
    await page.getByLabel('База данных').fill('crm');
    await page.getByLabel('Пользователь').fill('reader');
    await submit(page);
};
const connected = async (page: Page) => {
    await reached(page);
    await field(page, /^Таблица$/, /^Table$/).selectOption('public.clients');
    await expect(page.getByRole('region')).toBeVisible();
};
const till = { sources: [TILL], preview: RECEIPTS };
const ofEvents = async (page: Page) => {
    await reached(page);
    await field(page, /^Одна строка/, /^A row is/).selectOption('purchase');
    await field(page, /^Таблица$/, /^Table$/).selectOption('public.orders');
    await expect(page.getByRole('region')).toBeVisible();
};
const preview = { 'POST /sources/preview': () => 'never' as const };
const unreachable = { 'POST /sources/entities': () => new Status(422, { detail: 'Сервер не отвечает. Проверьте адрес и порт, и открыт ли путь к нему.' }) };

const write = (page: Page) => open(page, /Передавать результаты|Изменить, что передаём/, /Write results back|Change what is written/);

const LISTS: State[] = [
    { name: 'sources', path: '/sources', ...as(), act: row },
    { name: 'sources-empty', path: '/sources', ...as({ sources: [] }), act: heading },
    { name: 'sources-well', path: '/sources', ...as(one()), act: row },
    { name: 'sources-events', path: '/sources', ...as(till), act: row },
    { name: 'sources-practice', path: '/sources', options: { session: { ...SERGEY, practice: true }, handlers: { ...admin, ...sourcesFake() } }, act: row },
    { name: 'sources-loading', path: '/sources', ...as({}, { 'GET /sources': () => 'never' }), act: busy },
    { name: 'sources-failed', path: '/sources', ...as({}, { 'GET /sources': () => new Status(400) }), act: refused },
];

const PAGES: State[] = [
    { name: 'source', path: '/sources/1', ...as(), act: async (page) => expect(page.getByRole('table')).toBeVisible() },
    { name: 'source-never', path: '/sources/3', ...as(), act: async (page) => expect(page.getByRole('button', { name: /Попробовать без записи|Dry run/ })).toBeVisible() },
    { name: 'source-broken', path: '/sources/2', ...as(), act: async (page) => expect(page.getByRole('table')).toBeVisible() },
    { name: 'source-running', path: '/sources/1', ...as(one({ lastRun: RUNNING })), act: async (page) => expect(page.getByRole('progressbar')).toBeVisible() },
    { name: 'source-stopping', path: '/sources/1', ...as({ ...one({ lastRun: { ...RUNNING, stopping: true } }), runs: [] }), act: async (page) => expect(page.getByText(/Останавливаем…|Stopping…/)).toBeVisible() },
    { name: 'source-dry', path: '/sources/1', ...as(one({ lastRun: { ...FULL, id: '902', mode: 'dry' } })), act: async (page) => expect(page.getByRole('table')).toBeVisible() },
    { name: 'source-events', path: '/sources/4', ...as(till), act: async (page) => expect(page.getByText(/Код события|Code of the event/)).toBeVisible() },
    { name: 'source-events-never', path: '/sources/4', ...as({ sources: [{ ...TILL, lastRun: null }] }), act: async (page) => expect(page.getByText(/Код события|Code of the event/)).toBeVisible() },
    { name: 'source-practice', path: '/sources/1', options: { session: { ...SERGEY, practice: true }, handlers: { ...admin, ...sourcesFake() } }, act: async (page) => expect(page.getByRole('table')).toBeVisible() },
    {
        name: 'source-full',
        path: '/sources/1',
        ...as(),
        act: async (page) => {
            await open(page, /Прочитать всё/, /Read everything/);
            await dialog(page);
        },
    },
    {
        name: 'source-delete',
        path: '/sources/1',
        ...as(),
        act: async (page) => {
            await open(page, /Удалить источник/, /Delete the source/);
            await dialog(page);
        },
    },
    {
        name: 'source-refused',
        path: '/sources/1',
        ...as({}, { 'POST /sources/:id/runs': () => new Status(409, { detail: 'Источник сейчас читается. Дождитесь конца или остановите чтение.' }) }),
        act: async (page, server) => {
            await open(page, /Попробовать без записи/, /Dry run/);
            await refused(page, server);
        },
    },
    { name: 'source-back', path: '/sources/1', ...as({ back: BACK_ON }), act: async (page) => expect(page.getByText('public.sms_results')).toBeVisible() },
    { name: 'source-back-broken', path: '/sources/1', ...as({ back: { ...BACK_ON, problem: 'В таблице результатов нет столбцов: at.' } }), act: async (page) => expect(page.getByText('нет столбцов')).toBeVisible() },
    { name: 'source-back-failed', path: '/sources/1', ...as({}, { 'GET /sources/:id/write-back': () => new Status(400) }), act: refused },
    {
        name: 'source-back-new',
        path: '/sources/1',
        ...as(),
        act: async (page) => {
            await write(page);
            await expect(page.locator('form')).toBeVisible();
        },
    },
    {
        name: 'source-back-refused',
        path: '/sources/1',
        ...as(),
        act: async (page) => {
            await write(page);
            for (const box of await page.locator('form').getByRole('checkbox').all()) await box.uncheck();
            await submit(page);
            await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
        },
    },
    {
        name: 'source-back-edit',
        path: '/sources/1',
        ...as({ back: BACK_ON }),
        act: async (page) => {
            await write(page);
            await expect(page.locator('form')).toBeVisible();
        },
    },
    {
        name: 'source-back-end',
        path: '/sources/1',
        ...as({ back: BACK_ON }),
        act: async (page) => {
            await open(page, /Больше не передавать/, /Stop writing back/);
            await dialog(page);
        },
    },
    { name: 'source-loading', path: '/sources/1', ...as({}, { 'GET /sources/:id': () => 'never' }), act: busy },
    { name: 'source-failed', path: '/sources/1', ...as({}, { 'GET /sources/:id': () => new Status(400) }), act: refused },
    { name: 'source-missing', path: '/sources/404', ...as(), act: heading },
    { name: 'source-history-failed', path: '/sources/1', ...as({}, { 'GET /sources/:id/runs': () => new Status(400) }), act: refused },
    { name: 'source-history-loading', path: '/sources/1', ...as({}, { 'GET /sources/:id/runs': () => 'never' }), act: busy },
    { name: 'source-run', path: '/sources/1/runs/895', ...as(), act: row },
    { name: 'source-run-events', path: '/sources/4/runs/896', ...as(till), act: row },
    { name: 'source-run-many', path: '/sources/1/runs/880', ...as({ problems: Array.from({ length: 80 }, (_, index) => ({ key: String(index), column: 'mobile', reason: 'В номере нет цифр.' })), runs: [{ ...FULL, bad: 12_400 }] }), act: row },
    { name: 'source-run-well', path: '/sources/1/runs/870', ...as(), act: heading },
    { name: 'source-run-stopped', path: '/sources/1/runs/860', ...as(), act: heading },
    { name: 'source-run-broken', path: '/sources/2/runs/890', ...as(), act: heading },
    { name: 'source-run-running', path: '/sources/1/runs/900', ...as(one({ lastRun: RUNNING })), act: async (page) => expect(page.getByRole('progressbar')).toBeVisible() },
    { name: 'source-run-loading', path: '/sources/1/runs/895', ...as({}, { 'GET /sources/:id/runs/:run': () => 'never' }), act: busy },
    { name: 'source-run-failed', path: '/sources/1/runs/895', ...as({}, { 'GET /sources/:id/runs/:run': () => new Status(400) }), act: refused },
    { name: 'source-run-bad-failed', path: '/sources/1/runs/895', ...as({}, { 'GET /sources/:id/runs/:run/problems': () => new Status(400) }), act: refused },
    { name: 'source-run-bad-loading', path: '/sources/1/runs/895', ...as({}, { 'GET /sources/:id/runs/:run/problems': () => 'never' }), act: busy },
    { name: 'source-run-missing', path: '/sources/1/runs/404', ...as(), act: heading },
];

const FORMS: State[] = [
    ...['jdbc', 'mariadb', 'postgresql'].map(
        (kind): State => ({
            name: `source-new-${kind}`,
            path: '/sources/new',
            ...as(),
            act: async (page) => {
                await field(page, /Какая это система/, /Which system it is/).selectOption(kind);
            },
        }),
    ),
    {
        name: 'source-new-refused',
        path: '/sources/new',
        ...as(),
        act: async (page) => {
            await field(page, /Какая это система/, /Which system it is/).selectOption('mariadb');
            await submit(page);
            await expect(page.locator('[aria-invalid=true]').first()).toBeVisible();
        },
    },
    {
        name: 'source-new-unreachable',
        path: '/sources/new',
        ...as({}, unreachable),
        act: async (page, server) => {
            await page.getByLabel('Адрес JDBC').fill('jdbc:oracle:thin:@//db.example.com/crm');
            await page.getByLabel('Пользователь').fill('reader');
            await submit(page);
            await refused(page, server);
        },
    },
    { name: 'source-new-table', path: '/sources/new', ...as(), act: connected },
    { name: 'source-new-events', path: '/sources/new', ...as({ preview: RECEIPTS }), act: ofEvents },
    {
        name: 'source-new-events-fields',
        path: '/sources/new',
        ...as({ preview: RECEIPTS }),
        act: async (page) => {
            await ofEvents(page);
            await submit(page);
            await expect(page.getByLabel(/столбца «shop»|column “shop”/)).toBeVisible();
        },
    },
    { name: 'source-edit-events', path: '/sources/4/edit?step=table', ...as(till), act: async (page) => expect(page.getByRole('region')).toBeVisible() },
    {
        name: 'source-edit-events-refused',
        path: '/sources/4/edit?step=fields',
        ...as({ sources: [{ ...TILL, mapping: TILL.mapping.slice(1) }], preview: RECEIPTS }),
        act: async (page) => {
            await expect(page.getByRole('region')).toBeVisible();
            await open(page, /Сохранить/, /Save/);
            await expect(page.getByRole('alert').filter({ hasText: /чьё событие|whose the event/ })).toBeVisible();
        },
    },
    { name: 'source-edit-events-schedule', path: '/sources/4/edit?step=schedule', ...as(till), act: async (page) => expect(page.locator('form')).toBeVisible() },
    { name: 'source-new-tables', path: '/sources/new', ...as({ tables: [...TABLES, ...Array.from({ length: 400 }, (_, index) => `archive.y${index}`)] }), act: connected },
    { name: 'source-new-loading', path: '/sources/new', ...as({}, { 'GET /source-kinds': () => 'never' }), act: busy },
    { name: 'source-new-failed', path: '/sources/new', ...as({}, { 'GET /source-kinds': () => new Status(400) }), act: refused },
    { name: 'source-new-practice', path: '/sources/new', options: { session: { ...SERGEY, practice: true }, handlers: { ...admin, ...sourcesFake() } }, act: heading },
    { name: 'source-edit', path: '/sources/1/edit', ...as(), act: async (page) => expect(page.locator('form')).toBeVisible() },
    {
        name: 'source-edit-secret',
        path: '/sources/1/edit',
        ...as(),
        act: async (page) => {
            await open(page, /Заменить/, /Replace/);
            await expect(page.locator('[type=password]')).toBeVisible();
        },
    },
    { name: 'source-edit-table', path: '/sources/1/edit?step=table', ...as(), act: async (page) => expect(page.getByRole('region')).toBeVisible() },
    { name: 'source-edit-table-none', path: '/sources/1/edit?step=table', ...as({ tables: [], preview: { columns: CLIENTS.columns, rows: [] } }), act: async (page) => expect(page.getByText(/читать нечего|nothing to read/)).toBeVisible() },
    { name: 'source-edit-table-failed', path: '/sources/1/edit?step=table', ...as({}, unreachable), act: refused },
    { name: 'source-edit-fields', path: '/sources/1/edit?step=fields', ...as(), act: async (page) => expect(page.getByRole('region')).toBeVisible() },
    {
        name: 'source-edit-fields-refused',
        path: '/sources/1/edit?step=fields',
        ...as(one({ mapping: [{ column: 'gone', field: 'city', conflict: 'source' }, { column: 'debt', field: 'removed_field', conflict: 'keep' }] })),
        act: async (page) => {
            await expect(page.getByRole('region')).toBeVisible();
            await open(page, /Сохранить/, /Save/);
            await expect(page.getByRole('alert').filter({ hasText: /номер телефона|phone number/ })).toBeVisible();
        },
    },
    { name: 'source-edit-fields-loading', path: '/sources/1/edit?step=fields', ...as({}, preview), act: busy },
    {
        name: 'source-edit-schedule',
        path: '/sources/1/edit?step=schedule',
        ...as(),
        act: async (page) => {
            await page.locator('summary').click();
            await field(page, /ежедневно/, /everything daily/).fill('25:00');
            await submit(page);
            await expect(page.locator('[aria-invalid=true]')).toBeVisible();
        },
    },
    { name: 'source-edit-schedule-full', path: '/sources/3/edit?step=schedule', ...as(), act: async (page) => expect(page.locator('form')).toBeVisible() },
    { name: 'source-edit-running', path: '/sources/1/edit', ...as(one({ lastRun: RUNNING })), act: async (page) => expect(page.locator('form')).toBeVisible() },
    { name: 'source-edit-loading', path: '/sources/1/edit', ...as({}, { 'GET /sources/:id': () => 'never' }), act: busy },
    { name: 'source-edit-failed', path: '/sources/1/edit', ...as({}, { 'GET /fields': () => new Status(400) }), act: refused },
    { name: 'source-edit-missing', path: '/sources/404/edit', ...as({ sources: SOURCES }), act: heading },
];

export const SOURCE_STATES: State[] = [...LISTS, ...PAGES, ...FORMS];
