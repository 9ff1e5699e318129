import type { FormEvent, ReactNode } from 'react';
import css from './Form.module.css';

/** Class names for a Mantine field with its help beside it. */
export const beside = {
    root: css.root ?? '',
    label: css.label ?? '',
    wrapper: css.wrapper ?? '',
    description: css.description ?? '',
    error: css.error ?? '',
};

/** A form that tells what is wrong itself. In a dialog (`narrow`) its fields stand in one column. */
export function Form({ narrow = false, onSubmit, children }: { narrow?: boolean; onSubmit: () => void; children: ReactNode }) {
    const submit = (event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        const form = event.currentTarget;
        onSubmit();
        // What is lacking may stand far above the button.
        requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
    };
    return (
        <form className={narrow ? css.narrow : css.form} onSubmit={submit} noValidate>
            {children}
        </form>
    );
}

/** What went wrong with the whole form; read out when it comes. */
export function Refusal({ children }: { children: ReactNode }) {
    return (
        <div role="alert" className={css.refusal}>
            {children}
        </div>
    );
}

export function Buttons({ atEnd = false, children }: { atEnd?: boolean; children: ReactNode }) {
    return (
        <div className={css.buttons} data-end={atEnd || undefined}>
            {children}
        </div>
    );
}

/** A yes or no, with a line on what it means. */
export function Check({ label, help, checked, onChange }: { label: string; help?: string | undefined; checked: boolean; onChange: (on: boolean) => void }) {
    return (
        <label className={css.check}>
            <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
            <span>
                {label}
                {help && <small>{help}</small>}
            </span>
        </label>
    );
}
