import type { CSSProperties } from 'react';
import css from './Tail.module.css';

/** Progress in a list: three feathers, the middle one is exact. `done` is a share of one. Still (grey) when nothing moves. */
export function Tail({ done, still, label }: { done: number; still: boolean; label: string }) {
    return (
        <div
            className={css.tail}
            data-still={still || undefined}
            style={{ '--done': `${(done * 100).toFixed(2)}%` } as CSSProperties}
            role="img"
            aria-label={label}
        >
            {done > 0 && (
                <>
                    <i />
                    <i />
                    <i />
                </>
            )}
        </div>
    );
}
