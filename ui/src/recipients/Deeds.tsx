import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { deedsQuery } from './api';
import css from './Told.module.css';

/** What a client did lately, as other systems tell it; nothing where none does. */
export function Deeds({ id }: { id: string }) {
    const { t, i18n } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const { data, error, refetch } = useQuery(deedsQuery(id, i18n.language));
    if (error && !data) {
        // Some roles see the card without it.
        if (error instanceof ApiProblem && (error.status === 403 || error.status === 404)) return null;
        return (
            <section role="alert">
                <h2>{t('recipient.deeds.failed')}</h2>
                <p className={css.none}>{problemText(error)}</p>
                <button type="button" className="act" onClick={() => void refetch()}>
                    {t('again')}
                </button>
            </section>
        );
    }
    if (data?.length === 0) return null;
    return (
        <section aria-busy={!data}>
            <h2>{t('recipient.deeds.title')}</h2>
            {data ? (
                <table className={`ledger fold ${css.suppressed}`} role="table">
                    <caption className="sr">{t('recipient.deeds.title')}</caption>
                    <tbody role="rowgroup">
                        {data.map(({ kind, title, at, amount, attributes }, index) => (
                            // One may do the same twice at one time.
                            <tr key={`${kind} ${at} ${index}`} role="row">
                                <td role="cell">{title}</td>
                                <td role="cell">{[...(amount === null ? [] : [format.money(amount)]), ...attributes.map((one) => `${one.title}: ${one.value}`)].join(', ')}</td>
                                <td role="cell" className="n muted s14 r">
                                    <time dateTime={at}>{format.moment(at)}</time>
                                </td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            ) : (
                <Bone width="70%" height={72} />
            )}
        </section>
    );
}
