import { expect, type Page, test } from '@playwright/test';
import { WIDE } from './browser';
import { byKeyboard, byMouse, forbidMouse, LINES, linesOf, MOST_ACTIONS, withoutMouse } from './newSegment';

/** The sentence of a campaign manager's first day, on the server of SOROKA_URL with the sample company: built, counted, looked into. */
const real = process.env.SOROKA_URL;
const login = process.env.SOROKA_LOGIN ?? '';
const password = process.env.SOROKA_PASSWORD ?? '';

test.skip(real === undefined, 'needs a real server with its sample company');
test.describe.configure({ timeout: 120_000 });

const at = (path: string) => (real ?? '').replace(/\/$/, '') + path;

async function begin(page: Page): Promise<void> {
    await page.setViewportSize(WIDE);
    await page.goto(at('/login'));
    await page.locator('[name=login]').fill(login);
    await page.locator('[name=password]').fill(password);
    await page.locator('[name=password]').press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /Анна/ })).toBeVisible();
    await page.goto(at('/segments/new'));
    await expect(page.getByRole('button', { name: 'Добавить условие' })).toBeFocused();
}

/** The exact number of people, five of them with what was asked about, and why the first of them is in. */
async function seen(page: Page): Promise<number> {
    expect(await linesOf(page)).toEqual(LINES);
    await expect(page.getByText(/посчитано точно в/)).toBeVisible({ timeout: 30_000 });
    const numbers = await page.locator('[data-line]').allInnerTexts();
    const left = numbers.map((line) => Number(/([\d\s\u00a0\u202f]+)$/.exec(line.trim())?.[1]?.replace(/\D/g, '')));
    expect(left).toHaveLength(LINES.length);
    expect(left).toEqual(left.toSorted((a, b) => b - a));
    const people = page.getByRole('table', { name: /Пятеро/ }).getByRole('row');
    await expect(people).toHaveCount(6);
    for (const row of await people.all().then((rows) => rows.slice(1))) await expect(row).toContainText(/Казань|Пермь/);
    const name = (await people.nth(1).getByRole('cell').first().innerText()).trim();
    await page.getByRole('searchbox').fill(name);
    const why = page.getByRole('region', { name: /почему|попада/i });
    await expect(why.getByRole('listitem')).toHaveCount(LINES.length);
    return left.at(-1) ?? 0;
}

test('the segment is built by mouse and by keyboard, and both find the same people', async ({ page, browser }) => {
    await begin(page);
    expect(await byMouse(page)).toBeLessThan(MOST_ACTIONS);
    const clicked = await seen(page);
    expect(clicked).toBeGreaterThan(5);

    const other = await browser.newPage();
    await begin(other);
    await forbidMouse(other);
    await other.reload();
    await expect(other.getByRole('button', { name: 'Добавить условие' })).toBeFocused();
    expect(await byKeyboard(other)).toBeLessThan(MOST_ACTIONS);
    expect(await seen(other)).toBe(clicked);
    await withoutMouse(other);
    await other.close();
});
