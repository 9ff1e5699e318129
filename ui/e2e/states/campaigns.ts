import { expect } from '@playwright/test';
import { OLGA } from '../../test/access/fake';
import { Status } from '../../test/server/fakeServer';
import { CAMPAIGNS, CANCELLED, DRAFT, FINISHED, HELD, PAUSED, PLANNING, RUNNING, SCHEDULED, STOPPED } from '../../test/server/scenes';
import { dialog, open, type State } from './state';

export const CAMPAIGN_STATES: State[] = [
    { name: 'login', path: '/login', options: { loggedIn: false } },
    {
        name: 'login-refused',
        path: '/login',
        options: { loggedIn: false },
        act: async (page) => {
            await page.locator('[name=login]').fill('a.soloveva');
            await page.locator('[name=password]').fill('wrong');
            await page.locator('[type=submit]').click();
            await expect(page.getByRole('alert')).not.toBeEmpty();
        },
    },
    { name: 'campaigns', path: '/campaigns', act: async (page) => expect(page.getByRole('row')).toHaveCount(CAMPAIGNS.length + 1) },
    { name: 'campaigns-empty', path: '/campaigns', options: { campaigns: [] }, act: async (page) => expect(page.locator('h1')).toBeVisible() },
    {
        name: 'campaigns-loading',
        path: '/campaigns',
        before: (server) => {
            server.faults.campaigns = 'never';
        },
        act: async (page) => expect(page.locator('table')).toHaveAttribute('aria-busy', 'true'),
    },
    {
        name: 'campaigns-failed',
        path: '/campaigns',
        before: (server) => {
            server.faults.campaigns = 500;
        },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    { name: 'campaigns-over', path: '/campaigns?state=over', act: async (page) => expect(page.getByRole('row').nth(1)).toBeVisible() },
    {
        name: 'campaigns-none-planned',
        path: '/campaigns?state=planned',
        options: { campaigns: [DRAFT] },
        act: async (page) => expect(page.getByText(/По плану ничего нет|Nothing is planned/)).toBeVisible(),
    },
    {
        name: 'campaigns-repeat-failed',
        path: '/campaigns',
        options: { handlers: { 'POST /campaigns/:id/clone': () => new Status(500) } },
        act: async (page) => {
            await open(page, /Повторить/, /Repeat/);
            await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
        },
    },
    {
        name: 'campaign-remove',
        path: '/campaigns?state=draft',
        act: async (page) => {
            await open(page, /Удалить «/, /Delete “/);
            await dialog(page);
        },
    },
    {
        name: 'campaign-removed',
        path: '/campaigns?state=draft',
        act: async (page) => {
            await open(page, /Удалить «/, /Delete “/);
            await dialog(page);
            await open(page, /^Удалить черновик$/, /^Delete the draft$/);
            await expect(page.getByText(/ удалён\.| is deleted\./)).toBeVisible();
            await expect(page.getByRole('dialog')).toBeHidden();
        },
    },
    { name: 'run-read', path: `/runs/${RUNNING.id}`, options: { session: OLGA }, act: async (page) => expect(page.getByRole('progressbar')).toBeVisible() },
    { name: 'run-held-read', path: `/runs/${HELD.id}`, options: { session: OLGA }, act: async (page) => expect(page.getByText(/ещё можно отменить|can still be cancelled/)).toBeVisible() },
    { name: 'reports', path: '/reports', act: async (page) => expect(page.getByRole('row').nth(1)).toBeVisible() },
    { name: 'reports-empty', path: '/reports', options: { campaigns: [DRAFT] }, act: async (page) => expect(page.locator('h1')).toBeVisible() },
    { name: 'run-held', path: `/runs/${HELD.id}`, act: async (page) => expect(page.getByRole('button', { name: /Отменить|Cancel/ })).toBeVisible() },
    { name: 'run-scheduled', path: `/runs/${SCHEDULED.id}`, act: async (page) => expect(page.getByRole('button', { name: /Отменить|Cancel/ })).toBeVisible() },
    {
        name: 'run-cancelled',
        path: `/runs/${SCHEDULED.id}`,
        before: (server) => {
            server.change(SCHEDULED.id, { ...CANCELLED, id: SCHEDULED.id });
        },
        act: async (page) => expect(page.getByRole('link', { name: /Открыть черновик|Open the draft/ })).toBeVisible(),
    },
    {
        name: 'run-answers',
        path: `/runs/${RUNNING.id}`,
        act: async (page) => {
            await open(page, /Прочитать ответы/, /Read the replies/);
            await dialog(page);
            await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible();
        },
    },
    {
        name: 'run-beside-failed',
        path: `/runs/${RUNNING.id}`,
        options: { handlers: { 'GET /runs/:id/zones': () => new Status(500), 'GET /runs/:id/failures': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert').filter({ hasText: /./ })).toHaveCount(2),
    },
    { name: 'people', path: `/runs/${RUNNING.id}/people`, act: async (page) => expect(page.getByRole('row').nth(2)).toBeVisible() },
    { name: 'people-failed-ones', path: `/runs/${RUNNING.id}/people?state=failed`, act: async (page) => expect(page.getByRole('row').nth(2)).toBeVisible() },
    { name: 'people-none', path: `/runs/${RUNNING.id}/people?state=cancelled`, act: async (page) => expect(page.getByText(/Таких людей здесь нет|There is nobody here/)).toBeVisible() },
    {
        name: 'people-attempts',
        path: `/runs/${RUNNING.id}/people`,
        act: async (page) => {
            await open(page, /Попытки/, /Attempts/);
            await expect(page.getByText(/ESME_RTHROTTLED/)).toBeVisible();
        },
    },
    {
        name: 'people-attempts-loading',
        path: `/runs/${RUNNING.id}/people`,
        options: { handlers: { 'GET /messages/:id/attempts': () => 'never' } },
        act: async (page) => {
            await open(page, /Попытки/, /Attempts/);
            await expect(page.locator('[aria-busy=true]').first()).toBeVisible();
        },
    },
    {
        name: 'people-attempts-failed',
        path: `/runs/${RUNNING.id}/people`,
        options: { handlers: { 'GET /messages/:id/attempts': () => new Status(500) } },
        act: async (page) => {
            await open(page, /Попытки/, /Attempts/);
            await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toBeVisible();
        },
    },
    {
        name: 'people-loading',
        path: `/runs/${RUNNING.id}/people`,
        options: { handlers: { 'GET /runs/:id/people': () => 'never' } },
        act: async (page) => expect(page.locator('table')).toHaveAttribute('aria-busy', 'true'),
    },
    {
        name: 'people-failed',
        path: `/runs/${RUNNING.id}/people`,
        options: { handlers: { 'GET /runs/:id/people': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('button', { name: /Попробовать|Try/ })).toBeVisible(),
    },
    {
        name: 'report',
        path: `/runs/${FINISHED.id}/report`,
        act: async (page) => {
            const chart = page.getByRole('img');
            await expect(chart).toBeVisible();
            const cut = await chart.evaluate((svg) => {
                const { left, right } = svg.getBoundingClientRect();
                const words = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
                return words.filter(({ box }) => box.left < left || box.right > right).map(({ text }) => text);
            });
            expect(cut).toEqual([]);
        },
    },
    {
        name: 'report-table',
        path: `/runs/${FINISHED.id}/report`,
        act: async (page) => {
            await open(page, /Таблицей/, /As a table/);
            await expect(page.locator('figure table')).toBeVisible();
        },
    },
    {
        name: 'report-loading',
        path: `/runs/${FINISHED.id}/report`,
        options: { handlers: { 'GET /runs/:id/report': () => 'never' } },
        act: async (page) => expect(page.locator('[aria-busy=true]')).toBeVisible(),
    },
    {
        name: 'report-failed',
        path: `/runs/${FINISHED.id}/report`,
        options: { handlers: { 'GET /runs/:id/report': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    { name: 'run', path: `/runs/${RUNNING.id}`, act: async (page) => expect(page.getByRole('progressbar')).toBeVisible() },
    { name: 'run-planning', path: `/runs/${PLANNING.id}`, act: async (page) => expect(page.getByRole('progressbar')).toBeVisible() },
    { name: 'run-paused', path: `/runs/${PAUSED.id}`, act: async (page) => expect(page.getByRole('progressbar')).toBeVisible() },
    { name: 'run-finished', path: `/runs/${FINISHED.id}`, act: async (page) => expect(page.getByRole('progressbar')).toBeVisible() },
    { name: 'run-stopped', path: `/runs/${STOPPED.id}`, act: async (page) => expect(page.getByRole('progressbar')).toBeVisible() },
    {
        name: 'run-stop-dialog',
        path: `/runs/${RUNNING.id}`,
        act: async (page) => {
            await open(page, /Остановить/, /Stop/);
            await dialog(page);
        },
    },
    {
        name: 'run-lost',
        path: `/runs/${RUNNING.id}`,
        act: async (page, server) => {
            await expect.poll(() => server.listening(RUNNING.id)).toBeGreaterThan(0);
            server.faults.events = true;
            server.cut();
            await expect(page.locator('[role=status] p')).toBeVisible();
        },
    },
    {
        name: 'run-loading',
        path: `/runs/${RUNNING.id}`,
        before: (server) => {
            server.faults.run = 'never';
        },
        act: async (page) => expect(page.locator('[aria-busy=true]')).toBeVisible(),
    },
    {
        name: 'run-failed',
        path: `/runs/${RUNNING.id}`,
        before: (server) => {
            server.faults.run = 500;
        },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    { name: 'run-missing', path: '/runs/404', act: async (page) => expect(page.getByRole('alert')).toBeVisible() },
    { name: 'nowhere', path: '/no/such/page', act: async (page) => expect(page.locator('h1')).toBeVisible() },
    {
        name: 'menu',
        path: '/campaigns',
        act: async (page) => {
            await expect(page.getByRole('row')).toHaveCount(CAMPAIGNS.length + 1);
            const menu = page.getByRole('button', { name: /^(Меню|Menu)$/ });
            if (await menu.isVisible()) await menu.click();
        },
    },
];
