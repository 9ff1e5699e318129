import { expect, type Page } from '@playwright/test';
// Half the size of what the package gives out by default: it is sent into every page.
import axe from 'axe-core/axe.min.js';
import { SIZES, THEMES, WIDE } from './browser';

/** WCAG 2.2 A and AA, and what axe calls good practice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const COLOURS = ['color-contrast', 'link-in-text-block'];
const RULES = {
    all: { runOnly: { type: 'tag', values: TAGS } },
    /** All that a theme can break in a page that passed in another one. */
    colours: { runOnly: { type: 'rule', values: COLOURS } },
    /** All that a language can. */
    words: { runOnly: { type: 'tag', values: TAGS }, rules: Object.fromEntries(COLOURS.map((rule) => [rule, { enabled: false }])) },
} as const;

/** Nothing may be found. */
export async function accessible(page: Page, where: string, look: keyof typeof RULES = 'all'): Promise<void> {
    if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
    const told = await page.evaluate(
        async (rules) => {
            const inPage = (window as unknown as { axe: typeof axe }).axe;
            const { violations } = await inPage.run(document, { ...rules, resultTypes: ['violations'] } as Parameters<typeof axe.run>[1]);
            return violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`);
        },
        RULES[look],
    );
    expect.soft(told, where).toEqual([]);
}

export async function fits(page: Page, where: string): Promise<void> {
    const [whole, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
    expect.soft(whole, `${where}: scrolls sideways`).toBeLessThanOrEqual(seen);
}

export async function inTheme(page: Page, theme: (typeof THEMES)[number]): Promise<void> {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** Looks at one page in both widths and themes, without leaving it. Ends wide. */
export async function inEveryDress(page: Page, where: string, look: (name: string) => Promise<void>): Promise<void> {
    for (const viewport of Object.values(SIZES)) {
        await page.setViewportSize(viewport);
        for (const theme of THEMES) {
            await inTheme(page, theme);
            await look(`${where} ${theme} ${viewport.width}`);
        }
    }
    await page.setViewportSize(WIDE);
}
