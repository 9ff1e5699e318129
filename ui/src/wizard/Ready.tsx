import type { ReactNode } from 'react';
import css from './Wizard.module.css';

/** How many are offered at once; the rest are behind «Взять готовый…». */
const OFFERED = 6;

/** Things saved before, one press each. `children` stands at the end of the list. */
export function Ready<T extends { id: string; name: string }>({
    title,
    items,
    onPick,
    about,
    children,
}: {
    title: string;
    items: T[] | undefined;
    onPick: (item: T) => void;
    /** What stands under a name. */
    about?: (item: T) => ReactNode;
    children?: ReactNode;
}) {
    if (!items?.length && children === undefined) return null;
    return (
        <section className={css.ready} aria-labelledby="ready">
            <h2 id="ready">{title}</h2>
            <ul>
                {items?.slice(0, OFFERED).map((item) => (
                    <li key={item.id} data-told={about !== undefined || undefined}>
                        <button type="button" className="act" onClick={() => onPick(item)}>
                            {item.name}
                        </button>
                        {about?.(item)}
                    </li>
                ))}
                {children !== undefined && <li>{children}</li>}
            </ul>
        </section>
    );
}
