import css from './Mark.module.css';

const HEAD =
    'M37.6 3C47.2 3 54.2 8 56.2 14.8L64 20L57.4 25C57.4 38.8 49.4 47.6 37.2 47.6C24.2 47.6 15.6 38 15.6 25.6C15.6 12.8 25 3 37.6 3Z';
const BELLY = 'M53.4 28.6C52 38 46 43.6 38 43.6C30.4 43.6 26.6 38.8 28.8 33.8C32.2 26.4 43.6 24.4 53.4 28.6Z';
const TAIL = 'M14.4 32.2C16.6 40.4 22.4 46.8 30.4 49.6L6.4 62.6C2.2 64.8-1.2 61 1.2 57Z';

/** The magpie: ink head and back, white belly, wing-coloured tail. Decoration: the name stands beside it. */
export function Mark({ className = '' }: { className?: string | undefined }) {
    return (
        <svg className={`${css.mark} ${className}`} viewBox="0 0 64 64" aria-hidden="true">
            <path className={css.tail} d={TAIL} />
            <path className={css.ink} d={HEAD} />
            <path className={css.belly} d={BELLY} />
        </svg>
    );
}

/** The head alone, looking left; its tail is what the page draws after it. */
export function MarkHead({ className = '' }: { className?: string | undefined }) {
    return (
        <svg className={`${css.mark} ${className}`} viewBox="0 0 64 52" aria-hidden="true">
            <g transform="matrix(-1 0 0 1 64 0)">
                <path className={css.ink} d={HEAD} />
                <path className={css.belly} d={BELLY} />
            </g>
        </svg>
    );
}
