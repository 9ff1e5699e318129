import { useTranslation } from 'react-i18next';
import type { Preview } from './api';
import css from './Selections.module.css';

/** The beginning of an answer, as the other system gives it. */
export function Rows({ preview }: { preview: Preview }) {
    const { t } = useTranslation();
    const title = t('selections.rows.title');
    if (preview.rows.length === 0) {
        return (
            <p role="status" className={css.hint}>
                {t('selections.rows.none')}
            </p>
        );
    }
    return (
        // What scrolls has to be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <div className={css.scroll} role="region" tabIndex={0} aria-label={title}>
            <table className="ledger" role="table">
                <caption className="sr">{title}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {preview.columns.map(({ name }) => (
                            <th key={name} role="columnheader">
                                {name}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    {preview.rows.map((row, index) => (
                        // Rows as the other system gave them, in its order.
                        // oxlint-disable-next-line react/no-array-index-key
                        <tr key={index} role="row">
                            {row.map((value, cell) => (
                                // oxlint-disable-next-line react/no-array-index-key
                                <td key={cell} role="cell">
                                    {value ?? <span className="muted">{t('selections.rows.empty')}</span>}
                                </td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
