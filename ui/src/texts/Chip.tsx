import type { ReactNode } from 'react';
import css from './Chip.module.css';
import { Pop } from './Pop';

type Props = { label: string; open: boolean; onToggle: () => void; onClose: () => void; question: ReactNode; children?: ReactNode };

/** A part of a sentence that opens a question. */
export function Chip({ label, open, onToggle, onClose, question, children }: Props) {
    return (
        <span className={css.place}>
            <button type="button" className={css.chip} aria-haspopup="dialog" aria-expanded={open} onClick={onToggle}>
                {children}
            </button>
            {open && (
                <Pop label={label} onClose={onClose}>
                    {question}
                </Pop>
            )}
        </span>
    );
}
