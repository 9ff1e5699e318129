import type { ReactNode } from 'react';
import css from './Word.module.css';

export type WordTone = 'run' | 'ok' | 'warn' | 'bad' | 'rest' | 'practice' | 'plain';

/** A status: the word says it, the colour only repeats it. */
export function Word({ tone, children }: { tone: WordTone; children: ReactNode }) {
    return (
        <span className={css.word} data-tone={tone}>
            {children}
        </span>
    );
}
