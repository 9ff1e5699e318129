import type { Forecast } from '@/audience';
import { capacityOf } from './parts';
import { type Example, longestOf } from './usePreview';

/** The figures under the field. `fewest` and `most` parts a person; null where nothing is known yet. */
export type Cost = {
    fewest: number;
    most: number;
    groups: { parts: number; people: number }[];
    size: number;
    capacity: number;
    /** Some people need a part more than the others. */
    over: boolean;
    recipients: number | null;
    perPerson: number | null;
    total: number | null;
};

/** Money and people are the server's; how long the text is, is counted here while one types. */
export function costOf(examples: Example[], forecast: Forecast | null, fresh: boolean): Cost {
    const longest = longestOf(examples);
    const groups = fresh ? (forecast?.partsPerPerson ?? []).filter(({ people }) => people > 0).toSorted((one, other) => one.parts - other.parts) : [];
    const counted = [...groups.map(({ parts }) => parts), ...examples.map(({ size }) => size.parts)];
    const fewest = Math.min(...counted);
    const most = Math.max(...counted);
    const { alphabet = 'unicode', size = 0 } = longest?.size ?? {};
    const recipients = forecast && forecast.recipients > 0 ? forecast.recipients : null;
    const total = forecast?.price ?? null;
    return {
        fewest,
        most,
        groups,
        size,
        capacity: capacityOf(alphabet, fewest),
        over: most > fewest,
        recipients,
        perPerson: total !== null && recipients !== null ? total / recipients : null,
        total,
    };
}

/** What the text would cost if everybody needed this many parts, at the prices of the forecast. */
export function priceOf(parts: number, forecast: Forecast | null): number | null {
    if (!forecast?.price || !forecast.parts) return null;
    return (forecast.price / forecast.parts) * parts * forecast.recipients;
}

/** People whose text spills over the fewest parts, and what that costs; null when nobody's does. */
export function spill(cost: Cost, forecast: Forecast | null): { people: number; price: number } | null {
    if (!forecast?.price || !forecast.parts) return null;
    const unit = forecast.price / forecast.parts;
    const over = cost.groups.filter(({ parts }) => parts > cost.fewest);
    const people = over.reduce((sum, one) => sum + one.people, 0);
    return people === 0 ? null : { people, price: over.reduce((sum, one) => sum + (one.parts - cost.fewest) * one.people * unit, 0) };
}
