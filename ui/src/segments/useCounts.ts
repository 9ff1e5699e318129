import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { type Count, countQuery } from './api';
import type { Criteria } from './criteria';

/** Whoever ticks one box after another is not counted after each. */
const CALM = 200;

export type Counts = {
    count: Count | null;
    /** The numbers are exact and belong to the sentence as it stands. */
    exact: boolean;
    /** So are those of all lines, not only of the last one. */
    linesExact: boolean;
    /** The numbers belong to an earlier sentence: they stand until the next come. */
    stale: boolean;
    failed: unknown;
    retry: () => void;
};

/** Of a large company only the number itself is counted: its lines stay as they were estimated. */
function together(exact?: Count, estimate?: Count): Count | null {
    if (exact === undefined) return estimate ?? null;
    if (exact.lines.length > 0 || estimate === undefined) return exact;
    return { ...exact, lines: estimate.lines.map((line, index) => (index === estimate.lines.length - 1 ? { ...line, after: exact.found } : line)) };
}

/** Counts a sentence: an estimate at once, the exact number after it. What is asked no longer is broken off. */
export function useCounts(criteria: Criteria): Counts {
    const asked = JSON.stringify(criteria);
    const [calm] = useDebouncedValue(asked, CALM);
    const estimate = useQuery(countQuery(calm, true));
    // A small department is counted at once; where the estimate fails the exact count may still do.
    const wanted = estimate.isError || estimate.data?.exact === false;
    const exact = useQuery({ ...countQuery(calm, false), enabled: wanted });
    const fresh = useMemo(() => together(exact.data, estimate.data), [exact.data, estimate.data]);
    const [kept, keep] = useState<Count | null>(null);
    if (fresh !== null && fresh !== kept) keep(fresh);
    const stale = calm !== asked || fresh === null;
    return {
        count: fresh ?? kept,
        exact: fresh?.exact === true && !stale,
        linesExact: fresh?.exact === true && !stale && (estimate.data?.exact === true || exact.data?.lines.length !== 0),
        stale,
        failed: calm === asked && fresh === null ? exact.error : null,
        retry: () => void exact.refetch(),
    };
}
