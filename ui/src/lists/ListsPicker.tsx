import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import type { ClientList } from './api';
import css from './Lists.module.css';

type Props = { legend: string; lists: readonly ClientList[] | undefined; chosen: readonly string[]; onChosen: (chosen: readonly string[]) => void; error: string | null };

/** Lists to put together, each with how many are on it. */
export function ListsPicker({ legend, lists, chosen, onChosen, error }: Props) {
    const { t } = useTranslation();
    const format = useFormat();
    const id = useId();
    return (
        <fieldset className={css.picker} aria-describedby={error === null ? undefined : id}>
            <legend>{legend}</legend>
            {lists?.length === 0 && <p className="muted">{t('lists.form.nothing')}</p>}
            {lists?.map((one) => (
                <label key={one.id}>
                    <input type="checkbox" checked={chosen.includes(one.id)} onChange={(event) => onChosen(event.currentTarget.checked ? [...chosen, one.id] : chosen.filter((other) => other !== one.id))} />
                    <span>
                        {one.name} <span className="muted n">{format.number(one.members)}</span>
                    </span>
                </label>
            ))}
            <p id={id} role="alert" className={css.wrong}>
                {error}
            </p>
        </fieldset>
    );
}
