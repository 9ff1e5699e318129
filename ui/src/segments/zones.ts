import { distance } from '@/shared/useZone';

/** Minutes ahead of Greenwich at a moment. */
function ahead(zone: string, at: Date): number {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' }).formatToParts(at);
    const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    return Math.round((Date.UTC(number('year'), number('month') - 1, number('day'), number('hour'), number('minute')) - at.getTime()) / 60_000);
}

/** «Омск, UTC+6» for Asia/Omsk, plain «UTC+3» for a zone without a place; the id itself, where it is no zone that the browser knows. */
export function zoneTitle(language: string, zone: string): string {
    try {
        const now = new Date();
        const said = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' }).formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value ?? zone;
        // «Омск, стандартное время», “Omsk Standard Time”: browsers differ in what they add.
        const place = said.replace(/,.*$/, '').replace(/ (Standard )?Time$/, '');
        const away = distance(ahead(zone, now));
        return place.startsWith('GMT') ? away : `${place}, ${away}`;
    } catch {
        return zone;
    }
}
