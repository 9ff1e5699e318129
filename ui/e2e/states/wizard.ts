import { expect } from '@playwright/test';
import { WIDE } from '../browser';
import { OLGA } from '../../test/access/fake';
import { ESTIMATE, FORECAST } from '../../test/audience/fake';
import { forecastOf } from '../../test/server/campaignPart';
import { Status } from '../../test/server/fakeServer';
import { DRAFT, EMPTY, FINISHED, READY } from '../../test/server/scenes';
import type { Check } from '../../src/wizard/api';
import { segmentHandlers } from '../../test/segments/fake';
import { textHandlers } from '../../test/texts/fake';
import { dialog, open, type State } from './state';

const campaigns = [DRAFT, EMPTY, READY];
const base = { campaigns };
/** What the first two steps ask for beside the draft; the lists of what was saved stay those of the draft's own server. */
const beside = Object.fromEntries(
    Object.entries({ ...textHandlers(), ...segmentHandlers() }).filter(([route]) => !/^GET \/(segments|texts)/.test(route) && !route.includes('/audience/')),
);
const whole = { campaigns, handlers: beside };
const heading = /^(Кому отправим|Что напишем|Когда отправим|Что произойдёт|To whom we send|What we write|When we send|What will happen)$/;

/** A check with something in the way and something to be seen. */
const TROUBLED: Check = {
    forecast: forecastOf(13_105),
    items: [
        { code: 'no-connection', level: 'block', text: 'Не включено ни одно подключение: отправлять некому.', step: 'check' },
        { code: 'no-value', level: 'block', text: 'У 95 человек нет бонусов, а в тексте нет замены.', step: 'what' },
        { code: 'night', level: 'warn', text: 'Владивосток получит ночью: там будет 22:00.', step: 'when' },
        { code: 'price', level: 'warn', text: 'Это втрое дороже обычной рассылки отдела.', step: 'when' },
        { code: 'consent', level: 'ok', text: 'Согласие на рекламу есть у всех, кто получит.', step: 'who' },
    ],
    startsAt: '2026-11-23T15:00:00Z',
    finishAt: '2026-11-23T16:50:00Z',
    confirmAbove: 10_000,
    holdSeconds: 30,
};

/** Whoever got nothing from an earlier campaign. */
const REPEAT = { ...DRAFT, segment: null, audience: { kind: 'run' as const, runId: FINISHED.id, states: ['failed' as const, 'uncertain' as const] } };

