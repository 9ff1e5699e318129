import { type ReactNode, useId } from 'react';
import css from './Wizard.module.css';

type Props = { name: string; checked: boolean; title: string; text: string; onChoose: () => void; children?: ReactNode };

/** One of a few ways, told as a sentence; what it asks for stands under it. */
export function Choice({ name, checked, title, text, onChoose, children }: Props) {
    const id = useId();
    return (
        <div className={css.choice} data-on={checked || undefined}>
            <input type="radio" id={id} name={name} checked={checked} aria-describedby={`${id}-text`} onChange={onChoose} />
            <div>
                <label htmlFor={id}>{title}</label>
                <p id={`${id}-text`}>{text}</p>
                {children}
            </div>
        </div>
    );
}
