import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '@/shared/api';
import { Attempts } from '@/shared/Attempts';
import { Bone } from '@/shared/Bone';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { Word, type WordTone } from '@/shared/Word';
import { historyQuery } from './api';
import type { History } from './recipient';
import css from './Told.module.css';

const TONES: Record<History['messages'][number]['state'], WordTone> = {
    queued: 'rest',
    pending: 'run',
    delivered: 'ok',
    failed: 'bad',
    uncertain: 'warn',
    cancelled: 'rest',
};

/** What was said to a client and answered, in one stream of time, and beside it why sometimes nothing was. */
export function Told({ id }: { id: string }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const { data, error, refetch } = useQuery(historyQuery(id));
    if (error && !data) {
        // Some roles see the card without its history.
        if (error instanceof ApiProblem && (error.status === 403 || error.status === 404)) return null;
        return (
            <section role="alert">
                <h2>{t('recipient.told.failed')}</h2>
                <p className={css.none}>{problemText(error)}</p>
                <button type="button" className="act" onClick={() => void refetch()}>
                    {t('again')}
                </button>
            </section>
        );
    }
    return (
        <>
            <section aria-busy={!data}>
                <h2>{t('recipient.told.title')}</h2>
                {data ? <Stream history={data} /> : <Bone width="70%" height={72} />}
            </section>
            {data && data.suppressed.length > 0 && <Suppressed history={data} />}
        </>
    );
}

function Stream({ history }: { history: History }) {
    const { t } = useTranslation();
    const format = useFormat();
    const lines = [
        ...history.messages.map((message) => ({ at: message.at, key: `m${message.id}`, message, answer: null })),
        ...history.answers.map((answer) => ({ at: answer.at, key: `a${answer.id}`, message: null, answer })),
    ].toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
    if (lines.length === 0) return <p className={css.none}>{t('recipient.told.nothing')}</p>;
    return (
        <ol className={css.stream}>
            {lines.map(({ key, at, message, answer }) => (
                <li key={key} data-answer={answer !== null || undefined}>
                    <p className={css.meta}>
                        {message && <b>{message.campaignName ?? t(`recipient.told.class.${message.messageClass}`)}</b>}
                        {answer && <b>{t('recipient.told.answer')}</b>}
                        <time dateTime={at}>{format.moment(at)}</time>
                        {message && <Word tone={TONES[message.state]}>{t(`recipient.told.state.${message.state}`)}</Word>}
                        {answer?.optOut && <Word tone="warn">{t('recipient.told.optOut')}</Word>}
                    </p>
                    <p className={css.bubble}>{message ? message.text : answer?.text}</p>
                    {message?.reason && <p className={css.reason}>{message.reason}</p>}
                    {message && message.state !== 'queued' && (
                        <div className={css.attempts}>
                            <Attempts message={message.id} />
                        </div>
                    )}
                </li>
            ))}
        </ol>
    );
}

function Suppressed({ history }: { history: History }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <section>
            <h2>{t('recipient.told.suppressed')}</h2>
            <table className={`ledger fold ${css.suppressed}`} role="table">
                <caption className="sr">{t('recipient.told.suppressed')}</caption>
                <tbody role="rowgroup">
                    {history.suppressed.map(({ runId, campaignName, at, reason, reasonText }) => (
                        <tr key={runId + reason} role="row">
                            <td role="cell">{campaignName ?? t('recipient.told.someRun')}</td>
                            <td role="cell">{reasonText ?? reason}</td>
                            <td role="cell" className="n muted s14 r">
                                <time dateTime={at}>{format.moment(at)}</time>
                            </td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </section>
    );
}