export const WIZARD_STATES: State[] = [
    { name: 'wizard-left', path: `/campaigns/${DRAFT.id}`, options: base, act: async (page) => expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible() },
    {
        name: 'wizard-read',
        path: `/campaigns/${READY.id}`,
        options: { ...whole, session: OLGA },
        act: async (page) => expect(page.getByText('Согласие на рекламу есть у всех, кто получит.')).toBeVisible(),
    },
    {
        name: 'wizard-refused',
        path: `/campaigns/${EMPTY.id}/who`,
        options: whole,
        act: async (page) => {
            await open(page, /^Дальше/, /^Next/);
            await expect(page.getByText(/^(Сначала скажите|First say)/)).toBeVisible();
        },
    },
    { name: 'wizard-of-run', path: `/campaigns/${REPEAT.id}/who`, options: { campaigns: [REPEAT] }, act: async (page) => expect(page.getByRole('button', { name: /Выбрать других|Choose others/ })).toBeVisible() },
    {
        name: 'wizard-remove',
        path: `/campaigns/${DRAFT.id}/when`,
        options: base,
        act: async (page) => {
            const size = page.viewportSize();
            // A phone has no room for it: there one deletes from the list.
            await page.setViewportSize(WIDE);
            await open(page, /^Удалить черновик$/, /^Delete the draft$/);
            await dialog(page);
            if (size) await page.setViewportSize(size);
        },
    },
    {
        name: 'wizard-pick-segment',
        path: `/campaigns/${DRAFT.id}/who`,
        options: { ...base, handlers: segmentHandlers() },
        act: async (page) => {
            await open(page, /Взять готовый сегмент/, /Take a saved segment/);
            await dialog(page);
        },
    },
    {
        name: 'wizard-save-segment',
        path: `/campaigns/${DRAFT.id}/who`,
        options: { campaigns: [{ ...DRAFT, segment: null, audience: { kind: 'criteria', criteria: {} } }], handlers: segmentHandlers() },
        act: async (page) => {
            await open(page, /Сохранить этот/, /Save this one/);
            await dialog(page);
        },
    },
    {
        name: 'wizard-pick-text',
        path: `/campaigns/${DRAFT.id}/what`,
        options: { ...base, handlers: textHandlers() },
        act: async (page) => {
            await open(page, /^Взять шаблон$/, /^Take a template$/);
            await dialog(page);
        },
    },
    {
        name: 'wizard-save-text',
        path: `/campaigns/${DRAFT.id}/what`,
        options: { ...base, handlers: textHandlers() },
        act: async (page) => {
            await open(page, /^Сохранить как шаблон$/, /^Save as a template$/);
            await dialog(page);
        },
    },
    { name: 'wizard-who-empty', path: `/campaigns/${EMPTY.id}/who`, options: whole, act: async (page) => expect(page.getByRole('button', { name: /Золотые карты/ })).toBeVisible() },
    { name: 'wizard-who', path: `/campaigns/${DRAFT.id}/who`, options: whole, act: async (page) => expect(page.getByText(/13.105/).locator('visible=true').first()).toBeVisible() },
    {
        name: 'wizard-who-counting',
        path: `/campaigns/${DRAFT.id}/who`,
        options: { ...base, handlers: { 'POST /audience/forecast': () => ESTIMATE } },
        act: async (page) => expect(page.getByText(/≈.13.000/).locator('visible=true').first()).toBeVisible(),
    },
    {
        name: 'wizard-forecast-failed',
        path: `/campaigns/${DRAFT.id}/who`,
        options: { ...base, handlers: { 'POST /audience/forecast': () => new Status(503) } },
        act: async (page) => expect(page.getByRole('button', { name: /Посчитать ещё раз|Count again/ })).toBeVisible(),
    },
    {
        name: 'wizard-funnel',
        path: `/campaigns/${DRAFT.id}/who`,
        options: base,
        act: async (page) => {
            await open(page, /получат/, /will get it/);
            await dialog(page);
        },
    },
    { name: 'wizard-what', path: `/campaigns/${DRAFT.id}/what`, options: whole, act: async (page) => expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible() },
    { name: 'wizard-what-empty', path: `/campaigns/${EMPTY.id}/what`, options: whole, act: async (page) => expect(page.getByRole('button', { name: /Бонусы сгорают/ })).toBeVisible() },
    { name: 'wizard-when', path: `/campaigns/${DRAFT.id}/when`, options: base, act: async (page) => expect(page.getByRole('radio').first()).toBeVisible() },
    { name: 'wizard-when-set', path: `/campaigns/${READY.id}/when`, options: base, act: async (page) => expect(page.locator('[type=date]')).toBeVisible() },
    {
        name: 'wizard-when-past',
        path: `/campaigns/${READY.id}/when`,
        options: base,
        act: async (page) => {
            await page.locator('[type=time]').fill('09:00');
            await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
        },
    },
    { name: 'wizard-check', path: `/campaigns/${READY.id}/check`, options: base, act: async (page) => expect(page.getByRole('button', { name: /13.105/ }).last()).toBeVisible() },
    {
        name: 'wizard-check-troubled',
        path: `/campaigns/${READY.id}/check`,
        options: { ...base, handlers: { 'GET /campaigns/:id/check': () => TROUBLED } },
        act: async (page) => {
            await page.getByRole('button', { name: /^(Отправить|Send)/ }).click();
            await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
        },
    },
    { name: 'wizard-check-empty', path: `/campaigns/${EMPTY.id}/check`, options: base, act: async (page) => expect(page.getByText('Не выбрано, кому отправить.')).toBeVisible() },
    {
        name: 'wizard-check-loading',
        path: `/campaigns/${READY.id}/check`,
        options: { ...base, handlers: { 'GET /campaigns/:id/check': () => 'never' } },
        act: async (page) => expect(page.locator('main h1')).toBeVisible(),
    },
    {
        name: 'wizard-check-failed',
        path: `/campaigns/${READY.id}/check`,
        options: { ...base, handlers: { 'GET /campaigns/:id/check': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible(),
    },
    {
        name: 'wizard-launch-refused',
        path: `/campaigns/${READY.id}/check`,
        options: {
            ...base,
            handlers: {
                'GET /campaigns/:id/check': () => ({ ...TROUBLED, forecast: { ...FORECAST, recipients: 20 }, items: [] }),
                'POST /campaigns/:id/runs': () => new Status(409, { code: 'audience-changed', detail: 'Получателей стало другое число. Проверьте ещё раз.' }),
            },
        },
        act: async (page) => {
            await page.getByRole('button', { name: /^(Отправить|Send)/ }).click();
            await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
        },
    },
    {
        name: 'wizard-unsaved',
        path: `/campaigns/${DRAFT.id}/when`,
        options: { ...base, handlers: { 'PUT /campaigns/:id': () => new Status(503) } },
        act: async (page) => {
            await page.getByRole('radio').nth(3).click();
            await expect(page.getByRole('button', { name: /Сохранить ещё раз|Save again/ })).toBeVisible();
        },
    },
    {
        name: 'wizard-conflict',
        path: `/campaigns/${DRAFT.id}/when`,
        options: { ...base, handlers: { 'PUT /campaigns/:id': () => new Status(409, { code: 'campaign-changed', detail: 'Черновик изменили в другом месте.' }) } },
        act: async (page) => {
            await page.getByRole('radio').nth(3).click();
            await dialog(page);
        },
    },
    {
        name: 'wizard-loading',
        path: `/campaigns/${DRAFT.id}/who`,
        options: { ...base, handlers: { 'GET /campaigns/:id': () => 'never' } },
        act: async (page) => expect(page.locator('[aria-busy=true]').first()).toBeVisible(),
    },
    {
        name: 'wizard-failed',
        path: `/campaigns/${DRAFT.id}/who`,
        options: { ...base, handlers: { 'GET /campaigns/:id': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
    { name: 'wizard-missing', path: '/campaigns/404/who', options: base, act: async (page) => expect(page.getByRole('alert')).toBeVisible() },
    {
        name: 'wizard-new-failed',
        path: '/campaigns/new',
        options: { ...base, handlers: { 'POST /campaigns': () => new Status(500) } },
        act: async (page) => expect(page.getByRole('alert')).toBeVisible(),
    },
];
