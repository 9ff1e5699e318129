import { expect } from '@playwright/test';
import { CAMPAIGNS, FINISHED, PAUSED, PLANNING, RUNNING, STOPPED } from '../../test/server/scenes';
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
    {
        name: 'launch',
        path: '/campaigns',
        act: async (page) => {
            await open(page, /Запустить/, /Launch/);
            await dialog(page);
            await expect(page.getByRole('dialog').getByRole('button', { name: /13.105/ })).toBeVisible();
        },
    },
    {
        name: 'launch-counting',
        path: '/campaigns',
        before: (server) => {
            server.faults.audience = 'never';
        },
        act: async (page) => {
            await open(page, /Запустить/, /Launch/);
            await dialog(page);
        },
    },
    {
        name: 'launch-failed',
        path: '/campaigns',
        before: (server) => {
            server.faults.launch = 500;
        },
        act: async (page) => {
            await open(page, /Повторить/, /Repeat/);
            await page.getByRole('dialog').getByRole('button', { name: /2.324/ }).click();
            await expect(page.getByRole('dialog').getByRole('alert')).not.toBeEmpty();
        },
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
