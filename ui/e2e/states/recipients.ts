import { expect, type Page } from '@playwright/test';
import { DONE, NO_PHONE, recipientHandlers, RUNNING } from '../../test/recipients/fake';
import { ANNA, Status } from '../../test/server/fakeServer';
import { dialog, open, type State } from './state';

const session = { ...ANNA, role: 'campaign_manager' as const };
const agent = { ...ANNA, role: 'agent' as const };
const manager = { session, handlers: recipientHandlers({ total: 1_912_406 }) };
const heading = async (page: Page) => expect(page.locator('h1')).toBeVisible();
const choose = async (page: Page, content: string) =>
    page.locator('input[type=file]').setInputFiles({ name: 'клиенты-ноябрь.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });

export const RECIPIENT_STATES: State[] = [
    { name: 'recipients', path: '/recipients', options: manager, act: async (page) => expect(page.getByRole('row')).toHaveCount(8) },
    { name: 'recipients-found', path: '/recipients?q=%D0%9F%D0%B5%D1%80%D0%BC', options: manager, act: async (page) => expect(page.getByRole('row')).toHaveCount(2) },
    { name: 'recipients-nobody', path: '/recipients?q=zzz', options: manager, act: async (page) => expect(page.getByText(/«zzz»|“zzz”/)).toBeVisible() },
    { name: 'recipients-empty', path: '/recipients', options: { session, handlers: recipientHandlers({ clients: [] }) }, act: heading },
    {
        name: 'recipients-loading',
        path: '/recipients',
        options: { session, handlers: { ...recipientHandlers(), 'GET /clients': () => 'never' } },
        act: async (page) => expect(page.locator('table')).toHaveAttribute('aria-busy', 'true'),
    },
    {
        name: 'recipients-failed',
        path: '/recipients',
        options: { session, handlers: { ...recipientHandlers(), 'GET /clients': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    { name: 'recipient', path: '/recipients/1', options: manager, act: async (page) => expect(page.getByRole('listitem').nth(3)).toBeVisible() },
    {
        name: 'recipient-opted-out',
        path: '/recipients/1',
        options: {
            session: agent,
            handlers: recipientHandlers({
                card: { name: null, phone: '+7 916 555-18-40', optedOut: true, optOuts: [{ optedOut: true, source: 'ответил СТОП', sourceText: 'ответил СТОП', at: '2026-11-12T10:00:00Z' }], importId: null },
                history: { messages: [], answers: [], suppressed: [] },
            }),
        },
        act: heading,
    },
    {
        name: 'recipient-decide',
        path: '/recipients/1',
        options: { session: agent, handlers: recipientHandlers() },
        act: async (page) => {
            await open(page, /Отписать/, /Opt out/);
            await dialog(page);
        },
    },
    {
        name: 'recipient-loading',
        path: '/recipients/1',
        options: { session, handlers: { ...recipientHandlers(), 'GET /clients/:id': () => 'never' } },
        act: async (page) => expect(page.locator('[aria-busy]').first()).toBeVisible(),
    },
    { name: 'recipient-failed', path: '/recipients/77', options: manager, act: async (page) => expect(page.getByRole('alert')).toBeVisible() },
    { name: 'imports', path: '/imports', options: manager, act: async (page) => expect(page.getByRole('row')).toHaveCount(6) },
    { name: 'imports-empty', path: '/imports', options: { session, handlers: recipientHandlers({ imports: [] }) }, act: heading },
    {
        name: 'imports-loading',
        path: '/imports',
        options: { session, handlers: { ...recipientHandlers(), 'GET /imports': () => 'never' } },
        act: async (page) => expect(page.locator('[aria-busy=true]')).toBeVisible(),
    },
    {
        name: 'imports-failed',
        path: '/imports',
        options: { session, handlers: { ...recipientHandlers(), 'GET /imports': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    {
        name: 'imports-sending',
        path: '/imports',
        options: { session, handlers: { ...recipientHandlers(), 'POST /imports': () => 'never' } },
        act: async (page) => {
            await choose(page, 'Телефон\n89165551840\n');
            await expect(page.getByRole('button', { name: /Прервать|Stop/ })).toBeVisible();
        },
    },
    {
        name: 'imports-refused',
        path: '/imports',
        options: manager,
        act: async (page) => {
            await choose(page, '');
            await expect(page.getByText(/пуст\.|is empty/)).toBeVisible();
        },
    },
    { name: 'import', path: '/imports/32', options: manager, act: async (page) => expect(page.getByRole('table')).toHaveCount(2) },
    { name: 'import-no-phone', path: `/imports/${NO_PHONE.id}`, options: manager, act: async (page) => expect(page.getByRole('alert')).not.toBeEmpty() },
    { name: 'import-running', path: `/imports/${RUNNING.id}`, options: manager, act: async (page) => expect(page.getByRole('progressbar')).toBeVisible() },
    { name: 'import-done', path: `/imports/${DONE.id}`, options: manager, act: async (page) => expect(page.getByRole('table')).toHaveCount(2) },
    {
        name: 'import-undo',
        path: `/imports/${DONE.id}`,
        options: manager,
        act: async (page) => {
            await open(page, /Отменить загрузку/, /Undo this upload/);
            await dialog(page);
        },
    },
    { name: 'import-undone', path: '/imports/28', options: manager, act: heading },
    { name: 'import-broken', path: '/imports/29', options: manager, act: heading },
    {
        name: 'import-loading',
        path: '/imports/32',
        options: { session, handlers: { ...recipientHandlers(), 'GET /imports/:id': () => 'never' } },
        act: async (page) => expect(page.locator('[aria-busy]')).toBeVisible(),
    },
    { name: 'import-failed', path: '/imports/99', options: manager, act: async (page) => expect(page.getByRole('alert')).toBeVisible() },
];
