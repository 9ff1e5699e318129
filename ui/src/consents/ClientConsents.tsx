import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { ApiProblem } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { useProblemText } from '@/shared/useProblemText';
import { ledgerQuery } from './api';
import css from './Consents.module.css';
import { countingOf, Ledger } from './Ledger';
import { RecordAnswer } from './RecordAnswer';

/** A number that is shown whole; whoever sees dots types it on the page of proofs. */
const WHOLE = /^\+?[\d\s()-]+$/;

/** What a client answered to «may we», for each purpose, and the hand to write an answer down. */
export function ClientConsents({ id, phone }: { id: string; phone: string }) {
    const { t, i18n } = useTranslation();
    const problemText = useProblemText();
    const writes = can(useSession(), 'clients.write');
    const [asking, setAsking] = useState(false);
    const { data, error, refetch } = useQuery(ledgerQuery(id, i18n.language));
    // Some roles see the card without it.
    if (error instanceof ApiProblem && !data && (error.status === 403 || error.status === 404)) return null;
    return (
        <section aria-busy={!data && !error}>
            <h2>{t('consents.card.title')}</h2>
            {writes && (
                <p className={css.acts}>
                    <button type="button" className="act" aria-haspopup="dialog" onClick={() => setAsking(true)}>
                        {t('consents.card.record')}
                    </button>
                    {/* After the sign the number reaches no server's list of addresses. */}
                    <Link to="/consents" {...(WHOLE.test(phone) ? { hash: phone.replaceAll(/[^+\d]/g, '') } : {})}>
                        {t('consents.card.prove')}
                    </Link>
                </p>
            )}
            {data === undefined && error !== null ? (
                <div role="alert" className={css.failed}>
                    <p>{problemText(error)}</p>
                    <button type="button" className="act" onClick={() => void refetch()}>
                        {t('again')}
                    </button>
                </div>
            ) : data === undefined ? (
                <Bone width="70%" height={72} />
            ) : data.length === 0 ? (
                <p className={css.none}>{t('consents.card.none')}</p>
            ) : (
                <Ledger label={t('consents.card.title')} records={data} inForce={countingOf(data)} />
            )}
            <Dialog opened={asking} onClose={() => setAsking(false)} width={480} title={t('consents.record.title')}>
                {asking && <RecordAnswer id={id} onClose={() => setAsking(false)} />}
            </Dialog>
        </section>
    );
}
