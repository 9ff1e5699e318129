import { useTranslation } from 'react-i18next';
import type { Preview } from './api';
import css from './Sources.module.css';

type Props = {
    title: string;
    preview: Preview;
    /** Which columns, and what stands above each. */
    columns: readonly { name: string; head: string; under?: string }[];
};

/** Real rows of the other system, as they are there. */
export function Rows({ title, preview, columns }: Props) {
    const { t } = useTranslation();
    const places = columns.map(({ name }) => preview.columns.findIndex((column) => column.name === name));
    return (
        <section className={css.rows}>
            <h3>{title}</h3>
            <p className={css.hint}>{preview.rows.length === 0 ? t('sources.rows.none') : t('sources.rows.real')}</p>
            {preview.rows.length > 0 && (
                // What scrolls has to be reachable by keyboard.
                // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
                <div className={css.scroll} role="region" tabIndex={0} aria-label={title}>
                    <table className="ledger" role="table">
                        <caption className="sr">{title}</caption>
                        <thead role="rowgroup">
                            <tr role="row">
                                {columns.map(({ name, head, under }) => (
                                    <th key={`${name} ${head}`} role="columnheader">
                                        {head}
                                        {under !== undefined && <small>{under}</small>}
                                    </th>
                                ))}
                            </tr>
                        </thead>
                        <tbody role="rowgroup">
                            {preview.rows.map((row, index) => (
                                // Rows as the other system gave them, in its order.
                                // oxlint-disable-next-line react/no-array-index-key
                                <tr key={index} role="row">
                                    {places.map((place, cell) => (
                                        // oxlint-disable-next-line react/no-array-index-key
                                        <td key={cell} role="cell">
                                            {row[place] ?? <span className="muted">{t('sources.rows.empty')}</span>}
                                        </td>
                                    ))}
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            )}
        </section>
    );
}
