import { useEffect, useState } from 'react';

/** The time of this computer in milliseconds, kept up in the given rhythm. */
export function useNow(every: number): number {
    const [now, setNow] = useState(() => Date.now());
    useEffect(() => {
        const clock = setInterval(() => setNow(Date.now()), every);
        return () => clearInterval(clock);
    }, [every]);
    return now;
}
