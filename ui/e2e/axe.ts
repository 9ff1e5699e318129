import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { SIZES, THEMES, WIDE } from './browser';

/** WCAG 2.2 A and AA: nothing may be found. */
export async function accessible(page: Page, where: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze();
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`);
    expect(told, where).toEqual([]);
}

/** Looks at one page in both themes and widths, without leaving it. Ends wide. */
export async function inEveryDress(page: Page, where: string, look: (name: string, width: number) => Promise<void>): Promise<void> {
    for (const viewport of Object.values(SIZES)) {
        await page.setViewportSize(viewport);
        for (const theme of THEMES) {
            await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
            await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
            await look(`${where} ${theme} ${viewport.width}`, viewport.width);
        }
    }
    await page.setViewportSize(WIDE);
}
