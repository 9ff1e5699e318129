import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLanguage } from '@/i18n';
import { addressOf, ApiProblem, call, freshKey } from '@/shared/api';
import { formatFor } from '@/shared/useFormat';
import { distance } from '@/shared/useZone';
import { themeManager } from '@/frame/ThemeSync';
import { serve } from './reach';

const ru = formatFor('ru');
const en = formatFor('en');

test('the sums of one table have kopecks in all rows or in none', () => {
    expect([1_200, 43.5].map(ru.sums([1_200, 43.5]))).toEqual(['1\u00a0200,00\u00a0₽', '43,50\u00a0₽']);
    expect([1_200, 43].map(ru.sums([1_200, 43]))).toEqual(['1\u00a0200\u00a0₽', '43\u00a0₽']);
    expect([0, 99.999].map(en.sums([0, 99.999]))).toEqual(['0\u00a0₽', '100\u00a0₽']);
    expect(ru.sums([])(0)).toBe('0\u00a0₽');
});

test('numbers and shares as each language writes them', () => {
    expect(ru.number(13_105)).toBe('13\u00a0105');
    expect(en.number(13_105)).toBe('13,105');
    expect(ru.number(1_120)).toBe('1\u00a0120');
    expect(ru.percent(0.671)).toBe('67\u00a0%');
    expect(en.percent(0.29)).toBe('29%');
});

test('a hundred per cent means all', () => {
    expect(ru.percent(0.99999)).toBe('99\u00a0%');
    expect(ru.percent(1)).toBe('100\u00a0%');
});

test('a time of today is a clock, another day has a date, another year a year', () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 23, 16, 12), toFake: ['Date'] });
    expect(ru.moment(new Date(2026, 10, 23, 15, 0).toISOString())).toBe('15:00');
    expect(ru.moment(new Date(2026, 10, 22, 9, 5).toISOString())).toBe('22 ноября, 09:05');
    expect(en.moment(new Date(2026, 10, 22, 9, 5).toISOString())).toBe('22 November, 09:05');
    expect(ru.moment(new Date(2025, 10, 22, 9, 5).toISOString())).toMatch(/22 ноября 2025/);
});

test('keys are random and of the shape servers expect', () => {
    expect(freshKey()).not.toBe(freshKey());
    expect(freshKey()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('the theme is kept only when it differs from the system’s', () => {
    expect(themeManager.get('auto')).toBe('auto');
    themeManager.set('dark');
    expect(themeManager.get('auto')).toBe('dark');
    themeManager.set('auto');
    expect(localStorage.getItem('soroka.theme')).toBeNull();
    themeManager.set('light');
    themeManager.clear();
    expect(themeManager.get('auto')).toBe('auto');
});

beforeEach(() => startLanguage());
const original = globalThis.fetch;
afterEach(() => {
    globalThis.fetch = original;
});

test('a command fetches the token it lacks, and a refusal keeps the words of the server', async () => {
    const server = await serve();
    await expect(call('POST /runs/:id/pause', { path: { id: '501' } })).resolves.toMatchObject({ id: '501', status: 'paused' });
    expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /session', 'POST /runs/501/pause']);
    const refused = await call('GET /runs/:id', { path: { id: '404' } }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ApiProblem);
    expect(refused).toMatchObject({ status: 404, detail: 'Рассылки с таким номером нет, или она чужого отдела.', retryAfter: null });
});

test('a page of a proxy is no problem document', async () => {
    globalThis.fetch = async () => new Response('<h1>Bad gateway</h1>', { status: 502 });
    await expect(call('GET /campaigns')).rejects.toMatchObject({ status: 502, detail: null, message: 'HTTP 502' });
});

test('an answer that is no JSON is not taken', async () => {
    globalThis.fetch = async () => new Response('<h1>Log in to the network</h1>');
    await expect(call('GET /session')).rejects.toBeInstanceOf(SyntaxError);
});

test('what is not given is left out of an address', () => {
    expect(addressOf('GET /runs/:id/people.csv', { id: '1/2' }, { state: null })).toBe('/api/v1/runs/1%2F2/people.csv');
    expect(addressOf('GET /users', {}, { query: 'А Б', after: '' })).toBe('/api/v1/users?query=%D0%90+%D0%91');
});

test('how far a zone is from Greenwich', () => {
    expect([180, 330, 0, -210].map(distance)).toEqual(['UTC+3', 'UTC+5:30', 'UTC', 'UTC−3:30']);
});
