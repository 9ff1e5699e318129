import { useTranslation } from 'react-i18next';
import { Word } from '@/shared/Word';
import type { ConsentRecord } from './api';
import css from './Consents.module.css';
import { useExact } from './useExact';

type Props = { label: string; records: readonly ConsentRecord[]; inForce: ReadonlySet<string> };

/** Answers as the ledger has them: to what, yes or no, where and when it was given, what proves it, who wrote it down. */
export function Ledger({ label, records, inForce }: Props) {
    const { t } = useTranslation();
    return (
        <table className={`ledger fold ${css.ledger}`} role="table">
            <caption className="sr">{label}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader">{t('consents.ledger.what')}</th>
                    <th role="columnheader">{t('consents.ledger.answer')}</th>
                    <th role="columnheader">{t('consents.ledger.given')}</th>
                    <th role="columnheader">{t('consents.ledger.written')}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">
                {records.map((one) => (
                    <Row key={one.id} one={one} counts={inForce.has(one.id)} />
                ))}
            </tbody>
        </table>
    );
}

function Row({ one, counts }: { one: ConsentRecord; counts: boolean }) {
    const { t } = useTranslation();
    const exact = useExact();
    return (
        <tr role="row" data-past={!counts || undefined}>
            <td role="cell">
                {one.purposeText}, {t(`consents.channel.${one.channel}`)}
                <small>{t('consents.ledger.number', { id: one.id })}</small>
            </td>
            <td role="cell">
                <Word tone={!counts ? 'rest' : one.given ? 'ok' : 'bad'}>{t(one.given ? 'consents.answer.yes' : 'consents.answer.no')}</Word>
                <small>{one.annulledAt !== null ? t('consents.ledger.annulled', { when: exact(one.annulledAt) }) : t(counts ? 'consents.ledger.counts' : 'consents.ledger.past')}</small>
            </td>
            <td role="cell">
                <time dateTime={one.at}>{exact(one.at)}</time>, {one.sourceText}
                {one.textVersion !== null && <small>{t('consents.ledger.version', { version: one.textVersion })}</small>}
                {one.evidence !== null && <small>{t('consents.ledger.evidence', { evidence: one.evidence })}</small>}
                {one.phone !== null && <small>{t('consents.ledger.phone', { phone: one.phone })}</small>}
            </td>
            <td role="cell">
                <time dateTime={one.recordedAt}>{exact(one.recordedAt)}</time>
                {one.recordedBy !== null && `, ${one.recordedBy}`}
            </td>
        </tr>
    );
}

/** Of each purpose and channel the answer given last counts; what was annulled never does. */
export function countingOf(records: readonly ConsentRecord[]): Set<string> {
    const latest = new Map<string, string>();
    // The server puts the answers given last first.
    for (const { id, purpose, channel, annulledAt } of records) {
        const key = `${purpose} ${channel}`;
        if (annulledAt === null && !latest.has(key)) latest.set(key, id);
    }
    return new Set(latest.values());
}
