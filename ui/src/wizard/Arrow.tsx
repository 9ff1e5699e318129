/** The arrow of a way back. */
export function Back() {
    return (
        <svg width="14" height="10" viewBox="0 0 14 10" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
            <path d="M5 1 1 5l4 4M1 5h12" />
        </svg>
    );
}

export function Tick() {
    return (
        <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
            <path d="m2.5 7.5 3 3 6-7" />
        </svg>
    );
}

export function Cross() {
    return (
        <svg width="14" height="14" viewBox="0 0 14 14" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
            <path d="m3 3 8 8M11 3l-8 8" />
        </svg>
    );
}
