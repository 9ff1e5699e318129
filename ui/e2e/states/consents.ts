import { expect } from '@playwright/test';
import { SERGEY } from '../../test/access/fake';
import { consentsFake, PROOF } from '../../test/consents/fake';
import { recipientHandlers } from '../../test/recipients/fake';
import { ANNA, Status } from '../../test/server/fakeServer';
import { dialog, open, type State } from './state';

const session = { ...ANNA, role: 'campaign_manager' as const };
const manager = { session, handlers: consentsFake() };
const administrator = { session: SERGEY, handlers: consentsFake() };
const card = { session, handlers: { ...recipientHandlers(), ...consentsFake() } };
const PROVED = '/consents#+79165551840';

export const CONSENT_STATES: State[] = [
    { name: 'recipient-consents', path: '/recipients/1', options: card, act: async (page) => expect(page.getByText(/анкета № 17/)).toBeVisible() },
    {
        name: 'recipient-consents-none',
        path: '/recipients/1',
        options: { session, handlers: { ...card.handlers, ...consentsFake({ records: [] }) } },
        act: async (page) => expect(page.getByText(/Ни согласия, ни отказа|neither consented nor refused/)).toBeVisible(),
    },
    {
        name: 'recipient-consents-failed',
        path: '/recipients/1',
        options: { session, handlers: { ...card.handlers, 'GET /clients/:id/consents': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert').filter({ hasText: /база|database/i })).toBeVisible(),
    },
    {
        name: 'recipient-consent-record',
        path: '/recipients/1',
        options: card,
        act: async (page) => {
            await open(page, /Записать ответ/, /Write down an answer/);
            await dialog(page);
            await page.getByRole('dialog').getByRole('button', { name: /^Записать$|^Write down$/ }).click();
            await expect(page.getByText(/Выберите, что ответил клиент|Choose what the client answered/)).toBeVisible();
        },
    },
    {
        name: 'consents',
        path: '/consents',
        options: administrator,
        act: async (page) => {
            await open(page, /Показать/, /Show/);
            await expect(page.getByText(/Впишите номер целиком|Type the whole number/)).toBeVisible();
        },
    },
    { name: 'consents-proof', path: PROVED, options: manager, act: async (page) => expect(page.getByRole('article')).toBeVisible() },
    {
        name: 'consents-proof-nobody',
        path: PROVED,
        options: { session, handlers: consentsFake({ proof: { ...PROOF, optedOut: false, people: [], silence: [] } }) },
        act: async (page) => expect(page.getByRole('article')).toBeVisible(),
    },
    { name: 'consents-proof-failed', path: PROVED, options: { session, handlers: { ...consentsFake(), 'GET /consents/proof': () => new Status(500) } }, act: async (page) => expect(page.getByRole('alert').filter({ hasText: /база|database/i })).toBeVisible() },
    {
        name: 'consents-import',
        path: '/consents/import',
        options: manager,
        act: async (page) => {
            await page.locator('input[type=file]').setInputFiles({ name: 'consents.csv', mimeType: 'text/csv', buffer: Buffer.from('Телефон;Согласие;Дата\n') });
            await page.getByRole('button', { name: /^Загрузить$|^Import$/ }).click();
            await expect(page.getByRole('table')).toBeVisible();
        },
    },
    {
        name: 'consents-import-refused',
        path: '/consents/import',
        options: manager,
        act: async (page) => {
            await page.getByRole('button', { name: /^Загрузить$|^Import$/ }).click();
            await expect(page.getByText(/Выберите файл|Choose a file/).last()).toBeVisible();
        },
    },
    { name: 'consent-purposes', path: '/consents/purposes', options: administrator, act: async (page) => expect(page.getByText(/в архиве|archived/)).toBeVisible() },
    {
        name: 'consent-purposes-loading',
        path: '/consents/purposes',
        options: { session: SERGEY, handlers: { ...consentsFake(), 'GET /consents/purposes': () => 'never' } },
        act: async (page) => expect(page.locator('ul[aria-busy=true]')).toBeAttached(),
    },
    {
        name: 'consent-purposes-failed',
        path: '/consents/purposes',
        options: { session: SERGEY, handlers: { ...consentsFake(), 'GET /consents/purposes': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    {
        name: 'consent-purpose-new',
        path: '/consents/purposes',
        options: administrator,
        act: async (page) => {
            await open(page, /Добавить цель/, /Add a purpose/);
            await dialog(page);
            await page.getByRole('dialog').getByRole('button', { name: /Сохранить|Save/ }).click();
        },
    },
    {
        name: 'consent-purpose',
        path: '/consents/purposes',
        options: administrator,
        act: async (page) => {
            await open(page, /Изменить цель «Опросы»/, /Change the purpose “Surveys”/);
            await dialog(page);
        },
    },
];
